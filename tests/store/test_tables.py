"""Which tables a query reads and a statement changes, and that an answer's number rises exactly when one of them has changed."""

from datetime import datetime

import pytest

from cloudeye.store import Store
from cloudeye.store.queries import all_queries, query
from cloudeye.store.tables import changed_by, reads
from tests.contracts.sources import sql_files

ANSWER = "ranking_months"  # reads ranking_snapshot alone


def test_a_query_reads_what_its_marts_and_macros_read() -> None:
    assert {"ranking_snapshot"} <= reads("snapshot_of_month")
    assert "complaint" not in reads("snapshot_of_month")
    assert {"ranking_snapshot", "published_component", "score_component", "task_progress"} <= reads("component_changes")
    assert {"complaint", "callback"} <= reads("month_rates")
    assert {"complaint", "enterprise", "channel", "department", "problem_class", "subdistrict", "state"} <= reads(
        "complaint_rows"
    )


@pytest.mark.parametrize(
    ("sql", "tables"),
    [
        ("INSERT INTO letter BY NAME SELECT 1", ["letter"]),
        ("update letter SET state = 'x'; DELETE FROM letter_event WHERE true", ["letter", "letter_event"]),
        ("CREATE TEMP TABLE kept AS SELECT * FROM letter -- DELETE FROM letter", []),
        ("MERGE INTO letter USING kept", ["letter"]),
    ],
)
def test_what_a_statement_changes(sql: str, tables: list[str]) -> None:
    assert changed_by(sql) == tables


def test_every_query_that_changes_something_names_it() -> None:
    """A statement that starts with a change has a plain table name behind it; DuckDB knows no other way to change one."""
    starts = [path.stem for path in sql_files() if path.parent.name != "schema" and path.stem in all_queries()]
    changing = [
        name for name in starts if any(word in query(name).sql.upper() for word in ("INSERT INTO", "DELETE FROM", "MERGE INTO"))
    ]
    assert changing
    assert [name for name in changing if not changed_by(query(name).sql)] == []


def test_an_answer_stands_until_a_table_that_it_reads_changes(store: Store) -> None:
    before = store.version_of(ANSWER)
    with store.writing() as writer:
        writer.insert("district", [{"name": "甲", "is_demo": False, "seed": None, "as_of": None}])
    assert store.version_of(ANSWER) == before and store.version_of("district_identity") > before
    with store.writing() as writer:
        writer.delete("ranking_snapshot", status="draft")
    after = store.version_of(ANSWER)
    assert after > before
    with pytest.raises(ZeroDivisionError), store.writing() as writer:
        writer.delete("ranking_snapshot")
        raise ZeroDivisionError
    with store.rehearsing() as writer:
        writer.delete("ranking_snapshot")
    assert store.version_of(ANSWER) == after


def test_records_that_are_not_data_count_too(store: Store) -> None:
    before = store.version_of("displays_listed")
    version = store.data_version
    with store.recording() as writer:
        writer.insert(
            "display",
            [{"display_id": "D1", "name": "大屏", "key_hash": "x", "created_at": datetime(2026, 3, 1), "created_by": "甲"}],
        )
    assert store.version_of("displays_listed") > before and store.data_version == version
