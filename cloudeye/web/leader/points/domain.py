"""One domain: its score, its indicators with their lead departments, its points, and what has not been reported by whom."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from cloudeye.web.leader.points.marks import (
    FAILED,
    MET,
    counted,
    marks,
    standing_mark,
    target_words,
    value_shown,
)
from cloudeye.web.leader.points.way import INDICATOR, POINT, Way
from cloudeye.web.leader.portrait.department import STATUS_TONES
from cloudeye.web.movement import movement_mark, movement_words
from cloudeye.web.theme import SHAPES
from cloudeye.web.wording import DASH, per_cent, points, text

Row = Mapping[str, Any]
Levels = Mapping[tuple[str, str], Row]


def lost(row: Row, share: str) -> float | None:
    """What a point takes from the score above it (``share``: indicator_share or domain_share); None without a score."""
    return None if row[share] is None or row["score"] is None else row[share] * (100 - row["score"])


def worst_of(rows: Sequence[Row], share: str) -> Row | None:
    """The point that takes most; None when nothing is lost."""
    found = [(taken, row) for row in rows if (taken := lost(row, share))]
    return max(found, key=lambda pair: pair[0])[1] if found else None


def conclusion(rows: Sequence[Row], level: Row | None) -> str:
    """One sentence: the domain's score, how it moved, how many points fail, and which takes most."""
    found, name = counted(rows), rows[0]["domain"]
    failed = f"{len(rows)} 个靶点中 {found[FAILED]} 个未达标" if found[FAILED] else f"{len(rows)} 个靶点没有未达标的"
    if level is None or level["score"] is None:
        return f"{name}：本月没有得分；{failed}。"
    worst = worst_of(rows, "domain_share")
    most = f"，失分最多的是「{worst['point']}」（{points(lost(worst, 'domain_share'))} 分）" if worst else ""
    moved = movement_words(level["movement"], level["movement_error"])
    return f"{name}：得分 {points(level['score'])}，{moved}；{failed}{most}。"


def card(name: str, value: str, note: str) -> str:
    """One number with its name and a line below; ``value`` and ``note`` are markup."""
    return f"<div><span>{text(name)}</span><b>{value}</b><small>{note}</small></div>"


def cards(rows: Sequence[Row], level: Row | None, way: Way) -> str:
    """Score, points that reach their target, coverage, lead departments. Markup."""
    found, domain = counted(rows), rows[0]["domain_id"]
    score = DASH if level is None else points(level["score"])
    moved = "" if level is None else text(movement_words(level["movement"], level["movement_error"]))
    covered = DASH if level is None or level["coverage"] is None else per_cent(level["coverage"], 1)
    leads = {row["department_id"]: row["department"] for row in rows}
    linked = "、".join(way.department_link(key, name) for key, name in leads.items())
    scored = sum(row["indicator_share"] is not None for row in rows)
    return (
        '<div class="desk-cards">'
        + card("领域得分", way.proof(f"domain:{domain}", score), moved)
        + card("达标", f"{found[MET]}<i>/{len(rows)}</i>", f"未达标 {found[FAILED]}，临界 {found['临界']}")
        + card("填报覆盖", covered, f"{len(rows)} 个靶点中 {scored} 个有得分")
        + card("牵头部门", f"{len(leads)}<i> 个</i>", linked)
        + "</div>"
    )


def period_of_value(row: Row) -> str:
    """The month that a value describes, marked when it was carried forward. Markup."""
    if row["source_period"] is None:
        return DASH
    tone = STATUS_TONES[row["status"]]
    carried = f' <span class="mark-{tone}">{SHAPES[tone]} 沿用</span>' if row["status"] == "沿用" else ""
    return f"{row['source_period']:%Y-%m}{carried}"


def point_cells(row: Row, way: Way) -> str:
    """The cells that every table of points begins with: name, value, target, standing, period. Markup."""
    key = '<small class="key">重点</small>' if row["is_key"] else ""
    return (
        f'<td class="name">{way.link(POINT, row["point"], point=row["point_id"])}{key}</td><td>{text(value_shown(row))}</td>'
        f'<td class="low">{text(target_words(row))}</td><td class="left">{standing_mark(row["standing"])}</td>'
        f'<td class="left low">{period_of_value(row)}</td>'
    )


def score_cells(row: Row, share: str) -> str:
    """Score, share and what is lost: the last cells of a table of points. Markup."""
    shared = DASH if row[share] is None else f"{100 * row[share]:.1f}%"
    taken = lost(row, share)
    return (
        f'<td><b>{points(row["score"])}</b></td><td class="low">{shared}</td>'
        f'<td class="{"worse" if taken and row["standing"] == FAILED else "low"}">{points(taken)}</td>'
    )


def _indicator(members: Sequence[Row], level: Row | None, way: Way) -> str:
    first = members[0]
    name, figure = way.link(INDICATOR, first["indicator"], indicator=first["indicator_id"]), f"indicator:{first['indicator_id']}"
    co = f"；配合 {text(first['co_departments'])}" if first["co_departments"] else ""
    score, moved = (points(level["score"]), movement_mark(level["movement"], level["movement_error"])) if level else (DASH, "")
    share = sum(row["domain_share"] or 0 for row in members)
    taken = sum(lost(row, "domain_share") or 0 for row in members)
    lead = way.department_link(first["department_id"], first["department"])
    shared = f"{100 * share:.1f}%" if share else DASH
    body = "".join(f"<tr>{point_cells(row, way)}{score_cells(row, 'domain_share')}</tr>" for row in members)
    return (
        f'<tr class="band"><th colspan="4">{name}<span>牵头 {lead}{co}</span></th>'
        f'<th class="left">{marks(members, way)}</th>'
        f'<th class="sum">{way.proof(figure, score)}<small>{moved}</small></th>'
        f'<th class="low sum">{shared}</th><th class="low sum">{points(taken if share else None)}</th></tr>'
        f"{body}"
    )


def indicators_table(rows: Sequence[Row], levels: Levels, way: Way) -> str:
    """The indicators of a domain with their points; what is lost adds up to 100 minus the domain's score. Markup."""
    body = ""
    for indicator, members in groupby(rows, key=lambda row: row["indicator_id"]):
        body += _indicator(list(members), levels.get(("indicator", indicator)), way)
    head = (
        '<tr><th class="left">二级指标与监督靶点</th><th>数值</th><th>目标</th><th class="left">状况</th><th class="left">数据期</th>'
        "<th>得分</th><th>占领域</th><th>失分</th></tr>"
    )
    return (
        '<div class="point-scroll" role="region" aria-label="二级指标与监督靶点" tabindex="0">'
        f'<table class="desk-table points">'
        f"<thead>{head}</thead><tbody>{body}</tbody></table></div>"
        '<p class="desk-note">失分 =（100 − 得分）× 占领域的比重，各靶点失分之和等于 100 减领域得分；没有得分的靶点不占比重，由其余靶点按权重补足。</p>'
    )
