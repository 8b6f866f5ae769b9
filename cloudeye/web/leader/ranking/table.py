"""The month's ranking of one group as a table: bands, intervals, possible ranks, movement, and what the numbers rest on."""

from collections.abc import Mapping, Sequence
from typing import Any

from cloudeye.web.leader.ranking.view import View
from cloudeye.web.movement import movement_mark
from cloudeye.web.score_axis import ScoreAxis
from cloudeye.web.terms import reading_note
from cloudeye.web.wording import DASH, per_cent, points, rank_range, text

Row = Mapping[str, Any]
BANDS = ("第一梯队", "第二梯队", "第三梯队", "样本不足", "不参与排名")
NOTES = {"样本不足": "不排名", "不参与排名": "只列得分"}
WORDS = ("得分区间", "可能名次", "梯队", "误差内", "评价率", "填报覆盖")
COLUMNS = 10
# Chart inside a table row, in CSS pixels.
CHART, ROW, PADDING = 142, 26, 12
MOST_TICKS = 5


def ranking_table(
    rows: Sequence[Row], rates: Sequence[Row], view: View, *, warning: float, level: float, chosen: str | None
) -> str:
    """``rows`` are one group's, ``rates`` rows of ``rating_coverage``; a rating coverage under ``warning`` is marked.

    ``level`` is that of the intervals; ``chosen`` the department_id whose change is explained beside the table.
    """
    axis = ScoreAxis.around(rows, PADDING, CHART - PADDING)
    rated = {rate["department_id"]: rate for rate in rates}
    body = ""
    for band in BANDS:
        members = [row for row in rows if row["band"] == band]
        if members:
            note = f"，{NOTES[band]}" if band in NOTES else ""
            body += f'<tr class="band"><th colspan="{COLUMNS}">{band}{note}<span>{len(members)} 个部门</span></th></tr>'
            body += "".join(
                _line(row, rated.get(row["department_id"]), view, _chart(row, axis), warning, row["department_id"] == chosen)
                for row in members
            )
    head = (
        f"<tr><th>部门</th><th class='chart'>{_scale(axis)}</th><th>得分</th><th>可能名次</th><th class='left'>较上月</th>"
        "<th>感知度</th><th>完成度</th><th colspan='2'>评价率</th><th>填报</th></tr>"
    )
    return (
        '<section class="panel ranking-main"><h2>先看梯队，再看分数<a href="#ranking-history">近 24 个月名次</a></h2>'
        f'<p class="under">点为得分，线为 {100 * level:.0f}% 区间；同一梯队内不宜比较先后。点任一行看部门画像，点数字看出处。</p>'
        f'<div class="wide"><table class="desk-table ranking"><thead>{head}</thead><tbody>{body}</tbody></table></div>'
        f"{reading_note('怎么看这张表', WORDS)}</section>"
    )


def _line(row: Row, rate: Row | None, view: View, chart: str, warning: float, is_chosen: bool) -> str:
    me = row["department_id"]
    missing = f'<small title="缺{text(row["missing_parts"])}，权重已按其余部分补足">缺项</small>' if row["missing_parts"] else ""
    place = f' title="按得分排第 {row["rank"]}"' if row["rank"] is not None else ""
    ranks = f"第 {rank_range(row['rank_low'], row['rank_high'])} 名" if row["rank_low"] is not None else "不排名"
    cells = (
        f'<td class="name"><a class="row-link" href="{view.portrait(me)}" target="_self">{text(row["department"])}</a>'
        f"{missing}</td>"
        f'<td class="chart">{chart}</td><td><b>{_figure(view, me, "score", points(row["score"]))}</b></td>'
        f"<td{place}>{_figure(view, me, 'rank', ranks)}</td>"
        f'<td class="movement left"><a class="figure" href="{view.link(department=me)}" target="_self" '
        f'title="为何变动">{movement_mark(row["movement"], row["movement_error"])}</a></td>'
        f'<td class="low">{_figure(view, me, "perception", points(row["perception"]))}</td>'
        f'<td class="low">{_figure(view, me, "completion", points(row["completion"]))}</td>'
        f"{_rating(rate, view, me, warning)}<td class='low'>{_figure(view, me, 'coverage', _share(row['coverage']))}</td>"
    )
    return f'<tr class="{"chosen" if is_chosen else ""}">{cells}</tr>'


def _figure(view: View, department_id: str, figure: str, shown: str) -> str:
    """A number that leads to where it comes from; nothing leads from a dash."""
    if shown == DASH:
        return shown
    return f'<a class="figure" href="{view.passport(department_id, figure)}" target="_self">{shown}</a>'


def _rating(rate: Row | None, view: View, department_id: str, warning: float) -> str:
    """The share of closed complaints that were rated, and both numbers; of 1 to 4 complaints neither."""
    if rate is None or rate["closed"] == 0:
        return '<td class="low" colspan="2">本月无办结</td>'
    if rate["is_small"]:
        return '<td class="none" colspan="2">○ 少于 5 件</td>'
    words = _figure(view, department_id, "satisfied", per_cent(rate["rated"], rate["closed"]))
    share = f'<span class="warn">▲ {words}</span>' if rate["rated"] < warning * rate["closed"] else words
    return f'<td>{share}</td><td class="low count">{rate["rated"]}/{rate["closed"]}</td>'


def _share(coverage: float | None) -> str:
    return DASH if coverage is None else per_cent(coverage, 1)


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
            f"<g{ranked}><title>{points(row['low'])} 至 {points(row['high'])}</title>"
            f'<line x1="{low:.1f}" y1="{ROW / 2}" x2="{high:.1f}" y2="{ROW / 2}" class="span"/>'
            f'<circle cx="{axis.x(row["score"]):.1f}" cy="{ROW / 2}" r="4"/></g>'
        )
    return f'<svg width="{CHART}" height="{ROW}" viewBox="0 0 {CHART} {ROW}" class="desk-dots">{lines}{dot}</svg>'


def _scale(axis: ScoreAxis) -> str:
    marks = "".join(f'<text x="{axis.x(tick):.1f}" y="13" text-anchor="middle">{tick}</text>' for tick in axis.ticks(MOST_TICKS))
    return f'<svg width="{CHART}" height="17" viewBox="0 0 {CHART} 17" class="desk-dots">{marks}</svg>'
