"""Where a point stands against its target, from rows as small as can be: the boundary, the error, what is hidden, what is missing."""

import re
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cloudeye.access.viewer import Viewer
from cloudeye.catalog import load_catalog
from cloudeye.paths import CATALOG
from cloudeye.scoring import score_month
from cloudeye.store import Store
from cloudeye.web.leader.points import matrix
from cloudeye.web.leader.points.marks import TONES, counted, legend, marks, ordered, target_words
from cloudeye.web.leader.points.way import Way

MONTH = date(2026, 2, 1)
Z = 1.6448536269514722
# 首次提交退回补正率: lower is better, worst 30, target 5; monthly. 中介代办违规收费投诉件数 is a count of complaints.
LOWER = "D01-004"
WAY = Way(Viewer(role="leader"), MONTH)


def standing(
    store: Store, *, value: float | None, sample: int | None = 500, error: float | None = 0.0, month: date = MONTH
) -> dict[str, Any]:
    """How the point LOWER stands in a month with this value alone."""
    load_catalog(store, CATALOG, now=datetime(2026, 3, 1))
    row = {
        "point_id": LOWER,
        "period": month,
        "value": value,
        "sample_size": sample,
        "standard_error": error,
        "status": "已报",
        "source": "test",
    }
    with store.writing() as writer:
        writer.delete("derivation", point_id=LOWER)
        writer.insert("measurement", [row])
        score_month(writer, month)
    return next(row for row in store.rows("month_points", month=MONTH, z=Z) if row["point_id"] == LOWER)


@pytest.mark.parametrize(
    ("value", "sample", "error", "expected"),
    [
        (5.0, 500, 0.0, "达标"),  # exactly the target
        (4.9, 500, 0.0, "达标"),
        (5.1, 500, 0.0, "未达标"),
        (5.1, 500, 0.1, "临界"),  # 0.1 off, and the interval reaches 0.16 to each side
        (5.2, 500, 0.1, "未达标"),
        (5.1, 4, 0.1, "样本不足"),
        (5.1, 5, 0.1, "临界"),
        (None, None, None, "未报"),
        (5.0, None, None, "达标"),  # a count is complete
    ],
)
def test_a_standing(store: Store, value: float | None, sample: int | None, error: float | None, expected: str) -> None:
    assert standing(store, value=value, sample=sample, error=error)["standing"] == expected


def test_a_point_that_was_never_scored_is_unreported_and_has_a_mark(store: Store) -> None:
    load_catalog(store, CATALOG, now=datetime(2026, 3, 1))
    rows = store.rows("month_points", month=MONTH, z=Z)
    assert {row["standing"] for row in rows} == {"未报"} and len(rows) == len(store.rows("month_points", month=MONTH, z=Z))
    assert marks(rows, WAY).count("<a ") == len(rows)


def test_the_month_before_is_told(store: Store) -> None:
    assert standing(store, value=6.0, month=date(2026, 1, 1))["previous_standing"] == "未达标"


def test_a_movement_carries_the_error_of_both_months(store: Store) -> None:
    """One point alone in its indicator and its domain: both move as it does, by the errors of its two samples."""
    standing(store, value=6.0, error=0.3, month=date(2026, 1, 1))
    with store.writing() as writer:
        writer.insert(
            "measurement",
            [
                {
                    "point_id": LOWER,
                    "period": MONTH,
                    "value": 5.0,
                    "sample_size": 500,
                    "standard_error": 0.4,
                    "status": "已报",
                    "source": "test",
                }
            ],
        )
        score_month(writer, MONTH)
    found = {row["level"]: row for row in store.rows("month_levels", month=MONTH, z=Z) if row["level_id"] in ("D01", "D01-01")}
    assert found.keys() == {"domain", "indicator"}
    for row in found.values():
        assert row["movement"] == pytest.approx(100 / 30) and row["movement_error"] == pytest.approx(Z * 0.5 * 100 / 30)
    trend = store.rows("level_trend", level="domain", level_id="D01", month=MONTH, z=Z)
    assert [row["high"] - row["low"] for row in trend] == pytest.approx([2 * Z * error * 100 / 30 for error in (0.3, 0.4)])


@pytest.mark.parametrize(("complaints", "is_small"), [(0, False), (1, True), (4, True), (5, False)])
def test_a_count_of_few_complaints_is_hidden(store: Store, complaints: int, is_small: bool) -> None:
    load_catalog(store, CATALOG, now=datetime(2026, 3, 1))
    point = store.reading().cursor.execute("SELECT point_id FROM derivation WHERE measure = 'complaint_count'").fetchone()
    assert point
    with store.writing() as writer:
        writer.insert("measurement", [{"point_id": point[0], "period": period, "value": complaints, "status": "已报", "source": "complaints"}
                                      for period in (MONTH, date(2025, 10, 1), date(2025, 1, 1))])  # fmt: skip
    with store.writing() as writer:
        writer.insert_from("point_score", "point_scores", month=MONTH, z=Z)
    shown = next(row for row in store.rows("month_points", month=MONTH, z=Z) if row["point_id"] == point[0])
    series = store.rows("point_trend", point_id=point[0], month=MONTH)[0]
    for row in (shown, series):
        assert row["is_small"] is is_small
        assert (row["value"], row["score"] is None) == ((None, True) if is_small else (complaints, False))
    assert (shown["standing"] == "样本不足") is is_small


def row(standing: str, **given: Any) -> dict[str, Any]:
    """A point of 开办企业 that stands somewhere."""
    return {
        "domain_id": "D01", "domain": "开办企业", "point_id": f"P{standing}", "point": "<b>", "standing": standing, "previous_standing": standing,
        "better": "lower", "unit": "天", "target": 3.0, "value": 4.0, "is_small": False, "gap": 5.0, "department_id": "approval", "department": "行政审批",
    } | given  # fmt: skip


@given(st.lists(st.sampled_from(list(TONES)), min_size=1, max_size=40))
def test_red_stands_first_and_nothing_is_lost(standings: list[str]) -> None:
    rows = [row(standing) for standing in standings]
    found = [one["standing"] for one in ordered(rows)]
    assert found == sorted(standings, key=list(TONES).index)
    assert sum(counted(rows).values()) == len(rows) == marks(rows, WAY).count("<title>")


def test_marks_are_escaped_and_say_where_they_lead() -> None:
    drawn = marks([row("未达标")], WAY)
    assert "&lt;b&gt;：4 天，目标 ≤ 3 天，未达标" in drawn and "<b>" not in drawn
    assert 'href="./leader-point?month=2026-02&amp;point=P%E6%9C%AA%E8%BE%BE%E6%A0%87"' in drawn


def test_the_direction_of_a_target() -> None:
    assert target_words(row("达标")) == "≤ 3 天" and target_words(row("达标", better="higher", unit="%")) == "≥ 3 %"
    assert target_words(row("达标", target=None)) == "—"


def test_the_domain_with_most_red_is_named() -> None:
    rows = [
        row("未达标"),
        row("达标"),
        *(row("未达标", domain_id="D02", domain="办理建筑许可") for _ in range(2)),
        row("未报", domain_id="D02"),
    ]
    assert (
        matrix.conclusion(rows) == "5 个靶点中达标 1 个，3 个未达标，最多的是办理建筑许可（2 个）；1 个未报或样本不足，不计分。"
    )
    assert matrix.conclusion([row("达标")]) == "1 个靶点中达标 1 个，没有未达标的。"


def test_what_is_new_needs_both_months() -> None:
    rows = [
        row("未达标", previous_standing="达标"),
        row("达标", previous_standing="未达标"),
        row("未达标", previous_standing="未报"),
    ]
    assert matrix.changes(rows) == "两个月都有得分的 2 个靶点中，新增未达标 1 个，由未达标转好 1 个。"
    assert matrix.changes(rows[2:]) == "没有可与上月比较的靶点。"


def test_the_legend_counts_what_has_no_score_apart() -> None:
    assert "未报 2、样本不足 1" in re.sub(
        r"<span class=\"term-note.*?</span>|<[^>]+>", "", legend({"未报": 2, "样本不足": 1, "达标": 7})
    )
