"""部门画像：这个部门得多少分、分丢在哪里、眼下还有什么没办完？"""

import streamlit as st

from cloudeye.access.permissions import Reach
from cloudeye.web import frame
from cloudeye.web.chart import chart
from cloudeye.web.drawing import draw, style
from cloudeye.web.leader.portrait import department, trend
from cloudeye.web.leader.portrait.choosers import chosen_department
from cloudeye.web.leader.portrait.facts import cause, conclusion, portrait, standing_words
from cloudeye.web.listing import list_css
from cloudeye.web.visitor import admit
from cloudeye.web.wording import full_month, text

viewer = admit("leader-department")
sees_all = viewer.reach("page", "leader-department") is Reach.ALL
frame.open_page("部门画像", "得多少分，分丢在哪里，眼下还有什么没办完")
style(list_css() + department.SHEET.read_text(encoding="utf-8"))
with st.container(horizontal=True, vertical_alignment="bottom", key="desk-choosers"):
    month, rows, chosen = chosen_department(viewer, "leader-department")
    found = portrait(month, chosen, viewer) if chosen else None
    if chosen:
        frame.export_link("export/department", department=chosen, month=f"{month:%Y-%m}")
    if found:
        draw(department.brief_link(found), key="portrait-brief")
if sees_all:
    here = found.name if found else "部门画像"
    frame.crumbs([("部门排名", frame.address("", month=f"{month:%Y-%m}")), (here, None)])
if chosen is None and not sees_all:
    frame.hint("您只能查看本单位，不能查看其他部门。请在上方选择本单位。")
    st.stop()
if chosen is None:
    back = f'<a href="{frame.address("", month=f"{month:%Y-%m}")}" target="_self">返回部门排名</a>'
    frame.hint(f"{full_month(month)}的排名中没有「{st.query_params['department']}」。请在上方另选部门，或 ", back)
    st.stop()
if found is None:
    frame.hint(f"{full_month(month)}没有「{rows[chosen]['department']}」的得分。请在上方另选月份或部门。")
    st.stop()

draw(
    f'<p class="desk-conclusion">{text(conclusion(found))}</p><p class="portrait-cause">{text(cause(found))}'
    f"<small>{text(standing_words(found))}</small></p>",
    key="leader-conclusion",
)
draw(department.summary_cards(found), key="leader-summary")
draw(department.first_panels(found), key="leader-panels")
if len(found.trend) > 1:
    happened = trend.happenings(found.trend, found.events)
    with st.container(key="portrait-trend"):
        draw(trend.trend_heading(found.trend), key="leader-since")
        chart(trend.trend_figure(found.trend, happened), key="leader-trend", height=320)
        draw(trend.happenings_list(happened), key="leader-happened")
draw(department.loop_panels(found), key="leader-loop")
draw(department.points_panel(found), key="leader-points")
