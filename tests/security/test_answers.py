"""What every answer says and does not say: its headers, its cookies, its errors; and that big or slow requests stop nobody."""

import json
import socket
import time
from collections.abc import Mapping
from contextlib import ExitStack
from urllib.parse import urlsplit

import pytest
from websockets.exceptions import ConnectionClosed

from cloudeye.web.chart import SCRIPT_ADDRESS
from cloudeye.web.cookies import SESSION
from cloudeye.web.form_token import FIELD, form_token
from tests.browser.server import Server
from tests.security import channel, people
from tests.security.caller import Answer, Caller, told
from tests.security.markers import found_in

# Names of what we run on, of places on the machine, of failures that only a developer should see.
BANNERS = (
    "uvicorn",
    "starlette",
    "python/",
    "traceback",
    "site-packages",
    "/usr/",
    "duckdb",
    "jinja",
    "gunicorn",
    "werkzeug",
    'file "',
)


def every_kind(leader: Caller, nobody: Caller) -> dict[str, Answer]:
    """One answer of each kind, by what it is."""
    token = form_token(leader.cookies[SESSION])
    return {
        "shell": leader.get("/leader-department"),
        "root": leader.get("/"),
        "sign-in": nobody.get("/login"),
        "wrong password": nobody.post("/login", {"login": "nobody", "password": "x"}, headers={}),
        "redirect": nobody.get("/leader-department"),
        "moved": leader.get("/leader-ranking"),
        "refused page": leader.get("/admin-accounts"),
        "refused program": leader.get("/admin-accounts", accept="application/json"),
        "not signed in": nobody.get("/pulse", accept="*/*"),
        "not there": leader.get("/nothing"),
        "not there program": nobody.get("/nothing", accept="*/*"),
        "wrong host": nobody.get("/", headers={"Host": "evil.example"}),
        "foreign origin": leader.post("/logout", {FIELD: token}, headers={"Origin": "http://evil.example"}),
        "stale form": leader.post("/logout", {FIELD: "x"}),
        "no form": leader.post("/logout", {FIELD: token}, headers={"Content-Type": "text/plain"}),
        "too large": leader.post("/logout", {FIELD: token, "x": "y" * 70_000}),
        "health": nobody.get("/healthz"),
        "pulse": leader.get("/pulse"),
        "export": leader.get("/export/department?month=2026-02&department=approval"),
        "empty export": leader.get("/export/department?month=1999-01&department=approval"),
        "password form": leader.get("/password"),
        "static": leader.get("/static/js/none.js"),
        "font": nobody.get("/app/static/favicon.png"),
        "plotly": leader.get(SCRIPT_ADDRESS),
        "style": nobody.get("/entrance/entrance.css"),
        "icon": nobody.get("/favicon.png"),
        "host config": leader.get("/_stcore/host-config"),
        "stream": leader.get("/_stcore/stream"),
        "component": leader.get("/_stcore/bidi-components/x/y.js"),
        "head": leader.ask("HEAD", "/leader-department"),
    }


@pytest.fixture(scope="module")
def kinds(visitors: Mapping[str, Caller], server: Server) -> dict[str, Answer]:
    """See ``every_kind``."""
    return every_kind(visitors["leader"], Caller(server.url, source="127.0.5.1"))


def test_every_answer_carries_the_policy(kinds: dict[str, Answer]) -> None:
    """Guard: the security headers stand on every kind of answer, once; scripts come from us or have a hash, nothing may frame us."""
    wrong = []
    for kind, answer in kinds.items():
        policy = [part.strip().split(" ") for part in answer.header("content-security-policy").split(";")]
        rules = {name: sources for name, *sources in policy}
        expected = {
            "x-content-type-options": "nosniff", "x-frame-options": "DENY", "referrer-policy": "same-origin",
            "cross-origin-opener-policy": "same-origin", "cross-origin-resource-policy": "same-origin",
        }  # fmt: skip
        wrong += [f"{kind}: {name} {answer.header(name)!r}" for name, value in expected.items() if answer.header(name) != value]
        forbidden = {"'unsafe-inline'", "'unsafe-eval'", "*", "http:", "https:", "data:", "'unsafe-hashes'"} & set(
            rules["script-src"]
        )
        if forbidden or rules.get("object-src") != ["'none'"] or rules.get("frame-ancestors") != ["'none'"]:
            wrong.append(f"{kind}: {answer.header('content-security-policy')}")
        if rules.get("form-action") != ["'self'"] or rules.get("base-uri") not in (["'self'"], ["'none'"]):
            wrong.append(f"{kind}: forms or base may lead elsewhere")
        outside = [
            source for sources in rules.values() for source in sources if "." in source or source.startswith(("http", "*", "ws"))
        ]
        if outside:
            wrong.append(f"{kind}: {outside} come from elsewhere")
    assert not wrong, "\n" + "\n".join(wrong)


def test_no_answer_says_what_we_run_on(kinds: dict[str, Answer]) -> None:
    """Guard: no Server header, no version, no trace, no path of the machine; what is somebody's is kept by no browser and no proxy."""
    wrong = []
    for kind, answer in kinds.items():
        said = " ".join(f"{name}: {value}" for name, value in answer.headers).lower()
        if kind not in {
            "plotly",
            "shell",
            "root",
            "stream",
            "static",
        }:  # these are scripts and shells of others, with their licences
            said += answer.text.lower()
        wrong += [f"{kind}: {banner}" for banner in BANNERS if banner in said]
        wrong += [f"{kind}: header {name}" for name, _ in answer.headers if name.lower() in {"server", "x-powered-by", "via"}]
        if kind not in {"static", "font", "plotly", "style", "icon"} and answer.header("cache-control") != "no-store":
            wrong.append(f"{kind}: cache-control {answer.header('cache-control')!r}")
        if answer.status >= 400 and kind != "wrong password" and len(answer.body) > 4_000:
            wrong.append(f"{kind}: an error of {len(answer.body)} bytes")
        wrong += [f"{kind}: {name}" for name in found_in(answer.body)]
    assert not wrong, "\n" + "\n".join(wrong)


def test_refusals_are_what_they_say(kinds: dict[str, Answer]) -> None:
    expected = {
        "wrong password": 401, "redirect": 303, "moved": 307, "refused page": 403, "refused program": 403, "not signed in": 401,
        "not there": 404, "not there program": 404, "wrong host": 400, "foreign origin": 403, "stale form": 403, "no form": 415,
        "too large": 413, "empty export": 404,
    }  # fmt: skip
    assert {kind: kinds[kind].status for kind in expected} == expected
    for kind in ("refused program", "not signed in", "not there program"):
        assert set(json.loads(kinds[kind].text)) == {"error"}


def test_health_says_nothing_secret(kinds: dict[str, Answer]) -> None:
    """Guard: what anybody may ask tells whether we answer, and no more; no window of others may steer a page of ours."""
    assert set(json.loads(kinds["health"].text)) <= {"ok", "data_version"}
    assert json.loads(kinds["host config"].text)["allowedOrigins"] == []


def test_cookies_are_for_the_server_alone(server: Server) -> None:
    """Guard: no script reads a session, no other site sends it; without TLS it cannot be Secure (see test_guards_bite for TLS)."""
    for role in ("leader", "display"):
        answer = Caller(server.url).post("/login/demo", {"role": role})
        flags = [
            value for name, value in answer.headers if name.lower() == "set-cookie" and "=;" not in value and '=""' not in value
        ]
        assert len(flags) == 1
        said = {part.strip().lower().split("=")[0]: part for part in flags[0].split(";")[1:]}
        assert {"httponly", "samesite", "path"} <= said.keys() and said["samesite"].strip().lower() == "samesite=lax"
        assert said["path"].strip() == "Path=/" and "domain" not in said and ("max-age" in said) == (role == "display")


def test_search_engines_find_nothing(server: Server) -> None:
    """Guard: what nobody may read is not offered to robots: every address leads to a sign-in that says noindex."""
    nobody = Caller(server.url)
    assert '<meta name="robots" content="noindex, nofollow">' in nobody.get("/login").text
    assert {nobody.get(path).status for path in ("/", "/leader-department", "/hall-overview")} == {303}


@pytest.mark.parametrize(
    "path", ["/login", "/logout", "/password", "/export/complaints", "/export/trail", "/login/demo", "/setup"]
)
def test_a_large_body_is_not_swallowed(server: Server, visitors: Mapping[str, Caller], path: str) -> None:
    """Guard: no form of ours is larger than 64 KiB, whether its length is told, told wrongly or not at all."""
    caller = visitors["supervisor" if "complaints" in path else "audit_administrator"]
    token = form_token(caller.cookies[SESSION])
    assert caller.post(path, {FIELD: token, "x": "y" * 70_000}).status == 413
    head = f"POST {path} HTTP/1.1\r\nHost: {urlsplit(server.url).netloc}\r\nOrigin: {server.url}\r\nConnection: close\r\n"
    head += f"Cookie: {SESSION}={caller.cookies[SESSION]}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    chunks = b"4000\r\n" + b"x" * 0x4000 + b"\r\n"
    heard = told(server.url, f"{head}Transfer-Encoding: chunked\r\n\r\n".encode() + chunks * 6 + b"0\r\n\r\n", waits=3)
    assert heard.split(b" ")[1] == b"413", heard[:300]
    many = {f"field{number}": "x" for number in range(200)}
    assert caller.post(path, {FIELD: token} | many).status in {400, 413}


def test_slow_visitors_stop_nobody(server: Server, visitors: Mapping[str, Caller]) -> None:
    """Guard: half a request waits alone: thirty of them do not keep one other from its answer."""
    where = urlsplit(server.url)
    with ExitStack() as open_lines:
        for number in range(30):
            line = open_lines.enter_context(socket.create_connection((str(where.hostname), where.port), timeout=5))
            line.sendall(b"POST /login HTTP/1.1\r\nHost: " + where.netloc.encode() + b"\r\nContent-Length: 1000\r\n")
            if number % 2:
                line.sendall(
                    b"Origin: " + server.url.encode() + b"\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\nlogin=a"
                )
        start = time.monotonic()
        assert visitors["leader"].get("/leader-department").status == 200
        assert time.monotonic() - start < 5


@pytest.mark.parametrize("frame", [b"\xff\xfe\x00 not a message", "words instead of bytes", b"x" * 40_000_000])
def test_nonsense_in_a_channel_shuts_it(server: Server, frame: bytes | str) -> None:
    """Guard: a frame that is no message of Streamlit's closes the channel without a word on why, and only this one."""
    analyst = people.enter(server.url, "analyst")
    with channel.opened(analyst) as line:
        line.ask()
        with pytest.raises(ConnectionClosed) as closed:
            line.socket.send(frame)
            for _ in range(20):
                line.socket.recv(timeout=10)
        assert closed.value.rcvd is None or len(closed.value.rcvd.reason) < 60
    with channel.opened(analyst) as line:
        assert line.ask().frames
