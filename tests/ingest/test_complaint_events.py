"""Steps of complaints that another system has taken: history, beside what the district has."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from cloudeye.ingest import ImportReport, import_file
from cloudeye.ingest.undo import undo
from cloudeye.store import Store
from tests.ingest.files import column, csv_file, only_row

HEADER = ["诉求编号", "办理时间", "原状态", "新状态", "办理人", "说明"]
NOW = datetime(2026, 11, 21, 9)
STEP = ["T-1", "2026-10-08 10:00", "待受理", "已受理", "受理平台", "属于本区"]


def complaint(store: Store, folder: Path) -> None:
    path = csv_file(folder, ["诉求编号", "诉求类型", "提交时间"], ["T-1", "投诉", "2026-10-08 09:00"], name="complaint.csv")
    import_file(store, path, "complaints", now=NOW)


def take(store: Store, folder: Path, *rows: Sequence[object], header: list[str] = HEADER) -> ImportReport:
    return import_file(store, csv_file(folder, header, *rows), "complaint_events", now=NOW)


def test_a_step_is_added_and_moves_nothing(catalogued: Store, tmp_path: Path) -> None:
    complaint(catalogued, tmp_path)
    report = take(catalogued, tmp_path, STEP)
    assert (report.new, report.refused) == (1, 0)
    cursor = catalogued.reading().cursor.execute("SELECT * FROM complaint_event WHERE actor <> '数据导入'")
    assert cursor.fetchall() == [
        ("T-1", datetime(2026, 10, 8, 10), "received", "accepted", "受理平台", "属于本区", report.batch_id)
    ]
    assert only_row(catalogued, "complaint")["state"] == "received"


def test_again_nothing_changes_and_another_word_replaces(catalogued: Store, tmp_path: Path) -> None:
    complaint(catalogued, tmp_path)
    take(catalogued, tmp_path, STEP)
    assert take(catalogued, tmp_path, STEP).batch_id is None
    # The columns a file lacks stay known.
    short = ["诉求编号", "办理时间", "新状态", "办理人"]
    assert take(catalogued, tmp_path, ["T-1", "2026-10-08 10:00", "已受理", "受理平台"], header=short).unchanged == 1
    report = take(catalogued, tmp_path, ["T-1", "2026-10-08 10:00", "待受理", "已受理", "受理岗", "属于本区"])
    assert report.changed == 1 and report.batch_id is not None
    assert column(catalogued, "complaint_event", "actor", "actor") == ["受理岗", "数据导入"]
    undo(catalogued, report.batch_id, "analyst", "报送单位发错了文件", NOW)
    assert column(catalogued, "complaint_event", "actor", "actor") == ["受理平台", "数据导入"]


def test_two_steps_at_one_moment_are_two(catalogued: Store, tmp_path: Path) -> None:
    complaint(catalogued, tmp_path)
    second = ["T-1", "2026-10-08 10:00", "已受理", "已派单", "受理平台", None]
    assert take(catalogued, tmp_path, STEP, second).new == 2
