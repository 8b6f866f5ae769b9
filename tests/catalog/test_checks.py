"""Each check finds its own offence, and only that."""

from datetime import date, datetime
from typing import Any

import pytest

from cloudeye.catalog import run_checks
from cloudeye.store import Store
from cloudeye.store.queries import in_folder

AT = datetime(2026, 11, 2, 10)

RECORD: dict[str, Any] = {
    "source": "窗口", "record_id": "R1", "item_id": "S002", "department_id": "approval", "submitted_at": AT, "accepted_at": AT,
    "finished_at": None, "limit_days": 1.0, "is_returned": False, "is_online": True, "is_compliant": True, "visits": 0,
}  # fmt: skip
COMPLAINT: dict[str, Any] = {
    "source": "热线", "complaint_id": "C1", "kind": "投诉", "is_urgent": False, "is_outside_district": False, "submitted_at": AT,
    "is_confidential": False, "state": "handling",
}  # fmt: skip
LETTER: dict[str, Any] = {
    "letter_id": "L1", "kind": "提醒函", "number": None, "department_id": "approval", "title": "提醒", "drafted_at": AT,
    "signed_by": None, "issued_at": None, "state": "draft",
}  # fmt: skip
SIGNED = LETTER | {"signed_by": "签发人", "issued_at": AT, "state": "issued"}
INDICATOR = {
    "indicator_id": "D01-01",
    "domain_id": "D01",
    "name": "甲",
    "lead_department_id": "taxation",
    "weight": 1.0,
    "position": 99,
}
POINT = {
    "point_id": "D01-001", "indicator_id": "D01-01", "name": "甲", "unit": "", "better": "lower", "frequency": "月",
    "source_type": "部门填报", "is_key": False, "position": 999,
}  # fmt: skip
SPEC = {"point_id": "D01-001", "version": 2, "valid_from": None, "best": 1.0, "worst": 6.0, "weight": 1.0, "method": "DTF"}
DEPARTMENT = {
    "department_id": "taxation", "name": "甲", "short_name": "甲", "kind": "部门", "ranking_group": "全部",
    "is_ranked": True, "position": 99,
}  # fmt: skip
MEASUREMENT = {"point_id": "D01-001", "period": date(2026, 10, 1), "value": 1.0, "status": "已报", "source": "upload"}
EVENT = {"occurred_at": AT, "actor": "系统"}
ENTERPRISE = {"enterprise_id": "E1", "uscc": "91350100M000100Y43", "name": "甲", "scale": "小型"}
RECTIFICATION = {
    "rectification_id": "Z1", "origin_kind": "visit", "department_id": "taxation", "title": "甲", "opened_at": AT, "due_at": AT,
    "state": "reminded",
}  # fmt: skip
ROLLUP = dict.fromkeys(
    "records working_minutes working_minutes_squared minutes minutes_squared late online returned compliant same_day visits "
    "visits_squared quantities quantity quantity_squared rated rated_good".split(),
    0,
) | {"item_id": "S002", "department_id": "approval", "month": date(2026, 11, 1)}

ACCOUNT = {
    "account_id": "A1", "login": "liming", "name": "李", "origin": "local", "must_change_password": True, "failures": 0,
    "is_disabled": False, "created_at": AT, "created_by": "x",
}  # fmt: skip

Offence = tuple[str, list[dict[str, Any]]]
OBJECTION = {
    "objection_id": "O1", "month": date(2026, 10, 1), "department_id": "approval", "part": "indicators", "component_id": "D01-003",
    "claim": "更正", "claimed_value": 2.0, "basis": "漏计", "filed_at": AT, "filed_by": "甲", "state": "待裁定",
}  # fmt: skip
OFFENCES: dict[str, list[Offence]] = {
    "indicator_without_single_lead": [("indicator", [INDICATOR])],
    "point_without_spec": [
        ("point", [POINT | {"point_id": "X"}]),
        ("point_spec", [SPEC | {"best": 6.0, "valid_from": date(2026, 1, 1)}]),
    ],
    "point_specs_overlap": [("point_spec", [SPEC]), ("point_spec", [SPEC | {"version": 1}])],
    "department_unknown": [
        ("complaint", [COMPLAINT | {"department_id": "nobody"}]),
        ("service_record", [RECORD | {"department_id": "x"}]),
    ],
    "department_duplicate": [("department", [DEPARTMENT])],
    "point_duplicate": [("point", [POINT])],
    "account_duplicate": [("account", [ACCOUNT, ACCOUNT | {"account_id": "A2", "is_disabled": True}])],
    "measurement_duplicate": [("measurement", [MEASUREMENT, MEASUREMENT])],
    "service_record_duplicate": [("service_record", [RECORD, RECORD, RECORD | {"source": "网上"}])],
    "complaint_duplicate": [("complaint", [COMPLAINT, COMPLAINT])],
    "enterprise_duplicate": [("enterprise", [ENTERPRISE, ENTERPRISE | {"uscc": "91512081MA62K0260E"}])],
    "rectification_duplicate": [("rectification", [RECTIFICATION, RECTIFICATION])],
    "rollup_differs_from_records": [("service_rollup", [ROLLUP]), ("service_record", [RECORD | {"finished_at": AT}])],
    "complaint_closed_without_reply": [("complaint", [COMPLAINT | {"state": "closed", "claimed_at": AT}])],
    "state_unknown": [("complaint", [COMPLAINT | {"state": "gone"}])],
    "state_move_illegal": [("letter_event", [EVENT | {"letter_id": "L1", "from_state": "draft", "to_state": "accepted"}])],
    "letter_without_signer": [("letter", [SIGNED | {"signed_by": " "}]), ("letter", [LETTER | {"state": "delivered"}])],
    "letter_number_gap": [
        ("letter", [SIGNED | {"number": "云提〔2026〕2号"}]),
        ("letter", [SIGNED | {"number": "云提〔2026〕1号"}, SIGNED | {"letter_id": "L2", "number": "云提〔2026〕1号"}]),
        ("letter", [SIGNED | {"number": "云提[2026]1号"}]),
        ("letter", [SIGNED | {"number": "云提〔2026〕01号"}]),
    ],
    "objection_unfounded": [
        ("objection", [OBJECTION | {"component_id": "nothing"}]),
        ("objection", [OBJECTION | {"department_id": "nobody"}]),
        ("objection", [OBJECTION | {"claimed_value": None}]),
        ("objection", [OBJECTION, OBJECTION | {"objection_id": "O2"}]),
        ("objection", [OBJECTION | {"state": "采纳", "decided_at": AT, "decided_by": "乙"}]),
    ],
    "derivation_unknown_reference": [
        ("derivation", [{"point_id": "X", "source": "complaints", "measure": "complaint_count"}]),
        ("derivation", [{"point_id": "D01-003", "source": "service_records", "measure": "late_count", "item_id": "S999"}]),
    ],
}
INNOCENT: list[Offence] = [
    ("account", [ACCOUNT, ACCOUNT | {"account_id": "A2", "login": "lihua"}]),
    ("service_record", [RECORD, RECORD | {"source": "网上"}, RECORD | {"record_id": "R2"}]),
    ("complaint", [COMPLAINT, COMPLAINT | {"complaint_id": "C2", "state": "closed", "responded_at": AT, "claimed_at": AT}]),
    (
        "objection",
        [OBJECTION, OBJECTION | {"objection_id": "O2", "component_id": "D01-004", "claim": "剔除", "claimed_value": None}],
    ),
    ("letter", [LETTER]),
    ("letter", [SIGNED | {"letter_id": f"M{n}", "number": f"云提〔{year}〕{n}号"} for year in (2025, 2026) for n in (2, 1, 3)]),
    ("letter_event", [EVENT | {"letter_id": "L1", "from_state": None, "to_state": "draft"}]),
    ("point_spec", [SPEC | {"valid_from": date(2026, 1, 1)}]),
    ("measurement", [MEASUREMENT, MEASUREMENT | {"period": date(2026, 11, 1)}]),
    ("enterprise", [ENTERPRISE, ENTERPRISE | {"enterprise_id": "E2"}]),
    ("rectification", [RECTIFICATION, RECTIFICATION | {"rectification_id": "Z2"}]),
]


def offending(store: Store) -> set[str]:
    return {result["name"] for result in run_checks(store) if result["offending_rows"]}


def test_every_check_has_an_offence_here() -> None:
    assert {check.name for check in in_folder("checks")} == set(OFFENCES)


@pytest.mark.parametrize(("name", "number"), [(name, number) for name, cases in OFFENCES.items() for number in range(len(cases))])
def test_offence_is_found(catalogued: Store, name: str, number: int) -> None:
    table, rows = OFFENCES[name][number]
    with catalogued.writing() as writer:
        writer.insert(table, rows)
    assert offending(catalogued) == {name}


def test_what_is_allowed_offends_no_check(catalogued: Store) -> None:
    with catalogued.writing() as writer:
        for table, rows in INNOCENT:
            writer.insert(table, rows)
    assert offending(catalogued) == set()


def test_the_number_of_offending_rows(catalogued: Store) -> None:
    with catalogued.writing() as writer:
        writer.insert("complaint", [COMPLAINT, COMPLAINT, COMPLAINT | {"complaint_id": "C2"}, COMPLAINT | {"complaint_id": "C2"}])
    assert {result["name"]: result["offending_rows"] for result in run_checks(catalogued)}["complaint_duplicate"] == 2
