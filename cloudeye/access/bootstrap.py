"""The first start of a real district: a link that works once makes the three administrators."""

import threading
from collections.abc import Mapping
from datetime import datetime
from hmac import compare_digest
from secrets import token_urlsafe

from cloudeye.access.accounts import ADMINISTRATORS, Accounts
from cloudeye.access.ground import Ground
from cloudeye.access.guard import OPERATOR
from cloudeye.access.permissions import ROLES
from cloudeye.access.sessions import hash_of
from cloudeye.access.settings import SETUP_VALID_FOR
from cloudeye.access.throttle import Throttle
from cloudeye.access.trail.book import Actor
from cloudeye.errors import SignInError

TOKEN_BYTES = 32
WRONG = "首次设置的链接不正确、已经用过或已过期。请重新启动服务，使用新打印的链接。"


class Bootstrap:
    """Holds the token of the first set-up; it is in memory only, so that a restart makes a new one."""

    def __init__(self, ground: Ground, accounts: Accounts, throttle: Throttle) -> None:
        self._ground = ground
        self._accounts = accounts
        self._throttle = throttle
        self._turn = threading.Lock()
        self._kept: tuple[str, datetime] | None = None

    def is_needed(self) -> bool:
        """Whether a real district has no administrator of any kind yet."""
        return not self._ground.is_demo and not any(map(self._accounts.holders().get, ADMINISTRATORS))

    def setup_token(self) -> str | None:
        """For the server to print: a new token, good for 30 minutes and once, in place of any before; None when not needed."""
        if not self.is_needed():
            return None
        token = token_urlsafe(TOKEN_BYTES)
        with self._turn:
            self._kept = hash_of(token), self._ground.moment() + SETUP_VALID_FOR
        return token

    def is_valid(self, token: str) -> bool:
        """Whether ``set_up`` would take this token now."""
        with self._turn:
            return self._fits(token) and self.is_needed()

    def _fits(self, token: str) -> bool:
        if self._kept is None or self._ground.moment() >= self._kept[1]:
            return False
        return compare_digest(self._kept[0], hash_of(token))

    def set_up(self, token: str, logins: Mapping[str, str], *, address: str = "") -> list[tuple[str, str]]:
        """Make the three administrators from role → login; (login, first password) of each, in the order of roles.csv.

        A mistake in a login leaves the token good. Raises SignInError for a token that is wrong, used or over, TooOften after
        five tries a minute; AccessError when not all three logins are given, or one is malformed or taken.
        """
        self._throttle.take("setup", address)
        with self._turn:
            if not self._fits(token) or not self.is_needed():
                raise SignInError(WRONG)
            people = {role: (logins.get(role, ""), ROLES[role].label) for role in ADMINISTRATORS}
            made = self._accounts.first_administrators(people, Actor("首次设置", OPERATOR, address))
            self._kept = None
        return made
