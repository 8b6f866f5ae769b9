"""How often one address, or one account, may try."""

import math
import time
from ipaddress import IPv6Address, ip_address

from limits import RateLimitItem, RateLimitItemPerHour, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from cloudeye.errors import TooOften

# Kind → limit, what was too much. A counter in memory: a restart is no way in, for the accounts' own counters stay.
KINDS: dict[str, tuple[RateLimitItem, str]] = {
    "sign-in": (RateLimitItemPerMinute(20), "登录尝试"),
    # Each makes us ask the identity provider something: twice the sign-ins, for people turn back and begin anew.
    "departure": (RateLimitItemPerMinute(40), "登录尝试"),
    "setup": (RateLimitItemPerMinute(5), "首次设置的尝试"),
    "export": (RateLimitItemPerHour(20), "导出"),
}
# Whoever has one IPv6 address usually has its whole /64.
IPV6_SHARED = 64


class Throttle:
    """Moving windows per minute and address: 20 sign-ins, 40 departures to the identity provider, 5 set-ups; 20 exports of
    records an hour per account."""

    def __init__(self) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def take(self, kind: str, who: str) -> None:
        """Count one try of ``who`` (an address or an account_id).

        Raises TooOften, saying when to try again, when there were too many; that try does not count.
        """
        limit, what = KINDS[kind]
        key = _key(who)
        if not self._limiter.hit(limit, kind, key):
            seconds = max(1, math.ceil(self._limiter.get_window_stats(limit, kind, key).reset_time - time.time()))
            wait = f"{seconds} 秒" if seconds < 120 else f"{math.ceil(seconds / 60)} 分钟"
            raise TooOften(f"{what}过于频繁，请在 {wait}后再试。", seconds)


def _key(who: str) -> str:
    try:
        address = ip_address(who)
    except ValueError:
        return who
    if isinstance(address, IPv6Address):
        return str(address.ipv4_mapped or int(address) >> IPV6_SHARED)
    return who
