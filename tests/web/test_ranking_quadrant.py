"""The quadrant: medians, names that do not lie on anything, a table behind it."""

import re
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from cloudeye.web.leader.ranking.quadrant import BOTTOM, CORNERS, DOT, LEFT, SIZE, WIDTH, Box, Spot, named, quadrant
from cloudeye.web.theme import text_width
from tests.web.rankings import ranked, view


def both(name: str, place: int | None, perception: float | None, completion: float | None) -> dict[str, Any]:
    return ranked(name, place, perception=perception, completion=completion)


ROWS = [both("甲", 1, 90, 80), both("乙", 2, 70, 95), both("丙", 3, 85, 60), both("丁", 4, None, 70), both("院", None, 50, 50)]


def test_the_table_behind_has_what_is_drawn_and_the_medians() -> None:
    drawn = quadrant(ROWS, view(), "甲")
    table = re.sub(r"<[^>]+>", " ", drawn[drawn.index("<table") :]).split()
    assert table == "部门 感知度 完成度 甲 90.0 80.0 乙 70.0 95.0 丙 85.0 60.0 组内中位数 85.0 80.0".split()
    assert "另有 1 个排名部门缺一个维度，未画。" in drawn
    assert drawn.count("<circle") == 3 and drawn.count('class="chosen"') == 1
    assert all(words in drawn for *_, words in CORNERS)


def test_a_dot_says_both_values_and_leads_to_why_it_moved() -> None:
    drawn = quadrant(ROWS, view(), None)
    assert "<title>乙：感知度 70.0，完成度 95.0</title>" in drawn
    assert 'href="./?month=2026-02&amp;group=%E8%81%8C%E8%83%BD%E9%83%A8%E9%97%A8&amp;department=%E4%B9%99"' in drawn


def test_two_departments_have_no_middle() -> None:
    drawn = quadrant(ROWS[:2], view(), "甲")
    assert "不足 3 个" in drawn and "<svg" not in drawn and "90.0" in drawn
    assert "<table" not in quadrant([], view(), None)


def test_all_in_one_place_is_still_drawn() -> None:
    drawn = quadrant([both(name, 1, 90, 90) for name in "甲乙丙"], view(), "甲")
    assert drawn.count("<circle") == 3 and "nan" not in drawn


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.floats(LEFT + 8, 310), st.floats(32, BOTTOM - 24)), min_size=1, max_size=25))
def test_no_name_lies_on_a_dot_a_name_or_the_edge(places: list[tuple[float, float]]) -> None:
    spots = [
        Spot({"department": f"部门名称{number}", "department_id": str(number)}, x, y, x + y)
        for number, (x, y) in enumerate(places)
    ]
    found = named(spots, "0")
    dots = [Box(x - DOT, y - DOT, x + DOT, y + DOT) for x, y in places]
    boxes = [Box(x, y - SIZE + 2, x + text_width(spot.row["department"], SIZE), y + 3) for spot, x, y, _ in found]
    assert all(box.left >= 0 and box.right <= WIDTH and box.bottom <= BOTTOM for box in boxes)
    assert not any(box.meets(dot) for box in boxes for dot in dots)
    assert not any(box.meets(other) for at, box in enumerate(boxes) for other in boxes[:at])
    if len(places) == 1:
        assert found and found[0][3]
