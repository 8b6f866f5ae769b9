"""The running application takes its own backups: a real district always, a demo when asked, and not with a wrong setting."""

from pathlib import Path

import pytest

from cloudeye.errors import StoreError
from cloudeye.store import Store
from cloudeye.store import backup_schedule as schedule
from cloudeye.web import district
from tests.store.sealing import pair


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schedule, "START_SECONDS", 0.01)


def copies(folder: Path) -> list[str]:
    """The names of the copies (the trail beside them is a folder), when the application has stopped."""
    district.close_district()
    return [path.name for path in folder.iterdir() if path.is_file()] if folder.is_dir() else []


def wait_for_one(folder: Path) -> None:
    while not any(path.suffix in {".duckdb", ".age"} for path in (folder.iterdir() if folder.is_dir() else ())):
        pass


def test_a_real_district_is_backed_up(served_empty: Store) -> None:
    folder = served_empty.path.parent / "backups"
    wait_for_one(folder)
    (name,) = copies(folder)
    assert name.startswith("empty.scheduled-") and name.endswith(".duckdb")


def test_a_demo_is_not(served: Store) -> None:
    assert copies(served.path.parent / "backups") == []


def test_a_demo_is_when_it_is_asked_for(served: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    recipient, _ = pair(tmp_path)
    monkeypatch.setenv("CLOUDEYE_BACKUP_FOLDER", str(tmp_path / "elsewhere"))
    monkeypatch.setenv("CLOUDEYE_BACKUP_RECIPIENT", recipient)
    district.close_district()
    district.open_district(served.path)
    wait_for_one(tmp_path / "elsewhere")
    (name,) = copies(tmp_path / "elsewhere")
    assert name.startswith("served.scheduled-") and name.endswith(".duckdb.age")


def test_a_wrong_setting_stops_the_start_and_lets_go_of_the_file(served: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLOUDEYE_BACKUP_AT", "half past two")
    district.close_district()
    with pytest.raises(StoreError, match="CLOUDEYE_BACKUP_AT 是「half past two」，不是时刻"):
        district.open_district(served.path)
    Store(served.path).close()
