"""Which hexagons hold more complaints than chance puts there: Getis–Ord Gi*, p-values that are exact, false discoveries bounded.

All functions take plain vectors, one number per cell of the district, its empty cells included. ``around`` is an (n, 7) array:
row i holds the indexes of cell i and of those of its six neighbours that lie in the district, filled up with n, which stands for
no cell at all.
"""

from collections.abc import Sequence

import h3
import numpy
import numpy.typing

Numbers = numpy.typing.NDArray[numpy.float64]
Counts = numpy.typing.NDArray[numpy.int64]
Flags = numpy.typing.NDArray[numpy.bool_]

NEIGHBOURHOOD = 7
# Beyond this many standard deviations a binomial has nothing left that a double could hold.
TAIL_WIDTH, TAIL_MARGIN = 10, 50


def neighbourhoods(cells: Sequence[str]) -> Counts:
    """``around`` for H3 cells: each with its ring of neighbours, itself included."""
    index = {cell: number for number, cell in enumerate(cells)}
    around = numpy.full((len(cells), NEIGHBOURHOOD), len(cells), dtype=numpy.int64)
    for number, cell in enumerate(cells):
        found = sorted(index[other] for other in h3.grid_disk(cell, 1) if other in index)
        around[number, : len(found)] = found
    return around


def summed(values: Counts | Numbers, around: Counts) -> Counts | Numbers:
    """For each cell the sum over its neighbourhood."""
    total: Counts | Numbers = numpy.append(values, 0)[around].sum(axis=1)
    return total


def sizes(around: Counts) -> Counts:
    """For each cell how many cells its neighbourhood has."""
    found: Counts = (around < len(around)).sum(axis=1)
    return found


def gi_star(counts: Counts, around: Counts) -> Numbers:
    """Gi* of every cell as a z-score, with binary weights (Getis and Ord 1992, Ord and Getis 1995).

    0 everywhere when all cells hold the same, and for a neighbourhood that is the whole district.
    """
    n, k = len(counts), sizes(around)
    if n < 2:
        return numpy.zeros(n)
    mean, deviation = counts.mean(), counts.std()
    spread = deviation * numpy.sqrt(k * (n - k) / (n - 1))
    above = summed(counts, around) - mean * k
    return numpy.divide(above, spread, out=numpy.zeros(n), where=spread > 0)


def permutation_tail(counts: Counts, around: Counts) -> Numbers:
    """P(Gi* is as large or larger) when the cells' counts are dealt out at random: exactly, where a permutation test would draw.

    At random a neighbourhood of k cells holds any k of the n counts, so its sum is counted out: ``ways[k, s]`` is the number of
    ways to choose k cells that hold s complaints together. The normal approximation is far too generous at low counts.
    """
    n = len(counts)
    if n == 0:
        return numpy.zeros(0)
    most = int(numpy.sort(counts)[-NEIGHBOURHOOD:].sum())
    ways = numpy.zeros((NEIGHBOURHOOD + 1, most + 1))
    ways[0, 0] = 1
    for count in counts.tolist():
        ways[1:, count:] += ways[:-1, : most + 1 - count].copy()
    tails = ways[:, ::-1].cumsum(axis=1)[:, ::-1]
    tails /= numpy.maximum(tails[:, :1], 1)
    found: Numbers = tails[sizes(around), summed(counts, around).astype(numpy.int64)]
    return found


def binomial_tail(total: int, least: Counts, shares: Numbers) -> Numbers:
    """P(X ≥ ``least``) for X binomial with ``total`` draws, each with a chance of ``shares``; 1 where ``least`` is not above the
    mean, which is no more than expected whatever the exact number."""
    found = numpy.ones(len(least))
    asked = numpy.flatnonzero(least > total * shares)
    chance = shares[asked]
    found[asked[chance <= 0]] = 0
    asked, chance = asked[chance > 0], chance[chance > 0]
    if len(asked) == 0:
        return found
    first = least[asked]
    logs = numpy.append(0, numpy.log(numpy.arange(1, total + 1)).cumsum())
    exponent = logs[total] - logs[first] - logs[total - first] + first * numpy.log(chance)
    exponent += (total - first) * numpy.log1p(-chance)
    width = int(TAIL_WIDTH * numpy.sqrt((total * chance * (1 - chance)).max()) + TAIL_MARGIN)
    reached = first[:, None] + numpy.arange(width)
    steps = numpy.clip(total - reached, 0, None) / (reached + 1) * (chance / (1 - chance))[:, None]
    found[asked] = numpy.minimum(numpy.exp(exponent) * (1 + steps.cumprod(axis=1).sum(axis=1)), 1)
    return found


def spread_tail(counts: Counts, around: Counts, shares: Numbers) -> Numbers:
    """P(a neighbourhood holds as many or more) when every complaint falls into cell i with chance ``shares[i]`` by itself."""
    held = summed(counts, around).astype(numpy.int64)
    return binomial_tail(int(counts.sum()), held, numpy.minimum(summed(shares, around), 1))


def discoveries(chances: Numbers, level: float) -> Flags:
    """Benjamini–Hochberg: which p-values stand out so that at most ``level`` of what stands out is expected to be chance."""
    n = len(chances)
    order = numpy.argsort(chances, kind="stable")
    kept = numpy.flatnonzero(chances[order] <= level * numpy.arange(1, n + 1) / max(n, 1))
    found = numpy.zeros(n, dtype=bool)
    if len(kept):
        found[order[: kept[-1] + 1]] = True
    return found


def hot(counts: Counts, around: Counts, spreads: Sequence[Numbers], level: float) -> Flags:
    """Which cells lie in the middle of a hot spot.

    One must stand out three times, so its largest p-value counts: among the counts of all cells (Gi* by permutation), and against
    each of ``spreads``, the shares that an even spread would give the cells (by area, by enterprises). A cell on the rim of which
    little lies inside the district makes those in the middle look full by the first alone.
    """
    chances = [permutation_tail(counts, around), *(spread_tail(counts, around, shares) for shares in spreads)]
    return discoveries(numpy.max(chances, axis=0), level)


def places(flags: Flags, around: Counts, strength: Numbers) -> Counts:
    """Cells that touch make one place: for each flagged cell the number of its place, 0 for the others.

    Numbered by the cell of the greatest ``strength`` (Gi*) in each.
    """
    found = numpy.zeros(len(flags), dtype=numpy.int64)
    number = 0
    flagged = numpy.flatnonzero(flags)
    for start in flagged[numpy.argsort(-strength[flagged], kind="stable")]:
        if found[start]:
            continue
        number += 1
        waiting = [int(start)]
        while waiting:
            cell = waiting.pop()
            if found[cell] == 0:
                found[cell] = number
                waiting += [other for other in around[cell].tolist() if other < len(flags) and flags[other] and not found[other]]
    return found
