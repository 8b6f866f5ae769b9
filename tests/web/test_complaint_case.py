"""One complaint's page: pauses on its clock, what it is merged with, its topic, its rectification, the points it counts in, the way back."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from cloudeye.access.viewer import Viewer
from cloudeye.store import Store
from tests.web.reading import links_in, markup_of, rows_in, words_in
from tests.web.records import complaint, rectification

SignedIn = Callable[..., Viewer]
LIST, CASE = "supervisor/complaints", "supervisor/complaint"
MONDAY = datetime(2026, 3, 9, 9, 0)


def topic(number: int, **given: Any) -> dict[str, Any]:
    """One of several of the same class, department and month; class D1 of 财政国资 has no others."""
    return complaint(
        number, class_id="D1", department_id="finance", submitted_at=MONDAY, enterprise_id=f"E{number}", domain_id="D15", **given
    )


@pytest.fixture
def several(served: Store) -> Store:
    """C200 … C203 from four enterprises; C204 again from the first; C205 merged into C200; C206 praise; C200 led to R9 and was paused."""
    moves = [("handling", 0), ("paused", 1), ("handling", 3), ("paused", 4)]
    with served.writing() as writer:
        rows = [topic(number, state="paused" if number == 200 else "handling") for number in range(200, 204)]
        rows += [
            topic(204) | {"enterprise_id": "E200"},
            topic(205, state="merged", duplicate_of="C200"),
            topic(206) | {"kind": "表扬", "class_id": "D2"},
        ]
        rows[0] |= {"response_due_at": MONDAY + timedelta(days=1), "resolution_due_at": MONDAY + timedelta(days=18)}
        writer.insert("complaint", rows)
        writer.insert(
            "complaint_event",
            [
                {
                    "complaint_id": "C200",
                    "occurred_at": MONDAY + timedelta(days=day),
                    "from_state": None,
                    "to_state": state,
                    "actor": "分派岗",
                }
                for state, day in moves
            ],
        )
        writer.insert("rectification", [rectification(9, origin_kind="complaint", origin_id="C200", department_id="finance")])
    return served


def test_a_pause_is_hatched_and_counted_in_working_days(several: Store, signed_in: SignedIn) -> None:
    """Tuesday to Thursday are two working days; the pause since Friday 13 March has run three by Wednesday 18."""
    signed_in("supervisor")
    markup = markup_of(CASE, complaint="C200")
    assert markup.count('class="pause"') == 2 and "暂停 5 个工作日" in words_in(markup)
    assert markup_of(CASE, complaint="C201").count('class="pause"') == 0


def test_duplicates_lead_to_each_other(several: Store, signed_in: SignedIn) -> None:
    signed_in("supervisor")
    original, merged = markup_of(CASE, complaint="C200"), markup_of(CASE, complaint="C205")
    assert "./supervisor-complaint?complaint=C205" in links_in(original) and "重复 C205" in words_in(original)
    assert "./supervisor-complaint?complaint=C200" in links_in(merged) and "并入 C200" in words_in(merged)
    assert "已并入另一件，不重复计入" in words_in(merged)
    signed_in("liaison", "finance")  # that an enterprise came twice could tell who it is
    assert "C205" not in markup_of(CASE, complaint="C200") and "C200" not in markup_of(CASE, complaint="C205").replace(
        "C2005", ""
    )


def test_a_topic_counts_enterprises_and_hides_few(several: Store, signed_in: SignedIn) -> None:
    for role, own in (("supervisor", None), ("liaison", "finance")):
        signed_in(role, own)
        assert "不足 5 家，不列数" in words_in(markup_of(CASE, complaint="C201"))
    with several.writing() as writer:
        writer.insert("complaint", [topic(207)])
    enterprises, complaints = several.reading().cursor.execute(
        "SELECT count(DISTINCT enterprise_id), count(*) FROM complaint WHERE class_id = 'D1' AND department_id = 'finance' AND duplicate_of IS NULL"
    ).fetchall()[0]  # fmt: skip
    assert (enterprises, complaints) == (5, 6)
    signed_in("supervisor")
    markup = markup_of(CASE, complaint="C201")
    assert f"{enterprises} 家企业，{complaints} 件" in words_in(markup)
    where = next(link for link in links_in(markup) if "class=D1" in link)
    query = dict(pair.split("=") for pair in where.partition("?")[2].split("&"))
    assert query == {"month": "2026-03", "department": "finance", "class": "D1"}
    assert {row[0] for row in rows_in(markup_of(LIST, **query))} == {"C200", "C201", "C202", "C203", "C204", "C205", "C207"}


def test_it_names_the_points_it_counts_in(several: Store, signed_in: SignedIn) -> None:
    signed_in("supervisor")
    points = several.reading().cursor.execute(
        "SELECT point_id FROM derivation WHERE source = 'complaints' AND (domain_id IS NULL OR domain_id = 'D15') AND (class_id IS NULL OR class_id = 'D1')"
        " AND channel_id IS NULL AND measure IN ('complaint_on_time_rate', 'responded_rate', 'complaint_count')"
    ).fetchall()  # fmt: skip
    shown = [link for link in links_in(markup_of(CASE, complaint="C200")) if "leader-point" in link]
    assert points and sorted(shown) == sorted(f"./leader-point?month=2026-03&point={point}" for (point,) in points)
    assert "表扬不计入" in words_in(markup_of(CASE, complaint="C206"))
    signed_in("liaison", "finance")
    own = markup_of(CASE, complaint="C200")
    assert "涉企诉求响应率" in words_in(own) and not [link for link in links_in(own) if "leader-point" in link]


def test_it_leads_to_its_rectification(several: Store, signed_in: SignedIn) -> None:
    for role, own in (("supervisor", None), ("liaison", "finance")):
        signed_in(role, own)
        assert "./leader-rectification?rectification=R9" in links_in(markup_of(CASE, complaint="C200"))
    signed_in("supervisor")
    assert "没有由它转来的整改" in words_in(markup_of(CASE, complaint="C201"))


def test_the_way_back_keeps_the_filters(several: Store, signed_in: SignedIn) -> None:
    signed_in("supervisor")
    query = {
        "month": "2026-03",
        "until": "2026-03",
        "department": "finance",
        "class": "D1",
        "domain": "D15",
        "subdistrict": "yunqiao",
    }
    markup = markup_of(LIST, **query | {"columns": "submitted,domain,state"})
    shown = rows_in(markup)
    assert [len(row) for row in shown] == [4] * 6 and shown[0][3] == "政务服务"
    assert "条件：2026 年 3 月" in words_in(markup) and "领域：政务服务" in words_in(markup)
    case = next(link for link in links_in(markup) if link.startswith("./supervisor-complaint?complaint=C204&"))
    back = links_in(markup_of(CASE, **dict(pair.split("=") for pair in case.partition("?")[2].split("&"))))
    assert any(link.startswith("./supervisor-complaints?month=2026-03&") and "domain=D15" in link for link in back)


def test_a_leader_is_told_that_a_cell_is_not_used(several: Store, signed_in: SignedIn) -> None:
    signed_in("leader")
    assert "您的角色不显示诉求位置" in words_in(markup_of(LIST, cell="8840e5aa53fffff"))
    signed_in("supervisor")
    said = words_in(markup_of(LIST, cell="8840e5aa53fffff"))
    assert "网格：8840e5aa53fffff" in said and "您的角色" not in said
