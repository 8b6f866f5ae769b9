"""Any change to what was recorded is found, and found where it is."""

import random
import shutil
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from cloudeye.access.keys import key_file
from cloudeye.access.trail.book import Trail
from cloudeye.access.trail.check import Fault, Verdict
from cloudeye.errors import AccessError
from tests.access.trails import LI, write_trail

MANY = 100_000
CHANGED = "内容与校验值不符，被改动过"


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "district.duckdb"


@pytest.fixture
def folder(database: Path) -> Path:
    """Nine entries in three months: 1–3 in September, 4–6 in October, 7–9 in November."""
    return write_trail(database, 9, apart=timedelta(days=10, hours=8))


def change(path: Path, turn: Callable[[list[bytes]], list[bytes]]) -> None:
    path.write_bytes(b"".join(turn(path.read_bytes().splitlines(keepends=True))))


def faults(database: Path) -> list[tuple[str, int, str]]:
    return [(fault.file, fault.line, fault.what) for fault in Trail(database).verify().faults]


def test_a_whole_trail(database: Path, folder: Path) -> None:
    assert [len(path.read_bytes().splitlines()) for path in sorted(folder.iterdir())] == [3, 3, 3]
    assert Trail(database).verify() == Verdict(entries=9, archived=0, last=9, anchors=None, faults=())


def test_no_trail_at_all(database: Path) -> None:
    assert Trail(database).verify() == Verdict(0, 0, 0, None, ())
    assert not database.with_suffix(".audit").exists(), "looking leaves nothing behind"


def test_a_line_is_missing(database: Path, folder: Path) -> None:
    change(folder / "2026-10.jsonl", lambda lines: [lines[0], lines[2]])
    assert faults(database) == [("2026-10.jsonl", 2, "之前缺少第 5 至 5 条")]


def test_lines_changed_places(database: Path, folder: Path) -> None:
    change(folder / "2026-10.jsonl", lambda lines: [lines[1], lines[0], lines[2]])
    assert faults(database) == [
        ("2026-10.jsonl", 1, "之前缺少第 4 至 4 条"),
        ("2026-10.jsonl", 2, "第 4 条重复出现或次序颠倒"),
    ]


def test_a_line_appears_twice(database: Path, folder: Path) -> None:
    change(folder / "2026-10.jsonl", lambda lines: [*lines, lines[1]])
    assert faults(database) == [("2026-10.jsonl", 4, "第 5 条重复出现或次序颠倒")]


def test_a_file_is_missing(database: Path, folder: Path) -> None:
    (folder / "2026-10.jsonl").unlink()
    assert faults(database) == [("2026-11.jsonl", 1, "之前缺少第 4 至 6 条")]


def test_the_first_file_is_missing(database: Path, folder: Path) -> None:
    (folder / "2026-09.jsonl").unlink()
    assert faults(database) == [("2026-10.jsonl", 1, "之前缺少第 1 至 3 条，也没有归档记录")]


def test_files_changed_places(database: Path, folder: Path) -> None:
    (folder / "2026-09.jsonl").rename(folder / "2026-12.jsonl")
    assert ("2026-10.jsonl", 1, "之前缺少第 1 至 3 条，也没有归档记录") in faults(database)
    assert [line for file, line, _ in faults(database) if file == "2026-12.jsonl"] == [1, 2, 3]


def test_something_was_put_between(database: Path, folder: Path) -> None:
    forged = (folder / "2026-10.jsonl").read_bytes().splitlines(keepends=True)[0].replace(b'"C-4"', b'"C-9"')
    change(folder / "2026-10.jsonl", lambda lines: [lines[0], forged, *lines[1:]])
    assert faults(database) == [("2026-10.jsonl", 2, CHANGED)]
    endless = b'{"number":' + b"9" * 5000 + forged[forged.index(b",") :]
    change(folder / "2026-10.jsonl", lambda lines: [lines[0], endless, *lines[2:]])
    assert faults(database) == [("2026-10.jsonl", 2, CHANGED)]
    change(folder / "2026-10.jsonl", lambda lines: [lines[0], b"\n", *lines[2:]])
    assert faults(database) == [("2026-10.jsonl", 2, CHANGED)]


def test_a_line_of_another_trail_is_not_taken_for_ours(database: Path, folder: Path, tmp_path: Path) -> None:
    """Genuine in itself, under the same key, but not the successor of the line before it."""
    (tmp_path / "other").mkdir()
    shutil.copyfile(key_file(database), tmp_path / "other" / "district.duckdb.key")
    (tmp_path / "other" / "district.duckdb.key").chmod(0o600)
    other = write_trail(tmp_path / "other" / "district.duckdb", 9, apart=timedelta(days=10, hours=8, minutes=1))
    shutil.copyfile(other / "2026-10.jsonl", folder / "2026-10.jsonl")
    assert faults(database) == [
        ("2026-10.jsonl", 1, "第 4 条与上一条不衔接"),
        ("2026-11.jsonl", 1, "第 7 条与上一条不衔接"),
    ]


def test_another_key(database: Path, folder: Path) -> None:
    key_file(database).write_text("ab" * 32, encoding="ascii")
    told = "没有一条与密钥相符：密钥不是记录时的那一个，或者全部内容被改动过"
    assert Trail(database).verify() == Verdict(0, 0, 0, None, (Fault("district.audit", 0, told),))
    with pytest.raises(AccessError, match="结尾与密钥不符"):
        Trail(database).record(LI, "session.open")


def test_a_change_in_the_first_and_in_the_last_line(database: Path, folder: Path) -> None:
    change(folder / "2026-09.jsonl", lambda lines: [lines[0].replace(b"li", b"ki"), *lines[1:]])
    change(folder / "2026-11.jsonl", lambda lines: [*lines[:2], lines[2].replace(b"C-9", b"C-8")])
    assert faults(database) == [("2026-09.jsonl", 1, CHANGED), ("2026-11.jsonl", 3, CHANGED)]


def test_a_thousand_faults_are_enough(database: Path) -> None:
    folder = write_trail(database, 1500)
    change(folder / "2026-09.jsonl", lambda lines: [lines[0], *(line.replace(b"li", b"ki") for line in lines[1:])])
    found = Trail(database).verify().faults
    assert len(found) == 1001
    assert found[-1] == Fault("2026-09.jsonl", 0, "另有 499 处，此处不再列出")


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A hundred thousand entries over three months."""
    database = tmp_path_factory.mktemp("large") / "district.duckdb"
    write_trail(database, MANY)
    return database


def other_byte(dice: random.Random, byte: int) -> int:
    return dice.choice([each for each in range(256) if each != byte])


def test_any_changed_byte_among_a_hundred_thousand_entries_is_found(large: Path) -> None:
    """One at a time: the file and line that hold it, and at most the next line too, when the line break itself is hit."""
    trail, dice = Trail(large), random.Random(20261121)
    start = time.perf_counter()
    assert trail.verify().entries == MANY
    assert time.perf_counter() - start < 10, "fast enough to be asked for at any time; measured in benchmarks/trail.py"
    for _ in range(8):
        path = dice.choice(sorted(trail.folder.glob("*.jsonl")))
        content = bytearray(path.read_bytes())
        position = dice.randrange(len(content))
        line, before = content.count(b"\n", 0, position) + 1, content[position]
        content[position] = other_byte(dice, before)
        path.write_bytes(content)
        found = trail.verify()
        assert found.faults and found.entries >= MANY - 2, f"byte {position} of {path.name}"
        assert {fault.file for fault in found.faults} == {path.name}
        assert found.faults[0].line == line and len(found.faults) <= (1 if before != 10 else 2)
        content[position] = before
        path.write_bytes(content)
    assert trail.verify().is_whole


def test_a_thousand_changed_bytes_are_all_found_where_they_are(large: Path, tmp_path: Path) -> None:
    """In as many lines, all bytes but the line breaks alike: text, punctuation, number, both hashes."""
    database, dice = tmp_path / "district.duckdb", random.Random(7)
    shutil.copy2(key_file(large), key_file(database))
    shutil.copytree(large.with_suffix(".audit"), database.with_suffix(".audit"))
    path = database.with_suffix(".audit") / "2026-10.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    hit = sorted(dice.sample(range(1, len(lines), 2), 1000))  # never two in a row
    for number in hit:
        content = bytearray(lines[number])
        position = dice.randrange(len(content) - 1)
        content[position] = dice.choice([byte for byte in range(256) if byte not in {content[position], 10}])
        lines[number] = bytes(content)
    path.write_bytes(b"".join(lines))
    assert [fault.line for fault in Trail(database).verify().faults] == [number + 1 for number in hit]


def test_every_byte_of_a_line_counts(database: Path) -> None:
    path = write_trail(database, 3) / "2026-09.jsonl"
    trail, content = Trail(database), path.read_bytes()
    first, second = (len(line) for line in content.splitlines(keepends=True)[:2])
    for position in range(first, first + second):
        for changed in {content[position] ^ 1, content[position] ^ 32, 0}:
            path.write_bytes(content[:position] + bytes([changed]) + content[position + 1 :])
            found = trail.verify().faults
            assert found and found[0].line == 2, position
