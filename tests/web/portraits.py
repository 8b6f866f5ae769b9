"""A portrait with everything filled in that a test does not care about."""

from dataclasses import replace
from typing import Any

from cloudeye.web.leader.portrait.facts import Comparison, Portrait, Rate
from tests.web.records import MONTH, NOW

RANKED = {
    "department_id": "approval", "department": "行政审批", "ranking_group": "职能部门", "score": 80.0, "low": 78.0, "high": 82.0, "rank": 2,
    "rank_low": 1, "rank_high": 3, "band": "第二梯队", "movement": 0.5, "movement_error": 1.0, "perception": 78.0, "completion": 82.0,
    "coverage": 0.8, "missing_parts": None, "rule_version": 1,
}  # fmt: skip
SCORE = {"name": "行政审批部门", "bonus": 0.0, "penalty": 0.0}
PUBLISHED = {"month": MONTH, "status": "draft", "version": 1}


def component(part: str, component_id: str, **given: Any) -> dict[str, Any]:
    """A component that weighs the whole composite and loses 20 of 100."""
    return {
        "dimension": "perception", "part": part, "domain_id": None, "domain": None, "indicator_id": None, "indicator": None,
        "component_id": component_id, "name": component_id, "sample_size": 10, "score": 80.0, "weight": 1.0, "lost": 20.0, **given,
    }  # fmt: skip


def pictured(ranked: dict[str, Any] | None = None, score: dict[str, Any] | None = None, **given: Any) -> Portrait:
    """A portrait of 行政审批 in February 2026, seen by somebody who may see all departments but go nowhere."""
    own = RANKED | (ranked or {})
    plain = Portrait(
        month=MONTH, now=NOW, ranked=own, score=SCORE | (score or {}), published=PUBLISHED, group=[own], components=[component("tasks", "T1")],
        adjustments=[], trend=[], events=[], comparisons=[], rates=[], clocks={}, tasks=[], rectifications=[], letters=[], inspections=[],
        points=[], coverage_warning=0.6, interval_level=0.9, opens=frozenset(), sees_all=True,
    )  # fmt: skip
    return replace(plain, **given)


def rate(name: str, hits: int | None, sample: int | None, population: int | None) -> Rate:
    """A rate whose interval reaches ten points to either side."""
    value = None if hits is None or not sample else 100 * hits / sample
    return Rate(name, hits, sample, population, None if value is None else value - 10, None if value is None else value + 10)


def compared(level: str, score: float, reference: float, name: str = "项目") -> Comparison:
    """Something a department is held against others for."""
    return Comparison(level, name, name, score, reference, "同组中位")
