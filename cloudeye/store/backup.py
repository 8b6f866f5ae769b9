"""A whole copy of the database file, taken and put back atomically."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cloudeye.errors import StoreError, reason
from cloudeye.store.database import Store, write_ahead_log
from cloudeye.store.faults import DatabaseHeld


def backup(store: Store, target: Path) -> Path:
    """Copy the database to ``target`` while it stays in use; readers go on, writers wait for the copy.

    The copy is opened and read through, and appears under its name only when it is complete. Raises StoreError when it cannot
    be written or when ``target`` is the database itself.
    """
    if target.exists() and target.samefile(store.path):
        raise StoreError(f"备份不能写到正在使用的数据库 {target} 上。请换一个文件名。")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with _part_of(target) as part:
            with store.paused():
                _copy(store.path, part)
            _check(part)  # also replays the log into the copy
            _put(part, target)
    except OSError as error:
        raise StoreError(f"备份失败，无法写入 {target}：{reason(error)}。请检查目录权限和磁盘空间；原数据库未受影响。") from error
    return target


def restore(source: Path, target: Path) -> Path:
    """Put the backup ``source`` in the place of ``target``, which no process may hold open; a corrupt target is replaced.

    The backup is opened and read through first; ``target`` changes in one step or not at all. Raises StoreError.
    """
    try:
        source.open("rb").close()
    except FileNotFoundError as error:
        raise StoreError(f"找不到备份文件 {source}。请检查路径。") from error
    except OSError as error:
        raise StoreError(f"无法读取备份文件 {source}：{reason(error)}。请检查路径和权限；原数据库未受影响。") from error
    if target.exists() and target.samefile(source):
        raise StoreError(f"备份文件和要恢复的数据库是同一个文件 {target}。请检查路径。")
    _refuse_if_held(target)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with _part_of(target) as part:
            _copy(source, part)
            try:
                _check(part)
            except StoreError as error:
                raise StoreError(f"备份文件 {source} 已损坏或不是云眼的备份，无法恢复。原数据库未受影响。") from error
            # The old file's log must be gone before the new file is there: it is not the new file's.
            write_ahead_log(target).unlink(missing_ok=True)
            _put(part, target)
    except OSError as error:
        raise StoreError(f"恢复失败，无法写入 {target}：{reason(error)}。原数据库未受影响。") from error
    return target


def _check(copy: Path) -> None:
    """Open a copy and read every block of it. Raises StoreError."""
    with Store(copy) as opened:
        opened.read_through()


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
def _part_of(target: Path) -> Iterator[Path]:
    """A name beside ``target`` for the unfinished copy; nothing of it is left at the end."""
    part = target.with_name(target.name + ".part")
    try:
        yield part
    finally:
        part.unlink(missing_ok=True)
        write_ahead_log(part).unlink(missing_ok=True)


def _copy(source: Path, part: Path) -> None:
    """Copy a database file and, if it has one, its write-ahead log."""
    write_ahead_log(part).unlink(missing_ok=True)
    shutil.copyfile(source, part)
    if write_ahead_log(source).exists():
        shutil.copyfile(write_ahead_log(source), write_ahead_log(part))


def _put(part: Path, target: Path) -> None:
    """Give the finished copy its name, on disk before it is seen."""
    with part.open("rb+") as file:
        os.fsync(file.fileno())
    part.replace(target)
