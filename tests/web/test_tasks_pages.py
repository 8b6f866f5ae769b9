"""The pages on reform tasks: the lists add up to all, what is late is late since its day, and each number counted again."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from cloudeye.access.viewer import Viewer
from cloudeye.store import Store
from cloudeye.web import district
from cloudeye.web.leader.points.way import Way
from cloudeye.web.leader.tasks import calendar
from cloudeye.web.leader.tasks import tasks as tasks_view
from cloudeye.web.wording import points
from tests.web.reading import links_in, markup_of, words_in
from tests.web.records import MONTH, NOW

SCREEN = "2026-02"
TODAY = NOW.date()
WAY = Way(Viewer(role="leader"), MONTH)


@pytest.fixture(autouse=True)
def _leader(served: Store, signed_in: Callable[..., Any]) -> None:
    """Looked at by a leader unless a test signs in somebody else."""
    signed_in("leader")


def counts(store: Store, where: str = "true") -> tuple[int, int, int, int]:
    """Tasks, done, planned done and late of February, from the reports themselves."""
    found = (
        store.reading()
        .cursor.execute(f"""
        SELECT count(*), count(*) FILTER (actual_percent >= 100), count(*) FILTER (planned_percent >= 100),
            count(*) FILTER (planned_percent >= 100 AND actual_percent < 100)
        FROM reform_task LEFT JOIN task_progress p ON p.task_id = reform_task.task_id AND p.month = DATE '2026-02-01' WHERE {where}""")
        .fetchone()
    )
    assert found
    return found


def test_the_lists_add_up(served: Store) -> None:
    markup = markup_of("leader/tasks", month=SCREEN)
    cards = [int(found) for found in re.findall(r"<b>(\d+)</b><span class=\"share-bar\">", markup)]
    *lists, whole = cards
    expected = [counts(served, f"list = '{name}'")[0] for name in ("city", "district", "fifteen_measures")]
    assert lists == expected and sum(lists) == whole == counts(served)[0]
    tasks, done, planned, late = counts(served)
    said = words_in(markup)
    assert f"{tasks} 项任务完成 {done} 项，按计划应完成 {planned} 项" in said and f"逾期 {late} 项" in said
    totals = district.ask("task_totals", month=MONTH)
    assert sum(row["done"] for row in totals) == done and sum(row["late"] for row in totals) == late
    assert markup.count('<a href="./leader-task?') >= tasks  # one mark each in the calendar


def test_a_filter_narrows_everything_but_the_sum(served: Store) -> None:
    department = "approval"
    markup = markup_of("leader/tasks", month=SCREEN, department=department, list="city")
    tasks, done, planned, _ = counts(served, "lead_department_id = 'approval' AND list = 'city'")
    said = words_in(markup)
    assert f"{tasks} 项任务完成 {done} 项，按计划应完成 {planned} 项" in said
    whole = counts(served, "lead_department_id = 'approval'")[0]
    assert re.search(rf"合计\s*{whole}\b", said)
    assert f"./leader-tasks?month={SCREEN}&department=approval&list=city" in links_in(markup)


def test_late_days_count_from_the_due_date(served: Store) -> None:
    said = words_in(markup_of("leader/tasks", month=SCREEN, state="逾期"))
    oldest = (
        served.reading()
        .cursor.execute("""
        SELECT min(due_date) FROM reform_task JOIN task_progress USING (task_id)
        WHERE month = DATE '2026-02-01' AND planned_percent >= 100 AND actual_percent < 100""")
        .fetchone()
    )
    assert oldest and f"最长 {max(1, (TODAY - oldest[0]).days)} 天" in said


def test_a_task(served: Store) -> None:
    task, planned, actual = (
        served.reading()
        .cursor.execute("""
        SELECT task_id, planned_percent, actual_percent FROM task_progress
        WHERE month = DATE '2026-02-01' AND planned_percent = 100 AND actual_percent < 100 ORDER BY task_id LIMIT 1""")
        .fetchone()
        or ("", 1, 1)
    )
    lead = (
        served.reading()
        .cursor.execute("SELECT lead_department_id FROM reform_task WHERE task_id = $task", {"task": task})
        .fetchone()
    )
    assert lead
    shared = (
        served.reading()
        .cursor.execute(
            """SELECT count(*), avg(least(100, 100 * actual_percent / planned_percent)) FROM reform_task JOIN task_progress USING (task_id)
        WHERE lead_department_id = $lead AND month = DATE '2026-02-01' AND planned_percent > 0""",
            {"lead": lead[0]},
        )
        .fetchone()
    )
    assert shared
    markup = markup_of("leader/task", month=SCREEN, task=task)
    said = words_in(markup)
    assert f"完成 {points(actual)}%，计划 {points(planned)}%，落后计划 {points(planned - actual)} 个百分点" in said
    assert f"{shared[0]} 项任务平均 {points(shared[1])}" in said and f"{100 / shared[0]:.1f} %" in said
    score = re.search(r'figure=task%3A[^"]*"[^>]*>(\d+\.\d)<', markup)
    assert score and score[1] == points(100 * actual / planned)
    assert f"./leader-department?month={SCREEN}&department={lead[0]}" in links_in(markup)


def test_a_liaison_sees_only_their_own_tasks(served: Store, signed_in: Callable[..., Any]) -> None:
    signed_in("liaison", "approval")
    own = counts(served, "lead_department_id = 'approval'")[0]
    assert f"{own} 项任务" in words_in(markup_of("leader/tasks", month=SCREEN))
    assert f"{own} 项任务" in words_in(markup_of("leader/tasks", month=SCREEN, department="taxation"))
    foreign = (
        served.reading().cursor.execute("SELECT min(task_id) FROM reform_task WHERE lead_department_id = 'taxation'").fetchone()
    )
    assert foreign
    told = [words_in(markup_of("leader/task", month=SCREEN, task=asked)) for asked in (foreign[0], "nothing")]
    assert all("没有编号为「" in said and "或者它不由您的单位牵头。请从 改革任务 中选择。" in said for said in told)
    assert told[0].replace(foreign[0], "x") == told[1].replace("nothing", "x")


def test_nothing_left_says_what_to_do(served: Store, signed_in: Callable[..., Any]) -> None:
    with served.writing() as writer:
        writer.delete("reform_task", lead_department_id="taxation")
    signed_in("liaison", "taxation")
    assert "您的单位没有牵头的改革任务" in words_in(markup_of("leader/tasks", month=SCREEN))


def task(number: int, **given: Any) -> dict[str, Any]:
    """A task of the city's list, half way, as planned, due at the end of March."""
    return {
        "task_id": f"T{number}", "list": "city", "measure": "举措", "title": "<b>", "department_id": "approval", "department": "行政审批",
        "due_date": date(2026, 3, 31), "standing": "推进", "planned_percent": 50.0, "actual_percent": 50.0, "is_planned_done": False,
    } | given  # fmt: skip


def test_evidence_makes_the_difference_between_reported_and_done(served: Store) -> None:
    with served.writing() as writer:
        writer.delete("task_progress", task_id="C-001")
        writer.insert("task_progress", [{"task_id": "C-001", "month": MONTH, "planned_percent": 100.0, "actual_percent": 100.0}])
    found = next(row for row in district.ask("month_tasks", month=MONTH) if row["task_id"] == "C-001")
    assert found["standing"] == "待验收"
    with served.writing() as writer:
        writer.delete("task_progress", task_id="C-001")
        writer.insert(
            "task_progress",
            [{"task_id": "C-001", "month": MONTH, "planned_percent": 100.0, "actual_percent": 100.0, "evidence": "文件"}],
        )
    found = next(row for row in district.ask("month_tasks", month=MONTH) if row["task_id"] == "C-001")
    assert found["standing"] == "完成"


def test_the_gravest_stands_first() -> None:
    rows = [
        task(1),
        task(2, actual_percent=20.0),
        task(3, standing="逾期", due_date=TODAY - timedelta(days=3)),
        task(4, standing="逾期", due_date=TODAY),
    ]
    found = sorted(rows, key=lambda row: tasks_view.gravity(row, TODAY))
    assert [row["task_id"] for row in found] == ["T3", "T4", "T2", "T1"]
    assert [tasks_view.days_late(row, TODAY) for row in found[:2]] == [3, 1]


def test_the_calendar_has_every_month_and_one_mark_per_task() -> None:
    rows = [task(1), task(2, due_date=date(2027, 1, 5), standing="逾期"), task(3, list="district")]
    assert [f"{month:%Y-%m}" for month in calendar.months_of(rows)][::5] == ["2026-03", "2026-08", "2027-01"]
    drawn = calendar.calendar(rows, TODAY, "今日 3月18日", WAY)
    assert drawn.count("<title>") == 3 and "今日 3月18日" in drawn and "&lt;b&gt;" in drawn and "27 年 1 月" in drawn
    assert "今日" not in calendar.calendar(rows, date(2028, 1, 1), "今日", WAY)
    assert len(calendar.months_of([task(1)])) == 1
