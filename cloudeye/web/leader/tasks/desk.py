"""What the pages on reform tasks ask the district for, and what an address narrows the list to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from cloudeye.access.permissions import Reach
from cloudeye.access.viewer import Viewer
from cloudeye.catalog.wording import word
from cloudeye.scoring.engine import last_day
from cloudeye.web import district
from cloudeye.web.leader.tasks.tasks import TONES
from cloudeye.web.listing import choose
from cloudeye.web.wording import day_and_time

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Filters:
    """What the list of tasks is narrowed to; an empty text leaves everything."""

    on_list: str = ""
    measure: str = ""
    department: str = ""
    state: str = ""

    @classmethod
    def read(cls, query: Mapping[str, str]) -> "Filters":
        """From the fields of an address."""
        return cls(query.get("list", ""), query.get("measure", ""), query.get("department", ""), query.get("state", ""))

    def written(self, *without: str) -> dict[str, str]:
        """The fields of an address, without the empty ones and without those named."""
        fields = {"list": self.on_list, "measure": self.measure, "department": self.department, "state": self.state}
        return {name: value for name, value in fields.items() if value and name not in without}

    def leave(self, rows: Sequence[Row]) -> list[Row]:
        """The rows that these filters leave."""
        keys = {"list": "list", "measure": "measure_id", "department": "department_id", "state": "standing"}
        wanted = [(keys[name], value) for name, value in self.written().items()]
        return [row for row in rows if all(row[key] == value for key, value in wanted)]


def month_tasks(viewer: Viewer, month: date, kind: str = "page", name: str = "leader-tasks") -> list[Row]:
    """Every task of the month that the viewer may see: all, or those that their own organisations lead."""
    rows = district.ask("month_tasks", month=month)
    if viewer.reach(kind, name) is Reach.ALL:
        return list(rows)
    return [row for row in rows if row["department_id"] in viewer.departments]


def chosen_filters(rows: Sequence[Row]) -> Filters:
    """The choosers of the list, each kept in the address."""
    asked = choose("清单", "list", {row["list"]: word("list", row["list"]) for row in rows}, "全部清单", 140)
    inside = [row for row in rows if asked in ("", row["list"])]
    measure = choose("举措", "measure", {row["measure_id"]: row["measure"] for row in inside}, "全部举措", 200)
    department = choose("牵头部门", "department", {row["department_id"]: row["department"] for row in rows}, "全部部门", 170)
    there = {row["standing"] for row in rows}
    state = choose("状态", "state", {name: name for name in TONES if name in there}, "全部状态", 130)
    return Filters(asked, measure, department, state)


def as_of(month: date) -> tuple[date, str]:
    """The day that a month's tasks are judged on, and what it is called: today for the newest month, else its last day."""
    if month == district.latest_month():
        now = district.moment()
        return now.date(), f"今日 {day_and_time(now).split(' ')[0]}"
    end = last_day(month)
    return end, f"{end:%Y-%m-%d} 月末"
