"""Lay the district's map on the plane of design pixels: the largest part of the zone at full size, the others as an inset."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from cloudeye.catalog.geography import DistrictMap

Point = tuple[float, float]


@dataclass(frozen=True)
class Frame:
    """A rectangle of the plane and which of its edges a smaller map leans on (0 left/top … 1 right/bottom)."""

    left: float
    top: float
    right: float
    bottom: float
    lean_x: float = 0.5
    lean_y: float = 0.5


@dataclass(frozen=True)
class Placement:
    """How the points of one part of the zone get to the plane: x = offset_x + scale_x × longitude, y downwards."""

    scale_x: float
    scale_y: float
    offset_x: float
    offset_y: float

    def point(self, longitude: float, latitude: float) -> Point:
        """A WGS-84 point on the plane, to a tenth of a pixel."""
        return round(self.offset_x + self.scale_x * longitude, 1), round(self.offset_y - self.scale_y * latitude, 1)

    def ring(self, points: Sequence[Point]) -> list[Point]:
        """A ring on the plane."""
        return [self.point(*point) for point in points]


def _bounds(area_map: DistrictMap, part: str) -> tuple[float, float, float, float]:
    points = [point for area in area_map.areas if area.zone_part == part for rings in area.polygons for point in rings[0]]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _pixels_per_degree(bounds: tuple[float, float, float, float], frame: Frame, shrink: float) -> float:
    west, south, east, north = bounds
    return min((frame.right - frame.left) / ((east - west) * shrink), (frame.bottom - frame.top) / (north - south))


def _place(bounds: tuple[float, float, float, float], frame: Frame, pixels: float, shrink: float) -> Placement:
    west, south, east, north = bounds
    spare_x = frame.right - frame.left - (east - west) * shrink * pixels
    spare_y = frame.bottom - frame.top - (north - south) * pixels
    left, top = frame.left + spare_x * frame.lean_x, frame.top + spare_y * frame.lean_y
    return Placement(shrink * pixels, pixels, left - west * shrink * pixels, top + north * pixels)


def place(area_map: DistrictMap, main: Frame, inset: Frame) -> dict[str, Placement]:
    """A placement for every part of the zone, the largest part first. All parts share one scale where the inset has the room.

    Longitudes shrink by the cosine of the district's latitude, so that a hexagon stays regular.
    """
    bounds = {part: _bounds(area_map, part) for part in area_map.zone_parts}
    if not bounds:
        return {}
    middle = sum(south + north for _, south, _, north in bounds.values()) / (2 * len(bounds))
    shrink = math.cos(math.radians(middle))
    first, *rest = sorted(bounds, key=lambda part: -_size(bounds[part]))
    pixels = _pixels_per_degree(bounds[first], main, shrink)
    placed = {first: _place(bounds[first], main, pixels, shrink)}
    height = (inset.bottom - inset.top) / max(1, len(rest))
    for number, part in enumerate(rest):
        frame = Frame(
            inset.left, inset.top + height * number, inset.right, inset.top + height * (number + 1), inset.lean_x, inset.lean_y
        )
        placed[part] = _place(bounds[part], frame, min(pixels, _pixels_per_degree(bounds[part], frame, shrink)), shrink)
    return placed


def _size(bounds: tuple[float, float, float, float]) -> float:
    west, south, east, north = bounds
    return (east - west) * (north - south)
