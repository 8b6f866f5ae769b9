"""The folder that working on a file takes: for the own account alone, gone afterwards, and after a kill swept by the next process."""

import subprocess
import sys
from pathlib import Path

import pytest

from cloudeye.errors import IngestError
from cloudeye.ingest.workspace import sweep_workspaces, workspace

KILLED = """
import os, signal, sys
from pathlib import Path
from cloudeye.ingest.workspace import workspace
with workspace(Path(sys.argv[1])) as folder:
    (folder / "utf8.csv").write_text("copy")
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_workspace_is_private_and_gone_at_the_end(tmp_path: Path) -> None:
    with workspace(tmp_path / "cloudeye.duckdb") as folder:
        (folder / "utf8.csv").write_text("copy", encoding="utf-8")
        assert folder.is_relative_to(tmp_path / "uploads")
        assert [oct(path.stat().st_mode & 0o777) for path in (folder, folder.parent, folder.parent.parent)] == ["0o700"] * 3
    assert not folder.exists()


def test_what_a_killed_process_leaves_is_swept_and_work_under_way_is_not(tmp_path: Path) -> None:
    database = tmp_path / "cloudeye.duckdb"
    subprocess.run([sys.executable, "-c", KILLED, str(database)], check=False)
    (left,) = (tmp_path / "uploads" / "working").iterdir()
    assert (left / "utf8.csv").read_text(encoding="utf-8") == "copy"
    with workspace(database) as mine:
        assert sweep_workspaces(database) == 1
        assert mine.exists() and not left.exists()
    assert sweep_workspaces(database) == 0


def test_a_place_that_cannot_be_made_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "uploads").write_text("in the way", encoding="utf-8")
    with pytest.raises(IngestError, match=r"无法在 .*uploads 建立工作目录"), workspace(tmp_path / "cloudeye.duckdb"):
        pass
