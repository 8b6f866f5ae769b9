"""HTTP as an attacker speaks it: nothing is made tidy, followed or tried again."""

import socket
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

PAGE = "text/html,application/xhtml+xml"
PATIENCE = 30


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes

    @property
    def text(self) -> str:
        """The body as people read it."""
        return self.body.decode("utf-8", "replace")

    def header(self, name: str) -> str:
        """The value of a header, several joined by a comma; empty without."""
        return ", ".join(value for found, value in self.headers if found.lower() == name.lower())

    @property
    def cookies(self) -> dict[str, str]:
        """The cookies that it sets, by name; an empty value takes one back."""
        jar: dict[str, str] = {}
        for name, value in self.headers:
            if name.lower() == "set-cookie":
                jar |= {key: morsel.value for key, morsel in SimpleCookie(value).items()}
        return jar


@dataclass
class Caller:
    """Somebody with a browser's cookies and none of its manners. ``source`` is the address that they come from."""

    url: str
    cookies: dict[str, str] = field(default_factory=dict)
    source: str = "127.0.0.1"

    def ask(
        self, method: str, path: str, *, headers: Mapping[str, str] | None = None, body: bytes = b"", keeps_cookies: bool = False
    ) -> Answer:
        """Send one request exactly as written. ``headers`` come on top of, or instead of, host and cookies."""
        where = urlsplit(self.url)
        connection = HTTPConnection(str(where.hostname), where.port, timeout=PATIENCE, source_address=(self.source, 0))
        sent = {"Host": where.netloc}
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if body:
            sent["Content-Length"] = str(len(body))
        try:
            connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            for name, value in (sent | dict(headers or {})).items():
                connection.putheader(name, value.encode("utf-8"))
            connection.endheaders(body or None)
            found = connection.getresponse()
            answer = Answer(found.status, found.getheaders(), found.read())
        finally:
            connection.close()
        if keeps_cookies:
            self.cookies |= answer.cookies
            self.cookies = {name: value for name, value in self.cookies.items() if value}
        return answer

    def get(self, path: str, *, accept: str = PAGE, headers: Mapping[str, str] | None = None) -> Answer:
        """Open an address."""
        return self.ask("GET", path, headers={"Accept": accept} | dict(headers or {}))

    def post(
        self,
        path: str,
        fields: Mapping[str, str] | None = None,
        *,
        headers: Mapping[str, str] | None = None,
        keeps_cookies: bool = False,
    ) -> Answer:
        """Send a form as a page of ours does, with its Origin unless ``headers`` give another."""
        said = {"Origin": self.url, "Content-Type": "application/x-www-form-urlencoded", "Accept": PAGE}
        body = urlencode(fields or {}).encode()
        return self.ask("POST", path, headers=said | dict(headers or {}), body=body, keeps_cookies=keeps_cookies)


def told(url: str, said: bytes, *, waits: float = 5.0) -> bytes:
    """Bytes thrown at the server as they are, and everything that it answers until it hangs up or ``waits`` seconds pass."""
    where = urlsplit(url)
    heard = b""
    with socket.create_connection((str(where.hostname), where.port), timeout=waits) as line:
        line.sendall(said)
        try:
            while piece := line.recv(65536):
                heard += piece
        except (TimeoutError, ConnectionResetError):
            pass
    return heard
