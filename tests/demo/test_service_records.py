"""The service records: times in order, working days only, values that land where the points want them."""

from cloudeye.store import Store
from tests.demo.asking import ask, one
from tests.demo.conftest import AS_OF


def test_times_are_in_order_and_past(demo: Store) -> None:
    assert one(demo, "SELECT count(*) FROM service_record WHERE submitted_at > accepted_at OR accepted_at > finished_at") == 0
    assert (
        one(
            demo, "SELECT count(*) FROM service_record WHERE greatest(accepted_at, coalesce(finished_at, accepted_at)) > ?", AS_OF
        )
        == 0
    )


def test_work_is_done_on_working_days_in_working_hours(demo: Store) -> None:
    outside = """
        SELECT count(*) FROM service_record AS r JOIN calendar_day AS c ON c.day = CAST(r.finished_at AS DATE)
        WHERE NOT c.is_workday OR hour(r.finished_at) NOT BETWEEN 9 AND 16"""
    assert one(demo, outside) == 0


def test_ids_are_unique(demo: Store) -> None:
    assert one(demo, "SELECT count(*) - count(DISTINCT record_id) FROM service_record") == 0


def test_all_months_are_there_and_the_last_is_partial(demo: Store) -> None:
    months = ask(demo, "SELECT DISTINCT date_trunc('month', finished_at) FROM service_record WHERE finished_at IS NOT NULL")
    assert len(months) == 24
    assert one(demo, "SELECT max(CAST(finished_at AS DATE)) FROM service_record").isoformat() == "2026-11-20"


def test_some_work_is_still_open(demo: Store) -> None:
    assert (
        one(demo, "SELECT count(*) FROM service_record WHERE finished_at IS NULL AND accepted_at >= TIMESTAMP '2026-10-01'") > 0
    )


def test_a_month_without_a_case_has_no_value(demo: Store) -> None:
    silent = """
        SELECT count(*) FROM derivation AS d JOIN point AS p ON p.point_id = d.point_id AND p.frequency = '月'
        CROSS JOIN (SELECT DISTINCT month FROM service_rollup WHERE month < DATE '2026-11-01') AS m
        WHERE d.source = 'service_records'
            AND NOT EXISTS (SELECT 1 FROM service_rollup AS r WHERE r.item_id = d.item_id AND r.month = m.month)"""
    assert one(demo, silent) > 20
    valued = """
        SELECT count(*) FROM measurement AS v JOIN derivation AS d ON d.point_id = v.point_id AND d.source = 'service_records'
        JOIN point AS p ON p.point_id = v.point_id AND p.frequency = '月'
        WHERE NOT EXISTS (SELECT 1 FROM service_rollup AS r WHERE r.item_id = d.item_id AND r.month = v.period)"""
    assert one(demo, valued) == 0
