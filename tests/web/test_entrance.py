"""Signing in and out in the browser: passwords, stages, demo accounts, where it leads."""

import pytest
from starlette.testclient import TestClient

from cloudeye.store import Store
from cloudeye.web import district
from cloudeye.web.cookies import DISPLAY, SESSION
from cloudeye.web.entrance.ways import same_site
from cloudeye.web.form_token import FIELD, form_token
from cloudeye.web.front import Front
from tests.web.entering import OPERATOR
from tests.web.standing import ORIGIN, visitor_at

HTML = {"Accept": "text/html"}
NEW = "梧桐-Quartz-83-lantern"


def account(role: str = "leader", login: str = "wang") -> str:
    """A new account with ``role``; its first password."""
    accounts = district.access().accounts
    first = accounts.create(login, "王一", by=OPERATOR)
    accounts.grant(next(row["account_id"] for row in accounts.listed() if row["login"] == login), role, None, OPERATOR)
    return first


def post(visitor: TestClient, path: str, **fields: str) -> tuple[int, str, str]:
    """Send a form as its page would, token included: status, where it leads, what it says."""
    token = form_token(visitor.cookies.get(SESSION) or "")
    answer = visitor.post(path, headers=ORIGIN | HTML, data={FIELD: token} | fields)
    return answer.status_code, answer.headers.get("location", ""), answer.text


def test_the_first_sign_in_goes_through_a_new_password_to_the_page(served: Store) -> None:
    first, visitor = account(), visitor_at()
    assert post(visitor, "/login", login="Wang ", password=first, next="/leader-department?month=2026-02")[:2] == (
        303, "/password?next=%2Fleader-department%3Fmonth%3D2026-02",
    )  # fmt: skip
    planted = visitor.cookies[SESSION]
    page = visitor.get("/password?next=%2Fleader-department%3Fmonth%3D2026-02").text
    assert "设置新密码" in page and "王一，您好" in page and "12 到 128 个字符" in page
    assert visitor.get("/hall-overview").headers["location"] == "/password" and visitor.get("/pulse").status_code == 401
    status, _, said = post(visitor, "/password", old=first, new="short", again="short", next="/leader-department?month=2026-02")
    assert status == 400 and "至少 12 个字符" in said and 'value="/leader-department?month=2026-02"' in said
    assert post(visitor, "/password", old=first, new=NEW, again=NEW + "x")[0] == 400
    done = post(visitor, "/password", old=first, new=NEW, again=NEW, next="/leader-department?month=2026-02")
    assert done[:2] == (303, "/leader-department?month=2026-02")
    assert visitor.cookies[SESSION] != planted, "a new token with every stage"
    assert visitor.get("/leader-department").is_success
    assert post(visitor_at(), "/login", login="wang", password=NEW)[:2] == (303, "/")


def test_every_wrong_sign_in_sounds_the_same_and_keeps_the_login(served: Store) -> None:
    account()
    said = [post(visitor_at(), "/login", login=login, password="x")[2] for login in ("wang", "nobody", "<b>&\"'")]
    assert all("登录名或密码不正确" in page for page in said)
    assert 'value="wang"' in said[0] and 'value="&lt;b&gt;&amp;&#34;&#39;"' in said[2] and "<b>&" not in said[2]
    assert said[0].replace("wang", "nobody") == said[1]


def test_too_many_tries_are_told_when_to_come_again(served: Store) -> None:
    visitor = visitor_at()
    for _ in range(20):
        assert visitor.post("/login", headers=ORIGIN, data={"login": "x", "password": "x"}).status_code == 401
    answer = visitor.post("/login", headers=ORIGIN, data={"login": "wang", "password": "x"})
    assert answer.status_code == 429 and "过于频繁" in answer.text and 1 <= int(answer.headers["retry-after"]) <= 60


def test_the_session_before_the_sign_in_is_worth_nothing_after_it(served: Store) -> None:
    """Session fixation: whoever planted or watched the old cookie does not come in with it."""
    visitor = visitor_at("special_supervisor")
    before = visitor.cookies[SESSION]
    assert post(visitor, "/login/demo", role="leader")[0] == 303
    assert visitor.cookies[SESSION] != before
    assert district.access().sessions.viewer(before, active=False).is_anonymous


def test_signing_out_ends_the_session_for_whoever_kept_the_cookie(served: Store) -> None:
    visitor = visitor_at("leader")
    kept = visitor.cookies[SESSION]
    visitor.cookies.set("_streamlit_user", "a", domain="127.0.0.1")
    visitor.cookies.set("_streamlit_user_1", "b", domain="127.0.0.1")
    answer = visitor.post("/logout", headers=ORIGIN, data={FIELD: form_token(kept)})
    assert (answer.status_code, answer.headers["location"]) == (303, "/login")
    forgotten = {line.split("=")[0] for line in answer.headers.get_list("set-cookie") if "Max-Age=0" in line}
    assert forgotten == {SESSION, "_streamlit_user", "_streamlit_user_1"}
    thief = visitor_at()
    thief.cookies.set(SESSION, kept, domain="127.0.0.1")
    assert thief.get("/pulse").status_code == 401


@pytest.mark.parametrize("token", ["", "x", form_token("another session")])
@pytest.mark.parametrize("path", ["/logout", "/password"])
def test_a_form_of_another_session_is_not_taken(served: Store, path: str, token: str) -> None:
    visitor = visitor_at("leader")
    answer = visitor.post(path, headers=ORIGIN | HTML, data={FIELD: token, "old": "a", "new": NEW, "again": NEW})
    assert answer.status_code == 403 and "页面已过期" in answer.text
    assert visitor.get("/pulse").is_success


@pytest.mark.parametrize("kind", ["multipart/form-data; boundary=x", "application/json", "text/plain", ""])
def test_only_plain_forms_are_read(served: Store, kind: str) -> None:
    answer = visitor_at().post("/login", headers=ORIGIN | HTML | {"Content-Type": kind}, content=b"login=a&password=b")
    assert answer.status_code == 415 and "不是表单" in answer.text


@pytest.mark.parametrize(
    ("asked", "leads"),
    [
        ("/hall-overview", "/hall-overview"),
        ("/leader-department?department=approval&month=2026-02", "/leader-department?department=approval&month=2026-02"),
        ("/", "/"),
        *((elsewhere, "/") for elsewhere in (
            "https://evil.example", "//evil.example", "/\\evil.example", "/hall-overview\r\nSet-Cookie: a=b", "javascript:alert(1)",
            "/logout", "/export/ranking", "/nothing", "hall-overview", "", "/hall-overview?a=\\\\evil", "/hall-overview/../x",
        )),
    ],
)  # fmt: skip
def test_the_sign_in_leads_to_a_page_of_ours_only(asked: str, leads: str) -> None:
    assert same_site(asked) == leads


def test_the_sign_in_leads_home_when_the_page_is_not_for_this_role(served: Store) -> None:
    assert post(visitor_at(), "/login/demo", role="liaison", next="/hall-overview")[:2] == (303, "/")
    assert post(visitor_at(), "/login/demo", role="leader", next="/hall-overview")[:2] == (303, "/hall-overview")


def test_demo_accounts_stand_beside_the_form_with_what_they_may_see(served: Store) -> None:
    page = visitor_at().get("/login?next=%2Fhall-overview", headers=HTML).text
    for words in ("演示账号", "监督、受理与数据", "被监督的部门与街道", "三员", "大厅大屏", "纪工委领导", "行政审批", "演示数据"):
        assert words in page, words
    assert page.count('value="/hall-overview"') == page.count("<form")


@pytest.mark.parametrize("front", [Front(address="0.0.0.0"), Front(behind_tls=True), Front(demo_login="off")])
def test_where_they_are_not_offered_they_do_not_work_either(served: Store, front: Front) -> None:
    origin = f"http{'s' if front.behind_tls else ''}://127.0.0.1"
    visitor = visitor_at(front=front, url=origin)
    assert "演示账号" not in visitor.get("/login").text
    for role in ("leader", "display"):
        answer = visitor.post("/login/demo", headers={"Origin": origin} | HTML, data={"role": role})
        assert answer.status_code == 403 and "没有演示账号" in answer.text and "set-cookie" not in answer.headers


def test_a_real_district_has_no_demo_accounts(served_empty: Store) -> None:
    assert "演示账号" not in visitor_at().get("/login").text
    assert (
        visitor_at(front=Front(demo_login="on")).post("/login/demo", headers=ORIGIN, data={"role": "leader"}).status_code == 403
    )


@pytest.mark.parametrize("role", ["", "anonymous", "operator", "leader'--", "demo-leader"])
def test_an_unknown_demo_role_is_nobody(served: Store, role: str) -> None:
    answer = visitor_at().post("/login/demo", headers=ORIGIN, data={"role": role})
    assert answer.status_code in (400, 401) and "set-cookie" not in answer.headers


def test_the_demos_hall_screen(served: Store) -> None:
    visitor = visitor_at("leader")
    assert post(visitor, "/login/demo", role="display")[:2] == (303, "/hall-overview")
    key = visitor.cookies[DISPLAY]
    assert visitor.get("/hall-overview").is_success and visitor.get("/leader-department").status_code == 403
    other = visitor_at()
    post(other, "/login/demo", role="display")
    assert other.cookies[DISPLAY] == key, "one screen, however many look at it"


def test_who_is_signed_in_goes_on(served: Store) -> None:
    assert visitor_at("leader").get("/login?next=%2Fhall-overview").headers["location"] == "/hall-overview"
    assert visitor_at("display").get("/login").is_success


def test_a_password_may_be_changed_at_will(served: Store) -> None:
    first, visitor = account(), visitor_at()
    post(visitor, "/login", login="wang", password=first)
    post(visitor, "/password", old=first, new=NEW, again=NEW)
    other = visitor_at()
    post(other, "/login", login="wang", password=NEW)
    page = visitor.get("/password").text
    assert "修改密码" in page and "取消" in page and "设置新密码" not in page
    assert post(visitor, "/password", old="wrong", new=NEW + "2", again=NEW + "2")[0] == 401
    assert post(visitor, "/password", old=NEW, new=NEW + "2", again=NEW + "2")[:2] == (303, "/")
    assert visitor.get("/pulse").is_success and other.get("/pulse").status_code == 401


def test_a_display_link_makes_a_screen_of_the_browser(served: Store) -> None:
    displays = district.access().displays
    key = displays.create("一楼大厅", OPERATOR)
    visitor = visitor_at()
    assert visitor.get("/display/wrong", headers=HTML).status_code == 404 and not visitor.cookies
    assert visitor.get(f"/display/{key}").headers["location"] == "/hall-overview"
    assert visitor.get("/hall-overview").is_success
    displays.revoke(displays.listed()[0]["display_id"], OPERATOR)
    assert "大屏链接无效" in visitor_at().get(f"/display/{key}", headers=HTML).text


def test_no_page_before_the_pages_says_what_it_runs_on(served: Store) -> None:
    for address in ("/login", "/nothing", "/display/x", "/setup"):
        said = visitor_at().get(address, headers=HTML).text.lower()
        assert [
            word for word in ("streamlit", "uvicorn", "starlette", "python", "duckdb", "traceback", "version") if word in said
        ] == []
