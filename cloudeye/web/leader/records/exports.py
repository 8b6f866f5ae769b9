"""The register of rectifications and the service records as files: columns and filters of the list, the viewer's own only."""

from collections.abc import Mapping
from datetime import date

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from cloudeye.access.viewer import Viewer
from cloudeye.clock import now
from cloudeye.errors import Refused
from cloudeye.web import answers, district
from cloudeye.web.arrival import arrival_of
from cloudeye.web.export import csv_bytes
from cloudeye.web.exports import NO_SUCH_EXPORT, NOTHING_EXPORTED, csv_answer
from cloudeye.web.leader.records import rectifications, rectifications_view, service_records, service_records_view
from cloudeye.web.listing import export_fields, read_columns

File = tuple[bytes, str]
RECORDS = "GET /export/records"


async def rectifications_export(request: Request) -> Response:
    """``GET /export/rectifications?department=…&state=…&origin=…&search=…&columns=…``: all pages of the register."""
    found = await run_in_threadpool(_rectifications, request.query_params, arrival_of(request).viewer)
    return _answer(request, found)


def _rectifications(query: Mapping[str, str], viewer: Viewer) -> File | str | None:
    own = rectifications.own(viewer, "route", rectifications.EXPORT)
    filters = rectifications.Filters.read(query)
    _refuse_foreign(filters.department_id, own)
    most = rectifications.MOST_EXPORTED
    page = rectifications.page(own, filters, now=district.moment(), size=most)
    if not page.rows:
        return None
    if page.total > most:
        return f"当前筛选下超过 {most} 件，没有导出任何内容。请按部门或状态缩小范围后分次导出。"
    columns = rectifications_view.columns(filters)
    rows = rectifications_view.export_rows(page.rows)
    district.access().trail.record(viewer.actor, "export.rectifications", filters.department_id or "", rows=len(rows))
    return csv_bytes(export_fields(read_columns(query, columns), columns), rows), f"整改台账_{now():%Y-%m-%d}.csv"


async def records_export(request: Request) -> Response:
    """``GET /export/records?month=2026-02&department=…&item=…&only=…&search=…&columns=…``: all pages of the list."""
    found = await run_in_threadpool(_records, request.query_params, arrival_of(request).viewer)
    return _answer(request, found)


def _records(query: Mapping[str, str], viewer: Viewer) -> File | str | None:
    months = {f"{row['month']:%Y-%m}": row["month"] for row in district.ask("service_months")}
    month: date | None = months.get(query.get("month", ""))
    if month is None:
        return None
    sees_all = service_records.sees_all(viewer, "route", RECORDS)
    slices = service_records.slices(viewer, month, "route", RECORDS)
    filters = service_records.Filters.read(query, month)
    _refuse_foreign(filters.department_id, None if sees_all else tuple(viewer.departments))
    filters = service_records.settled(filters, slices)
    if service_records.needs_department(filters, slices, everybody=sees_all):
        return "没有导出任何内容。请先选择部门，再导出。"
    total, most = service_records.total(filters, slices), service_records.MOST_EXPORTED
    if not total:
        return None
    if total > most:
        return f"当前筛选下超过 {most} 件，没有导出任何内容。请按事项或类别缩小范围后分次导出。"
    rows = service_records.everything(filters)
    subject = f"{month:%Y-%m} {filters.department_id or ''}".strip()
    district.access().trail.record(viewer.actor, "export.records", subject, rows=len(rows))
    columns = service_records_view.COLUMNS
    fields = export_fields(read_columns(query, columns), columns)
    return csv_bytes(fields, service_records_view.export_rows(rows)), f"归集数据_{month:%Y-%m}.csv"


def _refuse_foreign(asked: str | None, own: tuple[str, ...] | None) -> None:
    if asked and own is not None and asked not in own:
        raise Refused("您只能导出本单位的记录。请回到本单位的页面再导出。")


def _answer(request: Request, found: File | str | None) -> Response:
    """The file, or the sentence that says why there is none."""
    if found is None:
        return answers.notice(request, 404, NO_SUCH_EXPORT)
    return answers.notice(request, 400, (NOTHING_EXPORTED, found)) if isinstance(found, str) else csv_answer(*found)
