"""A person changes the own password: because it is the first one, because it is old, or because they want to."""

from datetime import timedelta

import pytest

from cloudeye.access.desk import Access
from cloudeye.errors import AccessError, SignInError
from cloudeye.store import Store
from tests.access.people import ADDRESS, AGENT, COMMAND, GOOD, OTHER, Watch, account, entries, opened, row_of


def enter(access: Access, login: str, typed: str) -> tuple[str, str]:
    return access.accounts.sign_in(login, typed, address=ADDRESS, agent=AGENT)


def fresh(access: Access, role: str = "leader") -> tuple[str, str]:
    """A new account that has never been used, and its first password."""
    first = access.accounts.create("li", "李", by=COMMAND)
    one = access.accounts.listed()[0]["account_id"]
    access.accounts.grant(one, role, None, COMMAND)
    return one, first


def test_the_first_password_must_be_changed(access: Access, watch: Watch) -> None:
    one, first = fresh(access)
    token, stage = enter(access, "li", first)
    assert stage == "password"
    assert access.sessions.viewer(token, active=True).is_anonymous
    fresh_token, stage = access.accounts.pass_password(token, first, GOOD)
    assert stage == "open"
    assert access.sessions.viewer(token, active=True).is_anonymous
    assert access.sessions.viewer(fresh_token, active=True).login == "li"
    found = row_of(access, one)
    assert (found["must_change_password"], found["password_changed_at"]) == (False, watch.wall)
    assert [entry[1] for entry in entries(access)][-2:] == ["password.change", "session.open"]
    with pytest.raises(SignInError):
        enter(access, "li", first)


def test_then_the_second_factor_is_set_up(access: Access) -> None:
    _, first = fresh(access, "supervisor")
    token, _ = enter(access, "li", first)
    assert access.accounts.pass_password(token, first, GOOD)[1] == "enrol"


def test_the_change_lasts_over_a_restart_between(access: Access, watch: Watch, district: Store) -> None:
    _, first = fresh(access)
    token, _ = enter(access, "li", first)
    access.close()
    again = opened(district, watch)
    assert again.sessions.stage(token) == "password"
    assert again.accounts.pass_password(token, first, GOOD)[1] == "open"
    again.close()


@pytest.mark.parametrize(
    ("age", "stage"), [(timedelta(days=180) - timedelta(seconds=1), "open"), (timedelta(days=180), "password")]
)
def test_an_old_password_must_be_changed(access: Access, watch: Watch, age: timedelta, stage: str) -> None:
    account(access, login="li")
    watch.pass_by(seconds=age.total_seconds())
    assert enter(access, "li", GOOD)[1] == stage


def test_age_may_be_switched_off(district: Store, watch: Watch) -> None:
    access = opened(district, watch, CLOUDEYE_PASSWORD_DAYS="0")
    account(access, login="li")
    watch.pass_by(days=4000)
    assert enter(access, "li", GOOD)[1] == "open"
    access.close()


def test_a_weak_one_is_refused_and_counts_nothing(access: Access) -> None:
    one, first = fresh(access)
    token, _ = enter(access, "li", first)
    with pytest.raises(AccessError, match="至少 12 个字符"):
        access.accounts.pass_password(token, first, "short")
    with pytest.raises(AccessError, match="不能与现在的密码相同"):
        access.accounts.pass_password(token, first, first)
    assert row_of(access, one)["failures"] == 0
    assert access.sessions.stage(token) == "password"


def test_a_wrong_old_one_counts_and_the_fifth_ends_all_sessions(access: Access) -> None:
    """A stolen session is no place to guess the password from."""
    one = account(access, login="li")
    token, elsewhere = enter(access, "li", GOOD)[0], enter(access, "li", GOOD)[0]
    for number in range(1, 5):
        with pytest.raises(SignInError, match="现在的密码不正确"):
            access.accounts.pass_password(token, "wrong", OTHER)
        assert row_of(access, one)["failures"] == number
    assert access.sessions.stage(token) == "open"
    with pytest.raises(SignInError):
        access.accounts.pass_password(token, "wrong", OTHER)
    assert access.sessions.stage(token) is None
    assert access.sessions.stage(elsewhere) is None
    assert row_of(access, one)["locked_until"] is not None


def test_a_change_ends_the_other_sessions_and_rotates_this_one(access: Access) -> None:
    account(access, login="li")
    token, elsewhere = enter(access, "li", GOOD)[0], enter(access, "li", GOOD)[0]
    fresh_token, stage = access.accounts.pass_password(token, GOOD, OTHER)
    assert stage == "open"
    assert access.sessions.stage(token) is None
    assert access.sessions.stage(elsewhere) is None
    assert access.sessions.viewer(fresh_token, active=True).login == "li"
    assert len(entries(access, "session.open")) == 2


def test_who_signs_in_elsewhere_has_no_password_to_change(access: Access, district: Store) -> None:
    one = account(access, login="li")
    district.reading().cursor.execute("UPDATE account SET password_hash = NULL, origin = 'oidc'")
    with pytest.raises(AccessError, match="没有密码可改"):
        access.accounts.change_password(one, GOOD, OTHER)
