"""The values that departments fill in, questionnaires find and auditors establish: one row per point and period."""

from datetime import date, timedelta
from typing import Any

from cloudeye.demo.profiles import period_months
from cloudeye.demo.quality import Quality
from cloudeye.demo.world import World, add_months

Rows = list[dict[str, Any]]

REPORTED = ("部门填报", "企业问卷", "核查认定")
UNREPORTED = 0.033
WHOLE_UNITS = ("件", "项", "家", "人")


def measurements(world: World, quality: Quality) -> Rows:
    """Rows for ``measurement``: every reported point in each period that is over, from the year before the first month on."""
    rows: Rows = []
    for point in world.points:
        if point["source_type"] not in REPORTED:
            continue
        for period in periods(world, point["frequency"]):
            rows.append(_row(world, quality, point, period))
    return rows


def periods(world: World, frequency: str) -> list[date]:
    """First days of the periods of a frequency that have ended by the as-of date, from the year before the first month on."""
    length = period_months(frequency)
    first = (
        date(world.months[0].year - 1, 1, 1)
        if frequency == "年"
        else add_months(world.months[0], -((world.months[0].month - 1) % length))
    )
    found = []
    # A period is over with its last second.
    while add_months(first, length) <= (world.as_of + timedelta(seconds=1)).date():
        found.append(first)
        first = add_months(first, length)
    return found


def _row(world: World, quality: Quality, point: dict[str, Any], period: date) -> dict[str, Any]:
    dice = world.dice("measurement", point["point_id"], period)
    last = world.month_index(add_months(period, period_months(point["frequency"]) - 1))
    missing = dice.chance(UNREPORTED)
    value: float | None = None
    sample: int | None = None
    if not missing:
        value = point["worst"] + (point["best"] - point["worst"]) * quality.of_point(point["point_id"], last) / 100
        value = float(round(value)) if point["unit"] in WHOLE_UNITS else round(value, 2)
        if point["source_type"] == "企业问卷":
            sample = dice.randint(90, 420)
    return {
        "point_id": point["point_id"],
        "period": period,
        "value": value,
        "sample_size": sample,
        "standard_error": None,
        "status": "未报" if missing else "已报",
        "source": point["source_type"],
        "batch_id": "demo-measurements",
    }
