"""The inputs of a figure as tables: what each adds, their sum, and the open line with its numbers put into the formula."""

from collections.abc import Mapping, Sequence
from typing import Any

from cloudeye.access.viewer import Viewer
from cloudeye.scoring.passport_tree import figure_of
from cloudeye.web.leader.passport.figure import RATES, Sheet
from cloudeye.web.leader.passport.formula import WORDS, substitution
from cloudeye.web.leader.passport.lines import HIDDEN, SUM_ONLY, Line
from cloudeye.web.leader.passport.view import batch_link, card, figure_link, four, own_address, plain, table
from cloudeye.web.roster import row_link
from cloudeye.web.wording import DASH, count, points, signed, text

Row = Mapping[str, Any]


def _states(line: Line) -> str:
    if line.note in (HIDDEN, SUM_ONLY):
        return f'<span class="mark-none">○ {text(line.note)}</span>'
    said = line.states or {}
    if line.figure.startswith(("point:", "task:")):
        return "".join(
            f'<span class="warn">▲ {state}</span>' if state == "未报" else f'<span class="mark-none">○ {state}</span>'
            for state in said
        )
    quiet = [f"样本不足 {said['样本不足']}"] if said.get("样本不足") else []
    quiet += ["含沿用"] if said.get("沿用") else []
    loud = f'<span class="warn">▲ 未报 {said["未报"]}</span> ' if said.get("未报") else ""
    return loud + (f'<span class="mark-none">○ {"、".join(quiet)}</span>' if quiet else "")


def _batches(line: Line, viewer: Viewer) -> str:
    if line.batches:
        first, at = next(iter(line.batches.items()))
        return batch_link(first, viewer, at=at, more=len(line.batches) - 1)
    return f'<span class="low">{text(line.source)}</span>' if line.source else ""


def _value(line: Line) -> str:
    if line.value is None:
        return DASH
    if line.unit == "件":
        return count(line.value)
    return signed(line.value) if line.name in ("加分", "扣分") else four(line.value)


def _cells(line: Line, sheet: Sheet, viewer: Viewer, chosen: str) -> list[str]:
    """Name, value, weight, contribution, state, batch, rows, the way on; markup, empty where there is nothing."""
    name = text(line.name)
    if line.choice:
        name = row_link(own_address(sheet, input=line.choice), line.choice, line.name, is_chosen=line.choice == chosen)
    note = f"<small>{text(line.note)}</small>" if line.note not in ("", HIDDEN, SUM_ONLY) else ""
    added = (
        "" if line.contribution is None else count(line.contribution) if sheet.subject.kind == "rank" else four(line.contribution)
    )
    return [
        f"{f'<b>{name}</b>' if line.depth == 0 else name}{note}",
        f"<b>{_value(line)}</b>" if line.depth == 0 else _value(line),
        line.share or ("" if line.weight is None else plain(round(line.weight, 4))),
        added,
        _states(line),
        _batches(line, viewer),
        "" if line.rows is None else count(line.rows),
        figure_link(sheet, line.figure, line.name) if line.figure else "",
    ]


def inputs_card(sheet: Sheet, found: Sequence[Line], total: float | None, viewer: Viewer, chosen: str) -> str:
    """The table of inputs with what each adds, and their sum against the figure; columns in which nothing stands are left out."""
    if not found:
        return card("用了哪些数", '<p class="desk-note">本月没有这一项。</p>')
    kind = sheet.subject.kind
    is_place = kind == "rank"
    heads = [
        "部门" if is_place else "输入项",
        "得分" if is_place else "数值",
        "权重",
        "名次" if is_place else "贡献",
        "状态",
        "来源批次",
        "行数",
        "",
    ]
    cells = [_cells(line, sheet, viewer, chosen) for line in found]
    kept = [number for number in range(len(heads)) if number < 2 or any(row[number] for row in cells)]
    styles = ["name", "", "", "", "left", "left", "", "go"]
    head = "".join(f'<th class="{styles[number]}">{heads[number]}</th>' for number in kept)
    body = ""
    for line, row in zip(found, cells, strict=True):
        here = ' class="chosen"' if (line.choice and line.choice == chosen) or line.is_own else ""
        inside = "".join(
            f'<td class="{styles[number]}{f" d{line.depth}" if number == 0 else ""}">{row[number]}</td>' for number in kept
        )
        body += f"<tr{here}>{inside}</tr>"
    note = "" if kind in (*RATES, "bonus", "penalty") else "按未四舍五入的得分排" if is_place else "贡献 = 数值 × 权重，逐级相乘"
    return card("用了哪些数", table("pass-inputs", head, body + _sum_line(sheet, total, kept)), note=note)


def _sum_line(sheet: Sheet, total: float | None, kept: Sequence[int]) -> str:
    if total is None or sheet.value is None:
        return ""
    gap = total - sheet.value
    agrees = abs(gap) < 1e-9
    mark = '<span class="mark-met">●</span>' if agrees else '<span class="mark-late">■</span>'
    words = f"各项贡献之和等于{sheet.subject.label}，差 0" if agrees else f"各项贡献之和与{sheet.subject.label}差 {gap:+.9f}"
    if not agrees and sheet.subject.kind == "score" and sheet.value in (0.0, 100.0):
        words += "（得分限 0 至 100）"
    if not agrees and sheet.subject.kind in ("bonus", "penalty"):
        words = "各项之和超过上限，按上限计"
    cells = ["<b>合计</b>", f"<b>{four(sheet.value)}</b>", "", f"<b>{four(total)}</b>"]
    inside = "".join(
        f'<td class="{"name" if number == 0 else ""}">{cells[number]}</td>' for number in kept if number < len(cells)
    )
    rest = max(1, sum(1 for number in kept if number >= len(cells)))
    return f'<tr class="sum">{inside}<td class="left" colspan="{rest}">{mark} {text(words)}</td></tr>'


def opened_inputs(sheet: Sheet, chosen: str) -> tuple[str, list[Row]]:
    """The inputs below the chosen line, and what they are called together; nothing for a figure without such lines."""
    if sheet.subject.kind in ("point", "task", *RATES):
        return "", []
    rows = [row for row in sheet.inputs if figure_of(row) == chosen]
    if rows and rows[0]["part"] == "indicators":
        rows = [row for row in sheet.inputs if row["indicator_id"] == rows[0]["indicator_id"]]
    elif rows:
        rows = [row for row in sheet.inputs if row["part"] == rows[0]["part"]]
    else:
        kind, _, one = chosen.partition(":")
        rows = [row for row in sheet.inputs if one and row.get(f"{kind}_id") == one]
    if not rows:
        return "", []
    part = rows[0]["part"]
    if part == "indicators":
        name = rows[0]["domain"] if chosen.startswith("domain:") else f"{rows[0]['indicator_id']} {rows[0]['indicator']}"
        return f"{name}的 {len(rows)} 个靶点", list(rows)
    return ("改革任务" if part == "tasks" else "诉求三率"), list(rows)


def opened_card(sheet: Sheet, title: str, rows: Sequence[Row], chosen: str) -> str:
    """The inputs below the chosen line, each with its numbers put into the formula."""
    is_closed = any(row["is_small"] and row["weight"] for row in rows)
    body = "".join(_opened_line(sheet, row, chosen, is_closed=is_closed) for row in rows)
    what = {"indicators": "靶点", "tasks": "任务", "response": "率"}[rows[0]["part"]]
    head = (
        f"<th>{what}</th><th>实际值</th><th class='left'>代入</th><th class='left'>状态</th><th>行数</th><th>得分</th><th></th>"
    )
    rule = {"indicators": WORDS["point"], "tasks": WORDS["task"], "response": "件数 ÷ 件数 × 100"}[rows[0]["part"]]
    return card(title, table("pass-opened", head, body), note=rule)


def _opened_line(sheet: Sheet, row: Row, chosen: str, *, is_closed: bool) -> str:
    figure = figure_of(row)
    is_silent = row["score"] is None
    is_shut = row["is_small"] or (is_closed and not is_silent)
    unit = "%" if row["part"] != "indicators" else row["unit"]
    value = DASH if is_shut or row["value"] is None else f"{plain(row['value'])}<small>{text(unit)}</small>"
    put = "" if is_shut or is_silent else text(substitution(row))
    tone = {"已报": "met", "未报": "late"}.get(row["status"], "none")
    mark = {"已报": "●", "未报": "▲"}.get(row["status"], "○")
    state = HIDDEN if row["is_small"] and not is_silent else SUM_ONLY if is_shut and not is_silent else row["status"]
    said = (
        ""
        if row["status"] == "已报" and not is_shut
        else f'<span class="mark-{"warn" if tone == "late" else "none"}">{mark} {text(state)}</span>'
    )
    link = row_link(own_address(sheet, input=figure), figure, row["name"], is_chosen=figure == chosen)
    further = figure_link(sheet, figure, row["name"])
    here = ' class="chosen"' if figure == chosen else ""
    rows = "" if row["is_small"] else count(row["records"])
    score = DASH if is_shut or is_silent else points(row["score"])
    return (
        f'<tr{here}><td class="name">{link}</td><td>{value}</td><td class="left low">{put}</td><td class="left">{said}</td>'
        f"<td>{rows}</td><td><b>{score}</b></td><td class='go'>{further}</td></tr>"
    )
