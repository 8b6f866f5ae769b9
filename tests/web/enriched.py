"""What the small district needs so that every block of a portrait has something to show: answered complaints, adjustments, inspections."""

from datetime import datetime, timedelta
from typing import Any

from cloudeye.scoring import rank_month
from cloudeye.store import Store
from tests.web.records import MONTH, NOW, complaint, letter, rectification

# Twelve complaints of 行政审批 due in February: ten answered in time, nine done in time, seven called back and asked.
DUE, IN_TIME, DONE_IN_TIME, ASKED, SOLVED, SATISFIED = 12, 10, 9, 7, 5, 6


def _complaint(number: int, department: str) -> dict[str, Any]:
    submitted = datetime(2026, 2, 2, 10) + timedelta(days=number)
    due = datetime(2026, 2, 20, 23, 59, 59)
    return complaint(
        number, complaint_id=f"C{department}-{number}",
        department_id=department, submitted_at=submitted, response_due_at=submitted + timedelta(days=3), resolution_due_at=due,
        responded_at=submitted + timedelta(days=1 if number < IN_TIME else 5),
        claimed_at=due - timedelta(days=1) if number < DONE_IN_TIME else due + timedelta(days=2), state="closed",
    )  # fmt: skip


def enrich(store: Store) -> Store:
    """Fill and score February again."""
    with store.writing() as writer:
        for department in ("approval", "taxation"):
            writer.insert("complaint", [_complaint(number, department) for number in range(DUE)])
            writer.insert("callback", [
                {"callback_id": f"K{department}{number}", "complaint_id": f"C{department}-{number}", "called_at": datetime(2026, 2, 25),
                 "is_reached": True, "is_solved": number < SOLVED, "is_satisfied": number < SATISFIED}
                for number in range(ASKED)
            ])  # fmt: skip
        writer.insert("score_adjustment", [
            {"department_id": "approval", "month": MONTH, "kind": "bonus", "points": 1.5, "basis": "改革做法获推广"},
            {"department_id": "approval", "month": MONTH, "kind": "penalty", "points": 0.5, "basis": "督办函 <b>1 号"},
        ])  # fmt: skip
        writer.insert("letter", [
            letter(10, issued_at=NOW - timedelta(days=40), replied_at=NOW - timedelta(days=35), reply_due_at=NOW - timedelta(days=30)),
            letter(11, kind="督办函", issued_at=NOW - timedelta(days=60), replied_at=NOW - timedelta(days=20), reply_due_at=NOW - timedelta(days=50)),
        ])  # fmt: skip
        writer.insert("rectification", [
            rectification(30, state="claimed", claimed_at=NOW - timedelta(days=1)), rectification(31, state="lookback", claimed_at=NOW - timedelta(days=9)),
            rectification(32, origin_kind="complaint", origin_id="C0", title="诉求人的原话"), rectification(33, origin_kind="letter", origin_id="L10"),
        ])  # fmt: skip
        inspected = {"department_id": "approval", "kind": "督查", "round": 1, "criteria": "窗口服务"}
        writer.insert("inspection", [
            {"inspection_id": "I1", "is_covert": False, "inspected_at": NOW - timedelta(days=50), **inspected},
            {"inspection_id": "I2", "is_covert": True, "inspected_at": NOW - timedelta(days=20), **inspected},
        ])  # fmt: skip
        writer.insert("finding", [
            {"finding_id": f"F{number}", "inspection_id": "I1", "department_id": "approval", "class_id": "A1", "title": "x", "severity": severity,
             "found_at": NOW - timedelta(days=50)} for number, severity in enumerate(("严重", "较重", "一般"))
        ])  # fmt: skip
    rank_month(store, MONTH, at=NOW)
    return store
