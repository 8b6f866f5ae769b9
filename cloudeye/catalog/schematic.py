"""Draw a district that nobody has given boundaries for: from each sub-district's anchor point and area.

Within a part of the zone: an outline grows around the anchors until it has their total area; a power diagram divides it so that
each share has its sub-district's area; a many-scaled warp takes the ruler out of the lines. Same input, same map, to the bit.
"""

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy
import shapely
from shapely import MultiPolygon, Point, Polygon
from shapely.geometry.base import BaseGeometry

KM_PER_DEGREE = 111.195
STEP_KM = 0.06
DETAIL_KM = 0.035
DECIMALS = 6
AREA_ROUNDS = 3
# (waves per size of an area, how steep) from broad bends down to the wiggle of a stream.
OCTAVES = ((0.55, 0.42), (1.1, 0.38), (2.3, 0.34), (4.7, 0.30), (9.0, 0.20))


@dataclass(frozen=True)
class Anchor:
    """A sub-district as the schematic knows it: a WGS-84 point and an area in km²."""

    longitude: float
    latitude: float
    area_km2: float


@lru_cache(maxsize=8)
def draw(anchors: tuple[Anchor, ...]) -> tuple[BaseGeometry, ...]:
    """One (multi)polygon in WGS-84 per anchor, in their order; neighbours share their border point by point."""
    longitude = math.fsum(anchor.longitude for anchor in anchors) / len(anchors)
    latitude = math.fsum(anchor.latitude for anchor in anchors) / len(anchors)
    scale = numpy.array([KM_PER_DEGREE * math.cos(math.radians(latitude)), KM_PER_DEGREE])
    origin = numpy.array([longitude, latitude])
    places = (numpy.array([[anchor.longitude, anchor.latitude] for anchor in anchors]) - origin) * scale
    areas = numpy.array([anchor.area_km2 for anchor in anchors])

    size = math.sqrt(float(areas.mean()))
    sought = areas.copy()
    for _ in range(AREA_ROUNDS):
        outline = _outline(places, sought)
        shares = _divide(outline, places, sought * outline.area / sought.sum())
        drawn = _natural(shares, places, size)
        # The warp swells some areas and shrinks others: ask for the opposite next time.
        sought = numpy.clip(sought * areas / numpy.array([area.area for area in drawn]), 0.75 * areas, 1.3 * areas)
    return tuple(shapely.transform(area, lambda points: numpy.round(origin + points / scale, DECIMALS)) for area in drawn)


def _natural(shares: list[BaseGeometry], places: numpy.ndarray, size: float) -> list[BaseGeometry]:
    """The shares with natural borders. The warp is weakened until nothing folds and every anchor stays in its own area."""
    # The grid (10 cm) makes one line of two that were computed from either side of a border.
    borders = shapely.line_merge(shapely.unary_union([share.boundary for share in shares], grid_size=1e-4))
    arcs = shapely.get_parts(shapely.segmentize(borders, STEP_KM))
    strength = 1.0
    while strength > 0.05:
        bent = shapely.simplify(
            shapely.transform(arcs, lambda points, by=strength: points + by * _shift(points, size)), DETAIL_KM
        )
        faces = shapely.get_parts(shapely.polygonize(list(bent)))
        areas = _owned(faces, shares, size, strength)
        in_place = all(area.is_valid and area.contains(Point(place)) for area, place in zip(areas, places, strict=True))
        if in_place and shapely.is_simple(shapely.multilinestrings(bent)):
            return areas
        strength *= 0.8
    return shares


def _owned(faces: numpy.ndarray, shares: list[BaseGeometry], size: float, strength: float) -> list[BaseGeometry]:
    """The bent faces, gathered by the share that each came from."""
    found: list[list[Polygon]] = [[] for _ in shares]
    for face in faces:
        here = numpy.array([[face.representative_point().x, face.representative_point().y]])
        origin = here
        for _ in range(30):
            origin = here - strength * _shift(origin, size)
        owner = min(range(len(shares)), key=lambda index: shares[index].distance(Point(origin[0])))
        found[owner].append(face)
    return [parts[0] if len(parts) == 1 else MultiPolygon(parts) for parts in found]


def _shift(points: numpy.ndarray, size: float) -> numpy.ndarray:
    """How far (km) the smooth field moves each point."""
    x, y = points[:, 0], points[:, 1]
    moved = numpy.zeros_like(points)
    for number, (waves, steepness) in enumerate(OCTAVES):
        wave = 2 * math.pi * waves / size
        turn = 1.1 + 2.4 * number
        along, across = math.cos(turn) * x + math.sin(turn) * y, math.cos(turn) * y - math.sin(turn) * x
        moved[:, 0] += steepness / wave * numpy.sin(wave * across + 1.7 * number + numpy.sin(0.6 * wave * along))
        moved[:, 1] += steepness / wave * numpy.sin(wave * along - 0.9 * number + numpy.sin(0.6 * wave * across + 1.0))
    return moved


def _outline(places: numpy.ndarray, areas: numpy.ndarray) -> BaseGeometry:
    """A connected shape around all places whose area is the sum of ``areas``: hulls of neighbouring disks, waists filled."""
    radii = numpy.sqrt(areas / math.pi)
    smallest = float(radii.min())

    def grown(factor: float) -> BaseGeometry:
        disks = [Point(place).buffer(float(radius) * factor, 4) for place, radius in zip(places, radii, strict=True)]
        hulls = [shapely.union_all([disks[a], disks[b]]).convex_hull for a, b in _links(places)]
        return shapely.unary_union(disks + hulls).buffer(1.5 * smallest, 4).buffer(-1.5 * smallest, 4)

    low, high = 0.05, 3.0
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (middle, high) if grown(middle).area < areas.sum() else (low, middle)
    return grown(high)


def _links(places: numpy.ndarray) -> list[tuple[int, int]]:
    """The shortest set of pairs that joins all places (minimum spanning tree)."""
    joined, links = {0}, []
    while len(joined) < len(places):
        pairs = [
            (float(numpy.hypot(*(places[a] - places[b]))), a, b) for a in joined for b in range(len(places)) if b not in joined
        ]
        _, a, b = min(pairs)
        joined.add(b)
        links.append((a, b))
    return links


def _divide(outline: BaseGeometry, places: numpy.ndarray, targets: numpy.ndarray) -> list[BaseGeometry]:
    """Cut ``outline`` into one share per place; weights are moved until each share has its target area (km²)."""
    weights = numpy.zeros(len(places))
    best: tuple[float, list[BaseGeometry]] | None = None
    for round_ in range(60):
        shares = [_cell(outline, places, weights, index) for index in range(len(places))]
        wrong = targets - numpy.array([share.area for share in shares])
        owned = all(share.covers(Point(place)) for share, place in zip(shares, places, strict=True))
        badness = float(numpy.abs(wrong / targets).max())
        if best is None or (owned and badness < best[0]):
            best = (badness, shares)
        if badness < 0.01:
            break
        weights += wrong * (0.5 if round_ < 30 else 0.2)
    assert best is not None
    return best[1]


def _cell(outline: BaseGeometry, places: numpy.ndarray, weights: numpy.ndarray, index: int) -> BaseGeometry:
    reach = 4 * math.hypot(*(numpy.array(outline.bounds[2:]) - numpy.array(outline.bounds[:2]))) + 1
    cell: BaseGeometry = outline
    for other in range(len(places)):
        if other == index:
            continue
        across = places[other] - places[index]
        distance = math.hypot(*across)
        unit = across / distance
        side = numpy.array([-unit[1], unit[0]])
        offset = (distance + (weights[index] - weights[other]) / distance) / 2
        near = places[index] + unit * offset
        corners = [
            near + side * reach,
            near - side * reach,
            near - side * reach - unit * reach,
            near + side * reach - unit * reach,
        ]
        cell = cell.intersection(Polygon(corners))
    return cell
