"""Importing a file again after people have worked on its complaints: their work stays."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from cloudeye.ingest import ImportReport, import_file
from cloudeye.store import Store
from cloudeye.supervision import move
from tests.ingest.files import column, csv_file, only_row

HEADER = ["诉求编号", "诉求类型", "提交时间"]
ROW = ["T-1", "投诉", "2026-10-08 10:00"]
NOW = datetime(2026, 11, 1, 9)
TIMES = {
    "accepted_at": datetime(2026, 10, 9, 9),
    "responded_at": datetime(2026, 10, 9, 12),
    "claimed_at": datetime(2026, 10, 9, 13),
}
STEPS = ("accepted", "dispatched", "signed", "handling", "replied")


def take(store: Store, folder: Path, header: Sequence[str], row: Sequence[str | None], day: int = 1) -> ImportReport:
    return import_file(store, csv_file(folder, [*HEADER, *header], [*ROW, *row]), "complaints", now=NOW.replace(day=day))


def moved(store: Store, *states: str, at: datetime = datetime(2026, 10, 9, 9)) -> None:
    """The complaint goes through these states, an hour apart."""
    with store.writing() as writer:
        for hour, state in enumerate(states):
            move(writer, "complaint", "T-1", state, actor="受理岗", reason=None, at=at.replace(hour=at.hour + hour))


def imported_and_replied(store: Store, folder: Path, header: Sequence[str], row: Sequence[str | None]) -> None:
    """Known from a file, then taken through the system; the import's own event lies before the moves."""
    path = csv_file(folder, [*HEADER, *header], [*ROW, *row])
    import_file(store, path, "complaints", now=datetime(2026, 10, 8, 12))
    moved(store, *STEPS)


def test_a_second_run_changes_nothing_after_people_have_worked(catalogued: Store, tmp_path: Path) -> None:
    for header, row in (([], []), (["受理时间", "首次联系时间", "办结时间", "响应时限", "状态"], [None] * 5)):
        with catalogued.writing() as writer:
            writer.delete("complaint")
            writer.delete("complaint_event")
        imported_and_replied(catalogued, tmp_path, header, row)
        before = only_row(catalogued, "complaint")
        assert before["state"] == "replied"
        assert {name: before[name] for name in TIMES} == TIMES
        report = take(catalogued, tmp_path, header, row)
        assert (report.changed, report.unchanged) == (0, 1)
        assert only_row(catalogued, "complaint") == before


def test_a_file_that_repeats_its_state_says_nothing_new(catalogued: Store, tmp_path: Path) -> None:
    imported_and_replied(catalogued, tmp_path, ["状态"], ["待受理"])
    assert take(catalogued, tmp_path, ["状态"], ["待受理"]).unchanged == 1
    assert take(catalogued, tmp_path, ["状态"], ["办理中"]).changed == 1
    assert column(catalogued, "complaint", "state", "1") == ["handling"]


def test_times_move_a_complaint_on_but_never_back(catalogued: Store, tmp_path: Path) -> None:
    header = ["受理时间", "首次联系时间", "办结时间"]
    import_file(catalogued, csv_file(tmp_path, HEADER, ROW), "complaints", now=datetime(2026, 10, 8, 12))
    with catalogued.writing() as writer:
        writer.cursor.execute("UPDATE complaint SET state = 'signed'")
    states = []
    for day, row in enumerate((["2026-10-09", None, None], [None, "2026-10-10", None], [None, None, "2026-10-12"]), start=1):
        assert take(catalogued, tmp_path, header, list(row), day).changed == 1
        states += column(catalogued, "complaint", "state", "1")
    assert states == ["signed", "handling", "callback"]
    moved(catalogued, "closed", "reopened", "dispatched", at=datetime(2026, 11, 4, 9))
    assert take(catalogued, tmp_path, header, [None, None, "2026-10-12"], 5).unchanged == 1
    assert take(catalogued, tmp_path, header, [None, None, "2026-10-13"], 6).changed == 1
    assert column(catalogued, "complaint", "state", "1") == ["dispatched"]


def test_columns_that_the_file_does_not_have_keep_what_the_district_has(catalogued: Store, tmp_path: Path) -> None:
    header = ["标题", "内容", "企业", "承办部门", "指标领域", "问题分类", "作风线索词", "来源渠道", "是否紧急", "是否保密", "经度", "纬度",
              "街道", "受理时间", "响应时限", "办结时限"]  # fmt: skip
    row = ["甲", "乙", "某某商贸有限公司", "税务部门", "D01", "Z01", "推诿", "12345热线", "是", "是", "104.065786", "30.561413",
           "锦禾", "2026-10-09", "2026-10-12", "2026-10-20"]  # fmt: skip
    known = catalogued.reading().cursor.execute("SELECT min(domain_id), (SELECT min(class_id) FROM problem_class) FROM domain")
    row[4], row[5] = known.fetchall()[0]
    assert take(catalogued, tmp_path, header, list(row)).new == 1
    before = only_row(catalogued, "complaint")
    assert None not in [
        before[name] for name in ("cell", "source_crs", "class_id", "style_hint", "enterprise_id", "resolution_due_at")
    ]
    assert take(catalogued, tmp_path, [], []).unchanged == 1
    assert take(catalogued, tmp_path, ["标题"], ["丙"], 2).changed == 1
    assert only_row(catalogued, "complaint") | {"title": "甲", "batch_id": before["batch_id"]} == before
    # A blank text in a column that the file has is a correction, and other grounds make other deadlines.
    assert take(catalogued, tmp_path, ["内容"], [None], 3).changed == 1
    assert only_row(catalogued, "complaint")["content"] is None
    path = csv_file(tmp_path, HEADER, ["T-1", "咨询", "2026-10-08 10:00"])
    assert import_file(catalogued, path, "complaints", now=NOW).changed == 1
    assert only_row(catalogued, "complaint")["resolution_due_at"] == datetime(2026, 10, 12, 23, 59, 59)
