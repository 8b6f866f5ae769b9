"""三员: who makes accounts does not say what they may do, who says so makes none, nobody does anything to themselves."""

from collections.abc import Callable

import pytest

from cloudeye.access.desk import Access
from cloudeye.access.permissions import ROLES
from cloudeye.access.viewer import Viewer
from cloudeye.errors import AccessError, Refused, SignInError
from cloudeye.store import Store
from tests.access.people import ADDRESS, AGENT, COMMAND, GOOD, NOW, OTHER, Watch, account, entries, person, row_of

Deed = Callable[[Access, str, Viewer], object]
DEEDS: dict[str, tuple[str, Deed]] = {
    "account.create": ("system_administrator", lambda access, one, by: access.accounts.create("new", "新人", by=by)),
    "account.disable": ("system_administrator", lambda access, one, by: access.accounts.disable(one, by)),
    "account.enable": ("system_administrator", lambda access, one, by: access.accounts.enable(one, by)),
    "account.reset": ("system_administrator", lambda access, one, by: access.accounts.reset_password(one, by)),
    "account.grant": ("security_administrator", lambda access, one, by: access.accounts.grant(one, "analyst", None, by)),
    "account.unlock": ("security_administrator", lambda access, one, by: access.accounts.unlock(one, by)),
}
SYSTEM = Viewer(role="system_administrator", login="sys", account_id="elsewhere")
PEOPLE = [name for name in ROLES if name not in ("anonymous", "display")]


@pytest.mark.parametrize("deed", DEEDS)
def test_only_one_kind_of_administrator_may(demo_access: Access, deed: str) -> None:
    access, (allowed, do) = demo_access, DEEDS[deed]
    one = account(access, "leader", login="li")
    people = {role: access.accounts.demo_sign_in(role, address=ADDRESS, agent=AGENT) for role in PEOPLE}
    for role, token in people.items():
        by = access.sessions.viewer(token, active=True)
        before = access.accounts.listed(), access.sessions.listed()
        if role == allowed:
            do(access, one, by)
            expected = (by.login, deed, "new" if deed == "account.create" else "li", "成功")
            assert expected in entries(access)
            continue
        with pytest.raises(Refused):
            do(access, one, by)
        assert (access.accounts.listed(), access.sessions.listed()) == before
        assert (entries(access)[-1][0], entries(access)[-1][3]) == (by.login, "拒绝")


def test_the_refusal_says_who_may(access: Access) -> None:
    with pytest.raises(Refused) as raised:
        access.accounts.create("li", "李", by=person(access, "security_administrator"))
    assert str(raised.value) == "当前身份（安全管理员）不能办理「建立账号」，没有做任何改动。请由系统管理员办理。"


def test_a_new_account_can_do_nothing_until_it_is_granted(access: Access, watch: Watch) -> None:
    system, security = person(access, "system_administrator"), person(access, "security_administrator")
    first = access.accounts.create(" LiMing ", " 李\t明 ", by=system)
    found = next(row for row in access.accounts.listed() if row["login"] == "liming")
    assert found == {
        "account_id": found["account_id"], "login": "liming", "name": "李 明", "role": None, "department_id": None,
        "department": None, "origin": "local", "second_factor": False, "failures": 0, "locked_until": None, "is_disabled": False,
        "must_change_password": True, "password_changed_at": None, "created_at": NOW, "created_by": system.login,
        "signed_in_at": None,
    }  # fmt: skip
    with pytest.raises(SignInError):
        access.accounts.sign_in("liming", first, address=ADDRESS, agent=AGENT)
    access.accounts.grant(found["account_id"], "liaison", "approval", security)
    assert access.accounts.sign_in("liming", first, address=ADDRESS, agent=AGENT)[1] == "password"
    assert row_of(access, found["account_id"])["department"] == "行政审批部门"


@pytest.mark.parametrize("login", ["", "x", "a" * 33, "李明", "a b", "-ab", "a\nb", "<script>", "demo-leader"])
def test_logins_that_are_refused(access: Access, login: str) -> None:
    with pytest.raises(AccessError, match="登录名"):
        access.accounts.create(login, "李", by=COMMAND)
    assert access.accounts.listed() == []


@pytest.mark.parametrize("name", ["", "  ", "李" * 41, "李\x00明", "李\u202e明"])
def test_names_that_are_refused(access: Access, name: str) -> None:
    with pytest.raises(AccessError, match="姓名应当是"):
        access.accounts.create("liming", name, by=COMMAND)


def test_a_login_is_given_once(access: Access) -> None:
    access.accounts.create("liming", "李", by=COMMAND)
    with pytest.raises(AccessError, match="登录名「liming」已被使用"):
        access.accounts.create("LIMING", "黎", by=COMMAND)


def test_administrators_do_nothing_to_themselves(access: Access) -> None:
    system, security = person(access, "system_administrator"), person(access, "security_administrator")
    account(access, "system_administrator")  # not the last ones
    account(access, "security_administrator")
    for deed in (
        lambda: access.accounts.grant(security.account_id, "leader", None, security),
        lambda: access.accounts.grant(security.account_id, "security_administrator", None, security),
        lambda: access.accounts.grant(security.account_id, None, None, security),
        lambda: access.accounts.disable(system.account_id, system),
        lambda: access.accounts.reset_password(system.account_id, system),
        lambda: access.accounts.reset_second_factor(system.account_id, system),
    ):
        with pytest.raises(Refused, match="自己"):
            deed()
    assert len(entries(access, result="拒绝")) == 6


@pytest.mark.parametrize("role", ["system_administrator", "security_administrator", "audit_administrator"])
def test_the_last_administrator_of_a_kind_stays(access: Access, role: str) -> None:
    one = account(access, role)
    # The administrators who ask are no help if the one asked about is the last of its kind.
    other_system = Viewer(role="system_administrator", login="s", account_id="elsewhere")
    other_security = Viewer(role="security_administrator", login="a", account_id="elsewhere")
    for deed in (
        lambda: access.accounts.disable(one, other_system),
        lambda: access.accounts.grant(one, "leader", None, other_security),
        lambda: access.accounts.grant(one, None, None, other_security),
    ):
        with pytest.raises(AccessError, match=f"唯一启用的{ROLES[role].label}"):
            deed()
    second = account(access, role)
    access.accounts.disable(second, other_system)
    with pytest.raises(AccessError, match="唯一启用"):
        access.accounts.grant(one, "leader", None, other_security)
    access.accounts.enable(second, other_system)
    access.accounts.grant(one, "leader", None, other_security)
    assert row_of(access, one)["role"] == "leader"


def test_one_account_has_one_role(access: Access) -> None:
    """So nobody can hold two of the three offices: the second grant replaces the first."""
    account(access, "system_administrator")
    one = account(access, "system_administrator")
    access.accounts.grant(one, "audit_administrator", None, COMMAND)
    assert row_of(access, one)["role"] == "audit_administrator"
    assert dict(access.accounts.holders()) == {"system_administrator": 1, "audit_administrator": 1}


@pytest.mark.parametrize(
    ("role", "department_id", "told"),
    [
        ("anonymous", None, "没有可以授予的角色"),
        ("display", None, "没有可以授予的角色"),
        ("root", None, "没有可以授予的角色"),
        ("leader", "nowhere", "没有编号为「nowhere」的单位"),
        ("liaison", None, "必须指定所属单位"),
        ("department_head", None, "必须指定所属单位"),
        ("subdistrict_liaison", "approval", "不是街道"),
        ("system_administrator", "approval", "不属于任何单位"),
        (None, "approval", "不属于任何单位"),
    ],
)
def test_what_does_not_fit_is_not_granted(access: Access, role: str | None, department_id: str | None, told: str) -> None:
    one = account(access, "leader")
    with pytest.raises(AccessError, match=told):
        access.accounts.grant(one, role, department_id, COMMAND)
    assert row_of(access, one)["role"] == "leader"


@pytest.mark.parametrize(
    ("role", "department_id"),
    [("leader", None), ("supervisor", "discipline_inspection"), ("liaison", "power_supply"), ("subdistrict_liaison", "yunqiao")],
)
def test_what_fits_is_granted(access: Access, role: str, department_id: str | None) -> None:
    one = account(access, "analyst")
    access.accounts.grant(one, role, department_id, COMMAND)
    assert (row_of(access, one)["role"], row_of(access, one)["department_id"]) == (role, department_id)


@pytest.mark.parametrize(
    "deed",
    [
        lambda access, one: access.accounts.disable(one, SYSTEM),
        lambda access, one: access.accounts.grant(one, "analyst", None, COMMAND),
        lambda access, one: access.accounts.grant(one, None, None, COMMAND),
        lambda access, one: access.accounts.reset_password(one, COMMAND),
        lambda access, one: access.accounts.reset_second_factor(one, COMMAND),
    ],
)
def test_its_sessions_end_at_once(access: Access, deed: Callable[[Access, str], object]) -> None:
    one, bystander = account(access, "leader"), person(access, "leader")
    tokens = [access.sessions.open(one, stage=stage, address=ADDRESS, agent=AGENT) for stage in ("open", "open", "password")]
    deed(access, one)
    assert [access.sessions.stage(token) for token in tokens] == [None] * 3
    assert [row["account_id"] for row in access.sessions.listed()] == [bystander.account_id]


def test_a_disabled_account_comes_back_as_it_was(access: Access) -> None:
    one = account(access, "liaison", "approval", login="li")
    access.accounts.disable(one, SYSTEM)
    with pytest.raises(SignInError):
        access.accounts.sign_in("li", GOOD, address=ADDRESS, agent=AGENT)
    access.accounts.enable(one, SYSTEM)
    token, _ = access.accounts.sign_in("li", GOOD, address=ADDRESS, agent=AGENT)
    assert access.sessions.viewer(token, active=True).department_id == "approval"


def test_a_reset_password_is_told_once_and_changed(access: Access) -> None:
    one = account(access, login="li")
    first = access.accounts.reset_password(one, person(access, "system_administrator"))
    with pytest.raises(SignInError):
        access.accounts.sign_in("li", GOOD, address=ADDRESS, agent=AGENT)
    assert access.accounts.sign_in("li", first, address=ADDRESS, agent=AGENT)[1] == "password"


def test_a_reset_does_not_unlock(access: Access) -> None:
    one = account(access, login="li")
    for _ in range(5):
        with pytest.raises(SignInError):
            access.accounts.sign_in("li", OTHER, address=ADDRESS, agent=AGENT)
    first = access.accounts.reset_password(one, person(access, "system_administrator"))
    with pytest.raises(SignInError):
        access.accounts.sign_in("li", first, address=ADDRESS, agent=AGENT)
    access.accounts.unlock(one, person(access, "security_administrator"))
    assert access.accounts.sign_in("li", first, address=ADDRESS, agent=AGENT)[1] == "password"


@pytest.mark.parametrize("role", ["security_administrator", "audit_administrator"])
def test_no_administrator_becomes_one_of_another_kind_by_a_reset(access: Access, role: str) -> None:
    one, system = account(access, role), person(access, "system_administrator")
    for reset in (access.accounts.reset_password, access.accounts.reset_second_factor):
        with pytest.raises(Refused, match="三员之间不能互相重置"):
            reset(one, system)
    second = account(access, "system_administrator")
    access.accounts.reset_password(second, system)


def test_recovery_on_the_machine(access: Access, district: Store) -> None:
    one = account(access, "security_administrator", login="sec")
    for _ in range(5):
        with pytest.raises(SignInError):
            access.accounts.sign_in("sec", OTHER, address=ADDRESS, agent=AGENT)
    district.reading().cursor.execute("UPDATE account SET second_factor = 'x'")
    first = access.accounts.recover(" SEC ", COMMAND)
    assert first is not None
    assert access.accounts.sign_in("sec", first, address=ADDRESS, agent=AGENT)[1] == "password"
    assert row_of(access, one)["second_factor"] is False
    district.reading().cursor.execute("UPDATE account SET origin = 'oidc', second_factor = 'x'")
    assert access.accounts.recover("sec", COMMAND) is None
    assert row_of(access, one)["second_factor"] is False
    with pytest.raises(AccessError, match="没有登录名为「nobody」的账号"):
        access.accounts.recover("nobody", COMMAND)


def test_a_command_may_not_do_everything(access: Access) -> None:
    one = account(access)
    with pytest.raises(Refused, match="命令行"):
        access.accounts.disable(one, COMMAND)


def test_no_such_account(access: Access) -> None:
    for deed in (
        lambda: access.accounts.grant("x", "leader", None, COMMAND),
        lambda: access.accounts.reset_password("x", COMMAND),
        lambda: access.accounts.disable("x", SYSTEM),
    ):
        with pytest.raises(AccessError, match="没有这个账号"):
            deed()


def test_secrets_are_not_listed(access: Access, district: Store) -> None:
    account(access)
    [row] = district.rows("account_found", account_id=None, login=access.accounts.listed()[0]["login"])
    assert row["password_hash"].startswith("$argon2id$")
    assert row["password_hash"] not in str(access.accounts.listed())


def test_nothing_is_done_that_cannot_be_recorded(access: Access) -> None:
    system, one = person(access, "system_administrator"), account(access)
    before = access.accounts.listed()
    access.trail.folder.rename(access.trail.folder.with_suffix(".away"))
    access.trail.folder.write_text("in the way")
    for deed in (
        lambda: access.accounts.create("new", "新人", by=system),
        lambda: access.accounts.disable(one, system),
        lambda: access.accounts.reset_password(one, system),
        lambda: access.displays.create("一楼", system),
        lambda: access.sessions.end(access.sessions.listed()[0]["session_id"], by=Viewer(role="security_administrator")),
    ):
        with pytest.raises(AccessError):
            deed()
    assert access.accounts.listed() == before
    assert access.displays.listed() == []
    assert len(access.sessions.listed()) == 1
    access.trail.folder.unlink()


def test_organisations_to_choose_from(access: Access) -> None:
    listed = {row["department_id"]: row for row in access.accounts.organisations()}
    assert listed["approval"] == {
        "department_id": "approval", "name": "行政审批部门", "valid_from": None, "valid_to": None, "is_street": False,
    }  # fmt: skip
    assert [one for one, row in listed.items() if row["is_street"]] == [
        "yunqiao", "jinhe", "liuyuan", "zhuli", "fangzhou", "hexu", "xize",
    ]  # fmt: skip
    assert len(listed) == 31
