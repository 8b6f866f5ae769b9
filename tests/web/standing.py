"""A small application behind the real door: our routes, and a room that must never be reached without a row in the table."""

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket

from cloudeye.web.door import Door
from cloudeye.web.front import Front
from cloudeye.web.routes import ROUTES
from tests.web.entering import cookies_of

HOST = "127.0.0.1"
URL = f"http://{HOST}"
ORIGIN = {"Origin": URL}
BEHIND = "behind the door"
EVERY_METHOD = ["GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"]


async def _behind(request: Request) -> PlainTextResponse:
    """Whatever Streamlit would answer; tells what came through."""
    if request.url.path == "/static/failing":
        raise ValueError("secret detail")
    body = await request.body()
    claimed = {name: value for name, value in request.headers.items() if name.startswith(("x-", "remote", "forwarded"))}
    client = request.client.host if request.client else ""
    headers = {
        "Set-Cookie": "_streamlit_xsrf=1; Path=/",
        "X-Client": client,
        "X-Scheme": request.url.scheme,
        "X-Seen": str(claimed),
    }
    return PlainTextResponse(f"{BEHIND} {len(body)}", headers=headers)


async def _echo(websocket: WebSocket) -> None:
    await websocket.accept()
    async for words in websocket.iter_text():
        await websocket.send_text(words)


def application(front: Front | None = None) -> Starlette:
    """Our routes and the room behind them, with the door before everything."""
    return Starlette(
        routes=[*ROUTES, WebSocketRoute("/{path:path}", _echo), Route("/{path:path}", _behind, methods=EVERY_METHOD)],
        middleware=[Middleware(Door, front=front or Front())],
    )


def visitor_at(
    role: str = "anonymous", department_id: str | None = None, *, front: Front | None = None, url: str = URL
) -> TestClient:
    """A browser of somebody with ``role`` before the door; follows no redirect. The district must be open."""
    client = TestClient(application(front), base_url=url, follow_redirects=False, client=(HOST, 50000))
    for name, value in cookies_of(role, department_id).items():
        client.cookies.set(name, value, domain=HOST)
    return client
