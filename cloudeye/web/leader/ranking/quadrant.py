"""The departments by both dimensions, 感知度 across and 完成度 up, with the medians of the group as dashed lines."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import hypot
from statistics import median
from typing import Any

from cloudeye.web.leader.ranking.view import View
from cloudeye.web.marks import label
from cloudeye.web.score_axis import ScoreAxis
from cloudeye.web.theme import text_width
from cloudeye.web.wording import points, text

Row = Mapping[str, Any]
WIDTH, HEIGHT = 330.0, 284.0
LEFT, RIGHT, TOP, BOTTOM = 26.0, 322.0, 8.0, 260.0
SIZE, DOT, CHOSEN_DOT = 13, 4.5, 6
# The height that the corner words have for themselves.
WORDS = 24
MOST_TICKS = 5
# Of fewer departments a median says nothing.
FEWEST = 3
# How many names beside the chosen one; fewer where they would lie on something.
MOST_NAMES = 7
CORNERS = (
    (LEFT + 6, TOP + 15, "start", "做了，企业感受不强"),
    (RIGHT - 4, TOP + 15, "end", "双高"),
    (LEFT + 6, BOTTOM - 7, "start", "双低"),
    (RIGHT - 4, BOTTOM - 7, "end", "感受好，任务慢"),
)


@dataclass(frozen=True)
class Box:
    """A rectangle on the chart, in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Whether the two share more than an edge."""
        return self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom

    def is_inside(self) -> bool:
        """Whether it lies on the chart."""
        return self.left >= LEFT and self.right <= WIDTH and self.top >= 0 and self.bottom <= BOTTOM


@dataclass(frozen=True)
class Spot:
    """A department on the chart."""

    row: Row
    x: float
    y: float
    # How far from the medians, in lengths of the axes.
    far: float


def quadrant(rows: Sequence[Row], view: View, chosen: str | None) -> str:
    """The panel; ``rows`` are the month's ranking of one group. Who lacks a dimension or is not ranked is not drawn."""
    ranked = [row for row in rows if row["rank"] is not None]
    drawn = [row for row in ranked if row["perception"] is not None and row["completion"] is not None]
    heading = '<h2>感知度与完成度</h2><p class="under">横轴感知度，纵轴完成度，虚线为组内中位数</p>'
    left_out = len(ranked) - len(drawn)
    note = f'<p class="under">另有 {left_out} 个排名部门缺一个维度，未画。</p>' if left_out else ""
    if len(drawn) < FEWEST:
        sentence = f"两个维度都有得分的排名部门不足 {FEWEST} 个，没有可比的中位数，不画图。"
        return f'<section class="panel">{heading}<p class="empty">{sentence}</p>{note}{_table(drawn) if drawn else ""}</section>'
    across, up = _axis(drawn, "perception", LEFT + 8, RIGHT - 8), _axis(drawn, "completion", BOTTOM - WORDS, TOP + WORDS)
    middle = across.x(median(row["perception"] for row in drawn)), up.x(median(row["completion"] for row in drawn))
    spots = [_spot(row, across, up, middle) for row in drawn]
    inside = (
        f'<rect x="{LEFT:g}" y="{TOP:g}" width="{middle[0] - LEFT:.1f}" height="{middle[1] - TOP:.1f}" class="corner"/>'
        f"{_scales(across, up)}"
        f'<path d="M{middle[0]:.1f} {TOP:g} V{BOTTOM:g} M{LEFT:g} {middle[1]:.1f} H{RIGHT:g}" class="median"/>'
        + "".join(label(x, y, words, size=SIZE - 1, tone="low", anchor=anchor) for x, y, anchor, words in CORNERS)
        + "".join(_dot(spot, view, spot.row["department_id"] == chosen) for spot in spots)
        + "".join(
            label(x, y, spot.row["department"], size=SIZE, tone="accent" if is_chosen else "hi", weight=600 if is_chosen else 400)
            for spot, x, y, is_chosen in named(spots, chosen)
        )
    )
    return (
        f'<section class="panel">{heading}<svg viewBox="0 0 {WIDTH:g} {HEIGHT:g}" class="quadrant" role="img" '
        f'aria-label="感知度与完成度散点图，数据见下表">{inside}</svg>{note}{_table(drawn)}</section>'
    )


def _axis(rows: Sequence[Row], name: str, low: float, high: float) -> ScoreAxis:
    return ScoreAxis.around([{"low": row[name], "high": row[name]} for row in rows], low, high)


def _spot(row: Row, across: ScoreAxis, up: ScoreAxis, middle: tuple[float, float]) -> Spot:
    x, y = across.x(row["perception"]), up.x(row["completion"])
    return Spot(row, x, y, hypot((x - middle[0]) / (RIGHT - LEFT), (y - middle[1]) / (BOTTOM - TOP)))


def named(spots: Sequence[Spot], chosen: str | None) -> list[tuple[Spot, float, float, bool]]:
    """Whose names stand where (left end of the baseline): the chosen one's, then of those farthest from the medians as many as
    fit without lying on a dot, a corner word or each other."""
    taken = [Box(spot.x - DOT, spot.y - DOT, spot.x + DOT, spot.y + DOT) for spot in spots]
    for x, y, anchor, words in CORNERS:
        width = text_width(words, SIZE - 1)
        start = x if anchor == "start" else x - width
        taken.append(Box(start, y - SIZE, start + width, y + 3))
    found: list[tuple[Spot, float, float, bool]] = []
    for spot in sorted(spots, key=lambda spot: (spot.row["department_id"] != chosen, -spot.far)):
        is_chosen = spot.row["department_id"] == chosen
        width = text_width(spot.row["department"], SIZE)
        gap = CHOSEN_DOT + 3
        for x, y in (
            (spot.x + gap, spot.y + 4.5),
            (spot.x - gap - width, spot.y + 4.5),
            (spot.x - width / 2, spot.y - gap),
            (spot.x - width / 2, spot.y + gap + 10),
            (spot.x + 2, spot.y - gap),
            (spot.x - width - 2, spot.y - gap),
            (spot.x + 2, spot.y + gap + 10),
            (spot.x - width - 2, spot.y + gap + 10),
        ):
            box = Box(x, y - SIZE + 2, x + width, y + 3)
            if box.is_inside() and not any(box.meets(other) for other in taken):
                taken.append(box)
                found.append((spot, x, y, is_chosen))
                break
        if len(found) > MOST_NAMES:
            break
    return found


def _dot(spot: Spot, view: View, is_chosen: bool) -> str:
    row, mark = spot.row, f'r="{CHOSEN_DOT}" class="chosen"' if is_chosen else f'r="{DOT}"'
    return (
        f'<a href="{view.link(department=row["department_id"])}" target="_self"><title>{text(row["department"])}：感知度 '
        f"{points(row['perception'])}，完成度 {points(row['completion'])}</title>"
        f'<circle cx="{spot.x:.1f}" cy="{spot.y:.1f}" {mark}/></a>'
    )


def _scales(across: ScoreAxis, up: ScoreAxis) -> str:
    return (
        f'<line x1="{LEFT:g}" y1="{BOTTOM:g}" x2="{RIGHT:g}" y2="{BOTTOM:g}" class="axis"/>'
        + "".join(
            label(across.x(tick), BOTTOM + 17, tick, size=SIZE - 1, tone="low", anchor="middle")
            for tick in across.ticks(MOST_TICKS)
        )
        + "".join(label(LEFT - 5, up.x(tick) + 4, tick, size=SIZE - 1, tone="low", anchor="end") for tick in up.ticks(MOST_TICKS))
    )


def _table(rows: Sequence[Row]) -> str:
    body = "".join(
        f'<tr><td class="name">{text(row["department"])}</td><td>{points(row["perception"])}</td>'
        f"<td>{points(row['completion'])}</td></tr>"
        for row in rows
    )
    middle = "".join(f"<td>{points(median(row[name] for row in rows))}</td>" for name in ("perception", "completion"))
    return (
        '<details class="behind"><summary>看数据表</summary><table class="desk-table"><thead><tr><th>部门</th><th>感知度</th>'
        f'<th>完成度</th></tr></thead><tbody>{body}<tr><td class="name"><b>组内中位数</b></td>{middle}</tr></tbody></table></details>'
    )
