"""部门画像：这个部门的得分由哪些指标、靶点和任务组成？"""

import streamlit as st

from cloudeye.access.permissions import Reach
from cloudeye.errors import ScoringError
from cloudeye.scoring import passport
from cloudeye.web import district, frame
from cloudeye.web.chart import chart
from cloudeye.web.drawing import draw
from cloudeye.web.leader import department
from cloudeye.web.leader.trend import trend_figure, trend_heading
from cloudeye.web.visitor import admit
from cloudeye.web.wording import full_month, text

viewer = admit("leader-department")
sees_all = viewer.reach("page", "leader-department") is Reach.ALL
frame.open_page("部门画像", "得分由哪些指标、靶点和任务组成")
with st.container(horizontal=True, vertical_alignment="bottom", key="desk-choosers"):
    month = frame.chosen_month()
    if month is None:
        st.stop()
    rows = {row["department_id"]: row for row in district.ask("snapshot_of_month", month=month)}
    if not sees_all:
        rows = department.own_first(rows, viewer)
        if not rows:
            frame.hint(f"{full_month(month)}的排名中没有您的单位。请在上方另选月份，或联系安全管理员核对账号的所属单位。")
            st.stop()
    chosen = frame.chosen("部门", "department", list(rows), lambda found: rows[found]["department"], falls_back=False)
    points = district.ask("department_points", month=month, department_id=chosen) if chosen else ()
    if chosen:
        frame.export_link("export/department", department=chosen, month=f"{month:%Y-%m}")
if chosen is None and not sees_all:
    frame.hint("您只能查看本单位，不能查看其他部门。请在上方选择本单位。")
    st.stop()
if chosen is None:
    back = f'<a href="{frame.address("", month=f"{month:%Y-%m}")}" target="_self">返回部门排名</a>'
    frame.hint(f"{full_month(month)}的排名中没有「{st.query_params['department']}」。请在上方另选部门，或 ", back)
    st.stop()

try:
    found = passport(district.store(), month, chosen)
except ScoringError as error:
    frame.hint(str(error))
    st.stop()
draw(f'<p class="desk-conclusion">{text(department.conclusion(found, rows[chosen]))}</p>', key="leader-conclusion")
draw(department.summary_cards(found, rows[chosen]), key="leader-summary")
trend = district.ask("department_trend", month=month, department_id=chosen)
if len(trend) > 1:
    draw(trend_heading(trend), key="leader-since")
    chart(trend_figure(trend), key="leader-trend", height=250)
if points:
    draw(department.points_table(points), key="leader-points")
else:
    frame.hint("该部门没有牵头的二级指标；综合得分只由其余部分组成，权重已按比例补足。")
for part in ("response", "tasks"):
    if table := department.components_table(found["components"], part):
        draw(table, key=f"leader-{part}")
