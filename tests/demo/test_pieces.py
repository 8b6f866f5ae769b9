"""Small pieces of the demo: credit codes, working time, exact shares."""

from datetime import datetime, timedelta

from cloudeye.catalog import working_days
from cloudeye.demo.dice import Steady, shares
from cloudeye.demo.enterprises import check_digit
from cloudeye.demo.feed import SLOWEST_SECONDS, pause
from cloudeye.demo.worktime import WorkTime
from cloudeye.demo.world import survey
from cloudeye.store import Store
from tests.demo.asking import ask


def test_check_digit_agrees_with_published_codes() -> None:
    assert check_digit("91512081MA62K0260") == "E"
    assert check_digit("91350100M000100Y4") == "3"


def test_enterprises_carry_valid_codes_of_no_real_area(demo: Store) -> None:
    codes = [code for (code,) in ask(demo, "SELECT uscc FROM enterprise")]
    assert len(set(codes)) == len(codes) == 3000
    assert all(check_digit(code[:17]) == code[17] and code[2:8] == "990000" for code in codes)


def test_shares_are_exact() -> None:
    assert shares(10, [1, 1, 1]) == [4, 3, 3]
    assert shares(0, [1, 2]) == [0, 0]
    assert sum(shares(12_345, [0.3, 7, 2.22, 0])) == 12_345


def test_due_agrees_with_the_calendar_table(catalogued: Store) -> None:
    reader = catalogued.reading()
    work = WorkTime(reader.rows("demo_calendar"))
    for start in (datetime(2026, 9, 30, 16), datetime(2026, 10, 1, 8), datetime(2026, 12, 15, 10), datetime(2026, 11, 21, 15)):
        for days in (1, 3, 15):
            assert work.due(start, days) == working_days.add(reader, start, days)[0]


def test_working_minutes_pass_only_at_work(catalogued: Store) -> None:
    work = WorkTime(catalogued.rows("demo_calendar"))
    friday = datetime(2026, 11, 20, 16, 30)
    assert work.after(friday, 29) == datetime(2026, 11, 20, 16, 59)
    assert work.after(friday, 30) == datetime(2026, 11, 23, 9, 0)
    assert work.opening(datetime(2026, 11, 21, 12)) == datetime(2026, 11, 23, 9)


def test_the_first_contact_is_due_as_the_catalogue_says(catalogued: Store) -> None:
    friday = datetime(2026, 11, 20, 16, 30)
    world = survey(catalogued, 1, friday)
    assert world.response_due(friday, urgent=True, clock="工作日") == friday + timedelta(hours=2)
    assert world.response_due(friday, urgent=False, clock="7×24") == friday + timedelta(hours=24)
    assert world.response_due(friday, urgent=False, clock="工作日") == datetime(2026, 11, 23, 23, 59, 59)


def test_steady_chances_come_true_evenly() -> None:
    steady = Steady()
    assert sum(steady.chance(0.85, "a") for _ in range(10)) == 9
    assert sum(steady.chance(0.85, "b") for _ in range(20)) == 17
    assert [steady.chance(chance, chance) for chance in (1.0, 0.0, 0.5, 0.49)] == [True, False, True, False]


def test_the_feed_is_lively_first_and_calm_later() -> None:
    assert pause(0, 6) == 6
    assert pause(10, 6) < 7
    assert pause(10_000, 6) == SLOWEST_SECONDS
