"""How the district stands: what screens poll."""

import os
import time
from datetime import datetime, timedelta
from typing import Any

from cloudeye.clock import now
from cloudeye.web import district

# Changes with every start, so that a screen notices that the server is a new one.
STARTED = f"{os.getpid()}-{int(time.time())}"


def beat() -> dict[str, Any]:
    """How the district stands: version and age of its data. Holds nothing that a passer-by may not see.

    ``age_hours`` is None before any data; ``stale`` says that it exceeds the rule ``stale_after_hours``.
    """
    profile = district.profile()
    present = now()
    as_of: datetime | None = profile["data_as_of"]
    age = None if as_of is None else max(present - as_of, timedelta())
    limit = profile["stale_after_hours"]
    return {
        "data_version": district.store().data_version,
        "data_as_of": None if as_of is None else as_of.isoformat(timespec="seconds"),
        "now": present.isoformat(timespec="seconds"),
        "age_hours": None if age is None else round(age / timedelta(hours=1), 3),
        "limit_hours": limit,
        "stale": age is not None and limit is not None and age > timedelta(hours=limit),
        "is_demo": bool(profile["is_demo"]),
        "is_feed_running": district.feed_runs(),
        "started": STARTED,
    }
