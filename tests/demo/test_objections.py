"""Objections of the demo: a few to the newest draft, each by another department about its own numbers, decided before it is final."""

from datetime import date, datetime

from cloudeye.catalog import run_checks
from cloudeye.demo import tick
from cloudeye.scoring.objections import if_upheld
from cloudeye.store import Store
from tests.demo.asking import ask, one
from tests.demo.conftest import AS_OF

OCTOBER, NOVEMBER = date(2026, 10, 1), date(2026, 11, 1)


def test_the_newest_draft_is_objected_to_in_its_time(demo: Store) -> None:
    rows = ask(demo, "SELECT month, state, filed_at, decided_at FROM objection ORDER BY objection_id")
    assert {month for month, *_ in rows} == {OCTOBER}
    assert [state for _, state, *_ in rows] == ["待裁定", "待裁定", "待裁定", "采纳", "不予采纳"]
    assert all(datetime(2026, 11, 4, 10) < filed < datetime(2026, 11, 12) for _, _, filed, _ in rows)
    assert all(decided is None or decided <= AS_OF for *_, decided in rows)
    assert one(demo, "SELECT count(DISTINCT department_id) FROM objection") == 5


def test_nobody_objects_to_the_number_of_another(demo: Store) -> None:
    own = """
        SELECT count(*) FROM objection AS o
        LEFT JOIN reform_task AS t ON o.part = 'tasks' AND t.task_id = o.component_id
        LEFT JOIN point AS p ON o.part = 'indicators' AND p.point_id = o.component_id
        LEFT JOIN indicator AS i ON i.indicator_id = p.indicator_id
        LEFT JOIN complaint AS c ON o.part = 'response' AND c.complaint_id = o.component_id
        WHERE o.department_id = coalesce(t.lead_department_id, i.lead_department_id, c.department_id)
    """
    assert one(demo, own) == one(demo, "SELECT count(*) FROM objection")


def test_those_that_wait_would_better_their_departments(demo: Store) -> None:
    waiting = {row["department_id"] for row in demo.rows("objections_of_month", month=OCTOBER) if row["state"] == "待裁定"}
    moved = {
        row["department_id"]: row["score_after"] - row["score_before"]
        for row in if_upheld(demo, OCTOBER)
        if row["score_before"] is not None
    }
    assert {me for me, change in moved.items() if change > 1e-6} == waiting and min(moved.values()) > -1e-6


def test_the_feed_decides_before_it_publishes_and_the_new_draft_is_objected_to(live_demo: Store) -> None:
    now = datetime(2026, 12, 1, 0, 0, 5)
    tick(live_demo, now)
    states = "SELECT count(*) FILTER (state = '待裁定'), count(*) FROM objection WHERE month = ?"
    assert ask(live_demo, states, OCTOBER) == [(0, 5)]
    [(waiting, filed)] = ask(live_demo, states, NOVEMBER)
    assert waiting == filed >= 3
    assert [check for check in run_checks(live_demo) if check["offending_rows"]] == []
