"""From raw records and complaints to the values of points."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from cloudeye.scoring import rank_month, refresh_rollup
from cloudeye.store import Store
from tests.scoring.district import MONTH, calendar, complaint, department, fill, indicator, point, spec

# The Spring-Festival-like gap: Thursday 1 and Friday 2 October are holidays.
CALENDAR = calendar(date(2025, 1, 1), date(2026, 12, 31), holidays=[date(2026, 10, 1), date(2026, 10, 2)])


def record(record_id: str, accepted_at: datetime, finished_at: datetime | None, **changes: Any) -> dict[str, Any]:
    row = {"source": "test", "record_id": record_id, "item_id": "S1", "department_id": "a", "submitted_at": accepted_at}
    row |= {"accepted_at": accepted_at, "finished_at": finished_at, "limit_days": 2.0, "is_returned": False, "is_online": True}
    return {**row, "is_compliant": True, "visits": 0, "quantity": None, "rating": None, **changes}


@pytest.mark.parametrize(
    ("accepted", "finished", "minutes"),
    [
        (datetime(2026, 10, 9, 9), datetime(2026, 10, 9, 17), 480),  # one whole working day
        (datetime(2026, 10, 9, 16), datetime(2026, 10, 12, 10), 120),  # Friday afternoon to Monday morning
        (datetime(2026, 10, 10, 11), datetime(2026, 10, 12, 9, 30), 30),  # accepted on a Saturday
        (datetime(2026, 9, 30, 17), datetime(2026, 10, 5, 9), 0),  # a holiday and a weekend between
        (datetime(2026, 10, 9, 7), datetime(2026, 10, 9, 23), 480),  # before opening to after closing
        (datetime(2026, 10, 9, 12), datetime(2026, 10, 9, 12), 0),
    ],
)
def test_working_time_runs_on_working_days_from_nine_to_five(
    store: Store, accepted: datetime, finished: datetime, minutes: int
) -> None:
    fill(store, calendar_day=CALENDAR, service_record=[record("r", accepted, finished)])
    with store.writing() as writer:
        refresh_rollup(writer, [MONTH])
        assert writer.rows("service_rollup_rows", first_month=MONTH, last_month=MONTH)[0]["working_minutes"] == minutes


def test_exactly_the_limit_is_in_time_and_a_minute_more_is_late(store: Store) -> None:
    monday = datetime(2026, 10, 12, 9)
    kept = record("kept", monday, datetime(2026, 10, 13, 17))
    late = record("late", monday, datetime(2026, 10, 14, 9, 1))
    fill(store, calendar_day=CALENDAR, service_record=[kept, late, record("open", monday, None)])
    [rollup] = store.rows("service_rollup_rows", first_month=MONTH, last_month=MONTH)
    assert (rollup["records"], rollup["late"]) == (2, 1)


def values(store: Store, measures: dict[str, str], **tables: Any) -> dict[str, tuple[Any, Any]]:
    """Points named after their measure: value and sample size of the month."""
    source = tables.pop("source", "service_records")
    frequencies = tables.pop("frequencies", {})
    blank = {"item_id": None, "domain_id": None, "class_id": None, "channel_id": None}
    filters = tables.pop("filters", {"item_id": "S1"} if source == "service_records" else {})
    fill(
        store,
        department=[department("a")],
        indicator=[indicator("i", "a")],
        point=[point(name, "i", unit=unit, frequency=frequencies.get(name, "月")) for name, unit in measures.items()],
        point_spec=[spec(name) for name in measures],
        derivation=[{"point_id": name, "source": source, "measure": name, **blank, **filters} for name in measures],
        calendar_day=CALENDAR,
        **tables,
    )
    rank_month(store, MONTH)
    found = store.rows("point_scores", month=MONTH, z=1.6448536269514722)
    return {row["point_id"]: (row["value"], row["sample_size"]) for row in found}


def test_every_measure_of_service_records(store: Store) -> None:
    nine = datetime(2026, 10, 12, 9)
    records = [
        record("1", nine, nine + timedelta(hours=4), quantity=2.5, rating=5, visits=1),
        record("2", nine, nine + timedelta(hours=8), quantity=3.5, rating=2, is_online=False),
        record("3", nine, nine + timedelta(days=2), is_returned=True, is_compliant=False),
        record("4", nine, nine + timedelta(days=4), visits=3, rating=3),
        record("5", nine, nine + timedelta(days=4, minutes=5)),
        record("other item", nine, nine + timedelta(days=90), item_id="S2"),
        *[record(f"last year {n}", nine - timedelta(days=365), nine - timedelta(days=365), quantity=1) for n in range(4)],
    ]
    units = dict.fromkeys(
        "on_time_rate late_rate online_rate returned_rate same_day_rate compliant_rate good_rating_rate".split(), "%"
    )
    units |= dict.fromkeys("record_growth_rate record_decline_rate quantity_growth_rate".split(), "%")
    units |= dict.fromkeys(
        "mean_working_days mean_days mean_hours mean_quantity mean_visits record_count late_count quantity_sum".split(), "项"
    )
    found = values(store, units, service_record=records)
    working_minutes, minutes = 240 + 480 + 960 + 1920 + 1925, 240 + 480 + 2880 + 5760 + 5765
    assert found == {
        "mean_working_days": (pytest.approx(working_minutes / 480 / 5), 5),
        "mean_days": (pytest.approx(minutes / 1440 / 5), 5),
        "mean_hours": (pytest.approx(minutes / 60 / 5), 5),
        "mean_quantity": (3.0, 2),
        "mean_visits": (0.8, 5),
        "record_count": (5, None),
        "late_count": (2, None),
        "quantity_sum": (6, None),
        "on_time_rate": (60, 5),
        "late_rate": (40, 5),
        "online_rate": (80, 5),
        "returned_rate": (20, 5),
        "same_day_rate": (40, 5),
        "compliant_rate": (80, 5),
        "good_rating_rate": (pytest.approx(200 / 3), 3),
        "record_growth_rate": (25, None),
        "record_decline_rate": (-25, None),
        "quantity_growth_rate": (50, None),
    }


def test_a_rate_without_a_single_record_is_unreported(store: Store) -> None:
    before, other = datetime(2026, 9, 9, 9), datetime(2026, 10, 9, 9)
    records = [record("before", before, before), record("other", other, other, item_id="S2")]
    assert values(store, {"online_rate": "%", "record_count": "项"}, service_record=records) == {
        "online_rate": (None, None),
        "record_count": (None, None),
    }


def test_a_quarter_is_counted_over_its_three_months_and_carried_forward(store: Store) -> None:
    days = [datetime(2026, month, 15, 9) for month in (6, 7, 8, 9, 10)]
    found = values(
        store,
        {"record_count": "件"},
        frequencies={"record_count": "季"},
        service_record=[record(str(day), day, day) for day in days],
    )
    assert found == {"record_count": (3, None)}


def test_one_changed_date_changes_the_score_of_its_point_and_nothing_else(store: Store) -> None:
    nine = datetime(2026, 10, 12, 9)
    items = {"fast": "S1", "other": "S2"}
    fill(
        store,
        department=[department("a"), department("b", 1)],
        indicator=[indicator("fast-i", "a"), indicator("other-i", "b")],
        point=[point("fast", "fast-i"), point("other", "other-i")],
        point_spec=[spec("fast", 0, 10), spec("other", 0, 10)],
        derivation=[
            {"point_id": name, "source": "service_records", "measure": "mean_working_days", "item_id": item}
            for name, item in items.items()
        ],
        calendar_day=CALENDAR,
        service_record=[
            record(f"{item}-{n}", nine, nine + timedelta(hours=8), item_id=item) for item in items.values() for n in range(5)
        ],
    )
    before = {row["department_id"]: row for row in rank_month(store, MONTH)}
    with store.writing() as writer:
        writer.delete("service_record", record_id="S1-0")
        writer.insert("service_record", [record("S1-0", nine, nine + timedelta(days=1))])
    after = {row["department_id"]: row for row in rank_month(store, MONTH)}
    assert (before["a"]["score"], after["a"]["score"]) == (90, 90)  # 9:00 next day is the same working minute as 17:00
    with store.writing() as writer:
        writer.delete("service_record", record_id="S1-0")
        writer.insert("service_record", [record("S1-0", nine, nine + timedelta(days=1, hours=1))])
    after = {row["department_id"]: row for row in rank_month(store, MONTH)}
    assert after["a"]["score"] == pytest.approx(100 * (10 - (5 + 1 / 8) / 5) / 10)
    assert after["b"] == before["b"]


def called(
    complaint_id: str, called_at: datetime, reached: bool = True, solved: bool | None = True, satisfied: bool | None = True
) -> dict[str, Any]:
    return {
        "callback_id": f"{complaint_id}-{called_at}", "complaint_id": complaint_id, "called_at": called_at, "is_reached": reached,
        "is_solved": solved if reached else None, "is_satisfied": satisfied if reached else None,
    }  # fmt: skip


def test_every_measure_of_complaints(store: Store) -> None:
    start = datetime(2026, 10, 5, 9)
    due = {"response_due_at": start + timedelta(hours=8), "resolution_due_at": start + timedelta(days=7)}
    rows = [
        complaint(
            "c0", start, responded_at=start + timedelta(hours=8), claimed_at=start + timedelta(days=7), **due
        ),  # both on the dot
        complaint("c1", start, responded_at=start + timedelta(hours=9), claimed_at=start + timedelta(days=8), **due),
        complaint("c2", start, claimed_at=start + timedelta(days=2), **due),
        complaint("c3", start, **due),
        complaint("again", start, duplicate_of="c0", **due),
        complaint("praise", start, kind="表扬", **due),
    ]
    calls = [
        called("c0", datetime(2026, 10, 20), solved=False),
        called("c0", datetime(2026, 10, 21)),  # the later answer counts
        called("c1", datetime(2026, 10, 20), reached=False),
        called("c2", datetime(2026, 11, 10, 23), satisfied=False),  # the last day that still counts for October
        called("c1", datetime(2026, 11, 11), solved=True),  # too late for October
    ]
    units = {"complaint_count": "件"} | dict.fromkeys(
        "complaint_on_time_rate responded_rate solved_rate satisfied_rate called_back_rate".split(), "%"
    )
    found = values(store, units, source="complaints", complaint=rows, callback=calls)
    assert found == {
        "complaint_count": (4, None),
        "responded_rate": (25, 4),
        "complaint_on_time_rate": (50, 4),
        "called_back_rate": (100, 3),
        "solved_rate": (100, 2),
        "satisfied_rate": (50, 2),
    }


def test_complaint_measures_filter_by_domain_class_and_channel(store: Store) -> None:
    start = datetime(2026, 10, 5, 9)
    rows = [
        complaint("hit", start, domain_id="D03", class_id="C2", channel_id="scan"),
        complaint("class", start, domain_id="D03", class_id="C1", channel_id="scan"),
        complaint("domain", start, domain_id="D01", class_id="C2", channel_id="scan"),
        complaint("channel", start, domain_id="D03", class_id="C2", channel_id="visit"),
    ]
    filters = {"domain_id": "D03", "class_id": "C2", "channel_id": "scan"}
    assert values(store, {"complaint_count": "件"}, source="complaints", filters=filters, complaint=rows) == {
        "complaint_count": (1, None)
    }
    nothing = {"domain_id": "D09"}
    assert values(store, {"complaint_count": "件", "solved_rate": "%"}, source="complaints", filters=nothing, complaint=rows) == {
        "complaint_count": (0, None),
        "solved_rate": (None, None),
    }
