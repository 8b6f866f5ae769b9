"""Backups taken by the clock, inside the process that owns the database."""

import json
import logging
import threading
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb

from cloudeye.clock import now
from cloudeye.errors import StoreError, reason
from cloudeye.store.backup import backup
from cloudeye.store.backup_plan import BackupPlan
from cloudeye.store.backup_trail import copy_trail, trail_folder
from cloudeye.store.database import Store

# After a start, so that a missed backup does not slow down the first pages.
START_SECONDS = 60.0
LOOK_SECONDS = 20.0
RETRY_SECONDS = 15 * 60.0
# Whatever the clock of the machine says: a copy more often than this is of no use, and could fill the disk.
SHORTEST_SECONDS = 60 * 60.0

logger = logging.getLogger(__name__)


def standing_file(database: Path) -> Path:
    """Where is written how the scheduled backups of a database stand."""
    return database.with_name(database.name + ".backup-standing")


def read_standing(database: Path) -> dict[str, Any]:
    """How the scheduled backups stand, as the server last wrote it.

    ``taken_at``, ``file``, ``bytes``, ``seconds`` of the last good one; ``failed_at``, ``fault`` since then, or None. Empty when
    there was none at all.
    """
    try:
        return dict(json.loads(standing_file(database).read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return {}


class BackupSchedule:
    """Takes the backups of ``plan`` from ``start()`` to ``stop()``, in a thread of its own.

    One that was missed is made up soon after the start, one that failed is tried again; failures are logged and kept in the
    standing. ``clock`` is the district's time, ``running`` the seconds that passed whatever the clock was set to.
    """

    def __init__(
        self,
        store: Store,
        plan: BackupPlan,
        *,
        clock: Callable[[], datetime] = now,
        running: Callable[[], float] = time.monotonic,
    ) -> None:
        self._store = store
        self._plan = plan
        self._clock = clock
        self._running = running
        self._not_before = 0.0
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._serve, name="backup-schedule", daemon=True)

    def start(self) -> None:
        """Begin to look at the clock; the first look is a minute later."""
        self._thread.start()

    def stop(self) -> None:
        """Finish the backup in hand, if any, and look no more."""
        self._stopped.set()
        self._thread.join()

    def look(self) -> Path | None:
        """Take a backup if one is due; returns the copy. A failure is told and tried again later, it is never raised."""
        if self._running() < self._not_before:
            return None
        present = self._clock()
        try:
            if not self._plan.is_due(present):
                return None
            copy = self._take(present)
        except (StoreError, OSError, duckdb.Error) as error:
            self._not_before = self._running() + RETRY_SECONDS
            self._tell(present, f"定时备份没有完成，稍后重试：{_sentence(error)}")
            return None
        self._not_before = self._running() + SHORTEST_SECONDS
        try:
            copy_trail(trail_folder(self._store.path), trail_folder(self._plan.folder / self._store.path.name),
                       recipient=self._plan.recipient)  # fmt: skip
            for outdated in self._plan.outdated(present, copy):
                outdated.unlink()
        except (StoreError, OSError) as error:
            self._tell(present, f"数据库已备份，但其后一步没有完成：{_sentence(error)}")
        return copy

    def _take(self, present: datetime) -> Path:
        for left in self._plan.unfinished():
            left.unlink()
        began = self._running()
        copy = backup(self._store, self._plan.path(present), recipient=self._plan.recipient)
        self._note(
            taken_at=present.isoformat(),
            file=str(copy),
            bytes=copy.stat().st_size,
            seconds=round(self._running() - began, 1),
            failed_at=None,
            fault=None,
        )
        return copy

    def _tell(self, present: datetime, sentence: str) -> None:
        logger.error("%s", sentence)
        try:
            self._note(failed_at=present.isoformat(), fault=sentence)
        except OSError as error:
            logger.error("备份状态无法写入 %s：%s", standing_file(self._store.path), reason(error))

    def _note(self, **changed: Any) -> None:
        path = standing_file(self._store.path)
        part = path.with_name(path.name + ".part")
        part.write_text(json.dumps(read_standing(self._store.path) | changed, ensure_ascii=False), encoding="utf-8")
        part.replace(path)

    def _serve(self) -> None:
        pause = START_SECONDS
        while not self._stopped.wait(pause):
            self.look()
            pause = LOOK_SECONDS


def _sentence(error: Exception) -> str:
    return reason(error) if isinstance(error, OSError) else str(error)
