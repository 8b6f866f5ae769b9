"""Small files for the tests: written here cell by cell, or kept in ``tests/data/import/``."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from cloudeye.paths import ROOT
from cloudeye.store import Store

CORPUS = ROOT / "tests" / "data" / "import"


def csv_file(folder: Path, header: Sequence[str], *rows: Sequence[object], name: str = "file.csv") -> Path:
    """A UTF-8 CSV; None is an empty cell."""
    path = folder / name
    with path.open("w", encoding="utf-8", newline="") as output:
        csv.writer(output).writerows([header, *rows])
    return path


def column(store: Store, table: str, name: str, order: str) -> list[Any]:
    """One column of a table, in the order of another."""
    return [value for (value,) in store.reading().cursor.execute(f"SELECT {name} FROM {table} ORDER BY {order}").fetchall()]


def only_row(store: Store, table: str) -> dict[str, Any]:
    """The one row of a table."""
    cursor = store.reading().cursor.execute(f"SELECT * FROM {table}")
    (row,) = cursor.fetchall()
    return dict(zip([described[0] for described in cursor.description], row, strict=True))


def count(store: Store, table: str) -> int:
    """How many rows a table has."""
    return len(column(store, table, "1", "1"))


def messages(problems: Iterable[Any]) -> list[str]:
    """What the person reads."""
    return [problem.message for problem in problems]
