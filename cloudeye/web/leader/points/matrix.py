"""All monitoring points of the district as one mark each: which domains begin with red, and which points are farthest off."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from cloudeye.web.leader.points.marks import (
    FAILED,
    MET,
    NEAR,
    counted,
    legend,
    marks,
    target_words,
    value_shown,
)
from cloudeye.web.leader.points.way import MATRIX, POINT, Way
from cloudeye.web.movement import movement_mark
from cloudeye.web.terms import term
from cloudeye.web.wording import DASH, per_cent, points, text

Row = Mapping[str, Any]
Levels = Mapping[tuple[str, str], Row]
MOST_NAMED = 7


def by_domain(rows: Sequence[Row]) -> list[list[Row]]:
    """The points of each domain; the domain with the most 未达标 first, then 临界, then the order of the catalogue."""
    found = [list(members) for _, members in groupby(rows, key=lambda row: row["domain_id"])]
    return sorted(found, key=lambda members: (-counted(members)[FAILED], -counted(members)[NEAR]))


def conclusion(rows: Sequence[Row]) -> str:
    """One sentence: how many points reach their target, how many do not and where most of them are, how many have no score."""
    found = counted(rows)
    bare = len(rows) - found[MET] - found[NEAR] - found[FAILED]
    failed = f"{found[FAILED]} 个未达标" if found[FAILED] else "没有未达标的"
    if found[FAILED]:
        worst = by_domain(rows)[0]
        failed += f"，最多的是{worst[0]['domain']}（{counted(worst)[FAILED]} 个）"
    rest = f"；{bare} 个未报或样本不足，不计分" if bare else ""
    return f"{len(rows)} 个靶点中达标 {found[MET]} 个，{failed}{rest}。"


def changes(rows: Sequence[Row]) -> str:
    """What is new since the month before: points that no longer reach their target, and points that do again."""
    scored = (MET, NEAR, FAILED)
    fallen = sum(row["standing"] == FAILED and row["previous_standing"] in (MET, NEAR) for row in rows)
    risen = sum(row["previous_standing"] == FAILED and row["standing"] in (MET, NEAR) for row in rows)
    compared = sum(row["standing"] in scored and row["previous_standing"] in scored for row in rows)
    if not compared:
        return "没有可与上月比较的靶点。"
    return f"两个月都有得分的 {compared} 个靶点中，新增未达标 {fallen} 个，由未达标转好 {risen} 个。"


def _line(members: Sequence[Row], level: Row | None, way: Way, width: int) -> str:
    first, found = members[0], counted(members)
    name = way.link(MATRIX, first["domain"], domain=first["domain_id"])
    score = way.proof(f"domain:{first['domain_id']}", points(level["score"])) if level else DASH
    moved = movement_mark(level["movement"], level["movement_error"]) if level else DASH
    covered = per_cent(level["coverage"], 1) if level and level["coverage"] is not None else DASH
    return (
        f'<tr class="{"red" if found[FAILED] else ""}"><th scope="row" class="left">{name}</th>'
        f'<td class="left marks">{marks(members, way, width=width)}</td>'
        f'<td>{found[MET]}<small class="low">/{len(members)}</small></td>'
        f"<td><b>{score}</b></td>"
        f'<td class="movement">{moved}</td><td class="low">{covered}</td></tr>'
    )


def matrix(rows: Sequence[Row], levels: Levels, way: Way) -> str:
    """One row per domain, one mark per point. Markup."""
    domains = by_domain(rows)
    width = max(len(members) for members in domains)
    body = "".join(_line(members, levels.get(("domain", members[0]["domain_id"])), way, width) for members in domains)
    head = (
        '<tr><th class="left" scope="col">领域</th><th class="left" scope="col">一格一个靶点</th><th scope="col">达标</th>'
        '<th scope="col">得分</th><th scope="col">较上月</th><th scope="col">' + term("填报覆盖") + "</th></tr>"
    )
    return (
        f'<section class="point-panel">{legend(counted(rows))}'
        '<div class="point-scroll" role="region" aria-label="监督靶点" tabindex="0">'
        f'<table class="desk-table matrix-table"><caption class="unseen">各领域监督靶点</caption><thead>{head}</thead>'
        f"<tbody>{body}</tbody></table></div></section>"
    )


def failed_list(rows: Sequence[Row], way: Way) -> str:
    """The points farthest from their targets, with value › target and who leads. Markup."""
    failed = sorted((row for row in rows if row["standing"] == FAILED), key=lambda row: (-row["gap"], row["point_id"]))
    if not failed:
        return '<section class="point-panel"><h2>未达标靶点</h2><p class="low">没有未达标的靶点。</p></section>'
    lines = "".join(
        f"<li>{way.link(POINT, row['point'], point=row['point_id'])}<b>{text(value_shown(row))}</b>"
        f"<span>目标 {text(target_words(row))}</span>"
        f"<small>{way.department_link(row['department_id'], row['department'])} · {text(row['domain'])}</small></li>"
        for row in failed[:MOST_NAMED]
    )
    rest = (
        f'<p class="desk-note">另有 {len(failed) - MOST_NAMED} 个未达标，点左侧红格查看。</p>' if len(failed) > MOST_NAMED else ""
    )
    return (
        f'<section class="point-panel"><h2>离目标最远的靶点<span>共 {len(failed)} 个未达标</span></h2>'
        f'<ol class="point-failed">{lines}</ol>{rest}</section>'
    )


NOTE = (
    "达标指数值达到目标；临界指没有达到，但差距在得分误差内，分不出是否达标；未报和样本不足不计分，既不算达标也不算未达标。"
    "最优值、最差值、目标值为示例口径。"
)
