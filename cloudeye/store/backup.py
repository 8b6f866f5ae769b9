"""A whole copy of the database file, taken and put back atomically."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from cloudeye.clock import now
from cloudeye.errors import StoreError, reason
from cloudeye.store.backup_cipher import check_recipient, decipher, encipher, is_enciphered, open_private
from cloudeye.store.database import Rows, Store, write_ahead_log
from cloudeye.store.faults import DatabaseHeld

COPIED_AT_ONCE = 1 << 26


def backup(store: Store, target: Path, *, recipient: str | None = None) -> Path:
    """Copy the database to ``target`` while it stays in use; readers go on, writers wait for the copy.

    The copy is opened and read through, then enciphered if there is a ``recipient`` (an age public key), and appears under its
    name only when it is complete; nobody but its owner may read it at any moment. Raises StoreError when it cannot be written or
    when ``target`` is the database itself.
    """
    if recipient is not None:
        check_recipient(recipient)
    if target.exists() and target.samefile(store.path):
        raise StoreError(f"备份不能写到正在使用的数据库 {target} 上。请换一个文件名。")
    try:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with _part_of(target) as part:
            with store.paused():
                _copy(store.original(), part)
                _copy_log(store.path, part)
            _check(part)  # also replays the log into the copy
            if recipient is None:
                _put(part, target)
            else:
                with _part_of(target, "age.part") as sealed:
                    with part.open("rb") as plain, open_private(sealed) as file:
                        encipher(plain, file, recipient)
                    _put(sealed, target)
    except OSError as error:
        raise StoreError(f"备份失败，无法写入 {target}：{reason(error)}。请检查目录权限和磁盘空间；原数据库未受影响。") from error
    return target


def restore(source: Path, target: Path, *, identity: Path | None = None) -> Path:
    """Put the backup ``source`` in the place of ``target``, which no process may hold open; a corrupt target is replaced.

    An enciphered backup needs ``identity``, the file of the private key. The backup is opened and read through first; ``target``
    changes in one step or not at all. Accounts and displays are those of the time of the backup, but every session is ended: one
    that was revoked since, as a stolen one is, would come back to life. Raises StoreError.
    """
    try:
        sealed = is_enciphered(source)
    except FileNotFoundError as error:
        raise StoreError(f"找不到备份文件 {source}。请检查路径。") from error
    except OSError as error:
        raise StoreError(f"无法读取备份文件 {source}：{reason(error)}。请检查路径和权限；原数据库未受影响。") from error
    if target.exists() and target.samefile(source):
        raise StoreError(f"备份文件和要恢复的数据库是同一个文件 {target}。请检查路径。")
    _refuse_if_held(target)
    try:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with _part_of(target) as part:
            if sealed:
                with open_private(part) as file:
                    decipher(source, file, identity)
            else:
                with source.open("rb") as file:
                    _copy(file.fileno(), part)
                _copy_log(source, part)
            try:
                _check(part, end_sessions=True)
            except StoreError as error:
                raise StoreError(f"备份文件 {source} 已损坏或不是云眼的备份，无法恢复。原数据库未受影响。") from error
            # The old file's log must be gone before the new file is there: it is not the new file's.
            write_ahead_log(target).unlink(missing_ok=True)
            _put(part, target)
    except OSError as error:
        raise StoreError(f"恢复失败，无法写入 {target}：{reason(error)}。原数据库未受影响。") from error
    return target


@dataclass(frozen=True)
class Rehearsal:
    """What came out of a backup that was restored on trial: a row per table (name, rows, fingerprint), and its data version."""

    tables: Rows
    data_version: int


def rehearse(source: Path, database: Path, *, identity: Path | None = None) -> Rehearsal:
    """Restore ``source`` into a folder of its own beside ``database``, read all of it, and take the folder away again.

    ``database`` itself is not touched and may be in use. Raises StoreError when the backup could not be restored.
    """
    folder = database.with_name(database.name + ".rehearsal")
    try:
        shutil.rmtree(folder, ignore_errors=True)  # of a rehearsal that was killed
        folder.mkdir(mode=0o700, parents=True)
        with Store(restore(source, folder / "cloudeye.duckdb", identity=identity)) as restored:
            return Rehearsal(contents(restored), restored.data_version)
    except OSError as error:
        raise StoreError(f"恢复演练失败，无法写入 {folder}：{reason(error)}。原数据库未受影响。") from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def contents(store: Store) -> Rows:
    """A row per table with its name, number of rows and fingerprint: equal for two files that hold the same."""
    return [{**table, **store.row("table_fingerprint", table=table["name"])} for table in store.rows("stored_tables")]


def _check(copy: Path, *, end_sessions: bool = False) -> None:
    """Open a copy and read every block of it. Raises StoreError."""
    with Store(copy) as opened:
        opened.read_through()
        if end_sessions:
            with opened.recording() as writer:
                writer.run("end_every_session", at=now(), by="恢复备份")


def _refuse_if_held(target: Path) -> None:
    """Raise the sentence about a held file; a corrupt one may be replaced, that is what a restore is for."""
    if not target.exists():
        return
    try:
        Store(target).close()
    except DatabaseHeld:
        raise
    except StoreError:
        pass


@contextmanager
def _part_of(target: Path, suffix: str = "part") -> Iterator[Path]:
    """A free name beside ``target`` for the unfinished copy; nothing of it is left at the end."""
    part = target.with_name(f"{target.name}.{suffix}")
    _forget(part)  # of a copy that was killed
    try:
        yield part
    finally:
        _forget(part)


def _forget(part: Path) -> None:
    part.unlink(missing_ok=True)
    write_ahead_log(part).unlink(missing_ok=True)


def _copy(source: int, part: Path) -> None:
    """Copy the whole of an open file to a new one of that name."""
    with open_private(part) as file:
        offset = 0
        while sent := os.sendfile(file.fileno(), source, offset, COPIED_AT_ONCE):
            offset += sent


def _copy_log(source: Path, part: Path) -> None:
    """Copy the write-ahead log of a database file, if it has one."""
    if write_ahead_log(source).exists():
        with write_ahead_log(source).open("rb") as file:
            _copy(file.fileno(), write_ahead_log(part))


def _put(part: Path, target: Path) -> None:
    """Give the finished copy its name, on disk before it is seen."""
    with part.open("rb+") as file:
        os.fsync(file.fileno())
    part.replace(target)
