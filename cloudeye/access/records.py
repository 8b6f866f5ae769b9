"""The only way from complaints to a person: what a viewer may see of them, masked in the query, recorded before it is handed out.

The queries of ``queries/records/`` take the viewer and are run from here alone; nobody else names them (a contract test holds
it). Whatever a complaint about the viewer's own organisation says about who complained comes out of the database as NULL.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from cloudeye.access.permissions import Reach
from cloudeye.access.record_filters import Filters as Filters
from cloudeye.access.throttle import Throttle
from cloudeye.access.trail.book import Trail
from cloudeye.access.viewer import Viewer
from cloudeye.errors import AccessError, Refused
from cloudeye.reasons import LONGEST_REASON, SHORTEST_REASON, plain_line
from cloudeye.store import Store

Row = Mapping[str, Any]

LIST, CASE = "supervisor-complaints", "supervisor-complaint"
EXPORT = "POST /export/complaints"
# The kinds of content that permissions.csv gives a level to, as columns of ``complaint``.
LEVELS = ("complainant", "phone", "id_number", "address", "enterprise", "text", "place", "events", "confidential")
PAGE_ROWS = 50
# More would be a copy of the register, not an export of a piece of work.
MOST_EXPORTED = 5000
EXPORT_COLUMNS = {
    "complaint_id": "诉求编号",
    "kind": "诉求类型",
    "channel": "来源渠道",
    "department": "承办部门",
    "class": "问题分类",
    "domain": "指标领域",
    "subdistrict": "街道",
    "title": "标题",
    "content": "内容",
    "enterprise": "企业",
    "uscc": "统一社会信用代码",
    "complainant": "诉求人",
    "phone": "联系电话",
    "id_number": "证件号码",
    "address": "发生地址",
    "submitted_at": "提交时间",
    "responded_at": "首次联系时间",
    "response_due_at": "响应时限",
    "claimed_at": "办结时间",
    "resolution_due_at": "办结时限",
    "state_label": "状态",
    "mark": "导出标记",
}


@dataclass(frozen=True)
class Page:
    """Some rows of the list, newest first. ``total`` and ``overdue`` count all that the filters leave; ``after`` and ``before``
    are the complaints that the next and the previous page begin at, None where there is none."""

    rows: Sequence[Row]
    total: int
    overdue: int
    after: str | None
    before: str | None


@dataclass(frozen=True)
class Case:
    """One complaint with its events, pauses and call-backs, oldest first; those it is merged with (``related``), its topic (None
    without a class) and the points it counts in. ``may_reveal``: its complainant can be shown, with a reason."""

    row: Row
    events: Sequence[Row]
    calls: Sequence[Row]
    may_reveal: bool
    pauses: Sequence[Row] = ()
    related: Sequence[Row] = ()
    topic: Row | None = None
    points: Sequence[Row] = ()


@dataclass(frozen=True)
class Words:
    """What is said in a rectification that came from a complaint: its measures, its rule, and its events, oldest first."""

    measures: str | None
    rule_established: str | None
    events: Sequence[Row]


@dataclass(frozen=True)
class Export:
    """Rows for a file with the headings of their columns, in order; every row carries who took it, when, and the trail's
    number."""

    columns: Mapping[str, str]
    rows: Sequence[Row]


def choices(store: Store, viewer: Viewer) -> dict[str, dict[str, str]]:
    """What each filter (month, department, class, state, domain, channel, subdistrict) can be set to for this viewer.

    Value → label. Raises Refused.
    """
    kinds = ("month", "department", "class", "state", "domain", "channel", "subdistrict")
    found: dict[str, dict[str, str]] = {kind: {} for kind in kinds}
    for row in store.kept("complaint_choices", viewer=_bound(viewer, viewer.reach("page", LIST))):
        found[row["kind"]][row["value"]] = row["label"] or row["value"]
    return found


def complaints(
    store: Store,
    viewer: Viewer,
    filters: Filters | None = None,
    *,
    trail: Trail,
    now: datetime,
    after: str | None = None,
    before: str | None = None,
) -> Page:
    """A page of ``PAGE_ROWS`` complaints: the newest, those after a complaint, or those before one.

    Records complaint.list with the number of rows and which filters are set. Raises Refused, AccessError, StoreError.
    """
    wanted = (filters or Filters()).seen_by(viewer)
    bound = _bound(viewer, viewer.reach("page", LIST))
    asked = store.rows if wanted.search else store.kept  # what people look for stays nowhere
    listed = _listed(asked, bound, wanted, now, after=after, before=before, limit=PAGE_ROWS + 1)
    found = [row["complaint_id"] for row in listed if row["complaint_id"] is not None]
    has_more, found = len(found) > PAGE_ROWS, found[:PAGE_ROWS]
    backwards = before is not None and after is None
    rows = asked("complaint_rows", viewer=bound, complaint_ids=found)
    trail.record(viewer.actor, "complaint.list", rows=len(rows), filters=wanted.used)
    ends = (rows[-1]["complaint_id"], rows[0]["complaint_id"]) if rows else (None, None)
    return Page(
        rows,
        listed[0]["total"],
        listed[0]["overdue"],
        ends[0] if has_more or backwards else None,
        ends[1] if (has_more if backwards else after is not None) else None,
    )


def evidence(
    store: Store,
    viewer: Viewer,
    fact: str,
    first_month: date,
    last_month: date,
    *,
    department_id: str | None = None,
    domain_id: str | None = None,
    class_id: str | None = None,
    channel_id: str | None = None,
    limit: int,
    trail: Trail,
) -> Sequence[Row]:
    """The latest complaints that a number counts (``fact``: submitted, responded, due, called, solved, satisfied) in a span of
    months: complaint_id, class, submitted_at, is_hit; nothing of who complained or what was said.

    Records complaint.list. Raises Refused.
    """
    bound = _bound(viewer, viewer.reach("page", LIST))
    filters = {"department_id": department_id, "domain_id": domain_id, "class_id": class_id, "channel_id": channel_id}
    rows = store.rows(
        "complaint_evidence", viewer=bound, fact=fact, first_month=first_month, last_month=last_month, **filters, limit=limit
    )
    trail.record(viewer.actor, "complaint.list", rows=len(rows), filters="数据溯源")
    return rows


def complaint(store: Store, viewer: Viewer, complaint_id: str, *, trail: Trail, now: datetime) -> Case:
    """One complaint. Records complaint.view.

    Raises Refused in one sentence for a complaint that does not exist and one outside the viewer's scope; AccessError,
    StoreError.
    """
    bound = _bound(viewer, viewer.reach("page", CASE))
    reader = store.reading()
    found = reader.rows("complaint_case", viewer=bound, complaint_id=complaint_id, now=now)
    if not found:
        trail.record(viewer.actor, "complaint.view", complaint_id, result="拒绝")
        raise Refused(f"没有编号为「{complaint_id}」的诉求，或者它不在您的查看范围内。请核对编号，或回到诉求清单重新选择。")
    trail.record(viewer.actor, "complaint.view", complaint_id)
    row = found[0]
    may = bool(viewer.reach("action", "complaint.reveal")) and not row["is_own"]
    asked = {"viewer": bound, "complaint_id": complaint_id}
    return Case(
        row,
        reader.rows("complaint_thread", **asked),
        reader.rows("complaint_calls", **asked),
        may and bool(reader.rows("complaint_identity", **asked)),
        reader.rows("complaint_pauses", **asked, now=now),
        reader.rows("complaint_related", **asked),
        next(iter(reader.rows("complaint_topic", **asked)), None),
        reader.rows("complaint_points", **asked),
    )


def numbered(store: Store, viewer: Viewer, numbers: Collection[str], *, trail: Trail) -> list[str]:
    """Which of these numbers (spellings of one that somebody typed) are complaints that this viewer may open; the same nothing
    for one that does not exist and one outside the viewer's scope, and for a viewer who opens no complaints at all.

    Records complaint.list. Raises AccessError, StoreError.
    """
    reach = viewer.reach("page", CASE)
    if not reach:
        return []
    rows = store.rows("complaint_numbered", viewer=_bound(viewer, reach), numbers=sorted(numbers))
    trail.record(viewer.actor, "complaint.list", rows=len(rows), filters="编号")
    return [row["complaint_id"] for row in rows]


def rectification_words(store: Store, viewer: Viewer, rectification_id: str, *, trail: Trail) -> Words | None:
    """The free texts of a rectification that came from a complaint, which may quote it: as this viewer may read the complaint.

    None for whoever sees complaints of their own organisation only, or none at all. Records complaint.view. Raises AccessError,
    StoreError.
    """
    reach = viewer.reach("page", CASE)
    if reach is not Reach.ALL:
        return None
    bound = _bound(viewer, reach)
    reader = store.reading()
    found = reader.rows("rectification_words", viewer=bound, rectification_id=rectification_id)
    if not found:
        return None
    trail.record(viewer.actor, "complaint.view", found[0]["complaint_id"])
    events = reader.rows("rectification_reasons", viewer=bound, rectification_id=rectification_id)
    return Words(found[0]["measures"], found[0]["rule_established"], events)


def reveal(store: Store, viewer: Viewer, complaint_id: str, reason: str, *, trail: Trail) -> Row:
    """Complainant and phone of one complaint in the clear. Records complaint.reveal with the reason.

    Never for a complaint about the viewer's own organisation, nor for one given in confidence: then the coordinator is asked.
    Raises Refused; AccessError for a reason that is none.
    """
    if not viewer.reach("action", "complaint.reveal"):
        trail.record(viewer.actor, "complaint.reveal", complaint_id, result="拒绝")
        raise Refused(f"{viewer.role_label}不能显示诉求人。如工作需要，请联系亲清助企专班坐席。")
    bound = _bound(viewer, viewer.reach("page", CASE))
    stated = stated_reason(reason)
    found = store.rows("complaint_identity", viewer=bound, complaint_id=complaint_id)
    if not found:
        trail.record(viewer.actor, "complaint.reveal", complaint_id, result="拒绝")
        raise Refused(
            "这件诉求的诉求人不能显示：它涉及您所在的单位，诉求人要求保密，或者它不在您的查看范围内。需要联系时请转专班坐席。"
        )
    trail.record(viewer.actor, "complaint.reveal", complaint_id, reason=stated)
    return found[0]


def export_rows(
    store: Store,
    viewer: Viewer,
    filters: Filters,
    reason: str,
    *,
    trail: Trail,
    throttle: Throttle,
    now: datetime,
    columns: Collection[str] = EXPORT_COLUMNS.keys(),
) -> Export:
    """Everything the filters leave, as this viewer sees it, at most ``MOST_EXPORTED`` rows; never more than the screen shows of
    each. ``columns``: which of ``EXPORT_COLUMNS``; the number of a complaint and the mark are always there.

    Records export.complaints with the reason, the filters and the number of rows.
    Raises Refused; AccessError for a reason that is none, too many rows, none at all, or too many exports in an hour.
    """
    reach = viewer.reach("route", EXPORT)
    if not reach:
        trail.record(viewer.actor, "export.complaints", result="拒绝")
    bound = _bound(viewer, reach)
    stated = stated_reason(reason)
    reader = store.reading()
    wanted = filters.seen_by(viewer)
    listed = _listed(reader.rows, bound, wanted, now, after=None, before=None, limit=MOST_EXPORTED + 1)
    found = [row["complaint_id"] for row in listed if row["complaint_id"] is not None]
    if not found:
        raise AccessError("当前筛选下没有诉求，没有导出任何内容。请回到诉求清单放宽筛选条件。")
    if len(found) > MOST_EXPORTED:
        raise AccessError(f"当前筛选下超过 {MOST_EXPORTED} 件，没有导出任何内容。请按月份或部门缩小范围后分次导出。")
    throttle.take("export", viewer.account_id)
    rows = reader.rows("complaint_rows", viewer=bound, complaint_ids=found)
    number = trail.record(viewer.actor, "export.complaints", rows=len(rows), filters=wanted.used, reason=stated)
    mark = f"{viewer.login} · {now:%Y-%m-%d %H:%M} · {number}"
    kept = {"complaint_id", "mark", *columns}
    headings = {
        name: heading
        for name, heading in EXPORT_COLUMNS.items()
        if name in kept and (name == "mark" or any(row[name] is not None for row in rows))
    }
    return Export(headings, [{**row, "mark": mark} for row in rows])


def _listed(
    asked: Callable[..., Sequence[Row]],
    bound: Mapping[str, Any],
    wanted: Filters,
    now: datetime,
    *,
    after: str | None,
    before: str | None,
    limit: int,
) -> Sequence[Row]:
    """The rows of complaint_page. Only what a search may find and the masks could hide is masked to find out: it takes long."""
    filters, matching = wanted.bound(now), None
    if wanted.search is not None:
        likely = asked("complaint_likely_found", viewer=bound, filters=filters, search=wanted.search)
        matching = [row["complaint_id"] for row in likely if row["is_sure"]]
        unsure = [row["complaint_id"] for row in likely if not row["is_sure"]]
        if unsure:
            found = asked("complaint_matching", viewer=bound, complaint_ids=unsure, search=wanted.search)
            matching += [row["complaint_id"] for row in found]
    return asked(
        "complaint_page", viewer=bound, filters=filters, matching=matching, after=after, before=before, limit=limit, now=now
    )


def stated_reason(reason: str) -> str:
    """A reason as one plain line, for the trail. Raises AccessError when it is too short to be one, or too long."""
    stated = plain_line(reason)
    if len(stated) < SHORTEST_REASON:
        raise AccessError(f"请写明理由，至少 {SHORTEST_REASON} 个字；理由会记入审计日志。本次没有显示或导出任何内容。")
    if len(stated) > LONGEST_REASON:
        raise AccessError(f"理由最多 {LONGEST_REASON} 个字。请写得简短些；本次没有显示或导出任何内容。")
    return stated


def _bound(viewer: Viewer, reach: Reach) -> dict[str, Any]:
    """The viewer as the queries know it. Raises Refused when the table gives no reach at all."""
    if not reach:
        raise Refused(f"{viewer.role_label}不能查看诉求。如工作需要，请联系安全管理员。")
    return {
        "scope": "all" if reach is Reach.ALL else "own",
        "departments": sorted(viewer.departments),
        "subdistricts": sorted(viewer.subdistricts),
        "levels": {name: str(viewer.reach("column", f"complaint.{name}")) for name in LEVELS},
    }
