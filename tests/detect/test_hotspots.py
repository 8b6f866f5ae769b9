"""Gi*, its chances and the places found, against other hands, by counting out, and on districts where nothing gathers."""

import warnings
from itertools import combinations

import h3
import numpy
import pytest
from esda import G_Local
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from libpysal.weights import W
from scipy.stats import binom, false_discovery_control

from cloudeye.detect import hotspots
from cloudeye.detect.hotspots import Counts

MIDDLE = h3.latlng_to_cell(30.57, 104.06, 8)


def disk(radius: int) -> list[str]:
    return sorted(h3.grid_disk(MIDDLE, radius))


def ragged(number: int, seed: int) -> list[str]:
    """A district with a torn rim, holes, and a part by itself."""
    chosen = numpy.random.default_rng(seed).permutation(sorted(h3.grid_disk(MIDDLE, 7)))[:number].tolist()
    far = h3.grid_disk(h3.latlng_to_cell(30.76, 103.91, 8), 2)
    return sorted({*chosen, *far})


@pytest.mark.parametrize("seed", range(8))
def test_gi_star_is_what_esda_says(seed: int) -> None:
    cells = ragged(90, seed)
    counts = numpy.random.default_rng(seed).negative_binomial(1, 0.2, len(cells))
    around = hotspots.neighbourhoods(cells)
    neighbours = {i: [j for j in row if j < len(cells) and j != i] for i, row in enumerate(around.tolist())}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its warnings about islands are not ours
        weights = W({i: [i, *found] for i, found in neighbours.items()}, silence_warnings=True)
        other = G_Local(counts.astype(float), weights, transform="B", permutations=0, star=True)
    assert numpy.abs(hotspots.gi_star(counts, around) - other.Zs).max() < 1e-9


@pytest.mark.parametrize("counts", [[0, 0, 0], [4, 4, 4], [7], []])
def test_a_flat_or_tiny_district_has_no_score(counts: list[int]) -> None:
    cells = sorted(h3.grid_disk(MIDDLE, 1))[: len(counts)]
    around = hotspots.neighbourhoods(cells)
    assert hotspots.gi_star(numpy.array(counts, dtype=int), around).tolist() == [0] * len(counts)
    assert not hotspots.hot(numpy.array(counts, dtype=int), around, [], 0.05).any()


@settings(max_examples=40, deadline=None)
@given(counts=st.lists(st.integers(0, 6), min_size=8, max_size=12))
def test_the_chance_of_a_permutation_is_counted_out(counts: list[int]) -> None:
    """Every choice of as many cells, one by one."""
    cells = disk(2)[: len(counts)]
    around = hotspots.neighbourhoods(cells)
    found = hotspots.permutation_tail(numpy.array(counts), around)
    for number, row in enumerate(around.tolist()):
        inside = [cell for cell in row if cell < len(cells)]
        held = sum(counts[cell] for cell in inside)
        sums = [sum(chosen) for chosen in combinations(counts, len(inside))]
        assert found[number] == pytest.approx(sum(other >= held for other in sums) / len(sums), abs=1e-12)


def test_the_chance_of_a_permutation_falls_as_gi_star_rises() -> None:
    cells = disk(6)
    around = hotspots.neighbourhoods(cells)
    counts = numpy.random.default_rng(5).poisson(3, len(cells))
    whole = hotspots.sizes(around) == 7
    order = numpy.argsort(hotspots.gi_star(counts, around)[whole])
    assert (numpy.diff(hotspots.permutation_tail(counts, around)[whole][order]) <= 1e-15).all()


def test_the_binomial_tail_is_what_scipy_says() -> None:
    draw = numpy.random.default_rng(3)
    shares = draw.uniform(0, 0.2, 200)
    least = draw.integers(0, 120, 200)
    expected = binom.sf(least - 1, 400, shares)
    found = hotspots.binomial_tail(400, least, shares)
    asked = least > 400 * shares
    assert numpy.allclose(found[asked], expected[asked], rtol=1e-9, atol=1e-300)
    assert (found[~asked] == 1).all() and (expected[~asked] > 0.3).all()


@pytest.mark.parametrize(
    ("total", "least", "share", "chance"),
    [(0, 0, 0.5, 1), (5, 1, 0.0, 0), (5, 5, 1.0, 1), (4, 4, 0.5, 1 / 16), (4, 2, 0.5, 1), (4, 3, 0.5, 5 / 16)],
)
def test_the_ends_of_the_binomial(total: int, least: int, share: float, chance: float) -> None:
    assert hotspots.binomial_tail(total, numpy.array([least]), numpy.array([share]))[0] == pytest.approx(chance, abs=1e-12)


@settings(max_examples=100, deadline=None)
@given(chances=st.lists(st.floats(0, 1), min_size=1, max_size=40), level=st.sampled_from([0.01, 0.05, 0.2]))
def test_discoveries_are_those_of_benjamini_and_hochberg(chances: list[float], level: float) -> None:
    adjusted = false_discovery_control(chances)
    assume(numpy.abs(adjusted - level).min() > 1e-12)  # rounding may fall either way there
    assert hotspots.discoveries(numpy.array(chances), level).tolist() == (adjusted <= level).tolist()


def test_a_tie_at_the_edge_is_found_or_left_as_one() -> None:
    assert hotspots.discoveries(numpy.array([0.025, 0.025, 0.9, 0.9]), 0.05).tolist() == [True, True, False, False]
    assert hotspots.discoveries(numpy.array([0.026, 0.026, 0.9, 0.9]), 0.05).tolist() == [False] * 4


# Of 400 districts at a true 5 % one sees more than 31 once in 100 times; each case has its own seed and stays as it is.
SIMULATIONS, MOST = 400, 31


def uneven_rim(cells: list[str]) -> hotspots.Numbers:
    """How much of each cell lies in the district: the rim, cut at random, has less than the middle."""
    around = hotspots.neighbourhoods(cells)
    is_rim = hotspots.sizes(around) < 7
    part = numpy.where(is_rim, numpy.random.default_rng(1).uniform(0.02, 0.9, len(cells)), 1.0)
    return part / part.sum()


@pytest.mark.parametrize("mean", [0.1, 0.3, 1, 3, 12, 50])
def test_an_evenly_spread_district_has_no_hotspot_more_often_than_promised(mean: float) -> None:
    """Every cell as likely as any other, few complaints or many."""
    cells = disk(8)
    around = hotspots.neighbourhoods(cells)
    even = [numpy.full(len(cells), 1 / len(cells))]
    draw = numpy.random.default_rng(int(mean * 100))
    wrong = sum(bool(hotspots.hot(draw.poisson(mean, len(cells)), around, even, 0.05).any()) for _ in range(SIMULATIONS))
    alone = sum(bool(hotspots.hot(draw.poisson(mean, len(cells)), around, [], 0.05).any()) for _ in range(SIMULATIONS))
    assert wrong <= MOST and alone <= MOST


@pytest.mark.parametrize("mean", [0.3, 3, 20])
def test_nor_has_one_whose_rim_is_cut_off(mean: float) -> None:
    """Every hectare as likely as any other: the permutation alone would take the whole middle for one hot spot."""
    cells = disk(8)
    around, shares = hotspots.neighbourhoods(cells), uneven_rim(cells)
    draw = numpy.random.default_rng(int(mean * 10))
    wrong = sum(
        bool(hotspots.hot(draw.multinomial(int(mean * len(cells)), shares), around, [shares], 0.05).any())
        for _ in range(SIMULATIONS)
    )
    assert wrong <= MOST


def planted(cells: list[str], extra: int, seed: int = 11) -> tuple[Counts, Counts]:
    """Three complaints a cell, and ``extra`` more in each of seven cells in the middle."""
    counts = numpy.random.default_rng(seed).poisson(3, len(cells))
    around = hotspots.neighbourhoods(cells)
    for cell in around[cells.index(MIDDLE)]:
        counts[cell] += extra
    return counts, around


def test_a_true_gathering_is_found_and_is_one_place() -> None:
    cells = disk(8)
    counts, around = planted(cells, extra=9)
    found = hotspots.hot(counts, around, [numpy.full(len(cells), 1 / len(cells))], 0.05)
    assert found[cells.index(MIDDLE)]
    spots = hotspots.places(found, around, hotspots.gi_star(counts, around))
    assert set(spots.tolist()) == {0, 1} and (spots > 0).tolist() == found.tolist()
    near = {cells.index(cell) for cell in h3.grid_disk(MIDDLE, 2)}
    assert set(numpy.flatnonzero(found).tolist()) <= near


def test_places_that_do_not_touch_are_two() -> None:
    cells = sorted({*h3.grid_disk(MIDDLE, 1), *h3.grid_disk(h3.latlng_to_cell(30.76, 103.91, 8), 1)})
    around = hotspots.neighbourhoods(cells)
    strongest = cells.index(h3.latlng_to_cell(30.76, 103.91, 8))
    for first, other in ((strongest, cells.index(MIDDLE)), (cells.index(MIDDLE), strongest)):
        strength = numpy.zeros(len(cells))
        strength[first] = 1
        found = hotspots.places(numpy.ones(len(cells), dtype=bool), around, strength)
        assert (found[first], found[other], sorted(set(found.tolist()))) == (1, 2, [1, 2])
    assert (around < len(cells)).sum() == 2 * (7 + 6 * 4)


def test_a_dense_cell_counts_for_nothing_where_enterprises_explain_it() -> None:
    cells = disk(8)
    counts, around = planted(cells, extra=9)
    where_they_are = counts / counts.sum()
    assert not hotspots.hot(counts, around, [where_they_are], 0.05).any()
