"""Any table file (CSV with any common delimiter, zipped or not; XLSX, XLS, ODS) as one clean CSV that DuckDB reads in bulk.

A text file in which every physical line is one record is read where it lies. Anything else (line breaks inside quotes, blank
lines, wrong numbers of fields, workbooks) is rewritten once, each record with its physical line number in front.
"""

import csv
import itertools
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import IO, Any

from cloudeye.errors import IngestError, reason
from cloudeye.ingest.reading.archive import kind_of_zip, unpacked_member
from cloudeye.ingest.reading.choice import DELIMITERS as DELIMITERS
from cloudeye.ingest.reading.choice import ENCODINGS, FIND_OUT, Choice
from cloudeye.ingest.reading.encoding import TextFile, as_utf8, taken_over
from cloudeye.ingest.reading.marks import mark_found, plain_text, visible
from cloudeye.ingest.reading.progress import Advance, quiet
from cloudeye.ingest.reading.records import Blanks, Record, Unreadable, physical_records
from cloudeye.ingest.reading.workbook import Sheet, unpacked_sheets

# Files from offices often carry a title and some notes above the header.
HEADER_SEARCH = 30
MOST_COLUMNS = 1_000
# Excel's own limit is 32,767; a text beyond this one is no cell that somebody wrote.
LONGEST_CELL = 100_000
# More than this, and it is the delimiter or the encoding that is wrong.
MOST_UNREADABLE = 50_000
# What is kept for showing; further ones are counted as lines only.
MOST_SKIPPED = 10_000
SHOWN_LETTERS = 200
TOLD_EVERY = 20_000
COMPOUND_FILE = b"\xd0\xcf\x11\xe0"

Recognise = Callable[[list[str]], int]


@dataclass(frozen=True)
class Skipped:
    """A line that was never meant as a record. ``kind`` is 说明, 空行, 合计 or 示例; ``line`` and ``text`` its place and content."""

    line: int
    kind: str
    text: str


@dataclass
class Table:
    """Where the header is and how to read the rest.

    ``header_line`` is the physical line (worksheet row) of the header; ``unreadable`` the lines that are no record, with
    reasons, and ``skipped`` those that were never meant as one: both complete after the file was staged. ``kind`` is CSV,
    XLSX, XLS or ODS; ``sheets`` all visible worksheets, ``sheet`` the one that is read; ``member`` the file inside an archive.
    ``text`` is None for a workbook; its ``encoding`` is its kind.
    """

    path: Path
    encoding: str
    delimiter: str
    header: list[str]
    header_line: int
    text: TextFile | None
    unreadable: list[Unreadable] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    kind: str = "CSV"
    sheet: str | None = None
    sheets: list[str] = field(default_factory=list)
    member: str | None = None
    name: str = ""
    unpacked: Sheet | None = None


def open_table(
    path: Path,
    workspace: Path,
    recognise: Recognise,
    choice: Choice = FIND_OUT,
    *,
    name: str | None = None,
    advance: Advance = quiet,
    text: TextFile | None = None,
) -> Table:
    """Look at ``path`` and find its header: the row in which ``recognise`` knows the most cells; a choice goes before.

    ``name`` is what the person calls the file, ``workspace`` an empty folder for copies, ``advance`` is called as bytes go by.
    ``text`` is what was made of the same bytes by the same choice before, so that they need not be converted again.
    Raises IngestError when the file is missing, empty, damaged, no table, or not what was chosen.
    """
    name = visible(PurePath((name or path.name).replace("\\", "/")).name) or "（没有名字）"
    if choice.encoding not in (None, *ENCODINGS):
        raise IngestError(f"不认识编码「{choice.encoding}」。可用的编码：{'、'.join(ENCODINGS)}。没有写入任何数据。")
    if choice.delimiter not in (None, *DELIMITERS):
        raise IngestError(
            f"不认识分隔符「{choice.delimiter}」。可用的分隔符：{'、'.join(DELIMITERS.values())}。没有写入任何数据。"
        )
    kind, member = _kind(path, name, str(path)), None
    if kind == "ZIP":
        path, member = unpacked_member(path, workspace, name, advance)
        kind = _kind(path, member, name)
        if kind == "ZIP":
            raise IngestError(f"压缩包 {name} 里还是压缩包「{member}」。请解开里面的一层后上传；没有写入任何数据。")
    shown = f"{name} 里的 {member}" if member else name
    if kind == "CSV":
        known = taken_over(text, path, workspace) if text else None
        text = known or as_utf8(path, workspace, encoding=choice.encoding, name=shown, advance=advance)
        table = _open_text(text, recognise, choice, shown)
    else:
        table = _open_workbook(unpacked_sheets(path, workspace, shown, kind, advance), kind, recognise, choice, shown)
    table.member, table.name = member, name
    if len(table.header) > MOST_COLUMNS:
        raise IngestError(
            f"文件 {shown} 第 {table.header_line} 行的表头有 {len(table.header):,} 列，最多 {MOST_COLUMNS:,} 列。"
            "请只保留需要的列，并检查分隔符；没有写入任何数据。"
        )
    return table


def records_of(table: Table, blanks: Blanks | None = None) -> Iterator[Record | Unreadable]:
    """What stands below the header, in its order; ``blanks`` gathers the lines with nothing in them."""
    width = len(table.header)
    if table.unpacked is not None:
        found: Iterable[Record | Unreadable] = (_fitted(record, width, table.unpacked) for record in table.unpacked.records())
        yield from _below(_gaps(found, blanks, table.header_line), table.header_line)
    elif table.text is not None:
        with _lines(table.path) as lines:
            found = physical_records(lines, table.delimiter, width=width, skip=table.header_line, blanks=blanks)
            yield from _below(found, table.header_line)


def rewritten(table: Table, workspace: Path, advance: Advance = quiet) -> Path:
    """Write the records below the header as strict CSV, physical line number first; fills ``unreadable`` and ``skipped``.

    Raises IngestError when so many lines are no records that the file must be read in another way.
    """
    target = workspace / "records.csv"
    lines = table.text.lines if table.text else table.unpacked.rows if table.unpacked else 0
    is_suspect = table.text is None or not table.text.is_plain or bool(table.text.marked)
    blanks: Blanks = []
    table.unreadable = []
    with target.open("w", encoding="utf-8", newline="") as output:
        writer = csv.writer(output, lineterminator="\n")
        for count, record in enumerate(records_of(table, blanks)):
            if count % TOLD_EVERY == 0:
                advance("整理", min(count / max(lines, 1), 1.0))
            kept = _unfit(record, table.header) if is_suspect and isinstance(record, Record) else record
            if isinstance(kept, Record):
                writer.writerow([kept.line, *kept.cells])
            else:
                table.unreadable.append(kept)
                _refuse_too_many(table)
    table.skipped += [
        Skipped(first, "空行", "" if first == last else f"至第 {last} 行，共 {last - first + 1} 行")
        for first, last in blanks
        if first > table.header_line
    ][:MOST_SKIPPED]
    return target


def _kind(path: Path, name: str, told: str) -> str:
    try:
        with path.open("rb") as source:
            head = source.read(8)
    except OSError as error:
        raise IngestError(f"无法读取文件 {told}：{reason(error)}。请检查路径和权限。") from error
    if head.startswith(COMPOUND_FILE):
        return "XLS"
    return kind_of_zip(path, name) if head.startswith((b"PK\3\4", b"PK\5\6")) else "CSV"


def _open_text(text: TextFile, recognise: Recognise, choice: Choice, name: str) -> Table:
    found: list[tuple[str, Record]] = []
    for delimiter in [choice.delimiter] if choice.delimiter else DELIMITERS:
        with _lines(text.path) as lines:
            if choice.header_line is not None:
                lines_from = itertools.islice(lines, choice.header_line - 1, None)
                records = physical_records(lines_from, delimiter, width=None)
                first = next((record for record in records if isinstance(record, Record)), None)
                found += [(delimiter, Record(choice.header_line, first.cells))] if first and first.line == 1 else []
            else:
                records = physical_records(lines, delimiter, width=None)
                whole = (record for record in records if isinstance(record, Record))
                found += [(delimiter, record) for record in itertools.islice(whole, HEADER_SEARCH)]
    if not found:
        raise IngestError(_no_header(name, choice.header_line, text.lines))
    delimiter, header = max(found, key=lambda pair: recognise(pair[1].cells))
    if recognise(header.cells) == 0:
        delimiter, header = max((pair for pair in found if pair[1].line == found[0][1].line), key=lambda pair: len(pair[1].cells))
    table = Table(text.path, text.encoding, delimiter, header.cells, header.line, text)
    with _lines(text.path) as lines:
        above = itertools.islice(lines, header.line - 1)
        table.skipped = _preamble((line, raw.strip(f"\ufeff{delimiter}\"' \t\r\n")) for line, raw in enumerate(above, 1))
    _note_marks(table, name)
    return table


def _open_workbook(sheets: list[Sheet], kind: str, recognise: Recognise, choice: Choice, name: str) -> Table:
    if choice.sheet is not None:
        wanted = [sheet for sheet in sheets if sheet.name == choice.sheet]
        if not wanted:
            names = "、".join(f"「{sheet.name}」" for sheet in sheets)
            raise IngestError(f"文件 {name} 里没有名为「{choice.sheet}」的工作表，只有{names}。请重新选择；没有写入任何数据。")
    else:
        wanted = [sheet for sheet in sheets if not sheet.is_hidden] or sheets
    found: list[tuple[Sheet, Record]] = []
    for sheet in wanted:
        rows = sheet.records()
        if choice.header_line is None:
            found += [(sheet, record) for record in itertools.islice(rows, HEADER_SEARCH)]
        else:
            found += [(sheet, record) for record in rows if record.line == choice.header_line]
    if not found:
        raise IngestError(_no_header(name, choice.header_line, max((sheet.rows for sheet in wanted), default=0)))
    sheet, header = max(found, key=lambda pair: recognise(pair[1].cells))
    table = Table(sheet.path, kind, ",", header.cells, header.line, None, kind=kind, sheet=sheet.name, unpacked=sheet)
    table.sheets = [sheet.name for sheet in sheets if not sheet.is_hidden or sheet.name == table.sheet]
    above = {
        record.line: " ".join(filter(None, record.cells))
        for record in itertools.takewhile(lambda record: record.line < header.line, sheet.records())
    }
    table.skipped = _preamble((line, above.get(line, "")) for line in range(1, header.line))
    if header.line in sheet.faults:
        raise IngestError(f"文件 {name} 第 {header.line} 行是表头，但{sheet.faults[header.line]}；没有写入任何数据。")
    return table


def _preamble(lines: Iterable[tuple[int, str]]) -> list[Skipped]:
    return [
        Skipped(line, "说明" if text else "空行", visible(text)[:SHOWN_LETTERS])
        for line, text in itertools.islice(lines, MOST_SKIPPED)
    ]


def _no_header(name: str, header_line: int | None, lines: int) -> str:
    if header_line is None:
        return f"文件 {name} 里没有任何数据。请检查导出步骤后重新上传；没有写入任何数据。"
    return f"文件 {name} 的第 {header_line} 行没有内容，不能作为表头（全文 {lines:,} 行）。请重新指定表头所在的行；没有写入任何数据。"


def _note_marks(table: Table, name: str) -> None:
    """Find the marked lines again: each is refused with the column in which the mark stands."""
    if table.text is None or not table.text.marked:
        return
    marked = set(table.text.marked)
    with _lines(table.path) as lines:
        for line, raw in enumerate(itertools.islice(lines, max(marked)), 1):
            if line not in marked or line < table.header_line:
                continue
            cells = next(csv.reader([raw.removeprefix("\ufeff")], delimiter=table.delimiter), [])
            wrong = _unfit(Record(line, cells), table.header)
            told = wrong.message if isinstance(wrong, Unreadable) else mark_found(raw) or ""
            if line == table.header_line and told:
                raise IngestError(f"文件 {name} 第 {line} 行是表头，其中{told}；没有写入任何数据。")
            if told:
                table.unreadable.append(Unreadable(line, visible(raw.strip())[:SHOWN_LETTERS], told))


def _unfit(record: Record, header: list[str]) -> Record | Unreadable:
    """The record, or why one of its cells cannot be taken in."""
    cells = [plain_text(cell) for cell in record.cells]
    for number, cell in enumerate(cells):
        told = (
            f"有 {len(cell):,} 个字，最多 {LONGEST_CELL:,} 个。请检查引号和导出步骤"
            if len(cell) > LONGEST_CELL
            else mark_found(cell)
        )
        if told:
            label = f"「{visible(header[number])[:SHOWN_LETTERS]}」" if number < len(header) and header[number] else ""
            shown = visible(" ".join(filter(None, record.cells))[:SHOWN_LETTERS])
            return Unreadable(record.line, shown, f"第 {number + 1} 列{label}{told}")
    return Record(record.line, cells)


def _refuse_too_many(table: Table) -> None:
    if len(table.unreadable) > MOST_UNREADABLE:
        first = table.unreadable[0]
        raise IngestError(
            f"文件 {table.name} 有超过 {MOST_UNREADABLE:,} 行读不成记录，最先是第 {first.line} 行：{first.message}。"
            "多半是分隔符、编码或表头行不对，请改正后重新上传；没有写入任何数据。"
        )


def _below(records: Iterable[Record | Unreadable], header_line: int) -> Iterator[Record | Unreadable]:
    return (record for record in records if record.line > header_line)


def _gaps(records: Iterable[Any], blanks: Blanks | None, header_line: int) -> Iterator[Any]:
    """Worksheet rows without anything in them are not unpacked: the gaps in the numbers tell them."""
    before = header_line
    for record in records:
        if blanks is not None and record.line > before + 1:
            blanks.append((before + 1, record.line - 1))
        before = max(before, record.line)
        yield record


def _lines(path: Path) -> IO[str]:
    return path.open(encoding="utf-8-sig", newline="")


def _fitted(record: Record, width: int, sheet: Sheet) -> Record | Unreadable:
    shown = visible(" ".join(filter(None, record.cells))[:SHOWN_LETTERS])
    if record.line in sheet.faults:
        return Unreadable(record.line, shown, sheet.faults[record.line])
    surplus = [cell for cell in record.cells[width:] if cell]
    if surplus:
        return Unreadable(record.line, surplus[0], f"表头只有 {width} 列，这一行却在右边多出了内容。请补全表头或删去多余的单元格")
    return Record(record.line, (record.cells + [""] * width)[:width])
