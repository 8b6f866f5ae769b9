"""The second factor: set up once, a code good once, wrong ones counted, the key unreadable without the district's."""

from datetime import datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pyotp
import pytest

from cloudeye.access.desk import Access
from cloudeye.access.second_factor import SecondFactors, enrolment, step_of
from cloudeye.access.sign_in import WRONG, WRONG_CODE
from cloudeye.clock import DISTRICT_TIME
from cloudeye.errors import AccessError, SignInError
from cloudeye.store import Store
from tests.access.people import ADDRESS, AGENT, COMMAND, GOOD, NOW, OTHER, Watch, account, entries, opened, row_of

# A key for these tests alone, in the letters that a phone takes.
SHARED = "JBSWY3DPEHPK3PXP" * 2


def code_at(at: datetime, shared: str = SHARED) -> str:
    return pyotp.TOTP(shared).at(at.replace(tzinfo=DISTRICT_TIME))


def step(at: datetime) -> int:
    return int(at.replace(tzinfo=DISTRICT_TIME).timestamp()) // 30


def enter(access: Access, login: str, typed: str = GOOD) -> tuple[str, str]:
    return access.accounts.sign_in(login, typed, address=ADDRESS, agent=AGENT)


def enrolled(access: Access, watch: Watch, login: str = "li", role: str = "supervisor") -> str:
    """Set up a second factor for a new account; returns the shared key."""
    account(access, role, login=login)
    token, stage = enter(access, login)
    assert stage == "enrol"
    begun = access.accounts.begin_second_factor(token)
    token, stage = access.accounts.confirm_second_factor(token, code_at(watch.wall, begun.secret))
    assert stage == "open"
    watch.pass_by(minutes=1)
    return begun.secret


@pytest.mark.parametrize(("seconds", "fits"), [(-60, False), (-30, True), (0, True), (30, True), (60, False)])
def test_one_step_of_drift(seconds: int, fits: bool) -> None:
    at = NOW + timedelta(seconds=seconds)
    assert step_of(SHARED, code_at(at), NOW, None) == (step(at) if fits else None)


def test_a_code_is_good_once() -> None:
    assert step_of(SHARED, code_at(NOW), NOW, step(NOW)) is None
    assert step_of(SHARED, code_at(NOW), NOW, step(NOW) - 1) == step(NOW)


@pytest.mark.parametrize("typed", ["", "000000", "abc", "１２３", "12345678"])
def test_what_is_no_code(typed: str) -> None:
    assert step_of(SHARED, typed, NOW, None) is None


def test_spaces_and_wide_digits_are_understood() -> None:
    code = code_at(NOW)
    wide = "".join(chr(ord(digit) - ord("0") + ord("０")) for digit in code)
    assert step_of(SHARED, f" {code[:3]} {code[3:]}", NOW, None) == step(NOW)
    assert step_of(SHARED, wide, NOW, None) == step(NOW)


def test_what_a_phone_is_shown() -> None:
    begun = enrolment("li")
    told = urlsplit(begun.uri)
    assert (told.scheme, told.netloc) == ("otpauth", "totp")
    assert parse_qs(told.query)["secret"] == [begun.secret]
    assert parse_qs(told.query)["issuer"] == ["营商云眼"]
    assert enrolment("li").secret != begun.secret
    assert enrolment("li", begun.secret) == begun


def test_the_key_is_read_only_with_the_districts_and_for_its_account() -> None:
    factors = SecondFactors(b"k" * 32)
    kept = factors.enciphered("A1", SHARED)
    assert SHARED not in kept
    assert factors.deciphered("A1", kept) == SHARED
    assert factors.enciphered("A1", SHARED) != kept
    for stranger, account_id in ((SecondFactors(b"x" * 32), "A1"), (factors, "A2")):
        with pytest.raises(AccessError, match="密钥文件与数据库不是一套"):
            stranger.deciphered(account_id, kept)


def test_roles_that_need_one_set_it_up_first(access: Access, watch: Watch) -> None:
    shared = enrolled(access, watch)
    assert entries(access, "second_factor.enrol") == [("li", "second_factor.enrol", "li", "成功")]
    token, stage = enter(access, "li")
    assert stage == "code"
    assert access.sessions.viewer(token, active=True).is_anonymous
    token, stage = access.accounts.present_code(token, code_at(watch.wall, shared))
    assert stage == "open"
    assert access.sessions.viewer(token, active=True).role == "supervisor"


@pytest.mark.parametrize("role", ["supervisor", "system_administrator", "security_administrator", "audit_administrator"])
def test_who_needs_one(access: Access, role: str) -> None:
    account(access, role, login="li")
    assert enter(access, "li")[1] == "enrol"


def test_a_demo_asks_nobody_to_set_one_up(demo_access: Access) -> None:
    account(demo_access, "supervisor", login="li")
    assert enter(demo_access, "li")[1] == "open"


def test_the_key_in_the_table_is_enciphered(access: Access, watch: Watch, district: Store) -> None:
    shared = enrolled(access, watch)
    [(kept,)] = district.reading().cursor.execute("SELECT second_factor FROM account").fetchall()
    assert shared not in kept
    assert "second_factor" not in {name for row in access.accounts.listed() for name in row if row[name] == kept}


def test_setting_up_begins_with_the_same_key_until_it_is_confirmed(access: Access, watch: Watch) -> None:
    account(access, "supervisor", login="li")
    token, _ = enter(access, "li")
    begun = access.accounts.begin_second_factor(token)
    assert access.accounts.begin_second_factor(token) == begun
    with pytest.raises(SignInError, match="六位数字不正确"):
        access.accounts.confirm_second_factor(token, "000000")
    assert access.accounts.begin_second_factor(token) == begun
    assert access.accounts.confirm_second_factor(token, code_at(watch.wall, begun.secret))[1] == "open"


def test_confirming_what_was_not_begun_is_refused(access: Access) -> None:
    account(access, "supervisor", login="li")
    token, _ = enter(access, "li")
    with pytest.raises(SignInError, match="六位数字不正确"):
        access.accounts.confirm_second_factor(token, "000000")


def test_two_browsers_cannot_both_set_one_up(access: Access, watch: Watch) -> None:
    account(access, "supervisor", login="li")
    first, second = enter(access, "li")[0], enter(access, "li")[0]
    one, two = access.accounts.begin_second_factor(first), access.accounts.begin_second_factor(second)
    access.accounts.confirm_second_factor(first, code_at(watch.wall, one.secret))
    with pytest.raises(SignInError):
        access.accounts.confirm_second_factor(second, code_at(watch.wall, two.secret))


def test_the_code_that_set_it_up_does_not_open_another_session(access: Access, watch: Watch) -> None:
    account(access, "supervisor", login="li")
    token, _ = enter(access, "li")
    begun = access.accounts.begin_second_factor(token)
    access.accounts.confirm_second_factor(token, code_at(watch.wall, begun.secret))
    token, _ = enter(access, "li")
    with pytest.raises(SignInError):
        access.accounts.present_code(token, code_at(watch.wall, begun.secret))


def test_a_code_does_not_open_two_sessions(access: Access, watch: Watch) -> None:
    shared = enrolled(access, watch)
    first, second = enter(access, "li")[0], enter(access, "li")[0]
    code = code_at(watch.wall, shared)
    access.accounts.present_code(first, code)
    with pytest.raises(SignInError) as raised:
        access.accounts.present_code(second, code)
    assert str(raised.value) == WRONG_CODE


def test_a_used_code_stays_used_after_a_restart(access: Access, watch: Watch, district: Store) -> None:
    shared = enrolled(access, watch)
    code = code_at(watch.wall, shared)
    access.accounts.present_code(enter(access, "li")[0], code)
    access.close()
    again = opened(district, watch)
    with pytest.raises(SignInError):
        again.accounts.present_code(enter(again, "li")[0], code)
    again.close()


def test_the_fifth_wrong_code_locks_and_ends_the_session(access: Access, watch: Watch) -> None:
    shared = enrolled(access, watch)
    token, _ = enter(access, "li")
    for _ in range(4):
        with pytest.raises(SignInError):
            access.accounts.present_code(token, "000000")
    assert access.sessions.stage(token) == "code"
    with pytest.raises(SignInError):
        access.accounts.present_code(token, "000000")
    assert access.sessions.stage(token) is None
    assert len(entries(access, "account.lock")) == 1
    with pytest.raises(SignInError) as raised:
        enter(access, "li")
    assert str(raised.value) == WRONG
    watch.pass_by(minutes=15)
    assert access.accounts.present_code(enter(access, "li")[0], code_at(watch.wall, shared))[1] == "open"


def test_the_password_does_not_wipe_out_wrong_codes(access: Access, watch: Watch) -> None:
    """Otherwise whoever has the password may guess codes for ever, four at a time."""
    enrolled(access, watch)
    for _ in range(2):
        token, _ = enter(access, "li")
        for _ in range(2):
            with pytest.raises(SignInError):
                access.accounts.present_code(token, "000000")
    token, stage = enter(access, "li")
    assert stage == "code"
    with pytest.raises(SignInError):
        access.accounts.present_code(token, "000000")
    assert access.sessions.stage(token) is None


def test_the_right_code_forgives(access: Access, watch: Watch) -> None:
    shared = enrolled(access, watch)
    with pytest.raises(SignInError):
        enter(access, "li", OTHER)
    token, _ = enter(access, "li")
    one = next(row for row in access.accounts.listed() if row["login"] == "li")
    assert one["failures"] == 1
    access.accounts.present_code(token, code_at(watch.wall, shared))
    assert row_of(access, one["account_id"])["failures"] == 0


def test_a_lock_that_falls_meanwhile_shuts_the_code_out(access: Access, watch: Watch) -> None:
    shared = enrolled(access, watch)
    token, _ = enter(access, "li")
    for _ in range(5):
        with pytest.raises(SignInError):
            enter(access, "li", OTHER)
    with pytest.raises(SignInError):
        access.accounts.present_code(token, code_at(watch.wall, shared))
    assert access.sessions.stage(token) is None


@pytest.mark.parametrize("stage", ["password", "enrol", "open"])
def test_a_code_is_taken_at_its_stage_only(access: Access, watch: Watch, stage: str) -> None:
    shared = enrolled(access, watch)
    one = next(row["account_id"] for row in access.accounts.listed() if row["login"] == "li")
    token = access.sessions.open(one, stage=stage, address=ADDRESS, agent=AGENT)
    with pytest.raises(SignInError, match="请重新登录"):
        access.accounts.present_code(token, code_at(watch.wall, shared))


def test_a_session_that_owes_a_code_changes_nothing(access: Access, watch: Watch) -> None:
    enrolled(access, watch)
    token, _ = enter(access, "li")
    with pytest.raises(SignInError):
        access.accounts.pass_password(token, GOOD, OTHER)
    with pytest.raises(SignInError):
        access.accounts.begin_second_factor(token)


def test_reset_makes_its_owner_set_it_up_again(access: Access, watch: Watch) -> None:
    enrolled(access, watch)
    token, _ = enter(access, "li")
    one = next(row["account_id"] for row in access.accounts.listed() if row["login"] == "li")
    access.accounts.reset_second_factor(one, COMMAND)
    assert access.sessions.stage(token) is None
    assert row_of(access, one)["second_factor"] is False
    assert enter(access, "li")[1] == "enrol"


def test_codes_go_by_the_wall_clock(access: Access, watch: Watch) -> None:
    """A phone knows nothing of how long this process has been running."""
    shared = enrolled(access, watch)
    watch.wall += timedelta(hours=3)
    access.sessions.listed()
    watch.set_back(hours=3)
    token, _ = enter(access, "li")
    assert access.accounts.present_code(token, code_at(watch.wall, shared))[1] == "open"
