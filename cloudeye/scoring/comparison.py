"""Two composites side by side, of two departments or of two months: what puts one above the other, and what of it is real.

Every part takes something from 100; what the second loses there more than the first puts the first above it. So the differences
of all parts add up to the difference of the scores, whichever parts the two have in common.
"""

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from math import sqrt
from typing import Any

from cloudeye.scoring.contributions import Ask
from cloudeye.scoring.losses import Loss, losses, place

Row = Mapping[str, Any]
Key = tuple[str, str]
Found = dict[Key, Loss]
OWN = "各自牵头的领域"


@dataclass(frozen=True)
class Side:
    """A department's composite in a month, in unrounded points; ``components`` are rows of ``department_components``."""

    month: date
    department_id: str
    score: float
    bonus: float
    penalty: float
    rule_version: int
    components: Sequence[Row]


@dataclass(frozen=True)
class Part:
    """What one part (``kind`` and ``source_id`` as in Loss, or domains) takes from both; None where a side has no such part.

    ``error`` is that of ``score_difference``, in points of the part.
    """

    kind: str
    source_id: str
    name: str
    first: Loss | None
    second: Loss | None
    error: float | None

    @property
    def difference(self) -> float:
        """How many points of the composite the part puts the first above the second."""
        return (self.second.lost if self.second else 0.0) - (self.first.lost if self.first else 0.0)

    @property
    def score_difference(self) -> float | None:
        """The first one's score of the part minus the second one's; None unless both have one."""
        if self.first is None or self.second is None or self.first.score is None or self.second.score is None:
            return None
        return self.first.score - self.second.score


def side(ask: Ask, month: date, department_id: str) -> Side | None:
    """One side, as the latest version of the month shows it; None when the department has no score in the month."""
    found = ask("shown_scores", month=month, against=month, subject_id=department_id)
    if not found:
        return None
    row = found[0]
    components = ask("department_components", month=month, department_id=department_id)
    return Side(month, department_id, row["score"], row["bonus"], row["penalty"], row["rule_version"], components)


def compared(first: Side, second: Side, z: float) -> list[Part]:
    """The parts of both; what puts the first above the second most comes first. ``z`` is the width of the interval in standard
    errors.

    Two departments seldom lead the same domains: those that only one of them leads are held against each other as one part,
    ``domains``.
    """
    one, other = ({_key(loss): loss for loss in _losses(side)} for side in (first, second))
    parts = []
    if first.department_id != second.department_id:
        apart = [[mine.pop(key) for key in _own_domains(mine, theirs)] for mine, theirs in _both_ways(one, other)]
        if any(apart):
            keys = {_key(loss) for found in apart for loss in found}
            error = _error_within(first, second, z, keys)
            parts.append(Part("domains", "", OWN, _together(apart[0]), _together(apart[1]), error))
    for key in {**one, **other}:
        known = one.get(key) or other[key]
        error = _error_within(first, second, z, {key})
        parts.append(Part(known.kind, known.source_id, known.name, one.get(key), other.get(key), error))
    return sorted(parts, key=lambda part: (-part.difference, part.kind, part.source_id))


def _losses(side: Side) -> list[Loss]:
    return losses(side.components, score=side.score, bonus=side.bonus, penalty=side.penalty)


def _key(loss: Loss) -> Key:
    return loss.kind, loss.source_id


def _both_ways(one: Found, other: Found) -> tuple[tuple[Found, Found], tuple[Found, Found]]:
    return (one, {**other}), (other, {**one})


def _own_domains(mine: Found, theirs: Found) -> list[Key]:
    return [key for key in mine if key[0] == "domain" and key not in theirs]


def _together(found: Sequence[Loss]) -> Loss | None:
    """Several losses as one: the mean of their scores by weight."""
    if not found:
        return None
    weight = sum(loss.weight or 0 for loss in found)
    score = sum((loss.weight or 0) * (loss.score or 0) for loss in found) / weight
    return Loss("domains", "", "、".join(loss.name for loss in found), sum(loss.lost for loss in found), score, weight)


def _error_within(first: Side, second: Side, z: float, keys: Set[Key]) -> float | None:
    """The error of the difference of the components whose losses have one of ``keys``."""
    return error_of_difference(first, second, z, lambda row: place(row) in keys)


def error_of_difference(first: Side, second: Side, z: float, belongs: Callable[[Row], bool] = lambda row: True) -> float | None:
    """Half the width of the interval of the difference between two means of the components that ``belongs`` picks; without it, of
    the composites.

    A value that one month carried forward from the other cancels its own error. None when a side has no such component, and when
    the two were scored by different rules.
    """
    if first.rule_version != second.rule_version:
        return None
    is_same = first.department_id == second.department_id
    changes: dict[tuple[Any, ...], float] = {}
    for number, one in enumerate((first, second)):
        rows = [row for row in one.components if belongs(row)]
        if not rows:
            return None
        weight = sum(row["weight"] for row in rows)
        for row in rows:
            key = (0 if is_same else number, row["part"], row["component_id"], row["source_period"])
            change = row["weight"] * row["standard_error"] / weight
            changes[key] = changes.get(key, 0.0) + (change if number == 0 else -change)
    return z * sqrt(sum(change * change for change in changes.values()))
