"""Who comes to the door in these tests: a demo account for each role, the hall's screen, nobody, and a few people with passwords."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from cloudeye.access.desk import Access
from cloudeye.access.trail.book import Actor
from cloudeye.store import Store
from cloudeye.web.cookies import DISPLAY, SESSION
from cloudeye.web.form_token import FIELD
from tests.security.caller import Answer, Caller

OPERATOR = Actor("命令行:测试", "operator")
# login → role and department of the people who sign in with a password.
PEOPLE: Mapping[str, tuple[str, str | None]] = {
    "matrix": ("leader", None),
    "chen": ("liaison", "approval"),
    "luo": ("leader", None),
    "he": ("liaison", "approval"),
    "tan": ("analyst", None),
}
# The name of all of them, and of the screen: whoever lists people and screens shows it as text.
NAME = "<img src=x onerror=hacked(8)>"


@dataclass(frozen=True)
class Keys:
    """What was told once when they were made: first passwords by login, and the key of a hall screen."""

    passwords: Mapping[str, str] = field(default_factory=dict)
    display: str = ""


def settle(database: Path) -> Keys:
    """Make the people and the screen in a closed district."""
    with Store(database) as store:
        access = Access(store)
        passwords = {}
        for login, (role, department) in PEOPLE.items():
            passwords[login] = access.accounts.create(login, NAME, by=OPERATOR)
            account = next(row for row in access.accounts.listed() if row["login"] == login)
            access.accounts.grant(account["account_id"], role, department, OPERATOR)
        key = access.displays.create(NAME, OPERATOR)
        access.close()
    return Keys(passwords, key)


def form_of(page: Answer) -> str:
    """The hidden token of a form on a page; empty when there is none."""
    found = re.search(rf'name="{FIELD}" value="([0-9a-f]*)"', page.text)
    return found[1] if found else ""


def enter(url: str, role: str, *, source: str = "127.0.0.1") -> Caller:
    """Somebody of this role with a fresh session: by one click in the demo. Nobody stays nobody."""
    caller = Caller(url, source=source)
    if role == "anonymous":
        return caller
    answer = caller.post("/login/demo", {"role": role}, keeps_cookies=True)
    assert answer.status == 303, (role, answer.status, answer.text[:300])
    assert (DISPLAY if role == "display" else SESSION) in caller.cookies
    return caller


def sign_in(url: str, login: str, password: str, *, source: str = "127.0.0.1") -> Caller:
    """Somebody after the form of the sign-in, as far as their password leads."""
    caller = Caller(url, source=source)
    answer = caller.post("/login", {"login": login, "password": password}, keeps_cookies=True)
    assert answer.status == 303, (login, answer.status, answer.text[:300])
    return caller


def renew_password(caller: Caller, old: str, new: str) -> Answer:
    """Send the form of a new password; the caller keeps what it gets."""
    fields = {FIELD: form_of(caller.get("/password")), "old": old, "new": new, "again": new}
    return caller.post("/password", fields, keeps_cookies=True)
