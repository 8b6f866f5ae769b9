"""The annual counters come out by counting rows, and the demo passes every check of the product."""

from cloudeye.catalog import run_checks, today
from cloudeye.store import Store
from tests.demo.asking import one
from tests.demo.conftest import AS_OF, RECORDS


def test_the_last_full_year_counts_as_agreed(demo: Store) -> None:
    assert one(demo, "SELECT count(*) FROM inspection WHERE year(inspected_at) = 2025") == 55
    assert one(demo, "SELECT count(*) FROM letter WHERE kind = '监察建议书' AND year(issued_at) = 2025") == 9
    assert one(demo, "SELECT count(*) FROM rectification WHERE origin_kind = 'inspection' AND year(closed_at) = 2025") == 21
    assert one(demo, "SELECT count(*) FROM rectification WHERE rule_established IS NOT NULL AND year(closed_at) = 2025") == 9


def test_all_time_counters(demo: Store) -> None:
    assert one(demo, "SELECT count(*) FROM contact_point") == 22
    assert one(demo, "SELECT count(*) FROM contact_point_issue WHERE solved_at IS NOT NULL") == 353
    assert one(demo, "SELECT count(*) FROM service_record") == RECORDS
    assert one(demo, "SELECT count(*) FROM complaint") == 12_000


def test_the_other_years_have_their_own_numbers(demo: Store) -> None:
    assert 0 < one(demo, "SELECT count(*) FROM inspection WHERE year(inspected_at) = 2026") != 55


def test_every_check_of_the_product_passes(demo: Store) -> None:
    assert [check for check in run_checks(demo) if check["offending_rows"]] == []


def test_the_district_is_marked_as_a_demo(demo: Store) -> None:
    assert one(demo, "SELECT is_demo FROM district")
    assert today(demo) == AS_OF


def test_every_dataset_has_a_ledger_row(demo: Store) -> None:
    for dataset, table in (
        ("service_records", "service_record"),
        ("complaints", "complaint"),
        ("measurements", "measurement WHERE batch_id IS NOT NULL"),
        ("task_progress", "task_progress"),
        ("enterprises", "enterprise"),
    ):
        counted = one(demo, f"SELECT count(*) FROM {table}")
        assert one(demo, "SELECT sum(new_rows) FROM import_batch WHERE dataset = ? AND loaded_at <= ?", dataset, AS_OF) == counted
