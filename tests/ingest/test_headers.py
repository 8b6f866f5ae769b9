"""Columns are found in any order, under Chinese or English headers, or as a mapping says."""

import json
from pathlib import Path
from typing import Any

import pytest

from cloudeye.errors import IngestError
from cloudeye.ingest import DATASETS, import_file
from cloudeye.ingest.mapping import plain_header
from cloudeye.paths import DATA
from cloudeye.store import Store
from tests.ingest.files import count, csv_file, only_row


def test_order_and_decoration_of_headers_do_not_matter(catalogued: Store, tmp_path: Path) -> None:
    path = csv_file(
        tmp_path, ["备注", "提交时间 *", "KIND", "工单编号：", "承办部门(必填)"], ["甲", "2026-10-08", "投诉", "T-1", "税务部门"]
    )
    assert import_file(catalogued, path, "complaints").new == 1
    assert only_row(catalogued, "complaint")["department_id"] == "taxation"


def test_missing_columns_are_named_with_a_guess(catalogued: Store, tmp_path: Path) -> None:
    path = csv_file(tmp_path, ["诉求编号", "诉求类形", "内容"], ["T-1", "投诉", "甲"])
    with pytest.raises(IngestError) as raised:
        import_file(catalogued, path, "complaints")
    assert str(raised.value).startswith("文件缺少必需的列「诉求类型」「提交时间」，表头是「诉求编号」「诉求类形」「内容」。")
    assert "「诉求类形」您是不是想写「诉求类型」？" in str(raised.value)


def test_two_columns_of_one_name_are_refused(catalogued: Store, tmp_path: Path) -> None:
    path = csv_file(tmp_path, ["诉求编号", "诉求类型", "提交时间", "标题", "标题"], ["T-1", "投诉", "2026-10-08", "甲", "乙"])
    with pytest.raises(IngestError, match="有 2 列都叫「标题」"):
        import_file(catalogued, path, "complaints")


def test_two_columns_of_the_name_a_mapping_wants_are_refused(catalogued: Store, tmp_path: Path) -> None:
    path = csv_file(tmp_path, ["诉求编号", "诉求类型", "提交时间", "摘要", "摘要"], ["T-1", "投诉", "2026-10-08", "甲", "乙"])
    with pytest.raises(IngestError, match="有 2 列都叫「摘要」"):
        import_file(catalogued, path, "complaints", {"columns": {"title": "摘要"}})


@pytest.mark.parametrize("mapping", [None, {"columns": {"title": "标题"}}])
def test_two_columns_of_one_meaning_are_refused(catalogued: Store, tmp_path: Path, mapping: Any) -> None:
    header = ["诉求编号", "诉求类型", "提交时间", "标题", "主办单位", "承办部门"]
    path = csv_file(tmp_path, header, ["T-1", "投诉", "2026-10-08", "甲", "税务部门", "市场监管部门"])
    with pytest.raises(IngestError, match="「主办单位」「承办部门」是同一项内容。请只保留一列") as raised:
        import_file(catalogued, path, "complaints", mapping)
    assert "columns 中指明取哪一列" in str(raised.value)


@pytest.mark.parametrize(("taken", "department"), [("主办单位", "taxation"), ("承办部门", "market_regulation")])
def test_a_mapping_says_which_of_two_columns_counts(catalogued: Store, tmp_path: Path, taken: str, department: str) -> None:
    header = ["诉求编号", "诉求类型", "提交时间", "主办单位", "承办部门"]
    path = csv_file(tmp_path, header, ["T-1", "投诉", "2026-10-08", "税务部门", "市场监管部门"])
    assert import_file(catalogued, path, "complaints", {"columns": {"department_id": taken}}).new == 1
    assert only_row(catalogued, "complaint")["department_id"] == department


def test_columns_that_are_not_separated(catalogued: Store, tmp_path: Path) -> None:
    path = tmp_path / "carets.csv"
    path.write_text("诉求编号^诉求类型^提交时间\nT-1^投诉^2026-10-08\n", encoding="utf-8")
    hint = "表头只认出一列「诉求编号^诉求类型^提交时间」，各列似乎没有分开（可用的分隔符：逗号、分号、制表符、竖线）。"
    for mapping in (None, {"columns": {"kind": "类别"}}):
        with pytest.raises(IngestError) as raised:
            import_file(catalogued, path, "complaints", mapping)
        assert hint in str(raised.value)


@pytest.mark.parametrize(("columns", "shown"), [(8, "「列7」「列8」。"), (9, "「列7」「列8」等 9 列。")])
def test_a_long_header_is_cut(catalogued: Store, tmp_path: Path, columns: int, shown: str) -> None:
    header = [f"列{number}" for number in range(1, columns + 1)]
    with pytest.raises(IngestError) as raised:
        import_file(catalogued, csv_file(tmp_path, header, header), "complaints")
    assert shown in str(raised.value)


def test_a_mapping_names_columns_constants_values_and_crs(catalogued: Store, tmp_path: Path) -> None:
    path = csv_file(tmp_path, ["id", "when", "who", "x", "y"], ["1", "2026-10-08 09:00", "TAX", "104.068289", "30.558954"])
    mapping = {
        "source": "elsewhere",
        "crs": "GCJ-02",
        "columns": {"complaint_id": "id", "submitted_at": "when", "accepted_at": "when", "department_id": "who"},
        "constants": {"kind": "求助"},
        "values": {"department_id": {"TAX": "税务"}},
    }
    assert import_file(catalogued, path, "complaints", mapping).new == 1
    row = only_row(catalogued, "complaint")
    assert (row["source"], row["kind"], row["department_id"]) == ("elsewhere", "求助", "taxation")
    assert row["accepted_at"] == row["submitted_at"]
    assert (row["source_longitude"], row["source_latitude"], row["source_crs"]) == (104.068289, 30.558954, "GCJ-02")
    assert (row["longitude"], row["latitude"]) == pytest.approx((104.065786, 30.561413), abs=2e-6)
    assert (row["subdistrict_id"], row["is_outside_district"]) == ("yunqiao", False)


@pytest.mark.parametrize(
    ("mapping", "sentence"),
    [
        ({"colums": {}}, "不认识的项「colums」。您是不是想写「columns」？"),
        ({"columns": {"submited_at": "when"}}, "没有列「submited_at」。您是不是想写「submitted_at」？"),
        (
            {"columns": {"kind": "诉求累型"}},
            "列「诉求累型」不在文件里，表头是「诉求编号」「诉求类型」「提交时间」。您是不是想写「诉求类型」？",
        ),
        ({"values": {"kind": "投诉"}}, r"values\.kind 应当是一个 JSON 对象"),
        ([], "应当是一个 JSON 对象"),
    ],
)
def test_a_wrong_mapping_is_refused(catalogued: Store, tmp_path: Path, mapping: Any, sentence: str) -> None:
    path = csv_file(tmp_path, ["诉求编号", "诉求类型", "提交时间"], ["1", "投诉", "2026-10-08"])
    told = tmp_path / "mapping.json"
    told.write_text(json.dumps(mapping), encoding="utf-8")
    with pytest.raises(IngestError, match=sentence):
        import_file(catalogued, path, "complaints", told)


def test_a_mapping_that_is_no_json_is_refused(catalogued: Store, tmp_path: Path) -> None:
    told = tmp_path / "mapping.json"
    told.write_text("{", encoding="utf-8")
    with pytest.raises(IngestError, match=r"mapping\.json 不是有效的 JSON，错在第 1 行第 2 列。请检查"):
        import_file(catalogued, tmp_path / "any.csv", "complaints", told)
    told.write_text('{"note": "说明"}', encoding="gb18030")
    with pytest.raises(IngestError, match=r"mapping\.json 不是 UTF-8 文本。请另存为"):
        import_file(catalogued, tmp_path / "any.csv", "complaints", told)
    with pytest.raises(IngestError, match="无法读取映射文件 .*：这是一个文件夹。"):
        import_file(catalogued, tmp_path / "any.csv", "complaints", tmp_path)
    with pytest.raises(IngestError, match="无法读取映射文件 .*：文件或文件夹不存在。"):
        import_file(catalogued, tmp_path / "any.csv", "complaints", tmp_path / "none.json")


def test_an_unknown_dataset_is_refused(catalogued: Store, tmp_path: Path) -> None:
    with pytest.raises(IngestError, match="没有名为「complaint」的数据集。您是不是想写「complaints」？"):
        import_file(catalogued, tmp_path / "any.csv", "complaint")


@pytest.mark.parametrize("dataset", DATASETS.values(), ids=DATASETS)
def test_no_header_means_two_columns(dataset: Any) -> None:
    words = [
        (plain_header(word), column.name) for column in dataset.columns for word in {column.name, column.label, *column.aliases}
    ]
    meant: dict[str, set[str]] = {}
    for word, name in words:
        meant.setdefault(word, set()).add(name)
    assert {word: names for word, names in meant.items() if len(names) > 1} == {}


def test_the_sample_mapping_takes_rows_of_that_shape(catalogued: Store, tmp_path: Path) -> None:
    header = ["unique_key", "created_date", "closed_date", "agency", "complaint_type", "descriptor", "status"]
    header += ["resolution_description", "open_data_channel_type", "latitude", "longitude"]
    path = csv_file(
        tmp_path,
        header,
        [
            "1",
            "2024-01-02 17:48:34",
            "2024-01-02 00:00:00",
            "DOB",
            "elevator",
            "Stuck",
            "Closed",
            "Done.",
            "UNKNOWN",
            "40.83",
            "-73.94",
        ],
        ["2", "2024-01-03 08:00:00", "", "HPD", "elevator", "Slow", "Assigned", "", "ONLINE", "", ""],
    )
    mapping = DATA / "samples" / "nyc311_elevator_mapping.json"
    report = import_file(catalogued, path, "complaints", mapping)
    assert (report.new, report.refused, report.flagged) == (2, 0, 1)
    again = import_file(catalogued, path, "complaints", mapping)
    assert (again.batch_id, again.new, again.changed, again.unchanged) == (None, 0, 0, 2)
    assert count(catalogued, "import_batch") == 1


def test_an_identifier_beside_its_name_is_the_one_taken(catalogued: Store, tmp_path: Path) -> None:
    path = tmp_path / "values.csv"
    path.write_text("靶点名称,靶点编号,期间,数值\n随便写的名称,D01-003,2026Q3,7\n", encoding="utf-8")
    report = import_file(catalogued, path, "measurements")
    assert (report.new, report.refused) == (1, 0)
