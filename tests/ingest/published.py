"""A small district whose September is published and whose October is a draft, for what an upload may still change."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

from cloudeye.scoring import publish, rank_month
from cloudeye.store import Store
from tests.ingest.files import csv_file
from tests.scoring.district import calendar, complaint, department, fill, indicator, measured, point, spec

AUGUST, SEPTEMBER, OCTOBER, NOVEMBER = (date(2026, number, 1) for number in (8, 9, 10, 11))
NOW = datetime(2026, 11, 20, 9)

RECORD = ["办件编号", "事项", "提交时间", "受理时间", "办结时间", "评价"]
MEASURED = ["靶点编号", "期间", "数值"]
PROGRESS = ["任务编号", "月份", "计划进度", "实际进度"]
COMPLAINT = ["诉求编号", "诉求类型", "承办部门", "提交时间", "首次联系时间", "办结时间"]
CALL = ["回访编号", "诉求编号", "回访时间", "是否接通", "是否解决", "是否满意"]


def record(number: str, finished: str | None, rating: int = 4, item: str = "S1") -> list[object]:
    """A line of a service records file: taken in on 1 September, finished on a day like 2026-10-08."""
    return [number, item, "2026-09-01 09:00", "2026-09-01 09:30", finished and f"{finished} 16:00", rating]


def records_file(folder: Path, *rows: list[object], name: str = "records.csv") -> Path:
    return csv_file(folder, RECORD, *rows, name=name)


def open_district(store: Store) -> None:
    """Departments a, b, c; points by service records (month, quarter, growth), by report (month, quarter); one task each."""
    points = {"a-month": "月", "a-quarter": "季", "a-growth": "月", "b-month": "月", "b-quarter": "季", "c-month": "月"}
    derived = {"a-month": "mean_days", "a-quarter": "good_rating_rate", "a-growth": "record_growth_rate"}
    items = {"a-month": "S1", "a-quarter": "S2", "a-growth": "S3"}
    fill(
        store,
        department=[department(me, place) for place, me in enumerate("abc")],
        indicator=[indicator(f"{me}-i", me) for me in "abc"],
        point=[point(name, f"{name[0]}-i", frequency=often) for name, often in points.items()],
        point_spec=[spec(name, 0, 60) if name == "a-month" else spec(name) for name in points],
        service_item=[
            {"item_id": item, "name": f"事项{item}", "department_id": "a", "limit_days": 20.0, "position": place}
            for place, item in enumerate(items.values())
        ],
        derivation=[
            {"point_id": name, "source": "service_records", "measure": measure, "item_id": items[name]}
            for name, measure in derived.items()
        ],
        reform_task=[
            {
                "task_id": f"T{me}",
                "list": "city",
                "measure_id": "M",
                "measure": "M",
                "title": f"任务{me}",
                "lead_department_id": me,
            }
            | {"due_date": date(2026, 12, 31), "position": 0}
            for me in "abc"
        ],
        task_progress=[
            {"task_id": f"T{me}", "month": month, "planned_percent": 60.0, "actual_percent": 50.0}
            for me in "abc"
            for month in (SEPTEMBER, OCTOBER)
        ],
        measurement=[
            measured(name, 70.0 + place, month)
            for place, name in enumerate(("b-month", "c-month"))
            for month in (SEPTEMBER, OCTOBER)
        ],
        complaint=[
            complaint(f"{me}{number}", datetime(2026, month, 3, 9), department_id=me, responded_at=datetime(2026, month, 3, 15))
            for me in "bc"
            for month in (9, 10)
            for number in range(month * 10, month * 10 + 6)
        ],
        calendar_day=calendar(date(2025, 1, 1), date(2026, 12, 31)),
    )


def publish_september(store: Store) -> None:
    """September final, October a draft."""
    rank_month(store, SEPTEMBER, at=NOW)
    publish(store, SEPTEMBER, at=NOW)
    rank_month(store, OCTOBER, at=NOW)


def snapshot(store: Store, month: date) -> list[dict[str, Any]]:
    """Every version of the month's ranking, all but when it was computed."""
    cursor = store.reading().cursor.execute(
        "SELECT * EXCLUDE (computed_at) FROM ranking_snapshot WHERE month = ? ORDER BY version, department_id", [month]
    )
    names = [described[0] for described in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
