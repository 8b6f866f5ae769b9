"""The comparison as a file."""

from collections.abc import Mapping

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from cloudeye.access.viewer import Viewer
from cloudeye.web import answers, district
from cloudeye.web.arrival import arrival_of
from cloudeye.web.export import csv_bytes
from cloudeye.web.exports import NO_SUCH_EXPORT, asked_month, csv_answer
from cloudeye.web.leader.compare import compare


async def compare_export(request: Request) -> Response:
    """``GET /export/compare?month=2026-02&department=approval&against=2026-01&with=approval``: both sides and every part between
    them."""
    found = await run_in_threadpool(_compare, request.query_params, arrival_of(request).viewer)
    return csv_answer(*found) if found else answers.notice(request, 404, NO_SUCH_EXPORT)


def _compare(query: Mapping[str, str], viewer: Viewer) -> tuple[bytes, str] | None:
    month, against = asked_month(query), asked_month({"month": query.get("against", "")})
    if month is None or against is None:
        return None
    first, second = compare.stand(month, query.get("department", "")), compare.stand(against, query.get("with", ""))
    if first is None or second is None:
        return None
    rows = compare.export_rows(compare.comparison(first, second))
    subject = f"{month:%Y-%m} {first.side.department_id} / {against:%Y-%m} {second.side.department_id}"
    district.access().trail.record(viewer.actor, "export.compare", subject, rows=len(rows))
    return csv_bytes(compare.EXPORT_COLUMNS, rows), f"对比_{first.name}_{month:%Y-%m}_{second.name}_{against:%Y-%m}.csv"
