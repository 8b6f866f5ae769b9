"""Who is in the tests of accounts: a clock that moves when told, administrators, and passwords that pass."""

from datetime import datetime, timedelta
from typing import Any

from argon2.profiles import CHEAPEST

from cloudeye.access.desk import Access
from cloudeye.access.guard import OPERATOR
from cloudeye.access.trail.book import Actor
from cloudeye.access.viewer import Viewer
from cloudeye.store import Store

NOW = datetime(2026, 11, 21, 9)
ADDRESS, AGENT = "10.0.0.7", "Firefox/149"
COMMAND = Actor("命令行:test", OPERATOR)
GOOD, OTHER = "Lotus_Rain-41-Moss", "Quiet7Heron/dune"


class Watch:
    """A wall clock and a counter that nothing stops; ``pass_by`` moves both, ``set_back`` only the first."""

    def __init__(self) -> None:
        self.wall, self.counted = NOW, 1000.0

    def __call__(self) -> datetime:
        return self.wall

    def count(self) -> float:
        return self.counted

    def pass_by(self, **time: float) -> None:
        """Time passes."""
        self.wall += timedelta(**time)
        self.counted += timedelta(**time).total_seconds()

    def set_back(self, **time: float) -> None:
        """Somebody turns the clock."""
        self.wall -= timedelta(**time)


def opened(store: Store, watch: Watch, **environment: str) -> Access:
    """The desk of a district as a process that has just begun sees it. Hashes cost nothing here."""
    return Access(store, clock=watch, counter=watch.count, environment=environment, parameters=CHEAPEST)


def account(access: Access, role: str | None = "leader", department_id: str | None = None, *, login: str = "") -> str:
    """The account_id of a new account with a role, whose password is ``GOOD`` and changed already."""
    login = login or f"{role}{len(access.accounts.listed())}".replace("_", "-")
    first = access.accounts.create(login, "某人", by=COMMAND)
    found = next(row["account_id"] for row in access.accounts.listed() if row["login"] == login)
    access.accounts.grant(found, role or "leader", department_id, COMMAND)
    access.accounts.change_password(found, first, GOOD)
    if role is None:
        access.accounts.grant(found, None, None, COMMAND)
    return str(found)


def person(access: Access, role: str, department_id: str | None = None) -> Viewer:
    """Somebody with a role who is signed in."""
    token = access.sessions.open(account(access, role, department_id), stage="open", address=ADDRESS, agent=AGENT)
    return access.sessions.viewer(token, active=True)


def row_of(access: Access, account_id: str) -> dict[str, Any]:
    """What the list of accounts says of one."""
    return next(row for row in access.accounts.listed() if row["account_id"] == account_id)


def entries(access: Access, action: str = "", result: str = "") -> list[tuple[str, str, str, str]]:
    """(actor, action, subject, result) of the trail, oldest first."""
    found = reversed(access.trail.entries(limit=None).entries)
    return [
        (entry["actor"], entry["action"], entry["subject"], entry["result"])
        for entry in found
        if action in ("", entry["action"]) and result in ("", entry["result"])
    ]
