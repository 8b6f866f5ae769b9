"""The four kinds of letter: their number and their time to reply."""

from dataclasses import dataclass


@dataclass(frozen=True)
class LetterKind:
    """``code`` is the issuing organ's short form in the number; exactly one of the two reply times is set, in days."""

    code: str
    reply_working_days: int | None = None
    reply_days: int | None = None


LETTER_KINDS = {
    "提醒函": LetterKind("营监提", reply_working_days=10),
    "履责提示函": LetterKind("营监示", reply_working_days=10),
    "督办函": LetterKind("营监督", reply_working_days=7),
    "监察建议书": LetterKind("营监建", reply_days=30),
}


def letter_number(kind: str, year: int, sequence: int) -> str:
    """The number (文号) of the ``sequence``-th letter of its kind issued in a year, such as 营监提〔2026〕3号."""
    return f"{LETTER_KINDS[kind].code}〔{year}〕{sequence}号"
