"""Rows of the loop with everything filled in that a test does not care about."""

from datetime import date, datetime, timedelta
from typing import Any

NOW = datetime(2026, 3, 18, 9, 30)
MONTH = date(2026, 2, 1)


def rectification(number: int, **given: Any) -> dict[str, Any]:
    """Open since a month, due in a week, of 行政审批."""
    return {
        "rectification_id": f"R{number}",
        "origin_kind": "inspection",
        "origin_id": None,
        "department_id": "approval",
        "title": "并联审批无故退件",
        "measures": None,
        "opened_at": NOW - timedelta(days=30),
        "due_at": NOW + timedelta(days=7),
        "claimed_at": None,
        "confirmed_at": None,
        "verified_at": None,
        "lookback_due_at": None,
        "closed_at": None,
        "recurred_at": None,
        "rule_established": None,
        "state": "rectifying",
    } | given


def letter(number: int, **given: Any) -> dict[str, Any]:
    """A 提醒函 issued ten days ago whose reply is due in five."""
    return {
        "letter_id": f"L{number}",
        "kind": "提醒函",
        "number": None,
        "department_id": "approval",
        "title": "请核查",
        "drafted_at": NOW - timedelta(days=11),
        "signed_by": "签发人",
        "issued_at": NOW - timedelta(days=10),
        "reply_due_at": NOW + timedelta(days=5),
        "replied_at": None,
        "state": "delivered",
    } | given


def complaint(number: int, **given: Any) -> dict[str, Any]:
    """A complaint of yesterday at the anchor of 云桥."""
    return {
        "source": "test",
        "complaint_id": f"C{number}",
        "channel_id": "hotline_12345",
        "kind": "投诉",
        "is_urgent": False,
        "title": "审批超时",
        "content": None,
        "enterprise_id": None,
        "department_id": "approval",
        "domain_id": None,
        "class_id": "A2",
        "style_hint": None,
        "subdistrict_id": "yunqiao",
        "longitude": 104.065786,
        "latitude": 30.561413,
        "source_longitude": 104.065786,
        "source_latitude": 30.561413,
        "source_crs": "WGS-84",
        "cell": "8840e5aa53fffff",
        "is_outside_district": False,
        "submitted_at": NOW - timedelta(days=1),
        "accepted_at": None,
        "responded_at": None,
        "claimed_at": None,
        "response_due_at": None,
        "resolution_due_at": None,
        "duplicate_of": None,
        "is_confidential": False,
        "state": "handling",
        "batch_id": None,
    } | given
