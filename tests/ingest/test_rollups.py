"""The rollup after any sequence of loads and undos is what a full count of the records gives."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cloudeye.catalog import load_catalog
from cloudeye.ingest import import_file
from cloudeye.ingest.undo import undo, why_not
from cloudeye.paths import CATALOG
from cloudeye.scoring import refresh_rollup, shift_rollup
from cloudeye.store import Store
from tests.conftest import LOADED_AT
from tests.ingest.files import column, count, csv_file
from tests.ingest.published import NOW, OCTOBER, SEPTEMBER, open_district, record, records_file

HEADER = ["办件编号", "事项", "提交时间", "受理时间", "办结时间", "是否网办", "是否退件", "跑动次数", "计量值", "评价"]
LINES = st.lists(
    st.tuples(
        st.integers(0, 9),
        st.sampled_from(["S1", "S2"]),
        st.sampled_from([None, "2026-09-08 10:00", "2026-09-26 17:30", "2026-10-08 09:00", "2026-11-03 12:00"]),
        st.sampled_from(["是", "否"]),
        st.sampled_from(["是", "否"]),
        st.integers(0, 3),
        st.sampled_from([None, 0, 1.5, 2000.125]),
        st.sampled_from([None, 1, 3, 5]),
    ),
    min_size=1,
    max_size=8,
    unique_by=lambda line: line[0],
)
STEPS = st.lists(st.one_of(LINES, st.just("undo")), min_size=1, max_size=6)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True)
@given(steps=STEPS)
def test_after_any_sequence_of_loads_and_undos(tmp_path_factory: pytest.TempPathFactory, steps: list[object]) -> None:
    folder = tmp_path_factory.mktemp("sequence")
    with Store(folder / "district.duckdb", create=True) as store:
        load_catalog(store, CATALOG, now=LOADED_AT)
        open_district(store)
        batches: list[str] = []
        for number, step in enumerate(steps):
            at = NOW.replace(minute=number)
            if isinstance(step, list):
                rows = [[f"R{me}", item, "2026-09-01 08:00", "2026-09-01 09:30", *rest] for me, item, *rest in step]
                report = import_file(store, csv_file(folder, HEADER, *rows), "service_records", now=at)
                assert report.refused == 0
                batches += [report.batch_id] if report.batch_id else []
            elif batches:
                assert why_not(store.reading(), batches[-1]) is None
                undo(store, batches.pop(), "分析员", "按部门来函撤回", at)
            assert store.rows("rollup_differs_from_records") == []
        if not batches:
            assert (count(store, "service_record"), count(store, "service_rollup"), count(store, "service_record_replaced")) == (
                0,
                0,
                0,
            )


def test_a_difference_gives_the_rollup_of_a_full_count(catalogued: Store, tmp_path: Path) -> None:
    open_district(catalogued)
    first = [record("R1", "2026-09-10"), record("R2", "2026-10-10", 2), record("R3", None)]
    import_file(catalogued, records_file(tmp_path, *first), "service_records", now=NOW)
    changed = [record("R1", "2026-10-10"), record("R2", "2026-10-12", 5), record("R3", "2026-10-13"), record("R4", None)]
    import_file(catalogued, records_file(tmp_path, *changed), "service_records", now=NOW)
    by_difference = column(catalogued, "service_rollup", "CAST(service_rollup AS VARCHAR)", "1")
    # Nobody finished anything in September any more: its row is gone, not a row of zeros.
    assert column(catalogued, "service_rollup", "month", "month") == [OCTOBER]
    with catalogued.writing() as writer:
        refresh_rollup(writer, [SEPTEMBER, OCTOBER])
    assert column(catalogued, "service_rollup", "CAST(service_rollup AS VARCHAR)", "1") == by_difference


def test_a_rehearsed_difference_is_gone_afterwards(catalogued: Store, tmp_path: Path) -> None:
    open_district(catalogued)
    import_file(catalogued, records_file(tmp_path, record("R1", "2026-09-10")), "service_records", now=NOW)
    with catalogued.rehearsing() as writer:
        writer.cursor.execute("CREATE TEMP VIEW nobody AS FROM service_record LIMIT 0")
        shift_rollup(writer, "nobody", "service_record")
        assert writer.cursor.execute("SELECT count(*) FROM service_rollup").fetchall() == [(0,)]
    assert column(catalogued, "service_rollup", "month", "1") == [date(2026, 9, 1)]
