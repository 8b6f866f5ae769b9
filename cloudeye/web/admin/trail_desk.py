"""The auditor's moves on the trail: reading a page of it (which is itself recorded), checking all of it."""

import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime

import streamlit as st

from cloudeye import clock
from cloudeye.access.trail.check import Verdict
from cloudeye.access.trail.listing import Page
from cloudeye.access.viewer import Viewer
from cloudeye.errors import AccessError
from cloudeye.web import district, visitor
from cloudeye.web.admin import trail

PINNED, READ, CHECKED = "trail-pinned", "trail-read", "trail-checked"


@dataclass(frozen=True)
class Checked:
    """A verdict, how long it took and when it was given."""

    verdict: Verdict
    seconds: float
    at: datetime


def _number(name: str) -> int | None:
    asked = st.query_params.get(name, "")
    return int(asked) if asked.isdecimal() and len(asked) < 16 and int(asked) > 0 else None


def page_number() -> int:
    """Which page the address asks for, from 1."""
    return _number("page") or 1


def pager(fields: Mapping[str, str], total: int) -> str:
    """Where in ``total`` entries the page is, and the way to the next ones."""
    found = st.session_state.get(PINNED)
    return trail.pager(fields, page_number(), total, found[1] if found else None)


def start_over() -> None:
    """Back to the newest entries: after a change of the filter, or to see what has been added."""
    st.session_state.pop(PINNED, None)
    st.session_state.pop(READ, None)
    for name in ("page", "upto"):
        st.query_params.pop(name, None)


def chosen_fields() -> dict[str, str]:
    """The choosers, each kept in the address; what is chosen, as ``filter_of`` takes it."""
    since = _day_chooser("自", "since")
    until = _day_chooser("至", "until")
    actor = _words_chooser("账号", "actor", "完整登录名", 150)
    action = _list_chooser("操作", "action", trail.ACTION_CHOICES, 190)
    result = _list_chooser("结果", "result", trail.RESULT_CHOICES, 130)
    words = _words_chooser("包含文字", "text", "对象、说明或来自", 180)
    st.button("刷新", key="again", on_click=start_over)
    return trail.fields_of(since, until, actor, action, result, words)


def _day_chooser(label: str, key: str) -> date | None:
    return st.date_input(label, value=None, key=key, format="YYYY-MM-DD", width=140, bind="query-params", on_change=start_over)


def _words_chooser(label: str, key: str, example: str, width: int) -> str:
    return st.text_input(label, key=key, placeholder=example, width=width, bind="query-params", on_change=start_over)


def _list_chooser(label: str, key: str, options: list[str], width: int) -> str:
    return st.selectbox(label, options, key=key, filter_mode="contains", width=width, bind="query-params", on_change=start_over)


def read(viewer: Viewer, fields: Mapping[str, str]) -> Page:
    """The page of entries that the filter and the address ask for. That it was read is on record before anybody sees it.

    The newest entry of the first page is kept in mind, so that the pages after it stay where they are while entries are added
    (reading adds one). Raises AccessError, StoreError.
    """
    asked, page = tuple(fields.items()), page_number()
    pinned = st.session_state.get(PINNED)
    upto = pinned[1] if pinned and pinned[0] == asked else _number("upto")
    kept = district.access().trail
    found = kept.entries(replace(trail.filter_of(fields), upto=upto), limit=trail.ROWS, offset=(page - 1) * trail.ROWS)
    if not found.entries and page > 1:  # there is no such page
        start_over()
        return read(viewer, fields)
    if page == 1 and upto is None and found.entries:
        upto = found.entries[0]["number"]
    if upto is not None:
        st.session_state[PINNED] = (asked, upto)
    if st.session_state.get(READ) != (asked, page, upto):
        kept.record(viewer.actor, "trail.read", filters=trail.filter_words(fields), page=page)
        st.session_state[READ] = (asked, page, upto)
    return found


def organisations() -> dict[str, str]:
    """The names of organisations by id, for the details of entries."""
    return {row["department_id"]: row["name"] for row in district.ask("organisations")}


def verify() -> Checked:
    """Check the whole trail as the viewer of this moment, and record what came of it. Raises Refused, AccessError, StoreError."""
    viewer, access = visitor.viewer(), district.access()
    if not viewer.reach("action", "trail.verify"):
        access.act(viewer, "trail.verify")  # refuses, and records that
    began = time.monotonic()
    verdict = access.trail.verify(district.store())
    seconds = time.monotonic() - began
    result = "成功" if verdict.is_whole else "失败"
    with suppress(AccessError):  # a trail that takes no more entries must still be told what is wrong with it
        access.trail.record(viewer.actor, "trail.verify", result=result, entries=verdict.entries, faults=len(verdict.faults))
    return Checked(verdict, seconds, clock.now())
