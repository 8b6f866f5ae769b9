"""A look at a district: every number it tells against the rows, the windows of the year, the words for change."""

from datetime import date, datetime, timedelta
from typing import Any

import numpy
import pytest

from cloudeye.catalog.geography import district_map
from cloudeye.detect.study import EMERGING, FADING, LASTING, Ground, Rules, Study, change, first_needed, months_before, study
from cloudeye.store import Store
from tests.web.records import complaint

RULES = Rules(level=0.05, window=3, history=12, lasting=6, fading=3)
FIRST, LAST = date(2026, 1, 1), date(2026, 3, 1)
EVERYTHING: dict[str, Any] = {"class_id": None, "channel_id": None, "department_id": None}


@pytest.fixture
def ground(catalogued: Store, tmp_path: Any) -> Ground:
    return Ground(district_map(catalogued, tmp_path), catalogued.rows("subdistrict_anchors"))


def look(store: Store, ground: Ground, first: date = FIRST, last: date = LAST, **narrowed: str) -> Study:
    asked = EVERYTHING | narrowed
    rows = store.rows("hotspot_counts", first=first_needed(first, last, RULES), last=last, **asked)
    return study(ground, rows, first, last, RULES, is_narrowed=bool(narrowed))


def home(ground: Ground, subdistrict: str) -> list[str]:
    """The cells that lie in a sub-district as a whole."""
    number = next(at for at, row in enumerate(ground.subdistricts) if row["subdistrict_id"] == subdistrict)
    inside = ground.touching[number] & (ground.touching.sum(axis=0) == 1)
    return [cell for cell, at in ground.index.items() if inside[at]]


def even(ground: Ground, months: list[date], each: int = 3) -> list[dict[str, Any]]:
    """So many complaints a month in every cell, on the first day of the month and the last."""
    rows: list[dict[str, Any]] = []
    for month in months:
        last_minute = datetime(*months_before(month, -1).timetuple()[:3]) - timedelta(minutes=1)
        for cell, at in ground.index.items():
            owner = ground.subdistricts[ground.owners[at]]["subdistrict_id"]
            for _ in range(each):
                when = datetime(month.year, month.month, 1) if len(rows) % 2 else last_minute
                rows.append(complaint(len(rows), cell=cell, subdistrict_id=owner, submitted_at=when))
    return rows


def insert(store: Store, rows: list[dict[str, Any]]) -> None:
    with store.writing() as writer:
        writer.insert("complaint", [row | {"complaint_id": f"C{number}"} for number, row in enumerate(rows)])


def test_months_and_what_is_needed_before_them() -> None:
    assert months_before(date(2026, 1, 1), 1) == date(2025, 12, 1)
    assert months_before(date(2026, 11, 1), -2) == date(2027, 1, 1)
    assert first_needed(FIRST, LAST, RULES) == date(2025, 2, 1)
    assert first_needed(date(2024, 1, 1), LAST, RULES) == date(2024, 1, 1)


def test_a_district_without_complaints(catalogued: Store, ground: Ground) -> None:
    found = look(catalogued, ground)
    assert (found.total, found.has_any, found.places, found.elsewhere, found.highest) == (0, False, 0, 0, None)
    assert {cell.words for cell in found.cells} == {"0"} and [area.told for area in found.areas] == [0] * 7


def test_only_what_counts_and_lies_in_the_months_is_counted(catalogued: Store, ground: Ground) -> None:
    cell = home(ground, "yunqiao")[0]
    inside = [complaint(n, cell=cell, submitted_at=datetime(2026, 1, 1)) for n in range(20)]
    inside += [complaint(n, cell=cell, submitted_at=datetime(2026, 3, 31, 23, 59)) for n in range(10)]
    without_place = [complaint(n, cell=None, submitted_at=datetime(2026, 2, 1)) for n in range(6)]
    outside = [
        complaint(n, cell=cell, is_outside_district=True, subdistrict_id=None, submitted_at=datetime(2026, 2, 1))
        for n in range(7)
    ]
    left_out = [
        complaint(0, cell=cell, submitted_at=datetime(2025, 12, 31, 23, 59)), complaint(0, cell=cell, submitted_at=datetime(2026, 4, 1)),
        complaint(0, cell=cell, duplicate_of="C0", submitted_at=datetime(2026, 2, 1)), complaint(0, cell=cell, kind="表扬", submitted_at=datetime(2026, 2, 1)),
    ]  # fmt: skip
    insert(catalogued, [*inside, *without_place, *outside, *left_out])
    found = look(catalogued, ground)
    assert (found.unit, found.total, found.elsewhere) == (1, 36, 7)
    assert {area.subdistrict_id: area.told for area in found.areas}["yunqiao"] == 36
    assert next(row.words for row in found.cells if row.cell == cell) == "26–30"
    assert found.areas[0].rate == pytest.approx(1000 * 36 / 52600)


def test_filters_narrow_and_are_told_to_the_nearest_five(catalogued: Store, ground: Ground) -> None:
    cell = home(ground, "yunqiao")[0]
    when = datetime(2026, 2, 3)
    insert(catalogued, [complaint(n, cell=cell, submitted_at=when, class_id="A1" if n < 12 else "B1") for n in range(30)])
    assert look(catalogued, ground, class_id="A1").areas[0].told == 10
    assert look(catalogued, ground, class_id="B1").areas[0].told == 20
    assert look(catalogued, ground, department_id="court").total == 0
    assert look(catalogued, ground, channel_id="hotline_12345").unit == 5


def test_complaints_of_no_known_sub_district_have_a_row_of_their_own(catalogued: Store, ground: Ground) -> None:
    insert(
        catalogued,
        [complaint(n, subdistrict_id=None, cell=home(ground, "jinhe")[0], submitted_at=datetime(2026, 2, 3)) for n in range(9)],
    )
    found = look(catalogued, ground)
    assert (found.areas[-1].name, found.areas[-1].told, found.total, found.areas[-1].rate) == ("未归街道", 9, 9, None)


def test_an_even_district_has_no_place_and_no_highest(catalogued: Store, ground: Ground) -> None:
    insert(catalogued, even(ground, [LAST]))
    found = look(catalogued, ground)
    assert found.places == 0 and not any(cell.change for cell in found.cells)


def test_a_gathering_is_new_then_lasting_then_fading(catalogued: Store, ground: Ground) -> None:
    """Hot in the ten months from 2025-06 on; every later month looks back on it."""
    middle = next(cell for cell in home(ground, "jinhe") if (ground.around[ground.index[cell]] < len(ground.index)).all())
    rows = even(ground, [months_before(LAST, back) for back in range(24, -1, -1)], each=1)
    for back in range(9, -1, -1):
        month = months_before(LAST, back)
        near = ground.around[ground.index[middle]].tolist()
        cells = list(ground.index)
        rows += [
            complaint(0, cell=cells[at], subdistrict_id="jinhe", submitted_at=datetime(month.year, month.month, 2))
            for at in near for _ in range(12)
        ]  # fmt: skip
    insert(catalogued, rows)

    def then(last: date) -> tuple[str | None, int]:
        row = next(row for row in look(catalogued, ground, months_before(last, 2), last).cells if row.cell == middle)
        return row.change, sum(row.months)

    assert then(date(2025, 5, 1)) == (None, 0)
    assert then(date(2025, 7, 1)) == (EMERGING, 2)
    assert then(date(2025, 11, 1)) == (LASTING, 6)
    assert then(LAST) == (LASTING, 10)
    assert then(date(2026, 9, 1)) == (FADING, 8)  # the windows of April and May still reach back to March
    found = look(catalogued, ground)
    assert found.places == 1 and found.highest is not None and found.highest.name == "锦禾"


@pytest.mark.parametrize(
    ("is_hot", "months", "word"),
    [
        (True, 0, EMERGING),
        (True, 5, EMERGING),
        (True, 6, LASTING),
        (True, 12, LASTING),
        (False, 2, None),
        (False, 3, FADING),
        (False, 12, FADING),
    ],
)
def test_the_words_for_change(is_hot: bool, months: int, word: str | None) -> None:
    assert change(is_hot, months, RULES) == word


def test_spreads_are_shares_and_enterprises_must_be_known(catalogued: Store, ground: Ground) -> None:
    by_area, by_enterprises = ground.spreads
    assert by_area.sum() == pytest.approx(1) and by_enterprises.sum() == pytest.approx(1)
    held = numpy.bincount(ground.owners, by_enterprises, minlength=8)[:7]
    known = numpy.array([row["enterprises"] for row in ground.subdistricts])
    assert held == pytest.approx(known / known.sum())
    unknown = Ground(ground.area_map, [{**row, "enterprises": 0} for row in ground.subdistricts])
    assert len(unknown.spreads) == 1


def test_a_district_without_a_map_still_counts(catalogued: Store) -> None:
    with catalogued.writing() as writer:
        writer.delete("subdistrict")
    bare = Ground(district_map(catalogued), [])
    insert(catalogued, [complaint(n, submitted_at=datetime(2026, 2, 3)) for n in range(30)])
    found = look(catalogued, bare)
    assert found.cells == [] and found.total == 30 and [area.name for area in found.areas] == ["未归街道"]
