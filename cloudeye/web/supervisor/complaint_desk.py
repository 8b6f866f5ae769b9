"""What a person does on the complaint pages: choose in the address, read (on record), have a complainant shown."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import streamlit as st

from cloudeye.access import records
from cloudeye.access.viewer import Viewer
from cloudeye.errors import AccessError
from cloudeye.web import district, visitor
from cloudeye.web.listing import choose, search_box
from cloudeye.web.supervisor.complaint_list import states
from cloudeye.web.wording import full_month

CHOOSERS = (
    ("月份", "month", "全部月份", 150),
    ("承办部门", "department", "全部部门", 190),
    ("问题分类", "class", "全部分类", 190),
)
RARER = (
    ("指标领域", "domain", "全部领域"),
    ("来源渠道", "channel", "全部渠道"),
    ("街道", "subdistrict", "全部街道"),
)


def choices(viewer: Viewer) -> dict[str, dict[str, str]]:
    """What the choosers offer this viewer. Raises Refused, StoreError."""
    return records.choices(district.store(), viewer)


def chosen_filters(found: Mapping[str, Mapping[str, str]]) -> records.Filters:
    """The choosers, each kept in the address, and what they are set to. The rarer ones stand behind a button."""
    months = {value: full_month(date.fromisoformat(f"{value}-01")) for value in found["month"]}
    for label, key, everything, width in CHOOSERS:
        choose(label, key, months if key == "month" else found[key], everything, width)
    choose("状态", "state", states(found["state"]), "全部状态", 130)
    search_box("搜索", "在看得到的内容里找", width=180)
    with st.popover("更多条件", width=110):
        month = st.query_params.get("month", "")
        later = {value: name for value, name in months.items() if value > month}
        choose("截止月份", "until", later, "只看这个月" if month else "不限", 220)
        for label, key, everything in RARER:
            choose(label, key, found[key], everything, 220)
    return records.Filters.read(st.query_params.to_dict())


def page(viewer: Viewer, filters: records.Filters) -> records.Page:
    """The page of the list that the address asks for. Raises Refused, AccessError, StoreError."""
    return records.complaints(
        district.store(), viewer, filters, trail=district.access().trail, now=district.moment(),
        after=st.query_params.get("after"), before=st.query_params.get("before"),
    )  # fmt: skip


def case(viewer: Viewer, complaint_id: str) -> records.Case:
    """One complaint. Raises Refused, AccessError, StoreError."""
    return records.complaint(district.store(), viewer, complaint_id, trail=district.access().trail, now=district.moment())


def reveal_form(complaint_id: str) -> tuple[Mapping[str, Any] | None, str]:
    """The form that has the complainant shown, with a reason: what was shown, or the sentence that says why not."""
    with st.form(f"reveal-{complaint_id}", border=False):
        reason = st.text_input(
            "显示诉求人的理由（记入审计日志）", placeholder="如：电话核实办理情况", max_chars=200, key=f"reason-{complaint_id}"
        )
        if not st.form_submit_button("显示诉求人"):
            return None, ""
    try:
        # Asked anew: the form may have stood open for hours.
        shown = records.reveal(district.store(), visitor.viewer(active=True), complaint_id, reason, trail=district.access().trail)
    except AccessError as error:
        return None, str(error)
    return shown, ""
