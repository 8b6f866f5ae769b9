"""对比：两个部门，或一个部门的两个月，差在哪里，差距是否真实？"""

from datetime import date

import streamlit as st

from cloudeye.web import district, frame
from cloudeye.web.drawing import draw, style
from cloudeye.web.leader.compare import compare, view
from cloudeye.web.visitor import admit
from cloudeye.web.wording import full_month, text

admit("leader-compare")
frame.open_page("对比", "两个部门，或一个部门的两个月")
if choice := compare.first_choice(st.query_params.to_dict()):
    st.query_params.update(choice)
with st.container(horizontal=True, vertical_alignment="bottom", key="desk-choosers"):
    month = frame.chosen_month()
    if month is None:
        st.stop()
    departments = compare.departments(month)
    department = frame.chosen(
        "部门", "department", list(departments), departments.__getitem__, falls_back=False, width=view.CHOOSER
    )
    months = [f"{row['month']:%Y-%m}" for row in district.ask("ranking_months")]
    against = frame.chosen(
        "对比月份", "against", months, lambda value: full_month(date.fromisoformat(f"{value}-01")), width=view.CHOOSER
    )
    others = compare.departments(date.fromisoformat(f"{against}-01"))
    other = frame.chosen("对比部门", "with", list(others), others.__getitem__, falls_back=False, width=view.CHOOSER)
    if department and other:
        sides = {"month": f"{month:%Y-%m}", "department": department, "against": str(against), "with": other}
        draw(view.shortcuts(sides, compare.month_before_of(months, sides["month"])), key="compare-shortcuts")
        frame.export_link("export/compare", **sides)
frame.crumbs([("部门排名", frame.address("", month=f"{month:%Y-%m}")), ("对比", None)])
style(view.css())
if department is None or other is None:
    frame.hint("请在上方选好两边的部门和月份。地址中的部门不在所选月份的排名里，可能尚未设立或已经合并。")
    st.stop()
first, second = compare.stand(month, department), compare.stand(date.fromisoformat(f"{against}-01"), other)
if first is None or second is None:
    missing, when = (departments[department], month) if first is None else (others[other], date.fromisoformat(f"{against}-01"))
    frame.hint(f"{missing}在{full_month(when)}没有得分，不能对比。请另选月份或部门。")
    st.stop()
if first.query == second.query:
    frame.hint("两边是同一个部门的同一个月，没有差别。请把「对比月份」或「对比部门」换成另一个。")
    st.stop()
found = compare.comparison(first, second)
draw(f'<p class="desk-conclusion">{text(compare.conclusion(found))}</p>', key="compare-conclusion")
draw(view.page(found), key="compare-page")
