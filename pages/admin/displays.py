"""大屏管理：哪些大屏在线，新大屏怎么接？"""

import streamlit as st

from cloudeye.clock import now
from cloudeye.web import district, frame
from cloudeye.web.admin import display_panel, displays
from cloudeye.web.drawing import draw
from cloudeye.web.roster import roster
from cloudeye.web.visitor import admit
from cloudeye.web.wording import text

viewer = admit("admin-displays")
frame.open_page("大屏管理", "每块大屏一把钥匙，只看汇总，随时可以停用")
present = now()
listed = district.access().displays.listed()
draw(f'<p class="desk-conclusion">{text(displays.conclusion(listed, present))}</p>', key="admin-conclusion")
with st.container(key="admin-work"):
    left, right = st.columns([11, 4], gap="medium")
    with left:
        if listed:
            roster(displays.table(listed, st.query_params.get("display", ""), present), key="displays", parameter="display")
        else:
            frame.hint("登记第一块大屏：在右边写上它的名称，把得到的地址填进大屏浏览器的启动页。")
    with right, st.container(key="admin-panel", gap="xsmall"):
        chosen = next((row for row in listed if row["display_id"] == st.query_params.get("display")), None)
        display_panel.show(viewer, chosen, present)
