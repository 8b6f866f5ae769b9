"""One secondary indicator: who leads it, what it weighs, how its score is made from its points, and which drag it down."""

from collections.abc import Mapping, Sequence
from typing import Any

from cloudeye.web.leader.points.domain import lost, point_cells, worst_of
from cloudeye.web.leader.points.marks import FAILED, counted, marks
from cloudeye.web.leader.points.way import MATRIX, Way
from cloudeye.web.movement import movement_words
from cloudeye.web.terms import term
from cloudeye.web.wording import DASH, per_cent, points, text

Row = Mapping[str, Any]
NAME_WORDS = 14


def conclusion(rows: Sequence[Row], level: Row | None) -> str:
    """One sentence: the indicator's score, how it moved, and which point takes most of what is missing to 100."""
    first = rows[0]
    if level is None or level["score"] is None:
        return f"{first['indicator']}：本月没有得分，{len(rows)} 个靶点都没有报数或样本不足。"
    worst = worst_of(rows, "indicator_share")
    taken = lost(worst, "indicator_share") if worst else None
    drag = ""
    if worst and taken:
        drag = f"；失分主要来自「{worst['point']}」，{points(taken)} 分，占 {per_cent(taken, 100 - level['score'])}"
    return f"{first['indicator']}：得分 {points(level['score'])}，{movement_words(level['movement'], level['movement_error'])}{drag}。"


def facts(rows: Sequence[Row], level: Row | None, way: Way) -> str:
    """Definition, weight and who answers for it. Markup."""
    first, found = rows[0], counted(rows)
    share = sum(row["domain_share"] or 0 for row in rows)
    weight = f"{first['indicator_weight']:g}" + (f"，本月占领域得分 {100 * share:.1f}%" if share else "，本月没有得分，不占比重")
    covered = DASH if level is None or level["coverage"] is None else per_cent(level["coverage"], 1)
    kinds = "、".join(f"{name} {sum(row['frequency'] == name for row in rows)}" for name in ("月", "季", "年"))
    said = (
        ("所属领域", way.link(MATRIX, first["domain"], domain=first["domain_id"])),
        ("定义", f"由 {len(rows)} 个监督靶点按权重加权平均，满分 100"),
        ("权重", weight),
        ("牵头部门", f"<b>{way.department_link(first['department_id'], first['department'])}</b>"),
        ("配合部门", text(first["co_departments"] or "无")),
        ("靶点频次", f"{kinds} 个"),
        ("填报覆盖", covered),
        ("对照目标", f"{marks(rows, way)}<small>未达标 {found[FAILED]} 个</small>"),
    )
    lines = "".join(f"<dt>{name}</dt><dd>{value}</dd>" for name, value in said)
    return f'<section class="point-panel"><h2>指标说明</h2><dl class="facts">{lines}</dl></section>'


def formula(rows: Sequence[Row], level: Row | None, way: Way) -> str:
    """How the score comes about, with this month's numbers put in. Markup."""
    scored = [row for row in rows if row["indicator_share"] is not None]
    if level is None or level["score"] is None:
        return '<section class="point-panel"><h2>怎么算的</h2><p class="formula-words">没有一个靶点有得分，指标不计分。</p></section>'
    terms = " + ".join(
        f"{points(row['score']) if row['score'] is not None else '（不显示）'} × {row['weight']:g}" for row in scored
    )
    below = " + ".join(f"{row['weight']:g}" for row in scored)
    skipped = f"；另 {len(rows) - len(scored)} 个没有得分，不进分子也不进分母" if len(scored) < len(rows) else ""
    figure = f"indicator:{rows[0]['indicator_id']}"
    return (
        '<section class="point-panel"><h2>怎么算的<span>靶点得分按权重加权平均</span></h2>'
        f'<div class="formula"><span class="sum"><small>二级指标得分</small><b>{way.proof(figure, points(level["score"]))}</b></span>= '
        f"（{terms}） ÷ （{below}）</div>"
        f'<p class="formula-words">{len(scored)} 个靶点有得分{skipped}。{way.proof(figure)}</p></section>'
    )


def _bar(taken: float | None, most: float, standing: str) -> str:
    if taken is None or not most:
        return ""
    tone = "fill-late" if standing == FAILED else ""
    return f'<span class="share-bar"><i class="{tone}" style="width:{100 * taken / most:.1f}%"></i></span>'


def _line(row: Row, most: float, way: Way) -> str:
    spec = DASH if row["best"] is None else f"{row['best']:g} / {row['worst']:g}"
    share = DASH if row["indicator_share"] is None else f"{100 * row['indicator_share']:.1f}%"
    weight = DASH if row["weight"] is None else f"{row['weight']:g}"
    gained = None if row["indicator_share"] is None or row["score"] is None else row["indicator_share"] * row["score"]
    taken, score = lost(row, "indicator_share"), way.proof(f"point:{row['point_id']}", points(row["score"]))
    return (
        f'<tr>{point_cells(row, way)}<td class="low">{spec}</td><td><b>{score}</b></td>'
        f'<td class="low">{weight}</td><td class="low">{share}</td><td>{points(gained)}</td>'
        f'<td class="left">{_bar(taken, most, row["standing"])}</td>'
        f'<td class="{"worse" if row["standing"] == FAILED else ""}">{points(taken)}</td></tr>'
    )


def points_table(rows: Sequence[Row], way: Way) -> str:
    """The indicator's points, most lost first; contributions add up to the score, losses to what is missing. Markup."""
    taken = {row["point_id"]: lost(row, "indicator_share") for row in rows}
    most = max((found for found in taken.values() if found is not None), default=0.0)
    body = "".join(_line(row, most, way) for row in sorted(rows, key=lambda row: -(taken[row["point_id"]] or -1)))
    head = (
        '<tr><th class="left">监督靶点</th><th>数值</th><th>目标</th><th class="left">状况</th><th class="left">数据期</th><th>最优/最差</th>'
        f"<th>{term('靶点得分', '得分')}</th><th>{term('权重')}</th><th>占指标</th><th>{term('贡献')}</th>"
        '<th class="left" colspan="2">失分</th></tr>'
    )
    return (
        f'<h2 class="desk-heading">{len(rows)} 个靶点<span>按失分从多到少；贡献之和为指标得分，失分之和为 100 减得分</span></h2>'
        '<div class="point-scroll" role="region" aria-label="监督靶点" tabindex="0"><table class="desk-table">'
        f"<thead>{head}</thead><tbody>{body}</tbody></table></div>"
    )
