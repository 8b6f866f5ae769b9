"""Texts that would run if anything ever took them for more than text: markup, scripts, formulas; in every field that people fill."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from cloudeye.catalog import today
from cloudeye.store import Store
from tests.security.markers import OTHER

# Each calls hacked() if it is ever run; the numbers say which one it was.
IMAGE = "<img src=x onerror=hacked(1)>"
SCRIPT = "\"'></b></td><script>hacked(2)</script>"
HANDLER = "' onmouseover=hacked(3) onfocus='hacked(3)' autofocus x='"
ADDRESS = "javascript:hacked(4)"
DRAWING = "]]></svg></style><svg/onload=hacked(5)>${hacked(5)}{{hacked(5)}}"
BROKEN_OUT = "</script><script>hacked(6)</script>"
LINK = "[点](javascript:hacked(7)) <a href=javascript:hacked(7)>点</a>"
ALL = (IMAGE, SCRIPT, HANDLER, ADDRESS, DRAWING, BROKEN_OUT, LINK)

FORMULAS = (
    *('=HYPERLINK("http://evil.example","x")', "+1+1", "-1+1", "@SUM(1)", "\t=1+1", "\r=1+1", "\n=1+1", " =1+1", "\u3000=1+1"),
    *("＝1+1", "＋1", "－1", "＠SUM(1)", "\ufeff=1+1", "\u200b=1+1", "\u00a0=1+1", '";=1+1', "=1+1;=2+2"),
)
CASE = "SQ20260315901"
DEPARTMENT = "water_supply"


def _complaint(number: str, now: datetime, **given: Any) -> dict[str, Any]:
    return {
        "source": "poison", "complaint_id": number, "channel_id": "hotline_12345", "kind": "投诉", "is_urgent": False, "title": "普通标题",
        "content": None, "enterprise_id": None, "department_id": OTHER, "domain_id": None, "class_id": "A2", "style_hint": None,
        "subdistrict_id": "yunqiao", "longitude": None, "latitude": None, "source_longitude": None, "source_latitude": None,
        "source_crs": None, "cell": None, "is_outside_district": False, "submitted_at": now - timedelta(days=3), "accepted_at": None,
        "responded_at": None, "claimed_at": None, "response_due_at": None, "resolution_due_at": None, "duplicate_of": None,
        "is_confidential": False, "state": "handling", "batch_id": None, "complainant": None, "phone": None, "id_number": None,
        "address": None,
    } | given  # fmt: skip


def seed(database: Path) -> None:
    """Write the poison into a closed district: records of every kind, and the catalogue's own names."""
    with Store(database) as store:
        now, everything = today(store), " ".join(ALL)
        with store.writing() as writer:
            writer.insert(
                "enterprise",
                [
                    {
                        "enterprise_id": "E-POISON",
                        "uscc": HANDLER[:18],
                        "name": everything,
                        "scale": IMAGE,
                        "subdistrict_id": "yunqiao",
                    }
                ],
            )
            said = {"title": everything, "content": everything, "style_hint": SCRIPT, "complainant": IMAGE, "phone": HANDLER,
                    "id_number": SCRIPT, "address": DRAWING, "enterprise_id": "E-POISON"}  # fmt: skip
            writer.insert("complaint", [_complaint(CASE, now, **said)])
            writer.insert(
                "complaint",
                [
                    _complaint(
                        f"SQ202603159{number + 10}",
                        now,
                        title=formula,
                        content=formula,
                        address=f"{formula}路",
                        complainant=f"=人{number}",
                    )
                    for number, formula in enumerate(FORMULAS)
                ],
            )
            writer.insert(
                "complaint_event",
                [
                    {
                        "complaint_id": CASE,
                        "occurred_at": now,
                        "from_state": None,
                        "to_state": "handling",
                        "actor": text,
                        "reason": text,
                    }
                    for text in ALL
                ],
            )
            writer.insert(
                "callback",
                [
                    {"callback_id": f"{CASE}-H1", "complaint_id": CASE, "called_at": now, "is_reached": True, "is_solved": False,
                     "is_satisfied": False, "reason": everything}
                ],
            )  # fmt: skip
            writer.insert("rectification", [_rectification(now, everything)])
        cursor = store.reading().cursor
        for table, column, where, text in NAMES:
            cursor.execute(f"UPDATE {table} SET {column} = $text WHERE {where}", {"text": text})


# Names of the catalogue: those of a department that is ranked, of what it is scored by, of what filters offer.
NAMES = (
    ("department", "name", f"department_id = '{DEPARTMENT}'", f"=供水{IMAGE}"),
    ("department", "short_name", f"department_id = '{DEPARTMENT}'", f"＝供水{SCRIPT}"),
    ("subdistrict", "name", "subdistrict_id = 'jinhe'", f"金河{IMAGE}"),
    ("point", "name", "position % 3 = 0", f"@靶点{SCRIPT}"),
    ("indicator", "name", "position % 3 = 0", f"-指标{HANDLER}{IMAGE}"),
    ("reform_task", "title", "position % 3 = 0", f"+任务{DRAWING}"),
    ("problem_class", "name", "class_id = 'A2'", f"超时{IMAGE}"),
    ("channel", "name", "channel_id = 'hotline_12345'", f"热线{BROKEN_OUT}"),
    ("objection", "basis", "state = '待裁定'", f"依据{SCRIPT}{IMAGE}"),
    ("objection", "reason", "reason IS NOT NULL", f"理由{DRAWING}"),
    ("state", "label", "entity = 'complaint' AND state = 'handling'", f"办理中{IMAGE}"),
)


def _rectification(now: datetime, text: str) -> dict[str, Any]:
    return {
        "rectification_id": "R-POISON", "origin_kind": "visit", "origin_id": None, "department_id": DEPARTMENT, "title": text,
        "measures": text, "opened_at": now - timedelta(days=700), "due_at": now - timedelta(days=600), "claimed_at": None,
        "confirmed_at": None, "verified_at": None, "lookback_due_at": None, "closed_at": None, "recurred_at": None,
        "rule_established": None, "state": "rectifying",
    }  # fmt: skip
