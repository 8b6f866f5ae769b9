"""Workbooks and archives made byte by byte, the same on every machine: what no library would write, and .xls and .ods."""

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
PARTS = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
OFFICE = "urn:oasis:names:tc:opendocument:xmlns"
MOMENT = (2026, 10, 8, 9, 30, 0)


def archive(members: Mapping[str, bytes], *, is_packed: bool = False) -> bytes:
    """A ZIP archive; stored unless ``is_packed``, so that its bytes do not depend on a library."""
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as written:
        for name, content in members.items():
            told = zipfile.ZipInfo(name, MOMENT)
            told.compress_type = zipfile.ZIP_DEFLATED if is_packed else zipfile.ZIP_STORED
            written.writestr(told, content)
    return output.getvalue()


def xlsx_parts(*sheets: str, names: Sequence[str] = ()) -> dict[str, bytes]:
    """The parts of an .xlsx whose sheets have this ``sheetData``."""
    called = [names[number] if number < len(names) else f"Sheet{number + 1}" for number in range(len(sheets))]
    listed = "".join(f'<sheet name="{escape(name)}" sheetId="{n}" r:id="rId{n}"/>' for n, name in enumerate(called, 1))
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    related = "".join(
        f'<Relationship Id="rId{n}" Type="{office}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, len(sheets) + 1)
    )
    package = "http://schemas.openxmlformats.org/package/2006"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="rId1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f"<workbook {MAIN} {PARTS}><sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">{related}</Relationships>',
    }
    parts |= {
        f"xl/worksheets/sheet{n}.xml": f"<worksheet {MAIN}><sheetData>{rows}</sheetData></worksheet>"
        for n, rows in enumerate(sheets, 1)
    }
    return {name: content.encode() for name, content in parts.items()}


def row_xml(line: int, *cells: str) -> str:
    """One row of inline texts; a cell that begins with < is taken as it is."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    written = [
        cell if cell.startswith("<") else f'<c r="{letters[n]}{line}" t="inlineStr"><is><t>{escape(cell)}</t></is></c>'
        for n, cell in enumerate(cells)
    ]
    return f'<row r="{line}">{"".join(written)}</row>'


def xlsx(*rows: Sequence[str]) -> bytes:
    """An .xlsx with one sheet of texts."""
    return archive(xlsx_parts("".join(row_xml(line, *cells) for line, cells in enumerate(rows, 1))))


def ods(rows: str) -> bytes:
    """An .ods whose one table has these rows, in its own XML."""
    spaces = f'xmlns:office="{OFFICE}:office:1.0" xmlns:table="{OFFICE}:table:1.0" xmlns:text="{OFFICE}:text:1.0"'
    body = (
        f'<office:body><office:spreadsheet><table:table table:name="台账">{rows}</table:table></office:spreadsheet></office:body>'
    )
    content = f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces} office:version="1.2">{body}</office:document-content>'
    manifest = (
        f'<manifest:manifest xmlns:manifest="{OFFICE}:manifest:1.0"><manifest:file-entry manifest:full-path="/" '
        'manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>'
    )
    return archive(
        {
            "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": content.encode(),
            "META-INF/manifest.xml": manifest.encode(),
        }
    )


def ods_row(*cells: str) -> str:
    """One row of texts."""
    return f"<table:table-row>{''.join(map(ods_cell, cells))}</table:table-row>"


def ods_cell(text: str) -> str:
    """One cell with a text."""
    return f'<table:table-cell office:value-type="string"><text:p>{escape(text)}</text:p></table:table-cell>'


def xls(*rows: Sequence[str | float]) -> bytes:
    """A BIFF8 workbook with one sheet, in a compound file, as Excel 97–2003 wrote them."""

    def record(kind: int, content: bytes) -> bytes:
        return struct.pack("<HH", kind, len(content)) + content

    def begin(kind: int) -> bytes:
        return record(0x0809, struct.pack("<HHHHII", 0x0600, kind, 0x0DBB, 0x07CC, 0, 6))

    name = "台账".encode("utf-16-le")
    sheet = begin(0x0010) + record(0x0200, struct.pack("<IIHHH", 0, len(rows), 0, max(map(len, rows)), 0))
    for line, cells in enumerate(rows):
        for place, cell in enumerate(cells):
            if isinstance(cell, str):
                text = struct.pack("<HHHHB", line, place, 0, len(cell), 1) + cell.encode("utf-16-le")
                sheet += record(0x0204, text)
            else:
                sheet += record(0x0203, struct.pack("<HHHd", line, place, 0, cell))
    sheet += record(0x000A, b"")
    told = struct.pack("<BBBB", 0, 0, len(name) // 2, 1) + name
    before = begin(0x0005) + record(0x0042, struct.pack("<H", 1200))
    offset = len(before) + 4 + 4 + len(told) + 4
    stream = before + record(0x0085, struct.pack("<I", offset) + told) + record(0x000A, b"") + sheet
    return compound(stream.ljust(-(-max(len(stream), 4096) // 512) * 512, b"\0"))


def compound(stream: bytes) -> bytes:
    """A compound file with one stream, called Workbook: header, allocation table, directory, the stream."""
    count = len(stream) // 512
    end, free = 0xFFFFFFFE, 0xFFFFFFFF
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, end, 0, end, 0) + struct.pack("<I", 0) + struct.pack("<I", free) * 108
    chain = [0xFFFFFFFD, end, *[2 + n + 1 for n in range(count - 1)], end]
    table = b"".join(struct.pack("<I", sector) for sector in chain + [free] * (128 - len(chain)))

    def entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
        raw = (name + "\0").encode("utf-16-le") if name else b""
        return (
            raw.ljust(64, b"\0")
            + struct.pack("<HBB", len(raw), kind, 1)
            + struct.pack("<III", free, free, child)
            + bytes(36)
            + struct.pack("<IQ", start, size)
        )

    directory = entry("Root Entry", 5, 1, end, 0) + entry("Workbook", 2, free, 2, len(stream)) + entry("", 0, free, 0, 0) * 2
    return header + table + directory + stream
