"""What the door does with Streamlit's cookie, without a provider: the cookies here are sealed as Streamlit seals them."""

import inspect
import json
import re
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.sessions import SessionMiddleware
from starlette.testclient import TestClient
from streamlit import auth_util
from streamlit.runtime.secrets import secrets_singleton
from streamlit.web.server import server_util
from streamlit.web.server.starlette import starlette_app_utils, starlette_auth_routes, starlette_server_config

from cloudeye.store import Store
from cloudeye.web import identity
from cloudeye.web.cookies import BEGUN, PROVIDER_CLAIMS, SESSION, STREAMLIT
from cloudeye.web.door import Door
from cloudeye.web.front import Front
from cloudeye.web.passage import PROVIDER_ADDRESSES
from cloudeye.web.routes import ROUTES
from tests.contracts.sources import named, product_files

FILE = """
issuer = "https://id.example.cn"
audience = "cloudeye"
login_claim = "sub"
second_factor = "{factor}"

[[rule]]
claim = "groups"
value = "inspection"
role = "inspector"

[[rule]]
claim = "groups"
value = "supervision-office"
role = "supervisor"

[provider]
client_id = "cloudeye"
client_secret = "of the office"
server_metadata_url = "https://id.example.cn/.well-known/openid-configuration"
redirect_uri = "http://127.0.0.1/oauth2callback"
"""
HTML = {"accept": "text/html"}


@pytest.fixture
def identity_toml(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An office with an identity provider that asks for a second factor itself; to be named before ``served``."""
    file = tmp_path / "identity.toml"
    file.write_text(FILE.format(factor="provider"), encoding="utf-8")
    file.chmod(0o600)
    monkeypatch.setenv("CLOUDEYE_IDENTITY", str(file))
    monkeypatch.setenv("CLOUDEYE_DATABASE", str(tmp_path / "served.duckdb"))
    return file


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], TestClient]]:
    """``browser()`` opens the door with what Streamlit knows of the provider, as ``app.py`` does."""

    def opened() -> TestClient:
        monkeypatch.setattr(secrets_singleton, "_secrets", identity.secrets())
        behind = [*ROUTES, *starlette_auth_routes.create_auth_routes("")]
        app = Starlette(
            routes=behind, middleware=[Middleware(Door, front=Front()), Middleware(SessionMiddleware, secret_key="of a test")]
        )
        return TestClient(app, base_url="http://127.0.0.1", headers=HTML, follow_redirects=False)

    yield opened


def sealed(age_seconds: float = 0, **claims: Any) -> str:
    """Claims of a fresh token as Streamlit seals them, so many seconds ago."""
    issued = int(time.time())
    token = {"iss": "https://id.example.cn", "aud": "cloudeye", "iat": issued, "exp": issued + 600, "sub": "zhou", "groups": []}
    said = json.dumps(token | claims | {"origin": "http://127.0.0.1", "is_logged_in": True, "provider": "default"})
    with pytest.MonkeyPatch.context() as clock:
        clock.setattr(time, "time", lambda: issued - age_seconds)
        return starlette_app_utils.create_signed_value(server_util.get_cookie_secret(), PROVIDER_CLAIMS, said).decode()


def come(guest: TestClient, claims: str) -> Any:
    """The first page after the provider."""
    for name, value in ((PROVIDER_CLAIMS, claims), (BEGUN, "%2Fleader-department")):
        guest.cookies.set(name, value, domain="127.0.0.1")
    return guest.get("/")


def test_a_sealed_identity_becomes_a_session(identity_toml: Path, served: Store, browser: Callable[[], TestClient]) -> None:
    guest = browser()
    entered = come(guest, sealed(groups=["inspection"]))
    assert (entered.status_code, entered.headers["location"]) == (303, "/leader-department")
    assert list(guest.cookies) == [SESSION]


def test_a_seal_is_good_for_two_minutes(identity_toml: Path, served: Store, browser: Callable[[], TestClient]) -> None:
    """Streamlit takes its cookie for 31 days; the token's own times say nothing about how long the cookie lay about."""
    guest = browser()
    said = come(guest, sealed(age_seconds=125, groups=["inspection"]))
    assert said.status_code == 401 and "没有完成" in said.text
    assert come(guest, sealed(age_seconds=100, groups=["inspection"])).status_code == 303


def test_the_issuer_is_the_one_of_the_file(identity_toml: Path, served: Store, browser: Callable[[], TestClient]) -> None:
    """authlib believes whatever issuer the metadata name."""
    said = come(browser(), sealed(iss="https://other.example.cn", groups=["inspection"]))
    assert said.status_code == 401 and "不是由本单位" in said.text


def test_no_rule_can_lean_on_what_streamlit_adds(identity_toml: Path, served: Store, browser: Callable[[], TestClient]) -> None:
    browser()
    assert set(identity.claims_of({PROVIDER_CLAIMS: sealed()}) or {}) == {"iss", "aud", "iat", "exp", "sub", "groups"}


def test_a_second_factor_of_ours_is_asked_for(
    identity_toml: Path, request: pytest.FixtureRequest, browser: Callable[[], TestClient]
) -> None:
    """Where the provider asks for none; a real district, for the demo asks for none at all."""
    identity_toml.write_text(FILE.format(factor="here"), encoding="utf-8")
    request.getfixturevalue("served_empty")
    guest = browser()
    entered = come(guest, sealed(groups=["supervision-office"]))
    assert entered.headers["location"] == "/second-factor?next=%2Fleader-department"
    assert guest.get("/leader-department").headers["location"].startswith("/second-factor")
    assert come(browser(), sealed(sub="li", groups=["inspection"])).headers["location"] == "/leader-department"


def test_a_provider_that_does_not_answer(identity_toml: Path, served: Store, browser: Callable[[], TestClient]) -> None:
    """Streamlit would say "Authentication error"."""
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        silent = f"http://127.0.0.1:{nobody.getsockname()[1]}/"
        identity_toml.write_text(
            identity_toml.read_text("utf-8").replace("https://id.example.cn/.well", f"{silent}.well"), "utf-8"
        )
        guest = browser()
        said = guest.get(guest.get("/login/identity").headers["location"])
    assert said.status_code == 401 and "暂时连不上统一身份认证平台" in said.text
    assert list(guest.cookies) == []


def test_one_address_may_leave_for_the_provider_only_so_often(
    identity_toml: Path, served: Store, browser: Callable[[], TestClient]
) -> None:
    """Each time the provider is asked for its metadata; a token that is none costs nobody anything."""
    guest = browser()
    assert [guest.get("/auth/login?provider=none").status_code for _ in range(42)] == [302] * 40 + [429] * 2


def test_the_way_is_shut_without_a_file(served: Store, browser: Callable[[], TestClient]) -> None:
    guest = browser()
    assert identity.secrets() is None
    assert "统一身份登录" not in guest.get("/login").text
    assert {address: guest.get(address).status_code for address in PROVIDER_ADDRESSES} == dict.fromkeys(PROVIDER_ADDRESSES, 404)
    guest.cookies.update({PROVIDER_CLAIMS: "anything", BEGUN: "%2F"})
    assert guest.get("/").headers["location"].startswith("/login")


def test_streamlit_has_what_we_lean_on() -> None:
    """None of this is promised by Streamlit: it is tied to the version in requirements.txt."""
    opener = "get_single_cookie_fn: 'Callable[[str], bytes | None]', cookie_name: 'str'"
    sealed_value = "secret: 'str', name: 'str', value: 'str | bytes', max_age_days: 'float' = 31.0"
    known: list[tuple[Callable[..., Any], str]] = [
        (auth_util.encode_provider_token, "(provider: 'str') -> 'str'"),
        (auth_util.get_cookie_with_chunks, f"({opener}) -> 'bytes | None'"),
        (server_util.get_cookie_secret, "() -> 'str'"),
        (starlette_auth_routes._auth_login, "(request: 'Request', base_url: 'str') -> 'Response'"),
        (starlette_app_utils.decode_signed_value, f"({sealed_value}) -> 'bytes | None'"),
    ]
    assert [str(inspect.signature(found)) for found, _ in known] == [signature for _, signature in known]
    names = {value for name, value in vars(starlette_server_config).items() if name.endswith("_COOKIE_NAME")}
    assert names == set(STREAMLIT)
    routes = {route.path for route in starlette_auth_routes.create_auth_routes("")}
    assert routes == (PROVIDER_ADDRESSES - {"/login/identity"}) | {"/auth/logout"}
    callback = inspect.getsource(starlette_auth_routes._auth_callback)
    assert "dict(user, origin=origin, is_logged_in=True, provider=provider)" in callback
    assert "client.authorize_access_token(request)" in callback
    departure = inspect.getsource(starlette_auth_routes._auth_login)
    assert f'Response("Authentication error", status_code={identity.SILENT})' in departure


def test_nobody_asks_streamlit_who_somebody_is() -> None:
    asks = re.compile(r"\bst\.(user|login|logout|experimental_user)\b")
    assert [named(path) for path in product_files() if asks.search(path.read_text(encoding="utf-8"))] == []
