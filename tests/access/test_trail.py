"""What an entry is, and that whoever writes at the same time takes turns."""

import hashlib
import hmac
import json
import os
import shutil
import stat
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from cloudeye.access.keys import key_of
from cloudeye.access.trail.book import Actor, Trail
from cloudeye.access.trail.entry import shortened
from cloudeye.access.trail.files import Ledger
from cloudeye.access.viewer import NOBODY, Viewer
from cloudeye.errors import AccessError
from cloudeye.paths import ROOT
from tests.access.trails import LI, lines_of, standing

MOMENT = datetime(2026, 11, 21, 9, 30, 5)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "district.duckdb"


@pytest.fixture
def trail(database: Path) -> Trail:
    return Trail(database, clock=standing(MOMENT))


def test_an_entry_is_canonical_json_sealed_over_its_bytes(trail: Trail, database: Path) -> None:
    trail.record(LI, "export.complaints", "诉求清单", rows=120, reason="月度会商", batch=None)
    trail.record(LI, "session.close")
    first, second = (database.parent / "district.audit" / "2026-11.jsonl").read_text(encoding="utf-8").splitlines()
    body = (
        '{"number":1,"at":"2026-11-21T09:30:05","actor":"li","role":"supervisor","address":"10.0.0.1",'
        '"action":"export.complaints","subject":"诉求清单","result":"成功","detail":{"batch":null,"reason":"月度会商","rows":120},'
        '"previous":"' + "0" * 64 + '"'
    )
    key = hmac.new(key_of(database), b"cloudeye trail", hashlib.sha256).digest()
    seal = hmac.new(key, body.encode(), hashlib.sha256).hexdigest()
    assert first == body + ',"hash":"' + seal + '"}'
    assert (json.loads(second)["number"], json.loads(second)["previous"], json.loads(second)["detail"]) == (2, seal, {})


def test_nobody_else_may_read_it(trail: Trail) -> None:
    trail.record(LI, "session.open")
    assert stat.S_IMODE(trail.folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in trail.folder.iterdir()} == {0o600}


def test_an_action_or_result_that_is_not_listed_is_a_fault_of_the_program(trail: Trail) -> None:
    with pytest.raises(ValueError, match=r"complaint\.shred"):
        trail.record(LI, "complaint.shred")
    with pytest.raises(ValueError, match="maybe"):
        trail.record(LI, "session.open", result="maybe")
    assert not trail.folder.exists()


@pytest.mark.parametrize(
    "value", ["长" * 201, "第一行\n第二行", "a\rb", "a\u2028b", "a\u202eb", "\x00", "\ud800", 1.5, ["a"]], ids=ascii
)
def test_what_may_be_the_content_of_a_complaint_stays_out(trail: Trail, value: Any) -> None:
    with pytest.raises(ValueError, match="detail 'note'"):
        trail.record(LI, "complaint.view", "C-1", note=value)
    assert not trail.folder.exists()


def test_details_are_few(trail: Trail) -> None:
    trail.record(LI, "complaint.view", **{f"d{number}": 1 for number in range(16)})  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="at most 16"):
        trail.record(LI, "complaint.view", **{f"d{number}": 1 for number in range(17)})  # type: ignore[arg-type]


def test_the_longest_details_are_kept(trail: Trail) -> None:
    trail.record(LI, "complaint.view", "C-1", note="长" * 200, wide="全角\u3000空格", is_own=True)
    assert lines_of(trail.folder)[0]["detail"] == {"note": "长" * 200, "wide": "全角\u3000空格", "is_own": True}


def test_what_comes_from_outside_is_cut_to_one_plain_line(trail: Trail) -> None:
    """Whoever knocks chooses the login and the address: that must neither break the line nor keep it from being written."""
    trail.record(Actor('a"}\n{' + "x" * 300, "anonymous", "1.2.3.4\r\n"), "session.refused", "\ud800" + "长" * 200, result="拒绝")
    (entry,) = lines_of(trail.folder)
    assert entry["actor"] == 'a"}\N{REPLACEMENT CHARACTER}{' + "x" * 194 + "…" and len(entry["actor"]) == 200
    assert entry["address"] == "1.2.3.4\N{REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER}"
    assert entry["subject"] == "\N{REPLACEMENT CHARACTER}" + "长" * 198 + "…"
    assert trail.verify().is_whole


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("甲\u3000乙", "甲\u3000乙"),
        ("长" * 200, "长" * 200),
        ("长" * 201, "长" * 199 + "…"),
        ("a\tb", "a\N{REPLACEMENT CHARACTER}b"),
    ],
)
def test_shortened(text: str, expected: str) -> None:
    assert shortened(text) == expected


def test_a_viewer_is_an_actor() -> None:
    assert Viewer(role="leader", login="zhao", name="赵", address="10.0.0.2").actor == Actor("zhao", "leader", "10.0.0.2")
    assert Viewer(role="display", name="一号大屏", display_id="d").actor == Actor("一号大屏", "display", "")
    assert NOBODY.actor == Actor("未登录", "anonymous", "")


def test_each_month_has_its_file_and_the_chain_goes_on(database: Path) -> None:
    moments = [datetime(2026, 11, 30, 23, 59, 59), datetime(2026, 12, 1), datetime(2027, 1, 1)]
    for moment in moments:
        Trail(database, clock=standing(moment)).record(LI, "session.open")
    folder = database.with_suffix(".audit")
    assert [path.name for path in sorted(folder.glob("*"))] == [".lock", "2026-11.jsonl", "2026-12.jsonl", "2027-01.jsonl"]
    assert [entry["number"] for entry in lines_of(folder)] == [1, 2, 3]
    assert Trail(database).verify().is_whole


def test_a_clock_set_back_over_the_end_of_a_month_does_not_break_the_order(database: Path) -> None:
    moments = iter([datetime(2026, 12, 1, 0, 0, 1), datetime(2026, 11, 30, 23, 59, 59), datetime(2026, 12, 1, 0, 0, 3)])
    trail = Trail(database, clock=lambda: next(moments))
    for _ in range(3):
        trail.record(LI, "session.open")
    assert [path.name for path in trail.folder.glob("*.jsonl")] == ["2026-12.jsonl"]
    assert trail.verify().is_whole


def test_threads_and_trails_of_one_process_take_turns(database: Path) -> None:
    trails = [Trail(database), Trail(database)]
    with ThreadPoolExecutor(8) as pool:
        for number in range(400):
            pool.submit(trails[number % 2].record, LI, "complaint.view", f"C-{number}")
    entries = lines_of(trails[0].folder)
    assert [entry["number"] for entry in entries] == list(range(1, 401))
    assert {entry["subject"] for entry in entries} == {f"C-{number}" for number in range(400)}
    assert trails[0].verify().is_whole


WRITER = """
import sys
from pathlib import Path
from cloudeye.access.trail.book import Actor, Trail
trail = Trail(Path(sys.argv[1]))
for number in range(150):
    trail.record(Actor(sys.argv[2]), "complaint.view", f"{sys.argv[2]}-{number}")
"""


def test_processes_take_turns(database: Path) -> None:
    """As a command does while the server runs."""
    ours = Trail(database)
    ours.record(LI, "session.open")
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, str(database), name], cwd=ROOT) for name in ("甲", "乙")]
    written = 1
    while any(writer.poll() is None for writer in writers):
        ours.record(LI, "complaint.view")
        written += 1
    assert [writer.returncode for writer in writers] == [0, 0]
    ours.record(LI, "session.close")
    entries = lines_of(ours.folder)
    assert [entry["number"] for entry in entries] == list(range(1, written + 302))
    assert [entry["subject"] for entry in entries if entry["actor"] == "甲"] == [f"甲-{number}" for number in range(150)]
    assert ours.verify().is_whole


def test_a_process_that_never_gives_up_its_turn_is_not_waited_for_for_ever(trail: Trail) -> None:
    trail.record(LI, "session.open")
    found: list[BaseException] = []

    def wait() -> None:
        try:
            with Ledger(trail.folder).turn(patience=0.05):
                pass
        except AccessError as error:
            found.append(error)

    with Ledger(trail.folder).turn():
        waiting = threading.Thread(target=wait)
        waiting.start()
        waiting.join()
    assert "另一个进程长时间占用审计日志" in str(found[0])


def test_a_folder_that_was_replaced_has_another_lock(tmp_path: Path) -> None:
    """Put back from a copy, for example: whoever held the old one open must wait for whoever came to the new one first."""
    running, command = Ledger(tmp_path / "a.audit"), Ledger(tmp_path / "a.audit")
    with running.turn():
        pass
    running.folder.rename(tmp_path / "old")
    shutil.copytree(tmp_path / "old", running.folder)
    with command.turn(), pytest.raises(AccessError, match="另一个进程"), running.turn(patience=0.05):
        pass
    with running.turn():
        pass


@pytest.mark.parametrize("is_same_tick", [False, True])
def test_a_month_begun_by_another_process_is_seen(database: Path, is_same_tick: bool) -> None:
    """The time of the folder tells, unless two changes come within one tick of the clock: what is so fresh is looked at again."""
    november, december = (Trail(database, clock=standing(moment)) for moment in (MOMENT, datetime(2026, 12, 1)))
    november.record(LI, "session.open")
    day = 24 * 3600 * 10**9
    stamp = (time.time_ns(), time.time_ns() + (day if is_same_tick else -day))
    os.utime(november.folder, ns=stamp)
    november.record(LI, "complaint.view")
    december.record(LI, "session.open")
    if is_same_tick:
        os.utime(november.folder, ns=stamp)
    november.record(LI, "session.close")
    assert november.verify().is_whole and november.verify().entries == 4


def test_what_cannot_be_recorded_is_told(database: Path) -> None:
    trail = Trail(database)
    trail.folder.write_text("in the way", encoding="ascii")
    with pytest.raises(AccessError, match=r"审计日志无法读写.*没有记录的操作一律不执行"):
        trail.record(LI, "session.open")


def test_a_folder_that_vanished_is_made_again_and_the_gap_shows(trail: Trail) -> None:
    for _ in range(3):
        trail.record(LI, "complaint.view")
    for path in trail.folder.iterdir():
        path.unlink()
    trail.folder.rmdir()
    trail.record(LI, "complaint.view")
    assert [fault.what for fault in trail.verify().faults] == ["之前缺少第 1 至 3 条，也没有归档记录"]
