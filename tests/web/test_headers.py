"""What every answer tells the browser."""

import re

from cloudeye.store import Store
from cloudeye.web.front import Front
from cloudeye.web.headers import KEPT, entrance_policy, hide_server, page_policy, shell_hashes, with_security
from cloudeye.web.shell import shell
from cloudeye.web.theme import DESK
from tests.web.standing import ORIGIN, visitor_at

ALWAYS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-frame-options": "DENY",
}
TLS = Front(behind_tls=True)


def test_every_answer_carries_them(served: Store) -> None:
    for visitor in (visitor_at(), visitor_at("leader")):
        for address in ("/", "/login", "/pulse", "/nothing", "/healthz", "/static/js/x.js", "/hall-overview", "/static/failing"):
            headers = visitor.get(address).headers
            assert {name: headers[name] for name in ALWAYS} == ALWAYS
            assert "camera=()" in headers["permissions-policy"] and "default-src" in headers["content-security-policy"]
            assert "strict-transport-security" not in headers
            assert headers.get("cache-control") == (None if address.startswith(KEPT) else "no-store")


def test_behind_tls_the_browser_is_told_to_stay_there(served: Store) -> None:
    visitor = visitor_at(front=TLS, url="https://127.0.0.1")
    answer = visitor.get("/login")
    assert answer.headers["strict-transport-security"] == "max-age=31536000"


def test_behind_tls_every_cookie_is_secure(served: Store) -> None:
    """Ours with the prefix that only this host can set; Streamlit's, which leave the word out, too."""
    visitor = visitor_at(front=Front(behind_tls=True, demo_login="on"), url="https://127.0.0.1")
    given = visitor.post("/login/demo", headers={"Origin": "https://127.0.0.1"}, data={"role": "leader"}).headers["set-cookie"]
    assert re.fullmatch(r"__Host-cloudeye_session=[\w-]{43}; HttpOnly; Path=/; SameSite=lax; Secure", given)
    assert visitor.get("/_stcore/health").headers["set-cookie"] == "_streamlit_xsrf=1; Path=/; Secure"


def test_without_tls_the_cookie_is_as_strict_as_it_can_be(served: Store) -> None:
    given = visitor_at().post("/login/demo", headers=ORIGIN, data={"role": "leader"}).headers["set-cookie"]
    assert re.fullmatch(r"cloudeye_session=[\w-]{43}; HttpOnly; Path=/; SameSite=lax", given)


def test_behind_tls_a_cookie_that_another_host_could_plant_is_nobodys(served: Store) -> None:
    """Session fixation from a neighbouring subdomain: without the prefix the cookie means nothing."""
    planted = visitor_at("leader", front=TLS, url="https://127.0.0.1")
    assert planted.get("/pulse").status_code == 401


def test_the_policy_of_the_pages_names_every_script_of_the_shell_and_no_eval() -> None:
    policy = page_policy(Front())
    assert len(shell_hashes()) == shell(DESK.page).count("<script>") == 2
    assert all(digest in policy for digest in shell_hashes())
    assert "'unsafe-eval'" not in policy and "script-src 'self' blob: 'wasm-unsafe-eval' 'sha256-" in policy
    scripts = next(part for part in policy.split("; ") if part.startswith("script-src "))
    assert "'unsafe-inline'" not in scripts and "*" not in policy and "http" not in policy
    assert all(
        part in policy for part in ("object-src 'none'", "form-action 'self'", "base-uri 'self'", "frame-ancestors 'none'")
    )


def test_the_sign_in_pages_need_no_script_and_no_inline_style(served: Store) -> None:
    answer = visitor_at().get("/login")
    assert answer.headers["content-security-policy"] == entrance_policy(Front())
    assert (
        "script-src 'none'" in answer.headers["content-security-policy"]
        and "unsafe" not in answer.headers["content-security-policy"]
    )
    assert "<script" not in answer.text and "style=" not in answer.text and "<style" not in answer.text


def test_an_office_may_show_the_wall_in_its_own_portal() -> None:
    front = Front.of({"CLOUDEYE_EMBEDDERS": "https://oa.example.cn"})
    assert page_policy(front).endswith("frame-ancestors https://oa.example.cn")
    assert b"x-frame-options" not in dict(with_security([], [], secure=False))


def test_an_answer_cannot_say_otherwise_but_for_its_own_policy() -> None:
    guards = [(b"cache-control", b"no-store"), (b"content-security-policy", b"ours")]
    headers = [(b"Cache-Control", b"public"), (b"Content-Security-Policy", b"its own"), (b"x-other", b"1")]
    assert with_security(headers, guards, secure=False) == [
        (b"Content-Security-Policy", b"its own"), (b"x-other", b"1"), (b"cache-control", b"no-store"),
    ]  # fmt: skip


def test_the_servers_name_is_taken_out_and_other_servers_are_left_alone() -> None:
    class Exchange:
        """Stands where uvicorn's object stands, behind ``receive``."""

        default_headers = ((b"date", b"now"), (b"server", b"uvicorn"))

        async def receive(self) -> None:
            """Nothing."""

    exchange = Exchange()
    hide_server(exchange.receive)
    assert list(exchange.default_headers) == [(b"date", b"now")]
    hide_server(object())
