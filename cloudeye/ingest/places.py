"""Where on the district's map the points of a file lie."""

import numpy
import pandas

from cloudeye.catalog.cells import cells_of_points
from cloudeye.catalog.geography import DistrictMap
from cloudeye.ingest.coordinates import to_wgs84

# About a centimetre: finer digits are noise of the conversion.
DECIMALS = 7


def place(points: pandas.DataFrame, district: DistrictMap) -> pandas.DataFrame:
    """From line, longitude, latitude, source_crs to line, longitude, latitude (WGS-84), cell, subdistrict_id.

    ``subdistrict_id`` is None outside the district; a district without a map has no outside, and every point counts as in it
    by an empty text.
    """
    longitude = points["longitude"].to_numpy(dtype=float).copy()
    latitude = points["latitude"].to_numpy(dtype=float).copy()
    for crs in ("GCJ-02", "BD-09"):
        chosen = (points["source_crs"] == crs).to_numpy(dtype=bool)
        moved = to_wgs84(crs, longitude[chosen], latitude[chosen])
        longitude[chosen], latitude[chosen] = numpy.round(moved[0], DECIMALS), numpy.round(moved[1], DECIMALS)
    areas = [area.subdistrict_id or "" for area in district.areas]
    if areas:
        found = [areas[index] if index >= 0 else None for index in district.area_indexes(longitude, latitude)]
    else:
        found = [""] * len(points)
    return pandas.DataFrame(
        {
            "line": points["line"].to_numpy(),
            "longitude": longitude,
            "latitude": latitude,
            "cell": pandas.Series(cells_of_points(longitude.tolist(), latitude.tolist()), dtype=object),
            "subdistrict_id": pandas.Series(found, dtype=object),
        }
    )
