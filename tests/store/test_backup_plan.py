"""When a scheduled backup is due and which old ones go; a wrong clock takes nothing away and does not loop."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pyrage
import pytest

from cloudeye.errors import StoreError
from cloudeye.store.backup_plan import BackupPlan, backup_plan

RECIPIENT = str(pyrage.x25519.Identity.generate().to_public())


@pytest.fixture
def plan(tmp_path: Path) -> BackupPlan:
    return BackupPlan("cloudeye", tmp_path)


def keep(plan: BackupPlan, *moments: datetime) -> list[Path]:
    """Copies that were taken at these moments."""
    paths = [plan.path(moment) for moment in moments]
    for path in paths:
        path.touch()
    return paths


def live(plan: BackupPlan, moments: Iterable[datetime]) -> list[datetime]:
    """What a clock that shows these moments one after the other leaves; returns when copies were taken."""
    taken = []
    for present in moments:
        if plan.is_due(present):
            taken.append(present)
            (newest,) = keep(plan, present)
            for path in plan.outdated(present, newest):
                path.unlink()
    return taken


def dates(plan: BackupPlan) -> list[date]:
    return [taken_at.date() for taken_at, _ in plan.copies()]


@pytest.mark.parametrize(
    ("present", "taken", "due"),
    [
        ("2026-11-22 02:29:59", "2026-11-21 02:30:05", False),
        ("2026-11-22 02:30:00", "2026-11-21 02:30:05", True),
        ("2026-11-22 02:30:20", "2026-11-22 02:30:00", False),
        ("2026-11-22 09:00:00", "2026-11-20 02:30:00", True),
        ("2026-11-22 01:00:00", "2026-11-20 02:30:00", True),
        ("2026-11-22 09:00:00", "2030-01-01 02:30:00", True),
    ],
    ids=["not yet", "on the second", "done", "missed while off", "missed yesterday", "a copy from the future does not count"],
)
def test_due(plan: BackupPlan, present: str, taken: str, due: bool) -> None:
    keep(plan, datetime.fromisoformat(taken))
    assert plan.is_due(datetime.fromisoformat(present)) is due


def test_the_first_is_due_at_once(plan: BackupPlan) -> None:
    assert plan.is_due(datetime(2026, 11, 22, 9, 0))


def test_fourteen_days_and_eight_weeks_stay(plan: BackupPlan) -> None:
    first = datetime(2026, 1, 1, 2, 30)
    taken = live(plan, (first + timedelta(hours=8 * step) for step in range(3 * 100)))
    assert len(taken) == 100
    last = taken[-1].date()
    assert last == date(2026, 4, 10)  # a Friday
    days = [last - timedelta(days=back) for back in range(13, -1, -1)]
    sundays = [date(2026, 4, 5) - timedelta(weeks=back) for back in range(6, -1, -1)]  # the eighth week is the present one
    assert dates(plan) == sorted({*days, *sundays})


def test_several_copies_of_a_day_leave_the_last(plan: BackupPlan) -> None:
    *_, newest = keep(plan, *(datetime(2026, 11, 22, hour) for hour in (3, 9, 15)))
    assert plan.outdated(datetime(2026, 11, 22, 16), newest) == [plan.path(datetime(2026, 11, 22, hour)) for hour in (3, 9)]


def test_a_frozen_clock_takes_one_copy_and_removes_none(plan: BackupPlan) -> None:
    kept = keep(plan, *(datetime(2026, 11, day, 2, 30) for day in range(1, 11)))
    assert live(plan, [datetime(2026, 11, 22, 9, 0)] * 500) == [datetime(2026, 11, 22, 9, 0)]
    assert all(path.exists() for path in kept)


@pytest.mark.parametrize("year", [1970, 2020], ids=["a flat battery", "some years back"])
def test_a_clock_set_back_takes_one_copy_a_day_and_removes_none_of_before(plan: BackupPlan, year: int) -> None:
    plan = BackupPlan(plan.stem, plan.folder, daily=2, weekly=1)
    kept = keep(plan, datetime(2026, 11, 20, 2, 30), datetime(2026, 11, 21, 2, 30))
    back = datetime(year, 1, 1, 8, 0)
    assert len(live(plan, (back + timedelta(minutes=20 * step) for step in range(3 * 72)))) == 4
    assert all(path.exists() for path in kept)


def test_a_clock_that_jumps_ahead_and_back_removes_only_what_it_made(plan: BackupPlan) -> None:
    days = [datetime(2026, 11, day, 2, 30) for day in range(1, 15)]
    live(plan, days)
    assert live(plan, [datetime(2046, 1, 1, 12, 0)]) == [datetime(2046, 1, 1, 12, 0)]
    assert dates(plan) == [*(day.date() for day in days), date(2046, 1, 1)]  # the first stays as the last of its week
    assert live(plan, [datetime(2026, 11, 15, 2, 30)]) == [datetime(2026, 11, 15, 2, 30)]
    assert date(2046, 1, 1) in dates(plan) and len(dates(plan)) == 16


def test_only_its_own_files_are_looked_at(plan: BackupPlan) -> None:
    plan = BackupPlan(plan.stem, plan.folder, daily=1, weekly=1)
    mine = keep(plan, datetime(2026, 11, 20, 2, 30), datetime(2026, 11, 21, 2, 30), datetime(2026, 11, 22, 2, 30))
    strange = [
        plan.folder / name
        for name in (
            "cloudeye.duckdb",
            "cloudeye-before-the-upgrade.duckdb",
            "cloudeye.scheduled-20261101-023000.duckdb.old",
            "cloudeye.scheduled-20261101-023000 (1).duckdb",
            "cloudeye.scheduled-20261399-023000.duckdb",
            "cloudeye.scheduled-２０２６1101-023000.duckdb",
            "other.scheduled-20261101-023000.duckdb",
            "xcloudeye.scheduled-20261101-023000.duckdb",
        )
    ]
    for path in strange:
        path.touch()
    (plan.folder / "cloudeye.scheduled-20261102-023000.duckdb").mkdir()
    (plan.folder / "cloudeye.scheduled-20261103-023000.duckdb").symlink_to(strange[0])
    assert [path for _, path in plan.copies()] == mine
    assert plan.outdated(datetime(2026, 11, 22, 3, 0), mine[-1]) == mine[:2]


def test_plain_and_enciphered_copies_count_together(plan: BackupPlan) -> None:
    (plain,) = keep(plan, datetime(2026, 11, 1, 2, 30))
    sealing = BackupPlan(plan.stem, plan.folder, daily=1, weekly=1, recipient=RECIPIENT)
    (sealed,) = keep(sealing, datetime(2026, 11, 22, 2, 30))
    assert sealed.name == "cloudeye.scheduled-20261122-023000.duckdb.age"
    assert sealing.outdated(datetime(2026, 11, 22, 3, 0), sealed) == [plain]


def test_the_copy_just_made_never_goes(plan: BackupPlan) -> None:
    """Set back, the clock makes it the oldest of all."""
    plan = BackupPlan(plan.stem, plan.folder, daily=1, weekly=1)
    newest, *_ = keep(plan, datetime(2020, 1, 1, 2, 30), datetime(2020, 1, 8, 2, 30))
    assert plan.outdated(datetime(2020, 1, 9), newest) == []


def test_settings(tmp_path: Path) -> None:
    database = tmp_path / "data" / "district.duckdb"
    assert backup_plan(database, {}, is_demo=False) == BackupPlan(
        "district", tmp_path / "data" / "backups", time(2, 30), 14, 8, None
    )
    chosen = {
        "CLOUDEYE_BACKUP_FOLDER": "/mnt/copies",
        "CLOUDEYE_BACKUP_AT": "23:05",
        "CLOUDEYE_BACKUP_DAILY": "3",
        "CLOUDEYE_BACKUP_WEEKLY": "1",
        "CLOUDEYE_BACKUP_RECIPIENT": RECIPIENT,
    }
    expected = BackupPlan("district", Path("/mnt/copies"), time(23, 5), 3, 1, RECIPIENT)
    assert backup_plan(database, chosen, is_demo=False) == expected
    assert backup_plan(database, dict.fromkeys(chosen, ""), is_demo=False) == backup_plan(database, {}, is_demo=False)


@pytest.mark.parametrize(("folder", "planned"), [(None, False), ("", False), ("off", False), ("/mnt/copies", True)])
def test_a_demo_has_backups_only_when_they_are_asked_for(tmp_path: Path, folder: str | None, planned: bool) -> None:
    environment = {} if folder is None else {"CLOUDEYE_BACKUP_FOLDER": folder}
    assert (backup_plan(tmp_path / "a.duckdb", environment, is_demo=True) is not None) is planned


def test_scheduled_backups_can_be_switched_off(tmp_path: Path) -> None:
    assert backup_plan(tmp_path / "a.duckdb", {"CLOUDEYE_BACKUP_FOLDER": "off"}, is_demo=False) is None


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("CLOUDEYE_BACKUP_AT", "25:00", "CLOUDEYE_BACKUP_AT 是「25:00」，不是时刻。请写成 02:30"),
        ("CLOUDEYE_BACKUP_DAILY", "0", "CLOUDEYE_BACKUP_DAILY 是「0」，不是正整数"),
        ("CLOUDEYE_BACKUP_WEEKLY", "八", "CLOUDEYE_BACKUP_WEEKLY 是「八」，不是正整数"),
        ("CLOUDEYE_BACKUP_RECIPIENT", "age1abc", "写的是「age1abc」，不是 age1 开头的公钥"),
    ],
)
@pytest.mark.parametrize("folder", ["", "off"], ids=["on", "off"])
def test_a_wrong_setting_is_named(tmp_path: Path, name: str, value: str, sentence: str, folder: str) -> None:
    with pytest.raises(StoreError, match=sentence):
        backup_plan(tmp_path / "a.duckdb", {name: value, "CLOUDEYE_BACKUP_FOLDER": folder}, is_demo=False)
