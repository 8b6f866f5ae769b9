"""改革任务：按计划应完成多少，完成了多少，哪些逾期？"""

import streamlit as st

from cloudeye.web import frame
from cloudeye.web.drawing import draw, style
from cloudeye.web.leader.points import desk as point_desk
from cloudeye.web.leader.points.sheet import tasks_css
from cloudeye.web.leader.tasks import calendar, tasks
from cloudeye.web.leader.tasks import desk as tasks_desk
from cloudeye.web.visitor import admit
from cloudeye.web.wording import text

viewer = admit("leader-tasks")
frame.open_page("改革任务", "按计划应完成多少，完成了多少，哪些逾期")
style(tasks_css())
with st.container(horizontal=True, vertical_alignment="bottom", key="desk-choosers"):
    month = frame.chosen_month()
    if month is None:
        st.stop()
    every = tasks_desk.month_tasks(viewer, month)
    filters = tasks_desk.chosen_filters(every)
    rows = filters.leave(every)
    if rows:
        frame.export_link("export/tasks", month=f"{month:%Y-%m}", **filters.written())

way = point_desk.way(viewer, month)
frame.crumbs(tasks.crumbs(way))
today, today_words = tasks_desk.as_of(month)
if every:
    open_lists = tasks_desk.Filters.read(filters.written("list", "measure")).leave(every)
    if open_lists:
        draw(tasks.arithmetic(open_lists, filters.on_list, way, filters.written("list", "measure")), key="tasks-sum")
if not rows:
    frame.hint(tasks.nothing(bool(every)))
    st.stop()
draw(f'<p class="desk-conclusion">{text(tasks.conclusion(rows, today))}</p>', key="tasks-conclusion")
draw(
    f'<section class="point-panel"><h2>每项任务一格，放在到期月</h2><div class="point-legend">{tasks.legend(rows)}</div>'
    f"{calendar.calendar(rows, today, today_words, way)}</section>",
    key="tasks-calendar",
)
draw(tasks.table(rows, today, month, way), key="tasks-table")
