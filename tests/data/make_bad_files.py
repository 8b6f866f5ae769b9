"""Writes ``tests/data/bad/``: files as they should not be, and for each what the person is told.

``python -m tests.data.make_bad_files``. The bytes are the same on every machine, except how far zlib packs the bombs.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.data.bad_values import VALUES
from tests.ingest.handmade import archive, ods, ods_row, row_xml, xlsx, xlsx_parts

BAD = Path(__file__).parent / "bad"
HEADER = "诉求编号,诉求类型,提交时间,标题"
GOOD = "T-1,投诉,2026-10-08,执照变更"
NEXT = "T-2,咨询,2026-10-09,开票限额"
# What only looks different: the controls of writing direction.
DIRECTIONS = (0x061C, 0x200E, 0x200F, 0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2066, 0x2067, 0x2068, 0x2069)


@dataclass(frozen=True)
class Bad:
    """One file. ``told`` are parts of what the person reads; ``is_whole``: the file is refused as a whole, not one of its lines."""

    name: str
    content: bytes
    told: tuple[str, ...]
    is_whole: bool = True
    dataset: str = "complaints"


def text(*lines: str) -> bytes:
    """Lines of UTF-8."""
    return ("\n".join(lines) + "\n").encode()


def encodings() -> Iterator[Bad]:
    """Bytes that are no text, or not all of one encoding."""
    good = text(HEADER, GOOD, NEXT)
    gb, utf16 = good.decode().encode("gb18030"), good.decode().encode("utf-16-le")
    long = "\n".join([HEADER, *[f"T-{n},投诉,2026-10-08,营商环境" for n in range(3000)]])
    yield Bad("empty.csv", b"", ("是空的",))
    yield Bad("blank.csv", b" \n\r\n\t\n", ("是空的",))
    yield Bad("mark_only.csv", b"\xef\xbb\xbf", ("是空的",))
    yield Bad("nul_only.csv", bytes(512), ("是空的",))
    yield Bad("utf8_wrong_byte.csv", good.replace("开票".encode(), b"\xe5\xbc\xff\xe7\xa5\xa8"), ("第 3 行第 4 列", "UTF-8"))
    yield Bad("utf8_with_gbk_line.csv", text(HEADER, GOOD) + NEXT.encode("gb18030"), ("第 3 行第 2 列", "两种编码"))
    yield Bad("utf8_late_damage.csv", long.encode() + b"\nT-9,\xb9\xcc,2026-10-08,x\n", ("第 3002 行第 2 列",))
    yield Bad("utf8_cut_at_end.csv", good[:-2], ("第 3 行第 4 列",))
    yield Bad("utf8_mark_then_gbk.csv", b"\xef\xbb\xbf" + gb, ("第 1 行第 1 列", "0xCB"))
    yield Bad("utf8_surrogate.csv", good.replace("开".encode(), b"\xed\xa0\x80"), ("第 3 行第 4 列",))
    yield Bad("utf8_overlong.csv", good.replace(b"T-2", b"T\xc0\xad2"), ("第 3 行第 1 列",))
    yield Bad("latin1.csv", "id,type,submitted\n1,café,2026-10-08\n".encode("latin-1"), ("第 2 行第 2 列",))
    yield Bad(
        "gb18030_with_utf8_line.csv",
        (HEADER + "\n" + GOOD + "\n").encode("gb18030") + NEXT.encode() + b"\n",
        ("第 3 行是 UTF-8", "两种编码"),
    )
    yield Bad("gb18030_with_utf8_tail.csv", long.encode("gb18030") + b"\n" + NEXT.encode(), ("第 3002 行是 UTF-8",))
    yield Bad("gb18030_wrong_byte.csv", gb.replace("开票".encode("gb18030"), b"\xbf\xff\xc6\xb1"), ("第 3 行第 4 列", "GB18030"))
    yield Bad("gb18030_cut_at_end.csv", gb[:-2], ("第 3 行第 4 列", "GB18030"))
    yield Bad(
        "gb18030_torn_four.csv", (HEADER + "\nT-1,投诉,2026-10-08,").encode("gb18030") + b"\x81\x39\xff\n", ("第 2 行第 4 列",)
    )
    yield Bad("utf16_odd_byte.csv", b"\xff\xfe" + utf16 + b"\x41", ("UTF-16", "第 4 行"))
    yield Bad(
        "utf16_lone_surrogate.csv",
        b"\xff\xfe" + utf16.replace("开".encode("utf-16-le"), b"\x00\xd8"),
        ("第 3 行第 4 列", "UTF-16"),
    )
    yield Bad("utf16_no_mark_damaged.csv", utf16.replace("开".encode("utf-16-le"), b"\x00\xdc"), ("第 3 行第 4 列", "UTF-16"))
    yield Bad("utf16_then_utf8.csv", b"\xff\xfe" + utf16 + good + b"x", ("文件",))
    yield Bad("utf32.csv", b"\xff\xfe\x00\x00" + good.decode().encode("utf-32-le"), ("UTF-32",))
    yield Bad("shift_jis.csv", "番号,種類,日時\n1,苦情です,2026-10-08\n".encode("shift-jis"), ("文件",))
    yield Bad("big5.csv", "訴求編號,訴求類型,提交時間\n1,投訴,2026-10-08\n".encode("big5"), ("文件",))
    yield Bad("twice_converted.csv", good.decode().encode("utf-8").decode("gb18030", "replace").encode(), ("缺少必需的列",))


def strangers() -> Iterator[Bad]:
    """Files of another kind, some under the name of a table."""
    noise = bytes((n * n * 31 + n * 7 + n // 251) % 256 for n in range(4096))
    for name, head, what in (
        ("picture.csv", b"\x89PNG\r\n\x1a\n", "图片"), ("photograph.csv", b"\xff\xd8\xff\xe0", "图片"), ("moving.csv", b"GIF89a", "图片"),
        ("report.csv", b"%PDF-1.7\n", "PDF"), ("packed.csv", b"\x1f\x8b\x08\x00", "gzip"), ("archive.csv", b"Rar!\x1a\x07", "RAR"),
        ("seven.csv", b"7z\xbc\xaf\x27\x1c", "7z"), ("base.csv", b"SQLite format 3\0", "数据库"),
    ):  # fmt: skip
        yield Bad(name, head + noise[:512], (what, "不是可读的文本"))
    yield Bad("noise.csv", noise, ("不是可读的文本",))
    yield Bad("program.csv", b"MZ\x90\0\3\0\0\0\4\0\0\0\xff\xff" + noise[:600], ("不是可读的文本",))
    page = "<html><table><tr><td>诉求编号</td></tr></table></html>".encode()
    yield Bad("web_page.xls", page, ("网页",))
    yield Bad("web_page_marked.xls", b"\xef\xbb\xbf\r\n<!DOCTYPE html>" + page, ("网页",))
    yield Bad(
        "xml_workbook.xls", b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', ("XML",)
    )
    yield Bad("object.csv", b'{"complaints": [{"id": 1}]}\n', ("缺少必需的列",))
    yield Bad("text_called_workbook.xlsx", b"this is no workbook\n", ("缺少必需的列",))
    yield Bad("old_workbook_of_zeros.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), ("不是可读的 Excel 工作簿",))
    yield Bad("old_workbook_called_csv.csv", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + noise[:1000], ("不是可读的 Excel 工作簿",))


def marks() -> Iterator[Bad]:
    """Characters that no cell may have."""
    for code in DIRECTIONS:
        name = f"direction_{code:04x}.csv"
        yield Bad(
            name,
            text(HEADER, GOOD, f"T-2,咨询,2026-10-09,开{chr(code)}票"),
            ("第 3 行", "第 4 列「标题」", f"U+{code:04X}"),
            False,
        )
    for name, letter, what in (
        ("nul_in_cell", "\0", "空字节"), ("bell_in_cell", "\x07", "U+0007"), ("escape_in_cell", "\x1b[31m", "U+001B"),
        ("vertical_tab_in_cell", "\x0b", "U+000B"), ("delete_in_cell", "\x7f", "U+007F"), ("lost_letter", "\ufffd", "丢了字"),
    ):  # fmt: skip
        yield Bad(
            f"{name}.csv", text(HEADER, GOOD, f"T-2,咨询,2026-10-09,开{letter}票"), ("第 3 行", "第 4 列「标题」", what), False
        )
    yield Bad(
        "nul_in_key.csv", text(HEADER, GOOD, "T\0-2,咨询,2026-10-09,开票"), ("第 3 行", "第 1 列「诉求编号」", "空字节"), False
    )
    yield Bad("nul_tail.csv", text(HEADER, GOOD) + bytes(300), ("第 3 行",), False)
    turned = "T-2,咨询,2026-10-09,开\u202e票"
    yield Bad(
        "direction_gb18030.csv", text(HEADER, GOOD, turned).decode().encode("gb18030"), ("第 3 行", "第 4 列", "U+202E"), False
    )
    yield Bad(
        "direction_utf16.csv", text(HEADER, GOOD, turned).decode().encode("utf-16"), ("第 3 行", "第 4 列", "U+202E"), False
    )
    yield Bad(
        "direction.xlsx", xlsx(HEADER.split(","), GOOD.split(","), turned.split(",")), ("第 3 行", "第 4 列", "U+202E"), False
    )
    quoted = 'T-2,咨询,2026-10-09,"开\n\u202e票"'
    yield Bad("direction_in_second_line.csv", text(HEADER, GOOD, quoted), ("第 3 行", "第 4 列", "U+202E"), False)
    yield Bad("direction_in_header.csv", text(HEADER.replace("标题", "标\u202e题"), GOOD), ("第 1 行是表头", "第 4 列", "U+202E"))
    yield Bad("nul_in_header.csv", text(HEADER.replace("标题", "标\0题"), GOOD), ("第 1 行是表头", "第 4 列", "空字节"))
    for name, formula in (
        ("command", "=cmd|' /C calc'!A1"), ("link", '"=HYPERLINK(""http://example.org"",""点击"")"'), ("sum", "=1+1"), ("spaced", "= A1"), ("macro", "=@SUM(A1)"),
    ):  # fmt: skip
        yield Bad(
            f"formula_{name}.csv",
            text(HEADER, GOOD, f"T-2,咨询,2026-10-09,{formula}"),
            ("第 3 行", "第 4 列「标题」是公式"),
            False,
        )
    yield Bad("formula_key.csv", text(HEADER, GOOD, "=1+2,咨询,2026-10-09,开票"), ("第 3 行", "第 1 列「诉求编号」是公式"), False)
    yield Bad(
        "formula_gb18030.csv", text(HEADER, "=1+2,咨询,2026-10-09,开票").decode().encode("gb18030"), ("第 2 行", "是公式"), False
    )


def shapes() -> Iterator[Bad]:
    """Text whose lines and columns are not those of a table."""
    yield Bad("header_only.csv", text(HEADER), ("只有表头",))
    yield Bad("header_and_blank_lines.csv", text(HEADER, "", "", ""), ("只有表头",))
    yield Bad("header_only.xlsx", xlsx(HEADER.split(",")), ("只有表头",))
    yield Bad("duplicate_header.csv", text(HEADER + ",标题", GOOD + ",另一个"), ("2 列都叫「标题」",))
    yield Bad(
        "duplicate_meaning.csv",
        text("诉求编号,诉求类型,提交时间,登记时间", "T-1,投诉,2026-10-08,2026-10-09"),
        ("「提交时间」「登记时间」是同一项",),
    )
    yield Bad("missing_key.csv", text("诉求类型,提交时间", "投诉,2026-10-08"), ("缺少必需的列「诉求编号」",))
    yield Bad(
        "misspelt_header.csv",
        text("诉求编号,诉求类形,提交时间", "T-1,投诉,2026-10-08"),
        ("缺少必需的列「诉求类型」", "是不是想写"),
    )
    yield Bad("no_header.csv", text(GOOD, NEXT), ("缺少必需的列",))
    yield Bad("numbers_only.csv", text("1,2,3", "4,5,6"), ("缺少必需的列",))
    yield Bad("unknown_delimiter.csv", text(HEADER.replace(",", "^"), GOOD.replace(",", "^")), ("没有分开", "可用的分隔符"))
    yield Bad("one_word.csv", b"x", ("缺少必需的列",))
    yield Bad(
        "ten_thousand_columns.csv", text(HEADER + ",x" * 9_996, GOOD + "," * 9_996), ("第 1 行的表头有 10,000 列，最多 1,000 列",)
    )
    yield Bad("ten_thousand_tabs.csv", text(HEADER.replace(",", "\t") + "\tx" * 9_996), ("10,000 列",))
    yield Bad(
        "long_cell.csv",
        text(HEADER, GOOD, "T-2,咨询,2026-10-09," + "长" * 333_333),
        ("第 3 行", "第 4 列「标题」有 333,333 个字，最多 100,000 个"),
        False,
    )
    yield Bad(
        "long_quoted_cell.csv",
        text(HEADER, 'T-2,咨询,2026-10-09,"' + "行\n" * 1500 + "长" * 100_001 + '"'),
        ("第 2 行", "最多 100,000 个"),
        False,
    )
    yield Bad(
        "long_key.csv",
        text(HEADER, GOOD, "T" * 200_000 + ",咨询,2026-10-09,开票"),
        ("第 3 行", "第 1 列", "200,000 个字"),
        False,
    )
    yield Bad(
        "open_quote.csv",
        text(HEADER, GOOD, 'T-2,咨询,2026-10-09,"开票', "T-3,咨询,2026-10-09,贷款"),
        ("第 3 行", "引号没有成对"),
        False,
    )
    yield Bad("open_quote_at_end.csv", text(HEADER, GOOD, '"T-2,咨询'), ("第 3 行", "引号没有成对"), False)
    yield Bad(
        "open_quote_in_every_line.csv", text(HEADER, *[f'T-{n},咨询,2026-10-09,"开票' for n in range(1, 6)]), ("第 2 行",), False
    )
    yield Bad("open_quote_in_header.csv", text('诉求编号,"诉求类型,提交时间,标题', GOOD), ("缺少必需的列",))
    yield Bad("too_few_fields.csv", text(HEADER, GOOD, "T-2,咨询"), ("第 3 行", "有 2 个字段，表头有 4 个"), False)
    yield Bad("too_many_fields.csv", text(HEADER, GOOD, NEXT + ",多,了"), ("第 3 行", "有 6 个字段，表头有 4 个"), False)
    yield Bad("unquoted_comma.csv", text(HEADER, GOOD, "T-2,咨询,2026-10-09,开票,限额"), ("第 3 行", "有 5 个字段"), False)
    yield Bad("bare_returns.csv", text(HEADER, GOOD, "T-2,咨询").replace(b"\n", b"\r"), ("第 3 行", "有 2 个字段"), False)


def workbooks() -> Iterator[Bad]:
    """Workbooks that are damaged, or that would eat memory."""
    header, good = HEADER.split(","), GOOD.split(",")
    first = row_xml(1, *header) + row_xml(2, *good)
    whole = xlsx(header, good)
    yield Bad("cut_in_half.xlsx", whole[: len(whole) // 2], ("不是可读的 Excel 工作簿",))
    yield Bad("cut_at_end.xlsx", whole[:-30], ("不是可读的 Excel 工作簿",))
    yield Bad("cut_at_beginning.xlsx", whole[:20], ("不是可读的 Excel 工作簿",))
    yield Bad("empty_workbook.xlsx", archive(xlsx_parts("")), ("没有任何数据",))
    yield Bad("blank_cells.xlsx", xlsx(["", " "], [" "]), ("没有任何数据",))
    yield Bad("no_sheets.xlsx", archive(xlsx_parts()), ("文件",))
    damaged = xlsx_parts(first)
    yield Bad(
        "torn_sheet.xlsx", archive({**damaged, "xl/worksheets/sheet1.xml": damaged["xl/worksheets/sheet1.xml"][:-90]}), ("文件",)
    )
    yield Bad("missing_sheet.xlsx", archive({name: part for name, part in damaged.items() if "sheet1" not in name}), ("文件",))
    yield Bad("sheet_of_noise.xlsx", archive({**damaged, "xl/worksheets/sheet1.xml": bytes(range(256)) * 8}), ("文件",))
    lost = '<row r="3"><c r="A3" t="s"><v>99</v></c></row>'
    yield Bad("lost_shared_text.xlsx", archive(xlsx_parts(first + lost)), ("文件",))
    entity = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
    yield Bad(
        "entities.xlsx",
        archive(
            {
                **damaged,
                "xl/worksheets/sheet1.xml": entity + damaged["xl/worksheets/sheet1.xml"].replace("执照变更".encode(), b"&b;"),
            }
        ),
        ("文件",),
    )
    far = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>'
    yield Bad("far_corner.xlsx", archive(xlsx_parts(first + far)), ("展开后过大",))
    never = '<row r="3"><c r="A3" t="inlineStr"><is><t>T-2</t></is></c><c r="B3"><f>C1&amp;"x"</f></c></row>'
    yield Bad("formula_never_calculated.xlsx", archive(xlsx_parts(first + never)), ("第 3 行", "B 列是没有算出结果的公式"), False)
    wrong = '<row r="3"><c r="A3" t="inlineStr"><is><t>T-2</t></is></c><c r="C3" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'
    yield Bad("formula_with_error.xlsx", archive(xlsx_parts(first + wrong)), ("第 3 行", "C 列是 Excel 的错误值 #DIV/0!"), False)
    yield Bad(
        "formula_as_text.xlsx",
        xlsx(header, good, ["T-2", "咨询", "2026-10-09", "=cmd|' /C calc'!A1"]),
        ("第 3 行", "第 4 列「标题」是公式"),
        False,
    )
    yield Bad("beyond_the_header.xlsx", xlsx(header, good, [*NEXT.split(","), "多出来"]), ("第 3 行", "右边多出了内容"), False)
    yield Bad("ten_thousand_columns.ods", ods(ods_row(*header, *["x"] * 9_996)), ("10,000 列",))
    many = (
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384" '
        'office:value-type="string"><text:p xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">x</text:p>'
        "</table:table-cell></table:table-row>"
    )
    yield Bad("repeated_without_end.ods", ods(ods_row(*header) + many), ("文件",))
    yield Bad("torn.ods", ods(ods_row(*header)).replace(b"</office:spreadsheet>", b"<office:spreadsheet>"), ("文件",))
    zeros = {**damaged, "xl/worksheets/sheet1.xml": b" " * (80 << 20)}
    yield Bad("bomb.xlsx", archive(zeros, is_packed=True), ("压缩炸弹",))
    yield Bad("letter.docx", archive({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"}), ("Word",))


def archives() -> Iterator[Bad]:
    """Zipped files that cannot be unpacked, or should not be."""
    good = text(HEADER, GOOD)
    whole = archive({"诉求.csv": good})
    yield Bad("nothing.zip", archive({}), ("是空的",))
    yield Bad("only_folders.zip", archive({"甲/": b"", "甲/.DS_Store": b"x", "__MACOSX/甲": b"x"}), ("是空的",))
    yield Bad("two_files.zip", archive({"诉求.csv": good, "回访.csv": good}), ("「诉求.csv」「回访.csv」", "只保留一个"))
    yield Bad("many_files.zip", archive({f"{n}.csv": b"x" for n in range(40)}), ("等 40 个文件",))
    yield Bad("zip_in_zip.zip", archive({"里.zip": whole}), ("还是压缩包「里.zip」",))
    yield Bad("zip_in_zip_unnamed.zip", archive({"里.csv": whole}), ("还是压缩包「里.csv」",))
    yield Bad("cut.zip", whole[:-20], ("不是完整的压缩包",))
    yield Bad("wrong_sum.zip", whole.replace("执照".encode(), "执造".encode()), ("已损坏",))
    locked = bytearray(whole)
    locked[6] |= 1
    locked[whole.rindex(b"PK\1\2") + 8] |= 1
    yield Bad("locked.zip", bytes(locked), ("设了密码",))
    strange = bytearray(whole)
    strange[8] = strange[whole.rindex(b"PK\1\2") + 10] = 97
    yield Bad("strange_method.zip", bytes(strange), ("少见的压缩方式",))
    yield Bad("bomb.zip", archive({"诉求.csv": b"0" * (80 << 20)}, is_packed=True), ("压缩炸弹",))
    yield Bad("endless_line.zip", archive({"诉求.csv": good + b"x" * (17 << 20)}, is_packed=True), ("第 3 行超过 16 MB",))
    yield Bad("picture.zip", archive({"图.csv": b"\x89PNG\r\n\x1a\n"}), ("图.csv", "图片"))
    yield Bad("climbing.zip", archive({"../../../etc/cron.d/诉求.csv": text("x,y", "1,2")}), ("缺少必需的列",))
    yield Bad(
        "climbing_picture.zip", archive({"..\\..\\windows\\system32\\图.csv": b"\x89PNG\r\n\x1a\n"}), ("里的 图.csv 其实是图片",)
    )
    yield Bad("turned_name.zip", archive({"图\u202evsc.exe": b"\x89PNG\r\n\x1a\n"}), ("图‹U+202E›vsc.exe",))


def values() -> Iterator[Bad]:
    """Tables in good order with a cell that cannot be: one line each, of every dataset."""
    for name, dataset, header, line, told in VALUES:
        yield Bad(f"{dataset}_{name}.csv", text(header, line), ("第 2 行", told), False, dataset)


def bad_files() -> list[Bad]:
    """Every file of the corpus."""
    return [*encodings(), *strangers(), *marks(), *shapes(), *workbooks(), *archives(), *values()]


def main() -> None:
    """Write the corpus; what is no longer in it goes."""
    BAD.mkdir(exist_ok=True)
    files = {bad.name: bad.content for bad in bad_files()}
    for path in BAD.iterdir():
        if path.name not in files:
            path.unlink()
    for name, content in files.items():
        (BAD / name).write_bytes(content)


if __name__ == "__main__":
    main()
