"""登录会话：现在谁在系统里，从哪里来？"""

import streamlit as st

from cloudeye.clock import now
from cloudeye.web import district, frame
from cloudeye.web.admin import session_panel, sessions
from cloudeye.web.drawing import draw
from cloudeye.web.roster import roster
from cloudeye.web.visitor import admit
from cloudeye.web.wording import text

viewer = admit("admin-sessions")
frame.open_page("登录会话", "谁在系统里，从哪里来，最近什么时候操作过")
present = now()
listed = district.access().sessions.listed()
screens = district.access().displays.listed()
draw(f'<p class="desk-conclusion">{text(sessions.conclusion(listed, screens, present))}</p>', key="admin-conclusion")
with st.container(horizontal=True, vertical_alignment="bottom", key="desk-choosers"):
    words = st.text_input("搜索", key="words", bind="query-params", placeholder="登录名、姓名或地址", width=frame.CHOOSER_WIDTH)
    st.button("刷新", key="again")
    draw(f'<p class="as-of">截至 {present:%H:%M:%S}</p>', key="admin-as-of")

found = sessions.filtered(listed, words)
with st.container(key="admin-work"):
    left, right = st.columns([11, 4], gap="medium")
    with left:
        chosen = st.query_params.get("session", "")
        if found:
            query = {"words": words} if words else {}
            roster(sessions.table(found, chosen, viewer.session_id, present, query), key="sessions", parameter="session")
        else:
            frame.hint("没有符合条件的会话。", f'<a href="{frame.address("admin-sessions")}" target="_self">看全部会话</a>')
        draw(sessions.screens_table(screens, present), key="session-screens")
    with right, st.container(key="admin-panel", gap="xsmall"):
        session_panel.show(viewer, next((row for row in listed if row["session_id"] == chosen), None), listed)
