"""The district's map: which area a point lies in, which hexagons cover it. A boundary file if there is one, else a schematic."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy
import shapely
from shapely.geometry.base import BaseGeometry

from cloudeye.catalog.boundary_file import read_boundaries
from cloudeye.catalog.cells import Cell, Ring, cover, rings_of
from cloudeye.catalog.schematic import Anchor, draw
from cloudeye.errors import CatalogueError
from cloudeye.paths import DATA
from cloudeye.store import Store

GEO = DATA / "geo"
SCHEMATIC_CREDIT = "示意图，按街道位置与面积绘制，不代表行政界线"
# About 3 km: polygons farther apart than this are separate parts of the zone.
PART_GAP_DEGREES = 0.03
NAME_ENDINGS = ("街道办事处", "街道", "镇人民政府", "镇", "乡")


@dataclass(frozen=True)
class Area:
    """A sub-district on the map. ``polygons`` are WGS-84 (longitude, latitude) rings, the outer ring first."""

    name: str
    subdistrict_id: str | None
    zone_part: str
    polygons: list[list[Ring]]

    @cached_property
    def shape(self) -> BaseGeometry:
        """The same as one geometry."""
        pieces = [shapely.Polygon(outer, holes) for outer, *holes in self.polygons]
        return pieces[0] if len(pieces) == 1 else shapely.MultiPolygon(pieces)


@dataclass(frozen=True)
class DistrictMap:
    """All areas, whether they are only schematic, and whom to credit below the map. No areas: the district has no map."""

    areas: list[Area]
    is_schematic: bool
    attribution: str

    def area_indexes(
        self, longitudes: Sequence[float] | numpy.ndarray, latitudes: Sequence[float] | numpy.ndarray
    ) -> numpy.ndarray:
        """For each WGS-84 point the index into ``areas``, -1 outside or without coordinates; on a border the first."""
        x, y = numpy.asarray(longitudes, dtype=float), numpy.asarray(latitudes, dtype=float)
        found = numpy.full(x.shape, -1)
        for index in reversed(range(len(self.areas))):
            found[shapely.intersects_xy(self.areas[index].shape, x, y)] = index
        return found

    def area_of(self, longitude: float, latitude: float) -> Area | None:
        """The area that holds a WGS-84 point, None outside the district."""
        index = int(self.area_indexes([longitude], [latitude])[0])
        return self.areas[index] if index >= 0 else None

    @cached_property
    def cells(self) -> list[Cell]:
        """Every hexagon of the district, empty or not, cut to its outline; ``Cell.area`` is the index into ``areas``."""
        return cover([area.shape for area in self.areas]) if self.areas else []

    def cells_of(self, area: Area) -> list[Cell]:
        """The hexagons that belong to one area."""
        index = self.areas.index(area)
        return [cell for cell in self.cells if cell.area == index]

    @property
    def zone_parts(self) -> list[str]:
        """The parts of the zone in the order of their first area; parts may lie far apart."""
        return list(dict.fromkeys(area.zone_part for area in self.areas))


def district_map(store: Store, geo_dir: Path = GEO) -> DistrictMap:
    """The map of the district: the one ``*.geojson`` in ``geo_dir``, else a schematic from the sub-districts' anchors.

    Raises CatalogueError when the boundary file cannot be used.
    """
    subdistricts = store.rows("subdistrict_anchors")
    files = sorted(geo_dir.glob("*.geojson")) if geo_dir.is_dir() else []
    if len(files) > 1:
        raise CatalogueError(
            f"{geo_dir} 里有 {len(files)} 份边界文件（{'、'.join(file.name for file in files)}）。请只保留一份。"
        )
    return _from_file(files[0], subdistricts) if files else _schematic(subdistricts)


def _schematic(subdistricts: list[dict[str, Any]]) -> DistrictMap:
    areas: dict[str, Area] = {}
    for part in dict.fromkeys(row["zone_part"] for row in subdistricts):
        members = [row for row in subdistricts if row["zone_part"] == part]
        shapes = draw(tuple(Anchor(row["longitude"], row["latitude"], row["area_km2"]) for row in members))
        for row, drawn in zip(members, shapes, strict=True):
            areas[row["subdistrict_id"]] = Area(row["name"], row["subdistrict_id"], part, rings_of(drawn))
    return DistrictMap([areas[row["subdistrict_id"]] for row in subdistricts], True, SCHEMATIC_CREDIT)


def _from_file(path: Path, subdistricts: list[dict[str, Any]]) -> DistrictMap:
    file = read_boundaries(path)
    names = {_bare(row["name"]): row for row in subdistricts}
    matched = [names.get(_bare(name)) or _only_anchor_in(drawn, subdistricts) for name, drawn in file.shapes]
    parts = _parts([drawn for _, drawn in file.shapes], matched)
    areas = [
        Area(name, row["subdistrict_id"] if row else None, part, rings_of(drawn))
        for (name, drawn), row, part in zip(file.shapes, matched, parts, strict=True)
    ]
    return DistrictMap(areas, False, file.attribution)


def _bare(name: str) -> str:
    for ending in NAME_ENDINGS:
        if name.endswith(ending) and len(name) > len(ending):
            return name.removesuffix(ending)
    return name


def _only_anchor_in(drawn: BaseGeometry, subdistricts: list[dict[str, Any]]) -> dict[str, Any] | None:
    inside = [row for row in subdistricts if shapely.intersects_xy(drawn, row["longitude"], row["latitude"])]
    return inside[0] if len(inside) == 1 else None


def _parts(shapes: list[BaseGeometry], matched: list[dict[str, Any] | None]) -> list[str]:
    """The zone part of each shape: near shapes share one, named after their sub-districts, else after where they lie."""
    clusters = list(shapely.get_parts(shapely.unary_union([drawn.buffer(PART_GAP_DEGREES / 2, 4) for drawn in shapes])))
    clusters.sort(key=lambda cluster: -cluster.area)
    cluster_of = [next(number for number, cluster in enumerate(clusters) if cluster.intersects(drawn)) for drawn in shapes]
    names: list[str] = []
    for number, cluster in enumerate(clusters):
        known = [row["zone_part"] for row, home in zip(matched, cluster_of, strict=True) if row and home == number]
        name = max(sorted(set(known)), key=known.count) if known else _direction(cluster, clusters)
        names.append(name if name not in names else f"{name}{number + 1}")
    return [names[number] for number in cluster_of]


def _direction(cluster: BaseGeometry, clusters: list[BaseGeometry]) -> str:
    if len(clusters) == 1:
        return "全域"
    middle = shapely.unary_union(clusters).envelope.centroid
    east, north = cluster.centroid.x - middle.x, cluster.centroid.y - middle.y
    if abs(east) >= abs(north):
        return "东区" if east > 0 else "西区"
    return "北区" if north > 0 else "南区"
