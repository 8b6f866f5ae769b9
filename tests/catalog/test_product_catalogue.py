"""The catalogue that ships: what the sources count is there, and every derivation makes sense."""

from collections import Counter
from datetime import datetime
from pathlib import Path

from cloudeye.catalog import load_catalog, run_checks
from cloudeye.catalog.loader import stored
from cloudeye.paths import CATALOG
from cloudeye.store import Store

UNIT_OF_MEASURE = {"mean_working_days": {"工作日"}, "mean_days": {"天"}, "mean_hours": {"小时"}, "mean_visits": {"次"}}
COUNTS = {"record_count", "late_count", "complaint_count"}


def test_counts(catalogued: Store) -> None:
    reader = catalogued.reading()
    assert [len(stored(reader, table)) for table in ("domain", "indicator", "point", "point_spec")] == [16, 76, 282, 282]
    lists = Counter(task["list"] for task in stored(reader, "reform_task"))
    assert lists == {"city": 94, "district": 89, "fifteen_measures": 26}
    measures = {task["measure_id"] for task in stored(reader, "reform_task") if task["list"] == "fifteen_measures"}
    assert len(measures) == 15


def test_all_checks_hold(catalogued: Store) -> None:
    results = run_checks(catalogued)
    assert len(results) >= 16
    assert [result for result in results if result["offending_rows"]] == []
    assert all(result["title"] for result in results)


def test_every_business_system_and_complaint_point_is_derived_and_no_other(catalogued: Store) -> None:
    reader = catalogued.reading()
    sources = {point["point_id"]: point["source_type"] for point in stored(reader, "point")}
    derived = {rule["point_id"]: rule for rule in stored(reader, "derivation")}
    assert Counter(sources[point] for point in derived) == {"业务系统": 195, "诉求与评价": 22}
    assert Counter(sources.values())["业务系统"] == 195
    for point, rule in derived.items():
        if sources[point] == "业务系统":
            assert rule["source"] == "service_records" and rule["item_id"]


def test_measures_fit_the_units(catalogued: Store) -> None:
    reader = catalogued.reading()
    units = {point["point_id"]: point["unit"] for point in stored(reader, "point")}
    for rule in stored(reader, "derivation"):
        unit, measure = units[rule["point_id"]], rule["measure"]
        assert unit in UNIT_OF_MEASURE.get(measure, {unit})
        assert not measure.endswith("_rate") or unit == "%"
        assert measure not in COUNTS or unit in {"件", "笔", "家", "户", "人"}


def test_an_item_has_one_meaning_of_quantity_and_of_compliance(catalogued: Store) -> None:
    uses = Counter((rule["item_id"], rule["measure"]) for rule in stored(catalogued.reading(), "derivation") if rule["item_id"])
    assert max(uses.values()) == 1


def test_every_ranked_department_has_a_task(catalogued: Store) -> None:
    reader = catalogued.reading()
    leads = {task["lead_department_id"] for task in stored(reader, "reform_task")}
    assert {row["department_id"] for row in stored(reader, "department") if row["is_ranked"]} <= leads


def test_same_catalogue_again_changes_nothing(catalogued: Store) -> None:
    before = catalogued.data_version
    load_catalog(catalogued, CATALOG, now=datetime(2027, 3, 1))
    assert catalogued.data_version == before


def test_the_same_catalogue_saved_as_gb18030_changes_nothing(catalogued: Store, tmp_path: Path) -> None:
    for path in CATALOG.glob("*.csv"):
        (tmp_path / path.name).write_bytes(path.read_text(encoding="utf-8-sig").encode("gb18030"))
    before = catalogued.data_version
    load_catalog(catalogued, tmp_path, now=datetime(2027, 3, 1))
    assert catalogued.data_version == before
