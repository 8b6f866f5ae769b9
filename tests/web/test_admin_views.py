"""What the administrators' pages say about accounts, sessions and screens; the boundary moment, nothing at all, foreign text."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from cloudeye.web.admin import accounts, displays, sessions
from cloudeye.web.theme import SHAPES

NOW = datetime(2026, 11, 22, 9, 30)
SCRIPT = "<script>alert(1)</script>"


def account(**given: Any) -> dict[str, Any]:
    return {
        "account_id": "a1", "login": "liming", "name": "李明", "role": "liaison", "department_id": "approval",
        "department": "行政审批部门", "origin": "local", "password_changed_at": NOW - timedelta(days=3),
        "must_change_password": False, "second_factor": False, "failures": 0, "locked_until": None, "is_disabled": False,
        "created_at": NOW - timedelta(days=9), "created_by": "admin", "signed_in_at": None,
    } | given  # fmt: skip


def display(**given: Any) -> dict[str, Any]:
    return {
        "display_id": "d1", "name": "一楼东侧", "created_at": NOW - timedelta(days=30), "created_by": "admin", "seen_at": NOW,
        "revoked_at": None, "revoked_by": None,
    } | given  # fmt: skip


def session(**given: Any) -> dict[str, Any]:
    return {
        "session_id": "s1", "account_id": "a1", "login": "liming", "name": "李明", "role": "liaison", "stage": "open",
        "address": "10.0.0.8", "agent": "", "opened_at": NOW - timedelta(hours=2), "seen_at": NOW - timedelta(minutes=4),
        "ends_at": NOW + timedelta(hours=10),
    } | given  # fmt: skip


@pytest.mark.parametrize(
    ("given", "state"),
    [
        ({}, "正常"),
        ({"must_change_password": True}, "首次登录"),
        ({"must_change_password": True, "role": None}, "未授权"),
        ({"locked_until": NOW + timedelta(seconds=1), "role": None}, "锁定"),
        ({"locked_until": NOW}, "正常"),
        ({"locked_until": NOW + timedelta(minutes=9), "is_disabled": True}, "停用"),
    ],
)
def test_the_state_of_an_account_is_what_keeps_its_owner_out_longest(given: dict[str, Any], state: str) -> None:
    assert accounts.state_of(account(**given), NOW) == state


def test_no_two_states_look_alike() -> None:
    for states in (accounts.STATES, displays.STATES):
        assert len({SHAPES[tone] for tone in states.values()}) == len(states)


def test_the_sentence_over_the_accounts_says_what_waits() -> None:
    assert accounts.conclusion([account()], NOW) == "共 1 个账号，没有待办事项。"
    waiting = [account(role=None), account(role=None), account(locked_until=NOW + timedelta(minutes=1)), account()]
    assert accounts.conclusion(waiting, NOW) == "共 4 个账号：2 个等待授权，1 个被锁定。"


def test_accounts_are_found_by_login_name_and_organisation_whatever_the_case() -> None:
    listed = [account(), account(login="wang", name="王芳", department=None, role=None)]

    def found(words: str = "", role: str = accounts.EVERY_ROLE, state: str = accounts.EVERY_STATE) -> list[str]:
        return [row["login"] for row in accounts.filtered(listed, words, role, state, NOW)]

    assert found() == ["wang", "liming"]  # who waits comes first
    assert found(" LIM ") == ["liming"] and found("王") == ["wang"] and found("审批") == ["liming"] and found("%") == []
    assert found(role="部门联络员") == ["liming"] and found(role=accounts.NO_ROLE) == ["wang"]
    assert found(state="未授权") == ["wang"] and found(state="停用") == []
    assert accounts.query("王", accounts.EVERY_ROLE, "未授权") == {"words": "王", "state": "未授权"}


def test_foreign_text_stays_text() -> None:
    row = account(login=SCRIPT, name=SCRIPT, department=SCRIPT, created_by=SCRIPT, account_id=SCRIPT, origin=SCRIPT)
    screen = display(name=SCRIPT, created_by=SCRIPT, revoked_at=NOW, revoked_by=SCRIPT, display_id=SCRIPT)
    visit = session(login=SCRIPT, name=SCRIPT, address=SCRIPT, agent=SCRIPT, session_id=SCRIPT)
    query = {"words": SCRIPT}
    for markup in (
        accounts.table([row], SCRIPT, NOW, query),
        accounts.facts(row, NOW),
        accounts.told(SCRIPT, SCRIPT, SCRIPT, is_new=True),
        displays.table([screen], SCRIPT, NOW),
        displays.facts(screen, NOW),
        displays.set_up(SCRIPT, f"https://example.test/display/{SCRIPT}"),
        sessions.table([visit], SCRIPT, "", NOW, query),
        sessions.facts(visit, 1),
        sessions.screens_table([display(name=SCRIPT)], NOW),
    ):
        assert "<script" not in markup


def test_only_organisations_of_today_can_be_chosen_and_only_streets_by_a_street() -> None:
    day = NOW.date()

    def one(name: str, begins: date | None = None, ends: date | None = None, *, is_street: bool = False) -> dict[str, Any]:
        return {"department_id": name, "name": name, "valid_from": begins, "valid_to": ends, "is_street": is_street}

    listed = [
        one("甲"), one("乙", ends=day), one("丙", ends=day - timedelta(days=1)), one("丁", day), one("戊", day + timedelta(days=1)),
        one("己", is_street=True),
    ]  # fmt: skip
    assert list(accounts.open_organisations(listed, "liaison", day)) == ["甲", "乙", "丁", "己"]
    assert list(accounts.open_organisations(listed, accounts.STREET_LIAISON, day)) == ["己"]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "● 在线"),
        ({"seen_at": NOW - displays.ONLINE_WITHIN}, "● 在线"),
        ({"seen_at": NOW - displays.ONLINE_WITHIN - timedelta(seconds=1)}, "▲ 离线 10 分钟"),
        ({"seen_at": NOW - timedelta(hours=23, minutes=59)}, "▲ 离线 23 小时"),
        ({"seen_at": NOW - timedelta(days=12)}, "▲ 离线 12 天"),
        ({"seen_at": None}, "◆ 未启用"),
        ({"revoked_at": NOW}, "○ 已停用"),
    ],
)
def test_a_screen_is_on_or_says_how_long_it_has_been_away(given: dict[str, Any], said: str) -> None:
    marked = displays.mark(display(**given), NOW)
    assert marked.replace("</span>", "").partition(">")[2] == said


def test_the_sentence_over_the_screens() -> None:
    assert displays.conclusion([], NOW) == displays.conclusion([display(revoked_at=NOW)], NOW) == "还没有登记大屏。"
    listed = [display(), display(seen_at=None), display(seen_at=NOW - timedelta(days=1)), display(revoked_at=NOW)]
    assert displays.conclusion(listed, NOW) == "共 3 块大屏：1 块在线，1 块离线，1 块未启用。"


@pytest.mark.parametrize(
    ("agent", "said"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/142.0.0.0 Safari/537.36", "Chrome 142，Windows"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/142.0 Safari/537.36 Edg/142.0.1", "Edge 142，Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0", "Firefox 145，Linux"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) Version/18.1 Mobile Safari/604.1", "Safari 18，iPhone"),
        ("", "未知浏览器"),
        ("curl/8.4", "未知浏览器"),
    ],
)
def test_browsers_are_called_by_their_name(agent: str, said: str) -> None:
    assert sessions.browser_words(agent) == said


def test_sessions_say_whose_they_are_and_what_they_still_owe() -> None:
    listed = [session(), session(session_id="s2", stage="code")]
    table = sessions.table(listed, "s2", "s1", NOW, {"words": "李"})
    assert table.count(">本人<") == 1 and table.count("待输动态口令") == 1 and table.count('aria-current="true"') == 1
    assert "4 分钟前" in table and "words=%E6%9D%8E&amp;session=s2" in table
    assert sessions.conclusion(listed, [display(), display(seen_at=None)], NOW) == "现有 1 人登录，共 2 个会话；1 块大屏在线。"
    assert [row["session_id"] for row in sessions.filtered(listed, "10.0.0")] == ["s1", "s2"] and sessions.filtered([], "x") == []


def test_the_first_password_comes_with_the_words_for_its_owner() -> None:
    markup = accounts.told("liming", "李明", "abcd-efgh", is_new=True)
    assert "只显示这一次" in markup and 'value="abcd-efgh"' in markup and "请安全管理员授予角色" in markup
    assert "请安全管理员授予角色" not in accounts.told("liming", "李明", "abcd-efgh", is_new=False)
