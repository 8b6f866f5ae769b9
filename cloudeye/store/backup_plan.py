"""When a backup is due, where it goes, what it is called, and which of the old ones stay. Knows the clock only as a parameter.

Settings are environment variables::

    CLOUDEYE_BACKUP_FOLDER     where to; beside the database: backups. off: no scheduled backups. A demo has none unless it is set
    CLOUDEYE_BACKUP_AT         time of day, 02:30
    CLOUDEYE_BACKUP_DAILY      days of which the last copy stays, 14
    CLOUDEYE_BACKUP_WEEKLY     weeks of which the last copy stays, 8
    CLOUDEYE_BACKUP_RECIPIENT  public key (age1…) to which the copies are enciphered
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path

from cloudeye.errors import StoreError
from cloudeye.store.backup_cipher import check_recipient

STAMP = "%Y%m%d-%H%M%S"


@dataclass(frozen=True)
class BackupPlan:
    """The scheduled backups of one database: its stem, their folder, time of day, how many stay, to whom they are enciphered."""

    stem: str
    folder: Path
    at: time = time(2, 30)
    daily: int = 14
    weekly: int = 8
    recipient: str | None = None

    def path(self, taken_at: datetime) -> Path:
        """What a copy taken at that moment is called."""
        return self.folder / f"{self.stem}.scheduled-{taken_at:{STAMP}}.duckdb{'' if self.recipient is None else '.age'}"

    def copies(self) -> list[tuple[datetime, Path]]:
        """The copies that are there, oldest first: only files whose whole name is one that this plan gives."""
        named = re.compile(re.escape(self.stem) + r"\.scheduled-(\d{8}-\d{6})\.duckdb(?:\.age)?", re.ASCII)
        found = []
        for path in self.folder.iterdir() if self.folder.is_dir() else ():
            match = named.fullmatch(path.name)
            if match and path.is_file() and not path.is_symlink() and (taken_at := _moment(match[1])):
                found.append((taken_at, path))
        return sorted(found)

    def unfinished(self) -> list[Path]:
        """What a backup of this plan left when its process was killed."""
        return sorted(self.folder.glob(f"{self.stem}.scheduled-*.part*")) if self.folder.is_dir() else []

    def is_due(self, present: datetime) -> bool:
        """Whether there is no copy since the last time of day at which one is taken.

        A copy from the future, made when the clock was wrong, does not count: it would stop the backups until then.
        """
        return not any(self.last_due(present) <= taken_at <= present for taken_at, _ in self.copies())

    def last_due(self, present: datetime) -> datetime:
        """The moment at which the last copy should have been taken."""
        due = datetime.combine(present.date(), self.at)
        return due if due <= present else due - timedelta(days=1)

    def outdated(self, present: datetime, newest: Path) -> list[Path]:
        """Which copies may go, now that ``newest`` is there: neither the last of a recent day nor the last of a recent week.

        Recent days and weeks are counted among those that have a copy, so that a clock that jumps takes none away; a copy from
        the future stays where it is.
        """
        known = [(taken_at, path) for taken_at, path in self.copies() if taken_at <= present]
        days = {taken_at.date(): path for taken_at, path in known}
        weeks = {taken_at.isocalendar()[:2]: path for taken_at, path in known}
        stay = {newest, *list(days.values())[-self.daily :], *list(weeks.values())[-self.weekly :]}
        return [path for _, path in known if path not in stay]


def backup_plan(database: Path, environment: Mapping[str, str], *, is_demo: bool) -> BackupPlan | None:
    """The plan for a database by the settings above; None when there is to be none. Raises StoreError for a wrong setting."""
    folder = environment.get("CLOUDEYE_BACKUP_FOLDER") or ("off" if is_demo else "backups")
    recipient = environment.get("CLOUDEYE_BACKUP_RECIPIENT") or None
    plan = BackupPlan(
        stem=database.stem,
        folder=database.parent / Path(folder).expanduser(),
        at=_time(environment.get("CLOUDEYE_BACKUP_AT") or "02:30"),
        daily=_count(environment, "CLOUDEYE_BACKUP_DAILY", 14),
        weekly=_count(environment, "CLOUDEYE_BACKUP_WEEKLY", 8),
        recipient=recipient and check_recipient(recipient),
    )
    return None if folder == "off" else plan


def _moment(text: str) -> datetime | None:
    try:
        return datetime.strptime(text, STAMP)
    except ValueError:
        return None


def _time(text: str) -> time:
    try:
        return datetime.strptime(text, "%H:%M").time()
    except ValueError:
        raise StoreError(f"环境变量 CLOUDEYE_BACKUP_AT 是「{text}」，不是时刻。请写成 02:30 这样的格式。") from None


def _count(environment: Mapping[str, str], name: str, usual: int) -> int:
    text = environment.get(name) or str(usual)
    if not (text.isascii() and text.isdecimal() and int(text) > 0):
        raise StoreError(f"环境变量 {name} 是「{text}」，不是正整数。请写要保留的备份份数，例如 {usual}。")
    return int(text)
