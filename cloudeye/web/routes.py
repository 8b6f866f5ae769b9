"""Plain addresses beside the pages: the pulse that screens poll, a health check, the pages' shell, the entrance, the exports.

Each also has its row in ``permissions.csv``; the door refuses what has none.
"""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse
from starlette.routing import Route

from cloudeye.web import district, exports
from cloudeye.web.admin.trail_export import trail_export
from cloudeye.web.analyst import files
from cloudeye.web.analyst.catalogue_export import catalogue_export
from cloudeye.web.analyst.quality_export import quality_export
from cloudeye.web.beat import beat
from cloudeye.web.chart import SCRIPT_ADDRESS, plotly_script
from cloudeye.web.entrance.ways import ENTRANCE
from cloudeye.web.identity import IDENTITY
from cloudeye.web.leader.compare.export import compare_export
from cloudeye.web.leader.hotspots.export import hotspots_export
from cloudeye.web.leader.passport.export import passport_export
from cloudeye.web.leader.points.export import domain_export, point_export, tasks_export
from cloudeye.web.leader.portrait.brief_export import brief_export
from cloudeye.web.leader.records.exports import records_export, rectifications_export
from cloudeye.web.screens import DEFAULT, WALL, screens
from cloudeye.web.shell import desk_shell, favicon, hall_shell
from cloudeye.web.upload_route import receive_upload


async def pulse(request: Request) -> JSONResponse:
    """``GET /pulse``: what ``beat`` says."""
    return JSONResponse(await run_in_threadpool(beat))


async def healthz(request: Request) -> JSONResponse:
    """``GET /healthz``: the process answers and the database can be read."""
    version = await run_in_threadpool(lambda: district.store().data_version)
    return JSONResponse({"ok": True, "data_version": version})


async def ranking_address(request: Request) -> RedirectResponse:
    """The ranking is the first page and lives at ``/``; its name leads there, with its filters."""
    return RedirectResponse(f"./?{request.url.query}" if request.url.query else "./", status_code=307)


ROUTES = [
    Route("/pulse", pulse),
    Route("/healthz", healthz),
    Route("/favicon.png", favicon),
    Route(SCRIPT_ADDRESS, plotly_script),
    *ENTRANCE,
    *IDENTITY,
    Route("/export/ranking", exports.ranking_export),
    Route("/export/department", exports.department_export),
    Route("/export/domain", domain_export),
    Route("/export/point", point_export),
    Route("/export/tasks", tasks_export),
    Route("/export/rectifications", rectifications_export),
    Route("/export/records", records_export),
    Route("/export/passport", passport_export),
    Route("/export/compare", compare_export),
    Route("/export/complaints", exports.complaints_export, methods=["POST"]),
    Route("/export/hotspots", hotspots_export),
    Route("/export/trail", trail_export, methods=["POST"]),
    Route("/upload", receive_upload, methods=["PUT"]),
    Route("/template/{name}", files.template),
    Route("/export/refused", files.refused_export),
    Route("/export/original", files.original_export),
    Route("/export/quality", quality_export),
    Route("/export/catalogue", catalogue_export),
    Route("/export/brief", brief_export),
    Route("/", desk_shell),
    Route(f"/{DEFAULT}", ranking_address),
    *(
        Route(screen.address, hall_shell if screen.audience == WALL else desk_shell)
        for screen in screens().values()
        if screen.name != DEFAULT
    ),
]
