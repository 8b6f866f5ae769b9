"""数据溯源：这个数从哪里来，再算一遍是不是同一个数？"""

import streamlit as st

from cloudeye.web import district, frame
from cloudeye.web.drawing import draw, style
from cloudeye.web.leader.passport import again, desk, figure, formula, inputs, papers, view
from cloudeye.web.leader.passport import lines as passport_lines
from cloudeye.web.leader.passport.evidence import evidence_card
from cloudeye.web.printing import print_button
from cloudeye.web.roster import panel, roster
from cloudeye.web.visitor import admit
from cloudeye.web.wording import text

viewer = admit("leader-passport")
title, choosers = st.container(key="pass-title"), st.container(horizontal=True, vertical_alignment="bottom", key="desk-choosers")
with choosers:
    month = frame.chosen_month()
    subject = desk.asked(month, viewer) if month else None
with title:
    frame.open_page("数据溯源", subject.title if subject else "")
    style(view.sheet_css())
if subject is None:
    st.stop()
frame.crumbs(desk.way(subject, viewer))
sheet = figure.Sheet(subject, figure.sees_all(viewer))
with choosers:
    print_button("打印", key="pass-print")
    frame.export_link("export/passport", **desk.query(subject))
    panel(desk.link_button(subject), key="pass-link")

lines = passport_lines.lines(sheet)
chosen = passport_lines.chosen_of(sheet, lines, st.query_params.get("input", ""))
head, left, right = st.container(), *st.columns([17, 8], gap="small")
with right:
    with st.container(key="pass-again"):
        pressed = st.button("重新计算", key="recompute")
        done = again.again(sheet) if pressed else again.last_time(sheet)
        draw(again.again_card(sheet, done), key="pass-again-card")
    draw(
        papers.ground_card(sheet, district.store().data_version, district.rule("interval_level"), has_older=sheet.has_older),
        key="pass-ground",
    )
    if rows_behind := evidence_card(sheet, chosen, viewer):
        draw(rows_behind, key="pass-evidence")
    panel(papers.citation_card(sheet), key="pass-citation")
with head:
    sentence = passport_lines.headline(sheet, again.verdict(sheet, done))
    draw(
        f'<p class="desk-conclusion">{text(sentence)}</p><p class="pass-sub">{text(passport_lines.silence(sheet))}</p>',
        key="pass-conclusion",
    )
with left:
    draw(formula.formula_card(sheet), key="pass-formula")
    roster(
        inputs.inputs_card(sheet, lines, passport_lines.total(sheet, lines), viewer, chosen),
        key="pass-inputs",
        parameter="input",
    )
    opened, rows = inputs.opened_inputs(sheet, chosen)
    if rows:
        roster(inputs.opened_card(sheet, opened, rows, chosen), key="pass-opened", parameter="input")
    if sheet.has_older:
        draw(papers.changes_card(sheet.changes), key="pass-changes")
