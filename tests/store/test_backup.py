"""A backup is whole although people go on working; a restore replaces the file in one step or not at all."""

import subprocess
import sys
import threading
from pathlib import Path

import duckdb
import pytest

from cloudeye.errors import StoreError
from cloudeye.paths import ROOT
from cloudeye.store import Store, backup, restore
from cloudeye.store.faults import DatabaseHeld
from tests.store.districts import count, holding, names, write, write_many


def test_backup_holds_everything_committed_so_far(store: Store, tmp_path: Path) -> None:
    write(store, "甲")
    target = backup(store, tmp_path / "backups" / "one.duckdb")
    write(store, "乙")
    with Store(target) as copy:
        assert names(copy) == ["甲"]
        assert copy.data_version == 1
    assert sorted(path.name for path in target.parent.iterdir()) == ["one.duckdb"]
    assert names(store) == ["乙", "甲"]


def test_backup_replaces_an_older_one(store: Store, tmp_path: Path) -> None:
    target = backup(store, tmp_path / "backup.duckdb")
    write(store, "甲")
    backup(store, target)
    with Store(target) as copy:
        assert names(copy) == ["甲"]


def test_backup_onto_the_database_itself_is_refused(store: Store) -> None:
    write(store, "甲")
    with pytest.raises(StoreError, match="不能写到正在使用的数据库"):
        backup(store, store.path.parent / "." / store.path.name)
    write(store, "乙")
    store.close()
    with Store(store.path) as again:
        assert names(again) == ["乙", "甲"]


def test_backup_while_a_reader_is_in_the_middle_of_a_result(store: Store, tmp_path: Path) -> None:
    with store.writing() as writer:
        write_many(writer, 50_000)
    reader = store.reading()
    reader.cursor.execute("BEGIN")
    reader.cursor.execute("SELECT name FROM district")
    reader.cursor.fetchmany(10)
    with store.writing() as writer:
        writer.cursor.execute("DELETE FROM district WHERE name < '8'")
    left = count(store)
    with Store(backup(store, tmp_path / "backup.duckdb")) as copy:
        assert count(copy) == left
    assert len(reader.cursor.fetchall()) == 49_990


def test_backup_while_writers_are_at_work_is_a_moment_between_two_commits(store: Store, tmp_path: Path) -> None:
    stop = threading.Event()

    def work() -> None:
        while not stop.is_set():
            with store.writing() as writer:
                write_many(writer, 100, seed=store.data_version)

    worker = threading.Thread(target=work)
    worker.start()
    try:
        copies = [backup(store, tmp_path / f"{number}.duckdb") for number in range(3)]
    finally:
        stop.set()
        worker.join(timeout=60)
    for path in copies:
        with Store(path) as copy:
            assert count(copy) == 100 * copy.data_version


def test_backup_does_not_let_go_of_the_database(store: Store, tmp_path: Path) -> None:
    """Closing any descriptor of a file gives up every lock that the process has on it: a second process could write to it too."""
    write(store, "甲")
    for number in range(2):
        backup(store, tmp_path / f"{number}.duckdb")
    command = [sys.executable, "-m", "cloudeye", "verify", "--database", str(store.path)]
    other = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert (other.returncode, "正被另一个进程使用" in other.stderr) == (1, True)


def test_backup_that_cannot_be_written(store: Store, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match="备份失败.*原数据库未受影响"):
        backup(store, tmp_path / "file" / "backup.duckdb")
    write(store, "甲")


def test_restore_brings_back_what_was_saved(store: Store, tmp_path: Path) -> None:
    write(store, "甲")
    source = backup(store, tmp_path / "backup.duckdb")
    write(store, "乙")
    store.close()
    restore(source, store.path)
    with Store(store.path) as again:
        assert names(again) == ["甲"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["backup.duckdb", store.path.name]


def test_restore_to_a_place_where_nothing_is(store: Store, tmp_path: Path) -> None:
    write(store, "甲")
    target = restore(backup(store, tmp_path / "backup.duckdb"), tmp_path / "new" / "cloudeye.duckdb")
    with Store(target) as restored:
        assert names(restored) == ["甲"]


@pytest.mark.parametrize("content", [b"", b"garbage" * 5_000], ids=["empty", "garbage"])
def test_restore_over_a_corrupt_database(store: Store, tmp_path: Path, content: bytes) -> None:
    write(store, "甲")
    source = backup(store, tmp_path / "backup.duckdb")
    target = tmp_path / "broken.duckdb"
    target.write_bytes(content)
    target.with_name("broken.duckdb.wal").write_bytes(b"a log that belongs to the broken file")
    restore(source, target)
    with Store(target) as restored:
        assert names(restored) == ["甲"]


def test_restore_while_the_database_is_open_is_refused(store: Store, tmp_path: Path) -> None:
    source = backup(store, tmp_path / "backup.duckdb")
    write(store, "甲")
    with pytest.raises(DatabaseHeld, match="请先停止该服务"):
        restore(source, store.path)
    assert names(store) == ["甲"]


def test_restore_from_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"找不到备份文件 .*none\.duckdb"):
        restore(tmp_path / "none.duckdb", tmp_path / "cloudeye.duckdb")


def test_restore_from_an_unreadable_file_blames_that_file(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"无法读取备份文件 .*folder：这是一个文件夹。.*原数据库未受影响"):
        (tmp_path / "folder").mkdir()
        restore(tmp_path / "folder", tmp_path / "cloudeye.duckdb")
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]


def test_restore_from_the_database_itself_is_refused(tmp_path: Path) -> None:
    with holding(tmp_path / "a.duckdb", "甲"):
        pass
    with pytest.raises(StoreError, match="同一个文件"):
        restore(tmp_path / "a.duckdb", tmp_path / "a.duckdb")


def test_restore_from_a_corrupt_backup_changes_nothing(tmp_path: Path) -> None:
    target, source = tmp_path / "cloudeye.duckdb", tmp_path / "backup.duckdb"
    with holding(target, "甲"):
        pass
    source.write_bytes(b"garbage")
    with pytest.raises(StoreError, match=r"备份文件 .*backup\.duckdb 已损坏.*原数据库未受影响"):
        restore(source, target)
    with Store(target) as store:
        assert names(store) == ["甲"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["backup.duckdb", "cloudeye.duckdb"]


def test_restore_from_another_programs_file_changes_nothing(tmp_path: Path) -> None:
    target, source = tmp_path / "cloudeye.duckdb", tmp_path / "other.duckdb"
    with holding(target, "甲"):
        pass
    with duckdb.connect(str(source)) as other:
        other.execute("CREATE TABLE something (a INTEGER)")
    with pytest.raises(StoreError, match="不是云眼的备份"):
        restore(source, target)
    with Store(target) as store:
        assert names(store) == ["甲"]


def damaged(path: Path, source: Path) -> Path:
    """A copy of a database file that opens, with one block of its tables overwritten."""
    content = bytearray(source.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 300_000] = b"\xff" * 300_000
    path.write_bytes(content)
    return path


@pytest.fixture
def big(tmp_path: Path) -> Path:
    """A database of several hundred blocks."""
    path = tmp_path / "big.duckdb"
    with Store(path, create=True) as opened, opened.writing() as writer:
        rows = (
            {"name": f"测试{n}-{hash((n, 'x'))}", "is_demo": False, "seed": hash((n, "seed")), "as_of": None}
            for n in range(300_000)
        )
        writer.insert("district", rows)
    return path


def test_a_damaged_backup_never_replaces_a_good_database(big: Path, tmp_path: Path) -> None:
    good = tmp_path / "good.duckdb"
    with Store(good, create=True) as opened:
        write(opened, "甲")
    with pytest.raises(StoreError, match="已损坏"):
        restore(damaged(tmp_path / "damaged.duckdb", big), good)
    with Store(good) as opened:
        assert names(opened) == ["甲"]


def test_a_damaged_database_says_so_instead_of_being_backed_up(big: Path, tmp_path: Path) -> None:
    with Store(damaged(tmp_path / "damaged.duckdb", big)) as opened:
        with pytest.raises(StoreError, match="已损坏，部分数据读不出来"):
            opened.rows("table_fingerprint", table="district")
        with pytest.raises(StoreError, match="已损坏"):
            backup(opened, tmp_path / "copy.duckdb")
    assert not (tmp_path / "copy.duckdb").exists()
