"""Rows that would change a published month wait; a decision lets them in, as the next version, or leaves the month as it is."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path

import pytest

from cloudeye.catalog import load_catalog
from cloudeye.errors import IngestError
from cloudeye.ingest import ImportReport, import_file
from cloudeye.ingest.corrections import accept, decided, decline, effect, waiting
from cloudeye.paths import CATALOG
from cloudeye.scoring import publish
from cloudeye.store import Store
from tests.conftest import LOADED_AT
from tests.ingest.files import column, count, csv_file
from tests.ingest.published import (
    AUGUST,
    CALL,
    COMPLAINT,
    MEASURED,
    NOW,
    OCTOBER,
    PROGRESS,
    SEPTEMBER,
    open_district,
    publish_september,
    record,
    records_file,
    snapshot,
)

Take = Callable[..., ImportReport]
LATER = NOW.replace(day=25)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """September published, October a draft; six records finished in September, one in October, one not yet."""
    folder = tmp_path_factory.mktemp("template")
    with Store(folder / "district.duckdb", create=True) as store:
        load_catalog(store, CATALOG, now=LOADED_AT)
        open_district(store)
        rows = [record(f"R{number}", f"2026-09-{number + 10}") for number in range(6)]
        rows += [record("O", "2026-10-12"), record("U", None)]
        records(store, folder, *rows)
        with store.writing() as writer:
            writer.cursor.execute(
                "UPDATE complaint SET claimed_at = submitted_at + INTERVAL 5 DAY "
                "WHERE submitted_at < '2026-10-01' AND department_id = 'b'"
            )
        publish_september(store)
    return folder / "district.duckdb"


@pytest.fixture
def district(template: Path, tmp_path: Path) -> Iterator[Store]:
    """A copy of it for each test."""
    with Store(shutil.copy(template, tmp_path / "district.duckdb")) as store:
        yield store


@pytest.fixture
def take(district: Store, tmp_path: Path) -> Take:
    def taken(dataset: str, header: Sequence[str], *rows: Sequence[object]) -> ImportReport:
        return import_file(district, csv_file(tmp_path, header, *rows), dataset, now=NOW)

    return taken


def records(store: Store, folder: Path, *rows: list[object]) -> ImportReport:
    return import_file(store, records_file(folder, *rows), "service_records", now=NOW)


def months_waiting(store: Store) -> list[date]:
    return [month for batch in waiting(store.reading()) for month in batch["months"]]


@pytest.mark.parametrize(
    ("row", "waits"),
    [
        (record("N", "2026-09-30"), True),  # finished in the published month
        (record("N", "2026-10-01"), False),  # a day later
        (record("N", None), False),
        (record("U", "2026-09-30"), True),  # the month of finish after
        (record("R1", "2026-10-30"), True),  # the month of finish before
        (record("O", "2026-10-30"), False),
        (record("R1", "2026-09-11", rating=1), True),
        (record("N", "2026-08-31"), False),  # August is not published, and nothing of S1 in September rests on it
        (record("N", "2026-08-31", item="S2"), True),  # a quarter's rate does
        (record("N", "2025-09-30", item="S3"), True),  # and a growth against the year before
        (record("N", "2025-10-01", item="S3"), False),
    ],
)
def test_service_records_by_their_month_of_finish(district: Store, tmp_path: Path, row: list[object], waits: bool) -> None:
    row[2:4] = ["2025-08-01 09:00", "2025-08-01 09:30"] if str(row[4]) < "2026-09" else row[2:4]
    before = count(district, "service_record")
    report = records(district, tmp_path, row)
    assert (report.waiting, report.new + report.changed) == ((1, 0) if waits else (0, 1))
    assert months_waiting(district) == ([SEPTEMBER] if waits else [])
    assert count(district, "service_record") == before + report.new
    assert district.rows("rollup_differs_from_records") == []


def test_what_is_not_scored_does_not_wait(district: Store, take: Take) -> None:
    header = ["办件编号", "事项", "提交时间", "受理时间"]
    report = take("service_records", header, ["R1", "S1", "2026-08-31 09:00", "2026-09-01 09:30"])
    assert (report.changed, report.waiting) == (1, 0)


@pytest.mark.parametrize(
    ("row", "waits"),
    [
        (["b-month", "2026-09", 80], True),
        (["b-month", "2026-10", 80], False),
        (["b-month", "2026-09", 70], False),  # what it was
        (["b-month", "2026-08", 80], False),  # counts in August alone
        (["b-quarter", "2026Q3", 80], True),  # counts from September on
        (["b-quarter", "2026Q2", 80], False),  # counted in June, July and August
        (["b-quarter", "2026Q3", None], False),  # still not reported
    ],
)
def test_measurements_by_the_months_they_count_in(district: Store, take: Take, row: list[object], waits: bool) -> None:
    report = take("measurements", MEASURED, row)
    assert report.waiting == int(waits)
    assert months_waiting(district) == ([SEPTEMBER] if waits else [])


@pytest.mark.parametrize(
    ("row", "waits"), [(["Ta", "2026-09", 60, 51], True), (["Ta", "2026-10", 60, 51], False), (["Ta", "2026-09", 60, 50], False)]
)
def test_task_progress_by_its_month(take: Take, row: list[object], waits: bool) -> None:
    assert take("task_progress", PROGRESS, row).waiting == int(waits)


@pytest.mark.parametrize(
    ("row", "waits"),
    [
        # An ordinary later step of an old complaint: claimed done in October, after its time, as it was.
        (["c90", "投诉", "c", "2026-09-03 09:00", "2026-09-03 15:00", "2026-10-20 10:00"], False),
        (["c90", "投诉", "c", "2026-09-03 09:00", "2026-09-03 15:00", "2026-09-30 10:00"], True),
        (["c90", "投诉", "c", "2026-09-03 09:00", "2026-09-03 16:00", None], False),  # still in time
        (["c90", "投诉", "c", "2026-09-03 09:00", "2026-09-05 15:00", None], True),  # late after all
        (["c90", "投诉", "b", "2026-09-03 09:00", "2026-09-03 15:00", None], True),  # another department's
        (["N", "投诉", "c", "2026-09-30 23:59", "2026-10-01 09:00", None], True),  # submitted in September
        (["N", "投诉", "c", "2026-10-01 00:00", "2026-10-01 09:00", None], False),
        (["N", "表扬", "c", "2026-09-03 09:00", None, None], False),  # praise counts nowhere
    ],
)
def test_complaints_by_the_facts_that_differ(district: Store, take: Take, row: list[object], waits: bool) -> None:
    report = take("complaints", [*COMPLAINT, "来源"], [*row, "test"])
    assert (report.waiting, report.new + report.changed, report.refused) == ((1, 0, 0) if waits else (0, 1, 0))
    events = column(district, "complaint_event", "complaint_id", "1")
    assert ("N" in events) == (report.new == 1)


@pytest.mark.parametrize(
    ("row", "waits"),
    [
        (["K", "b90", "2026-09-20 09:00", "是", "是", "是"], True),  # claimed in September
        (["K", "b90", "2026-10-10 23:59", "是", "是", "是"], True),  # callback_days after it
        (["K", "b90", "2026-10-11 00:00", "是", "是", "是"], False),  # too late to count
        (["K", "b100", "2026-10-20 09:00", "是", "是", "是"], False),  # not claimed at all
    ],
)
def test_call_backs_by_the_claim_they_ask_about(take: Take, row: list[object], waits: bool) -> None:
    report = take("callbacks", CALL, row)
    assert (report.waiting, report.new) == ((1, 0) if waits else (0, 1))


def test_nothing_waits_before_anything_is_published(catalogued: Store, tmp_path: Path) -> None:
    open_district(catalogued)
    assert records(catalogued, tmp_path, record("N", "2026-09-30")).waiting == 0


def test_the_same_file_again_asks_nothing_twice(district: Store, tmp_path: Path) -> None:
    rows = [record("N", "2026-09-30"), record("M", "2026-10-30")]
    first = records(district, tmp_path, *rows)
    version = district.data_version
    again = records(district, tmp_path, *rows)
    assert (first.new, first.waiting, again.new, again.unchanged, again.waiting) == (1, 1, 0, 1, 1)
    assert (again.batch_id, district.data_version) == (None, version)
    assert (count(district, "correction"), count(district, "service_record_waiting")) == (1, 1)


def test_accepted_rows_lead_to_the_second_version(district: Store, tmp_path: Path) -> None:
    report = records(district, tmp_path, record("R1", "2026-09-29"), record("N", "2026-09-30"))
    assert report.batch_id is not None
    (row,) = waiting(district.reading())
    assert (row["batch_id"], row["months"], row["waiting_rows"]) == (report.batch_id, [SEPTEMBER], 2)
    final, october = snapshot(district, SEPTEMBER), snapshot(district, OCTOBER)
    expected = effect(district, report.batch_id, LATER)
    assert snapshot(district, SEPTEMBER) == final
    assert accept(district, report.batch_id, "黄主任", "部门来函，情况属实", LATER) == {SEPTEMBER: 2}
    versions = snapshot(district, SEPTEMBER)
    assert [row for row in versions if row["version"] == 1] == final
    second = {row["department_id"]: row for row in versions if row["version"] == 2}
    assert {row["status"] for row in second.values()} == {"draft"}
    assert second["a"]["score"] != final[0]["score"]
    shown = {row["department_id"]: row["score_after"] for row in expected.departments if row["month"] == SEPTEMBER}
    assert shown == {me: row["score"] for me, row in second.items()}
    # The later draft is computed against the corrected month.
    assert [row["movement"] for row in snapshot(district, OCTOBER)] != [row["movement"] for row in october]
    assert waiting(district.reading()) == []
    (made,) = decided(district.reading())
    assert (made["state"], made["version"], made["decided_by"], made["decided_at"]) == ("已采纳", 2, "黄主任", LATER)
    assert made["reason"] == "部门来函，情况属实"
    assert column(district, "service_record", "batch_id", "record_id").count(report.batch_id) == 2
    assert column(district, "service_record_replaced", "record_id", "1") == ["R1"]
    assert count(district, "service_record_waiting") == 0
    assert district.rows("rollup_differs_from_records") == []
    assert records(district, tmp_path, record("R1", "2026-09-29"), record("N", "2026-09-30")).unchanged == 2


def test_a_published_correction_can_be_corrected_again(district: Store, tmp_path: Path) -> None:
    for version, day in enumerate(("2026-09-29", "2026-09-28"), start=2):
        report = records(district, tmp_path, record("R1", day))
        assert report.batch_id is not None
        assert accept(district, report.batch_id, "黄主任", "部门来函，情况属实", LATER) == {SEPTEMBER: version}
        publish(district, SEPTEMBER, at=LATER)


def test_while_the_second_version_is_open_more_rows_still_wait(district: Store, tmp_path: Path) -> None:
    for day in ("2026-09-29", "2026-09-28"):
        report = records(district, tmp_path, record("R1", day))
        assert (report.waiting, report.changed) == (1, 0)
        assert report.batch_id is not None
        assert accept(district, report.batch_id, "黄主任", "部门来函，情况属实", LATER) == {SEPTEMBER: 2}


def test_declined_rows_never_count_and_are_not_asked_about_again(district: Store, tmp_path: Path) -> None:
    rows = [record("R1", "2026-09-29")]
    report = records(district, tmp_path, *rows)
    assert report.batch_id is not None
    before = snapshot(district, SEPTEMBER)
    decline(district, report.batch_id, "黄主任", "定稿已经公布", LATER)
    assert snapshot(district, SEPTEMBER) == before
    assert column(district, "service_record", "finished_at", "record_id")[1:3] == [
        datetime(2026, 9, 10, 16),
        datetime(2026, 9, 11, 16),
    ]
    assert [row["state"] for row in decided(district.reading())] == ["已退回"]
    again = records(district, tmp_path, *rows)
    assert (again.batch_id, again.unchanged, again.waiting) == (None, 1, 0)
    assert records(district, tmp_path, record("R1", "2026-09-28")).waiting == 1


def test_a_quarter_waits_for_every_published_month_it_counts_in(district: Store, take: Take) -> None:
    publish(district, OCTOBER, at=NOW)
    report = take("measurements", MEASURED, ["b-quarter", "2026Q3", 80])
    assert report.batch_id is not None
    assert months_waiting(district) == [SEPTEMBER, OCTOBER]
    assert accept(district, report.batch_id, "黄主任", "季报迟到，情况属实", LATER) == {SEPTEMBER: 2, OCTOBER: 2}
    assert column(district, "correction", "version", "month") == [2, 2]


def test_a_row_that_changed_while_it_waited_is_not_written_over(district: Store, take: Take) -> None:
    september = ["c90", "投诉", "c", "2026-09-03 09:00"]
    header = [*COMPLAINT, "来源"]
    report = take("complaints", header, [*september, "2026-09-05 15:00", None, "test"])
    assert (report.waiting, report.batch_id is not None) == (1, True)
    assert take("complaints", header, [*september, "2026-09-03 15:00", "2026-10-20 10:00", "test"]).changed == 1
    before, version = snapshot(district, SEPTEMBER), district.data_version
    with pytest.raises(IngestError, match="第 2 行起）在等待期间又有了新的变化"):
        accept(district, str(report.batch_id), "黄主任", "部门来函，情况属实", LATER)
    assert (snapshot(district, SEPTEMBER), district.data_version) == (before, version)
    decline(district, str(report.batch_id), "黄主任", "请按现状重新上传", LATER)


@pytest.mark.parametrize("decide", [accept, decline])
def test_a_decision_needs_a_reason_and_something_to_decide(
    district: Store, tmp_path: Path, decide: Callable[..., object]
) -> None:
    report = records(district, tmp_path, record("R1", "2026-09-29"))
    with pytest.raises(IngestError, match="请写明理由（4 到 200 个字）"):
        decide(district, report.batch_id, "黄主任", " 同意 ", LATER)
    with pytest.raises(IngestError, match="批次 无此批 没有待更正的行"):
        decide(district, "无此批", "黄主任", "情况属实", LATER)
    decide(district, report.batch_id, "黄主任", "情况属实", LATER)
    with pytest.raises(IngestError, match="可能已由他人处理"):
        decide(district, report.batch_id, "黄主任", "情况属实", LATER)


def test_months_before_the_published_one_are_open(district: Store, take: Take) -> None:
    assert take("measurements", MEASURED, ["c-month", "2026-08", 60]).new == 1
    assert column(district, "measurement", "period", "period")[0] == AUGUST


def test_an_accepted_complaint_comes_with_its_event(district: Store, take: Take) -> None:
    report = take("complaints", COMPLAINT, ["N", "投诉", "c", "2026-09-30 10:00", "2026-09-30 11:00", None])
    assert (report.waiting, count(district, "complaint_event")) == (1, 0)
    assert accept(district, str(report.batch_id), "黄主任", "部门来函，情况属实", LATER) == {SEPTEMBER: 2}
    cursor = district.reading().cursor
    events = cursor.execute("SELECT complaint_id, occurred_at, to_state, actor, batch_id FROM complaint_event").fetchall()
    assert events == [("N", LATER, "handling", "数据导入", report.batch_id)]
    assert cursor.execute("SELECT state, batch_id FROM complaint WHERE complaint_id = 'N'").fetchall() == [
        ("handling", report.batch_id)
    ]


def test_an_accepted_correction_can_be_seen_beforehand_without_a_trace(district: Store, take: Take) -> None:
    report = take("task_progress", PROGRESS, ["Ta", "2026-09", 60, 60], ["Tb", "2026-10", 60, 60])
    assert (report.waiting, report.changed) == (1, 1)
    version = district.data_version
    seen = effect(district, str(report.batch_id), LATER)
    assert (seen.months, district.data_version, len(waiting(district.reading()))) == ([SEPTEMBER], version, 1)
    a = next(row for row in seen.departments if row["department_id"] == "a")
    assert a["score_after"] > a["score_before"]
