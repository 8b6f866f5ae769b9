"""The one table of who may do what: every page, route, column and action asks here, and what is not in it is refused.

``permissions.csv`` has a row for each page, route, column and action and a column for each role of ``roles.csv``.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import MappingProxyType

HERE = Path(__file__).parent
KINDS = ("page", "route", "column", "action")


class Reach(StrEnum):
    """How far a permission goes; only ``NONE`` is false. ``CLEAR`` and ``MASKED`` are for columns, the others for everything
    else."""

    NONE = ""
    OWN = "own"
    ALL = "all"
    MASKED = "masked"
    CLEAR = "clear"


@dataclass(frozen=True)
class Role:
    """A role: ``scope`` is all, own (its organisation only) or none (no district data)."""

    name: str
    label: str
    scope: str
    is_administrator: bool
    needs_second_factor: bool
    description: str


@dataclass(frozen=True)
class Permission:
    """One row of the table: what it is about, and the reach of every role."""

    kind: str
    name: str
    label: str
    reach: Mapping[str, Reach]


def _rows(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


@cache
def _roles() -> Mapping[str, Role]:
    return MappingProxyType(
        {
            row["role"]: Role(
                row["role"],
                row["label"],
                row["scope"],
                row["is_administrator"] == "是",
                row["needs_second_factor"] == "是",
                row["description"],
            )
            for row in _rows("roles.csv")
        }
    )


ROLES = _roles()


@cache
def permissions() -> Mapping[tuple[str, str], Permission]:
    """The whole table by (kind, name), in the order of the file."""
    return MappingProxyType(
        {
            (row["kind"], row["name"]): Permission(
                row["kind"], row["name"], row["label"], MappingProxyType({role: Reach(row[role]) for role in ROLES})
            )
            for row in _rows("permissions.csv")
        }
    )


def reach_of(role: str, kind: str, name: str) -> Reach:
    """How far ``role`` may use the page, route, column or action ``name``; what the table does not know is for nobody."""
    found = permissions().get((kind, name))
    return found.reach[role] if found else Reach.NONE
