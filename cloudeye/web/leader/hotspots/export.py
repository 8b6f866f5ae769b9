"""The two tables of the hotspot page as a file."""

from collections.abc import Mapping

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from cloudeye.access.viewer import Viewer
from cloudeye.web import answers, district
from cloudeye.web.arrival import arrival_of
from cloudeye.web.export import csv_bytes
from cloudeye.web.exports import NO_SUCH_EXPORT, csv_answer
from cloudeye.web.leader.hotspots import desk
from cloudeye.web.leader.hotspots.tables import EXPORT_COLUMNS, export_rows


async def hotspots_export(request: Request) -> Response:
    """``GET /export/hotspots?from=2026-01&to=2026-03&class=…``: what the page with the same address shows, told no finer."""
    found = await run_in_threadpool(_content, request.query_params, arrival_of(request).viewer)
    return csv_answer(*found) if found else answers.notice(request, 404, NO_SUCH_EXPORT)


def _content(query: Mapping[str, str], viewer: Viewer) -> tuple[bytes, str] | None:
    offered = desk.choices()
    asked = desk.read(query, offered)
    unknown = [name for name in desk.NARROWING if query.get(name) and query[name] not in offered[name]]
    unknown += [name for name in ("from", "to") if query.get(name) and query[name] not in offered["month"]]
    if asked is None or unknown:
        return None  # never a file about anything else than was asked for
    rows = export_rows(desk.answer(asked), desk.ground())
    span = f"{asked.first:%Y-%m}至{asked.last:%Y-%m}"
    used = "、".join(desk.NARROWING[name][0] for name in asked.narrowed)
    district.access().trail.record(viewer.actor, "export.hotspots", span, rows=len(rows), filters=used)
    return csv_bytes(EXPORT_COLUMNS, rows), f"营商热点_{span}.csv"
