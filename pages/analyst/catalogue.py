"""口径与目录：现在怎么计分，改一改排名会怎样，谁在什么时候为什么改过？"""

import streamlit as st

from cloudeye.web import district, frame
from cloudeye.web.analyst import catalogue, catalogue_desk, catalogue_view
from cloudeye.web.drawing import draw, style
from cloudeye.web.visitor import admit
from cloudeye.web.wording import text

viewer = admit("analyst-catalogue")
frame.open_page("口径与目录", "改之前先试算，改之后留一版")
style(catalogue_view.sheet())
with st.container(horizontal=True, vertical_alignment="bottom", key="desk-choosers"):
    table, domain = catalogue_desk.chosen_table()
    month = catalogue_desk.trial_month()
    frame.export_link("export/catalogue", table=table)

headline = st.container()
names = catalogue_desk.names()
left, right = st.columns([11, 5], gap="medium")
with left, st.container(key="catalogue-editor", gap="xsmall"):
    catalogue_desk.edit_table(table, domain, names)
    draw(f'<p class="desk-note">{text(catalogue.NOTES[table])}</p>', key="catalogue-note")
with right, st.container(key="catalogue-panel", gap="xsmall"):
    draw(catalogue_desk.edits_list(names), key="catalogue-edits")
    catalogue_desk.say_what_happened()
    catalogue_desk.buttons(viewer, month)

trial, history = catalogue_desk.tried(), district.ask("rule_history")
with headline:
    said = catalogue_view.conclusion(catalogue_desk.unsaved(), trial, history[0] if history else None)
    draw(f'<p class="desk-conclusion">{text(said)}</p>', key="catalogue-conclusion")
if trial is not None:
    left, right = st.columns([11, 9], gap="medium") if trial.points else (st.container(), st.container())
    with left:
        draw(catalogue_view.trial_table(trial), key="catalogue-trial")
    with right:
        draw(catalogue_view.points_table(trial), key="catalogue-points")
draw(catalogue_view.rules_history(history), key="catalogue-rules")
if table == "points":
    specs = [row for row in district.ask("spec_history") if row["domain_id"] == domain]
    draw(catalogue_view.specs_history(specs), key="catalogue-specs")
