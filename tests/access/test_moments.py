"""The clock of limits goes forward, whatever happens to the one on the wall."""

from datetime import timedelta

from cloudeye.access.moments import Moments
from tests.access.people import NOW, Watch


def test_follows_the_wall_clock() -> None:
    watch = Watch()
    moment = Moments(watch, watch.count)
    watch.pass_by(minutes=3)
    assert moment() == NOW + timedelta(minutes=3)
    watch.wall += timedelta(hours=1)  # summer time, or a clock put right
    assert moment() == NOW + timedelta(hours=1, minutes=3)


def test_goes_on_when_the_wall_clock_is_set_back() -> None:
    watch = Watch()
    moment = Moments(watch, watch.count)
    watch.pass_by(minutes=3)
    watch.set_back(hours=2)
    assert moment() == NOW + timedelta(minutes=3)
    watch.pass_by(minutes=10)
    assert moment() == NOW + timedelta(minutes=13)


def test_does_not_go_back_over_a_leap_that_was_taken_back() -> None:
    watch = Watch()
    moment = Moments(watch, watch.count)
    watch.wall += timedelta(hours=5)
    assert moment() == NOW + timedelta(hours=5)
    watch.set_back(hours=5)
    watch.pass_by(minutes=1)
    assert moment() == NOW + timedelta(hours=5, minutes=1)


def test_fractions_of_a_second_add_up() -> None:
    watch = Watch()
    moment = Moments(watch, watch.count)
    for _ in range(10):
        watch.counted += 0.25
        assert moment().microsecond == 0
    assert moment() == NOW + timedelta(seconds=2)
