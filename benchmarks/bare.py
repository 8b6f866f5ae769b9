"""Bare DuckDB on the district's data: the SQL in ``benchmarks/sql/``, on a connection of its own, without our store."""

from pathlib import Path
from typing import Any

import duckdb

SQL = Path(__file__).parent / "sql"


def text(name: str) -> str:
    """The SQL text called ``name``."""
    return (SQL / f"{name}.sql").read_text(encoding="utf-8")


def run(connection: duckdb.DuckDBPyConnection, name: str, **parameters: Any) -> list[tuple[Any, ...]]:
    """Run a named text and fetch everything."""
    return connection.execute(text(name), parameters).fetchall()
