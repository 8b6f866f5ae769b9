"""The hexagons (H3) that complaints are counted in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import h3
import numpy
import shapely
from shapely.geometry.base import BaseGeometry

# 0.74 km² a cell: about 20 px an edge when the district fills the hall screen's map, and still several complaints a cell.
RESOLUTION = 8

Ring = list[tuple[float, float]]


@dataclass(frozen=True)
class Cell:
    """One hexagon of the map: its H3 index, the area it belongs to, and what of it lies inside the district (WGS-84 rings)."""

    cell: str
    area: int
    polygons: list[list[Ring]]


def cell_of(longitude: float | None, latitude: float | None) -> str | None:
    """The H3 cell of a WGS-84 point, None if either coordinate is missing."""
    if longitude is None or latitude is None or longitude != longitude or latitude != latitude:
        return None
    return str(h3.latlng_to_cell(latitude, longitude, RESOLUTION))


def cells_of_points(longitudes: Iterable[float], latitudes: Iterable[float]) -> list[str | None]:
    """``cell_of`` for many points; 12,000 take some 20 ms."""
    return [cell_of(longitude, latitude) for longitude, latitude in zip(longitudes, latitudes, strict=True)]


def rings_of(drawn: BaseGeometry) -> list[list[Ring]]:
    """The polygons of a shape as lists of rings, the outer ring first."""
    pieces = [piece for piece in shapely.get_parts(drawn) if piece.geom_type == "Polygon"]
    return [[[(float(x), float(y)) for x, y in ring.coords] for ring in (piece.exterior, *piece.interiors)] for piece in pieces]


def cover(shapes: Sequence[BaseGeometry]) -> list[Cell]:
    """Every cell that touches the district, cut to its outline, sorted by index.

    A cell belongs to the area that holds its centre; one on the rim, whose centre lies outside, to the area it overlaps most,
    so that no point of the district is without a cell.
    """
    outline = shapely.unary_union(list(shapes))
    indexes = sorted(_touching(outline))
    if not indexes:
        return []
    hexagons = shapely.polygons(
        [shapely.linearrings([(lng, lat) for lat, lng in h3.cell_to_boundary(index)]) for index in indexes]
    )
    centres = numpy.array([h3.cell_to_latlng(index) for index in indexes])
    inside = shapely.intersection(hexagons, outline)
    holds = numpy.array([shapely.intersects_xy(drawn, centres[:, 1], centres[:, 0]) for drawn in shapes])
    overlap = numpy.array([shapely.area(shapely.intersection(hexagons, drawn)) for drawn in shapes])
    owner = numpy.where(holds.any(axis=0), holds.argmax(axis=0), overlap.argmax(axis=0))
    return [
        Cell(index, int(area), rings_of(drawn))
        for index, area, drawn, size in zip(indexes, owner, inside, shapely.area(inside), strict=True)
        if size > 0
    ]


def _touching(outline: BaseGeometry) -> Iterable[str]:
    found: set[str] = set()
    for rings in rings_of(outline):
        outer, *holes = [[(y, x) for x, y in ring] for ring in rings]
        found.update(h3.h3shape_to_cells_experimental(h3.LatLngPoly(outer, *holes), RESOLUTION, contain="overlap"))
    return found
