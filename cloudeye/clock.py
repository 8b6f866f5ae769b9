"""What time it is for the district: naive local time, Asia/Shanghai."""

from datetime import datetime
from zoneinfo import ZoneInfo

DISTRICT_TIME = ZoneInfo("Asia/Shanghai")


def now() -> datetime:
    """The present moment in the district, without time zone, to the second."""
    return datetime.now(DISTRICT_TIME).replace(tzinfo=None, microsecond=0)
