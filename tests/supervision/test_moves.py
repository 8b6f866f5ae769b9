"""Moves through the states: the event, the times that a state sets, and the sentence when a move is not allowed."""

from datetime import datetime
from typing import Any

import pytest

from cloudeye.errors import CatalogueError, IllegalMove
from cloudeye.store import Store
from cloudeye.supervision import move, where

MONDAY = datetime(2026, 11, 16, 10, 0)
TUESDAY = datetime(2026, 11, 17, 10, 0)
AFTER = datetime(2026, 11, 27)


def rectification(store: Store, state: str) -> None:
    with store.writing() as writer:
        row = {
            "rectification_id": "ZG2026-0001", "origin_kind": "warning", "department_id": "approval", "title": "超期",
            "opened_at": MONDAY, "due_at": datetime(2026, 12, 7, 23, 59, 59), "state": state,
        }  # fmt: skip
        writer.insert("rectification", [row])


def letter(store: Store, letter_id: str, kind: str, state: str, **more: Any) -> None:
    with store.writing() as writer:
        row = {
            "letter_id": letter_id,
            "kind": kind,
            "department_id": "approval",
            "title": "提醒",
            "drafted_at": MONDAY,
            "state": state,
            **more,
        }
        writer.insert("letter", [row])


def step(store: Store, entity: str, id: str, to_state: str, at: datetime) -> None:
    with store.writing() as writer:
        move(writer, entity, id, to_state, actor="经办岗", reason="测试", at=at)


def value(store: Store, sql: str) -> Any:
    found = store.reading().cursor.execute(sql).fetchone()
    assert found is not None
    return found[0] if len(found) == 1 else found


def test_a_claim_sets_its_time_and_writes_the_event(catalogued: Store) -> None:
    rectification(catalogued, "rectifying")
    step(catalogued, "rectification", "ZG2026-0001", "claimed", MONDAY)
    assert value(catalogued, "SELECT state, claimed_at FROM rectification") == ("claimed", MONDAY)
    event = value(catalogued, "SELECT from_state, to_state, actor, reason, occurred_at FROM rectification_event")
    assert event == ("rectifying", "claimed", "经办岗", "测试", MONDAY)


def test_a_refused_claim_gets_a_second_term(catalogued: Store) -> None:
    rectification(catalogued, "rectifying")
    step(catalogued, "rectification", "ZG2026-0001", "claimed", MONDAY)
    step(catalogued, "rectification", "ZG2026-0001", "rectifying", TUESDAY)
    assert value(catalogued, "SELECT claimed_at, due_at, recurred_at FROM rectification") == (
        None,
        datetime(2026, 12, 1, 23, 59, 59),
        None,
    )


def test_what_comes_back_in_the_look_back_has_recurred(catalogued: Store) -> None:
    rectification(catalogued, "lookback")
    step(catalogued, "rectification", "ZG2026-0001", "rectifying", TUESDAY)
    assert value(catalogued, "SELECT recurred_at, verified_at FROM rectification") == (TUESDAY, None)


def test_nobody_jumps_to_the_end(catalogued: Store) -> None:
    rectification(catalogued, "rectifying")
    with pytest.raises(IllegalMove, match="整改「ZG2026-0001」当前为“整改中”，不能转为“已销号”。下一步可选：申请销号。"):
        step(catalogued, "rectification", "ZG2026-0001", "closed", MONDAY)
    assert value(catalogued, "SELECT count(*) FROM rectification_event") == 0


def test_the_end_is_the_end(catalogued: Store) -> None:
    rectification(catalogued, "closed")
    with pytest.raises(IllegalMove, match="无（已是终点）"):
        step(catalogued, "rectification", "ZG2026-0001", "rectifying", MONDAY)


def test_time_does_not_run_backwards(catalogued: Store) -> None:
    rectification(catalogued, "reminded")
    step(catalogued, "rectification", "ZG2026-0001", "signed", TUESDAY)
    with pytest.raises(IllegalMove, match="不能登记更早的时间 2026-11-16 10:00"):
        step(catalogued, "rectification", "ZG2026-0001", "rectifying", MONDAY)


def test_unknown_things_are_named(catalogued: Store) -> None:
    with pytest.raises(IllegalMove, match="找不到整改「没有」"):
        step(catalogued, "rectification", "没有", "signed", MONDAY)
    with pytest.raises(IllegalMove, match="没有名为「工单」的办理对象"):
        step(catalogued, "工单", "1", "signed", MONDAY)


def test_a_number_is_given_when_a_letter_is_issued(catalogued: Store) -> None:
    letter(catalogued, "a", "提醒函", "void", number="营监提〔2026〕1号", issued_at=MONDAY)
    letter(catalogued, "b", "提醒函", "review")
    letter(catalogued, "c", "监察建议书", "review")
    step(catalogued, "letter", "b", "issued", TUESDAY)
    step(catalogued, "letter", "c", "issued", TUESDAY)
    rows = catalogued.reading().cursor.execute(
        "SELECT number, signed_by, issued_at, reply_due_at FROM letter WHERE letter_id <> 'a' ORDER BY letter_id"
    )
    assert rows.fetchall() == [
        ("营监提〔2026〕2号", "经办岗", TUESDAY, datetime(2026, 12, 1, 23, 59, 59)),
        ("营监建〔2026〕1号", "经办岗", TUESDAY, datetime(2026, 12, 17, 23, 59, 59)),
    ]


def test_a_reply_sent_back_counts_as_not_given_and_gets_a_new_term(catalogued: Store) -> None:
    letter(catalogued, "a", "督办函", "signed", number="营监督〔2026〕1号", issued_at=MONDAY, reply_due_at=MONDAY)
    step(catalogued, "letter", "a", "replied", MONDAY)
    assert value(catalogued, "SELECT replied_at, reply_due_at FROM letter") == (MONDAY, MONDAY)
    step(catalogued, "letter", "a", "signed", TUESDAY)
    due = datetime(2026, 11, 26, 23, 59, 59)
    assert value(catalogued, "SELECT replied_at, reply_due_at, number FROM letter") == (None, due, "营监督〔2026〕1号")
    overdue = {now: sum(row["overdue"] for row in catalogued.rows("letter_totals", now=now)) for now in (due, AFTER)}
    assert overdue == {due: 0, AFTER: 1}


def test_signing_for_a_letter_keeps_its_term(catalogued: Store) -> None:
    letter(catalogued, "a", "督办函", "delivered", number="营监督〔2026〕1号", issued_at=MONDAY, reply_due_at=MONDAY)
    step(catalogued, "letter", "a", "signed", TUESDAY)
    assert value(catalogued, "SELECT reply_due_at FROM letter") == MONDAY


def test_the_look_back_comes_after_the_days_of_the_catalogue(catalogued: Store) -> None:
    rectification(catalogued, "verified")
    step(catalogued, "rectification", "ZG2026-0001", "lookback", MONDAY)
    assert value(catalogued, "SELECT lookback_due_at FROM rectification") == datetime(2026, 12, 16, 23, 59, 59)


def test_a_kind_of_letter_that_the_catalogue_lacks_is_named(catalogued: Store) -> None:
    letter(catalogued, "a", "贺信", "review")
    with pytest.raises(CatalogueError, match="没有函件种类「贺信」"):
        step(catalogued, "letter", "a", "issued", TUESDAY)


def test_a_recurrence_takes_nothing_from_a_year_that_is_over(catalogued: Store) -> None:
    last_year = datetime(2025, 12, 1, 10)
    rectification(catalogued, "lookback")
    with catalogued.writing() as writer:
        writer.cursor.execute("UPDATE rectification SET origin_kind = 'inspection', rule_established = '规则'")
    step(catalogued, "rectification", "ZG2026-0001", "closed", last_year)
    before = catalogued.row("annual_counters", now=MONDAY)
    assert (before["problems_rectified"], before["rules_established"]) == (1, 1)
    with catalogued.writing() as writer:  # a district whose states let it come back
        writer.cursor.execute("UPDATE state SET next_states = 'rectifying' WHERE entity = 'rectification' AND state = 'closed'")
    for state in ("rectifying", "claimed", "verified", "lookback", "closed"):
        step(catalogued, "rectification", "ZG2026-0001", state, MONDAY)
    assert catalogued.row("annual_counters", now=MONDAY) == before


def test_the_first_answer_of_a_complaint_keeps_its_time(catalogued: Store) -> None:
    with catalogued.writing() as writer:
        row = {
            "source": "test", "complaint_id": "SQ1", "kind": "投诉", "is_urgent": False, "is_outside_district": False,
            "submitted_at": MONDAY, "is_confidential": False, "state": "handling",
        }  # fmt: skip
        writer.insert("complaint", [row])
    step(catalogued, "complaint", "SQ1", "replied", MONDAY)
    for state in ("callback", "reopened", "dispatched", "signed", "handling", "replied"):
        step(catalogued, "complaint", "SQ1", state, TUESDAY)
    assert value(catalogued, "SELECT claimed_at, responded_at FROM complaint") == (MONDAY, MONDAY)


def test_where_tells_what_may_come_next(catalogued: Store) -> None:
    rectification(catalogued, "claimed")
    with catalogued.writing() as writer:
        position = where(writer, "rectification", "ZG2026-0001")
    assert position.label == "申请销号"
    assert position.nexts == {"verified": "核验通过", "rectifying": "整改中"}
