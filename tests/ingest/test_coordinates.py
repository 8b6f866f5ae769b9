"""WGS-84, GCJ-02 and BD-09 against published vectors."""

import numpy
import pytest

from cloudeye.ingest.coordinates import gcj02_to_bd09, to_wgs84, wgs84_to_gcj02

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
