"""A small demo district, the application that serves it, and a real Chromium that looks at it."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from cloudeye import demo
from tests.browser.server import Server, running
from tests.browser.visit import Visit, launch, opened

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder, so that ``make check`` can leave it out."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def demo_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo district with 20,000 service records, as of a fixed moment. Copy it before changing it."""
    path = tmp_path_factory.mktemp("district") / "cloudeye.duckdb"
    demo.build(path, seed=7, as_of=datetime(2026, 3, 18, 9, 30), service_records=20_000)
    return path


@pytest.fixture(scope="session")
def server(demo_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The application serving the small demo district on a free port."""
    with running(demo_database, tmp_path_factory.mktemp("server") / "server.log") as started:
        yield started


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the whole run; every visit has a context of its own."""
    with sync_playwright() as playwright:
        started = launch(playwright)
        yield started
        started.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Visit]]:
    """``open_page(width, height, device_scale_factor)`` gives a Visit: page, requests, errors."""
    with ExitStack() as visits:
        yield lambda width=1920, height=1080, device_scale_factor=1: visits.enter_context(
            opened(browser, width, height, device_scale_factor)
        )
