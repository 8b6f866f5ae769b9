"""A small real district behind the pages: the product's catalogue, two scored months, a loop with known numbers."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pytest
from argon2.profiles import CHEAPEST

from cloudeye.access.desk import Access
from cloudeye.access.viewer import Viewer
from cloudeye.catalog import load_catalog
from cloudeye.catalog.cells import cell_of
from cloudeye.paths import CATALOG
from cloudeye.scoring import rank_month
from cloudeye.store import Store
from cloudeye.web import district, visitor
from cloudeye.web.cookies import DISPLAY, SESSION
from cloudeye.web.front import LOOPBACK
from tests.web.entering import cookies_of, viewer_of
from tests.web.records import MONTH, NOW, complaint, letter, rectification

MONTHS = (date(2026, 1, 1), MONTH)


@pytest.fixture
def catalogued(store: Store) -> Store:
    """The product's catalogue and nothing else."""
    load_catalog(store, CATALOG, now=NOW)
    return store


def _fill(store: Store) -> None:
    points = store.reading().cursor.execute("SELECT point_id, best, worst FROM point_spec").fetchall()
    tasks = store.reading().cursor.execute("SELECT task_id FROM reform_task ORDER BY task_id").fetchall()
    with store.writing() as writer:
        writer.delete("district")
        writer.insert("district", [{"name": "示例区", "is_demo": True, "seed": 1, "as_of": NOW}])
        writer.insert(
            "measurement",
            [
                {
                    "point_id": point,
                    "period": month,
                    # Spread by number, so that departments differ; one in 25 is not reported.
                    "value": None if number % 25 == 0 else worst + (best - worst) * (0.6 + 0.02 * (number * 7 % 20)),
                    "sample_size": 50,
                    "standard_error": abs(best - worst) * 0.05,
                    "status": "未报" if number % 25 == 0 else "已报",
                    "source": "test",
                }
                for month in MONTHS
                for number, (point, best, worst) in enumerate(points)
            ],
        )
        writer.insert(
            "task_progress",
            [
                {
                    "task_id": task,
                    "month": month,
                    "planned_percent": 50.0 + 50 * (number % 2),
                    "actual_percent": 40.0 + 20 * (number % 4),
                }
                for month in MONTHS
                for number, (task,) in enumerate(tasks)
            ],
        )
        writer.insert(
            "complaint",
            [
                complaint(
                    number,
                    longitude=104.065786 + 0.002 * (number % 5),
                    cell=cell_of(104.065786 + 0.002 * (number % 5), 30.561413),
                    submitted_at=NOW - timedelta(days=number),
                )
                for number in range(20)
            ],
        )
        late = [rectification(number, due_at=NOW - timedelta(days=number)) for number in (3, 12)]
        writer.insert(
            "rectification", [*late, rectification(20), rectification(21, state="closed", closed_at=NOW - timedelta(days=1))]
        )
        writer.insert("letter", [letter(1), letter(2, reply_due_at=NOW - timedelta(days=2))])
    for month in MONTHS:
        rank_month(store, month, at=NOW)


@pytest.fixture(scope="session")
def filled_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of the small district; copy it before changing it."""
    path = tmp_path_factory.mktemp("web") / "cloudeye.duckdb"
    with Store(path, create=True) as opened:
        load_catalog(opened, CATALOG, now=NOW)
        _fill(opened)
    return path


def _serve(path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    monkeypatch.setenv("CLOUDEYE_FEED", "off")
    monkeypatch.setattr(
        district, "Access", partial(Access, parameters=CHEAPEST)
    )  # the strength of hashes is tested in tests/access
    district.close_district()
    yield district.open_district(path)
    district.close_district()


@pytest.fixture
def served(filled_database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """The small district as the pages see it."""
    copy = tmp_path / "served.duckdb"
    copy.write_bytes(filled_database.read_bytes())
    yield from _serve(copy, monkeypatch)


@pytest.fixture
def served_demo(demo_database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """The demo district as the pages see it: 24 months, all but the newest published."""
    copy = tmp_path / "demo.duckdb"
    copy.write_bytes(demo_database.read_bytes())
    yield from _serve(copy, monkeypatch)


@pytest.fixture
def served_empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """A district with a catalogue but without any data, as the pages see it."""
    path = tmp_path / "empty.duckdb"
    with Store(path, create=True) as opened:
        load_catalog(opened, CATALOG, now=NOW)
    yield from _serve(path, monkeypatch)


def _present(monkeypatch: pytest.MonkeyPatch, cookies: dict[str, str]) -> None:
    shown = visitor.Presented(cookies.get(SESSION, ""), cookies.get(DISPLAY, ""), LOOPBACK)
    monkeypatch.setattr(visitor, "presented", lambda: shown)


@pytest.fixture(autouse=True)
def _stranger(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that is run by itself has no browser, so nobody is signed in until a test says so."""
    _present(monkeypatch, {})


@pytest.fixture
def signed_in(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Viewer]:
    """``signed_in(role, department_id=None)``: pages that are run from now on see this viewer, by a real session or hall screen
    in the district that is served; call it after ``served``. Returns the viewer; ``anonymous`` signs out."""

    def enter(role: str, department_id: str | None = None) -> Viewer:
        cookies = cookies_of(role, department_id)
        _present(monkeypatch, cookies)
        return viewer_of(cookies)

    return enter
