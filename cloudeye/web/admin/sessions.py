"""Who is in now: people's sessions with where they come from, and the hall screens beside them."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from cloudeye.access.permissions import ROLES
from cloudeye.web.admin import displays
from cloudeye.web.admin.markup import KEY, Line, described, line_class, sheet
from cloudeye.web.frame import address
from cloudeye.web.roster import row_link
from cloudeye.web.wording import DASH, text

Row = Mapping[str, Any]
PAGE = "admin-sessions"
# The first that is found names the browser: most others also call themselves Chrome, and Chrome calls itself Safari.
BROWSERS = (("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Version/", "Safari"))
SYSTEMS = (
    ("Windows", "Windows"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)
STAGES = {"password": "待改密码", "enrol": "待绑动态口令", "code": "待输动态口令", "open": "已登录"}


def browser_words(agent: str) -> str:
    """``Chrome 142，Windows`` from what a browser says about itself; 未知浏览器 when it says nothing we know."""
    system = next((name for sign, name in SYSTEMS if sign in agent), "")
    for sign, name in BROWSERS:
        if found := re.search(re.escape(sign) + r"(\d+)", agent):
            return f"{name} {found[1]}" + (f"，{system}" if system else "")
    return system or "未知浏览器"


def clock_words(moment: datetime, now: datetime) -> str:
    """The time of day; with the date when it was not today."""
    return f"{moment:%H:%M}" if moment.date() == now.date() else f"{moment:%m-%d %H:%M}"


def ago(moment: datetime, now: datetime) -> str:
    """刚刚 within a minute, else 4 分钟前."""
    return "刚刚" if now - moment < timedelta(minutes=1) else f"{displays.since(moment, now)}前"


def filtered(sessions: Sequence[Row], words: str) -> list[Row]:
    """The sessions whose login, name or address holds ``words``."""
    sought = words.strip().casefold()
    return [row for row in sessions if sought in f"{row['login']}\n{row['name']}\n{row['address']}".casefold()]


def conclusion(sessions: Sequence[Row], screens: Sequence[Row], now: datetime) -> str:
    """One sentence: how many people and sessions, and how many screens are on."""
    on = sum(displays.state_of(row, now) == "在线" for row in screens)
    people = len({row["account_id"] for row in sessions})
    return f"现有 {people} 人登录，共 {len(sessions)} 个会话；{on} 块大屏在线。"


def _line(session: Row, chosen: str, own: str, now: datetime, query: Mapping[str, str]) -> Line:
    one, stage = session["session_id"], session["stage"]
    owed = "" if stage == "open" else f'<small class="warn">▲ {STAGES[stage]}</small>'
    return line_class(is_chosen=one == chosen), (
        row_link(address(PAGE, **query, session=one), one, session["login"], is_chosen=one == chosen)
        + ('<small class="key">本人</small>' if one == own else ""),
        text(session["name"]),
        text(DASH if session["role"] is None else ROLES[session["role"]].label) + owed,
        text(session["address"] or DASH),
        text(browser_words(session["agent"])),
        clock_words(session["opened_at"], now),
        ago(session["seen_at"], now),
    )


def table(sessions: Sequence[Row], chosen: str, own: str, now: datetime, query: Mapping[str, str]) -> str:
    """One row per session that is open; ``own`` is the session of whoever is looking."""
    columns = {
        "登录名": KEY, "姓名": "name", "角色": "left", "来自": "left", "浏览器": "left", "登录时间": "low", "最近操作": "",
    }  # fmt: skip
    return sheet("会话", columns, [_line(session, chosen, own, now, query) for session in sessions], "roster")


def screens_table(screens: Sequence[Row], now: datetime) -> str:
    """The hall screens in use, as one more kind of presence."""
    in_use = [row for row in screens if row["revoked_at"] is None]
    if not in_use:
        return ""
    lines = [("", (text(row["name"]), displays.mark(row, now), displays.seen(row))) for row in in_use]
    columns = {"大厅大屏": KEY, "状态": "left", "最近出现": "low"}
    return sheet("大厅大屏", columns, lines) + '<p class="desk-note">大屏由系统管理员登记和停用。</p>'


def facts(session: Row, count: int) -> str:
    """The chosen session in words; ``count`` is how many its account has."""
    lines = {
        "来自": text(session["address"] or DASH),
        "浏览器": text(browser_words(session["agent"])),
        "登录": f"{session['opened_at']:%Y-%m-%d %H:%M}",
        "最近操作": f"{session['seen_at']:%Y-%m-%d %H:%M}",
        "最迟结束": f"{session['ends_at']:%Y-%m-%d %H:%M}",
        "该账号共有": f"{count} 个会话",
    }
    return described(session["name"], session["login"], lines)
