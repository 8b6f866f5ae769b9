"""The sentence at the top of the wall says what the data say: alarm, calm, and in between."""

from typing import Any

from cloudeye.web.hall.headline import WIDTH, headline, sentence
from cloudeye.web.theme import text_width
from tests.web.records import MONTH

AREAS: list[dict[str, Any]] = [
    {"name": "云桥", "per_ten_thousand": 61.2},
    {"name": "锦禾", "per_ten_thousand": 38.0},
    {"name": "空", "per_ten_thousand": None},
]


NOBODY: list[dict[str, Any]] = []


def summary(movement: float | None, error: float | None = 0.5) -> dict[str, Any]:
    return {"month": MONTH, "score": 84.63, "score_movement": movement, "score_movement_error": error}


def said(figures: dict[str, Any] | None) -> str:
    return "".join(words for words, _ in sentence(figures, NOBODY, NOBODY))


def test_alarm_names_count_and_longest_delay_in_blocks() -> None:
    words = sentence(summary(1.2), [{"days_late": 3}, {"days_late": 23}], AREAS)
    assert "".join(piece for piece, _ in words).startswith(
        "2月综合得分 84.6，比上月升 1.2；整改超期 2 件，最长 23 天；云桥诉求最密"
    )
    assert [piece for piece, is_block in words if is_block] == ["2", "23"]


def test_calm_says_so_without_a_block() -> None:
    words = sentence(summary(-1.2), [], [])
    assert words == [("2月综合得分 84.6，比上月降 1.2", False), ("；", False), ("无超期整改", False)]


def test_a_movement_inside_the_error_is_no_movement() -> None:
    assert said(summary(0.4)) == "2月综合得分 84.6，与上月相当；无超期整改"
    assert said(summary(0.5)) == "2月综合得分 84.6，与上月相当；无超期整改"


def test_without_a_month_before_there_is_no_movement() -> None:
    assert said(summary(None, None)) == "2月综合得分 84.6；无超期整改"


def test_without_any_month() -> None:
    assert said(None) == "还没有综合得分；无超期整改"


def test_it_always_fits_on_one_line() -> None:
    areas = [{"name": "很长很长很长很长很长很长很长的街道", "per_ten_thousand": 1234.0}]
    words = sentence(summary(12.3), [{"days_late": 123}] * 123, areas)
    assert text_width("".join(piece for piece, _ in words), 46) <= WIDTH


def test_names_cannot_inject_markup() -> None:
    assert "<script" not in headline(sentence(summary(1), [], [{"name": "<script>", "per_ten_thousand": 2.0}]))
