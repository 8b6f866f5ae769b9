"""Bring a database file to the present schema: numbered tables once, views and macros afresh at every start."""

from graphlib import TopologicalSorter

import duckdb

from cloudeye.paths import QUERIES
from cloudeye.store.tables import definitions, words


def is_ours(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether the attached file is a Cloud Eye database (or still has no table at all, as one that was just made)."""
    found = connection.execute("SELECT table_name FROM duckdb_tables() WHERE database_name = current_database()").fetchall()
    return not found or ("schema_migration",) in found


def migrate(connection: duckdb.DuckDBPyConnection) -> None:
    """Apply the files of ``queries/schema/`` that this database has not seen, in order, each in one transaction."""
    connection.execute("CREATE TABLE IF NOT EXISTS schema_migration (name VARCHAR NOT NULL)")
    applied = {name for (name,) in connection.execute("SELECT name FROM schema_migration").fetchall()}
    for path in sorted((QUERIES / "schema").glob("*.sql")):
        if path.stem in applied:
            continue
        connection.execute("BEGIN")
        connection.execute(path.read_text(encoding="utf-8"))
        connection.execute("INSERT INTO schema_migration VALUES ($name)", {"name": path.stem})
        connection.execute("COMMIT")


def create_views(connection: duckdb.DuckDBPyConnection) -> None:
    """Make a view of every file in ``queries/marts/`` and run every ``define_`` of ``queries/models/`` (marts of any table) and
    ``queries/masks/``, each after what it reads."""
    texts = definitions()
    calls = {name: (words(text) & texts.keys()) - {name} for name, text in texts.items()}
    for name in TopologicalSorter(calls).static_order():
        connection.execute(texts[name])
