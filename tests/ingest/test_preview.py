"""What a file would bring, seen before anything counts; and that seeing it changes nothing."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from cloudeye.errors import IngestError
from cloudeye.ingest import DATASETS, import_file
from cloudeye.ingest.effect import Effect
from cloudeye.ingest.instructions import Instructions
from cloudeye.ingest.mapping import Mapping
from cloudeye.ingest.preview import Cancelled, preview
from cloudeye.ingest.reading.choice import Choice
from cloudeye.scoring import publish
from cloudeye.store import Store
from tests.ingest.files import column, count, csv_file, messages, only_row
from tests.ingest.published import NOW, OCTOBER, SEPTEMBER, open_district, publish_september, record, records_file, snapshot

HEADER = ["诉求编号", "诉求类型", "提交时间", "标题", "首次联系时间"]
TABLES = ("service_record", "service_rollup", "measurement", "import_batch", "rejected_row", "correction", "point_score")


@pytest.fixture
def district(catalogued: Store, tmp_path: Path) -> Store:
    """September published, October a draft, two service records in each."""
    open_district(catalogued)
    days = ("2026-09-10", "2026-09-11", "2026-10-12", "2026-10-13")
    path = records_file(tmp_path, *(record(f"R{number}", day) for number, day in enumerate(days)), name="first.csv")
    import_file(catalogued, path, "service_records", now=NOW)
    publish_september(catalogued)
    return catalogued


def state(store: Store) -> dict[str, list[str]]:
    return {table: sorted(map(str, column(store, table, f"CAST({table} AS VARCHAR)", "1"))) for table in TABLES}


def test_a_preview_writes_nothing(district: Store, tmp_path: Path) -> None:
    before, version, drafts = state(district), district.data_version, snapshot(district, OCTOBER)
    path = records_file(tmp_path, record("R2", "2026-10-20"), record("N", "2026-10-21"), record("B", "2026-13-01"))
    with preview(district, path, "service_records", now=NOW) as seen:
        assert (seen.report.batch_id, seen.report.new, seen.report.changed, seen.report.refused) == (None, 1, 1, 1)
        assert seen.effect.months == [OCTOBER]
    assert (state(district), district.data_version, snapshot(district, OCTOBER)) == (before, version, drafts)


def test_changed_cells_old_and_new(district: Store, tmp_path: Path) -> None:
    path = records_file(tmp_path, record("R3", "2026-10-13"), record("R2", "2026-10-20", rating=2), record("R0", "2026-09-09"))
    with preview(district, path, "service_records", now=NOW) as seen:
        found = [tuple(cell.values()) for cell in seen.changes(10)]
        assert found == [
            (3, "R2", "finished_at", "2026-10-12 16:00:00", "2026-10-20 16:00:00", False),
            (3, "R2", "rating", "4", "2", False),
            (4, "R0", "finished_at", "2026-09-10 16:00:00", "2026-09-09 16:00:00", False),
        ]
        assert [cell["column"] for cell in seen.changes(1, offset=1)] == ["rating"]
        assert [cell["line"] for cell in seen.changes(5, offset=2)] == [4]
        assert (seen.report.changed, seen.report.waiting, seen.report.unchanged) == (1, 1, 1)


def test_a_cell_that_was_empty_is_a_change_too(district: Store, tmp_path: Path) -> None:
    import_file(district, records_file(tmp_path, record("R9", None)), "service_records", now=NOW)
    with preview(district, records_file(tmp_path, record("R9", "2026-10-30")), "service_records", now=NOW) as seen:
        (cell,) = seen.changes(10)
        assert (cell["column"], cell["before"], cell["after"]) == ("finished_at", None, "2026-10-30 16:00:00")


def test_cells_about_a_complainant_show_neither_side(catalogued: Store, tmp_path: Path) -> None:
    first = csv_file(tmp_path, HEADER, ["A", "投诉", "2026-10-08 09:00", "窗口的张三收钱", None])
    import_file(catalogued, first, "complaints", now=NOW)
    path = csv_file(tmp_path, HEADER, ["A", "投诉", "2026-10-08 09:00", "另一个标题", "2026-10-08 10:00"])
    with preview(catalogued, path, "complaints", now=NOW) as seen:
        cells = {cell["column"]: cell for cell in seen.changes(50)}
        assert (cells["title"]["before"], cells["title"]["after"], cells["title"]["is_hidden"]) == (None, None, True)
        assert cells["responded_at"]["after"] == "2026-10-08 10:00:00"
        assert "张三" not in str(cells)


def test_problems_and_reasons_in_the_order_of_the_file(district: Store, tmp_path: Path) -> None:
    rows = [record("B1", "2026-13-01"), record("N", "2026-10-20"), record("B2", "2026-10-40", rating=9)]
    with preview(district, records_file(tmp_path, *rows), "service_records", now=NOW) as seen:
        problems = seen.problems(10)
        assert [(found.line, found.column) for found in problems] == [(2, "finished_at"), (4, "finished_at"), (4, "rating")]
        assert problems[0].message.startswith("第 2 行「办结时间」是「2026-13-01 16:00」")
        assert [found.line for found in seen.problems(1, offset=1)] == [4]
        lines = dict(seen.refused_lines())
        assert list(lines) == [2, 4]
        assert lines[4] == " ".join(messages(problems[1:]))


def test_many_refused_lines_come_a_page_at_a_time(district: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cloudeye.ingest.preview.PAGE", 2)
    path = records_file(tmp_path, *(record(f"B{number}", "2026-13-01") for number in range(4)))
    with preview(district, path, "service_records", now=NOW) as seen:
        assert [line for line, _ in seen.refused_lines()] == [2, 3, 4, 5]


def test_loading_a_preview(district: Store, tmp_path: Path) -> None:
    path = records_file(tmp_path, record("R2", "2026-10-20"), record("N", "2026-10-21"), record("B", "2026-13-01"))
    told = Instructions(sender="a", by="fxg01", name="十月补报.csv")
    with preview(district, path, "service_records", told, now=NOW) as seen:
        effect = seen.effect
        report = seen.load()
        assert (report.batch_id, report.new, report.changed, report.refused) == (seen.ledger["batch_id"], 1, 1, 1)
        assert seen.effect == effect
    cursor = district.reading().cursor.execute("SELECT * FROM import_batch WHERE batch_id = ?", [report.batch_id])
    batch = dict(zip([described[0] for described in cursor.description], cursor.fetchall()[0], strict=True))
    assert (batch["file_name"], batch["sender"], batch["loaded_by"], batch["loaded_at"]) == ("十月补报.csv", "a", "fxg01", NOW)
    assert (batch["new_rows"], batch["changed_rows"], batch["refused_rows"], batch["waiting_rows"], batch["skipped_rows"]) == (
        1,
        1,
        1,
        0,
        0,
    )
    assert Effect.from_json(batch["effect"]) == effect
    assert json.loads(batch["mapping"])["columns"]["finished_at"] == "办结时间"
    kept = only_row(district, "service_record_replaced")
    assert (kept["record_id"], kept["finished_at"], kept["replaced_by"]) == ("R2", datetime(2026, 10, 12, 16), report.batch_id)


def test_a_preview_that_brings_nothing_loads_nothing(district: Store, tmp_path: Path) -> None:
    version = district.data_version
    with preview(district, records_file(tmp_path, record("R2", "2026-10-12")), "service_records", now=NOW) as seen:
        assert (seen.brings_something(), seen.report.unchanged, seen.effect) == (False, 1, Effect())
        assert seen.load().batch_id is None
    assert district.data_version == version


def test_what_others_wrote_meanwhile_is_looked_at_before_the_load(district: Store, tmp_path: Path) -> None:
    path = records_file(tmp_path, record("N", "2026-10-21"), record("M", "2026-10-22"), name="slow.csv")
    with preview(district, path, "service_records", now=NOW) as seen:
        assert seen.report.new == 2
        import_file(district, records_file(tmp_path, record("N", "2026-10-25"), name="quick.csv"), "service_records", now=NOW)
        report = seen.load()
    assert (report.new, report.changed) == (1, 1)
    assert count(district, "service_record") == 6
    assert district.rows("rollup_differs_from_records") == []


def test_loading_twice_loads_once(district: Store, tmp_path: Path) -> None:
    path = records_file(tmp_path, record("N", "2026-10-21"))
    with preview(district, path, "service_records", now=NOW) as one, preview(district, path, "service_records", now=NOW) as two:
        first = one.load()
        version = district.data_version
        assert one.load() == first
        assert (two.load().batch_id, two.report.unchanged) == (None, 1)
    assert (district.data_version, count(district, "import_batch")) == (version, 2)


def test_a_load_that_failed_can_be_tried_again(district: Store, tmp_path: Path) -> None:
    with preview(district, records_file(tmp_path, record("N", "2026-10-21")), "service_records", now=NOW) as seen:
        with district.writing() as writer:
            writer.cursor.execute("ALTER TABLE rejected_row RENAME TO set_aside")
        with pytest.raises(duckdb.CatalogException):
            seen.load()
        assert (count(district, "service_record"), district.rows("rollup_differs_from_records")) == (4, [])
        with district.writing() as writer:
            writer.cursor.execute("ALTER TABLE set_aside RENAME TO rejected_row")
        assert seen.load().new == 1
    assert (count(district, "service_record"), district.rows("rollup_differs_from_records")) == (5, [])


def test_a_month_published_meanwhile_keeps_its_rows_waiting(district: Store, tmp_path: Path) -> None:
    with preview(district, records_file(tmp_path, record("N", "2026-10-21")), "service_records", now=NOW) as seen:
        assert (seen.report.new, seen.report.waiting) == (1, 0)
        publish(district, OCTOBER, at=NOW)
        assert (seen.load().new, seen.report.waiting) == (0, 1)
    assert count(district, "service_record") == 4


def test_the_work_can_be_stopped(district: Store, tmp_path: Path) -> None:
    steps: list[str] = []

    def advance(step: str, share: float | None) -> None:
        steps.append(step)
        if step == "计算影响":
            raise Cancelled("已停止。没有写入任何数据。")

    version = district.data_version
    with pytest.raises(Cancelled, match="已停止"):
        preview(district, records_file(tmp_path, record("N", "2026-10-21")), "service_records", now=NOW, advance=advance)
    assert [step for step in steps if step != "读取"] == ["检查", "比较", "计算影响"]
    assert district.data_version == version


def test_a_closed_preview_says_so(district: Store, tmp_path: Path) -> None:
    seen = preview(district, records_file(tmp_path, record("N", "2026-10-21")), "service_records", now=NOW)
    seen.close()
    seen.close()
    with pytest.raises(IngestError, match="这次预检已经关闭"):
        seen.problems(10)


def test_a_new_month_is_tried_out_although_it_has_no_ranking(district: Store, tmp_path: Path) -> None:
    path = records_file(tmp_path, *(record(f"N{number}", f"2026-11-{number + 10}") for number in range(6)))
    with preview(district, path, "service_records", now=NOW) as seen:
        assert [month.month for month in seen.effect.months] == [month.month for month in seen.effect.trial] == [11]
        (point,) = [row for row in seen.effect.points if row["point_id"] == "a-month"]
        assert (point["value_before"], point["score_before"]) == (None, None)
        assert point["value_after"] == pytest.approx(72.77, abs=0.01)
        effect = seen.effect
        seen.load()
        assert seen.effect == effect
    assert column(district, "ranking_snapshot", "DISTINCT month", "month") == [SEPTEMBER, OCTOBER]


def test_instructions_come_back_from_their_text() -> None:
    told = Instructions(
        Choice("GB18030", header_line=3), Mapping({"record_id": "编号"}, {"source": "热线"}, {}, ("备注",)), "a", "b", "c"
    )
    assert Instructions.from_json(told.as_json(), "service_records") == told
    assert Instructions.from_json(None, "service_records") == Instructions()
    for text in ("{", "[]", '{"choice": {"colour": 1}}'):
        with pytest.raises(IngestError, match="已经无法识别"):
            Instructions.from_json(text, "service_records")


def test_unknown_names_are_listed_not_guessed(district: Store, tmp_path: Path) -> None:
    rows = [record("N1", "2026-10-20", item="事项S"), record("N2", "2026-10-20", item="事项S"), record("N3", "2026-10-20")]
    with preview(district, records_file(tmp_path, *rows), "service_records", now=NOW) as seen:
        (unknown,) = seen.unknown
        assert (unknown["column"], unknown["value"], unknown["rows"]) == ("item_id", "事项S", 2)
        assert (seen.report.new, seen.report.refused) == (1, 2)


def test_only_what_could_tell_who_complained_is_hidden(catalogued: Store, tmp_path: Path) -> None:
    labels = {column.name: column.label for column in DATASETS["rectifications"].columns}
    header = [labels[name] for name in ("rectification_id", "origin_kind", "department_id", "title", "opened_at", "due_at")]
    row = ["Z1", "企业诉求", "税务部门", "窗口排队太久", "2026-10-08 09:00", "2026-10-28 18:00"]
    first = import_file(catalogued, csv_file(tmp_path, header, row), "rectifications", now=NOW)
    assert first.new == 1, messages(first.errors)
    row[3] = "窗口排队超过一小时"
    with preview(catalogued, csv_file(tmp_path, header, row), "rectifications", now=NOW) as seen:
        (cell,) = [found for found in seen.changes(10) if found["column"] == "title"]
        assert (cell["before"], cell["after"], cell["is_hidden"]) == ("窗口排队太久", "窗口排队超过一小时", False)


def test_warnings_are_told_apart_from_refusals(district: Store, tmp_path: Path) -> None:
    header = ["来源系统", "办件编号", "事项", "提交时间", "受理时间", "办结时间"]
    row = ["热线", "R2", "S1", "2026-09-01 09:00", "2026-09-01 09:30", "2026-10-12 16:00"]
    with preview(district, csv_file(tmp_path, header, row), "service_records", now=NOW) as seen:
        assert (seen.report.new, seen.report.refused, seen.report.flagged, seen.problems(10)) == (1, 0, 1, [])
        (warning,) = seen.warnings(10)
        assert (warning.line, warning.column) == (2, "record_id")
        assert warning.message.startswith("第 2 行「办件编号」是「R2」，来源「import」已有同一编号的办件")
        assert warning.message.endswith("；这一行照常入库。")
        assert seen.warnings(10, offset=1) == []


def test_two_people_load_at_the_same_time(district: Store, tmp_path: Path) -> None:
    paths = [
        records_file(tmp_path, *(record(f"{who}{number}", "2026-10-21") for number in range(50)), name=f"{who}.csv")
        for who in ("X", "Y", "Z")
    ]

    def load(path: Path) -> int:
        with preview(district, path, "service_records", now=NOW) as seen:
            return seen.load().new

    with ThreadPoolExecutor(len(paths)) as people:
        assert list(people.map(load, paths)) == [50, 50, 50]
    assert count(district, "service_record") == 154
    assert district.rows("rollup_differs_from_records") == []
