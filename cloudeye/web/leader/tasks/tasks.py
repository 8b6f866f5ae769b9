"""The reform tasks of a month: one sentence, the lists in numbers that add up, a calendar of due months, a table with bars."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from cloudeye.catalog.wording import word
from cloudeye.web.frame import address
from cloudeye.web.leader.points.way import PORTRAIT, RANKING, TASK, TASKS, Crumb, Way
from cloudeye.web.theme import SHAPES
from cloudeye.web.wording import full_month, points, text

Row = Mapping[str, Any]
DONE, WAITING, RUNNING, LATE, IDLE = "完成", "待验收", "推进", "逾期", "未启动"
# In the order of marks from the axis outwards and of the legend.
TONES = {LATE: "late", WAITING: "pending", RUNNING: "data", IDLE: "none", DONE: "met"}
MEANINGS = {
    LATE: "计划应已完成，实际没有完成",
    WAITING: "报称完成，还没有完成依据",
    RUNNING: "正在推进，计划还没到 100%",
    IDLE: "还没有报过进度，或进度为零",
    DONE: "完成并有依据",
}
# What stands open; the rest is one click away.
MOST_SHOWN = 40
LISTS = ("city", "district", "fifteen_measures")
COLUMNS = {
    "list": "清单", "task_id": "编号", "title": "改革任务", "measure": "举措", "department": "牵头部门", "co_departments": "配合部门",
    "due_date": "到期日", "standing": "状态", "reported_month": "最近报送月份", "planned_percent": "计划进度",
    "actual_percent": "实际进度", "evidence_required": "完成依据要求", "evidence": "完成依据",
}  # fmt: skip


def counted(rows: Sequence[Row]) -> Counter[str]:
    """How many tasks stand where."""
    return Counter(row["standing"] for row in rows)


def days_late(row: Row, today: date) -> int:
    """Calendar days since a task that is late was due, at least 1; a plan may have asked for all before the due date."""
    return max(1, (today - row["due_date"]).days)


def conclusion(rows: Sequence[Row], today: date) -> str:
    """One sentence: how many are done, against how many should be, and the latest one with its department."""
    found = counted(rows)
    done, planned = found[DONE] + found[WAITING], sum(row["is_planned_done"] for row in rows)
    gap = planned - sum(row["is_planned_done"] and row["standing"] in (DONE, WAITING) for row in rows)
    late = [row for row in rows if row["standing"] == LATE]
    said = f"{len(rows)} 项任务完成 {done} 项，按计划应完成 {planned} 项"
    if not late:
        return f"{said}；没有逾期的。"
    worst = max(late, key=lambda row: (days_late(row, today), row["task_id"]))
    return f"{said}，其中 {gap} 项没有完成；逾期 {len(late)} 项，最长 {days_late(worst, today)} 天，在{worst['department']}。"


def standing_mark(standing: str) -> str:
    """Shape and word of a standing. Markup."""
    return f'<span class="mark-{TONES[standing]}">{SHAPES[TONES[standing]]}</span> {standing}'


def arithmetic(rows: Sequence[Row], chosen: str, way: Way, kept: Mapping[str, str]) -> str:
    """94 + 89 + 26 = 209: the lists as cards that filter, each with what is done of what should be, and the sum. ``kept`` are
    the other filters. Markup."""
    cards = []
    for name in (*LISTS, *sorted({row["list"] for row in rows} - set(LISTS))):
        inside = [row for row in rows if row["list"] == name]
        if inside:
            cards.append(_list_card(word("list", name), inside, way.address(TASKS, list=name, **kept), name == chosen))
    whole = _list_card("合计", rows, way.address(TASKS, **kept), not chosen)
    return f'<div class="task-sum">{"<em>+</em>".join(cards)}<em>=</em>{whole}</div>'


def _list_card(label: str, rows: Sequence[Row], where: str, is_chosen: bool) -> str:
    found = counted(rows)
    done, planned = found[DONE] + found[WAITING], sum(row["is_planned_done"] for row in rows)
    late = f'<i class="mark-late">{SHAPES["late"]} 逾期 {found[LATE]}</i>' if found[LATE] else "无逾期"
    here = ' aria-current="true"' if is_chosen else ""
    return (
        f'<a href="{where}" target="_self"{here}><span>{text(label)}</span><b>{len(rows)}</b>'
        f'<span class="share-bar"><i class="fill-met" style="width:{100 * done / len(rows):.1f}%"></i>'
        f'<i class="tick" style="left:{100 * planned / len(rows):.1f}%"></i></span>'
        f"<small>完成 {done}，应完成 {planned}；{late}</small></a>"
    )


def legend(rows: Sequence[Row]) -> str:
    """The states with their shapes and how many there are. Markup."""
    found = counted(rows)
    return "".join(
        f'<span title="{MEANINGS[name]}"><i class="mark-{tone}">{SHAPES[tone]}</i>{name} <b>{found[name]}</b></span>'
        for name, tone in TONES.items()
    )


def _bullet(row: Row) -> str:
    """Actual against plan: the plan is a tick."""
    if row["planned_percent"] is None:
        return '<td class="left low">还没有报过进度</td><td></td>'
    tone = {LATE: "fill-late", DONE: "fill-met", WAITING: "fill-met"}.get(row["standing"], "fill-data")
    bar = (
        f'<span class="share-bar"><i class="{tone}" style="width:{min(100.0, row["actual_percent"]):.1f}%"></i>'
        f'<i class="tick" style="left:{min(100.0, row["planned_percent"]):.1f}%"></i></span>'
    )
    behind = row["planned_percent"] - row["actual_percent"]
    gap = f"落后 {points(behind)}" if behind >= 0.05 else "达到计划"
    return (
        f'<td class="left">{bar}</td>'
        f'<td>{points(row["actual_percent"])}%<small class="low"> / {points(row["planned_percent"])}%</small>'
        f'<small class="{"warn" if behind >= 0.05 else "low"} gap">{gap}</small></td>'
    )


def _line(row: Row, today: date, way: Way) -> str:
    late = f" {days_late(row, today)} 天" if row["standing"] == LATE else ""
    return (
        f'<tr><td class="name">{way.link(TASK, row["title"], task=row["task_id"])}<small>{text(row["task_id"])}</small></td>'
        f'<td class="left">{text(word("list", row["list"]))}</td><td class="left low">{text(row["measure"])}</td>'
        f'<td class="left">{way.department_link(row["department_id"], row["department"])}</td>'
        f'<td class="left low">{row["due_date"]:%Y-%m-%d}</td>'
        f'<td class="left">{standing_mark(row["standing"])}{late}</td>{_bullet(row)}</tr>'
    )


def gravity(row: Row, today: date) -> tuple[int, float, date, str]:
    """The order of the table: late ones by days, then by how far behind the plan, then by due date."""
    if row["standing"] == LATE:
        return 0, -days_late(row, today), row["due_date"], row["task_id"]
    behind = 0.0 if row["planned_percent"] is None else row["actual_percent"] - row["planned_percent"]
    return (1 if behind < -0.05 else 2), min(0.0, behind), row["due_date"], row["task_id"]


def _sheet(head: str, lines: Sequence[str]) -> str:
    return (
        '<div class="point-scroll" role="region" aria-label="改革任务" tabindex="0"><table class="desk-table task-table">'
        f"<thead>{head}</thead><tbody>{''.join(lines)}</tbody></table></div>"
    )


def table(rows: Sequence[Row], today: date, month: date, way: Way) -> str:
    """One row per task, the gravest first. Markup."""
    lines = [_line(row, today, way) for row in sorted(rows, key=lambda row: gravity(row, today))]
    head = (
        '<tr><th class="left">改革任务</th><th class="left">清单</th><th class="left">举措</th><th class="left">牵头部门</th>'
        '<th class="left">到期</th><th class="left">状态</th><th class="left">进度</th><th>实际 / 计划</th></tr>'
    )
    rest = ""
    if len(lines) > MOST_SHOWN:
        rest = f"<details><summary>其余 {len(lines) - MOST_SHOWN} 项</summary>{_sheet(head, lines[MOST_SHOWN:])}</details>"
    return (
        f'<h2 class="desk-heading">{len(rows)} 项任务<span>逾期在前，其次按落后计划多少；竖线为 {full_month(month)}为止的计划进度</span></h2>'
        f"{_sheet(head, lines[:MOST_SHOWN])}{rest}"
        f'<p class="desk-note">{"；".join(f"{name}：{said}" for name, said in MEANINGS.items())}。</p>'
    )


def nothing(has_tasks: bool) -> str:
    """Why the list is empty and what to do; plain text."""
    if not has_tasks:
        return "您的单位没有牵头的改革任务，或目录里还没有任务清单。"
    return "没有符合条件的任务。请放宽清单、举措、部门或状态；点「合计」可放宽清单。"


def crumbs(way: Way, row: Row | None = None) -> list[Crumb]:
    """The steps to the list of tasks, or to one task of it; from a portrait when that is where somebody came from."""
    steps: list[Crumb] = [("改革任务", way.address(TASKS) if row else None)]
    if row:
        steps.append((row["title"], None))
    if way.department_id:
        steps.insert(0, (f"部门画像·{way.department}", way.address(PORTRAIT)))
        if way.may(RANKING):
            steps.insert(0, ("部门排名", address("", month=f"{way.month:%Y-%m}")))
    return steps
