"""The department's table shows every status that the scoring engine writes; its cards lead to where the numbers come from."""

import re
from datetime import date
from typing import Any

import pytest

from cloudeye.store import query
from cloudeye.web.leader.portrait.department import STATUS_TONES, points_table, summary_cards, value_words
from tests.web.portraits import pictured


def point(status: str, **given: Any) -> dict[str, Any]:
    return {
        "domain": "开办企业", "indicator_id": "I1", "indicator": "环节", "indicator_score": None, "indicator_coverage": None,
        "indicator_weight": 1.0, "point_id": "P1", "point": "<b>", "unit": "件", "is_key": True, "status": status, "value": None,
        "source_period": None, "sample_size": None, "score": None, "weight": None, **given,
    }  # fmt: skip


def test_every_status_of_the_engine_has_a_mark() -> None:
    written = set(re.findall(r"'(已报|沿用|未报|样本不足)'", query("point_scores").sql))
    assert written <= STATUS_TONES.keys()


@pytest.mark.parametrize("status", STATUS_TONES)
def test_a_point_without_a_score_shows_a_dash_and_its_status(status: str) -> None:
    table = points_table([point(status)], pictured())
    assert status in table and "—" in table and "<b>—</b>" in table and "&lt;b&gt;" in table


def test_a_reported_point_shows_value_period_and_sample() -> None:
    table = points_table(
        [point("已报", value=-1234.5, source_period=date(2026, 2, 1), sample_size=12345, score=61.66, weight=1.5)], pictured()
    )
    assert all(words in table for words in ("−1,234.5 件", "2026-02", "12,345", "61.7", "1.5"))


def test_points_and_indicators_lead_on_where_the_viewer_may_go() -> None:
    open_to_all = points_table([point("已报")], pictured(opens=frozenset({"leader-point", "leader-indicator"})))
    assert "leader-point?month=2026-02&amp;point=P1" in open_to_all
    assert "leader-indicator?month=2026-02&amp;indicator=I1" in open_to_all
    assert "href" not in points_table([point("已报")], pictured(opens=frozenset()))


def test_every_headline_number_leads_to_its_passport() -> None:
    cards = summary_cards(
        pictured(opens=frozenset({"leader-passport"}), score={"bonus": 0.5, "penalty": 1.0, "name": "行政审批部门"})
    )
    for figure in ("score", "rank", "perception", "completion", "coverage", "bonus", "penalty"):
        assert f"leader-passport?department=approval&amp;month=2026-02&amp;figure={figure}" in cards
    assert "+0.5" in cards and "−1.0" in cards


def test_a_department_without_a_rank_has_no_possible_ranks() -> None:
    cards = summary_cards(
        pictured(ranked={"rank": None, "rank_low": None, "rank_high": None, "band": "样本不足", "coverage": None})
    )
    assert "不排名" in cards and "样本不足" in cards and ">—<" in cards


def test_little_reported_is_marked() -> None:
    assert "▲ 不足 60%" in summary_cards(pictured(ranked={"coverage": 0.59}))
    assert "▲" not in summary_cards(pictured(ranked={"coverage": 0.6}))


def test_values_have_at_most_two_decimals() -> None:
    assert [value_words(value, "天") for value in (2.0, 2.5, 2.345, 100.0, None)] == ["2 天", "2.5 天", "2.35 天", "100 天", "—"]
