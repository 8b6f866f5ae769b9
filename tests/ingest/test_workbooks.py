"""Excel workbooks come in as their cells read."""

from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from cloudeye.errors import IngestError
from cloudeye.ingest import import_file
from cloudeye.store import Store
from tests.ingest.files import column, messages, only_row


def workbook(path: Path, *rows: list[object], before: int = 0) -> Path:
    book = openpyxl.Workbook()
    for _ in range(before):
        book.create_sheet()
    sheet = book.worksheets[before]
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


def test_cells_of_every_type(catalogued: Store, tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "file.xlsx",
        ["十月企业诉求台账"],
        ["诉求编号", "诉求类型", "提交时间", "办结时间", "是否紧急", "承办部门", "经度", "纬度"],
        [20261001, "投诉", datetime(2026, 10, 8, 9, 30, 15), date(2026, 10, 9), True, "税务部门", 104.065786, 30.561413],
        [None, None, None],
        [20261002.0, "咨询", "2026年10月8日", None, None, None, None, None],
        before=1,
    )
    report = import_file(catalogued, path, "complaints")
    assert (report.new, report.refused, report.errors) == (2, 0, [])
    assert column(catalogued, "complaint", "complaint_id", "complaint_id") == ["20261001", "20261002"]
    assert column(catalogued, "complaint", "submitted_at", "complaint_id") == [
        datetime(2026, 10, 8, 9, 30, 15),
        datetime(2026, 10, 8),
    ]
    assert column(catalogued, "complaint", "is_urgent", "complaint_id") == [True, False]
    assert only_row(catalogued, "import_batch")["encoding"] == "XLSX"


def test_lines_are_worksheet_rows(catalogued: Store, tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "file.xlsx",
        ["诉求编号", "诉求类型", "提交时间"],
        ["T-1", "投诉", "2026-10-08", None, "右边多出来"],
        [],
        ["T-2", "投诉", "2026-13-08"],
    )
    report = import_file(catalogued, path, "complaints")
    assert [problem.line for problem in report.errors] == [2, 4]
    assert messages(report.errors)[0].startswith("第 2 行表头只有 3 列，这一行却在右边多出了内容")


def test_an_empty_workbook_is_refused(catalogued: Store, tmp_path: Path) -> None:
    with pytest.raises(IngestError, match="没有任何数据"):
        import_file(catalogued, workbook(tmp_path / "file.xlsx"), "complaints")
