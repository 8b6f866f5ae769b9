"""Deadlines on the holiday calendar, into a year that nobody has published yet."""

from datetime import date, datetime, timedelta
from itertools import pairwise

import chinese_calendar
import pytest

from cloudeye.catalog import working_days
from cloudeye.catalog.calendar import expand
from cloudeye.catalog.loader import stored
from cloudeye.errors import CatalogueError
from cloudeye.store import Store


def due(store: Store, start: str, days: int) -> tuple[str, bool]:
    moment, is_estimated = working_days.add(store.reading(), datetime.fromisoformat(start), days)
    assert moment.strftime("%H:%M:%S") == "23:59:59"
    return moment.date().isoformat(), is_estimated


def test_across_the_end_of_the_published_years(catalogued: Store) -> None:
    assert due(catalogued, "2026-12-15T10:00", 15) == ("2027-01-05", True)
    assert due(catalogued, "2026-12-15T10:00", 12) == ("2026-12-31", False)


def test_make_up_days_of_the_spring_festival_count(catalogued: Store) -> None:
    # Friday 13 February 2026: Saturday 14 is worked, 15 to 23 are off, Saturday 28 is worked.
    assert due(catalogued, "2026-02-13T09:00", 1) == ("2026-02-14", False)
    assert due(catalogued, "2026-02-13T09:00", 2) == ("2026-02-24", False)
    assert due(catalogued, "2026-02-27T09:00", 1) == ("2026-02-28", False)


def test_start_on_a_day_off(catalogued: Store) -> None:
    assert due(catalogued, "2026-10-03T22:00", 1) == ("2026-10-08", False)


def test_no_days_is_the_same_day(catalogued: Store) -> None:
    assert due(catalogued, "2026-10-03T22:00", 0) == ("2026-10-03", False)


def test_beyond_the_calendar(catalogued: Store) -> None:
    with pytest.raises(CatalogueError, match="工作日历没有覆盖 2035-12-20"):
        working_days.add(catalogued.reading(), datetime(2035, 12, 20), 30)


def test_the_table_counts_without_gaps(catalogued: Store) -> None:
    days = sorted(stored(catalogued.reading(), "calendar_day"), key=lambda row: row["day"])
    assert (days[0]["day"], days[-1]["day"], len(days)) == (date(2015, 1, 1), date(2035, 12, 31), 7670)
    for before, after in pairwise(days):
        assert after["workdays_before"] == before["workdays_before"] + before["is_workday"]
    assert {row["day"].year for row in days if row["source"] == "官方"} == {2023, 2024, 2025, 2026}
    # 2026 has 248 working days by the State Council's notice.
    assert sum(row["is_workday"] for row in days if row["day"].year == 2026) == 248


def test_without_any_exception_every_year_is_estimated() -> None:
    assert {row["source"] for row in expand([])} == {"估算"}


def test_published_years_agree_with_the_state_council(catalogued: Store) -> None:
    published = {row["day"]: row["is_workday"] for row in stored(catalogued.reading(), "calendar_day") if row["source"] == "官方"}
    days = [date(2023, 1, 1) + timedelta(days=number) for number in range(4 * 365 + 1)]
    assert published == {day: chinese_calendar.is_workday(day) for day in days}
