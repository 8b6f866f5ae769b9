"""Objections as they are shown: what waits, what was decided, and what would come of it."""

import re
from datetime import datetime
from typing import Any

from cloudeye.store import Store
from cloudeye.web.leader.ranking.objections import objections_panel, tried_out
from tests.web.rankings import view
from tests.web.records import MONTH, NOW


def objection(name: str, **given: Any) -> dict[str, Any]:
    return {
        "department": name, "department_id": name, "part": "tasks", "component_id": "t", "component": "首问负责制", "unit": "%", "value": 51.5,
        "claim": "更正", "claimed_value": 57.14, "basis": "漏计", "state": "待裁定", "filed_at": datetime(2026, 3, 5, 10), "reason": None,
    } | given  # fmt: skip


def tried(name: str, **given: Any) -> dict[str, Any]:
    both = {"score": 80.0, "rank_low": 2, "rank_high": 4, "band": "第二梯队"}
    row = {f"{key}_{when}": value for key, value in both.items() for when in ("before", "after")}
    return {"department": name, "department_id": name} | row | given


def words(markup: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", markup)).strip()


def test_nobody_objected() -> None:
    assert objections_panel([], None, view()) == ""


def test_what_waits_and_what_it_claims() -> None:
    rows = [
        objection("甲"),
        objection("乙", claim="剔除", claimed_value=None, component=None, component_id="SQ1", unit=None, value=None),
        objection("丙", state="采纳", value=26.3, claimed_value=26.3, reason="已重新报送"),
    ]
    said = words(objections_panel(rows, None, view()))
    assert said.startswith("待裁定异议 2 件 试算若全部成立 甲 待裁定 首问负责制：要求由 51.5% 更正为 57.14% 漏计（03-05 提出）")
    assert "乙 待裁定 诉求 SQ1：要求剔除" in said and "已裁定 1 件 丙 采纳 首问负责制：要求更正，现为 26.3%" in said


def test_all_decided() -> None:
    said = words(objections_panel([objection("甲", state="不予采纳", reason="材料不足")], None, view()))
    assert said.startswith("异议 1 件，均已裁定") and "材料不足" in said and "试算" not in said


def test_what_would_come_of_it() -> None:
    rows = [
        tried("甲", score_after=83.0, rank_low_after=1),
        tried("乙", rank_high_after=5),
        tried("丙"),
        tried("丁", score_before=None, score_after=None, rank_low_before=None, rank_low_after=None),
    ]
    said = words(objections_panel([objection("甲")], rows, view(is_tried=True)))
    assert "甲 80.0 → 83.0 2–4 → 1–4 不变 乙 80.0 2–4 → 2–5 不变" in said and "丙 80.0" not in said
    assert "其余部门的梯队都不受影响。" in said and "按全部成立试算，不入库" in said


def test_others_whose_band_would_change_are_named() -> None:
    rows = [tried("甲", band_after="第一梯队"), tried("乙", band_after="第三梯队")]
    said = words(objections_panel([objection("甲")], rows, view(is_tried=True)))
    assert "第二 → 第一" in said and "另有 1 个部门的梯队会变：乙。" in said and "不受影响" not in said


def test_what_people_wrote_is_only_ever_text() -> None:
    bad = "<img src=x>"
    said = dict.fromkeys(("department", "component", "basis", "reason", "unit"), bad)
    drawn = objections_panel([objection("甲"), objection("乙", **said), objection("丙", state="采纳", **said)], None, view())
    drawn += objections_panel([objection("甲")], [tried("甲", department=bad, band_after=bad)], view(is_tried=True))
    assert "<img" not in drawn and "&lt;img" in drawn


def test_it_is_computed_once_until_the_data_change(served: Store) -> None:
    cursor = served.reading().cursor
    [(task, lead)] = cursor.execute(
        "SELECT t.task_id, t.lead_department_id FROM reform_task t JOIN task_progress p ON p.task_id = t.task_id "
        "WHERE p.month = ? AND p.actual_percent < p.planned_percent ORDER BY 1 LIMIT 1", [MONTH]
    ).fetchall()  # fmt: skip
    filed = {"objection_id": "Y1", "month": MONTH, "department_id": lead, "part": "tasks", "component_id": task, "claim": "更正"}
    with served.writing() as writer:
        writer.insert(
            "objection",
            [{**filed, "claimed_value": 100.0, "basis": "漏计", "filed_at": NOW, "filed_by": "联络员", "state": "待裁定"}],
        )
    first = tried_out(MONTH)
    assert first is tried_out(MONTH)
    moved = next(row for row in first if row["department_id"] == lead)
    assert moved["score_after"] > moved["score_before"]
    with served.writing() as writer:
        writer.delete("objection")
    assert tried_out(MONTH) == ()
