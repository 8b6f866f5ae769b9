"""Where the originals of uploads lie: ``uploads/`` beside the database, each file under the hash of its content.

The same content lies there once, however often it is sent. A file gets its place only when it is complete: what is still coming
in is a ``.part`` file, and what a crash leaves of one is swept away. Folders are 0700 and files 0600.
"""

import hashlib
import os
import re
import shutil
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from cloudeye.access.trail.files import sync_folder
from cloudeye.errors import IngestError, reason
from cloudeye.store import Reader

FOLDER = "uploads"
COMING = "incoming"
# An upload of 2 GB over a slow line takes hours; what has not grown for a day is not coming any more.
STALE_SECONDS = 24 * 60 * 60.0
HASH = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True)
class Kept:
    """A file on the shelf: the SHA-256 of its content (hexadecimal) and its size in bytes."""

    hash: str
    size: int


class Shelf:
    """The shelf of the database at ``database``; makes its folders when something is put on it."""

    def __init__(self, database: Path) -> None:
        self.folder = database.absolute().parent / FOLDER

    def incoming(self) -> Path:
        """A new, empty ``.part`` file to stream into. Raises IngestError when there is no place for it."""
        part = self.folder / COMING / f"{uuid.uuid4().hex}.part"
        with self._told():
            self._make(part.parent)
            os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        return part

    def keep(self, part: Path, *, leave: bool = False) -> Kept:
        """Give a complete ``.part`` file its place; with ``leave`` the ``.part`` stays too, for whoever reads it.

        Raises IngestError when that fails.
        """
        with self._told():
            with part.open("rb") as source:
                file_hash = hashlib.file_digest(source, "sha256").hexdigest()
                size = os.fstat(source.fileno()).st_size
                os.fsync(source.fileno())  # what the ledger names must survive a power failure
            place = self._place(file_hash)
            self._make(place.parent)
            moving = part
            if leave:
                moving = part.with_name(f"{uuid.uuid4().hex}.part")
                moving.hardlink_to(part)
            moving.chmod(0o600)
            moving.replace(place)
            moving.unlink(missing_ok=True)  # renaming a link onto itself does nothing
            sync_folder(place.parent)
        return Kept(file_hash, size)

    def copied(self, path: Path) -> Path:
        """A new ``.part`` file with the content of any file, which can then no longer change. Raises IngestError."""
        part = self.incoming()
        try:
            with self._told():
                shutil.copyfile(path, part)  # inside the kernel: a third of the time of reading and writing, or less
        except BaseException:
            part.unlink(missing_ok=True)
            raise
        return part

    def keep_copy(self, path: Path) -> Kept:
        """Put a copy of any file on the shelf. Raises IngestError when it cannot be read, or there is no space."""
        part = self.copied(path)
        try:
            return self.keep(part)
        finally:
            part.unlink(missing_ok=True)

    def path(self, file_hash: str) -> Path:
        """Where the file with this hash lies. Raises IngestError when it is not on the shelf (any more)."""
        place = self._place(file_hash)
        if not place.is_file():
            raise IngestError("原文件已不在存放处（uploads 目录）。请从备份中找回这个目录，或请报送单位重新提供文件。")
        return place

    def has(self, file_hash: str) -> bool:
        """Whether the file with this hash is on the shelf."""
        return self._place(file_hash).is_file()

    def discard(self, file_hash: str, reader: Reader) -> bool:
        """Take the file off the shelf unless an upload that is not discarded or a batch still names it; says whether it was."""
        place = self._place(file_hash)
        if reader.row("uses_of_original", file_hash=file_hash)["uses"] or not place.exists():
            return False
        with self._told():
            place.unlink(missing_ok=True)
        return True

    def sweep(self) -> int:
        """Remove the ``.part`` files that nobody is writing any more; returns how many."""
        oldest, swept = time.time() - STALE_SECONDS, 0
        for part in (self.folder / COMING).glob("*.part"):
            with suppress(OSError):  # another moment will do
                if part.stat().st_mtime < oldest:
                    part.unlink()
                    swept += 1
        return swept

    def _place(self, file_hash: str) -> Path:
        if not HASH.fullmatch(file_hash):
            raise IngestError("文件指纹不是 64 位十六进制数，无法查找原文件。请从批次页面重新打开。")
        return self.folder / file_hash[:2] / file_hash

    def _make(self, folder: Path) -> None:
        """The folder and the shelf itself, for the own account alone."""
        for made in (self.folder, folder):
            made.mkdir(mode=0o700, parents=True, exist_ok=True)

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise IngestError(
                f"无法存放或读取原文件（{error.filename or self.folder}）：{reason(error)}。请检查磁盘空间与权限后重试；没有写入任何数据。"
            ) from error
