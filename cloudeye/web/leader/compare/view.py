"""The comparison as it is drawn: both scores on one axis, the parts that make the difference, and the facts beside each other."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from cloudeye.scoring.comparison import Part
from cloudeye.scoring.losses import Loss
from cloudeye.web.frame import address
from cloudeye.web.leader.compare.compare import DIMENSIONS, Comparison, Stand, minus, warnings
from cloudeye.web.leader.portrait.facts import Rate, interval_words
from cloudeye.web.marks import bar
from cloudeye.web.score_axis import ScoreAxis
from cloudeye.web.terms import reading_note, term
from cloudeye.web.wording import DASH, full_month, is_beyond_error, is_level, per_cent, points, rank_range, signed, text

HERE = Path(__file__).parent
# In CSS pixels: the axis of a card, that of the parts, a row of the parts, the bars of the effects, and the room at the ends.
CARD_AXIS, PART_AXIS, ROW, EFFECT, ROOM = 420, 250, 26, 220, 12
MOST_TICKS = 6
# Narrower than elsewhere: four choosers and the ways beside them share a line.
CHOOSER = 180
WORDS = ("得分区间", "可能名次", "误差内", "贡献", "评价率")


@cache
def css() -> str:
    """The page's own style sheet."""
    return (HERE / "compare.css").read_text(encoding="utf-8")


def shortcuts(sides: Mapping[str, str], before: str | None) -> str:
    """Links that exchange both sides, or compare the same department with the month ``before``, or both departments in one month,
    where that is not what is shown; ``sides`` are the four fields of the address. Markup."""
    ways = {
        "两边互换": {
            "month": sides["against"],
            "department": sides["with"],
            "against": sides["month"],
            "with": sides["department"],
        },
        "比上月": {**sides, "against": before or sides["month"], "with": sides["department"]},
        "同月比": {**sides, "against": sides["month"]},
    }
    return "".join(
        f'<a class="desk-export" href="{address("leader-compare", **way)}" target="_self">{name}</a>'
        for name, way in ways.items()
        if way != sides and (way["month"], way["department"]) != (way["against"], way["with"])
    )


def page(found: Comparison) -> str:
    """The whole comparison under its conclusion. Markup."""
    said = "".join(f"<span>{text(sentence)}</span>" for sentence in warnings(found))
    notice = f'<div class="desk-notice caution"><b>▲ 请注意</b>{said}</div>' if said else ""
    return f'<div class="compare">{notice}{sides(found)}{parts_table(found)}{facts_table(found)}</div>'


def sides(found: Comparison) -> str:
    """Both scores with intervals and places, and the difference between them. Markup."""
    axis = ScoreAxis.around([found.first.ranked, found.second.ranked], ROOM, CARD_AXIS - ROOM)
    if found.error is None:
        weight, tone = "评分规则不同，误差不可比", "low"
    else:
        is_real = is_beyond_error(found.difference, found.error)
        tone = ("good" if found.difference > 0 else "worse") if is_real else "low"
        weight = f"误差 ±{points(found.error)}，{'超出误差' if is_real else '误差内'}"
    between = (
        f'<div class="between"><span>得分差</span><b class="{tone}">{signed(found.difference)}</b><small>{weight}</small></div>'
    )
    return f'<div class="sides">{_card(found, found.first, axis, "●")}{between}{_card(found, found.second, axis, "○")}</div>'


def _card(found: Comparison, one: Stand, axis: ScoreAxis, mark: str) -> str:
    ranked, portrait = one.ranked, address("leader-department", **one.query)
    version = f"已定稿第 {one.published['version']} 版" if one.published["status"] == "final" else "排名草案"
    if ranked["rank"] is None:
        place = text(ranked["band"])
    else:
        ranks = f"第 {rank_range(ranked['rank_low'], ranked['rank_high'])} 名"
        place = f"{term('可能名次')} {figure(one, 'rank', ranks)}<span>{text(ranked['band'])}</span>"
    return (
        f'<section class="panel side"><h2>{mark} <a href="{portrait}" target="_self">{text(one.name)}</a>'
        f"<span>{full_month(one.side.month)} · {text(ranked['ranking_group'])} · {version}</span></h2>"
        f'<p class="score"><b>{figure(one, "score", points(one.side.score))}</b><small>{interval_words(ranked)}</small>'
        f"<span>{place}</span></p>{_whisker(one, axis, is_first=one is found.first)}</section>"
    )


def _whisker(one: Stand, axis: ScoreAxis, *, is_first: bool) -> str:
    ticks = "".join(
        f'<line x1="{axis.x(tick):.1f}" y1="0" x2="{axis.x(tick):.1f}" y2="24" class="grid"/>'
        f'<text x="{axis.x(tick):.1f}" y="38" text-anchor="middle">{tick}</text>'
        for tick in axis.ticks(MOST_TICKS)
    )
    span = ""
    if one.ranked["low"] is not None:
        low, high = axis.x(one.ranked["low"]), axis.x(one.ranked["high"])
        span = f'<line x1="{low:.1f}" y1="12" x2="{high:.1f}" y2="12" class="span"/>'
    dot = _dot(axis.x(one.side.score), 12, is_first=is_first)
    said = f"{one.name}得分 {points(one.side.score)}，区间 {interval_words(one.ranked)}"
    return f'<svg viewBox="0 0 {CARD_AXIS} 42" class="desk-dots" role="img" aria-label="{text(said)}">{ticks}{span}{dot}</svg>'


def _dot(x: float, y: float, *, is_first: bool) -> str:
    """The first side is a full dot, the second a ring."""
    return f'<circle cx="{x:.1f}" cy="{y:g}" r="{5 if is_first else 4.5}" class="{"first" if is_first else "second"}"/>'


def figure(one: Stand, name: str, shown: str) -> str:
    """A number that leads to where it comes from; nothing leads from a dash."""
    if shown == DASH:
        return shown
    return f'<a class="figure" href="{address("leader-passport", **one.query, figure=name)}" target="_self">{shown}</a>'


def parts_table(found: Comparison) -> str:
    """Every part: both scores as dots, their difference, the weights, and how many points of the difference it makes. Markup."""
    scores = [loss.score for part in found.parts for loss in (part.first, part.second) if loss and loss.score is not None]
    axis = ScoreAxis.around([{"low": score, "high": score} for score in scores], ROOM, PART_AXIS - ROOM)
    widest = max((abs(part.difference) for part in found.parts), default=0) or 1
    body = "".join(_part(found, part, axis, widest) for part in found.parts)
    first, second = (text(found.label(one)) for one in (found.first, found.second))
    head = (
        f"<tr><th>组成部分</th><th class='chart'>{_scale(axis)}</th><th>● {first}</th><th>○ {second}</th><th>得分差</th>"
        f"<th>{term('权重')}</th><th class='left' colspan='2'>影响综合得分</th></tr>"
    )
    total = (
        f'<tr class="total"><td class="name">合计</td><td></td><td>{points(found.first.side.score)}</td>'
        f"<td>{points(found.second.side.score)}</td><td></td><td></td><td></td>"
        f"<td><b>{signed(found.difference)}</b></td></tr>"
    )
    return (
        '<section class="panel"><h2>差在哪里<span>按影响排序；正数是 ● 一边占优，灰色在误差内</span></h2>'
        f'<div class="wide"><table class="desk-table parts"><thead>{head}</thead><tbody>{body}{total}</tbody></table></div>'
        '<p class="desk-note">影响＝另一边在该部分的失分减去这一边的失分；失分＝权重 ×（100 − 得分）。只有一边有的部分，影响就是那一边的失分。'
        f"各部分相加等于综合得分之差。</p>{reading_note('怎么看这张表', WORDS)}</section>"
    )


def _scale(axis: ScoreAxis) -> str:
    marks = "".join(f'<text x="{axis.x(tick):.1f}" y="13" text-anchor="middle">{tick}</text>' for tick in axis.ticks(MOST_TICKS))
    return f'<svg width="{PART_AXIS}" height="17" viewBox="0 0 {PART_AXIS} 17" class="desk-dots">{marks}</svg>'


def _part(found: Comparison, part: Part, axis: ScoreAxis, widest: float) -> str:
    difference = part.score_difference
    is_real = is_beyond_error(difference, part.error) if difference is not None else not is_level(part.difference)
    tone = ("good" if part.difference > 0 else "worse") if is_real else "low"
    if difference is not None:
        words = f'<span class="{tone}">{signed(difference)}</span>{_within(difference, is_real, found)}'
    elif part.kind in ("bonus", "penalty", "limit"):
        words = DASH
    else:
        words = f'<small class="low">只有{text(found.label(found.first if part.first else found.second))}</small>'
    return (
        f'<tr><td class="name">{_name(found, part)}</td><td class="chart">{_pair(part, axis)}</td>'
        f'<td>{_score(part.first)}</td><td>{_score(part.second)}</td><td class="movement">{words}</td>'
        f'<td class="low">{_weight(part.first)} / {_weight(part.second)}</td>'
        f'<td class="chart">{_effect(part.difference, widest, is_real=is_real)}</td>'
        f'<td><b class="{tone}">{signed(part.difference)}</b></td></tr>'
    )


def _within(difference: float, is_real: bool, found: Comparison) -> str:
    return "" if is_real or is_level(difference) or found.error is None else ' <small class="low">误差内</small>'


def _score(loss: Loss | None) -> str:
    return points(loss.score if loss else None)


def _weight(loss: Loss | None) -> str:
    return DASH if loss is None or loss.weight is None else f"{100 * loss.weight:.0f}%"


def _name(found: Comparison, part: Part) -> str:
    """A domain and the tasks lead to their pages, for the side that has them; domains apart are named by side."""
    one = found.first if part.first else found.second
    month = one.query["month"]
    if part.kind == "domains":
        names = (f"{mark} {text(loss.name)}" for mark, loss in (("●", part.first), ("○", part.second)) if loss)
        return f"{text(part.name)}<small>{'　'.join(names)}</small>"
    if part.kind == "domain":
        link = address("leader-domain", month=month, domain=part.source_id)
    elif part.kind == "tasks":
        link = address("leader-tasks", **one.query)
    else:
        return text(part.name)
    return f'<a href="{link}" target="_self">{text(part.name)}</a>'


def _pair(part: Part, axis: ScoreAxis) -> str:
    """Two dots joined by a line; one dot where only one side has the part."""
    ends = [loss.score if loss else None for loss in (part.first, part.second)]
    middle = ROW / 2
    grid = "".join(
        f'<line x1="{axis.x(tick):.1f}" y1="0" x2="{axis.x(tick):.1f}" y2="{ROW}" class="grid"/>'
        for tick in axis.ticks(MOST_TICKS)
    )
    drawn = ""
    if ends[0] is not None and ends[1] is not None:
        drawn = f'<line x1="{axis.x(ends[0]):.1f}" y1="{middle}" x2="{axis.x(ends[1]):.1f}" y2="{middle}" class="span"/>'
    for number in (1, 0):
        end = ends[number]
        if end is not None:
            drawn += _dot(axis.x(end), middle, is_first=number == 0)
    return f'<svg width="{PART_AXIS}" height="{ROW}" viewBox="0 0 {PART_AXIS} {ROW}" class="desk-dots">{grid}{drawn}</svg>'


def _effect(difference: float, widest: float, *, is_real: bool) -> str:
    """A bar to the right of the middle where the first side is ahead, to the left where it is behind."""
    half = EFFECT / 2
    length = (half - 2) * abs(difference) / widest
    tone = ("met" if difference > 0 else "late") if is_real else "muted"
    drawn = bar(half if difference > 0 else half - length, 6, length, ROW - 12, tone, radius=1)
    axis = f'<line x1="{half}" y1="0" x2="{half}" y2="{ROW}" class="hairline"/>'
    return f'<svg width="{EFFECT}" height="{ROW}" viewBox="0 0 {EFFECT} {ROW}" class="desk-dots">{drawn}{axis}</svg>'


def facts_table(found: Comparison) -> str:
    """Dimensions, coverage, rates with their counts, tasks and rectifications, side by side. Markup."""
    first, second = found.first, found.second
    errors = {part.source_id: part.error for part in found.parts if part.kind == "response"}
    rows = [
        _fact(term(name), figure(first, key, points(first.ranked[key])), figure(second, key, points(second.ranked[key])),
              minus(first.ranked[key], second.ranked[key]), found.dimension_errors[key])
        for key, name in DIMENSIONS.items()
    ]  # fmt: skip
    rows.append(_fact(term("填报覆盖"), _coverage(first), _coverage(second)))
    for mine, theirs in zip(first.rates, second.rates, strict=True):
        shown = (_rate(first, mine), _rate(second, theirs))
        rows.append(_fact(term(mine.name), *shown, minus(mine.value, theirs.value), errors.get(mine.rate)))
    rows.append(_fact(term("评价率"), _rated(first.rates), _rated(second.rates)))
    rows.append(_fact("改革任务", _tasks(first), _tasks(second)))
    rows.append(_fact("整改", _register(first), _register(second)))
    labels = "".join(f"<th>{mark} {text(found.label(one))}</th>" for mark, one in (("●", first), ("○", second)))
    return (
        '<section class="panel"><h2>其他数字<span>率后为 n/N；点数字看出处</span></h2><div class="wide">'
        f'<table class="desk-table facts-table"><thead><tr><th>项目</th>{labels}<th>差</th></tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table></div></section>"
    )


def _fact(name: str, first: str, second: str, difference: float | None = None, error: float | None = None) -> str:
    if difference is None:
        words = ""
    elif is_beyond_error(difference, error):
        words = f'<b class="{"good" if difference > 0 else "worse"}">{signed(difference)}</b>'
    else:
        note = "" if error is None or is_level(difference) else " <small>误差内</small>"
        words = f'<span class="low">{signed(difference)}{note}</span>'
    return f'<tr><td class="name">{name}</td><td>{first}</td><td>{second}</td><td class="movement">{words}</td></tr>'


def _coverage(one: Stand) -> str:
    coverage = one.ranked["coverage"]
    return figure(one, "coverage", DASH if coverage is None else per_cent(coverage, 1))


def _rate(one: Stand, rate: Rate) -> str:
    if rate.value is None:
        return f'<small class="low">{"少于 5 件" if rate.sample is None else "没有样本"}</small>'
    return f"{figure(one, rate.rate, f'{points(rate.value)}%')} <small class='low'>{rate.hits}/{rate.sample}</small>"


def _rated(rates: Sequence[Rate]) -> str:
    """The share of closed complaints that were rated."""
    satisfied = next(rate for rate in rates if rate.rate == "satisfied")
    if not satisfied.sample or not satisfied.population:
        return f'<small class="low">{"没有办结" if satisfied.population == 0 else "少于 5 件"}</small>'
    share = per_cent(satisfied.sample, satisfied.population)
    return f"{share} <small class='low'>{satisfied.sample}/{satisfied.population}</small>"


def _tasks(one: Stand) -> str:
    if not one.tasks:
        return '<small class="low">没有牵头任务</small>'
    done, late = (sum(task["status"] == status for task in one.tasks) for status in ("完成", "逾期"))
    words = f"完成 {done}/{len(one.tasks)}" + (f"，逾期 {late}" if late else "")
    return f'<a href="{address("leader-tasks", **one.query)}" target="_self">{words}</a>'


def _register(one: Stand) -> str:
    row = one.register
    late = f'，<span class="mark-late">■ 超期 {row["late"]}</span>' if row["late"] else ""
    link = address("leader-rectifications", department=one.side.department_id)
    return f'<a href="{link}" target="_self">在册 {row["still_open"]}</a>{late}，新增 {row["opened"]}，销号 {row["closed"]}'
