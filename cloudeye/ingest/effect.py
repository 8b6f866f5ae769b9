"""What an upload does to the ranking: the affected months as they stood before, and as they stand after."""

import json
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from cloudeye.store import Reader

POINT_FIGURES = ("value", "score")
DEPARTMENT_FIGURES = ("score", "rank", "rank_low", "rank_high", "band")


@dataclass(frozen=True)
class Effect:
    """The affected months, and what differs in them.

    ``months`` are those in which a point or a department comes out differently. ``waiting`` counts, by published month, the lines
    that wait for a correction. ``points`` are the points whose value or score differs: month, point_id, point, unit, value and
    score, each with _before and _after. ``departments`` are all departments of ``months``: month, ranking_group, department_id,
    department, and score, rank, rank_low, rank_high, band likewise. ``trial`` are those of ``months`` that have no ranking yet:
    both sides are tried out, and a load makes none.
    """

    months: list[date] = field(default_factory=list)
    waiting: dict[date, int] = field(default_factory=dict)
    points: list[dict[str, Any]] = field(default_factory=list)
    departments: list[dict[str, Any]] = field(default_factory=list)
    trial: list[date] = field(default_factory=list)

    def joined(self, rehearsed: "Effect") -> "Effect":
        """With what a rehearsal found out about months that have no ranking."""
        months = rehearsed.trial
        points, departments = (
            [row for row in rows if row["month"] in months] for rows in (rehearsed.points, rehearsed.departments)
        )
        return Effect(self.months + months, self.waiting, self.points + points, self.departments + departments, months)

    def as_json(self) -> str:
        """The text kept in the ledger; dates are ISO, numbers come back to the digit."""
        content = asdict(self) | {"waiting": {month.isoformat(): lines for month, lines in self.waiting.items()}}
        return json.dumps(content, ensure_ascii=False, default=str)

    @staticmethod
    def from_json(text: str | None) -> "Effect":
        """What ``as_json`` wrote; an empty effect for a batch that kept none."""
        if not text:
            return Effect()
        content = json.loads(text)
        points, departments = (
            [{**row, "month": date.fromisoformat(row["month"])} for row in content[part]] for part in ("points", "departments")
        )
        waiting = {date.fromisoformat(month): lines for month, lines in content["waiting"].items()}
        months, trial = ([date.fromisoformat(month) for month in content.get(part, [])] for part in ("months", "trial"))
        return Effect(months, waiting, points, departments, trial)


@dataclass(frozen=True)
class Standing:
    """The points and departments of some months, in their order."""

    points: list[dict[str, Any]]
    departments: list[dict[str, Any]]


def standing_of(reader: Reader, months: Iterable[date]) -> Standing:
    """The scores and rankings of these months as the reader sees them."""
    asked = list(months)
    return Standing(reader.rows("effect_points", months=asked), reader.rows("effect_departments", months=asked))


def effect_between(before: Standing, after: Standing, waiting: dict[date, int], unranked: Collection[date] = ()) -> Effect:
    """What differs between two standings of the same months; ``unranked`` of them have no ranking, it was tried out."""
    points = _beside(before.points, after.points, "point_id", POINT_FIGURES)
    departments = _beside(before.departments, after.departments, "department_id", DEPARTMENT_FIGURES)
    moved = [row for row in points if _differs(row, POINT_FIGURES)]
    months = {row["month"] for row in moved} | {row["month"] for row in departments if _differs(row, DEPARTMENT_FIGURES)}
    shown = [row for row in departments if row["month"] in months]
    return Effect(sorted(months), waiting, moved, shown, [month for month in unranked if month in months])


def _beside(
    before: list[dict[str, Any]], after: list[dict[str, Any]], key: str, figures: Collection[str]
) -> list[dict[str, Any]]:
    """One row per row that either has, in the order of ``after``, each figure before and after."""
    known = {(row["month"], row[key]): row for row in before}
    now = {(row["month"], row[key]): row for row in after}
    return [
        {name: cell for name, cell in row.items() if name not in figures}
        | {
            f"{figure}_{side}": found.get(identity, {}).get(figure)
            for figure in figures
            for side, found in (("before", known), ("after", now))
        }
        for identity, row in {**now, **{identity: row for identity, row in known.items() if identity not in now}}.items()
    ]


def _differs(row: dict[str, Any], figures: Collection[str]) -> bool:
    return any(row[f"{figure}_before"] != row[f"{figure}_after"] for figure in figures)
