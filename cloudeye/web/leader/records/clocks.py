"""The two clocks of a rectification: the reply to the letter that it came from, and its own term; and how its state is marked."""

from collections.abc import Mapping
from typing import Any

from cloudeye.web.supervisor.clocks import marked
from cloudeye.web.supervisor.panels import track
from cloudeye.web.wording import DASH

Row = Mapping[str, Any]
# The mark of a phase while nothing is late; a term that ends this soon is marked too.
PHASES = {"在改": "data", "待核验": "pending", "回头看": "lookback", "已销号": "met"}
SOON_DAYS = 3


def state_words(row: Row) -> tuple[str, str]:
    """The tone and the words of where a rectification stands: 超期 23 天, 剩 2 天, 待核验, 回头看 …"""
    if row["days_late"]:
        return "late", f"超期 {row['days_late']} 天"
    if row["phase"] == "在改" and row["days_left"] <= SOON_DAYS:
        return "warn", f"剩 {row['days_left']} 天" if row["days_left"] else "今天到期"
    return PHASES[row["phase"]], row["state_label"] if row["phase"] == "在改" else row["phase"]


def state_mark(row: Row) -> str:
    """The state with its shape; markup."""
    return marked(*state_words(row))


def _bar(used: int, limit: int, *, tone: str, is_late: bool) -> str:
    words = f'<small class="{"worse-words" if is_late else "low"}">{used}/{limit} 天</small>'
    return f'<div class="clock-cell">{track(used, limit, tone=tone, is_late=is_late)}{words}</div>'


def reply_bar(row: Row) -> str:
    """The clock of the reply; — where no letter was sent. Markup."""
    if row["reply_limit_days"] is None:
        return f'<span class="low">{DASH}</span>'
    tone = "muted" if row["is_reply_late"] else "met" if row["replied_at"] else "data"
    return _bar(row["reply_days"], row["reply_limit_days"], tone=tone, is_late=bool(row["is_reply_late"]))


def term_bar(row: Row) -> str:
    """The clock of the rectification itself: it stops when the department claims that it is done. Markup."""
    return _bar(row["term_days"], row["term_limit_days"], tone=term_tone(row), is_late=term_is_late(row))


def term_is_late(row: Row) -> bool:
    """Whether the term ran out before the department said that it was done."""
    return bool(row["days_late"] or row["is_claimed_late"])


def term_tone(row: Row) -> str:
    """The colour role of the days that were used."""
    if term_is_late(row):
        return "muted"
    if row["claimed_at"]:
        return "met"
    return "warn" if row["days_left"] <= SOON_DAYS else "data"
