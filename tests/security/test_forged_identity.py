"""Nobody becomes somebody else by saying so: headers, cookies, hosts and origins that lie."""

import hashlib
from collections.abc import Mapping
from urllib.parse import urlencode

import pytest

from cloudeye.web.cookies import DISPLAY, SESSION
from cloudeye.web.form_token import FIELD, form_token
from tests.browser.server import Server
from tests.security import channel, people
from tests.security.caller import Caller
from tests.security.channel import Shut
from tests.security.table import cells, may, of, roles

NAMES = ("system_administrator", "demo-system_administrator", "admin", "leader", "demo-leader")
HEADERS = (
    *("X-User", "X-Username", "X-User-Id", "X-User-Role", "X-Forwarded-User", "X-Forwarded-Email", "X-Forwarded-Groups"),
    *("X-Streamlit-User", "X-Auth-Request-User", "X-Auth-User", "X-Remote-User", "Remote-User", "Remote-Groups", "REMOTE_USER"),
    *("X-WEBAUTH-USER", "X-SSL-Client-S-DN", "X-Cloudeye-Viewer", "X-Cloudeye-Role", "Cloudeye-Viewer", "X-Email", "X-Login"),
    *(
        "Authorization",
        "Proxy-Authorization",
        "X-Original-URL",
        "X-Rewrite-URL",
        "X-HTTP-Method-Override",
        "X-Ms-Client-Principal",
    ),
)
EVIL = "http://evil.example"


def lies(name: str) -> list[dict[str, str]]:
    """What may be tried with a name."""
    return [{header: name} for header in HEADERS] + [dict.fromkeys(HEADERS, name)]


@pytest.mark.parametrize("name", NAMES)
def test_no_header_is_an_identity(server: Server, visitors: Mapping[str, Caller], name: str) -> None:
    """Guard: identity comes from our own cookies alone, claims of others are taken off at the door."""
    nobody, liaison = Caller(server.url), visitors["liaison"]
    for headers in lies(name):
        assert nobody.get("/admin-accounts", headers=headers).status == 303
        assert nobody.get("/pulse", headers=headers).status == 401
        assert liaison.get("/hall-overview", headers=headers).status == 403
    everything = dict.fromkeys(HEADERS, name)
    with pytest.raises(Shut), channel.opened(nobody, headers=everything):
        pass
    with channel.opened(liaison, headers=everything) as line:
        drawn = line.ask("leader-department")
        assert "部门联络员" in drawn.markup and drawn.pages.keys() == {"", *own_pages("liaison")}


def own_pages(role: str) -> set[str]:
    """The pages of a role by name."""
    return {cell.name for cell in of("page", role) if cell.reach}


@pytest.mark.parametrize(
    "header", ["X-Forwarded-For", "X-Real-IP", "Forwarded", "X-Client-IP", "True-Client-IP", "CF-Connecting-IP"]
)
def test_nobody_says_where_they_come_from(server: Server, visitors: Mapping[str, Caller], header: str) -> None:
    """Guard: without a trusted proxy the address in the list of sessions, which is also counted by, is that of the connection."""
    said = "for=203.0.113.7" if header == "Forwarded" else "203.0.113.7"
    caller = Caller(server.url, source="127.0.3.1")
    answer = caller.post("/login/demo", {"role": "analyst"}, headers={header: said}, keeps_cookies=True)
    assert answer.status == 303
    with channel.opened(visitors["security_administrator"]) as line:
        listed = line.ask("admin-sessions").markup
    assert "127.0.3.1" in listed and "203.0.113.7" not in listed


def test_only_the_token_itself_opens(server: Server, visitors: Mapping[str, Caller]) -> None:
    """Guard: the table keeps a hash; neither that, nor an id, nor a part, nor another cookie's value is worth anything."""
    token, key = visitors["leader"].cookies[SESSION], visitors["display"].cookies[DISPLAY]
    tries = [
        *({SESSION: value} for value in ("", "0", "null", token[:-1], token[1:], token.swapcase(), f"{token}x", f'"{token}x"')),
        *(
            {SESSION: value}
            for value in (hashlib.sha256(token.encode()).hexdigest(), key, "%00", "' OR 1=1 --", "é" * 40, "x" * 6000)
        ),
        *({name: token} for name in (f"__Host-{SESSION}", f"__Secure-{SESSION}", SESSION.upper(), DISPLAY, "session")),
        *({DISPLAY: value} for value in ("", token, hashlib.sha256(key.encode()).hexdigest(), key[:-1], "x" * 6000)),
        {SESSION: "wrong", DISPLAY: "wrong"},
    ]
    opened = [cookies for cookies in tries if Caller(server.url, cookies).get("/leader-department").status != 303]
    assert opened == []
    assert Caller(server.url, {SESSION: token}).get("/leader-department").status == 200


def test_a_screen_and_a_person_in_one_browser_are_the_person(server: Server, visitors: Mapping[str, Caller]) -> None:
    """A hall screen's key adds nothing to a liaison's session, and is what remains once the session is over."""
    liaison = people.enter(server.url, "liaison")
    both = Caller(server.url, liaison.cookies | visitors["display"].cookies)
    assert both.get("/hall-overview").status == 403
    both.post("/logout", {FIELD: form_token(liaison.cookies[SESSION])})
    assert both.get("/hall-overview").status == 200 and both.get("/leader-department").status == 403


@pytest.mark.parametrize(
    "origin",
    [EVIL, "null", "", "https://evil.example", "http://127.0.0.1", "http://127.0.0.1:1", "http://localhost:1", "file://", "{url}.evil.example",
     "{url}@evil.example", "http://evil.example/{url}", "{url} {url}", "ftp://{host}", "javascript://{host}"],
)  # fmt: skip
def test_no_page_of_others_opens_a_channel_or_posts(server: Server, visitors: Mapping[str, Caller], origin: str) -> None:
    """Guard: same origin, for whatever changes something and for the channel; an Origin that is missing ("") is not ours either."""
    sent = origin.format(url=server.url, host=server.url.removeprefix("http://"))
    with pytest.raises(Shut), channel.opened(visitors["leader"], origin=sent):
        pass
    for role in ("leader", "anonymous"):
        for path, fields in POSTS.items():
            token = form_token(visitors[role].cookies.get(SESSION, ""))
            form = urlencode({FIELD: token} | fields).encode()
            said = {"Content-Type": "application/x-www-form-urlencoded"} | ({"Origin": sent} if sent else {})
            answer = visitors[role].ask("POST", path, headers=said, body=form)
            assert (answer.status, answer.cookies) == (403, {}), (role, path, answer.status)
    assert visitors["leader"].get("/leader-department").status == 200  # nobody was signed out


POSTS: dict[str, dict[str, str]] = {
    "/login": {"login": "matrix", "password": "x"},
    "/login/demo": {"role": "system_administrator"},
    "/logout": {},
    "/password": {"old": "x", "new": "y", "again": "y"},
    "/second-factor": {"code": "000000"},
    "/setup": {"token": "x"},
    "/export/complaints": {"reason": "跨站提交的导出"},
    "/export/trail": {},
}


def test_every_posting_route_is_among_those_tried() -> None:
    """A new route that changes something must be tried from another site too."""
    assert set(POSTS) == {
        cell.name.removeprefix("POST ") for cell in cells() if cell.kind == "route" and cell.name.startswith("POST ")
    }


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none"])
def test_what_the_browser_says_of_the_site_counts(visitors: Mapping[str, Caller], site: str) -> None:
    """Guard: Sec-Fetch-Site, which no script can set, must not contradict the Origin."""
    leader = visitors["leader"]
    answer = leader.post("/logout", {FIELD: form_token(leader.cookies[SESSION])}, headers={"Sec-Fetch-Site": site})
    assert answer.status == 403 and leader.get("/leader-department").status == 200
    with pytest.raises(Shut), channel.opened(leader, headers={"Sec-Fetch-Site": site}):
        pass


@pytest.mark.parametrize("path", sorted(POSTS.keys() - {"/login", "/login/demo", "/setup"}))  # those come before any session
def test_a_form_of_another_session_is_not_ours(server: Server, visitors: Mapping[str, Caller], path: str) -> None:
    """Guard: the hidden token of a form, a second wall behind the Origin: none, somebody else's, and one of nothing."""
    role = next(role for role in roles() if role not in {"anonymous", "display"} and may(role, "route", f"POST {path}"))
    caller = visitors[role]
    for token in ("", form_token(visitors["analyst"].cookies[SESSION] + "x"), "0" * 64, caller.cookies[SESSION]):
        assert caller.post(path, {FIELD: token} | POSTS[path]).status == 403, token
    assert caller.post(path, POSTS[path], headers={"Content-Type": "text/plain"}).status == 415
    assert caller.get("/password").status == 200  # still signed in


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example", "127.0.0.1@evil.example", "evil.example/", "", "127.0.0.1:x", "127.0.0.1 evil"],
)  # fmt: skip
def test_no_other_name_is_ours(server: Server, visitors: Mapping[str, Caller], host: str) -> None:
    """Guard: the Host header must name us, or our links and our same-origin check would be somebody else's."""
    for path in ("/", "/login", "/healthz", "/leader-department", "/static/x.js"):
        answer = visitors["leader"].ask("GET", path, headers={"Host": host})
        assert answer.status == 400 and "evil" not in answer.text, (path, answer.status)
    for said in ({"X-Forwarded-Host": "evil.example"}, {"Forwarded": "host=evil.example"}, {"X-Host": "evil.example"}):
        answer = Caller(server.url).get("/leader-department", headers=said)
        assert "evil" not in answer.header("location") + answer.text


@pytest.mark.parametrize(
    "wanted",
    ["//evil.example", "https://evil.example", "/\\evil.example", "\\\\evil.example", "/%2f/evil.example", "javascript:alert(1)",
     "/leader-department@evil.example", "/login?next=//evil.example", "//", "/..//evil.example", "/\t/evil.example", "/logout",
     "/leader-department\r\nSet-Cookie: a=b", "/export/ranking", "http:evil.example", "/?x=\\\\evil.example", "?//evil.example"],
)  # fmt: skip
def test_the_sign_in_leads_nowhere_else(server: Server, wanted: str) -> None:
    """Guard: after the sign-in only pages of ours are gone on to."""
    answer = Caller(server.url).post("/login/demo", {"role": "analyst", "next": wanted})
    assert answer.status == 303 and answer.header("location") == "/" and answer.cookies.keys() == {SESSION}, answer.headers
    page = Caller(server.url).ask(
        "GET", "/login?next=" + wanted.replace("\r\n", "%0d%0a").replace("\t", "%09").replace(" ", "%20")
    )
    assert 'name="next" value="/"' in page.text
