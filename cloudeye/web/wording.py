"""Numbers, dates and movements as they are written on screens. Everything returned is plain text, not yet escaped."""

from datetime import date, datetime
from html import escape
from typing import Any

MINUS = "−"
DASH = "—"


def text(value: Any) -> str:
    """Any value made safe to stand inside HTML or SVG."""
    return escape(str(value), quote=True)


def points(value: float | None) -> str:
    """A score or a rate in points or per cent with one decimal: 84.6; — when there is none."""
    return DASH if value is None else f"{round(value, 1) + 0.0:.1f}".replace("-", MINUS)


def signed(change: float, digits: int = 1) -> str:
    """A change in points with its sign: +0.2, −1.4, 0.0."""
    rounded = round(change, digits) + 0.0
    sign = "+" if rounded > 0 else MINUS if rounded < 0 else ""
    return f"{sign}{abs(rounded):.{digits}f}"


def count(value: float) -> str:
    """A count without decimals, with a thousands separator from 10,000 on."""
    return f"{value:,.0f}" if abs(value) >= 10_000 else f"{value:.0f}"


def per_cent(part: float, whole: float) -> str:
    """``part`` of ``whole`` in whole per cent; — of nothing. Only the whole of it reads 100%."""
    if not whole:
        return DASH
    share = 100 * part / whole
    if part < whole:
        share = min(share, 99)
    return f"{share:.0f}%"


def month_name(month: date) -> str:
    """10月."""
    return f"{month.month}月"


def full_month(month: date) -> str:
    """2026 年 10 月."""
    return f"{month.year} 年 {month.month} 月"


def day_and_time(moment: datetime) -> str:
    """11月20日 09:41."""
    return f"{moment.month}月{moment.day}日 {moment:%H:%M}"


def rank_range(low: int | None, high: int | None) -> str:
    """1–4, or one number when both ends are the same place."""
    if low is None or high is None:
        return DASH
    return str(low) if low == high else f"{low}–{high}"


def is_level(movement: float) -> bool:
    """Whether a movement is nothing at the one decimal that is shown: 持平, without a direction."""
    return round(abs(movement), 1) == 0


def is_beyond_error(movement: float | None, error: float | None) -> bool:
    """Whether a movement is larger than the error of the difference, after rounding to what is shown."""
    return movement is not None and error is not None and abs(movement) > error and not is_level(movement)
