"""Answers are not held back by Nagle's algorithm, on the server that the product runs on."""

import importlib
import socket
import threading
import urllib.request

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from cloudeye.web.nodelay import NoDelay, connection_of


async def setting(request: Request) -> PlainTextResponse:
    connection = connection_of(request.receive)
    return PlainTextResponse(str(connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)))


def test_the_connection_of_a_request_sends_at_once() -> None:
    """Fails when an upgrade of uvicorn hides its connection, so that the middleware finds nothing to set."""
    app = Starlette(routes=[Route("/", setting)], middleware=[Middleware(NoDelay)])
    uvicorn = importlib.import_module("uvicorn")  # Streamlit's choice, not ours: no pin of our own
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off"))
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{listener.getsockname()[1]}/", timeout=30) as answer:
                assert answer.read() == b"1"
        finally:
            server.should_exit = True
            thread.join(timeout=30)


def test_other_servers_are_left_alone() -> None:
    async def receive() -> dict[str, object]:
        return {}

    assert connection_of(receive) is None
