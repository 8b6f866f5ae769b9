"""What stands before the application: the names it answers to, the proxy it believes, whether TLS ends there.

Settings (environment): ``CLOUDEYE_HOSTS`` (host names, comma separated, beside loopback and the address listened on),
``CLOUDEYE_TRUSTED_PROXY`` (addresses or networks whose X-Forwarded-For and -Proto count), ``CLOUDEYE_BEHIND_TLS=on``,
``CLOUDEYE_EMBEDDERS`` (origins that may show our pages in a frame), ``CLOUDEYE_DEMO_LOGIN=on|off``.
"""

import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import urlsplit

from cloudeye.errors import ServeError

HOST = re.compile(r"(?P<name>\[[0-9a-fA-F:.]+\]|[A-Za-z0-9._-]+)(?::\d{1,5})?")
LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]"})
EVERY_ADDRESS = frozenset({str(IPv4Address(0)), str(IPv6Address(0)), ""})
ORIGIN = re.compile(r"https?://[A-Za-z0-9.*_-]+(?::\d{1,5})?")
LOOPBACK = "127.0.0.1"


def is_loopback(address: str) -> bool:
    """Whether an address or host name stays on this machine."""
    try:
        return ip_address(address.strip("[]")).is_loopback
    except ValueError:
        return address == "localhost"


def _words(text: str) -> list[str]:
    return [word for word in re.split(r"[,\s]+", text) if word]


def _networks(words: Iterable[str]) -> tuple[IPv4Network | IPv6Network, ...]:
    try:
        return tuple(ip_network(word) for word in words)
    except ValueError as error:
        raise ServeError(
            f"环境变量 CLOUDEYE_TRUSTED_PROXY 中的「{' '.join(words)}」不是 IP 地址或网段。请写成 10.0.0.5 或 10.0.0.0/24，多个用逗号分开。"
        ) from error


@dataclass(frozen=True)
class Front:
    """The settings, read once at start. ``address`` is what the server listens on."""

    address: str = LOOPBACK
    hosts: frozenset[str] = frozenset()
    proxies: tuple[IPv4Network | IPv6Network, ...] = ()
    behind_tls: bool = False
    embedders: tuple[str, ...] = ()
    demo_login: str = ""

    @classmethod
    def of(cls, environment: Mapping[str, str], address: str = LOOPBACK) -> "Front":
        """From environment variables. Raises ServeError on a proxy that is no address or an embedder that is no origin."""
        embedders = _words(environment.get("CLOUDEYE_EMBEDDERS", ""))
        for word in embedders:
            if not ORIGIN.fullmatch(word):
                raise ServeError(
                    f"环境变量 CLOUDEYE_EMBEDDERS 中的「{word}」不是网站地址。请写成 https://oa.example.cn 这样的格式。"
                )
        own = {address.lower()} - EVERY_ADDRESS
        return cls(
            address=address,
            hosts=frozenset(word.lower() for word in _words(environment.get("CLOUDEYE_HOSTS", ""))) | own,
            proxies=_networks(_words(environment.get("CLOUDEYE_TRUSTED_PROXY", ""))),
            behind_tls=environment.get("CLOUDEYE_BEHIND_TLS") == "on",
            embedders=tuple(embedders),
            demo_login=environment.get("CLOUDEYE_DEMO_LOGIN", ""),
        )

    @property
    def name(self) -> str:
        """The host part of an address that reaches us from this machine, for what is printed at start."""
        if self.address in EVERY_ADDRESS:
            return LOOPBACK
        return f"[{self.address}]" if ":" in self.address else self.address

    def answers_to(self, host: str | None) -> bool:
        """Whether a Host header names us: a foreign name in it is an attempt to make us write foreign links."""
        found = HOST.fullmatch(host or "")
        if found is None:
            return False
        name = found["name"].lower().rstrip(".")
        return name in LOOPBACK_NAMES or name in self.hosts or name.strip("[]") in self.hosts

    def trusts(self, peer: str) -> bool:
        """Whether what this neighbour says about the client counts."""
        try:
            address = ip_address(peer)
        except ValueError:
            return False
        return any(address in network for network in self.proxies)

    def client(self, peer: str, forwarded_for: str) -> str:
        """The address a request comes from: the neighbour, or the nearest address before our own proxies in X-Forwarded-For."""
        address = peer
        for word in reversed(_words(forwarded_for)):
            if not self.trusts(address):
                break
            try:
                address = str(ip_address(word))
            except ValueError:
                break
        return address

    def is_secure(self, peer: str, scheme: str, forwarded_proto: str) -> bool:
        """Whether the browser speaks TLS, with us or with the proxy before us."""
        return self.behind_tls or scheme in {"https", "wss"} or (self.trusts(peer) and forwarded_proto.strip() == "https")

    def offers_demo_login(self) -> bool:
        """Whether a demo may be entered without a password: on loopback with no proxy before us, or when asked for."""
        if self.demo_login in {"on", "off"}:
            return self.demo_login == "on"
        return is_loopback(self.address) and not self.proxies and not self.behind_tls


def is_same_origin(host: str, *, secure: bool, origin: str | None, fetch_site: str | None) -> bool:
    """Whether a request that changes something, or opens the channel of a page, was sent by a page of ours.

    A browser always says so in Origin, and in Sec-Fetch-Site where it knows it; what says nothing is refused.
    """
    if origin is None:
        return fetch_site == "same-origin"
    found = urlsplit(origin)
    schemes = {"https"} if secure else {"http", "https"}
    return found.netloc.lower() == host.lower() and found.scheme in schemes and fetch_site in {None, "same-origin"}


def front_of_process() -> Front:
    """The settings of the running server; only the server itself knows the address it listens on."""
    from streamlit import config

    return Front.of(os.environ, str(config.get_option("server.address") or ""))
