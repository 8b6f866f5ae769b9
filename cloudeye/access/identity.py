"""Sign-in with what an identity provider says: the account follows the claims, every token counts once."""

import threading
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from cloudeye.access.accounts import Accounts
from cloudeye.access.claims import AGAIN, Person, Rules
from cloudeye.access.ground import Ground
from cloudeye.access.register import OIDC, Row, account_called, change, is_locked
from cloudeye.access.sessions import CODE, Sessions
from cloudeye.access.settings import CLAIMS_AHEAD, CLAIMS_FRESH_FOR
from cloudeye.access.trail.book import Actor
from cloudeye.access.trail.entry import shortened
from cloudeye.errors import AccessError, SignInError
from cloudeye.store import Writer


class Identity:
    """The identity provider's people. Without a file of rules (``path`` None) nobody comes in this way."""

    def __init__(self, ground: Ground, accounts: Accounts, sessions: Sessions, path: Path | None) -> None:
        self._ground = ground
        self._accounts = accounts
        self._sessions = sessions
        self._rules = Rules.of(path) if path else None
        self._turn = threading.Lock()
        self._began = ground.clock()
        self._used: dict[str, datetime] = {}

    @property
    def is_set_up(self) -> bool:
        """Whether the district has rules for an identity provider."""
        return self._rules is not None

    def sign_in(self, claims: Mapping[str, Any], *, address: str, agent: str) -> tuple[str, str]:
        """The token of a new session and what it still owes, for the claims of an ID token whose signature was verified.

        The account is made at the first sign-in; name, role and organisation are taken afresh at each. Raises SignInError.
        """
        try:
            if self._rules is None:
                raise SignInError("本系统没有接入统一身份认证。请用登录名和密码登录。")
            return self._enter(self._rules, claims, address, agent)
        except SignInError as error:
            said = claims.get(self._rules.login_claim) if self._rules else None
            who = Actor("未登录", "anonymous", address)
            reason = shortened(str(error).partition("。")[0])
            self._ground.guard.record(who, "session.refused", str(said or ""), result="失败", reason=reason, origin=OIDC)
            raise

    def _enter(self, rules: Rules, claims: Mapping[str, Any], address: str, agent: str) -> tuple[str, str]:
        now = self._ground.clock()
        person = rules.person(claims, now)
        self._use(person, now)
        try:
            self._accounts.check_fit(person.role, person.department_id)
        except AccessError as error:
            raise SignInError(f"统一身份认证给出的角色与单位不符：{error}") from error
        with self._ground.store.recording() as writer:
            row = self._taken_in(writer, person, Actor("统一身份认证", "provider", address))
            if row["second_factor"] is not None and rules.is_factor_here:
                stage = CODE
            else:
                stage = self._accounts.owed(row, has_factor_elsewhere=not rules.is_factor_here)
            return self._sessions.open_within(writer, row["account_id"], stage=stage, address=address, agent=agent), stage

    def _use(self, person: Person, now: datetime) -> None:
        """Raise SignInError for a token that was exchanged before, or that is older than this process and may have been."""
        with self._turn:
            kept_for = CLAIMS_FRESH_FOR + CLAIMS_AHEAD  # an older one is refused for its age
            self._used = {mark: used for mark, used in self._used.items() if now - used <= kept_for}
            if person.mark in self._used or person.issued < self._began:
                raise SignInError(f"登录凭据已经用过。{AGAIN}")
            self._used[person.mark] = now

    def _taken_in(self, writer: Writer, person: Person, by: Actor) -> Row:
        """The account of this person as the claims want it."""
        guard, row = self._ground.guard, account_called(writer, person.login)
        wanted = {"role": person.role, "department_id": person.department_id}
        if row is None:
            guard.record(by, "account.create", person.login)
            guard.record(by, "account.grant", person.login, role=person.role, department=person.department_id)
            return self._accounts.insert(writer, person.login, person.name, OIDC, by, **wanted)
        if row["origin"] != OIDC:
            raise SignInError(f"登录名 {person.login} 已是本系统的账号，不能再用统一身份认证登录。请联系系统管理员。")
        if row["is_disabled"] or is_locked(row, self._ground.moment()):
            raise SignInError("这个账号已停用或被锁定。请联系系统管理员。")
        if any(row[name] != value for name, value in wanted.items()):
            guard.record(by, "account.grant", person.login, role=person.role, department=person.department_id, before=row["role"])
            self._sessions.end_account(writer, row["account_id"], by)
        return change(writer, row, name=person.name, **wanted)
