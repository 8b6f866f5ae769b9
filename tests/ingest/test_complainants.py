"""Who complained comes in with the complaint: taken as it is written, kept when a later file says nothing about it."""

from datetime import datetime
from pathlib import Path

from cloudeye.ingest import import_file
from cloudeye.store import Store
from tests.ingest.files import csv_file, messages, only_row

HEADER = ["诉求编号", "诉求类型", "提交时间"]
NOW = datetime(2026, 11, 21, 9)
PERSON = ["张某某", " １５４００００１２３４ ", "51010519491231002X", "云桥街道样例路88号"]


def test_four_columns_by_their_usual_headers(catalogued: Store, tmp_path: Path) -> None:
    header = [*HEADER, "投诉人", "来电号码", "身份证号", "事发地址"]
    report = import_file(catalogued, csv_file(tmp_path, header, ["T-1", "投诉", "2026-10-08", *PERSON]), "complaints", now=NOW)
    assert (report.new, report.refused) == (1, 0)
    row = only_row(catalogued, "complaint")
    assert [row[name] for name in ("complainant", "phone", "id_number", "address")] == [
        "张某某",
        "１５４００００１２３４",
        "51010519491231002X",
        "云桥街道样例路88号",
    ]


def test_a_later_file_without_these_columns_changes_nothing(catalogued: Store, tmp_path: Path) -> None:
    header = [*HEADER, "诉求人", "联系电话", "证件号码", "发生地址"]
    import_file(catalogued, csv_file(tmp_path, header, ["T-1", "投诉", "2026-10-08", *PERSON]), "complaints", now=NOW)
    again = import_file(catalogued, csv_file(tmp_path, HEADER, ["T-1", "投诉", "2026-10-08"]), "complaints", now=NOW)
    assert (again.changed, again.unchanged) == (0, 1)
    blank = import_file(
        catalogued, csv_file(tmp_path, [*HEADER, "诉求人"], ["T-1", "投诉", "2026-10-08", None]), "complaints", now=NOW
    )
    row = only_row(catalogued, "complaint")
    assert blank.changed == 1
    assert (row["complainant"], row["phone"]) == (None, "１５４００００１２３４")


def test_a_number_that_a_spreadsheet_has_cut_is_refused(catalogued: Store, tmp_path: Path) -> None:
    header = [*HEADER, "联系电话", "证件号码"]
    rows = [["T-1", "投诉", "2026-10-08", "1.54E+10", "5.10105E+17"], ["T-2", "投诉", "2026-10-08", "028-00001234", "E12345678"]]
    report = import_file(catalogued, csv_file(tmp_path, header, *rows), "complaints", now=NOW)
    assert (report.new, report.refused) == (1, 1)
    assert messages(report.errors)[1] == (
        "第 2 行「联系电话」是「1.54E+10」，已被表格软件改成科学计数法，末几位丢失。请把该列设为文本格式后重新导出；这一行没有写入。"
    )


def test_a_line_that_is_no_record_shows_no_number_of_a_person(catalogued: Store, tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    path.write_text("诉求编号,诉求类型,提交时间,联系电话\nT-1,投诉,2026-10-08,15400001234,多出来的\n", encoding="utf-8")
    report = import_file(catalogued, path, "complaints", now=NOW)
    assert report.errors[0].value == "T-1,投诉,2026-10-08,154****1234,多出来的"
    assert only_row(catalogued, "rejected_row")["value"] == "T-1,投诉,2026-10-08,154****1234,多出来的"
