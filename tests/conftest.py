"""Fixtures for every room: real DuckDB files in ``tmp_path``, never a mock."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from cloudeye.catalog import load_catalog
from cloudeye.paths import CATALOG
from cloudeye.store import Store

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
