"""Pages ask who is there in every run, show what is theirs, and lead only where the viewer may go."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from streamlit.testing.v1 import AppTest

from cloudeye.access.permissions import ROLES, Reach, permissions
from cloudeye.access.viewer import Viewer
from cloudeye.paths import ROOT
from cloudeye.store import Store
from cloudeye.web import district, refusals
from cloudeye.web.screens import screens
from tests.web.records import NOW, rectification
from tests.web.test_door import taken
from tests.web.test_pages import DEPARTMENT, OVERVIEW, RANKING, drawn, words

SignIn = Callable[..., Viewer]
ROUTER = str(ROOT / "cloudeye" / "web" / "router.py")
DEPARTMENTS = {"liaison": "approval", "department_head": "approval", "subdistrict_liaison": "yunqiao"}


def run(path: str, **query: str) -> AppTest:
    page = AppTest.from_file(path, default_timeout=60)
    page.query_params.update(query)
    return page.run()


def said(page: AppTest) -> str:
    """Everything that a person reads, plain boxes included."""
    return words(page) + " ".join(str(element.proto.body) for element in page.get("html"))


@pytest.mark.parametrize("name", screens())
def test_a_page_opens_for_whom_the_table_says(served: Store, signed_in: SignIn, name: str) -> None:
    """The script itself refuses: nothing stands before it here."""
    for role in ROLES:
        signed_in(role, DEPARTMENTS.get(role))
        page = run(str(screens()[name].path))
        if permissions()["page", name].reach[role]:
            assert "没有权限" not in said(page) and "请先登录" not in said(page), role
        else:
            assert ("请先登录" if role == "anonymous" else "没有权限") in said(page), role
            assert drawn(page) == "", "nothing of the page"


def test_a_session_that_ended_is_refused_in_the_next_run(served: Store, signed_in: SignIn) -> None:
    viewer = signed_in("leader")
    page = run(RANKING)
    assert "部门排名" in said(page)
    district.access().sessions.end(viewer.session_id, by=signed_in("security_administrator"))
    signed_in("anonymous")
    assert "请先登录" in said(page.run())


def test_a_refusal_by_a_page_is_recorded(served: Store, signed_in: SignIn) -> None:
    signed_in("analyst")
    run(str(ROOT / "pages" / "admin" / "accounts.py"))
    assert [entry["subject"] for entry in taken("access.refused")] == ["admin-accounts"]


def test_desk_pages_prove_presence_and_the_wall_does_not(served: Store, signed_in: SignIn) -> None:
    viewer = signed_in("leader")
    sessions = district.access().sessions
    held = next(one for one in sessions._held.values() if one.session_id == viewer.session_id)
    early = held.seen_at - timedelta(minutes=5)
    held.seen_at = early
    run(OVERVIEW)
    assert held.seen_at == early
    run(RANKING)
    assert held.seen_at > early


def test_the_header_names_the_account_and_leads_only_where_it_may_go(served: Store, signed_in: SignIn) -> None:
    signed_in("leader")
    top = re.sub(r"</header>.*", "", drawn(run(RANKING)), flags=re.DOTALL)
    assert 'href="./" target="_self" aria-current="page">部门排名</a>' in top
    assert "部门画像" in top and "大厅总览" in top and "账号管理" not in top and "审计日志" not in top
    assert "纪工委领导" in top and 'href="./password"' in top
    assert re.search(
        r'<form method="post" action="./logout"><input type="hidden" name="form" value="[0-9a-f]{64}"><button>退出', top
    )


def test_a_page_that_bears_the_title_of_its_record_stands_in_its_list(served: Store, signed_in: SignIn) -> None:
    signed_in("leader")
    with served.writing() as writer:
        writer.insert("rectification", [rectification(901)])
    case = run(str(screens()["leader-rectification"].path), rectification="R901")
    top = re.sub(r"</header>.*", "", drawn(case), flags=re.DOTALL)
    assert 'aria-current="page">整改台账</a>' in top


def test_the_header_of_a_liaison_has_no_way_to_the_wall(served: Store, signed_in: SignIn) -> None:
    signed_in("liaison", "approval")
    top = re.sub(r"</header>.*", "", drawn(run(DEPARTMENT)), flags=re.DOTALL)
    assert "部门画像" in top and "部门排名" not in top and "大厅总览" not in top


def test_a_liaison_sees_the_own_department_only(served: Store, signed_in: SignIn) -> None:
    viewer = signed_in("liaison", "approval")
    assert viewer.reach("page", "leader-department") is Reach.OWN
    page = run(DEPARTMENT, month="2026-02")
    assert "行政审批部门：综合得分" in words(page)
    assert set(page.selectbox[1].options) <= {row["department"] for row in district.ask("snapshot_of_month", month=NOW.date().replace(month=2, day=1))
                                              if row["department_id"] in viewer.departments}  # fmt: skip
    other = next(name for name in ("tax", "market", "human_resources", "yunqiao") if name not in viewer.departments)
    refused = run(DEPARTMENT, department=other, month="2026-02")
    assert "您只能查看本单位" in words(refused) and "desk-cards" not in drawn(refused) and "desk-export" not in drawn(refused)


def test_whose_department_is_not_ranked_is_told_so(served: Store, signed_in: SignIn) -> None:
    viewer = signed_in("liaison", "approval")
    with served.writing() as writer:
        for name in viewer.departments:
            writer.delete("ranking_snapshot", department_id=name)
    assert "排名中没有您的单位" in words(run(DEPARTMENT, month="2026-02"))


def test_the_router_opens_only_what_is_allowed(served: Store, signed_in: SignIn) -> None:
    signed_in("leader")
    assert "部门排名" in words(run(ROUTER))
    signed_in("system_administrator")
    page = run(ROUTER)
    assert "没有权限" in said(page) and drawn(page) == ""
    signed_in("anonymous")
    assert "请先登录" in said(run(ROUTER))


def test_refusals_are_noted_once_a_minute_for_each_session_and_page(
    served: Store, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(refusals, "MOST_REMEMBERED", 2)
    viewer, other = signed_in("leader"), signed_in("analyst")
    assert refusals.note_refusal(viewer, "a", NOW)
    assert not refusals.note_refusal(viewer, "a", NOW + timedelta(seconds=59))
    assert refusals.note_refusal(viewer, "b", NOW) and refusals.note_refusal(other, "a", NOW)
    assert refusals.note_refusal(viewer, "a", NOW + timedelta(minutes=1))
    assert not refusals.note_refusal(Viewer(), "a", NOW)
    assert len(refusals._noted) == 2
