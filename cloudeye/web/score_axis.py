"""One axis for all scores of a group: whole fives around every interval, so that a refresh does not shift it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor
from typing import Any

STEPS = (5, 10, 20, 25, 50, 100)


@dataclass(frozen=True)
class ScoreAxis:
    """Scores from ``low`` to ``high`` lie between the pixels ``left`` and ``right``; ``high`` is always above ``low``."""

    low: int
    high: int
    left: float
    right: float

    @classmethod
    def around(cls, rows: Sequence[Mapping[str, Any]], left: float, right: float) -> "ScoreAxis":
        """The axis that holds the intervals of ``rows`` (their ``low`` and ``high``, None without a score); 0–100 without any."""
        scored = [row for row in rows if row["low"] is not None]
        low = 5 * floor(min((row["low"] for row in scored), default=0) / 5)
        high = 5 * ceil(max((row["high"] for row in scored), default=100) / 5)
        if low == high:  # all intervals are one and the same multiple of five
            low, high = (low - 5, high) if low else (0, 5)
        return cls(low, high, left, right)

    def x(self, score: float) -> float:
        """Where a score stands, in pixels."""
        return self.left + (self.right - self.left) * (score - self.low) / (self.high - self.low)

    def ticks(self, most: int) -> list[int]:
        """Round scores on the axis, both ends included, as many as there are steps for but at most ``most`` (two or more)."""
        choices = (range(step * ceil(self.low / step), self.high + 1, step) for step in STEPS)
        return list(next((ticks for ticks in choices if len(ticks) <= most), (self.low, self.high)))
