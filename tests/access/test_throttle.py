"""How often one may try."""

import pytest
from limits import RateLimitItemPerSecond

from cloudeye.access import throttle
from cloudeye.access.throttle import Throttle
from cloudeye.errors import AccessError, SignInError, TooOften


def taken(limiter: Throttle, kind: str, who: str) -> int:
    """How many tries pass until one does not."""
    for number in range(1000):
        try:
            limiter.take(kind, who)
        except AccessError:
            return number
    raise AssertionError


@pytest.mark.parametrize(("kind", "times"), [("sign-in", 20), ("departure", 40), ("setup", 5), ("export", 20)])
def test_so_many_and_no_more(kind: str, times: int) -> None:
    limiter = Throttle()
    assert taken(limiter, kind, "10.0.0.1") == times
    assert taken(limiter, kind, "10.0.0.1") == 0
    assert taken(limiter, kind, "10.0.0.2") == times


def test_kinds_do_not_share() -> None:
    limiter = Throttle()
    assert [taken(limiter, kind, "10.0.0.1") for kind in ("setup", "sign-in", "export")] == [5, 20, 20]


def test_what_is_told() -> None:
    limiter = Throttle()
    taken(limiter, "sign-in", "10.0.0.1")
    with pytest.raises(SignInError, match=r"^登录尝试过于频繁，请在 (60|5\d) 秒后再试。$"):
        limiter.take("sign-in", "10.0.0.1")
    taken(limiter, "export", "A1")
    with pytest.raises(TooOften, match=r"^导出过于频繁，请在 60 分钟后再试。$") as raised:
        limiter.take("export", "A1")
    assert 3500 < raised.value.wait_seconds <= 3600


def test_the_window_moves(monkeypatch: pytest.MonkeyPatch) -> None:
    seconds = [1_800_000_000.0]
    monkeypatch.setattr("time.time", lambda: seconds[0])
    monkeypatch.setitem(throttle.KINDS, "sign-in", (RateLimitItemPerSecond(2, 10), "登录尝试"))
    limiter = Throttle()
    limiter.take("sign-in", "a")
    seconds[0] += 6
    limiter.take("sign-in", "a")
    seconds[0] += 3.9
    with pytest.raises(SignInError, match="请在 1 秒后再试"):
        limiter.take("sign-in", "a")
    seconds[0] += 0.2
    limiter.take("sign-in", "a")
    with pytest.raises(SignInError, match="请在 6 秒后再试"):
        limiter.take("sign-in", "a")


def test_one_network_of_ipv6_is_one() -> None:
    limiter = Throttle()
    for number in range(20):
        limiter.take("sign-in", f"2001:db8:0:7::{number:x}")
    with pytest.raises(SignInError):
        limiter.take("sign-in", "2001:db8:0:7:ffff::1")
    assert taken(limiter, "sign-in", "2001:db8:0:8::1") == 20


def test_addresses_written_in_either_way_are_one() -> None:
    limiter = Throttle()
    assert taken(limiter, "sign-in", "::ffff:10.0.0.1") == 20
    assert taken(limiter, "sign-in", "10.0.0.1") == 0
    assert taken(limiter, "sign-in", "::ffff:10.0.0.2") == 20
