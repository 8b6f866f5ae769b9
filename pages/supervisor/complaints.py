"""诉求清单：哪些诉求还没有办好，哪些已经超期？"""

import streamlit as st

from cloudeye.web import district, frame
from cloudeye.web.drawing import draw
from cloudeye.web.supervisor import complaint_desk, complaint_list
from cloudeye.web.supervisor.watermark import watermark
from cloudeye.web.visitor import admit, form_field

viewer = admit("supervisor-complaints")
frame.open_page("诉求清单", "哪些还没有办好，哪些已经超期")
now = district.moment()
draw(watermark(viewer, now), key="watermark")
with st.container(horizontal=True, vertical_alignment="bottom", key="desk-choosers"):
    filters = complaint_desk.chosen_filters(complaint_desk.choices(viewer))

found = complaint_desk.page(viewer, filters)
draw(complaint_list.conclusion(found, is_filtered=bool(filters.used)), key="complaints-conclusion")
if not found.rows:
    every = f'<a href="{frame.address(complaint_list.LIST)}" target="_self">清除条件，看全部诉求</a>'
    frame.hint("没有符合条件的诉求。请放宽月份或状态，或换一个词；搜索只找您看得到的内容。", every)
    st.stop()
draw(
    complaint_list.table(found.rows, now) + complaint_list.pager(filters, found) + complaint_list.note(found.rows),
    key="complaints-table",
)
if complaint_list.export_is_open(viewer):
    draw(complaint_list.export_form(filters, form_field()), key="complaints-export")
