"""The one door: every request and every message of an open page passes here, is told who is asking, and asks the table.

Whoever stands behind the door (routes, Streamlit, its media and agent addresses) is reached only through a row of
``permissions.csv``. Identity comes from our own cookies alone.
"""

import logging
from typing import Any
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import HTTPConnection, Request, cookie_parser
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from cloudeye.access.viewer import NOBODY, Viewer
from cloudeye.errors import CloudEyeError, Refused
from cloudeye.web import answers, district
from cloudeye.web.arrival import Arrival
from cloudeye.web.cookies import BEGUN, PROVIDER_CLAIMS, display_key, keep_display, session_token
from cloudeye.web.front import LOOPBACK, Front, front_of_process, is_same_origin
from cloudeye.web.headers import hide_server, security_headers, with_security
from cloudeye.web.nodelay import connection_of
from cloudeye.web.passage import CHANNEL, PROVIDER_ADDRESSES, UNFINISHED, Passage, is_page, passage, row_of
from cloudeye.web.refusals import note_refusal
from cloudeye.web.screens import home

LOG = logging.getLogger("cloudeye.web")
LARGEST_BODY = 64 * 1024
# The one address that takes more than a form: it streams to the disk and stops by itself at this size.
UPLOAD, LARGEST_UPLOAD = ("route", "PUT /upload"), 2 * 1024**3
READING = {"GET", "HEAD", "OPTIONS"}
# Whatever a neighbour may claim about a person or about itself ends here; nothing behind the door reads it.
CLAIMS = ("x-forwarded-", "x-auth-", "x-remote-", "x-user", "x-email", "x-cloudeye-", "x-original-", "x-rewrite-", "x-ssl-")
CLAIM_NAMES = {"forwarded", "x-real-ip", "remote-user", "remote-email", "remote-groups", "x-client-ip", "true-client-ip"}
SESSION_ENDED, NOT_ALLOWED = 4401, 1008
# Who opened a channel: Streamlit lets nobody else go on with a page that lost its connection (trustedUserHeaders in its
# settings).
OWNER = b"x-cloudeye-owner"


class BodyTooLarge(Exception):
    """A request sent more than a form of ours can hold."""


def look_up(token: str, key: str, address: str, *, active: bool = False) -> Viewer:
    """The viewer that these cookies stand for, now: a living session, else a registered display, else nobody.

    Answered from memory. ``active``: a person did something, which puts off the end of an idle session.
    """
    if not token and not key:
        return NOBODY
    access = district.access()
    if token and not (viewer := access.sessions.viewer(token, active=active, address=address)).is_anonymous:
        return viewer
    return access.displays.viewer(key, address) if key else NOBODY


class Door:
    """ASGI middleware around everything. ``front`` is read from the process unless given."""

    def __init__(self, app: ASGIApp, front: Front | None = None) -> None:
        self.app = app
        self.front = front or front_of_process()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let in, send elsewhere, or refuse."""
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
            return
        hide_server(receive)
        arrival = await self._arrive(scope, receive)
        scope["cloudeye.arrival"] = arrival
        scope["cloudeye.viewer"] = arrival.viewer
        scope.setdefault("state", {})["viewer"] = arrival.viewer
        if scope["type"] == "http":
            await self._serve(Request(scope, receive), arrival, send)
        else:
            await self._connect(scope, receive, send, arrival)

    async def _arrive(self, scope: Scope, receive: Receive) -> Arrival:
        """Who this is; leaves the scope with what we found out ourselves in the place of what was claimed."""
        headers = Headers(scope=scope)
        peer = peer_of(scope, receive)
        address = self.front.client(peer, ",".join(headers.getlist("x-forwarded-for")))
        secure = self.front.is_secure(peer, own_scheme(receive), headers.get("x-forwarded-proto", ""))
        scope["headers"] = [(name, value) for name, value in scope["headers"] if not is_claim(name.decode("latin-1").lower())]
        scope["client"] = (address, 0)
        scope["scheme"] = {"http": "http", "websocket": "ws"}[scope["type"]] + ("s" if secure else "")
        if secure:
            scope["headers"].append((b"x-forwarded-proto", b"https"))
        cookies = cookie_parser("; ".join(headers.getlist("cookie")))
        token, key = session_token(cookies, secure=secure), display_key(cookies, secure=secure)
        viewer = look_up(token, key, address)
        scope["headers"].append((OWNER, (viewer.session_id or viewer.display_id).encode()))
        stage = district.access().sessions.stage(token) if token and not viewer.session_id else None
        return Arrival(viewer, stage, token, key, address, secure, self.front)

    async def _serve(self, request: Request, arrival: Arrival, send: Send) -> None:
        started = False
        guards = security_headers(self.front, request.url.path, secure=arrival.secure)

        async def guarded(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                message["headers"] = with_security(message.get("headers", []), guards, secure=arrival.secure)
            await send(message)

        try:
            answer = await self._stopped(request, arrival)
            if answer is None:
                largest = LARGEST_BODY + (LARGEST_UPLOAD if row_of(request.method, request.scope["path"]) == UPLOAD else 0)
                await self.app(request.scope, limited(request.receive, largest), self._renewing(arrival, request, guarded))
                return
        except Exception as error:
            if started:
                raise
            answer = await _failed(request, arrival, error)
        await answer(request.scope, request.receive, guarded)

    async def _stopped(self, request: Request, arrival: Arrival) -> Response | None:
        """The answer in the place of what was asked for; None lets the request in."""
        host, path, method = request.headers.getlist("host"), request.scope["path"], request.method
        if len(host) != 1 or not self.front.answers_to(host[0]):
            return answers.notice(request, 400, answers.WRONG_HOST)
        row = row_of(method, path)
        if row is None or (path in PROVIDER_ADDRESSES and not district.access().identity.is_set_up):
            return answers.notice(request, 404, answers.UNKNOWN)
        if method not in READING and not same_origin(request, arrival):
            return answers.notice(request, 403, answers.FOREIGN_ORIGIN)
        if is_page(row) and (answer := await self._exchanged(request)) is not None:
            return answer
        match passage(method, path, arrival.viewer, arrival.stage):
            case Passage.OPEN:
                return None
            case Passage.GO_ON:
                return _go(UNFINISHED[str(arrival.stage)])
            case Passage.GO_HOME if (screen := home(arrival.viewer)) is not None:
                return _go(screen.address)
            case Passage.SIGN_IN if is_page(row):
                asked = path + (f"?{request.url.query}" if request.url.query else "")
                return _go(f"/login?next={quote(asked, safe='')}")
            case Passage.SIGN_IN:
                return answers.notice(request, 401, answers.SIGN_IN_FIRST)
        await run_in_threadpool(note_refusal, arrival.viewer, row[1])
        return answers.notice(request, 403, answers.REFUSED, viewer=arrival.viewer)

    async def _exchanged(self, request: Request) -> Response | None:
        """The answer to somebody who comes back from the identity provider; None for everybody else."""
        if not any(name.endswith(BEGUN) or name == PROVIDER_CLAIMS for name in request.cookies):
            return None
        from cloudeye.web import identity  # whose answers are forms of the entrance, which asks the door who is there

        return await identity.exchange(request)

    def _renewing(self, arrival: Arrival, request: Request, send: Send) -> Send:
        """A hall screen's key is kept again with every page, so that a screen which is used never loses it."""
        row = row_of(request.method, request.scope["path"])
        if arrival.viewer.role != "display" or row is None or not is_page(row):
            return send
        keeping = Response()
        keep_display(keeping, arrival.key, secure=arrival.secure)
        cookies = [(name, value) for name, value in keeping.raw_headers if name == b"set-cookie"]

        async def renewed(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", []), *cookies]
            await send(message)

        return renewed

    async def _connect(self, scope: Scope, receive: Receive, send: Send, arrival: Arrival) -> None:
        """A page's channel: refused before it opens, shut with the first message after its session has ended."""
        connection = HTTPConnection(scope)
        host = connection.headers.getlist("host")
        if (
            len(host) != 1
            or not self.front.answers_to(host[0])
            or not same_origin(connection, arrival)
            or scope["path"] != CHANNEL
            or passage("GET", CHANNEL, arrival.viewer, arrival.stage) is not Passage.OPEN
        ):
            await receive()
            await send({"type": "websocket.close", "code": NOT_ALLOWED})
            return

        async def asked_again() -> Message:
            message = await receive()
            if message["type"] == "websocket.receive" and is_over(arrival):
                await send({"type": "websocket.close", "code": SESSION_ENDED, "reason": "signed out"})
                return {"type": "websocket.disconnect", "code": SESSION_ENDED}
            return message

        await self.app(scope, asked_again, send)


def is_over(arrival: Arrival) -> bool:
    """Whether the session or display of an open page has ended, or belongs to somebody else now."""
    present = look_up(arrival.token, arrival.key, arrival.address)
    return (present.session_id, present.display_id) != (arrival.viewer.session_id, arrival.viewer.display_id)


def same_origin(connection: HTTPConnection, arrival: Arrival) -> bool:
    """See ``is_same_origin``."""
    headers = connection.headers
    return is_same_origin(
        headers["host"], secure=arrival.secure, origin=headers.get("origin"), fetch_site=headers.get("sec-fetch-site")
    )


def is_claim(name: str) -> bool:
    """Whether a header claims something about identity or origin that only we decide. ``name`` is in lower case."""
    return name in CLAIM_NAMES or name.startswith(CLAIMS)


def peer_of(scope: Scope, receive: Any) -> str:
    """The address at the other end of the connection itself: uvicorn puts what X-Forwarded-For says into ``scope["client"]``
    when the neighbour is this machine, which any local program is."""
    connection = connection_of(receive)
    peer = connection.getpeername() if connection is not None else scope.get("client")
    return str(peer[0]) if peer else LOOPBACK


def own_scheme(receive: Any) -> str:
    """Whether the connection itself is TLS; https or http."""
    transport = getattr(getattr(receive, "__self__", None), "transport", None)
    return "https" if transport is not None and transport.get_extra_info("sslcontext") else "http"


def limited(receive: Receive, largest: int = LARGEST_BODY) -> Receive:
    """Stop a body that is larger than any form of ours, or than ``largest``, whatever its Content-Length says."""
    seen = 0

    async def counted() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > largest:
            raise BodyTooLarge
        return message

    return counted


def _go(address: str) -> Response:
    return RedirectResponse(address, status_code=303)


async def _failed(request: Request, arrival: Arrival, error: Exception) -> Response:
    """One sentence for whatever went wrong; the details go to the log."""
    if isinstance(error, BodyTooLarge):
        return answers.notice(request, 413, answers.TOO_LARGE)
    if isinstance(error, Refused):
        await run_in_threadpool(note_refusal, arrival.viewer, request.scope["path"])
        return answers.notice(request, 403, (answers.REFUSED[0], str(error)), viewer=arrival.viewer)
    LOG.error("request failed", exc_info=error)
    if isinstance(error, CloudEyeError):
        return answers.notice(request, 503, (answers.FAILED[0], str(error)))
    return answers.notice(request, 500, answers.FAILED)
