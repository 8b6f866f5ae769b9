"""From the bytes of a text file to UTF-8, exactly: UTF-8 with or without BOM, UTF-16, GB18030."""

import codecs
import csv
import hashlib
import itertools
import re
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO, NoReturn

import numpy

from cloudeye.errors import IngestError
from cloudeye.ingest.reading.choice import DELIMITERS
from cloudeye.ingest.reading.marks import Scan, controls
from cloudeye.ingest.reading.progress import Advance, quiet

# Fits into a processor's cache: four times as much takes twice as long.
CHUNK = 1 << 18
HEAD = 1 << 16
COPY = "utf8.csv"
UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# Files that people bring under the name of a table, by their first bytes.
STRANGERS = {
    b"%PDF": " PDF 文件",
    b"Rar!": " RAR 压缩包",
    b"7z\xbc\xaf": " 7z 压缩包",
    b"\x1f\x8b": " gzip 压缩包",
    b"\x89PNG": "图片",
    b"\xff\xd8\xff": "图片",
    b"GIF8": "图片",
    codecs.BOM_UTF32_LE: " UTF-32 文本",
    b"SQLite format": "数据库文件",
}
WEB_PAGE = re.compile(rb"^(?:\xef\xbb\xbf)?\s*(?:<!doctype html|<html|<table|<meta|<head)", re.IGNORECASE)
XML_WORKBOOK = re.compile(rb"^(?:\xef\xbb\xbf)?\s*<\?xml[^>]*>", re.IGNORECASE)
# The first bytes of everyday Chinese characters in UTF-8.
FIRST, FIRSTS = 0xE4, 6
ADVICE = "在 Excel 中另存为 .xlsx 或「CSV UTF-8」后重新上传；没有写入任何数据。"


@dataclass(frozen=True)
class TextFile:
    """A UTF-8 copy of what was read (or the file itself when it is UTF-8 already).

    ``encoding`` is the original's, for the ledger. ``lines`` counts physical lines, the last one with or without its
    line break; ``has_bare_returns`` says that some lines end in a carriage return alone, ``has_long_lines`` that a cell
    may be longer than one may be, ``has_formulas`` that some begin like one; ``marked`` are the physical lines with
    invisible or control characters.
    """

    path: Path
    encoding: str
    lines: int
    has_bare_returns: bool
    has_long_lines: bool = False
    has_formulas: bool = False
    marked: tuple[int, ...] = ()

    @property
    def is_plain(self) -> bool:
        """Whether every physical line may be one record that is taken as it lies."""
        return not (self.has_bare_returns or self.has_long_lines or self.has_formulas)


def digest(path: Path) -> str:
    """SHA-256 of a file, hexadecimal."""
    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()


def taken_over(text: TextFile, path: Path, workspace: Path) -> TextFile | None:
    """What ``as_utf8`` made of ``path`` before, its copy under a second name in ``workspace``; None when the copy is gone."""
    if text.path == path:
        return text
    target = workspace / COPY
    try:
        target.hardlink_to(text.path)
    except OSError:
        return None
    return replace(text, path=target)


def as_utf8(
    path: Path, workspace: Path, *, encoding: str | None = None, name: str | None = None, advance: Advance = quiet
) -> TextFile:
    """Find out the encoding of ``path`` (or take it as given) and make it readable as UTF-8; a copy goes to ``workspace``.

    ``name`` is what the person calls the file. Raises IngestError when it is empty, is no text, or is not in one encoding
    throughout: then with the place.
    """
    name = name or path.name
    with path.open("rb") as source:
        head = source.read(HEAD)
    if not head.removeprefix(codecs.BOM_UTF8).strip(b"\0\t\n\r ") and path.stat().st_size <= HEAD:
        raise IngestError(f"文件 {name} 是空的。请检查导出步骤后重新上传；没有写入任何数据。")
    _refuse_strangers(head, name)
    for codec, called in [_chosen(encoding, head)] if encoding else _candidates(head, name):
        target = path if called.startswith("UTF-8") else workspace / COPY
        try:
            scan = _convert(path, codec, target, name, advance)
        except _DamagedError as damage:
            if encoding is None and called == "UTF-8" and _is_gb18030(path, damage.offset):
                continue
            _refuse_damage(path, codec, called, damage, name)
        return TextFile(
            target, called, scan.lines, scan.has_bare_returns, scan.has_long_lines, scan.has_formulas, tuple(scan.marked)
        )
    raise IngestError(f"文件 {name} 不是可读的文本：它既不是 UTF-8、UTF-16，也不是 GB18030 编码。请{ADVICE}")


class _DamagedError(Exception):
    """Bytes that no character has: at which offset of the file."""

    def __init__(self, offset: int) -> None:
        super().__init__(offset)
        self.offset = offset


def _refuse_strangers(head: bytes, name: str) -> None:
    what = next((what for mark, what in STRANGERS.items() if head.startswith(mark)), None)
    if WEB_PAGE.match(head):
        what = "网页（HTML），有些系统把它当作表格导出"
    elif XML_WORKBOOK.match(head) and b"Workbook" in head:
        what = " XML 格式的旧工作簿"
    if what:
        raise IngestError(
            f"文件 {name} 其实是{what}，不是可读的文本。请用原来的软件打开后另存为 .xlsx 再上传；没有写入任何数据。"
        )


def _chosen(encoding: str, head: bytes) -> tuple[str, str]:
    if encoding == "UTF-16":
        return _utf16(head)
    return ("gb18030", "GB18030") if encoding == "GB18030" else _utf8(head)


def _utf8(head: bytes) -> tuple[str, str]:
    return ("utf-8", "UTF-8 BOM") if head.startswith(codecs.BOM_UTF8) else ("utf-8", "UTF-8")


def _utf16(head: bytes) -> tuple[str, str]:
    if head.startswith(UTF16_MARKS):
        return ("utf-16", "UTF-16")
    # Without a BOM the byte order is told by where the zeros of digits, delimiters and line breaks stand.
    return ("utf-16-le" if head[1::2].count(0) > head[::2].count(0) else "utf-16-be", "UTF-16")


def _candidates(head: bytes, name: str) -> list[tuple[str, str]]:
    if head.startswith(codecs.BOM_UTF8):
        return [_utf8(head)]
    if head.startswith(UTF16_MARKS):
        return [_utf16(head)]
    strange = controls(head.rstrip(b"\0"))
    if head.rstrip(b"\0").count(0) * 4 > len(head):
        text = head[: len(head) // 2 * 2].decode(_utf16(head)[0], errors="replace")
        return [] if controls(text.encode(errors="replace")) else [_utf16(head)]
    # A few stray ones are shown with their places; more of them are no text.
    if strange > 8 and strange * 50 > len(head.rstrip(b"\0")):
        return []
    return [("utf-8", "UTF-8"), ("gb18030", "GB18030")]


def _is_gb18030(path: Path, offset: int) -> bool:
    """Whether what stands around the first byte that is not UTF-8 reads better as GB18030."""
    with path.open("rb") as source:
        source.seek(max(0, offset - HEAD))
        sample = source.read(2 * HEAD)
    # The cut may have fallen into a character: the first line is left out if there is another.
    if offset > HEAD:
        sample = sample.partition(b"\n")[2] or sample
    return _share_of_common(sample.decode("utf-8", errors="ignore")) < _share_of_common(
        sample.decode("gb18030", errors="replace")
    )


def _share_of_common(text: str) -> float:
    """How much of what is not ASCII is one of the 3755 everyday characters of GB 2312 or its punctuation.

    Almost all of a text that is read in its own encoding, little of any other.
    """
    firsts = [letter.encode("gb2312", errors="replace")[0] for letter in text if not letter.isascii()]
    return sum(0xB0 <= first <= 0xD7 or 0xA1 <= first <= 0xA3 for first in firsts) / len(firsts) if firsts else 0.0


def _convert(path: Path, codec: str, target: Path, name: str, advance: Advance) -> Scan:
    """Decode the whole file strictly; write it as UTF-8 unless it is its own target; look for what no cell may have."""
    scan = Scan(name)
    with ExitStack() as opened:
        source = opened.enter_context(path.open("rb"))
        output = None if target == path else opened.enter_context(target.open("wb"))
        chunks = _chunks(source, max(path.stat().st_size, 1), advance)
        done = 0
        for piece in scan.pieces(_from_utf16(chunks, codec) if codec.startswith("utf-16") else chunks):
            converted = piece
            if not codec.startswith("utf-16"):
                if codec == "gb18030":
                    _refuse_mixed(piece, name, scan)
                try:
                    text = piece.decode(codec)
                except UnicodeDecodeError as error:
                    raise _DamagedError(done + error.start) from error
                converted = text.encode() if codec == "gb18030" else piece
            scan.feed(converted)
            if output:
                output.write(converted)
            done += len(piece)
    return scan


def _chunks(source: BinaryIO, size: int, advance: Advance) -> Iterator[bytes]:
    done = 0
    while chunk := source.read(CHUNK):
        yield chunk
        done += len(chunk)
        advance("读取", min(done / size, 1.0))


def _from_utf16(chunks: Iterable[bytes], codec: str) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(codec)("strict")
    done = 0
    for chunk in itertools.chain(chunks, [b""]):
        pending = len(decoder.getstate()[0])
        try:
            yield decoder.decode(chunk, final=not chunk).encode()
        except UnicodeDecodeError as error:
            raise _DamagedError(done - pending + error.start) from error
        done += len(chunk)


def _refuse_mixed(piece: bytes, name: str, scan: Scan) -> None:
    """Look for lines of UTF-8 inside GB18030: they decode without an error, into something else."""
    begin = 0
    for place in _two_characters_of_utf8(piece):
        if place < begin:
            continue
        first = piece.rfind(b"\n", 0, place) + 1
        line = piece[first : piece.find(b"\n", first) + 1 or len(piece)]
        begin = first + len(line)
        try:
            text = line.decode("utf-8")
        except UnicodeDecodeError:
            continue
        if _share_of_common(text) > _share_of_common(line.decode("gb18030", errors="replace")):
            raise IngestError(
                f"文件 {name} 由两种编码拼成：第 {scan.line_at(piece, first)} 行是 UTF-8，别处是 GB18030，照一种编码读会变成乱码。"
                f"请重新导出，或{ADVICE}"
            )


def _two_characters_of_utf8(piece: bytes) -> list[int]:
    """Where two Chinese characters stand side by side as UTF-8 has them; in GB18030 text that is rare."""
    letters = numpy.frombuffer(piece, numpy.uint8)
    is_first = letters - FIRST < FIRSTS  # below FIRST the difference wraps around
    places = numpy.flatnonzero(is_first[:-5] & is_first[3:-2])
    for behind in (1, 2, 4, 5):
        places = places[letters[places + behind] & 0xC0 == 0x80]
    return [int(place) for place in places]


def _refuse_damage(path: Path, codec: str, called: str, damage: _DamagedError, name: str) -> NoReturn:
    """Say on which line and in which column the bytes stand that cannot be read."""
    decoder = codecs.getincrementaldecoder(codec)("replace")
    first_line, number, shown, before = "", 1, "", 0
    with path.open("rb") as source:
        while before < damage.offset:
            chunk = source.read(min(CHUNK, damage.offset - before))
            before += len(chunk)
            text = decoder.decode(chunk)
            first_line = first_line or text.partition("\n")[0]
            number += text.count("\n")
            shown = (shown + text).rpartition("\n")[2]
        wrong = source.read(2 if called == "UTF-16" else 1)
    delimiter = max(DELIMITERS, key=first_line.count)
    cells = next(csv.reader([shown.replace("\0", "")], delimiter=delimiter), [])
    found = f"字节 0x{wrong.hex().upper()} " if wrong else "文件的结尾"
    raise IngestError(
        f"文件 {name} 第 {number} 行第 {max(len(cells), 1)} 列不是可读的文本：按 {called.removesuffix(' BOM')} 读到这里，"
        f"{found}不成字。文件已损坏，或由两种编码拼成。请重新导出，或{ADVICE}"
    )
