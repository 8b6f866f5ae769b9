"""任务详情：这项任务进展怎样，有没有依据，占牵头部门完成度多少？"""

import streamlit as st

from cloudeye.web import district, frame
from cloudeye.web.chart import chart
from cloudeye.web.drawing import draw, style
from cloudeye.web.leader.points import desk as point_desk
from cloudeye.web.leader.points.sheet import tasks_css
from cloudeye.web.leader.points.way import TASKS
from cloudeye.web.leader.tasks import desk as tasks_desk
from cloudeye.web.leader.tasks import task, tasks
from cloudeye.web.visitor import admit
from cloudeye.web.wording import text

viewer = admit("leader-task")
frame.open_page("任务详情", "进展怎样，有没有依据")
style(tasks_css())
asked = st.query_params.get("task", "")
with st.container(horizontal=True, vertical_alignment="bottom", key="desk-choosers"):
    month = frame.chosen_month()
    if month is None:
        st.stop()
    every = tasks_desk.month_tasks(viewer, month, name="leader-task")
    row = next((row for row in every if row["task_id"] == asked), None)

way = point_desk.way(viewer, month)
frame.crumbs(tasks.crumbs(way, row))
if row is None:
    point_desk.missing("改革任务", asked, way, TASKS)
    st.stop()
today, _ = tasks_desk.as_of(month)
share = next(iter(district.ask("task_share", task_id=asked, month=month)), None)
series = district.ask("task_series", task_id=asked, month=month)
draw(f'<p class="desk-conclusion">{text(task.conclusion(row, today))}</p>', key="task-conclusion")
draw(task.cards(row, share, month, way), key="task-cards")
draw(
    '<div class="point-halves"><div class="point-stack">'
    f"{task.share_panel(row, share, way)}{task.series_table(series, way)}</div>"
    f"{task.facts(row, way)}</div>",
    key="task-facts",
)
if len(series) > 1:
    draw('<h2 class="desk-heading">计划与实际<span>累计进度，虚线为计划</span></h2>', key="task-since")
    chart(task.figure(series, row["due_date"]), key="task-trend", height=task.HEIGHT)
