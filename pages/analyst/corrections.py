"""更正清单：哪些数据落在已定稿的月份，采纳了会怎样？"""

import streamlit as st

from cloudeye.clock import now
from cloudeye.errors import IngestError
from cloudeye.ingest import corrections
from cloudeye.web import district, frame
from cloudeye.web.analyst import batch_desk, batch_panels, correction_list, effect, steps
from cloudeye.web.drawing import draw
from cloudeye.web.visitor import admit
from cloudeye.web.wording import text

viewer = admit("analyst-corrections")
frame.open_page("更正清单", "定稿的月份不改；采纳更正才另出新版")
steps.dress()
reader = district.store().reading()
waiting, decided, people = corrections.waiting(reader), corrections.decided(reader), batch_desk.people()
draw(f'<p class="desk-conclusion">{text(correction_list.conclusion(waiting))}</p>', key="corrections-conclusion")
batch_desk.say_what_happened()
asked = st.query_params.get("correction", "")
chosen = next((row["batch_id"] for row in waiting if row["batch_id"] == asked), waiting[0]["batch_id"] if waiting else "")
body = correction_list.table(waiting, chosen, people) if waiting else ""
if chosen:
    try:
        found = corrections.effect(district.store(), chosen, now())
        body += effect.effect_cards(found, rehearsed=True, title="采纳后对排名的影响")
    except IngestError as error:
        body += steps.fault(str(error))
draw(body, key="corrections-body")
if chosen:
    note = "采纳：这些行入库，定稿的月份另出一版；退回：不计入，报送单位可重新上传"
    batch_panels.offer(viewer, chosen, "决定", note, batch_panels.ACCEPT, batch_panels.DECLINE)
draw(correction_list.decided_card(decided, people), key="corrections-decided")
