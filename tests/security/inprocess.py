"""The door and the routes in this process, so that a test can take one guard away and watch the attack succeed."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route, WebSocketRoute
from starlette.types import ASGIApp
from starlette.websockets import WebSocket

from cloudeye.web import district
from cloudeye.web.door import Door
from cloudeye.web.front import Front
from cloudeye.web.routes import ROUTES
from tests.browser.server import free_port


async def behind(request: Request) -> JSONResponse:
    """What stands behind the door: tells everything that it was told."""
    return JSONResponse({"headers": dict(request.headers), "client": request.client.host if request.client else ""})


async def echo(socket: WebSocket) -> None:
    """A channel that answers every message."""
    await socket.accept("streamlit")
    while True:
        message = await socket.receive()
        if message["type"] != "websocket.receive":
            return
        await socket.send_text(json.dumps({"heard": len(message.get("bytes") or b"")}))


def application(front: Front | None = None) -> ASGIApp:
    """Our routes behind our door; everything else answers with what it was told."""
    routes = [*ROUTES, WebSocketRoute("/_stcore/stream", echo), Route("/{anything:path}", behind)]
    return Starlette(routes=routes, middleware=[Middleware(Door, front=front or Front())])


@contextmanager
def serving(database: Path, front: Front | None = None) -> Iterator[str]:
    """Open the district in this process and serve it on a free port of 127.0.0.1; gives the address."""
    district.close_district()
    with pytest.MonkeyPatch.context() as setting:
        setting.setenv("CLOUDEYE_FEED", "off")
        district.open_district(database)
    port = free_port()
    server = uvicorn.Server(uvicorn.Config(application(front), host="127.0.0.1", port=port, log_level="critical", lifespan="off"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        while not server.started:
            time.sleep(0.01)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(timeout=20)
        district.close_district()
