"""By password: every failure sounds and costs the same, five in a row lock, and neither haste nor a restart helps."""

import threading
import time
from datetime import timedelta

import pytest

from cloudeye.access.desk import Access
from cloudeye.access.passwords import Passwords
from cloudeye.access.sign_in import WRONG
from cloudeye.errors import AccessError, SignInError
from cloudeye.store import Store
from tests.access.people import ADDRESS, AGENT, COMMAND, GOOD, OTHER, Watch, account, entries, opened, row_of


def enter(access: Access, login: str, typed: str) -> tuple[str, str]:
    return access.accounts.sign_in(login, typed, address=ADDRESS, agent=AGENT)


def fail(access: Access, login: str, typed: str = OTHER) -> None:
    with pytest.raises(SignInError) as raised:
        enter(access, login, typed)
    assert str(raised.value) == WRONG


def test_the_right_password_opens(access: Access, watch: Watch) -> None:
    one = account(access, login="li")
    token, stage = enter(access, " Li ", GOOD)
    assert stage == "open"
    found = access.sessions.viewer(token, active=True, address="10.0.0.8")
    assert (found.login, found.name, found.role, found.account_id, found.address) == ("li", "某人", "leader", one, "10.0.0.8")
    assert row_of(access, one)["signed_in_at"] == watch.wall
    assert entries(access, "session.open") == [("li", "session.open", "li", "成功")]


def test_every_cause_sounds_the_same(access: Access, district: Store) -> None:
    fail(access, "nobody")
    account(access, login="li")
    fail(access, "li")
    fail(access, "li", "")
    account(access, None, login="waiting")
    fail(access, "waiting", GOOD)
    set_column(district, account(access, login="off"), "is_disabled", True)
    fail(access, "off", GOOD)
    set_column(district, account(access, login="elsewhere"), "origin", "oidc")
    fail(access, "elsewhere", GOOD)
    locked = account(access, login="locked")
    for _ in range(5):
        fail(access, "locked")
    assert row_of(access, locked)["locked_until"] is not None
    fail(access, "locked", GOOD)


def set_column(store: Store, account_id: str, column: str, value: object) -> None:
    store.reading().cursor.execute(
        f"UPDATE account SET {column} = $value WHERE account_id = $one", {"value": value, "one": account_id}
    )


def test_failures_are_recorded_but_not_what_was_typed_as_an_unknown_login(access: Access) -> None:
    account(access, login="li")
    fail(access, "li")
    fail(access, GOOD.lower())
    assert [entry[2:] for entry in entries(access, "session.refused")] == [("li", "失败"), ("（没有的登录名）", "失败")]
    assert GOOD.lower() not in "".join(path.read_text(encoding="utf-8") for path in access.trail.folder.glob("*.jsonl"))


def test_an_unknown_login_takes_as_long(district: Store, watch: Watch) -> None:
    """With the true cost of a hash, counted in the processor's time: the machine may be busy with something else."""
    access = Access(district, clock=watch, counter=watch.count, environment={})
    first = access.accounts.create("li", "某人", by=COMMAND)
    access.accounts.grant(row_of_login(access, "li"), "leader", None, COMMAND)
    assert enter(access, "li", first)[1] == "password"

    def cost(login: str) -> float:
        begun = time.process_time()
        fail(access, login)
        return time.process_time() - begun

    costs = [(cost("li"), cost("nobody")) for _ in range(4)]
    known, unknown = (min(column) for column in zip(*costs, strict=True))
    assert known > 0.02
    assert 0.7 < unknown / known < 1.4
    access.close()


def row_of_login(access: Access, login: str) -> str:
    return str(next(row["account_id"] for row in access.accounts.listed() if row["login"] == login))


def test_the_fifth_failure_locks_and_the_fourth_does_not(access: Access, watch: Watch) -> None:
    one = account(access, login="li")
    for _ in range(4):
        fail(access, "li")
    assert (row_of(access, one)["failures"], row_of(access, one)["locked_until"]) == (4, None)
    assert enter(access, "li", GOOD)[1] == "open"
    assert row_of(access, one)["failures"] == 0
    for _ in range(5):
        fail(access, "li")
    assert row_of(access, one)["locked_until"] == watch.wall + timedelta(minutes=15)
    assert entries(access, "account.lock") == [("系统", "account.lock", "li", "成功")]
    fail(access, "li", GOOD)


def test_the_fifth_attempt_may_be_the_right_one(access: Access) -> None:
    account(access, login="li")
    for _ in range(4):
        fail(access, "li")
    assert enter(access, "li", GOOD)[1] == "open"


def test_a_lock_ends_at_its_second(access: Access, watch: Watch) -> None:
    one = account(access, login="li")
    for _ in range(5):
        fail(access, "li")
    watch.pass_by(minutes=14, seconds=59)
    fail(access, "li", GOOD)
    watch.pass_by(seconds=1)
    assert (row_of(access, one)["failures"], row_of(access, one)["locked_until"]) == (0, None)
    fail(access, "li")
    assert row_of(access, one)["failures"] == 1
    assert enter(access, "li", GOOD)[1] == "open"


def test_attempts_while_locked_do_not_lengthen_the_lock(access: Access, watch: Watch) -> None:
    one = account(access, login="li")
    for _ in range(5):
        fail(access, "li")
    watch.pass_by(minutes=10)
    fail(access, "li")
    assert row_of(access, one)["locked_until"] == watch.wall + timedelta(minutes=5)


def test_setting_the_clock_forward_and_back_does_not_shorten_the_lock_it_began_in(access: Access, watch: Watch) -> None:
    account(access, login="li")
    for _ in range(5):
        fail(access, "li")
    watch.set_back(days=1)
    watch.pass_by(minutes=14)
    fail(access, "li", GOOD)
    watch.pass_by(minutes=1)
    assert enter(access, "li", GOOD)[1] == "open"


def test_the_counter_survives_a_restart(access: Access, district: Store, watch: Watch) -> None:
    account(access, login="li")
    for _ in range(3):
        fail(access, "li")
    access.close()
    again = opened(district, watch)
    fail(again, "li")
    fail(again, "li")
    fail(again, "li", GOOD)
    again.close()


def test_guesses_sent_at_once_share_the_five(access: Access) -> None:
    """Counted before they are judged: with the count afterwards all twelve would be tried."""
    one = account(access, login="li")
    reckoned = []

    class Slow(Passwords):
        def fits(self, kept: str | None, password: str) -> bool:
            if kept:
                reckoned.append(password)
                gate.wait(1)
            return super().fits(kept, password)

    gate = threading.Event()
    access.accounts._passwords.__class__ = Slow
    guesses = [threading.Thread(target=fail, args=(access, "li")) for _ in range(12)]
    for guess in guesses:
        guess.start()
    gate.set()
    for guess in guesses:
        guess.join()
    assert len(reckoned) == 5
    assert row_of(access, one)["locked_until"] is not None


def test_a_password_that_is_reset_meanwhile_opens_nothing(access: Access) -> None:
    one = account(access, login="li")

    class Slow(Passwords):
        def fits(self, kept: str | None, password: str) -> bool:
            found = super().fits(kept, password)
            if found:
                access.accounts.reset_password(one, COMMAND)
            return found

    access.accounts._passwords.__class__ = Slow
    fail(access, "li", GOOD)
    assert access.sessions.listed() == []


def test_a_hash_of_former_parameters_is_made_anew(access: Access, district: Store, watch: Watch) -> None:
    one = account(access, login="li")
    access.close()
    strict = Access(district, clock=watch, counter=watch.count, environment={})
    before = district.rows("account_found", account_id=one, login=None)[0]["password_hash"]
    assert enter(strict, "li", GOOD)[1] == "open"
    after = district.rows("account_found", account_id=one, login=None)[0]["password_hash"]
    assert "m=65536" not in before
    assert "m=65536" in after
    assert enter(strict, "li", GOOD)[1] == "open"
    strict.close()


def test_twenty_a_minute_from_one_address(access: Access) -> None:
    for _ in range(20):
        fail(access, "nobody")
    with pytest.raises(SignInError, match=r"登录尝试过于频繁，请在 \d+ 秒后再试。"):
        enter(access, "nobody", GOOD)
    with pytest.raises(SignInError) as raised:
        access.accounts.sign_in("nobody", GOOD, address="10.0.0.9", agent=AGENT)
    assert str(raised.value) == WRONG


def test_what_cannot_be_recorded_is_not_done(access: Access) -> None:
    account(access, login="li")
    access.trail.folder.rename(access.trail.folder.with_suffix(".away"))
    access.trail.folder.write_text("in the way")
    with pytest.raises(AccessError):
        enter(access, "li", GOOD)
    assert access.sessions.listed() == []
    access.trail.folder.unlink()
