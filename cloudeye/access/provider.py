"""How the office's identity provider is reached: the ``[provider]`` table of the file that ``CLOUDEYE_IDENTITY`` names.

The same file says which of its people become what here (``claims.py``). It lies outside the repository and, as it holds a secret,
is open to its owner and a group of readers alone.
"""

import os
import stat
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from cloudeye.errors import AccessError, reason

NAMED_FILE = "CLOUDEYE_IDENTITY"
TABLE = "provider"
TEXTS = ("client_id", "client_secret", "server_metadata_url", "redirect_uri")
# What may be handed on to authlib. Not "verify": a sign-in whose provider nobody has made sure of is none.
KWARGS = {"scope", "prompt", "token_endpoint_auth_method", "timeout"}
# Streamlit answers the provider's call there, whatever is configured.
CALLBACK = "/oauth2callback"
# Everybody could read our secret, or anybody but the owner make themselves an administrator.
TOO_OPEN = stat.S_IRWXO | stat.S_IWGRP


@dataclass(frozen=True)
class Provider:
    """Our registration with the provider. ``client_kwargs`` goes to authlib as it is: ``scope``, ``prompt``."""

    client_id: str
    client_secret: str = field(repr=False)
    server_metadata_url: str
    redirect_uri: str
    client_kwargs: Mapping[str, Any]


def identity_file(environment: Mapping[str, str] = os.environ) -> Path | None:
    """The file that ``CLOUDEYE_IDENTITY`` names; None for an office without an identity provider."""
    named = environment.get(NAMED_FILE)
    return Path(named) if named else None


def wrong(path: Path, what: str) -> AccessError:
    """The error that names an entry of the file which is missing or wrong."""
    return AccessError(f"统一身份认证配置 {path}：{what}。请参照 docs/deploy/identity.md 改正后重新启动。")


def read_identity_file(path: Path) -> Mapping[str, Any]:
    """The whole file as TOML. Raises AccessError when it cannot be read, is no TOML or is open to everybody."""
    try:
        if path.stat().st_mode & TOO_OPEN:
            raise AccessError(f"统一身份认证配置 {path} 可以被其他用户读取或改写。请运行 chmod 640 收紧权限后重新启动。")
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise AccessError(f"无法读取统一身份认证配置 {path}：{reason(error)}。请检查 {NAMED_FILE} 指向的位置与权限。") from error
    except UnicodeDecodeError as error:
        raise AccessError(f"统一身份认证配置 {path} 不是 UTF-8 文本。请另存为 UTF-8 后重新启动。") from error
    except tomllib.TOMLDecodeError as error:
        raise AccessError(f"统一身份认证配置 {path} 不是有效的 TOML（{error}）。请改正后重新启动。") from error


def provider_of(path: Path) -> Provider:
    """What the ``[provider]`` table of the file says. Raises AccessError naming the entry that is missing or wrong."""
    whole = read_identity_file(path)
    table = whole.get(TABLE)
    if not isinstance(table, dict):
        raise wrong(path, f"缺少 [{TABLE}] 一节")
    if unknown := sorted(table.keys() - {*TEXTS, "client_kwargs"}):
        raise wrong(path, f"[{TABLE}] 里不认识 {'、'.join(unknown)}")
    for name in TEXTS:
        if not isinstance(table.get(name), str) or not table[name].strip():
            raise wrong(path, f"[{TABLE}] 缺少 {name}")
    kwargs = table.get("client_kwargs", {})
    if not isinstance(kwargs, dict) or not kwargs.keys() <= KWARGS:
        raise wrong(path, f"[{TABLE}.client_kwargs] 只能有 {'、'.join(sorted(KWARGS))}")
    found = Provider(**{name: table[name].strip() for name in TEXTS}, client_kwargs=kwargs)
    if whole.get("audience") != found.client_id:
        raise wrong(path, "audience 应当与 client_id 相同")
    for name in ("server_metadata_url", "redirect_uri"):
        if not _is_safe(getattr(found, name)):
            raise wrong(path, f"{name} 必须以 https:// 开头（本机测试除外）")
    if urlsplit(found.redirect_uri).path != CALLBACK:
        raise wrong(path, f"redirect_uri 必须以 {CALLBACK} 结尾，并与身份提供方登记的一致")
    return found


def _is_safe(address: str) -> bool:
    """Over TLS, or not over any wire."""
    parts = urlsplit(address)
    if parts.scheme == "https":
        return bool(parts.hostname)
    try:
        return parts.scheme == "http" and ip_address(parts.hostname or "").is_loopback
    except ValueError:
        return parts.scheme == "http" and parts.hostname == "localhost"
