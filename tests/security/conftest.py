"""One district with markers in it, one server over it, one session for each role; shared by all tests of this folder."""

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.browser.server import Server, running
from tests.security import markers, people, poison
from tests.security.caller import Caller
from tests.security.people import Keys
from tests.security.table import roles

HERE = Path(__file__).parent
# What needs a demo district is left out of `make check`, like everything that needs the browser.
SERVED = {"server", "browser", "demo_database"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests of this folder that build a demo district or start the server."""
    for item in items:
        if HERE in item.path.parents and SERVED & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def prepared(demo_database: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Keys]:
    """A closed demo district with the markers, people and a hall screen in it, and what they were told. Copy it before changing it."""
    path = Path(shutil.copyfile(demo_database, tmp_path_factory.mktemp("marked") / "marked.duckdb"))
    markers.seed(path)
    poison.seed(path)
    return path, people.settle(path)


@pytest.fixture(scope="session")
def keys(prepared: tuple[Path, Keys]) -> Keys:
    """First passwords, and the key of the hall screen."""
    return prepared[1]


@pytest.fixture(scope="session")
def server(prepared: tuple[Path, Keys], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The application over the marked district; its data stand still."""
    folder = tmp_path_factory.mktemp("attacked")
    database = Path(shutil.copyfile(prepared[0], folder / "cloudeye.duckdb"))
    with running(database, folder / "server.log", has_feed=False) as started:
        yield started


@pytest.fixture(scope="session")
def visitors(server: Server) -> Mapping[str, Caller]:
    """Somebody of every role, signed in; nobody among them. Tests that spend a session make their own with ``people.enter``."""
    return {role: people.enter(server.url, role) for role in roles()}


@pytest.fixture
def copied(prepared: tuple[Path, Keys], tmp_path: Path) -> Path:
    """The marked district for this test alone."""
    return Path(shutil.copyfile(prepared[0], tmp_path / "copy.duckdb"))
