"""部门简报：一张 A4 纸上，这个部门这个月怎么样？"""

import streamlit as st

from cloudeye.web import district, frame
from cloudeye.web.drawing import draw, style
from cloudeye.web.leader.portrait import brief, department
from cloudeye.web.leader.portrait.choosers import chosen_department
from cloudeye.web.leader.portrait.facts import portrait
from cloudeye.web.printing import print_button
from cloudeye.web.visitor import admit
from cloudeye.web.wording import full_month

viewer = admit("leader-brief")
frame.open_page("部门简报", "一张 A4 纸，可打印，可导出 Word")
style(department.SHEET.read_text(encoding="utf-8") + brief.SHEET.read_text(encoding="utf-8"))
with st.container(horizontal=True, vertical_alignment="bottom", key="desk-choosers"):
    month, _, chosen = chosen_department(viewer, "leader-brief")
    found = portrait(month, chosen, viewer) if chosen else None
    if found:
        draw(brief.brief_links(found), key="brief-links")
        print_button("打印", key="brief-print")
if found is None:
    frame.hint(f"{full_month(month)}没有这个部门的得分，或它不在您的查看范围内。请在上方选择部门或另选月份。")
    st.stop()
frame.crumbs([(found.name, found.href("leader-department")), ("部门简报", None)])
draw(brief.brief_markup(brief.brief_of(found, is_demo=district.is_demo()), found), key="brief")
