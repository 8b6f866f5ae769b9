"""The trail is copied piece by piece, never over what was copied before, and comes back whole or not at all."""

from pathlib import Path

import pytest

from cloudeye.errors import StoreError
from cloudeye.store.backup_trail import copy_trail, restore_trail
from tests.store.sealing import mode, pair


@pytest.fixture
def trail(tmp_path: Path) -> Path:
    folder = tmp_path / "district.audit"
    folder.mkdir()
    return folder


@pytest.fixture
def copies(tmp_path: Path) -> Path:
    return tmp_path / "backups" / "district.audit"


def add(trail: Path, text: str, month: str = "2026-11") -> None:
    with (trail / f"{month}.jsonl").open("a", encoding="utf-8") as file:
        file.write(text)


def texts(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.iterdir())}


def test_each_copy_adds_what_is_new(trail: Path, copies: Path) -> None:
    add(trail, "甲\n")
    add(trail, "十月\n", "2026-10")
    assert [path.name.rpartition("-")[0] for path in copy_trail(trail, copies)] == [
        "2026-10.jsonl.000000000000-000000000007",
        "2026-11.jsonl.000000000000-000000000004",
    ]
    assert copy_trail(trail, copies) == []
    add(trail, "乙\n")
    (added,) = copy_trail(trail, copies)
    assert added.name.startswith("2026-11.jsonl.000000000004-000000000008-")
    assert sorted(texts(copies).values()) == ["乙\n", "十月\n", "甲\n"]


def test_no_trail_no_copy(tmp_path: Path, copies: Path) -> None:
    assert copy_trail(tmp_path / "district.audit", copies) == []
    assert not copies.exists()


def test_a_line_that_is_being_written_waits(trail: Path, copies: Path) -> None:
    add(trail, "甲\n乙 is not yet who")
    copy_trail(trail, copies)
    add(trail, "le\n")
    copy_trail(trail, copies)
    assert list(texts(copies).values()) == ["甲\n", "乙 is not yet whole\n"]


def test_only_the_trails_own_files_are_copied(trail: Path, copies: Path) -> None:
    add(trail, "甲\n")
    for name in (".lock", "notes.txt", "2026-11.jsonl.part", "district.duckdb.key"):
        (trail / name).write_text("something else\n")
    assert len(copy_trail(trail, copies)) == 1


@pytest.mark.parametrize("now", ["甲\n己\n丙\n", "甲\n", "", "甲\n乙丙\n"], ids=["altered", "shortened", "emptied", "joined"])
def test_what_was_copied_once_is_found_again_when_it_was_altered(trail: Path, copies: Path, now: str) -> None:
    add(trail, "甲\n乙\n")
    copy_trail(trail, copies)
    before = texts(copies)
    (trail / "2026-11.jsonl").write_text(now, encoding="utf-8")
    add(trail, "十二月\n", "2026-12")
    with pytest.raises(StoreError, match=r"审计日志 2026-11\.jsonl 与上次备份时的内容不符，可能被改动或截短"):
        copy_trail(trail, copies)
    after = texts(copies)
    assert after.items() >= before.items() and [*after.values()][len(before) :] == ["十二月\n"]


def test_a_month_that_was_archived_keeps_its_copy(trail: Path, copies: Path) -> None:
    add(trail, "五月\n", "2026-05")
    copy_trail(trail, copies)
    (trail / "2026-05.jsonl").unlink()
    assert copy_trail(trail, copies) == []
    assert list(texts(copies).values()) == ["五月\n"]


@pytest.mark.parametrize("sealed", [False, True], ids=["plain", "enciphered"])
def test_it_comes_back_whole(trail: Path, copies: Path, tmp_path: Path, sealed: bool) -> None:
    recipient, identity = pair(tmp_path)
    for text in ("甲\n", "乙\n丙\n", "丁\n"):
        add(trail, text)
        add(trail, text * 2, "2026-10")
        copy_trail(trail, copies, recipient=recipient if sealed else None)
    assert sealed is not any("甲" in path.read_bytes().decode("utf-8", "replace") for path in copies.iterdir())
    back = tmp_path / "back" / "district.audit"
    assert restore_trail(copies, back, identity=identity if sealed else None) == 2
    assert texts(back) == texts(trail)
    assert [mode(path) for path in (back, *back.iterdir())] == ["0o700", "0o600", "0o600"]
    assert [path.name for path in back.parent.iterdir()] == [back.name]


def test_enciphering_may_begin_later(trail: Path, copies: Path, tmp_path: Path) -> None:
    recipient, identity = pair(tmp_path)
    add(trail, "甲\n")
    copy_trail(trail, copies)
    add(trail, "乙\n")
    copy_trail(trail, copies, recipient=recipient)
    restore_trail(copies, tmp_path / "back", identity=identity)
    assert texts(tmp_path / "back") == texts(trail)


@pytest.mark.parametrize("spoil", ["missing", "altered"])
def test_a_copy_with_a_fault_does_not_come_back(trail: Path, copies: Path, tmp_path: Path, spoil: str) -> None:
    for text in ("甲\n", "乙\n", "丙\n"):
        add(trail, text)
        copy_trail(trail, copies)
    middle = sorted(copies.iterdir())[1]
    if spoil == "missing":
        middle.unlink()
    else:
        middle.write_text("己\n", encoding="utf-8")
    with pytest.raises(StoreError, match="不连续" if spoil == "missing" else "不完整或被改动过"):
        restore_trail(copies, tmp_path / "back")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["backups", "district.audit"]
