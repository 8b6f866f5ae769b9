"""The one-page brief leaves as a Word document: for whom the table says, of what is theirs, and on record."""

from collections.abc import Mapping
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from cloudeye.access.permissions import Reach
from cloudeye.access.viewer import Viewer
from cloudeye.errors import Refused
from cloudeye.web import answers, district
from cloudeye.web.arrival import arrival_of
from cloudeye.web.exports import NO_SUCH_EXPORT, asked_month
from cloudeye.web.leader.portrait.brief import brief_of
from cloudeye.web.leader.portrait.brief_document import MEDIA_TYPE, brief_document
from cloudeye.web.leader.portrait.facts import portrait

ROUTE = "GET /export/brief"


async def brief_export(request: Request) -> Response:
    """``GET /export/brief?month=2026-02&department=approval``: one sheet as .docx; a liaison's own only."""
    found = await run_in_threadpool(_content, request.query_params, arrival_of(request).viewer)
    if found is None:
        return answers.notice(request, 404, NO_SUCH_EXPORT)
    content, name = found
    return Response(
        content, media_type=MEDIA_TYPE, headers={"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}"}
    )


def _content(query: Mapping[str, str], viewer: Viewer) -> tuple[bytes, str] | None:
    month, asked = asked_month(query), query.get("department", "")
    if asked and viewer.reach("route", ROUTE) is not Reach.ALL and asked not in viewer.departments:
        raise Refused("您只能导出本单位的简报。请回到本单位的页面再导出。")
    found = portrait(month, asked, viewer) if month else None
    if found is None:
        return None
    content = brief_document(brief_of(found, is_demo=district.is_demo()))
    district.access().trail.record(viewer.actor, "export.brief", f"{found.month_key} {asked}")
    return content, f"部门简报_{found.ranked['department']}_{found.month_key}.docx"
