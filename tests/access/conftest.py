"""Districts with doors: real ones, and a demo."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from cloudeye.access.desk import Access
from cloudeye.catalog import load_catalog
from cloudeye.paths import CATALOG
from cloudeye.store import Store
from cloudeye.store.database import write_ahead_log
from tests.access.people import NOW, Watch, opened


@pytest.fixture(scope="session")
def real_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a real district with the product's catalogue; copy it before opening it."""
    path = tmp_path_factory.mktemp("access") / "district.duckdb"
    with Store(path, create=True) as made:
        load_catalog(made, CATALOG, now=NOW)
    return path


@pytest.fixture(scope="module")
def shared_district(real_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """One open district for a whole file of tests, because opening takes longer than most of them."""
    copy = tmp_path_factory.mktemp("district") / "district.duckdb"
    shutil.copyfile(real_database, copy)
    with Store(copy) as store:
        yield store


@pytest.fixture
def district(shared_district: Store) -> Iterator[Store]:
    """A real district without accounts. Its catalogue is shared: a test that changes it takes ``own_district``."""
    yield shared_district
    with shared_district.writing() as writer:
        for table in ("account", "session", "display", "trail_anchor", "district"):
            writer.delete(table)
    path = shared_district.path
    for beside in set(path.parent.iterdir()) - {path, write_ahead_log(path)}:
        shutil.rmtree(beside) if beside.is_dir() else beside.unlink()


@pytest.fixture
def own_district(real_database: Path, tmp_path: Path) -> Iterator[Store]:
    """A real district for one test alone."""
    copy = tmp_path / "district.duckdb"
    shutil.copyfile(real_database, copy)
    with Store(copy) as store:
        yield store


@pytest.fixture
def watch() -> Watch:
    """The clock of the test."""
    return Watch()


@pytest.fixture
def access(district: Store, watch: Watch) -> Iterator[Access]:
    """Its desk."""
    desk = opened(district, watch)
    yield desk
    desk.close()


@pytest.fixture
def demo_access(district: Store, watch: Watch) -> Iterator[Access]:
    """The desk of a demo district."""
    with district.writing() as writer:
        writer.insert("district", [{"name": "示例区", "is_demo": True, "seed": 1, "as_of": NOW}])
    desk = opened(district, watch)
    yield desk
    desk.close()
