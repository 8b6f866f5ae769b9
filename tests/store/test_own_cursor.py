"""A transaction on the cursor of a reader: it sees what the reader laid out, and leaves the cursor usable."""

import duckdb
import pytest

from cloudeye.store import Store, Writer


def laid_out(store: Store) -> Writer:
    """A cursor of one's own with a temporary table of one row."""
    reader = store.reading()
    reader.cursor.execute(
        "CREATE TEMP TABLE laid_out AS SELECT 'a' AS channel_id, '甲' AS name, '工作日' AS clock, 1 AS position"
    )
    return Writer(reader.cursor, store.path)


def channels(store: Store) -> list[tuple[str]]:
    return store.reading().cursor.execute("SELECT channel_id FROM channel").fetchall()


def test_a_transaction_sees_the_temporary_tables_of_its_cursor(store: Store) -> None:
    desk, version = laid_out(store), store.data_version
    with store.writing(desk) as writer:
        writer.cursor.execute("INSERT INTO channel FROM laid_out")
    assert (channels(store), store.data_version) == ([("a",)], version + 1)
    assert desk.cursor.execute("SELECT count(*) FROM laid_out").fetchall() == [(1,)]


def test_a_failure_leaves_the_district_and_the_cursor_as_they_were(store: Store) -> None:
    desk, version = laid_out(store), store.data_version
    with pytest.raises(duckdb.CatalogException), store.writing(desk) as writer:
        writer.cursor.execute("INSERT INTO channel FROM laid_out")
        writer.cursor.execute("DROP TABLE laid_out")
        writer.cursor.execute("SELECT * FROM no_such_table")
    assert (channels(store), store.data_version) == ([], version)
    assert desk.cursor.execute("SELECT name FROM laid_out").fetchall() == [("甲",)]


def test_a_rehearsal_leaves_nothing(store: Store) -> None:
    desk, version = laid_out(store), store.data_version
    with store.rehearsing(desk) as writer:
        writer.cursor.execute("INSERT INTO channel FROM laid_out")
        assert writer.cursor.execute("SELECT count(*) FROM channel").fetchall() == [(1,)]
    assert (channels(store), store.data_version) == ([], version)
    assert desk.cursor.execute("SELECT count(*) FROM laid_out").fetchall() == [(1,)]
