"""归集数据：这个月、这个部门办结了哪些事项，哪些超了时限？"""

import streamlit as st

from cloudeye.web import district, frame
from cloudeye.web.drawing import draw, style
from cloudeye.web.leader.records import service_records, service_records_desk, service_records_view
from cloudeye.web.listing import choose_columns, list_css, pager, table, written_columns
from cloudeye.web.visitor import admit
from cloudeye.web.wording import text

viewer = admit("leader-records")
frame.open_page("归集数据", "一行是一件办结的事项，按办结时间由近到远")
style(list_css())
with st.container(horizontal=True, vertical_alignment="bottom", key="desk-choosers"):
    month = service_records_desk.month()
    if month is None:
        st.stop()
    everybody = service_records.sees_all(viewer)
    found = service_records.slices(viewer, month)
    filters = service_records_desk.filters(month, found)
    columns = choose_columns(service_records_view.COLUMNS)
    if found and not service_records.needs_department(filters, found, everybody=everybody):
        frame.export_link("export/records", **filters.written(), **written_columns(columns, service_records_view.COLUMNS))

frame.crumbs(service_records_view.crumbs(viewer, filters, found))
if not found:
    frame.hint(service_records_view.nothing(month, everybody=everybody))
    st.stop()
if service_records.needs_department(filters, found, everybody=everybody):
    frame.hint(service_records_view.choose_first(filters, found))
    st.stop()
total = service_records.total(filters, found)
draw(f'<p class="desk-conclusion">{text(service_records_view.conclusion(filters, found, total))}</p>', key="records-conclusion")
if filters.item_id:
    points = district.ask("points_of_item", item_id=filters.item_id)
    draw(service_records_view.counted_in(points, f"{month:%Y-%m}"), key="records-points")
shown = service_records_desk.page(filters, total)
if not shown.rows:
    frame.hint("没有符合条件的办件。请放宽类别或清空编号；编号须从第一位写起。")
    st.stop()
draw(
    table(columns, service_records_view.COLUMNS, shown.rows, caption="归集数据", kind="records")
    + pager(
        service_records.PAGE, {**filters.written(), **written_columns(columns, service_records_view.COLUMNS)},
        size=service_records.PAGE_ROWS, total=total, before=shown.before, after=shown.after,
    )
    + service_records_view.NOTE,
    key="records-table",
)  # fmt: skip
