"""部门排名：谁在前、谁在后，差别是否真实，为什么变？"""

import streamlit as st

from cloudeye.scoring.contributions import difference
from cloudeye.scoring.engine import month_before
from cloudeye.web import district, frame
from cloudeye.web.drawing import draw, style
from cloudeye.web.leader.ranking import words
from cloudeye.web.leader.ranking.history import history
from cloudeye.web.leader.ranking.objections import objections_panel, tried_out
from cloudeye.web.leader.ranking.quadrant import quadrant
from cloudeye.web.leader.ranking.reasons import reasons
from cloudeye.web.leader.ranking.table import ranking_table
from cloudeye.web.leader.ranking.view import groups_of, read_view
from cloudeye.web.printing import print_button
from cloudeye.web.visitor import admit
from cloudeye.web.wording import text

admit("leader-ranking")
frame.open_page("部门排名", "先看梯队，再看分数")
style(words.sheet())
with st.container(horizontal=True, vertical_alignment="bottom", key="desk-choosers"):
    month = frame.chosen_month()
    if month is None:
        st.stop()
    rows, month_rows = district.ask("snapshot_of_month", month=month), district.ask("ranking_months")
    months = [row["month"] for row in month_rows]
    view = read_view(st.query_params.to_dict(), month, rows, months)
    st.query_params["group"] = view.group
    draw(words.group_links(groups_of(rows), view), key="leader-groups")
    print_button("打印", key="leader-print")
    frame.export_link("export/ranking", group=view.group, month=f"{month:%Y-%m}")
if view.doubts:
    draw(words.doubts(view), key="leader-doubts")

members = [row for row in rows if row["ranking_group"] == view.group]
objections = words.of_group(district.ask("objections_of_month", month=month), members)
rates = district.ask("rating_coverage", month=month)
warning, days = district.rule("coverage_warning"), int(district.rule("objection_days"))
row = words.explained(members, view)
chosen = row["department_id"] if row else None
fallen = words.fell_most(members)
fall = difference(district.ask, fallen["department_id"], month, month_before(month)) if fallen else None
found = difference(district.ask, row["department_id"], month, view.compared) if row else None
tried = words.of_group(tried_out(month), members) if view.is_tried else None

status = next(one for one in month_rows if one["month"] == month)
draw(words.publication(status, objections, days, district.store().reading(), district.moment(), view), key="leader-publication")
draw(
    f'<p class="desk-conclusion">{text(words.conclusion(members))}</p>'
    f'<p class="desk-second">{text(words.second_sentence(fall, members, rates, warning))}</p>',
    key="leader-conclusion",
)
table = ranking_table(members, rates, view, warning=warning, level=district.rule("interval_level"), chosen=chosen)
places = district.ask("ranking_history", month=month, ranking_group=view.group)
past = history(places, [one["department_id"] for one in members], view, chosen)
panels = [quadrant(members, view, chosen), reasons(row, found, view, months)]
panels.insert(0 if view.is_tried else 2, objections_panel(objections, tried, view))
draw(f'<div class="ranking-page"><div>{table}{past}</div><aside>{"".join(panels)}</aside></div>', key="leader-ranking")
