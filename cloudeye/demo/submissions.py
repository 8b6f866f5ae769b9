"""Who sent the demo's figures and when: a batch for each department, kind and month, a few of them late."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from cloudeye.demo.profiles import period_months
from cloudeye.demo.quality import Quality
from cloudeye.demo.world import World, add_months, month_of

Rows = list[dict[str, Any]]

# Working days after the end of the month: within the limit of deadlines.csv, and after it.
IN_TIME, LATE = (1, 3), (4, 7)
# The months before the last complete one whose batches are told apart; older figures came with the district.
MONTHS = 6


def submissions(world: World, quality: Quality, measurements: Rows, progress: Rows) -> Rows:
    """Give the rows of recent months the batches they came in; returns those batches. A weak department is late more often."""
    length = {row["point_id"]: period_months(row["frequency"]) for row in world.points}
    lead_of_task = {row["task_id"]: row["lead_department_id"] for row in world.tasks}
    ends = [add_months(row["period"], length[row["point_id"]] - 1) for row in measurements]
    leads = [world.lead_of_point[row["point_id"]] for row in measurements]
    owners = [lead_of_task[row["task_id"]] for row in progress]
    return [
        *_sent(world, quality, "measurements", measurements, ends, leads),
        *_sent(world, quality, "task_progress", progress, [row["month"] for row in progress], owners),
    ]


def _sent(world: World, quality: Quality, dataset: str, rows: Rows, ends: Sequence[date], leads: Sequence[str]) -> Rows:
    """``ends`` is, row by row, the month in which the period of the row ends, ``leads`` the department that answers for it."""
    first = add_months(month_of(world.as_of), -MONTHS)
    found: dict[tuple[str, date], dict[str, Any]] = {}
    for row, month, department_id in zip(rows, ends, leads, strict=True):
        received = _received(world, quality, dataset, department_id, month)
        if month < first or received > world.as_of:
            continue
        batch = found.setdefault((department_id, month), _batch(world, dataset, department_id, month, received))
        row["batch_id"] = batch["batch_id"]
        batch["new_rows"] += 1
    return list(found.values())


def _received(world: World, quality: Quality, dataset: str, department_id: str, month: date) -> datetime:
    dice = world.dice("submission", dataset, department_id, month)
    weakness = (92 - quality.of(department_id, world.month_index(month))) / 120
    day = dice.randint(*(LATE if dice.chance(max(0.02, weakness)) else IN_TIME))
    last = add_months(month, 1) - timedelta(days=1)
    moment = time(dice.randint(9, 16), dice.randint(0, 59), dice.randint(0, 59))
    return datetime.combine(world.work.due(datetime.combine(last, time()), day).date(), moment)


def _batch(world: World, dataset: str, department_id: str, month: date, received: datetime) -> dict[str, Any]:
    name = next(row["short_name"] for row in world.departments if row["department_id"] == department_id)
    what = {"measurements": "监督靶点", "task_progress": "任务进度"}[dataset]
    return {
        "batch_id": f"demo-{dataset}-{month:%Y-%m}-{department_id}", "dataset": dataset,
        "file_name": f"{name}_{month.month}月{what}.xlsx",
        "new_rows": 0, "changed_rows": 0, "unchanged_rows": 0, "refused_rows": 0, "flagged_rows": 0, "loaded_at": received,
        "sender": department_id, "loaded_by": "演示数据生成器",
    }  # fmt: skip
