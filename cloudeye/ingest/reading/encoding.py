"""From the bytes of a text file to UTF-8, exactly: UTF-8 with or without BOM, UTF-16, GB18030."""

import codecs
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from cloudeye.errors import IngestError

CHUNK = 1 << 20
UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
CONTROL = re.compile("[\\x00-\\x08\\x0b\\x0e-\\x1f\\ufffd]")


@dataclass(frozen=True)
class TextFile:
    """A UTF-8 copy of what was read (or the file itself when it is UTF-8 already).

    ``encoding`` is the original's, for the ledger. ``lines`` counts physical lines, the last one with or without its
    line break; ``has_bare_returns`` says that some lines end in a carriage return alone.
    """

    path: Path
    encoding: str
    lines: int
    has_bare_returns: bool


def digest(path: Path) -> str:
    """SHA-256 of a file, hexadecimal."""
    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()


def as_utf8(path: Path, workspace: Path) -> TextFile:
    """Find out the encoding of ``path`` and make it readable as UTF-8; a converted copy goes to ``workspace``.

    Raises IngestError when the file is empty or is not text in any of the encodings.
    """
    with path.open("rb") as source:
        head = source.read(4096)
    if not head.strip():
        raise IngestError(f"文件 {path.name} 是空的。请检查导出步骤后重新上传；没有写入任何数据。")
    for encoding, name in _candidates(head):
        target = path if name.startswith("UTF-8") else workspace / "utf8.csv"
        try:
            lines, bare = _convert(path, encoding, target)
        except UnicodeError:
            continue
        return TextFile(target, name, lines, bare)
    raise IngestError(
        f"文件 {path.name} 不是可读的文本：它既不是 UTF-8、UTF-16，也不是 GB18030 编码。请在 Excel 中另存为 .xlsx 或「CSV UTF-8」后重新上传；没有写入任何数据。"
    )


def _candidates(head: bytes) -> list[tuple[str, str]]:
    if head.startswith(codecs.BOM_UTF8):
        return [("utf-8-sig", "UTF-8 BOM")]
    if head.startswith(UTF16_MARKS):
        return [("utf-16", "UTF-16")]
    if b"\0" in head:
        # Without a BOM the line break tells the byte order; any other file with NUL bytes is binary.
        order = "utf-16-le" if b"\n\0" in head else "utf-16-be"
        text = head[: len(head) // 2 * 2].decode(order, errors="replace")
        return [] if CONTROL.search(text) else [(order, "UTF-16")]
    return [] if CONTROL.search(head.decode("latin-1")) else [("utf-8", "UTF-8"), ("gb18030", "GB18030")]


def _convert(path: Path, encoding: str, target: Path) -> tuple[int, bool]:
    """Decode the whole file strictly; write it as UTF-8 unless it is its own target. Returns lines and bare returns."""
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    breaks = returns = pairs = 0
    last = ""
    output = None if target == path else target.open("w", encoding="utf-8", newline="")
    try:
        with path.open("rb") as source:
            while True:
                chunk = source.read(CHUNK)
                text = decoder.decode(chunk, final=not chunk)
                if "\0" in text:
                    raise UnicodeError("NUL")
                # A pair may fall on the border of two chunks.
                breaks += text.count("\n")
                returns += text.count("\r")
                pairs += text.count("\r\n") + (last == "\r" and text.startswith("\n"))
                if output:
                    output.write(text)
                last = text[-1:] or last
                if not chunk:
                    break
    finally:
        if output:
            output.close()
    return breaks + (last != "\n"), returns != pairs
