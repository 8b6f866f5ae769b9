"""审计日志：谁在什么时候做了什么，日志本身可信吗？"""

import streamlit as st

from cloudeye.errors import CloudEyeError
from cloudeye.web import frame
from cloudeye.web.admin import trail, trail_desk
from cloudeye.web.drawing import draw
from cloudeye.web.visitor import admit, form_field
from cloudeye.web.wording import text

viewer = admit("admin-trail")
frame.open_page("审计日志", "只增不改，至少保存 6 个月；查阅和导出同样留痕")
with st.container(horizontal=True, vertical_alignment="bottom", key="desk-choosers"):
    fields = trail_desk.chosen_fields()
    draw(trail.export_form(fields, form_field()), key="trail-export")
    checking = viewer.reach("action", "trail.verify") and st.button("核验完整性", key="verify", type="primary")

if checking:
    try:
        with st.spinner("正在逐条核验，请稍候 …", show_time=True):
            st.session_state[trail_desk.CHECKED] = trail_desk.verify()
    except CloudEyeError as error:
        draw(f'<p class="deed-said failed" role="alert">{text(error)}</p>', key="verify-failed")
if found := st.session_state.get(trail_desk.CHECKED):
    draw(trail.verdict_box(found.verdict, found.seconds, found.at), key="trail-verdict")
entries = trail_desk.read(viewer, fields)
pager = trail_desk.pager(fields, entries.total)
draw(trail.conclusion(entries.total, is_filtered=any(fields.values())) + pager, key="admin-conclusion")
if entries.entries:
    draw(trail.table(entries.entries, trail_desk.organisations()) + pager, key="admin-trail")
else:
    back = f'<a href="{frame.address(trail.PAGE)}" target="_self">清除条件，看最新的记录</a>'
    frame.hint("没有符合条件的记录。请放宽时间或去掉一些条件；账号须写完整的登录名。", back)
