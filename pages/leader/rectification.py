"""整改详情：这件整改走到哪一步，两个时限还剩多少，是不是真正解决了？"""

import streamlit as st

from cloudeye.errors import Refused
from cloudeye.web import district, frame
from cloudeye.web.drawing import draw, style
from cloudeye.web.leader.records import rectification, rectifications
from cloudeye.web.leader.records.rectifications import Filters
from cloudeye.web.listing import list_css
from cloudeye.web.visitor import admit

viewer = admit("leader-rectification")
style(list_css())
own = rectifications.own(viewer, "page", rectifications.CASE)
try:
    row, events = rectification.found(viewer, own, st.query_params.get("rectification", ""), district.moment())
except Refused as error:
    frame.open_page("整改详情")
    frame.hint(str(error), f'<a href="{frame.address(rectifications.LIST)}" target="_self">回到整改台账</a>')
    st.stop()

whose = f"{row['rectification_id']}，{row['department'] or row['department_id']}"
frame.open_page(row["shown_title"], whose, rectifications.CASE)
frame.crumbs(rectification.crumbs(row, Filters.read(st.query_params.to_dict())))
draw(rectification.conclusion(row), key="rectification-conclusion")
draw(rectification.drawn(viewer, row, events), key="rectification-case")
