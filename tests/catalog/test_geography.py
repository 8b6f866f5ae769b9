"""The schematic and a boundary file that replaces it."""

import json
import random
from pathlib import Path
from typing import Any

import numpy
import pytest
import shapely

from cloudeye.catalog.cells import cell_of, cells_of_points
from cloudeye.catalog.geography import DistrictMap, district_map
from cloudeye.catalog.schematic import Anchor, draw
from cloudeye.errors import CatalogueError
from cloudeye.store import Store

KM2_PER_SQUARE_DEGREE = 111.195**2


@pytest.fixture
def schematic(catalogued: Store, tmp_path: Path) -> DistrictMap:
    return district_map(catalogued, tmp_path / "no-such-folder")


def square(name: str | None, west: float, south: float, size: float = 0.02, **more: Any) -> dict[str, Any]:
    ring = [[west, south], [west + size, south], [west + size, south + size], [west, south + size], [west, south]]
    properties = {} if name is None else {"名称": name}
    return {"type": "Feature", "properties": properties, "geometry": {"type": "Polygon", "coordinates": [ring]}} | more


def boundary_file(folder: Path, *features: dict[str, Any], name: str = "district.geojson", **more: Any) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(json.dumps({"type": "FeatureCollection", "features": features} | more), encoding="utf-8")
    return folder


def test_schematic_areas_and_places(catalogued: Store, schematic: DistrictMap) -> None:
    assert schematic.is_schematic and "示意图" in schematic.attribution
    assert schematic.zone_parts == ["南区", "西区"]
    anchors = catalogued.rows("subdistrict_anchors")
    for row, area in zip(anchors, schematic.areas, strict=True):
        assert (area.name, area.subdistrict_id) == (row["name"], row["subdistrict_id"])
        assert area.shape.is_valid
        assert area.shape.area * KM2_PER_SQUARE_DEGREE * 0.8606 == pytest.approx(row["area_km2"], rel=0.05)
        found = schematic.area_of(row["longitude"], row["latitude"])
        assert found is area


def test_schematic_neighbours_share_their_border_point_by_point(schematic: DistrictMap) -> None:
    south = [area.shape for area in schematic.areas if area.zone_part == "南区"]
    assert shapely.union_all(south).geom_type == "Polygon"
    assert sum(shape.area for shape in south) == pytest.approx(shapely.union_all(south).area, rel=1e-9)
    corners = [set(map(tuple, shapely.get_coordinates(shape))) for shape in south]
    shared = [len(first & second) for index, first in enumerate(corners) for second in corners[:index]]
    assert sorted(shared)[-4] > 3


def test_schematic_is_the_same_every_time(catalogued: Store, tmp_path: Path) -> None:
    first = district_map(catalogued, tmp_path)
    draw.cache_clear()
    assert district_map(catalogued, tmp_path).areas == first.areas


@pytest.mark.parametrize("seed", range(4))
def test_any_anchors_get_areas_of_their_own(seed: int) -> None:
    dice = random.Random(seed)
    anchors = tuple(
        Anchor(104 + dice.uniform(-0.1, 0.1), 30 + dice.uniform(-0.1, 0.1), dice.uniform(5, 40)) for _ in range(1 + 2 * seed)
    )
    shapes = draw(anchors)
    for anchor, shape in zip(anchors, shapes, strict=True):
        assert shape.is_valid and shape.contains(shapely.Point(anchor.longitude, anchor.latitude))
    assert sum(shape.area for shape in shapes) == pytest.approx(shapely.union_all(list(shapes)).area, rel=1e-9)


def test_points_in_bulk(schematic: DistrictMap) -> None:
    longitudes, latitudes = numpy.array([104.065786, 103.911, 104.5, numpy.nan]), numpy.array([30.561413, 30.760, 30.5, 30.5])
    indexes = schematic.area_indexes(longitudes, latitudes)
    assert [schematic.areas[index].name if index >= 0 else None for index in indexes] == ["云桥", "禾序", None, None]


def test_cells_cover_the_district_and_nothing_else(schematic: DistrictMap) -> None:
    district = shapely.union_all([area.shape for area in schematic.areas])
    pieces = [shapely.Polygon(outer, holes) for cell in schematic.cells for outer, *holes in cell.polygons]
    assert shapely.union_all(pieces).symmetric_difference(district).area < 1e-9
    assert len({cell.cell for cell in schematic.cells}) == len(schematic.cells)
    assert 150 < len(schematic.cells) < 350
    assert sum(len(schematic.cells_of(area)) for area in schematic.areas) == len(schematic.cells)


def test_every_point_of_the_district_has_a_listed_cell(schematic: DistrictMap) -> None:
    dice = numpy.random.default_rng(1)
    longitudes, latitudes = dice.uniform(103.85, 104.15, 4000), dice.uniform(30.45, 30.8, 4000)
    inside = schematic.area_indexes(longitudes, latitudes) >= 0
    listed = {cell.cell for cell in schematic.cells}
    assert inside.sum() > 200
    assert set(cells_of_points(longitudes[inside], latitudes[inside])) <= listed


def test_cell_of_a_missing_point() -> None:
    assert cell_of(None, 30.5) is None
    assert cell_of(float("nan"), 30.5) is None
    assert cell_of(104.065786, 30.561413) == cells_of_points([104.065786], [30.561413])[0]


def test_a_district_without_subdistricts_has_no_areas(store: Store, tmp_path: Path) -> None:
    found = district_map(store, tmp_path)
    assert (found.areas, found.cells, found.zone_parts) == ([], [], [])
    assert found.area_of(104, 30) is None


def test_a_boundary_file_replaces_the_schematic(catalogued: Store, tmp_path: Path) -> None:
    folder = boundary_file(
        tmp_path / "geo",
        square("云桥街道", 104.0, 30.0),
        square("无此街道", 104.02, 30.0),
        square("对岸", 104.4, 30.0),
        attribution="某测绘院",
    )
    found = district_map(catalogued, folder)
    assert (found.is_schematic, found.attribution) == (False, "某测绘院")
    assert [(area.name, area.subdistrict_id) for area in found.areas] == [
        ("云桥街道", "yunqiao"),
        ("无此街道", None),
        ("对岸", None),
    ]
    assert [area.zone_part for area in found.areas] == ["南区", "南区", "东区"]


def test_a_polygon_with_another_name_is_known_by_the_anchor_inside(catalogued: Store, tmp_path: Path) -> None:
    found = district_map(catalogued, boundary_file(tmp_path / "geo", square("改了名", 103.94, 30.74, 0.03)))
    assert [(area.name, area.subdistrict_id, area.zone_part) for area in found.areas] == [("改了名", "xize", "西区")]


def test_multipolygons_and_holes(catalogued: Store, tmp_path: Path) -> None:
    places = ((0, 0, 1), (0.2, 0.2, 0.2), (2, 0, 1))
    outer, hole, islet = (square("x", west, south, size)["geometry"]["coordinates"][0] for west, south, size in places)
    feature = square("群岛", 0, 0)
    feature["geometry"] = {"type": "MultiPolygon", "coordinates": [[outer, hole], [islet]]}
    found = district_map(catalogued, boundary_file(tmp_path / "geo", feature))
    assert [len(rings) for rings in found.areas[0].polygons] == [2, 1]
    assert found.area_of(0.3, 0.3) is None
    assert found.area_of(2.5, 0.5) is not None


@pytest.mark.parametrize(
    ("features", "sentence"),
    [
        ([], "没有要素"),
        ([square(None, 104, 30)], "第 1 个要素没有名称"),
        (
            [square("甲", 104, 30), square("乙", 104, 30, geometry={"type": "Point", "coordinates": [104, 30]})],
            "第 2 个要素是 Point，不是面",
        ),
        ([square("甲", 104, 30, geometry=None)], "第 1 个要素是 空，不是面"),
        ([square("甲", 104, 30, geometry={"type": "Polygon", "coordinates": [[[1, "x"]]]})], "坐标有误"),
        ([square("甲", 400000, 3300000, 1000)], "不是经纬度"),
        ([square("甲", 104, 30, 0)], "没有面积"),
    ],
)
def test_unusable_boundary_files(catalogued: Store, tmp_path: Path, features: list[dict[str, Any]], sentence: str) -> None:
    with pytest.raises(CatalogueError, match=sentence):
        district_map(catalogued, boundary_file(tmp_path / "geo", *features))


def test_a_boundary_file_that_is_no_json(catalogued: Store, tmp_path: Path) -> None:
    (tmp_path / "half.geojson").write_text('{"type": "Feat', encoding="utf-8")
    with pytest.raises(CatalogueError, match="half.geojson 不是有效的 GeoJSON"):
        district_map(catalogued, tmp_path)


def test_two_boundary_files(catalogued: Store, tmp_path: Path) -> None:
    folder = boundary_file(tmp_path / "geo", square("甲", 104, 30), name="a.geojson")
    boundary_file(folder, square("乙", 104, 30), name="b.geojson")
    with pytest.raises(CatalogueError, match="2 份边界文件（a.geojson、b.geojson）"):
        district_map(catalogued, folder)
