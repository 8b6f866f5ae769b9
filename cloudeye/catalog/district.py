"""Which moment the district's figures speak of."""

from datetime import datetime

from cloudeye import clock
from cloudeye.store import Store


def today(store: Store) -> datetime:
    """The district's present moment, naive Asia/Shanghai: a demo's ``as_of``, else the clock."""
    moments = [row["as_of"] for row in store.rows("district_as_of") if row["as_of"] is not None]
    return moments[0] if moments else clock.now()
