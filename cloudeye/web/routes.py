"""Plain addresses beside the pages: the pulse that screens poll, a health check, the pages' shell."""

import os
import time
from datetime import datetime, timedelta
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse
from starlette.routing import Route

from cloudeye.clock import now
from cloudeye.web import district
from cloudeye.web.chart import SCRIPT_ADDRESS, plotly_script
from cloudeye.web.shell import desk_shell, favicon, hall_shell

# Changes with every start, so that a screen notices that the server is a new one.
STARTED = f"{os.getpid()}-{int(time.time())}"


def beat() -> dict[str, Any]:
    """How the district stands: version and age of its data. Holds nothing that a passer-by may not see.

    ``age_hours`` is None before any data; ``stale`` says that it exceeds the rule ``stale_after_hours``.
    """
    profile = district.profile()
    present = now()
    as_of: datetime | None = profile["data_as_of"]
    age = None if as_of is None else max(present - as_of, timedelta())
    limit = profile["stale_after_hours"]
    return {
        "data_version": district.store().data_version,
        "data_as_of": None if as_of is None else as_of.isoformat(timespec="seconds"),
        "now": present.isoformat(timespec="seconds"),
        "age_hours": None if age is None else round(age / timedelta(hours=1), 3),
        "limit_hours": limit,
        "stale": age is not None and limit is not None and age > timedelta(hours=limit),
        "is_demo": bool(profile["is_demo"]),
        "is_feed_running": district.feed_runs(),
        "started": STARTED,
    }


async def pulse(request: Request) -> JSONResponse:
    """``GET /pulse``: what ``beat`` says, never cached."""
    return JSONResponse(await run_in_threadpool(beat), headers={"Cache-Control": "no-store"})


async def healthz(request: Request) -> JSONResponse:
    """``GET /healthz``: the process answers and the database can be read."""
    version = await run_in_threadpool(lambda: district.store().data_version)
    return JSONResponse({"ok": True, "data_version": version}, headers={"Cache-Control": "no-store"})


async def ranking_address(request: Request) -> RedirectResponse:
    """The ranking is the first page and lives at ``/``; its name leads there, with its filters."""
    return RedirectResponse(f"./?{request.url.query}" if request.url.query else "./", status_code=307)


ROUTES = [
    Route("/pulse", pulse),
    Route("/healthz", healthz),
    Route("/favicon.png", favicon),
    Route(SCRIPT_ADDRESS, plotly_script),
    Route("/", desk_shell),
    Route("/leader-ranking", ranking_address),
    Route("/leader-{page}", desk_shell),
    Route("/hall-{scene}", hall_shell),
]
