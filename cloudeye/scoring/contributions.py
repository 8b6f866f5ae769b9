"""What moved a score between two months: what each component takes from 100, before and after, and the change that makes.

A score is 100 minus what its components take away, plus bonus, minus penalty. Weights always sum to 1, so a part that a
department has in one month only shifts weight, not points: a new task at 100 takes nothing.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from math import sqrt
from statistics import NormalDist
from typing import Any

Row = Mapping[str, Any]
# ``store.rows`` or any cached form of it.
Ask = Callable[..., Sequence[Row]]
# Scores are rounded to a billionth; what is smaller than a few of those moved nobody.
ROUNDING = 1e-8


@dataclass(frozen=True)
class Source:
    """What moved the score, one level above its components: a domain, one of the three rates, the tasks, or an adjustment.

    ``kind`` is domain, response, tasks, bonus, penalty or limit; ``source_id`` the domain or rate, else empty. ``change`` is in
    points of the composite, ``error`` the half-width of its interval (an adjustment has none); ``components`` are rows of
    ``component_changes`` (none for an adjustment).
    """

    kind: str
    source_id: str
    name: str
    change: float
    error: float = 0.0
    components: tuple[Row, ...] = ()


@dataclass(frozen=True)
class Difference:
    """A subject's composite in ``month`` against that of ``against`` (first days), in unrounded points.

    ``components`` are rows of ``component_changes``. The changes of the components, plus that of the bonus, minus that of the
    penalty, plus ``limit`` (what the ends of the scale, 0 and 100, cut off) are ``change``. Errors are ``z`` standard errors;
    ``is_comparable`` says whether both months were scored by the same rules.
    """

    month: date
    against: date
    before: float
    after: float
    components: tuple[Row, ...]
    bonus: float
    penalty: float
    z: float
    is_comparable: bool

    @property
    def error(self) -> float | None:
        """The half-width of the interval of the change; None between different rules."""
        return _error(self.components, self.z) if self.is_comparable else None

    @property
    def change(self) -> float:
        """How much the score rose; negative: fell."""
        return self.after - self.before

    @property
    def limit(self) -> float:
        """What is left when everything else is counted: 0 (to a rounding) unless a score stands at 0 or 100."""
        return self.change - sum(row["change"] for row in self.components) - self.bonus + self.penalty

    def sources(self) -> list[Source]:
        """The components by domain, rate and tasks, and the adjustments: the largest change first, without what did not move."""
        found = [_source(list(rows), self.z) for _, rows in groupby(sorted(self.components, key=_place), key=_place)]
        found += [
            Source("bonus", "", "加分", self.bonus),
            Source("penalty", "", "扣分", -self.penalty),
            Source("limit", "", "满分或零分封限", self.limit),
        ]
        return sorted((source for source in found if abs(source.change) > ROUNDING), key=lambda source: -abs(source.change))


def difference(ask: Ask, subject_id: str, month: date, against: date) -> Difference | None:
    """Why the composite of a department (or the ``district``) in ``month`` is not what it was in ``against``, another month.

    Each month as its latest version shows it: a published one as it was published. None when it has no score in one of them.
    """
    asked = {"month": month, "against": against, "subject_id": subject_id}
    shown = {row["month"]: row for row in ask("shown_scores", **asked)}
    if month not in shown or against not in shown:
        return None
    was, now = shown[against], shown[month]
    components = tuple(ask("component_changes", **asked))
    z = NormalDist().inv_cdf((1 + ask("scoring_parameter_values")[0]["interval_level"]) / 2)
    return Difference(
        month,
        against,
        was["score"],
        now["score"],
        components,
        now["bonus"] - was["bonus"],
        now["penalty"] - was["penalty"],
        z,
        was["rule_version"] == now["rule_version"],
    )


def _place(row: Row) -> tuple[str, str]:
    """Points belong together by domain, rates stand alone, tasks are one."""
    if row["part"] == "indicators":
        return "domain", row["domain_id"] or ""
    return row["part"], row["component_id"] if row["part"] == "response" else ""


def _error(components: Sequence[Row], z: float) -> float:
    return z * sqrt(sum(row["variance"] for row in components))


def _source(rows: Sequence[Row], z: float) -> Source:
    kind, source_id = _place(rows[0])
    name = {"domain": rows[0]["domain"], "response": rows[0]["name"]}.get(kind, "改革任务进度")
    return Source(kind, source_id, name or "", sum(row["change"] for row in rows), _error(rows, z), tuple(rows))
