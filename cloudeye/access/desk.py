"""The one desk of a process where everything about people is asked: accounts, sessions, displays, the trail."""

import os
import time
from collections.abc import Mapping

from argon2 import Parameters
from argon2.profiles import RFC_9106_LOW_MEMORY

from cloudeye import clock as district_clock
from cloudeye.access.accounts import Accounts
from cloudeye.access.bootstrap import Bootstrap
from cloudeye.access.displays import Displays
from cloudeye.access.ground import Ground
from cloudeye.access.guard import Doer, Guard
from cloudeye.access.identity import Identity
from cloudeye.access.keys import key_of
from cloudeye.access.late import LateWriter
from cloudeye.access.moments import Clock, Counter, Moments
from cloudeye.access.organisations import Organisations
from cloudeye.access.passwords import Passwords
from cloudeye.access.provider import identity_file
from cloudeye.access.second_factor import SecondFactors
from cloudeye.access.sessions import Sessions
from cloudeye.access.settings import Settings
from cloudeye.access.throttle import Throttle
from cloudeye.access.trail.book import Trail
from cloudeye.store import Store


class Access:
    """Everything about who may come in, for one open store. One per process, for it answers from memory.

    ``clock`` is the wall clock (naive district time), ``counter`` counts seconds whatever happens to that clock; settings and the
    identity provider come from ``environment``. ``parameters`` are those of argon2id. Raises AccessError for a wrong setting.
    """

    def __init__(
        self,
        store: Store,
        *,
        clock: Clock = district_clock.now,
        counter: Counter = time.monotonic,
        environment: Mapping[str, str] = os.environ,
        parameters: Parameters = RFC_9106_LOW_MEMORY,
    ) -> None:
        self._store = store
        self.trail = Trail(store.path, clock=clock)
        self._guard = Guard(self.trail)
        self._late = LateWriter(store)
        ground = Ground(
            store=store,
            guard=self._guard,
            clock=clock,
            moment=Moments(clock, counter),
            settings=Settings.of(environment),
            organisations=Organisations(store),
            late=self._late,
            is_demo=any(row["is_demo"] for row in store.rows("district_identity")),
        )
        self.settings = ground.settings
        self.throttle = Throttle()
        self.sessions = Sessions(ground)
        self.displays = Displays(ground)
        factors = SecondFactors(key_of(store.path.absolute()))
        self.accounts = Accounts(ground, self.sessions, self.throttle, Passwords(parameters), factors)
        self.bootstrap = Bootstrap(ground, self.accounts, self.throttle)
        self.identity = Identity(ground, self.accounts, self.sessions, identity_file(environment))

    def act(self, by: Doer, action: str, subject: str = "", **detail: str | int | None) -> None:
        """Ask whether ``by`` may do ``action`` to ``subject`` and record that it is done: before it is done.

        Raises Refused (recorded too) when the permission table says no, AccessError when the trail cannot be written.
        """
        self._guard.act(by, action, subject, **detail)

    def close(self) -> None:
        """Write what is still in memory only and note the end of the trail; before the store is closed."""
        self.sessions.flush()
        self.displays.flush()
        self._late.call(lambda: self.trail.note_end(self._store))
        self._late.finish()
