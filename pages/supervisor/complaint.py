"""诉求详情：这件诉求经过了什么，两个时限还剩多少，企业说解决了吗？"""

import streamlit as st

from cloudeye.access.record_filters import Filters
from cloudeye.errors import Refused
from cloudeye.web import district, frame
from cloudeye.web.drawing import draw, style
from cloudeye.web.listing import list_css
from cloudeye.web.supervisor import complaint_case, complaint_desk
from cloudeye.web.supervisor.complaint_list import CASE, LIST
from cloudeye.web.supervisor.watermark import watermark
from cloudeye.web.visitor import admit

viewer = admit("supervisor-complaint")
style(list_css())
now = district.moment()
try:
    found = complaint_desk.case(viewer, st.query_params.get("complaint", ""))
except Refused as error:
    frame.open_page("诉求详情")
    frame.hint(str(error), f'<a href="{frame.address(LIST)}" target="_self">回到诉求清单</a>')
    st.stop()

frame.open_page(complaint_case.heading(found.row), found.row["department"] or "", CASE)
frame.crumbs(complaint_case.crumbs(found.row, Filters.read(st.query_params.to_dict())))
draw(watermark(viewer, now), key="watermark")
draw(complaint_case.conclusion(found.row, now), key="case-conclusion")
led_to = district.ask("rectifications_of_complaint", complaint_id=found.row["complaint_id"], now=now)
left, middle, right = st.columns((3, 5, 3), gap="small")
with left:
    draw(complaint_case.timeline(found.events), key="case-thread")
with middle:
    draw(complaint_case.main_column(found, now), key="case-main")
with right:
    people = complaint_case.people(found.row) + complaint_case.basics(found.row)
    draw(people + complaint_case.related(viewer, found, led_to), key="case-people")
    if found.may_reveal:
        shown, fault = complaint_desk.reveal_form(found.row["complaint_id"])
        if shown:
            draw(complaint_case.shown_person(shown), key="case-shown")
        elif fault:
            draw(complaint_case.said(fault), key="case-fault")
