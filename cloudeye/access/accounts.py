"""Accounts: the system administrator makes them, the security administrator says what they may do."""

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from cloudeye.access.guard import OPERATOR, Doer, account_of, actor_of
from cloudeye.access.passwords import initial_password
from cloudeye.access.permissions import ROLES
from cloudeye.access.register import (
    BLANK,
    DEMO,
    LOCAL,
    Row,
    account_called,
    account_row,
    change,
    failures_of,
    is_locked,
)
from cloudeye.access.sessions import OPEN
from cloudeye.access.sign_in import SignIn
from cloudeye.access.trail.book import Actor
from cloudeye.access.wording import login_of, plain_name
from cloudeye.errors import AccessError, SignInError
from cloudeye.store import Reader, Writer

Rows = list[Row]
# Nobody is one of these by having an account.
NOT_FOR_PEOPLE = {"anonymous", "display"}
ADMINISTRATORS = tuple(role.name for role in ROLES.values() if role.is_administrator)
DEMO_LOGIN = "demo-"
# Whose eyes a demo account has, for roles that see their own organisation only; a street office gets the first street.
DEMO_DEPARTMENT = "approval"


class Accounts(SignIn):
    """All accounts of the district. Everything that changes one asks the permission table, records it and only then does it.

    One account has one role: so nobody holds two of the three administrators' offices, and who makes accounts cannot say what
    they may do. ``by`` is the administrator; a command on the machine is an ``Actor`` with the role "operator".
    """

    def create(self, login: str, name: str, *, by: Doer) -> str:
        """Make an account without a role and return its first password, to be shown once and changed at the first sign-in.

        Raises Refused; AccessError when the login is taken or malformed.
        """
        self._guard.check(by, "account.create", login.strip())
        login, name = login_of(login), plain_name(name, "姓名")
        initial = initial_password()
        kept = self._passwords.hash(initial)
        with self._store.recording() as writer:
            self._refuse_if_taken(writer, login)
            self._guard.record(by, "account.create", login)
            self.insert(writer, login, name, LOCAL, by, password_hash=kept, must_change_password=True)
        return initial

    def _refuse_if_taken(self, reader: Reader, login: str) -> None:
        if login.startswith(DEMO_LOGIN) or account_called(reader, login):
            raise AccessError(f"登录名「{login}」已被使用。请换一个。")

    def insert(self, writer: Writer, login: str, name: str, origin: str, by: Doer, **values: Any) -> Row:
        """Write a new account, with ``values`` in other columns than are blank at first; the caller has asked and recorded."""
        row = BLANK | {
            "account_id": uuid.uuid4().hex, "login": login, "name": name, "origin": origin, "created_at": self._ground.clock(),
            "created_by": actor_of(by).login, **values,
        }  # fmt: skip
        writer.insert("account", [row])
        return row

    def first_administrators(self, people: Mapping[str, tuple[str, str]], by: Actor) -> list[tuple[str, str]]:
        """Make the first administrators, all or none: role → (login, name). Returns (login, first password) in the same order.

        Raises AccessError when a role is no administrator's, when there is one of its kind already, or when a login is taken.
        """
        for role in people:
            if role not in ADMINISTRATORS:
                raise AccessError(f"这里只能建立第一批管理员：{'、'.join(ADMINISTRATORS)}。其他账号请由系统管理员登录后建立。")
        who = {role: (login_of(login), plain_name(name, "姓名")) for role, (login, name) in people.items()}
        if len({login for login, _ in who.values()}) < len(who):
            raise AccessError("三个管理员的登录名必须各不相同：系统、安全、审计三员不得由一个账号兼任。请改正后再提交。")
        initial = {role: initial_password() for role in who}
        kept = {role: self._passwords.hash(password) for role, password in initial.items()}
        with self._store.recording() as writer:
            holders = self.holders(writer)
            for role, (login, name) in who.items():
                if holders.get(role):
                    raise AccessError(f"已经有{ROLES[role].label}，不能再用这种办法建立。请由系统管理员建账号、安全管理员授权。")
                self._refuse_if_taken(writer, login)
                self._guard.act(by, "account.create", login)
                self._guard.act(by, "account.grant", login, role=role)
                self.insert(writer, login, name, LOCAL, by, role=role, password_hash=kept[role], must_change_password=True)
        return [(who[role][0], initial[role]) for role in who]

    def holders(self, reader: Reader | None = None) -> Mapping[str, int]:
        """How many accounts that are not disabled hold a role; roles that nobody holds are missing."""
        return {row["role"]: row["holders"] for row in (reader or self._store.reading()).rows("role_holders")}

    def grant(self, account_id: str, role: str | None, department_id: str | None, by: Doer) -> None:
        """Give an account its role and organisation (None for a role: take it away); its sessions end.

        A role that sees its own organisation only needs one, a street office a street; administrators have none. Raises Refused
        (nobody changes their own); AccessError for what does not fit and for the last administrator of a kind.
        """
        login = self._login_of(account_id)
        self._guard.check(by, "account.grant", login)
        self._refuse_own(by, account_id, "account.grant", login, "不能更改自己的角色和单位，请由另一位安全管理员办理。")
        with self._store.recording() as writer:
            row = account_row(writer, account_id)
            if row["origin"] != LOCAL:
                raise AccessError(f"账号 {login} 的角色由统一身份认证或演示设定决定，不能在这里授予。")
            self.check_fit(role, department_id)
            if role != row["role"]:
                self._refuse_last(writer, row)
            self._guard.record(by, "account.grant", login, role=role, department=department_id, before=row["role"])
            change(writer, row, role=role, department_id=department_id)
            self._sessions.end_account(writer, account_id, by)

    def _login_of(self, account_id: str) -> str:
        return str(account_row(self._store.reading(), account_id)["login"])

    def _refuse_own(self, by: Doer, account_id: str, action: str, login: str, sentence: str) -> None:
        if account_of(by) == account_id:
            self._guard.refuse(by, action, login, sentence)

    def check_fit(self, role: str | None, department_id: str | None) -> None:
        """Raise AccessError when a role and an organisation do not belong together."""
        if role is not None and (role not in ROLES or role in NOT_FOR_PEOPLE):
            raise AccessError(f"没有可以授予的角色「{role}」。请从角色列表中选择。")
        streets = {row["department_id"]: row["is_street"] for row in self._ground.organisations.listed()}
        if department_id is not None and department_id not in streets:
            raise AccessError(f"没有编号为「{department_id}」的单位。请从单位列表中选择。")
        scope = ROLES[role].scope if role else "none"
        if scope == "own" and department_id is None:
            raise AccessError(f"{ROLES[str(role)].label}只看本单位，必须指定所属单位。请选择后再授予。")
        if scope == "none" and department_id is not None:
            raise AccessError("管理员和未授权的账号不属于任何单位。请去掉所属单位后再授予。")
        if role == "subdistrict_liaison" and not streets[str(department_id)]:
            raise AccessError(f"「{department_id}」不是街道，不能授予{ROLES[role].label}。请选择街道办事处。")

    def _refuse_last(self, reader: Reader, row: Row) -> None:
        """Raise AccessError when a district would be left without an administrator of this account's kind."""
        if row["role"] in ADMINISTRATORS and not row["is_disabled"] and self.holders(reader)[row["role"]] == 1:
            label = ROLES[row["role"]].label
            raise AccessError(f"{row['login']} 是唯一启用的{label}，不能停用或改任。请先让另一个账号担任{label}。")

    def disable(self, account_id: str, by: Doer) -> None:
        """Shut an account out, its sessions included. Raises Refused; AccessError for the last administrator of a kind."""
        login = self._login_of(account_id)
        self._guard.check(by, "account.disable", login)
        self._refuse_own(by, account_id, "account.disable", login, "不能停用自己的账号，请由另一位系统管理员办理。")
        with self._store.recording() as writer:
            row = account_row(writer, account_id)
            self._refuse_last(writer, row)
            self._guard.record(by, "account.disable", login)
            change(writer, row, is_disabled=True)
            self._sessions.end_account(writer, account_id, by)

    def enable(self, account_id: str, by: Doer) -> None:
        """Let an account in again, with the role it had. Raises Refused."""
        self._guard.check(by, "account.disable", login := self._login_of(account_id))
        with self._store.recording() as writer:
            self._guard.record(by, "account.enable", login)
            change(writer, account_row(writer, account_id), is_disabled=False)

    def reset_password(self, account_id: str, by: Doer) -> str:
        """A new first password, returned once and to be changed at the next sign-in; the account's sessions end.

        Raises Refused; AccessError for an account without a password, and for an administrator of another kind.
        """
        login = self._may_reset(account_id, by)
        initial = initial_password()
        kept = self._passwords.hash(initial)
        with self._store.recording() as writer:
            row = account_row(writer, account_id)
            if row["origin"] != LOCAL:
                raise AccessError(f"账号 {login} 不用密码登录，没有密码可以重置。")
            self._guard.record(by, "account.reset", login, what="密码")
            change(writer, row, password_hash=kept, password_changed_at=None, must_change_password=True)
            self._sessions.end_account(writer, account_id, by)
        return initial

    def reset_second_factor(self, account_id: str, by: Doer) -> None:
        """Forget the phone of an account; its sessions end. Its owner, told in person, sets up another at the next sign-in.

        Raises Refused; AccessError for an administrator of another kind.
        """
        login = self._may_reset(account_id, by)
        with self._store.recording() as writer:
            self._guard.record(by, "account.reset", login, what="动态口令")
            change(writer, account_row(writer, account_id), second_factor=None, second_factor_step=None)
            self._sessions.end_account(writer, account_id, by)

    def _may_reset(self, account_id: str, by: Doer) -> str:
        """The login. Whoever resets an account can become its owner: no administrator may become one of another kind."""
        row = account_row(self._store.reading(), account_id)
        login = str(row["login"])
        self._guard.check(by, "account.reset", login)
        self._refuse_own(
            by, account_id, "account.reset", login, "不能重置自己的账号。改密码请用「修改密码」，换手机请由另一位系统管理员办理。"
        )
        who = actor_of(by).role
        if row["role"] in ADMINISTRATORS and who not in (row["role"], OPERATOR):
            sentence = (
                f"{login} 是{ROLES[row['role']].label}，三员之间不能互相重置。请在服务器上运行 account reset --login {login}。"
            )
            self._guard.refuse(by, "account.reset", login, sentence)
        return login

    def unlock(self, account_id: str, by: Doer) -> None:
        """Forgive the failed attempts of an account and open it before its lock ends. Raises Refused."""
        self._guard.check(by, "account.unlock", login := self._login_of(account_id))
        with self._store.recording() as writer:
            self._guard.record(by, "account.unlock", login)
            change(writer, account_row(writer, account_id), failures=0, locked_until=None)

    def recover(self, login: str, by: Actor) -> str | None:
        """For a command on the machine: everything that may keep an owner out is reset; returns the first password, None for an
        account without one.

        Raises Refused; AccessError when there is no such account.
        """
        found = account_called(self._store.reading(), login.strip().lower())
        if found is None:
            raise AccessError(f"没有登录名为「{login}」的账号。请运行 account list 查看全部账号。")
        initial = self.reset_password(found["account_id"], by) if found["origin"] == LOCAL else None
        self.reset_second_factor(found["account_id"], by)
        self.unlock(found["account_id"], by)
        return initial

    def listed(self) -> Rows:
        """One row per account, by login, without secrets: account_id, login, name, role, department_id, department (its name),
        origin, second_factor (whether there is one), failures, locked_until (None once it is over), is_disabled,
        must_change_password, password_changed_at, created_at, created_by, signed_in_at."""
        now = self._moment()
        return [self._as_of(row, now) for row in self._store.rows("accounts_listed")]

    def _as_of(self, row: Row, now: datetime) -> Row:
        return row | {"failures": failures_of(row, now), "locked_until": row["locked_until"] if is_locked(row, now) else None}

    def organisations(self) -> Rows:
        """One row per organisation that an account can belong to, in the order of the catalogue: department_id, name, valid_from,
        valid_to, is_street."""
        return self._ground.organisations.listed()

    def demo_accounts(self) -> Rows:
        """One account per role for the one-click page of a demo, made when missing: account_id, login, name, role, role_label,
        description, department. They have no password. Raises SignInError outside a demo district."""
        if not self._ground.is_demo:
            raise SignInError("只有演示辖区才有演示账号。请使用本人的账号登录。")
        with self._store.recording() as writer:
            found = {row["role"]: row for row in writer.rows("accounts_listed") if row["origin"] == DEMO}
            for role in ROLES.values():
                if role.name not in NOT_FOR_PEOPLE and role.name not in found:
                    self._insert_demo(writer, role.name)
        listed = {row["role"]: row for row in self._store.rows("accounts_listed") if row["origin"] == DEMO}
        return [
            {name: listed[role.name][name] for name in ("account_id", "login", "name", "role", "department")}
            | {"role_label": role.label, "description": role.description}
            for role in ROLES.values()
            if role.name in listed
        ]

    def _insert_demo(self, writer: Writer, role: str) -> None:
        by, login = Actor("系统", OPERATOR), DEMO_LOGIN + role
        department = None
        if ROLES[role].scope == "own":
            streets = [row["department_id"] for row in self.organisations() if row["is_street"]]
            department = streets[0] if role == "subdistrict_liaison" and streets else DEMO_DEPARTMENT
        self._guard.act(by, "account.create", login)
        self._guard.act(by, "account.grant", login, role=role, department=department)
        self.insert(writer, login, f"演示·{ROLES[role].label}", DEMO, by, role=role, department_id=department)

    def demo_sign_in(self, role: str, *, address: str, agent: str) -> str:
        """The token of an open session of the demo account of a role.

        Raises SignInError outside a demo, for no such role and for one that was disabled.
        """
        found = next((row for row in self.demo_accounts() if row["role"] == role), None)
        if found is None:
            raise SignInError(f"没有角色为「{role}」的演示账号。请从演示登录页选择。")
        return self._sessions.open(found["account_id"], stage=OPEN, address=address, agent=agent)
