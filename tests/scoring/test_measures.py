"""A computed point by department: the parts rest on the same records as the whole, and only means carry an error of their own."""

from datetime import date, datetime

import pytest

from cloudeye.catalog import load_catalog
from cloudeye.paths import CATALOG
from cloudeye.scoring import refresh_rollup
from cloudeye.store import Store
from tests.web.records import complaint

MONTH = date(2026, 2, 1)
SPAN = {"frequency": "月", "first_month": MONTH, "last_month": MONTH}
# 首次提交退回补正率 of 企业设立登记, and 企业设立登记平均用时: a rate and a mean over the same item.
RATE, MEAN, ITEM = "D01-004", "D01-005", "S002"


def record(number: int, department: str, **given: object) -> dict[str, object]:
    """A record of the item, accepted and finished on a working day, one working day of work."""
    return {
        "source": "test", "record_id": f"R{number}", "item_id": ITEM, "department_id": department, "subdistrict_id": None,
        "submitted_at": datetime(2026, 2, 3, 9), "accepted_at": datetime(2026, 2, 3, 9), "finished_at": datetime(2026, 2, 3, 17),
        "limit_days": 1, "is_returned": False, "is_online": True, "is_compliant": True, "visits": 0, "quantity": None, "rating": None,
    } | given  # fmt: skip


@pytest.fixture
def handled(store: Store) -> Store:
    """Eight records of one department, two of them returned, and four of a street, one returned."""
    load_catalog(store, CATALOG, now=datetime(2026, 3, 1))
    rows = [record(number, "approval", is_returned=number < 2) for number in range(8)]
    rows += [record(number, "yunqiao", is_returned=number < 9, finished_at=datetime(2026, 2, 4, 17)) for number in range(8, 12)]
    with store.writing() as writer:
        writer.insert("service_record", rows)
        refresh_rollup(writer, [MONTH])
    return store


def by_department(store: Store, query: str, point: str) -> dict[str | None, tuple[float | None, int | None]]:
    """Value and sample by department; None is the whole."""
    return {row["department_id"]: (row["value"], row["sample_size"]) for row in store.rows(query, point_id=point, **SPAN)}


def test_a_rate_by_department(handled: Store) -> None:
    assert by_department(handled, "point_service_departments", RATE) == {
        None: (25.0, 12),
        "approval": (25.0, 8),
        "yunqiao": (25.0, 4),
    }


def test_a_mean_by_department(handled: Store) -> None:
    found = by_department(handled, "point_service_departments", MEAN)
    assert found == {None: (pytest.approx(16 / 12), 12), "approval": (1.0, 8), "yunqiao": (2.0, 4)}


def test_a_rate_leaves_its_error_to_its_sample_and_a_mean_brings_its_own(handled: Store) -> None:
    found = {row["point_id"]: row["standard_error"] for row in handled.rows("derived_service_measurements", **SPAN)}
    assert found[RATE] is None
    assert found[MEAN] == pytest.approx((sum((days - 16 / 12) ** 2 for days in [1] * 8 + [2] * 4) / 11 / 12) ** 0.5)


def test_the_whole_is_what_is_scored(handled: Store) -> None:
    scored = {row["point_id"]: row["value"] for row in handled.rows("derived_service_measurements", **SPAN)}
    for point in scored:
        assert by_department(handled, "point_service_departments", point)[None][0] == scored[point]


def responding(store: Store, numbers: dict[str, int], *, late: int = 0) -> None:
    """Complaints answered in time, so many per department, the first ``late`` of each too late."""
    due = datetime(2026, 2, 10, 17)
    rows = [
        complaint(
            index * 100 + number, department_id=department, response_due_at=due, submitted_at=datetime(2026, 2, 9),
            responded_at=datetime(2026, 2, 11 if number < late else 10, 9),
        )
        for index, (department, count) in enumerate(numbers.items())
        for number in range(count)
    ]  # fmt: skip
    with store.writing() as writer:
        writer.insert("complaint", rows)


def responded_point(store: Store) -> str:
    """The point that is the rate of all complaints answered in time."""
    found = store.reading().cursor.execute(
        "SELECT point_id FROM derivation JOIN point USING (point_id) WHERE measure = 'responded_rate' AND domain_id IS NULL AND frequency = '月'"
    )
    return str(found.fetchone()[0])  # type: ignore[index]


def test_a_department_with_few_complaints_shows_nothing(store: Store) -> None:
    load_catalog(store, CATALOG, now=datetime(2026, 3, 1))
    responding(store, {"approval": 20, "taxation": 10, "zhuli": 4, "yunqiao": 3}, late=1)
    found = by_department(store, "point_complaint_departments", responded_point(store))
    assert found[None][0] == pytest.approx(100 * 33 / 37) and found[None][1] == 37
    assert found["approval"] == (95.0, 20) and found["taxation"] == (90.0, 10)
    assert found["zhuli"] == (None, None) and found["yunqiao"] == (None, None)


def test_one_hidden_department_cannot_be_found_by_subtraction(store: Store) -> None:
    """With a single small department the next smallest is hidden with it."""
    load_catalog(store, CATALOG, now=datetime(2026, 3, 1))
    responding(store, {"approval": 20, "taxation": 10, "zhuli": 3}, late=1)
    found = by_department(store, "point_complaint_departments", responded_point(store))
    assert found[None][1] == 33 and found["approval"] == (95.0, 20)
    assert found["taxation"] == (None, None) and found["zhuli"] == (None, None)


@pytest.mark.parametrize("number", [4, 5])
def test_the_boundary_of_few(store: Store, number: int) -> None:
    load_catalog(store, CATALOG, now=datetime(2026, 3, 1))
    responding(store, {"approval": number})
    found = by_department(store, "point_complaint_departments", responded_point(store))
    assert found == dict.fromkeys((None, "approval"), (None, None) if number < 5 else (100.0, 5))
