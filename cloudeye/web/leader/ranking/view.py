"""What the ranking page is asked to show, as its address says it, and the links to every other state of the page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from cloudeye.scoring.engine import month_before
from cloudeye.web.frame import address
from cloudeye.web.wording import full_month

Row = Mapping[str, Any]
VIEW_OBJECTIONS = "objections"


@dataclass(frozen=True)
class View:
    """One state of the page. ``department`` and ``against`` (first day of a month) are None while the page itself chooses them;
    ``is_tried`` when the objections that wait are tried out. ``doubts`` are sentences about what the address asks in vain."""

    month: date
    group: str
    department: str | None = None
    against: date | None = None
    is_tried: bool = False
    doubts: tuple[str, ...] = ()

    @property
    def compared(self) -> date:
        """The month that this one is compared with."""
        return self.against or month_before(self.month)

    def link(self, **changes: Any) -> str:
        """The address of the page with these fields changed, safe inside an attribute."""
        to = replace(self, **changes)
        query = {"month": f"{to.month:%Y-%m}", "group": to.group}
        if to.department:
            query["department"] = to.department
        if to.against:
            query["against"] = f"{to.against:%Y-%m}"
        if to.is_tried:
            query["view"] = VIEW_OBJECTIONS
        return address("", **query)

    def passport(self, department_id: str, figure: str) -> str:
        """The address of where a figure of a department comes from."""
        return address("leader-passport", month=f"{self.month:%Y-%m}", department=department_id, figure=figure)

    def portrait(self, department_id: str) -> str:
        """The address of a department's portrait."""
        return address("leader-department", department=department_id, month=f"{self.month:%Y-%m}")


def groups_of(rows: Sequence[Row]) -> dict[str, int]:
    """How many departments each ranking group has, the largest first."""
    names = [row["ranking_group"] for row in rows]
    return {name: names.count(name) for name in sorted(set(names), key=lambda name: (-names.count(name), name))}


def read_view(query: Mapping[str, str], month: date, rows: Sequence[Row], months: Sequence[date]) -> View:
    """The state that a query string asks for. ``rows`` are the month's ranking, ``months`` all that have one.

    What it asks in vain falls back to what the page would choose, and says so.
    """
    doubts = []
    groups = list(groups_of(rows))
    group = query.get("group", groups[0])
    if group not in groups:
        doubts.append(_doubt("排名组", group, groups[0]))
        group = groups[0]
    department = query.get("department")
    if department is not None and all(row["department_id"] != department or row["ranking_group"] != group for row in rows):
        doubts.append(f"地址中的部门「{department}」不在本月的{group}组中，已忽略。")
        department = None
    others = {f"{other:%Y-%m}": other for other in months if other != month}
    asked = query.get("against")
    against = others.get(asked or "")
    if asked is not None and against is None:
        doubts.append(_doubt("对比月份", asked, full_month(month_before(month))))
    return View(month, group, department, against, query.get("view") == VIEW_OBJECTIONS, tuple(doubts))


def _doubt(label: str, asked: str, shown: str) -> str:
    return f"地址中的{label}「{asked}」不在可选范围内，显示的是{shown}。"
