"""Two composites side by side: the parts add up to the difference, and its error knows what the two have in common."""

from contextlib import suppress
from datetime import date, datetime
from math import hypot
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cloudeye.errors import ScoringError
from cloudeye.scoring import publish, rank_month
from cloudeye.scoring.comparison import Part, Side, compared, error_of_difference, side
from cloudeye.scoring.contributions import difference
from cloudeye.store import Store
from tests.scoring.district import MONTH, RULES, complaint, department, fill, indicator, measured, point, rule_rows, spec
from tests.scoring.worlds import worlds

SEPTEMBER = date(2026, 9, 1)
Z = 1.6448536269514722
DOMAINS = [
    {"domain_id": f"D0{n}", "name": name, "framework": "test", "position": n} for n, name in ((1, "开办企业"), (2, "纳税"))
]


def two(**changes: Any) -> dict[str, Any]:
    """Departments a and b lead one indicator each: of 开办企业 (80 in October, 70 in September) and of 纳税 (90 in both)."""
    values = [("p", 80, MONTH), ("p", 70, SEPTEMBER), ("q", 90, MONTH), ("q", 90, SEPTEMBER)]
    return {
        "department": [department("a"), department("b", 1)],
        "domain": DOMAINS,
        "indicator": [indicator("i", "a"), indicator("j", "b", domain_id="D02")],
        "point": [point("p", "i", unit="%"), point("q", "j", unit="%")],
        "point_spec": [spec("p"), spec("q")],
        "measurement": [measured(name, value, month, sample_size=100) for name, value, month in values],
    } | changes


def ranked(store: Store, **tables: Any) -> Store:
    """October and, where it has anything, September."""
    fill(store, **tables)
    for month in (SEPTEMBER, MONTH):
        with suppress(ScoringError):
            rank_month(store, month)
    return store


def of(store: Store, department_id: str, month: date = MONTH) -> Side:
    found = side(store.rows, month, department_id)
    assert found is not None
    return found


def pair(store: Store, one: str = "a", other: str = "b") -> tuple[Side, Side, list[Part]]:
    first, second = of(store, one), of(store, other)
    return first, second, compared(first, second, Z)


def test_domains_that_only_one_of_two_departments_leads_are_held_against_each_other(store: Store) -> None:
    _, _, parts = pair(ranked(store, **two()))
    assert [(part.kind, part.name, part.score_difference, part.difference) for part in parts] == [
        ("domains", "各自牵头的领域", -10, -10)
    ]
    first, second = parts[0].first, parts[0].second
    assert first is not None and second is not None
    assert (first.name, first.score, second.name, second.score) == ("开办企业", 80, "纳税", 90)


def test_a_domain_that_both_lead_is_compared_by_its_name(store: Store) -> None:
    tables = two(indicator=[indicator("i", "a"), indicator("j", "b")])
    _, _, parts = pair(ranked(store, **tables))
    assert [(part.kind, part.source_id, part.name, part.score_difference) for part in parts] == [
        ("domain", "D01", "开办企业", -10)
    ]


def test_a_domain_of_one_alone_takes_what_it_lost(store: Store) -> None:
    tables = two(
        indicator=[indicator("i", "a"), indicator("j", "a", domain_id="D02")], measurement=[measured("p", 80), measured("q", 90)]
    )
    progress = {"task_id": "t", "month": MONTH, "planned_percent": 100.0, "actual_percent": 60.0}
    task = {"task_id": "t", "list": "city", "measure_id": "M", "measure": "M", "title": "t", "lead_department_id": "b"}
    tables |= {"reform_task": [{**task, "due_date": MONTH, "position": 0}], "task_progress": [progress]}
    _, _, parts = pair(ranked(store, **tables))
    assert [(part.name, part.difference, part.score_difference, part.error) for part in parts] == [
        ("改革任务", 40, None, None),
        ("各自牵头的领域", -15, None, None),
    ]
    assert parts[1].first is not None and parts[1].first.name == "开办企业、纳税" and parts[1].second is None


def test_two_months_of_a_department_differ_as_its_movement_says(store: Store) -> None:
    ranked(store, **two())
    first, second = of(store, "a"), of(store, "a", SEPTEMBER)
    row = next(row for row in store.rows("snapshot_of_month", month=MONTH) if row["department_id"] == "a")
    assert error_of_difference(first, second, Z) == pytest.approx(row["movement_error"], abs=1e-9)
    assert [(part.kind, part.difference) for part in compared(first, second, Z)] == [("domain", 10)]
    moved = difference(store.rows, "a", MONTH, SEPTEMBER)
    assert moved is not None and first.score - second.score == moved.change


def test_the_errors_of_two_departments_add_up(store: Store) -> None:
    first, second, parts = pair(ranked(store, **two()))
    alone = [one.components[0]["standard_error"] for one in (first, second)]
    assert parts[0].error == pytest.approx(Z * hypot(*alone), abs=1e-9)
    assert error_of_difference(first, second, Z) == pytest.approx(Z * hypot(*alone), abs=1e-9)


def test_what_was_carried_forward_cancels_its_error(store: Store) -> None:
    quarterly = [measured("p", 80, date(2026, 7, 1), sample_size=100)]
    ranked(store, **two(point=[point("p", "i", unit="%", frequency="季"), point("q", "j", unit="%")], measurement=quarterly))
    first, second = of(store, "a"), of(store, "a", SEPTEMBER)
    assert first.components[0]["standard_error"] > 0
    assert error_of_difference(first, second, Z) == 0


def test_the_same_rate_of_two_departments_is_not_one_measurement(store: Store) -> None:
    said = [
        complaint(
            f"{who}{number}",
            datetime(2026, 10, 1 + number, 9),
            department_id=who,
            responded_at=datetime(2026, 10, 1 + number, 10),
        )
        for who in "ab"
        for number in range(6)
    ]
    first, _, parts = pair(ranked(store, **two(complaint=said)))
    error = next(row["standard_error"] for row in first.components if row["component_id"] == "responded")
    rate = next(part for part in parts if part.kind == "response")
    assert (rate.name, rate.difference) == ("响应率", 0)
    assert error > 0 and rate.error == pytest.approx(Z * hypot(error, error), abs=1e-9)


def test_different_rules_have_no_error_in_common(store: Store) -> None:
    fill(store, **two())
    rank_month(store, SEPTEMBER)
    with store.writing() as writer:
        writer.insert("rule_version", [{"version": 2, "digest": "changed", "created_at": datetime(2026, 10, 1)}])
        writer.insert("scoring_rule", rule_rows({**RULES, "minimum_sample": 6}, version=2))
    rank_month(store, MONTH)
    assert error_of_difference(of(store, "a"), of(store, "a", SEPTEMBER), Z) is None


def test_who_has_no_score_is_no_side(store: Store) -> None:
    ranked(store, **two(measurement=[measured("p", 80)]))
    assert side(store.rows, MONTH, "b") is None
    assert side(store.rows, SEPTEMBER, "a") is None
    assert side(store.rows, MONTH, "nobody") is None


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(worlds(), st.booleans(), st.data())
def test_the_parts_add_up_to_the_difference(
    tmp_path_factory: pytest.TempPathFactory, world: Any, is_published: bool, data: st.DataObject
) -> None:
    """Of any two departments, with bonus and penalty, at the ends of the scale, with parts that only one of them has."""
    with Store(tmp_path_factory.mktemp("worlds") / "district.duckdb", create=True) as store:
        ranked(store, **world)
        if is_published and store.rows("snapshot_versions", month=MONTH):
            publish(store, MONTH)
        scored = [row["department_id"] for row in store.rows("snapshot_of_month", month=MONTH) if row["score"] is not None]
        if len(scored) < 2:
            return
        one, other = data.draw(st.permutations(scored))[:2]
        first, second, parts = pair(store, one, other)
        assert sum(part.difference for part in parts) == pytest.approx(first.score - second.score, abs=1e-9)
        back = {(part.kind, part.source_id): part.difference for part in compared(second, first, Z)}
        assert back == {(part.kind, part.source_id): pytest.approx(-part.difference, abs=1e-12) for part in parts}
