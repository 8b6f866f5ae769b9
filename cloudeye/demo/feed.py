"""The live feed of the demo, labelled as such: while it runs, complaints come in and rectifications move.

Only a demo district is fed. Each tick is one short transaction; the demo's present moment follows the clock, so that a demo built
days ago goes on living. Years that are over keep their counters: everything the feed writes happens now.
"""

import logging
import threading
from datetime import date, datetime, timedelta
from random import SystemRandom

from cloudeye.clock import now as clock_now
from cloudeye.demo import feed_complaints, feed_months, feed_rectifications
from cloudeye.demo.dice import Dice
from cloudeye.demo.feed_complaints import Newcomers
from cloudeye.demo.world import survey
from cloudeye.errors import CloudEyeError
from cloudeye.store import Store

INTERVAL_SECONDS = 6.0
# A wall that runs for weeks must not drown: after some dozens of ticks a day the feed slows down, to one in five minutes.
CALM_AFTER, SLOWEST_SECONDS = 60, 300.0
CATCH_UP_AFTER = timedelta(hours=1)
# After an error that nobody foresaw the feed waits longer and longer, at most this many times as long.
LONGEST_BACK_OFF = 64

log = logging.getLogger(__name__)


def tick(store: Store, now: datetime | None = None, *, newcomers: Newcomers | None = None) -> bool:
    """Let a little happen in the demo district at ``now`` (the clock's time unless given); False in a real district.

    One complaint comes in or one rectification takes one legal step; some earlier complaints are answered and called back about.
    The first tick of a new month closes the month before: see ``feed_months``.
    """
    found = store.rows("demo_feed_district")
    if not found:
        return False
    before = found[0]["as_of"]
    moment = max(before, now or clock_now())
    makers = newcomers or Newcomers(store, survey(store, found[0]["seed"], moment))
    dice = Dice(SystemRandom().getrandbits(60), moment)
    with store.writing() as writer:
        writer.run("demo_feed_advance", now=moment)
        feed_rectifications.keep_up(writer, before, moment)
        if moment - before > CATCH_UP_AFTER:
            feed_complaints.answer(writer, moment, most=30)
            feed_complaints.claim(writer, moment, most=40, due_within=timedelta(hours=8))
        if dice.chance(0.5) or not feed_rectifications.step(writer, dice, moment):
            makers.add(writer, dice, moment)
            feed_complaints.answer(writer, moment, most=2)
            feed_complaints.claim(writer, moment, most=2)
            feed_complaints.call_back(writer, dice, moment)
        if dice.chance(0.2):
            feed_rectifications.reply(writer, moment)
    feed_months.turn(store, found[0]["seed"], moment)
    return True


class Feed:
    """A background thread that ticks every few seconds until stopped."""

    def __init__(self, store: Store, *, interval: float = INTERVAL_SECONDS) -> None:
        self._store, self._interval = store, interval
        self._stopped = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin ticking; a second start does nothing."""
        if self._thread is None:
            self._stopped.clear()
            self._thread = threading.Thread(target=self._run, name="demo-feed", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """Stop after the tick under way; returns when no tick runs any more."""
        self._stopped.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def is_alive(self) -> bool:
        """Whether the thread runs, so that records keep coming in."""
        return self._thread is not None and self._thread.is_alive()

    def _run(self) -> None:
        newcomers: Newcomers | None = None
        day: date | None = None
        ticks = failures = 0
        while not self._stopped.wait(pause(ticks, self._interval) * min(2**failures, LONGEST_BACK_OFF)):
            if clock_now().date() != day:
                day, ticks = clock_now().date(), 0
            try:
                newcomers = newcomers or self._newcomers()
                if newcomers is None:
                    return
                tick(self._store, newcomers=newcomers)
                failures = 0
            except CloudEyeError as error:
                log.warning("演示推送暂停一次：%s", error)
            except Exception:  # whatever it is, the wall must go on living
                failures += 1
                log.exception("演示推送出错，稍后再试")
            ticks += 1

    def _newcomers(self) -> Newcomers | None:
        found = self._store.rows("demo_feed_district")
        return Newcomers(self._store, survey(self._store, found[0]["seed"], found[0]["as_of"])) if found else None


def pause(ticks: int, interval: float) -> float:
    """Seconds to wait after so many ticks in a day: the interval at first, then longer and longer."""
    return min(max(SLOWEST_SECONDS, interval), interval * (1 + (ticks / CALM_AFTER) ** 2))
