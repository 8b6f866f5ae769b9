"""Tiny districts for the scoring tests: rows in, nothing else."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from cloudeye.store import Store

MONTH = date(2026, 10, 1)
TODAY = datetime(2026, 12, 31, 12)

RULES = {
    "perception_weight": 0.5,
    "completion_weight": 0.5,
    "indicator_weight": 0.7,
    "response_weight": 0.3,
    "responded_weight": 10,
    "solved_weight": 45,
    "satisfied_weight": 45,
    "bonus_cap": 5,
    "penalty_cap": 10,
    "minimum_sample": 5,
    "simulation_draws": 200,
    "interval_level": 0.9,
    "callback_days": 10,
}

FILLED = (
    "district rule_version scoring_rule department domain indicator point point_spec derivation service_item reform_task "
    "task_progress measurement complaint callback score_adjustment service_record service_rollup calendar_day "
    "point_score indicator_score domain_score score_component department_score ranking_snapshot published_component objection"
).split()


def fill(store: Store, **tables: Iterable[Mapping[str, Any]]) -> None:
    """Empty every table that scoring reads or writes, then insert the given rows (and the default rule, unless given)."""
    rules = tables.pop("scoring_rule", rule_rows(RULES))
    with store.writing() as writer:
        for table in FILLED:
            writer.delete(table)
        writer.insert("district", [{"name": "测试", "is_demo": False, "seed": None, "as_of": TODAY}])
        writer.insert("rule_version", [{"version": 1, "digest": "test", "created_at": datetime(2026, 1, 1)}])
        writer.insert("scoring_rule", rules)
        for table, rows in tables.items():
            writer.insert(table, rows)


def rule_rows(rules: Mapping[str, float], version: int = 1) -> list[dict[str, Any]]:
    return [{"version": version, "name": name, "value": float(value), "description": name} for name, value in rules.items()]


def department(department_id: str, position: int = 0, **changes: Any) -> dict[str, Any]:
    row = {"department_id": department_id, "name": department_id, "short_name": department_id, "kind": "部门"}
    return {**row, "ranking_group": "职能部门", "is_ranked": True, "valid_to": None, "position": position, **changes}


def indicator(indicator_id: str, lead: str, weight: float = 1.0, domain_id: str = "D01") -> dict[str, Any]:
    row = {"indicator_id": indicator_id, "domain_id": domain_id, "name": indicator_id, "lead_department_id": lead}
    return {**row, "weight": weight, "position": 0}


def point(point_id: str, indicator_id: str, **changes: Any) -> dict[str, Any]:
    row = {
        "point_id": point_id,
        "indicator_id": indicator_id,
        "name": point_id,
        "unit": "项",
        "better": "higher",
        "frequency": "月",
    }
    return {**row, "source_type": "部门填报", "is_key": False, "position": 0, **changes}


def spec(point_id: str, best: float = 100.0, worst: float = 0.0, **changes: Any) -> dict[str, Any]:
    row = {"point_id": point_id, "version": 1, "valid_from": None, "best": best, "worst": worst, "target": best}
    return {**row, "weight": 1.0, "method": "DTF", **changes}


def measured(point_id: str, value: float | None, period: date = MONTH, **changes: Any) -> dict[str, Any]:
    status = "未报" if value is None else "已报"
    row = {"point_id": point_id, "period": period, "value": value, "sample_size": None, "standard_error": None}
    return {**row, "status": status, "source": "部门填报", **changes}


def calendar(first: date, last: date, holidays: Iterable[date] = ()) -> list[dict[str, Any]]:
    """Monday to Friday work, except the holidays."""
    off, rows, worked, day = set(holidays), [], 0, first
    while day <= last:
        works = day.weekday() < 5 and day not in off
        rows.append({"day": day, "is_workday": works, "source": "官方", "workdays_before": worked})
        worked += works
        day += timedelta(days=1)
    return rows


def complaint(complaint_id: str, submitted_at: datetime, **changes: Any) -> dict[str, Any]:
    row: dict[str, Any] = {"source": "test", "complaint_id": complaint_id, "kind": "投诉", "state": "handling", "title": "标题"}
    row |= {"department_id": "a", "submitted_at": submitted_at, "response_due_at": submitted_at + timedelta(days=1)}
    row |= {"resolution_due_at": submitted_at + timedelta(days=15)}
    row |= dict.fromkeys(("is_urgent", "is_outside_district", "is_confidential"), False)
    row |= dict.fromkeys(("channel_id", "domain_id", "class_id", "responded_at", "claimed_at", "duplicate_of"))
    return {**row, **changes}
