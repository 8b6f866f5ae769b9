"""The application that serves the small demo district, and pages of a real Chromium that look at it."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.server import Server, running
from tests.browser.visit import Visit, opened

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder, so that ``make check`` can leave it out."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def server(demo_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The application serving the small demo district on a free port; without its feed, so that what is seen twice is the same."""
    folder = tmp_path_factory.mktemp("server")
    database = Path(shutil.copyfile(demo_database, folder / "cloudeye.duckdb"))
    with running(database, folder / "server.log", has_feed=False) as started:
        yield started


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Visit]]:
    """``open_page(width, height, device_scale_factor)`` gives a Visit: page, requests, errors. At the end no page may have done
    what the content security policy forbids."""
    made: list[Visit] = []
    with ExitStack() as visits:

        def open_one(width: int = 1920, height: int = 1080, device_scale_factor: float = 1) -> Visit:
            made.append(visits.enter_context(opened(browser, width, height, device_scale_factor)))
            return made[-1]

        yield open_one
    assert [words for visit in made for words in visit.refused] == []
