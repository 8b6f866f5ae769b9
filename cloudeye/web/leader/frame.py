"""What the leader's pages share: the top line, the choosers that live in the address, hints when there is nothing to show."""

from collections.abc import Callable, Sequence
from datetime import date
from urllib.parse import urlencode

import streamlit as st

from cloudeye.web import district
from cloudeye.web.drawing import draw, style
from cloudeye.web.marks import eye
from cloudeye.web.pulse import pulse
from cloudeye.web.theme import desk_css
from cloudeye.web.wording import full_month, text

CHOOSER_WIDTH = 220
EMPTY_DISTRICT = "还没有可展示的排名。请联系管理员导入数据并生成排名草案。"


def open_page(title: str, subtitle: str = "") -> None:
    """Style sheet, the product's name, the demo badge, the age of the data, and the page's title."""
    style(desk_css())
    badge = '<span class="desk-badge">演示数据</span>' if district.is_demo() else ""
    mark = f'<svg viewBox="0 0 52 32" class="desk-mark" aria-hidden="true">{eye(26, 16, size=48)}</svg>'
    draw(
        f'<header class="desk-top"><a class="desk-home" href="./" target="_self">{mark}<b>营商云眼</b></a>'
        f'<nav><a href="./" target="_self">部门排名</a><a href="./hall-overview" target="_self">大厅总览</a></nav>{badge}</header>',
        key="desk-top",
    )
    pulse(follows=False)
    draw(f'<div class="desk-title"><h1>{text(title)}</h1><span>{text(subtitle)}</span></div>', key="desk-title")


def chosen(
    label: str, key: str, options: Sequence[str], written: Callable[[str], str] = str, *, falls_back: bool = True
) -> str | None:
    """A chooser whose value is kept in the query string under ``key``; the first option when the address names none.

    An unknown value in the address falls back to the first option and says so; without ``falls_back`` it leaves the
    choice open: None until somebody chooses.
    """
    asked = st.query_params.get(key)
    is_unknown = asked is not None and asked not in options
    index = None if is_unknown and not falls_back else 0 if asked is None or is_unknown else options.index(asked)
    value = st.selectbox(
        label, options, index=index, format_func=written, key=f"choose-{key}", width=CHOOSER_WIDTH, placeholder="请选择"
    )
    if value is None:
        return None
    if is_unknown and value == options[0]:
        sentence = f"地址中的{label}「{asked}」不在可选范围内，显示的是{written(value)}。"
        draw(f'<p class="desk-fallback">{text(sentence)}</p>', key=f"fallback-{key}")
    else:
        st.query_params[key] = value
    return str(value)


def chosen_month() -> date | None:
    """The month in the address or the newest one; None, with a hint, when no month has a ranking."""
    months = [f"{row['month']:%Y-%m}" for row in district.ask("ranking_months")]
    if not months:
        hint(EMPTY_DISTRICT)
        return None
    found = chosen("月份", "month", months, lambda value: full_month(date.fromisoformat(f"{value}-01")))
    return date.fromisoformat(f"{found}-01")


def hint(sentence: str, link: str = "") -> None:
    """What to do when there is nothing to show; ``link`` is markup that leads on."""
    draw(f'<p class="desk-hint">{text(sentence)}{link}</p>', key="desk-hint")


def address(page: str, **query: str) -> str:
    """A link to one of our pages, safe inside an attribute."""
    return text(f"./{page}?{urlencode(query)}")
