"""Whoever guesses passwords learns nothing, is slowed down and then shut out."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from cloudeye.access import sign_in
from cloudeye.access.desk import Access
from cloudeye.errors import SignInError
from cloudeye.store import Store
from cloudeye.web.form_token import FIELD
from tests.browser.server import Server
from tests.security import people
from tests.security.caller import Answer, Caller
from tests.security.people import Keys
from tests.security.test_actions import QUICK

WRONG = "a wrong guess 1 2 3"


def attempt(caller: Caller, login: str, password: str) -> Answer:
    """Send the form of the sign-in."""
    return caller.post("/login", {"login": login, "password": password})


def said(answer: Answer) -> str:
    """What the form complains of, without what was typed into it."""
    return " ".join(re.findall(r'role="alert".*?</div>', answer.text, re.DOTALL))


def test_five_failures_lock_an_account_and_tell_nobody(server: Server, keys: Keys) -> None:
    """Guard: the lock after five failures: then even the right password is wrong, in the same words; and an account that does not
    exist, one that was disabled and one that is locked all sound like a wrong password."""
    callers = [Caller(server.url, source=f"127.0.6.{number}") for number in range(1, 9)]  # from as many addresses
    answers = [attempt(callers[number], "he", f"{WRONG} {number}") for number in range(5)]
    locked = attempt(callers[5], "he", keys.passwords["he"])
    unknown = attempt(callers[6], "nobody-of-this-name", WRONG)
    other = [attempt(callers[7], login, WRONG) for login in ("demo-leader", "", "' OR 1=1 --", "he' --", "HE\x00", "x" * 5_000)]
    everything = [*answers, locked, unknown, *other]
    assert {answer.status for answer in everything} == {401}
    assert len({said(answer) for answer in everything}) == 1 and said(locked)
    assert not any(answer.cookies for answer in everything)


def test_an_address_that_tries_too_often_has_to_wait(server: Server) -> None:
    """Guard: twenty tries a minute from one address, whatever the account; other addresses go on."""
    guesser = Caller(server.url, source="127.0.6.20")
    statuses = [attempt(guesser, f"guess{number}", WRONG).status for number in range(22)]
    assert statuses[:20] == [401] * 20 and statuses[20:] == [429] * 2
    answer = attempt(guesser, "guess", WRONG)
    assert int(answer.header("retry-after")) > 0
    forged = guesser.post("/login", {"login": "x", "password": WRONG}, headers={"X-Forwarded-For": "198.51.100.9"})
    assert forged.status == 429
    assert attempt(Caller(server.url, source="127.0.6.21"), "guess", WRONG).status == 401


def test_the_old_password_cannot_be_guessed_at_the_form_for_a_new_one(server: Server, keys: Keys) -> None:
    """Guard: the form for a new password counts like the sign-in: an unattended screen is no place to guess at."""
    left = people.sign_in(server.url, "luo", keys.passwords["luo"], source="127.0.6.30")
    token = people.form_of(left.get("/password"))
    for number in range(5):
        fields = {FIELD: token, "old": f"{WRONG} {number}", "new": "Juniper-Anchor-4417", "again": "Juniper-Anchor-4417"}
        answer = left.post("/password", fields)
        assert answer.status in {400, 401} or answer.header("location") == "/login", answer.status
    assert left.get("/password").status == 401  # all its sessions have ended
    assert attempt(Caller(server.url, source="127.0.6.31"), "luo", keys.passwords["luo"]).status == 401


def test_an_unknown_login_costs_the_same_work(copied: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Guard: a hash is verified in every case, so that the time it takes does not tell which logins there are."""
    verified: list[str] = []
    verify = PasswordHasher.verify

    def counted(self: PasswordHasher, kept: str, password: str) -> bool:
        verified.append(kept[:30])
        return verify(self, kept, password)

    monkeypatch.setattr(PasswordHasher, "verify", counted)
    with Store(copied) as store:
        access = Access(store, parameters=QUICK)
        access.accounts.demo_accounts()
        for login in ("he", "nobody", "demo-leader", "he", "he", "he", "he", "he"):  # the last of them meet the lock
            before = len(verified)
            with pytest.raises(SignInError, match=re.escape(sign_in.WRONG)):
                access.accounts.sign_in(login, WRONG, address="127.0.6.40", agent="")
            assert len(verified) == before + 1, login
        access.close()


def test_what_was_typed_wrong_is_nowhere(server: Server, visitors: Mapping[str, Caller]) -> None:
    """Guard: people type passwords into the field for the login: unknown logins and all passwords are in no log and no trail."""
    secrets = ("Meine-Parole-90210", "falsches-Wort-77")
    attempt(Caller(server.url, source="127.0.6.50"), secrets[0], secrets[1])
    folder = server.database.with_suffix(".audit")
    kept = [server.log.read_text(encoding="utf-8"), *(file.read_text(encoding="utf-8") for file in folder.glob("*.jsonl"))]
    assert len(kept) > 1 and not [word for word in secrets for content in kept if word.lower() in content.lower()]
