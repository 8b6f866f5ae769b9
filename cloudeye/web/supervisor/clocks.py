"""The two clocks of a complaint in words: first contact and completion, each with its limit."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from cloudeye.web.theme import SHAPES
from cloudeye.web.wording import DASH, text

Row = Mapping[str, Any]
# The clock's word, when it stopped, its limit, from when it is overdue, and whether it stopped too late.
CLOCKS = {
    "response": ("首次联系", "responded_at", "response_due_at", "response_overdue_from", "is_responded_late"),
    "resolution": ("办结", "claimed_at", "resolution_due_at", "resolution_overdue_from", "is_claimed_late"),
}
STAGES = {"open": "data", "claimed": "pending", "closed": "met"}
# A limit this near is marked.
SOON = timedelta(days=1)


def marked(tone: str, words: str) -> str:
    """Words after the shape of their tone; markup."""
    return f'<span class="mark-{tone}">{SHAPES[tone]}</span> {text(words)}'


def state_mark(row: Row) -> str:
    """The state of a complaint with its shape; markup."""
    return marked(STAGES.get(row["stage"] or "", "none"), row["state_label"] or row["state"])


def moment(value: datetime | None) -> str:
    """11-22 09:19, or — when it has not come."""
    return DASH if value is None else f"{value:%m-%d %H:%M}"


def clock_words(row: Row, clock: str, now: datetime) -> tuple[str, str]:
    """The tone and the words of one clock at ``now``: 逾期 2 天, 限 11-26, 11-22 10:01 按时 …"""
    _, done, due, overdue_from, is_late = CLOCKS[clock]
    limit = row[overdue_from]
    if limit is not None:  # it runs, or runs again after a reopening
        if limit < now:
            return "late", f"已超期 {max(1, (now - limit).days)} 天"
        return ("warn" if limit - now <= SOON else "data"), f"限 {moment(limit)}"
    if row[done] is not None:
        return ("late", f"{moment(row[done])}，逾期") if row[is_late] else ("met", moment(row[done]))
    return "none", "未联系" if clock == "response" and row[due] is not None else DASH
