"""The file about the identity provider: what is missing or wrong is named before anything starts."""

from pathlib import Path

import pytest

from cloudeye.access.claims import Rules
from cloudeye.access.provider import identity_file, provider_of
from cloudeye.errors import AccessError
from cloudeye.paths import ROOT

GOOD = """
audience = "cloudeye"

[provider]
client_id = "cloudeye"
client_secret = "of the office"
server_metadata_url = "https://id.example.cn/.well-known/openid-configuration"
redirect_uri = "https://eye.example.cn/oauth2callback"

[provider.client_kwargs]
scope = "openid profile"
prompt = "login"
"""


def written(folder: Path, text: str) -> Path:
    file = folder / "identity.toml"
    file.write_text(text, encoding="utf-8")
    file.chmod(0o600)
    return file


def test_a_complete_file(tmp_path: Path) -> None:
    found = provider_of(written(tmp_path, GOOD))
    assert (found.client_id, found.client_secret) == ("cloudeye", "of the office")
    assert found.redirect_uri == "https://eye.example.cn/oauth2callback"
    assert found.client_kwargs == {"scope": "openid profile", "prompt": "login"}
    assert "of the office" not in repr(found)


def test_the_example_in_the_documentation_is_one(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "deploy" / "identity.md").read_text(encoding="utf-8")
    file = written(tmp_path, page.partition("```toml\n")[2].partition("```")[0])
    assert provider_of(file).client_id == Rules.of(file).audience == "cloudeye"


def test_a_file_without_a_provider(tmp_path: Path) -> None:
    with pytest.raises(AccessError, match=r"缺少 \[provider\] 一节"):
        provider_of(written(tmp_path, 'audience = "cloudeye"'))


def test_no_setting_means_no_provider() -> None:
    assert identity_file({}) is None
    assert identity_file({"CLOUDEYE_IDENTITY": ""}) is None
    assert identity_file({"CLOUDEYE_IDENTITY": "a.toml"}) == Path("a.toml")


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('client_id = "cloudeye"', "", "缺少 client_id"),
        ('client_secret = "of the office"', "client_secret = 7", "缺少 client_secret"),
        ("client_secret", "client_secrets", "不认识 client_secrets"),
        ('audience = "cloudeye"', 'audience = "other"', "audience 应当与 client_id 相同"),
        ('prompt = "login"', "verify = false", "[provider.client_kwargs] 只能有"),
        ("https://id.example.cn", "http://id.example.cn", "server_metadata_url 必须以 https:// 开头"),
        ("https://eye.example.cn", "http://eye.example.cn", "redirect_uri 必须以 https:// 开头"),
        ("https://eye.example.cn", "http://127.0.0.1.example.cn", "redirect_uri 必须以 https:// 开头"),
        ("/oauth2callback", "/callback", "redirect_uri 必须以 /oauth2callback 结尾"),
        ("[provider]", "[provider", "不是有效的 TOML"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, old: str, new: str, sentence: str) -> None:
    assert old in GOOD
    file = written(tmp_path, GOOD.replace(old, new, 1))
    with pytest.raises(AccessError, match="统一身份认证配置") as told:
        provider_of(file)
    assert sentence in str(told.value) and str(file) in str(told.value)


def test_over_no_wire_tls_is_not_asked_for(tmp_path: Path) -> None:
    for host in ("http://127.0.0.1:8501", "http://localhost:8501", "http://[::1]:8501"):
        assert provider_of(written(tmp_path, GOOD.replace("https://eye.example.cn", host))).redirect_uri.startswith(host)


@pytest.mark.parametrize(("mode", "is_fit"), [(0o600, True), (0o640, True), (0o660, False), (0o644, False), (0o602, False)])
def test_a_file_open_to_others_is_refused(tmp_path: Path, mode: int, is_fit: bool) -> None:
    file = written(tmp_path, GOOD)
    file.chmod(mode)
    if is_fit:
        assert provider_of(file)
    else:
        with pytest.raises(AccessError, match="chmod 640"):
            provider_of(file)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(AccessError, match="文件或文件夹不存在。请检查 CLOUDEYE_IDENTITY"):
        provider_of(tmp_path / "none.toml")
    (tmp_path / "latin.toml").write_bytes(b"\xff\xfe")
    (tmp_path / "latin.toml").chmod(0o600)
    with pytest.raises(AccessError, match="不是 UTF-8"):
        provider_of(tmp_path / "latin.toml")
