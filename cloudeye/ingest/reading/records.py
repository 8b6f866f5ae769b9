"""CSV records with their physical line numbers; a line that is no record is reported, never swallowed."""

import csv
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from cloudeye.ingest.reading.marks import visible

# Longer than any honest text with line breaks: beyond it a quote was opened and never closed.
LONGEST_RECORD = 2000
LARGEST_FIELD = 1 << 25

# Runs of blank lines: the first and the last line of each.
Blanks = list[tuple[int, int]]


@dataclass(frozen=True)
class Record:
    """One record: the physical line it begins on (the first line of a file is 1) and its cells."""

    line: int
    cells: list[str]


@dataclass(frozen=True)
class Unreadable:
    """One physical line that is no record, its text and the reason."""

    line: int
    value: str
    message: str


class _Lines:
    """Hands out physical lines one record at a time and takes back those that a stray quote swallowed."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._returned: deque[str] = deque()
        self.taken: list[str] = []
        self.next_line = 1

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = None
        if len(self.taken) < LONGEST_RECORD:
            line = self._returned.popleft() if self._returned else next(self._lines, None)
        if line is None:
            raise StopIteration
        self.taken.append(line)
        return line

    def begin_record(self) -> int:
        """Forget the last record; returns the line on which the next one begins."""
        self.next_line += len(self.taken)
        self.taken = []
        return self.next_line

    def keep_first(self) -> None:
        """Give back all lines of this record but the first."""
        self._returned.extendleft(reversed(self.taken[1:]))
        del self.taken[1:]


def physical_records(
    lines: Iterator[str], delimiter: str, *, width: int | None, skip: int = 0, blanks: Blanks | None = None
) -> Iterator[Record | Unreadable]:
    """Read CSV text line by line. ``width`` is the number of fields a record must have (None: any), after line ``skip``.

    A record that spans lines but has the wrong number of fields, or whose quote never closes, gives up only its first
    line: reading goes on with the next physical line. ``blanks`` gathers the lines with nothing in them.
    """
    supply = _Lines(iter(lines))
    csv.field_size_limit(LARGEST_FIELD)

    def is_wrong(cells: list[str]) -> bool:
        return width is not None and line > skip and len(cells) != width and not _is_padded(cells, width)

    reader = csv.reader(supply, delimiter=delimiter, strict=True)
    while True:
        line = supply.begin_record()
        try:
            cells = next(reader)
            swallows = len(supply.taken) > 1 and is_wrong(cells)
        except StopIteration:
            return
        except csv.Error:
            swallows = True
        if swallows:
            supply.keep_first()
            reader = csv.reader(supply, delimiter=delimiter, strict=True)
            cells = _lenient(supply.taken[0], delimiter)
        if not any(cell.strip() for cell in cells):
            _gather(blanks, line, line + max(len(supply.taken), 1) - 1)
            continue
        if swallows and supply.taken[0].count('"') % 2:
            yield Unreadable(line, _shown(supply.taken[0]), "引号没有成对，无法判断这一行在哪里结束。请补上或删去引号")
        elif is_wrong(cells):
            told = f"有 {len(cells)} 个字段，表头有 {width} 个。请检查是否多了或少了分隔符，含分隔符的内容要加引号"
            yield Unreadable(line, _shown(supply.taken[0]), told)
        else:
            yield Record(line, [cell.strip() for cell in cells[:width]])


def _lenient(line: str, delimiter: str) -> list[str]:
    """One line by itself, with quotes in odd places taken as they are."""
    return next(csv.reader([line], delimiter=delimiter), [])


def _gather(blanks: Blanks | None, first: int, last: int) -> None:
    if blanks is None:
        return
    if blanks and blanks[-1][1] == first - 1:
        blanks[-1] = (blanks[-1][0], last)
    else:
        blanks.append((first, last))


def _is_padded(cells: list[str], width: int) -> bool:
    return len(cells) > width and not any(cells[width:])


def _shown(line: str) -> str:
    return visible(line.strip()[:200])
