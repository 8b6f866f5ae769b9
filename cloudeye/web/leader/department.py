"""One department's scores in a month: how the composite is made, its dimensions, indicators and points, rates and tasks."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from cloudeye.access.viewer import Viewer
from cloudeye.web.theme import SHAPES
from cloudeye.web.wording import DASH, is_beyond_error, is_level, per_cent, points, rank_range, text

Row = Mapping[str, Any]
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


def own_first(rows: Mapping[str, Row], viewer: Viewer) -> dict[str, Row]:
    """Of ``rows`` by department those of the viewer's own organisations, the very own one first."""
    own = [name for name in rows if name in viewer.departments]
    return {name: rows[name] for name in sorted(own, key=lambda name: name != viewer.department_id)}


def _card(name: str, value: str, note: str) -> str:
    return f"<div><span>{text(name)}</span><b>{value}</b><small>{text(note)}</small></div>"


def _movement_words(ranked: Row) -> str:
    movement = ranked["movement"]
    if movement is None:
        return "与上月不可比"
    if is_level(movement):
        return "与上月持平"
    direction = "升" if movement >= 0 else "降"
    beyond = is_beyond_error(movement, ranked["movement_error"])
    return f"较上月{direction} {points(abs(movement))}{'' if beyond else '，误差内'}"


def conclusion(passport: Mapping[str, Any], ranked: Row) -> str:
    """One sentence: the department, its score, where it may stand, how it moved."""
    if ranked["rank"] is None:
        place = ranked["band"]
    else:
        place = f"可能名次第 {rank_range(ranked['rank_low'], ranked['rank_high'])} 名，{ranked['band']}"
    return f"{passport['name']}：综合得分 {points(passport['score'])}，{place}；{_movement_words(ranked)}。"


def summary_cards(passport: Mapping[str, Any], ranked: Row) -> str:
    """Composite, possible ranks, both dimensions, adjustments."""
    cards = [_card("综合得分", points(passport["score"]), _movement_words(ranked))]
    if ranked["rank"] is not None:
        cards.append(
            _card(
                "可能名次",
                f"第 {rank_range(ranked['rank_low'], ranked['rank_high'])} 名",
                f"名次第 {ranked['rank']}，{ranked['band']}",
            )
        )
    else:
        cards.append(_card("可能名次", "不排名", ranked["band"]))
    cards.append(_card("市场主体感知度", points(passport["perception"]), "二级指标与诉求三率"))
    cards.append(_card("改革任务完成度", points(passport["completion"]), "牵头任务对照计划"))
    coverage = passport["coverage"]
    cards.append(_card("填报覆盖", DASH if coverage is None else per_cent(coverage, 1), "有数据的靶点权重占比"))
    formula = f'<p class="desk-formula"><b>计算说明</b>{text(passport["formula"])}</p>'
    return f'<div class="desk-cards">{"".join(cards)}</div>{formula}'


def value_words(value: float | None, unit: str) -> str:
    """A value with at most two decimals and its unit."""
    if value is None:
        return DASH
    number = f"{value:,.2f}".rstrip("0").rstrip(".").replace("-", "−")
    return f"{number} {unit}"


def _point(row: Row) -> str:
    mark = f'<span class="mark-{STATUS_TONES[row["status"]]}">{SHAPES[STATUS_TONES[row["status"]]]}</span> {row["status"]}'
    period = f"{row['source_period']:%Y-%m}" if row["source_period"] else DASH
    sample = DASH if row["sample_size"] is None else f"{row['sample_size']:,}"
    weight = DASH if row["weight"] is None else f"{row['weight']:g}"
    key = '<small class="key">重点</small>' if row["is_key"] else ""
    return (
        f'<tr><td class="name">{text(row["point"])}{key}</td><td>{text(value_words(row["value"], row["unit"]))}</td>'
        f'<td class="left">{mark}</td><td class="low">{period}</td><td class="low">{sample}</td>'
        f'<td><b>{points(row["score"])}</b></td><td class="low">{weight}</td></tr>'
    )


def points_table(rows: Sequence[Row]) -> str:
    """Indicators with their points. Unreported points have no score: they count neither as 0 nor as 100."""
    body = ""
    for _, members in groupby(rows, key=lambda row: row["indicator_id"]):
        inside = list(members)
        first = inside[0]
        coverage = "" if first["indicator_coverage"] is None else f"，有数据 {per_cent(first['indicator_coverage'], 1)}"
        body += (
            f'<tr class="band"><th colspan="5">{text(first["indicator"])}<span>{text(first["domain"])}{coverage}</span></th>'
            f'<th class="sum">{points(first["indicator_score"])}</th><th class="low sum">{first["indicator_weight"]:g}</th></tr>'
        )
        body += "".join(_point(row) for row in inside)
    head = "<tr><th>二级指标与监督靶点</th><th>数值</th><th class='left'>状态</th><th>数据期</th><th>样本量</th><th>得分</th><th>权重</th></tr>"
    note = "未报和样本不足的靶点不计分，不按 0 分也不按 100 分；沿用指季度、年度靶点仍在有效期内的上期数。"
    return f'<table class="desk-table points"><thead>{head}</thead><tbody>{body}</tbody></table><p class="desk-note">{note}</p>'


def components_table(components: Sequence[Row], part: str) -> str:
    """The rates (``response``) or the tasks (``tasks``) inside the composite; empty text when the department has none."""
    rows = [row for row in components if row["part"] == part]
    if not rows:
        return ""
    body = ""
    for row in rows:
        if part == "tasks":
            value = f"完成 {points(row['value'])}%，计划 {points(row['planned_percent'])}%"
        else:
            value = f"{points(row['value'])}%（{row['sample_size']:,} 件）"
        body += (
            f'<tr><td class="name">{text(row["name"])}</td><td>{value}</td><td><b>{points(row["score"])}</b></td>'
            f'<td class="low">{100 * row["weight"]:.1f}%</td><td class="low">{points(row["contribution"])}</td></tr>'
        )
    heading = "诉求三率" if part == "response" else "牵头的改革任务"
    head = f"<tr><th>{heading}</th><th>实际</th><th>得分</th><th>占综合得分</th><th>贡献分</th></tr>"
    return f'<table class="desk-table"><thead>{head}</thead><tbody>{body}</tbody></table>'
