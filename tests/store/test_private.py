"""What the application writes can be read by its own account alone."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from cloudeye.paths import CATALOG, ROOT
from cloudeye.store import Store
from cloudeye.store.private import keep_private
from tests.store.districts import holding
from tests.store.sealing import mode


@pytest.fixture(autouse=True)
def open_umask() -> Iterator[None]:
    """The usual umask of a login shell, and back."""
    before = os.umask(0o022)
    yield
    os.umask(before)


def open_to_others(folder: Path) -> list[str]:
    """What somebody else could read."""
    return [path.name for path in folder.rglob("*") if path.stat().st_mode & 0o077]


def test_an_older_database_is_closed_to_others(tmp_path: Path) -> None:
    with holding(tmp_path / "a.duckdb", "甲"):
        log = tmp_path / "a.duckdb.wal"
        assert [mode(path) for path in (tmp_path / "a.duckdb", log)] == ["0o644", "0o644"]
        keep_private(tmp_path / "a.duckdb", tmp_path / "none.duckdb")
        assert [mode(path) for path in (tmp_path / "a.duckdb", log)] == ["0o600", "0o600"]
    assert open_to_others(tmp_path) == []


def test_what_is_made_afterwards_is_closed_to_others(tmp_path: Path) -> None:
    keep_private()
    with Store(tmp_path / "new" / "a.duckdb", create=True):
        pass
    assert {path.name: mode(path) for path in tmp_path.rglob("*")} == {"new": "0o700", "a.duckdb": "0o600"}


def test_every_command_begins_with_it(tmp_path: Path) -> None:
    database, copy = tmp_path / "place" / "a.duckdb", tmp_path / "copies" / "one.duckdb"
    for words in (["init", "--catalog", CATALOG], ["backup", copy]):
        command = [sys.executable, "-m", "cloudeye", *map(str, words), "--database", str(database)]
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=60)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copies", "place"]
    assert open_to_others(tmp_path) == []
