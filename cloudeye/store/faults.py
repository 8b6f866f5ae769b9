"""What DuckDB says about the file, told to a person: what is wrong, where, and the way out."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from cloudeye.errors import REASONS, CloudEyeError, StoreError, reason

# Everything that can go wrong with the file below a statement; a wrong statement is not among them.
FILE_FAULTS = (
    duckdb.IOException,
    duckdb.FatalException,
    duckdb.SerializationException,
    duckdb.InternalException,
    duckdb.OutOfMemoryException,
    duckdb.TransactionException,
)


def is_held(error: BaseException) -> bool:
    """Whether another process, or another Store of this one, has the file open."""
    text = str(error)
    return (
        "onflicting lock" in text or "set lock on file" in text or "already attached" in text or "used by another process" in text
    )


def is_invalidated(error: BaseException) -> bool:
    """Whether DuckDB refuses every further statement until the file is opened again (after a failed checkpoint)."""
    return isinstance(error, duckdb.Error) and "has been invalidated" in str(error)


def _is_full(error: BaseException) -> bool:
    text = str(error).lower()
    return "no space" in text or "could not write" in text or "could not truncate" in text


def _why(error: duckdb.Error) -> str:
    """DuckDB quotes the operating system in English; what it says of itself stays, for whoever looks after the server."""
    if isinstance(error, duckdb.OutOfMemoryException):
        return "内存不足"
    return next((told for number, told in REASONS.items() if os.strerror(number) in str(error)), str(error).splitlines()[0])


class DatabaseHeld(StoreError):
    """The file is open elsewhere: in the running server, as a rule."""


@contextmanager
def opening(path: Path) -> Iterator[None]:
    """Translate what can go wrong while the database at ``path`` is opened. Raises StoreError."""
    try:
        yield
    except CloudEyeError:
        raise
    except OSError as error:
        raise StoreError(f"无法在 {path.parent} 建立数据库：{reason(error)}。请检查目录是否存在、是否可写。") from error
    except duckdb.Error as error:
        if is_held(error):
            raise DatabaseHeld(
                f"数据库 {path} 正被另一个进程使用（通常是正在运行的云眼服务）。"
                "请先停止该服务再运行本命令，或用 --database 指定另一个文件。"
            ) from error
        if _is_full(error):
            raise StoreError(f"磁盘空间不足，无法写入 {path}。本次没有写入任何数据；请清理磁盘后重试。") from error
        if "permission denied" in str(error).lower() or "read-only" in str(error).lower():
            raise StoreError(f"没有权限读写数据库 {path}。请检查文件和磁盘是否只读，或用 --database 指定另一个文件。") from error
        if isinstance(error, FILE_FAULTS):
            raise StoreError(
                f"无法打开数据库 {path}：文件已损坏或不是云眼的数据库。请用 python -m cloudeye restore 从备份恢复。"
            ) from error
        raise


@contextmanager
def working(path: Path) -> Iterator[None]:
    """Translate what can go wrong with the file inside a transaction; wrong statements pass as they are. Raises StoreError."""
    try:
        yield
    except FILE_FAULTS as error:
        if _is_full(error):
            raise StoreError(f"磁盘空间不足，无法写入 {path}。本次没有写入任何数据；请清理磁盘后重试。") from error
        if isinstance(error, duckdb.TransactionException):
            raise  # two transactions at odds: a fault of the program, not of the file
        if "checksum" in str(error).lower() or "corrupt" in str(error).lower():
            raise StoreError(
                f"数据库 {path} 已损坏，部分数据读不出来。请停止服务，用 python -m cloudeye restore 从备份恢复。"
            ) from error
        raise StoreError(f"数据库 {path} 读写失败（{_why(error)}）。本次没有写入任何数据；请检查磁盘与内存后重试。") from error
