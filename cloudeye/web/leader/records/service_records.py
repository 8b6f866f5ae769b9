"""Service records (归集数据) as they are asked for: a month, a department, an item, a kind; counted by the rollup, listed in pages.

Nothing here reads more of the table than one department's month: with more than ``MOST_TOGETHER`` records in a month a department
is chosen first.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from cloudeye.access.permissions import Reach
from cloudeye.access.viewer import Viewer
from cloudeye.web import district
from cloudeye.web.listing import given

Row = Mapping[str, Any]
PAGE = "leader-records"
PAGE_ROWS = 50
MOST_TOGETHER = 30_000
MOST_EXPORTED = 50_000
KINDS = {"late": "超时限", "returned": "被退回", "online": "网上办理", "offline": "窗口办理", "rated_low": "评价为差"}
EDGE = "~"
# The first span of time that is read holds so many pages if records came evenly; nights and holidays make it grow.
SPAN_PAGES, SPAN_GROWS, SHORTEST_SPAN = 4, 4, timedelta(hours=3)
AN_INSTANT = timedelta(microseconds=1)


@dataclass(frozen=True)
class Filters:
    """What the list is narrowed to: the month in which records were finished, and beyond it None leaves everything. ``only`` is
    one of ``KINDS``, ``search`` what a record's number begins with."""

    month: date
    department_id: str | None = None
    item_id: str | None = None
    only: str | None = None
    search: str | None = None

    @classmethod
    def read(cls, query: Mapping[str, str], month: date) -> "Filters":
        """From the fields of an address; what makes no sense is left out."""
        only = query.get("only", "")
        return cls(
            month, given(query, "department"), given(query, "item"), only if only in KINDS else None, given(query, "search")
        )

    def written(self) -> dict[str, str]:
        """The fields of an address, without the empty ones."""
        fields = {
            "month": f"{self.month:%Y-%m}",
            "department": self.department_id,
            "item": self.item_id,
            "only": self.only,
            "search": self.search,
        }
        return {name: value for name, value in fields.items() if value}

    def parameters(self) -> dict[str, Any]:
        """What the queries bind."""
        following = date(self.month.year + self.month.month // 12, self.month.month % 12 + 1, 1)
        return {
            "department_id": self.department_id,
            "since": datetime.combine(self.month, time()),
            "until": datetime.combine(following, time()),
            "item_id": self.item_id,
            "only": self.only,
            "prefix": self.search,
        }


@dataclass(frozen=True)
class Page:
    """Some rows of the list, the last finished first, and the edges of the pages before and after; None where there is none."""

    rows: Sequence[Row]
    before: str | None
    after: str | None


def sees_all(viewer: Viewer, kind: str = "page", name: str = PAGE) -> bool:
    """Whether the viewer may see every department's records and not only their own."""
    return viewer.reach(kind, name) is Reach.ALL


def slices(viewer: Viewer, month: date, kind: str = "page", name: str = PAGE) -> list[Row]:
    """One row per department and item of the month with its counts, as far as this viewer may see departments."""
    everybody = sees_all(viewer, kind, name)
    return [row for row in district.ask("service_slices", month=month) if everybody or row["department_id"] in viewer.departments]


def settled(filters: Filters, found: Sequence[Row]) -> Filters:
    """The filters with the department filled in when there is no choice: only one is open to the viewer, or one has the item."""
    if filters.department_id:
        return filters
    of_item = {row["department_id"] for row in found if filters.item_id in (None, row["item_id"])}
    return replace(filters, department_id=next(iter(of_item))) if len(of_item) == 1 else filters


def counted(filters: Filters, found: Sequence[Row], column: str = "records") -> int:
    """How many records of the slices belong to the department and the item of the filters; ``column`` may be one of ``KINDS``."""
    return sum(
        row[column]
        for row in found
        if filters.department_id in (None, row["department_id"]) and filters.item_id in (None, row["item_id"])
    )


def needs_department(filters: Filters, found: Sequence[Row], *, everybody: bool) -> bool:
    """Whether a department is missing: the month alone would be too much to list, or not all of it is the viewer's to see."""
    return filters.department_id is None and (not everybody or counted(filters, found) > MOST_TOGETHER)


def total(filters: Filters, found: Sequence[Row]) -> int:
    """How many records the filters leave: from the rollup, or counted within the month for a search."""
    if filters.search:
        return int(district.ask("service_record_count", **filters.parameters())[0]["records"])
    return counted(filters, found, filters.only or "records")


def edge_of(row: Row) -> str:
    """Where a page ends, as an address holds it: when the record was finished, its source and its number."""
    return EDGE.join((row["finished_at"].isoformat(), row["source"], row["record_id"]))


def _edge(written: str | None) -> dict[str, Any]:
    parts = (written or "").replace("\x00", "").split(EDGE, 2)
    try:
        at = datetime.fromisoformat(parts[0]).replace(tzinfo=None)
    except ValueError:
        return {"edge_at": None, "edge_source": None, "edge_id": None}
    source, number = (parts[1], parts[2]) if len(parts) == 3 else ("", "")
    return {"edge_at": at, "edge_source": source, "edge_id": number}


def page(filters: Filters, *, total: int = 0, after: str | None = None, before: str | None = None, size: int = PAGE_ROWS) -> Page:
    """The last finished records, those after an edge, or those before one. An edge that makes no sense: the first page.

    ``total``, how many records the filters leave, tells how short a span of time holds a page: of a large month only that
    is read.
    """
    backwards = before is not None and after is None
    edge = _edge(before if backwards else after)
    backwards = backwards and edge["edge_at"] is not None
    found = _nearest(filters, edge, total, backwards=backwards, limit=size + 1)
    has_more, rows = len(found) > size, list(found[:size])
    if backwards:
        rows.reverse()
    if not rows:
        return Page(rows, None, None)
    newer, older = (has_more, True) if backwards else (edge["edge_at"] is not None, has_more)
    return Page(rows, edge_of(rows[0]) if newer else None, edge_of(rows[-1]) if older else None)


def _nearest(filters: Filters, edge: Mapping[str, Any], total: int, *, backwards: bool, limit: int) -> Sequence[Row]:
    """The records of a page: read from where it begins, in spans of time that grow until they hold enough."""
    asked = filters.parameters()
    since, until, at = asked["since"], asked["until"], edge["edge_at"]
    width = max(SHORTEST_SPAN, (until - since) * min(1.0, SPAN_PAGES * limit / max(total, 1)))
    if at is not None:
        since, until = (max(since, at), until) if backwards else (since, min(until, at + AN_INSTANT))
    while True:
        first, last = (since, min(until, since + width)) if backwards else (max(since, until - width), until)
        found = district.ask(
            "service_record_page", **{**asked, "since": first, "until": last}, **edge, backwards=backwards, limit=limit
        )
        if len(found) == limit or (first <= since and last >= until):
            return found
        width *= SPAN_GROWS


def everything(filters: Filters) -> list[Row]:
    """All that the filters leave, for a file; ``MOST_EXPORTED`` at most."""
    return list(
        district.store().rows("service_record_page", **filters.parameters(), **_edge(None), backwards=False, limit=MOST_EXPORTED)
    )
