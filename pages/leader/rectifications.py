"""整改台账：哪些整改还没有销号，哪些已经超期？"""

import streamlit as st

from cloudeye.web import district, frame
from cloudeye.web.drawing import draw, style
from cloudeye.web.leader.records import rectifications, rectifications_view
from cloudeye.web.leader.records.rectifications import Filters
from cloudeye.web.listing import choose, choose_columns, list_css, pager, search_box, table, written_columns
from cloudeye.web.visitor import admit
from cloudeye.web.wording import text

viewer = admit("leader-rectifications")
now = district.moment()
departments = rectifications.own(viewer)
frame.open_page("整改台账", "哪些还没有销号，哪些已经超期")
style(list_css())
offered = rectifications.choices(departments, now)
with st.container(horizontal=True, vertical_alignment="bottom", key="desk-choosers"):
    choose("部门", "department", offered["department"], "全部部门", 190)
    choose("状态", "state", rectifications.STATES, "全部状态", 130)
    choose("来源", "origin", offered["origin"], "全部来源", 130)
    search_box("搜索", "编号或事项", width=170)
    filters = Filters.read(st.query_params.to_dict())
    columns = rectifications_view.columns(filters)
    chosen = choose_columns(columns)
    kept = {**filters.written(), **written_columns(chosen, columns)}
    frame.export_link("export/rectifications", **kept)

frame.crumbs(rectifications_view.crumbs(viewer, filters, offered["department"]))
found = rectifications.page(
    departments, filters, now=now, after=st.query_params.get("after"), before=st.query_params.get("before"),
)  # fmt: skip
sentence = rectifications_view.conclusion(found, filters, offered["department"])
draw(f'<p class="desk-conclusion">{text(sentence)}</p>', key="rectifications-conclusion")
if not found.rows:
    every = f'<a href="{frame.address(rectifications.LIST)}" target="_self">清除条件，看全部整改</a>'
    frame.hint("没有符合条件的整改。请放宽状态或来源，或换一个编号。", every)
    st.stop()
draw(
    table(chosen, columns, found.rows, caption="整改台账", kind="rectifications")
    + pager(
        rectifications.LIST, kept, size=rectifications.PAGE_ROWS, total=found.total, before=found.before, after=found.after
    )
    + rectifications_view.NOTE,
    key="rectifications-table",
)  # fmt: skip
