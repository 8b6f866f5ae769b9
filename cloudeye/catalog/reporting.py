"""数据报送: which data the district expects for a month, and until when (the ``report`` limits of the catalogue)."""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date, datetime, time

from cloudeye.catalog import working_days
from cloudeye.catalog.limits import Limits
from cloudeye.store.database import Reader

# Kinds of data in the order of screens. The first three are owed by departments, the others by the district as a whole.
BY_DEPARTMENT = ("measurements", "task_progress", "service_records")
BY_DISTRICT = ("complaints", "callbacks")


def due_moments(reader: Reader, limits: Limits, month: date) -> Mapping[str, datetime]:
    """Until when each kind of data about ``month`` (its first day) is due; a kind without a limit is not expected.

    A limit runs from the last day of the month. Raises CatalogueError beyond the working-day calendar.
    """
    last_day = datetime.combine(month.replace(day=monthrange(month.year, month.month)[1]), time())
    found = {kind: limits.find("report", "due", kind) for kind in (*BY_DEPARTMENT, *BY_DISTRICT)}
    return {
        kind: limit.due(last_day, lambda start, days: working_days.add(reader, start, days)[0])
        for kind, limit in found.items()
        if limit is not None
    }
