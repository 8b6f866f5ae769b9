"""Deadlines in working days, from the calendar table."""

from datetime import datetime, time

from cloudeye.errors import CatalogueError
from cloudeye.store.database import Reader

END_OF_DAY = time(23, 59, 59)


def add(reader: Reader, start: datetime, days: int) -> tuple[datetime, bool]:
    """When something with a limit of ``days`` working days is due, and whether the calendar had to guess (估算).

    The day of ``start`` does not count; the limit ends with the last second of its last working day. With no days at all it ends
    with the day of ``start``. Raises CatalogueError beyond the calendar.
    """
    found = reader.rows("working_day_after", day=start.date(), days=days)
    if not found:
        raise CatalogueError(f"工作日历没有覆盖 {start:%Y-%m-%d} 起的 {days} 个工作日。请检查日期，或延长工作日历后重试。")
    return datetime.combine(found[0]["day"], END_OF_DAY), bool(found[0]["is_estimated"])
