"""导入批次：谁在什么时候导入了什么，哪些撤销了？"""

import streamlit as st

from cloudeye.ingest.datasets import DATASETS
from cloudeye.web import frame
from cloudeye.web.analyst import batch_desk, batches, steps
from cloudeye.web.drawing import draw
from cloudeye.web.visitor import admit
from cloudeye.web.wording import text

admit("analyst-batches")
frame.open_page("导入批次", "谁在什么时候导入了什么，改变了什么")
steps.dress()
with st.container(horizontal=True, vertical_alignment="bottom", key="desk-choosers"):
    labels = {"": "全部数据集", **{name: dataset.label for name, dataset in DATASETS.items()}}
    dataset = frame.chosen("数据集", "dataset", list(labels), lambda one: labels[one]) or ""

page = batch_desk.page_asked()
rows, total = batch_desk.listed(dataset, page)
people = batch_desk.people()
if rows or (page == 1 and not dataset):
    draw(f'<p class="desk-conclusion">{text(batches.conclusion(rows, total, people))}</p>', key="batches-conclusion")
if rows:
    draw(batches.table(rows, people) + batches.pager(page, total, dataset), key="batches-table")
else:
    frame.hint("没有符合条件的批次。", f'<a href="{frame.address(steps.BATCHES)}" target="_self">看全部批次</a>')
