"""A department's months: the sentence that says since when, what happened meanwhile, and the chart that asks nobody outside."""

import json
from datetime import date, datetime
from typing import Any

import pytest

from cloudeye.store import Store
from cloudeye.web.leader.portrait.trend import happenings, happenings_list, since_when, trend_figure
from tests.web.records import MONTH, NOW, letter


def month(number: int, movement: float | None, score: float | None = 80.0, **given: Any) -> dict[str, Any]:
    low, high = (None, None) if score is None else (score - 1, score + 1)
    return {
        "month": date(2026, number, 1), "score": score, "low": low, "high": high, "band": "第二梯队", "rank_low": 2, "rank_high": 4,
        "movement": movement, "movement_error": None if movement is None else 1.0, "rule_version": 1, "peer_median": 79.0, **given,
    }  # fmt: skip


def event(at: int, kind: str, name: str, **given: Any) -> dict[str, Any]:
    happened_at = datetime(2026, at, 15)
    return {
        "month": date(2026, at, 1),
        "kind": kind,
        "name": name,
        "number": None,
        "happened_at": happened_at,
        "findings": 0,
        **given,
    }


def test_says_when_it_last_moved_beyond_the_error() -> None:
    months = [month(1, None), month(2, 2.0), month(3, -1.5), month(4, 0.9)]
    assert since_when(months) == "最近一次超出误差的变动在 2026 年 3 月，降 1.5 分"
    assert since_when(months[:2]) == "最近一次超出误差的变动在 2026 年 2 月，升 2.0 分"
    assert since_when([month(1, None), month(2, 1.0)]) == "近 2 个月各月变动均在误差内"


def test_the_chart_labels_its_ends_and_leaves_a_gap_for_a_month_without_score() -> None:
    figure = trend_figure([month(1, None, 79.96), month(2, None, None), month(3, 2.0, 82.0)])
    line = figure.data[3]
    assert list(line.text) == ["80.0", "", "82.0"]
    assert list(line.y) == [79.96, None, 82.0]
    assert line.customdata[2] == "2026 年 3 月：82.0（81.0–83.0）<br>第二梯队，可能名次第 2–4 名<br>同组中位 79.0"
    assert line.customdata[1] == "2026 年 2 月"
    assert "http" not in json.dumps(json.loads(figure.to_json()))


def test_the_chart_draws_the_middle_of_the_group_and_the_bands() -> None:
    months = [
        month(1, None, band="第一梯队"),
        month(2, 1.0, band="第三梯队", peer_median=None),
        month(3, 1.0, band="样本不足", peer_median=78.4),
    ]
    figure = trend_figure(months)
    assert list(figure.data[2].y) == [79.0, None, 78.4] and figure.data[2].line.dash == "4px,4px"
    assert list(figure.data[4].text) == ["一", "三", "·"]
    assert [label.text for label in figure.layout.annotations] == ["中位 78.4"]
    assert list(trend_figure([month(1, None, peer_median=None)]).layout.annotations) == []


@pytest.mark.parametrize(("middle", "shift"), [(79.9, -14), (80.1, 14), (86.0, 0)])
def test_labels_that_are_close_move_apart(middle: float, shift: int) -> None:
    assert trend_figure([month(1, None), month(2, 0.0, peer_median=middle)]).layout.annotations[0].yshift == shift


def test_what_happened_is_numbered_by_month_and_told_below() -> None:
    months = [month(1, None), month(2, 1.0), month(3, 1.0), month(4, 1.0, rule_version=2)]
    events = [
        event(1, "letter", "提醒函", number="营监提〔2026〕1号"), event(1, "letter", "督办函", number="<b>"), event(1, "letter", "提醒函", number=None),
        event(3, "inspection", "督查", findings=2), event(3, "inspection", "督查", findings=1), event(3, "letter", "提醒函", number="营监提〔2026〕9号"),
    ]  # fmt: skip
    found = happenings(months, events)
    assert [(item.number, item.month.month, item.words) for item in found] == [
        (1, 1, "提醒函 2 件（营监提〔2026〕1号）；督办函 1 件（<b>）"),
        (2, 3, "提醒函 1 件（营监提〔2026〕9号）；督查 2 次，问题 3 个"),
        (3, 4, "评分规则改为第 2 版，与上月不可比"),
    ]  # fmt: skip
    figure = trend_figure(months, found)
    assert list(figure.data[5].text) == ["1", "2", "3"] and len(figure.layout.shapes) == 1
    listed = happenings_list(found)
    assert "&lt;b&gt;" in listed and listed.count("<li>") == 3 and "2026-03" in listed
    assert "没有函件、检查" in happenings_list([])


def test_one_row_a_month_of_the_latest_version(served: Store) -> None:
    rows = served.rows("department_trend", month=MONTH, department_id="approval")
    assert [row["month"] for row in rows] == [date(2026, 1, 1), MONTH]
    assert [row["movement"] is None for row in rows] == [True, False]
    assert served.rows("department_trend", month=date(2026, 1, 1), department_id="approval") == rows[:1]
    assert served.rows("department_trend", month=MONTH, department_id="nobody") == []


def test_the_middle_of_the_group_is_that_of_its_ranked_departments(served: Store) -> None:
    shown = served.rows("department_trend", month=MONTH, department_id="approval")[-1]["peer_median"]
    scores = served.reading().cursor.execute(
        "SELECT score FROM ranking_snapshot WHERE month = DATE '2026-02-01' AND ranking_group = '职能部门' AND rank IS NOT NULL ORDER BY score"
    ).fetchall()  # fmt: skip
    middle = len(scores) // 2
    by_hand = scores[middle][0] if len(scores) % 2 else (scores[middle - 1][0] + scores[middle][0]) / 2
    assert shown == pytest.approx(by_hand, abs=1e-9)


def test_events_are_the_last_24_months_and_covert_ones_only_for_whom_they_are_meant(served: Store) -> None:
    inspection = {"kind": "督查", "round": 1, "department_id": "approval", "criteria": "窗口服务"}
    with served.writing() as writer:
        for table in ("letter", "inspection", "finding"):
            writer.delete(table)
        writer.insert("letter", [
            letter(1, issued_at=datetime(2026, 2, 28, 23, 59)), letter(2, issued_at=datetime(2026, 3, 1)), letter(3, issued_at=datetime(2024, 3, 1)),
            letter(4, issued_at=datetime(2024, 2, 29, 23, 59)), letter(5, issued_at=None), letter(6, issued_at=NOW, state="void"),
            letter(7, issued_at=datetime(2026, 2, 3), department_id="taxation"),
        ])  # fmt: skip
        writer.insert("inspection", [
            {"inspection_id": "I1", "is_covert": False, "inspected_at": datetime(2026, 1, 5), **inspection},
            {"inspection_id": "I2", "is_covert": True, "inspected_at": datetime(2026, 1, 6), **inspection},
        ])  # fmt: skip
        writer.insert("finding", [{
            "finding_id": "F1", "inspection_id": "I1", "department_id": "approval", "class_id": "A1", "title": "x", "severity": "一般",
            "found_at": datetime(2026, 1, 5),
        }])  # fmt: skip
    asked = {"month": MONTH, "department_id": "approval"}
    seen = served.rows("department_events", **asked, sees_covert=True)
    assert [(row["kind"], row["month"], row["findings"]) for row in seen] == [
        ("letter", date(2024, 3, 1), None), ("inspection", date(2026, 1, 1), 1), ("inspection", date(2026, 1, 1), 0), ("letter", MONTH, None),
    ]  # fmt: skip
    assert [row["kind"] for row in served.rows("department_events", **asked, sees_covert=False)] == [
        "letter",
        "inspection",
        "letter",
    ]
