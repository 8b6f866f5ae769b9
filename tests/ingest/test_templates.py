"""Templates: what they hold, and that a filled one goes in while its example stays out."""

import csv
import io
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from cloudeye.errors import IngestError
from cloudeye.ingest import DATASETS, Dataset, import_file
from cloudeye.ingest.preview import preview
from cloudeye.ingest.templates import template_csv, template_workbook
from cloudeye.store import Store
from tests.ingest.files import column

ALL = pytest.mark.parametrize("dataset", DATASETS.values(), ids=DATASETS)
NOW = datetime(2026, 11, 21, 9)


def rows_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@ALL
def test_both_forms_have_every_column_and_one_example(catalogued: Store, dataset: Dataset) -> None:
    content = template_csv(catalogued, dataset)
    assert content.startswith(b"\xef\xbb\xbf")
    rows = rows_of(content)
    assert rows[0] == [f"{column.label}（必填）" if column.is_required else column.label for column in dataset.columns]
    assert len(rows) == 2 and rows[1][0].startswith("示例")
    sheet = openpyxl.load_workbook(io.BytesIO(template_workbook(catalogued, dataset)))["填报"]
    assert [["" if cell is None else cell for cell in row] for row in sheet.iter_rows(values_only=True)] == rows


@ALL
@pytest.mark.parametrize("form", [template_csv, template_workbook])
def test_an_untouched_template_brings_nothing_and_says_why(
    catalogued: Store, tmp_path: Path, dataset: Dataset, form: object
) -> None:
    path = tmp_path / ("template.csv" if form is template_csv else "template.xlsx")
    path.write_bytes(form(catalogued, dataset))  # type: ignore[operator]
    with pytest.raises(IngestError) as raised:
        import_file(catalogued, path, dataset.name)
    assert str(raised.value) == "文件里只有模板的示例行，没有数据。请从示例的下一行开始填写后重新上传；没有写入任何数据。"
    assert column(catalogued, "import_batch", "batch_id", "1") == []


@ALL
def test_the_example_is_right_once_its_key_is_no_example(catalogued: Store, tmp_path: Path, dataset: Dataset) -> None:
    """What people imitate must itself be taken: nothing but missing references is refused."""
    key = {"measurements": "D01-003", "task_progress": "C-001", "enterprises": "91512081MA62K0260E"}.get(dataset.name, "X-1")
    rows = rows_of(template_csv(catalogued, dataset))
    path = tmp_path / "filled.csv"
    with path.open("w", encoding="utf-8", newline="") as output:
        csv.writer(output).writerows([rows[0], [key, *rows[1][1:]]])
    with preview(catalogued, path, dataset.name, now=NOW, with_effect=False) as opened:
        missing = {"complaint_id"} if dataset.name in ("callbacks", "complaint_events") else set()
        assert {problem.column for problem in opened.problems(9)} == missing
        assert opened.warnings(9) == []


def test_a_filled_workbook_goes_in_without_its_example(catalogued: Store, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(template_workbook(catalogued, DATASETS["measurements"])))
    book["填报"].append(["D01-003", "2026Q3", 7])
    book["填报"].append(["“一窗通”联办事项数", "2026Q2", "8"])
    path = tmp_path / "filled.xlsx"
    book.save(path)
    with preview(catalogued, path, "measurements", now=NOW) as opened:
        assert [(skipped.line, skipped.kind, skipped.text) for skipped in opened.table.skipped] == [
            (2, "示例", "示例：一窗通联办事项数")
        ]
        report = opened.load()
    assert (report.new, report.refused, report.skipped) == (2, 0, 1)
    assert column(catalogued, "measurement", "period", "1") == [date(2026, 4, 1), date(2026, 7, 1)]


def test_drop_downs_hold_what_an_upload_understands(catalogued: Store) -> None:
    dataset = DATASETS["complaints"]
    book = openpyxl.load_workbook(io.BytesIO(template_workbook(catalogued, dataset)))
    lists = book["可选值"]
    assert lists.sheet_state == "hidden"
    offered = {row[0]: [cell for cell in row[1:] if cell] for row in lists.iter_cols(values_only=True)}
    assert list(offered) == [column.label for column in dataset.columns if column.vocabulary or column.catalogue]
    assert offered["诉求类型"] == ["咨询", "求助", "投诉", "建议", "表扬"]
    assert "税务部门" in offered["承办部门"] and "待受理" in offered["状态"] and "云桥" in offered["街道"]
    rules = {str(rule.sqref): rule.formula1 for rule in book["填报"].data_validations.dataValidation}
    assert rules["D2:D1048576"] == "'可选值'!$B$2:$B$6"
    assert len(rules) == len(offered)


def test_points_that_nobody_reports_are_not_offered(catalogued: Store) -> None:
    book = openpyxl.load_workbook(io.BytesIO(template_workbook(catalogued, DATASETS["measurements"])))
    offered = [cell for cell in next(book["可选值"].iter_cols(values_only=True)) if cell]
    assert "“一窗通”联办事项数" in offered
    assert "开办企业办理环节数" not in offered


def test_the_notes_explain_every_column(catalogued: Store) -> None:
    dataset = DATASETS["service_records"]
    notes = openpyxl.load_workbook(io.BytesIO(template_workbook(catalogued, dataset)))["填写说明"]
    rows = [list(row) for row in notes.iter_rows(values_only=True)]
    assert rows[0][0] == "归集数据填报模板"
    told = {row[0]: row for row in rows[rows.index(["列", "是否必填", "说明", "可填内容", "示例", "也认这些列名"]) + 1 :]}
    assert list(told) == [column.label for column in dataset.columns]
    assert told["评价"][1:4] == [None, "好差评，1 到 5 或五个等级之一", "非常满意、满意、基本满意、不满意、非常不满意"]
    assert told["事项"][1] == "必填" and told["事项"][3].endswith("等 158 项，见下拉列表")


def test_numbers_stay_as_typed(catalogued: Store) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(template_workbook(catalogued, DATASETS["complaints"])))["填报"]
    assert sheet.column_dimensions["AA"].number_format == "@"
    assert {cell.number_format for row in sheet.iter_rows() for cell in row} == {"@"}


def test_a_template_is_the_same_file_every_time(catalogued: Store) -> None:
    dataset = DATASETS["callbacks"]
    assert template_csv(catalogued, dataset) == template_csv(catalogued, dataset)
    assert b"2026-01-01" in openpyxl_core(template_workbook(catalogued, dataset))


def openpyxl_core(content: bytes) -> bytes:
    """The properties of a workbook."""
    import zipfile

    return zipfile.ZipFile(io.BytesIO(content)).read("docProps/core.xml")


def test_a_district_without_a_catalogue_has_templates_too(store: Store) -> None:
    for dataset in DATASETS.values():
        assert len(rows_of(template_csv(store, dataset))) == 2
        assert openpyxl.load_workbook(io.BytesIO(template_workbook(store, dataset))).sheetnames == ["填报", "填写说明", "可选值"]
