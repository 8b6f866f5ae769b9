"""Any table file (CSV with any common delimiter, XLSX) as one clean CSV that DuckDB reads in bulk.

A file in which every physical line is one record is read where it lies. Anything else (line breaks inside quotes, blank
lines, wrong numbers of fields, workbooks) is rewritten once, each record with its physical line number in front.
"""

import csv
import datetime
import itertools
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from cloudeye.errors import IngestError, reason
from cloudeye.ingest.reading.encoding import TextFile, as_utf8
from cloudeye.ingest.reading.records import Record, Unreadable, physical_records

DELIMITERS = {",": "逗号", ";": "分号", "\t": "制表符", "|": "竖线"}
# Workbooks from offices often carry a title and a note above the header.
HEADER_SEARCH = 10
OLD_EXCEL = b"\xd0\xcf\x11\xe0"


@dataclass
class Table:
    """Where the header is and how to read the rest.

    ``header_line`` is the physical line of the header; ``unreadable`` the lines that are no record, with reasons,
    known only after ``rewritten``. ``text`` is None for a workbook.
    """

    path: Path
    encoding: str
    delimiter: str
    header: list[str]
    header_line: int
    text: TextFile | None
    unreadable: list[Unreadable] = field(default_factory=list)


def open_table(path: Path, workspace: Path, recognise: Callable[[list[str]], int]) -> Table:
    """Look at the beginning of ``path`` and find its header: the row in which ``recognise`` knows the most cells.

    Raises IngestError when the file is missing, empty, binary or has no rows at all.
    """
    try:
        with path.open("rb") as source:
            head = source.read(8)
    except OSError as error:
        raise IngestError(f"无法读取文件 {path}：{reason(error)}。请检查路径和权限。") from error
    if head.startswith(OLD_EXCEL):
        raise IngestError(
            f"文件 {path.name} 是旧版 Excel（.xls）。请在 Excel 中另存为 .xlsx 或「CSV UTF-8」后重新上传；没有写入任何数据。"
        )
    if head.startswith(b"PK"):
        first = list(itertools.islice(_workbook_rows(path), HEADER_SEARCH))
        if not first:
            raise IngestError(f"文件 {path.name} 里没有任何数据。请检查导出步骤后重新上传；没有写入任何数据。")
        best = max(first, key=lambda record: recognise(record.cells))
        return Table(path, "XLSX", ",", best.cells, best.line, None)
    text = as_utf8(path, workspace)
    found = []
    for delimiter in DELIMITERS:
        with _lines(text.path) as lines:
            records = (record for record in physical_records(lines, delimiter, width=None) if isinstance(record, Record))
            found += [(delimiter, record) for record in itertools.islice(records, HEADER_SEARCH)]
    if not found:
        raise IngestError(f"文件 {path.name} 里没有任何数据。请检查导出步骤后重新上传；没有写入任何数据。")
    delimiter, header = max(found, key=lambda pair: recognise(pair[1].cells))
    if recognise(header.cells) == 0:
        delimiter, header = max((pair for pair in found if pair[1].line == found[0][1].line), key=lambda pair: len(pair[1].cells))
    return Table(text.path, text.encoding, delimiter, header.cells, header.line, text)


def rewritten(table: Table, workspace: Path) -> Path:
    """Write the records below the header as strict CSV, physical line number first; fills ``table.unreadable``."""
    target = workspace / "records.csv"
    width = len(table.header)
    with target.open("w", encoding="utf-8", newline="") as output:
        writer = csv.writer(output, lineterminator="\n")
        if table.text is None:
            _write(writer, table, (_fitted(record, width) for record in _workbook_rows(table.path)))
        else:
            with _lines(table.path) as lines:
                _write(writer, table, physical_records(lines, table.delimiter, width=width, skip=table.header_line))
    return target


def _write(writer: Any, table: Table, records: Iterable[Record | Unreadable]) -> None:
    for record in records:
        if record.line <= table.header_line:
            continue
        if isinstance(record, Unreadable):
            table.unreadable.append(record)
        elif any(record.cells):
            writer.writerow([record.line, *record.cells])


def _lines(path: Path) -> IO[str]:
    return path.open(encoding="utf-8-sig", newline="")


def _fitted(record: Record, width: int) -> Record | Unreadable:
    surplus = [cell for cell in record.cells[width:] if cell]
    if surplus:
        return Unreadable(record.line, surplus[0], f"表头只有 {width} 列，这一行却在右边多出了内容。请补全表头或删去多余的单元格")
    return Record(record.line, (record.cells + [""] * width)[:width])


def _workbook_rows(path: Path) -> Iterator[Record]:
    """The rows of the first sheet that has any, as text; trailing empty cells are left out."""
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError) as error:
        raise IngestError(f"文件 {path.name} 不是可读的 Excel 工作簿（.xlsx）。请重新导出后上传；没有写入任何数据。") from error
    try:
        for sheet in book.worksheets:
            sheet.reset_dimensions()
            is_empty = True
            for line, values in enumerate(sheet.iter_rows(values_only=True), start=1):
                cells = [_cell(value) for value in values]
                while cells and not cells[-1]:
                    cells.pop()
                if cells:
                    is_empty = False
                    yield Record(line, cells)
            if not is_empty:
                return
    finally:
        book.close()


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime.datetime):
        return value.replace(microsecond=0).isoformat(sep=" ")
    return str(value)
