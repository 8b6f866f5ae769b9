"""The leader's ranking: the sentence above the table, movements, and a group in which all are equal."""

from typing import Any

import pytest

from cloudeye.web.leader.ranking import conclusion, ranking_table
from tests.web.records import MONTH

LEVEL = "各部门降幅均在误差范围内"


def ranked(name: str, place: int | None, best: int, worst: int, movement: float | None = 0.2, **given: Any) -> dict[str, Any]:
    return {
        "department": name, "department_id": name, "rank": place, "rank_low": best, "rank_high": worst, "band": "第二梯队",
        "score": 90.0, "low": 89.0, "high": 91.0, "movement": movement, "movement_error": 1.0, "missing_parts": None,
        "perception": 90.0, "completion": 90.0, "coverage": 1.0,
    } | given  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([ranked("甲", 1, 1, 1), ranked("乙", 2, 2, 3), ranked("丙", 3, 2, 3)], "甲居首"),
        ([ranked("甲", 1, 1, 2), ranked("乙", 2, 1, 2), ranked("丙", 3, 3, 3)], "甲、乙分不出先后"),
        (
            [ranked("甲", 1, 1, 3), ranked("乙", 2, 1, 4), ranked("丙", 3, 2, 4), ranked("丁", 4, 3, 4)],
            "甲、乙、丙等 4 个部门分不出先后",
        ),
        ([ranked("甲", 1, 2, 3), ranked("乙", 2, 2, 3), ranked("丙", 3, 2, 4)], "甲、乙、丙分不出先后"),
        ([ranked(name, 1, 1, 5) for name in "甲乙丙丁戊"], "甲、乙、丙等 5 个部门分不出先后"),
    ],
)
def test_leaders_are_all_who_cannot_be_told_from_the_first(rows: list[dict[str, Any]], said: str) -> None:
    assert conclusion(rows) == f"{said}；{LEVEL}。"


def test_nobody_ranked() -> None:
    assert conclusion([]) == "本组没有可排名的部门。"
    assert conclusion([ranked("甲", None, 1, 1)]) == "本组没有可排名的部门。"


def test_who_fell_most_beyond_the_error() -> None:
    rows = [ranked("甲", 1, 1, 1), ranked("乙", 2, 2, 2, movement=-1.04), ranked("丙", 3, 3, 3, movement=-2.1)]
    assert conclusion(rows) == "甲居首；丙降 2.1 分，降幅最大。"


def test_without_a_month_before_nothing_is_said_about_falls() -> None:
    assert conclusion([ranked("甲", 1, 1, 1, movement=None)]) == "甲居首。"


def test_a_movement_that_shows_as_nothing_is_level_and_has_no_arrow() -> None:
    for movement in (0.0, 0.049, -0.049):
        table = ranking_table([ranked("甲", 1, 1, 1, movement=movement)], MONTH, warning=0.8, level=0.9)
        assert "持平" in table and "↑" not in table and "↓" not in table
    assert "↓ 0.1" in ranking_table([ranked("甲", 1, 1, 1, movement=-0.06)], MONTH, warning=0.8, level=0.9)


def test_all_at_the_full_score() -> None:
    full = {"score": 100.0, "low": 100.0, "high": 100.0}
    assert "100.0" in ranking_table([ranked(name, 1, 1, 3, **full) for name in "甲乙丙"], MONTH, warning=0.8, level=0.9)
