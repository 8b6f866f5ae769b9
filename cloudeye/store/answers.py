"""Answers that were asked for before: each stands until a table that its query reads changes."""

import threading
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

Answer = tuple[Mapping[str, Any], ...]
# Questions about the present minute never come again: without a bound they would pile up while the data stand still.
MOST_ANSWERS = 512


class Answers:
    """What ``rows`` answered to a named query with its parameters; asked again when ``version_of`` the query has risen.

    Whoever asks the same gets the same rows: read, never change. The oldest answer is forgotten first.
    """

    def __init__(self, rows: Callable[..., list[dict[str, Any]]], version_of: Callable[[str], int]) -> None:
        self._rows, self._version_of = rows, version_of
        self._turn = threading.Lock()
        self._known: dict[tuple[str, str], tuple[int, Answer]] = {}

    def to(self, name: str, **parameters: Any) -> Answer:
        """The rows of the query called ``name``."""
        version = self._version_of(name)  # before the rows: an answer may be newer than it says, never older
        key = (name, repr(sorted(parameters.items())))
        with self._turn:
            known, found = self._known.get(key, (None, ()))
        if known != version:
            found = tuple(MappingProxyType(row) for row in self._rows(name, **parameters))
            with self._turn:
                self._known.pop(key, None)
                while len(self._known) >= MOST_ANSWERS:
                    del self._known[next(iter(self._known))]
                self._known[key] = (version, found)
        return found
