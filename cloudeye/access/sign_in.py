"""From a login and a password to a session: every attempt is counted, every failure sounds the same."""

from collections.abc import Callable

from cloudeye.access.ground import Ground
from cloudeye.access.passwords import Passwords, check_password
from cloudeye.access.permissions import ROLES
from cloudeye.access.register import LOCAL, Row, account_called, account_row, change, failures_of, is_locked
from cloudeye.access.second_factor import Enrolment, SecondFactors, enrolment, step_of
from cloudeye.access.sessions import CODE, ENROL, GONE, OPEN, PASSWORD, Session, Sessions
from cloudeye.access.settings import LOCKED_FOR, MOST_FAILURES
from cloudeye.access.throttle import Throttle
from cloudeye.access.trail.book import Actor
from cloudeye.errors import AccessError, SignInError
from cloudeye.store import Reader, Writer

Finder = Callable[[Reader, str], Row | None]

LIMIT = f"连续 {MOST_FAILURES} 次失败，账号将锁定 {LOCKED_FOR.seconds // 60} 分钟"
WRONG = f"登录名或密码不正确，或者账号尚未授权、已停用、被锁定。请核对后重试；{LIMIT}。仍不能登录时请联系系统管理员。"
WRONG_CODE = f"动态口令不正确或已经用过，或者账号被锁定。请等手机上换出新的六位数字再输入；{LIMIT}。"
WRONG_OLD = f"现在的密码不正确，或者账号被锁定。请核对后重试；{LIMIT}。"
# What people type into the wrong field is often their password: an unknown login is never recorded.
UNKNOWN = "（没有的登录名）"
NOT_KNOWN, NOT_LOCAL, NOT_GRANTED, DISABLED, LOCKED, NOT_THIS = "无此账号", "无密码", "未授权", "停用", "锁定", "密码不符"


class SignIn:
    """Sign-in by password and second factor. ``Accounts`` is this and the administration of accounts."""

    def __init__(
        self, ground: Ground, sessions: Sessions, throttle: Throttle, passwords: Passwords, second_factors: SecondFactors
    ) -> None:
        self._ground = ground
        self._store = ground.store
        self._guard = ground.guard
        self._moment = ground.moment
        self._sessions = sessions
        self._throttle = throttle
        self._passwords = passwords
        self._second_factors = second_factors

    def sign_in(self, login: str, password: str, *, address: str, agent: str) -> tuple[str, str]:
        """The token of a new session and what it still owes ("code", "password", "enrol", or "open" for nothing).

        Counts for the address too: TooOften when there were too many. Raises SignInError with one sentence and after the same
        work, whatever the cause.
        """
        self._throttle.take("sign-in", address)
        account, why = self._attempt(account_called, login.strip().lower(), address)
        kept = account["password_hash"] if account and not why else None
        if not self._passwords.fits(kept, password):
            self._note_failure(account, why or NOT_THIS, address)
            raise SignInError(WRONG)
        assert account is not None
        renewed = {"password_hash": self._passwords.hash(password)} if self._passwords.is_outdated(str(kept)) else {}
        with self._store.recording() as writer:
            row = account_row(writer, account["account_id"])
            if row["password_hash"] != kept or row["role"] is None or self._why_not(row):  # changed while we reckoned
                raise SignInError(WRONG)
            owes_code = row["second_factor"] is not None
            # Whoever knows only the password must not wipe out the codes guessed before.
            failures = max(0, row["failures"] - 1) if owes_code else 0
            row = change(writer, row, failures=failures, locked_until=None, **renewed)
            stage = CODE if owes_code else self.owed(row)
            return self._sessions.open_within(writer, row["account_id"], stage=stage, address=address, agent=agent), stage

    def _why_not(self, row: Row) -> str:
        if row["origin"] != LOCAL or row["password_hash"] is None:
            return NOT_LOCAL
        if row["is_disabled"]:
            return DISABLED
        if row["role"] is None:
            return NOT_GRANTED
        return LOCKED if is_locked(row, self._moment()) else ""

    def _attempt(self, find: Finder, what: str, address: str) -> tuple[Row | None, str]:
        """Count an attempt before it is judged, so that guesses sent at once share the same five and a restart forgives none.

        Returns the account, if there is one, and why it may not even be tried ("" when it may).
        """
        now = self._moment()
        with self._store.recording() as writer:
            row = find(writer, what)
            why = self._why_not(row) if row else NOT_KNOWN
            if row is None or why:
                writer.run("account_as_it_was")
                return row, why
            failures = failures_of(row, now) + 1
            if failures > MOST_FAILURES:  # the others are still being judged
                self._lock(writer, row, address)
                return row, LOCKED
            return change(writer, row, failures=failures, locked_until=None), ""

    def _note_failure(self, row: Row | None, why: str, address: str) -> None:
        """Record a failed attempt; the last one that was free locks the account."""
        who = Actor("未登录", "anonymous", address)
        self._guard.record(who, "session.refused", row["login"] if row else UNKNOWN, result="失败", reason=why)
        if row is not None and why == NOT_THIS and row["failures"] >= MOST_FAILURES:
            with self._store.recording() as writer:
                self._lock(writer, account_row(writer, row["account_id"]), address)

    def _lock(self, writer: Writer, row: Row, address: str) -> None:
        until = self._moment() + LOCKED_FOR
        self._guard.record(Actor("系统", "system", address), "account.lock", row["login"], until=f"{until:%Y-%m-%d %H:%M:%S}")
        change(writer, row, failures=MOST_FAILURES, locked_until=until)

    def owed(self, row: Row, *, has_factor_elsewhere: bool = False) -> str:
        """What an account whose owner is known still owes before it may enter; "open" for nothing."""
        is_local = row["origin"] == LOCAL
        age, changed = self._ground.settings.password_age, row["password_changed_at"]
        is_old = age is not None and changed is not None and self._ground.clock() - changed >= age
        if is_local and (row["must_change_password"] or is_old):
            return PASSWORD
        needs = ROLES[row["role"]].needs_second_factor and not self._ground.is_demo and not has_factor_elsewhere
        return ENROL if needs and row["second_factor"] is None else OPEN

    def present_code(self, token: str, code: str) -> tuple[str, str]:
        """The code of the second factor, for a session that owes one: a new token and what is owed next.

        A code is good once. Wrong ones count like wrong passwords; the last free one locks the account and ends this session.
        Raises SignInError.
        """
        session = self._at(token, CODE)
        with self._store.recording() as writer:
            row, now = account_row(writer, session.viewer.account_id), self._moment()
            is_shut = is_locked(row, now) or row["second_factor"] is None
            step = None if is_shut else self._step(row, code)
            if step is not None:
                row = change(writer, row, failures=0, locked_until=None, second_factor_step=step)
                stage = self.owed(row)
                return self._sessions.advance_within(writer, token, stage), stage
            self._guard.record(session.viewer, "session.refused", row["login"], result="失败", reason="动态口令不符")
            if not is_shut:
                row = change(writer, row, failures=failures_of(row, now) + 1, locked_until=None)
                if is_shut := row["failures"] >= MOST_FAILURES:
                    self._lock(writer, row, session.viewer.address)
        if is_shut:
            self._sessions.drop(session, "锁定")
        raise SignInError(WRONG_CODE)

    def _step(self, row: Row, code: str) -> int | None:
        secret = self._second_factors.deciphered(row["account_id"], row["second_factor"])
        return step_of(secret, code, self._ground.clock(), row["second_factor_step"])

    def _at(self, token: str, *stages: str) -> Session:
        session = self._sessions.held(token)
        if session is None or session.stage not in stages:
            raise SignInError(GONE)
        return session

    def begin_second_factor(self, token: str) -> Enrolment:
        """What a phone needs, for a session that owes enrolment; the same until it is confirmed. Raises SignInError."""
        session = self._at(token, ENROL)
        begun = enrolment(session.viewer.login, session.pending_secret)
        session.pending_secret = begun.secret
        return begun

    def confirm_second_factor(self, token: str, code: str) -> tuple[str, str]:
        """The first code from the phone: the second factor is in force. A new token and what is owed next. Raises SignInError."""
        session = self._at(token, ENROL)
        with self._store.recording() as writer:
            row = account_row(writer, session.viewer.account_id)
            step = step_of(session.pending_secret, code, self._ground.clock(), None) if session.pending_secret else None
            if step is None or row["second_factor"] is not None:
                raise SignInError("六位数字不正确。请确认手机时间准确，再输入现在显示的六位数字。")
            self._guard.record(session.viewer, "second_factor.enrol", row["login"])
            sealed = self._second_factors.enciphered(row["account_id"], session.pending_secret)
            row = change(writer, row, second_factor=sealed, second_factor_step=step)
            stage = self.owed(row)
            return self._sessions.advance_within(writer, token, stage), stage

    def pass_password(self, token: str, old: str, new: str) -> tuple[str, str]:
        """Change the password in a session that owes it, or that is open: a new token and what is owed next.

        Raises SignInError when the old one is wrong or the session is over, AccessError when the new one is refused.
        """
        session = self._at(token, PASSWORD, OPEN)
        viewer = session.viewer
        self.change_password(viewer.account_id, old, new, session_id=session.session_id, address=viewer.address)
        stage = self.owed(account_row(self._store.reading(), viewer.account_id))
        return self._sessions.advance(token, stage), stage

    def change_password(self, account_id: str, old: str, new: str, *, session_id: str = "", address: str = "") -> None:
        """The owner of an account changes its password; all its sessions but ``session_id`` end.

        Raises SignInError when the old one is wrong (it counts like a failed sign-in, and at the last free one all sessions end),
        AccessError when the new one is weak or the old one, or when the account has none.
        """
        account = account_row(self._store.reading(), account_id)
        if account["password_hash"] is None:
            raise AccessError("这个账号不用密码登录，没有密码可改。请在统一身份认证平台修改。")
        check_password(new, account["login"])
        if new == old:
            raise AccessError("新密码不能与现在的密码相同。请换一个再提交。")
        tried, why = self._attempt(account_row, account_id, address)
        kept = tried["password_hash"] if tried and not why else None
        if tried is None or not self._passwords.fits(kept, old):
            self._note_failure(tried, why or NOT_THIS, address)
            self._end_if_locked(account_id)
            raise SignInError(WRONG_OLD)
        made, present = self._passwords.hash(new), self._ground.clock()
        with self._store.recording() as writer:
            row = account_row(writer, account_id)
            if row["password_hash"] != kept:
                raise SignInError(WRONG_OLD)
            who = Actor(row["login"], row["role"] or "", address)
            self._guard.record(who, "password.change", row["login"])
            change(
                writer,
                row,
                password_hash=made,
                password_changed_at=present,
                must_change_password=False,
                failures=0,
                locked_until=None,
            )
            self._sessions.end_account(writer, account_id, who, kept=session_id)

    def _end_if_locked(self, account_id: str) -> None:
        with self._store.recording() as writer:
            if is_locked(account_row(writer, account_id), self._moment()):
                self._sessions.end_account(writer, account_id, Actor("锁定", "system"))
