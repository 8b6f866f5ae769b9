"""Read one CSV file of a catalogue into typed rows; the first thing that is wrong becomes one sentence."""

import csv
import io
import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from cloudeye.catalog.formats import Column, Format
from cloudeye.errors import CatalogueError, reason

FLAGS = {"是": True, "否": False, "true": True, "false": False, "1": True, "0": False, "yes": True, "no": False}
DATE_FORMATS = ("%Y-%m-%d", "%Y/%m/%d", "%Y%m%d")


@dataclass(frozen=True)
class Row:
    """One line of a file: ``values`` by column name, of the kinds that its format declares."""

    path: Path
    line: int
    values: dict[str, Any]

    def __getitem__(self, column: str) -> Any:
        return self.values[column]

    def fault(self, found: str, mend: str) -> CatalogueError:
        """The error that says what was found in this line and how to mend it."""
        return CatalogueError(f"{self.path.name} 第 {self.line} 行{found}。{mend}；本次没有写入任何数据。")


def _text(path: Path) -> str:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise CatalogueError(f"无法读取目录文件 {path}：{reason(error)}。请检查文件是否存在、是否有读取权限。") from error
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif b"\x00" in raw:
        encodings = []
    else:
        encodings = ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise CatalogueError(f"{path} 不是可读的 CSV 文本。请另存为“CSV UTF-8”或 GB18030 编码的 CSV 后重试；本次没有写入任何数据。")


def _header(path: Path, cells: list[str], wanted: Format) -> list[str]:
    names = [cell.strip().lower() for cell in cells]
    known = [column.name for column in wanted.columns]
    for name in names:
        if name and names.count(name) > 1:
            raise CatalogueError(
                f"{path.name} 的表头里「{name}」出现了 {names.count(name)} 次。请只保留一列；本次没有写入任何数据。"
            )
    for column in wanted.columns:
        if column.name in names:
            continue
        near = get_close_matches(column.name, [name for name in names if name not in known], n=1, cutoff=0.8)
        if near:
            raise CatalogueError(
                f"{path.name} 的表头里有「{near[0]}」，疑为「{column.name}」之误。请改正列名；本次没有写入任何数据。"
            )
        if column.required:
            raise CatalogueError(
                f"{path.name} 缺少「{column.name}」列，现有列：{'、'.join(filter(None, names))}。请补上该列；本次没有写入任何数据。"
            )
    return names


def _number(cell: str) -> float:
    value = float(cell)
    if not math.isfinite(value):
        raise ValueError(cell)
    return value


def _date(cell: str) -> date:
    for form in DATE_FORMATS:
        try:
            return datetime.strptime(cell, form).date()
        except ValueError:
            continue
    raise ValueError(cell)


def _value(row: Row, column: Column, cell: str) -> Any:
    if not cell:
        if column.required:
            raise row.fault(f"「{column.name}」是空的", "请填写后重试")
        return column.default
    if column.choices and cell not in column.choices:
        raise row.fault(f"「{column.name}」是 {cell}，不在允许的取值内", f"请改为 {'、'.join(column.choices)} 之一")
    try:
        if column.kind == "number":
            return _number(cell)
        if column.kind == "integer":
            return int(cell)
        if column.kind == "flag":
            return FLAGS[cell.lower()]
        if column.kind == "date":
            return _date(cell)
    except (ValueError, KeyError):
        expected = {"number": "数字", "integer": "整数", "flag": "是或否", "date": "有效日期（如 2026-01-31）"}[column.kind]
        raise row.fault(f"「{column.name}」是 {cell}，不是{expected}", "请改正后重试") from None
    return cell


def filled(row: Row, wanted: Format, cells: Mapping[str, str]) -> Row:
    """``row`` with a value of the declared kind for every column of ``wanted``, from trimmed cells by column name; a cell that is
    not there counts as blank. Raises CatalogueError for the first that is wrong."""
    for column in wanted.columns:
        row.values[column.name] = _value(row, column, cells.get(column.name, ""))
    for column in wanted.columns:
        if column.same_as and row.values[column.name] is None:
            row.values[column.name] = row.values[column.same_as]
    return row


def read_rows(path: Path, wanted: Format) -> list[Row]:
    """The rows of ``path`` in file order. Columns may stand in any order; unknown ones are left aside, blank lines skipped.

    Encodings: UTF-8 with or without BOM, UTF-16 with BOM, GB18030. Raises CatalogueError.
    """
    text = _text(path)
    first = text.split("\n", 1)[0]
    delimiter = max((",", "\t", ";"), key=first.count)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[Row] = []
    try:
        names = _header(path, next(lines, []), wanted)
        for cells in lines:
            trimmed = [cell.strip() for cell in cells]
            if not any(trimmed):
                continue
            row = Row(path, lines.line_num, {})
            if len(trimmed) > len(names) and any(trimmed[len(names) :]):
                raise row.fault(f"有 {len(trimmed)} 格，表头只有 {len(names)} 列", "含逗号的文字请加双引号")
            rows.append(filled(row, wanted, dict(zip(names, trimmed, strict=False))))
    except csv.Error as error:
        raise CatalogueError(
            f"{path.name} 第 {lines.line_num} 行的引号或换行有误，无法按 CSV 读取。请改正后重试；本次没有写入任何数据。"
        ) from error
    return rows
