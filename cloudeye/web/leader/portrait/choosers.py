"""Which department in which month: chosen alike above the portrait and above the brief."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import streamlit as st

from cloudeye.access.permissions import Reach
from cloudeye.access.viewer import Viewer
from cloudeye.web import district, frame
from cloudeye.web.wording import full_month

Row = Mapping[str, Any]


def own_first(rows: Mapping[str, Row], viewer: Viewer) -> dict[str, Row]:
    """Of ``rows`` by department those of the viewer's own organisations, the very own one first."""
    own = [name for name in rows if name in viewer.departments]
    return {name: rows[name] for name in sorted(own, key=lambda name: name != viewer.department_id)}


def chosen_department(viewer: Viewer, page: str) -> tuple[date, dict[str, Row], str | None]:
    """The month, its departments that ``page`` shows this viewer (rows of ``snapshot_of_month``), and the chosen department_id.

    None for one that nobody chose or that is not among them. Where there is nothing to choose the page ends here with a hint.
    """
    month = frame.chosen_month()
    if month is None:
        st.stop()
    rows = {row["department_id"]: row for row in district.ask("snapshot_of_month", month=month)}
    if viewer.reach("page", page) is not Reach.ALL:
        rows = own_first(rows, viewer)
        if not rows:
            frame.hint(f"{full_month(month)}的排名中没有您的单位。请在上方另选月份，或联系安全管理员核对账号的所属单位。")
            st.stop()
    return month, rows, frame.chosen("部门", "department", list(rows), lambda found: rows[found]["department"], falls_back=False)
