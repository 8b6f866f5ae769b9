"""An empty file of a dataset to fill in: CSV for any program, a workbook with notes and drop-downs for Excel.

Both carry one example row, known by the word 示例 that its key begins with: an upload skips it.
"""

import csv
import io
from datetime import datetime

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from cloudeye.catalog import today
from cloudeye.ingest.datasets import Column, Dataset
from cloudeye.store import Store

SHEET, NOTES, CHOICES = "填报", "填写说明", "可选值"
REQUIRED = "（必填）"
# Numbers, long codes and dates stay as they were typed.
TEXT_FORMAT = "@"
LAST_ROW = 1_048_576
NOTE_HEADER = ("列", "是否必填", "说明", "可填内容", "示例", "也认这些列名")
NOTE_WIDTHS = (18, 10, 60, 40, 28, 60)
SHOWN_WORDS = 12
RULES = (
    "请在“填报”表中从第 3 行开始填写，每行一条。第 2 行是示例，上传时自动跳过，也可以删去。",
    "列的顺序可以改变，不用的列可以删去；带“必填”的列每行都要填。",
    "日期写成 2026-01-31，时间写成 2026-01-31 09:30；单元格已设为文本格式，长编号和电话不会变形。",
    "有下拉箭头的列请从列表中选择；也可以填目录中的编号、全称或简称。",
)


def template_csv(store: Store, dataset: Dataset) -> bytes:
    """The header and the example row; UTF-8 with BOM, which Excel needs to show Chinese."""
    choices = _choices(store)
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(_headers(dataset))
    writer.writerow([_example(column, dataset, choices) for column in dataset.columns])
    return text.getvalue().encode("utf-8-sig")


def template_workbook(store: Store, dataset: Dataset) -> bytes:
    """An XLSX: a sheet to fill in with drop-downs from the catalogue, a sheet that explains every column, and the lists."""
    choices = _choices(store)
    book = Workbook()
    sheet, notes, lists = book.active, book.create_sheet(NOTES), book.create_sheet(CHOICES)
    sheet.title = SHEET
    sheet.append(_headers(dataset))
    sheet.append([_example(column, dataset, choices) for column in dataset.columns])
    sheet.freeze_panes = "A2"
    for number, column in enumerate(dataset.columns, start=1):
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = max(14, 2 * len(column.label) + 8)
        sheet.column_dimensions[letter].number_format = TEXT_FORMAT
        for row in (1, 2):
            sheet.cell(row, number).number_format = TEXT_FORMAT
        sheet.cell(1, number).font = Font(bold=column.is_required)
        words = _words(column, choices)
        if words:
            sheet.add_data_validation(_drop_down(lists, column, words, f"{letter}2:{letter}{LAST_ROW}"))
    lists.sheet_state = "hidden"
    _explain(notes, dataset, choices)
    # The same template is the same file, whenever somebody downloads it.
    book.properties.created = book.properties.modified = datetime(2026, 1, 1)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _choices(store: Store) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in store.rows("catalogue_choices", today=today(store).date()):
        found.setdefault(row["kind"], []).append(row["name"])
    return found


def _headers(dataset: Dataset) -> list[str]:
    return [f"{column.label}{REQUIRED if column.is_required else ''}" for column in dataset.columns]


def _words(column: Column, choices: dict[str, list[str]]) -> list[str]:
    return choices.get(column.catalogue, []) if column.catalogue else list(column.vocabulary)


def _example(column: Column, dataset: Dataset, choices: dict[str, list[str]]) -> str:
    """The example of headers.csv; where it names an entry that this district's catalogue does not have, the first one it has."""
    words = _words(column, choices)
    if column is dataset.columns[0] or not column.catalogue or not column.example or column.example in words or not words:
        return column.example
    return words[0]


def _drop_down(lists: Worksheet, column: Column, words: list[str], cells: str) -> DataValidation:
    """The words go into a column of their own: a list written into the rule itself may have 255 letters at most."""
    number = lists.max_column + (lists.cell(1, 1).value is not None)
    for row, word in enumerate((column.label, *words), start=1):
        lists.cell(row, number, word)
    letter = get_column_letter(number)
    rule = DataValidation(type="list", formula1=f"'{CHOICES}'!${letter}$2:${letter}${len(words) + 1}", allow_blank=True)
    # Identifiers and short names are understood too, so another word is only questioned.
    rule.errorStyle, rule.showErrorMessage = "warning", True
    rule.errorTitle, rule.error = column.label, "列表中没有这个写法。确定要这样填写吗？"
    rule.add(cells)
    return rule


def _explain(notes: Worksheet, dataset: Dataset, choices: dict[str, list[str]]) -> None:
    notes.append([f"{dataset.label}填报模板"])
    for rule in RULES:
        notes.append([rule])
    notes.append([])
    notes.append(list(NOTE_HEADER))
    header = notes.max_row
    for column in dataset.columns:
        words = _words(column, choices)
        shown = "、".join(words[:SHOWN_WORDS]) + (f"等 {len(words)} 项，见下拉列表" if len(words) > SHOWN_WORDS else "")
        required = "必填" if column.is_required else ""
        example = _example(column, dataset, choices)
        notes.append([column.label, required, column.description, shown, example, "、".join(column.aliases)])
    for number, width in enumerate(NOTE_WIDTHS, start=1):
        notes.column_dimensions[get_column_letter(number)].width = width
        notes.cell(header, number).font = Font(bold=True)
        for row in range(header + 1, notes.max_row + 1):
            notes.cell(row, number).alignment = Alignment(vertical="top", wrap_text=True)
    notes.cell(1, 1).font = Font(bold=True)
