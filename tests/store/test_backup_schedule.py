"""The clock takes a backup, tells of one that failed and tries it again, and prunes only after a good one."""

import logging
import os
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from cloudeye.store import Store, restore
from cloudeye.store import backup_schedule as module
from cloudeye.store.backup_plan import BackupPlan
from cloudeye.store.backup_schedule import RETRY_SECONDS, SHORTEST_SECONDS, BackupSchedule, read_standing, standing_file
from tests.store.districts import names, write
from tests.store.sealing import mode, pair

MORNING = datetime(2026, 11, 22, 9, 0)


class Clock:
    """A district's time and a machine's running time that a test moves by hand."""

    def __init__(self, present: datetime = MORNING) -> None:
        self.present = present
        self.seconds = 0.0

    def __call__(self) -> datetime:
        return self.present

    def pass_by(self, time: timedelta) -> None:
        self.present += time
        self.seconds += time.total_seconds()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def plan(tmp_path: Path) -> BackupPlan:
    return BackupPlan("district", tmp_path / "backups")


@pytest.fixture
def schedule(store: Store, plan: BackupPlan, clock: Clock) -> BackupSchedule:
    return BackupSchedule(store, plan, clock=clock, running=lambda: clock.seconds)


def kept(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_one_a_day_at_its_time(store: Store, schedule: BackupSchedule, plan: BackupPlan, clock: Clock) -> None:
    clock.present = datetime(2026, 11, 19, 12, 0)
    for _ in range(3 * 24 * 6):
        clock.pass_by(timedelta(minutes=10))
        schedule.look()
    assert [str(taken_at) for taken_at, _ in plan.copies()] == [
        "2026-11-19 12:10:00",  # missed that night
        "2026-11-20 02:30:00",
        "2026-11-21 02:30:00",
        "2026-11-22 02:30:00",
    ]


def test_what_it_holds_and_what_is_told_of_it(store: Store, schedule: BackupSchedule, plan: BackupPlan) -> None:
    write(store, "甲")
    copy = schedule.look()
    assert copy == plan.folder / "district.scheduled-20261122-090000.duckdb"
    write(store, "乙")
    with Store(restore(copy, plan.folder / "new.duckdb")) as restored:
        assert names(restored) == ["甲"]
    standing = read_standing(store.path)
    assert (standing["taken_at"], standing["file"], standing["fault"]) == ("2026-11-22T09:00:00", str(copy), None)
    assert standing["bytes"] == copy.stat().st_size
    assert (mode(copy), mode(copy.parent)) == ("0o600", "0o700")


def test_enciphered_if_there_is_a_recipient(store: Store, plan: BackupPlan, clock: Clock, tmp_path: Path) -> None:
    recipient, identity = pair(tmp_path)
    write(store, "甲")
    copy = BackupSchedule(store, replace(plan, recipient=recipient), clock=clock, running=lambda: clock.seconds).look()
    assert copy is not None and kept(plan.folder) == ["district.scheduled-20261122-090000.duckdb.age"]
    with Store(restore(copy, tmp_path / "new.duckdb", identity=identity)) as restored:
        assert names(restored) == ["甲"]


def test_a_failure_is_told_tried_again_and_told_no_more(
    store: Store, schedule: BackupSchedule, plan: BackupPlan, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    plan.folder.write_text("not a folder")
    assert schedule.look() is None
    (told,) = caplog.messages
    assert told.startswith("定时备份没有完成，稍后重试：备份失败，无法写入")
    assert read_standing(store.path) == {"failed_at": "2026-11-22T09:00:00", "fault": told}
    clock.pass_by(timedelta(seconds=RETRY_SECONDS - 1))
    assert schedule.look() is None and len(caplog.messages) == 1  # not yet
    clock.pass_by(timedelta(seconds=1))
    assert schedule.look() is None and len(caplog.messages) == 2
    plan.folder.unlink()
    clock.pass_by(timedelta(seconds=RETRY_SECONDS))
    assert schedule.look() == plan.path(clock.present)
    assert read_standing(store.path)["fault"] is None and len(caplog.messages) == 2


def test_a_failure_prunes_nothing(store: Store, plan: BackupPlan, clock: Clock) -> None:
    plan = replace(plan, daily=1, weekly=1)
    schedule = BackupSchedule(store, plan, clock=clock, running=lambda: clock.seconds)
    plan.folder.mkdir()
    old = [plan.path(MORNING - timedelta(days=days)) for days in range(5, 0, -1)]
    for path in old:
        path.touch()
    blocked = plan.path(clock.present).with_name(plan.path(clock.present).name + ".part")
    blocked.mkdir()
    (blocked / "file").touch()
    assert schedule.look() is None
    assert [path for _, path in plan.copies()] == old
    (blocked / "file").unlink()
    blocked.rmdir()
    clock.pass_by(timedelta(seconds=RETRY_SECONDS))
    copy = schedule.look()
    assert [path for _, path in plan.copies()] == [copy]


def test_what_a_killed_one_left_is_taken_away(schedule: BackupSchedule, plan: BackupPlan) -> None:
    plan.folder.mkdir()
    name = "district.scheduled-20261121-023000.duckdb"
    for left in (".part", ".part.wal", ".age.part", ".age.age.part"):
        (plan.folder / (name + left)).touch()
    others = ["district.duckdb.part", "other.scheduled-20261121-023000.duckdb.part"]
    for other in others:
        (plan.folder / other).touch()
    schedule.look()
    assert kept(plan.folder) == sorted([*others, "district.scheduled-20261122-090000.duckdb"])


def test_a_clock_that_races_cannot_fill_the_disk(schedule: BackupSchedule, plan: BackupPlan, clock: Clock) -> None:
    for _ in range(20):
        clock.present += timedelta(days=1)
        clock.seconds += SHORTEST_SECONDS / 4
        schedule.look()
    assert len(plan.copies()) == 5


def test_a_clock_that_stands_still(schedule: BackupSchedule, plan: BackupPlan, clock: Clock) -> None:
    for _ in range(10):
        clock.seconds += 24 * 60 * 60
        schedule.look()
    assert len(plan.copies()) == 1


def test_the_trail_is_copied_with_it(store: Store, schedule: BackupSchedule, plan: BackupPlan, clock: Clock) -> None:
    trail = store.path.with_name("district.audit")
    trail.mkdir()
    (trail / "2026-11.jsonl").write_text("one\n")
    schedule.look()
    (trail / "2026-11.jsonl").write_text("one\ntwo\n")
    clock.pass_by(timedelta(days=1))
    schedule.look()
    pieces = sorted((plan.folder / "district.audit").iterdir())
    assert [path.read_text() for path in pieces] == ["one\n", "two\n"]
    assert [mode(path) for path in (pieces[0].parent, *pieces)] == ["0o700", "0o600", "0o600"]


def test_a_trail_that_was_altered_is_told_and_the_database_is_backed_up_all_the_same(
    store: Store, schedule: BackupSchedule, plan: BackupPlan, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    trail = store.path.with_name("district.audit")
    trail.mkdir()
    (trail / "2026-11.jsonl").write_text("one\n")
    schedule.look()
    (trail / "2026-11.jsonl").write_text("One\n")
    clock.pass_by(timedelta(days=1))
    assert schedule.look() is not None
    (told,) = caplog.messages
    assert told.startswith("数据库已备份，但其后一步没有完成：审计日志 2026-11.jsonl 与上次备份时的内容不符")
    assert read_standing(store.path)["fault"] == told
    assert [path.read_text() for path in (plan.folder / "district.audit").iterdir()] == ["one\n"]


def test_the_key_is_never_copied(store: Store, schedule: BackupSchedule, plan: BackupPlan) -> None:
    key = store.path.with_name(store.path.name + ".key")
    key.write_text("5e" * 32)
    (store.path.with_name("district.audit")).mkdir()
    schedule.look()
    assert not any(b"5e" * 32 in path.read_bytes() for path in plan.folder.rglob("*") if path.is_file())


def test_it_runs_by_itself_and_stops_at_once(
    store: Store, plan: BackupPlan, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    monkeypatch.setattr(module, "START_SECONDS", 0.01)
    schedule = BackupSchedule(store, plan)
    schedule.start()
    while not plan.copies():
        os.sched_yield()
    schedule.stop()
    assert len(plan.copies()) == 1
    monkeypatch.setattr(module, "START_SECONDS", 3600.0)
    waiting = BackupSchedule(store, plan)
    waiting.start()
    waiting.stop()
    assert caplog.messages == []


def test_the_standing_of_a_database_that_has_none(store: Store) -> None:
    assert read_standing(store.path) == {}
    standing_file(store.path).write_text("{torn")
    assert read_standing(store.path) == {}
