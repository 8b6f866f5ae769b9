"""The entrance of a real district: the first set-up, and the second factor of those who need one."""

import re
from datetime import UTC, datetime, timedelta
from urllib.parse import unquote

import pyotp
import pytest
from starlette.testclient import TestClient

from cloudeye.access.accounts import ADMINISTRATORS
from cloudeye.store import Store
from cloudeye.web import district
from cloudeye.web.entrance.ways import POLICY
from tests.web.standing import ORIGIN, visitor_at
from tests.web.test_entrance import HTML, NEW, account, post

LOGINS = dict(zip(ADMINISTRATORS, ("xitong", "anquan", "shenji"), strict=True))


def begin(visitor: TestClient) -> str:
    """Sign in as a supervisor for the first time and choose a password; the key that the page shows."""
    first = account("supervisor")
    assert post(visitor, "/login", login="wang", password=first, next="/hall-overview")[1].startswith("/password")
    led = post(visitor, "/password", old=first, new=NEW, again=NEW, next="/hall-overview")[1]
    assert led == "/second-factor?next=%2Fhall-overview"
    page = visitor.get(led).text
    assert "绑定动态口令" in page and 'autocomplete="one-time-code"' in page and 'value="/hall-overview"' in page
    picture = re.search(r'src="data:image/svg\+xml[^"]*"', page)
    assert picture and "svg" in unquote(picture.group(0))
    found = re.search(r"<code>([A-Z2-7 ]+)</code>", page)
    assert found
    return found.group(1).replace(" ", "")


def code(secret: str, steps: int = 0) -> str:
    """What the phone shows, some steps of 30 seconds from now."""
    return pyotp.TOTP(secret).at(datetime.now(UTC) + timedelta(seconds=30 * steps))


def test_a_supervisor_enrols_and_then_needs_the_code_every_time(served_empty: Store) -> None:
    visitor = visitor_at()
    secret = begin(visitor)
    assert visitor.get("/hall-overview").headers["location"] == "/second-factor"
    assert visitor.get("/password").status_code == 401
    status, _, said = post(visitor, "/second-factor", code="000000")
    assert status == 401 and "六位数字不正确" in said and secret[:4] in said, "the same key until it is confirmed"
    assert post(visitor, "/second-factor", code=code(secret), next="/hall-overview")[:2] == (303, "/hall-overview")
    assert visitor.get("/hall-overview").is_success

    later = visitor_at()
    assert post(later, "/login", login="wang", password=NEW)[:2] == (303, "/second-factor")
    page = later.get("/second-factor").text
    assert "输入动态口令" in page and "二维码" not in page and secret not in page.replace(" ", "")
    assert later.get("/pulse").status_code == 401
    assert post(later, "/second-factor", code=code(secret))[0] == 401, "a code is good once"
    spaced = code(secret, 1)
    assert post(later, "/second-factor", code=f"{spaced[:3]} {spaced[3:]}")[:2] == (303, "/")
    assert later.get("/pulse").is_success


def test_five_wrong_codes_end_the_sign_in(served_empty: Store) -> None:
    visitor = visitor_at()
    post(visitor, "/second-factor", code=code(begin(visitor)))
    guess = visitor_at()
    post(guess, "/login", login="wang", password=NEW)
    said = [post(guess, "/second-factor", code="123456") for _ in range(5)]
    assert "输入动态口令" in said[3][2] and '<h1 id="sign-in">登录</h1>' in said[4][2]
    assert guess.get("/second-factor", headers=HTML).status_code == 401


def test_the_form_of_a_stage_that_is_over_leads_on(served_empty: Store) -> None:
    visitor = visitor_at("leader")
    assert visitor.get("/second-factor").headers["location"] == "/"
    assert post(visitor, "/second-factor", code="123456")[:2] == (303, "/")


def test_the_policy_says_what_is_asked() -> None:
    assert POLICY[0].startswith("12 到 128") and "3 种" in POLICY[1] and "16 个字符" in POLICY[1] and "登录名" in POLICY[2]


def setup_link() -> str:
    """The address that the server prints when nobody is there yet."""
    token = district.access().bootstrap.setup_token()
    assert token
    return f"/setup?token={token}"


def test_the_first_set_up_makes_three_administrators_once(served_empty: Store) -> None:
    visitor, link = visitor_at(), setup_link()
    page = visitor.get(link, headers=HTML).text
    assert all(words in page for words in ("首次设置", "系统管理员", "安全管理员", "审计管理员", "互不兼任"))
    token = link.partition("=")[2]
    fields = {f"{role}-login": login for role, login in LOGINS.items()}
    twice = post(visitor, "/setup", token=token, **(fields | {"security_administrator-login": "xitong"}))
    assert twice[0] == 400 and "必须各不相同" in twice[2] and 'value="shenji"' in twice[2]
    status, _, said = post(visitor, "/setup", token=token, **fields)
    found = re.findall(r"<code>([a-z0-9-]+)</code>", said)
    assert status == 200 and found[::2] == list(LOGINS.values()) and "只显示这一次" in said
    assert post(visitor, "/setup", token=token, **fields)[0] == 403
    assert visitor.get(link, headers=HTML).status_code == 403
    assert post(visitor_at(), "/login", login="anquan", password=found[3])[1] == "/password"


@pytest.mark.parametrize("token", ["", "x", "'; drop table account"])
def test_a_wrong_link_tells_nothing(served_empty: Store, token: str) -> None:
    setup_link()
    answer = visitor_at().get("/setup", params={"token": token}, headers=HTML)
    assert answer.status_code == 403 and "链接无效" in answer.text and "<form" not in answer.text
    assert post(visitor_at(), "/setup", token=token, **{f"{role}-login": login for role, login in LOGINS.items()})[0] == 403
    assert district.access().accounts.listed() == []


def test_guessing_the_link_is_slow(served_empty: Store) -> None:
    setup_link()
    visitor = visitor_at()
    statuses = [visitor.post("/setup", headers=ORIGIN | HTML, data={"token": "x"}).status_code for _ in range(6)]
    assert statuses == [403, 403, 403, 403, 403, 429]


def test_a_set_up_district_has_no_link(served: Store) -> None:
    assert district.access().bootstrap.setup_token() is None
    assert visitor_at().get("/setup?token=x", headers=HTML).status_code == 403
