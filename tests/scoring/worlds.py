"""Random districts, small and nasty: missing values, ties, departments with nothing, zero plans."""

from datetime import datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from tests.scoring.district import MONTH, complaint, department, indicator, measured, point, spec

TABLES = "department domain indicator point point_spec measurement reform_task task_progress complaint score_adjustment".split()
VALUES = st.one_of(st.none(), st.sampled_from([-20.0, 0.0, 25.0, 50.0, 99.9, 100.0, 130.0]), st.floats(-50, 150, allow_nan=False))
WEIGHTS = st.sampled_from([0.5, 1.0, 2.0, 3.7])
RANGES = st.sampled_from([(100.0, 0.0), (0.0, 20.0), (1.0, 6.0), (30.0, -20.0), (0.5, 10.0)])


@st.composite
def worlds(draw: st.DrawFn) -> dict[str, list[dict[str, Any]]]:
    """Tables for one month: one to five departments, each leading up to three indicators of up to three points."""
    world: dict[str, list[dict[str, Any]]] = {name: [] for name in TABLES}
    world["domain"].append({"domain_id": "D01", "name": "D01", "framework": "test", "position": 0})
    for number in range(draw(st.integers(1, 5))):
        me = f"d{number}"
        world["department"].append(department(me, number, ranking_group=draw(st.sampled_from(["甲", "乙"]))))
        for which in range(draw(st.integers(0, 3))):
            indicator_id = f"{me}-i{which}"
            world["indicator"].append(indicator(indicator_id, me, draw(WEIGHTS)))
            for index in range(draw(st.integers(1, 3))):
                point_id = f"{indicator_id}-p{index}"
                best, worst = draw(RANGES)
                world["point"].append(point(point_id, indicator_id, better="higher" if best > worst else "lower"))
                world["point_spec"].append(spec(point_id, best, worst, weight=draw(WEIGHTS)))
                if draw(st.booleans()) or index == 0:
                    world["measurement"].append(measured(point_id, draw(VALUES)))
        for which in range(draw(st.integers(0, 3))):
            task_id = f"{me}-t{which}"
            task = {
                "task_id": task_id,
                "list": "city",
                "measure_id": "M1",
                "measure": "M1",
                "title": task_id,
                "lead_department_id": me,
            }
            world["reform_task"].append({**task, "due_date": MONTH, "position": 0})
            planned, actual = draw(st.sampled_from([(0.0, 0.0), (40.0, 30.0), (100.0, 100.0), (50.0, 80.0), (100.0, 0.0)]))
            world["task_progress"].append(
                {"task_id": task_id, "month": MONTH, "planned_percent": planned, "actual_percent": actual}
            )
        for which in range(draw(st.sampled_from([0, 1, 4, 5, 6]))):
            submitted = datetime(MONTH.year, MONTH.month, 1 + which, 9)
            answered = submitted + timedelta(hours=draw(st.sampled_from([1, 24, 25])))
            world["complaint"].append(complaint(f"{me}-c{which}", submitted, department_id=me, responded_at=answered))
        for kind in draw(st.sets(st.sampled_from(["bonus", "penalty"]))):
            points = draw(st.sampled_from([0.5, 3.0, 20.0]))
            world["score_adjustment"].append(
                {"department_id": me, "month": MONTH, "kind": kind, "points": points, "basis": "test"}
            )
    return world
