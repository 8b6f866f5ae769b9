"""Why a department's score is not what it was: what moved it, from domains and rates down to points and tasks."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from cloudeye.scoring.contributions import Difference, Source
from cloudeye.scoring.engine import month_before
from cloudeye.web.frame import address
from cloudeye.web.leader.ranking.view import View
from cloudeye.web.wording import DASH, is_beyond_error, is_level, points, signed, text

Row = Mapping[str, Any]
# The largest changes stand by themselves; the rest is one line.
MOST_SOURCES = 6
# Half the width of the bars, in pixels.
REACH, BAR, ROW = 64, 12, 24
STEPS = {1: "上月", 3: "三个月前", 12: "去年同月"}


def reasons(row: Row | None, found: Difference | None, view: View, months: Sequence[date]) -> str:
    """The panel for the department of ``row``; ``found`` is None when it has no score in one of both months."""
    if row is None:
        return '<section class="panel"><h2>变动原因</h2><p class="empty">本组没有可比较的部门。</p></section>'
    passport = f'<a href="{view.passport(row["department_id"], "score")}" target="_self">查看出处</a>'
    choose = _choices(view, row["department_id"], months)
    if found is None:
        sentence = f"{text(row['department'])}在 {view.compared:%Y-%m} 没有得分，不能与本月比较。"
        return f'<section class="panel"><h2>变动原因{passport}</h2>{choose}<p class="empty">{sentence}</p></section>'
    sources = found.sources()
    scale = max((abs(source.change) for source in sources), default=1)
    shown = sources if len(sources) <= MOST_SOURCES + 1 else sources[:MOST_SOURCES]
    lines = "".join(_line(source, scale, view, row["department_id"]) for source in shown)
    if rest := sources[len(shown) :]:
        lines += _bar_row(f"其余 {len(rest)} 项", sum(source.change for source in rest), scale, "")
    return (
        f'<section class="panel reasons"><h2>{heading(row["department"], found)}{passport}</h2>{choose}'
        f'<p class="under">{_error(found)}</p>'
        f'<table>{lines}<tr class="sum"><th>合计</th><td></td><td>{signed(found.change)}</td></tr></table>'
        '<p class="under">灰条：这一项的变化在误差内</p>'
        f"{_details(found, sources, view)}</section>"
    )


def heading(name: str, found: Difference) -> str:
    """公园城市建设为何降 2.1 分. Markup."""
    if is_level(found.change):
        return f"{text(name)}为何持平"
    return f"{text(name)}为何{'升' if found.change > 0 else '降'} {points(abs(found.change))} 分"


def _error(found: Difference) -> str:
    span = f"{points(found.before)}（{found.against:%Y-%m}）→ {points(found.after)}"
    if found.error is None:
        return f"{span}；两个月的评分规则不同，升降不全是工作变化"
    beyond = "超出误差" if is_beyond_error(found.change, found.error) else "误差内"
    return f"{span}；误差 ±{points(found.error)}，{beyond}"


def _choices(view: View, department_id: str, months: Sequence[date]) -> str:
    """Links to the months to compare with: the usual ones, and all others on demand."""
    usual = {_earlier(view.month, step): words for step, words in STEPS.items()}
    links = "".join(_choice(view, department_id, month, words) for month, words in usual.items() if month in months)
    others = "".join(
        _choice(view, department_id, month, f"{month:%Y-%m}") for month in months if month not in usual and month != view.month
    )
    more = f"<details><summary>其他月份</summary><div>{others}</div></details>" if others else ""
    return f'<nav class="against" aria-label="对比月份"><span>对比</span>{links}{more}</nav>'


def _choice(view: View, department_id: str, month: date, words: str) -> str:
    current = ' aria-current="true"' if month == view.compared else ""
    return f'<a href="{view.link(department=department_id, against=month)}" target="_self"{current}>{words}</a>'


def _earlier(month: date, steps: int) -> date:
    for _ in range(steps):
        month = month_before(month)
    return month


def _line(source: Source, scale: float, view: View, department_id: str) -> str:
    count = len({row["component_id"] for row in source.components if abs(row["change"]) > 0})
    name = {
        "domain": f"{text(source.name)} <small>{count} 个靶点</small>",
        "tasks": f"{text(source.name)} <small>{count} 项</small>",
    }.get(source.kind, text(source.name))
    if link := _source_link(source, view, department_id):
        name = f'<a href="{link}" target="_self">{name}</a>'
    tone = ("good" if source.change > 0 else "worse") if is_beyond_error(source.change, source.error) else ""
    return _bar_row(name, source.change, scale, tone)


def _source_link(source: Source, view: View, department_id: str) -> str:
    month = f"{view.month:%Y-%m}"
    match source.kind:
        case "domain":
            return address("leader-domain", domain=source.source_id, month=month)
        case "response":
            return view.passport(department_id, source.source_id)
        case "tasks":
            return address("leader-tasks", department=department_id, month=month)
        case "bonus" | "penalty":
            return view.passport(department_id, source.kind)
    return ""


def _bar_row(name: str, change: float, scale: float, tone: str) -> str:
    """``name`` is markup; without a ``tone`` the change lies inside its own error and stays grey."""
    length = REACH * min(1.0, abs(change) / scale)
    left = REACH if change > 0 else REACH - length
    bar = (
        f'<svg width="{2 * REACH + 2}" height="{ROW}" aria-hidden="true">'
        f'<line x1="{REACH}" y1="0" x2="{REACH}" y2="{ROW}" class="zero"/>'
        f'<rect x="{left:.1f}" y="{(ROW - BAR) / 2:g}" width="{length:.1f}" height="{BAR}" class="bar {tone}"/></svg>'
    )
    return f"<tr><th>{name}</th><td>{bar}</td><td>{signed(change)}</td></tr>"


def _details(found: Difference, sources: Sequence[Source], view: View) -> str:
    """Every component that moved, with its score in both months, its weight and what it did to the composite."""
    body = ""
    for source in sources:
        body += f'<tr class="band"><th colspan="4">{text(source.name)}</th><th class="sum">{signed(source.change, 2)}</th></tr>'
        body += "".join(_component(row, view) for row in source.components)
    total = f'<tr class="band"><th colspan="4">合计</th><th class="sum">{signed(found.change, 2)}</th></tr>'
    return (
        '<details class="behind"><summary>看每一项</summary><div class="wide"><table class="desk-table"><thead><tr><th>组成</th>'
        f"<th>{found.against:%Y-%m}</th><th>{found.month:%Y-%m}</th><th>权重</th><th>影响</th></tr></thead>"
        f"<tbody>{body}{total}</tbody></table></div>"
        '<p class="under">各列为得分；影响 = 上期失分 − 本期失分，失分 = 权重 ×（100 − 得分）。</p></details>'
    )


def _component(row: Row, view: View) -> str:
    weights = [row["weight_before"], row["weight_after"]]
    written = [DASH if weight is None else f"{100 * weight:.1f}%" for weight in weights]
    weight = written[1] if written[0] == written[1] else " → ".join(written)
    name = text(row["name"])
    page = {"indicators": ("leader-point", "point"), "tasks": ("leader-task", "task")}.get(row["part"])
    if page:
        link = address(page[0], **{page[1]: row["component_id"]}, month=f"{view.month:%Y-%m}")
        name = f'<a href="{link}" target="_self">{name}</a>'
    return (
        f'<tr><td class="name">{name}</td><td class="low">{points(row["score_before"])}</td><td>{points(row["score_after"])}</td>'
        f'<td class="low">{weight}</td><td>{signed(row["change"], 2)}</td></tr>'
    )
