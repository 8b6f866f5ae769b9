"""Where things are: the repository's folders and the default database file."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
QUERIES = ROOT / "queries"
DATA = ROOT / "data"
CATALOG = DATA / "catalog"


def default_database() -> Path:
    """The database file: ``CLOUDEYE_DATABASE`` if set, else ``data/cloudeye.duckdb``."""
    return Path(os.environ.get("CLOUDEYE_DATABASE") or DATA / "cloudeye.duckdb")
