"""The trail as a file for the inspector: what the page's filter keeps, on record before it is sent."""

from collections.abc import Mapping

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from cloudeye.access.viewer import Viewer
from cloudeye.clock import now
from cloudeye.errors import TooOften
from cloudeye.web import answers, district
from cloudeye.web.admin.trail import EXPORT_COLUMNS, filter_of, filter_words, worded
from cloudeye.web.arrival import arrival_of
from cloudeye.web.export import csv_bytes
from cloudeye.web.exports import NOTHING_EXPORTED, csv_answer
from cloudeye.web.forms import fields_of


async def trail_export(request: Request) -> Response:
    """``POST /export/trail`` with the fields of ``FIELDS``: all entries that they keep, the newest first."""
    arrival = arrival_of(request)
    fields = await fields_of(request, arrival.token)
    if isinstance(fields, Response):
        return fields
    try:
        content = await run_in_threadpool(export, fields, arrival.viewer)
    except TooOften as error:
        return answers.notice(request, 429, (NOTHING_EXPORTED, str(error)))
    return csv_answer(content, f"审计日志_{now():%Y-%m-%d}.csv")


def export(fields: Mapping[str, str], viewer: Viewer) -> bytes:
    """The file for ``fields``; on record on return. Raises TooOften, AccessError, StoreError."""
    access = district.access()
    access.throttle.take("export", viewer.account_id)
    found = access.trail.entries(filter_of(fields), limit=None).entries
    access.trail.record(viewer.actor, "export.trail", filters=filter_words(fields), rows=len(found))
    names = {row["department_id"]: row["name"] for row in district.ask("organisations")}
    return csv_bytes(EXPORT_COLUMNS, [worded(entry, names) for entry in found])
