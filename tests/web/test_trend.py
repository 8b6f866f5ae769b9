"""A department's months: the sentence that says since when, and the chart that asks nobody outside."""

import json
from datetime import date
from typing import Any

from cloudeye.store import Store
from cloudeye.web.leader.trend import since_when, trend_figure
from tests.web.records import MONTH


def month(number: int, movement: float | None, score: float | None = 80.0) -> dict[str, Any]:
    low, high = (None, None) if score is None else (score - 1, score + 1)
    return {
        "month": date(2026, number, 1), "score": score, "low": low, "high": high,
        "movement": movement, "movement_error": None if movement is None else 1.0,
    }  # fmt: skip


def test_says_when_it_last_moved_beyond_the_error() -> None:
    months = [month(1, None), month(2, 2.0), month(3, -1.5), month(4, 0.9)]
    assert since_when(months) == "最近一次超出误差的变动在 2026 年 3 月，降 1.5 分"
    assert since_when(months[:2]) == "最近一次超出误差的变动在 2026 年 2 月，升 2.0 分"
    assert since_when([month(1, None), month(2, 1.0)]) == "近 2 个月各月变动均在误差内"


def test_the_chart_labels_its_ends_and_leaves_a_gap_for_a_month_without_score() -> None:
    figure = trend_figure([month(1, None, 79.96), month(2, None, None), month(3, 2.0, 82.0)])
    line = figure.data[2]
    assert list(line.text) == ["80.0", "", "82.0"]
    assert list(line.y) == [79.96, None, 82.0]
    assert "http" not in json.dumps(json.loads(figure.to_json()))


def test_one_row_a_month_of_the_latest_version(served: Store) -> None:
    rows = served.rows("department_trend", month=MONTH, department_id="approval")
    assert [row["month"] for row in rows] == [date(2026, 1, 1), MONTH]
    assert [row["movement"] is None for row in rows] == [True, False]
    assert served.rows("department_trend", month=date(2026, 1, 1), department_id="approval") == rows[:1]
    assert served.rows("department_trend", month=MONTH, department_id="nobody") == []
