"""The month's ranking of one group as a table: interval, possible ranks before the rank, score, movement with its error."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from cloudeye.catalog import working_days
from cloudeye.store.database import Reader
from cloudeye.web.frame import address
from cloudeye.web.score_axis import ScoreAxis
from cloudeye.web.wording import DASH, is_beyond_error, is_level, per_cent, points, rank_range, text

Row = Mapping[str, Any]
BANDS = ("第一梯队", "第二梯队", "第三梯队", "样本不足", "不参与排名")
OBJECTION_DAYS = 5
MOST_NAMED = 3
# Chart inside a table row, in CSS pixels.
CHART, ROW, PADDING = 300, 30, 14
MOST_TICKS = 8

EXPORT_COLUMNS = {
    "ranking_group": "排名组",
    "department": "部门",
    "band": "梯队",
    "rank_low": "最好名次",
    "rank_high": "最差名次",
    "rank": "名次",
    "score": "得分",
    "low": "区间下限",
    "high": "区间上限",
    "previous_rank": "上月名次",
    "movement": "较上月",
    "movement_error": "变动误差",
    "perception": "市场主体感知度",
    "completion": "改革任务完成度",
    "coverage": "指标填报覆盖率",
    "missing_parts": "缺少的部分",
    "rule_version": "规则版本",
}


def groups_of(rows: Sequence[Row]) -> list[str]:
    """Ranking groups, the largest first."""
    names = [row["ranking_group"] for row in rows]
    return sorted(set(names), key=lambda name: (-names.count(name), name))


def conclusion(rows: Sequence[Row]) -> str:
    """One sentence: who leads and whether they can be told apart; who fell most, if beyond the error."""
    ranked = sorted((row for row in rows if row["rank"] is not None), key=lambda row: row["rank"])
    if not ranked:
        return "本组没有可排名的部门。"
    return "；".join(clause for clause in (_lead(ranked), _fall(ranked)) if clause) + "。"


def _lead(ranked: Sequence[Row]) -> str:
    """The leaders are all whose possible ranks overlap those of the first."""
    leaders = [row["department"] for row in ranked if row["rank_low"] <= ranked[0]["rank_high"]]
    if len(leaders) == 1:
        return f"{leaders[0]}居首"
    named = "、".join(leaders[:MOST_NAMED])
    return f"{named}等 {len(leaders)} 个部门分不出先后" if len(leaders) > MOST_NAMED else f"{named}分不出先后"


def _fall(ranked: Sequence[Row]) -> str:
    """Nothing when no department can be compared with the month before."""
    comparable = [row for row in ranked if row["movement"] is not None]
    fallen = [row for row in comparable if is_beyond_error(row["movement"], row["movement_error"]) and row["movement"] < 0]
    if not fallen:
        return "各部门降幅均在误差范围内" if comparable else ""
    worst = min(fallen, key=lambda row: row["movement"])
    return f"{worst['department']}降 {points(-worst['movement'])} 分，降幅最大"


def publication(month_row: Row, reader: Reader, now: datetime) -> str:
    """The notice of a draft (with the end of its objection window) or of a final version."""
    if month_row["status"] == "final":
        published: datetime = month_row["published_at"]
        return (
            f'<div class="desk-notice"><b>已定稿 · 第 {month_row["version"]} 版</b><span>{published:%Y-%m-%d} 发布</span>'
            f"<span>定稿后不再改动，更正另出新版</span><span>规则第 {month_row['rule_version']} 版</span></div>"
        )
    due, is_estimated = working_days.add(reader, month_row["drafted_at"], OBJECTION_DAYS)
    guess = "（节假日为估算）" if is_estimated else ""
    window = f"异议期 {OBJECTION_DAYS} 个工作日，至 {due:%Y-%m-%d}" if now <= due else f"异议期已于 {due:%Y-%m-%d} 结束，待定稿"
    return (
        f'<div class="desk-notice draft"><b>排名草案</b><span>{window}{guess}</span>'
        f"<span>定稿后不再改动</span><span>规则第 {month_row['rule_version']} 版</span></div>"
    )


def _movement(row: Row) -> str:
    movement = row["movement"]
    if movement is None:
        return f'<span class="low">{DASH}</span>'
    if is_level(movement):
        return '<span class="low">持平</span>'
    arrow = "↑" if movement >= 0 else "↓"
    if not is_beyond_error(movement, row["movement_error"]):
        return f'<span class="low">{arrow} {points(abs(movement))} <small>误差内</small></span>'
    return f'<b class="{"good" if movement > 0 else "worse"}">{arrow} {points(abs(movement))}</b>'


def _coverage(row: Row, warning: float) -> str:
    if row["coverage"] is None:
        return f'<span class="low">{DASH}</span>'
    words = per_cent(row["coverage"], 1)
    return f'<span class="warn">▲ {words}</span>' if row["coverage"] < warning else words


def _chart(row: Row, axis: ScoreAxis) -> str:
    lines = "".join(
        f'<line x1="{axis.x(tick):.1f}" y1="0" x2="{axis.x(tick):.1f}" y2="{ROW}" class="grid"/>'
        for tick in axis.ticks(MOST_TICKS)
    )
    dot = ""
    if row["score"] is not None and row["low"] is not None:
        ranked = "" if row["rank"] is not None else ' class="unranked"'
        low, high = axis.x(row["low"]), axis.x(row["high"])
        dot = (
            f'<g{ranked}><line x1="{low:.1f}" y1="{ROW / 2}" x2="{high:.1f}" y2="{ROW / 2}" class="span"/>'
            f'<circle cx="{axis.x(row["score"]):.1f}" cy="{ROW / 2}" r="4.5"/></g>'
        )
    return f'<svg width="{CHART}" height="{ROW}" viewBox="0 0 {CHART} {ROW}" class="desk-dots">{lines}{dot}</svg>'


def _scale(axis: ScoreAxis) -> str:
    marks = "".join(f'<text x="{axis.x(tick):.1f}" y="14" text-anchor="middle">{tick}</text>' for tick in axis.ticks(MOST_TICKS))
    return f'<svg width="{CHART}" height="18" viewBox="0 0 {CHART} 18" class="desk-dots">{marks}</svg>'


def _line(row: Row, month: date, chart: str, warning: float) -> str:
    link = address("leader-department", department=row["department_id"], month=f"{month:%Y-%m}")
    missing = f'<small title="权重已按其余部分补足">缺{text(row["missing_parts"])}</small>' if row["missing_parts"] else ""
    place = DASH if row["rank"] is None else str(row["rank"])
    ranks = f"第 {rank_range(row['rank_low'], row['rank_high'])} 名" if row["rank_low"] is not None else "不排名"
    cells = (
        f'<td class="name"><a href="{link}" target="_self">{text(row["department"])}</a>{missing}</td>'
        f'<td class="chart">{chart}</td><td>{ranks}</td><td class="low">{place}</td>'
        f'<td><b>{points(row["score"])}</b></td><td class="movement">{_movement(row)}</td>'
        f"<td>{points(row['perception'])}</td><td>{points(row['completion'])}</td><td>{_coverage(row, warning)}</td>"
        f'<td class="go"><a href="{link}" target="_self">看得分 ›</a></td>'
    )
    return f"<tr>{cells}</tr>"


def ranking_table(rows: Sequence[Row], month: date, *, warning: float, level: float) -> str:
    """``rows`` are one group's; ``warning`` is the share of reported indicators below which coverage is marked."""
    axis = ScoreAxis.around(rows, PADDING, CHART - PADDING)
    body = ""
    for band in BANDS:
        members = [row for row in rows if row["band"] == band]
        if members:
            body += f'<tr class="band"><th colspan="10">{band}<span>{len(members)} 个部门</span></th></tr>'
            body += "".join(_line(row, month, _chart(row, axis), warning) for row in members)
    head = (
        f"<tr><th>部门</th><th class='chart'>{_scale(axis)}</th><th>可能名次</th><th>名次</th><th>得分</th><th>较上月</th>"
        "<th>感知度</th><th>完成度</th><th>填报覆盖</th><th></th></tr>"
    )
    note = (
        f"点为得分，线为 {100 * level:.0f}% 区间。可能名次的整个范围落在前三分之一为第一梯队，落在后三分之一为第三梯队，其余为第二梯队；"
        "同一梯队内不宜比较先后。填报覆盖指有数据的监督靶点所占权重。"
    )
    return f'<table class="desk-table ranking"><thead>{head}</thead><tbody>{body}</tbody></table><p class="desk-note">{note}</p>'
