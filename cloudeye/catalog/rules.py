"""Scoring rules: complete, consistent, and versioned together with everything else a score depends on."""

import hashlib
import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from typing import Any

from cloudeye.catalog.reading import Row

Rows = list[dict[str, Any]]

SUM_TO_ONE = (("perception_weight", "completion_weight"), ("indicator_weight", "response_weight"))
# A rate over fewer complaints would let a department guess who was asked.
SMALLEST_SAMPLE = 5
# Rules that must lie between 0 and 1, and those that must be whole and positive, each with an example.
LEVELS = {"interval_level": 0.9, "hotspot_level": 0.05}
WHOLE = {"simulation_draws": 1000, "hotspot_window": 3, "hotspot_history": 12, "hotspot_lasting": 6, "hotspot_fading": 3}
SHARES = ("responded_weight", "solved_weight", "satisfied_weight")
# The rules that a score depends on (the columns of the mart scoring_parameter); the others only steer what screens show.
DECIDING = (
    *SUM_TO_ONE[0],
    *SUM_TO_ONE[1],
    *SHARES,
    "bonus_cap",
    "penalty_cap",
    "minimum_sample",
    "simulation_draws",
    "interval_level",
    "callback_days",
)


@dataclass(frozen=True)
class Origin:
    """When a change of the catalogue was made, and, when a person made it, why and by whom (the name in the trail)."""

    at: datetime
    reason: str | None = None
    by: str | None = None


def complete(given: Sequence[Row], defaults: Sequence[Row]) -> list[Row]:
    """Every rule the product knows: as ``given``, else the product's default. Raises CatalogueError for a contradiction."""
    known = [row["name"] for row in defaults]
    for row in given:
        if row["name"] not in known:
            near = get_close_matches(row["name"], known, n=1, cutoff=0.6)
            hint = f"是否应为 {near[0]}？" if near else ""
            raise row.fault(f"没有名为 {row['name']} 的评分规则", f"{hint}规则名见 data/catalog/README.md")
        if row["value"] < 0:
            raise row.fault(f"规则 {row['name']} 是 {row['value']:g}，不能为负", "请改为不小于 0 的数")
    found = {row["name"]: row for row in [*defaults, *given]}
    rules = [found[name] for name in known]
    origin = {row["name"]: row for row in given}
    for pair in SUM_TO_ONE:
        total = sum(found[name]["value"] for name in pair)
        if not math.isclose(total, 1, abs_tol=1e-9):
            where = next((origin[name] for name in reversed(pair) if name in origin), found[pair[0]])
            stated = "、".join(f"{name} {found[name]['value']:g}" for name in pair)
            raise where.fault(f"的权重合计是 {total:g}（{stated}）", "这两项之和必须等于 1，请改正")
    if not sum(found[name]["value"] for name in SHARES) > 0:
        raise found[SHARES[0]].fault("响应、解决、满意三项权重都是 0", "请至少给一项正的权重")
    for name in LEVELS:
        level = found[name]
        if not 0 < level["value"] < 1:
            raise level.fault(f"「{name}」是 {level['value']:g}", f"请改为 0 与 1 之间的数，如 {LEVELS[name]}")
    sample = found["minimum_sample"]
    if sample["value"] < SMALLEST_SAMPLE:
        raise sample.fault(
            f"「minimum_sample」是 {sample['value']:g}，样本太小会让部门猜出诉求人", f"请改为不小于 {SMALLEST_SAMPLE} 的数"
        )
    for name in WHOLE:
        number = found[name]
        if number["value"] < 1 or number["value"] != int(number["value"]):
            raise number.fault(f"「{name}」是 {number['value']:g}", f"请改为正整数，如 {WHOLE[name]}")
    return rules


def digest(*parts: Rows) -> str:
    """One fingerprint of everything that decides a score; equal for equal content in any order."""
    ordered = [sorted(json.dumps(row, sort_keys=True, default=str, ensure_ascii=False) for row in part) for part in parts]
    return hashlib.sha256(json.dumps(ordered, ensure_ascii=False).encode()).hexdigest()


def versions(
    stored_versions: Rows, stored_rules: Rows, rules: Sequence[Row], fingerprint: str, origin: Origin
) -> tuple[Rows, Rows]:
    """Both tables of rules as they should be: a new version if the fingerprint moved, else only texts renewed."""
    latest = max(stored_versions, key=lambda row: row["version"], default=None)
    if latest is not None and latest["digest"] == fingerprint:
        version, recorded = latest["version"], stored_versions
    else:
        version = latest["version"] + 1 if latest else 1
        made = {
            "version": version, "digest": fingerprint, "created_at": origin.at, "reason": origin.reason, "made_by": origin.by,
        }  # fmt: skip
        recorded = [*stored_versions, made]
    kept = [row for row in stored_rules if row["version"] != version]
    return recorded, [*kept, *({"version": version, **row.values} for row in rules)]
