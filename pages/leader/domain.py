"""监督靶点：哪些没有达标，哪些没有报，各归谁牵头？"""

import streamlit as st

from cloudeye.web import frame
from cloudeye.web.chart import chart
from cloudeye.web.drawing import draw, style
from cloudeye.web.leader.points import desk, matrix, missing
from cloudeye.web.leader.points import domain as domain_detail
from cloudeye.web.leader.points import series as point_series
from cloudeye.web.leader.points.sheet import point_css
from cloudeye.web.listing import choose
from cloudeye.web.visitor import admit
from cloudeye.web.wording import text

viewer = admit("leader-domain")
frame.open_page("监督靶点", "一格一个靶点，先看没有达标的")
style(point_css())
with st.container(horizontal=True, vertical_alignment="bottom", key="desk-choosers"):
    month = frame.chosen_month()
    if month is None:
        st.stop()
    every = desk.month_points(month)
    domain = choose("领域", "domain", {row["domain_id"]: row["domain"] for row in every}, "全部领域", 220)
    if every:
        frame.export_link("export/domain", month=f"{month:%Y-%m}", domain=domain)

way, levels = desk.way(viewer, month), desk.levels(month)
rows = [row for row in every if domain in ("", row["domain_id"])]
frame.crumbs(way.crumbs(rows[0] if domain else None, 1))
if not rows:
    frame.hint("目录里还没有监督靶点。请联系数据员装载目录。")
    st.stop()
if not domain:
    draw(
        f'<p class="desk-conclusion">{text(matrix.conclusion(rows))}</p><p class="point-sub">{text(matrix.changes(rows))}</p>',
        key="domain-conclusion",
    )
    draw(
        f'<div class="point-grid">{matrix.matrix(rows, levels, way)}{matrix.failed_list(rows, way)}</div>'
        f'<p class="desk-note">{text(matrix.NOTE)}</p>',
        key="domain-matrix",
    )
    st.stop()

level = levels.get(("domain", domain))
draw(f'<p class="desk-conclusion">{text(domain_detail.conclusion(rows, level))}</p>', key="domain-conclusion")
draw(domain_detail.cards(rows, level, way), key="domain-cards")
series = desk.trend("domain", domain, month)
if len(series) > 1:
    events = desk.events(month, sorted({row["department_id"] for row in rows}), sees_covert=True)
    draw(point_series.series_heading("领域得分", series, events, note="浅色带为得分区间"), key="domain-since")
    chart(point_series.score_figure(series, events), key="domain-trend", height=point_series.HEIGHT)
    draw(point_series.series_table(series, "领域得分", point_series.score_words, events), key="domain-series")
draw(domain_detail.indicators_table(rows, levels, way), key="domain-indicators")
draw(missing.table(rows, month, missing.due_by(month, rows), way), key="domain-missing")
