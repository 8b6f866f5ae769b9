"""Fixtures for every room: real DuckDB files in ``tmp_path``, never a mock."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cloudeye import demo
from cloudeye.catalog import load_catalog
from cloudeye.paths import CATALOG
from cloudeye.store import Store

if TYPE_CHECKING:
    from playwright.sync_api import Browser

LOADED_AT = datetime(2026, 11, 21, 9, 0)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty district with the present schema."""
    with Store(tmp_path / "district.duckdb", create=True) as opened:
        yield opened


@pytest.fixture
def catalogued(store: Store) -> Store:
    """A district with the product's catalogue, loaded on 2026-11-21, and no records."""
    load_catalog(store, CATALOG, now=LOADED_AT)
    return store


@pytest.fixture(scope="session")
def demo_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo district with 20,000 service records, as of a fixed moment. Copy it before changing it."""
    path = tmp_path_factory.mktemp("district") / "cloudeye.duckdb"
    demo.build(path, seed=7, as_of=datetime(2026, 3, 18, 9, 30), service_records=20_000)
    return path


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
    """One Chromium for the whole run; every visit has a context of its own."""
    from playwright.sync_api import sync_playwright  # which the fast loop does without

    from tests.browser.visit import launch

    with sync_playwright() as playwright:
        started = launch(playwright)
        yield started
        started.close()
