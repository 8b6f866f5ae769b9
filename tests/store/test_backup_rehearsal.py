"""What a scheduled backup of a district brings back, table by table; nobody is signed in after a restore."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from cloudeye.errors import StoreError
from cloudeye.scoring import rank_month
from cloudeye.store import Store, restore
from cloudeye.store.backup import contents, rehearse
from cloudeye.store.backup_plan import BackupPlan
from cloudeye.store.backup_schedule import BackupSchedule
from tests.store.sealing import pair
from tests.web.records import MONTH, NOW, complaint, letter, rectification

SIGNED_IN_AT = datetime(2026, 3, 18, 9, 0)
STOLEN = "0" * 64


def account(login: str) -> dict[str, object]:
    return {
        "account_id": login, "login": login, "name": "示例", "role": "liaison", "department_id": "approval", "origin": "local",
        "password_hash": None, "must_change_password": False, "failures": 0, "is_disabled": False,
        "created_at": SIGNED_IN_AT, "created_by": "甲",
    }  # fmt: skip


def session(number: int, **given: object) -> dict[str, object]:
    return {
        "session_id": str(number), "token_hash": STOLEN, "account_id": "liaison", "stage": "open", "opened_at": SIGNED_IN_AT,
        "seen_at": SIGNED_IN_AT, "ends_at": SIGNED_IN_AT + timedelta(days=365), "address": "10.0.0.9", "agent": "",
        "ended_at": None, "ended_by": None,
    } | given  # fmt: skip


@pytest.fixture
def living(catalogued: Store) -> Store:
    """A small real district: catalogue, records, one scored month, an account with an open and an ended session, a display."""
    with catalogued.writing() as writer:
        points = writer.cursor.execute("SELECT point_id, best FROM point_spec").fetchall()
        writer.insert("district", [{"name": "云州新区", "is_demo": False, "seed": None, "as_of": None}])
        writer.insert(
            "measurement",
            [
                {"point_id": point, "period": MONTH, "value": best, "sample_size": 50, "standard_error": 0.1, "status": "已报",
                 "source": "test"}
                for point, best in points
            ],
        )  # fmt: skip
        writer.insert("complaint", [complaint(number, submitted_at=NOW - timedelta(days=number)) for number in range(40)])
        writer.insert("letter", [letter(1)])
        writer.insert("rectification", [rectification(1), rectification(2, closed_at=NOW, state="closed")])
    rank_month(catalogued, date(2026, 2, 1), at=NOW)
    with catalogued.recording() as writer:
        writer.insert("account", [account("liaison")])
        writer.insert("session", [session(1), session(2, ended_at=SIGNED_IN_AT, ended_by="liaison")])
        shown = {"display_id": "d", "name": "大厅", "key_hash": STOLEN, "created_at": SIGNED_IN_AT, "created_by": "甲"}
        writer.insert("display", [shown])
        writer.insert("trail_anchor", [{"number": 7, "hash": STOLEN, "noted_at": SIGNED_IN_AT}])
    return catalogued


@pytest.fixture(params=["plain", "enciphered"])
def scheduled(request: pytest.FixtureRequest, living: Store, tmp_path: Path) -> Iterator[tuple[Path, Path | None]]:
    """A scheduled backup, and the private key if it needs one."""
    recipient, identity = pair(tmp_path) if request.param == "enciphered" else (None, None)
    copy = BackupSchedule(living, BackupPlan("district", tmp_path / "backups", recipient=recipient)).look()
    assert copy is not None
    yield copy, identity


def without_sessions(found: list[dict[str, object]]) -> list[dict[str, object]]:
    return [table for table in found if table["name"] != "session"]


def test_every_table_comes_back_as_it_was(living: Store, scheduled: tuple[Path, Path | None], tmp_path: Path) -> None:
    copy, identity = scheduled
    before = contents(living)
    rows = {table["name"]: table["rows"] for table in before}
    assert rows["measurement"] >= 282 and rows["complaint"] == 40 and rows["ranking_snapshot"] > 0 and rows["account"] == 1
    with living.writing() as writer:
        writer.delete("complaint")  # what happens after a backup is not in it
    with Store(restore(copy, tmp_path / "fresh" / "cloudeye.duckdb", identity=identity)) as restored:
        assert without_sessions(contents(restored)) == without_sessions(before)
        assert restored.row("catalogue_counts")["points"] == 282


def test_nobody_is_signed_in_after_a_restore(scheduled: tuple[Path, Path | None], tmp_path: Path) -> None:
    """A session that was revoked because it was stolen would otherwise be back with the backup."""
    copy, identity = scheduled
    with Store(restore(copy, tmp_path / "fresh.duckdb", identity=identity)) as restored:
        found = restored.reading().cursor.execute("SELECT session_id, ended_at IS NULL, ended_by FROM session ORDER BY 1")
        assert found.fetchall() == [("1", False, "恢复备份"), ("2", False, "liaison")]


def test_a_restore_leaves_the_trail_and_the_key_as_they_are(living: Store, scheduled: tuple[Path, Path | None]) -> None:
    copy, identity = scheduled
    trail, key = living.path.with_name("district.audit"), living.path.with_name("district.duckdb.key")
    trail.mkdir()
    (trail / "2026-11.jsonl").write_text("one\n")
    key.write_text("key")
    living.close()
    restore(copy, living.path, identity=identity)
    assert ((trail / "2026-11.jsonl").read_text(), key.read_text()) == ("one\n", "key")


def test_a_rehearsal_reads_all_of_it_beside_the_running_database(
    living: Store, scheduled: tuple[Path, Path | None], tmp_path: Path
) -> None:
    copy, identity = scheduled
    there = sorted(tmp_path.iterdir())
    found = rehearse(copy, living.path, identity=identity)
    assert without_sessions(found.tables) == without_sessions(contents(living))
    assert found.data_version == living.data_version
    assert sorted(tmp_path.iterdir()) == there
    with living.writing() as writer:
        writer.delete("letter")


def test_a_rehearsal_of_a_spoilt_backup_fails_and_leaves_nothing(living: Store, tmp_path: Path) -> None:
    (tmp_path / "spoilt.duckdb").write_bytes(b"spoilt" * 1000)
    (tmp_path / "district.duckdb.rehearsal").mkdir()
    (tmp_path / "district.duckdb.rehearsal" / "cloudeye.duckdb").write_bytes(b"of one that was killed")
    with pytest.raises(StoreError, match="已损坏或不是云眼的备份"):
        rehearse(tmp_path / "spoilt.duckdb", living.path)
    assert not (tmp_path / "district.duckdb.rehearsal").exists()


def test_two_tables_with_as_many_rows_are_told_apart(living: Store) -> None:
    """The comparison above is worth something only if a changed value changes it."""
    before = contents(living)
    with living.writing() as writer:
        writer.cursor.execute("UPDATE complaint SET title = title || '。' WHERE complaint_id = 'C7'")
    changed = [table["name"] for table, earlier in zip(contents(living), before, strict=True) if table != earlier]
    assert changed == ["complaint", "store_state"]
