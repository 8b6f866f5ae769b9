"""Originals lie under the hash of their content, complete or not at all, for the own account alone."""

import errno
import hashlib
import os
import stat
import time
from datetime import datetime
from pathlib import Path

import pytest

from cloudeye.errors import IngestError
from cloudeye.ingest.shelf import STALE_SECONDS, Shelf
from cloudeye.store import Store

CONTENT = "办件编号,事项\nA,S002\n".encode("gb18030")
HASH = hashlib.sha256(CONTENT).hexdigest()
UPLOAD = {
    "upload_id": "U1", "dataset": "complaints", "file_name": "a.csv", "file_hash": HASH, "bytes": len(CONTENT), "sender": None,
    "instructions": None, "account": "a1", "received_at": datetime(2026, 11, 21, 9), "state": "received", "batch_id": None,
}  # fmt: skip
BATCH = {
    "batch_id": "B1", "dataset": "complaints", "file_hash": HASH, "new_rows": 1, "changed_rows": 0, "unchanged_rows": 0,
    "refused_rows": 0, "flagged_rows": 0, "loaded_at": datetime(2026, 11, 21, 9), "undone_at": datetime(2026, 11, 21, 10),
}  # fmt: skip


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def put(shelf: Shelf, content: bytes = CONTENT) -> str:
    part = shelf.incoming()
    part.write_bytes(content)
    return shelf.keep(part).hash


def files(shelf: Shelf) -> list[str]:
    return sorted(str(path.relative_to(shelf.folder)) for path in shelf.folder.rglob("*") if path.is_file())


def test_a_file_is_kept_under_its_hash_and_is_ours_alone(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "district.duckdb")
    part = shelf.incoming()
    part.write_bytes(CONTENT)
    kept = shelf.keep(part)
    assert (kept.hash, kept.size) == (HASH, len(CONTENT))
    assert shelf.path(HASH) == tmp_path / "uploads" / HASH[:2] / HASH
    assert shelf.path(HASH).read_bytes() == CONTENT
    assert mode(shelf.path(HASH)) == 0o600
    assert [mode(folder) for folder in (tmp_path / "uploads", tmp_path / "uploads" / HASH[:2], part.parent)] == [0o700] * 3
    assert files(shelf) == [f"{HASH[:2]}/{HASH}"]


def test_the_same_content_lies_there_once(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "district.duckdb")
    original = tmp_path / "下旬.csv"
    original.write_bytes(CONTENT)
    assert [shelf.keep_copy(original).hash, put(shelf), put(shelf, CONTENT + b"x")][:2] == [HASH, HASH]
    assert len(files(shelf)) == 2
    assert original.read_bytes() == CONTENT


def test_what_is_still_coming_in_is_not_on_the_shelf(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "district.duckdb")
    shelf.incoming().write_bytes(CONTENT)
    assert not shelf.has(HASH)
    with pytest.raises(IngestError, match="^原文件已不在存放处（uploads 目录）。请从备份中找回这个目录"):
        shelf.path(HASH)


@pytest.mark.parametrize("name", ["", "../../etc/passwd", HASH.upper(), HASH[:-1], f"{HASH}\n"])
def test_only_a_hash_names_a_file(tmp_path: Path, name: str) -> None:
    with pytest.raises(IngestError, match="文件指纹不是 64 位十六进制数"):
        Shelf(tmp_path / "district.duckdb").path(name)


def test_a_file_that_cannot_be_read_leaves_nothing(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "district.duckdb")
    with pytest.raises(IngestError, match="文件或文件夹不存在。.*没有写入任何数据"):
        shelf.keep_copy(tmp_path / "nothing.csv")
    assert files(shelf) == []


def test_a_full_disk_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf, original = Shelf(tmp_path / "district.duckdb"), tmp_path / "a.csv"
    original.write_bytes(CONTENT)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("shutil.copyfile", full)
    with pytest.raises(IngestError, match="磁盘空间不足"):
        shelf.keep_copy(original)
    assert files(shelf) == []


def test_a_file_goes_only_when_nobody_names_it(store: Store) -> None:
    shelf = Shelf(store.path)
    put(shelf)
    with store.writing() as writer:
        writer.insert("upload", [UPLOAD])
        assert not shelf.discard(HASH, writer)
        writer.insert("import_batch", [BATCH])
        writer.cursor.execute("UPDATE upload SET state = 'discarded'")
        # A batch that was taken back still shows its original.
        assert not shelf.discard(HASH, writer)
        writer.delete("import_batch")
        assert shelf.discard(HASH, writer)
        assert not shelf.discard(HASH, writer)
    assert files(shelf) == []


def test_what_a_crash_left_is_swept_away(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "district.duckdb")
    assert shelf.sweep() == 0
    old, young = shelf.incoming(), shelf.incoming()
    for part, age in ((old, STALE_SECONDS + 60), (young, STALE_SECONDS - 60)):
        os.utime(part, (time.time() - age,) * 2)
    put(shelf)
    assert shelf.sweep() == 1
    assert files(shelf) == sorted([f"{HASH[:2]}/{HASH}", f"incoming/{young.name}"])
