"""The running application looks into its inbox, from its start to its end."""

import os
import threading
from pathlib import Path

import pytest

from cloudeye.ingest import inbox
from cloudeye.store import Store
from cloudeye.web import district
from tests.ingest.files import csv_file


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("START_SECONDS", "LOOK_SECONDS", "STABLE_SECONDS"):
        monkeypatch.setattr(inbox, name, 0.01)


def arrived(folder: Path) -> str:
    """What the report says of the file that the application has put away."""
    while not (found := list((folder / "已入库").rglob("*.结果.txt"))):
        os.sched_yield()
    return found[0].read_text(encoding="utf-8-sig")


def test_a_file_in_the_inbox_of_a_real_district(served_empty: Store) -> None:
    folder = served_empty.path.parent / "inbox"
    while not (folder / "说明.txt").exists():
        os.sched_yield()
    csv_file(folder / "complaints", ["诉求编号", "诉求类型", "提交时间"], ["T-1", "投诉", "2026-02-01"])
    assert "新增 1 行" in arrived(folder)
    entries = district.access().trail.entries().entries
    assert ("收件箱", "import.load", "成功") in [(entry["actor"], entry["action"], entry["result"]) for entry in entries]
    district.close_district()
    assert "inbox" not in [thread.name for thread in threading.enumerate()]
