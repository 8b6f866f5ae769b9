"""What may be told of a count of complaints so that one to four of them in a small place can never be worked out.

Three rules, for screens, tables and files alike:

1. One to four is only ever "1–4".
2. A cell's count is told as a range (5–7, …, 12–15, then fives: 16–20, 21–25, …), never exactly, so that two periods or two
   filters that differ by a few complaints do not show the difference.
3. A sub-district's count is exact, or to the nearest five, or the nearest twenty-five, all of them alike (少量 below twice that):
   the finest from which no cell of one to four follows by subtraction. Exactly only for everything that was submitted, in months
   that are all large enough: filters and other months show the rest. The total of them is told in the same unit.
"""

from collections.abc import Sequence

import numpy
import numpy.typing

from cloudeye.detect.hotspots import Counts, Flags

SMALL = 4
# The first count of each range; the same as the classes of every heat map, and fives from the last one on.
RANGES = (0, 1, 5, 8, 12, 16)
STEP = 5
UNITS = (1, 5, 25)
NOT_TOLD = 0
# What must be left over in every sum that a reader can make, so that no cell of 1 to 4 is ever down to a single value.
SLACK = 1


def lowest(counts: Counts) -> Counts:
    """The smallest count that a cell's range still allows."""
    starts = numpy.array(RANGES)
    below = starts[numpy.searchsorted(starts, counts, side="right") - 1]
    return numpy.where(counts >= RANGES[-1], RANGES[-1] + (counts - RANGES[-1]) // STEP * STEP, below)


def highest(counts: Counts) -> Counts:
    """The largest count that a cell's range still allows."""
    ends = numpy.array([*RANGES[1:], RANGES[-1] + STEP]) - 1
    above = ends[numpy.searchsorted(RANGES, counts, side="right") - 1]
    return numpy.where(counts >= RANGES[-1], lowest(counts) + STEP - 1, above)


def range_words(count: int) -> str:
    """A cell's count as it is told: 0, 1–4, 5–7, …, 16–20, 21–25."""
    low, high = int(lowest(numpy.array([count]))[0]), int(highest(numpy.array([count]))[0])
    return str(low) if low == high else f"{low}–{high}"


def rounded(count: int, unit: int) -> int | None:
    """A sub-district's count as it is told to the nearest ``unit``; None when it is too few for that, or no unit is safe."""
    if count == 0:
        return 0
    if unit == NOT_TOLD or count < _fewest(unit):
        return None
    return unit * ((count + unit // 2) // unit)


def _fewest(unit: int) -> int:
    """The smallest count that is told as a number."""
    return max(SMALL + 1, 2 * unit)


def _bounds(count: int, unit: int) -> tuple[int, int]:
    """What somebody who reads what is told of ``count`` knows of it."""
    told = rounded(count, unit)
    if told is None:
        return 1, _fewest(unit) - 1
    return max(_fewest(unit), told - unit // 2), told + unit // 2


def _is_safe(areas: Counts, cells: Counts, touching: Flags, unit: int) -> bool:
    """Whether what is told of the areas and of their total leaves every cell of 1 to 4 open.

    A reader knows of any areas together that they hold no less than the cells inside them and no more than the cells that touch
    them, and how many they hold at most or at least: from what is told of each, or of the total and of all others. How far the
    cells lie off the ends of their ranges, and the told numbers off the true ones, is left over in such a sum; the least that can
    be left over in any of them is worked out here, for each area that such a cell touches.
    """
    held = numpy.flatnonzero(areas)
    counts, total = areas[held], int(areas.sum())
    bounds = numpy.array([_bounds(int(count), unit) for count in counts], dtype=int).reshape(-1, 2)
    whole = _bounds(total, unit) if unit > 1 else (total, total)
    touched = touching[held]
    inside = touched & (touching.sum(axis=0) == 1)
    up, down = bounds[:, 1] - counts, counts - bounds[:, 0]
    above, below = inside @ (cells - lowest(cells)), inside @ (highest(cells) - cells)
    most = touched @ (highest(cells) - cells)
    left = numpy.minimum(_left(above, above, up, down, whole[1] - total), _left(most, below, down, up, total - whole[0]))
    is_small = (cells >= 1) & (cells <= SMALL)
    return bool((left[touched[:, is_small].any(axis=1)] >= SLACK).all())


def _left(own: Counts, cells: Counts, mine: Counts, others: Counts, total: int) -> Counts:
    """What is left over for each area: from its own told number, or from the total and each other area by number or by cells."""
    beside = numpy.minimum(others, cells)
    return numpy.minimum(mine + own, total + own + beside.sum() - beside)


def unit_of(areas: Counts, monthly: Counts, cells: Counts, touching: Flags, *, is_narrowed: bool) -> int:
    """The finest of ``UNITS`` in which the counts of all ``areas`` may be told; ``NOT_TOLD`` when none is safe.

    ``monthly`` (months × areas) are the parts that other periods could be made of; ``touching`` (areas × cells) says which cells
    lie in an area, be it with a part of them.
    """
    has_small = bool(((monthly >= 1) & (monthly <= SMALL)).any() or ((areas >= 1) & (areas <= SMALL)).any())
    allowed: Sequence[int] = UNITS[1:] if is_narrowed or has_small else UNITS
    return next((unit for unit in allowed if _is_safe(areas, cells, touching, unit)), NOT_TOLD)
