"""What the hotspot page is asked: months, class, channel, department, how to count, what to look at. All in the address."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import pydeck
import streamlit as st

from cloudeye.access.viewer import Viewer
from cloudeye.detect.study import Ground, Rules, Study, first_needed, months_before, study
from cloudeye.web import district, frame
from cloudeye.web.drawing import draw
from cloudeye.web.listing import LONGEST_SEARCH, choose, keep
from cloudeye.web.wording import full_month, text

PAGE, COMPLAINTS = "leader-hotspots", "supervisor-complaints"
COUNT, RATE = "count", "rate"
NARROWING = {
    "class": ("问题分类", "全部分类", 210),
    "channel": ("来源渠道", "全部渠道", 150),
    "department": ("承办部门", "全部部门", 170),
}
CHART = "hotspot-deck"
EMPTY = "还没有诉求。请联系数据员导入诉求数据。"
Choices = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Question:
    """What is looked at: first and last month (their first days), what it is narrowed to, and counts or rates."""

    first: date
    last: date
    narrowed: Mapping[str, str]
    per: str

    @property
    def written(self) -> dict[str, str]:
        """The fields of an address that ask this."""
        return {"from": f"{self.first:%Y-%m}", "to": f"{self.last:%Y-%m}", **self.narrowed, "per": self.per}

    @property
    def months(self) -> int:
        """How many months are looked at together."""
        return (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1


def choices() -> Choices:
    """What each field can be set to: value → label; months the newest first."""
    found: dict[str, dict[str, str]] = {name: {} for name in ("month", *NARROWING)}
    for row in district.ask("hotspot_choices"):
        found[row["kind"]][row["value"]] = row["label"]
    return found


def read(query: Mapping[str, str], offered: Choices) -> Question | None:
    """The question of an address; what it leaves out or nobody offers is as usual: the newest months, everything, counts.

    None when there is no complaint at all. Months in the wrong order are turned round.
    """
    months = list(offered["month"])
    if not months:
        return None
    last = query["to"] if query.get("to") in months else months[0]
    usual = f"{months_before(_day(last), rules().window - 1):%Y-%m}"
    first = query["from"] if query.get("from") in months else max(usual, months[-1])
    narrowed = {name: query[name] for name in NARROWING if query.get(name) in offered[name]}
    per = RATE if query.get("per") == RATE else COUNT
    return Question(_day(min(first, last)), _day(max(first, last)), narrowed, per)


def _day(month: str) -> date:
    return date.fromisoformat(f"{month}-01")


def chosen(offered: Choices) -> Question | None:
    """The choosers, each kept in the address, and what they ask. A hint, and None, when there is no complaint at all."""
    asked = read(st.query_params.to_dict(), offered)
    if asked is None:
        frame.hint(EMPTY)
        return None
    for label, key, usual in (("起始月份", "from", asked.first), ("截止月份", "to", asked.last)):
        if key not in st.query_params:
            st.query_params[key] = f"{usual:%Y-%m}"
        frame.chosen(label, key, list(offered["month"]), lambda value: full_month(_day(value)), width=150)
    for key, (label, everything, width) in NARROWING.items():
        choose(label, key, offered[key], everything, width)
    return read(st.query_params.to_dict(), offered)


def rules() -> Rules:
    """The rules of hot spots now in force."""
    window, history, lasting, fading = (
        int(district.rule(f"hotspot_{name}")) for name in ("window", "history", "lasting", "fading")
    )
    return Rules(district.rule("hotspot_level"), window, history, lasting, fading)


def ground() -> Ground:
    """The district's map and sub-districts; made once per catalogue."""
    return _ground(str(district.store().path), tuple(tuple(row.items()) for row in district.ask("subdistrict_anchors")))


@lru_cache(maxsize=2)
def _ground(_path: str, subdistricts: tuple[tuple[tuple[str, Any], ...], ...]) -> Ground:
    return Ground(district.area_map(), [dict(row) for row in subdistricts])


def answer(asked: Question) -> Study:
    """What the district's complaints say to the question; worked out once per ``data_version`` for everybody."""
    opened = district.store()
    return _answer(str(opened.path), opened.data_version, asked.first, asked.last, *map(asked.narrowed.get, NARROWING))


@lru_cache(maxsize=64)
def _answer(
    _path: str, _version: int, first: date, last: date, class_id: str | None, channel_id: str | None, department_id: str | None
) -> Study:
    decided = rules()
    rows = district.ask(
        "hotspot_counts", first=first_needed(first, last, decided), last=last,
        class_id=class_id, channel_id=channel_id, department_id=department_id,
    )  # fmt: skip
    is_narrowed = any((class_id, channel_id, department_id))
    return study(ground(), rows, first, last, decided, is_narrowed=is_narrowed)


def looked_at(found: Study) -> tuple[str, str]:
    """What the address points at: the field (``cell`` or ``area``) and its value; two empty texts for nothing that is there."""
    cell, area = st.query_params.get("cell", ""), st.query_params.get("area", "")
    if any(row.cell == cell for row in found.cells):
        return "cell", cell
    if any(row.subdistrict_id == area for row in found.areas):
        return "area", area
    if asked := cell or area:
        sentence = f"地址中的位置「{asked[:LONGEST_SEARCH]}」不在图上，没有选中任何位置。"
        draw(f'<p class="desk-fallback">{text(sentence)}</p>', key="fallback-place")
    return "", ""


def map_chart(deck: pydeck.Deck, width: int, height: int) -> None:
    """The map; what is clicked goes into the address."""
    st.pydeck_chart(deck, key=CHART, width=width, height=height, on_select=_picked, alt="辖区诉求分布图，旁边的表格内容相同")


def _picked() -> None:
    objects = st.session_state[CHART]["selection"]["objects"]
    cells = [ground().area_map.cells[item["cell"]].cell for item in objects.get("cells", [])]
    areas = [str(item["area"]) for item in objects.get("areas", [])]
    for field, found in (("cell", cells), ("area", areas)):
        if cells or areas:
            keep(field, found[0] if found else "")


def complaints_link(viewer: Viewer, asked: Question) -> Callable[..., str]:
    """What makes the address of the complaints of a place (``cell=…`` or ``subdistrict=…``); an empty one for who may not
    open them."""
    if not viewer.reach("page", COMPLAINTS):
        return lambda **place: ""
    span = {"month": f"{asked.first:%Y-%m}", "until": f"{asked.last:%Y-%m}"}
    return lambda **place: frame.address(COMPLAINTS, **span, **asked.narrowed, **place)
