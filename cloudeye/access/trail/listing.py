"""Entries of the trail looked up: a filter, a page, the newest first. Reads the files, not the database."""

import csv
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import duckdb

from cloudeye.access.trail.files import trail_files
from cloudeye.store import Reader


@cache
def _actions() -> Mapping[str, str]:
    with Path(__file__).with_name("actions.csv").open(encoding="utf-8", newline="") as file:
        return MappingProxyType({row["action"]: row["label"] for row in csv.DictReader(file, strict=True)})


# Every action that can be recorded, and what a person calls it.
ACTIONS = _actions()
# How it ended: 开始 stands before a command whose outcome follows in an entry of its own.
RESULTS = ("成功", "失败", "拒绝", "开始")


@dataclass(frozen=True)
class Filter:
    """Which entries are wanted; what is not given keeps everything.

    ``since`` (inclusive) and ``until`` (exclusive) are naive Asia/Shanghai; ``actor``, ``action`` and ``result`` are compared
    whole, ``text`` is looked for anywhere in an entry, the Chinese name of its action included, whatever the case. ``upto`` is
    the number of the newest entry wanted: with it pages stay where they are while entries are added.
    """

    since: datetime | None = None
    until: datetime | None = None
    actor: str = ""
    action: str = ""
    result: str = ""
    text: str = ""
    upto: int | None = None


@dataclass(frozen=True)
class Page:
    """Some of the entries found, the newest first, and how many were found in all (0 as well for a page beyond the last).

    An entry has number, recorded_at, actor, role, address, action, label, subject, result, detail (a dictionary), hash and file.
    """

    entries: tuple[dict[str, Any], ...]
    total: int


@cache
def _connection() -> duckdb.DuckDBPyConnection:
    """In memory and apart from the district's: the trail can be read while another process holds the database."""
    return duckdb.connect(config={"autoinstall_known_extensions": False})


def entries(folder: Path, wanted: Filter, *, limit: int | None, offset: int) -> Page:
    """At most ``limit`` entries (all when None) of the trail in ``folder`` after the first ``offset``. Raises StoreError."""
    # A file holds nothing later than its month; a clock set back may have put something earlier into it.
    first = f"{wanted.since:%Y-%m}" if wanted.since else ""
    files = [str(path) for path in trail_files(folder) if path.stem >= first and path.stat().st_size]
    if not files:
        return Page((), 0)
    text = wanted.text.strip()
    rows = Reader(_connection().cursor(), folder).rows(
        "trail_entries",
        files=files,
        since=wanted.since,
        until=wanted.until,
        actor=wanted.actor or None,
        action=wanted.action or None,
        result=wanted.result or None,
        text=text or None,
        upto=wanted.upto,
        labelled=[action for action, label in ACTIONS.items() if text and text in label],
        limit=limit,
        offset=offset,
    )
    total = rows[0]["total"] if rows else 0
    return Page(tuple(_entry(row) for row in rows), total)


def _entry(row: dict[str, Any]) -> dict[str, Any]:
    del row["total"]
    label = ACTIONS.get(row["action"], row["action"])
    return {**row, "label": label, "detail": json.loads(row["detail"] or "{}")}
