"""What is told of small counts, and that somebody who subtracts learns nothing."""

from itertools import product

import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cloudeye.detect import small_counts
from cloudeye.detect.small_counts import NOT_TOLD, range_words, rounded, unit_of


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, "0"),
        (1, "1–4"),
        (4, "1–4"),
        (5, "5–7"),
        (8, "8–11"),
        (15, "12–15"),
        (16, "16–20"),
        (20, "16–20"),
        (21, "21–25"),
        (140, "136–140"),
    ],
)
def test_a_cell_is_told_as_a_range(count: int, words: str) -> None:
    assert range_words(count) == words


@pytest.mark.parametrize(
    ("count", "unit", "told"),
    [
        (0, 5, 0), (1, 1, None), (4, 1, None), (5, 1, 5), (347, 1, 347),
        (9, 5, None), (10, 5, 10), (12, 5, 10), (13, 5, 15), (49, 25, None), (50, 25, 50), (62, 25, 50), (63, 25, 75), (80, NOT_TOLD, None),
    ],
)  # fmt: skip
def test_an_area_is_told_to_the_nearest_unit(count: int, unit: int, told: int | None) -> None:
    assert rounded(count, unit) == told


def told_unit(cells: list[list[int]], monthly: list[list[int]] | None = None, *, is_narrowed: bool = False) -> int:
    """The unit for areas that are made of whole cells."""
    flat = numpy.array([count for area in cells for count in area], dtype=int)
    owner = numpy.array([number for number, area in enumerate(cells) for _ in area], dtype=int)
    touching = owner[None, :] == numpy.arange(len(cells))[:, None]
    areas = numpy.array([sum(area) for area in cells])
    return unit_of(areas, numpy.array(monthly or [areas.tolist()]), flat, touching, is_narrowed=is_narrowed)


@pytest.mark.parametrize(
    ("cells", "unit"),
    [
        ([[20, 9], [30]], 1),  # nothing small at all
        ([[20, 3], [30, 2]], 1),  # a small cell behind ranges wide enough
        ([[16, 1], [30]], 25),  # 17 = 16 + 1 and nothing else, and about 15 is 17 at most
        ([[18, 1], [30]], 1),  # 19 = 16 + 3 as well
        ([[3], [30]], 5),  # a small area
        ([[1] * 6, [1] * 7], 5),  # six cells, six complaints: one each
        ([[1] * 6, [1] * 6], 25),  # and about 10 in all is twelve at most
        ([[1] * 12, [1] * 30], 25),  # 12 is told as 10–12, twelve cells hold no less than one each
        ([[0, 0], [0]], 1),
    ],
)
def test_the_finest_unit_that_is_safe(cells: list[list[int]], unit: int) -> None:
    assert told_unit(cells) == unit


def test_a_filter_or_a_small_month_is_never_told_exactly() -> None:
    assert told_unit([[20, 9], [30]], is_narrowed=True) == 5
    assert told_unit([[20, 9], [30]], monthly=[[26, 25], [3, 5]]) == 5
    assert told_unit([[20, 9], [30]], monthly=[[24, 25], [5, 5]]) == 1


@settings(max_examples=120, deadline=None)
@given(
    first=st.lists(st.integers(0, 9), min_size=1, max_size=3),
    second=st.lists(st.integers(0, 9), min_size=1, max_size=2),
    across=st.integers(0, 6),
    share=st.integers(0, 6),
    is_narrowed=st.booleans(),
)
def test_subtracting_never_leaves_a_single_value(
    first: list[int], second: list[int], across: int, share: int, is_narrowed: bool
) -> None:
    """Two areas and a cell across their border, tried out: every world that fits what is told, for each cell of 1 to 4."""
    share = min(share, across)
    areas = numpy.array([sum(first) + share, sum(second) + across - share])
    cells = numpy.array([*first, *second, across])
    touching = numpy.zeros((2, len(cells)), dtype=bool)
    touching[0, : len(first)] = touching[1, len(first) : -1] = touching[:, -1] = True
    unit = unit_of(areas, areas[None, :], cells, touching, is_narrowed=is_narrowed)
    if unit == NOT_TOLD:
        return
    bounds = [small_counts._bounds(int(count), unit) if count else (0, 0) for count in areas]
    whole = small_counts._bounds(int(areas.sum()), unit) if areas.sum() else (0, 0)
    if unit == 1:
        whole = (int(areas.sum()),) * 2
    ranges = [
        range(int(low), int(high) + 1) for low, high in zip(small_counts.lowest(cells), small_counts.highest(cells), strict=True)
    ]
    possible: list[set[int]] = [set() for _ in cells]
    for world in product(*ranges):
        one, two = sum(world[: len(first)]), sum(world[len(first) : -1])
        for part in range(world[-1] + 1):
            held = (one + part, two + world[-1] - part)
            if all(low <= count <= high for count, (low, high) in zip((*held, sum(held)), (*bounds, whole), strict=True)):
                for number, count in enumerate(world):
                    possible[number].add(count)
    assert all(len(possible[number]) > 1 for number, count in enumerate(cells) if 1 <= count <= 4)
