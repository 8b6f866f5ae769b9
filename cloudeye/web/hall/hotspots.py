"""The hero: where complaints come from. Counts in hexagons (pydeck), rates per 10,000 enterprises as labels with leader lines."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import pydeck
from shapely import Point

from cloudeye.catalog.cells import Cell
from cloudeye.catalog.geography import Area, DistrictMap
from cloudeye.web.hall.frame import block, section
from cloudeye.web.marks import label
from cloudeye.web.plane import Frame, Placement, place
from cloudeye.web.theme import (
    BODY,
    HALL,
    HEAT_HALL,
    MAP_LINE,
    NOTE,
    VALUE,
    cut_to,
    heat_class,
    heat_labels,
    map_settings,
    rgb,
    text_width,
)
from cloudeye.web.wording import count

Row = Mapping[str, Any]
LEFT, RIGHT = 664, 1410
# The canvas and, inside it, where the main part and the inset may lie; the rest is room for labels.
CANVAS = Frame(656, 244, 1418, 812)
MAIN = Frame(960, 250, 1404, 806, lean_x=0.85, lean_y=0.5)
INSET = Frame(666, 434, 944, 620, lean_x=0, lean_y=0.5)
LEGEND_TOP, LEGEND_STEP = 758, 70
# Where labels of the main part may stand: x of the text, y of its baseline, and which edge of the text x is.
LEFT_SLOTS = ((664, 296), (664, 352))
RIGHT_SLOTS = ((1410, 296), (1410, 352), (1410, 408))
# The southernmost name and the sentence about the densest cell share the lower left: whichever points lower stands lower.
SLOT_X, UPPER_SLOT, LOWER_SLOT = 1096, 660, 736
INSET_BASELINE = 668
CELL_GAP = 0.05
# From this class of the legend on a cell is worth a sentence.
DENSE_CLASS = 3
RING_GAP = 1.35
# The class of a cell whose count is too small to be told, and what stands in the place of a rate over so few.
FEW, FEW_WORDS = heat_class(1), "<5件"


def layout(area_map: DistrictMap) -> dict[str, Placement]:
    """Where each part of the zone lies on the scene."""
    return place(area_map, MAIN, INSET)


def _shrunk(ring: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """A little smaller about its middle, so that cells part without a stroke."""
    middle_x, middle_y = sum(x for x, _ in ring) / len(ring), sum(y for _, y in ring) / len(ring)
    keep = 1 - CELL_GAP
    return [(round(middle_x + (x - middle_x) * keep, 1), round(middle_y + (y - middle_y) * keep, 1)) for x, y in ring]


def hotspot_deck(area_map: DistrictMap, cells: Sequence[Row], scale: float) -> pydeck.Deck:
    """The hexagons and boundaries on the canvas. ``scale`` is CSS pixels per design pixel. Flat, still, without a basemap."""
    placed = layout(area_map)
    classes = {row["cell"]: FEW if row["complaints"] is None else heat_class(row["complaints"]) for row in cells}
    hexagons, borders = [], []
    for cell in area_map.cells:
        where = placed[area_map.areas[cell.area].zone_part]
        colour = rgb(HEAT_HALL[classes.get(cell.cell, 0)])
        hexagons += [{"ring": _shrunk(where.ring(rings[0])), "colour": colour} for rings in cell.polygons]
    for area in area_map.areas:
        borders += [{"path": placed[area.zone_part].ring(ring)} for rings in area.polygons for ring in rings]
    layers = [
        pydeck.Layer(
            "PolygonLayer", id="cells", data=hexagons, get_polygon="ring", get_fill_color="colour", stroked=False, filled=True
        ),
        pydeck.Layer("PathLayer", id="gaps", data=borders, get_path="path", get_color=rgb(HALL.page), get_width=5),
        pydeck.Layer("PathLayer", id="borders", data=borders, get_path="path", get_color=rgb(MAP_LINE), get_width=2),
    ]
    middle = [(CANVAS.left + CANVAS.right) / 2, (CANVAS.top + CANVAS.bottom) / 2, 0]
    return pydeck.Deck(
        layers,
        views=[pydeck.View(type="OrthographicView", controller=False)],
        initial_view_state={"target": middle, "zoom": round(math.log2(scale), 4)},
        **map_settings(),
    )


def _rate(area: Row) -> str:
    if area["complaints"] is None:
        return FEW_WORDS
    return "—" if area["per_ten_thousand"] is None else f"{area['per_ten_thousand']:.0f}"


def _tag(area: Row, x: float, y: float, *, ends_at_x: bool) -> tuple[str, float, float]:
    """Name and rate; returns the markup and the x of both ends."""
    name, rate = cut_to(area["name"], BODY, 160), _rate(area)
    width = text_width(name, BODY) + 10 + text_width(rate, VALUE)
    left = x - width if ends_at_x else x
    drawn = label(left, y, name, size=BODY, weight=600) + label(
        left + text_width(name, BODY) + 10, y + 2, rate, size=VALUE, weight=600
    )
    return drawn, left, left + width


def _leader(start: tuple[float, float], end: tuple[float, float]) -> str:
    return (
        f'<line x1="{start[0]:.1f}" y1="{start[1]:.1f}" x2="{end[0]:.1f}" y2="{end[1]:.1f}" class="leader"/>'
        f'<circle cx="{end[0]:.1f}" cy="{end[1]:.1f}" r="4.5" class="fill-hi"/>'
    )


def _anchor(area: Area, row: Row, placement: Placement) -> tuple[float, float]:
    """The sub-district's own anchor where it lies on its area, else a point inside."""
    spot = Point(row["longitude"], row["latitude"])
    if not area.shape.covers(spot):
        spot = area.shape.representative_point()
    return placement.point(spot.x, spot.y)


def _main_labels(found: list[tuple[Row, tuple[float, float]]], lower_slot: float) -> str:
    """The southernmost at the lower left, the others at the side they are nearer to; the highest rates if too many."""
    room = len(LEFT_SLOTS) + len(RIGHT_SLOTS) + 1
    chosen = sorted(found, key=lambda item: -(item[0]["per_ten_thousand"] or 0))[:room]
    chosen.sort(key=lambda item: item[1][1])
    drawn = ""
    if len(chosen) > 1:
        row, at = chosen.pop()
        words, _, right = _tag(row, SLOT_X, lower_slot, ends_at_x=True)
        drawn += words + _leader((right + 12, lower_slot - 10), at)
    by_x = sorted(chosen, key=lambda item: item[1][0])
    split = min(len(LEFT_SLOTS), len(by_x) // 2)
    for (row, at), (x, y) in zip(sorted(by_x[:split], key=lambda item: item[1][1]), LEFT_SLOTS, strict=False):
        words, _, right = _tag(row, x, y, ends_at_x=False)
        drawn += words + _leader((right + 12, y - 10), at)
    for (row, at), (x, y) in zip(sorted(by_x[split:], key=lambda item: item[1][1]), RIGHT_SLOTS, strict=False):
        words, left, _ = _tag(row, x, y, ends_at_x=True)
        drawn += words + _leader((left - 12, y - 10), at)
    return drawn


def _inset_labels(found: list[tuple[Row, tuple[float, float]]]) -> str:
    """Side by side below the inset, in the order of the areas above."""
    drawn, x = "", float(LEFT)
    for row, at in sorted(found, key=lambda item: item[1][0]):
        words, left, right = _tag(row, max(x, at[0] - 52), INSET_BASELINE, ends_at_x=False)
        if right > 960:
            break
        drawn += words + _leader(((left + right) / 2, INSET_BASELINE - 28), at)
        x = right + 24
    return drawn


def densest(cells: Sequence[Row]) -> Row | None:
    """The one cell with more complaints than any other, if it is dense at all."""
    most = max((row["complaints"] or 0 for row in cells), default=0)
    found = [row for row in cells if row["complaints"] == most]
    return found[0] if len(found) == 1 and heat_class(most) >= DENSE_CLASS else None


def _ring(cell: Cell, placement: Placement) -> tuple[tuple[float, float], float]:
    """Middle and radius of a circle around a cell."""
    points = [point for rings in cell.polygons for point in placement.ring(rings[0])]
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    top, bottom = min(y for _, y in points), max(y for _, y in points)
    return ((left + right) / 2, (top + bottom) / 2), RING_GAP * max(right - left, bottom - top) / 2


def _dense_cell(name: str, complaints: int, mean: float, ring: tuple[tuple[float, float], float], slot: float) -> str:
    """A ring around the cell and its sentence, joined by a line that ends at the ring."""
    (x, y), radius = ring
    start = (SLOT_X + 12, slot - 38)
    reach = 1 - radius / max(radius, math.dist(start, (x, y)))
    end = (start[0] + (x - start[0]) * reach, start[1] + (y - start[1]) * reach)
    words = f"{cut_to(name, BODY, 120)}一格 {count(complaints)} 件"
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" class="dense stroke-accent"/>'
        f'<line x1="{start[0]:g}" y1="{start[1]:g}" x2="{end[0]:.1f}" y2="{end[1]:.1f}" class="dense stroke-accent"/>'
        + label(SLOT_X, slot - 28, words, size=BODY, tone="accent", weight=600, anchor="end")
        + label(SLOT_X, slot + 4, f"各格平均 {mean:.1f} 件", size=NOTE, tone="mid", anchor="end")
    )


def _legend() -> str:
    drawn = label(LEFT, LEGEND_TOP - 12, "件／格", size=NOTE, tone="mid")
    for number, words in enumerate(heat_labels()):
        x = LEFT + LEGEND_STEP * number
        drawn += f'<rect x="{x:g}" y="{LEGEND_TOP}" width="66" height="14" rx="1" class="heat-{number}"/>'
        drawn += label(x + 33, LEGEND_TOP + 40, words, size=NOTE, tone="mid", anchor="middle")
    return drawn


def hotspot_labels(area_map: DistrictMap, areas: Sequence[Row], cells: Sequence[Row], totals: Row, weeks: int) -> str:
    """Title, legend, names and rates, the densest cell: everything of the map that is text, over the canvas."""
    unmapped = totals["complaints"] - totals["mapped"]
    beyond = f"（{count(unmapped)} 件不在图上）" if unmapped else ""
    inner = section(LEFT, RIGHT, 188, f"近 {weeks} 周诉求热点", f"{count(totals['complaints'])} 件{beyond} · 数字为件／万户")
    placed = layout(area_map)
    if not placed:
        return block(656, 180, 762, 632, inner + label(LEFT, 300, "还没有街道，无法绘图", size=BODY, tone="mid"), "hotspots")
    rows = {row["subdistrict_id"]: row for row in areas}
    main, *insets = placed
    found: dict[str, list[tuple[Row, tuple[float, float]]]] = {part: [] for part in placed}
    for area in area_map.areas:
        row = rows.get(area.subdistrict_id)
        if row is not None and not area.shape.is_empty:
            found[area.zone_part].append((row, _anchor(area, row, placed[area.zone_part])))
    drawn = {cell.cell: cell for cell in area_map.cells}
    dense = densest([row for row in cells if row["cell"] in drawn])
    lower_slot = LOWER_SLOT
    if dense:
        cell = drawn[dense["cell"]]
        area = area_map.areas[cell.area]
        ring = _ring(cell, placed[area.zone_part])
        southernmost = max((at[1] for _, at in found[main]), default=0.0)
        lower_slot = UPPER_SLOT if ring[0][1] > southernmost else LOWER_SLOT
        slot = LOWER_SLOT if lower_slot == UPPER_SLOT else UPPER_SLOT
        name = rows[area.subdistrict_id]["name"] if area.subdistrict_id in rows else area.name
        inner += _dense_cell(name, dense["complaints"], totals["mapped"] / len(drawn), ring, slot)
    inner += _legend() + _main_labels(found[main], lower_slot)
    for part in insets:
        inner += label(LEFT, 416, part, size=BODY, weight=600)
        note = "附图（位置示意）" if area_map.is_schematic else "附图"
        inner += label(LEFT + text_width(part, BODY) + 10, 416, note, size=NOTE, tone="low")
        inner += _inset_labels(found[part])
    if not insets and area_map.is_schematic:
        inner += label(LEFT, 416, "示意图", size=NOTE, tone="low")
    return block(656, 180, 762, 632, inner, "hotspots")
