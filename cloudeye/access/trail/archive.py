"""Old months of the trail put away, on record: the only way in which a file leaves it."""

import os
from datetime import date, datetime
from pathlib import Path

from cloudeye.access.trail.files import sync_folder
from cloudeye.errors import AccessError

KEPT_MONTHS = 6


def oldest_kept(now: datetime) -> date:
    """The first day of the oldest month that must stay: no entry of the last six months may be moved."""
    months = now.year * 12 + now.month - 1 - KEPT_MONTHS
    return date(months // 12, months % 12 + 1, 1)


def refuse_if_young(before: date, now: datetime) -> None:
    """Raise AccessError when entries before the first day ``before`` may still be younger than six months."""
    if before > oldest_kept(now):
        raise AccessError(
            f"审计日志至少保留 {KEPT_MONTHS} 个月，现在只能归档 {oldest_kept(now):%Y-%m} 以前的月份。"
            f"请把 --before 改成 {oldest_kept(now):%Y-%m} 或更早；没有移动任何文件。"
        )


def copied(path: Path, folder: Path) -> Path:
    """A copy of a file in another folder, on disk and read back; one that is already there must be the same.

    Raises AccessError when it is not, OSError.
    """
    target, content = folder / path.name, path.read_bytes()
    if target.exists():
        if target.read_bytes() != content:
            raise AccessError(f"{target} 已经存在，内容与要归档的不同。请换一个目录；没有移动任何文件。")
        return target
    part = target.with_name(target.name + ".part")
    try:
        with part.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if part.read_bytes() != content:
            raise AccessError(f"写入 {target} 后读回的内容不同。请检查磁盘；没有移动任何文件。")
        part.replace(target)
        sync_folder(folder)
    finally:
        part.unlink(missing_ok=True)
    return target
