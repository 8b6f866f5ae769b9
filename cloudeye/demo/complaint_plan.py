"""When complaints come in and whom they concern: 12,000 slots over 24 months, shaped by season, weekday and hour."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from cloudeye.demo.dice import Dice, shares
from cloudeye.demo.world import World, add_months

SEASON = (0.92, 0.7, 1.15, 1.08, 1.02, 1.0, 0.95, 0.94, 1.05, 0.9, 1.1, 1.16)
WEEKEND = 0.32
HOURS = (1, 1, 0.5, 0.5, 0.5, 1, 2, 5, 14, 22, 22, 15, 8, 11, 18, 20, 17, 12, 8, 7, 6, 5, 3, 2)
CHANNELS = {
    "gaoxintong": 0.27,
    "hotline_12345": 0.26,
    "scan": 0.17,
    "supervision_card": 0.05,
    "contact_point": 0.06,
    "visit": 0.07,
    "petition": 0.02,
    "website": 0.06,
    "project_code": 0.04,
}
OFFICE_ONLY = {"visit", "contact_point", "petition", "supervision_card"}
BUSY = {
    "market_regulation": 2.0,
    "approval": 1.7,
    "taxation": 1.4,
    "social_security": 1.5,
    "park_city_construction": 1.5,
    "court": 1.2,
    "justice": 1.9,
}
UTILITY_WEIGHT, MERGED_WEIGHT = 1.5, 0.6
HOT_DOMAIN_LEADS = {"economic_operation": 1.8, "power_supply": 2.2}


@dataclass(frozen=True)
class Slot:
    """One complaint to be: its number, when it comes in, by which channel, and the department it concerns."""

    complaint_id: str
    submitted_at: datetime
    channel_id: str
    department_id: str


def plan(world: World, total: int) -> list[Slot]:
    """``total`` slots in order of submission."""
    weights = [SEASON[month.month - 1] * _part(world, month) for month in world.months]
    found: list[tuple[datetime, str, str]] = []
    for month, count in zip(world.months, shares(total, weights), strict=True):
        people = _departments(world, month)
        dice = world.dice("complaint plan", month)
        split = shares(count, [weight * dice.uniform(0.9, 1.1) for weight in people.values()])
        days = _days(world, month)
        for department_id, number in zip(people, split, strict=True):
            for index in range(number):
                found.append((*_moment(world.dice("complaint slot", month, department_id, index), world, days), department_id))
    found.sort()
    counts: dict[date, int] = {}
    slots = []
    for submitted_at, channel_id, department_id in found:
        day = submitted_at.date()
        counts[day] = counts.get(day, 0) + 1
        slots.append(Slot(f"SQ{day:%Y%m%d}{counts[day]:03d}", submitted_at, channel_id, department_id))
    return slots


def _part(world: World, month: date) -> float:
    end = datetime.combine(add_months(month, 1), datetime.min.time())
    start = datetime.combine(month, datetime.min.time())
    return max(0.0, min(1.0, (world.as_of - start) / (end - start)))


def _departments(world: World, month: date) -> dict[str, float]:
    """How much each department is complained about in a month."""
    enterprises = sum(row["enterprises"] for row in world.subdistricts)
    places = {row["department_id"]: row["enterprises"] / enterprises for row in world.subdistricts}
    weights: dict[str, float] = {}
    for row in world.departments:
        department_id = row["department_id"]
        if row["kind"] == "监督机构" or (
            row["valid_to"] is not None and row["valid_to"] < add_months(month, 1) - timedelta(days=1)
        ):
            continue
        if row["valid_to"] is not None:
            weight = MERGED_WEIGHT
        elif department_id in places:
            weight = 1.3 + 2.4 * places[department_id]
        elif row["kind"] == "公用企业":
            weight = UTILITY_WEIGHT
        else:
            weight = BUSY.get(department_id, 1.05)
        weights[department_id] = weight * (HOT_DOMAIN_LEADS.get(department_id, 1.0) if month == world.months[-1] else 1.0)
    return weights


def _days(world: World, month: date) -> tuple[list[date], list[float]]:
    last = min(add_months(month, 1) - timedelta(days=1), world.as_of.date())
    days = [month + timedelta(days=offset) for offset in range((last - month).days + 1)]
    return days, [1.0 if world.work.is_workday(day) else WEEKEND for day in days]


def _moment(dice: Dice, world: World, days: tuple[list[date], list[float]]) -> tuple[datetime, str]:
    """When one complaint comes in, and how; offices take theirs in working hours."""
    channel_id: str = dice.weighted(list(CHANNELS), list(CHANNELS.values()))
    day = dice.weighted(*days)
    hour = dice.weighted(range(24), HOURS)
    moment = datetime(day.year, day.month, day.day, hour, dice.randrange(60), dice.randrange(60))
    if channel_id in OFFICE_ONLY:
        opened = world.work.opening(moment)
        moment = opened if opened.month == moment.month else moment
    if moment > world.as_of:
        moment = world.as_of - timedelta(seconds=dice.randrange(30, 14_400))
    return moment, channel_id
