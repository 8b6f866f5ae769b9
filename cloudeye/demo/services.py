"""The service records (归集数据): millions of rows drawn in SQL from a few thousand profiles."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pandas

from cloudeye.demo.dice import shares
from cloudeye.demo.profiles import as_rows, profiles
from cloudeye.demo.quality import Quality
from cloudeye.demo.world import World
from cloudeye.store import Writer

DAY_SLOTS = 256
PLACE_SLOTS = 64
WEEKDAYS = (1.16, 1.06, 1.0, 0.98, 0.86, 0.6, 0.6)


def write_service_records(writer: Writer, world: World, quality: Quality, total: int, progress: Callable[[float], None]) -> int:
    """Fill ``service_record`` with ``total`` rows, clustered by (department_id, finished_at); returns how many it wrote."""
    writer.run("demo_create_mix")
    writer.run("demo_create_draw")
    _fill(writer, "demo_create_profile", "demo_profile", _profile_frame(world, quality, total))
    _fill(writer, "demo_create_day_slot", "demo_day_slot", pandas.DataFrame(_day_slots(world)))
    _fill(writer, "demo_create_workday", "demo_workday", pandas.DataFrame(_workdays(world)))
    _fill(writer, "demo_create_place_slot", "demo_place_slot", pandas.DataFrame(_place_slots(world)))
    written = 0
    for row in writer.rows("demo_profiled_departments"):
        written += writer.insert_from(
            "service_record",
            "demo_service_records",
            department_id=row["department_id"],
            seed=world.seed % 2**32,
            last_ordinal=_last_ordinal(world),
        )
        progress(written / total)
    writer.run("demo_drop_profile")
    return written


def _fill(writer: Writer, create: str, table: str, frame: pandas.DataFrame) -> None:
    writer.run(create)
    writer.insert_frame(table, frame)


def _profile_frame(world: World, quality: Quality, total: int) -> pandas.DataFrame:
    frame = pandas.DataFrame(as_rows(profiles(world, quality, total)))
    rows = frame["records"] + frame["open_records"]
    frame["first_row"] = rows.cumsum() - rows
    return frame.drop(columns="late_share")


def _last_ordinal(world: World) -> int:
    """The place of the last working day that is over at the as-of time, in the list of working days."""
    return world.work.ordinal(world.as_of.date() - timedelta(days=1)) - 1


def _day_slots(world: World) -> list[dict[str, Any]]:
    """For each month, 256 equally likely slots spread over its working days as their weights say."""
    rows = []
    for month in world.months:
        days = world.work.between(month, min(_end_of(month), world.as_of.date() - timedelta(days=1)))
        if not days:
            continue
        weights = [WEEKDAYS[day.weekday()] * (1.35 if _follows_break(world, day) else 1.0) for day in days]
        slot = 0
        for day, count in zip(days, shares(DAY_SLOTS, weights), strict=True):
            for _ in range(count):
                rows.append({"month": month, "slot": slot, "ordinal": world.work.ordinal(day) - 1})
                slot += 1
    return rows


def _follows_break(world: World, day: date) -> bool:
    """Whether a holiday longer than a weekend ended the day before: counters are full then."""
    return not any(world.work.is_workday(day - timedelta(days=back)) for back in (1, 2, 3))


def _end_of(month: date) -> date:
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def _workdays(world: World) -> list[dict[str, Any]]:
    return [{"ordinal": ordinal, "day": day} for ordinal, day in enumerate(world.work.days)]


def _place_slots(world: World) -> list[dict[str, Any]]:
    """64 equally likely slots over the sub-districts by their number of enterprises."""
    counts = shares(PLACE_SLOTS, [row["enterprises"] for row in world.subdistricts])
    places = [row["subdistrict_id"] for row, count in zip(world.subdistricts, counts, strict=True) for _ in range(count)]
    return [{"slot": slot, "subdistrict_id": place} for slot, place in enumerate(places)]
