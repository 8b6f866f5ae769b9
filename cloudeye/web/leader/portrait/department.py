"""One department's portrait: its numbers as cards, each leading to where it comes from, its indicators and points."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from cloudeye.web.leader.portrait.complaints import complaints_panel
from cloudeye.web.leader.portrait.facts import Portrait, interval_words, panel
from cloudeye.web.leader.portrait.group import group_panel, strengths_panels
from cloudeye.web.leader.portrait.loop import inspections_panel, letters_panel, rectifications_panel, tasks_panel
from cloudeye.web.leader.portrait.losses import losses_panel
from cloudeye.web.movement import movement_words
from cloudeye.web.terms import term
from cloudeye.web.theme import SHAPES
from cloudeye.web.wording import DASH, per_cent, points, rank_range, signed, text

Row = Mapping[str, Any]
SHEET = Path(__file__).with_suffix(".css")
STATUS_TONES = {"已报": "met", "沿用": "pending", "未报": "none", "样本不足": "none"}

EXPORT_COLUMNS = {
    "domain": "领域",
    "indicator": "二级指标",
    "indicator_score": "指标得分",
    "point_id": "靶点编号",
    "point": "监督靶点",
    "value": "数值",
    "unit": "单位",
    "status": "状态",
    "source_period": "数据期",
    "sample_size": "样本量",
    "score": "得分",
    "weight": "权重",
}


def brief_link(found: Portrait) -> str:
    """The ways to the printable brief and to the same as a document; nothing for who may not open it."""
    if "leader-brief" not in found.opens:
        return ""
    return (
        f'<a class="desk-export" href="{found.href("leader-brief")}" target="_self">一页简报</a>'
        f'<a class="desk-export" href="{found.href("export/brief")}" target="_self">导出 Word</a>'
    )


def summary_cards(found: Portrait) -> str:
    """Composite, possible ranks, both dimensions, adjustments, coverage; each number leads to where it comes from."""
    ranked = found.ranked
    ranks, place = "不排名", str(ranked["band"])
    if ranked["rank"] is not None:
        ranks = f"第 {rank_range(ranked['rank_low'], ranked['rank_high'])} 名"
        place = f"{ranked['band']}，名次第 {ranked['rank']}"
    coverage = ranked["coverage"]
    covered = DASH if coverage is None else per_cent(coverage, 1)
    is_thin = coverage is not None and coverage < found.coverage_warning
    cards = [
        _card(
            term("综合得分"),
            found.passport("score", points(ranked["score"])),
            f"{interval_words(ranked)}，{movement_words(ranked['movement'], ranked['movement_error'])}",
            "score",
        ),
        _card(term("可能名次"), found.passport("rank", ranks), place, "rank"),
        _card(
            term("市场主体感知度"), found.passport("perception", points(ranked["perception"])), "二级指标与诉求三率", "perception"
        ),
        _card(
            term("改革任务完成度"), found.passport("completion", points(ranked["completion"])), "牵头任务对照计划", "completion"
        ),
        _card(
            "加分与扣分",
            _adjusted(found),
            "；".join(row["basis"] for row in found.adjustments) or "本月没有加减分",
            "adjustments",
        ),
        _card(
            term("填报覆盖"),
            found.passport("coverage", covered),
            f"{SHAPES['warn']} 不足 {100 * found.coverage_warning:.0f}%" if is_thin else "有数据的靶点权重占比",
            "coverage thin" if is_thin else "coverage",
        ),
    ]
    return f'<div class="desk-cards portrait-cards">{"".join(cards)}</div>'


def _adjusted(found: Portrait) -> str:
    """+0.5 / −1.0, each leading to what was decided; one dash for neither."""
    told = [
        found.passport(figure, signed(value))
        for figure, value in (("bonus", found.score["bonus"]), ("penalty", -found.score["penalty"]))
        if value
    ]
    return "<i>/</i>".join(told) or found.passport("bonus", "无")


def _card(name: str, value: str, note: str, kind: str) -> str:
    """``name`` and ``value`` are markup, ``note`` is plain text."""
    return f'<div class="{kind}"><span>{name}</span><b>{value}</b><small>{text(note)}</small></div>'


def first_panels(found: Portrait) -> str:
    """The group, the waterfall and the complaints; without the group for somebody who sees their own only."""
    group = group_panel(found) if found.sees_all else ""
    return f'<div class="portrait-grid{"" if group else " pair"}">{group}{losses_panel(found)}{complaints_panel(found)}</div>'


def loop_panels(found: Portrait) -> str:
    """Strong and weak sides, rectifications, tasks, letters, inspections."""
    return (
        f'<div class="portrait-grid pair">{strengths_panels(found)}</div>{rectifications_panel(found)}'
        f'<div class="portrait-grid loop">{tasks_panel(found)}{letters_panel(found)}{inspections_panel(found)}</div>'
    )


def value_words(value: float | None, unit: str) -> str:
    """A value with at most two decimals and its unit."""
    if value is None:
        return DASH
    number = f"{value:,.2f}".rstrip("0").rstrip(".").replace("-", "−")
    return f"{number} {unit}"


def _point(row: Row, found: Portrait) -> str:
    mark = f'<span class="mark-{STATUS_TONES[row["status"]]}">{SHAPES[STATUS_TONES[row["status"]]]}</span> {row["status"]}'
    period = f"{row['source_period']:%Y-%m}" if row["source_period"] else DASH
    sample = DASH if row["sample_size"] is None else f"{row['sample_size']:,}"
    weight = DASH if row["weight"] is None else f"{row['weight']:g}"
    key = '<small class="key">重点</small>' if row["is_key"] else ""
    name = found.link("leader-point", text(row["point"]), point=row["point_id"], department="")
    return (
        f'<tr><td class="name">{name}{key}</td><td>{text(value_words(row["value"], row["unit"]))}</td>'
        f'<td class="left">{mark}</td><td class="low">{period}</td><td class="low">{sample}</td>'
        f'<td><b>{points(row["score"])}</b></td><td class="low">{weight}</td></tr>'
    )


def points_panel(found: Portrait) -> str:
    """Indicators with their points; a sentence for a department that leads none."""
    if not found.points:
        words = "该部门没有牵头的二级指标；综合得分只由其余部分组成，权重已按比例补足。"
        return panel("二级指标与监督靶点", "", f'<p class="low">{words}</p>')
    return panel("二级指标与监督靶点", f"{len(found.points)} 个监督靶点", points_table(found.points, found))


def points_table(rows: Sequence[Row], found: Portrait) -> str:
    """Indicators with their points. Unreported points have no score: they count neither as 0 nor as 100."""
    body = ""
    for _, members in groupby(rows, key=lambda row: row["indicator_id"]):
        inside = list(members)
        first = inside[0]
        coverage = "" if first["indicator_coverage"] is None else f"，有数据 {per_cent(first['indicator_coverage'], 1)}"
        indicator = found.link("leader-indicator", text(first["indicator"]), indicator=first["indicator_id"], department="")
        body += (
            f'<tr class="band"><th colspan="5">{indicator}<span>{text(first["domain"])}{coverage}</span></th>'
            f'<th class="sum">{points(first["indicator_score"])}</th><th class="low sum">{first["indicator_weight"]:g}</th></tr>'
        )
        body += "".join(_point(row, found) for row in inside)
    head = "<tr><th>二级指标与监督靶点</th><th>数值</th><th class='left'>状态</th><th>数据期</th><th>样本量</th><th>得分</th><th>权重</th></tr>"
    note = "未报和样本不足的靶点不计分，不按 0 分也不按 100 分；沿用指季度、年度靶点仍在有效期内的上期数。"
    return (
        f'<div class="wide"><table class="desk-table plain points"><thead>{head}</thead><tbody>{body}</tbody></table></div>'
        f'<p class="desk-note">{note}</p>'
    )
