"""The deployment guide knows every setting of the code, and no other; its files agree with each other and with the code."""

import re
from pathlib import Path

from cloudeye.paths import ROOT
from tests.contracts.sources import product_files, strings

DEPLOY = ROOT / "docs" / "deploy"
SETTING = re.compile(r"CLOUDEYE_[A-Z_]*[A-Z]")
FRONTS = ("nginx.conf", "Caddyfile")


def text(name: str) -> str:
    return (DEPLOY / name).read_text(encoding="utf-8")


def settings_of(path: Path) -> set[str]:
    return set(SETTING.findall(path.read_text(encoding="utf-8")))


def test_the_guide_explains_every_setting_and_no_other() -> None:
    known = {found for path in product_files() for literal, _ in strings(path) for found in SETTING.findall(literal)}
    assert settings_of(DEPLOY / "README.md") == known


def test_the_files_use_settings_that_are_explained() -> None:
    explained = settings_of(DEPLOY / "README.md")
    for path in DEPLOY.iterdir():
        assert settings_of(path) <= explained, path.name


def test_every_file_is_in_the_guide() -> None:
    missing = [path.name for path in DEPLOY.iterdir() if path.name != "README.md" and f"({path.name})" not in text("README.md")]
    assert missing == []


def test_the_fronts_lead_to_where_the_service_listens() -> None:
    port = re.findall(r"--port (\d+)", text("cloudeye.service"))
    for name in FRONTS:
        assert re.findall(r"127\.0\.0\.1:(\d+)", text(name)) == port, name


def test_the_fronts_set_what_the_client_may_not_choose() -> None:
    nginx, caddy = map(text, FRONTS)
    assert "proxy_add_x_forwarded_for" not in nginx
    for line in (
        "X-Forwarded-For $remote_addr;",
        "X-Forwarded-Proto https;",
        'Forwarded "";',
        "server_tokens off;",
        "ssl_protocols TLSv1.2 TLSv1.3;",
    ):
        assert line in nginx
    for line in ("X-Forwarded-For {remote_host}", "X-Forwarded-Proto https", "-Forwarded", "protocols tls1.2 tls1.3"):
        assert line in caddy
    assert "strict-transport-security" not in (nginx + caddy).lower()  # the application's


def test_the_service_has_no_rights_to_spare() -> None:
    unit = text("cloudeye.service").splitlines()
    for line in (
        "NoNewPrivileges=yes",
        "ProtectSystem=strict",
        "PrivateTmp=yes",
        "UMask=0077",
        "CapabilityBoundingSet=",
        "IPAddressDeny=any",
    ):
        assert line in unit
