"""A clock for limits: it never goes back, and never slower than the machine's own counter."""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta

Clock = Callable[[], datetime]
Counter = Callable[[], float]


class Moments:
    """Call it for the present moment, to the second, as time-outs and locks measure it.

    ``clock`` is the wall clock, ``counter`` counts seconds whatever happens to it (``time.monotonic``). When the wall clock is
    set forward this one follows; when it is set back this one goes on, so that no session lives longer and no lock ends sooner.
    """

    def __init__(self, clock: Clock, counter: Counter) -> None:
        self._clock = clock
        self._counter = counter
        self._turn = threading.Lock()
        self._last, self._counted = clock(), counter()

    def __call__(self) -> datetime:
        with self._turn:
            counted = self._counter()
            self._last = max(self._last + timedelta(seconds=counted - self._counted), self._clock())
            self._counted = counted
            return self._last.replace(microsecond=0)
