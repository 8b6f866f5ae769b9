"""What a person does on the complaint pages: choose in the address, read (on record), have a complainant shown."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from cloudeye.access import records
from cloudeye.access.viewer import Viewer
from cloudeye.errors import AccessError
from cloudeye.web import district, visitor
from cloudeye.web.supervisor.complaint_list import states

READ = "complaints-read"
CHOOSERS = (
    ("月份", "month", "全部月份", 150),
    ("承办部门", "department", "全部部门", 200),
    ("问题分类", "class", "全部分类", 220),
)


def choices(viewer: Viewer) -> dict[str, dict[str, str]]:
    """What the choosers offer this viewer. Raises Refused, StoreError."""
    return records.choices(district.store(), viewer)


def _start_over() -> None:
    """A changed filter begins at the newest complaint again."""
    for name in ("after", "before"):
        st.query_params.pop(name, None)


def _choose(label: str, key: str, options: Mapping[str, str], everything: str, width: int) -> None:
    values, asked = ["", *options], st.query_params.get(key, "")
    chosen = st.selectbox(
        label,
        values,
        index=values.index(asked) if asked in values else 0,
        format_func=lambda value: options.get(value, everything),
        key=f"choose-{key}",
        width=width,
        on_change=_start_over,
    )
    _keep(key, chosen)


def _keep(key: str, value: str) -> None:
    if value:
        st.query_params[key] = value
    else:
        st.query_params.pop(key, None)


def chosen_filters(found: Mapping[str, Mapping[str, str]]) -> records.Filters:
    """The choosers, each kept in the address, and what they are set to."""
    for label, key, everything, width in CHOOSERS:
        if len(found[key]) > 1:
            _choose(label, key, found[key], everything, width)
        elif st.query_params.get(key, "") not in found[key]:
            _keep(key, "")  # no choice to make: an address from elsewhere may still name one
    _choose("状态", "state", states(found["state"]), "全部状态", 150)
    words = st.text_input(
        "搜索", value=st.query_params.get("search", ""), key="choose-search", placeholder="在看得到的内容里找", max_chars=80,
        width=200, on_change=_start_over,
    )  # fmt: skip
    _keep("search", words.strip())
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


def reveal_form(complaint_id: str) -> tuple[dict[str, Any] | None, str]:
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
