"""New, changed, unchanged: by key; all or nothing; and a second run changes nothing."""

import json
from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from cloudeye.ingest import import_file
from cloudeye.store import Store
from tests.ingest.files import CORPUS, column, count, csv_file, only_row

HEADER = ["诉求编号", "诉求类型", "提交时间", "标题"]
NOW = datetime(2026, 11, 21, 9)


def test_new_changed_and_unchanged(catalogued: Store, tmp_path: Path) -> None:
    day = "2026-10-08"
    import_file(catalogued, csv_file(tmp_path, HEADER, ["A", "投诉", day, "甲"], ["B", "投诉", day, None]), "complaints", now=NOW)
    path = csv_file(tmp_path, HEADER, ["C", "投诉", day, "丙"], ["B", "投诉", day, "乙"], ["A", "投诉", day, "甲"])
    preview = import_file(catalogued, path, "complaints", dry_run=True)
    report = import_file(catalogued, path, "complaints", now=NOW)
    assert (report.new, report.changed, report.unchanged, report.refused) == (1, 1, 1, 0)
    assert (preview.batch_id, preview.new, preview.changed, preview.unchanged) == (None, 1, 1, 1)
    assert column(catalogued, "complaint", "title", "complaint_id") == ["甲", "乙", "丙"]
    batches = column(catalogued, "complaint", "batch_id", "complaint_id")
    assert batches[1] == batches[2] == report.batch_id != batches[0]


def test_a_value_that_becomes_empty_is_a_change(catalogued: Store, tmp_path: Path) -> None:
    import_file(catalogued, csv_file(tmp_path, HEADER, ["A", "投诉", "2026-10-08", "甲"]), "complaints")
    assert import_file(catalogued, csv_file(tmp_path, HEADER, ["A", "投诉", "2026-10-08", None]), "complaints").changed == 1
    assert only_row(catalogued, "complaint")["title"] is None


def test_a_second_run_changes_nothing(catalogued: Store) -> None:
    path = CORPUS / "complaints_duplicate_key.csv"
    first = import_file(catalogued, path, "complaints", now=NOW)
    before = catalogued.data_version
    second = import_file(catalogued, path, "complaints", now=NOW)
    assert (first.new, first.refused, second.batch_id) == (2, 1, None)
    assert (second.new, second.changed, second.unchanged, second.refused) == (0, 0, 2, 1)
    assert second.errors == first.errors
    assert first.errors[0].message == "第 4 行「诉求编号」是「T-1」，与第 2 行重复。请只保留一行；这一行没有写入。"
    assert catalogued.data_version == before
    assert (count(catalogued, "import_batch"), count(catalogued, "rejected_row")) == (1, 1)


def test_a_dry_run_writes_nothing(catalogued: Store) -> None:
    before = catalogued.data_version
    import_file(catalogued, CORPUS / "complaints_ragged.csv", "complaints", dry_run=True)
    assert catalogued.data_version == before
    assert [count(catalogued, table) for table in ("complaint", "complaint_event", "import_batch", "rejected_row")] == [
        0,
        0,
        0,
        0,
    ]


def test_the_ledger(catalogued: Store) -> None:
    path = CORPUS / "complaints_ragged.csv"
    report = import_file(catalogued, path, "complaints", {"source": "热线"}, now=NOW)
    batch = only_row(catalogued, "import_batch")
    assert batch["batch_id"] == report.batch_id
    assert (batch["dataset"], batch["file_name"], batch["encoding"]) == ("complaints", path.name, "UTF-8")
    assert (batch["new_rows"], batch["changed_rows"], batch["unchanged_rows"], batch["refused_rows"], batch["flagged_rows"]) == (
        2,
        0,
        0,
        3,
        0,
    )
    assert (batch["loaded_at"], batch["undone_at"]) == (NOW, None)
    assert json.loads(batch["mapping"])["constants"] == {"source": "热线"}
    assert column(catalogued, "rejected_row", "batch_id", "line") == [report.batch_id] * 3


def test_a_file_of_refused_rows_only_is_remembered_once(catalogued: Store, tmp_path: Path) -> None:
    path = csv_file(tmp_path, HEADER, ["A", "抱怨", "2026-10-08", "甲"])
    assert import_file(catalogued, path, "complaints").batch_id is not None
    assert import_file(catalogued, path, "complaints").batch_id is None
    assert (count(catalogued, "import_batch"), count(catalogued, "complaint")) == (1, 0)


def test_a_failure_in_the_middle_leaves_nothing(catalogued: Store) -> None:
    with catalogued.writing() as writer:
        writer.cursor.execute("ALTER TABLE rejected_row RENAME TO set_aside")
    before = catalogued.data_version
    with pytest.raises(duckdb.CatalogException):
        import_file(catalogued, CORPUS / "complaints_ragged.csv", "complaints")
    assert [count(catalogued, table) for table in ("complaint", "complaint_event", "import_batch")] == [0, 0, 0]
    assert catalogued.data_version == before
    with catalogued.writing() as writer:
        writer.cursor.execute("ALTER TABLE set_aside RENAME TO rejected_row")
    assert import_file(catalogued, CORPUS / "complaints_ragged.csv", "complaints").new == 2


def test_importing_beside_another_store_of_the_process(catalogued: Store, tmp_path: Path) -> None:
    with Store(tmp_path / "other.duckdb", create=True) as other:
        import_file(catalogued, CORPUS / "complaints.gb18030", "complaints")
        assert count(other, "complaint") == 0
