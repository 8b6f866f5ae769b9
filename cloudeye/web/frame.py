"""What the light pages share: the rail, the choosers that live in the address, hints when there is nothing to show."""

from collections.abc import Callable, Sequence
from datetime import date
from itertools import groupby
from urllib.parse import urlencode

import streamlit as st

from cloudeye.access.viewer import Viewer
from cloudeye.web import district
from cloudeye.web.drawing import draw, style
from cloudeye.web.marks import eye
from cloudeye.web.pulse import pulse
from cloudeye.web.screens import DETAILS, Screen, in_navigation, screens
from cloudeye.web.theme import desk_css
from cloudeye.web.visitor import form_field, viewer
from cloudeye.web.wording import full_month, text

CHOOSER_WIDTH = 220
SEARCH = "leader-search"
HERE = ' aria-current="page"'
EMPTY_DISTRICT = "还没有可展示的排名。请联系管理员导入数据并生成排名草案。"


def open_page(title: str, subtitle: str = "", page: str = "") -> None:
    """Style sheet, the rail with the product's name, where the viewer may go and who they are, the age of the data, the title.

    ``page`` names the page where ``title`` is not its own but that of the record on it.
    """
    opened = page or next((screen.name for screen in screens().values() if screen.title == title), "")
    style(desk_css())
    draw(_rail(viewer(), opened), key="desk-rail")
    pulse(follows=False)
    draw(f'<div class="desk-title"><h1>{text(title)}</h1><span>{text(subtitle)}</span></div>', key="desk-title")


def _rail(present: Viewer, opened: str) -> str:
    """The rail at the left; a bar with a menu where there is little room. Markup."""
    badge = '<span class="desk-badge">演示数据</span>' if district.is_demo() else ""
    mark = f'<svg viewBox="0 0 52 32" class="desk-mark" aria-hidden="true">{eye(26, 16, size=48)}</svg>'
    here = DETAILS.get(opened, opened)
    groups = groupby(in_navigation(present), key=lambda screen: screen.audience)
    links = "".join(f'<div role="group">{"".join(_rail_link(screen, here) for screen in group)}</div>' for _, group in groups)
    return (
        f'<header class="desk-rail"><a class="desk-home" href="./" target="_self">{mark}<b>营商云眼</b></a>'
        '<input type="checkbox" id="desk-menu" class="unseen" aria-label="展开或收起菜单">'
        f'<label for="desk-menu" aria-hidden="true">菜单</label><div class="desk-ways">{_search_box(present)}'
        f'<nav aria-label="页面">{links}</nav><div class="desk-foot">{badge}{account(present)}</div></div></header>'
    )


def _rail_link(screen: Screen, here: str) -> str:
    current = HERE if screen.name == here else ""
    return f'<a href=".{screen.address}" target="_self"{current}>{text(screen.title)}</a>'


def _search_box(present: Viewer) -> str:
    """A plain form that leads to the search; nothing for somebody who may not search. Markup."""
    if not present.reach("page", SEARCH):
        return ""
    return (
        f'<form class="desk-search" role="search" action="./{SEARCH}"><input type="search" name="q" required maxlength="200" '
        'aria-label="搜索" placeholder="部门、靶点、编号" autocomplete="off"><button>搜</button></form>'
    )


def crumbs(steps: Sequence[tuple[str, str | None]]) -> None:
    """The way from the first page to this one, above the title: (label, address or None for the page itself)."""
    links = "<span>›</span>".join(
        f'<a href="{where}" target="_self">{text(label)}</a>' if where else f'<b aria-current="page">{text(label)}</b>'
        for label, where in steps
    )
    draw(f'<nav class="desk-crumbs" aria-label="当前位置">{links}</nav>', key="desk-crumbs")


def account(present: Viewer) -> str:
    """Who is signed in, the way to a new password, and the way out; nothing for nobody. Markup."""
    if present.is_anonymous:
        return ""
    role = "" if present.name.endswith(present.role_label) else f" · {text(present.role_label)}"
    return (
        f'<div class="desk-account"><span><b>{text(present.name)}</b>{role}</span>'
        f'<a href="./password" target="_self">修改密码</a>'
        f'<form method="post" action="./logout">{form_field()}<button>退出</button></form></div>'
    )


def chosen(
    label: str,
    key: str,
    options: Sequence[str],
    written: Callable[[str], str] = str,
    *,
    falls_back: bool = True,
    width: int = CHOOSER_WIDTH,
) -> str | None:
    """A chooser whose value is kept in the query string under ``key``; the first option when the address names none.

    An unknown value in the address falls back to the first option and says so; without ``falls_back`` it leaves the
    choice open: None until somebody chooses.
    """
    asked = st.query_params.get(key)
    is_unknown = asked is not None and asked not in options
    index = None if is_unknown and not falls_back else 0 if asked is None or is_unknown else options.index(asked)
    value = st.selectbox(label, options, index=index, format_func=written, key=f"choose-{key}", width=width, placeholder="请选择")
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


def export_link(route: str, **query: str) -> None:
    """The link that fetches a file; the route behind it asks the table again."""
    draw(f'<a class="desk-export" href="{address(route, **query)}" target="_self">导出 CSV</a>', key="desk-export")


def address(page: str, /, **query: str) -> str:
    """A link to one of our pages, safe inside an attribute."""
    return text(f"./{page}?{urlencode(query)}")
