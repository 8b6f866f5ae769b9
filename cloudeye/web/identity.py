"""Sign-in through the office's identity provider (OpenID Connect), which ends in a session of ours.

Streamlit speaks the protocol: ``/login/identity`` sends the browser to Streamlit's ``/auth/login``, which sends it to the
provider; ``/oauth2callback`` has authlib verify the ID token and leaves its claims in a signed cookie that lasts 30 days. The
door hands the next page asked for to ``exchange``, which takes that cookie away again and opens a session of ours instead: once,
within two minutes, and only in the browser that began. So the cookie is never an identity by itself.
"""

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import quote, unquote, urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from streamlit.auth_util import encode_provider_token, get_cookie_with_chunks
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_auth_routes import _auth_login
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from cloudeye.access.keys import key_of, subkey
from cloudeye.access.provider import identity_file, provider_of
from cloudeye.access.settings import CLAIMS_FRESH_FOR
from cloudeye.access.trail.book import Actor
from cloudeye.errors import SignInError
from cloudeye.paths import default_database
from cloudeye.web import district
from cloudeye.web.arrival import Arrival, arrival_of
from cloudeye.web.cookies import BEGUN, cookie_name, forget_provider
from cloudeye.web.entrance.ways import agent_of, going_on, leave, login_form, same_site

# Streamlit's name for a provider that stands in [auth] itself.
PROVIDER = "default"
# What Streamlit adds to the claims; no rule may lean on it.
ADDED = {"origin", "is_logged_in", "provider"}
# Long enough to find one's telephone, short enough that nobody is reminded of a sign-in they gave up in the morning.
BEGUN_FOR = timedelta(minutes=30)
# What Streamlit answers when the provider does not.
SILENT = 400
UNREACHABLE = "暂时连不上统一身份认证平台。请稍后重试；如果仍然不行，请联系系统管理员，或改用登录名和密码登录。"
UNFINISHED = (
    "统一身份认证没有完成：可能是中途返回了，或者身份平台没有给出有效的登录凭据。请重新登录；如果仍然不行，请联系系统管理员。"
)


def secrets() -> Mapping[str, Any] | None:
    """What ``st.App`` needs to know of the provider; None for an office without one.

    The cookies are sealed with a key made from the district's own, so that nobody has to think of one. Raises AccessError.
    """
    file = identity_file()
    if file is None:
        return None
    found = provider_of(file)
    return {
        "auth": {
            "client_id": found.client_id,
            "client_secret": found.client_secret,
            "server_metadata_url": found.server_metadata_url,
            "redirect_uri": found.redirect_uri,
            "client_kwargs": dict(found.client_kwargs),
            "cookie_secret": subkey(key_of(default_database()), "cookies").hex(),
        }
    }


async def begin(request: Request) -> Response:
    """``GET /login/identity``: to the provider. The browser keeps that it began here, and where it wanted to go."""
    arrival, next_page = arrival_of(request), same_site(request.query_params.get("next", "/"))
    answer = RedirectResponse(f"/auth/login?{urlencode({'provider': encode_provider_token(PROVIDER)})}", status_code=303)
    answer.set_cookie(
        cookie_name(BEGUN, secure=arrival.secure),
        quote(next_page, safe=""),
        max_age=int(BEGUN_FOR.total_seconds()),
        path="/",
        secure=arrival.secure,
        httponly=True,
        samesite="lax",
    )
    return answer


async def depart(request: Request) -> Response:
    """``GET /auth/login``: Streamlit's, but a provider that does not answer is told in our words."""
    arrival = arrival_of(request)
    try:
        district.access().throttle.take("departure", arrival.address)
        answer = await _auth_login(request, "")
        if answer.status_code == SILENT:
            raise SignInError(UNREACHABLE)
    except SignInError as error:
        answer = await login_form(request, "/", error=error)
        forget_provider(answer, request.cookies, secure=arrival.secure)
    return answer


async def exchange(request: Request) -> Response | None:
    """The answer to the first page asked for after the provider: the page, signed in, or the sign-in form with one sentence.

    None when there is nothing to exchange. Either way the browser loses what Streamlit left, so that nothing comes round again.
    """
    arrival = arrival_of(request)
    begun = request.cookies.get(cookie_name(BEGUN, secure=arrival.secure))
    has_claims = USER_COOKIE_NAME in request.cookies
    if not has_claims and (begun is None or arrival.viewer.session_id):  # gave up there and signed in here
        return None
    if not district.access().identity.is_set_up:
        return None
    next_page = same_site(unquote(begun or ""))
    claims = claims_of(request.cookies) if begun is not None else None
    try:
        token, stage = await run_in_threadpool(_enter, claims, arrival, agent_of(request))
        answer = going_on(arrival, token, stage, next_page)
    except SignInError as error:
        answer = await login_form(request, next_page, error=error)
    forget_provider(answer, request.cookies, secure=arrival.secure)
    return answer


def claims_of(cookies: Mapping[str, str]) -> dict[str, Any] | None:
    """The claims that Streamlit sealed within the last two minutes; None when it did not, or when they were touched."""
    secret, fresh_days = get_cookie_secret(), CLAIMS_FRESH_FOR / timedelta(days=1)

    def opened(name: str) -> bytes | None:
        return decode_signed_value(secret, name, cookies.get(name, ""), fresh_days)

    found = get_cookie_with_chunks(opened, USER_COOKIE_NAME)
    return None if found is None else {name: value for name, value in json.loads(found).items() if name not in ADDED}


def _enter(claims: Mapping[str, Any] | None, arrival: Arrival, agent: str) -> tuple[str, str]:
    """A new session in the place of the one this browser had, and what it still owes. Raises SignInError, recorded."""
    access = district.access()
    access.throttle.take("sign-in", arrival.address)
    if claims is None:
        who = Actor("未登录", "anonymous", arrival.address)
        access.trail.record(who, "session.refused", result="失败", reason=UNFINISHED.partition("：")[0], origin="oidc")
        raise SignInError(UNFINISHED)
    entered = access.identity.sign_in(claims, address=arrival.address, agent=agent)
    leave(arrival)
    return entered


IDENTITY = [Route("/login/identity", begin, methods=["GET"]), Route("/auth/login", depart, methods=["GET"])]
