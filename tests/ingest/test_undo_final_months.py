"""A final month does not move: what it counts is not taken back, and rows that wait for a correction go with their batch."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from cloudeye import scoring
from cloudeye.ingest.corrections import accept, decline
from cloudeye.ingest.undo import undo, why_not
from cloudeye.store import Store
from tests.ingest.files import column, count
from tests.ingest.standing import differing, held
from tests.ingest.undoing import FILES, LATER, WHY, refused, taken

CLOSED = [
    ("complaints", ["T-2", "咨询", "2026-10-09 10:00", None, "税务部门", "改"], True),
    ("complaints", ["T-2", "咨询", "2026-10-09 10:00", "2026-10-09 11:00", "税务部门", "乙"], False),
    ("callbacks", ["H-9", "T-1", "2026-10-21", "是", "是"], True),
    ("measurements", ["D01-008", "2026-10", "2.5"], False),
    ("service_records", ["R-9", "S003", "2026-10-08", "2026-10-08", "2026-10-31 23:59", "5"], False),
    ("service_records", ["R-9", "S003", "2026-10-08", "2026-10-08", "2026-11-01 00:00", "5"], True),
    ("service_records", ["R-9", "S003", "2026-10-08", "2026-10-08", None, "5"], True),
    ("service_records", ["R-1", "S002", "2026-09-08", "2026-09-08", "2026-11-02 11:00", "4"], False),
    ("task_progress", ["C-001", "2026-10", "50", "55"], False),
    ("enterprises", ["91512081MA62K0260E", "甲公司", "中型"], True),
]


@pytest.mark.parametrize(("dataset", "row", "can_go"), CLOSED, ids=[f"{dataset}-{can_go}" for dataset, _, can_go in CLOSED])
def test_what_a_final_month_does_not_count_can_go(
    ranked: Store, tmp_path: Path, dataset: str, row: Sequence[object], can_go: bool
) -> None:
    before = held(ranked)
    batch = taken(ranked, tmp_path, dataset, row)
    scoring.publish(ranked, date(2026, 10, 1))
    if not can_go:
        assert "的排名已经定稿" in refused(ranked, batch)
        return
    undo(ranked, batch, "li.na", WHY, LATER)
    changed = differing(before, held(ranked))
    assert set(changed) <= {"ranking_snapshot", "published_component"}


@pytest.mark.parametrize("row", [["H-1", "T-1", "2026-10-20", "是", "否"], ["H-9", "T-1", "2026-10-21", "是", "否"]])
def test_a_call_that_a_final_month_counts_stays(ranked: Store, tmp_path: Path, row: Sequence[object]) -> None:
    with ranked.writing() as writer:
        writer.cursor.execute("UPDATE complaint SET claimed_at = '2026-10-15' WHERE complaint_id = 'T-1'")
    batch = taken(ranked, tmp_path, "callbacks", row)
    assert why_not(ranked.reading(), batch) is None
    scoring.publish(ranked, date(2026, 10, 1))
    assert "它计入的 2026-10 的排名已经定稿" in refused(ranked, batch)


def test_a_final_month_keeps_its_rows(ranked: Store, tmp_path: Path) -> None:
    open_month = taken(ranked, tmp_path, "measurements", ["D01-008", "2026-11", "3"])
    closed = taken(ranked, tmp_path, "service_records", FILES["service_records"][2][1])
    scoring.publish(ranked, date(2026, 10, 1))
    assert refused(ranked, closed) == (
        "它计入的 2026-10 的排名已经定稿，定稿之后不再变动。请改为上传更正后的文件，经采纳后另出新版。"
    )
    undo(ranked, open_month, "li.na", WHY, LATER)


def test_rows_that_wait_go_too(ranked: Store, tmp_path: Path) -> None:
    scoring.publish(ranked, date(2026, 10, 1))
    before = held(ranked)
    batch = taken(ranked, tmp_path, "measurements", ["D01-008", "2026-10", "2.5"], ["D01-008", "2026-11", "3"])
    assert (count(ranked, "measurement_waiting"), count(ranked, "correction")) == (1, 1)
    assert undo(ranked, batch, "li.na", WHY, LATER) == {"removed": 1, "restored": 0, "waiting": 1}
    assert differing(before, held(ranked)) == []


def test_an_accepted_correction_stays(ranked: Store, tmp_path: Path) -> None:
    scoring.publish(ranked, date(2026, 10, 1))
    batch = taken(ranked, tmp_path, "measurements", ["D01-008", "2026-10", "2.5"])
    assert why_not(ranked.reading(), batch) is None
    accept(ranked, batch, "zhang.wei", "数据确有差错", LATER)
    assert refused(ranked, batch) == "其中待更正的行已经采纳，并已据此更正定稿的排名。请改用新的文件再次更正。"


def test_a_declined_correction_stays_on_record(ranked: Store, tmp_path: Path) -> None:
    scoring.publish(ranked, date(2026, 10, 1))
    before = held(ranked)
    batch = taken(ranked, tmp_path, "measurements", ["D01-008", "2026-10", "2.5"], ["D01-008", "2026-11", "3"])
    decline(ranked, batch, "zhang.wei", "依据不足，请补充", LATER)
    undo(ranked, batch, "li.na", WHY, LATER)
    assert differing(before, held(ranked)) == ["correction"]
    assert column(ranked, "correction", "state", "1") == ["已退回"]
