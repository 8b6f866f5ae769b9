"""Files that leave through the door: every one asks the table again, is recorded before it is sent, and keeps to the viewer's
own."""

from collections.abc import Mapping
from datetime import date
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from cloudeye.access.permissions import Reach
from cloudeye.access.records import Filters, export_rows
from cloudeye.access.viewer import Viewer
from cloudeye.clock import now
from cloudeye.errors import AccessError, Refused, TooOften
from cloudeye.web import answers, district
from cloudeye.web.arrival import arrival_of
from cloudeye.web.export import csv_bytes
from cloudeye.web.forms import fields_of
from cloudeye.web.leader.portrait import department
from cloudeye.web.leader.ranking import words
from cloudeye.web.supervisor import complaint_list

NO_SUCH_EXPORT: answers.Words = ("没有可导出的内容", "这个月份或对象不在可选范围内。请回到页面重新选择后再导出。")
NOTHING_EXPORTED = "没有导出"


def csv_answer(content: bytes, name: str) -> Response:
    """A CSV that the browser saves as ``name``."""
    return Response(
        content,
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}"},
    )


def asked_month(query: Mapping[str, str]) -> date | None:
    """The month of a query string, when it has a ranking; None otherwise."""
    asked = query.get("month", "")
    return next((row["month"] for row in district.ask("ranking_months") if f"{row['month']:%Y-%m}" == asked), None)


async def ranking_export(request: Request) -> Response:
    """``GET /export/ranking?month=2026-02&group=…``: one group of a month's ranking."""
    found = await run_in_threadpool(_ranking, request.query_params, arrival_of(request).viewer)
    return csv_answer(*found) if found else answers.notice(request, 404, NO_SUCH_EXPORT)


def _ranking(query: Mapping[str, str], viewer: Viewer) -> tuple[bytes, str] | None:
    month, group = asked_month(query), query.get("group", "")
    rows = [row for row in district.ask_month("snapshot_of_month", month) if row["ranking_group"] == group]
    if not rows:
        return None
    district.access().trail.record(viewer.actor, "export.ranking", f"{month:%Y-%m} {group}", rows=len(rows))
    return csv_bytes(words.EXPORT_COLUMNS, rows), f"部门排名_{group}_{month:%Y-%m}.csv"


async def department_export(request: Request) -> Response:
    """``GET /export/department?month=2026-02&department=approval``: the points of one department; a liaison's own only."""
    found = await run_in_threadpool(_department, request.query_params, arrival_of(request).viewer)
    return csv_answer(*found) if found else answers.notice(request, 404, NO_SUCH_EXPORT)


def _department(query: Mapping[str, str], viewer: Viewer) -> tuple[bytes, str] | None:
    month, asked = asked_month(query), query.get("department", "")
    if asked and viewer.reach("route", "GET /export/department") is not Reach.ALL and asked not in viewer.departments:
        raise Refused("您只能导出本单位的靶点得分。请回到本单位的页面再导出。")
    named = [row["department"] for row in district.ask_month("snapshot_of_month", month) if row["department_id"] == asked]
    if not named:
        return None
    rows = district.ask("department_points", month=month, department_id=asked)
    district.access().trail.record(viewer.actor, "export.department", f"{month:%Y-%m} {asked}", rows=len(rows))
    return csv_bytes(department.EXPORT_COLUMNS, rows), f"{named[0]}_{month:%Y-%m}.csv"


async def complaints_export(request: Request) -> Response:
    """``POST /export/complaints``: what the list's filters leave, as this viewer sees it, with the reason that was given."""
    arrival = arrival_of(request)
    fields = await fields_of(request, arrival.token)
    if isinstance(fields, Response):
        return fields
    try:
        content = await run_in_threadpool(_complaints, fields, arrival.viewer)
    except Refused:
        raise
    except AccessError as error:
        return answers.notice(request, 429 if isinstance(error, TooOften) else 400, (NOTHING_EXPORTED, str(error)))
    return csv_answer(content, f"诉求清单_{now():%Y-%m-%d}.csv")


def _complaints(fields: Mapping[str, str], viewer: Viewer) -> bytes:
    access = district.access()
    found = export_rows(
        district.store(), viewer, Filters.read(fields), fields.get("reason", ""),
        trail=access.trail, throttle=access.throttle, now=district.moment(),
        columns=complaint_list.export_columns(fields),
    )  # fmt: skip
    return csv_bytes(found.columns, found.rows)
