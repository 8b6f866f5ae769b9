"""What takes a composite from 100 to where it stands: its domains, its rates, its tasks, and what was added and taken off."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

Row = Mapping[str, Any]
# Scores are rounded to a billionth: what is smaller than that is no part of anything.
ROUNDING = 1e-9


@dataclass(frozen=True)
class Loss:
    """One part of what lies between 100 and a composite, in points; ``lost`` is negative for what was gained.

    ``kind`` is domain, response (one rate), tasks, bonus, penalty or limit (what the ends of the scale cut off); ``source_id``
    the domain or the rate, else empty; ``score`` and ``weight`` (0–1) are what the loss comes from, None for an adjustment.
    """

    kind: str
    source_id: str
    name: str
    lost: float
    score: float | None = None
    weight: float | None = None


@dataclass(frozen=True)
class Steps:
    """A waterfall: the ``parts`` drawn one by one, and those too small for a step of their own as ``rest``."""

    parts: tuple[Loss, ...]
    rest: tuple[Loss, ...]

    @property
    def rest_lost(self) -> float:
        """What the rest takes together."""
        return sum(part.lost for part in self.rest)


def losses(components: Sequence[Row], *, score: float, bonus: float, penalty: float) -> list[Loss]:
    """The parts that lie between 100 and ``score``, the largest first; they sum to 100 − score.

    ``components`` are rows of ``shown_component`` of one subject and month; ``bonus`` and ``penalty`` are points as they count,
    after their caps. A part that takes nothing is listed too; an adjustment only when there is one.
    """
    found = [_loss(list(rows)) for _, rows in groupby(sorted(components, key=place), key=place)]
    found += [part for part in (Loss("penalty", "", "扣分", penalty), Loss("bonus", "", "加分", -bonus)) if part.lost]
    limit = 100 - score - sum(part.lost for part in found)
    if abs(limit) > ROUNDING:
        found.append(Loss("limit", "", "满分封顶" if limit > 0 else "零分保底", limit))
    return sorted(found, key=lambda part: (-part.lost, part.kind, part.source_id))


def steps(parts: Sequence[Loss], most: int = 6) -> Steps:
    """At most ``most`` steps: every adjustment, then the largest losses; a single one left over is a step too."""
    taking = [part for part in parts if abs(part.lost) > ROUNDING]
    adjusted = [part for part in taking if part.kind in ("bonus", "penalty", "limit")]
    earned = [part for part in taking if part not in adjusted]
    room = max(1, most - len(adjusted))
    if len(earned) > room + 1:
        earned, rest = earned[:room], earned[room:]
    else:
        rest = []
    return Steps((*earned, *adjusted), tuple(rest))


def place(row: Row) -> tuple[str, str]:
    """Points belong together by domain, rates stand alone, tasks are one."""
    if row["part"] == "indicators":
        return "domain", row["domain_id"] or ""
    return row["part"], row["component_id"] if row["part"] == "response" else ""


def _loss(rows: Sequence[Row]) -> Loss:
    kind, source_id = place(rows[0])
    name = {"domain": rows[0]["domain"], "response": rows[0]["name"]}.get(kind, "改革任务")
    weight = sum(row["weight"] for row in rows)
    return Loss(
        kind, source_id, name or source_id, sum(row["lost"] for row in rows),
        sum(row["weight"] * row["score"] for row in rows) / weight if weight else None, weight,
    )  # fmt: skip
