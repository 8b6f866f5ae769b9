"""The register of rectifications (整改台账) as it is asked for: filters of the address, pages by key, the viewer's own only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cloudeye.access.permissions import Reach
from cloudeye.access.viewer import Viewer
from cloudeye.web import district
from cloudeye.web.listing import given

Row = Mapping[str, Any]
LIST, CASE = "leader-rectifications", "leader-rectification"
EXPORT = "GET /export/rectifications"
PAGE_ROWS = 50
MOST_EXPORTED = 50_000
STATES = {"overdue": "已超期", "working": "在改", "claimed": "待核验", "lookback": "回头看", "closed": "已销号"}
ORIGINS = {"complaint": "企业诉求", "letter": "监督函件", "inspection": "监督检查", "warning": "预警", "visit": "走访"}


@dataclass(frozen=True)
class Filters:
    """What the register is narrowed to; None leaves everything. ``state`` is one of ``STATES``, ``origin`` one of ``ORIGINS``;
    ``search`` is looked for in number and title, upper and lower case alike."""

    department_id: str | None = None
    state: str | None = None
    origin: str | None = None
    search: str | None = None

    @classmethod
    def read(cls, query: Mapping[str, str]) -> "Filters":
        """From the fields of an address; what makes no sense is left out."""
        state, origin = query.get("state", ""), query.get("origin", "")
        return cls(
            given(query, "department"),
            state if state in STATES else None,
            origin if origin in ORIGINS else None,
            given(query, "search"),
        )

    def written(self) -> dict[str, str]:
        """The fields of an address, without the empty ones."""
        fields = {"department": self.department_id, "state": self.state, "origin": self.origin, "search": self.search}
        return {name: value for name, value in fields.items() if value}


@dataclass(frozen=True)
class Page:
    """Some rows of the register, the longest overdue first. ``total``, ``overdue`` and ``open`` (not yet struck off) count what
    the filters leave; ``before`` and ``after`` are where the pages before and after begin, None where there is none."""

    rows: Sequence[Row]
    total: int
    overdue: int
    open: int
    before: str | None
    after: str | None


def own(viewer: Viewer, kind: str = "page", name: str = LIST) -> tuple[str, ...] | None:
    """The departments whose rectifications this viewer may see; None for all of them."""
    return None if viewer.reach(kind, name) is Reach.ALL else tuple(sorted(viewer.departments))


def choices(departments: Sequence[str] | None, now: datetime) -> dict[str, dict[str, str]]:
    """What the filters department and origin can be set to: value → label."""
    rows = [
        row
        for row in district.ask("rectification_choices", now=now)
        if departments is None or row["department_id"] in departments
    ]
    origins = {row["origin_kind"] for row in rows}
    return {
        "department": {row["department_id"]: row["department"] for row in rows},
        "origin": {origin: label for origin, label in ORIGINS.items() if origin in origins},
    }


def page(
    departments: tuple[str, ...] | None,
    filters: Filters,
    *,
    now: datetime,
    after: str | None = None,
    before: str | None = None,
    size: int = PAGE_ROWS,
) -> Page:
    """The first rows of the register, those after a rectification, or those before one. Raises StoreError."""
    backwards = before is not None and after is None
    listed = district.ask(
        "rectification_page", departments=departments, department_id=filters.department_id, state=filters.state,
        origin=filters.origin, search=filters.search, now=now, after=after, before=before, limit=size + 1,
    )  # fmt: skip
    rows = [row for row in listed if row["rectification_id"] is not None]
    has_more, rows = len(rows) > size, rows[:size]
    if backwards:
        rows.reverse()
    ends = (rows[0]["rectification_id"], rows[-1]["rectification_id"]) if rows else (None, None)
    return Page(
        rows,
        listed[0]["total"],
        listed[0]["overdue"],
        listed[0]["open"],
        ends[0] if (has_more if backwards else after is not None) else None,
        ends[1] if has_more or backwards else None,
    )
