"""A passport as markup: the formula with its numbers put in, the table of inputs, the open line, versions and the citation."""

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from cloudeye.access.viewer import Viewer
from cloudeye.web.frame import address
from cloudeye.web.leader.passport.figure import PAGE, Sheet
from cloudeye.web.wording import DASH, MINUS, text

Row = Mapping[str, Any]
HERE = Path(__file__).parent
BATCH = "analyst-batch"


@cache
def sheet_css() -> str:
    """The page's own style sheet."""
    return (HERE / "passport.css").read_text(encoding="utf-8")


def four(value: float | None) -> str:
    """A number with four decimals; — for none."""
    return DASH if value is None else f"{value + 0.0:.4f}".replace("-", MINUS)


def plain(value: float | None) -> str:
    """A number with as many decimals as it has, at most four."""
    return DASH if value is None else f"{value:,.4f}".rstrip("0").rstrip(".").replace("-", MINUS)


def card(title: str, inside: str, *, note: str = "", link: str = "", name: str = "") -> str:
    """One panel: heading, an explanation beside it, a link at its right."""
    said = f"<span>{text(note)}</span>" if note else ""
    return f'<section class="pass-card {name}"><h2>{text(title)}{said}{link}</h2>{inside}</section>'


def table(name: str, head: str, body: str) -> str:
    """A table in a box that scrolls by itself where there is little room; ``head`` and ``body`` are rows' markup."""
    inside = f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody>"
    return f'<div class="pass-scroll"><table class="desk-table {name}">{inside}</table></div>'


def own_address(sheet: Sheet, **query: str) -> str:
    """The address of this passport, with more in its query."""
    subject = sheet.subject
    whom = {} if subject.found else {"department": subject.subject_id}
    return address(PAGE, month=f"{subject.month:%Y-%m}", **whom, figure=subject.figure, **query)


def figure_link(sheet: Sheet, figure: str, name: str) -> str:
    """The way on to the passport of another figure of the same month and subject."""
    whom = {} if ":" in figure else {"department": sheet.subject.subject_id}
    there = address(PAGE, month=f"{sheet.subject.month:%Y-%m}", **whom, figure=figure)
    return f'<a href="{there}" target="_self" aria-label="{text(name)}的出处">›</a>'


def batch_link(batch: str, viewer: Viewer, *, at: datetime | None, more: int = 0) -> str:
    """A batch by the day it was loaded, with its number on hover; a link for whoever may open it."""
    words = f'<span class="pass-batch" title="{text(batch)}">{f"{at:%m-%d} 导入" if at else text(batch)}</span>'
    rest = f"<small>等 {more + 1} 批</small>" if more else ""
    if not viewer.reach("page", BATCH):
        return words + rest
    return f'<a href="{address(BATCH, batch=batch)}" target="_self">{words}</a>{rest}'
