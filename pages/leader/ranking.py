"""部门排名：谁在前、谁在后，差别是否真实？"""

import streamlit as st

from cloudeye.web import district, frame
from cloudeye.web.drawing import draw
from cloudeye.web.leader import ranking
from cloudeye.web.visitor import admit
from cloudeye.web.wording import text

admit("leader-ranking")
frame.open_page("部门排名", "先看梯队，再看分数")
with st.container(horizontal=True, vertical_alignment="bottom", key="desk-choosers"):
    month = frame.chosen_month()
    if month is None:
        st.stop()
    rows = district.ask("snapshot_of_month", month=month)
    group = frame.chosen("排名组", "group", ranking.groups_of(rows))
    members = [row for row in rows if row["ranking_group"] == group]
    frame.export_link("export/ranking", group=str(group), month=f"{month:%Y-%m}")

month_row = next(row for row in district.ask("ranking_months") if row["month"] == month)
draw(ranking.publication(month_row, district.store().reading(), district.moment()), key="leader-publication")
draw(f'<p class="desk-conclusion">{text(ranking.conclusion(members))}</p>', key="leader-conclusion")
draw(
    ranking.ranking_table(members, month, warning=district.rule("coverage_warning"), level=district.rule("interval_level")),
    key="leader-ranking",
)
