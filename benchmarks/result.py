"""One line of the table, and how a piece of work is timed."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Result:
    """A budget and what was measured. Amounts are in ``unit``; ``raw`` and ``pandas`` do the same work with bare means.

    ``chinese`` is the label for the Chinese README; ``note`` says what exactly the bare means do.
    """

    label: str
    chinese: str
    unit: str
    measured: float
    budget: float | None = None
    raw: float | None = None
    pandas: float | None = None
    note: str = ""
    note_chinese: str = ""


def seconds(work: Callable[[], object]) -> float:
    """How long ``work`` takes once."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def median_seconds(work: Callable[[], object], runs: int = 5) -> float:
    """The median of several runs, after one that warms the caches."""
    work()
    return statistics.median(seconds(work) for _ in range(runs))


def percentile(amounts: list[float], share: float) -> float:
    """The smallest amount that at least ``share`` of all do not exceed."""
    ordered = sorted(amounts)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]
