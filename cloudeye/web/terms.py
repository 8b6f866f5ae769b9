"""Words of the trade explained where they stand: a definition on hover, on keyboard focus and on touch, without a script.

The definitions are ``data/catalog/terms.csv``, each once: term, definition (one sentence), reading (how to read it).
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from cloudeye.paths import CATALOG
from cloudeye.web.wording import text

INTERVALS = ("得分区间", "可能名次", "梯队", "误差内")


@dataclass(frozen=True)
class Term:
    """What a word means, in one sentence, and how a number of that name is read."""

    definition: str
    reading: str


@cache
def terms() -> Mapping[str, Term]:
    """Every term by its word, in the order of the file."""
    with (CATALOG / "terms.csv").open(encoding="utf-8-sig", newline="") as lines:
        rows = csv.DictReader(lines, strict=True)
        return MappingProxyType({row["term"]: Term(row["definition"], row["reading"]) for row in rows})


def term(word: str, shown: str | None = None) -> str:
    """Markup of ``word`` (written ``shown``, where there is less room) with its definition. Raises KeyError for a word without
    one."""
    found = terms()[word]
    heading = "" if shown in (None, word) else f"<b>{text(word)}</b>"
    return (
        f'<span class="term" tabindex="0">{text(shown or word)}'
        f'<span class="term-note" role="tooltip">{heading}{text(found.definition)}<i>{text(found.reading)}</i></span></span>'
    )


def reading_note(title: str = "怎么看区间", words: tuple[str, ...] = INTERVALS) -> str:
    """Markup of a note that opens on demand: what ``words`` mean and how they are read. Raises KeyError for one without a
    definition."""
    lines = "".join(
        f"<dt>{text(word)}</dt><dd>{text(terms()[word].definition)}<i>{text(terms()[word].reading)}</i></dd>" for word in words
    )
    return f'<details class="reading-note"><summary>{text(title)}</summary><dl>{lines}</dl></details>'
