"""Ask a store something in plain SQL, as a test may."""

from typing import Any

from cloudeye.store import Store


def ask(store: Store, sql: str, *values: Any) -> list[tuple[Any, ...]]:
    """The rows of a query."""
    return store.reading().cursor.execute(sql, list(values)).fetchall()


def one(store: Store, sql: str, *values: Any) -> Any:
    """The only value of a query."""
    (row,) = ask(store, sql, *values)
    (value,) = row
    return value
