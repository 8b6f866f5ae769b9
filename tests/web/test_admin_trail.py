"""The auditor's page: the filter, the words, pages that stand still, the check, and that looking is itself recorded."""

import ast
import csv
import io
import re
import shutil
from collections.abc import Callable
from datetime import datetime
from html import unescape
from typing import Any
from urllib.parse import parse_qsl

import pytest
from streamlit.testing.v1 import AppTest

from cloudeye.access.trail.book import Actor
from cloudeye.access.trail.check import Fault, Verdict
from cloudeye.access.trail.files import trail_files
from cloudeye.access.trail.listing import ACTIONS, RESULTS, Filter
from cloudeye.access.viewer import Viewer
from cloudeye.paths import ROOT
from cloudeye.store import Store
from cloudeye.web import district
from cloudeye.web.admin import trail
from cloudeye.web.admin.trail_export import export
from cloudeye.web.cookies import SESSION
from cloudeye.web.form_token import FIELD, form_token
from tests.web.standing import ORIGIN, visitor_at
from tests.web.test_admin_pages import drawn, run, words

SignIn = Callable[..., Viewer]
LI = Actor("li", "liaison", "10.0.0.7")
AT = datetime(2026, 11, 22, 9, 30)


def entry(**given: Any) -> dict[str, Any]:
    return {
        "number": 7, "recorded_at": AT, "actor": "li", "role": "liaison", "address": "10.0.0.7", "action": "complaint.view",
        "label": "查看诉求", "subject": "C-7", "result": "成功", "detail": {}, "hash": "0" * 64, "file": "2026-11.jsonl",
    } | given  # fmt: skip


def newest(action: str) -> dict[str, Any]:
    return district.access().trail.entries(Filter(action=action), limit=1).entries[0]


def numbers(page: AppTest) -> list[int]:
    """The numbers of the entries on the page."""
    return [int(found) for found in re.findall(r'<td class="low left">(\d+)</td>', drawn(page))]


def test_an_address_and_a_form_describe_the_same_filter() -> None:
    fields = {
        "since": "2026-11-01",
        "until": "2026-11-22",
        "actor": " li ",
        "action": "查看诉求",
        "result": "成功",
        "text": " 7 ",
    }
    assert trail.filter_of(fields) == Filter(datetime(2026, 11, 1), datetime(2026, 11, 23), "li", "complaint.view", "成功", "7")
    nonsense = {"since": "yesterday", "until": "2026-13-01", "action": "'; --", "result": "好"}
    assert trail.filter_of(nonsense) == trail.filter_of({}) == Filter()
    assert trail.filter_words(fields | {"actor": "li", "text": "7"}) == (
        "自 2026-11-01，至 2026-11-22，账号 li，操作 查看诉求，结果 成功，包含 7"
    )
    assert trail.filter_words(trail.fields_of(None, None, " ", trail.EVERY_ACTION, trail.EVERY_RESULT, "")) == "全部"


def test_every_action_and_result_can_be_chosen() -> None:
    assert trail.ACTION_CHOICES[1:] == list(ACTIONS.values()) and len(set(ACTIONS.values())) == len(ACTIONS)
    assert set(RESULTS) == trail.RESULTS.keys()


def details_in_the_product() -> set[str]:
    """The names of all details that some code of ours gives to an entry."""
    found = set()
    for path in (ROOT / "cloudeye").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in {"record", "act"}:
                found |= {word.arg for word in node.keywords if word.arg}
    return found - {"result"}


def test_every_detail_has_a_chinese_name() -> None:
    assert details_in_the_product() - trail.DETAILS.keys() == set()


def test_an_entry_in_words() -> None:
    names = {"approval": "行政审批部门"}
    detail = {"before": None, "department": "approval", "role": "liaison", "page": 2, "strange": 1}
    assert trail.detail_words(detail, names) == "原为 无，单位 行政审批部门，角色 部门联络员，第 2 页，strange 1"
    row = trail.worded(entry(role="operator", subject="admin-trail"), names)
    assert (row["role_label"], row["subject"]) == ("本机", "审计日志")
    assert trail.worded(entry(subject="POST /export/trail"), names)["subject"] == "导出审计日志"
    blank = entry(recorded_at=None, actor=None, role=None, subject=None, address=None, result="?", detail={})
    assert "—" in trail.table([blank], names)


def test_foreign_text_stays_text() -> None:
    script = "<script>alert(1)</script>"
    row = entry(actor=script, role=script, address=script, label=script, subject=script, result=script, detail={script: script})
    verdict = Verdict(1, 0, 1, None, (Fault(script, 1, script),))
    form = trail.export_form({"text": f'"><{script}'}, "")
    assert "<script" not in trail.table([row], {}) + trail.verdict_box(verdict, 0, AT) + form


def test_the_verdict_in_words() -> None:
    whole = trail.verdict_box(Verdict(1_234, 0, 1_234, 3, ()), 0.04, AT)
    assert "日志完整" in whole and 'role="status"' in whole
    assert (
        "逐条核验 1,234 条（第 1 条至第 1,234 条），并与数据库留存的 3 个结尾核对，用时不到 0.1 秒，2026-11-22 09:30:00。"
        in whole
    )
    broken = trail.verdict_box(
        Verdict(
            5,
            10,
            15,
            0,
            (Fault("2026-11.jsonl", 3, "被改动过"), Fault("2026-11.jsonl", 0, "缺")),
        ),
        2,
        AT,
    )
    assert "发现 2 处问题" in broken and 'role="alert"' in broken and "第 11 条至第 15 条，之前 10 条已归档" in broken
    assert "用时 2.0 秒" in broken and ">3</td>" in broken and "整个文件" in broken and "被改动过" in broken
    assert "还没有记录" in trail.verdict_words(Verdict(0, 0, 0, None, ()), 0, AT)


def test_the_newest_entries_come_first_and_reading_them_is_recorded(served: Store, signed_in: SignIn) -> None:
    auditor = signed_in("audit_administrator")
    kept = district.access().trail
    kept.record(LI, "export.ranking", "2026-02 职能部门", rows=18)
    kept.record(LI, "complaint.reveal", "C-1", result="拒绝")
    page = run("trail")
    said = words(page)
    assert (
        said.index("显示诉求人") < said.index("导出部门排名") and "行数 18" in said and "■ 拒绝" in said and "部门联络员" in said
    )
    read = newest("trail.read")
    assert (read["actor"], read["detail"]) == (auditor.login, {"filters": "全部", "page": 1})
    page.run()
    assert newest("trail.read")["number"] == read["number"], "the same look is recorded once"
    page.selectbox(key="result").select("拒绝").run()
    assert "符合条件的有 1 条。" in words(page) and newest("trail.read")["detail"] == {"filters": "结果 拒绝", "page": 1}
    assert "查阅日志" in words(run("trail", action="查阅日志"))
    assert "没有符合条件的记录" in words(run("trail", actor="nobody"))


def test_the_filters_come_from_the_address(served: Store, signed_in: SignIn) -> None:
    signed_in("audit_administrator")
    district.access().trail.record(LI, "export.ranking", "2026-02 职能部门")
    page = run("trail", action="导出部门排名", actor="li", since="2020-01-01", text="职能")
    assert "符合条件的有 1 条。" in words(page)
    assert 'name="since" value="2020-01-01"' in drawn(page) and 'name="action" value="导出部门排名"' in drawn(page)
    assert "没有符合条件的记录" in words(run("trail", until="2020-01-01"))


def links(page: AppTest) -> dict[str, dict[str, str]]:
    """Where the links of the pager lead: their query by their words."""
    found = re.findall(r'<a href="[.]/admin-trail[?]([^"]*)" target="_self">(较.的)</a>', drawn(page))
    return {text: dict(parse_qsl(unescape(query))) for query, text in found}


def test_pages_stand_still_while_entries_are_added(served: Store, signed_in: SignIn) -> None:
    signed_in("audit_administrator")
    for number in range(120):
        district.access().trail.record(LI, "complaint.view", f"C-{number}")
    page = run("trail")
    first = numbers(page)
    assert len(first) == trail.ROWS and set(links(page)) == {"较早的"} and "第 1–50 条，共" in words(page)
    second = run("trail", **links(page)["较早的"])
    assert numbers(second) == list(range(first[-1] - 1, first[-1] - 1 - trail.ROWS, -1)), "the entry about reading moves nothing"
    assert set(links(second)) == {"较早的", "较新的"} and "第 51–100 条，共" in words(second)
    third = run("trail", **links(second)["较早的"])
    assert numbers(third)[-1] == 1 and set(links(third)) == {"较新的"}
    assert numbers(run("trail", **links(second)["较新的"])) == first
    page.button(key="again").click().run()
    assert numbers(page)[0] > first[0], "until the auditor asks for the newest"


def test_another_filter_begins_on_its_first_page(served: Store, signed_in: SignIn) -> None:
    signed_in("audit_administrator")
    for number in range(120):
        district.access().trail.record(LI, "complaint.view", f"C-{number}")
    page = run("trail", page="2", upto="60")
    assert numbers(page)[0] == 10
    page.text_input(key="actor").input("li").run()
    assert len(numbers(page)) == trail.ROWS and numbers(page)[0] > 60
    assert links(page)["较早的"]["actor"] == "li"


@pytest.mark.parametrize("asked", ["0", "-1", "1e9", "x", "99999999999999999999", "4"])
def test_a_page_that_there_is_not_does_no_harm(served: Store, signed_in: SignIn, asked: str) -> None:
    signed_in("audit_administrator")
    page = run("trail", page=asked, upto=asked)
    assert not page.exception and len(numbers(page)) > 0, "the first page stands in for it"


def test_the_check_says_whether_the_trail_is_whole(served: Store, signed_in: SignIn) -> None:
    signed_in("audit_administrator")
    page = run("trail")
    page.button(key="verify").click().run()
    assert "日志完整" in words(page) and "没有发现改动、缺失或错序" in words(page)
    assert newest("trail.verify")["result"] == "成功" and newest("trail.verify")["detail"]["faults"] == 0
    path = trail_files(district.access().trail.folder)[-1]
    path.write_bytes(path.read_bytes().replace("测试".encode(), "试测".encode(), 1))
    page.button(key="verify").click().run()
    assert "日志有问题" in words(page) and path.name in words(page) and "被改动过" in words(page)
    assert newest("trail.verify")["result"] == "失败"


def test_the_file_holds_what_the_filter_keeps_and_nothing_that_a_sheet_would_run(served: Store, signed_in: SignIn) -> None:
    auditor = signed_in("audit_administrator")
    district.access().trail.record(Actor('=HYPERLINK("x")', "liaison", "10.0.0.7"), "complaint.view", "C-1")
    district.access().trail.record(LI, "complaint.reveal", "C-2")
    content = export({"action": "查看诉求"}, auditor)
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert [(row["账号"], row["角色"], row["操作"], row["对象"]) for row in rows] == [
        ('\'=HYPERLINK("x")', "部门联络员", "查看诉求", "C-1")
    ]
    assert newest("export.trail")["detail"] == {"filters": "操作 查看诉求", "rows": 1}


def test_the_file_is_fetched_with_a_form_of_our_own_page_and_only_by_the_auditor(served: Store) -> None:
    auditor = visitor_at("audit_administrator")
    asked = {"result": "成功", FIELD: form_token(str(auditor.cookies[SESSION]))}
    answer = auditor.post("/export/trail", data=asked, headers=ORIGIN)
    assert answer.status_code == 200 and answer.headers["content-type"].startswith("text/csv")
    assert "attachment" in answer.headers["content-disposition"] and "序号,时间,账号" in answer.content.decode("utf-8-sig")
    assert newest("export.trail")["detail"]["filters"] == "结果 成功"
    assert auditor.post("/export/trail", data={FIELD: "of another session"}, headers=ORIGIN).status_code == 403
    assert visitor_at("security_administrator").post("/export/trail", data={}, headers=ORIGIN).status_code == 403


def test_files_are_not_fetched_without_end(served: Store) -> None:
    auditor = visitor_at("audit_administrator")
    asked = {FIELD: form_token(str(auditor.cookies[SESSION]))}
    statuses = [auditor.post("/export/trail", data=asked, headers=ORIGIN).status_code for _ in range(21)]
    assert statuses == [200] * 20 + [429]


def test_a_look_that_cannot_be_recorded_shows_nothing(served: Store, signed_in: SignIn) -> None:
    signed_in("audit_administrator")
    folder = district.access().trail.folder
    shutil.rmtree(folder)
    folder.write_text("")
    page = run("trail")
    assert page.exception and not [box for box in page.get("bidi_component") if "desk-table" in box.proto.json]
