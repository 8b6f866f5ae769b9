"""A backup of a database that another process holds, asked for from outside."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from cloudeye.errors import StoreError
from cloudeye.paths import ROOT
from cloudeye.store import Store, restore
from cloudeye.store.backup_desk import BackupDesk, ask_for_backup
from tests.store.districts import names, write
from tests.store.sealing import pair


@pytest.fixture
def desk(store: Store) -> Iterator[BackupDesk]:
    opened = BackupDesk(store)
    opened.start()
    yield opened
    opened.stop()


def leftovers(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if "backup-" in path.name]


def test_the_owner_of_the_file_makes_the_backup(store: Store, desk: BackupDesk, tmp_path: Path) -> None:
    write(store, "甲")
    target = ask_for_backup(store.path, tmp_path / "copy.duckdb")
    write(store, "乙")
    with Store(target) as copy:
        assert names(copy) == ["甲"]
    assert leftovers(tmp_path) == []


def test_the_command_backs_up_while_the_database_is_in_use(store: Store, desk: BackupDesk, tmp_path: Path) -> None:
    write(store, "甲")
    target = tmp_path / "by command.duckdb"
    command = [sys.executable, "-m", "cloudeye", "backup", str(target), "--database", str(store.path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=120)
    assert (done.returncode, done.stderr) == (0, "")
    with Store(target) as copy:
        assert names(copy) == ["甲"]


def test_what_went_wrong_reaches_the_one_who_asked(store: Store, desk: BackupDesk, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(StoreError, match="备份失败，无法写入"):
        ask_for_backup(store.path, tmp_path / "file" / "copy.duckdb")
    assert leftovers(tmp_path) == []


def test_an_owner_that_does_not_answer_is_named(store: Store, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="没有响应备份请求"):
        ask_for_backup(store.path, tmp_path / "copy.duckdb", patience=1)
    assert leftovers(tmp_path) == []


@pytest.mark.parametrize("whose", ["owner", "asker"])
def test_it_is_enciphered_to_whoever_asks_or_to_the_owners_recipient(store: Store, tmp_path: Path, whose: str) -> None:
    owners, owners_key = pair(tmp_path, "owner.txt")
    askers, askers_key = pair(tmp_path, "asker.txt")
    write(store, "甲")
    desk = BackupDesk(store, recipient=owners)
    desk.start()
    try:
        copy = ask_for_backup(store.path, tmp_path / "copy.age", recipient=askers if whose == "asker" else None)
    finally:
        desk.stop()
    identity = askers_key if whose == "asker" else owners_key
    with Store(restore(copy, tmp_path / "new.duckdb", identity=identity)) as restored:
        assert names(restored) == ["甲"]
