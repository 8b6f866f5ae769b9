"""What a person is told when the file cannot be opened; nothing is changed or half-written then."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest

from cloudeye.errors import StoreError
from cloudeye.paths import ROOT
from cloudeye.store import Store
from cloudeye.store.faults import DatabaseHeld
from tests.store.districts import holding, names, write


@contextmanager
def held_by_another_process(path: Path) -> Iterator[None]:
    """A second process that has the database open inside."""
    script = (
        "import sys; from cloudeye.store import Store; store = Store(sys.argv[1]); print('open', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, str(path)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None and process.stdin is not None
        assert process.stdout.readline() == "open\n"
        yield
        process.stdin.close()


def test_missing(tmp_path: Path) -> None:
    path = tmp_path / "nowhere.duckdb"
    with pytest.raises(StoreError, match=r"找不到数据库文件 .*nowhere\.duckdb.*python -m cloudeye demo"):
        Store(path)
    assert list(tmp_path.iterdir()) == []


def test_create_makes_the_folder_too(tmp_path: Path) -> None:
    Store(tmp_path / "new" / "cloudeye.duckdb", create=True).close()
    assert (tmp_path / "new" / "cloudeye.duckdb").exists()


def test_a_quote_in_the_path(tmp_path: Path) -> None:
    with holding(tmp_path / "it's 营商.duckdb", "甲") as store:
        assert names(store) == ["甲"]


@pytest.mark.parametrize("content", [b"", b"not a database", b"\x00" * 20_000], ids=["empty", "text", "zeros"])
def test_corrupt(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "cloudeye.duckdb"
    path.write_bytes(content)
    with pytest.raises(StoreError, match="已损坏或不是云眼的数据库.*restore"):
        Store(path)
    assert path.read_bytes() == content


def test_cut_short(tmp_path: Path) -> None:
    path = tmp_path / "cloudeye.duckdb"
    with holding(path, "甲"):
        pass
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(StoreError, match="已损坏"):
        Store(path)


def test_a_damaged_block_is_not_taken_for_a_lock(tmp_path: Path) -> None:
    """DuckDB's message about a damaged block contains the letters of "lock"."""
    path = tmp_path / "cloudeye.duckdb"
    with holding(path, "甲"):
        pass
    content = bytearray(path.read_bytes())
    for at in range(12_288, len(content), 512):
        content[at] ^= 0xFF
    path.write_bytes(content)
    with pytest.raises(StoreError, match="已损坏"):
        Store(path)


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.duckdb"
    with duckdb.connect(str(path)) as other:
        other.execute("CREATE TABLE something (a INTEGER)")
    before = path.read_bytes()
    with pytest.raises(StoreError, match="不是云眼的数据库，未做任何改动"):
        Store(path)
    assert path.read_bytes() == before


def test_held_by_another_process(tmp_path: Path) -> None:
    path = tmp_path / "cloudeye.duckdb"
    with holding(path, "甲"):
        pass
    with held_by_another_process(path), pytest.raises(DatabaseHeld, match="正被另一个进程使用.*请先停止该服务"):
        Store(path)
    with Store(path) as store:
        assert names(store) == ["甲"]


def test_opened_twice_in_one_process(store: Store) -> None:
    with pytest.raises(DatabaseHeld, match="正被另一个进程使用"):
        Store(store.path)
    write(store, "甲")
    assert names(store) == ["甲"]


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match="请检查目录"):
        Store(tmp_path / "file" / "cloudeye.duckdb", create=True)


def test_a_folder_in_place_of_the_file(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="无法打开数据库"):
        Store(tmp_path)


def test_nothing_is_fetched_and_spilling_stays_beside_the_file(store: Store) -> None:
    found = store.reading().cursor.execute(
        "SELECT current_setting('autoinstall_known_extensions'), current_setting('temp_directory')"
    )
    assert found.fetchall() == [(False, f"{store.path}.tmp")]
