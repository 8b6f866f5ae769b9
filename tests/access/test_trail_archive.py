"""Old months put away: on record, told from missing ones, and never before their time."""

import shutil
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from cloudeye.access.trail.archive import oldest_kept
from cloudeye.access.trail.book import Actor, Trail
from cloudeye.errors import AccessError
from cloudeye.store import Store
from tests.access.trails import lines_of, standing, write_trail

ROOT_USER = Actor("命令行:root", "operator")
NOW = datetime(2026, 11, 21, 9, 30)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "district.duckdb"


@pytest.fixture
def trail(database: Path) -> Trail:
    """Nine entries, three a month: March, April and May of 2026; a clock in November."""
    write_trail(database, 9, apart=timedelta(days=10, hours=8), start=datetime(2026, 3, 1, 8))
    return Trail(database, clock=standing(NOW))


@pytest.mark.parametrize(
    ("now", "oldest"),
    [
        (datetime(2026, 11, 21), date(2026, 5, 1)),
        (datetime(2026, 11, 30, 23, 59), date(2026, 5, 1)),
        (datetime(2026, 12, 1), date(2026, 6, 1)),
        (datetime(2026, 7, 1), date(2026, 1, 1)),
        (datetime(2026, 6, 30), date(2025, 12, 1)),
    ],
)
def test_six_months_are_kept(now: datetime, oldest: date) -> None:
    assert oldest_kept(now) == oldest


def test_old_months_go_and_are_told_from_missing_ones(trail: Trail, tmp_path: Path) -> None:
    before = {path.name: path.read_bytes() for path in trail.folder.glob("*.jsonl")}
    moved = trail.archive(date(2026, 5, 1), tmp_path / "old", ROOT_USER)
    assert moved == [tmp_path / "old" / "2026-03.jsonl", tmp_path / "old" / "2026-04.jsonl"]
    assert {path.name: path.read_bytes() for path in moved} == {name: before[name] for name in ("2026-03.jsonl", "2026-04.jsonl")}
    assert [path.name for path in sorted(trail.folder.glob("*.jsonl"))] == ["2026-05.jsonl", "2026-11.jsonl"]
    found = trail.verify()
    assert (found.entries, found.archived, found.last, found.faults) == (5, 6, 11, ())
    noted = lines_of(trail.folder)[-2:]
    assert [(entry["actor"], entry["action"], entry["subject"], entry["detail"]["number"]) for entry in noted] == [
        ("命令行:root", "trail.archive", "2026-03.jsonl", 3),
        ("命令行:root", "trail.archive", "2026-04.jsonl", 6),
    ]
    assert trail.archived() == {"2026-03.jsonl", "2026-04.jsonl"}
    trail.record(ROOT_USER, "session.open")
    assert trail.verify().is_whole


def test_more_is_missing_than_was_put_away(trail: Trail, tmp_path: Path) -> None:
    trail.archive(date(2026, 4, 1), tmp_path / "old", ROOT_USER)
    (trail.folder / "2026-04.jsonl").unlink()
    (fault,) = trail.verify().faults
    assert fault == ("2026-05.jsonl", 1, "之前缺少第 1 至 6 条，也没有归档记录")
    assert trail.verify().archived == 0


def test_an_archive_that_was_only_claimed_does_not_hide_what_is_missing(trail: Trail) -> None:
    (trail.folder / "2026-03.jsonl").unlink()
    trail.record(ROOT_USER, "trail.archive", "2026-03.jsonl", number=3, hash="0" * 64)
    trail.record(ROOT_USER, "trail.archive", "2026-03.jsonl")
    assert [fault.what for fault in trail.verify().faults] == ["之前缺少第 1 至 3 条，也没有归档记录"]


def test_a_changed_line_at_the_new_beginning_is_one_fault(trail: Trail, tmp_path: Path) -> None:
    trail.archive(date(2026, 4, 1), tmp_path / "old", ROOT_USER)
    path = trail.folder / "2026-04.jsonl"
    path.write_bytes(path.read_bytes().replace(b"C-4", b"C-7"))
    assert [fault[:2] for fault in trail.verify().faults] == [("2026-04.jsonl", 1)]


def test_the_archive_is_verified_with_the_rest_or_put_back(trail: Trail, tmp_path: Path) -> None:
    old = tmp_path / "old"
    trail.archive(date(2026, 5, 1), old, ROOT_USER)
    whole = trail.verify(archive=old)
    assert (whole.entries, whole.archived, whole.faults) == (11, 0, ())
    path = old / "2026-03.jsonl"
    path.write_bytes(path.read_bytes().replace(b"C-2", b"C-8"))
    assert [fault[:2] for fault in trail.verify(archive=old).faults] == [("2026-03.jsonl", 2)]
    shutil.copyfile(old / "2026-04.jsonl", trail.folder / "2026-04.jsonl")
    assert (trail.verify().archived, trail.verify().faults) == (3, ())


def test_what_is_younger_than_six_months_stays(trail: Trail, tmp_path: Path) -> None:
    with pytest.raises(AccessError, match=r"至少保留 6 个月，现在只能归档 2026-05 以前的月份"):
        trail.archive(date(2026, 6, 1), tmp_path / "old", ROOT_USER)
    assert len(list(trail.folder.glob("*.jsonl"))) == 3 and not (tmp_path / "old").exists()


def test_the_last_file_stays_however_old(database: Path, tmp_path: Path) -> None:
    trail = Trail(database, clock=standing(datetime(2020, 1, 1)))
    trail.record(ROOT_USER, "session.open")
    assert Trail(database, clock=standing(NOW)).archive(date(2026, 1, 1), tmp_path / "old", ROOT_USER) == []
    assert trail.verify().entries == 1


def test_a_trail_with_faults_is_not_put_away(trail: Trail, tmp_path: Path) -> None:
    path = trail.folder / "2026-03.jsonl"
    path.write_bytes(path.read_bytes().replace(b"C-2", b"C-8"))
    with pytest.raises(AccessError, match="核验没有通过，不能归档"):
        trail.archive(date(2026, 5, 1), tmp_path / "old", ROOT_USER)
    assert path.exists() and not (tmp_path / "old").exists()


def test_places_where_it_cannot_go(trail: Trail, tmp_path: Path) -> None:
    with pytest.raises(AccessError, match="就是审计日志所在的目录"):
        trail.archive(date(2026, 5, 1), trail.folder, ROOT_USER)
    (tmp_path / "file").touch()
    with pytest.raises(AccessError, match="已有同名的文件|这不是"):
        trail.archive(date(2026, 5, 1), tmp_path / "file", ROOT_USER)
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "2026-04.jsonl").write_bytes(b"something else")
    with pytest.raises(AccessError, match=r"2026-04\.jsonl 已经存在，内容与要归档的不同"):
        trail.archive(date(2026, 5, 1), tmp_path / "old", ROOT_USER)
    assert len(list(trail.folder.glob("*.jsonl"))) == 3
    assert trail.verify().entries == 9


def test_an_archive_that_was_interrupted_is_done_again(trail: Trail, tmp_path: Path) -> None:
    """On record and copied, but not yet taken away: nothing is wrong, and the next time finishes it."""
    kept = (trail.folder / "2026-03.jsonl").read_bytes()
    trail.archive(date(2026, 4, 1), tmp_path / "old", ROOT_USER)
    (trail.folder / "2026-03.jsonl").write_bytes(kept)
    assert trail.verify().is_whole
    assert len(trail.archive(date(2026, 4, 1), tmp_path / "old", ROOT_USER)) == 1
    assert (trail.verify().archived, trail.verify().faults) == (3, ())


def test_ends_noted_before_are_still_compared(store: Store, tmp_path: Path) -> None:
    """What was noted of archived entries cannot be compared any more; the rest can."""
    write_trail(store.path, 6, apart=timedelta(days=10, hours=8), start=datetime(2026, 3, 1, 8))
    trail = Trail(store.path, clock=standing(NOW))
    trail.note_end(store)
    first = lines_of(trail.folder)[1]
    with store.recording() as writer:
        writer.insert("trail_anchor", [{"number": 2, "hash": first["hash"], "noted_at": NOW}])
    assert trail.verify(store).is_whole
    trail.archive(date(2026, 4, 1), tmp_path / "old", ROOT_USER)
    found = trail.verify(store)
    assert (found.archived, found.anchors, found.faults) == (3, 2, ())
