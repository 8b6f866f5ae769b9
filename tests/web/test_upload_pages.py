"""An upload from the file to the batch and back, on the pages as Streamlit runs them: the words, and what stands in the base."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from cloudeye.access.viewer import Viewer
from cloudeye.errors import IngestError
from cloudeye.ingest.datasets import DATASETS
from cloudeye.scoring import publish
from cloudeye.store import Store
from cloudeye.web import district
from cloudeye.web.analyst import batch_desk, outcome, upload_desk, uploads, work
from cloudeye.web.analyst.sheet import Said
from tests.web.records import MONTH, NOW
from tests.web.uploading import (
    BATCH,
    BATCHES,
    CORRECTIONS,
    HEADER,
    UPLOAD,
    brought,
    csv_file,
    drawn,
    finished,
    line,
    points,
    run,
    trail,
    words,
)

SignedIn = Callable[..., Viewer]


@pytest.fixture(autouse=True)
def _put_away() -> Iterator[None]:
    """Nothing goes on in the background when the district closes."""
    yield
    work.forget_all()


@pytest.fixture
def analyst(served: Store, signed_in: SignedIn) -> Viewer:
    return signed_in("analyst")


def lines(served: Store) -> list[str]:
    """Two points with new values, one as it is, and two lines that are refused."""
    (one, first), (two, second), (three, third) = points(served, 3)
    return [
        HEADER, line(served, one, first * 0.9 + 0.01), line(served, two, second * 0.9 + 0.01), line(served, three, third),
        f"{one},2026-13,5,50,1,test", line(served, "NOPOINT", 5),
    ]  # fmt: skip


def value(store: Store, point: str) -> float:
    """What the base has for a point in 2026-02."""
    found = store.reading().cursor.execute(
        "SELECT value FROM measurement WHERE point_id = $1 AND period = DATE '2026-02-01'", [point]
    ).fetchone()  # fmt: skip
    assert found is not None
    return float(found[0])


def button(page: AppTest, key: str) -> Any:
    return next(one for one in page.button if one.key == key)


def previewed(upload_id: str) -> AppTest:
    """The page at its preview, done."""
    return finished(run(UPLOAD, upload=upload_id, step="preview"), upload_id)


def test_the_first_step_says_what_to_bring(served: Store, analyst: Viewer) -> None:
    page = run(UPLOAD, dataset="measurements", sender="approval")
    said = words(page)
    for expected in ("数据导入", "1 选文件", "4 入库", "监测值怎么填", "下载 Excel 模板", "监督靶点 *", "2 对应表头"):
        assert expected in said, expected
    assert './template/measurements.xlsx"' in drawn(page) and "还没有入库" not in said
    assert [box.value for box in page.selectbox] == ["measurements", "approval"]


def test_columns_are_shown_and_can_be_previewed(served: Store, analyst: Viewer, tmp_path: Path) -> None:
    upload_id = brought(analyst, csv_file(tmp_path, lines(served)), sender="approval")
    page = finished(run(UPLOAD, upload=upload_id), upload_id)
    said = words(page)
    for expected in (
        "6 列中认出 6 列，可以预检。",
        "自动识别：UTF-8",
        "自动识别：逗号",
        "行政审批部门",
        "未曾导入过",
        "名称一致",
        "文件开头",
        "NOPOINT",
    ):
        assert expected in said, expected
    assert not button(page, "upload-next").disabled
    button(page, "upload-next").click().run()
    assert page.query_params["step"] in ("preview", ["preview"])


def test_a_required_column_that_is_missing_is_asked_for(served: Store, analyst: Viewer, tmp_path: Path) -> None:
    content = [one.replace("期间", "当月") for one in lines(served)]
    upload_id = brought(analyst, csv_file(tmp_path, content))
    page = finished(run(UPLOAD, upload=upload_id), upload_id)
    assert "还缺 1 个必需的列：「期间」。" in words(page) and button(page, "upload-next").disabled
    upload_desk.instruct(upload_id, Said("", {"column:1": "period"}))
    page = finished(run(UPLOAD, upload=upload_id), upload_id)
    assert "6 列中认出 6 列" in words(page) and "人工指定" in words(page) and not button(page, "upload-next").disabled


def test_a_file_that_cannot_be_read_can_be_read_otherwise(served: Store, analyst: Viewer, tmp_path: Path) -> None:
    upload_id = brought(analyst, csv_file(tmp_path, lines(served)))
    upload_desk.instruct(upload_id, Said("", {"header_line": "99"}))
    page = finished(run(UPLOAD, upload=upload_id), upload_id)
    assert "这份文件还读不了。" in words(page) and button(page, "upload-next").disabled and "Traceback" not in drawn(page)
    upload_desk.instruct(upload_id, Said("", {"header_line": ""}))
    assert "可以预检" in words(finished(run(UPLOAD, upload=upload_id), upload_id))


def test_the_preview_says_what_would_happen_and_writes_nothing(served: Store, analyst: Viewer, tmp_path: Path) -> None:
    version, (point, before) = served.data_version, points(served, 1)[0]
    upload_id = brought(analyst, csv_file(tmp_path, lines(served)), sender="approval")
    page = previewed(upload_id)
    said = words(page)
    for expected in (
        "可提交 2 行；2 月", "目前没有写入任何数据。2026 年 2 月仍是排名草案", "变更 2 行", "不变 1 行", "未通过 2 行", "合计 5 行",
        "下载问题行", "NOPOINT", "本次上传对排名的影响", "本次上传", "有 1 个名称或用词没有认出",
    ):  # fmt: skip
        assert expected in said, expected
    assert button(page, "upload-load").label == "提交 2 行" and not button(page, "upload-load").disabled
    assert (served.data_version, value(served, point)) == (version, before)


def load(upload_id: str) -> AppTest:
    """Preview, press the button, wait."""
    page = previewed(upload_id)
    button(page, "upload-load").click().run()
    return finished(page, upload_id)


def test_a_load_is_on_record_and_can_be_taken_back(served: Store, analyst: Viewer, tmp_path: Path, signed_in: SignedIn) -> None:
    (point, before) = points(served, 1)[0]
    upload_id = brought(analyst, csv_file(tmp_path, lines(served)), sender="approval")
    page = load(upload_id)
    assert "已入库 2 行；2 月" in words(page) and "2 行未通过，没有入库" in words(page)
    assert value(served, point) == pytest.approx(before * 0.9 + 0.01)
    upload = uploads.found(analyst, upload_id)
    assert upload.state == "loaded" and upload.batch_id is not None and uploads.waiting(analyst) == []
    (entry,) = trail("import.load")
    assert (entry["subject"], entry["actor"]) == (upload_id, analyst.login) and entry["detail"]["rows"] == 2  # type: ignore[index]
    assert "共 1 个批次" in words(run(BATCHES)) and "监测值.csv" in words(run(BATCHES, dataset="measurements"))

    page = run(BATCH, batch=upload.batch_id)
    said = words(page)
    for expected in (
        f"{analyst.name} 于",
        "入库 2 行监测值",
        "NOPOINT",
        "下载原文件",
        "行政审批部门",
        "整批恢复到入库以前",
        "监督靶点编号",
    ):
        assert expected in said, expected
    button(page, "take_back").click().run()
    assert "请先写明原因" in words(page) and value(served, point) != before
    page.text_input[0].set_value("发错了文件")
    button(page, "take_back").click().run()
    assert "被它改写的值恢复原样" in words(page) and trail("import.undo") == []
    button(page, "take_back-yes").click().run()
    assert "已撤销：移除 2 行，恢复被改写的 2 行" in words(page) and f"{analyst.name} 于" in words(page)
    assert "原因：发错了文件" in words(page) and value(served, point) == before
    (entry,) = trail("import.undo")
    assert (entry["subject"], entry["detail"]) == (upload.batch_id, {"reason": "发错了文件"})
    assert "已撤销" in words(run(BATCHES)) and not list(run(BATCH, batch=upload.batch_id).button)


def test_what_was_refused_is_shown_to_whoever_brought_it_alone(
    served: Store, analyst: Viewer, tmp_path: Path, signed_in: SignedIn
) -> None:
    upload_id = brought(analyst, csv_file(tmp_path, lines(served)))
    load(upload_id)
    batch_id = uploads.found(analyst, upload_id).batch_id
    assert "NOPOINT" in words(run(BATCH, batch=str(batch_id)))
    for role in ("analyst", "leader", "supervisor"):
        signed_in(role)
        said = words(run(BATCH, batch=str(batch_id)))
        assert (
            "NOPOINT" not in said
            and "「监督靶点」1 行" in said
            and "只有上传者本人" in said
            and "下载问题行" not in said
            and "下载原文件" not in said
        )
    assert "没有权限" in words(run(UPLOAD, upload=upload_id, step="preview"))


def test_the_upload_of_somebody_else_is_like_none(served: Store, analyst: Viewer, tmp_path: Path, signed_in: SignedIn) -> None:
    upload_id = brought(analyst, csv_file(tmp_path, lines(served)))
    signed_in("analyst")
    for asked in (upload_id, "nothing", "' OR 1=1 --"):
        for step in ("columns", "preview", "load"):
            said = words(run(UPLOAD, upload=asked, step=step))
            assert "没有这次上传，或者它不是您上传的" in said and "NOPOINT" not in said and "监测值.csv" not in said
    for do in (
        lambda: upload_desk.load(upload_id),
        lambda: upload_desk.discard(upload_id),
        lambda: upload_desk.instruct(upload_id, Said()),
    ):
        do()
    assert uploads.found(analyst, upload_id).state == "received" and trail("import.load") == trail("upload.discard") == []


def test_giving_up_takes_two_clicks_and_the_file_with_it(served: Store, analyst: Viewer, tmp_path: Path) -> None:
    upload_id = brought(analyst, csv_file(tmp_path, lines(served)))
    path = uploads.found(analyst, upload_id).path
    page = finished(run(UPLOAD, upload=upload_id), upload_id)
    button(page, "upload-discard").click().run()
    assert "放弃「监测值.csv」？" in words(page) and path.exists()
    button(page, "upload-discard-yes").click().run()
    assert "已放弃「监测值.csv」" in words(page) and "1 选文件" in words(page) and not path.exists()
    assert uploads.found(analyst, upload_id).state == "discarded" and len(trail("upload.discard")) == 1
    assert "已经放弃" in words(run(UPLOAD, upload=upload_id))


def test_after_a_restart_the_preview_is_made_again(served: Store, analyst: Viewer, tmp_path: Path) -> None:
    upload_id = brought(analyst, csv_file(tmp_path, lines(served)))
    page = previewed(upload_id)
    work.forget_all()
    button(page, "upload-load").click().run()
    assert "预检的结果已经关闭" in words(page) and trail("import.load") == []
    assert "可提交 2 行" in words(finished(page, upload_id)) and "可提交 2 行" in words(previewed(upload_id))


def test_the_same_file_again_changes_nothing(served: Store, analyst: Viewer, tmp_path: Path) -> None:
    path = csv_file(tmp_path, lines(served)[:4])
    load(brought(analyst, path))
    upload_id, version = brought(analyst, path), served.data_version
    said = words(previewed(upload_id))
    assert "库里都已经有了，提交不会改变任何数据" in said and "导入过（批次" in said
    assert button(previewed(upload_id), "upload-load").disabled and served.data_version == version


def test_a_name_that_nobody_knows_is_named_for_one_file_or_for_ever(served: Store, analyst: Viewer, tmp_path: Path) -> None:
    (one, first), (two, _) = points(served, 2)
    title = next(row["name"] for row in district.ask("catalogue_names") if row["id"] == two)
    upload_id = brought(analyst, csv_file(tmp_path, [HEADER, line(served, one, first), line(served, "旧叫法", 5)]))
    assert "旧叫法" in words(previewed(upload_id))
    asked = {f"{outcome.VALUE_OF}point_id:旧叫法": title}
    upload_desk.name_unknown(upload_id, Said(outcome.ONCE, asked | {f"{outcome.VALUE_OF}point_id:x": ""}))
    assert uploads.found(analyst, upload_id).instructions.mapping.values == {"point_id": {"旧叫法": two}}
    assert "可提交 1 行" in words(previewed(upload_id)) and trail("alias.change") == []

    other = brought(analyst, csv_file(tmp_path, [HEADER, line(served, "旧叫法", 6)], name="b.csv"))
    assert "没有一行可以提交" in words(previewed(other))
    upload_desk.name_unknown(other, Said(outcome.FOR_EVER, asked))
    assert [(entry["subject"], entry["detail"]) for entry in trail("alias.change")] == [("point 旧叫法", {"means": two})]
    assert "可提交 1 行" in words(previewed(other))


def test_a_name_that_is_not_in_the_catalogue_is_not_taken(served: Store, analyst: Viewer, tmp_path: Path) -> None:
    upload_id = brought(analyst, csv_file(tmp_path, [HEADER, line(served, "旧叫法", 5)]))
    point = next(column for column in DATASETS["measurements"].columns if column.name == "point_id")
    for name in ("也没有", "' OR 1=1 --"):
        upload_desk.name_unknown(upload_id, Said(outcome.FOR_EVER, {f"{outcome.VALUE_OF}point_id:旧叫法": name}))
        with pytest.raises(IngestError, match="目录中没有叫"):
            upload_desk.meaning_of(point, name)
    assert trail("alias.change") == [] and uploads.found(analyst, upload_id).instructions.mapping.values == {}


def test_a_word_is_explained_for_the_file_and_never_as_an_alias(served: Store, analyst: Viewer, tmp_path: Path) -> None:
    ((point, value),) = points(served, 1)
    content = [HEADER + ",报送状态", line(served, point, value) + ",报了"]
    upload_id = brought(analyst, csv_file(tmp_path, content))
    page = previewed(upload_id)
    assert "有 1 个名称或用词没有认出" in words(page)
    asked = f"{outcome.VALUE_OF}status:报了"
    upload_desk.name_unknown(upload_id, Said(outcome.FOR_EVER, {asked: "已经报"}))
    assert uploads.found(analyst, upload_id).instructions.mapping.values == {}
    upload_desk.name_unknown(upload_id, Said(outcome.FOR_EVER, {asked: "已报"}))
    assert uploads.found(analyst, upload_id).instructions.mapping.values == {"status": {"报了": "已报"}}
    assert "没有认出" not in words(previewed(upload_id)) and trail("alias.change") == []


def test_what_the_columns_mean_is_kept_for_the_sender(served: Store, analyst: Viewer, tmp_path: Path) -> None:
    content = [one.replace("期间", "当月") for one in lines(served)]
    upload_id = brought(analyst, csv_file(tmp_path, content), sender="approval")
    finished(run(UPLOAD, upload=upload_id), upload_id)
    upload_desk.instruct(
        upload_id, Said("", {"column:1": "period", "sender": "approval", "constant:status": "已报", "constant:source": "自报"})
    )
    load(upload_id)
    mapping = uploads.found(analyst, brought(analyst, csv_file(tmp_path, content), sender="approval")).instructions.mapping
    assert (mapping.columns, mapping.constants) == ({"period": "当月"}, {"source": "自报"})
    assert (
        uploads.found(analyst, brought(analyst, csv_file(tmp_path, content), sender="finance")).instructions.mapping.columns == {}
    )


def test_a_final_month_waits_for_a_leader(served: Store, analyst: Viewer, tmp_path: Path, signed_in: SignedIn) -> None:
    publish(served, MONTH, at=NOW)
    (point, before) = points(served, 1)[0]
    upload_id = brought(analyst, csv_file(tmp_path, lines(served)[:2]))
    page = previewed(upload_id)
    assert "没有可以直接入库的行" in words(page) and "已经定稿，1 行提交后进入更正清单" in words(page)
    load(upload_id)
    assert value(served, point) == before
    page = run(CORRECTIONS)
    assert "1 个批次的 1 行落在已定稿的 2026 年 2 月，等待决定。" in words(page) and list(page.button) == []
    signed_in("leader")
    page = run(CORRECTIONS)
    page.text_input[0].set_value("数据核实无误")
    button(page, "accept").click().run()
    button(page, "accept-yes").click().run()
    assert "已采纳：另出 2026-02 第 2 版 的草案" in words(page) and "数据核实无误" in words(page)
    assert value(served, point) == pytest.approx(before * 0.9 + 0.01)
    assert [entry["detail"] for entry in trail("correction.accept")] == [{"reason": "数据核实无误"}]


def test_a_leader_gives_a_correction_back(served: Store, analyst: Viewer, tmp_path: Path, signed_in: SignedIn) -> None:
    publish(served, MONTH, at=NOW)
    (point, before) = points(served, 1)[0]
    upload_id = brought(analyst, csv_file(tmp_path, lines(served)[:2]))
    load(upload_id)
    batch_desk.accept(str(uploads.found(analyst, upload_id).batch_id), "nowhere")  # an analyst, whatever the page shows
    assert trail("correction.accept")[0]["result"] == "拒绝"
    signed_in("leader")
    page = run(CORRECTIONS)
    page.text_input[0].set_value("与原始台账不符")
    button(page, "decline").click().run()
    button(page, "decline-yes").click().run()
    assert "已退回" in words(page) and "没有等待决定的更正" in words(page) and value(served, point) == before


def test_other_instructions_are_other_work(served: Store, analyst: Viewer, tmp_path: Path) -> None:
    upload_id = brought(analyst, csv_file(tmp_path, lines(served)))
    upload = uploads.found(analyst, upload_id)
    first = work.previewed(upload)
    first.wait()
    assert work.previewed(upload) is first and first.state == "done"
    other = replace(upload, instructions=replace(upload.instructions, sender="approval"))
    second = work.previewed(other)
    second.wait()
    assert second is not first and (first.state, first.result) == ("stopped", None)
    with work.open_preview(upload) as shown:
        assert shown is None
    with work.open_preview(other) as shown:
        assert shown is not None and shown.report.changed == 2


def test_only_a_few_previews_stay_open(served: Store, analyst: Viewer, tmp_path: Path) -> None:
    begun = []
    for number in range(work.MOST_PREVIEWS + 1):
        upload_id = brought(analyst, csv_file(tmp_path, lines(served)[:2], name=f"{number}.csv"))
        begun.append(work.previewed(uploads.found(analyst, upload_id)))
        begun[-1].wait()
    assert [one.state for one in begun] == ["stopped"] + ["done"] * work.MOST_PREVIEWS
