"""Killed or out of disk in the middle of an import: all of it is there, or nothing."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cloudeye.catalog import load_catalog
from cloudeye.paths import CATALOG, ROOT
from cloudeye.store import Store
from tests.conftest import LOADED_AT
from tests.ingest.files import count

ROWS = 60_000
IMPORT = """
import sys
from cloudeye.ingest import import_file
from cloudeye.store import Store
with Store(sys.argv[1]) as store:
    print("open", flush=True)
    import_file(store, sys.argv[2], "service_records")
    print("done", flush=True)
"""
FULL = """
import os, resource, sys
from cloudeye.errors import CloudEyeError
from cloudeye.ingest import import_file
from cloudeye.store import Store
store = Store(sys.argv[1])
os.environ["TMPDIR"] = sys.argv[3]
limit = os.path.getsize(sys.argv[1]) + 300_000
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
try:
    import_file(store, sys.argv[2], "service_records")
except CloudEyeError as error:
    print(error)
"""


@pytest.fixture(scope="module")
def upload(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of service records, all good."""
    path = tmp_path_factory.mktemp("upload") / "records.csv"
    lines = (f"R{number},S002,2026-10-08 09:00,2026-10-08 10:00,2026-10-{9 + number % 20:02} 11:00\n" for number in range(ROWS))
    path.write_text("办件编号,事项,提交时间,受理时间,办结时间\n" + "".join(lines), encoding="utf-8")
    return path


def district(path: Path) -> Path:
    with Store(path, create=True) as store:
        load_catalog(store, CATALOG, now=LOADED_AT)
    return path


def test_killed_in_the_middle(tmp_path: Path, upload: Path) -> None:
    """Killed earlier and earlier, from the moment at which a whole import is done."""
    delay = _imported(district(tmp_path / "whole.duckdb"), upload, None)
    for share in (0.95, 0.8, 0.6, 0.3):
        path = district(tmp_path / f"killed_{share}.duckdb")
        _imported(path, upload, delay * share)
        with Store(path) as store:
            written = count(store, "service_record")
            assert written in (0, ROWS)
            assert count(store, "import_batch") == (written == ROWS)
            rolled_up = store.reading().cursor.execute("SELECT coalesce(sum(records), 0) FROM service_rollup").fetchall()
            assert rolled_up == [(written,)]


def _imported(path: Path, upload: Path, kill_after: float | None) -> float:
    """Import in a process of its own, killed after so many seconds; returns how long it took."""
    command = [sys.executable, "-c", IMPORT, str(path), str(upload)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        began = time.monotonic()
        if kill_after is None:
            assert process.stdout.readline() == "done\n"
        else:
            time.sleep(kill_after)
            os.kill(process.pid, signal.SIGKILL)
        return time.monotonic() - began


def test_disk_full(tmp_path: Path, upload: Path) -> None:
    path = district(tmp_path / "full.duckdb")
    command = [sys.executable, "-c", FULL, str(path), str(upload), str(tmp_path)]
    finished = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert finished.returncode == 0, finished.stderr[-2000:]
    assert "磁盘空间不足" in finished.stdout and "没有写入任何数据" in finished.stdout, finished.stdout
    with Store(path) as store:
        assert [count(store, table) for table in ("service_record", "service_rollup", "import_batch")] == [0, 0, 0]
