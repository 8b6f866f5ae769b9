"""Reading, revealing and exporting complaints: on record before anything is handed out, with a reason, and not too often."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from cloudeye.access import records
from cloudeye.access.desk import Access
from cloudeye.access.record_filters import OVERDUE
from cloudeye.access.records import PAGE_ROWS, Filters
from cloudeye.access.viewer import Viewer
from cloudeye.errors import AccessError, Refused
from cloudeye.store import Store
from tests.access.complaining import ENTERPRISE, PERSON, PHONE, fill, marked, viewer
from tests.access.people import Watch, opened
from tests.web.records import NOW, complaint

SUPERVISOR, LIAISON = viewer("supervisor"), viewer("liaison", "approval")
HEAD = viewer("department_head", "approval")
REASON = "核实办理情况"


@pytest.fixture(scope="module")
def store(real_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Sixty complaints about one department, some overdue, one in confidence, one with formulas; for reading only."""
    copy = tmp_path_factory.mktemp("deeds") / "district.duckdb"
    copy.write_bytes(real_database.read_bytes())
    with Store(copy) as opened_store:
        rows = [marked(number, submitted_at=NOW - timedelta(hours=number // 2)) for number in range(1, 61)]
        rows[1] |= {"is_confidential": True}
        rows[2] |= {"resolution_due_at": NOW - timedelta(minutes=1)}
        rows[3] |= {"resolution_due_at": NOW - timedelta(days=1), "state": "paused", "responded_at": NOW - timedelta(hours=1)}
        rows[4] |= {
            "department_id": "finance",
            "class_id": "B1",
            "title": "=HYPERLINK(1)",
            "submitted_at": NOW - timedelta(days=60),
        }
        rows[5] |= {"response_due_at": NOW - timedelta(days=1), "state": "closed", "responded_at": NOW}
        fill(opened_store, rows)
        yield opened_store


@pytest.fixture
def desk(store: Store) -> Iterator[Access]:
    """Who may do what, with a trail that this test begins."""
    found = opened(store, Watch())
    yield found
    found.close()


def noted(desk: Access, action: str) -> list[dict[str, object]]:
    """What the trail has of an action, newest first."""
    return [entry for entry in desk.trail.entries(limit=None).entries if entry["action"] == action]


def test_a_kept_page_is_that_of_its_viewer_and_every_look_is_on_record(store: Store, desk: Access) -> None:
    seen = [records.complaints(store, who, trail=desk.trail, now=NOW) for who in (SUPERVISOR, SUPERVISOR, LIAISON)]
    assert seen[1].rows is seen[0].rows and any(row["complainant"] for row in seen[0].rows)
    assert seen[2].rows is not seen[0].rows and all(row["complainant"] is None for row in seen[2].rows)
    assert [entry["actor"] for entry in noted(desk, "complaint.list")] == [LIAISON.login, SUPERVISOR.login, SUPERVISOR.login]
    looked_for = [records.complaints(store, SUPERVISOR, Filters(search="C7"), trail=desk.trail, now=NOW).rows for _ in range(2)]
    assert looked_for[0] == looked_for[1] and looked_for[0] is not looked_for[1]


def test_a_list_is_recorded_with_its_length_and_never_with_what_was_looked_for(store: Store, desk: Access) -> None:
    wanted = Filters.read({"month": "2026-03", "search": "欧**反映", "class": "A2"})
    page = records.complaints(store, SUPERVISOR, wanted, trail=desk.trail, now=NOW)
    entry = noted(desk, "complaint.list")[0]
    assert entry["detail"] == {"filters": "月份、问题分类、搜索", "rows": len(page.rows)}
    assert (entry["actor"], entry["role"], entry["subject"], entry["result"]) == ("supervisor-login", "supervisor", "", "成功")
    assert "欧" not in repr(noted(desk, "complaint.list"))


def test_a_complaint_is_recorded_by_its_number_also_when_it_is_not_shown(store: Store, desk: Access) -> None:
    records.complaint(store, SUPERVISOR, "C7", trail=desk.trail, now=NOW)
    with pytest.raises(Refused):
        records.complaint(store, LIAISON, "C5", trail=desk.trail, now=NOW)
    first, second = noted(desk, "complaint.view")[:2]
    assert (first["subject"], first["result"], second["subject"], second["result"]) == ("C5", "拒绝", "C7", "成功")


def test_what_cannot_be_recorded_is_not_shown(store: Store, desk: Access, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> int:
        raise AccessError("审计日志无法读写")

    monkeypatch.setattr(desk.trail, "record", full)
    for ask in (
        lambda: records.complaints(store, SUPERVISOR, trail=desk.trail, now=NOW),
        lambda: records.complaint(store, SUPERVISOR, "C1", trail=desk.trail, now=NOW),
        lambda: records.reveal(store, SUPERVISOR, "C1", REASON, trail=desk.trail),
        lambda: records.export_rows(store, SUPERVISOR, Filters(), REASON, trail=desk.trail, throttle=desk.throttle, now=NOW),
    ):
        with pytest.raises(AccessError, match="审计日志无法读写"):
            ask()


def test_a_complainant_is_shown_with_a_reason(store: Store, desk: Access) -> None:
    shown = records.reveal(store, SUPERVISOR, "C1", f"  {REASON}\n", trail=desk.trail)
    assert shown == {"complainant": PERSON, "phone": PHONE}
    entry = noted(desk, "complaint.reveal")[0]
    assert (entry["subject"], entry["result"], entry["detail"]) == ("C1", "成功", {"reason": REASON})


@pytest.mark.parametrize("reason", ["", "   ", "看一下", "\n\n\n\n", "​​​​", "长" * 201])
def test_a_reason_says_something(store: Store, desk: Access, reason: str) -> None:
    before = len(noted(desk, "complaint.reveal"))
    with pytest.raises(AccessError, match="理由"):
        records.reveal(store, SUPERVISOR, "C1", reason, trail=desk.trail)
    assert len(noted(desk, "complaint.reveal")) == before


@pytest.mark.parametrize(
    ("role", "departments", "complaint_id"),
    [
        ("supervisor", ("approval",), "C1"),  # about the viewer's own organisation
        ("supervisor", (), "C2"),  # given in confidence
        ("supervisor", (), "C999"),
        ("coordinator", (), "C1"),  # sees it anyway, and has no such action
        ("leader", (), "C1"),
        ("liaison", ("finance",), "C5"),
    ],
)
def test_some_complainants_are_shown_to_nobody(
    store: Store, desk: Access, role: str, departments: tuple[str, ...], complaint_id: str
) -> None:
    with pytest.raises(Refused):
        records.reveal(store, viewer(role, *departments), complaint_id, REASON, trail=desk.trail)
    entry = noted(desk, "complaint.reveal")[0]
    assert (entry["subject"], entry["result"], entry["detail"]) == (complaint_id, "拒绝", {})


def test_pages_follow_each_other_both_ways(store: Store, desk: Access) -> None:
    def page(after: str | None = None, before: str | None = None) -> records.Page:
        return records.complaints(store, LIAISON, trail=desk.trail, now=NOW, after=after, before=before)

    first = page()
    assert (len(first.rows), first.total, first.before) == (PAGE_ROWS, 59, None)
    assert first.after == first.rows[-1]["complaint_id"]
    second = page(after=str(first.after))
    assert (len(second.rows), second.after) == (9, None)
    everything = [row["complaint_id"] for row in (*first.rows, *second.rows)]
    assert len(set(everything)) == 59
    times = [row["submitted_at"] for row in (*first.rows, *second.rows)]
    assert times == sorted(times, reverse=True)
    back = page(before=str(second.before))
    assert [row["complaint_id"] for row in back.rows] == everything[:PAGE_ROWS]
    assert (back.before, back.after) == (None, everything[PAGE_ROWS - 1])
    # A complaint outside the viewer's scope is no place to begin at.
    assert not page(after="C5").rows and not page(after="no such").rows


def test_filters(store: Store, desk: Access) -> None:
    def found(**query: str) -> set[str]:
        page = records.complaints(store, SUPERVISOR, Filters.read(query), trail=desk.trail, now=NOW)
        return {row["complaint_id"] for row in page.rows}

    assert found(month="2026-01") == {"C5"}
    assert found(department="finance") == found(**{"class": "B1"}) == {"C5"}
    assert found(state="closed") == {"C6"}
    assert found(state="paused", month="2026-03") == {"C4"}
    # C4 is paused, C6 closed: neither runs late any more.
    assert found(state=OVERDUE) == {"C3"}
    assert found(search="c33") == {"C33"}
    assert found(search="=hyper") == {"C5"}
    assert len(found(month="", department="", state="")) == PAGE_ROWS


@pytest.mark.parametrize("field", ["month", "department", "class", "state", "search"])
@pytest.mark.parametrize(
    "text", ["' OR 1=1 --", "'; DROP TABLE complaint; --", "$viewer", "%", "_", "\\", "\x00", "C1' UNION SELECT phone"]
)
def test_a_filter_is_only_a_value(store: Store, desk: Access, field: str, text: str) -> None:
    page = records.complaints(store, LIAISON, Filters.read({field: text}), trail=desk.trail, now=NOW)
    assert page.total in (0, 59)
    assert PERSON not in repr(page)
    assert not records.complaints(store, LIAISON, trail=desk.trail, now=NOW, after=text).rows


def test_what_makes_no_sense_is_no_filter() -> None:
    assert Filters.read({"month": "2026-13", "search": "  ", "state": "\x00"}) == Filters()
    wanted = Filters(date(2026, 3, 1), "approval", "A2", OVERDUE, "甲")
    assert Filters.read(wanted.written()) == wanted
    assert len(Filters.read({"search": "长" * 500}).search or "") == 80


def test_choices_are_those_in_scope(store: Store, desk: Access) -> None:
    found = records.choices(store, LIAISON)
    assert found["department"] == {"approval": "行政审批部门"}
    assert list(found["month"]) == ["2026-03"]
    assert list(records.choices(store, SUPERVISOR)["month"]) == ["2026-03", "2026-01"]
    assert found["state"] == {"handling": "办理中", "paused": "暂停计时", "closed": "已办结"}


def test_an_export_shows_no_more_than_the_screen_and_says_whose_it_is(store: Store, desk: Access) -> None:
    def export(who: Viewer, **query: str) -> records.Export:
        return records.export_rows(store, who, Filters.read(query), REASON, trail=desk.trail, throttle=desk.throttle, now=NOW)

    own = export(HEAD)
    assert len(own.rows) == 59
    assert {"complainant", "phone", "id_number", "address", "title", "content", "enterprise", "uscc"}.isdisjoint(own.columns)
    assert PERSON not in repr(own) and ENTERPRISE not in repr(own)
    entry = noted(desk, "export.complaints")[0]
    assert (entry["detail"], entry["result"]) == ({"filters": "", "reason": REASON, "rows": 59}, "成功")
    assert {row["mark"] for row in own.rows} == {f"department_head-login · 2026-03-18 09:30 · {entry['number']}"}
    masked = export(SUPERVISOR, department="finance")
    assert (masked.rows[0]["complainant"], masked.rows[0]["phone"]) == ("欧**", "154****1234")
    assert list(masked.columns.values())[:2] == ["诉求编号", "诉求类型"]
    assert list(masked.columns.values())[-1] == "导出标记"


def test_an_export_without_reason_or_rows_is_none(store: Store, desk: Access, monkeypatch: pytest.MonkeyPatch) -> None:
    def export(reason: str, **query: str) -> records.Export:
        return records.export_rows(
            store, SUPERVISOR, Filters.read(query), reason, trail=desk.trail, throttle=desk.throttle, now=NOW
        )

    before = len(noted(desk, "export.complaints"))
    with pytest.raises(AccessError, match="请写明理由"):
        export("看看")
    with pytest.raises(AccessError, match="没有诉求"):
        export(REASON, search="没有这样的词")
    monkeypatch.setattr(records, "MOST_EXPORTED", 10)
    with pytest.raises(AccessError, match="超过 10 件"):
        export(REASON)
    assert len(noted(desk, "export.complaints")) == before


def test_exports_are_few(store: Store, desk: Access) -> None:
    def export() -> None:
        records.export_rows(
            store, SUPERVISOR, Filters(department_id="finance"), REASON, trail=desk.trail, throttle=desk.throttle, now=NOW
        )

    for _ in range(20):
        export()
    with pytest.raises(AccessError, match="导出过于频繁"):
        export()


def test_clocks_count_working_days(store: Store, desk: Access) -> None:
    """Submitted on Wednesday 2026-03-18; the next working day is the first that counts."""
    row = records.complaint(store, SUPERVISOR, "C1", trail=desk.trail, now=NOW + timedelta(days=5)).row
    assert (row["response_workdays"], row["response_limit_workdays"]) == (3, 1)
    assert (row["resolution_workdays"], row["resolution_limit_workdays"]) == (3, 5)
    answered = records.complaint(store, SUPERVISOR, "C6", trail=desk.trail, now=NOW + timedelta(days=5)).row
    assert (answered["is_responded_late"], answered["response_overdue_from"], answered["response_workdays"]) == (True, None, 0)


def test_a_complaint_without_anything_is_shown_too(store: Store, desk: Access) -> None:
    with store.writing() as writer:
        bare = complaint(900, department_id=None, class_id=None, subdistrict_id=None, channel_id=None, title=None, cell=None)
        writer.insert("complaint", [bare | {"longitude": None, "latitude": None}])
    try:
        case = records.complaint(store, SUPERVISOR, "C900", trail=desk.trail, now=NOW)
        assert (case.row["title"], case.row["complainant"], case.events, case.calls) == (None, None, [], [])
    finally:
        with store.writing() as writer:
            writer.delete("complaint", complaint_id="C900")
