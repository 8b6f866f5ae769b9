"""The refused rows as a file to mend and bring again: the original's header and cells, and a last column 错误原因.

Cells are as they were sent. A cell that begins with = is not made harmless in the CSV (it goes back into the import, which
refuses it); in the workbook every cell is text, which no spreadsheet computes. The import passes the last column over.
"""

import csv
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, WriteOnlyCell

from cloudeye.errors import IngestError, reason
from cloudeye.ingest.datasets import Dataset, dataset_called
from cloudeye.ingest.instructions import Instructions
from cloudeye.ingest.mapping import Mapping, mapping_from, recognised
from cloudeye.ingest.preview import Preview
from cloudeye.ingest.reading.choice import ENCODINGS, Choice
from cloudeye.ingest.reading.records import Record, physical_records
from cloudeye.ingest.reading.table import Table, open_table
from cloudeye.ingest.shelf import Shelf
from cloudeye.ingest.workspace import workspace
from cloudeye.store import Store

REASON_HEADER = "错误原因"
# A worksheet has no more; what does not fit becomes a CSV.
MOST_SHEET_ROWS = 1_048_575
LONGEST_CELL = 32_767
PAGE = 10_000

Reasons = Iterable[tuple[int, str]]


def write_refused(previewed: Preview, target: Path) -> str:
    """Write the refused rows of an open preview to ``target``; returns the name to offer it under (``…-未通过.csv``, ``.xlsx``).

    Raises IngestError when there are none, or the file cannot be written.
    """
    return _write(previewed.table, previewed.refused_lines(), previewed.report.refused, previewed.name, target)


def write_refused_of_batch(store: Store, batch_id: str, target: Path) -> str:
    """The same for a batch in the ledger, from its original on the shelf. Raises IngestError also when that is gone."""
    found = store.rows("batch_of_id", batch_id=batch_id)
    if not found:
        raise IngestError(f"没有编号为「{batch_id}」的批次。请从批次列表中选择。")
    batch = found[0]
    if not store.rows("batch_refused_lines", batch_id=batch_id, after=0, limit=1):
        taken_back = "，或批次已经撤销" if batch["undone_at"] else ""
        raise IngestError(f"批次 {batch_id} 没有未通过的行{taken_back}，不需要下载。")
    dataset = dataset_called(batch["dataset"])
    mapping = mapping_from(json.loads(batch["mapping"] or "{}"), dataset)
    with workspace(store.path) as folder:
        table = _reopened(store, batch, dataset, mapping, folder)
        return _write(table, _reasons_of(store, batch_id), batch["refused_rows"], batch["file_name"], target)


def _reasons_of(store: Store, batch_id: str) -> Iterator[tuple[int, str]]:
    """A page at a time, for there may be millions."""
    line = 0
    while rows := store.rows("batch_refused_lines", batch_id=batch_id, after=line, limit=PAGE):
        yield from ((row["line"], row["reasons"]) for row in rows)
        line = rows[-1]["line"]


def _reopened(store: Store, batch: dict[str, Any], dataset: Dataset, mapping: Mapping, folder: Path) -> Table:
    """The original as it was read for the batch: by what was said about it then, else on the first sheet that has its columns."""
    told = store.rows("instructions_of_batch", batch_id=batch["batch_id"])
    choice = Instructions.from_json(told[0]["instructions"], dataset.name).choice if told else Choice()
    if choice.encoding is None and batch["encoding"] in ENCODINGS:
        choice = Choice(batch["encoding"], choice.delimiter, choice.sheet, choice.header_line)
    original = Shelf(store.path).path(batch["file_hash"])

    def opened(number: int, sheet: str | None) -> Table:
        apart = folder / str(number)
        apart.mkdir()
        chosen = Choice(choice.encoding, choice.delimiter, sheet, choice.header_line)
        return open_table(original, apart, lambda header: recognised(header, dataset, mapping), chosen, name=batch["file_name"])

    table = opened(0, choice.sheet)
    for number, sheet in enumerate(table.sheets, start=1):
        if set(mapping.columns.values()) <= set(table.header):
            break
        table = opened(number, sheet)
    return table


def _write(table: Table, reasons: Reasons, count: int, name: str, target: Path) -> str:
    if count == 0:
        raise IngestError("没有未通过的行，不需要下载。")
    as_workbook = table.text is None and count <= MOST_SHEET_ROWS
    rows = _rows(table, reasons)
    try:
        if as_workbook:
            _write_workbook(target, rows)
        else:
            _write_csv(target, rows)
    except OSError as error:
        target.unlink(missing_ok=True)
        raise IngestError(f"未通过的行无法写成文件：{reason(error)}。请检查磁盘空间后重试。") from error
    return f"{Path(name).stem}-未通过.{'xlsx' if as_workbook else 'csv'}"


def _rows(table: Table, reasons: Reasons) -> Iterator[list[str]]:
    """The header, then every refused row with its reasons; both come in the order of the file."""
    width = len(table.header)
    yield [*table.header, REASON_HEADER]
    lines = _lines(table)
    for line, told in reasons:
        cells = next((cells for found, cells in lines if found == line), [])
        yield [*cells, *[""] * (width - len(cells)), told]


def _lines(table: Table) -> Iterator[tuple[int, list[str]]]:
    """Every line below the header with its cells, also one that is no record: that by itself, its quotes taken as they are."""
    if table.unpacked is not None:
        yield from ((record.line, record.cells) for record in table.unpacked.records() if record.line > table.header_line)
        return
    texts: dict[int, str] = {}

    def noted(lines: Iterable[str]) -> Iterator[str]:
        for number, text in enumerate(lines, start=1):
            texts[number] = text
            yield text

    with table.path.open(encoding="utf-8-sig", newline="") as source:
        for record in physical_records(noted(source), table.delimiter, width=len(table.header), skip=table.header_line):
            if record.line > table.header_line:
                alone = (
                    [] if isinstance(record, Record) else next(csv.reader([texts[record.line]], delimiter=table.delimiter), [])
                )
                yield record.line, record.cells if isinstance(record, Record) else [cell.strip() for cell in alone]
            for number in [number for number in texts if number < record.line]:
                del texts[number]


def _write_csv(target: Path, rows: Iterable[list[str]]) -> None:
    with target.open("w", encoding="utf-8-sig", newline="") as output:
        csv.writer(output).writerows(rows)


def _write_workbook(target: Path, rows: Iterable[list[str]]) -> None:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("未通过")

    def text(value: str) -> WriteOnlyCell:
        cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", value)[:LONGEST_CELL])
        cell.data_type = "s"  # also what begins with =
        return cell

    for row in rows:
        sheet.append([text(value) for value in row])
    book.save(target)
