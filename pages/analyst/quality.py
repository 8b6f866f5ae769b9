"""数据质量：这个月的数据报齐了吗，谁还没有报，什么时候到期？"""

import streamlit as st

from cloudeye.web import district, frame
from cloudeye.web.analyst import quality, quality_view
from cloudeye.web.drawing import draw, style
from cloudeye.web.printing import print_button
from cloudeye.web.visitor import admit
from cloudeye.web.wording import text

admit("analyst-quality")
frame.open_page("数据质量", "该报的报了没有，报得准不准")
style(quality_view.sheet())
with st.container(horizontal=True, vertical_alignment="bottom", key="desk-choosers"):
    month = frame.chosen_month()
    if month is None:
        st.stop()
    print_button("打印提醒清单", key="quality-print")
    frame.export_link("export/quality", month=f"{month:%Y-%m}")

found = quality.quality(month, district.moment())
draw(f'<p class="desk-conclusion">{text(quality.conclusion(found))}</p>', key="quality-conclusion")
draw(quality_view.figures(found), key="quality-figures")
left, right = st.columns([17, 8], gap="medium")
with left:
    draw(quality_view.departments(found), key="quality-departments")
with right:
    draw(quality_view.calendar(found, district.ask("calendar_month", month=quality.following(month))), key="quality-calendar")
draw(quality_view.reminders(found), key="quality-reminders")
