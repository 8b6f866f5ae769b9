"""What a table is read as: its kind, encoding, delimiter, sheet and header are found and told, and a person may decide otherwise."""

import tempfile
from datetime import datetime
from pathlib import Path

import pytest

from cloudeye.errors import IngestError
from cloudeye.ingest import import_file
from cloudeye.ingest.reading.choice import DELIMITERS, Choice
from cloudeye.ingest.reading.encoding import as_utf8
from cloudeye.ingest.reading.records import Record, Unreadable
from cloudeye.ingest.reading.table import Skipped, Table, open_table, records_of, rewritten
from cloudeye.store import Store
from tests.ingest.files import column
from tests.ingest.handmade import archive, ods, ods_row, row_xml, xls, xlsx, xlsx_parts

HEADER = ["编号", "名称", "时间"]
ROWS = [["A-1", "营商环境", "2026-10-08"], ["A-2", "云眼", "2026-10-09"]]


def recognise(header: list[str]) -> int:
    return sum(cell in HEADER for cell in header)


def opened(path: Path, choice: Choice | None = None, name: str | None = None) -> Table:
    workspace = Path(tempfile.mkdtemp(dir=path.parent))
    return open_table(path, workspace, recognise, choice or Choice(), name=name)


def cells(table: Table) -> list[list[str]]:
    return [record.cells for record in records_of(table) if isinstance(record, Record)]


def written(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def lines(delimiter: str = ",", *before: str) -> str:
    return "\n".join([*before, *(delimiter.join(row) for row in [HEADER, *ROWS])]) + "\n"


@pytest.mark.parametrize("delimiter", DELIMITERS)
@pytest.mark.parametrize(
    ("codec", "told"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8 BOM"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
        ("gb18030", "GB18030"),
        ("gbk", "GB18030"),
    ],
)
def test_encoding_and_delimiter_are_found(tmp_path: Path, delimiter: str, codec: str, told: str) -> None:
    table = opened(written(tmp_path / "file.txt", lines(delimiter), codec))
    assert (table.kind, table.encoding, table.delimiter, table.header, table.header_line) == ("CSV", told, delimiter, HEADER, 1)
    assert cells(table) == ROWS


def test_a_short_word_that_is_utf8_too_is_read_as_what_it_says(tmp_path: Path) -> None:
    # 联通 in GB18030 is valid UTF-8, of two letters that nobody writes.
    table = opened(written(tmp_path / "file.csv", "编号,名称,时间\n1,联通,2026-10-08\n", "gb18030"))
    assert (table.encoding, cells(table)) == ("GB18030", [["1", "联通", "2026-10-08"]])


def test_gb18030_that_begins_after_a_megabyte_of_ascii(tmp_path: Path) -> None:
    table = opened(written(tmp_path / "file.csv", "a,b\n" + "1,x\n" * 300_000 + "2,云眼\n", "gb18030"))
    assert (table.encoding, cells(table)[-1]) == ("GB18030", ["2", "云眼"])


def test_a_choice_goes_before_what_is_found(tmp_path: Path) -> None:
    path = written(tmp_path / "file.csv", "编号;名称,时间\n1;2,3\n")
    assert opened(path).header == ["编号;名称", "时间"]
    chosen = opened(path, Choice(encoding="UTF-8", delimiter=";"))
    assert (chosen.header, cells(chosen)) == (["编号", "名称,时间"], [["1", "2,3"]])


@pytest.mark.parametrize(
    ("choice", "sentence"),
    [
        (Choice(encoding="UTF-16"), "不是可读的文本"),
        (Choice(encoding="Big5"), "不认识编码「Big5」。可用的编码：UTF-8、UTF-16、GB18030"),
        (Choice(delimiter="^"), "不认识分隔符"),
        (Choice(header_line=9), "第 9 行没有内容，不能作为表头（全文 3 行）"),
    ],
)
def test_a_choice_that_cannot_be(tmp_path: Path, choice: Choice, sentence: str) -> None:
    with pytest.raises(IngestError, match=sentence):
        opened(written(tmp_path / "file.csv", lines()[:-1] + "\n"), choice)


def test_the_header_line_may_be_chosen(tmp_path: Path) -> None:
    table = opened(written(tmp_path / "file.csv", lines(",", "标题", "", "编号,名称,别的")), Choice(header_line=3))
    assert (table.header, table.header_line) == (["编号", "名称", "别的"], 3)
    assert table.skipped == [Skipped(1, "说明", "标题"), Skipped(2, "空行", "")]


@pytest.mark.parametrize("name", ["file.xlsx", "wrong_name.csv"])
def test_workbooks_are_known_by_their_bytes(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(xlsx(HEADER, *ROWS))
    table = opened(tmp_path / name)
    assert (table.kind, table.encoding, table.sheet, table.sheets, table.text) == ("XLSX", "XLSX", "Sheet1", ["Sheet1"], None)
    assert (table.header, cells(table)) == (HEADER, ROWS)


def test_old_workbooks(tmp_path: Path) -> None:
    (tmp_path / "file.xls").write_bytes(xls(["二〇二六年台账"], HEADER, ["A-1", "营商环境", 46303.5], ["A-2", "云眼", 2.0]))
    table = opened(tmp_path / "file.xls")
    assert (table.kind, table.sheet, table.header_line) == ("XLS", "台账", 2)
    assert cells(table) == [["A-1", "营商环境", "46303.5"], ["A-2", "云眼", "2"]]
    assert table.skipped == [Skipped(1, "说明", "二〇二六年台账")]


def test_open_document_sheets(tmp_path: Path) -> None:
    (tmp_path / "file.ods").write_bytes(ods(ods_row(*HEADER) + "".join(ods_row(*row) for row in ROWS)))
    table = opened(tmp_path / "file.ods")
    assert (table.kind, table.sheet, cells(table)) == ("ODS", "台账", ROWS)


def test_the_sheet_that_knows_most_headers_is_read(tmp_path: Path) -> None:
    notes, data, other = (
        row_xml(1, "填写说明"),
        row_xml(1, *HEADER) + row_xml(2, *ROWS[0]),
        row_xml(1, "编号", "x") + row_xml(2, "9", "9"),
    )
    path = tmp_path / "file.xlsx"
    path.write_bytes(archive(xlsx_parts(notes, data, other, names=["说明", "十月", "其他"])))
    table = opened(path)
    assert (table.sheet, table.sheets, cells(table)) == ("十月", ["说明", "十月", "其他"], [ROWS[0]])
    assert cells(opened(path, Choice(sheet="其他"))) == [["9", "9"]]
    with pytest.raises(IngestError, match="没有名为「九月」的工作表，只有「说明」、「十月」、「其他」"):
        opened(path, Choice(sheet="九月"))


def test_hidden_sheets_are_not_offered(tmp_path: Path) -> None:
    parts = xlsx_parts(row_xml(1, *HEADER) + row_xml(2, *ROWS[0]), row_xml(1, *HEADER), names=["藏", "现"])
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(b'sheetId="1"', b'sheetId="1" state="hidden"')
    (tmp_path / "file.xlsx").write_bytes(archive(parts))
    table = opened(tmp_path / "file.xlsx")
    assert (table.sheet, table.sheets) == ("现", ["现"])


def test_a_zipped_table(tmp_path: Path) -> None:
    content = lines().encode("gb18030")
    (tmp_path / "file.zip").write_bytes(
        archive({"__MACOSX/._十月.csv": b"x", "甲/": b"", "甲/十月.csv": content, "甲/.DS_Store": b"x"})
    )
    table = opened(tmp_path / "file.zip")
    assert (table.kind, table.encoding, table.member, cells(table)) == ("CSV", "GB18030", "十月.csv", ROWS)


def test_a_zipped_workbook_and_a_name_in_gbk(tmp_path: Path) -> None:
    packed = archive({"abcd.xlsx": xlsx(HEADER, *ROWS)}).replace(b"abcd.xlsx", "十月".encode("gbk") + b".xlsx")
    (tmp_path / "file.zip").write_bytes(packed)
    table = opened(tmp_path / "file.zip")
    assert (table.kind, table.member, cells(table)) == ("XLSX", "十月.xlsx", ROWS)


def test_a_member_never_leaves_the_workspace(tmp_path: Path) -> None:
    (tmp_path / "file.zip").write_bytes(archive({"../../escaped.csv": lines().encode()}))
    assert opened(tmp_path / "file.zip").member == "escaped.csv"
    assert not list(tmp_path.parent.rglob("escaped.csv"))


def test_messages_use_the_name_that_the_person_knows(tmp_path: Path) -> None:
    (tmp_path / "0f3a").write_bytes(b"%PDF-1.7 ...")
    with pytest.raises(IngestError, match="^文件 十月.csv 其实是 PDF"):
        opened(tmp_path / "0f3a", name="../../etc/十月.csv")


def test_text_behind_an_equals_sign_keeps_its_zeros(catalogued: Store, tmp_path: Path) -> None:
    path = written(tmp_path / "file.csv", '诉求编号,诉求类型,提交时间\n"=""00123""",投诉,2026-10-08\n')
    assert import_file(catalogued, path, "complaints").new == 1
    assert column(catalogued, "complaint", "complaint_id", "complaint_id") == ["00123"]


def test_a_mark_in_one_line_costs_that_line_only(tmp_path: Path) -> None:
    table = opened(written(tmp_path / "file.csv", "编号,名称,时间\n1,甲,2026\n2,乙\u202e,2026\n3,丙,2026\n"))
    assert table.text is not None and table.text.marked == (3,)
    (found,) = table.unreadable
    assert (found.line, found.value) == (3, "2,乙‹U+202E›,2026")
    assert found.message.startswith("第 2 列「名称」有看不见的方向控制符（U+202E）")


def test_marks_on_the_border_of_two_pieces(tmp_path: Path) -> None:
    for shift in range(4):
        filler = "编号,名称\n" + "1,2\n" * 262_140 + "x" * shift
        text = as_utf8(written(tmp_path / f"{shift}.csv", filler + "\u202e\u202e\u202e\u202e,3\n"), tmp_path)
        assert text.marked == (262_142,)
        assert text.lines == 262_142


def test_lines_are_counted_whatever_ends_them(tmp_path: Path) -> None:
    for number, (ending, last) in enumerate([("\n", "\n"), ("\r\n", ""), ("\r", "\r"), ("\r\n", "\n\r")]):
        text = as_utf8(written(tmp_path / f"{number}.csv", ending.join(["a,b"] * 400_000) + last), tmp_path)
        assert text.lines == 400_000 + (last == "\n\r")
        assert text.has_bare_returns is (ending == "\r" or last == "\n\r")


def test_progress_is_told_and_can_be_stopped(tmp_path: Path) -> None:
    path = written(tmp_path / "file.csv", "编号,名称\n" + "1,营商环境\n" * 300_000, "gb18030")
    told: list[tuple[str, float | None]] = []

    class StopError(Exception):
        """Somebody pressed the button."""

    def advance(step: str, share: float | None) -> None:
        told.append((step, share))
        if len(told) == 3:
            raise StopError

    with pytest.raises(StopError):
        open_table(path, tmp_path, recognise, advance=advance)
    assert [step for step, _ in told] == ["读取"] * 3
    shares = [share for _, share in told if share is not None]
    assert shares == sorted(shares) and 0 < shares[0] < shares[-1] < 1


def test_blank_lines_of_a_workbook_are_told(tmp_path: Path) -> None:
    (tmp_path / "file.xlsx").write_bytes(xlsx([], ["", "台账"], HEADER, ROWS[0], [], ["", " "], ROWS[1]))
    table = opened(tmp_path / "file.xlsx")
    rewritten(table, tmp_path)
    assert table.skipped == [Skipped(1, "空行", ""), Skipped(2, "说明", "台账"), Skipped(5, "空行", "至第 6 行，共 2 行")]


def test_what_excel_could_not_calculate_is_refused(tmp_path: Path) -> None:
    rows = (
        row_xml(1, *HEADER)
        + row_xml(2, "1", '<c r="B2"><f>A2</f><v>7</v></c>')
        + row_xml(3, "2", '<c r="B3" t="e"><v>#REF!</v></c>')
    )
    (tmp_path / "file.xlsx").write_bytes(archive(xlsx_parts(rows)))
    good, bad = records_of(opened(tmp_path / "file.xlsx"))
    assert good == Record(2, ["1", "7", ""])
    assert isinstance(bad, Unreadable) and bad.message.startswith("的 B 列是 Excel 的错误值 #REF!")


def test_too_many_lines_that_are_no_records(tmp_path: Path) -> None:
    table = opened(written(tmp_path / "file.csv", "编号,名称,时间\n" + "1,2\n" * 50_001))
    with pytest.raises(IngestError, match="有超过 50,000 行读不成记录，最先是第 2 行：有 2 个字段"):
        rewritten(table, tmp_path)


def test_a_file_that_is_no_path(tmp_path: Path) -> None:
    with pytest.raises(IngestError, match="文件或文件夹不存在"):
        opened(tmp_path / "nowhere.csv")


def test_dates_of_old_workbooks_come_in_as_days(catalogued: Store, tmp_path: Path) -> None:
    (tmp_path / "file.xls").write_bytes(xls(["诉求编号", "诉求类型", "提交时间"], ["T-1", "投诉", 46303.5]))
    assert import_file(catalogued, tmp_path / "file.xls", "complaints").new == 1
    assert column(catalogued, "complaint", "submitted_at", "complaint_id") == [datetime(2026, 10, 8, 12)]
