"""The one district that this process serves: its store, its doors, its clock, its demo feed, and answers cached until data
change.

A plain module, so that ``app.py`` (imported once) and the pages (rerun all the time) share the same objects.
"""

import os
import threading
from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from statistics import NormalDist
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from cloudeye.access.desk import Access
from cloudeye.catalog import reporting, today
from cloudeye.catalog.geography import DistrictMap, district_map
from cloudeye.catalog.limits import limits
from cloudeye.errors import AccessError, QueryError, StoreError
from cloudeye.ingest.inbox import Inbox, inbox_folder
from cloudeye.paths import default_database
from cloudeye.store import Store
from cloudeye.store.answers import Answer
from cloudeye.store.backup_desk import BackupDesk
from cloudeye.store.backup_plan import backup_plan
from cloudeye.store.backup_schedule import BackupSchedule
from cloudeye.store.private import keep_private
from cloudeye.store.queries import query

if TYPE_CHECKING:
    from cloudeye.demo.feed import Feed

_turn = threading.RLock()
_store: Store | None = None
_access: Access | None = None
_feed: "Feed | None" = None
_desk: BackupDesk | None = None
_schedule: BackupSchedule | None = None
_inbox: Inbox | None = None


def open_district(path: Path | None = None) -> Store:
    """Open the database (``default_database()`` unless given), its backups, its inbox, and the feed of a demo; once per process.

    ``CLOUDEYE_FEED=off`` keeps a demo still. Raises StoreError when the database cannot be opened or a setting of its backups is
    wrong, AccessError when the key, the trail or a setting of access is.
    """
    global _store, _feed
    with _turn:
        if _store is None:
            database = path or default_database()
            keep_private(database)
            _store = Store(database)
            _open_access(_store)
            _start_backups(_store)
            _start_inbox(_store)
            if is_demo() and os.environ.get("CLOUDEYE_FEED") != "off":
                from cloudeye.demo.feed import Feed  # a real district never loads the demo

                _feed = Feed(_store)
                _feed.start()
        return _store


def _open_access(opened: Store) -> None:
    global _access
    try:
        _access = Access(opened)
    except (AccessError, StoreError):
        close_district()
        raise


def _start_backups(opened: Store) -> None:
    """Serve requests for a backup, and take those of the plan, if there is one. Raises StoreError for a wrong setting."""
    global _desk, _schedule
    try:
        plan = backup_plan(opened.path, os.environ, is_demo=is_demo())
    except StoreError:
        close_district()
        raise
    _desk = BackupDesk(opened, recipient=os.environ.get("CLOUDEYE_BACKUP_RECIPIENT") or None)
    _desk.start()
    if plan is not None:
        _schedule = BackupSchedule(opened, plan)
        _schedule.start()


def _start_inbox(opened: Store) -> None:
    global _inbox
    _inbox = Inbox(opened, inbox_folder(opened.path), access().trail)
    _inbox.start()


def close_district() -> None:
    """Stop the feed, the inbox and the backups and let go of the database file."""
    global _store, _access, _feed, _desk, _schedule, _inbox
    with _turn:
        if _inbox is not None:
            _inbox.stop()
            _inbox = None
        if _feed is not None:
            _feed.stop()
            _feed = None
        if _schedule is not None:
            _schedule.stop()
            _schedule = None
        if _desk is not None:
            _desk.stop()
            _desk = None
        if _access is not None:
            _access.close()
            _access = None
        if _store is not None:
            _store.close()
            _store = None
        _due_moments.cache_clear()  # versions count from the opening of a store: what was kept says nothing about the next


def store() -> Store:
    """The store of this process, opened on first use."""
    return _store or open_district()


def access() -> Access:
    """Accounts, sessions, displays and the trail of this district; opened and closed with its store."""
    opened = _access
    if opened is None:
        open_district()
        opened = _access
    assert opened is not None
    return opened


def feed_runs() -> bool:
    """Whether the demo feed is adding records: it was started and has not ended by itself."""
    return _feed is not None and _feed.is_alive()


def ask(name: str, **parameters: Any) -> Answer:
    """The rows of a named query, computed again only when a table that it reads has changed; shared by all sessions: read, never
    change.

    Raises QueryError for a query about single complaints: what it answers depends on who asks.
    """
    if query(name).folder == "records":
        raise QueryError(f"查询「{name}」因人而异，不能从公共答案中取。请改用 cloudeye/access/records.py。")
    return store().kept(name, **parameters)


def moment() -> datetime:
    """The district's present, to the minute, so that answers asked within a minute are shared."""
    return today(store()).replace(second=0, microsecond=0)


def latest_month() -> date | None:
    """The first day of the newest month with a ranking; None before the first."""
    months = ask("ranking_months")
    return months[0]["month"] if months else None


def profile() -> Mapping[str, Any]:
    """Name, is_demo, data_as_of (None before any data) and stale_after_hours of the district."""
    found = ask("district_profile")
    return found[0] if found else MappingProxyType({"name": "", "is_demo": False, "data_as_of": None, "stale_after_hours": None})


def is_demo() -> bool:
    """Whether everything shown is fictional."""
    return bool(profile()["is_demo"])


def ask_month(name: str, month: date | None) -> Answer:
    """``ask`` for a query about one month; nothing before there is a month."""
    return ask(name, month=month) if month else ()


def summary(month: date | None) -> Mapping[str, Any] | None:
    """The district's composite and dimensions with their movements; None before the first scored month."""
    if month is None:
        return None
    found = ask("district_summary", month=month, z=NormalDist().inv_cdf((1 + rule("interval_level")) / 2))
    return found[0] if found else None


def due_moments(month: date) -> Mapping[str, datetime]:
    """Until when each kind of data about ``month`` is due; worked out once per calendar and limits.

    Raises CatalogueError beyond the working-day calendar.
    """
    opened = store()
    return _due_moments(str(opened.path), opened.version_of("working_day_after"), opened.version_of("deadlines"), month)


@lru_cache(maxsize=64)
def _due_moments(path: str, calendar: int, known_limits: int, month: date) -> Mapping[str, datetime]:
    reader = store().reading()
    return reporting.due_moments(reader, limits(reader), month)


def area_map() -> DistrictMap:
    """The district's map; drawn once per process and catalogue."""
    return _drawn_map(tuple(tuple(row.items()) for row in ask("subdistrict_anchors")))


@lru_cache(maxsize=2)
def _drawn_map(anchors: tuple[Any, ...]) -> DistrictMap:
    return district_map(store())


def names_lowest() -> bool:
    """Whether a public wall may name the lowest departments: ``CLOUDEYE_WALL_NAMES_LOWEST=on``; off unless set."""
    return os.environ.get("CLOUDEYE_WALL_NAMES_LOWEST") == "on"


def rule(name: str) -> float:
    """A number of the scoring rules now in force, such as ``composite_target``."""
    return float(next(row["value"] for row in ask("rule_values") if row["name"] == name))
