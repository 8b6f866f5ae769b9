"""One group of departments by bands: score with interval, possible ranks, movement. A wall names only those who may be named."""

from collections.abc import Mapping, Sequence
from typing import Any

from cloudeye.web.hall.frame import block, section
from cloudeye.web.hall.score import tone_of
from cloudeye.web.marks import arrow, bar, interval, label, rule
from cloudeye.web.score_axis import ScoreAxis
from cloudeye.web.theme import BAND_COLOURS, BODY, NAME, NOTE, cut_to, text_width
from cloudeye.web.wording import is_beyond_error, is_level, points, rank_range

Row = Mapping[str, Any]
LEFT, RIGHT, INDENT, AXIS_LEFT, AXIS_RIGHT, RANGE_RIGHT = 48, 640, 70, 246, 442, 548
FIRST, LAST = 460, 762
MOST_ROWS, MOST_TICKS = 7, 4
LOWEST_NAMED = 2


def largest_group(rows: Sequence[Row]) -> str | None:
    """The ranking group with the most ranked departments."""
    names = [row["ranking_group"] for row in rows if row["rank"] is not None]
    return max(sorted(set(names)), key=names.count) if names else None


def named_rows(ranked: Sequence[Row], *, names_lowest: bool) -> list[Row]:
    """Who may be named on a public wall: the first band and whoever improved most; the lowest only if allowed."""
    improved = [row for row in ranked if is_beyond_error(row["movement"], row["movement_error"]) and row["movement"] > 0]
    best = max(improved, key=lambda row: (row["movement"], row["score"]), default=None)
    lowest = list(ranked[-LOWEST_NAMED:]) if names_lowest else []
    others = [row for row in (best, *lowest) if row is not None]
    first = [row for row in ranked if row["band"] == "第一梯队"]
    room = MOST_ROWS - len(BAND_COLOURS) - len({row["department_id"] for row in others if row["band"] != "第一梯队"})
    chosen = {row["department_id"] for row in [*first[:room], *others]}
    return [row for row in ranked if row["department_id"] in chosen]


def _named(row: Row, y: float, axis: ScoreAxis) -> str:
    drawn = label(INDENT, y + 10, cut_to(row["department"], BODY, AXIS_LEFT - INDENT - 12), size=BODY, weight=600)
    drawn += interval(axis.x(row["low"]), axis.x(row["high"]), axis.x(row["score"]), y)
    drawn += label(RANGE_RIGHT, y + 10, rank_range(row["rank_low"], row["rank_high"]), size=NAME, weight=500, anchor="end")
    if row["movement"] is not None and is_level(row["movement"]):
        drawn += label(RIGHT, y + 10, "持平", size=NOTE, tone="low", anchor="end")
    elif row["movement"] is not None:
        tone = tone_of(row["movement"], row["movement_error"])
        size = points(abs(row["movement"]))
        drawn += arrow(min(578, RIGHT - text_width(size, BODY) - 16), y + 10, up=row["movement"] >= 0, tone=tone, size=19)
        drawn += label(RIGHT, y + 10, size, size=BODY, weight=500, tone=tone, anchor="end")
    return drawn


def _band(name: str, members: Sequence[Row], hidden: Sequence[Row], y: float, axis: ScoreAxis) -> str:
    drawn = bar(LEFT, y - 13, 6, 26, BAND_COLOURS[name], radius=0) + label(INDENT, y + 9, name, size=BODY, tone="mid")
    drawn += "".join(bar(axis.x(row["score"]) - 1.5, y - 11, 3, 22, "mid", radius=1) for row in hidden)
    total = "没有部门" if not members else f"共 {len(members)} 个" if len(hidden) == len(members) else f"其余 {len(hidden)} 个"
    if members and not hidden:
        total = f"{len(members)} 个"
    return drawn + label(RANGE_RIGHT, y + 9, total, size=BODY, tone="mid", anchor="end")


def ranking_block(rows: Sequence[Row], *, names_lowest: bool, level: float) -> str:
    """``rows`` is one month's ranking of all groups, the largest group is shown; ``level`` is the intervals' confidence (0–1)."""
    group = largest_group(rows)
    ranked = sorted(
        (row for row in rows if row["ranking_group"] == group and row["rank"] is not None), key=lambda row: row["rank"]
    )
    if not ranked:
        inner = section(LEFT, RIGHT, 398, "部门排名") + label(LEFT, 500, "本月还没有可排名的部门", size=BODY, tone="mid")
        return block(40, 392, 608, 414, inner, "ranking")
    axis = ScoreAxis.around(ranked, AXIS_LEFT, AXIS_RIGHT)
    shown = named_rows(ranked, names_lowest=names_lowest)
    lines = len(BAND_COLOURS) + len(shown)
    pitch = (LAST - FIRST) / max(lines, MOST_ROWS - 1)
    bottom = FIRST + pitch * lines
    inner = section(LEFT, RIGHT, 398, f"{len(ranked)} 个{group}，按三档看")
    inner += label(RANGE_RIGHT, 440, "可能名次", size=NOTE, tone="low", anchor="end") + label(
        RIGHT, 440, "较上月", size=NOTE, tone="low", anchor="end"
    )
    note = f"横线为 {100 * level:.0f}% 区间"
    for tick in axis.ticks(MOST_TICKS):
        if axis.x(tick) - 16 < INDENT + text_width(note, NOTE) + 12:
            continue
        inner += f'<line x1="{axis.x(tick):.1f}" y1="{FIRST}" x2="{axis.x(tick):.1f}" y2="{bottom:.1f}" class="gridline"/>'
        inner += label(axis.x(tick), bottom + 26, f"{tick:g}", size=NOTE, tone="low", anchor="middle")
    y = FIRST + pitch / 2
    for number, name in enumerate(BAND_COLOURS):
        members = [row for row in ranked if row["band"] == name]
        if number:
            inner += rule(LEFT, RIGHT, round(y - pitch / 2), faint=True)
        inner += _band(name, members, [row for row in members if row not in shown], y, axis)
        y += pitch
        for row in (row for row in members if row in shown):
            inner += _named(row, y, axis)
            y += pitch
    inner += label(INDENT, bottom + 26, note, size=NOTE, tone="low") + label(
        RIGHT, bottom + 26, "灰色：误差内", size=NOTE, tone="low", anchor="end"
    )
    return block(40, 392, 608, 414, inner, "ranking")
