"""WGS-84, GCJ-02 and BD-09 against published vectors; what becomes of points whose system nobody declares."""

from pathlib import Path

import numpy
import pandas
import pytest

from cloudeye.catalog.geography import district_map
from cloudeye.ingest import ImportReport, import_file
from cloudeye.ingest.coordinates import gcj02_to_bd09, to_wgs84, wgs84_to_gcj02
from cloudeye.ingest.places import place
from cloudeye.store import Store
from tests.ingest.files import column, csv_file

WGS = (104.065786, 30.561413)
GCJ = (104.068289, 30.558954)
BD = (104.074765, 30.564977)
MICRODEGREE = 1e-6


def pair(points: tuple[numpy.ndarray, numpy.ndarray]) -> tuple[float, float]:
    return float(points[0][0]), float(points[1][0])


def columns(point: tuple[float, float]) -> tuple[numpy.ndarray, numpy.ndarray]:
    return numpy.array([point[0]]), numpy.array([point[1]])


def test_vectors_forwards() -> None:
    assert pair(wgs84_to_gcj02(*columns(WGS))) == pytest.approx(GCJ, abs=MICRODEGREE)
    assert pair(gcj02_to_bd09(*columns(GCJ))) == pytest.approx(BD, abs=MICRODEGREE)


@pytest.mark.parametrize(("crs", "point"), [("WGS-84", WGS), ("GCJ-02", GCJ), ("BD-09", BD)])
def test_vectors_backwards(crs: str, point: tuple[float, float]) -> None:
    assert pair(to_wgs84(crs, *columns(point))) == pytest.approx(WGS, abs=2 * MICRODEGREE)


def test_there_and_back_is_less_than_a_centimetre() -> None:
    longitude, latitude = numpy.meshgrid(numpy.linspace(80, 130, 11), numpy.linspace(20, 50, 7))
    back = to_wgs84("GCJ-02", *wgs84_to_gcj02(longitude.ravel(), latitude.ravel()))
    assert numpy.abs(back[0] - longitude.ravel()).max() < 1e-7
    assert numpy.abs(back[1] - latitude.ravel()).max() < 1e-7


def test_no_offset_outside_china() -> None:
    assert pair(wgs84_to_gcj02(*columns((-73.94, 40.83)))) == (-73.94, 40.83)


def test_no_points() -> None:
    empty = numpy.array([])
    assert [len(part) for part in to_wgs84("BD-09", empty, empty)] == [0, 0]


# Where the schematic of the product's catalogue holds a point only in one of the systems, in two, in all, in none.
ONLY_WGS, ONLY_GCJ, ONLY_BD = (104.022, 30.584), (104.073, 30.495), (104.085, 30.575)
IN_TWO, IN_NONE = (104.045, 30.546), (104.191, 30.569)


def complaints_at(store: Store, folder: Path, *points: tuple[float, float], crs: str | None = None) -> ImportReport:
    """One complaint per point, numbered from T-1."""
    rows = [[f"T-{number}", "投诉", "2026-10-08", *point, crs] for number, point in enumerate(points, 1)]
    return import_file(
        store, csv_file(folder, ["诉求编号", "诉求类型", "提交时间", "经度", "纬度", "坐标系"], *rows), "complaints"
    )


def test_an_undeclared_system_is_tried(catalogued: Store, tmp_path: Path) -> None:
    points = (ONLY_WGS, ONLY_GCJ, ONLY_BD, IN_TWO, IN_NONE, WGS)
    report = complaints_at(catalogued, tmp_path, *points)
    assert (report.new, report.flagged) == (6, 6)
    assert column(catalogued, "complaint", "source_crs", "complaint_id") == [
        "WGS-84",
        "GCJ-02",
        "BD-09",
        "WGS-84",
        "WGS-84",
        "WGS-84",
    ]
    assert column(catalogued, "complaint", "(source_longitude, source_latitude)", "complaint_id") == list(points)
    stored = column(catalogued, "complaint", "(longitude, latitude)", "complaint_id")
    assert [stored[0], *stored[3:]] == [ONLY_WGS, IN_TWO, IN_NONE, WGS]
    assert stored[1] == pytest.approx(pair(to_wgs84("GCJ-02", *columns(ONLY_GCJ))), abs=1e-7)
    assert stored[2] == pytest.approx(pair(to_wgs84("BD-09", *columns(ONLY_BD))), abs=1e-7)
    assert column(catalogued, "complaint", "is_outside_district", "complaint_id") == [False] * 4 + [True, False]


def test_a_declared_system_is_believed(catalogued: Store, tmp_path: Path) -> None:
    report = complaints_at(catalogued, tmp_path, ONLY_BD, ONLY_WGS, crs="WGS84")
    assert (report.new, report.flagged) == (2, 1)
    assert column(catalogued, "complaint", "(longitude, latitude)", "complaint_id") == [ONLY_BD, ONLY_WGS]
    assert column(catalogued, "complaint", "is_outside_district", "complaint_id") == [True, False]


@pytest.mark.parametrize("name", ["CGCS2000", "cgcs2000", "国家2000", "EPSG:4490"])
def test_cgcs2000_counts_as_wgs84(catalogued: Store, tmp_path: Path, name: str) -> None:
    report = complaints_at(catalogued, tmp_path, WGS, crs=name)
    assert (report.new, report.refused, report.flagged) == (1, 0, 0)
    assert column(catalogued, "complaint", "(longitude, latitude, source_crs)", "1") == [(*WGS, "WGS-84")]


def test_again_nothing_changes(catalogued: Store, tmp_path: Path) -> None:
    complaints_at(catalogued, tmp_path, ONLY_BD)
    again = complaints_at(catalogued, tmp_path, ONLY_BD)
    assert (again.batch_id, again.unchanged) == (None, 1)


def test_places_of_no_points(catalogued: Store) -> None:
    placed = place(pandas.DataFrame({"line": [], "longitude": [], "latitude": [], "source_crs": []}), district_map(catalogued))
    assert placed.empty
    assert list(placed) == ["line", "longitude", "latitude", "cell", "subdistrict_id", "source_crs", "fits"]
