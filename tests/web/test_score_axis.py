"""The axis of the scores: whole fives around everything, also when everything is one point."""

from typing import Any

import pytest

from cloudeye.web.score_axis import ScoreAxis


def rows(*intervals: tuple[float | None, float | None]) -> list[dict[str, Any]]:
    return [{"low": low, "high": high} for low, high in intervals]


@pytest.mark.parametrize(
    ("intervals", "low", "high"),
    [
        ([(71.2, 78.0), (88.0, 94.9)], 70, 95),
        ([(70.0, 95.0)], 70, 95),
        ([(100.0, 100.0)] * 3, 95, 100),
        ([(0.0, 0.0)], 0, 5),
        ([(-2.0, 103.0)], -5, 105),
        ([(None, None), (80.0, 81.0)], 80, 85),
        ([], 0, 100),
    ],
)
def test_whole_fives_around_all_intervals(intervals: list[tuple[float | None, float | None]], low: int, high: int) -> None:
    axis = ScoreAxis.around(rows(*intervals), left=10, right=210)
    assert (axis.low, axis.high) == (low, high)
    assert (axis.x(low), axis.x(high)) == (10, 210)


@pytest.mark.parametrize(
    ("low", "high", "most", "ticks"),
    [
        (70, 95, 8, [70, 75, 80, 85, 90, 95]),
        (70, 100, 4, [70, 80, 90, 100]),
        (75, 100, 4, [80, 90, 100]),
        (95, 100, 4, [95, 100]),
        (0, 100, 4, [0, 50, 100]),
        (-5, 105, 8, [0, 20, 40, 60, 80, 100]),
        (0, 1000, 2, [0, 1000]),
    ],
)
def test_ticks_are_round_and_few(low: int, high: int, most: int, ticks: list[int]) -> None:
    assert ScoreAxis(low, high, 0, 100).ticks(most) == ticks
