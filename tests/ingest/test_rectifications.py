"""Rectifications: what a register of departments becomes, and what stays when it comes again."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pytest

from cloudeye import supervision
from cloudeye.ingest import ImportReport, import_file
from cloudeye.ingest.undo import undo, why_not
from cloudeye.store import Store
from tests.ingest.files import column, count, csv_file, messages, only_row

HEADER = ["整改编号", "问题来源", "责任单位", "问题", "下达时间", "整改时限"]
FIRST = ["Z-1", "企业走访", "税务", "慢", "2026-09-01", "2026-09-30"]
TIMES = ["申请销号时间", "核验时间", "回头看时限", "销号时间"]
NOW = datetime(2026, 11, 21, 9)


def take(store: Store, folder: Path, header: Sequence[str], *rows: Sequence[object]) -> ImportReport:
    return import_file(store, csv_file(folder, [*HEADER, *header], *rows), "rectifications", now=NOW)


def events(store: Store) -> list[tuple[object, ...]]:
    query = "SELECT rectification_id, occurred_at, from_state, to_state, actor FROM rectification_event ORDER BY ALL"
    return store.reading().cursor.execute(query).fetchall()


def test_a_row_in_full(catalogued: Store, tmp_path: Path) -> None:
    header = ["整改措施", "建章立制", *TIMES, "企业确认时间"]
    report = take(
        catalogued,
        tmp_path,
        header,
        [*FIRST, "统一告知单", "告知制度", "2026-09-20", "2026-09-22", "2026-10-22", "2026-10-25", "2026-09-21"],
    )
    assert (report.new, report.refused, report.flagged) == (1, 0, 0)
    assert only_row(catalogued, "rectification") == {
        "rectification_id": "Z-1",
        "origin_kind": "visit",
        "origin_id": None,
        "department_id": "taxation",
        "title": "慢",
        "measures": "统一告知单",
        "opened_at": datetime(2026, 9, 1),
        "due_at": datetime(2026, 9, 30, 23, 59, 59),
        "claimed_at": datetime(2026, 9, 20),
        "confirmed_at": datetime(2026, 9, 21),
        "verified_at": datetime(2026, 9, 22),
        "lookback_due_at": datetime(2026, 10, 22, 23, 59, 59),
        "closed_at": datetime(2026, 10, 25),
        "recurred_at": None,
        "rule_established": "告知制度",
        "state": "closed",
        "batch_id": report.batch_id,
    }


def test_states_follow_from_times_unless_given(catalogued: Store, tmp_path: Path) -> None:
    rest = FIRST[1:]
    take(
        catalogued,
        tmp_path,
        ["整改措施", *TIMES, "状态"],
        ["Z-1", *rest, None, None, None, None, None, None],
        ["Z-2", *rest, "措施", None, None, None, None, None],
        ["Z-3", *rest, "措施", "2026-09-20", None, None, None, None],
        ["Z-4", *rest, "措施", "2026-09-20", "2026-09-22", None, None, None],
        ["Z-5", *rest, "措施", "2026-09-20", "2026-09-22", "2026-10-22", None, None],
        ["Z-6", *rest, "措施", "2026-09-20", "2026-09-22", "2026-10-22", "2026-10-25", None],
        ["Z-7", *rest, "措施", "2026-09-20", None, None, None, "已签收"],
    )
    states = ["reminded", "rectifying", "claimed", "verified", "lookback", "closed", "signed"]
    assert column(catalogued, "rectification", "state", "rectification_id") == states
    # Counted in the year in which it was struck off, not in that of the import.
    day = [
        datetime(2026, 9, 1),
        NOW,
        datetime(2026, 9, 20),
        datetime(2026, 9, 22),
        datetime(2026, 9, 22),
        datetime(2026, 10, 25),
        NOW,
    ]
    assert events(catalogued) == [
        (f"Z-{number}", when, None, state, "数据导入") for number, (when, state) in enumerate(zip(day, states, strict=True), 1)
    ]


@pytest.mark.parametrize("word", ["complaint", "企业诉求", "诉求"])
def test_an_origin_by_any_of_its_names(catalogued: Store, tmp_path: Path, word: str) -> None:
    take(catalogued, tmp_path, [], ["Z-1", word, *FIRST[2:]])
    assert only_row(catalogued, "rectification")["origin_kind"] == "complaint"


def test_again_nothing_changes_and_a_step_moves_it_on(catalogued: Store, tmp_path: Path) -> None:
    take(catalogued, tmp_path, [], FIRST)
    again = take(catalogued, tmp_path, [], FIRST)
    assert (again.batch_id, again.unchanged) == (None, 1)
    assert take(catalogued, tmp_path, ["申请销号时间"], [*FIRST, "2026-09-20"]).changed == 1
    # What a file leaves out or blank stays known.
    kept = take(catalogued, tmp_path, [], FIRST)
    assert (kept.unchanged, kept.changed) == (1, 0)
    assert only_row(catalogued, "rectification")["state"] == "claimed"
    assert [event[3] for event in events(catalogued)] == ["reminded", "claimed"]


def test_what_people_did_since_stays(catalogued: Store, tmp_path: Path) -> None:
    row = [*FIRST, "2026-09-20", None]
    take(catalogued, tmp_path, ["申请销号时间", "状态"], row)
    with catalogued.writing() as writer:
        supervision.move(
            writer, "rectification", "Z-1", "rectifying", actor="核验岗", reason="未整改到位", at=datetime(2026, 9, 25)
        )
    assert take(catalogued, tmp_path, ["申请销号时间", "状态"], row).unchanged == 1
    assert only_row(catalogued, "rectification")["state"] == "rectifying"
    assert only_row(catalogued, "rectification")["claimed_at"] is None
    second_term = only_row(catalogued, "rectification")["due_at"]
    assert second_term > datetime(2026, 10, 1)
    # A claim after it was sent back is news.
    assert take(catalogued, tmp_path, ["申请销号时间", "状态"], [*FIRST, "2026-09-26", None]).changed == 1
    assert only_row(catalogued, "rectification")["state"] == "claimed"
    assert only_row(catalogued, "rectification")["due_at"] == second_term


def test_an_import_is_taken_back_with_its_events(catalogued: Store, tmp_path: Path) -> None:
    batch = take(catalogued, tmp_path, [], FIRST).batch_id
    assert batch is not None
    undo(catalogued, batch, "analyst", "报送单位发错了文件", NOW)
    assert (count(catalogued, "rectification"), count(catalogued, "rectification_event")) == (0, 0)


def test_an_import_that_people_worked_on_stays(catalogued: Store, tmp_path: Path) -> None:
    batch = take(catalogued, tmp_path, [], FIRST).batch_id
    assert batch is not None
    with catalogued.writing() as writer:
        supervision.move(writer, "rectification", "Z-1", "signed", actor="税务", reason=None, at=datetime(2026, 11, 21, 10))
    assert "办理记录 1 件（如「Z-1」）" in str(why_not(catalogued.reading(), batch))


def test_refusals_name_line_and_column(catalogued: Store, tmp_path: Path) -> None:
    report = take(
        catalogued,
        tmp_path,
        ["状态"],
        ["", *FIRST[1:], None],
        ["Z-2", "企业走访", "税务部", "", "明天", "2026-09-30", "整改好了"],
    )
    assert messages(report.errors) == [
        "第 2 行「整改编号」是空的，必须填写；这一行没有写入。",
        "第 3 行「责任单位」是「税务部」，目录中没有。您是不是想写「税务部门」？请改成目录中的编号或全称；这一行没有写入。",
        "第 3 行「下达时间」是「明天」，不是有效日期。请改成 2026-01-31 或 2026-01-31 09:30 这样的格式后重新上传；这一行没有写入。",
        "第 3 行「状态」是「整改好了」，目录中没有。您是不是想写「整改中」？请改成目录中的编号或全称；这一行没有写入。",
        "第 3 行「问题」是空的，必须填写；这一行没有写入。",
    ]
