"""The scoring rule once more, in plain Python over dictionaries: slow, obvious, and written without looking at the SQL.

Covers points, indicators, the two dimensions, the composite, min-rank ties. Sampling errors are not in it.
"""

from collections.abc import Mapping, Sequence
from typing import Any

Row = Mapping[str, Any]


def point_score(spec: Row, value: float) -> float:
    score = 100 * (spec["worst"] - value) / (spec["worst"] - spec["best"])
    return min(100.0, max(0.0, score))


def mean(pairs: Sequence[tuple[float, float]]) -> float | None:
    """Weighted mean of (weight, value); None of nothing."""
    total = sum(weight for weight, _ in pairs)
    return sum(weight * value for weight, value in pairs) / total if total else None


def composites(world: Mapping[str, Sequence[Row]], rules: Mapping[str, float]) -> dict[str, float | None]:
    """The composite of every department of a world without complaints' call-backs, for the only month it has."""
    specs = {row["point_id"]: row for row in world["point_spec"]}
    values = {row["point_id"]: row["value"] for row in world["measurement"]}
    result: dict[str, float | None] = {}
    for department in world["department"]:
        me = department["department_id"]
        led = []
        for indicator in world["indicator"]:
            if indicator["lead_department_id"] != me:
                continue
            reported = []
            for point in world["point"]:
                value = values.get(point["point_id"])
                if point["indicator_id"] == indicator["indicator_id"] and value is not None:
                    spec = specs[point["point_id"]]
                    reported.append((spec["weight"], point_score(spec, value)))
            score = mean(reported)
            if score is not None:
                led.append((indicator["weight"], score))
        rate = response(world, rules, me)
        parts = [(rules["indicator_weight"], mean(led)), (rules["response_weight"], rate)]
        perception = mean([(weight, score) for weight, score in parts if score is not None])
        completion = mean([(1.0, done) for done in tasks(world, me)])
        dimensions = [(rules["perception_weight"], perception), (rules["completion_weight"], completion)]
        total = mean([(weight, score) for weight, score in dimensions if score is not None])
        result[me] = None if total is None else min(100.0, max(0.0, total + adjustment(world, rules, me)))
    return result


def response(world: Mapping[str, Sequence[Row]], rules: Mapping[str, float], me: str) -> float | None:
    due = [row for row in world.get("complaint", []) if row["department_id"] == me]
    if len(due) < rules["minimum_sample"]:
        return None
    responded = [row for row in due if row["responded_at"] and row["responded_at"] <= row["response_due_at"]]
    return 100 * len(responded) / len(due)


def tasks(world: Mapping[str, Sequence[Row]], me: str) -> list[float]:
    mine = {row["task_id"] for row in world.get("reform_task", []) if row["lead_department_id"] == me}
    return [
        min(100.0, 100 * row["actual_percent"] / row["planned_percent"])
        for row in world.get("task_progress", [])
        if row["task_id"] in mine and row["planned_percent"] > 0
    ]


def adjustment(world: Mapping[str, Sequence[Row]], rules: Mapping[str, float], me: str) -> float:
    mine = [row for row in world.get("score_adjustment", []) if row["department_id"] == me]
    bonus = sum(row["points"] for row in mine if row["kind"] == "bonus")
    penalty = sum(row["points"] for row in mine if row["kind"] == "penalty")
    return min(rules["bonus_cap"], bonus) - min(rules["penalty_cap"], penalty)


def min_ranks(scores: Mapping[str, float]) -> dict[str, int]:
    return {me: 1 + sum(other > mine + 1e-9 for other in scores.values()) for me, mine in scores.items()}
