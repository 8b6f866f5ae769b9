"""What no cell may have: characters that are not seen but change what is seen, remains of broken conversions, endless lines."""

import re
from collections.abc import Iterable, Iterator

import numpy

from cloudeye.errors import IngestError

# A physical line beyond it is no line of a table; it would have to be held in memory whole.
LONGEST_LINE = 1 << 24
# Below twice this length a line has no cell that is too long.
HONEST_LINE = 1 << 15
# More such lines than this, and it is the file that is wrong.
MOST_MARKED = 10_000

CONTROLS = bytes(sorted(set(range(32)) - set(b"\t\n\r"))) + b"\x7f"
# The controls of writing direction (U+200E, 200F, 202A–202E, 2066–2069; 061C) and U+FFFD, as UTF-8 has them.
DIRECTIONS = re.compile(rb"\xe2(?:\x80[\x8e\x8f\xaa-\xae]|\x81[\xa6-\xa9])")
OTHERS = (re.compile(b"\xd8\x9c"), re.compile(b"\xef\xbf\xbd"))
# Most texts do not even have the byte that one of them begins with, which is far quicker to see.
SEEN_MARKS = {b"\xe2": DIRECTIONS, b"\xd8": OTHERS[0], b"\xef": OTHERS[1]}
ANY_MARK = re.compile(
    rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|" + DIRECTIONS.pattern + b"|" + b"|".join(other.pattern for other in OTHERS)
)
MARK = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffd]")
# A cell that begins like a formula, in bytes and as a text; ="00123" is how exports keep leading zeros.
FORMULAS = re.compile(rb"(?:^|[,;\t|\"\n])=\s*[-+@(A-Za-z0-9\"'\[]")
FORMULA = re.compile(r"=\s*[-+@(A-Za-z0-9\"'\[]")
KEPT_TEXT = re.compile(r'="([^"]*)"')
LINE_END = re.compile(rb"\r\n|\r|\n")


def controls(piece: bytes) -> int:
    """How many control characters there are, tabs and line ends aside."""
    return len(piece) - len(piece.translate(None, CONTROLS))


def mark_found(text: str) -> str | None:
    """What no cell may have and this one has, as part of a sentence; None if it has nothing of the kind."""
    if FORMULA.match(text):
        return "是公式（以 = 开头），不是数据。请粘贴为数值或删去等号后重新上传"
    found = MARK.search(text)
    if found is None:
        return None
    letter = found.group()
    code = f"U+{ord(letter):04X}"
    if letter == "\ufffd":
        return "有「\ufffd」，说明文件在一次转换编码时丢了字。请从原系统重新导出"
    if letter == "\0":
        return "有空字节（NUL）。请删去后重新上传"
    if letter < " " or letter == "\x7f":
        return f"有看不见的控制字符（{code}）。请删去后重新上传"
    return f"有看不见的方向控制符（{code}），它会让文字显示得与内容不同。请删去后重新上传"


def plain_text(cell: str) -> str:
    """The cell, or the text inside ="…"."""
    kept = KEPT_TEXT.fullmatch(cell)
    return kept.group(1) if kept else cell


def visible(text: str) -> str:
    """The text with its marks spelled out, so that they do nothing where it is shown."""
    return MARK.sub(lambda found: f"‹U+{ord(found.group()):04X}›", text)


def _is_marked(piece: bytes) -> bool:
    return any(first in piece and mark.search(piece) is not None for first, mark in SEEN_MARKS.items())


class Scan:
    """Goes over a text piece by piece: counts its lines, finds the marked and the long ones."""

    def __init__(self, name: str) -> None:
        self.has_bare_returns = False
        self.has_long_lines = False
        self.has_formulas = False
        self.marked: list[int] = []
        self._name = name
        self._ended = 0  # lines that have ended
        self._is_open = False

    @property
    def lines(self) -> int:
        """Physical lines, the last one with or without its line break."""
        return self._ended + self._is_open

    def line_at(self, piece: bytes, offset: int) -> int:
        """The physical line of an offset in the piece that is fed next."""
        return self._ended + len(LINE_END.findall(piece[:offset])) + 1

    def pieces(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        """The same bytes cut behind line ends; each piece must be fed before the next is asked for.

        Raises IngestError when a line does not end.
        """
        rest = b""
        for chunk in chunks:
            whole = rest + chunk
            cut = chunk.rfind(b"\n") + 1
            cut = len(rest) + cut if cut else whole.rfind(b"\r", 0, len(whole) - 1) + 1
            if cut:
                yield whole[:cut]
            rest = whole[cut:]
            if len(rest) > LONGEST_LINE:
                raise IngestError(
                    f"文件 {self._name} 的第 {self._ended + 1} 行超过 {LONGEST_LINE >> 20} MB 还没有换行，不像表格中的一行。"
                    "请检查导出步骤后重新上传；没有写入任何数据。"
                )
        if rest:
            yield rest

    def feed(self, piece: bytes) -> None:
        """Take in a piece of UTF-8 text."""
        breaks = piece.count(b"\n")
        returns, pairs = (piece.count(b"\r"), piece.count(b"\r\n")) if b"\r" in piece else (0, 0)
        tabs = piece.count(b"\t") if b"\t" in piece else 0
        low = int(numpy.count_nonzero(numpy.frombuffer(piece, numpy.uint8) < 0x20))
        if low > breaks + returns + tabs or b"\x7f" in piece or _is_marked(piece):
            self._mark(piece)
        if b"=" in piece and not self.has_formulas:
            self.has_formulas = FORMULAS.search(piece) is not None
        if any(piece.find(b"\n", start, start + HONEST_LINE) < 0 for start in range(0, len(piece) - HONEST_LINE, HONEST_LINE)):
            self.has_long_lines = True
        self.has_bare_returns |= returns != pairs
        self._ended += breaks + returns - pairs
        self._is_open = not piece.endswith((b"\n", b"\r"))

    def _mark(self, piece: bytes) -> None:
        line, before = self._ended + 1, 0
        for found in ANY_MARK.finditer(piece):
            line += len(LINE_END.findall(piece, before, found.start()))
            before = found.start()
            if self.marked[-1:] != [line]:
                self.marked.append(line)
            if len(self.marked) > MOST_MARKED:
                raise IngestError(
                    f"文件 {self._name} 有超过 {MOST_MARKED:,} 行含有看不见的控制字符或损坏的字，最先是第 {self.marked[0]} 行。"
                    "它多半不是文本，或编码选错了；请重新导出后上传，没有写入任何数据。"
                )
