"""The department's table shows every status that the scoring engine writes."""

import re
from datetime import date
from typing import Any

import pytest

from cloudeye.store import query
from cloudeye.web.leader.department import STATUS_TONES, points_table, value_words


def point(status: str, **given: Any) -> dict[str, Any]:
    return {
        "domain": "开办企业", "indicator_id": "I1", "indicator": "环节", "indicator_score": None, "indicator_coverage": None,
        "indicator_weight": 1.0, "point": "<b>", "unit": "件", "is_key": True, "status": status, "value": None,
        "source_period": None, "sample_size": None, "score": None, "weight": None, **given,
    }  # fmt: skip


def test_every_status_of_the_engine_has_a_mark() -> None:
    written = set(re.findall(r"'(已报|沿用|未报|样本不足)'", query("point_scores").sql))
    assert written <= STATUS_TONES.keys()


@pytest.mark.parametrize("status", STATUS_TONES)
def test_a_point_without_a_score_shows_a_dash_and_its_status(status: str) -> None:
    table = points_table([point(status)])
    assert status in table and "—" in table and "<b>—</b>" in table and "&lt;b&gt;" in table


def test_a_reported_point_shows_value_period_and_sample() -> None:
    table = points_table(
        [point("已报", value=-1234.5, source_period=date(2026, 2, 1), sample_size=12345, score=61.66, weight=1.5)]
    )
    assert all(words in table for words in ("−1,234.5 件", "2026-02", "12,345", "61.7", "1.5"))


def test_values_have_at_most_two_decimals() -> None:
    assert [value_words(value, "天") for value in (2.0, 2.5, 2.345, 100.0, None)] == ["2 天", "2.5 天", "2.35 天", "100 天", "—"]
