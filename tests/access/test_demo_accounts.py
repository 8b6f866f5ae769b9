"""One click in a demo, nothing of the kind anywhere else."""

import pytest

from cloudeye.access.desk import Access
from cloudeye.access.permissions import ROLES
from cloudeye.errors import AccessError, SignInError
from cloudeye.store import Store
from tests.access.people import ADDRESS, AGENT, COMMAND, Watch, opened

PEOPLE = [name for name in ROLES if name not in ("anonymous", "display")]


def test_one_account_per_role(demo_access: Access) -> None:
    listed = demo_access.accounts.demo_accounts()
    assert [row["role"] for row in listed] == PEOPLE
    assert listed[0] == {
        "account_id": listed[0]["account_id"], "login": "demo-leader", "name": "演示·纪工委领导", "role": "leader", "department": None,
        "role_label": "纪工委领导", "description": ROLES["leader"].description,
    }  # fmt: skip
    assert demo_access.accounts.demo_accounts() == listed
    assert {row["role"]: row["department"] for row in listed if row["department"]} == {
        "department_head": "行政审批部门", "liaison": "行政审批部门", "subdistrict_liaison": "云桥街道办事处",
    }  # fmt: skip


@pytest.mark.parametrize("role", PEOPLE)
def test_one_click_opens(demo_access: Access, role: str) -> None:
    token = demo_access.accounts.demo_sign_in(role, address=ADDRESS, agent=AGENT)
    found = demo_access.sessions.viewer(token, active=True)
    assert (found.role, found.login) == (role, f"demo-{role}")
    expected = {"subdistrict_liaison": {"yunqiao"}, "liaison": {"approval"}, "department_head": {"approval"}}.get(role, set())
    assert set(found.departments) == expected
    assert set(found.subdistricts) == expected & {"yunqiao"}


def test_no_password_opens_it(demo_access: Access) -> None:
    demo_access.accounts.demo_accounts()
    for typed in ("", "demo", "demo-leader"):
        with pytest.raises(SignInError):
            demo_access.accounts.sign_in("demo-leader", typed, address=ADDRESS, agent=AGENT)


def test_nothing_gives_it_another_role_or_a_password(demo_access: Access) -> None:
    one = demo_access.accounts.demo_accounts()[0]["account_id"]
    with pytest.raises(AccessError, match="不能在这里授予"):
        demo_access.accounts.grant(one, "analyst", None, COMMAND)
    with pytest.raises(AccessError, match="没有密码可以重置"):
        demo_access.accounts.reset_password(one, COMMAND)


def test_not_in_a_real_district(access: Access) -> None:
    with pytest.raises(AccessError, match="只有演示辖区"):
        access.accounts.demo_accounts()
    with pytest.raises(AccessError, match="只有演示辖区"):
        access.accounts.demo_sign_in("leader", address=ADDRESS, agent=AGENT)
    assert access.accounts.listed() == []


def test_a_demo_account_opens_nothing_in_a_real_district(demo_access: Access, district: Store, watch: Watch) -> None:
    """Even if its row came there with a copied file."""
    one = demo_access.accounts.demo_accounts()[0]["account_id"]
    demo_access.close()
    district.reading().cursor.execute("UPDATE district SET is_demo = false")
    real = opened(district, watch)
    with pytest.raises(AccessError, match="只能用于演示辖区"):
        real.sessions.open(one, stage="open", address=ADDRESS, agent=AGENT)
    real.close()


def test_no_such_role(demo_access: Access) -> None:
    for role in ("display", "anonymous", "root", ""):
        with pytest.raises(AccessError, match="没有角色为"):
            demo_access.accounts.demo_sign_in(role, address=ADDRESS, agent=AGENT)


def test_the_names_are_kept_for_the_demo(demo_access: Access) -> None:
    with pytest.raises(AccessError, match="已被使用"):
        demo_access.accounts.create("demo-leader", "某人", by=COMMAND)
