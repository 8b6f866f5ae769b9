"""The two cookies that say who somebody is: a person's session and a hall screen's key. Nothing else is ever believed."""

from collections.abc import Mapping
from datetime import timedelta

from starlette.responses import Response

SESSION, DISPLAY = "cloudeye_session", "cloudeye_display"
# Browsers refuse such a cookie unless it came over TLS, from this host alone, for the whole host.
HOST_PREFIX = "__Host-"
# The longest that browsers keep any cookie; renewed with every visit of the screen.
DISPLAY_AGE = timedelta(days=400)
# What Streamlit leaves in a browser: its own sign-in through an identity provider, and its guard of forms.
PROVIDER_CLAIMS = "_streamlit_user"
STREAMLIT = (PROVIDER_CLAIMS, "_streamlit_user_tokens", "_streamlit_session", "_streamlit_xsrf")
# Says that this browser began a sign-in through the identity provider, and where it wanted to go. Says nothing about who it is.
BEGUN = "cloudeye_identity"


def cookie_name(name: str, *, secure: bool) -> str:
    """What the cookie is called: behind TLS no other host of the domain can plant one."""
    return f"{HOST_PREFIX}{name}" if secure else name


def session_token(cookies: Mapping[str, str], *, secure: bool) -> str:
    """What a person's browser presents; empty when nothing."""
    return cookies.get(cookie_name(SESSION, secure=secure), "")


def display_key(cookies: Mapping[str, str], *, secure: bool) -> str:
    """What a hall screen presents; empty when nothing."""
    return cookies.get(cookie_name(DISPLAY, secure=secure), "")


def keep_session(response: Response, token: str, *, secure: bool) -> None:
    """Give the browser a session until it is closed; the server ends it earlier. Lax, so that a link in a mail opens signed in:
    what changes anything asks for the same origin beside."""
    response.set_cookie(cookie_name(SESSION, secure=secure), token, path="/", secure=secure, httponly=True, samesite="lax")


def keep_display(response: Response, key: str, *, secure: bool) -> None:
    """Give a hall screen its key for as long as a browser keeps one."""
    response.set_cookie(
        cookie_name(DISPLAY, secure=secure),
        key,
        max_age=int(DISPLAY_AGE.total_seconds()),
        path="/",
        secure=secure,
        httponly=True,
        samesite="lax",
    )


def forget_person(response: Response, cookies: Mapping[str, str], *, secure: bool) -> None:
    """Take back the session and everything that Streamlit left, its numbered pieces included. A display stays one."""
    response.delete_cookie(cookie_name(SESSION, secure=secure), path="/", secure=secure, httponly=True, samesite="lax")
    forget_provider(response, cookies, secure=secure)


def forget_provider(response: Response, cookies: Mapping[str, str], *, secure: bool) -> None:
    """Take back everything that Streamlit left, its numbered pieces included, and that a sign-in through a provider had begun."""
    for name in cookies:
        if name.startswith(STREAMLIT) or name == cookie_name(BEGUN, secure=secure):
            response.delete_cookie(name, path="/", secure=secure, httponly=True, samesite="lax")
