"""The administrators' pages in a real district: what each of the three may see and do, and what the others may not."""

import json
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from cloudeye.access.trail.listing import Filter
from cloudeye.access.viewer import Viewer
from cloudeye.clock import now
from cloudeye.paths import ROOT
from cloudeye.store import Store
from cloudeye.web import district
from tests.web.entering import OPERATOR, session_of

SignIn = Callable[..., Viewer]
PAGES = {
    name: str(ROOT / "pages" / "admin" / f"{name}.py") for name in ("accounts", "sessions", "displays", "permissions", "trail")
}
MAY = {
    "accounts": {"system_administrator", "security_administrator"},
    "sessions": {"security_administrator"},
    "displays": {"system_administrator"},
    "permissions": {"system_administrator", "security_administrator", "audit_administrator"},
    "trail": {"audit_administrator"},
}
TITLES = {"accounts": "账号管理", "sessions": "登录会话", "displays": "大屏管理", "permissions": "权限一览", "trail": "审计日志"}


def drawn(page: AppTest) -> str:
    """All markup on the page."""
    assert not page.exception
    boxes = [json.loads(element.proto.json) for element in page.get("bidi_component")]
    inside = [box["markup"] for box in boxes if "markup" in box] + [element.proto.body for element in page.get("html")]
    return "\n".join(markup for markup in inside if "<style>" not in markup)


def words(page: AppTest) -> str:
    """What a person reads."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", drawn(page)))


def run(name: str, **query: str) -> AppTest:
    page = AppTest.from_file(PAGES[name], default_timeout=60)
    page.query_params.update(query)
    return page.run()


def buttons(page: AppTest) -> list[str]:
    return [button.label for button in page.button]


def account(login: str) -> dict[str, Any]:
    return next(row for row in district.access().accounts.listed() if row["login"] == login)


def new_account(login: str, name: str = "李明") -> str:
    """Its id; without a role."""
    district.access().accounts.create(login, name, by=OPERATOR)
    return str(account(login)["account_id"])


def entries(action: str) -> list[dict[str, Any]]:
    return list(district.access().trail.entries(Filter(action=action)).entries)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_opens_to_those_whom_the_table_names_and_to_nobody_else(served: Store, signed_in: SignIn, name: str) -> None:
    for role in ("system_administrator", "security_administrator", "audit_administrator", "supervisor", "anonymous"):
        signed_in(role)
        page = run(name)
        if role in MAY[name]:
            assert f"<h1>{TITLES[name]}</h1>" in drawn(page), role
        else:
            refusal = "请先登录" if role == "anonymous" else "没有权限"
            assert refusal in words(page) and "desk-table" not in drawn(page) and not page.button, role


def test_an_account_is_made_and_its_password_shown_once(served: Store, signed_in: SignIn) -> None:
    signed_in("system_administrator")
    page = run("accounts")
    assert "点一个账号" in words(page)
    page.button(key="new-account").click().run()
    page.text_input(key="new-login").input("LiMing")
    page.text_input(key="new-name").input("李明")
    page.button(key="create").click().run()
    found = re.search(r'id="initial-password" readonly value="([^"]+)"', drawn(page))
    assert found and "初始密码只显示这一次" in words(page) and "还要请安全管理员授予角色" in words(page)
    made = account("liming")
    assert (made["name"], made["role"], made["must_change_password"]) == ("李明", None, True)
    page.text_input(key="words").input("李").run()
    assert found[1] in drawn(page), "a rerun for another reason does not lose it"
    page.button(key="put-away").click().run()
    assert found[1] not in drawn(page) and "deed-handed-over" not in page.session_state
    assert "◆ 未授权" in re.sub(r"<[^>]+>", "", drawn(page))
    assert found[1] not in drawn(run("accounts", account=made["account_id"]))


def test_what_was_wrong_with_a_new_account_is_said_at_the_place_and_nothing_is_lost(served: Store, signed_in: SignIn) -> None:
    signed_in("system_administrator")
    page = run("accounts")
    page.button(key="new-account").click().run()
    page.text_input(key="new-login").input("李明")
    page.text_input(key="new-name").input("李明")
    page.button(key="create").click().run()
    assert "登录名「李明」不符合要求" in words(page) and 'role="alert"' in drawn(page)
    assert page.text_input(key="new-name").value == "李明"


def test_the_system_administrator_cannot_grant_and_the_security_administrator_cannot_make(
    served: Store, signed_in: SignIn
) -> None:
    one = new_account("liming")
    signed_in("system_administrator")
    page = run("accounts", account=one)
    assert buttons(page) == ["新建账号", "重置密码", "停用账号"] and "由安全管理员办理" in words(page)
    signed_in("security_administrator")
    page = run("accounts", account=one)
    assert buttons(page) == ["授予"] and "由系统管理员办理" in words(page)


def test_a_role_is_granted_with_its_organisation(served: Store, signed_in: SignIn) -> None:
    one = new_account("liming")
    signed_in("security_administrator")
    page = run("accounts", account=one)
    assert page.button(key="grant").disabled
    page.selectbox(key=f"grant-role-{one}").select("liaison").run()
    assert page.button(key="grant").disabled, "a liaison needs an organisation"
    page.selectbox(key=f"grant-organisation-{one}").select("approval").run()
    page.button(key="grant").click().run()
    assert "已授予 liming「部门联络员」" in words(page) and "行政审批部门" in words(page)
    assert (account("liming")["role"], account("liming")["department_id"]) == ("liaison", "approval")
    assert page.button(key="grant").label == "改授" and page.button(key="grant").disabled, "nothing would change"
    page.selectbox(key=f"grant-role-{one}").select("supervisor").run()
    assert len(page.selectbox) == 3, "a role for the whole district asks for no organisation"
    page.button(key="grant").click().run()
    assert (account("liming")["role"], account("liming")["department_id"]) == ("supervisor", None)
    page.button(key="deed-收回角色").click().run()
    page.button(key="deed-收回角色-yes").click().run()
    assert account("liming")["role"] is None and "已收回 liming 的角色" in words(page)


def test_what_is_chosen_for_one_account_is_not_carried_to_the_next(served: Store, signed_in: SignIn) -> None:
    first, second = new_account("first"), new_account("second")
    signed_in("security_administrator")
    page = run("accounts", account=first)
    page.selectbox(key=f"grant-role-{first}").select("leader").run()
    page.query_params["account"] = second
    page.run()
    assert page.selectbox(key=f"grant-role-{second}").value is None and page.button(key="grant").disabled


def test_an_account_is_stopped_only_after_the_question(served: Store, signed_in: SignIn) -> None:
    one, other = new_account("liming"), new_account("other")
    signed_in("system_administrator")
    page = run("accounts", account=one)
    page.button(key="deed-停用账号").click().run()
    assert "停用后 liming 不能登录" in words(page) and not account("liming")["is_disabled"]
    page.query_params["account"] = other
    page.run()
    assert "停用后" not in words(page), "a question is about one account"
    page.query_params["account"] = one
    page.run()
    page.button(key="deed-停用账号-no").click().run()
    assert "停用后" not in words(page) and not account("liming")["is_disabled"]
    page.button(key="deed-停用账号").click().run()
    page.button(key="deed-停用账号-yes").click().run()
    assert account("liming")["is_disabled"] and "已停用 liming" in words(page)
    page.button(key="deed-启用账号").click().run()
    assert not account("liming")["is_disabled"]


def test_whoever_lost_the_session_meanwhile_changes_nothing(served: Store, signed_in: SignIn) -> None:
    one = new_account("liming")
    administrator = signed_in("system_administrator")
    page = run("accounts", account=one)
    page.button(key="deed-停用账号").click().run()
    district.access().sessions.end(administrator.session_id, by=Viewer(role="security_administrator"))
    page.button(key="deed-停用账号-yes").click().run()
    assert not account("liming")["is_disabled"] and "请先登录" in words(page)


def test_nobody_deals_with_their_own_account_here(served: Store, signed_in: SignIn) -> None:
    administrator = signed_in("system_administrator")
    page = run("accounts", account=administrator.account_id)
    assert buttons(page) == ["新建账号"] and "这是您本人的账号" in words(page)


def test_a_locked_account_is_opened_and_a_password_reset(served: Store, signed_in: SignIn) -> None:
    session_of("leader")
    login = next(row["login"] for row in district.access().accounts.listed() if row["role"] == "leader")
    one = account(login)["account_id"]
    with served.recording() as writer:
        writer.cursor.execute(
            "UPDATE account SET failures = 5, locked_until = $until WHERE account_id = $one",
            {"until": now() + timedelta(minutes=15), "one": one},
        )
    signed_in("security_administrator")
    page = run("accounts", state="锁定")
    assert "1 个被锁定" in words(page) and "失败 5 次" in words(page) and words(page).count("首次登录") == 0
    page = run("accounts", account=one)
    page.button(key="deed-解除锁定").click().run()
    assert account(login)["locked_until"] is None and f"已解除 {login} 的锁定" in words(page)
    signed_in("system_administrator")
    page = run("accounts", account=one)
    page.button(key="deed-重置密码").click().run()
    page.button(key="deed-重置密码-yes").click().run()
    assert "密码已重置" in words(page) and account(login)["must_change_password"]


def test_the_filters_come_from_the_address_and_an_empty_list_shows_the_way_out(served: Store, signed_in: SignIn) -> None:
    new_account("liming")
    signed_in("system_administrator")
    said = words(run("accounts", words="liming", role="尚未授权"))
    assert "liming" in said and "tester" not in re.sub(r"· 系统管理员|测试tester\d+", "", said).split("登录名")[1]
    assert "没有符合条件的账号" in words(run("accounts", words="nobody-like-this"))


def test_sessions_are_ended_one_or_all(served: Store, signed_in: SignIn) -> None:
    session_of("leader")
    leader = next(row for row in district.access().accounts.listed() if row["role"] == "leader")
    tokens = [
        district.access().sessions.open(leader["account_id"], stage="open", address=f"10.0.0.{number}", agent="Firefox/145")
        for number in range(2)
    ]
    administrator = signed_in("security_administrator")
    listed = district.access().sessions.listed()
    one = next(row["session_id"] for row in listed if row["address"] == "10.0.0.0")
    page = run("sessions", session=one)
    said = words(page)
    assert f"共 {len(listed)} 个会话" in said and "Firefox 145" in said and "10.0.0.1" in said and "本人" in said
    assert buttons(page) == ["刷新", "结束会话", "结束全部 3 个会话"]
    page.button(key="deed-结束会话").click().run()
    assert f"已结束 {leader['login']} 的会话" in words(page)
    assert district.access().sessions.viewer(tokens[0], active=False).is_anonymous
    page.query_params["session"] = next(row["session_id"] for row in listed if row["address"] == "10.0.0.1")
    page.run()
    page.button(key="deed-结束全部 2 个会话").click().run()
    assert "2 个会话立即退出" in words(page)
    page.button(key="deed-结束全部 2 个会话-yes").click().run()
    assert {row["login"] for row in district.access().sessions.listed()} == {administrator.login}
    page = run("sessions", session=administrator.session_id)
    page.button(key="deed-结束会话").click().run()
    assert "这是您本人的当前会话" in words(page), "the own session is ended only after a question"


def test_a_screen_is_registered_and_revoked(served: Store, signed_in: SignIn) -> None:
    signed_in("system_administrator")
    page = run("displays")
    assert "还没有登记大屏" in words(page) and "登记第一块大屏" in words(page)
    page.text_input(key="new-display").input("一楼东侧")
    page.button(key="create").click().run()
    found = re.search(r'id="display-address" readonly rows="3">[^<]*display/([^<]+)<', drawn(page))
    assert found and "<svg" in drawn(page) and "启动时打开的网页" in words(page) and "共 1 块大屏：1 块未启用。" in words(page)
    key = found[1]
    page.button(key="put-away").click().run()
    assert key not in drawn(page) and "大屏名称" in [box.label for box in page.text_input]
    assert district.access().displays.viewer(key, "10.0.0.9").role == "display"
    assert "1 块在线" in words(page.run())
    page.query_params["display"] = district.access().displays.listed()[0]["display_id"]
    page.run()
    page.button(key="deed-停用大屏").click().run()
    assert "地址永久失效" in words(page) and not district.access().displays.viewer(key, "").is_anonymous
    page.button(key="deed-停用大屏-yes").click().run()
    assert district.access().displays.viewer(key, "").is_anonymous and "○ 已停用" in re.sub(r"<[^>]+>", "", drawn(page))
    page.text_input(key="new-display").input(" ")
    page.button(key="create").click().run()
    assert "大屏名称应当是" in words(page)


def test_the_table_of_permissions_stands_out_for_a_role(served: Store, signed_in: SignIn) -> None:
    signed_in("audit_administrator")
    page = run("permissions", role="部门联络员")
    assert "只看本部门；看不到诉求人。数据范围：本单位" in words(page) and 'class="on"' in drawn(page)
    assert 'class="on"' not in drawn(run("permissions", role="<script>"))
