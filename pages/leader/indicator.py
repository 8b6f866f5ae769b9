"""二级指标：得分怎么来的，被哪些靶点拖低？"""

import streamlit as st

from cloudeye.web import frame
from cloudeye.web.chart import chart
from cloudeye.web.drawing import draw, style
from cloudeye.web.leader.points import desk, indicator, missing
from cloudeye.web.leader.points import series as point_series
from cloudeye.web.leader.points.sheet import point_css
from cloudeye.web.leader.points.way import INDICATOR, MATRIX
from cloudeye.web.visitor import admit
from cloudeye.web.wording import text

viewer = admit("leader-indicator")
frame.open_page("二级指标", "得分怎么来的，被哪些靶点拖低")
style(point_css())
asked = st.query_params.get("indicator", "")
with st.container(horizontal=True, vertical_alignment="bottom", key="desk-choosers"):
    month = frame.chosen_month()
    if month is None:
        st.stop()
    way = desk.way(viewer, month)
    found = [row for row in desk.month_points(month) if row["indicator_id"] == asked]
    rows = [row for row in found if way.sees(INDICATOR, row["department_id"])]
    if rows:
        frame.export_link("export/point", month=f"{month:%Y-%m}", indicator=asked)

frame.crumbs(way.crumbs(rows[0] if rows else None, 2))
if not rows:
    desk.missing("二级指标", asked, way, MATRIX)
    st.stop()
level = desk.levels(month).get(("indicator", asked))
draw(f'<p class="desk-conclusion">{text(indicator.conclusion(rows, level))}</p>', key="indicator-conclusion")
draw(
    f'<div class="point-halves">{indicator.formula(rows, level, way)}{indicator.facts(rows, level, way)}</div>',
    key="indicator-formula",
)
draw(indicator.points_table(rows, way), key="indicator-points")
series = desk.trend("indicator", asked, month)
if len(series) > 1:
    events = desk.events(month, [rows[0]["department_id"]], sees_covert=not way.is_own_only(INDICATOR))
    draw(point_series.series_heading("指标得分", series, events, note="浅色带为得分区间"), key="indicator-since")
    chart(point_series.score_figure(series, events), key="indicator-trend", height=point_series.HEIGHT)
    draw(point_series.series_table(series, "指标得分", point_series.score_words, events), key="indicator-series")
draw(missing.table(rows, month, missing.due_by(month, rows), way), key="indicator-missing")
