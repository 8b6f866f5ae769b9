"""The map of the hotspot page: hexagons by count or sub-districts by rate (pydeck); over it outlines, names, numbers (SVG).

Both lie on one plane of ``WIDTH`` × ``HEIGHT`` CSS pixels, flat: columns would bury names and shift the colours. What says that
something stands out or is looked at is drawn over the canvas, so that a click changes no canvas.
"""

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import pydeck
import shapely
from shapely import Point
from shapely.geometry.base import BaseGeometry

from cloudeye.catalog.cells import Cell, rings_of
from cloudeye.catalog.geography import DistrictMap
from cloudeye.detect.study import FADING, LASTING, AreaCount, Ground, Study
from cloudeye.web.frame import address
from cloudeye.web.leader.hotspots.desk import PAGE, RATE, Question
from cloudeye.web.leader.hotspots.words import count_words, rate_words
from cloudeye.web.marks import label
from cloudeye.web.plane import Frame, Placement, place
from cloudeye.web.theme import DESK, DESK_SIZES, HEAT_DESK, MAP_LINE, cut_to, heat_class, heat_labels, map_settings, rgb
from cloudeye.web.wording import text

Spot = tuple[float, float]
SHEET = Path(__file__).parent / "hotspots.css"
WIDTH, HEIGHT = 716, 560
# The map and the edges of its card.
CARD_WIDTH = WIDTH + 34
MAIN = Frame(190, 8, 560, 552, lean_x=0.7)
INSET = Frame(8, 60, 180, 420, lean_x=0, lean_y=0)
NAME_X, NAME_TOP, NAME_STEP, NAME_WIDTH = 708, 40, 50, 130
INSET_STEP = 24
CELL_GAP = 0.06
BODY, NOTE = DESK_SIZES["body"], DESK_SIZES["note"]
# A rate is told by how many times the district's it is, in shades of the colour of data: the heat colours mean counts.
RATE_BREAKS = (0.75, 0.9, 1.1, 1.33)
RATE_SHADES = (60, 100, 145, 190, 240)
STYLES = {LASTING: "lasting", FADING: "fading"}


def rate_class(rate: float, whole: float) -> int:
    """Which of the five classes a sub-district's rate belongs to, beside the ``whole`` district's."""
    return sum(rate >= whole * smallest for smallest in RATE_BREAKS)


def rate_labels(whole: float) -> list[str]:
    """What the legend prints under each class of rates: 4.1 以下, 4.1–6.6, …"""
    edges = [rate_words(whole * smallest) for smallest in RATE_BREAKS]
    return [f"{edges[0]} 以下", *(f"{low}–{high}" for low, high in pairwise(edges)), f"{edges[-1]} 以上"]


@lru_cache(maxsize=2)
def _plane(ground: Ground) -> dict[str, Placement]:
    return place(ground.area_map, MAIN, INSET)


def _shrunk(ring: Sequence[Spot]) -> list[Spot]:
    middle_x, middle_y = sum(x for x, _ in ring) / len(ring), sum(y for _, y in ring) / len(ring)
    keep = 1 - CELL_GAP
    return [(round(middle_x + (x - middle_x) * keep, 1), round(middle_y + (y - middle_y) * keep, 1)) for x, y in ring]


@lru_cache(maxsize=2)
def _borders(ground: Ground) -> list[dict[str, list[Spot]]]:
    placed = _plane(ground)
    return [
        {"path": placed[area.zone_part].ring(ring)} for area in ground.area_map.areas for rings in area.polygons for ring in rings
    ]


@lru_cache(maxsize=2)
def _hexagons(ground: Ground) -> list[list[list[Spot]]]:
    """For each cell its pieces on the plane."""
    placed, areas = _plane(ground), ground.area_map.areas
    return [
        [_shrunk(placed[areas[cell.area].zone_part].ring(rings[0])) for rings in cell.polygons] for cell in ground.area_map.cells
    ]


def deck(ground: Ground, found: Study, asked: Question) -> pydeck.Deck:
    """Hexagons by their count, or sub-districts by their rate, each of which can be clicked, and the borders. No basemap."""
    borders = _borders(ground)
    layers = [
        _areas(ground, found) if asked.per == RATE else _cells(ground, found),
        pydeck.Layer("PathLayer", id="gaps", data=borders, get_path="path", get_color=rgb(DESK.panel), get_width=4),
        pydeck.Layer("PathLayer", id="borders", data=borders, get_path="path", get_color=rgb(MAP_LINE), get_width=1.5),
    ]
    return pydeck.Deck(
        layers,
        views=[pydeck.View(type="OrthographicView", controller=False)],
        initial_view_state={"target": [WIDTH / 2, HEIGHT / 2, 0], "zoom": 0},
        **map_settings(),
    )


def _cells(ground: Ground, found: Study) -> pydeck.Layer:
    """Cells by their number on the map: an index of H3 is written out only for a cell that somebody looks at."""
    hexagons = [
        {"ring": ring, "colour": rgb(HEAT_DESK[heat_class(row.lowest)]), "cell": number}
        for number, (rings, row) in enumerate(zip(_hexagons(ground), found.cells, strict=True))
        for ring in rings
    ]
    return pydeck.Layer(
        "PolygonLayer", id="cells", data=hexagons, get_polygon="ring", get_fill_color="colour", stroked=False, pickable=True
    )


def _areas(ground: Ground, found: Study) -> pydeck.Layer:
    placed = _plane(ground)
    rows, shapes = {row.subdistrict_id: row for row in found.areas}, []
    for area in ground.area_map.areas:
        row = rows.get(area.subdistrict_id)
        colour = rgb(DESK.raised)
        if row and row.rate is not None and found.rate:
            colour = [*rgb(DESK.data), RATE_SHADES[rate_class(row.rate, found.rate)]]
        where = placed[area.zone_part]
        shapes += [
            {"rings": [where.ring(ring) for ring in rings], "colour": colour, "area": area.subdistrict_id or ""}
            for rings in area.polygons
        ]
    return pydeck.Layer(
        "PolygonLayer", id="areas", data=shapes, get_polygon="rings", get_fill_color="colour", stroked=False, pickable=True
    )


def over(ground: Ground, found: Study, asked: Question, looked_at: tuple[str, str]) -> str:
    """Everything of the map that is line or text, as SVG over the canvas; names are links that point the page at them."""
    placed = _plane(ground)
    inner = _outlines(ground, found) + _chosen_outline(ground, placed, looked_at) + _names(ground, found, asked, placed)
    return f'<svg class="hotspot-over" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}">{inner}</svg>'


def _shape(cells: Sequence[Cell], area_map: DistrictMap, placed: dict[str, Placement]) -> BaseGeometry:
    """Cells as one shape on the plane, the gaps between them closed."""
    pieces = [
        shapely.Polygon(placed[area_map.areas[cell.area].zone_part].ring(rings[0])) for cell in cells for rings in cell.polygons
    ]
    return shapely.union_all([piece.buffer(0.6, join_style="mitre") for piece in pieces])


def _path(drawn: BaseGeometry) -> str:
    return "".join("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in ring) + "Z" for rings in rings_of(drawn) for ring in rings)


@lru_cache(maxsize=64)
def _outlines(ground: Ground, found: Study) -> str:
    """A line around hot cells of each kind of change, and the number of each place at its top."""
    placed = _plane(ground)
    pairs = list(zip(ground.area_map.cells, found.cells, strict=True))
    drawn = ""
    for change in sorted({row.change for row in found.cells if row.change}, key=lambda change: change != FADING):
        shape = _shape([cell for cell, row in pairs if row.change == change], ground.area_map, placed)
        drawn += f'<path d="{_path(shape)}" class="spot {STYLES.get(change, "emerging")}"/>'
    for number in range(1, found.places + 1):
        shape = _shape([cell for cell, row in pairs if row.place == number], ground.area_map, placed)
        west, north, east, _ = shape.bounds
        x, y = (west + east) / 2, max(north, 11)
        drawn += f'<circle cx="{x:.1f}" cy="{y:.1f}" r="10" class="spot-number"/>'
        drawn += label(round(x, 1), round(y + 4.5, 1), number, size=NOTE, tone="late", weight=700, anchor="middle")
    return drawn


def _chosen_outline(ground: Ground, placed: dict[str, Placement], looked_at: tuple[str, str]) -> str:
    field, value = looked_at
    area_map = ground.area_map
    if field == "cell":
        shape = _shape([cell for cell in area_map.cells if cell.cell == value], area_map, placed)
    elif field == "area":
        mine = [area for area in area_map.areas if area.subdistrict_id == value]
        shape = shapely.union_all(
            [shapely.Polygon(placed[area.zone_part].ring(rings[0])) for area in mine for rings in area.polygons]
        )
    else:
        return ""
    return f'<path d="{_path(shape)}" class="chosen-place"/>'


def _names(ground: Ground, found: Study, asked: Question, placed: dict[str, Placement]) -> str:
    """Names and numbers: of the largest part down the right margin from north to south, of the others below their inset."""
    if not placed:
        return ""
    rows = {row.subdistrict_id: row for row in found.areas}
    spots: dict[str, list[tuple[float, float, AreaCount]]] = {part: [] for part in placed}
    for area in ground.area_map.areas:
        row = rows.get(area.subdistrict_id)
        if row is None or area.shape.is_empty:
            continue
        anchor = next(one for one in ground.subdistricts if one["subdistrict_id"] == area.subdistrict_id)
        spot = Point(anchor["longitude"], anchor["latitude"])
        spot = spot if area.shape.covers(spot) else area.shape.representative_point()
        spots[area.zone_part].append((*placed[area.zone_part].point(spot.x, spot.y), row))
    main, *insets = placed
    drawn = "".join(_margin_name(*spot, slot, asked) for spot, slot in _slots(spots[main]))
    note = "附图，位置示意" if ground.area_map.is_schematic else "附图"
    for part in insets:
        heights = [
            placed[part].point(0, y)[1]
            for area in ground.area_map.areas
            if area.zone_part == part
            for rings in area.polygons
            for _, y in rings[0]
        ]
        top, bottom = round(min(heights), 1), round(max(heights), 1)
        drawn += label(INSET.left, top - 32, part, size=BODY, weight=600)
        drawn += label(INSET.left, top - 14, note, size=NOTE, tone="low") + _inset_names(spots[part], asked, bottom)
    return drawn


def _slots(spots: list[tuple[float, float, AreaCount]]) -> list[tuple[tuple[float, float, AreaCount], float]]:
    """Each name of the margin with the height it stands at: near its place, never closer than a step to the one above."""
    ordered = sorted(spots, key=lambda spot: spot[1])
    heights: list[float] = []
    for number, (_, y, _) in enumerate(ordered):
        lowest = HEIGHT - 14 - NAME_STEP * (len(ordered) - 1 - number)
        heights.append(min(max(y, heights[-1] + NAME_STEP if heights else NAME_TOP), lowest))
    return list(zip(ordered, heights, strict=True))


def _link(row: AreaCount, asked: Question, inner: str) -> str:
    if row.subdistrict_id is None:
        return inner
    return f'<a href="{address(PAGE, **asked.written, area=row.subdistrict_id)}" target="_self">{inner}</a>'


def _number(row: AreaCount, asked: Question) -> str:
    if asked.per == RATE and row.told is not None:
        return rate_words(row.rate) + ("" if row.rate is None else " 件／千户")
    return count_words(row) + ("" if row.told is None else " 件")


def _margin_name(x: float, y: float, row: AreaCount, height: float, asked: Question) -> str:
    words = cut_to(row.name, BODY, NAME_WIDTH)
    leader = (
        f'<path d="M{x:.1f} {y:.1f} L{NAME_X - NAME_WIDTH:g} {height + 6:.1f} H{NAME_X:g}" class="leader"/>'
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" class="leader-dot"/>'
    )
    return leader + _link(
        row,
        asked,
        label(NAME_X, round(height, 1), words, size=BODY, weight=600, anchor="end")
        + label(NAME_X, round(height + 22, 1), _number(row, asked), size=NOTE, tone="mid", anchor="end"),
    )


def _inset_names(spots: list[tuple[float, float, AreaCount]], asked: Question, bottom: float) -> str:
    """Names on an inset, and below it, from ``bottom`` on, each with its number."""
    drawn = ""
    for number, (x, y, row) in enumerate(sorted(spots, key=lambda spot: spot[0])):
        height = bottom + INSET_STEP * (number + 1)
        name = cut_to(row.name, BODY, 80)
        # They stand on the fill, so that they need a rim of their own.
        drawn += f'<g class="rimmed">{label(x, y + 5, name, size=NOTE, weight=600, anchor="middle")}</g>'
        drawn += _link(
            row,
            asked,
            label(INSET.left, height, name, size=BODY, weight=600)
            + label(INSET.right - 8, height, _number(row, asked), size=NOTE, tone="mid", anchor="end"),
        )
    return drawn


def legend(found: Study, asked: Question) -> str:
    """The classes of the fill and the three kinds of outline, in words."""
    if asked.per == RATE and found.rate:
        shades = zip(RATE_SHADES, rate_labels(found.rate), strict=True)
        classes = "".join(
            f'<span><i class="rate" style="opacity:{shade / 255:.2f}"></i>{text(words)}</span>' for shade, words in shades
        )
        unit = "件／千户，按街道"
    else:
        classes = "".join(f'<span><i class="heat-{number}"></i>{words}</span>' for number, words in enumerate(heat_labels()))
        unit = "件／格"
    lines = "".join(
        f'<span><svg width="26" height="12" aria-hidden="true"><path d="M2 6H24" class="spot {style}"/></svg>{words}</span>'
        for style, words in (("lasting", "持续聚集"), ("emerging", "新增聚集"), ("fading", "消退"))
    )
    return f'<p class="hotspot-legend"><b>{unit}</b>{classes}</p><p class="hotspot-legend"><b>轮廓</b>{lines}</p>'


def credit(ground: Ground) -> str:
    """Whom to credit for the map, or that it is schematic. Markup."""
    words = ground.area_map.attribution if ground.area_map.areas else "还没有街道，无法绘图。"
    return f'<p class="desk-note">{text(words)}</p>'
