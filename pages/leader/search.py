"""搜索：这个名字或编号在哪一页？"""

import streamlit as st

from cloudeye.web import district, frame
from cloudeye.web.drawing import draw, style
from cloudeye.web.leader import search
from cloudeye.web.visitor import admit
from cloudeye.web.wording import text

viewer = admit("leader-search")
frame.open_page("搜索", "部门、领域、指标、靶点、任务、整改、事项和诉求编号")
frame.crumbs([("部门排名", frame.address("")), ("搜索", None)])
style(search.css())
query = st.query_params.to_dict()
words = search.asked(query)
kind = query.get("kind") if query.get("kind") in search.KINDS else None
draw(search.form(words), key="search-form")
found = search.results(words, kind, viewer)
if words:
    draw(f'<p class="desk-conclusion">{text(search.conclusion(words, found))}</p>', key="search-conclusion")
if len(query.get("q", "")) > search.LONGEST:
    draw(f'<p class="desk-fallback">搜索词最长 {search.LONGEST} 字，只用了前面的部分。</p>', key="search-cut")
if not found:
    draw(search.advice(viewer), key="search-advice")
    st.stop()
month = district.latest_month()
draw(
    f'<div class="search-results">{search.direct(words, found, month)}'
    f"{search.groups(words, found, month, is_one_kind=kind is not None)}</div>",
    key="search-results",
)
