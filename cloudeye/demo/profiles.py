"""One profile per service item and month: how many records it holds and how they are distributed.

The levels come from the points that the catalogue derives from the item, so that every point lands where the quality of
its department says, by way of single records.
"""

import csv
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from cloudeye.demo.dice import shares
from cloudeye.demo.quality import Quality
from cloudeye.demo.world import World, add_months

SHARES = Path(__file__).with_name("item_volumes.csv")
GROWTH = ("record_growth_rate", "record_decline_rate", "quantity_growth_rate")
# Demand over the year; the shape of a business year with a quiet spring festival and a busy end.
SEASON = (0.94, 0.72, 1.12, 1.06, 1.0, 1.03, 0.98, 0.96, 1.04, 0.9, 1.08, 1.17)
# Working days in a calendar day, for items measured in calendar days.
WORKING_SHARE = 0.68
ORDINARY_RECORDS = 2200
ORDINARY_LATE = 0.012


@dataclass
class Profile:
    """Distribution of the records of one item finished in one month; ``records`` of them, ``late`` of which are late.

    Times are working minutes, or calendar minutes when ``is_calendar``; ``open_records`` are accepted and not finished.
    ``is_limited``: what is not late stays within the limit.
    """

    item_id: str
    item_number: int
    department_id: str
    month: date
    limit_days: float
    records: int = 0
    open_records: int = 0
    late: int | None = None
    late_share: float | None = None
    mean_minutes: float = 0.0
    is_calendar: bool = False
    is_limited: bool = True
    same_day: float | None = None
    online: float = 0.8
    returned: float = 0.04
    compliant: float = 0.96
    visits: float = 0.4
    good: float = 0.965
    quantity: float | None = None
    is_whole: bool = False


def period_months(frequency: str) -> int:
    """How many months a value of this frequency covers."""
    return {"月": 1, "季": 3, "年": 12}[frequency]


def profiles(world: World, quality: Quality, total: int) -> list[Profile]:
    """All profiles of the world, items in catalogue order, months oldest first; ``total`` records and open records."""
    made = [profile for number, item in enumerate(world.items) for profile in _of_item(world, quality, number, item)]
    _share_out(world, made, total)
    return made


def _of_item(world: World, quality: Quality, number: int, item: dict[str, Any]) -> Iterator[Profile]:
    points = {row["point_id"]: row for row in world.points}
    measures = [
        (points[row["point_id"]], row["measure"])
        for row in world.derivations
        if row["source"] == "service_records" and row["item_id"] == item["item_id"]
    ]
    for index, month in enumerate(world.months):
        if _is_silent(world, item["item_id"], index, measures):
            continue
        score = quality.of(item["department_id"], index) / 100
        profile = Profile(item["item_id"], number, item["department_id"], month, item["limit_days"])
        profile.mean_minutes = profile.limit_days * 480 * (0.85 - 0.4 * score)
        profile.online, profile.visits = 0.45 + 0.45 * score, 1.6 * (1 - score)
        profile.returned, profile.compliant = 0.16 * (1 - score), 0.8 + 0.19 * score
        for point, measure in measures:
            level = point["worst"] + (point["best"] - point["worst"]) * quality.of_point(point["point_id"], index) / 100
            _set(world, profile, point, measure, level, index)
        if profile.late is not None or profile.late_share is not None:
            profile.is_limited = True
            profile.mean_minutes = min(profile.mean_minutes, 0.62 * profile.limit_days * 480)
        yield profile


def _set(world: World, profile: Profile, point: dict[str, Any], measure: str, level: float, index: int) -> None:
    """Turn the level that one point should have in one month into parameters of the item's records."""
    months = period_months(point["frequency"])
    match measure:
        case "mean_working_days":
            profile.mean_minutes, profile.is_limited = level * 480, False
        case "mean_days":
            profile.mean_minutes, profile.is_limited = level * WORKING_SHARE * 480, False
        case "mean_hours":
            profile.mean_minutes, profile.is_calendar = level * 60, True
        case "late_count":
            dice = world.dice("late", point["point_id"], index)
            profile.late = max(0, round(dice.gauss(level, level**0.5 * 0.6)))
        case "on_time_rate":
            profile.late_share = 1 - level / 100
        case "late_rate":
            profile.late_share = level / 100
        case "same_day_rate":
            profile.same_day = level / 100
        case "compliant_rate":
            profile.compliant = level / 100
        case "online_rate":
            profile.online = level / 100
        case "returned_rate":
            profile.returned = level / 100
        case "mean_visits":
            profile.visits = level
        case "good_rating_rate":
            profile.good = level / 100
        case "mean_quantity":
            profile.quantity, profile.is_whole = level, point["unit"] in ("个", "件") and point["worst"] < 50
        case "record_count":
            profile.records = max(1, round(level / months))
        case "quantity_growth_rate":
            profile.quantity = 400.0 * (1 + level / 100 if index >= 12 else 1.0)
        case "record_growth_rate" | "record_decline_rate":
            sign = -1 if measure == "record_decline_rate" else 1
            profile.records = round((900 if sign < 0 else 420) * (1 + sign * level / 100 if index >= 12 else 1.0))


def _is_silent(world: World, item_id: str, index: int, measures: list[tuple[dict[str, Any], str]]) -> bool:
    """Whether the item's system delivered nothing that month: connected late, or a gap of one month."""
    if any(measure in GROWTH or measure == "record_count" for _, measure in measures):
        return False
    dice = world.dice("connected", item_id)
    if dice.chance(0.06) and index < dice.randint(3, 9):
        return True
    return dice.chance(0.25) and index == dice.randint(6, len(world.months) - 4)


def _share_out(world: World, made: list[Profile], total: int) -> None:
    """Give every profile its number of records: first those that a point fixes, the rest by the weight of the item."""
    with SHARES.open(encoding="utf-8", newline="") as file:
        big = {row["item_id"]: float(row["share"]) for row in csv.DictReader(file)}
    open_until = world.as_of.date() - timedelta(days=1)
    elapsed = {month: _part_of_month(world, month, open_until) for month in world.months}
    weight: dict[int, float] = {}
    for place, profile in enumerate(made):
        shape = (
            SEASON[profile.month.month - 1]
            * elapsed[profile.month]
            * world.dice("volume", profile.item_id, profile.month).uniform(0.94, 1.06)
        )
        if profile.records:
            profile.records = round(profile.records * (elapsed[profile.month] if profile.month == world.months[-1] else 1))
        elif profile.item_id in big:
            weight[place] = big[profile.item_id] * shape
        else:
            profile.records = round(ORDINARY_RECORDS / (1 + profile.limit_days) ** 0.75 * shape)
    small = sum(profile.records for profile in made)
    if small > total * 0.4:
        for profile in made:
            profile.records = max(min(1, profile.records), int(profile.records * total * 0.4 / small))
    fixed = sum(profile.records for profile in made)
    for place, count in zip(weight, shares(total - fixed, list(weight.values())), strict=True):
        made[place].records = count
    for profile in made:
        _settle(world, profile)


def _settle(world: World, profile: Profile) -> None:
    """Fix the late ones now that the volume is known, and leave some of the last month unfinished."""
    if profile.month == world.months[-1] and not profile.is_calendar:
        worked = max(1, len(world.work.between(profile.month, world.as_of.date())))
        profile.open_records = min(profile.records // 4, round(profile.records / worked * min(profile.limit_days, 10) / 2))
        profile.records -= profile.open_records
    if profile.late is None:
        share = ORDINARY_LATE if profile.late_share is None else profile.late_share
        profile.late = round(profile.records * share) if profile.is_limited else 0
    profile.late = min(profile.late, profile.records // 2)


def _part_of_month(world: World, month: date, last: date) -> float:
    """The share of the month's working days that lie before the as-of day."""
    final = add_months(month, 1) - timedelta(days=1)
    whole = world.work.between(month, final)
    past = world.work.between(month, min(last, final)) if last >= month else []
    return len(past) / max(1, len(whole))


def as_rows(made: list[Profile]) -> list[dict[str, Any]]:
    """The profiles as rows for the table that the record query reads."""
    return [asdict(profile) for profile in made]
