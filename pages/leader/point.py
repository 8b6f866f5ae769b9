"""监督靶点详情：数值从哪来，怎么变成得分，原始记录在哪里？"""

from functools import partial

import streamlit as st

from cloudeye.web import district, frame
from cloudeye.web.chart import chart
from cloudeye.web.drawing import draw, style
from cloudeye.web.leader.points import behind, desk, missing, point
from cloudeye.web.leader.points import series as point_series
from cloudeye.web.leader.points.sheet import point_css
from cloudeye.web.leader.points.way import MATRIX, POINT
from cloudeye.web.visitor import admit
from cloudeye.web.wording import text

viewer = admit("leader-point")
frame.open_page("监督靶点详情", "数值从哪来，怎么变成得分")
style(point_css())
asked = st.query_params.get("point", "")
with st.container(horizontal=True, vertical_alignment="bottom", key="desk-choosers"):
    month = frame.chosen_month()
    if month is None:
        st.stop()
    way = desk.way(viewer, month)
    found = next((row for row in desk.month_points(month) if row["point_id"] == asked), None)
    row = found if found and way.sees(POINT, found["department_id"]) else None
    if row:
        frame.export_link("export/point", month=f"{month:%Y-%m}", point=asked)

frame.crumbs(way.crumbs(row, 3))
if row is None:
    desk.missing("监督靶点", asked, way, MATRIX)
    st.stop()
derivation = next(iter(district.ask("point_derivation", point_id=asked)), None)
reason = missing.reason(row, month, missing.due_by(month, [row]))
draw(f'<p class="desk-conclusion">{text(point.conclusion(row, month))}</p>', key="point-conclusion")
draw(point.cards(row, way), key="point-cards")
specs = point.specs_table(district.ask("point_specs", point_id=asked), row["spec_version"])
draw(
    f'<div class="point-halves"><div class="point-stack">{point.formula(row, reason, way)}{specs}</div>'
    f"{point.facts(row, behind.derived_words(derivation, row), way)}</div>",
    key="point-formula",
)
series = district.ask("point_trend", point_id=asked, month=month)
events = desk.events(month, [row["department_id"]], sees_covert=not way.is_own_only(POINT))
figure = point_series.value_figure(series, events, row["unit"])
if figure:
    draw(point_series.series_heading("数值", series, events, note="空心为沿用，底部圆圈为未报或样本不足"), key="point-since")
    chart(figure, key="point-trend", height=point_series.HEIGHT)
    draw(point_series.series_table(series, "数值", partial(point.series_words, row["unit"]), events), key="point-series")
draw(behind.panels(row, derivation, month, way), key="point-behind")
