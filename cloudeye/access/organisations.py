"""Which organisations and sub-districts are somebody's own."""

import threading
from collections.abc import Iterator, Mapping
from typing import Any

from cloudeye.store import Store

Rows = list[dict[str, Any]]
Own = tuple[frozenset[str], frozenset[str]]


class Organisations:
    """The organisations of the catalogue; who stands above whom is read once per ``data_version``."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._turn = threading.Lock()
        self._version = -1
        self._above: Mapping[str, str | None] = {}
        self._streets: Mapping[str, frozenset[str]] = {}

    def own(self, department_id: str) -> Own:
        """A department with all above and below it, those merged away included, and the sub-districts these answer for."""
        above, streets = self._tree()
        # A department that has left the catalogue still has its old records.
        own = {department_id, *_upwards(department_id, above), *(one for one in above if department_id in _upwards(one, above))}
        return frozenset(own), frozenset().union(*(streets.get(one, frozenset()) for one in own))

    def _tree(self) -> tuple[Mapping[str, str | None], Mapping[str, frozenset[str]]]:
        version = self._store.data_version
        with self._turn:
            if version == self._version:
                return self._above, self._streets
        rows = self._store.rows("organisation_tree")
        above = {row["department_id"]: row["parent_id"] for row in rows}
        streets = {
            one: frozenset(
                row["subdistrict_id"] for row in rows if row["department_id"] == one and row["subdistrict_id"] is not None
            )
            for one in above
        }
        with self._turn:
            self._above, self._streets, self._version = above, streets, version
        return above, streets

    def listed(self) -> Rows:
        """One row per organisation that an account can belong to: department_id, name, valid_from, valid_to, is_street."""
        return self._store.rows("organisations")


def _upwards(department_id: str, above: Mapping[str, str | None]) -> Iterator[str]:
    """Everything above a department; a catalogue that turns in a circle ends where it began."""
    seen, one = {department_id}, above.get(department_id)
    while one is not None and one not in seen:
        yield one
        seen.add(one)
        one = above.get(one)
