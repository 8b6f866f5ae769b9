"""Where the copies lie that working on a file takes: beside the originals, for the own account alone, gone when the work is.

A killed process cannot tidy up. It lets go of the lock on its folder, though, and by that the next one knows what to remove: a
copy of an upload may name complainants and must not stay behind.
"""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cloudeye.errors import IngestError, reason
from cloudeye.ingest.shelf import Shelf

FOLDER = "working"


@contextmanager
def workspace(database: Path) -> Iterator[Path]:
    """An empty folder, removed with its content at the end. Raises IngestError when none can be made."""
    shelf = Shelf(database).folder
    try:
        for made in (shelf, shelf / FOLDER):
            made.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(dir=shelf / FOLDER))
        lock = os.open(folder, os.O_RDONLY)
        fcntl.flock(lock, fcntl.LOCK_EX)
    except OSError as error:
        raise IngestError(
            f"无法在 {shelf} 建立工作目录：{reason(error)}。请检查磁盘空间与权限后重试；没有写入任何数据。"
        ) from error
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(lock)


def sweep_workspaces(database: Path) -> int:
    """Remove the folders of processes that are gone; returns how many."""
    swept = 0
    for folder in (Shelf(database).folder / FOLDER).glob("*"):
        try:
            lock = os.open(folder, os.O_RDONLY)
        except OSError:  # its owner was quicker
            continue
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:  # somebody is at work there
            continue
        else:
            shutil.rmtree(folder, ignore_errors=True)
            swept += 1
        finally:
            os.close(lock)
    return swept
