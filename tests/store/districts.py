"""Rows of the smallest table with free text, for tests that only care how they are kept."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from cloudeye.store import Store, Writer


def district(name: str, seed: int = 1) -> dict[str, Any]:
    """One record of the table ``district``."""
    return {"name": name, "is_demo": False, "seed": seed, "as_of": None}


def write(store: Store, *names: str) -> None:
    """Insert districts in one transaction."""
    with store.writing() as writer:
        writer.insert("district", [district(name) for name in names])


def write_many(writer: Writer, rows: int, seed: int = 1) -> None:
    """Insert ``rows`` districts with names that do not compress well."""
    writer.cursor.execute(
        "INSERT INTO district SELECT md5(i::VARCHAR) || md5((i + 1)::VARCHAR), false, $seed, NULL FROM range($rows) t(i)",
        {"seed": seed, "rows": rows},
    )


def names(store: Store) -> list[str]:
    """The names of the districts, sorted."""
    return [name for (name,) in store.reading().cursor.execute("SELECT name FROM district ORDER BY name").fetchall()]


def count(store: Store) -> int:
    """How many districts there are."""
    found = store.reading().cursor.execute("SELECT count(*) FROM district").fetchone()
    return int(found[0]) if found else 0


@contextmanager
def holding(path: Path, *names_in: str) -> Iterator[Store]:
    """A new database at ``path`` with the given districts, open inside."""
    with Store(path, create=True) as store:
        if names_in:
            write(store, *names_in)
        yield store
