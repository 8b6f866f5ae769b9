"""批次详情：这一次导入改变了什么，能不能撤销？"""

import streamlit as st

from cloudeye.ingest.effect import Effect
from cloudeye.web import district, frame
from cloudeye.web.analyst import batch_desk, batch_panels, batches, effect, outcome, steps
from cloudeye.web.drawing import draw
from cloudeye.web.visitor import admit
from cloudeye.web.wording import text

viewer = admit("analyst-batch")
row = batch_desk.found(st.query_params.get("batch", ""))
back = f'<a href="{frame.address(steps.BATCHES)}" target="_self">导入批次</a>'
frame.open_page("批次详情", batches.dataset_label(row["dataset"]) if row else "")
steps.dress()
if row is None:
    frame.hint("没有这个批次。请从列表中选择：", back)
    st.stop()

own = batch_desk.is_own(viewer, row["batch_id"])
head, below = batches.batch_conclusion(row, batch_desk.people())
draw(
    f'<p class="desk-crumb">{back} › {text(row["batch_id"])}</p><p class="desk-conclusion">{text(head)}</p>'
    f'<p class="upload-sub">{text(below)}</p>',
    key="batch-conclusion",
)
batch_desk.say_what_happened()
problems = district.store().rows("refused_of_batch", batch_id=row["batch_id"], limit=outcome.MOST_LISTED) if own else []
columns = district.store().rows("refusals_by_column", batch_id=row["batch_id"])
draw(
    f'<div class="upload-grid">{batches.file_card(row, is_own=own)}{batches.mapping_card(row)}</div>{batches.counts(row)}'
    f"{batches.refused_part(row, problems, columns, is_own=own)}"
    f"{effect.effect_cards(Effect.from_json(row['effect']), rehearsed=False)}",
    key="batch-body",
)
if row["undone_at"] is None:
    batch_panels.undo_panel(viewer, row["batch_id"])
