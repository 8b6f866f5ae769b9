"""A district whose people come from a real identity provider, and the application that serves it."""

import json
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from secrets import token_hex

import pytest

from cloudeye.access.desk import Access
from cloudeye.access.viewer import Viewer
from cloudeye.catalog import load_catalog
from cloudeye.clock import now
from cloudeye.paths import CATALOG
from cloudeye.store import Store
from tests.browser.server import Server, free_port, running
from tests.identity.office import Visitor, identity_file
from tests.identity.provider import CLIENT_ID, Provider, provider

NUMBERS = count(1)
ADMINISTRATOR = Viewer(role="system_administrator", login="admin-one", account_id="1")


@dataclass(frozen=True)
class Office:
    """The served district, the provider its people come from, and the file that joins the two."""

    server: Server
    provider: Provider
    file: Path

    def trail(self, address: str) -> list[tuple[str, str, str]]:
        """What the trail holds of a visitor's address: (action, subject, result), the oldest first."""
        folder = self.server.database.with_name(self.server.database.stem + ".audit")
        lines = [json.loads(line) for file in sorted(folder.glob("*.jsonl")) for line in file.read_text("utf-8").splitlines()]
        return [(line["action"], line["subject"], line["result"]) for line in lines if line["address"] == address]


@pytest.fixture(scope="session")
def client_port() -> int:
    """Where the application will listen: the provider has to know before it starts."""
    return free_port()


@pytest.fixture(scope="session")
def known(client_port: int, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Provider]:
    """The provider, for the application and for tests without a server (testserver)."""
    callbacks = [f"http://127.0.0.1:{client_port}/oauth2callback", "http://testserver/oauth2callback"]
    with provider(token_hex(16), callbacks, tmp_path_factory.mktemp("provider") / "provider.log") as started:
        yield started


def _make_district(path: Path, file: Path, issuer: str) -> None:
    """A real district with a catalogue, an account that was disabled after its first sign-in, and a local account."""
    with Store(path, create=True) as store:
        load_catalog(store, CATALOG, now=now())
        access = Access(store, environment={"CLOUDEYE_IDENTITY": str(file)})
        issued = int(time.time())
        claims = {"iss": issuer, "aud": CLIENT_ID, "iat": issued, "exp": issued + 600, "groups": ["supervision-office"]}
        access.identity.sign_in(claims | {"preferred_username": "disabled"}, address="127.0.0.1", agent="")
        account_id = next(row["account_id"] for row in access.accounts.listed() if row["login"] == "disabled")
        access.accounts.disable(account_id, ADMINISTRATOR)
        access.accounts.create("kept-here", "王宁", by=ADMINISTRATOR)
        access.close()


def _one_certificate(path: Path) -> dict[str, str]:
    known = ssl.create_default_context().get_ca_certs(binary_form=True)
    if not known:
        return {}
    path.write_text(ssl.DER_cert_to_PEM_cert(known[0]), encoding="ascii")
    return {"SSL_CERT_FILE": str(path)}


@pytest.fixture(scope="session")
def office(known: Provider, client_port: int, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """The application as ``cloudeye serve`` starts it, for an office with an identity provider."""
    folder = tmp_path_factory.mktemp("office")
    file = identity_file(folder / "identity.toml", known, f"http://127.0.0.1:{client_port}")
    _make_district(folder / "cloudeye.duckdb", file, known.issuer)
    # People come from addresses of their own, as behind the office's proxy: one address may try only so often.
    # Reading every certificate of the machine four times a sign-in would be most of what these tests cost.
    settings = {"CLOUDEYE_IDENTITY": str(file), "CLOUDEYE_TRUSTED_PROXY": "127.0.0.1", **_one_certificate(folder / "one.pem")}
    with running(folder / "cloudeye.duckdb", folder / "server.log", port=client_port, settings=settings) as server:
        yield Office(server, known, file)


@pytest.fixture
def visitor(office: Office) -> Iterator[Callable[[], Visitor]]:
    """``visitor()`` gives a person with a fresh browser."""
    with ExitStack() as visitors:
        yield lambda: visitors.enter_context(Visitor(office.server.url, office.provider.issuer, f"10.0.0.{next(NUMBERS)}"))
