"""Taking a batch back: every row as before, refused while something rests on it, remembered with who and why."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cloudeye.catalog import load_catalog
from cloudeye.errors import IngestError
from cloudeye.ingest import DATASETS
from cloudeye.ingest.undo import undo, why_not
from cloudeye.paths import CATALOG
from cloudeye.store import Store
from cloudeye.supervision import move
from tests.conftest import LOADED_AT
from tests.ingest.files import column, count
from tests.ingest.standing import differing, held, recounted, rolled_up
from tests.ingest.undoing import FILES, LATER, NOW, WHY, refused, take, taken


@pytest.mark.parametrize("dataset", FILES)
def test_everything_is_as_it_was(ranked: Store, tmp_path: Path, dataset: str) -> None:
    before = held(ranked)
    batch = taken(ranked, tmp_path, dataset, *FILES[dataset][2])
    table = DATASETS[dataset].table
    assert {table, f"{table}_replaced"} <= set(differing(before, held(ranked)))
    assert why_not(ranked.reading(), batch) is None
    counts = undo(ranked, batch, "li.na", WHY, LATER)
    assert counts == {"removed": 2, "restored": 1, "waiting": 0}
    assert differing(before, held(ranked)) == []
    assert rolled_up(ranked) == recounted(ranked)


def test_the_ranking_moves_and_moves_back(ranked: Store, tmp_path: Path) -> None:
    def scores() -> list[float]:
        return column(ranked, "ranking_snapshot", "score", "department_id")

    before = scores()
    rows = [[f"Y-{number}", "投诉", "2026-10-01 10:00", "2026-10-20 11:00", "税务部门", None] for number in range(9)]
    batch = taken(ranked, tmp_path, "complaints", *rows)
    assert scores() != before
    undo(ranked, batch, "li.na", WHY, LATER)
    assert scores() == before


def test_the_ledger_remembers_who_when_and_why(ranked: Store, tmp_path: Path) -> None:
    batch = taken(ranked, tmp_path, "measurements", ["D01-008", "2026-10", "2.5"])
    undo(ranked, batch, "li.na", f"  {WHY}，\n 已电话确认 ", LATER)
    kept = ranked.row("batch_of_id", batch_id=batch)
    assert (kept["undone_at"], kept["undone_by"], kept["undo_reason"]) == (LATER, "li.na", f"{WHY}， 已电话确认")
    assert (kept["new_rows"], kept["changed_rows"]) == (0, 1)


def test_a_batch_goes_once(ranked: Store, tmp_path: Path) -> None:
    batch = taken(ranked, tmp_path, "measurements", ["D01-008", "2026-10", "2.5"])
    undo(ranked, batch, "li.na", WHY, LATER)
    assert refused(ranked, batch) == "这个批次已于 2026-11-21 10:00 由 li.na 撤销，不能再撤销一次。"
    assert refused(ranked, "20990101-000000-nothing") == "没有编号为「20990101-000000-nothing」的批次。请从批次列表中选择。"


@pytest.mark.parametrize("reason", ["", "  错 了 ", "重" * 201])
def test_a_reason_is_asked_for(ranked: Store, tmp_path: Path, reason: str) -> None:
    batch = taken(ranked, tmp_path, "measurements", ["D01-008", "2026-10", "2.5"])
    before = held(ranked)
    with pytest.raises(IngestError, match="请写明撤销的原因（4 到 200 个字）。没有撤销任何数据。"):
        undo(ranked, batch, "li.na", reason, LATER)
    assert differing(before, held(ranked)) == []


@pytest.mark.parametrize("dataset", ["complaints", "service_records", "complaint_events"])
def test_the_newest_goes_first(ranked: Store, tmp_path: Path, dataset: str) -> None:
    _, first, second = FILES[dataset]
    states, batches = [held(ranked)], []
    for minute, row in enumerate((second[0], first[0], second[0])):
        batches.append(taken(ranked, tmp_path, dataset, row, at=NOW + timedelta(minutes=minute)))
        states.append(held(ranked))
    said = f"后来的批次 {batches[1]} 改写了其中 1 行。请先撤销后来的批次（从最新的开始），再撤销这一批。"
    assert refused(ranked, batches[0]) == said
    for batch, state in zip(reversed(batches), reversed(states[:-1]), strict=True):
        undo(ranked, batch, "li.na", WHY, LATER)
        assert differing(state, held(ranked)) == []


def test_batches_side_by_side_go_in_any_order(ranked: Store, tmp_path: Path) -> None:
    first = taken(ranked, tmp_path, "service_records", FILES["service_records"][2][0])
    alone = held(ranked)
    undo(ranked, first, "li.na", WHY, LATER)
    second = taken(ranked, tmp_path, "service_records", FILES["service_records"][2][1])
    first = taken(ranked, tmp_path, "service_records", FILES["service_records"][2][0], at=LATER)
    undo(ranked, second, "li.na", WHY, LATER)
    assert differing(alone, held(ranked)) == ["service_record", "service_record_replaced"]  # the batch has another number
    assert {first} == set(column(ranked, "service_record_replaced", "replaced_by", "1"))


def test_the_same_file_loads_again_after_it_was_taken_back(ranked: Store, tmp_path: Path) -> None:
    rows = FILES["complaints"][2]
    before = held(ranked)
    first = taken(ranked, tmp_path, "complaints", *rows)
    undo(ranked, first, "li.na", WHY, LATER)
    second = taken(ranked, tmp_path, "complaints", *rows)  # at the same second
    assert second != first
    undo(ranked, second, "li.na", WHY, LATER)
    assert differing(before, held(ranked)) == []
    assert count(ranked, "import_batch") == len(set(column(ranked, "import_batch", "batch_id", "1")))


def test_refused_rows_are_forgotten(ranked: Store, tmp_path: Path) -> None:
    batch = taken(ranked, tmp_path, "measurements", ["D01-008", "2026-10", "2.5"], ["D01-008", "2026-13", "1"])
    assert count(ranked, "rejected_row") == 1
    undo(ranked, batch, "li.na", WHY, LATER)
    assert count(ranked, "rejected_row") == 0


def step(store: Store, complaint: str, at: datetime) -> None:
    with store.writing() as writer:
        move(writer, "complaint", complaint, "accepted", actor="受理岗", reason=None, at=at)


def test_steps_taken_since_are_not_lost(ranked: Store, tmp_path: Path) -> None:
    batch = taken(ranked, tmp_path, "complaints", ["T-2", "咨询", "2026-10-09 10:00", None, "税务部门", "改"])
    step(ranked, "T-1", NOW)  # another complaint
    assert why_not(ranked.reading(), batch) is None
    step(ranked, "T-2", NOW)
    assert refused(ranked, batch) == (
        "入库以后已经有人在这些数据上办理：办理记录 1 件（如「T-2」）。撤销会丢掉这些工作；请改为上传更正后的文件。"
    )


def test_steps_taken_before_stay(ranked: Store, tmp_path: Path) -> None:
    step(ranked, "T-2", NOW - timedelta(hours=1))
    before = held(ranked)
    batch = taken(ranked, tmp_path, "complaints", ["T-2", "咨询", "2026-10-09 10:00", None, "税务部门", "改"])
    undo(ranked, batch, "li.na", WHY, LATER)
    assert differing(before, held(ranked)) == []
    assert only_row_of(ranked, "T-2") == ("accepted", "乙")


def only_row_of(store: Store, complaint: str) -> tuple[str, str]:
    found = store.reading().cursor.execute("SELECT state, title FROM complaint WHERE complaint_id = $id", {"id": complaint})
    (row,) = found.fetchall()
    return row


@pytest.mark.parametrize(
    ("what", "table", "row"),
    [
        ("回访", "callback", {"callback_id": "H-9", "complaint_id": "N-1", "called_at": LATER, "is_reached": False}),
        (
            "整改事项", "rectification",
            {"rectification_id": "Z-1", "origin_kind": "complaint", "origin_id": "N-1", "department_id": "taxation", "title": "甲",
             "opened_at": LATER, "due_at": LATER, "state": "rectifying"},
        ),
        (
            "指向它的重复诉求", "complaint",
            {"source": "热线", "complaint_id": "N-2", "kind": "投诉", "is_urgent": False, "is_outside_district": False,
             "submitted_at": LATER, "duplicate_of": "N-1", "is_confidential": False, "state": "received"},
        ),
    ],
)  # fmt: skip
def test_what_refers_to_a_new_complaint_keeps_it(
    ranked: Store, tmp_path: Path, what: str, table: str, row: dict[str, object]
) -> None:
    batch = taken(ranked, tmp_path, "complaints", ["N-1", "投诉", "2026-10-08", None, None, None])
    assert why_not(ranked.reading(), batch) is None
    with ranked.writing() as writer:
        writer.insert(table, [row])
    assert f"{what} 1 件（如「N-1」）" in refused(ranked, batch)


def test_steps_of_a_rectification_are_not_lost(ranked: Store, tmp_path: Path) -> None:
    batch = taken(ranked, tmp_path, "rectifications", *FILES["rectifications"][2])
    assert why_not(ranked.reading(), batch) is None
    with ranked.writing() as writer:
        move(writer, "rectification", "Z-1", "verified", actor="核验岗", reason=None, at=NOW)
    assert "办理记录 1 件（如「Z-1」）" in refused(ranked, batch)


def test_an_enterprise_that_complained_stays(ranked: Store, tmp_path: Path) -> None:
    batch = taken(ranked, tmp_path, "enterprises", *FILES["enterprises"][2])
    with ranked.writing() as writer:
        row = {"source": "热线", "complaint_id": "N-2", "kind": "投诉", "is_urgent": False, "is_outside_district": False}
        row |= {"submitted_at": LATER, "is_confidential": False, "state": "received"}
        writer.insert("complaint", [row | {"enterprise_id": "91512081MA62K0260E"}])
        assert why_not(writer, batch) is None
        writer.insert("complaint", [row | {"complaint_id": "N-3", "enterprise_id": "91350100M000100Y43"}])
    assert "诉求 1 件（如「91350100M000100Y43」）" in refused(ranked, batch)


def test_a_batch_that_kept_nothing_cannot_go(ranked: Store, tmp_path: Path) -> None:
    batch = taken(ranked, tmp_path, "measurements", ["D01-008", "2026-10", "2.5"])
    with ranked.writing() as writer:
        writer.cursor.execute("UPDATE import_batch SET waiting_rows = NULL")
    assert refused(ranked, batch).startswith("这个批次由演示数据生成，或入库时系统还没有保留被改写的原值")
    assert 2.5 in column(ranked, "measurement", "value", "1")


Row = tuple[str, str, int | None]
ROWS = st.tuples(st.sampled_from(["R-1", "R-2", "R-3"]), st.sampled_from(["S002", "S003"]), st.none() | st.integers(1, 61))
LOADS = st.lists(st.lists(ROWS, min_size=1, max_size=3, unique_by=lambda row: row[0]), min_size=1, max_size=4)


def finished(day: int | None) -> str | None:
    return None if day is None else f"{datetime(2026, 9, 1, 11) + timedelta(days=day):%Y-%m-%d %H:%M}"


@given(loads=LOADS)
@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_loads_can_be_taken_back_one_by_one(tmp_path_factory: pytest.TempPathFactory, loads: list[list[Row]]) -> None:
    folder = tmp_path_factory.mktemp("undo")
    with Store(folder / "district.duckdb", create=True) as store:
        load_catalog(store, CATALOG, now=LOADED_AT)
        back: list[Callable[[], None]] = []
        for hour, rows in enumerate(loads):
            before = held(store)
            cells = [[id, item, "2026-09-01", "2026-09-01", finished(day), None] for id, item, day in rows]
            batch = take(store, folder, "service_records", *cells, at=NOW + timedelta(hours=hour)).batch_id
            assert rolled_up(store) == recounted(store)
            if batch is not None:
                back.append(lambda batch=batch, before=before: _back(store, batch, before))  # type: ignore[misc]
        for go in reversed(back):
            go()


def _back(store: Store, batch: str, before: dict[str, object]) -> None:
    undo(store, batch, "li.na", WHY, LATER)
    assert differing(before, held(store)) == []
    assert rolled_up(store) == recounted(store)
