"""Pieces of markup that several of these pages are made of. What goes in as a cell or a fact is markup already."""

from collections.abc import Iterable, Mapping, Sequence

from cloudeye.web.theme import SHAPES
from cloudeye.web.wording import text

KEY = "key-cell"
Line = tuple[str, Sequence[str]]


def shaped(tone: str, words: str) -> str:
    """A state: its shape in its colour, then ``words``."""
    return f'<span class="mark-{tone}">{SHAPES[tone]}</span> {text(words)}'


def sheet(caption: str, columns: Mapping[str, str], lines: Iterable[Line], kind: str = "") -> str:
    """A table with a name for screen readers.

    ``columns`` maps a heading to the class of its cells; those of the class ``KEY`` name their row. A line is its class and
    its cells.
    """
    head = "".join(f'<th scope="col" class="{_heading(cells)}">{text(heading)}</th>' for heading, cells in columns.items())
    body = "".join(
        f'<tr class="{style}">{"".join(_cell(*cell) for cell in zip(columns.values(), cells, strict=True))}</tr>'
        for style, cells in lines
    )
    return (
        f'<table class="desk-table {kind}"><caption class="unseen">{text(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def _heading(kind: str) -> str:
    return "left" if kind in ("name", KEY) or "left" in kind else ""


def _cell(kind: str, content: str) -> str:
    return f'<th scope="row">{content}</th>' if kind == KEY else f'<td class="{kind}">{content}</td>'


def described(name: str, aside: str, lines: Mapping[str, str]) -> str:
    """One thing in words: its name, and its facts by what they are called."""
    listed = "".join(f"<dt>{text(label)}</dt><dd>{fact}</dd>" for label, fact in lines.items())
    return f'<h2 class="desk-heading">{text(name)}<span>{text(aside)}</span></h2><dl class="facts">{listed}</dl>'


def line_class(*, is_chosen: bool = False, is_off: bool = False) -> str:
    """The class of a line that is chosen, or about something that is no longer in use."""
    return " ".join(word for word, wanted in (("chosen", is_chosen), ("off", is_off)) if wanted)
