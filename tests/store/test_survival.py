"""Killed or out of disk space in the middle of a transaction: what was committed is there, the rest is not."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from cloudeye.paths import ROOT
from cloudeye.store import Store
from tests.store.districts import count, holding, names

KILLED = """
import sys
from cloudeye.store import Store
from tests.store.districts import write, write_many
store = Store(sys.argv[1])
write(store, "committed")
with store.writing() as writer:
    write_many(writer, int(sys.argv[2]))
    print("inside", flush=True)
    sys.stdin.read()
"""

# The limit on file size makes the operating system refuse the write, as a full disk does.
FULL = """
import resource, sys, threading
from cloudeye.errors import StoreError
from cloudeye.store import Store, backup
from pathlib import Path
from tests.store.districts import count, write_many
path, rows, limit = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
store = Store(path)
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
committed = 0
try:
    while committed < 200:
        with store.writing() as writer:
            write_many(writer, rows)
        committed += 1
except StoreError as error:
    assert "磁盘空间不足" in str(error) and "没有写入任何数据" in str(error), error
else:
    raise SystemExit("the disk never became full")
assert count(store) == committed * rows, (count(store), committed)
assert store.data_version == committed
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
with store.writing() as writer:
    write_many(writer, 1)
assert count(store) == committed * rows + 1
store.close()
print(committed * rows + 1)
"""

FULL_BACKUP = """
import resource, sys
from cloudeye.errors import StoreError
from cloudeye.store import Store, backup
from pathlib import Path
store, target = Store(sys.argv[1]), Path(sys.argv[2])
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, resource.RLIM_INFINITY))
try:
    backup(store, target)
except StoreError as error:
    assert "备份失败" in str(error), error
    print("refused")
"""


def run(script: str, *arguments: object) -> str:
    """Run a script in a process of its own; returns what it printed last."""
    command = [sys.executable, "-c", script, *map(str, arguments)]
    finished = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert finished.returncode == 0, finished.stderr[-2000:]
    return finished.stdout.strip()


@pytest.mark.parametrize("rows", [10, 300_000], ids=["in memory", "partly on disk"])
def test_killed_in_a_transaction(tmp_path: Path, rows: int) -> None:
    path = tmp_path / "cloudeye.duckdb"
    with holding(path):
        pass
    command = [sys.executable, "-c", KILLED, str(path), str(rows)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "inside\n"
        os.kill(process.pid, signal.SIGKILL)
    with Store(path) as store:
        assert names(store) == ["committed"]
        assert store.data_version == 1


@pytest.mark.parametrize(
    ("rows", "limit"),
    [(200_000, 5_000_000), (2_000, 1_500_000), (30_000, 18_000_000)],
    ids=["while inserting", "while committing", "while checkpointing"],
)
def test_disk_full(tmp_path: Path, rows: int, limit: int) -> None:
    """Readers go on, the next writer succeeds once there is space, and nothing is left of the failed transaction."""
    path = tmp_path / "cloudeye.duckdb"
    with holding(path):
        pass
    expected = int(run(FULL, path, rows, limit))
    with Store(path) as store:
        assert count(store) == expected


def test_disk_full_during_a_backup(tmp_path: Path) -> None:
    path, target = tmp_path / "cloudeye.duckdb", tmp_path / "backup.duckdb"
    with holding(path, "甲"):
        pass
    assert run(FULL_BACKUP, path, target) == "refused"
    assert [found.name for found in tmp_path.iterdir() if found.name.startswith(target.name)] == []
