"""What moved a score: the changes add up to the difference, whatever there was in only one of the months."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cloudeye.errors import ScoringError
from cloudeye.scoring import publish, rank_month
from cloudeye.scoring.contributions import difference
from cloudeye.store import Store
from tests.scoring.district import MONTH, RULES, complaint, department, fill, indicator, measured, point, rule_rows, spec
from tests.scoring.worlds import worlds

SEPTEMBER = date(2026, 9, 1)


def task(task_id: str, lead: str = "a") -> dict[str, Any]:
    row = {"task_id": task_id, "list": "city", "measure_id": "M", "measure": "M", "title": task_id, "lead_department_id": lead}
    return {**row, "due_date": MONTH, "position": 0}


def progress(task_id: str, actual: float, month: date = MONTH) -> dict[str, Any]:
    return {"task_id": task_id, "month": month, "planned_percent": 100.0, "actual_percent": actual}


def two_points(**changes: Any) -> dict[str, Any]:
    """Department a leads one indicator of two equal points: 80 and 60 in September, 90 and 60 in October."""
    return {
        "department": [department("a")],
        "domain": [{"domain_id": "D01", "name": "开办企业", "framework": "test", "position": 0}],
        "indicator": [indicator("i", "a")],
        "point": [point("p", "i"), point("q", "i")],
        "point_spec": [spec("p"), spec("q")],
        "measurement": [measured("p", 80, SEPTEMBER), measured("q", 60, SEPTEMBER), measured("p", 90), measured("q", 60)],
    } | changes


def ranked(store: Store, **tables: Any) -> Store:
    fill(store, **tables)
    rank_month(store, SEPTEMBER)
    rank_month(store, MONTH)
    return store


def moved(store: Store) -> dict[str, float]:
    found = difference(store.rows, "a", MONTH, SEPTEMBER)
    assert found is not None
    return {row["component_id"]: row["change"] for row in found.components}


def test_only_what_moved_counts(store: Store) -> None:
    ranked(store, **two_points())
    assert moved(store) == {"p": 5, "q": 0}
    found = difference(store.rows, "a", MONTH, SEPTEMBER)
    assert found is not None and (found.before, found.after, found.change, found.limit) == (70, 75, 5, 0)
    source = found.sources()[0]
    assert (source.kind, source.source_id, source.name, source.change, len(source.components)) == (
        "domain",
        "D01",
        "开办企业",
        5,
        2,
    )


def test_a_new_task_at_full_marks_takes_nothing_and_a_late_one_takes_its_share(store: Store) -> None:
    tables = two_points(measurement=[], reform_task=[task("t"), task("u")])
    ranked(store, **tables, task_progress=[progress("t", 80, SEPTEMBER), progress("t", 80), progress("u", 100)])
    assert moved(store) == {"t": pytest.approx(10), "u": 0}
    ranked(store, **tables, task_progress=[progress("t", 100, SEPTEMBER), progress("t", 100), progress("u", 70)])
    assert moved(store) == {"t": 0, "u": pytest.approx(-15)}


def test_what_was_there_before_and_is_gone_no_longer_takes_anything(store: Store) -> None:
    ranked(store, **two_points(measurement=[measured("p", 80, SEPTEMBER), measured("q", 60, SEPTEMBER), measured("p", 80)]))
    row = {row["component_id"]: row for row in store.rows("component_changes", month=MONTH, against=SEPTEMBER, subject_id="a")}[
        "q"
    ]
    assert (row["lost_before"], row["lost_after"], row["score_after"], row["weight_after"], row["change"]) == (
        20,
        None,
        None,
        None,
        20,
    )


def test_bonus_and_penalty_are_sources_of_their_own(store: Store) -> None:
    adjusted = [("bonus", 2.0, MONTH), ("penalty", 3.0, MONTH), ("penalty", 0.5, SEPTEMBER)]
    adjustments = [
        {"department_id": "a", "month": month, "kind": kind, "points": points, "basis": "test"}
        for kind, points, month in adjusted
    ]
    found = difference(ranked(store, **two_points(score_adjustment=adjustments)).rows, "a", MONTH, SEPTEMBER)
    assert found is not None
    assert [(source.name, source.change) for source in found.sources()] == [("开办企业", 5), ("扣分", -2.5), ("加分", 2)]


def test_what_the_end_of_the_scale_cuts_off_is_named(store: Store) -> None:
    values = [measured("p", 80, SEPTEMBER), measured("q", 80, SEPTEMBER), measured("p", 100), measured("q", 98)]
    bonus = [{"department_id": "a", "month": MONTH, "kind": "bonus", "points": 5.0, "basis": "test"}]
    found = difference(ranked(store, **two_points(measurement=values, score_adjustment=bonus)).rows, "a", MONTH, SEPTEMBER)
    assert found is not None and found.after == 100
    assert {source.kind: source.change for source in found.sources()}["limit"] == pytest.approx(-4)


def test_a_month_without_a_score_explains_nothing(store: Store) -> None:
    fill(store, **two_points(measurement=[measured("p", 90)]))
    rank_month(store, MONTH)
    assert difference(store.rows, "a", MONTH, SEPTEMBER) is None
    assert difference(store.rows, "nobody", MONTH, SEPTEMBER) is None


def test_the_error_is_that_of_the_ranking(store: Store) -> None:
    values = [
        measured(name, value, month, sample_size=100) for month in (SEPTEMBER, MONTH) for name, value in (("p", 80), ("q", 60))
    ]
    points = [point("p", "i", unit="%"), point("q", "i", unit="%")]
    ranked(store, **two_points(measurement=values, point=points))
    row = store.rows("snapshot_of_month", month=MONTH)[0]
    found = difference(store.rows, "a", MONTH, SEPTEMBER)
    assert found is not None and found.error is not None and found.error > 1
    assert found.error == pytest.approx(row["movement_error"], abs=1e-12)


def test_months_under_different_rules_are_told_apart(store: Store) -> None:
    fill(store, **two_points())
    rank_month(store, SEPTEMBER)
    with store.writing() as writer:
        writer.insert("rule_version", [{"version": 2, "digest": "changed", "created_at": datetime(2026, 10, 1)}])
        writer.insert("scoring_rule", rule_rows({**RULES, "minimum_sample": 6}, version=2))
    rank_month(store, MONTH)
    found = difference(store.rows, "a", MONTH, SEPTEMBER)
    assert found is not None and not found.is_comparable and found.error is None and found.change == 5


def test_a_published_month_is_explained_as_it_was_published(store: Store) -> None:
    ranked(store, **two_points())
    publish(store, SEPTEMBER)
    with store.writing() as writer:
        writer.delete("score_component", month=SEPTEMBER)
        writer.delete("point_score", month=SEPTEMBER)
    assert moved(store) == {"p": 5, "q": 0}
    assert {row["is_final"] for row in _shown(store, SEPTEMBER)} == {True}
    assert {row["is_final"] for row in _shown(store, MONTH)} == {False}


def test_a_correction_beside_a_published_month_is_what_is_shown(store: Store) -> None:
    ranked(store, **two_points())
    publish(store, SEPTEMBER)
    with store.writing() as writer:
        writer.delete("measurement", point_id="p", period=SEPTEMBER)
        writer.insert("measurement", [measured("p", 70, SEPTEMBER)])
    rank_month(store, SEPTEMBER, correct=True)
    assert moved(store) == {"p": 10, "q": 0}
    assert {(row["version"], row["is_final"]) for row in _shown(store, SEPTEMBER)} == {(2, False)}


def _shown(store: Store, month: date) -> list[dict[str, Any]]:
    cursor = store.reading().cursor.execute("SELECT version, is_final FROM shown_component WHERE month = ?", [month])
    return [dict(zip(("version", "is_final"), row, strict=True)) for row in cursor.fetchall()]


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(worlds(), st.data())
def test_the_changes_add_up_to_the_difference(tmp_path_factory: pytest.TempPathFactory, world: Any, data: st.DataObject) -> None:
    """Of any two months of any district, drafts or published, with points, tasks and rates that exist in only one of them."""
    before: dict[str, list[dict[str, Any]]] = {"measurement": [], "task_progress": [], "complaint": [], "score_adjustment": []}
    shift = st.sampled_from([-15.0, 0.0, 7.3])
    for row in world["measurement"]:
        if data.draw(st.booleans()):
            value = None if row["value"] is None else row["value"] + data.draw(shift)
            before["measurement"].append(measured(row["point_id"], value, SEPTEMBER))
    before["task_progress"] = [
        {**row, "month": SEPTEMBER, "actual_percent": 33.3} for row in world["task_progress"] if data.draw(st.booleans())
    ]
    before["complaint"] = [
        complaint(f"{row['complaint_id']}-s", row["submitted_at"].replace(month=9), department_id=row["department_id"])
        for row in world["complaint"]
        if data.draw(st.booleans())
    ]
    path = Path(tmp_path_factory.mktemp("contributions")) / "district.duckdb"
    with Store(path, create=True) as store:
        fill(store, **{name: rows + before.get(name, []) for name, rows in world.items()})
        months = [month for month in (SEPTEMBER, MONTH) if _rank(store, month)]
        if data.draw(st.booleans()) and months:
            publish(store, months[0])
        for me in [*(row["department_id"] for row in world["department"]), "district"]:
            scores = {row["month"]: row for row in store.rows("shown_scores", month=MONTH, against=SEPTEMBER, subject_id=me)}
            found = difference(store.rows, me, MONTH, SEPTEMBER)
            assert (found is None) == (len(scores) < 2)
            if found is None:
                continue
            parts = [row["change"] for row in found.components]
            gap = scores[MONTH]["score"] - scores[SEPTEMBER]["score"]
            assert sum(parts) + found.bonus - found.penalty + found.limit == pytest.approx(gap, abs=1e-9)
            assert sum(source.change for source in found.sources()) == pytest.approx(gap, abs=1e-7)
            if all(0 < row["score"] < 100 for row in scores.values()):
                assert sum(parts) + found.bonus - found.penalty == pytest.approx(
                    gap, abs=1.1e-9
                )  # both scores are rounded to 1e-9


def _rank(store: Store, month: date) -> bool:
    """Whether the month had anything to score."""
    try:
        rank_month(store, month)
    except ScoringError:
        return False
    return True
