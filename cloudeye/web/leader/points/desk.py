"""What the pages on domains, indicators and points ask the district for, each once per month and data version."""

from collections.abc import Mapping, Sequence
from datetime import date
from statistics import NormalDist
from typing import Any

import streamlit as st

from cloudeye.access.viewer import Viewer
from cloudeye.scoring.engine import periods_in_force
from cloudeye.web import district, frame
from cloudeye.web.leader.points.way import MATRIX, PORTRAIT, TASKS, Way

Row = Mapping[str, Any]
Rows = Sequence[Row]
QUARTERS = "一二三四"
# Where something is chosen when an address names nothing of the viewer's.
CHOSEN_FROM = {MATRIX: "监督靶点", TASKS: "改革任务"}


def z() -> float:
    """How many standard errors an interval of the district's level reaches to each side."""
    return NormalDist().inv_cdf((1 + district.rule("interval_level")) / 2)


def month_points(month: date) -> Rows:
    """Every point of the catalogue in a month, in its order."""
    return district.ask("month_points", month=month, z=z())


def levels(month: date) -> dict[tuple[str, str], Row]:
    """Scores and movements by (domain or indicator, id)."""
    return {(row["level"], row["level_id"]): row for row in district.ask("month_levels", month=month, z=z())}


def trend(level: str, level_id: str, month: date) -> Rows:
    """The last 24 months of a domain or an indicator."""
    return district.ask("level_trend", level=level, level_id=level_id, month=month, z=z())


def events(month: date, department_ids: Sequence[str], *, sees_covert: bool) -> list[Row]:
    """Letters and inspections of these departments in the last 24 months, oldest first."""
    found = [
        row
        for department_id in department_ids
        for row in district.ask("department_events", month=month, department_id=department_id, sees_covert=sees_covert)
    ]
    return sorted(found, key=lambda row: row["happened_at"])


def way(viewer: Viewer, month: date) -> Way:
    """Where the viewer stands; a department in the address that they may not see is not one they came from."""
    asked = st.query_params.get("department", "")
    names = {row["department_id"]: row["short_name"] for row in district.ask("department_names")}
    here = Way(viewer, month)
    if asked in names and here.sees(PORTRAIT, asked):
        return Way(viewer, month, asked, names[asked])
    return here


def period_of(frequency: str, month: date) -> tuple[date, date]:
    """First and last month of the period whose value counts in ``month``: the latest that has ended by its end."""
    months = periods_in_force(month)[frequency]
    return months[0], months[-1]


def period_words(frequency: str, first: date) -> str:
    """2026 年 2 月, 2025 年四季度 or 2025 年, of the period that begins with ``first``."""
    if frequency == "季":
        return f"{first.year} 年{QUARTERS[(first.month - 1) // 3]}季度"
    return f"{first.year} 年" if frequency == "年" else f"{first.year} 年 {first.month} 月"


def missing(kind: str, asked: str, here: Way, back: str) -> None:
    """The one sentence for what is not there and for what is not the viewer's; ``back`` is the page to choose from."""
    named = f"没有编号为「{asked[:80]}」的{kind}，或者它不由您的单位牵头。" if asked else f"请先选择一个{kind}。"
    page, place = (back, CHOSEN_FROM[back]) if here.may(back) else (PORTRAIT, "部门画像")
    frame.hint(named, f'请从<a href="{frame.address(page, month=f"{here.month:%Y-%m}")}" target="_self">{place}</a>中选择。')
