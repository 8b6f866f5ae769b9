"""营商热点：企业的诉求聚集在哪里，是不是真的聚集？"""

import streamlit as st

from cloudeye.web import frame
from cloudeye.web.drawing import draw, style
from cloudeye.web.leader.hotspots import desk, tables
from cloudeye.web.leader.hotspots import map as hotspots_map
from cloudeye.web.visitor import admit
from cloudeye.web.wording import text

viewer = admit("leader-hotspots")
frame.open_page("营商热点", "诉求聚集在哪里，是不是真的聚集")
frame.crumbs([("部门排名", frame.address("")), ("营商热点", None)])
style(hotspots_map.SHEET.read_text(encoding="utf-8"))
offered = desk.choices()
with st.container(horizontal=True, vertical_alignment="bottom", key="desk-choosers"):
    asked = desk.chosen(offered)
    if asked is None:
        st.stop()
    frame.export_link("export/hotspots", **asked.written)

found, ground = desk.answer(asked), desk.ground()
newest = f"{asked.last:%Y-%m}" == next(iter(offered["month"]))
draw(f'<p class="desk-conclusion">{text(tables.conclusion(found, asked, newest=newest))}</p>', key="hotspot-conclusion")
looked_at = desk.looked_at(found)
link = desk.complaints_link(viewer, asked)

with st.container(horizontal=True, key="hotspot-desk"):
    with st.container(width=hotspots_map.CARD_WIDTH, key="hotspot-main"):
        with st.container(key="hotspot-card"):
            draw(tables.switch(asked), key="hotspot-switch")
            with st.container(key="hotspot-map", width=hotspots_map.WIDTH, height=hotspots_map.HEIGHT):
                desk.map_chart(hotspots_map.deck(ground, found, asked), hotspots_map.WIDTH, hotspots_map.HEIGHT)
                draw(hotspots_map.over(ground, found, asked, looked_at), key="hotspot-over")
            draw(hotspots_map.legend(found, asked) + hotspots_map.credit(ground), key="hotspot-legend")
        draw(tables.areas_table(found, asked, link) + tables.notes(found), key="hotspot-areas")
    with st.container(key="hotspot-side", width="stretch"):
        draw(tables.panel(found, looked_at, link), key="hotspot-panel")
        draw(tables.spots_table(found, asked, link), key="hotspot-spots")
        draw(tables.how(desk.rules()), key="hotspot-how")
