"""A district to take batches back from, made once and copied for each test."""

import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from cloudeye import scoring
from cloudeye.catalog import load_catalog
from cloudeye.paths import CATALOG
from cloudeye.store import Store
from tests.conftest import LOADED_AT
from tests.ingest.undoing import BEFORE, FILES, take


@pytest.fixture(scope="session")
def district(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A district with a little of everything and a draft ranking of October."""
    folder = tmp_path_factory.mktemp("district")
    rows = [
        [f"X-{number}", "投诉", "2026-10-01 10:00", "2026-10-01 11:00" if number % 3 else None, department, None]
        for number, department in enumerate(["税务部门"] * 6 + ["市场监管部门"] * 6)
    ]
    with Store(folder / "district.duckdb", create=True) as store:
        load_catalog(store, CATALOG, now=LOADED_AT)
        take(store, folder, "complaints", *rows, at=BEFORE)
        for dataset, (_, first, _) in FILES.items():
            take(store, folder, dataset, *first, at=BEFORE + timedelta(minutes=1))
        scoring.rank_month(store, date(2026, 10, 1), at=BEFORE)
    return folder / "district.duckdb"


@pytest.fixture
def ranked(district: Path, tmp_path: Path) -> Iterator[Store]:
    """The district, to be changed."""
    with Store(Path(shutil.copy(district, tmp_path / "district.duckdb"))) as store:
        yield store
