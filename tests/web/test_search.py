"""The search finds each kind by name, other name and number, takes every sign for itself, and tells nobody of a complaint they may not
open."""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from cloudeye.access.viewer import Viewer
from cloudeye.paths import ROOT
from cloudeye.store import Store
from cloudeye.web import district
from cloudeye.web.leader import search
from tests.web.records import complaint, rectification
from tests.web.test_pages import drawn, run, words

PAGE = str(ROOT / "pages" / "leader" / "search.py")
Enter = Callable[..., Viewer]


def found(text: str, **query: str) -> str:
    return drawn(run(PAGE, q=text, **query))


def results(viewer: Viewer, text: str, kind: str | None = None) -> list[tuple[str, str, int]]:
    return [(row["kind"], row["id"], row["fit"]) for row in search.results(text, kind, viewer)]


@pytest.fixture
def leader(served: Store, signed_in: Enter) -> Viewer:
    return signed_in("leader")


@pytest.mark.parametrize(
    ("text", "kind", "wanted"),
    [
        ("行政审批部门", "department", "leader-department?month=2026-02&amp;department=approval"),
        ("行政审批", "department", "leader-department?month=2026-02&amp;department=approval"),
        ("招标投标", "domain", "leader-domain?month=2026-02&amp;domain=D12"),
        ("开办企业环节", "indicator", "leader-indicator?month=2026-02&amp;indicator=D01-01"),
        ("D01-001", "point", "leader-point?month=2026-02&amp;point=D01-001"),
        ("住所承诺制扩面", "task", "leader-task?month=2026-02&amp;task=C-002"),
        ("R3", "rectification", "leader-rectification?rectification=R3"),
        ("企业设立登记", "item", "leader-records?month=2026-02&amp;item=S002"),
    ],
)
def test_each_kind_is_found_and_leads_to_its_page(leader: Viewer, text: str, kind: str, wanted: str) -> None:
    """What is called exactly so stands first, as a direct link, when it is the only one."""
    assert (kind, 0) in {(found, fit) for found, _, fit in results(leader, text)}
    markup = found(text)
    assert wanted in markup.split('class="search-direct" href="')[1][:90]
    assert search.KINDS[kind] in words(run(PAGE, q=text))


def test_best_first_and_the_count_of_each_kind(leader: Viewer, served: Store) -> None:
    points = [(row["id"], row["name"]) for row in search.results("招标", None, leader) if row["kind"] == "point"]
    assert points[0][1].startswith("招标") and all("招标" in name for _, name in points)
    many = search.results("企业", None, leader)
    of_points = [row for row in many if row["kind"] == "point"]
    named = served.reading().cursor.execute("SELECT count(*) FROM point WHERE name LIKE '%企业%'").fetchone()
    assert named is not None and len(of_points) == search.MOST and {row["found"] for row in of_points} == {named[0]}
    assert [row["fit"] for row in of_points] == sorted(row["fit"] for row in of_points)
    said = words(run(PAGE, q="企业"))
    assert f"监督靶点 {named[0]}" in said and f"查看全部 {named[0]} 项" in said and f"共找到 {search.total(many)} 项" in said
    assert len([row for row in search.results("企业", "point", leader) if row["kind"] == "point"]) == named[0]


def test_width_case_quotation_marks_and_blanks_do_not_matter(leader: Viewer) -> None:
    tried = {
        "ｄ０１－００１": "D01-001", "d01-001": "D01-001", "“一窗通”联办": "D01-003", '"一窗通"联办': "D01-003", "一窗通　事项": "D01-003",
        "党群（人才）": "party_talent", "党群(人才)": "party_talent", "  行政   审批  ": "approval",
    }  # fmt: skip
    for typed, wanted in tried.items():
        assert wanted in {found for _, found, _ in results(leader, search.asked({"q": typed}))}, typed


def test_other_names_are_found_and_named(leader: Viewer, served: Store) -> None:
    noted = {"noted_at": datetime(2026, 1, 1), "noted_by": "tester"}
    with served.writing() as writer:
        writer.insert("name_alias", [{"kind": "department", "name": "政务审批局", "id": "approval", **noted}])
        writer.insert("name_alias", [{"kind": "department", "name": "政务审批旧称", "id": "gone", **noted}])
    assert results(leader, "政务审批局") == [("department", "approval", 0)]
    assert results(leader, "政务审批") == [("department", "approval", 1)]
    assert "又称 <mark>政务审批</mark>局" in found("政务审批")


def test_every_sign_stands_for_itself(leader: Viewer, served: Store) -> None:
    """No sign of patterns or of the query language means anything; what it finds holds it."""
    for typed in (
        "%",
        "_",
        "%%%",
        "D0_-001",
        "招%标",
        "\\",
        "[",
        "(",
        "*",
        "' OR 1=1 --",
        "'; DROP TABLE point; --",
        "${x}",
        "?",
    ):
        for row in search.results(typed, None, leader):
            assert typed in (row["called"] or row["name"]).replace("（", "(").replace("％", "%"), typed
    assert results(leader, "_") == results(leader, "' OR 1=1 --") == results(leader, "?") == []
    assert served.reading().cursor.execute("SELECT count(*) FROM point").fetchone() == (282,)


def test_markup_that_was_typed_is_shown_and_not_run(leader: Viewer) -> None:
    markup = found('<img src=x onerror="alert(1)">')
    assert "<img" not in markup and "&lt;img src=x onerror=&quot;alert(1)&quot;&gt;" in markup


def test_what_was_found_is_marked_where_it_stands() -> None:
    assert search.marked("“一窗通”联办事项数", '"一窗通"') == "<mark>“一窗通”</mark>联办事项数"
    assert search.marked("ＡＢ<b>", "ab b") == "<mark>ＡＢ</mark>&lt;<mark>b</mark>&gt;"
    assert search.marked("abcd", "bc cd") == "a<mark>bcd</mark>"
    assert search.marked("İstanbul", "i") == "İstanbul"


def test_at_most_two_hundred_signs_are_read(leader: Viewer) -> None:
    page = run(PAGE, q="招" * 500)
    assert "搜索词最长 200 字" in words(page)
    assert f'value="{"招" * 200}"' in drawn(page)


def test_nothing_typed_and_nothing_found_help_on(leader: Viewer) -> None:
    for query in ({}, {"q": "   "}, {"q": "查无此名"}):
        markup = drawn(run(PAGE, **query))
        assert "例如：" in markup and "诉求只认完整编号" in markup
    assert "没有找到「查无此名」" in words(run(PAGE, q="查无此名"))
    assert [word for word in search.EXAMPLES if not search.results(word, None, leader)] == [], "examples find something"


def test_an_unknown_kind_narrows_nothing(leader: Viewer) -> None:
    assert words(run(PAGE, q="招标", kind="secret")) == words(run(PAGE, q="招标"))


def test_a_rectification_from_a_complaint_goes_by_its_class(leader: Viewer, served: Store) -> None:
    """Its title may be the complainant's words, which nobody may search."""
    with served.writing() as writer:
        writer.insert("rectification", [rectification(77, origin_kind="complaint", origin_id="C1", title="王某反映门口停车")])
        writer.insert("rectification", [rectification(78, origin_kind="complaint", origin_id="gone", title="王某反映门口停车")])
    assert results(leader, "王某") == [] and results(leader, "停车") == []
    assert [row["name"] for row in search.results("R77", None, leader)] == ["不作为、慢作为、超时办理"]
    assert [row["name"] for row in search.results("R78", None, leader)] == ["企业诉求"]


@pytest.fixture
def with_complaint(served: Store) -> Store:
    with served.writing() as writer:
        writer.insert("complaint", [complaint(0, complaint_id="SQ20260218001", title="张三反映审批超时")])
    return served


def opening(viewer: Viewer, text: str) -> list[str]:
    return [row["id"] for row in search.results(text, None, viewer) if row["kind"] == search.COMPLAINT]


def test_a_complaint_is_found_by_its_whole_number(with_complaint: Store, signed_in: Enter) -> None:
    viewer = signed_in("leader")
    for typed in ("SQ20260218001", "sq20260218001", "ＳＱ２０２６０２１８００１"):
        assert opening(viewer, typed) == ["SQ20260218001"], typed
    assert "supervisor-complaint?complaint=SQ20260218001" in found("SQ20260218001").split('class="search-direct"')[1]


def test_nothing_less_than_its_number_finds_a_complaint(with_complaint: Store, signed_in: Enter) -> None:
    viewer = signed_in("leader")
    for typed in ("SQ2026021800", "20260218001", "SQ", "SQ2026021800_", "SQ%", "张三", "审批超时", "SQ20260218002"):
        assert opening(viewer, typed) == [], typed


@pytest.mark.parametrize("role", ["analyst", "special_supervisor"])
def test_who_opens_no_complaints_does_not_learn_that_there_is_one(with_complaint: Store, signed_in: Enter, role: str) -> None:
    """The same page, sign by sign, for a number that exists and one that does not."""
    viewer = signed_in(role)
    there, not_there = words(run(PAGE, q="SQ20260218001")), words(run(PAGE, q="SQ20260218009"))
    assert there.replace("8001", "8009") == not_there and "诉求只认完整编号" not in there
    assert opening(viewer, "SQ20260218001") == []


@pytest.mark.parametrize("role", ["liaison", "department_head", "subdistrict_liaison", "anonymous", "system_administrator"])
def test_the_page_is_closed_to_who_sees_their_own_only(with_complaint: Store, signed_in: Enter, role: str) -> None:
    signed_in(
        role, "approval" if role in ("liaison", "department_head") else "yunqiao" if role == "subdistrict_liaison" else None
    )
    page = run(PAGE, q="SQ20260218001")
    said = " ".join(element.proto.body for element in page.get("html"))
    assert "没有权限" in said or "请先登录" in said
    assert "SQ20260218001" not in said and page.get("bidi_component") == []


def test_a_look_for_a_number_is_on_the_trail_without_the_number(with_complaint: Store, signed_in: Enter) -> None:
    opening(signed_in("leader"), "SQ20260218001")
    entries = entries_of_trail()
    assert entries[0]["action"] == "complaint.list" and entries[0]["detail"] == {"rows": 1, "filters": "编号"}
    assert "SQ20260218001" not in str(entries[0])


def entries_of_trail() -> list[dict[str, Any]]:
    return list(district.access().trail.entries(limit=None).entries)


def test_an_ordinary_word_is_not_looked_for_among_complaints(with_complaint: Store, signed_in: Enter) -> None:
    viewer = signed_in("leader")
    before = len(entries_of_trail())
    search.results("招标投标", None, viewer)
    search.results("行政审批 2026 02 18", None, viewer)
    assert len(entries_of_trail()) == before


def test_numbers_and_links_can_be_reached_by_keyboard(leader: Viewer) -> None:
    markup = found("招标")
    assert re.search(r'<form class="search-form" role="search" action="./leader-search">', markup)
    assert not re.search(r"\son(click|key\w+)=", markup)
    assert len(re.findall(r"<li><a href=", markup)) == len(re.findall(r"<li>", markup))
