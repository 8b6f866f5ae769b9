"""The live feed: legal steps only, the present moves on, the past stays, a real district is left alone."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from cloudeye.catalog import run_checks, today
from cloudeye.demo import Feed, tick
from cloudeye.store import Store
from tests.demo.asking import ask, one
from tests.demo.conftest import AS_OF


def counters(store: Store) -> dict[str, int]:
    return store.row("annual_counters", now=AS_OF)


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


def test_a_new_month_closes_the_one_before(live_demo: Store) -> None:
    statuses = (
        "SELECT month, any_value(status), max(published_at) FROM ranking_snapshot GROUP BY month ORDER BY month DESC LIMIT 3"
    )
    now = datetime(2026, 12, 1, 0, 0, 5)
    assert ask(live_demo, statuses)[0] == (date(2026, 10, 1), "draft", None)
    tick(live_demo, datetime(2026, 11, 30, 23, 59, 55))
    assert ask(live_demo, statuses)[0] == (date(2026, 10, 1), "draft", None)
    for seconds in (0, 7):
        tick(live_demo, now + timedelta(seconds=seconds))
        assert ask(live_demo, statuses)[:2] == [(date(2026, 11, 1), "draft", None), (date(2026, 10, 1), "final", now)]
    ranked = one(live_demo, "SELECT count(rank) FROM ranking_snapshot WHERE month = DATE '2026-11-01'")
    assert ranked == one(live_demo, "SELECT count(rank) FROM ranking_snapshot WHERE month = DATE '2026-10-01'")
    assert one(live_demo, "SELECT count(*) FROM measurement WHERE period = DATE '2026-11-01' AND status = '已报'") > 20
    totals = {month: live_demo.rows("task_totals", month=month) for month in (date(2026, 10, 1), date(2026, 11, 1))}
    done = [sum(row["done"] for row in rows) for rows in totals.values()]
    assert done[0] <= done[1]
    assert [check for check in run_checks(live_demo) if check["offending_rows"]] == []


def test_a_demo_left_over_the_new_year_catches_up(live_demo: Store) -> None:
    now = datetime(2027, 1, 3, 9)
    tick(live_demo, now)
    drafted = ask(live_demo, "SELECT DISTINCT month, status FROM ranking_snapshot WHERE month > DATE '2026-09-30' ORDER BY month")
    assert [status for _, status in drafted] == ["final", "final", "draft"]
    assert one(live_demo, "SELECT count(*) FROM task_progress WHERE month = DATE '2026-12-01'") == 209
    assert [check for check in run_checks(live_demo) if check["offending_rows"]] == []


def test_the_thread_survives_what_nobody_foresaw(live_demo: Store, caplog: pytest.LogCaptureFixture) -> None:
    with live_demo.writing() as writer:
        writer.cursor.execute("ALTER TABLE enterprise RENAME TO hidden")
        writer.cursor.execute("UPDATE district SET as_of = TIMESTAMP '2026-11-21 15:00:01'")
    feed = Feed(live_demo, interval=0.02)
    assert not feed.is_alive()
    feed.start()
    _wait(feed, lambda: "演示推送出错" in caplog.text)
    assert feed.is_alive()
    with live_demo.writing() as writer:
        writer.cursor.execute("ALTER TABLE hidden RENAME TO enterprise")
    version = live_demo.data_version
    _wait(feed, lambda: live_demo.data_version > version)
    feed.stop()
    assert not feed.is_alive()


def _wait(feed: Feed, happened: Callable[[], bool]) -> None:
    for _ in range(400):
        if happened():
            return
        feed._stopped.wait(0.05)
    raise AssertionError("nothing happened within 20 seconds")


def test_the_thread_starts_once_and_stops(live_demo: Store) -> None:
    version = live_demo.data_version
    feed = Feed(live_demo, interval=0.05)
    feed.start()
    feed.start()
    _wait(feed, lambda: live_demo.data_version > version)
    feed.stop()
    stopped_at = live_demo.data_version
    assert stopped_at > version
    feed.stop()
    assert live_demo.data_version == stopped_at
