"""The first set-up: a token that works once, for half an hour, only while nobody is there."""

from collections.abc import Mapping

import pytest

from cloudeye.access.desk import Access
from cloudeye.errors import AccessError, SignInError, TooOften
from cloudeye.store import Store
from tests.access.people import ADDRESS, AGENT, COMMAND, Watch, account, entries, opened

LOGINS = {"system_administrator": "xitong", "security_administrator": "anquan", "audit_administrator": "shenji"}


def set_up(access: Access, token: str, logins: Mapping[str, str] = LOGINS) -> list[tuple[str, str]]:
    return access.bootstrap.set_up(token, logins, address=ADDRESS)


def token_of(access: Access) -> str:
    token = access.bootstrap.setup_token()
    assert token is not None
    return token


def test_makes_the_three(access: Access) -> None:
    made = set_up(access, token_of(access))
    assert [login for login, _ in made] == list(LOGINS.values())
    assert {row["login"]: row["role"] for row in access.accounts.listed()} == {login: role for role, login in LOGINS.items()}
    assert all(row["must_change_password"] for row in access.accounts.listed())
    for login, first in made:
        assert access.accounts.sign_in(login, first, address=ADDRESS, agent=AGENT)[1] == "password"
    assert [entry[:3] for entry in entries(access)][:2] == [
        ("首次设置", "account.create", "xitong"),
        ("首次设置", "account.grant", "xitong"),
    ]


def test_a_used_token_stays_used_whatever_happens_to_the_accounts(access: Access, district: Store) -> None:
    token = token_of(access)
    set_up(access, token)
    with district.recording() as writer:
        writer.delete("account")
    assert access.bootstrap.is_needed()
    assert not access.bootstrap.is_valid(token)


def test_works_once(access: Access) -> None:
    token = token_of(access)
    assert access.bootstrap.is_valid(token)
    set_up(access, token)
    assert not access.bootstrap.is_valid(token)
    with pytest.raises(SignInError, match="已经用过"):
        set_up(access, token, {role: f"{login}2" for role, login in LOGINS.items()})
    assert access.bootstrap.setup_token() is None
    assert len(access.accounts.listed()) == 3


@pytest.mark.parametrize(("minutes", "seconds", "good"), [(29, 59, True), (30, 0, False)])
def test_for_half_an_hour(access: Access, watch: Watch, minutes: int, seconds: int, good: bool) -> None:
    token = token_of(access)
    watch.set_back(days=1)
    watch.pass_by(minutes=minutes, seconds=seconds)
    assert access.bootstrap.is_valid(token) is good
    if not good:
        with pytest.raises(SignInError):
            set_up(access, token)


@pytest.mark.parametrize("token", ["", "x", "\ud800"])
def test_another_token_is_refused(access: Access, token: str) -> None:
    token_of(access)
    with pytest.raises(SignInError):
        set_up(access, token)
    assert access.accounts.listed() == []


def test_a_new_token_replaces_the_old_one(access: Access, watch: Watch, district: Store) -> None:
    first, second = token_of(access), token_of(access)
    assert not access.bootstrap.is_valid(first)
    assert access.bootstrap.is_valid(second)
    again = opened(district, watch)
    assert not again.bootstrap.is_valid(second)
    again.close()


def test_not_before_it_was_printed(access: Access) -> None:
    assert not access.bootstrap.is_valid("")
    with pytest.raises(SignInError):
        set_up(access, "")


def test_not_in_a_demo(demo_access: Access) -> None:
    assert demo_access.bootstrap.setup_token() is None
    assert not demo_access.bootstrap.is_needed()


@pytest.mark.parametrize("role", LOGINS)
def test_not_once_there_is_an_administrator(access: Access, role: str) -> None:
    token = token_of(access)
    account(access, role)
    assert access.bootstrap.setup_token() is None
    with pytest.raises(SignInError):
        set_up(access, token)


def test_other_accounts_are_no_administrators(access: Access) -> None:
    account(access, "leader")
    assert access.bootstrap.is_needed()


@pytest.mark.parametrize(
    "logins",
    [
        {},
        {**LOGINS, "audit_administrator": ""},
        {**LOGINS, "audit_administrator": "xitong"},
        {**LOGINS, "audit_administrator": " XiTong"},
        {**LOGINS, "audit_administrator": "两个 字"},
        {**LOGINS, "security_administrator": "taken"},
    ],
)
def test_a_mistake_makes_none_and_leaves_the_token_good(access: Access, logins: dict[str, str]) -> None:
    account(access, "leader", login="taken")
    token = token_of(access)
    with pytest.raises(AccessError, match="登录名"):
        set_up(access, token, logins)
    assert len(access.accounts.listed()) == 1
    assert len(set_up(access, token)) == 3


def test_one_account_cannot_be_two_of_the_three(access: Access) -> None:
    with pytest.raises(AccessError, match="三员不得由一个账号兼任"):
        set_up(access, token_of(access), {**LOGINS, "audit_administrator": " XiTong"})


def test_five_tries_a_minute(access: Access) -> None:
    token = token_of(access)
    for _ in range(5):
        with pytest.raises(SignInError, match="链接不正确"):
            set_up(access, "wrong")
    with pytest.raises(TooOften, match="首次设置的尝试过于频繁"):
        set_up(access, token)


def test_a_command_makes_one_of_a_kind_only(access: Access) -> None:
    [(login, _)] = access.accounts.first_administrators({"audit_administrator": ("shenji", "审计")}, COMMAND)
    assert login == "shenji"
    with pytest.raises(AccessError, match="已经有审计管理员"):
        access.accounts.first_administrators({"audit_administrator": ("shenji2", "审计")}, COMMAND)
    with pytest.raises(AccessError, match="只能建立第一批管理员"):
        access.accounts.first_administrators({"leader": ("lingdao", "领导")}, COMMAND)
