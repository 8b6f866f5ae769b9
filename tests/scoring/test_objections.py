"""The ranking as it would be if every waiting objection were upheld: tried, never kept."""

from datetime import datetime
from typing import Any

import pytest

from cloudeye.catalog import run_checks
from cloudeye.scoring import publish, rank_month
from cloudeye.scoring.objections import if_upheld
from cloudeye.store import Store
from tests.scoring.district import MONTH, complaint, department, fill, indicator, measured, point, spec

FILED = datetime(2026, 11, 5, 10)


def objection(number: int, part: str, component_id: str, value: float | None, **changes: Any) -> dict[str, Any]:
    row = {"objection_id": f"Y{number}", "month": MONTH, "department_id": "a", "part": part, "component_id": component_id}
    row |= {"claim": "剔除" if value is None else "更正", "claimed_value": value, "basis": "附材料", "filed_at": FILED}
    decided = dict.fromkeys(("decided_at", "decided_by", "reason"))
    return {**row, "filed_by": "联络员", "state": "待裁定", **decided, **changes}


def task(task_id: str, lead: str) -> dict[str, Any]:
    row = {"task_id": task_id, "list": "city", "measure_id": "M", "measure": "M", "title": task_id, "lead_department_id": lead}
    return {**row, "due_date": MONTH, "position": 0}


def drafted(store: Store, *objections: dict[str, Any]) -> Store:
    """Departments a, b and c with a point each (80, 70, 60), a task each (80 of 100), and five answered complaints of a, one late."""
    leads = "abc"
    said = [
        complaint(
            f"c{number}",
            datetime(2026, 10, 1 + number, 9),
            responded_at=datetime(2026, 10, (9 if number == 4 else 1) + number, 10),
        )
        for number in range(6)
    ]
    fill(
        store,
        department=[department(me, place) for place, me in enumerate(leads)],
        indicator=[indicator(f"{me}-i", me) for me in leads],
        point=[point(f"{me}-p", f"{me}-i") for me in leads],
        point_spec=[spec(f"{me}-p") for me in leads],
        measurement=[measured(f"{me}-p", value) for me, value in zip(leads, (80, 70, 60), strict=True)],
        reform_task=[task(f"{me}-t", me) for me in leads],
        task_progress=[{"task_id": f"{me}-t", "month": MONTH, "planned_percent": 100.0, "actual_percent": 80.0} for me in leads],
        complaint=said,
    )
    rank_month(store, MONTH)
    if objections:
        with store.writing() as writer:
            writer.insert("objection", objections)
    return store


def tried(store: Store) -> dict[str, tuple[float, float]]:
    return {row["department_id"]: (row["score_before"], row["score_after"]) for row in if_upheld(store, MONTH)}


def test_nothing_waits_nothing_is_tried(store: Store) -> None:
    decided = {"decided_at": FILED, "decided_by": "经办", "reason": "材料不足"}
    assert if_upheld(drafted(store), MONTH) == []
    assert if_upheld(drafted(store, objection(1, "tasks", "a-t", 90, state="不予采纳", **decided)), MONTH) == []


def test_a_point_takes_the_claimed_value_or_is_left_out(store: Store) -> None:
    """a: 0.5 × (0.7 × point + 0.3 × 83.3 responded in time) + 0.5 × task."""
    found = tried(drafted(store, objection(1, "indicators", "b-p", 90, department_id="b")))
    assert found["b"] == (75, 85) and found["a"][0] == found["a"][1] and found["c"] == (70, 70)
    assert tried(drafted(store, objection(1, "indicators", "b-p", None, department_id="b")))["b"] == (75, 80)


def test_a_task_takes_the_claimed_progress_or_is_left_out(store: Store) -> None:
    assert tried(drafted(store, objection(1, "tasks", "b-t", 100, department_id="b")))["b"] == (75, 85)
    assert tried(drafted(store, objection(1, "tasks", "b-t", None, department_id="b")))["b"] == (75, 70)


def test_a_complaint_that_is_not_theirs_no_longer_counts(store: Store) -> None:
    before, after = tried(drafted(store, objection(1, "response", "c4", None)))["a"]
    assert before == pytest.approx(0.5 * (0.7 * 80 + 0.3 * 500 / 6) + 40) and after == pytest.approx(
        0.5 * (0.7 * 80 + 0.3 * 100) + 40
    )


def test_all_at_once_and_the_ranks_follow(store: Store) -> None:
    claims = (objection(1, "indicators", "c-p", 100, department_id="c"), objection(2, "tasks", "c-t", 100, department_id="c"))
    rows = {row["department_id"]: row for row in if_upheld(drafted(store, *claims), MONTH)}
    assert (rows["c"]["score_after"], rows["c"]["rank_before"], rows["c"]["rank_after"], rows["c"]["band_after"]) == (
        100,
        3,
        1,
        "第一梯队",
    )
    assert (rows["a"]["rank_before"], rows["a"]["rank_after"]) == (1, 2)


def test_nothing_of_it_is_kept(store: Store) -> None:
    drafted(
        store, objection(1, "indicators", "b-p", 90, department_id="b"), objection(2, "tasks", "c-t", None, department_id="c")
    )
    tables = ("snapshot_of_month", "scored_points")
    before, version = [store.rows(name, month=MONTH) for name in tables], store.data_version
    assert if_upheld(store, MONTH) == if_upheld(store, MONTH) != []
    assert [store.rows(name, month=MONTH) for name in tables] == before and store.data_version == version


def test_a_published_month_is_not_tried(store: Store) -> None:
    publish(drafted(store, objection(1, "tasks", "b-t", 100, department_id="b")), MONTH)
    assert if_upheld(store, MONTH) == []


def test_the_objections_say_what_they_are_about(store: Store) -> None:
    decided = {"state": "采纳", "decided_at": FILED, "decided_by": "经办", "reason": "属实"}
    drafted(store, objection(1, "tasks", "b-t", 100, department_id="b", **decided), objection(2, "indicators", "a-p", 90))
    rows = store.rows("objections_of_month", month=MONTH)
    assert [(row["objection_id"], row["department"], row["component"], row["value"], row["unit"]) for row in rows] == [
        ("Y2", "a", "a-p", 80, "项"), ("Y1", "b", "b-t", 80, "%"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "wrong",
    [
        {"department_id": "nobody"},
        {"component_id": "nothing"},
        {"part": "weather"},
        {"claim": "更正", "claimed_value": None},
        {"claimed_value": 3.0},
        {"state": "采纳"},
        {"state": "也许"},
        {"decided_at": FILED},
    ],
)
def test_the_check_finds_what_nobody_could_decide_on(store: Store, wrong: dict[str, Any]) -> None:
    drafted(store, objection(1, "tasks", "a-t", None))
    assert offending(store) == 0
    with store.writing() as writer:
        writer.delete("objection")
        writer.insert("objection", [objection(1, "tasks", "a-t", None) | wrong])
    assert offending(store) == 1


def test_the_check_finds_two_claims_on_one_number(store: Store) -> None:
    drafted(store, objection(1, "tasks", "a-t", None), objection(2, "tasks", "a-t", 90))
    assert offending(store) == 2


def offending(store: Store) -> int:
    return next(check["offending_rows"] for check in run_checks(store) if check["name"] == "objection_unfounded")
