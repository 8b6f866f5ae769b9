"""One small demo district (20,000 service records, all else at full size) for the whole room."""

import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from cloudeye.demo import build
from cloudeye.store import Store

SEED = 7
AS_OF = datetime(2026, 11, 21, 15, 0)
RECORDS = 20_000


@pytest.fixture(scope="session")
def demo_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built file; tests that write take a copy."""
    path = tmp_path_factory.mktemp("demo") / "demo.duckdb"
    build(path, seed=SEED, as_of=AS_OF, service_records=RECORDS)
    return path


@pytest.fixture(scope="session")
def demo(demo_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The demo district, for reading only."""
    copy = tmp_path_factory.mktemp("reading") / "demo.duckdb"
    shutil.copyfile(demo_file, copy)
    with Store(copy) as opened:
        yield opened


@pytest.fixture
def live_demo(demo_file: Path, tmp_path: Path) -> Iterator[Store]:
    """A demo district of its own that the test may change."""
    copy = tmp_path / "demo.duckdb"
    shutil.copyfile(demo_file, copy)
    with Store(copy) as opened:
        yield opened
