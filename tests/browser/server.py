"""The application as a process of its own, started for a test, a benchmark or a screenshot and ended by its id."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from pathlib import Path
from types import MappingProxyType
from urllib.parse import urlencode, urlsplit

from cloudeye.paths import ROOT


@dataclass(frozen=True)
class Server:
    """A running application: ``url`` without a trailing slash, its ``database`` file, its process id and its log."""

    url: str
    database: Path
    pid: int
    log: Path


@dataclass(frozen=True)
class Entry:
    """What a browser has after signing in: the ``name`` and ``value`` of its cookie, and how a program sends it on."""

    name: str
    value: str
    origin: str

    @property
    def headers(self) -> dict[str, str]:
        """The headers of a request that comes from a page of ours."""
        return {"Cookie": f"{self.name}={self.value}", "Origin": self.origin}


def entry(url: str, role: str = "leader") -> Entry:
    """Sign in to a demo as ``role`` ("display": as its hall screen), as one click on its sign-in page does.

    Raises RuntimeError when the server does not let it in.
    """
    parts = urlsplit(url)
    connection = HTTPConnection(str(parts.hostname), parts.port, timeout=60)
    try:
        form = {"Content-Type": "application/x-www-form-urlencoded", "Origin": url}
        connection.request("POST", "/login/demo", urlencode({"role": role}), form)
        answer = connection.getresponse()
        given = [
            cookie for line in answer.headers.get_all("Set-Cookie", []) for cookie in SimpleCookie(line).values() if cookie.value
        ]
    finally:
        connection.close()
    if answer.status != 303 or len(given) != 1:
        raise RuntimeError(f"no sign-in as {role}: {answer.status}, {len(given)} cookies")
    return Entry(given[0].key, given[0].value, url)


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on now."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _is_healthy(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/_stcore/health", timeout=2) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False


@contextmanager
def running(
    database: Path,
    log: Path,
    *,
    port: int | None = None,
    has_feed: bool = True,
    settings: Mapping[str, str] = MappingProxyType({}),
    patience_seconds: float = 90,
) -> Iterator[Server]:
    """Serve ``database`` as ``python -m cloudeye serve`` does and wait until it answers; stops the process at the end.

    Without ``has_feed`` a demo stands still; ``settings`` are environment variables of the server.

    Raises RuntimeError with the end of the log when the server ends early or does not answer in time.
    """
    port = port or free_port()
    url = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "cloudeye", "serve", "--port", str(port), *([] if has_feed else ["--no-feed"])]
    environment = os.environ | {"CLOUDEYE_DATABASE": str(database)} | dict(settings)
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        give_up_at = time.monotonic() + patience_seconds
        while not _is_healthy(url):
            if process.poll() is not None or time.monotonic() > give_up_at:
                raise RuntimeError(f"the server did not start:\n{log.read_text(encoding='utf-8', errors='replace')[-3000:]}")
            time.sleep(0.2)
        yield Server(url, database, process.pid, log)
    finally:
        _stop(process)


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End the process group that ``running`` opened, so that a server started by ``serve`` ends with it."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, number)
            process.wait(timeout=15)
        except (ProcessLookupError, subprocess.TimeoutExpired):
            pass
        if process.poll() is not None:
            return
