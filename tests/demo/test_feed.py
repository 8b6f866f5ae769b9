"""The live feed: legal steps only, the present moves on, the past stays, a real district is left alone."""

from datetime import timedelta

from cloudeye.catalog import run_checks, today
from cloudeye.demo import Feed, tick
from cloudeye.store import Store
from tests.demo.asking import ask, one
from tests.demo.conftest import AS_OF


def counters(store: Store) -> list[tuple[int, ...]]:
    return ask(
        store,
        """
        SELECT
            (SELECT count(*) FROM inspection WHERE year(inspected_at) = 2025),
            (SELECT count(*) FROM letter WHERE year(issued_at) = 2025),
            (SELECT count(*) FROM rectification WHERE year(closed_at) = 2025),
            (SELECT count(*) FROM rectification WHERE year(verified_at) = 2025),
            (SELECT count(*) FROM contact_point_issue WHERE solved_at IS NOT NULL)
        """,
    )


def test_ticks_add_complaints_and_move_rectifications(live_demo: Store) -> None:
    before = counters(live_demo)
    for number in range(1, 25):
        assert tick(live_demo, AS_OF + timedelta(seconds=7 * number))
    assert one(live_demo, "SELECT count(*) FROM complaint WHERE source = 'demo-feed'") > 0
    assert one(live_demo, "SELECT count(*) FROM rectification_event WHERE occurred_at > ?", AS_OF) > 0
    assert today(live_demo) == AS_OF + timedelta(seconds=7 * 24)
    assert counters(live_demo) == before
    assert [check for check in run_checks(live_demo) if check["offending_rows"]] == []


def test_a_demo_built_days_ago_goes_on_living(live_demo: Store) -> None:
    now = AS_OF + timedelta(days=4)
    for number in range(12):
        tick(live_demo, now + timedelta(minutes=number))
    overdue = live_demo.rows("rectifications_overdue", now=today(live_demo))
    assert 3 <= len(overdue) <= 11
    assert [check for check in run_checks(live_demo) if check["offending_rows"]] == []


def test_time_never_runs_backwards(live_demo: Store) -> None:
    tick(live_demo, AS_OF - timedelta(days=3))
    assert today(live_demo) == AS_OF


def test_a_real_district_is_left_alone(catalogued: Store) -> None:
    version = catalogued.data_version
    assert not tick(catalogued, AS_OF)
    assert catalogued.data_version == version


def test_the_thread_starts_once_and_stops(live_demo: Store) -> None:
    version = live_demo.data_version
    feed = Feed(live_demo, interval=0.05)
    feed.start()
    feed.start()
    for _ in range(200):
        if live_demo.data_version > version:
            break
        feed._stopped.wait(0.05)
    feed.stop()
    stopped_at = live_demo.data_version
    assert stopped_at > version
    feed.stop()
    assert live_demo.data_version == stopped_at
