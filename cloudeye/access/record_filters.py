"""What a list of complaints is narrowed to: the same for the page, its address and its file."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import Any

from cloudeye.access.permissions import Reach
from cloudeye.access.viewer import Viewer

OVERDUE = "overdue"
# What the trail calls the filters; it never learns what was looked for.
FILTER_NAMES = {
    "month": "月份",
    "until": "截止月份",
    "department_id": "部门",
    "class_id": "问题分类",
    "state": "状态",
    "search": "搜索",
    "domain_id": "指标领域",
    "channel_id": "来源渠道",
    "subdistrict_id": "街道",
    "cell": "网格",
}


@dataclass(frozen=True)
class Filters:
    """What a list is narrowed to; None leaves everything. ``month`` is the first day of a month of submission, ``until``
    that of the last month of a span (alone: all up to it); ``state`` a state's name or ``OVERDUE``; ``search`` is looked for in
    what the viewer sees, upper and lower case alike; ``cell`` is a cell of the hexagonal grid."""

    month: date | None = None
    department_id: str | None = None
    class_id: str | None = None
    state: str | None = None
    search: str | None = None
    until: date | None = None
    domain_id: str | None = None
    channel_id: str | None = None
    subdistrict_id: str | None = None
    cell: str | None = None

    @classmethod
    def read(cls, query: Mapping[str, str]) -> "Filters":
        """From the fields of an address or form: month and until (2026-02), department, class, state, search, domain, channel,
        subdistrict, cell; what makes no sense is left out."""
        given = {
            name: query.get(name, "").replace("\x00", "").strip()[:80] or None
            for name in ("department", "class", "state", "search", "domain", "channel", "subdistrict", "cell")
        }
        return cls(
            _month(query.get("month", "")),
            given["department"],
            given["class"],
            given["state"],
            given["search"],
            _month(query.get("until", "")),
            given["domain"],
            given["channel"],
            given["subdistrict"],
            given["cell"],
        )

    def written(self) -> dict[str, str]:
        """The fields that ``read`` understands, without the empty ones."""
        given = {
            "month": f"{self.month:%Y-%m}" if self.month else None,
            "until": f"{self.until:%Y-%m}" if self.until else None,
            "department": self.department_id,
            "class": self.class_id,
            "domain": self.domain_id,
            "channel": self.channel_id,
            "subdistrict": self.subdistrict_id,
            "cell": self.cell,
            "state": self.state,
            "search": self.search,
        }
        return {name: value for name, value in given.items() if value}

    @property
    def used(self) -> str:
        """Which filters are set, for the trail: 月份、搜索; never what they are set to."""
        return "、".join(FILTER_NAMES[field.name] for field in fields(self) if getattr(self, field.name) is not None)

    def seen_by(self, viewer: Viewer) -> "Filters":
        """Without the cell for a viewer who may not know places: what cannot be seen cannot be filtered by."""
        return self if sees_places(viewer) else replace(self, cell=None)

    def bound(self, now: datetime) -> dict[str, Any]:
        """The filters as the queries know them. A month alone is that month; with ``until`` it begins a span."""
        last = self.until or self.month
        is_overdue = self.state == OVERDUE
        return {
            "since": datetime(self.month.year, self.month.month, 1) if self.month else None,
            "until": datetime(last.year + last.month // 12, last.month % 12 + 1, 1) if last else None,
            "department": self.department_id,
            "class": self.class_id,
            "state": None if is_overdue else self.state,
            "domain": self.domain_id,
            "channel": self.channel_id,
            "subdistrict": self.subdistrict_id,
            "cell": self.cell,
            "overdue_at": now if is_overdue else None,
        }


def _month(written: str) -> date | None:
    try:
        return date.fromisoformat(f"{written}-01")
    except ValueError:
        return None


def sees_places(viewer: Viewer) -> bool:
    """Whether this viewer may know where exactly somebody complained from."""
    return viewer.reach("column", "complaint.place") is Reach.CLEAR
