"""The reform tasks in the as-of year: due dates spread over it, and for each month the plan and what was really done."""

from datetime import date, timedelta
from typing import Any

from cloudeye.demo.dice import shares
from cloudeye.demo.parameters import Tasks
from cloudeye.demo.quality import Quality
from cloudeye.demo.world import World, add_months

Rows = list[dict[str, Any]]

# How many of the tasks fall due in each month of the year: quarters end heavily, the year most of all.
DUE_BY_MONTH = (1, 5, 16, 10, 12, 24, 12, 13, 22, 15, 18, 35)
EVIDENCE = ("文件依据已上传", "系统截图已上传", "统计表已上传", "现场照片已上传")


def due_dates(world: World) -> Rows:
    """The new due date of every task: (task_id, due_date), within the as-of year, in a stable shuffled order per list."""
    rows: Rows = []
    for name in dict.fromkeys(task["list"] for task in world.tasks):
        members = [task["task_id"] for task in world.tasks if task["list"] == name]
        dice = world.dice("tasks", name)
        order = dice.sample(members, len(members))
        months = [month for month, count in enumerate(shares(len(members), DUE_BY_MONTH), start=1) for _ in range(count)]
        for task_id, month in zip(order, months, strict=True):
            rows.append({"task_id": task_id, "due_date": _due_day(world, date(world.as_of.year, month, 1), dice.chance(0.75))})
    return rows


def _due_day(world: World, month: date, at_the_end: bool) -> date:
    if at_the_end:
        return add_months(month, 1) - timedelta(days=1)
    return world.work.between(month, month + timedelta(days=24))[-1]


def progress_rows(world: World, quality: Quality) -> Rows:
    """One row per task and month of the as-of year up to the as-of date: planned and actual per cent (0–100)."""
    rows: Rows = []
    late = _late(world, quality)
    for task in world.tasks:
        dice = world.dice("task", task["task_id"])
        start = max(date(world.as_of.year, 1, 1), task["due_date"] - timedelta(days=dice.randint(120, 300)))
        early = 1.25 if dice.chance(Tasks.done_early) else 1.0
        behind = _diligence(world, quality, task["lead_department_id"]) * dice.uniform(0.86, 1.1)
        actual = 0.0
        for month in world.months:
            if month.year != world.as_of.year or start >= add_months(month, 1):
                continue
            end = min(add_months(month, 1) - timedelta(days=1), world.as_of.date())
            planned = min(100.0, round(100 * ((end - start).days + 1) / max(1, (task["due_date"] - start).days + 1), 1))
            done = min(100.0, planned * behind * early)
            if planned >= 100 or done >= 99.5:
                done = late.get(task["task_id"], 100.0)
            elif task["task_id"] in late:
                done = min(done, late[task["task_id"]])
            actual = max(actual, round(done, 1))
            rows.append(
                {
                    "task_id": task["task_id"],
                    "month": month,
                    "planned_percent": planned,
                    "actual_percent": actual,
                    "evidence": dice.choice(EVIDENCE) if actual >= 100 else None,
                    "batch_id": "demo-task_progress",
                }
            )
    return rows


def _diligence(world: World, quality: Quality, department_id: str) -> float:
    """How much of its plan a department fulfils while a task runs."""
    level = quality.of(department_id, len(world.months) - 1)
    return min(1.0, max(0.45, 0.56 + (level - 64) / 75))


def _late(world: World, quality: Quality) -> dict[str, float]:
    """The tasks that are overdue at the as-of date, and the per cent at which they are stuck: weak departments, due of late."""
    due = [task for task in world.tasks if task["due_date"] < world.as_of.date() and task["list"] != "fifteen_measures"]
    recent = sorted(due, key=lambda task: (task["due_date"], task["task_id"]))[-40:]
    index = len(world.months) - 1
    weakest = sorted(
        recent,
        key=lambda task: (
            quality.of(task["lead_department_id"], index) + world.dice("late task", task["task_id"]).uniform(0, 25),
            task["task_id"],
        ),
    )
    stuck = weakest[: min(Tasks.overdue, len(due) // 15)]
    return {task["task_id"]: float(world.dice("stuck", task["task_id"]).randint(45, 92)) for task in stuck}
