"""The hall screens: which of them are there, and how a new one is set up."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import segno

from cloudeye.web.admin.markup import KEY, Line, described, line_class, shaped, sheet
from cloudeye.web.frame import address
from cloudeye.web.roster import copyable, row_link
from cloudeye.web.theme import DESK
from cloudeye.web.wording import DASH, text

Row = Mapping[str, Any]
PAGE = "admin-displays"
# A screen asks for the pulse every few seconds; its last sign of life is written down far less often.
ONLINE_WITHIN = timedelta(minutes=10)
STATES = {"在线": "met", "离线": "warn", "未启用": "pending", "已停用": "none"}


def state_of(display: Row, now: datetime) -> str:
    """在线, 离线, 未启用 (its address has never been opened) or 已停用."""
    if display["revoked_at"] is not None:
        return "已停用"
    if display["seen_at"] is None:
        return "未启用"
    return "在线" if now - display["seen_at"] <= ONLINE_WITHIN else "离线"


def since(moment: datetime, now: datetime) -> str:
    """How long it has been, in the largest unit that is not nothing: 12 天, 3 小时, 25 分钟."""
    gone = now - moment
    if gone >= timedelta(days=1):
        return f"{gone.days} 天"
    if gone >= timedelta(hours=1):
        return f"{gone // timedelta(hours=1)} 小时"
    return f"{max(gone // timedelta(minutes=1), 0)} 分钟"


def mark(display: Row, now: datetime) -> str:
    """Shape, colour and word, with how long it has been away."""
    state = state_of(display, now)
    away = f" {since(display['seen_at'], now)}" if state == "离线" else ""
    return shaped(STATES[state], state + away)


def conclusion(displays: Sequence[Row], now: datetime) -> str:
    """One sentence: how many are on, which have been away."""
    in_use = [display for display in displays if display["revoked_at"] is None]
    if not in_use:
        return "还没有登记大屏。"
    states = [state_of(display, now) for display in in_use]
    clauses = [f"{found} 块{state}" for state in ("在线", "离线", "未启用") if (found := states.count(state))]
    return f"共 {len(in_use)} 块大屏：{'，'.join(clauses)}。"


def seen(display: Row) -> str:
    """When it was last there."""
    return DASH if display["seen_at"] is None else f"{display['seen_at']:%Y-%m-%d %H:%M}"


def _line(display: Row, chosen: str, now: datetime) -> Line:
    one = display["display_id"]
    return line_class(is_chosen=one == chosen, is_off=display["revoked_at"] is not None), (
        row_link(address(PAGE, display=one), one, display["name"], is_chosen=one == chosen),
        mark(display, now),
        seen(display),
        f"{display['created_at']:%Y-%m-%d}",
        text(display["created_by"]),
    )


def table(displays: Sequence[Row], chosen: str, now: datetime) -> str:
    """One row per screen; those in use first."""
    ordered = sorted(displays, key=lambda row: row["revoked_at"] is not None)
    columns = {"名称": KEY, "状态": "left", "最近出现": "low", "登记日期": "low", "登记人": "left"}
    return sheet("大屏", columns, [_line(display, chosen, now) for display in ordered], "roster")


def facts(display: Row, now: datetime) -> str:
    """The chosen screen in words."""
    lines = {"状态": mark(display, now), "登记": f"{display['created_at']:%Y-%m-%d %H:%M}，{text(display['created_by'])}"}
    if display["revoked_at"] is not None:
        lines["停用"] = f"{display['revoked_at']:%Y-%m-%d %H:%M}，{text(display['revoked_by'])}"
    return described(display["name"], "", lines)


def set_up(name: str, entrance: str) -> str:
    """The address that is shown once, as text and as a code, and how to put it into the screen's browser."""
    code = segno.make(entrance, micro=False).svg_inline(scale=4, border=2, dark=DESK.hi, light=DESK.panel, omitsize=True)
    return (
        f'<h2 class="desk-heading">大屏已登记<span>{text(name)}</span></h2>'
        '<p class="once" role="status">这个地址只显示这一次，关闭或离开本页后无法再查。</p>'
        f'{copyable("display-address", "大屏地址", entrance, lines=3)}<div class="qr" role="img" aria-label="大屏地址二维码">{code}</div>'
        '<ol class="steps"><li>在大屏电脑的浏览器设置中，把这个地址填为启动时打开的网页。</li>'
        "<li>重新打开浏览器，看到「大厅总览」即可；按 F11 全屏。</li>"
        "<li>地址就是钥匙：不要转发，不要贴在机器上。外泄或换机时，停用后重新登记。</li></ol>"
    )
