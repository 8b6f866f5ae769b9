"""What each role sees of a complaint, and that whoever it is about sees nothing of who complained."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from cloudeye.access import records
from cloudeye.access.desk import Access
from cloudeye.access.permissions import ROLES, Reach
from cloudeye.access.records import LIST, Filters
from cloudeye.access.viewer import NOBODY, Viewer
from cloudeye.errors import Refused
from cloudeye.store import Store
from tests.access.complaining import ADDRESS, CODE, ENTERPRISE, ID, MARKS, PERSON, PHONE, fill, marked, viewer
from tests.access.people import Watch, opened
from tests.web.records import NOW, complaint

READERS = [role for role in ROLES if viewer(role).reach("page", LIST)]


@pytest.fixture(scope="module")
def seen(real_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator["Seen"]:
    """C1 with every mark, C2 the same in confidence, C3 about another department; for reading only."""
    copy = tmp_path_factory.mktemp("records") / "district.duckdb"
    copy.write_bytes(real_database.read_bytes())
    with Store(copy) as store:
        fill(store, [marked(), marked(2, is_confidential=True), complaint(3, department_id="finance")])
        desk = opened(store, Watch())
        yield Seen(store, desk)
        desk.close()


@pytest.fixture
def alone(own_district: Store) -> Iterator["Seen"]:
    """A district for one test, with nothing in it yet."""
    desk = opened(own_district, Watch())
    yield Seen(own_district, desk)
    desk.close()


class Seen:
    """What somebody sees, without the trappings."""

    def __init__(self, store: Store, access: Access) -> None:
        self.store, self.access = store, access

    def case(self, who: Viewer, complaint_id: str = "C1") -> records.Case:
        return records.complaint(self.store, who, complaint_id, trail=self.access.trail, now=NOW)

    def page(self, who: Viewer, **filters: str) -> records.Page:
        return records.complaints(self.store, who, Filters.read(filters), trail=self.access.trail, now=NOW)

    def everything(self, who: Viewer, complaint_id: str = "C1") -> str:
        """All that comes out for one complaint: the row, its thread, its calls, its line of the list and of an export."""
        case = self.case(who, complaint_id)
        listed = [row for row in self.page(who).rows if row["complaint_id"] == complaint_id]
        return repr((case.row, case.events, case.calls, listed))


def test_levels_come_from_the_table(seen: Seen) -> None:
    raw = {"complainant": PERSON, "phone": PHONE, "id_number": ID, "address": ADDRESS, "enterprise": ENTERPRISE}
    masked = {
        "complainant": "欧**", "phone": "154****1234", "id_number": "510***********002X", "address": "云桥街道***", "enterprise": "云***公司",
    }  # fmt: skip
    for role in READERS:
        who = viewer(role, subdistricts=["yunqiao"])
        row = seen.case(who).row
        for name in raw:
            expected = {Reach.CLEAR: raw[name], Reach.MASKED: masked[name], Reach.NONE: None}[
                who.reach("column", f"complaint.{name}")
            ]
            assert row[name] == expected, (role, name)
        assert (row["longitude"] is not None) == (who.reach("column", "complaint.place") is Reach.CLEAR)
        assert (row["content"] is not None) == bool(who.reach("column", "complaint.text"))


def test_a_supervisor_reads_the_text_without_the_person(seen: Seen) -> None:
    case = seen.case(viewer("supervisor"))
    assert case.row["title"] == "欧**反映标记超时"
    assert case.row["content"] == (
        f"我是欧**，{ENTERPRISE}的，电话154****1234，身份证510***********002X，邮箱z***@***，代码{CODE}，住云桥街道***，车牌川A·***45。"
    )
    assert [(event["actor"], event["reason"]) for event in case.events] == [
        ("受理平台", "欧**来电154****1234"),
        ("欧**", None),
        ("行政审批", None),
    ]
    assert case.calls[0]["reason"] == f"{ENTERPRISE}的欧**说没有解决"


def test_who_may_not_know_the_enterprise_does_not_read_it_either(seen: Seen) -> None:
    case = seen.case(viewer("leader"))
    assert case.row["content"] == (
        "我是***，云***公司的，电话154****1234，身份证510***********002X，邮箱z***@***，代码91****************，住云桥街道***，车牌川A·***45。"
    )
    assert (case.row["enterprise"], case.row["uscc"]) == ("云***公司", "91****************")


def test_short_forms_of_the_enterprise_go_too(alone: Seen) -> None:
    fill(
        alone.store,
        [marked(content="云启瑞标记科技的老板"), marked(2, enterprise_id="某某商贸有限公司", content="我们某某商贸有限公司")],
    )
    row = alone.case(viewer("leader")).row
    assert row["content"] == "云***的老板"
    # An enterprise that is in no register stands in the complaint by its name.
    other = alone.case(viewer("leader"), "C2").row
    assert (other["enterprise"], other["content"]) == ("某***公司", "我们某***公司")


@pytest.mark.parametrize("role", READERS)
def test_nobody_sees_who_complained_about_their_own_organisation(seen: Seen, role: str) -> None:
    who = viewer(role, "approval")
    shown = seen.everything(who)
    assert [mark for mark in MARKS if mark in shown] == []
    row = seen.case(who).row
    blank = {name for name, value in row.items() if value is None}
    assert blank >= {
        "complainant", "phone", "id_number", "address", "enterprise", "uscc", "title", "content", "longitude", "latitude", "style_hint",
        "duplicate_of", "is_confidential", "subdistrict",
    }  # fmt: skip
    stays = {
        "complaint_id",
        "kind",
        "channel",
        "class",
        "submitted_at",
        "response_due_at",
        "resolution_due_at",
        "state",
        "department",
    }
    assert not blank & stays
    assert [(event["actor"], event["reason"]) for event in seen.case(who).events] == [
        ("受理平台", None),
        (None, None),
        ("行政审批", None),
    ]
    assert seen.case(who).calls == []
    assert not seen.case(who).may_reveal


@pytest.mark.parametrize("role", READERS)
@pytest.mark.parametrize("wanted", [PERSON, "标记", PHONE, "154", ID, "云启瑞", CODE, "yunqiao", "E1", "zhang"])
def test_a_search_finds_nothing_that_is_hidden(seen: Seen, role: str, wanted: str) -> None:
    assert seen.page(viewer(role, "approval"), search=wanted).total == 0


def test_a_search_looks_at_what_is_seen(seen: Seen) -> None:
    assert seen.page(viewer("coordinator"), search=PERSON).total == 2
    supervisor = viewer("supervisor")
    assert seen.page(supervisor, search=PERSON).total == 0
    assert seen.page(supervisor, search="欧**").total == 2
    assert seen.page(supervisor, search=CODE.lower()).total == 1, "the other one was given in confidence"
    assert seen.page(viewer("liaison", "approval"), search="c1").total == 1


def test_what_was_given_in_confidence_is_for_the_coordinator(seen: Seen) -> None:
    clear = seen.case(viewer("coordinator"), "C2").row
    assert (clear["complainant"], clear["enterprise"], clear["phone"]) == (PERSON, ENTERPRISE, PHONE)
    for role in READERS:
        if role == "coordinator":
            continue
        who = viewer(role, subdistricts=["yunqiao"])
        row = seen.case(who, "C2").row
        assert {row[name] for name in ("enterprise", "uscc", "address", "longitude")} == {None}, role
        assert row["complainant"] in (None, "欧**")
        assert ENTERPRISE not in repr(row) and CODE not in repr(row), role
        assert not seen.case(who, "C2").may_reveal


def test_scope(seen: Seen) -> None:
    def listed(who: Viewer) -> set[str]:
        return {row["complaint_id"] for row in seen.page(who).rows}

    assert listed(viewer("supervisor", "approval")) == {"C1", "C2", "C3"}
    assert listed(viewer("liaison", "approval")) == {"C1", "C2"}
    assert listed(viewer("liaison", "finance")) == {"C3"}
    assert listed(viewer("liaison", "taxation")) == set()
    assert listed(viewer("subdistrict_liaison", "yunqiao", subdistricts=["yunqiao"])) == {"C1", "C2", "C3"}
    assert listed(viewer("subdistrict_liaison", "jinhe", subdistricts=["jinhe"])) == set()
    with pytest.raises(Refused, match="没有编号为「C1」的诉求，或者它不在您的查看范围内"):
        seen.case(viewer("liaison", "finance"))
    with pytest.raises(Refused, match="没有编号为「C9」的诉求，或者它不在您的查看范围内"):
        seen.case(viewer("liaison", "finance"), "C9")


def test_a_complaint_without_a_department_is_nobodys_own(alone: Seen) -> None:
    fill(alone.store, [marked(department_id=None)])
    assert alone.page(viewer("liaison", "approval")).total == 0
    assert alone.case(viewer("supervisor", "approval")).row["complainant"] == "欧**"


@pytest.mark.parametrize("role", [role for role in ROLES if role not in READERS])
def test_whom_the_table_gives_no_complaints_gets_none(seen: Seen, role: str) -> None:
    who = NOBODY if role == "anonymous" else viewer(role, "approval")
    for ask in (seen.page, seen.case, lambda who: records.choices(seen.store, who)):
        with pytest.raises(Refused, match="不能查看诉求"):
            ask(who)
    with pytest.raises(Refused):
        records.reveal(seen.store, who, "C1", "核实情况", trail=seen.access.trail)
    with pytest.raises(Refused):
        records.export_rows(
            seen.store, who, Filters(), "核实情况", trail=seen.access.trail, throttle=seen.access.throttle, now=NOW
        )


def test_the_sub_district_shows_where_many_complained(alone: Seen) -> None:
    """Of five enterprises in a month one cannot be told; of four, or of one enterprise five times, it can."""
    rows = [marked(number, enterprise_id=f"E{number}", submitted_at=NOW - timedelta(hours=number)) for number in range(1, 6)]
    same = [marked(number, subdistrict_id="jinhe", submitted_at=NOW - timedelta(hours=number)) for number in range(6, 12)]
    fewer = [marked(number, enterprise_id=f"E{number}", submitted_at=NOW - timedelta(days=40)) for number in range(12, 16)]
    again = [marked(16, duplicate_of="C12", enterprise_id="E16", submitted_at=NOW - timedelta(days=40))]
    fill(alone.store, [*rows, *same, *fewer, *again])
    page = alone.page(viewer("liaison", "approval"))
    shown = {row["complaint_id"]: row["subdistrict"] for row in page.rows}
    assert shown == {f"C{number}": "云桥" if number <= 5 else None for number in range(1, 17)}
