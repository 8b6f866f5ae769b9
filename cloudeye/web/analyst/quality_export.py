"""What was due for a month and what came of it, as a file."""

from collections.abc import Mapping

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from cloudeye.access.viewer import Viewer
from cloudeye.web import answers, district
from cloudeye.web.analyst.quality import EXPORT_COLUMNS, export_rows, quality
from cloudeye.web.arrival import arrival_of
from cloudeye.web.export import csv_bytes
from cloudeye.web.exports import NO_SUCH_EXPORT, asked_month, csv_answer


async def quality_export(request: Request) -> Response:
    """``GET /export/quality?month=2026-02``: everything that was due for the month."""
    found = await run_in_threadpool(_content, request.query_params, arrival_of(request).viewer)
    return csv_answer(*found) if found else answers.notice(request, 404, NO_SUCH_EXPORT)


def _content(query: Mapping[str, str], viewer: Viewer) -> tuple[bytes, str] | None:
    month = asked_month(query)
    rows = export_rows(quality(month, district.moment())) if month else []
    if month is None or not rows:
        return None
    district.access().trail.record(viewer.actor, "export.quality", f"{month:%Y-%m}", rows=len(rows))
    return csv_bytes(EXPORT_COLUMNS, rows), f"数据质量_{month:%Y-%m}.csv"
