"""Where on the district's map the points of a file lie."""

import numpy
import pandas

from cloudeye.catalog.cells import cells_of_points
from cloudeye.catalog.geography import DistrictMap
from cloudeye.ingest.coordinates import SYSTEMS, to_wgs84

# About a centimetre: finer digits are noise of the conversion.
DECIMALS = 7


def place(points: pandas.DataFrame, district: DistrictMap) -> pandas.DataFrame:
    """From line, longitude, latitude, source_crs to line, longitude, latitude (WGS-84), cell, subdistrict_id, source_crs, fits.

    A point whose reference system is not declared (None) is tried in all of them: the only one that puts it into the district is
    taken, else WGS-84. ``fits`` names the systems that put it there, joined by 、 in their order; it is None for a point that was
    declared and fits, or when the district has no map to try it on.

    ``subdistrict_id`` is None outside the district; a district without a map has no outside, and every point counts as in it
    by an empty text.
    """
    declared = points["source_crs"].to_numpy(dtype=object)
    is_declared = pandas.notna(points["source_crs"]).to_numpy(dtype=bool)
    source = points["longitude"].to_numpy(dtype=float), points["latitude"].to_numpy(dtype=float)
    tried = {crs: _rounded(crs, *source) for crs in SYSTEMS}
    homes = {crs: district.area_indexes(*tried[crs]) if district.areas else numpy.zeros(len(points), int) for crs in SYSTEMS}
    fitting = numpy.array([homes[crs] >= 0 for crs in SYSTEMS])
    only = numpy.array(SYSTEMS, dtype=object)[fitting.argmax(axis=0)] if len(points) else declared
    chosen = numpy.where(is_declared, declared, numpy.where(fitting.sum(axis=0) == 1, only, "WGS-84"))
    longitude, latitude, home = (numpy.zeros(len(points)) for _ in range(3))
    for crs in SYSTEMS:
        rows = chosen == crs
        longitude[rows], latitude[rows], home[rows] = tried[crs][0][rows], tried[crs][1][rows], homes[crs][rows]
    areas = [area.subdistrict_id or "" for area in district.areas]
    fits = ["、".join(crs for crs, fit in zip(SYSTEMS, column, strict=True) if fit) for column in fitting.T]
    says_nothing = (is_declared & (home >= 0)) | (not areas)
    return pandas.DataFrame(
        {
            "line": points["line"].to_numpy(),
            "longitude": longitude,
            "latitude": latitude,
            "cell": pandas.Series(cells_of_points(longitude.tolist(), latitude.tolist()), dtype=object),
            "subdistrict_id": pandas.Series(
                [areas[int(index)] if index >= 0 else None for index in home] if areas else [""] * len(points), dtype=object
            ),
            "source_crs": pandas.Series(chosen, dtype=object),
            "fits": pandas.Series(
                [None if nothing else fit for nothing, fit in zip(says_nothing, fits, strict=True)], dtype=object
            ),
        }
    )


def _rounded(crs: str, longitude: numpy.ndarray, latitude: numpy.ndarray) -> tuple[numpy.ndarray, numpy.ndarray]:
    """The points in WGS-84; what is in WGS-84 already keeps every digit."""
    if crs == "WGS-84":
        return longitude, latitude
    moved = to_wgs84(crs, longitude, latitude)
    return numpy.round(moved[0], DECIMALS), numpy.round(moved[1], DECIMALS)
