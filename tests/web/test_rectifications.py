"""The register of rectifications and one of them: order, clocks, states, the viewer's own only, and what a complaint's origin hides."""

import csv
import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cloudeye.access.viewer import Viewer
from cloudeye.store import Store
from cloudeye.web import district
from cloudeye.web.leader.records import rectifications
from cloudeye.web.leader.records.clocks import state_words
from cloudeye.web.leader.records.rectifications import ORIGINS, STATES, Filters
from cloudeye.web.supervisor.panels import track
from tests.web.reading import links_in, markup_of, rows_in, words_in
from tests.web.records import NOW, complaint, letter, rectification
from tests.web.standing import visitor_at
from tests.web.test_door import taken

SignedIn = Callable[..., Viewer]
LIST, CASE = "leader/rectifications", "leader/rectification"
DAY = timedelta(days=1)
SAID = "云启瑞标记科技有限公司的欧阳某某，电话15400001234"
# Of each phase what a row of it holds.
PHASES: dict[str, dict[str, Any]] = {
    "rectifying": {},
    "claimed": {"claimed_at": NOW - DAY},
    "lookback": {"claimed_at": NOW - 9 * DAY, "verified_at": NOW - 5 * DAY, "lookback_due_at": NOW + 25 * DAY},
    "closed": {"claimed_at": NOW - 9 * DAY, "verified_at": NOW - 5 * DAY, "closed_at": NOW - DAY},
}


def keep(store: Store, rows: list[dict[str, Any]]) -> None:
    """Nothing but these rectifications."""
    with store.writing() as writer:
        writer.delete("rectification")
        writer.insert("rectification", rows)


@pytest.fixture
def register(served: Store) -> Store:
    """R1 from a letter, 12 days late; R2 from a complaint whose words were copied; R3 waits for a check; R4 for its look-back; R5 is closed,
    of 税务; R6 recurred."""
    with served.writing() as writer:
        writer.insert("letter", [letter(7, kind="履责提示函", reply_due_at=NOW - 3 * DAY) | {"number": "营监示〔2026〕7号"}])
        writer.insert("complaint", [complaint(77, class_id="A2", complainant="欧阳某某", phone="15400001234")])
        event = {"rectification_id": "R2", "occurred_at": NOW - 2 * DAY, "from_state": None, "to_state": "rectifying"}
        writer.insert("rectification_event", [event | {"actor": "欧阳某某", "reason": SAID}])
        moved = {"rectification_id": "R6", "occurred_at": NOW - 4 * DAY, "actor": "监督检查室核验岗"}
        writer.insert(
            "rectification_event",
            [moved | {"from_state": "lookback", "to_state": "rectifying", "reason": "回头看发现问题复发，重新整改"}],
        )
    keep(
        served,
        [
            rectification(1, origin_kind="letter", origin_id="L7", opened_at=NOW - 30 * DAY, due_at=NOW - 12 * DAY),
            rectification(2, origin_kind="complaint", origin_id="C77", title=SAID, measures=SAID, rule_established=SAID),
            rectification(3, state="claimed", origin_kind="visit", **PHASES["claimed"]),
            rectification(4, state="lookback", rule_established="《涉企事项首问负责办法》", **PHASES["lookback"]),
            rectification(5, state="closed", department_id="taxation", **PHASES["closed"]),
            rectification(6, recurred_at=NOW - 4 * DAY, due_at=NOW + 2 * DAY),
        ],
    )
    return served


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(list(PHASES)), st.integers(-3, 3)), max_size=20), st.integers(1, 6))
def test_pages_are_complete_and_without_repeats_under_ties(served: Store, drawn: list[tuple[str, int]], size: int) -> None:
    """Many have the same term, so that only their numbers tell them apart."""
    keep(
        served,
        [
            rectification(number, state=state, due_at=NOW + days * DAY, **PHASES[state])
            for number, (state, days) in enumerate(drawn)
        ],
    )
    page, pages = rectifications.page(None, Filters(), now=NOW, size=size), []
    assert page.before is None and page.total == len(drawn)
    while True:
        pages.append([row["rectification_id"] for row in page.rows])
        assert len(pages[-1]) <= size and len(pages) <= 25
        if page.after is None:
            break
        page = rectifications.page(None, Filters(), now=NOW, after=page.after, size=size)
    seen = [number for numbers in pages for number in numbers]
    assert sorted(seen) == sorted(f"R{number}" for number in range(len(drawn)))
    order = {
        f"R{number}": (list(PHASES).index(state), days if state == "rectifying" else 0, f"R{number}")
        for number, (state, days) in enumerate(drawn)
    }
    assert seen == sorted(seen, key=order.__getitem__)
    for number in range(len(pages) - 1, 0, -1):
        back = rectifications.page(None, Filters(), now=NOW, before=pages[number][0], size=size)
        assert [row["rectification_id"] for row in back.rows] == pages[number - 1] and (back.before is None) == (number == 1)


@given(
    st.builds(
        Filters, st.none() | st.just("approval"), st.none() | st.sampled_from(list(STATES)), st.none() | st.sampled_from(list(ORIGINS)),
        st.none() | st.just("R1&2=3"),
    )
)  # fmt: skip
def test_filters_come_back_from_the_address(filters: Filters) -> None:
    assert Filters.read(filters.written()) == filters


def test_the_numbers_are_those_of_the_rows(register: Store, signed_in: SignedIn) -> None:
    signed_in("leader")
    markup = markup_of(LIST)
    cursor = register.reading().cursor
    total, unfinished, late = cursor.execute(
        "SELECT count(*), count(*) FILTER (closed_at IS NULL), count(*) FILTER (claimed_at IS NULL AND due_at < $now) FROM rectification",
        {"now": NOW},
    ).fetchall()[0]
    assert (total, unfinished, late) == (6, 5, 1)
    assert f"整改 {total} 件，{unfinished} 件尚未销号，其中 {late} 件超期。" in words_in(markup)
    assert [row[0] for row in rows_in(markup)] == ["R1", "R6", "R2", "R3", "R4", "R5"]
    assert [row[4] for row in rows_in(markup)] == ["■ 超期 12 天", "▲ 剩 2 天", "● 整改中", "◆ 待核验", "○ 回头看", "● 已销号"]
    first = rows_in(markup)[0]
    assert first[3] == "提示函 营监示〔2026〕7号" and first[5:7] == ["10/7 天", "30/18 天"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [({"state": "overdue"}, ["R1"]), ({"state": "working"}, ["R1", "R6", "R2"]), ({"state": "claimed"}, ["R3"]), ({"state": "lookback"}, ["R4"]),
     ({"state": "closed"}, ["R5"]), ({"origin": "letter"}, ["R1"]), ({"department": "taxation"}, ["R5"]), ({"search": "r4"}, ["R4"]),
     ({"search": "并联"}, ["R1", "R6", "R3", "R4", "R5"]), ({"search": "标记"}, []), ({"state": "closed", "origin": "visit"}, []),
     ({"state": "nothing", "origin": "x"}, ["R1", "R6", "R2", "R3", "R4", "R5"])],
)  # fmt: skip
def test_filters_live_in_the_address(register: Store, signed_in: SignedIn, query: dict[str, str], expected: list[str]) -> None:
    signed_in("leader")
    markup = markup_of(LIST, **query)
    assert [row[0] for row in rows_in(markup)] == expected
    if not expected:
        assert "没有符合条件的整改" in words_in(markup)


def test_the_wall_counts_the_same_overdue(register: Store) -> None:
    wall = {row["rectification_id"]: row["days_late"] for row in district.ask("rectifications_overdue", now=NOW)}
    page = rectifications.page(None, Filters(state="overdue"), now=NOW)
    assert {row["rectification_id"]: row["days_late"] for row in page.rows} == wall == {"R1": 12}


def test_states_at_their_bounds() -> None:
    row = {"days_late": None, "days_left": 3, "phase": "在改", "state_label": "整改中"}
    assert state_words(row) == ("warn", "剩 3 天") and state_words(row | {"days_left": 0}) == ("warn", "今天到期")
    assert state_words(row | {"days_left": 4}) == ("data", "整改中") and state_words(row | {"days_late": 1}) == (
        "late",
        "超期 1 天",
    )
    assert "fill-late" not in track(5, 5, tone="met", is_late=False) and "width:50.0%" in track(10, 5, tone="muted", is_late=True)
    assert "width:0.0%" in track(0, 0, tone="data", is_late=False)


def test_a_liaison_sees_the_own_department_only(register: Store, signed_in: SignedIn) -> None:
    signed_in("liaison", "taxation")
    assert [row[0] for row in rows_in(markup_of(LIST))] == ["R5"]
    foreign, unknown = words_in(markup_of(LIST, department="approval")), words_in(markup_of(LIST, department="nobody"))
    assert foreign.replace("approval", "X") == unknown.replace("nobody", "X")
    foreign, unknown = words_in(markup_of(CASE, rectification="R1")), words_in(markup_of(CASE, rectification="R99"))
    assert foreign.replace("R1", "X") == unknown.replace("R99", "X") and "不在您的查看范围内" in foreign
    assert "监督核验通过，回头看未复发" in words_in(markup_of(CASE, rectification="R5"))


def test_one_from_a_letter_shows_both_clocks_and_where_it_came_from(register: Store, signed_in: SignedIn) -> None:
    signed_in("leader")
    markup = markup_of(CASE, rectification="R1", state="overdue")
    said = words_in(markup)
    assert "■ 超期 12 天。部门尚未申请销号。" in said
    assert "10/7 天" in said and "30/18 天" in said and "履责提示函 营监示〔2026〕7号" in said
    assert "./leader-rectifications?state=overdue" in links_in(markup) and "./leader-department?department=approval" in links_in(
        markup
    )
    for word in ("部门称办结", "未申请", "企业确认", "未确认", "监督核验", "未核验", "回头看", "未开始"):
        assert word in said


def test_closing_is_not_solving(register: Store, signed_in: SignedIn) -> None:
    signed_in("leader")
    claimed, looking = words_in(markup_of(CASE, rectification="R3")), words_in(markup_of(CASE, rectification="R4"))
    assert "部门已申请销号，还不算办结" in claimed and "◆ 待核验" in claimed and "03-17 已申请" in claimed
    assert "03-13 通过" in looking and "04-12 到期" in looking and "《涉企事项首问负责办法》" in looking
    recurred = words_in(markup_of(CASE, rectification="R6"))
    assert "03-14 复发" in recurred and "退回整改" in recurred and "复发后重新整改" in recurred


@pytest.mark.parametrize("role", ["leader", "liaison", "analyst", "supervisor", "special_supervisor"])
def test_the_words_of_a_complaint_do_not_come_through(register: Store, signed_in: SignedIn, role: str) -> None:
    """Whoever wrote the rectification may have copied them: into its title, its measures, its rule, a reason, an actor."""
    signed_in(role, "approval" if role == "liaison" else None)
    listed, one = markup_of(LIST), markup_of(CASE, rectification="R2")
    for secret in ("欧阳某某", "15400001234", "标记" if role == "liaison" else "欧阳某"):
        assert secret not in listed and secret not in one
    assert "./supervisor-complaint?complaint=C77" in links_in(one) or role in ("analyst", "special_supervisor")


def test_who_may_read_the_complaint_reads_the_measures_masked(register: Store, signed_in: SignedIn) -> None:
    signed_in("supervisor")
    said = words_in(markup_of(CASE, rectification="R2"))
    assert "欧**，电话154****1234" in said
    assert taken("complaint.view")[0]["subject"] == "C77"
    signed_in("liaison", "approval")
    assert "可能引用诉求原文，对您不显示" in words_in(markup_of(CASE, rectification="R2"))


def test_the_file_is_what_is_shown(register: Store, signed_in: SignedIn) -> None:
    signed_in("leader")
    answer = visitor_at("leader").get("/export/rectifications?state=working&columns=title,state,term")
    sheet = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    shown = rows_in(markup_of(LIST, state="working", columns="title,state,term"))
    assert sheet[0] == ["编号", "事项", "状态", "整改用时（天）", "整改时限（天）"]
    assert [[row[0], row[1], row[2], f"{row[3]}/{row[4]} 天"] for row in sheet[1:]] == [
        [row[0], row[1], row[2].split(" ", 1)[1], row[3]] for row in shown
    ]
    assert [entry["detail"] for entry in taken("export.rectifications")] == [{"rows": 3}]
    assert visitor_at("leader").get("/export/rectifications?state=closed&origin=visit").status_code == 404
    liaison = visitor_at("liaison", "taxation")
    assert liaison.get("/export/rectifications").content.decode("utf-8-sig").count("\r\n") == 2
    assert liaison.get("/export/rectifications?department=approval").status_code == 403


def test_an_empty_register_says_so(served: Store, signed_in: SignedIn) -> None:
    signed_in("leader")
    keep(served, [])
    said = words_in(markup_of(LIST))
    assert "整改 0 件，0 件尚未销号，没有超期。" in said and "没有符合条件的整改" in said
