"""Hall screens: each has a key of its own that is shown once, lasts until it is revoked and opens the wall only."""

import threading
import uuid
from secrets import token_urlsafe
from typing import Any

from cloudeye.access.ground import Ground
from cloudeye.access.guard import Doer, actor_of
from cloudeye.access.sessions import hash_of
from cloudeye.access.settings import DISPLAY_WRITTEN_EVERY
from cloudeye.access.viewer import NOBODY, Viewer
from cloudeye.access.wording import plain_name
from cloudeye.errors import AccessError

Rows = list[dict[str, Any]]
KEY_BYTES = 32
PUBLIC = ("display_id", "name", "created_at", "created_by", "seen_at", "revoked_at", "revoked_by")


class Displays:
    """All hall screens of the district; who asks is answered from memory. Safe to use from several threads."""

    def __init__(self, ground: Ground) -> None:
        self._store = ground.store
        self._guard = ground.guard
        self._moment = ground.moment
        self._late = ground.late
        self._turn = threading.Lock()
        rows = self._store.rows("displays_listed")
        self._held: dict[str, Viewer] = {row["key_hash"]: _viewer(row) for row in rows if row["revoked_at"] is None}
        self._seen = {row["display_id"]: row["seen_at"] for row in rows}
        self._written = dict(self._seen)

    def create(self, name: str, by: Doer) -> str:
        """Register a hall screen and return its key, which is not shown again.

        Raises Refused; AccessError for an empty name or that of a screen in use.
        """
        name = plain_name(name, "大屏名称")
        self._guard.check(by, "display.create", name)
        key, now = token_urlsafe(KEY_BYTES), self._moment()
        row: dict[str, Any] = {
            "display_id": uuid.uuid4().hex, "name": name, "key_hash": hash_of(key), "created_at": now,
            "created_by": actor_of(by).login,
        }  # fmt: skip
        with self._store.recording() as writer:
            if any(found["name"] == name and found["revoked_at"] is None for found in writer.rows("displays_listed")):
                raise AccessError(f"已有名为「{name}」的大屏在用。请换一个名称，或先停用原来的。")
            self._guard.record(by, "display.create", name, display=row["display_id"][:8])
            writer.insert("display", [row])
        with self._turn:
            self._held[row["key_hash"]] = _viewer(row)
        return key

    def viewer(self, key: str, address: str) -> Viewer:
        """The screen with this key, as seen from ``address``; NOBODY when there is none or it was revoked. Never times out."""
        found = self._held.get(hash_of(key)) if key else None
        if found is None:
            return NOBODY
        now = self._moment()
        with self._turn:
            self._seen[found.display_id] = now
            before = self._written.get(found.display_id)
            is_due = before is None or now - before >= DISPLAY_WRITTEN_EVERY
            if is_due:
                self._written[found.display_id] = now
        if is_due:
            self._late.run("display_seen", display_id=found.display_id, seen_at=now)
        return Viewer(role="display", name=found.name, display_id=found.display_id, address=address)

    def revoke(self, display_id: str, by: Doer) -> None:
        """Shut a hall screen out at once. Raises Refused; AccessError when it is unknown or was revoked before."""
        with self._turn:
            held = next(((key, one) for key, one in self._held.items() if one.display_id == display_id), None)
        self._guard.check(by, "display.revoke", held[1].name if held else display_id)
        if held is None:
            raise AccessError("这块大屏不存在或已经停用。请刷新列表。")
        self._guard.record(by, "display.revoke", held[1].name, display=display_id[:8])
        with self._turn:  # memory first: it holds even when the disk is full
            self._held.pop(held[0], None)
        with self._store.recording() as writer:
            writer.run("display_revoked", display_id=display_id, revoked_at=self._moment(), revoked_by=actor_of(by).login)

    def listed(self) -> Rows:
        """One row per hall screen, those in use first: display_id, name, created_at, created_by, seen_at, revoked_at,
        revoked_by."""
        with self._turn:
            seen = dict(self._seen)
        rows = self._store.rows("displays_listed")
        return [{name: row[name] for name in PUBLIC} | {"seen_at": seen.get(row["display_id"])} for row in rows]

    def flush(self) -> None:
        """Write what memory knows better than the table: before the district is closed."""
        with self._turn:
            late = [(one, seen) for one, seen in self._seen.items() if seen is not None and seen != self._written.get(one)]
        for display_id, seen in late:
            self._late.run("display_seen", display_id=display_id, seen_at=seen)


def _viewer(row: dict[str, Any]) -> Viewer:
    return Viewer(role="display", name=row["name"], display_id=row["display_id"])
