"""Every task as one mark in the month it is due: what lies left of today's line and is not green is late."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from cloudeye.catalog.wording import word
from cloudeye.web.leader.points.way import TASK, Way
from cloudeye.web.leader.tasks.tasks import TONES
from cloudeye.web.marks import label
from cloudeye.web.wording import text

Row = Mapping[str, Any]
WIDTH, LEFT, RIGHT, PITCH, SIZE, AXIS = 1120, 92, 12, 15, 11, 26
# More marks than this above or below the axis go side by side.
TALLEST = 12


def months_of(rows: Sequence[Row]) -> list[date]:
    """Every month from the first due one to the last, as first days."""
    due = [row["due_date"].replace(day=1) for row in rows]
    found, last = [min(due)], max(due)
    while found[-1] < last:
        found.append(date(found[-1].year + found[-1].month // 12, found[-1].month % 12 + 1, 1))
    return found


def _shape(tone: str, x: float, y: float) -> str:
    half = SIZE / 2
    if tone == "late":
        return f'<rect x="{x - half:.1f}" y="{y - half:.1f}" width="{SIZE}" height="{SIZE}" rx="1.5" class="fill-late"/>'
    if tone == "pending":
        arm = half + 1
        path = f"M{x:.1f} {y - arm:.1f} l{arm:g} {arm:g} l{-arm:g} {arm:g} l{-arm:g} {-arm:g} Z"
        return f'<path d="{path}" class="fill-pending"/>'
    if tone == "none":
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{half - 1:g}" class="ring"/>'
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{half:g}" class="fill-{tone}"/>'


def _column(rows: Sequence[Row], middle: float, foot: float, direction: int, way: Way) -> str:
    """The marks of one month and one side, from the axis outwards, the gravest nearest to it."""
    order = list(TONES)
    pieces = ""
    lanes = -(-len(rows) // TALLEST)
    for place, row in enumerate(sorted(rows, key=lambda row: (order.index(row["standing"]), row["task_id"]))):
        lane, height = divmod(place, TALLEST)
        x = middle + (lane - (lanes - 1) / 2) * PITCH
        y = foot + direction * (PITCH / 2 + 4 + height * PITCH)
        said = text(f"{row['title']}，{row['department']}，{row['due_date']:%Y-%m-%d} 到期，{row['standing']}")
        where = way.address(TASK, task=row["task_id"])
        shape = _shape(TONES[row["standing"]], x, y)
        pieces += f'<a href="{where}" target="_self" aria-label="{said}"><title>{said}</title>{shape}</a>'
    return pieces


def _sides(rows: Sequence[Row]) -> tuple[list[Row], list[Row], str, str]:
    """What stands above and below the axis: the first list there is, and all others."""
    names = list(dict.fromkeys(row["list"] for row in rows))
    above = [row for row in rows if row["list"] == names[0]]
    below = [row for row in rows if row["list"] != names[0]]
    return above, below, word("list", names[0]), " + ".join(word("list", name) for name in names[1:])


def _height(rows: Sequence[Row]) -> int:
    counts: dict[tuple[int, int], int] = {}
    for row in rows:
        key = (row["due_date"].year, row["due_date"].month)
        counts[key] = counts.get(key, 0) + 1
    return min(TALLEST, max(counts.values(), default=0)) * PITCH + 12


def _line_at(months: Sequence[date], today: date, step: float) -> float | None:
    """Where today's line stands, in pixels; None outside the months."""
    for place, month in enumerate(months):
        following = date(month.year + month.month // 12, month.month % 12 + 1, 1)
        if month <= today < following:
            return LEFT + step * (place + (today - month).days / (following - month).days)
    return None


def calendar(rows: Sequence[Row], today: date, today_words: str, way: Way) -> str:
    """The strip: months along the axis, the first list above it and the others below, ``today`` as a line. Markup (SVG)."""
    above, below, above_name, below_name = _sides(rows)
    months = months_of(rows)
    step = (WIDTH - LEFT - RIGHT) / len(months)
    top = _height(above) + 20
    height = top + AXIS + (_height(below) if below else 4)
    pieces = f'<rect x="{LEFT - 8}" y="{top}" width="{WIDTH - LEFT - RIGHT + 8}" height="{AXIS}" class="band"/>'
    pieces += label(0, top - 24, above_name, size=14, tone="mid") + label(0, top - 5, len(above), size=18, weight=600)
    if below:
        pieces += label(0, top + AXIS + 18, below_name if len(below_name) < 7 else "其余清单", size=14, tone="mid")
        pieces += label(0, top + AXIS + 38, len(below), size=18, weight=600)
    named = {months[0], *(after for before, after in pairwise(months) if before.year != after.year)}
    for place, month in enumerate(months):
        middle = LEFT + step * (place + 0.5)
        words = (
            f"{month.year % 100} 年 {month.month} 月"
            if month in named and step > 56
            else f"{month.month} 月"
            if step > 34
            else month.month
        )
        pieces += label(middle, top + 18, words, size=13, tone="mid", anchor="middle")
        pieces += _column([row for row in above if row["due_date"].replace(day=1) == month], middle, top, -1, way)
        pieces += _column([row for row in below if row["due_date"].replace(day=1) == month], middle, top + AXIS, 1, way)
    at = _line_at(months, today, step)
    if at is not None:
        pieces += f'<line x1="{at:.1f}" y1="14" x2="{at:.1f}" y2="{height}" class="today"/>'
        pieces += label(
            at + (6 if at < WIDTH - 140 else -6),
            12,
            today_words,
            size=13,
            tone="accent",
            weight=600,
            anchor="start" if at < WIDTH - 140 else "end",
        )
    return (
        '<div class="point-scroll" role="region" aria-label="到期月历" tabindex="0">'
        f'<svg class="task-calendar" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}">{pieces}</svg></div>'
    )
