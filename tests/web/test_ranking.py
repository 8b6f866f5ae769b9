"""The words above the ranking: who leads, who fell and why, whose rates few have rated, and what the notice says."""

from datetime import datetime
from typing import Any

import pytest

from cloudeye.scoring.contributions import Difference
from cloudeye.store import Store
from cloudeye.web.leader.ranking import words
from cloudeye.web.leader.ranking.words import conclusion, group_links, moved_most, publication, second_sentence
from tests.web.rankings import JANUARY, ranked, rated, view
from tests.web.records import MONTH, NOW

LEVEL = "各部门降幅均在误差范围内"


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
    assert conclusion([ranked("甲", None)]) == "本组没有可排名的部门。"


def test_who_fell_most_beyond_the_error() -> None:
    rows = [ranked("甲", 1, 1, 1), ranked("乙", 2, 2, 2, movement=-1.04), ranked("丙", 3, 3, 3, movement=-2.1)]
    assert conclusion(rows) == "甲居首；丙降 2.1 分，降幅最大。"


def test_without_a_month_before_nothing_is_said_about_falls() -> None:
    assert conclusion([ranked("甲", 1, 1, 1, movement=None)]) == "甲居首。"


def test_whose_change_is_explained() -> None:
    fell, rose = ranked("甲", 2, movement=-1.5), ranked("乙", 1, movement=4.0)
    assert moved_most([rose, fell]) == fell
    assert moved_most([ranked("丙", 1), ranked("丁", 2, movement=-0.9)]) == ranked("丁", 2, movement=-0.9)
    assert moved_most([ranked("丙", 2, movement=None), ranked("丁", 1, movement=None)]) == ranked("丁", 1, movement=None)
    assert moved_most([ranked("丙", None, movement=-9.0)]) is None
    assert words.explained([rose, fell], view(department="乙")) == rose


def fall(*changes: tuple[str, float]) -> Difference:
    """A fall made of one change per domain."""
    rows = [
        {
            "part": "indicators",
            "domain_id": name,
            "domain": name,
            "component_id": name,
            "name": name,
            "change": change,
            "variance": 0.0,
        }
        for name, change in changes
    ]
    return Difference(MONTH, JANUARY, 90.0, 90.0 + sum(change for _, change in changes), tuple(rows), 0.0, 0.0, 1.64, True)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ([("招标投标", -1.4), ("建筑许可", -0.5)], "下降主要来自招标投标。"),
        ([("招标投标", -0.6), ("建筑许可", -0.5), ("纳税", -0.5)], "下降主要来自招标投标、建筑许可。"),
        ([("招标投标", -0.4), ("建筑许可", -0.33), ("纳税", -0.3), ("信贷", -0.3)], "下降主要来自招标投标、建筑许可。"),
        ([("招标投标", -3.0), ("建筑许可", 1.0)], "下降主要来自招标投标。"),
    ],
)
def test_what_a_fall_mainly_comes_from(changes: list[tuple[str, float]], said: str) -> None:
    assert second_sentence(fall(*changes), [], [], 0.6) == said


def test_whose_satisfaction_few_have_rated() -> None:
    rows = [ranked(name, place) for place, name in enumerate("甲乙丙丁戊", start=1)]
    assert second_sentence(None, rows, [rated("甲", 6, 10)], 0.6) == ""
    assert second_sentence(None, rows, [rated("甲", 5, 10), rated("乙", 9, 10)], 0.6) == "甲评价率不到 60%，满意率只作参考。"
    few = [rated("甲", 5, 10), rated("乙", 4, 10), rated("丙", 9, 10), rated("丁", 9, 10)]
    assert second_sentence(None, rows, few, 0.6) == "乙等 2 个部门评价率不到 60%，满意率只作参考。"
    most = [rated(name, 1, 10) for name in "甲乙丙"]
    assert second_sentence(None, rows, [*most, rated("丁", 9, 10)], 0.6) == "4 个部门中有 3 个评价率不到 60%，满意率只作参考。"
    assert second_sentence(None, rows, most, 0.6) == "3 个部门的评价率都不到 60%，满意率只作参考。"
    assert second_sentence(None, rows, [rated("甲", None, None), rated("乙", 0, 0), rated("别组", 0, 10)], 0.6) == ""


def test_the_groups_are_links_with_their_sizes() -> None:
    drawn = group_links({"职能部门": 21, "街道": 7}, view(department="甲", against=JANUARY))
    assert '<a href="./?month=2026-02&amp;group=%E8%A1%97%E9%81%93&amp;against=2026-01" target="_self">街道 <b>7</b></a>' in drawn
    assert drawn.count("aria-current") == 1 and 'aria-current="true">职能部门 <b>21</b>' in drawn


MONTH_ROW = {"status": "draft", "version": 1, "drafted_at": NOW, "published_at": None, "rule_version": 2}


def test_the_notice_of_a_draft_counts_its_objections(catalogued: Store) -> None:
    states = [{"state": state} for state in ("待裁定", "待裁定", "采纳")]
    reader = catalogued.reading()
    said = publication(MONTH_ROW, states, 5, reader, NOW, view())
    assert "异议期 5 个工作日，至 2026-03-25" in said and "异议 3 件：待裁定 2 件，采纳 1 件" in said
    assert "view=objections" in said and "按异议全部成立试算" in said
    assert "收起试算" in publication(MONTH_ROW, states, 5, reader, NOW, view(is_tried=True))
    none = publication(MONTH_ROW, [], 5, reader, NOW, view())
    assert "异议期" in none and "异议 0" not in none and "试算" not in none


def test_the_objection_window_ends_with_its_last_day(catalogued: Store) -> None:
    last, after = datetime(2026, 3, 25, 23, 59, 59), datetime(2026, 3, 26)
    assert "异议期 5 个工作日" in publication(MONTH_ROW, [], 5, catalogued.reading(), last, view())
    assert "异议期已于 2026-03-25 结束，待定稿" in publication(MONTH_ROW, [], 5, catalogued.reading(), after, view())


def test_the_notice_of_a_final_version(catalogued: Store) -> None:
    final = MONTH_ROW | {"status": "final", "published_at": NOW, "version": 2}
    said = publication(final, [{"state": "不予采纳"}], 5, catalogued.reading(), NOW, view())
    assert "已定稿 · 第 2 版" in said and "异议 1 件：不予采纳 1 件" in said and "试算" not in said
