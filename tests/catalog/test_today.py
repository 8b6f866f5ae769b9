"""What "today" means for live figures."""

from datetime import datetime

from cloudeye import clock
from cloudeye.catalog import today
from cloudeye.store import Store


def test_a_demo_speaks_of_its_own_moment(store: Store) -> None:
    with store.writing() as writer:
        writer.insert("district", [{"name": "示例区", "is_demo": True, "seed": 1, "as_of": datetime(2026, 11, 20, 18, 0)}])
    assert today(store) == datetime(2026, 11, 20, 18, 0)


def test_a_real_district_speaks_of_now(store: Store) -> None:
    assert abs((today(store) - clock.now()).total_seconds()) < 5
    with store.writing() as writer:
        writer.insert("district", [{"name": "某区", "is_demo": False}])
    assert abs((today(store) - clock.now()).total_seconds()) < 5
