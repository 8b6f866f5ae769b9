"""What a point's value and status are in a month, and what they score."""

from datetime import date
from typing import Any

import pytest

from cloudeye.scoring import rank_month
from cloudeye.store import Store
from tests.scoring.district import MONTH, department, fill, indicator, measured, point, spec


def scored(store: Store, month: date, **tables: Any) -> dict[str, dict[str, Any]]:
    fill(store, department=[department("a")], indicator=[indicator("i", "a")], **tables)
    rank_month(store, month)
    return {row["point_id"]: row for row in store.rows("point_scores", month=month, z=1.6448536269514722)}


@pytest.mark.parametrize(
    ("better", "best", "worst", "value", "score"),
    [
        ("higher", 100, 60, 80, 50),
        ("higher", 100, 60, 100, 100),
        ("higher", 100, 60, 59.9, 0),
        ("lower", 1, 6, 1, 100),
        ("lower", 1, 6, 6, 0),
        ("lower", 1, 6, 3.5, 50),
        ("lower", 0, 20, -1, 100),
        ("higher", 30, -20, 0, 40),
    ],
)
def test_distance_to_frontier(store: Store, better: str, best: float, worst: float, value: float, score: float) -> None:
    rows = scored(
        store,
        MONTH,
        point=[point("p", "i", better=better)],
        point_spec=[spec("p", best, worst)],
        measurement=[measured("p", value)],
    )
    assert rows["p"]["score"] == score


@pytest.mark.parametrize(
    ("best", "worst", "target", "value", "score"),
    [(100, 0, 80, 40, 50), (100, 0, 80, 90, 100), (0, 20, 5, 10, 50), (0, 20, 5, 0, 100), (0, 20, 5, -3, 100)],
)
def test_attainment_ratio_survives_zero_and_negative_values(
    store: Store, best: float, worst: float, target: float, value: float, score: float
) -> None:
    one = spec("p", best, worst, target=target, method="ratio")
    rows = scored(store, MONTH, point=[point("p", "i")], point_spec=[one], measurement=[measured("p", value)])
    assert rows["p"]["score"] == score


@pytest.mark.parametrize(
    ("frequency", "period", "month", "status"),
    [
        ("月", date(2026, 10, 1), date(2026, 10, 1), "已报"),
        ("月", date(2026, 9, 1), date(2026, 10, 1), "未报"),
        ("季", date(2026, 7, 1), date(2026, 9, 1), "已报"),
        ("季", date(2026, 7, 1), date(2026, 10, 1), "沿用"),
        ("季", date(2026, 7, 1), date(2026, 11, 1), "沿用"),
        ("季", date(2026, 7, 1), date(2026, 12, 1), "未报"),
        ("季", date(2026, 7, 1), date(2026, 8, 1), "未报"),
        ("年", date(2025, 1, 1), date(2025, 12, 1), "已报"),
        ("年", date(2025, 1, 1), date(2026, 11, 1), "沿用"),
        ("年", date(2025, 1, 1), date(2026, 12, 1), "未报"),
    ],
)
def test_quarterly_and_yearly_values_carry_forward_until_the_next_is_due(
    store: Store, frequency: str, period: date, month: date, status: str
) -> None:
    points = [point("p", "i", frequency=frequency), point("q", "i")]
    rows = scored(
        store,
        month,
        point=points,
        point_spec=[spec("p"), spec("q")],
        measurement=[measured("p", 70, period), measured("q", 50, month)],
    )
    assert rows["p"]["status"] == status
    assert rows["p"]["score"] == (None if status == "未报" else 70)


def test_a_small_sample_has_a_value_but_no_score(store: Store) -> None:
    points = [point("four", "i", unit="%"), point("five", "i", unit="%")]
    values = [measured("four", 100, sample_size=4), measured("five", 80, sample_size=5)]
    rows = scored(store, MONTH, point=points, point_spec=[spec("four"), spec("five")], measurement=values)
    assert (rows["four"]["status"], rows["four"]["value"], rows["four"]["score"]) == ("样本不足", 100, None)
    assert (rows["five"]["status"], rows["five"]["score"]) == ("已报", 80)


def test_the_spec_valid_in_the_month_is_the_one_used(store: Store) -> None:
    specs = [
        spec("p", 100, 0),
        spec("p", 50, 0, version=2, valid_from=date(2026, 10, 1)),
        spec("p", 25, 0, version=3, valid_from=date(2026, 11, 1)),
    ]
    values = [measured("p", 25, date(2026, 9, 1)), measured("p", 25, date(2026, 10, 1))]
    fill(
        store,
        department=[department("a")],
        indicator=[indicator("i", "a")],
        point=[point("p", "i")],
        point_spec=specs,
        measurement=values,
    )
    z = {"z": 1.6448536269514722}
    assert [row["score"] for row in store.rows("point_scores", month=date(2026, 9, 1), **z)] == [25]
    assert [(row["score"], row["spec_version"]) for row in store.rows("point_scores", month=date(2026, 10, 1), **z)] == [(50, 2)]


def test_a_rate_carries_the_wilson_half_width_of_its_sample(store: Store) -> None:
    values = [measured("p", 80, sample_size=100)]
    rows = scored(store, MONTH, point=[point("p", "i", unit="%")], point_spec=[spec("p")], measurement=values)
    # The Wilson bounds are the two shares p for which 80 of 100 lies exactly z standard errors away.
    z2 = 1.6448536269514722**2
    a, b, c = 1 + z2 / 100, -(2 * 0.8 + z2 / 100), 0.8**2
    width = (b * b - 4 * a * c) ** 0.5 / a
    assert rows["p"]["standard_error"] == pytest.approx(100 * width / 2 / 1.6448536269514722)
