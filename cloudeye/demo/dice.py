"""Random numbers that depend on a seed and a stable key only, never on the order in which they are asked for."""

from collections.abc import Sequence
from hashlib import blake2b
from random import Random
from typing import TypeVar

Item = TypeVar("Item")


class Dice(Random):
    """A stream of its own for one thing of the demo: the same (seed, key) always throws the same numbers."""

    def __new__(cls, seed: int, *key: object) -> "Dice":
        return super().__new__(cls)

    def __init__(self, seed: int, *key: object) -> None:
        text = "/".join([str(seed), *map(str, key)])
        super().__init__(int.from_bytes(blake2b(text.encode(), digest_size=16).digest(), "big"))

    def chance(self, probability: float) -> bool:
        """True with the given probability."""
        return self.random() < probability

    def weighted(self, items: Sequence[Item], weights: Sequence[float]) -> Item:
        """One of ``items``, as often as its weight says."""
        return self.choices(items, weights)[0]


class Steady:
    """Chances that come true evenly: of the first n under one key, n × probability, rounded. So small numbers do not jump."""

    def __init__(self) -> None:
        self._owed: dict[tuple[object, ...], float] = {}

    def chance(self, probability: float, *key: object) -> bool:
        """The next answer under ``key``."""
        owed = self._owed.get(key, 0.5) + probability
        self._owed[key] = owed - (owed >= 1)
        return owed >= 1


def shares(total: int, weights: Sequence[float]) -> list[int]:
    """Split ``total`` into whole numbers in proportion to ``weights`` (largest remainders), so that the sum is exact."""
    whole = sum(weights)
    exact = [total * weight / whole for weight in weights]
    counts = [int(value) for value in exact]
    by_remainder = sorted(range(len(exact)), key=lambda index: (counts[index] - exact[index], index))
    for index in by_remainder[: total - sum(counts)]:
        counts[index] += 1
    return counts
