"""The same seed and moment give the same rows, whatever the number of threads; another seed gives others."""

from pathlib import Path

import duckdb
import pytest

from cloudeye.demo import build
from cloudeye.demo.dice import Dice
from cloudeye.store import database
from tests.demo.conftest import AS_OF, RECORDS, SEED

# When the database last changed is the clock's business, not the demo's.
CLOCKED = {"store_state"}


def test_a_second_build_with_one_thread_is_the_same(demo_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    again = tmp_path / "again.duckdb"
    monkeypatch.setitem(database.SETTINGS, "threads", 1)
    build(again, seed=SEED, as_of=AS_OF, service_records=RECORDS)
    connection = duckdb.connect()
    connection.execute(f"ATTACH '{demo_file}' AS first (READ_ONLY)")
    connection.execute(f"ATTACH '{again}' AS second (READ_ONLY)")
    names = connection.execute(
        "SELECT table_name FROM duckdb_tables() WHERE database_name = 'first' ORDER BY table_name"
    ).fetchall()
    tables = [name for (name,) in names if name not in CLOCKED]
    assert {"service_record", "ranking_snapshot", "point_score", "complaint"} <= set(tables)
    different = [
        table
        for table in tables
        if connection.execute(f"SELECT count(*) FROM (FROM first.{table} EXCEPT ALL FROM second.{table})").fetchone() != (0,)
    ]
    assert different == []


def test_records_lie_in_the_same_order(demo_file: Path) -> None:
    connection = duckdb.connect(str(demo_file), read_only=True)
    unordered = connection.execute(
        """
        SELECT count(*) FROM (
            SELECT department_id, finished_at, lag(department_id) OVER w AS earlier_department, lag(finished_at) OVER w AS earlier
            FROM service_record WINDOW w AS (ORDER BY rowid))
        WHERE department_id < earlier_department
            OR (department_id = earlier_department AND coalesce(finished_at, 'infinity') < coalesce(earlier, 'infinity'))
        """
    ).fetchone()
    assert unordered == (0,)


def test_dice_depend_on_seed_and_key_only() -> None:
    assert Dice(1, "a", 2).random() == Dice(1, "a", 2).random()
    assert Dice(1, "a", 2).random() != Dice(2, "a", 2).random()
    assert Dice(1, "a", 2).random() != Dice(1, "a", 3).random()
