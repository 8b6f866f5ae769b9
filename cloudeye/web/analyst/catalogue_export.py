"""One table of the catalogue as a file in the format of ``data/catalog/``: what ``init`` reads again."""

from collections.abc import Mapping

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from cloudeye.access.viewer import Viewer
from cloudeye.catalog.revision import FORMAT_OF, entries
from cloudeye.clock import now
from cloudeye.web import answers, district
from cloudeye.web.analyst.catalogue import TABLES, typed
from cloudeye.web.arrival import arrival_of
from cloudeye.web.export import csv_bytes
from cloudeye.web.exports import NO_SUCH_EXPORT, csv_answer


async def catalogue_export(request: Request) -> Response:
    """``GET /export/catalogue?table=points``: the whole table as it is stored, a point with its newest spec."""
    found = await run_in_threadpool(_content, request.query_params, arrival_of(request).viewer)
    return csv_answer(*found) if found else answers.notice(request, 404, NO_SUCH_EXPORT)


def _content(query: Mapping[str, str], viewer: Viewer) -> tuple[bytes, str] | None:
    file = TABLES.get(query.get("table", ""))
    rows = entries(district.store().reading(), file) if file else []
    if file is None or not rows:
        return None
    district.access().trail.record(viewer.actor, "export.catalogue", file, rows=len(rows))
    columns = FORMAT_OF[file].columns
    # Numbers as numbers: a negative one written as text would be taken for a formula and get an apostrophe.
    plain = [
        {one.name: typed(one, row[one.name]) if one.kind in ("number", "integer") else row[one.name] for one in columns}
        for row in rows
    ]
    return csv_bytes({one.name: one.name for one in columns}, plain), f"{file.removesuffix('.csv')}_{now():%Y-%m-%d}.csv"
