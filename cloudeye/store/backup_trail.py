"""The trail (审计日志) copied beside the backups: every night what was added since, as a file of its own that never changes again.

A piece is called ``2026-11.jsonl.000000004096-000000008192-5f0c…``: which bytes of which file it holds, and the beginning of the
SHA-256 of the file up to its end. The bytes that were copied once are recognised by it: an altered or shortened trail is found at
the next backup, and cannot reach the copy that was made before. ``.age`` follows when the piece is enciphered.
"""

import hashlib
import io
import os
import re
from dataclasses import dataclass
from pathlib import Path

from cloudeye.errors import StoreError, reason
from cloudeye.store.backup_cipher import decipher, encipher, open_private

PIECE = re.compile(
    r"(?P<file>\d{4}-\d{2}\.jsonl)\.(?P<start>\d{12})-(?P<end>\d{12})-(?P<digest>[0-9a-f]{16})(?P<sealed>\.age)?", re.ASCII
)


def trail_folder(database: Path) -> Path:
    """Where the trail of a database is."""
    return database.with_name(f"{database.stem}.audit")


@dataclass(frozen=True)
class _Piece:
    path: Path
    file: str
    start: int
    end: int
    digest: str
    is_sealed: bool


def _pieces(folder: Path) -> dict[str, list[_Piece]]:
    """File of the trail → its pieces in order. Raises StoreError when one is missing between two others."""
    found: dict[str, list[_Piece]] = {}
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if match := PIECE.fullmatch(path.name):
            piece = _Piece(path, match["file"], int(match["start"]), int(match["end"]), match["digest"], bool(match["sealed"]))
            so_far = found.setdefault(piece.file, [])
            if piece.start != (so_far[-1].end if so_far else 0):
                raise StoreError(
                    f"备份目录 {folder} 里审计日志 {piece.file} 的分段不连续，{path.name} 之前缺少一段。请检查该目录。"
                )
            so_far.append(piece)
    return found


def copy_trail(trail: Path, folder: Path, *, recipient: str | None = None) -> list[Path]:
    """Copy what the files of ``trail`` hold beyond the pieces in ``folder``; returns the new pieces.

    Whole lines only; a file that is gone keeps its pieces (whether it may be gone, the trail's own check says). Raises StoreError
    when a file no longer begins with what was copied before (nothing of it is copied then, the other files are), or when the
    system cannot read or write.
    """
    try:
        if not trail.is_dir():
            return []
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        before = _pieces(folder)
        added, altered = [], []
        for file in sorted(trail.glob("*.jsonl")):
            known = before.get(file.name, [])
            content = file.read_bytes()
            start, end = (known[-1].end if known else 0), content.rfind(b"\n") + 1
            if known and _digest(content[:start]) != known[-1].digest:
                altered.append(file.name)
            elif end > start:
                name = f"{file.name}.{start:012}-{end:012}-{_digest(content[:end])}{'' if recipient is None else '.age'}"
                added.append(_write(folder / name, content[start:end], recipient))
    except OSError as error:
        raise StoreError(f"审计日志没有备份到 {folder}：{reason(error)}。请检查目录权限和磁盘空间。") from error
    if altered:
        raise StoreError(
            f"审计日志 {'、'.join(sorted(altered))} 与上次备份时的内容不符，可能被改动或截短。"
            f"{folder} 里原先的副本没有动；请审计管理员核验审计日志。"
        )
    return added


def restore_trail(folder: Path, trail: Path, *, identity: Path | None = None) -> int:
    """Put the trail together again in ``trail``, which must not exist; returns how many files. Raises StoreError.

    For a machine that was lost: where there still is a trail, that one goes on and nothing is put over it.
    """
    part = trail.with_name(trail.name + ".part")
    try:
        _remove(part)  # of a restore that was killed
        part.mkdir(mode=0o700, parents=True)
        files = _pieces(folder)
        for name, pieces in files.items():
            with open_private(part / name) as writing:
                for piece in pieces:
                    if piece.is_sealed:
                        decipher(piece.path, writing, identity)
                    else:
                        writing.write(piece.path.read_bytes())
                writing.flush()
                os.fsync(writing.fileno())
            if _digest((part / name).read_bytes()) != pieces[-1].digest:
                raise StoreError(f"备份目录 {folder} 里的审计日志 {name} 不完整或被改动过，没有恢复审计日志。")
        part.rename(trail)
    except OSError as error:
        raise StoreError(f"审计日志没有恢复到 {trail}：{reason(error)}。请检查目录权限和磁盘空间。") from error
    finally:
        _remove(part)
    return len(files)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]


def _write(path: Path, content: bytes, recipient: str | None) -> Path:
    """A finished piece under its name, on disk before it is seen."""
    part = path.with_name(path.name + ".part")
    part.unlink(missing_ok=True)
    try:
        with open_private(part) as file:
            if recipient is None:
                file.write(content)
            else:
                encipher(io.BytesIO(content), file, recipient)
            file.flush()
            os.fsync(file.fileno())
        part.rename(path)
    finally:
        part.unlink(missing_ok=True)
    return path


def _remove(folder: Path) -> None:
    if folder.is_dir():
        for path in folder.iterdir():
            path.unlink()
        folder.rmdir()
