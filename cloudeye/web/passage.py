"""Which row of the permission table a request belongs to, and what its viewer may do with it."""

from collections.abc import Mapping
from enum import Enum, auto
from functools import cache
from types import MappingProxyType

from cloudeye.access.permissions import permissions
from cloudeye.access.viewer import Viewer
from cloudeye.web.screens import DEFAULT, screens

Row = tuple[str, str]
ROOT_ROW = ("route", "GET /")
PASSWORD, SECOND_FACTOR = "/password", "/second-factor"
# Where a sign-in that is not finished goes on, by what it still owes.
UNFINISHED = {"password": PASSWORD, "enrol": SECOND_FACTOR, "code": SECOND_FACTOR}
CHANNEL = "/_stcore/stream"
# Exist only for an office with an identity provider.
PROVIDER_ADDRESSES = frozenset({"/login/identity", "/auth/login", "/oauth2callback"})


class Passage(Enum):
    """What becomes of a request."""

    OPEN = auto()
    UNKNOWN = auto()
    SIGN_IN = auto()
    GO_ON = auto()
    GO_HOME = auto()
    REFUSED = auto()


@cache
def _routes() -> tuple[Mapping[str, Row], tuple[tuple[str, Row], ...]]:
    names = [name for kind, name in permissions() if kind == "route"]
    exact = {name: ("route", name) for name in names if not name.endswith("*")}
    stems = sorted((name[:-1] for name in names if name.endswith("*")), key=len, reverse=True)
    return MappingProxyType(exact), tuple((stem, ("route", f"{stem}*")) for stem in stems)


@cache
def _pages() -> Mapping[str, Row]:
    return MappingProxyType({f"/{name}": ("page", name) for name in screens() if ("page", name) in permissions()})


def row_of(method: str, path: str) -> Row | None:
    """The row that speaks of a request, as (kind, name); the longest ``*`` wins, HEAD is GET. None: no such thing here."""
    asked = f"{'GET' if method == 'HEAD' else method} {path}"
    if asked.startswith("GET ") and path in _pages():
        return _pages()[path]
    exact, stems = _routes()
    return exact.get(asked) or next((row for stem, row in stems if asked.startswith(stem) and asked != stem), None)


def is_page(row: Row) -> bool:
    """Whether a row is what a person opens in a browser."""
    return row[0] == "page" or row == ROOT_ROW


def passage(method: str, path: str, viewer: Viewer, stage: str | None = None) -> Passage:
    """What becomes of a request. ``stage`` is what an unfinished sign-in still owes; its own form is then open to it."""
    row = row_of(method, path)
    if row is None:
        return Passage.UNKNOWN
    if viewer.reach(*row) and (path != CHANNEL or may_use_a_page(viewer)):
        return Passage.GO_HOME if row == ROOT_ROW and not viewer.reach("page", DEFAULT) else Passage.OPEN
    if stage in UNFINISHED and (path == UNFINISHED[stage] or is_page(row)):
        return Passage.OPEN if path == UNFINISHED[stage] else Passage.GO_ON
    return Passage.SIGN_IN if viewer.is_anonymous else Passage.REFUSED


def may_use_a_page(viewer: Viewer) -> bool:
    """Whether there is any page for this viewer; without one the channel of the pages stays shut."""
    return any(viewer.reach("page", name) for name in screens())
