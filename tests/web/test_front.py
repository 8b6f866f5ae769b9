"""Which names we answer to, whom we believe about the client, what counts as our own page."""

from typing import Any

import pytest

from cloudeye.errors import ServeError
from cloudeye.web.front import Front, is_loopback, is_same_origin


@pytest.mark.parametrize(
    "host", ["localhost", "LOCALHOST:8501", "127.0.0.1:1", "[::1]:8501", "cloudeye.example.cn", "10.1.2.3:80", "oa.local."]
)
def test_answers_to_loopback_its_own_address_and_the_names_it_was_given(host: str) -> None:
    front = Front.of({"CLOUDEYE_HOSTS": "CloudEye.example.cn, oa.local"}, "10.1.2.3")
    assert front.answers_to(host)


@pytest.mark.parametrize(
    "host",
    [None, "", "evil.example", "localhost.evil.example", "evil.example:localhost", "a@localhost", "localhost/x", "localhost:99999999",
     "local host", "localhost\r\nX: 1", "xcloudeye.example.cn", "0.0.0.0"],
)  # fmt: skip
def test_answers_to_no_other_name(host: str | None) -> None:
    assert not Front.of({"CLOUDEYE_HOSTS": "cloudeye.example.cn"}, "0.0.0.0").answers_to(host)


@pytest.mark.parametrize(
    ("peer", "forwarded", "expected"),
    [
        ("10.0.0.5", "", "10.0.0.5"),
        ("10.0.0.5", "203.0.113.9", "203.0.113.9"),
        # What the client wrote itself stands further left.
        ("10.0.0.5", "1.1.1.1, 203.0.113.9", "203.0.113.9"),
        ("10.0.0.5", "203.0.113.9, 10.0.0.6", "203.0.113.9"),
        ("10.0.0.5", "nonsense", "10.0.0.5"),
        ("192.0.2.1", "203.0.113.9", "192.0.2.1"),
        ("127.0.0.1", "203.0.113.9", "127.0.0.1"),
    ],
)
def test_only_a_trusted_proxy_tells_the_address(peer: str, forwarded: str, expected: str) -> None:
    assert Front.of({"CLOUDEYE_TRUSTED_PROXY": "10.0.0.0/24"}).client(peer, forwarded) == expected


@pytest.mark.parametrize(
    ("environment", "peer", "scheme", "proto", "secure"),
    [
        ({}, "127.0.0.1", "http", "https", False),
        ({"CLOUDEYE_TRUSTED_PROXY": "127.0.0.1"}, "127.0.0.1", "http", "https", True),
        ({"CLOUDEYE_TRUSTED_PROXY": "127.0.0.1"}, "127.0.0.1", "http", "http", False),
        ({"CLOUDEYE_TRUSTED_PROXY": "127.0.0.1"}, "127.0.0.2", "http", "https", False),
        ({"CLOUDEYE_BEHIND_TLS": "on"}, "192.0.2.1", "http", "", True),
        ({"CLOUDEYE_BEHIND_TLS": "off"}, "192.0.2.1", "http", "", False),
        ({}, "192.0.2.1", "https", "", True),
    ],
)
def test_when_the_browser_speaks_tls(environment: dict[str, str], peer: str, scheme: str, proto: str, secure: bool) -> None:
    assert Front.of(environment).is_secure(peer, scheme, proto) is secure


@pytest.mark.parametrize(
    ("secure", "origin", "site", "same"),
    [
        (False, "http://127.0.0.1:8501", None, True),
        (False, "http://127.0.0.1:8501", "same-origin", True),
        (False, "http://127.0.0.1:8502", None, False),
        (False, "http://localhost:8501", None, False),
        (False, "http://evil.example", "same-origin", False),
        (False, "http://127.0.0.1:8501", "cross-site", False),
        (False, "http://127.0.0.1:8501", "same-site", False),
        (False, "null", None, False),
        (False, "", None, False),
        (False, "file://127.0.0.1:8501", None, False),
        (False, None, "same-origin", True),
        (False, None, "none", False),
        (False, None, "same-site", False),
        (False, None, None, False),
        (True, "https://127.0.0.1:8501", None, True),
        (True, "http://127.0.0.1:8501", None, False),
    ],
)
def test_what_counts_as_our_own_page(secure: bool, origin: str | None, site: str | None, same: bool) -> None:
    assert is_same_origin("127.0.0.1:8501", secure=secure, origin=origin, fetch_site=site) is same


@pytest.mark.parametrize(
    ("settings", "offered"),
    [
        ({}, True),
        ({"address": "::1"}, True),
        ({"address": "0.0.0.0"}, False),
        ({"address": "10.0.0.5"}, False),
        ({"address": ""}, False),
        ({"address": "0.0.0.0", "demo_login": "on"}, True),
        ({"demo_login": "off"}, False),
        ({"behind_tls": True}, False),
    ],
)
def test_where_a_demo_may_be_entered_without_a_password(settings: dict[str, Any], offered: bool) -> None:
    assert Front(**settings).offers_demo_login() is offered


def test_a_proxy_before_us_means_that_others_reach_us() -> None:
    assert not Front.of({"CLOUDEYE_TRUSTED_PROXY": "127.0.0.1"}).offers_demo_login()


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("CLOUDEYE_TRUSTED_PROXY", "proxy.local", "不是 IP 地址或网段"),
        ("CLOUDEYE_EMBEDDERS", "oa.example.cn; script-src *", "不是网站地址"),
    ],
)
def test_a_wrong_setting_is_named(name: str, value: str, sentence: str) -> None:
    with pytest.raises(ServeError, match=name) as raised:
        Front.of({name: value})
    assert sentence in str(raised.value)


def test_what_is_loopback() -> None:
    assert [address for address in ("127.0.0.1", "127.9.9.9", "::1", "localhost", "10.0.0.1", "0.0.0.0", "x") if is_loopback(address)] == [
        "127.0.0.1", "127.9.9.9", "::1", "localhost",
    ]  # fmt: skip
