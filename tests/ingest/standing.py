"""Everything a district holds, to compare it with itself before and after."""

from typing import Any

from cloudeye.store import Store

# The ledger tells what happened, so it differs; store_state counts commits.
LEDGER = {"import_batch", "store_state"}
# When a thing was computed is no part of what it is.
MOMENTS = {"ranking_snapshot": "EXCLUDE (computed_at)"}


def held(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table but the ledger's, sorted, by the table's name."""
    cursor = store.reading().cursor
    return {
        table: cursor.execute(f"SELECT * {MOMENTS.get(table, '')} FROM {table} ORDER BY ALL").fetchall()
        for table in sorted(row["name"] for row in store.rows("stored_tables"))
        if table not in LEDGER
    }


def differing(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """The tables that are not the same, sorted."""
    return sorted(table for table in before if before[table] != after[table])


def recounted(store: Store) -> list[tuple[Any, ...]]:
    """What service_rollup should hold: counted anew from every record."""
    return store.reading().cursor.execute("SELECT * FROM service_month ORDER BY ALL").fetchall()


def rolled_up(store: Store) -> list[tuple[Any, ...]]:
    """What service_rollup holds."""
    return store.reading().cursor.execute("SELECT * FROM service_rollup ORDER BY ALL").fetchall()
