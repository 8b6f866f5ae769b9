"""诉求清单：哪些诉求还没有办好，哪些已经超期？"""

import streamlit as st

from cloudeye.access.record_filters import sees_places
from cloudeye.access.records import PAGE_ROWS
from cloudeye.web import district, frame
from cloudeye.web.drawing import draw, style
from cloudeye.web.listing import choose_columns, list_css, pager, table, written_columns
from cloudeye.web.supervisor import complaint_desk, complaint_list
from cloudeye.web.supervisor.watermark import watermark
from cloudeye.web.visitor import admit, form_field
from cloudeye.web.wording import text

viewer = admit("supervisor-complaints")
frame.open_page("诉求清单", "哪些还没有办好，哪些已经超期")
style(list_css())
now = district.moment()
draw(watermark(viewer, now), key="watermark")
with st.container(horizontal=True, vertical_alignment="bottom", key="desk-choosers"):
    choices = complaint_desk.choices(viewer)
    asked = complaint_desk.chosen_filters(choices)
    filters = asked.seen_by(viewer)
    columns = complaint_list.columns(filters, now)
    chosen = choose_columns(columns)
kept = {**filters.written(), **written_columns(chosen, columns)}

found = complaint_desk.page(viewer, filters)
draw(complaint_list.conclusion(found, is_filtered=bool(filters.used)), key="complaints-conclusion")
if asked.cell and not sees_places(viewer):
    draw(f'<p class="desk-fallback">{complaint_list.NO_PLACES}</p>', key="complaints-no-places")
if words := complaint_list.conditions(filters, choices):
    draw(f'<p class="desk-note">条件：{text(words)}</p>', key="complaints-conditions")
if not found.rows:
    every = f'<a href="{frame.address(complaint_list.LIST)}" target="_self">清除条件，看全部诉求</a>'
    frame.hint("没有符合条件的诉求。请放宽月份或状态，或换一个词；搜索只找您看得到的内容。", every)
    st.stop()
draw(
    table(complaint_list.shown_columns(chosen, found.rows), columns, found.rows, caption="诉求清单", kind="complaints")
    + pager(
        complaint_list.LIST, kept, size=PAGE_ROWS, total=found.total, before=found.before, after=found.after
    )
    + complaint_list.note(found.rows),
    key="complaints-table",
)  # fmt: skip
if complaint_list.export_is_open(viewer):
    draw(complaint_list.export_form(kept, form_field()), key="complaints-export")
