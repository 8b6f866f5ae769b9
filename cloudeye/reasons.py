"""A reason that somebody gives for a deed, as it is kept: one plain line, neither too short to explain nor a report."""

SHORTEST_REASON, LONGEST_REASON = 4, 200


def plain_line(reason: str) -> str:
    """The words in one line, without what cannot be seen."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in reason).split())


def is_reason(line: str) -> bool:
    """Whether a plain line is as long as a reason must be and may be."""
    return SHORTEST_REASON <= len(line) <= LONGEST_REASON
