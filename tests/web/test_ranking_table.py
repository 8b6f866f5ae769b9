"""The table: bands first, movements inside the error in grey, coverage marked, nothing shown of fewer than five complaints."""

import re
from typing import Any

from cloudeye.web.leader.ranking.table import ranking_table
from tests.web.rankings import ranked, rated, view


def table(*rows: dict[str, Any], rates: Any = (), chosen: str | None = None) -> str:
    return ranking_table(rows, rates, view(), warning=0.6, level=0.9, chosen=chosen)


def words(markup: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", markup))


def test_a_movement_that_shows_as_nothing_is_level_and_has_no_arrow() -> None:
    for movement in (0.0, 0.049, -0.049):
        drawn = table(ranked("甲", 1, movement=movement))
        assert "持平" in drawn and "↑" not in drawn and "↓" not in drawn
    assert "↓ 0.1" in table(ranked("甲", 1, movement=-0.06))


def test_a_movement_inside_the_error_is_grey_and_beyond_it_has_a_colour() -> None:
    assert '<span class="low">↓ 1.0 <small>误差内</small></span>' in table(ranked("甲", 1, movement=-1.0))
    assert '<b class="worse">↓ 1.1</b>' in table(ranked("甲", 1, movement=-1.1))
    assert '<b class="good">↑ 1.1</b>' in table(ranked("甲", 1, movement=1.1))


def test_all_at_the_full_score() -> None:
    full = {"score": 100.0, "low": 100.0, "high": 100.0}
    assert "100.0" in table(*(ranked(name, 1, 1, 3, **full) for name in "甲乙丙"))


def test_bands_stand_in_their_order_with_their_sizes() -> None:
    rows = [
        ranked("丙", None, band="样本不足", score=None, low=None, high=None),
        ranked("甲", 1, band="第一梯队"),
        ranked("乙", 2),
    ]
    said = words(table(*rows))
    places = [said.index(word) for word in ("第一梯队 1 个部门", "第二梯队 1 个部门", "样本不足，不排名 1 个部门")]
    assert places == sorted(places) and "不排名" in said


def test_possible_ranks_and_what_they_are_drawn_from() -> None:
    drawn = table(ranked("甲", 2, 1, 4), ranked("乙", None, band="不参与排名"))
    assert "第 1–4 名" in drawn and 'title="按得分排第 2"' in drawn and "<title>89.0 至 91.0</title>" in drawn
    assert drawn.count('class="unranked"') == 1 and "不参与排名，只列得分" in drawn


def test_each_row_leads_to_the_portrait_and_each_figure_to_its_passport() -> None:
    drawn = table(ranked("tax", 1, department="税务"), rates=[rated("tax", 6, 10)])
    assert 'class="row-link" href="./leader-department?department=tax&amp;month=2026-02"' in drawn
    figures = re.findall(r"leader-passport\?month=2026-02&amp;department=tax&amp;figure=(\w+)", drawn)
    assert figures == ["score", "rank", "perception", "completion", "satisfied", "coverage"]
    assert "department=tax" in drawn.split('title="为何变动"')[0].rsplit("href=", 1)[1]


def test_nothing_leads_from_a_figure_that_is_not_there() -> None:
    drawn = table(
        ranked("甲", None, band="样本不足", score=None, low=None, high=None, completion=None, coverage=None, movement=None)
    )
    assert "figure=score" not in drawn and "figure=completion" not in drawn and "figure=coverage" not in drawn


def test_the_coverage_of_ratings_is_marked_below_the_warning_and_not_at_it() -> None:
    rates = [rated("甲", 6, 10), rated("乙", 5, 10), rated("丙", None, None), rated("丁", 0, 0)]
    said = words(table(*(ranked(name, place) for place, name in enumerate("甲乙丙丁戊", start=1)), rates=rates))
    assert " 60% 6/10 " in said and "▲ 50% 5/10 " in said
    assert "○ 少于 5 件" in said and said.count("本月无办结") == 2  # 丁 closed none, 戊 has no row
    assert "▲ 60%" not in said


def test_a_part_that_is_missing_is_said() -> None:
    assert 'title="缺改革任务，权重已按其余部分补足">缺项' in table(ranked("甲", 1, missing_parts="改革任务"))


def test_the_department_that_is_explained_is_marked() -> None:
    drawn = table(ranked("甲", 1), ranked("乙", 2), chosen="乙")
    assert drawn.count('<tr class="chosen">') == 1


def test_names_are_escaped() -> None:
    assert "<script>" not in table(ranked("x", 1, department="<script>", missing_parts='"><b>'))
