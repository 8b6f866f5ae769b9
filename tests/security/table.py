"""The permission table read apart from the product, and one plausible request for each of its routes."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import streamlit

from cloudeye.paths import ROOT

ACCESS = ROOT / "cloudeye" / "access"
STATIC = Path(streamlit.__file__).parent / "static" / "static" / "js"


# What each page reads from its address; a test looks into the code for more.
PARAMETERS: Mapping[str, tuple[str, ...]] = {
    "hall-overview": ("embed", "x"),
    "leader-ranking": ("month", "group", "department", "against", "view"),
    "leader-department": ("department", "month"),
    "leader-domain": ("month", "domain", "department"),
    "leader-indicator": ("month", "indicator", "department"),
    "leader-point": ("month", "point", "department"),
    "leader-tasks": ("month", "list", "measure", "department", "state"),
    "leader-task": ("month", "task", "department"),
    "leader-rectifications": ("department", "state", "origin", "search", "columns", "after", "before"),
    "leader-rectification": ("rectification",),
    "leader-hotspots": ("from", "to", "class", "channel", "department", "per", "area", "cell"),
    "leader-records": ("month", "department", "item", "only", "search", "columns", "after", "before"),
    "leader-compare": ("month", "department", "against", "with"),
    "leader-search": ("q", "kind"),
    "leader-passport": ("month", "department", "figure", "input"),
    "leader-brief": ("month", "department"),
    "supervisor-complaints": (
        "month",
        "until",
        "department",
        "class",
        "domain",
        "channel",
        "subdistrict",
        "cell",
        "state",
        "search",
        "columns",
        "after",
        "before",
    ),
    "supervisor-complaint": ("complaint",),
    "analyst-upload": ("upload", "step", "dataset", "sender"),
    "analyst-batches": ("dataset", "page"),
    "analyst-batch": ("batch",),
    "analyst-corrections": ("correction",),
    "analyst-quality": ("month",),
    "analyst-catalogue": ("table", "domain", "month"),
    "admin-accounts": ("words", "role", "state", "account"),
    "admin-sessions": ("words", "session"),
    "admin-displays": ("display",),
    "admin-permissions": ("role",),
    "admin-trail": ("since", "until", "actor", "action", "result", "text", "page", "upto"),
}


@dataclass(frozen=True)
class Cell:
    """What the table says of one role and one thing."""

    kind: str
    name: str
    role: str
    reach: str


def _rows(name: str) -> list[dict[str, str]]:
    with (ACCESS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


@cache
def roles() -> tuple[str, ...]:
    """Every role, nobody and the hall's screen included."""
    return tuple(row["role"] for row in _rows("roles.csv"))


def label_of(role: str) -> str:
    """What a role is called on screens."""
    return next(row["label"] for row in _rows("roles.csv") if row["role"] == role)


@cache
def cells() -> tuple[Cell, ...]:
    """Every cell of the table."""
    return tuple(Cell(row["kind"], row["name"], role, row[role]) for row in _rows("permissions.csv") for role in roles())


def of(kind: str, role: str) -> list[Cell]:
    """The cells of one kind and role."""
    return [cell for cell in cells() if (cell.kind, cell.role) == (kind, role)]


def may(role: str, kind: str, name: str) -> str:
    """What the table says; empty for no."""
    return next((cell.reach for cell in of(kind, role) if cell.name == name), "")


@dataclass(frozen=True)
class Trial:
    """A request for one row: a path, the fields of a form, the status for whoever may, and words that the answer then holds. ``spends``
    says that it ends or changes the session that it is made with; ``foreign`` is refused to whoever may see their own organisation
    only."""

    path: str
    status: int
    fields: Mapping[str, str] | None = None
    says: str = ""
    spends: bool = False
    foreign: str = ""


def labels() -> Mapping[str, str]:
    """The titles of the pages by name."""
    return {row["name"]: row["label"] for row in _rows("permissions.csv") if row["kind"] == "page"}


def pages_on_disk(folder: Path = ROOT / "pages") -> set[str]:
    """The names of the pages there are files of."""
    return {f"{path.parent.name}-{path.stem}" for path in folder.glob("*/*.py")}


def pages_in_table() -> set[str]:
    """The names of the pages there are rows of."""
    return {cell.name for cell in cells() if cell.kind == "page"}
