"""The door: who is let in, who is sent elsewhere, who is refused, and what nobody can talk it into."""

import pytest

from cloudeye.access.permissions import ROLES, permissions
from cloudeye.store import Store
from cloudeye.web import district
from cloudeye.web.cookies import DISPLAY, SESSION
from cloudeye.web.door import LARGEST_BODY
from cloudeye.web.front import Front
from cloudeye.web.screens import screens
from tests.web.entering import OPERATOR, screen_key, session_of
from tests.web.standing import BEHIND, ORIGIN, URL, visitor_at

HTML = {"Accept": "text/html,*/*"}
# A row whose route asks for more than the role before it answers.
DECIDES_ITSELF = {"GET /login/identity", "GET /auth/login", "GET /oauth2callback"}


def taken(action: str) -> list[dict[str, object]]:
    """The entries of the trail with this action, the newest first."""
    return [entry for entry in district.access().trail.entries(limit=None).entries if entry["action"] == action]


@pytest.mark.parametrize("role", ROLES)
def test_every_page_and_address_answers_as_the_table_says(served: Store, role: str) -> None:
    """All cells of pages and routes, as a real session or hall screen and as nobody, over HTTP."""
    department = {"liaison": "approval", "department_head": "approval", "subdistrict_liaison": "yunqiao"}.get(role)
    visitor = visitor_at(role, department)
    asked = [("GET", f"/{name}", ("page", name)) for name in screens()]
    for kind, name in permissions():
        if kind == "route" and name not in DECIDES_ITSELF and "stream" not in name and name != "POST /logout":
            method, _, path = name.replace("*", "x").partition(" ")
            asked.append((method, path, (kind, name)))
    for method, path, row in asked:
        answer = visitor.request(method, path, headers=ORIGIN)
        allowed = bool(permissions()[row].reach[role])
        if row[0] == "page" and role == "anonymous":
            assert (answer.status_code, answer.headers["location"].split("?")[0]) == (303, "/login"), row
        elif row == ("route", "GET /") and not permissions()["page", "leader-ranking"].reach[role]:
            assert answer.status_code == 303 and answer.headers["location"] != "/", row
        elif allowed:
            assert answer.status_code not in (401, 403) or row[1].startswith(("POST /", "PUT /", "GET /setup")), (
                row,
                answer.text,
            )
        else:
            assert answer.status_code == (401 if role == "anonymous" else 403), (row, answer.text)


def test_what_the_table_does_not_know_is_not_there(served: Store) -> None:
    visitors = [visitor_at(), visitor_at("leader")]
    for address in (
        "/media/secret.csv", "/_stcore/metrics", "/_stcore/agent/mcp", "/component/x/index.html", "/nothing", "/hall-overview/",
        "/static", "/auth/logout", "//pulse", "/pulse/", "/robots.txt",
    ):  # fmt: skip
        for visitor in visitors:
            answer = visitor.get(f"{URL}{address}", headers=HTML)
            assert answer.status_code == 404 and BEHIND not in answer.text and "没有这个页面" in answer.text, address


def test_streamlits_own_addresses_are_reached_through_their_rows(served: Store) -> None:
    assert visitor_at("leader").get("/static/js/x.js").text.startswith(BEHIND)
    assert visitor_at().get("/_stcore/health").text.startswith(BEHIND)
    assert visitor_at().get("/_stcore/host-config").status_code == 401


def test_nobody_is_led_to_the_sign_in_and_back(served: Store) -> None:
    answer = visitor_at().get("/leader-department?department=approval&month=2026-02")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/login?next=%2Fleader-department%3Fdepartment%3Dapproval%26month%3D2026-02"


def test_an_address_that_is_no_page_says_so_to_programs_and_people(served: Store) -> None:
    said = visitor_at().get("/pulse")
    assert (said.status_code, said.json()) == (401, {"error": "还没有登录，或登录已经结束。请登录后再试。"})
    shown = visitor_at().get("/pulse", headers=HTML)
    assert shown.status_code == 401 and "请先登录" in shown.text and "<form" not in shown.text


def test_a_refusal_names_the_account_and_is_recorded_once_a_minute(served: Store) -> None:
    visitor = visitor_at("leader")
    for _ in range(3):
        answer = visitor.get("/admin-accounts", headers=HTML)
        assert answer.status_code == 403 and "没有权限" in answer.text and "纪工委领导" in answer.text
    visitor.get("/admin-trail")
    assert sorted(str(entry["subject"]) for entry in taken("access.refused")) == ["admin-accounts", "admin-trail"]
    assert {(entry["result"], entry["address"]) for entry in taken("access.refused")} == {("拒绝", "127.0.0.1")}


def test_nobodys_refusals_do_not_fill_the_trail(served: Store) -> None:
    visitor_at().get("/pulse")
    assert taken("access.refused") == []


def test_no_header_makes_somebody_of_nobody(served: Store) -> None:
    for claims in (
        {"X-Forwarded-User": "leader"}, {"Remote-User": "root"}, {"X-Remote-User": "root"}, {"X-Auth-Request-User": "a"},
        {"X-User-Role": "leader"}, {"X-Cloudeye-Viewer": "leader"}, {"Authorization": "Bearer leader"},
        {"Cookie": "cloudeye_session=leader"}, {"Cookie": "_streamlit_user=leader"}, {"Cookie": "cloudeye_display=x"},
        {"X-Original-URL": "/healthz"}, {"X-Rewrite-URL": "/healthz"}, {"X-HTTP-Method-Override": "GET"},
    ):  # fmt: skip
        assert visitor_at().get("/pulse", headers=claims).status_code == 401, claims
        assert visitor_at().get("/admin-accounts", headers=claims).status_code == 303, claims


def test_what_is_claimed_does_not_come_through(served: Store) -> None:
    claims = {"X-Forwarded-For": "9.9.9.9", "X-Forwarded-Proto": "https", "X-Forwarded-Host": "evil.example", "Forwarded": "for=9.9.9.9",
              "X-Real-IP": "9.9.9.9", "Remote-User": "root", "X-Cloudeye-Owner": "somebody"}  # fmt: skip
    nobody = {"x-cloudeye-owner": ""}
    seen = visitor_at().get("/_stcore/health", headers=claims).headers
    assert (seen["x-client"], seen["x-scheme"], seen["x-seen"]) == ("127.0.0.1", "http", str(nobody))
    trusted = Front.of({"CLOUDEYE_TRUSTED_PROXY": "127.0.0.1"})
    seen = visitor_at(front=trusted).get("/_stcore/health", headers=claims).headers
    assert (seen["x-client"], seen["x-scheme"], seen["x-seen"]) == (
        "9.9.9.9",
        "https",
        str({"x-forwarded-proto": "https"} | nobody),
    )


def test_a_foreign_host_name_is_no_address_of_ours(served: Store) -> None:
    visitor = visitor_at("leader")
    for host in ("evil.example", "evil.example:80", "127.0.0.1.evil.example", ""):
        for address in ("/login", "/healthz", "/static/js/x.js"):
            answer = visitor.get(address, headers={"Host": host, **HTML})
            assert answer.status_code == 400 and "不能用这个地址访问" in answer.text, host
    named = visitor_at(front=Front.of({"CLOUDEYE_HOSTS": "evil.example"}))
    assert named.get("/healthz", headers={"Host": "evil.example"}).is_success


@pytest.mark.parametrize(
    "path", ["/login", "/login/demo", "/logout", "/password", "/second-factor", "/setup", "/export/complaints", "/export/trail"]
)
def test_nothing_is_changed_by_a_page_of_somebody_else(served: Store, path: str) -> None:
    visitor = visitor_at("supervisor")
    foreign: list[dict[str, str]] = [
        {}, {"Origin": "http://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"},
        ORIGIN | {"Sec-Fetch-Site": "same-site"},
    ]  # fmt: skip
    for headers in foreign:
        answer = visitor.post(path, headers=HTML | headers, data={"role": "leader"})
        assert answer.status_code == 403 and "不是从本系统的页面发出的" in answer.text and "set-cookie" not in answer.headers
    assert visitor.get("/pulse").is_success


def test_forms_are_small(served: Store) -> None:
    form = {**ORIGIN, "Content-Type": "application/x-www-form-urlencoded"}
    assert visitor_at().post("/login", headers=form, content=b"a" * (LARGEST_BODY + 1)).status_code == 413
    # Without a length the body is counted as it comes.
    pieces = (b"a" * 1000 for _ in range(1 + LARGEST_BODY // 1000))
    assert visitor_at().post("/login", headers=form, content=pieces).status_code == 413
    assert visitor_at().post("/login", headers=form, content=b"a" * 1000).status_code == 401


def test_a_failure_is_a_sentence_without_details(served: Store, caplog: pytest.LogCaptureFixture) -> None:
    answer = visitor_at("leader").get("/static/failing", headers=HTML)
    assert answer.status_code == 500 and "出错了" in answer.text
    assert "secret detail" not in answer.text and "Traceback" not in answer.text and "secret detail" in caplog.text
    assert answer.headers["x-frame-options"] == "DENY"


def test_a_session_that_ended_opens_nothing_more(served: Store) -> None:
    visitor = visitor_at("leader")
    token = visitor.cookies[SESSION]
    assert visitor.get("/pulse").is_success
    district.access().sessions.close(token)
    assert visitor.get("/pulse").status_code == 401
    assert visitor.get("/leader-department").headers["location"].startswith("/login?next=")


def test_an_account_that_is_disabled_is_out_at_once(served: Store) -> None:
    visitor = visitor_at("leader")
    account = next(row for row in district.access().accounts.listed() if row["role"] == "leader")
    administrator = session_of("system_administrator")
    by = district.access().sessions.viewer(administrator, active=False)
    district.access().accounts.disable(account["account_id"], by)
    assert visitor.get("/pulse").status_code == 401


def test_a_hall_screen_sees_the_wall_and_no_more_and_its_key_is_renewed(served: Store) -> None:
    screen = visitor_at("display")
    shown = screen.get("/hall-overview")
    assert shown.is_success and f"{DISPLAY}=" in shown.headers["set-cookie"] and "Max-Age=34560000" in shown.headers["set-cookie"]
    assert "set-cookie" not in screen.get("/pulse").headers
    assert screen.get("/leader-department").status_code == 403
    assert screen.get("/export/ranking").status_code == 403
    assert screen.get("/").headers["location"] == "/hall-overview"
    display = district.access().displays.listed()[0]
    district.access().displays.revoke(display["display_id"], OPERATOR)
    assert screen.get("/hall-overview").status_code == 303


def test_a_person_at_a_hall_screen_is_a_person(served: Store) -> None:
    visitor = visitor_at("leader")
    visitor.cookies.set(DISPLAY, screen_key(), domain="127.0.0.1")
    assert visitor.get("/leader-department").is_success
    district.access().sessions.close(visitor.cookies[SESSION])
    assert visitor.get("/leader-department").status_code == 403
    assert visitor.get("/hall-overview").is_success


def test_polling_does_not_keep_an_idle_session(served: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    visitor = visitor_at("leader")
    before = district.access().sessions.listed()[0]["seen_at"]
    held = district.access().sessions.held(visitor.cookies[SESSION])
    assert held is not None
    held.seen_at = before.replace(year=before.year - 1)
    monkeypatch.setattr(district.access().sessions, "_why_over", lambda *_: None)
    visitor.get("/pulse")
    assert held.seen_at.year == before.year - 1
