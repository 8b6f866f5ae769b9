"""Named queries bind exactly the parameters that their header names; inserts go by column name."""

from datetime import date

import duckdb
import pytest

from cloudeye.errors import QueryError
from cloudeye.store import Store, all_queries, query
from tests.store.districts import district, names, write

DAYS = [
    {"day": date(2026, 1, 1), "is_workday": False, "source": "官方", "workdays_before": 0},
    {"day": date(2026, 1, 2), "is_workday": True, "source": "官方", "workdays_before": 0},
]


def with_parameters() -> str:
    """The name of some query that binds parameters."""
    return next(named.name for named in all_queries().values() if named.parameters)


def test_a_missing_parameter_is_named(store: Store) -> None:
    name = with_parameters()
    with pytest.raises(QueryError, match=query(name).parameters[0]):
        store.rows(name)


def test_an_unknown_parameter_is_named(store: Store) -> None:
    with pytest.raises(QueryError, match="surprise"):
        store.rows("current_rule", surprise=1)


def test_an_unknown_query_is_named(store: Store) -> None:
    with pytest.raises(QueryError, match="no_such_query"):
        store.rows("no_such_query")


def test_row_refuses_anything_but_one_row(store: Store) -> None:
    with pytest.raises(QueryError, match="0 行"):
        store.row("current_rule")


def test_rows_and_frame_of_nothing_are_empty(store: Store) -> None:
    assert store.rows("current_rule") == []
    assert store.reading().frame("current_rule").empty


def test_insert_goes_by_name_and_fills_what_is_left_out_with_null(store: Store) -> None:
    with store.writing() as writer:
        assert writer.insert("district", [{"is_demo": True, "name": "甲"}]) == 1
    assert store.reading().cursor.execute("SELECT name, is_demo, seed, as_of FROM district").fetchall() == [
        ("甲", True, None, None)
    ]


def test_insert_keeps_types(store: Store) -> None:
    with store.writing() as writer:
        assert writer.insert("calendar_day", DAYS) == 2
    found = store.reading().cursor.execute("SELECT day, is_workday FROM calendar_day ORDER BY day").fetchall()
    assert found == [(date(2026, 1, 1), False), (date(2026, 1, 2), True)]


def test_inserting_nothing_is_not_an_error(store: Store) -> None:
    with store.writing() as writer:
        assert writer.insert("district", []) == 0


def test_a_null_where_none_may_be_is_refused_whole(store: Store) -> None:
    with pytest.raises(duckdb.ConstraintException), store.writing() as writer:
        writer.insert("district", [district("甲"), district("乙") | {"name": None}])
    assert names(store) == []


def test_delete_takes_the_rows_that_equal_all_values(store: Store) -> None:
    write(store, "甲", "乙", "丙")
    with store.writing() as writer:
        writer.delete("district", name="乙", seed=1)
        writer.delete("district", name="甲", seed=2)
    assert names(store) == ["丙", "甲"]
    with store.writing() as writer:
        writer.delete("district")
    assert names(store) == []


def test_a_text_like_sql_is_only_a_text(store: Store) -> None:
    text = "'); DROP TABLE district; --"
    write(store, text)
    assert names(store) == [text]
