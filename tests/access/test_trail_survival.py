"""Full disks, killed processes, torn lines and meddled ends: no half line stays, and the chain goes on."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cloudeye.access.keys import key_file
from cloudeye.access.trail.book import Trail
from cloudeye.errors import AccessError
from cloudeye.paths import ROOT
from tests.access.trails import LI, lines_of, write_trail

FULL = """
import resource, sys
from pathlib import Path
from cloudeye.access.trail.book import Actor, Trail
from cloudeye.errors import AccessError
trail = Trail(Path(sys.argv[1]))
for number in range(3):
    trail.record(Actor("li"), "complaint.view", f"C-{number}")
size = next(trail.folder.glob("*.jsonl")).stat().st_size
for room in (1, 100, 200):  # the system takes so many bytes of the line, and refuses the rest
    resource.setrlimit(resource.RLIMIT_FSIZE, (size + room, resource.RLIM_INFINITY))
    try:
        trail.record(Actor("li"), "complaint.view", "the drop too much")
        sys.exit("recorded on a full disk")
    except AccessError as error:
        print(error)
    if next(trail.folder.glob("*.jsonl")).stat().st_size != size:
        sys.exit("half a line is left")
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
trail.record(Actor("li"), "complaint.view", "there is room again")
"""

WRITER = """
import sys
from pathlib import Path
from cloudeye.access.trail.book import Actor, Trail
trail = Trail(Path(sys.argv[1]))
while True:
    trail.record(Actor("li"), "complaint.view", "C-1")
    print("recorded", flush=True)
"""


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "district.duckdb"


def test_a_full_disk_takes_a_whole_line_or_nothing(database: Path) -> None:
    finished = subprocess.run([sys.executable, "-c", FULL, str(database)], cwd=ROOT, capture_output=True, text=True)
    assert finished.returncode == 0, finished.stderr
    told = finished.stdout.splitlines()
    assert len(told) == 3 and all("文件超过允许的大小" in line and "没有记录的操作一律不执行" in line for line in told)
    trail = Trail(database)
    assert [entry["subject"] for entry in lines_of(trail.folder)] == ["C-0", "C-1", "C-2", "there is room again"]
    assert trail.verify().is_whole


@pytest.mark.parametrize("after", [0.02, 0.1, 0.3])
def test_a_process_killed_in_the_middle_of_many_writes(database: Path, after: float) -> None:
    """What it said was recorded is there, and whoever comes next goes on with a whole chain."""
    with subprocess.Popen([sys.executable, "-c", WRITER, str(database)], cwd=ROOT, stdout=subprocess.PIPE) as writer:
        assert writer.stdout is not None
        writer.stdout.readline()
        time.sleep(after)
        os.kill(writer.pid, signal.SIGKILL)
        said = 1 + len(writer.stdout.read().splitlines())
    trail = Trail(database)
    trail.record(LI, "session.open")
    assert trail.verify().is_whole
    assert trail.verify().entries >= said + 1


@pytest.mark.parametrize(
    "torn", [b'{"number":10,"at":"2026-', b"\0" * 100_000, b"x", '{"number":10,"actor":"半'.encode()[:-1]], ids=len
)
def test_a_torn_last_line_is_healed_and_noted(database: Path, torn: bytes) -> None:
    """As a crash of the whole machine may leave it."""
    folder = write_trail(database, 9)
    path = folder / "2026-09.jsonl"
    with path.open("ab") as file:
        file.write(torn)
    (fault,) = Trail(database).verify().faults
    assert (fault.line, fault.what) == (10, "这一行没有写完整（写入时中断）；下一次记录时会清理并留痕")
    Trail(database).record(LI, "session.open")
    assert [entry["number"] for entry in lines_of(folder)] == list(range(1, 12))
    healed = lines_of(folder)[9]
    assert (healed["actor"], healed["action"], healed["subject"]) == ("系统", "trail.heal", "2026-09.jsonl")
    assert healed["detail"] == {"bytes": len(torn)}
    assert Trail(database).verify().is_whole


def test_a_first_line_that_was_torn_leaves_a_beginning(database: Path) -> None:
    folder = write_trail(database, 1)
    path = folder / "2026-09.jsonl"
    path.write_bytes(path.read_bytes()[:-20])
    Trail(database).record(LI, "session.open")
    assert [(entry["number"], entry["action"]) for entry in lines_of(folder)] == [(1, "trail.heal"), (2, "session.open")]
    assert Trail(database).verify().is_whole


def test_a_month_whose_first_line_was_torn_goes_on_from_the_month_before(database: Path) -> None:
    folder = write_trail(database, 3)
    (folder / "2026-10.jsonl").write_bytes(b'{"number":4,')
    (folder / "2026-11.jsonl").write_bytes(b"")
    Trail(database).record(LI, "session.open")
    assert [entry["action"] for entry in lines_of(folder)][3:] == ["trail.heal", "session.open"]
    assert Trail(database).verify().is_whole


def test_a_line_torn_by_another_process_is_healed_by_a_running_one(database: Path) -> None:
    trail = Trail(database)
    trail.record(LI, "session.open")
    with next(trail.folder.glob("*.jsonl")).open("ab") as file:
        file.write(b'{"number":2')
    trail.record(LI, "session.close")
    assert [entry["action"] for entry in lines_of(trail.folder)] == ["session.open", "trail.heal", "session.close"]
    assert trail.verify().is_whole


def test_an_end_cut_off_under_a_running_process_shows_as_a_gap(database: Path) -> None:
    trail = Trail(database)
    for _ in range(5):
        trail.record(LI, "complaint.view")
    path = next(trail.folder.glob("*.jsonl"))
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:3]))
    trail.record(LI, "session.close")
    assert [fault.what for fault in trail.verify().faults] == ["之前缺少第 4 至 5 条"]


@pytest.mark.parametrize("more", [0, 2])
def test_an_end_replaced_by_another_process_shows_under_a_running_one(database: Path, more: int) -> None:
    """One entry is cut off and a command writes another in its place, and perhaps more: the server remembers the one that was."""
    trail = Trail(database)
    for _ in range(5):
        trail.record(LI, "complaint.view")
    path = next(trail.folder.glob("*.jsonl"))
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:4]))
    other = Trail(database)
    for _ in range(1 + more):
        other.record(LI, "session.open")
    assert trail.verify().is_whole
    trail.record(LI, "session.close")
    expected = "第 6 条与上一条不衔接" if not more else "第 6 条重复出现或次序颠倒"
    assert [fault.what for fault in trail.verify().faults] == [expected]


def test_a_forged_end_does_not_lead_the_chain_astray(database: Path) -> None:
    """Neither a running process nor one that starts goes on from a line that is not genuine."""
    trail = Trail(database)
    for _ in range(3):
        trail.record(LI, "complaint.view")
    path = next(trail.folder.glob("*.jsonl"))
    forged = path.read_bytes().splitlines(keepends=True)[-1].replace(b'"number":3', b'"number":9')
    for writer in (trail, Trail(database)):
        with path.open("ab") as file:
            file.write(forged)
        writer.record(LI, "session.close")
    found = trail.verify()
    assert (found.entries, found.last) == (5, 5)
    assert [(fault.line, fault.what) for fault in found.faults] == [
        (4, "内容与校验值不符，被改动过"),
        (6, "内容与校验值不符，被改动过"),
    ]


def test_another_key_is_refused_before_it_mixes_into_the_chain(database: Path) -> None:
    trail = Trail(database)
    trail.record(LI, "session.open")
    right = key_file(database).read_text(encoding="ascii")
    key_file(database).write_text("cd" * 32, encoding="ascii")
    with pytest.raises(AccessError, match="结尾与密钥不符"):
        Trail(database).record(LI, "session.open")
    key_file(database).write_text(right, encoding="ascii")
    Trail(database).record(LI, "session.close")
    assert trail.verify().entries == 2 and trail.verify().is_whole
