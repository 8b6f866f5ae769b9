"""Beside the list of hall screens: register one, or take one out of use."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urljoin

import streamlit as st

from cloudeye.access.viewer import Viewer
from cloudeye.web import district
from cloudeye.web.admin import deeds, displays
from cloudeye.web.admin.deeds import Deed
from cloudeye.web.drawing import draw
from cloudeye.web.roster import panel

Row = Mapping[str, Any]
NAME = "new-display"


def _create(viewer: Viewer) -> str:
    name = st.session_state[NAME].strip()
    key = district.access().displays.create(name, by=viewer)
    st.session_state[NAME] = ""
    # As this browser sees us: behind a proxy or below a path, the screen reaches us the same way.
    deeds.hand_over(displays.set_up(name, urljoin(st.context.url or "", f"./display/{key}")))
    return ""


def _revoke(display: Row) -> Deed:
    def revoke(viewer: Viewer) -> str:
        district.access().displays.revoke(display["display_id"], by=viewer)
        return f"已停用「{display['name']}」，屏幕上不再显示数据。"

    question = f"停用后「{display['name']}」立即不再显示，地址永久失效；要再用须重新登记。"
    return Deed("display.revoke", "停用大屏", "换机、撤屏或地址外泄时停用。", revoke, question)


def _create_form() -> None:
    draw('<h2 class="desk-heading">登记大屏</h2>', key="create-heading")
    with st.form("create-display", border=False):
        st.text_input("大屏名称", key=NAME, max_chars=40, placeholder="如 政务大厅一楼东侧", autocomplete="off")
        st.form_submit_button("登记", type="primary", key="create", width="stretch", on_click=deeds.attempt, args=(_create,))
    note = "登记后得到这块屏专用的地址，只显示一次。大屏只看大厅页面的汇总数，不登录、不看明细。"
    draw(f'<p class="deed-note">{note}</p>', key="create-note")


def show(viewer: Viewer, display: Row | None, now: datetime) -> None:
    """The panel: the address that must be noted first, else the chosen screen, and the form for a new one."""
    deeds.say_what_happened()
    if markup := deeds.handed_over():
        panel(markup, key="handed-over")
        st.button("已填入大屏，关闭", key="put-away", type="primary", width="stretch", on_click=deeds.put_away)
        return
    if display is not None:
        draw(displays.facts(display, now), key="display-facts")
        if display["revoked_at"] is None:
            deeds.offer(viewer, display["display_id"], [_revoke(display)])
    if viewer.reach("action", "display.create"):
        _create_form()
