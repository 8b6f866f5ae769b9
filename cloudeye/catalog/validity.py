"""When a department exists: its first and last day, out of reach where a ranking is published."""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from cloudeye.catalog.reading import Row

Rows = list[dict[str, Any]]


def refuse_reaching_back(stored: Rows, departments: Sequence[Row], last_published: date | None) -> None:
    """Raise CatalogueError when the existence of a known department would change on a day of a published month.

    ``last_published`` is the first day of the latest published month, None before the first.
    """
    if last_published is None:
        return
    known = {row["department_id"]: row for row in stored}
    end = last_published.replace(day=monthrange(last_published.year, last_published.month)[1])
    for row in departments:
        before = known.get(row["department_id"])
        if before is None:
            continue
        starts = [before["valid_from"] or date.min, row["valid_from"] or date.min]
        ends = [before["valid_to"] or date.max, row["valid_to"] or date.max]
        # The first day on which it exists in one of the two and not in the other.
        moved = [
            *([min(starts)] if starts[0] != starts[1] else []),
            *([min(ends) + timedelta(days=1)] if ends[0] != ends[1] else []),
        ]
        if moved and min(moved) <= end:
            raise row.fault(
                f"改动了部门 {row['department_id']} 的存续日期，涉及已发布的月份（最近一期 {last_published:%Y-%m}）",
                f"请只改 {end + timedelta(days=1)} 及以后的日期，已发布的月份不能改算",
            )
