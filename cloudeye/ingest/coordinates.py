"""WGS-84, GCJ-02 (高德、腾讯) and BD-09 (百度): the published offset formulas, for whole columns of points.

Good to about a metre inside China. Points outside China carry no offset in GCJ-02.
"""

import numpy

SEMI_MAJOR_AXIS = 6378245.0
ECCENTRICITY_SQUARED = 0.00669342162296594323
BAIDU_ANGLE = numpy.pi * 3000.0 / 180.0
# CGCS2000 differs from WGS-84 by centimetres and counts as it.
SYSTEMS = ("WGS-84", "GCJ-02", "BD-09")

Points = tuple[numpy.ndarray, numpy.ndarray]


def to_wgs84(crs: str, longitude: numpy.ndarray, latitude: numpy.ndarray) -> Points:
    """Turn points of the reference system ``crs`` (WGS-84, GCJ-02, BD-09), in degrees, into WGS-84."""
    if crs == "BD-09":
        longitude, latitude = _baidu_to_gcj(longitude, latitude)
    return (longitude, latitude) if crs == "WGS-84" else _gcj_to_wgs(longitude, latitude)


def wgs84_to_gcj02(longitude: numpy.ndarray, latitude: numpy.ndarray) -> Points:
    """Add the GCJ-02 offset."""
    east, north = _offset(longitude, latitude)
    return longitude + east, latitude + north


def gcj02_to_bd09(longitude: numpy.ndarray, latitude: numpy.ndarray) -> Points:
    """Add Baidu's second offset."""
    radius = numpy.hypot(longitude, latitude) + 0.00002 * numpy.sin(latitude * BAIDU_ANGLE)
    angle = numpy.arctan2(latitude, longitude) + 0.000003 * numpy.cos(longitude * BAIDU_ANGLE)
    return radius * numpy.cos(angle) + 0.0065, radius * numpy.sin(angle) + 0.006


def _baidu_to_gcj(longitude: numpy.ndarray, latitude: numpy.ndarray) -> Points:
    x, y = longitude - 0.0065, latitude - 0.006
    radius = numpy.hypot(x, y) - 0.00002 * numpy.sin(y * BAIDU_ANGLE)
    angle = numpy.arctan2(y, x) - 0.000003 * numpy.cos(x * BAIDU_ANGLE)
    return radius * numpy.cos(angle), radius * numpy.sin(angle)


def _gcj_to_wgs(longitude: numpy.ndarray, latitude: numpy.ndarray) -> Points:
    """The offset has no closed inverse; three rounds bring it below a millimetre."""
    wgs_longitude, wgs_latitude = longitude, latitude
    for _ in range(3):
        east, north = _offset(wgs_longitude, wgs_latitude)
        wgs_longitude, wgs_latitude = longitude - east, latitude - north
    return wgs_longitude, wgs_latitude


def _offset(longitude: numpy.ndarray, latitude: numpy.ndarray) -> Points:
    x, y = longitude - 105.0, latitude - 35.0
    ripple = 20.0 * numpy.sin(6.0 * x * numpy.pi) + 20.0 * numpy.sin(2.0 * x * numpy.pi)
    north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * numpy.sqrt(numpy.abs(x))
    north += (ripple + 20.0 * numpy.sin(y * numpy.pi) + 40.0 * numpy.sin(y / 3.0 * numpy.pi)) * 2.0 / 3.0
    north += (160.0 * numpy.sin(y / 12.0 * numpy.pi) + 320.0 * numpy.sin(y * numpy.pi / 30.0)) * 2.0 / 3.0
    east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * numpy.sqrt(numpy.abs(x))
    east += (ripple + 20.0 * numpy.sin(x * numpy.pi) + 40.0 * numpy.sin(x / 3.0 * numpy.pi)) * 2.0 / 3.0
    east += (150.0 * numpy.sin(x / 12.0 * numpy.pi) + 300.0 * numpy.sin(x / 30.0 * numpy.pi)) * 2.0 / 3.0
    radians = latitude / 180.0 * numpy.pi
    magic = 1 - ECCENTRICITY_SQUARED * numpy.sin(radians) ** 2
    east = east * 180.0 / (SEMI_MAJOR_AXIS / numpy.sqrt(magic) * numpy.cos(radians) * numpy.pi)
    north = north * 180.0 / ((SEMI_MAJOR_AXIS * (1 - ECCENTRICITY_SQUARED)) / (magic * numpy.sqrt(magic)) * numpy.pi)
    in_china = (longitude > 72.004) & (longitude < 137.8347) & (latitude > 0.8293) & (latitude < 55.8271)
    return numpy.where(in_china, east, 0.0), numpy.where(in_china, north, 0.0)
