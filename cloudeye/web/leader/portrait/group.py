"""A department among its group: everybody's score with its interval, and where it stands above and below the middle."""

from collections.abc import Sequence

from cloudeye.web.leader.portrait.facts import LEVELS, Comparison, Portrait, Row, interval_words, panel, place_words
from cloudeye.web.marks import label
from cloudeye.web.score_axis import ScoreAxis
from cloudeye.web.theme import cut_to
from cloudeye.web.wording import is_level, points, signed, text

# In CSS pixels: the chart of the group, where its dots begin and end, one row.
WIDTH, LEFT, RIGHT, ROW = 380, 116, 328, 20
NAME = 13
MOST_TICKS = 5
# The bar of a difference: its width and the difference that fills half of it.
SPAN, FULL = 120, 20
# Of the indicators those that stand out most, at each end.
STANDING_OUT = 4


def group_panel(found: Portrait) -> str:
    """The dots of all departments of the group; the interval of this one runs through all rows."""
    level = f"{100 * found.interval_level:.0f}%"
    scored = [row for row in found.group if row["low"] is not None]
    return panel(
        f"{found.ranked['ranking_group']} {len(scored)} 个", f"点为得分，线为 {level} 区间；重叠即分不出先后", _dots(scored, found),
        kind="group",
    )  # fmt: skip


def _dots(rows: Sequence[Row], found: Portrait) -> str:
    axis = ScoreAxis.around(rows, LEFT, RIGHT)
    height = len(rows) * ROW
    ticks = axis.ticks(MOST_TICKS)
    drawn = "".join(
        f'<line x1="{axis.x(tick):.1f}" y1="0" x2="{axis.x(tick):.1f}" y2="{height}" class="grid"/>' for tick in ticks
    )
    drawn += "".join(label(axis.x(tick), height + 16, tick, size=12, tone="low", anchor="middle") for tick in ticks)
    own = found.ranked
    if own["low"] is not None:
        left, right = axis.x(own["low"]), axis.x(own["high"])
        drawn += f'<rect x="{left:.1f}" y="0" width="{max(1.0, right - left):.1f}" height="{height}" class="own-band"/>'
    for number, row in enumerate(rows):
        is_named = number in (0, len(rows) - 1)
        drawn += _dot(row, number, axis, found, is_named=is_named)
    return f'<svg viewBox="0 0 {WIDTH} {height + 22}" class="figure dots">{drawn}</svg>'


def _dot(row: Row, number: int, axis: ScoreAxis, found: Portrait, *, is_named: bool) -> str:
    is_own = row["department_id"] == found.department_id
    y = number * ROW + ROW / 2
    low, high, at = axis.x(row["low"]), axis.x(row["high"]), axis.x(row["score"])
    kind = "own" if is_own else "" if row["rank"] is not None else "unranked"
    tone, weight = ("hi", 700) if is_own else ("mid", 400)
    said = f"{row['department']} {points(row['score'])}（{interval_words(row)}），{place_words(row)}"
    value = label(WIDTH - 2, y + 5, points(row["score"]), size=NAME, tone=tone, weight=weight, anchor="end")
    inside = (
        label(LEFT - 12, y + 5, cut_to(row["department"], NAME, LEFT - 14), size=NAME, tone=tone, weight=weight, anchor="end")
        + f'<line x1="{low:.1f}" y1="{y:g}" x2="{high:.1f}" y2="{y:g}" class="span"/>'
        + f'<circle cx="{at:.1f}" cy="{y:g}" r="{5 if is_own else 4}"/><title>{text(said)}</title>'
        + (value if is_own or is_named else "")
    )
    drawn = f'<g class="{kind}">{inside}</g>'
    if is_own:
        return drawn
    return f'<a href="{found.href("leader-department", department=row["department_id"])}" target="_self">{drawn}</a>'


def strengths_panels(found: Portrait) -> str:
    """Rates, tasks and domains against the middle of the group or the district; the indicators that stand out most."""
    broad = [item for item in found.comparisons if item.level != "indicator"]
    narrow = [item for item in found.comparisons if item.level == "indicator"]
    shown = narrow if len(narrow) <= 2 * STANDING_OUT else [*narrow[:STANDING_OUT], *narrow[-STANDING_OUT:]]
    note = "正为强项，负为弱项" if len(shown) == len(narrow) else f"最强与最弱各 {STANDING_OUT} 项，共 {len(narrow)} 项"
    panels = [("诉求、任务与领域", "正为强项，负为弱项；同组不足 3 个部门有值时与全区比", broad), ("二级指标", note, shown)]
    return "".join(panel(title, said, comparison_table(items, found), kind="strengths") for title, said, items in panels if items)


def comparison_table(items: Sequence[Comparison], found: Portrait) -> str:
    """Best first: name, own score, the middle it is held against, and the difference as a bar to the right or the left."""
    body = "".join(
        f'<tr><td class="name">{_level(item, items)}{_named(item, found)}</td><td><b>{points(item.score)}</b></td>'
        f'<td class="low">{text(item.against)} {points(item.reference)}</td>'
        f'<td class="chart">{_difference(item.difference)}</td><td class="difference">{signed(item.difference)}</td></tr>'
        for item in items
    )
    return f'<div class="wide"><table class="desk-table plain compared"><tbody>{body}</tbody></table></div>'


def _level(item: Comparison, items: Sequence[Comparison]) -> str:
    """What kind of thing it is, where there are several kinds."""
    return f"<small>{LEVELS[item.level]}</small>" if any(other.level != item.level for other in items) else ""


def _named(item: Comparison, found: Portrait) -> str:
    """The name leading to the domain, the indicator, the tasks or what the rate was computed from."""
    if item.level == "domain":
        return found.link("leader-domain", text(item.name), domain=item.item_id, department="")
    if item.level == "indicator":
        return found.link("leader-indicator", text(item.name), indicator=item.item_id, department="")
    if item.level == "tasks":
        return found.link("leader-tasks", text(item.name))
    return found.passport(item.item_id, text(item.name))


def _difference(value: float) -> str:
    middle = SPAN / 2
    length = 0 if is_level(value) else max(1.5, middle * min(1, abs(value) / FULL))
    left = middle if value > 0 else middle - length
    kind = "above" if value > 0 else "below"
    return (
        f'<svg width="{SPAN}" height="18" viewBox="0 0 {SPAN} 18" aria-hidden="true">'
        f'<line x1="{middle:g}" y1="0" x2="{middle:g}" y2="18" '
        f'class="axis"/><rect x="{left:.1f}" y="4" width="{length:.1f}" height="10" class="{kind}"/></svg>'
    )
