"""总览：今天辖区怎么样，哪里出了问题？"""

import streamlit as st

from cloudeye.web import district
from cloudeye.web.drawing import draw
from cloudeye.web.hall.headline import headline, sentence
from cloudeye.web.hall.hotspots import hotspot_deck, hotspot_labels
from cloudeye.web.hall.overdue import overdue_block
from cloudeye.web.hall.ranking import ranking_block
from cloudeye.web.hall.scene import open_scene
from cloudeye.web.hall.score import score_block
from cloudeye.web.hall.strip import letters_strip, loop_strip, rates_strip, tasks_strip
from cloudeye.web.visitor import admit

admit("hall-overview")
now, month, area_map = district.moment(), district.latest_month(), district.area_map()
summary = district.summary(month)
overdue = district.ask("rectifications_overdue", now=now)
areas = district.ask("hotspot_areas", now=now)

viewport = open_scene("总览", notes=[f"地图：{area_map.attribution}。"] if area_map.attribution else [])
draw(headline(sentence(summary, overdue, areas)), key="hall-headline")

draw(score_block(summary, district.rule), key="hall-score")
draw(
    ranking_block(
        district.ask_month("snapshot_of_month", month),
        names_lowest=district.names_lowest(),
        level=district.rule("interval_level"),
    ),
    key="hall-ranking",
)

with st.container(key="hall-map"):
    cells = district.ask("hotspot_cells", now=now)
    deck = hotspot_deck(area_map, cells, viewport.design_scale)
    st.pydeck_chart(deck, key="hall-deck", height=568)
totals = district.ask("hotspot_totals", now=now)[0]
draw(hotspot_labels(area_map, areas, cells, totals, weeks=int(district.rule("hotspot_weeks"))), key="hall-hotspots")

draw(overdue_block(overdue), key="hall-overdue")

draw(loop_strip(48, district.ask("rectification_loop", now=now)[0]), key="hall-loop")
draw(tasks_strip(510, district.ask_month("task_totals", month), month), key="hall-tasks")
draw(
    rates_strip(972, district.ask_month("response_totals", month), month, warning=district.rule("coverage_warning")),
    key="hall-rates",
)
draw(letters_strip(1434, district.ask("letter_totals", now=now)), key="hall-letters")
