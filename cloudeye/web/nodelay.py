"""Send every answer at once.

The server writes head and body of an answer one after the other on sockets with Nagle's algorithm, so on a kept connection the
body waits some 40 ms for the browser's acknowledgement of the head: half a second over the eighty files of a first visit.
"""

import socket
from typing import Any

from starlette.types import ASGIApp, Receive, Scope, Send


class NoDelay:
    """Middleware that turns Nagle's algorithm off on the connection of every request. Other servers are left as they are."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on unchanged."""
        connection = connection_of(receive)
        if connection is not None and connection.family in (socket.AF_INET, socket.AF_INET6):
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        await self.app(scope, receive, send)


def connection_of(receive: Receive) -> Any:
    """The socket behind a request: uvicorn's ``receive`` belongs to the object that holds the transport; None elsewhere."""
    transport = getattr(getattr(receive, "__self__", None), "transport", None)
    return transport.get_extra_info("socket") if transport is not None else None
