"""Claims of an identity provider: whose they are, whom they make, and what is refused."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from cloudeye.access.claims import Rules
from cloudeye.access.desk import Access
from cloudeye.clock import DISTRICT_TIME
from cloudeye.errors import AccessError, SignInError
from cloudeye.store import Store
from tests.access.people import ADDRESS, AGENT, COMMAND, NOW, Watch, account, entries, opened, row_of

RULES = """
issuer = "https://id.example.cn"
audience = "cloudeye"
login_claim = "preferred_username"
name_claim = "name"
department_claim = "unit"

[departments]
"审批局" = "approval"
"云桥街道" = "yunqiao"
"撤掉的局" = "gone"

[[rule]]
claim = "groups"
value = "observers"
role = "analyst"

[[rule]]
claim = "groups"
value = "liaisons"
role = "liaison"

[[rule]]
claim = "post"
value = "street"
role = "subdistrict_liaison"

[[rule]]
claim = "groups"
value = "supervisors"
role = "supervisor"
"""


def seconds(at: datetime) -> int:
    return int(at.replace(tzinfo=DISTRICT_TIME).timestamp())


def claims(**changed: Any) -> dict[str, Any]:
    """What a token of an observer says that was issued this second."""
    said = {
        "iss": "https://id.example.cn", "aud": "cloudeye", "sub": "u-1", "iat": seconds(NOW), "exp": seconds(NOW) + 600,
        "preferred_username": "Wang.Fang", "name": "王芳", "groups": ["everybody", "observers"], "nonce": "n-1",
    }  # fmt: skip
    return {name: value for name, value in (said | changed).items() if value is not None}


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    path.chmod(0o600)
    return path


def opened_with(store: Store, watch: Watch, tmp_path: Path, text: str) -> Access:
    return opened(store, watch, CLOUDEYE_IDENTITY=str(written(tmp_path / "identity.toml", text)))


@pytest.fixture
def access(district: Store, watch: Watch, tmp_path: Path) -> Iterator[Access]:
    desk = opened_with(district, watch, tmp_path, RULES)
    yield desk
    desk.close()


def enter(access: Access, said: dict[str, Any]) -> tuple[str, str]:
    return access.identity.sign_in(said, address=ADDRESS, agent=AGENT)


def refused(access: Access, said: dict[str, Any]) -> str:
    before = access.sessions.listed()
    with pytest.raises(SignInError) as raised:
        enter(access, said)
    assert access.sessions.listed() == before
    assert entries(access)[-1][1:2] + entries(access)[-1][3:] == ("session.refused", "失败")
    return str(raised.value)


def test_the_first_sign_in_makes_the_account(access: Access) -> None:
    token, stage = enter(access, claims())
    assert stage == "open"
    found = access.sessions.viewer(token, active=True)
    assert (found.login, found.name, found.role, found.department_id) == ("wang.fang", "王芳", "analyst", None)
    [row] = access.accounts.listed()
    assert (row["origin"], row["must_change_password"], row["created_by"]) == ("oidc", False, "统一身份认证")
    assert [entry[:3] for entry in entries(access)] == [
        ("统一身份认证", "account.create", "wang.fang"),
        ("统一身份认证", "account.grant", "wang.fang"),
        ("wang.fang", "session.open", "wang.fang"),
    ]


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"iss": "https://other.example.cn"}, "不是由本单位的统一身份认证平台签发"),
        ({"iss": None}, "不是由本单位的统一身份认证平台签发"),
        ({"aud": "other"}, "不是签发给本系统"),
        ({"aud": None}, "不是签发给本系统"),
        ({"aud": ["other"]}, "不是签发给本系统"),
        ({"aud": ["cloudeye", "other"]}, "不是签发给本系统"),
        ({"aud": ["cloudeye", "other"], "azp": "other"}, "不是签发给本系统"),
        ({"exp": seconds(NOW)}, "已经过期"),
        ({"exp": None}, "已经过期"),
        ({"exp": "later"}, "已经过期"),
        ({"exp": True}, "已经过期"),
        ({"exp": 1e300}, "已经过期"),
        ({"iat": seconds(NOW) - 121}, "不是刚刚签发"),
        ({"iat": seconds(NOW) + 31}, "不是刚刚签发"),
        ({"iat": None}, "不是刚刚签发"),
        ({"preferred_username": None}, "没有给出可用的登录名"),
        ({"preferred_username": "a b"}, "没有给出可用的登录名"),
        ({"preferred_username": "a" * 65}, "没有给出可用的登录名"),
        ({"preferred_username": ["x"]}, "没有给出可用的登录名"),
        ({"groups": ["everybody"]}, "没有对应的角色"),
        ({"groups": None}, "没有对应的角色"),
        ({"groups": "observers and more"}, "没有对应的角色"),
        ({"groups": "liaisons"}, "没有给出您的所属单位"),
        ({"groups": "liaisons", "unit": "别的局"}, "没有给出您的所属单位"),
        ({"groups": "liaisons", "unit": ["审批局"]}, "没有给出您的所属单位"),
        ({"groups": "liaisons", "unit": "撤掉的局"}, "没有编号为「gone」的单位"),
        ({"groups": None, "post": "street", "unit": "审批局"}, "不是街道"),
        ({"preferred_username": "x" * 64 + "\n" * 200}, "没有给出可用的登录名"),
    ],
)
def test_what_is_refused(access: Access, changed: dict[str, Any], told: str) -> None:
    access.identity._began = NOW - timedelta(hours=1)  # not because it is older than this process
    assert told in refused(access, claims(**changed))
    assert access.accounts.listed() == []


@pytest.mark.parametrize(
    "changed",
    [
        {"aud": ["cloudeye"]},
        {"aud": ["cloudeye", "other"], "azp": "cloudeye"},
        {"iat": seconds(NOW) - 120},
        {"iat": seconds(NOW) + 30},
        {"exp": seconds(NOW) + 1},
        {"groups": "observers"},
        {"name": None},
        {"groups": "liaisons", "unit": "审批局"},
        {"groups": None, "post": "street", "unit": "云桥街道"},
    ],
)
def test_what_is_taken(access: Access, changed: dict[str, Any]) -> None:
    access.identity._began = NOW - timedelta(hours=1)
    assert enter(access, claims(**changed))[1] == "open"


def test_a_token_counts_once(access: Access, watch: Watch) -> None:
    enter(access, claims())
    assert "已经用过" in refused(access, claims())
    assert "已经用过" in refused(access, claims(groups="supervisors"))
    watch.pass_by(seconds=100)
    assert "已经用过" in refused(access, claims())
    assert enter(access, claims(nonce="n-2"))[1] == "open"


def test_a_token_from_before_a_restart_does_not_count(access: Access, watch: Watch, district: Store, tmp_path: Path) -> None:
    """What was used is known in memory only: a token that may have been used by the former process is refused."""
    said = claims()
    enter(access, said)
    watch.pass_by(seconds=1)
    again = opened_with(district, watch, tmp_path, RULES)
    assert "已经用过" in refused(again, said)
    assert enter(again, claims(iat=seconds(watch.wall)))[1] == "open"
    again.close()


def test_role_name_and_organisation_follow_the_claims(access: Access, watch: Watch) -> None:
    first, _ = enter(access, claims())
    watch.pass_by(seconds=5)
    token, _ = enter(access, claims(iat=seconds(watch.wall), groups="liaisons", unit="审批局", name="王方"))
    found = access.sessions.viewer(token, active=True)
    assert (found.name, found.role, found.department_id) == ("王方", "liaison", "approval")
    assert access.sessions.stage(first) is None, "a session with the former role"
    assert len(access.accounts.listed()) == 1
    watch.pass_by(seconds=5)
    another, _ = enter(access, claims(iat=seconds(watch.wall), groups="liaisons", unit="审批局", name="王方"))
    assert access.sessions.stage(token) == access.sessions.stage(another) == "open"
    assert len(entries(access, "account.grant")) == 2


def test_a_disabled_account_is_refused(access: Access) -> None:
    token, _ = enter(access, claims())
    [row] = access.accounts.listed()
    system = opened_viewer(access)
    access.accounts.disable(row["account_id"], system)
    assert access.sessions.stage(token) is None
    assert "这个账号已停用或被锁定" in refused(access, claims(nonce="n-2", groups="liaisons", unit="审批局"))
    found = row_of(access, row["account_id"])
    assert (found["is_disabled"], found["role"]) == (True, "analyst")


def test_a_locked_account_is_refused(access: Access, district: Store) -> None:
    """By codes typed here: the provider's word does not open it sooner."""
    enter(access, claims())
    district.reading().cursor.execute(
        "UPDATE account SET failures = 5, locked_until = $until", {"until": NOW + timedelta(minutes=1)}
    )
    assert "这个账号已停用或被锁定" in refused(access, claims(nonce="n-2"))


def opened_viewer(access: Access) -> Any:
    one = account(access, "system_administrator")
    return access.sessions.viewer(access.sessions.open(one, stage="open", address=ADDRESS, agent=AGENT), active=True)


def test_it_does_not_take_over_a_local_account(access: Access) -> None:
    account(access, "supervisor", login="wang.fang")
    assert "已是本系统的账号" in refused(access, claims())


def test_nobody_else_gives_it_a_role_or_a_password(access: Access) -> None:
    enter(access, claims())
    one = access.accounts.listed()[0]["account_id"]
    with pytest.raises(AccessError, match="统一身份认证"):
        access.accounts.grant(one, "supervisor", None, COMMAND)
    with pytest.raises(AccessError, match="没有密码可以重置"):
        access.accounts.reset_password(one, COMMAND)
    with pytest.raises(SignInError):
        access.accounts.sign_in("wang.fang", "", address=ADDRESS, agent=AGENT)


def test_the_second_factor_is_asked_for_here_unless_the_provider_does(
    access: Access, district: Store, watch: Watch, tmp_path: Path
) -> None:
    assert enter(access, claims(groups="supervisors"))[1] == "enrol"
    access.close()
    watch.pass_by(seconds=1)
    there = opened_with(district, watch, tmp_path, 'second_factor = "provider"\n' + RULES)
    assert enter(there, claims(groups="supervisors", iat=seconds(watch.wall)))[1] == "open"
    there.close()


def test_without_a_file_nobody_comes_in(district: Store, watch: Watch) -> None:
    access = opened(district, watch)
    assert not access.identity.is_set_up
    assert "没有接入统一身份认证" in refused(access, claims())
    access.close()


def test_administrators_only_if_the_file_says_so(tmp_path: Path, district: Store, watch: Watch) -> None:
    rule = '\n[[rule]]\nclaim = "post"\nvalue = "sysadmin"\nrole = "system_administrator"\n'
    with pytest.raises(AccessError, match="必须写明 administrators = true"):
        Rules.of(written(tmp_path / "no.toml", RULES + rule))
    access = opened_with(district, watch, tmp_path, "administrators = true\n" + RULES + rule)
    token, stage = enter(access, claims(groups=None, post="sysadmin", unit="审批局"))
    assert stage == "enrol"
    held = access.sessions.held(token)
    assert held is not None
    assert (held.viewer.role, held.viewer.department_id) == ("system_administrator", None)
    access.close()


def lacking(line: str) -> Callable[[str], str]:
    return lambda text: "\n".join(one for one in text.splitlines() if not one.startswith(line))


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lacking("issuer"), "缺少 issuer"),
        (lacking("audience"), "缺少 audience"),
        (lacking("login_claim"), "缺少 login_claim"),
        (lambda text: "isuer = 'x'\n" + text, "不认识 isuer"),
        (lambda text: text.replace('"cloudeye"', "7"), "audience 应当是一段文字"),
        (lambda text: text.replace('"analyst"', '"boss"'), "没有角色「boss」"),
        (lambda text: text.replace('"analyst"', '"display"'), "没有角色「display」"),
        (lambda text: text.replace('claim = "post"', ""), "正好有 claim、value、role"),
        (lambda text: "second_factor = 'never'\n" + text, "second_factor 只能是"),
        (lambda text: "administrators = 1\n" + text, "administrators 只能是"),
        (lambda text: text.replace('= "approval"', "= 7"), r"\[departments\]"),
        (lambda text: text.partition("[[rule]]")[0], "至少要有一条"),
        (lambda text: text + "[", "不是有效的 TOML"),
    ],
)
def test_a_wrong_file_is_told_at_the_start(tmp_path: Path, spoil: Callable[[str], str], told: str) -> None:
    with pytest.raises(AccessError, match=told):
        Rules.of(written(tmp_path / "identity.toml", spoil(RULES)))


def test_without_a_table_of_departments_the_claim_is_the_id(tmp_path: Path, district: Store, watch: Watch) -> None:
    table, _, rest = RULES.partition("[departments]")
    access = opened_with(district, watch, tmp_path, table + "[[rule]]" + rest.partition("[[rule]]")[2])
    assert "没有编号为" in refused(access, claims(groups="liaisons", unit="x" * 1000 + "\n", nonce="n-2"))
    token, _ = enter(access, claims(groups="liaisons", unit="approval"))
    assert access.sessions.viewer(token, active=True).department_id == "approval"
    access.close()
