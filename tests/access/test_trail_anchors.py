"""A tail cut off leaves a chain that is whole in itself: the database remembers how far it went."""

import shutil
from datetime import datetime
from pathlib import Path

from cloudeye.access.trail.book import Trail
from cloudeye.store import Store, backup, restore
from tests.access.trails import LI, standing

MOMENT = datetime(2026, 11, 21, 9, 30)


def recorded(database: Path, times: int) -> Trail:
    """The trail of ``database`` as a process that has just started finds it, with so many entries more."""
    trail = Trail(database, clock=standing(MOMENT))
    for _ in range(times):
        trail.record(LI, "complaint.view")
    return trail


def cut_off(trail: Trail, keep: int) -> None:
    path = next(trail.folder.glob("*.jsonl"))
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:keep]))


def whats(trail: Trail, store: Store) -> list[str]:
    return [fault.what for fault in trail.verify(store).faults]


def test_the_end_is_noted_once(store: Store) -> None:
    trail = recorded(store.path, 0)
    trail.note_end(store)
    assert store.rows("trail_anchors") == []
    for times in (2, 0, 1):
        for _ in range(times):
            trail.record(LI, "complaint.view")
        trail.note_end(store)
    found = store.rows("trail_anchors")
    assert [row["number"] for row in found] == [2, 3]
    assert store.data_version == 0, "who was here is no change of the data"
    assert trail.verify(store).anchors == 2 and trail.verify(store).is_whole


def test_what_another_process_wrote_is_noted_too(store: Store) -> None:
    trail = recorded(store.path, 1)
    recorded(store.path, 2)
    trail.note_end(store)
    assert [row["number"] for row in store.rows("trail_anchors")] == [3]


def test_newer_entries_than_the_last_noted_are_right(store: Store) -> None:
    trail = recorded(store.path, 2)
    trail.note_end(store)
    trail.record(LI, "session.close")
    assert trail.verify(store).is_whole


def test_a_tail_cut_off_is_found(store: Store) -> None:
    trail = recorded(store.path, 5)
    trail.note_end(store)
    cut_off(trail, 3)
    assert trail.verify().is_whole, "the files alone cannot tell"
    assert whats(trail, store) == ["之后缺少第 4 至 5 条，数据库记得它们写入过"]


def test_a_whole_trail_taken_away_is_found(store: Store) -> None:
    trail = recorded(store.path, 5)
    trail.note_end(store)
    shutil.rmtree(trail.folder)
    (fault,) = trail.verify(store).faults
    assert fault == ("district.audit", 0, "之后缺少第 1 至 5 条，数据库记得它们写入过")


def test_a_tail_cut_off_and_written_on_is_found(store: Store) -> None:
    """With the server stopped in between, so that nobody remembers the old end but the database; also when newer ends follow."""
    trail = recorded(store.path, 5)
    trail.note_end(store)
    cut_off(trail, 3)
    again = recorded(store.path, 0)
    for _ in range(4):
        again.record(LI, "session.open")
    again.note_end(store)
    assert again.verify().is_whole, "the files alone cannot tell"
    assert whats(again, store) == ["第 5 条与数据库中记下的不是同一条"]


def test_an_end_replaced_and_noted_again_is_found(store: Store) -> None:
    """The same number twice, under two hashes: the later note does not cover up the earlier one."""
    trail = recorded(store.path, 5)
    trail.note_end(store)
    cut_off(trail, 4)
    again = recorded(store.path, 0)
    again.record(LI, "session.open")
    again.note_end(store)
    assert [row["number"] for row in store.rows("trail_anchors")] == [5, 5]
    assert whats(again, store) == ["第 5 条与数据库中记下的不是同一条"]


def test_an_older_trail_put_back_is_found(store: Store, tmp_path: Path) -> None:
    trail = recorded(store.path, 3)
    shutil.copytree(trail.folder, tmp_path / "older")
    recorded(store.path, 3).note_end(store)
    shutil.rmtree(trail.folder)
    (tmp_path / "older").rename(trail.folder)
    assert whats(trail, store) == ["之后缺少第 4 至 6 条，数据库记得它们写入过"]


def test_restoring_an_older_database_leaves_the_trail_whole(tmp_path: Path) -> None:
    database = tmp_path / "district.duckdb"
    with Store(database, create=True) as store:
        trail = recorded(database, 3)
        trail.note_end(store)
        backup(store, tmp_path / "old.duckdb")
        trail.record(LI, "database.backup")
        trail.note_end(store)
    before = (trail.folder / "2026-11.jsonl").read_bytes()
    restore(tmp_path / "old.duckdb", database)
    assert (trail.folder / "2026-11.jsonl").read_bytes() == before
    with Store(database) as store:
        recorded(database, 1)
        found = trail.verify(store)
        assert (found.entries, found.anchors, found.faults) == (5, 1, ())
        cut_off(trail, 2)
        assert whats(trail, store) == ["之后缺少第 3 至 3 条，数据库记得它们写入过"]
