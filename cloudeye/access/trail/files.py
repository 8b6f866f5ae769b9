"""The files of the trail: where they lie, one writer at a time, whole lines only."""

import fcntl
import os
import re
import time
import weakref
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from cloudeye.errors import AccessError

NAME = re.compile(r"\d{4}-\d{2}\.jsonl")
PATIENCE = 10.0
TAIL = 1 << 16
LOCK = ".lock"
TICK = 100_000_000  # nanoseconds, many ticks of any clock that stamps files


def folder_of(database: Path) -> Path:
    """The folder of the trail: ``<database without suffix>.audit`` beside the database."""
    return database.with_suffix(".audit")


def trail_files(folder: Path) -> list[Path]:
    """The monthly files of a folder in the order of the chain; none when there is no such folder."""
    try:
        return sorted(path for path in folder.iterdir() if NAME.fullmatch(path.name))
    except (FileNotFoundError, NotADirectoryError):
        return []


class Ledger:
    """The folder of a trail as one process holds it: open, and one writer at a time. Not for two threads at once.

    An entry takes few calls to the system: in a busy server each may cost the thread its turn at the interpreter.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.files: list[Path] = []  # those of the chain, in its order, as of the turn
        self._handles: dict[str, int] = {}  # the lock, and the file written last
        self._seen: tuple[int, int] | None = None
        weakref.finalize(self, _let_go, self._handles)

    @contextmanager
    def turn(self, patience: float = PATIENCE) -> Iterator[None]:
        """No other process writes to the trail inside. Raises AccessError when one does so for ``patience`` seconds; OSError."""
        try:
            self._take(patience)
            while not self._is_still_there():  # moved away or deleted since we opened it
                _let_go(self._handles)
                self._take(patience)
            yield
        finally:
            if LOCK in self._handles:
                fcntl.flock(self._handles[LOCK], fcntl.LOCK_UN)

    def _take(self, patience: float) -> None:
        handle = self._handles.get(LOCK)
        if handle is None:
            self._seen = None
            if not self.folder.exists():
                self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
                sync_folder(self.folder.parent)
            handle = self._handles[LOCK] = os.open(self.folder / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        end = time.monotonic() + patience
        while True:
            try:
                return fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() > end:
                    raise AccessError(
                        f"另一个进程长时间占用审计日志 {self.folder}。没有记录的操作一律不执行；请结束该进程后重试。"
                    ) from None
                time.sleep(0.001)

    def _is_still_there(self) -> bool:
        """Whether the lock we have is the one that others find; looks up the files again when a name has changed."""
        try:
            found = self.folder.stat()
            seen = (found.st_ino, found.st_mtime_ns)
            if seen == self._seen:
                return True
            if (self.folder / LOCK).stat().st_ino != os.fstat(self._handles[LOCK]).st_ino:
                return False
        except FileNotFoundError:
            return False
        _let_go(self._handles, but=LOCK)
        self.files = trail_files(self.folder)
        # Two changes within one tick of the clock leave the same time: what is as fresh as that is looked at again.
        self._seen = seen if time.time_ns() - found.st_mtime_ns > TICK else None
        return True

    def size_of(self, name: str) -> int:
        """How long a file is now, in bytes. Raises OSError."""
        return os.fstat(self._open(name)).st_size

    def append(self, name: str, lines: bytes) -> int:
        """Add whole lines to a file and have them on disk on return; returns the file's size. Only inside ``turn()``.

        Raises OSError; nothing of the lines is left in the file then.
        """
        is_new = self.folder / name not in self.files
        handle = self._open(name)
        before = os.fstat(handle).st_size
        try:
            written = 0
            while written < len(lines):  # a full disk takes part of it first and refuses the rest
                written += os.write(handle, lines[written:])
            os.fsync(handle)
        except BaseException:
            os.ftruncate(handle, before)
            with suppress(OSError):
                os.fsync(handle)
            raise
        if is_new:
            sync_folder(self.folder)
            self.files = trail_files(self.folder)
        return before + len(lines)

    def cut(self, name: str, torn: int) -> None:
        """Take the last ``torn`` bytes off a file. Only inside ``turn()``. Raises OSError."""
        handle = self._open(name)
        os.ftruncate(handle, os.fstat(handle).st_size - torn)
        os.fsync(handle)

    def _open(self, name: str) -> int:
        if name not in self._handles:
            _let_go(self._handles, but=LOCK)
            self._handles[name] = os.open(self.folder / name, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)
        return self._handles[name]


def _let_go(handles: dict[str, int], but: str = "") -> None:
    """Close what is open."""
    for name in [name for name in handles if name != but]:
        os.close(handles.pop(name))


def sync_folder(folder: Path) -> None:
    """Have the names in a folder on disk. Raises OSError."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def tail_of(path: Path) -> tuple[list[bytes], int]:
    """The last whole lines of a file (64 KiB of them, the first one perhaps cut) and how many bytes after them are torn.

    Raises OSError.
    """
    with path.open("rb") as file:
        size, reach = file.seek(0, os.SEEK_END), TAIL
        while True:
            file.seek(max(0, size - reach))
            read = file.read()
            whole, newline, torn = read.rpartition(b"\n")
            if newline or reach >= size:
                return [line + newline for line in whole.split(newline)] if newline else [], len(torn)
            reach *= 4
