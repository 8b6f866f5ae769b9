"""Who is in front of a page: asked again in every run of a script and of a fragment, never remembered between two."""

from dataclasses import dataclass

import streamlit as st

from cloudeye.access.viewer import Viewer
from cloudeye.web.cookies import display_key, session_token
from cloudeye.web.door import look_up
from cloudeye.web.drawing import style
from cloudeye.web.form_token import FIELD, form_token
from cloudeye.web.front import LOOPBACK
from cloudeye.web.refusals import note_refusal
from cloudeye.web.screens import WALL, screens
from cloudeye.web.theme import desk_css, hall_css
from cloudeye.web.wording import text


@dataclass(frozen=True)
class Presented:
    """What the browser showed when it opened the page's channel: a session's token, a display's key, and where it came from."""

    token: str
    key: str
    address: str


def presented() -> Presented:
    """What the running script's browser showed; both empty for one without our cookies."""
    cookies = st.context.cookies
    # The door takes this header away from everybody and writes it itself.
    secure = st.context.headers.get("X-Forwarded-Proto") == "https"
    address = st.context.ip_address or LOOPBACK  # Streamlit has no word for the machine itself
    return Presented(session_token(cookies, secure=secure), display_key(cookies, secure=secure), address)


def viewer(*, active: bool = False) -> Viewer:
    """The viewer of the running script; NOBODY when no session lives. ``active`` puts off the end of an idle session."""
    shown = presented()
    return look_up(shown.token, shown.key, shown.address, active=active)


def admit(page: str) -> Viewer:
    """The viewer, when the table opens ``page`` to them; otherwise the refusal is drawn and the script stops.

    The first statement of every page and fragment. A wall refreshes by itself and therefore proves nobody's presence.
    """
    screen = screens().get(page)
    on_wall = screen is not None and screen.audience == WALL
    found = viewer(active=not on_wall)
    if not found.reach("page", page):
        _refuse(found, page, on_wall=on_wall)
        st.stop()
    return found


def _refuse(found: Viewer, page: str, *, on_wall: bool) -> None:
    style(hall_css() if on_wall else desk_css())
    if found.is_anonymous:
        title, sentence, link = "请先登录", "登录已经结束。请重新登录后继续。", ("./login", "去登录")
    else:
        note_refusal(found, page)
        title, sentence, link = (
            "没有权限",
            f"{found.role_label}不能打开这一页。如工作需要，请联系安全管理员。",
            ("./", "返回首页"),
        )
    st.html(
        f'<div class="failure" role="alert"><b>{title}</b><p>{text(sentence)}</p>'
        f'<a href="{link[0]}" target="_self">{link[1]}</a></div>'
    )


def form_field() -> str:
    """The hidden field that every form on a page of ours carries when it posts to one of our routes; markup."""
    return f'<input type="hidden" name="{FIELD}" value="{form_token(presented().token)}">'
