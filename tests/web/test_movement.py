"""A movement is told and coloured by one rule wherever it stands."""

import pytest

from cloudeye.web.movement import movement_mark, movement_words


@pytest.mark.parametrize(
    ("movement", "error", "said", "tone"),
    [
        (None, None, "与上月不可比", "low"),
        (0.04, 0.0, "与上月持平", "low"),
        (1.2, 2.0, "较上月升 1.2（误差内）", "low"),
        (1.2, 1.0, "较上月升 1.2", "good"),
        (-1.2, 1.0, "较上月降 1.2", "worse"),
    ],
)
def test_a_movement(movement: float | None, error: float | None, said: str, tone: str) -> None:
    assert movement_words(movement, error) == said and f'class="{tone}"' in movement_mark(movement, error)
