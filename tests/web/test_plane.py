"""Where the map lies on the wall: both parts of the zone inside their frames, cells regular, nothing overlapping."""

from cloudeye.catalog.geography import district_map
from cloudeye.store import Store
from cloudeye.web.hall.hotspots import INSET, MAIN, hotspot_labels, layout
from cloudeye.web.plane import Frame, place
from tests.web.records import NOW

TOTALS = {"complaints": 0, "mapped": 0}


def test_both_parts_lie_in_their_frames(catalogued: Store) -> None:
    area_map = district_map(catalogued)
    placed = layout(area_map)
    assert list(placed) == ["南区", "西区"]
    for area in area_map.areas:
        frame = MAIN if area.zone_part == "南区" else INSET
        for rings in area.polygons:
            for x, y in placed[area.zone_part].ring(rings[0]):
                assert frame.left - 0.1 <= x <= frame.right + 0.1 and frame.top - 0.1 <= y <= frame.bottom + 0.1


def test_north_is_up_and_longitudes_shrink(catalogued: Store) -> None:
    main = layout(district_map(catalogued))["南区"]
    assert main.point(104.05, 30.60)[1] < main.point(104.05, 30.55)[1]
    assert 0.85 < main.scale_x / main.scale_y < 0.87


def test_no_areas_no_map(store: Store) -> None:
    empty = district_map(store)
    assert place(empty, Frame(0, 0, 1, 1), Frame(0, 0, 1, 1)) == {}
    assert "还没有街道，无法绘图" in hotspot_labels(empty, [], [], TOTALS, weeks=4)


def test_every_sub_district_of_ours_is_labelled(catalogued: Store) -> None:
    areas = catalogued.rows("hotspot_areas", now=NOW)
    markup = hotspot_labels(district_map(catalogued), areas, [], TOTALS, weeks=4)
    assert [row["name"] for row in areas if f">{row['name']}<" not in markup] == []
