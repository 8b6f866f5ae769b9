"""The one connection to the DuckDB file, named queries, migrations, backup and restore."""

from cloudeye.store.backup import backup, restore
from cloudeye.store.database import Reader, Store, Writer
from cloudeye.store.queries import Query, all_queries, query

__all__ = ["Query", "Reader", "Store", "Writer", "all_queries", "backup", "query", "restore"]
