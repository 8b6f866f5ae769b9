"""What is open with a department: its tasks against plan, rectifications with their clocks, letters, inspections."""

from collections.abc import Sequence

from cloudeye.web.leader.portrait.facts import Portrait, Row, panel
from cloudeye.web.leader.records.clocks import reply_bar, state_mark, state_words, term_bar
from cloudeye.web.marks import bar
from cloudeye.web.supervisor.clocks import marked
from cloudeye.web.wording import DASH, points, text

TASK_STATES = ("完成", "推进", "逾期", "未启动")
PHASES = ("在改", "待核验", "回头看")
# Rows of a panel; the rest is behind a link, or said in a sentence.
MOST_TASKS, MOST_RECTIFICATIONS, MOST_LETTERS, MOST_INSPECTIONS = 5, 8, 6, 5
# The bar of a task's progress in CSS pixels.
TRACK, HEIGHT = 120, 16


def behind(tasks: Sequence[Row]) -> list[Row]:
    """The tasks that are not as far as their plan, the furthest behind first."""
    return [row for row in tasks if row["behind"]]


def tasks_words(tasks: Sequence[Row]) -> str:
    """24 项：完成 3 · 推进 15 · 逾期 4 · 未启动 2；落后计划 9 项."""
    if not tasks:
        return "没有牵头的改革任务"
    states = " · ".join(f"{state} {sum(row['status'] == state for row in tasks)}" for state in TASK_STATES)
    late = len(behind(tasks))
    return f"{len(tasks)} 项：{states}；{f'落后计划 {late} 项' if late else '都在计划内'}"


def tasks_panel(found: Portrait) -> str:
    """How many tasks stand where, and those furthest behind with progress, plan and the gap."""
    if not found.tasks:
        return panel("改革任务", "", f'<p class="low">{tasks_words(found.tasks)}。</p>')
    late = behind(found.tasks)
    rows = "".join(_task(row, found) for row in late[:MOST_TASKS])
    table = f'<table class="desk-table plain"><tbody>{rows}</tbody></table>' if rows else ""
    more = found.link("leader-tasks", f"全部 {len(found.tasks)} 项 ›")
    note = f"落后最多的 {len(late[:MOST_TASKS])} 项；竖线为计划" if rows else ""
    body = f'<p class="counts">{text(tasks_words(found.tasks))}</p>{table}<p class="more">{more}</p>'
    return panel("改革任务", note, body)


def _task(row: Row, found: Portrait) -> str:
    scale = TRACK / 100
    plan = row["planned_percent"] * scale
    tone = "late" if row["status"] == "逾期" else "muted"
    drawn = (
        bar(0, 4, TRACK, 8, "raised") + bar(0, 4, row["actual_percent"] * scale, 8, tone)
        + f'<line x1="{plan:.1f}" y1="0" x2="{plan:.1f}" y2="{HEIGHT}" class="limit"/>'
    )  # fmt: skip
    name = found.link("leader-task", text(row["title"]), task=row["task_id"], department="")
    state = f"<small>{marked('late', '逾期')}</small>" if row["status"] == "逾期" else ""
    words = f"{points(row['actual_percent'])}/{points(row['planned_percent'])}%"
    return f'<tr><td class="name">{name}{state}</td><td class="chart">{_svg(drawn)}</td><td>{words}</td></tr>'


def rectifications_words(found: Portrait) -> str:
    """在改 3 · 待核验 1 · 回头看 4，超期 2 件；本年已销号 12 件."""
    phases = [row["phase"] for row in found.rectifications]
    late = sum(row["days_late"] is not None for row in found.rectifications)
    states = " · ".join(f"{phase} {phases.count(phase)}" for phase in PHASES)
    return f"{states}，{f'超期 {late} 件' if late else '没有超期'}；本年已销号 {phases.count('已销号')} 件"


def rectifications_panel(found: Portrait) -> str:
    """The open rectifications, the longest overdue first, each with the clock of its letter and its own."""
    rows = found.in_work()
    title = f"在办整改 {len(rows)} 件"
    note = f"{rectifications_words(found)} · 截至 {found.now:%Y-%m-%d} · 按自然日，竖线为到期"
    if not rows:
        return panel(title, note, '<p class="low">没有在办的整改。</p>', kind="rectifications")
    shown = rows[:MOST_RECTIFICATIONS]
    body = "".join(_rectification(row, found) for row in shown)
    names = ("编号", "事项", "依据函件", "状态", "回复时限", "整改时限")
    head = "".join(f'<th class="left">{name}</th>' for name in names)
    more = f"查看全部 {len(rows)} 件 ›" if len(rows) > len(shown) else "整改台账 ›"
    table = f'<div class="wide"><table class="desk-table plain"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'
    return panel(
        title, note, f'{table}<p class="more">{found.link("leader-rectifications", more, month="")}</p>', kind="rectifications"
    )


def _rectification(row: Row, found: Portrait) -> str:
    number = found.link(
        "leader-rectification", text(row["rectification_id"]), rectification=row["rectification_id"], department="", month=""
    )
    letter = text(row["letter_number"]) if row["letter_number"] else f'<span class="low">{DASH}</span>'
    return (
        f'<tr><td class="name number">{number}</td><td class="left">{text(row["title"])}</td><td class="left">{letter}</td>'
        f'<td class="left state-{state_words(row)[0]}">{state_mark(row)}</td><td class="left">{reply_bar(row)}</td>'
        f'<td class="left">{term_bar(row)}</td></tr>'
    )


def _svg(drawn: str) -> str:
    return f'<svg width="{TRACK}" height="{HEIGHT}" viewBox="0 0 {TRACK} {HEIGHT}" aria-hidden="true">{drawn}</svg>'


def letters_words(letters: Sequence[Row]) -> str:
    """近 12 个月 11 件：已回 10 件（按期 9），未回 1 件，超期未回 1 件."""
    if not letters:
        return "近 12 个月没有收到函件"
    replied = [row for row in letters if row["is_replied"]]
    in_time = sum(not row["is_replied_late"] for row in replied)
    late = sum(row["days_late"] is not None for row in letters)
    return f"近 12 个月 {len(letters)} 件：已回 {len(replied)} 件（按期 {in_time}），未回 {len(letters) - len(replied)} 件，其中超期 {late} 件"


def letters_panel(found: Portrait) -> str:
    """Letters of the last twelve months: what became of them, and the newest with their reply."""
    rows = "".join(
        f'<tr><td class="name number">{row["issued_at"]:%Y-%m-%d}</td><td class="left">{text(row["kind"])}'
        f'<small>{text(row["number"] or "")}</small></td><td class="left">{_reply(row)}</td></tr>'
        for row in found.letters[:MOST_LETTERS]
    )
    table = f'<div class="wide"><table class="desk-table plain"><tbody>{rows}</tbody></table></div>' if rows else ""
    note = f"截至 {found.now:%Y-%m-%d}" + (f"，列最近 {MOST_LETTERS} 件" if len(found.letters) > MOST_LETTERS else "")
    return panel("监督函件", note, f'<p class="counts">{letters_words(found.letters)}</p>{table}')


def _reply(row: Row) -> str:
    if row["days_late"]:
        return marked("late", f"超期 {row['days_late']} 天未回")
    if not row["is_replied"]:
        return marked("data", f"待回复，限 {row['reply_due_at']:%m-%d}")
    return marked("none", "已回，逾期") if row["is_replied_late"] else marked("met", "按期已回")


def inspections_words(rows: Sequence[Row]) -> str:
    """近 12 个月 3 次，发现问题 7 个（严重 1，较重 2）."""
    if not rows:
        return "近 12 个月没有检查"
    grave = [(name, sum(row[key] for row in rows)) for name, key in (("严重", "severe"), ("较重", "serious"))]
    told = "，".join(f"{name} {number}" for name, number in grave if number)
    return f"近 12 个月 {len(rows)} 次，发现问题 {sum(row['findings'] for row in rows)} 个{f'（{told}）' if told else ''}"


def inspections_panel(found: Portrait) -> str:
    """Inspections of the last twelve months and how much each found."""
    rows = "".join(
        f'<tr><td class="name number">{row["inspected_at"]:%Y-%m-%d}</td><td class="left">'
        f"{text(row['kind'])}{'（暗访）' if row['is_covert'] else ''}"
        f"<small>{text(row['criteria'])}</small></td><td>{row['findings']} 个</td></tr>"
        for row in found.inspections[:MOST_INSPECTIONS]
    )
    table = f'<div class="wide"><table class="desk-table plain"><tbody>{rows}</tbody></table></div>' if rows else ""
    more = len(found.inspections) - MOST_INSPECTIONS
    note = f"截至 {found.now:%Y-%m-%d}" + (f"，列最近 {MOST_INSPECTIONS} 次" if more > 0 else "")
    return panel("检查与问题", note, f'<p class="counts">{inspections_words(found.inspections)}</p>{table}')
