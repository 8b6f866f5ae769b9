"""Who is signed in. The table keeps it across restarts; every request is answered from memory."""

import threading
import uuid
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import sha256
from secrets import token_urlsafe
from typing import Any

from cloudeye.access.ground import Ground
from cloudeye.access.guard import Doer, account_of, actor_of
from cloudeye.access.settings import SESSION_WRITTEN_EVERY, SESSIONS_KEPT_FOR
from cloudeye.access.viewer import NOBODY, Viewer
from cloudeye.errors import AccessError, SignInError
from cloudeye.store import Writer

Row = dict[str, Any]
Rows = list[Row]
# What a sign-in still owes: a new password, a second factor to be set up, a code of the one it has; open: nothing.
PASSWORD, ENROL, CODE, OPEN = STAGES = ("password", "enrol", "code", "open")
IDLE, OVER, SIGNED_OUT, CLOCK_BACK, CLOSED = "空闲超时", "到期", "本人退出", "时钟倒退", "账号停用"
GONE = "登录已超时或已结束，请重新登录。"
TOKEN_BYTES = 32
LONGEST_AGENT = 200


@dataclass
class Session:
    """One sign-in as the process holds it. ``viewer`` is its person, without the organisations that are theirs;
    ``pending_secret`` is a second factor that is being set up and never written before it is confirmed."""

    session_id: str
    token_hash: str
    stage: str
    opened_at: datetime
    seen_at: datetime
    ends_at: datetime
    agent: str
    viewer: Viewer
    written_at: datetime
    pending_secret: str = field(default="", repr=False)


def hash_of(token: str) -> str:
    """What is kept of a token or key: nobody who reads the table can use it. 256 bits of chance need no salt."""
    return sha256(token.encode(errors="replace")).hexdigest()


class Sessions:
    """All sessions of the district. Safe to use from several threads; one that is ended is refused at the next question."""

    def __init__(self, ground: Ground) -> None:
        self._store = ground.store
        self._guard = ground.guard
        self._moment = ground.moment
        self._settings = ground.settings
        self._organisations = ground.organisations
        self._late = ground.late
        self._is_demo = ground.is_demo
        # Never held while waiting for the store: whoever only asks goes on while somebody writes.
        self._turn = threading.Lock()
        self._held: dict[str, Session] = {}
        self._take_up()

    def _take_up(self) -> None:
        """The sessions that a former process left, as far as they are still good."""
        now = self._moment()
        with self._store.recording() as writer:
            writer.run("sessions_forgotten", before=now - SESSIONS_KEPT_FOR)
            for row in writer.rows("sessions_unended"):
                seen, ends = min(row["seen_at"], now), min(row["ends_at"], row["opened_at"] + self._settings.absolute)
                # One that was opened in the future was opened by a wrong clock: nobody knows how old it is.
                why = CLOCK_BACK if row["opened_at"] > now else self._why_over(seen, ends, now)
                if why is None and (row["is_disabled"] or row["role"] is None):
                    why = CLOSED
                if why is not None:
                    writer.run("session_ended", session_id=row["session_id"], ended_at=now, ended_by=why)
                else:
                    self._held[row["token_hash"]] = _session(row, row | {"seen_at": seen, "ends_at": ends}, written_at=seen)

    def _why_over(self, seen: datetime, ends: datetime, now: datetime) -> str | None:
        if now >= ends:
            return OVER
        return IDLE if now - seen >= self._settings.idle else None

    def open(self, account_id: str, *, stage: str, address: str, agent: str) -> str:
        """Begin a session of an account at ``stage`` and return its token. The caller has made sure of the person.

        Raises SignInError for an account that is unknown, disabled or without a role, and for a demo's in a real district.
        """
        with self._store.recording() as writer:
            return self.open_within(writer, account_id, stage=stage, address=address, agent=agent)

    def open_within(self, writer: Writer, account_id: str, *, stage: str, address: str, agent: str) -> str:
        """``open`` as part of a transaction: an account that is being disabled or reset meanwhile cannot slip in."""
        token, now = token_urlsafe(TOKEN_BYTES), self._moment()
        found = writer.rows("account_found", account_id=account_id, login=None)
        if not found or found[0]["is_disabled"] or found[0]["role"] is None:
            raise SignInError("账号不存在、已停用或尚未授权，不能登录。请联系系统管理员。")
        if found[0]["origin"] == "demo" and not self._is_demo:
            raise SignInError("演示账号只能用于演示辖区。请使用本人的账号登录。")
        row: Row = {
            "session_id": uuid.uuid4().hex, "token_hash": hash_of(token), "account_id": account_id, "stage": stage,
            "opened_at": now, "seen_at": now, "ends_at": now + self._settings.absolute, "address": address,
            "agent": _plain(agent),
        }  # fmt: skip
        session = _session(found[0], row, written_at=now)
        if stage == OPEN:
            self._note_entry(writer, session, now)
        writer.insert("session", [row])
        with self._turn:
            self._held[session.token_hash] = session
        return token

    def _note_entry(self, writer: Writer, session: Session, now: datetime) -> None:
        self._guard.record(session.viewer, "session.open", session.viewer.login, session=session.session_id[:8])
        writer.run("account_signed_in", account_id=session.viewer.account_id, signed_in_at=now)
        self._late.call(lambda: self._guard.trail.note_end(self._store))

    def held(self, token: str) -> Session | None:
        """The session of a token, at whatever stage; None when there is none or its time is over. Asking is not activity."""
        if not token:
            return None
        now = self._moment()
        with self._turn:
            found = self._held.get(hash_of(token))
            why = self._why_over(found.seen_at, found.ends_at, now) if found else None
            if found is None or why is None:
                return found
            del self._held[found.token_hash]
        self._late.run("session_ended", session_id=found.session_id, ended_at=now, ended_by=why)
        return None

    def stage(self, token: str) -> str | None:
        """What the session of a token still owes: "password", "enrol" or "code"; "open" when nothing; None without a session."""
        found = self.held(token)
        return found.stage if found else None

    def viewer(self, token: str, *, active: bool, address: str = "") -> Viewer:
        """Who holds this token; NOBODY when nobody, when the session is over or when it still owes something.

        ``active`` says that a person did something just now, which is what the idle time counts from.
        """
        found = self.held(token)
        if found is None or found.stage != OPEN:
            return NOBODY
        if active:
            self._touch(found)
        viewer, address = found.viewer, address or found.viewer.address
        if viewer.department_id is None:
            return viewer if address == viewer.address else replace(viewer, address=address)
        departments, subdistricts = self._organisations.own(viewer.department_id)
        return replace(viewer, departments=departments, subdistricts=subdistricts, address=address)

    def _touch(self, session: Session) -> None:
        now = self._moment()
        with self._turn:
            session.seen_at = now
            if now - session.written_at < SESSION_WRITTEN_EVERY:
                return
            session.written_at = now
        self._late.run("session_seen", session_id=session.session_id, seen_at=now)

    def advance(self, token: str, stage: str) -> str:
        """The same session under a new token at another stage; the old token is worth nothing from now on.

        Raises SignInError when there is no such session.
        """
        with self._store.recording() as writer:
            return self.advance_within(writer, token, stage)

    def advance_within(self, writer: Writer, token: str, stage: str) -> str:
        """``advance`` as part of a transaction."""
        fresh, now = token_urlsafe(TOKEN_BYTES), self._moment()
        found = self.held(token)
        if found is None:
            raise SignInError(GONE)
        if stage == OPEN and found.stage != OPEN:
            self._note_entry(writer, found, now)
        writer.run("session_advanced", session_id=found.session_id, token_hash=hash_of(fresh), stage=stage, seen_at=now)
        with self._turn:
            if self._held.pop(found.token_hash, None) is None:  # ended meanwhile
                raise SignInError(GONE)
            found.token_hash, found.stage, found.seen_at, found.written_at = hash_of(fresh), stage, now, now
            found.pending_secret = ""
            self._held[found.token_hash] = found
        return fresh

    def close(self, token: str, by: Doer | None = None) -> None:
        """Sign out: the session of this token is over. Without one nothing happens."""
        found = self.held(token)
        if found is not None:
            self._guard.record(by or found.viewer, "session.close", found.viewer.login, session=found.session_id[:8])
            self.drop(found, SIGNED_OUT)

    def end(self, session_id: str, *, by: Doer) -> None:
        """End somebody's session at once. Raises Refused; AccessError when it is over already."""
        self._guard.check(by, "session.revoke", session_id[:8])
        with self._turn:
            found = next((held for held in self._held.values() if held.session_id == session_id), None)
        if found is None:
            raise AccessError("这个会话已经结束。请刷新列表。")
        self._guard.record(by, "session.revoke", found.viewer.login, session=session_id[:8])
        self.drop(found, actor_of(by).login)

    def drop(self, session: Session, by: str) -> None:
        """End a session without asking or recording: for callers that have done so. ``by`` is who or what ended it."""
        with self._turn:  # memory first: it holds even when the disk is full
            self._held.pop(session.token_hash, None)
        with self._store.recording() as writer:
            writer.run("session_ended", session_id=session.session_id, ended_at=self._moment(), ended_by=by)

    def end_account(self, writer: Writer, account_id: str, by: Doer, *, kept: str = "") -> None:
        """End all sessions of an account, ``kept`` excepted, within the transaction that changes the account."""
        who = SIGNED_OUT if account_of(by) == account_id else actor_of(by).login
        writer.run("sessions_of_account_ended", account_id=account_id, kept=kept, ended_at=self._moment(), ended_by=who)
        with self._turn:
            self._held = {
                token_hash: held
                for token_hash, held in self._held.items()
                if held.viewer.account_id != account_id or held.session_id == kept
            }

    def listed(self) -> Rows:
        """One row per session, the one used last first: session_id, account_id, login, name, role, role_label, stage, address,
        agent, opened_at, seen_at, ends_at."""
        now = self._moment()
        with self._turn:
            live = [held for held in self._held.values() if self._why_over(held.seen_at, held.ends_at, now) is None]
        live.sort(key=lambda held: (held.seen_at, held.opened_at, held.session_id), reverse=True)
        return [
            {
                "session_id": held.session_id, "account_id": held.viewer.account_id, "login": held.viewer.login,
                "name": held.viewer.name, "role": held.viewer.role, "role_label": held.viewer.role_label, "stage": held.stage,
                "address": held.viewer.address, "agent": held.agent, "opened_at": held.opened_at, "seen_at": held.seen_at,
                "ends_at": held.ends_at,
            }
            for held in live
        ]  # fmt: skip

    def flush(self) -> None:
        """Write what memory knows better than the table: before the district is closed."""
        with self._turn:
            late = [held for held in self._held.values() if held.seen_at > held.written_at]
        for held in late:
            self._late.run("session_seen", session_id=held.session_id, seen_at=held.seen_at)


def _session(account: Row, session: Row, *, written_at: datetime) -> Session:
    """A row of the table and one of its account, as the process holds them."""
    viewer = Viewer(
        role=account["role"], login=account["login"], name=account["name"], account_id=session["account_id"],
        session_id=session["session_id"], department_id=account["department_id"], address=session["address"],
    )  # fmt: skip
    names = ("session_id", "token_hash", "stage", "opened_at", "seen_at", "ends_at", "agent")
    return Session(**{name: session[name] for name in names}, viewer=viewer, written_at=written_at)


def _plain(agent: str) -> str:
    """What a browser says of itself, fit for a list."""
    return "".join(letter for letter in agent if letter.isprintable())[:LONGEST_AGENT]
