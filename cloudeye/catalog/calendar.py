"""The working-day calendar: the published exceptions of some years, the weekend rule for all others."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from cloudeye.catalog.reading import Row

FIRST_DAY = date(2015, 1, 1)
LAST_DAY = date(2035, 12, 31)
OFFICIAL = "官方"
ESTIMATED = "估算"


def expand(exceptions: Sequence[Row]) -> list[dict[str, Any]]:
    """A row of ``calendar_day`` for every day the product knows. A year with at least one exception counts as published."""
    stated = {row["day"]: row["is_workday"] for row in exceptions}
    published = {day.year for day in stated}
    days: list[dict[str, Any]] = []
    before = 0
    day = FIRST_DAY
    while day <= LAST_DAY:
        is_workday = stated.get(day, day.weekday() < 5)
        source = OFFICIAL if day.year in published else ESTIMATED
        days.append({"day": day, "is_workday": is_workday, "source": source, "workdays_before": before})
        before += is_workday
        day += timedelta(days=1)
    return days
