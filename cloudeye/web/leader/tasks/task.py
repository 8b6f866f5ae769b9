"""One reform task: where it stands against its plan, month by month, and what it weighs in its lead department's score."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import plotly.graph_objects as go

from cloudeye.catalog.wording import word
from cloudeye.web.leader.points.domain import card
from cloudeye.web.leader.points.way import TASKS, Way
from cloudeye.web.leader.tasks.tasks import LATE, MEANINGS, days_late, standing_mark
from cloudeye.web.theme import DESK, chart_template
from cloudeye.web.wording import DASH, full_month, points, text

Row = Mapping[str, Any]
HEIGHT = 240


def conclusion(row: Row, today: date) -> str:
    """One sentence: progress against plan, when it is due, and how late it is."""
    if row["reported_month"] is None:
        return f"{row['title']}：还没有报过进度，{row['due_date']:%Y-%m-%d} 到期。"
    behind = row["planned_percent"] - row["actual_percent"]
    gap = f"落后计划 {points(behind)} 个百分点" if behind >= 0.05 else "达到计划"
    late = f"，逾期 {days_late(row, today)} 天" if row["standing"] == LATE else ""
    return (
        f"{row['title']}：完成 {points(row['actual_percent'])}%，计划 {points(row['planned_percent'])}%，{gap}；"
        f"{row['due_date']:%Y-%m-%d} 到期{late}。"
    )


def cards(row: Row, share: Row | None, month: date, way: Way) -> str:
    """State, progress, score, share. Markup."""
    percent = DASH if row["actual_percent"] is None else f"{points(row['actual_percent'])}<i>%</i>"
    planned = "还没有报过进度" if row["planned_percent"] is None else f"计划 {points(row['planned_percent'])}%"
    told = "" if row["reported_month"] in (None, month) else f"，{full_month(row['reported_month'])}报"
    score = way.proof(_figure(row), points(share["score"])) if share else DASH
    part = f"{100 * share['share']:.1f}<i>%</i>" if share else DASH
    of = (
        f"{text(row['department'])} {share['tasks']} 项任务平均 {points(share['completion'])}"
        if share
        else "本月计划没有要求，不计分"
    )
    return (
        '<div class="desk-cards">'
        + card("状态", standing_mark(row["standing"]), text(MEANINGS[row["standing"]]))
        + card("实际进度", percent, f"{planned}{told}")
        + card("任务得分", score, "实际 ÷ 计划，最高 100")
        + card("占改革任务完成度", part, of)
        + card("综合得分失分", points(share["lost"]) if share else DASH, "从牵头部门的综合得分中失去")
        + "</div>"
    )


def facts(row: Row, way: Way) -> str:
    """What the task is, who does it, what proves it. Markup."""
    said = (
        ("编号", text(row["task_id"])),
        ("清单", way.link(TASKS, word("list", row["list"]), list=row["list"])),
        ("举措", way.link(TASKS, row["measure"], list=row["list"], measure=row["measure_id"])),
        ("牵头部门", f"<b>{way.department_link(row['department_id'], row['department'])}</b>"),
        ("配合部门", text(row["co_departments"] or "无")),
        ("到期日", f"{row['due_date']:%Y-%m-%d}"),
        ("完成依据要求", text(row["evidence_required"] or "未列")),
        ("完成依据", text(row["evidence"] or "还没有")),
    )
    lines = "".join(f"<dt>{name}</dt><dd>{value}</dd>" for name, value in said)
    return f'<section class="point-panel"><h2>任务说明</h2><dl class="facts">{lines}</dl></section>'


def share_panel(row: Row, share: Row | None, way: Way) -> str:
    """How the task's score comes about and what it adds to the lead department, with the numbers put in. Markup."""
    heading = '<section class="point-panel"><h2>怎么算的</h2>'
    if share is None:
        return f'{heading}<p class="formula-words">本月的计划对这项任务没有要求，或还没有报进度；没有进入牵头部门的完成度。</p></section>'
    whole = (
        f"牵头部门 {share['tasks']} 项任务各占改革任务完成度的 {100 * share['share']:.1f}%，"
        f"本任务占综合得分的 {100 * share['weight']:.2f}%，贡献 {share['contribution']:.2f} 分，失去 {share['lost']:.2f} 分。"
    )
    progress = ""
    if row["planned_percent"]:
        progress = (
            '<div class="formula"><span class="sum"><small>任务得分</small>'
            f"<b>{way.proof(_figure(row), points(share['score']))}</b></span>= 100 × "
            f"<span><small>实际</small><b>{points(row['actual_percent'])}</b></span> ÷ "
            f"<span><small>计划</small><b>{points(row['planned_percent'])}</b></span></div>"
        )
    return f'{heading}{progress}<p class="formula-words">限 0 至 100。{whole}{way.proof(_figure(row))}</p></section>'


def _figure(row: Row) -> str:
    return f"task:{row['task_id']}"


def figure(series: Sequence[Row], due: date) -> go.Figure:
    """Plan (dotted) and actual by month, both cumulative per cent, the due month as a line."""
    months = [row["month"] for row in series]
    actual = [row["actual_percent"] for row in series]
    last = len(series) - 1
    told = [
        f"{full_month(row['month'])}：实际 {points(row['actual_percent'])}%，计划 {points(row['planned_percent'])}%"
        for row in series
    ]
    plan = go.Scatter(
        x=months,
        y=[row["planned_percent"] for row in series],
        mode="lines+text",
        text=[""] * last + ["计划"],
        textposition="bottom right",
        textfont={"size": 13, "color": DESK.low},
        line={"color": DESK.muted, "width": 2, "dash": "dot"},
        hoverinfo="skip",
    )
    done = go.Scatter(
        x=months,
        y=actual,
        mode="lines+markers+text",
        text=["" if place < last else points(value) for place, value in enumerate(actual)],
        textposition="top center",
        textfont={"size": 15, "weight": 600},
        line={"color": DESK.data},
        marker={"color": DESK.data, "opacity": 1, "line": {"width": 0}, "size": 8},
        customdata=told,
        hovertemplate="%{customdata}<extra></extra>",
    )
    end = go.Scatter(
        x=[due, due], y=[0, 100], mode="lines+text", text=["", f"{due:%Y-%m-%d} 到期"], textposition="middle left",
        textfont={"size": 13, "color": DESK.low}, line={"color": DESK.rule, "width": 2}, hoverinfo="skip",
    )  # fmt: skip
    return go.Figure(
        [end, plan, done],
        layout={
            "template": chart_template(wall=False),
            "margin": {"t": 14, "r": 60},
            "xaxis": {"tickformat": "%Y-%m", "type": "date"},
            "yaxis": {"range": [-4, 112], "tickvals": [0, 50, 100], "ticksuffix": "%", "ticklabelstandoff": 8},
        },
    )


def series_table(series: Sequence[Row], way: Way) -> str:
    """Every report of the task, the newest first: plan, actual, what counts, evidence, batch. Markup."""
    if not series:
        return (
            '<section class="point-panel"><h2>逐月进度</h2>'
            '<p class="formula-words">还没有收到过这项任务的进度。牵头部门从首次报送或到期起按月报送。</p></section>'
        )
    body = ""
    for row in reversed(series):
        came = f"{row['loaded_at']:%Y-%m-%d}" if row["loaded_at"] else DASH
        batch = way.link("analyst-batch", row["batch_id"], batch=row["batch_id"]) if row["batch_id"] else DASH
        body += (
            f'<tr><th scope="row" class="left">{full_month(row["month"])}</th><td>{points(row["planned_percent"])}%</td>'
            f"<td><b>{points(row['actual_percent'])}%</b></td><td>{points(row['completion'])}</td>"
            f'<td class="left">{text(row["evidence"] or DASH)}</td><td class="left">{text(row["sender"] or DASH)}</td>'
            f'<td class="left low">{came}</td><td class="left">{batch}</td></tr>'
        )
    head = (
        '<tr><th class="left">月份</th><th>计划</th><th>实际</th><th>得分</th><th class="left">完成依据</th><th class="left">报送单位</th>'
        '<th class="left">收到</th><th class="left">批次</th></tr>'
    )
    return (
        f'<section class="point-panel"><h2>逐月进度<span>共 {len(series)} 次报送</span></h2>'
        '<div class="point-scroll" role="region" aria-label="逐月进度" tabindex="0"><table class="desk-table roster">'
        f"<thead>{head}</thead><tbody>{body}</tbody></table></div></section>"
    )
