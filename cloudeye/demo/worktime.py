"""The working calendar in memory, for the many thousand dates the demo computes at once."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from cloudeye.catalog.working_days import END_OF_DAY

OPENS = time(9)


class WorkTime:
    """Working days by the table ``calendar_day``: 9:00 to 17:00, 480 minutes each.

    ``calendar`` rows carry ``day`` and ``is_workday``, in date order, without gaps.
    """

    def __init__(self, calendar: Sequence[dict[str, Any]]) -> None:
        self.days: list[date] = [row["day"] for row in calendar if row["is_workday"]]
        self._set = set(self.days)

    def is_workday(self, day: date) -> bool:
        """Whether the district works on ``day``."""
        return day in self._set

    def ordinal(self, day: date) -> int:
        """The number of working days up to and including ``day``."""
        return bisect_right(self.days, day)

    def due(self, start: datetime, working_days: int) -> datetime:
        """The last second of the ``working_days``-th working day after the day of ``start``."""
        return datetime.combine(self.days[self.ordinal(start.date()) + working_days - 1], END_OF_DAY)

    def between(self, first: date, last: date) -> list[date]:
        """The working days from ``first`` to ``last``, both included."""
        return self.days[self.ordinal(first - timedelta(days=1)) : self.ordinal(last)]

    def opening(self, moment: datetime) -> datetime:
        """``moment`` itself in working hours, else when the office next opens."""
        if self.is_workday(moment.date()):
            if moment.hour < OPENS.hour:
                return datetime.combine(moment.date(), OPENS)
            if moment.hour < 17:
                return moment
        return datetime.combine(self.days[self.ordinal(moment.date())], OPENS)

    def after(self, moment: datetime, minutes: float) -> datetime:
        """The time ``minutes`` working minutes after ``moment`` (in working hours)."""
        start = self.opening(moment)
        total = (start.hour - 9) * 60 + start.minute + int(minutes)
        days, rest = divmod(total, 480)
        day = self.days[self.ordinal(start.date()) - 1 + days]
        return datetime.combine(day, OPENS) + timedelta(minutes=rest, seconds=start.second)
