"""部门画像：这个部门的得分由哪些指标、靶点和任务组成？"""

import streamlit as st

from cloudeye.errors import ScoringError
from cloudeye.scoring import passport
from cloudeye.web import district
from cloudeye.web.drawing import draw
from cloudeye.web.export import csv_bytes
from cloudeye.web.leader import department, frame
from cloudeye.web.wording import text

frame.open_page("部门画像", "得分由哪些指标、靶点和任务组成")
with st.container(horizontal=True, vertical_alignment="bottom", key="desk-choosers"):
    month = frame.chosen_month()
    if month is None:
        st.stop()
    rows = {row["department_id"]: row for row in district.ask("snapshot_of_month", month=month)}
    chosen = frame.chosen("部门", "department", list(rows), lambda found: rows[found]["department"])
    points = district.ask("department_points", month=month, department_id=chosen)
    st.download_button(
        "导出 CSV",
        csv_bytes(department.EXPORT_COLUMNS, points),
        file_name=f"{rows[chosen]['department']}_{month:%Y-%m}.csv",
        mime="text/csv",
        on_click="ignore",
    )

try:
    found = passport(district.store(), month, chosen)
except ScoringError as error:
    frame.hint(str(error))
    st.stop()
draw(f'<p class="desk-conclusion">{text(department.conclusion(found, rows[chosen]))}</p>', key="leader-conclusion")
draw(department.summary_cards(found, rows[chosen]), key="leader-summary")
if points:
    draw(department.points_table(points), key="leader-points")
else:
    frame.hint("该部门没有牵头的监测指标；综合得分只由其余部分组成，权重已按比例补足。")
for part in ("response", "tasks"):
    if table := department.components_table(found["components"], part):
        draw(table, key=f"leader-{part}")
