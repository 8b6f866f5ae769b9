"""What the generators of the demo share: the catalogue as loaded, the calendar, the months and the seed."""

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any

from cloudeye.catalog.limits import Limits, limits
from cloudeye.demo.dice import Dice
from cloudeye.demo.parameters import MONTHS
from cloudeye.demo.worktime import WorkTime
from cloudeye.errors import CatalogueError
from cloudeye.store import Store

Rows = list[dict[str, Any]]


def month_of(moment: date) -> date:
    """The first day of the month of ``moment``."""
    return date(moment.year, moment.month, 1)


def add_months(month: date, count: int) -> date:
    """The first day of the month ``count`` months after ``month``."""
    index = month.year * 12 + month.month - 1 + count
    return date(index // 12, index % 12 + 1, 1)


@dataclass(frozen=True)
class World:
    """One demo district before its rows are written.

    ``months`` are the calendar months the demo covers, oldest first; the last one ends at ``as_of``.
    """

    seed: int
    as_of: datetime
    work: WorkTime
    limits: Limits
    departments: Rows
    subdistricts: Rows
    domains: Rows
    indicators: Rows
    points: Rows
    derivations: Rows
    items: Rows
    tasks: Rows
    channels: Rows
    classes: Rows
    months: tuple[date, ...] = field(default=())

    def dice(self, *key: object) -> Dice:
        """The random numbers of the thing called ``key``."""
        return Dice(self.seed, *key)

    def response_due(self, submitted: datetime, *, urgent: bool, clock: str) -> datetime:
        """When the first contact with a complaint is due; ``clock`` is that of its channel."""
        return self.limits.of("complaint", "response", "紧急" if urgent else clock).due(submitted, self.work.due)

    @property
    def start(self) -> datetime:
        """The first moment the demo knows."""
        return datetime.combine(self.months[0], datetime.min.time())

    @property
    def last_year(self) -> int:
        """The last full calendar year before the as-of date."""
        return self.as_of.year - 1

    def month_index(self, moment: date) -> int:
        """The place of a moment's month in ``months``; negative before the first."""
        return (moment.year - self.months[0].year) * 12 + moment.month - self.months[0].month

    @cached_property
    def lead_of_point(self) -> dict[str, str]:
        """The department that answers for each point: the lead of its indicator."""
        lead = {row["indicator_id"]: row["lead_department_id"] for row in self.indicators}
        return {row["point_id"]: lead[row["indicator_id"]] for row in self.points}

    @cached_property
    def domains_of(self) -> dict[str, list[str]]:
        """The domains each department leads an indicator in, in catalogue order."""
        found: dict[str, list[str]] = {}
        for row in self.indicators:
            led = found.setdefault(row["lead_department_id"], [])
            if row["domain_id"] not in led:
                led.append(row["domain_id"])
        return found

    @cached_property
    def answering(self) -> list[str]:
        """Departments that answer for something all through: everybody but watchdogs and those merged away."""
        return [row["department_id"] for row in self.departments if row["kind"] != "监督机构" and row["valid_to"] is None]


def survey(store: Store, seed: int, as_of: datetime) -> World:
    """Read the loaded catalogue of ``store`` and lay out the months up to ``as_of``.

    Raises CatalogueError when the working-day calendar does not reach from three years before to one year after.
    """
    last = month_of(as_of)
    calendar = store.rows("demo_calendar")
    first_day, last_day = (calendar[0]["day"], calendar[-1]["day"]) if calendar else (date.max, date.min)
    if not (first_day.year + 3 <= as_of.year <= last_day.year - 1):
        raise CatalogueError(
            f"截至日期 {as_of:%Y-%m-%d} 超出工作日历的范围（{first_day.year} 年至 {last_day.year} 年）。"
            f"请改用 {first_day.year + 3} 年至 {last_day.year - 1} 年之间的日期。"
        )
    return World(
        seed=seed,
        as_of=as_of,
        work=WorkTime(calendar),
        limits=limits(store.reading()),
        departments=store.rows("demo_departments"),
        subdistricts=store.rows("demo_subdistricts"),
        domains=store.rows("demo_domains"),
        indicators=store.rows("demo_indicators"),
        points=store.rows("demo_points"),
        derivations=store.rows("demo_derivations"),
        items=store.rows("demo_items"),
        tasks=store.rows("demo_tasks"),
        channels=store.rows("demo_channels"),
        classes=store.rows("demo_classes"),
        months=tuple(add_months(last, offset) for offset in range(1 - MONTHS, 1)),
    )
