"""Numbered tables are made once and in order; views are made afresh at every start."""

from pathlib import Path

import duckdb

from cloudeye.paths import QUERIES
from cloudeye.store import Store, all_queries
from cloudeye.store.migrations import create_views, migrate


def applied(store: Store) -> list[str]:
    return [name for (name,) in store.reading().cursor.execute("SELECT name FROM schema_migration ORDER BY rowid").fetchall()]


def test_every_file_is_applied_in_the_order_of_its_number(store: Store) -> None:
    names = applied(store)
    assert names == sorted(path.stem for path in (QUERIES / "schema").glob("*.sql"))
    assert [int(name.split("_")[0]) for name in names] == list(range(1, len(names) + 1))


def test_opening_again_applies_nothing(store: Store) -> None:
    before = applied(store)
    store.close()
    with Store(store.path) as again:
        assert applied(again) == before
        assert again.data_version == 0


def test_only_what_is_missing_is_applied() -> None:
    """A database of an earlier release gets the later files, its rows stay."""
    first = min((QUERIES / "schema").glob("*.sql"))
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE schema_migration (name VARCHAR NOT NULL)")
        connection.execute(first.read_text(encoding="utf-8"))
        connection.execute("INSERT INTO schema_migration VALUES ($name)", {"name": first.stem})
        connection.execute("UPDATE store_state SET data_version = 41")
        migrate(connection)
        migrate(connection)
        assert connection.execute("SELECT data_version FROM store_state").fetchall() == [(41,)]
        assert connection.execute("SELECT count(*) FROM service_record").fetchall() == [(0,)]


def test_every_mart_is_a_view_that_runs(store: Store) -> None:
    marts = {named.name for named in all_queries().values() if named.folder == "marts"}
    cursor = store.reading().cursor
    found = cursor.execute("SELECT view_name FROM duckdb_views() WHERE NOT internal AND database_name = 'cloudeye'").fetchall()
    assert {name for (name,) in found} == marts
    for name in marts:
        cursor.execute(f"SELECT * FROM {name}").fetchall()


def test_a_changed_view_is_taken_up_at_the_next_start(tmp_path: Path) -> None:
    path = tmp_path / "cloudeye.duckdb"
    with Store(path, create=True) as store, store.writing() as writer:
        writer.cursor.execute("CREATE OR REPLACE VIEW current_rule AS SELECT 1 AS stale")
    with Store(path) as store:
        columns = store.reading().cursor.execute("SELECT * FROM current_rule").description
        assert [column[0] for column in columns or []] != ["stale"]


def test_views_can_be_made_twice(store: Store) -> None:
    with store.writing() as writer:
        create_views(writer.cursor)
