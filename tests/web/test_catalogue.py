"""The catalogue page: tables that keep every value, a trial that keeps nothing, and saving with a reason."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pandas
import pytest
from streamlit.testing.v1 import AppTest

from cloudeye.access.viewer import Viewer
from cloudeye.catalog.loader import read_catalogue, stored
from cloudeye.catalog.reading import read_rows
from cloudeye.catalog.revision import FORMAT_OF, Edit, differences, entries
from cloudeye.paths import CATALOG, ROOT
from cloudeye.scoring import publish
from cloudeye.store import Store
from cloudeye.web import district
from cloudeye.web.analyst import catalogue
from cloudeye.web.analyst.catalogue import SHOWN, TABLES, Names, cells_of, edit_words, frame_of, merged, summary
from cloudeye.web.analyst.catalogue_desk import DRAFT
from tests.web.records import MONTH, NOW
from tests.web.standing import visitor_at

PAGE = str(ROOT / "pages" / "analyst" / "catalogue.py")


def change(store: Store, file: str, key: str, **after: str) -> dict[str, list[Edit]]:
    """An unsaved change of one entry, as the editor notes it."""
    row = next(row for row in entries(store.reading(), file) if key in row.values())
    return {file: differences(file, [row], [row | after])}


def drawn(page: AppTest) -> str:
    """All markup on the page."""
    assert not page.exception
    boxes = [json.loads(element.proto.json) for element in page.get("bidi_component")]
    return "\n".join(box["markup"] for box in boxes if "markup" in box)


def words(page: AppTest) -> str:
    """What a person reads."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", drawn(page)))


def run(draft: dict[str, list[Edit]] | None = None, **query: str) -> AppTest:
    page = AppTest.from_file(PAGE, default_timeout=60)
    page.query_params.update(query)
    if draft:
        page.session_state[DRAFT] = draft
    return page.run()


def labels(page: AppTest) -> list[str]:
    return [button.label for button in page.button]


def press(page: AppTest, key: str) -> AppTest:
    return page.button(key=key).click().run()


@pytest.mark.parametrize("table", TABLES)
def test_an_editor_gives_back_every_cell(catalogued: Store, table: str) -> None:
    """What nobody touches is no change, whatever types the editor knows."""
    rows = entries(catalogued.reading(), TABLES[table])
    assert rows and cells_of(table, frame_of(table, rows), rows) == rows


@pytest.mark.parametrize("table", TABLES)
def test_a_table_shows_its_key_and_columns_that_exist(table: str) -> None:
    columns = [column.name for column in FORMAT_OF[TABLES[table]].columns]
    assert set(FORMAT_OF[TABLES[table]].key) <= set(SHOWN[table]) <= set(columns)


def test_what_a_person_types_becomes_a_cell(catalogued: Store) -> None:
    rows = entries(catalogued.reading(), "points.csv")[:2]
    frame = frame_of("points", rows)
    frame.loc[0, "best"] = 3.5
    frame.loc[0, "target"] = None
    frame.loc[1, "valid_from"] = pandas.Timestamp("2026-04-01")
    frame.loc[1, "is_key"] = True
    frame.loc[2] = [None] * len(frame.columns)  # a line that was begun and left empty
    found = differences("points.csv", rows, cells_of("points", frame, rows))
    assert [(edit.key, edit.before, edit.after) for edit in found] == [
        (("D01-001",), {"best": "1.0", "target": "1.0"}, {"best": "3.5", "target": ""}),
        (("D01-002",), {"valid_from": "", "is_key": "否"}, {"valid_from": "2026-04-01", "is_key": "是"}),
    ]


def test_unsaved_edits_stand_in_the_table_again(catalogued: Store) -> None:
    rows = entries(catalogued.reading(), "points.csv")[:2]
    changed = merged(rows, [
        Edit("points.csv", ("D01-001",), {"best": "1.0"}, {"best": "3.0"}), Edit("points.csv", ("D01-002",), rows[1], {}),
        Edit("points.csv", ("X1",), {}, {"point_id": "X1", "name": "新靶点"}),
    ])  # fmt: skip
    assert [(row["point_id"], row["best"], row["name"]) for row in changed] == [
        ("D01-001", "3.0", "开办企业办理环节数"), ("X1", "", "新靶点"),
    ]  # fmt: skip
    assert merged(rows, []) == rows


@pytest.mark.parametrize(
    ("edit", "called", "cells"),
    [
        (Edit("points.csv", ("P1",), {"best": "1.0", "method": "DTF"}, {"best": "2.50", "method": "ratio"}), "甲",
         [("最优值", "1", "2.5"), ("计分方法", "距离法", "达标比例")]),
        (Edit("points.csv", ("P1",), {"target": "1.0"}, {"target": ""}), "甲", [("目标值", "1", "空")]),
        (Edit("indicators.csv", ("I1",), {"lead_department_id": "water"}, {"lead_department_id": "power"}), "I1", [("牵头部门", "供水", "power")]),
        (Edit("points.csv", ("P9",), {}, {"point_id": "P9", "name": "新靶点"}), "新增监督靶点「新靶点」", []),
        (Edit("points.csv", ("P1",), {"name": "甲"}, {}), "删去监督靶点「甲」", []),
    ],
)  # fmt: skip
def test_an_edit_in_words(edit: Edit, called: str, cells: list[tuple[str, str, str]]) -> None:
    titles: dict[tuple[str, ...], str] = {("P1",): "甲"} if edit.file == "points.csv" else {}
    assert edit_words(edit, Names({"lead_department_id": {"water": "供水"}}), titles) == (called, cells)


def test_edits_are_summed_up_by_table() -> None:
    edits = [
        Edit("points.csv", ("P1",), {"best": "1", "worst": "9"}, {"best": "2", "worst": "8"}),
        Edit("points.csv", ("P9",), {}, {"point_id": "P9", "name": "新"}), Edit("tasks.csv", ("T1",), {"title": "甲"}, {"title": "乙"}),
    ]  # fmt: skip
    assert summary(edits) == "监督靶点 3 处、改革任务 1 处"


def test_the_page_shows_the_rules_in_force(served: Store, signed_in: Callable[..., Viewer]) -> None:
    signed_in("analyst")
    page = run()
    said = words(page)
    for expected in (
        "口径与目录", "现行口径为规则第 1 版，2026-03-18 起；没有未保存的改动。", "未保存的改动", "试算和保存之前不影响任何人", "规则版本", "第 1 版 现行",
        "随目录文件装载", "2026-01 至 2026-02", "这里还没有口径变更",
    ):  # fmt: skip
        assert expected in said, expected
    assert [box.value for box in page.selectbox] == ["points", "D01", "2026-02"]
    assert [button.disabled for button in page.button] == [True, True, True]


@pytest.mark.parametrize("table", TABLES)
def test_every_table_opens(served: Store, signed_in: Callable[..., Viewer], table: str) -> None:
    signed_in("analyst")
    page = run(table=table)
    assert page.selectbox[0].value == table and catalogue.NOTES[table] in words(page)
    assert f"export/catalogue?table={table}" in drawn(page)


def test_an_unknown_table_in_the_address_is_said(served: Store, signed_in: Callable[..., Viewer]) -> None:
    signed_in("analyst")
    said = words(run(table="account", domain="D99"))
    assert "目录表「account」不在可选范围内，显示的是监督靶点与口径。" in said and "领域「D99」不在可选范围内" in said


def test_a_trial_says_what_would_come_of_it(served: Store, signed_in: Callable[..., Viewer]) -> None:
    signed_in("analyst")
    version = served.data_version
    page = run(change(served, "indicators.csv", "D01-01", lead_department_id="taxation"))
    said = words(page)
    assert "有未保存的改动：二级指标 1 处。先试算，看排名怎么变，再保存。" in said
    assert "开办企业环节 牵头部门 行政审批 → 税务" in said
    said = words(press(page, "catalogue-try"))
    for expected in (
        "按 2026 年 2 月数据试算：", "试算：对排名的影响 2026 年 2 月数据；只试算，不入库；保存将产生规则第 2 版", "职能部门", "个部门有变化，其余", "税务", "行政审批",
        "新可能名次",
    ):  # fmt: skip
        assert expected in said, expected
    assert served.data_version == version and len(stored(served.reading(), "rule_version")) == 1


def test_a_trial_of_a_change_that_cannot_be_says_why(served: Store, signed_in: Callable[..., Viewer]) -> None:
    signed_in("analyst")
    page = press(run(change(served, "points.csv", "D01-001", best="6.0")), "catalogue-try")
    assert (
        "监督靶点「开办企业办理环节数」：监督靶点 D01-001 的最优值与最差值都是 6，无法计分。请改正「最优值」或「最差值」；没有保存任何改动。"
        in words(page)
    )
    assert "试算：对排名的影响" not in words(page)


def test_a_trial_is_put_away_when_something_changes(served: Store, signed_in: Callable[..., Viewer]) -> None:
    signed_in("analyst")
    page = press(run(change(served, "points.csv", "D01-001", weight="3.0")), "catalogue-try")
    assert "试算：监督靶点 1 个有变化" in words(page) and "1 → 3" in words(page)
    page.session_state[DRAFT] = change(served, "scoring_rules.csv", "bonus_cap", value="4.0")
    page.selectbox(key="choose-table").select("rules").run()
    assert "试算：监督靶点" not in words(page) and "先试算，看排名怎么变，再保存" in words(page)


def test_edits_of_other_tables_are_kept(served: Store, signed_in: Callable[..., Viewer]) -> None:
    signed_in("analyst")
    page = run(change(served, "points.csv", "D01-001", best="3.0"))
    for choice in ("rules", "points"):
        page.selectbox(key="choose-table").select(choice).run()
        assert "监督靶点 1 处" in words(page)
    page.selectbox(key="choose-domain").select("D02").run()
    assert "开办企业办理环节数 最优值 1 → 3" in words(page)


def test_saving_needs_a_reason(served: Store, signed_in: Callable[..., Viewer]) -> None:
    signed_in("analyst")
    version = served.data_version
    page = run(change(served, "points.csv", "D01-001", best="3.0"))
    assert "请写明修改理由，至少 4 个字" in words(press(page, "catalogue-save"))
    page.text_input[0].input("调口径").run()
    assert "请写明修改理由，至少 4 个字" in words(press(page, "catalogue-save"))
    assert served.data_version == version
    newest = district.access().trail.entries(limit=1).entries[0]
    assert newest["action"] != "catalogue.change"


def test_saving_makes_a_version_with_who_and_why(served: Store, signed_in: Callable[..., Viewer]) -> None:
    viewer = signed_in("analyst")
    page = run(change(served, "points.csv", "D01-001", best="3.0"))
    page.text_input[0].input("市级口径三月起调整").run()
    said = words(press(page, "catalogue-save"))
    for expected in (
        "已保存监督靶点 1 处，产生规则第 2 版；2026-01、2026-02 的排名草案已重算，与上月口径不同，不比较升降。",
        "现行口径为规则第 2 版，2026-03-18 起；没有未保存的改动。", "第 2 版 现行", "市级口径三月起调整", viewer.login,
        "开办企业办理环节数 D01-001 第 2 版 2026-03-01 至 今 3 6 1 1 距离法", "第 1 版 最初 至 2026-02-28 1 6 1 1 距离法",
    ):  # fmt: skip
        assert expected in said, expected
    newest = district.access().trail.entries(limit=1).entries[0]
    assert (newest["actor"], newest["action"], newest["subject"], newest["detail"]) == (
        viewer.login, "catalogue.change", "规则第 2 版", {"reason": "市级口径三月起调整", "changes": "监督靶点 1 处"},
    )  # fmt: skip
    assert not page.text_input[0].value
    assert "已保存" not in words(page.run())  # said once


def test_a_published_month_is_out_of_reach(served: Store, signed_in: Callable[..., Viewer]) -> None:
    signed_in("analyst")
    publish(served, MONTH, at=NOW)
    page = run(change(served, "points.csv", "D01-001", best="3.0", valid_from="2026-02-01"))
    page.text_input[0].input("市级口径二月起调整").run()
    said = words(press(page, "catalogue-save"))
    assert "2026-02 的排名已发布。请在「启用日期」填写更晚月份的 1 日，已发布的月份不能改算；没有保存任何改动。" in said
    assert "监督靶点 2 处" in said  # the edit is still there to be mended


def test_edits_can_be_given_up(served: Store, signed_in: Callable[..., Viewer]) -> None:
    signed_in("analyst")
    page = press(run(change(served, "points.csv", "D01-001", best="3.0")), "catalogue-drop")
    assert "没有未保存的改动" in words(page)


def test_who_may_not_change_may_still_try(served: Store, signed_in: Callable[..., Viewer]) -> None:
    signed_in("leader")
    page = run(change(served, "points.csv", "D01-001", best="3.0"))
    assert labels(page) == ["试算", "放弃改动"] and not page.text_input
    assert "试算：对排名的影响" in words(press(page, "catalogue-try"))


@pytest.mark.parametrize("role", ["inspector", "liaison", "system_administrator"])
def test_the_page_is_not_for_everybody(served: Store, signed_in: Callable[..., Viewer], role: str) -> None:
    signed_in(role, "taxation" if role == "liaison" else None)
    page = run()
    assert not page.selectbox and any("没有权限" in box.proto.body for box in page.get("html"))


def test_texts_of_the_catalogue_stay_texts(served: Store, signed_in: Callable[..., Viewer]) -> None:
    signed_in("analyst")
    page = run(change(served, "points.csv", "D01-001", name="<img src=x>", best="3.0"))
    page.text_input[0].input("<script>hacked(1)</script>").run()
    assert "<img" not in drawn(page) and "&lt;img src=x&gt;" in drawn(page)
    markup = drawn(press(page, "catalogue-save"))
    assert "<script" not in markup and "&lt;script&gt;" in markup and "<img" not in markup


def test_the_page_of_an_empty_district_can_be_edited(served_empty: Store, signed_in: Callable[..., Viewer]) -> None:
    signed_in("analyst")
    page = run()
    assert labels(page) == ["放弃改动", "保存改动"]  # there is no month to try on


@pytest.mark.parametrize("table", TABLES)
def test_a_file_is_what_init_reads(served: Store, tmp_path: Path, table: str) -> None:
    answer = visitor_at("analyst").get(f"/export/catalogue?table={table}")
    assert answer.status_code == 200
    path = tmp_path / TABLES[table]
    path.write_bytes(answer.content)
    found = [row.values for row in read_rows(path, FORMAT_OF[TABLES[table]])]
    expected = [row.values for row in read_catalogue(CATALOG)[TABLES[table]]]
    assert found == expected
    newest = district.access().trail.entries(limit=1).entries[0]
    assert (newest["action"], newest["subject"], newest["detail"]["rows"]) == ("export.catalogue", TABLES[table], len(expected))


@pytest.mark.parametrize("query", ["table=account", "table=", "", "table=%27"])
def test_a_table_that_is_none_has_no_file(served: Store, query: str) -> None:
    assert visitor_at("analyst").get(f"/export/catalogue?{query}").status_code == 404


def test_the_file_is_not_for_everybody(served: Store) -> None:
    assert visitor_at("inspector").get("/export/catalogue?table=points").status_code == 403
