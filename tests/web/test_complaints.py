"""The list of complaints and one complaint, as each role sees them: words on the screen, and words that are not there."""

import json
import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from streamlit.testing.v1 import AppTest

from cloudeye.access.records import Filters
from cloudeye.access.viewer import Viewer
from cloudeye.paths import ROOT
from cloudeye.store import Store
from cloudeye.web import district
from cloudeye.web.listing import pager
from cloudeye.web.supervisor.clocks import clock_words
from tests.web.records import NOW, complaint

SignedIn = Callable[..., Viewer]
LIST = str(ROOT / "pages" / "supervisor" / "complaints.py")
CASE = str(ROOT / "pages" / "supervisor" / "complaint.py")
SECRETS = ("欧阳某某", "15400001234", "榴园大道", "启明示例公司", "窗口说材料不齐", "回访时说没解决")


@pytest.fixture
def told(served: Store) -> Store:
    """The small district with one complaint about 行政审批 in which every field tells who complained."""
    with served.writing() as writer:
        writer.insert("enterprise", [{"enterprise_id": "E1", "uscc": "Y1990000PBATLM41HB", "name": SECRETS[3], "scale": "小型"}])
        writer.insert(
            "complaint",
            [
                complaint(
                    99, title=f"{SECRETS[3]}的事", content=f"{SECRETS[4]}，电话 {SECRETS[1]}", complainant=SECRETS[0], phone=SECRETS[1],
                    address=f"{SECRETS[2]} 8 号", enterprise_id="E1", submitted_at=NOW - timedelta(minutes=5), state="dispatched", responded_at=None, claimed_at=None,
                    response_due_at=NOW - timedelta(days=2),
                )
            ],
        )  # fmt: skip
        event = {"complaint_id": "C99", "occurred_at": NOW, "from_state": None, "to_state": "dispatched", "actor": "回访专员"}
        writer.insert("complaint_event", [event | {"reason": SECRETS[5]}])
        call = {"callback_id": "B1", "complaint_id": "C99", "called_at": NOW, "is_reached": True, "is_solved": False}
        writer.insert("callback", [call | {"is_satisfied": False, "reason": SECRETS[5]}])
    return served


def words(path: str, **query: str) -> str:
    """What a person reads on the page at this address."""
    page = AppTest.from_file(path, default_timeout=60)
    page.query_params.update(query)
    page.run()
    assert not page.exception
    boxes = [json.loads(element.proto.json) for element in page.get("bidi_component")]
    markup = "\n".join([box["markup"] for box in boxes if "markup" in box] + [found.proto.body for found in page.get("html")])
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", markup))


def test_a_supervisor_reads_the_list_masked(told: Store, signed_in: SignedIn) -> None:
    signed_in("supervisor")
    said = words(LIST)
    assert [word for word in ("共 21 件", "C99", SECRETS[3], "欧**", "已超期", "已派单", "导出理由") if word not in said] == []
    assert SECRETS[0] not in said and SECRETS[1] not in said


def test_the_accused_department_reads_what_to_do_and_not_from_whom(told: Store, signed_in: SignedIn) -> None:
    signed_in("liaison", "approval")
    for path, query in ((LIST, {}), (CASE, {"complaint": "C99"})):
        said = words(path, **query)
        assert [secret for secret in (*SECRETS, "欧", "****", "未解决", "不满意") if secret in said] == [], path
        assert "对承办单位不可见" in said and "C99" in said


@pytest.mark.parametrize("secret", SECRETS)
def test_the_accused_department_cannot_find_out_by_searching(told: Store, signed_in: SignedIn, secret: str) -> None:
    signed_in("liaison", "approval")
    assert "没有符合条件的诉求" in words(LIST, search=secret)


def test_the_coordinator_reads_all_of_it(told: Store, signed_in: SignedIn) -> None:
    """Or the tests above could not fail."""
    signed_in("coordinator")
    said = words(CASE, complaint="C99")
    assert [secret for secret in SECRETS if secret not in said] == []


@pytest.mark.parametrize("role", ["display", "analyst", "special_supervisor", "system_administrator", "anonymous"])
def test_others_read_nothing(told: Store, signed_in: SignedIn, role: str) -> None:
    signed_in(role)
    for path in (LIST, CASE):
        said = words(path, complaint="C99")
        assert "C99" not in said and ("没有权限" in said or "请先登录" in said)


def test_a_supervisor_has_the_complainant_shown_with_a_reason(told: Store, signed_in: SignedIn) -> None:
    signed_in("supervisor")
    page = AppTest.from_file(CASE, default_timeout=60)
    page.query_params["complaint"] = "C99"
    page.run()
    page.button[0].click().run()
    assert "请写明理由" in str([json.loads(box.proto.json).get("markup") for box in page.get("bidi_component")])
    page.text_input[0].set_value("电话核实办理情况")
    page.button[0].click().run()
    shown = str([json.loads(box.proto.json).get("markup") for box in page.get("bidi_component")])
    assert SECRETS[0] in shown and SECRETS[1] in shown
    newest = district.access().trail.entries().entries[0]
    assert (newest["action"], newest["subject"], newest["detail"]) == ("complaint.reveal", "C99", {"reason": "电话核实办理情况"})


def test_a_complaint_that_is_not_there_is_like_one_out_of_reach(told: Store, signed_in: SignedIn) -> None:
    signed_in("liaison", "finance")
    sentences = {words(CASE, complaint=number).replace(number, "X") for number in ("C99", "C-none", "' OR 1=1 --")}
    assert len({re.sub(r"「.*?」", "", sentence) for sentence in sentences}) == 1
    assert "不在您的查看范围内" in sentences.pop()


def test_the_filters_live_in_the_address(told: Store, signed_in: SignedIn) -> None:
    signed_in("supervisor")
    assert "符合条件的有 1 件，1 件已超期" in words(LIST, state="overdue")
    assert "符合条件的有 21 件" in words(LIST, department="approval")
    assert "共 21 件" in words(LIST, department="' OR 1=1 --", month="x", state="nothing")


def test_pages_are_linked_in_both_directions() -> None:
    kept = Filters(search="材料").written()
    assert pager(LIST, kept, size=50, total=3, before=None, after=None) == ""
    drawn = pager(LIST, kept, size=50, total=120, before="C1", after="C50")
    assert "after=C50" in drawn and "before=C1" in drawn and drawn.count("search=") == 2


def test_a_clock_says_when_it_stopped_or_how_late_it_is() -> None:
    running = {"responded_at": None, "response_due_at": NOW, "response_overdue_from": NOW, "is_responded_late": None}
    assert clock_words(running, "response", NOW - timedelta(days=2)) == ("data", "限 03-18 09:30")
    assert clock_words(running, "response", NOW) == ("warn", "限 03-18 09:30")
    assert clock_words(running, "response", NOW + timedelta(seconds=1)) == ("late", "已超期 1 天")
    assert clock_words(running, "response", NOW + timedelta(days=3)) == ("late", "已超期 3 天")
    stopped = running | {"responded_at": NOW, "response_overdue_from": None, "is_responded_late": False}
    assert clock_words(stopped, "response", NOW) == ("met", "03-18 09:30")
    assert clock_words(stopped | {"is_responded_late": True}, "response", NOW) == ("late", "03-18 09:30，逾期")
    assert clock_words(running | {"response_due_at": None, "response_overdue_from": None}, "response", NOW)[0] == "none"


def test_a_reopened_complaint_runs_late_although_it_was_once_done() -> None:
    row = {"claimed_at": NOW, "resolution_due_at": NOW, "resolution_overdue_from": NOW, "is_claimed_late": False}
    assert clock_words(row, "resolution", NOW + timedelta(days=2)) == ("late", "已超期 2 天")
