"""How answers look on a terminal."""

import json
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

BAR = 30


def print_json(answer: Any) -> None:
    """One JSON document, keys in the order given, numbers unrounded."""
    print(json.dumps(answer, ensure_ascii=False, indent=2, default=_plain))


def print_table(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Columns under their headers; numbers to the right, a missing value as —."""
    lines = [[_text(value) for value in row] for row in rows]
    widths = [max(map(_width, column)) for column in zip(header, *lines, strict=True)]
    is_number = [all(_is_number(line[index]) for line in lines) for index in range(len(header))]
    for line in [list(header), *lines]:
        cells = [
            " " * (width - _width(cell)) + cell if right else cell + " " * (width - _width(cell))
            for cell, width, right in zip(line, widths, is_number, strict=True)
        ]
        print("  ".join(cells).rstrip())


class ProgressLine:
    """A bar that redraws itself on a terminal; one line per phase anywhere else. Call it with a label and a share (0–1)."""

    def __init__(self) -> None:
        self._live = sys.stderr.isatty()
        self._label = ""

    def __call__(self, label: str, share: float) -> None:
        if self._live:
            filled = round(BAR * share)
            print(f"\r\033[K[{'█' * filled}{'░' * (BAR - filled)}] {share:4.0%} {label}", end="", file=sys.stderr, flush=True)
            if share >= 1:
                print(file=sys.stderr)
        elif label != self._label:
            print(f"{share:4.0%} {label}", file=sys.stderr, flush=True)
        self._label = label


def _plain(value: Any) -> Any:
    if isinstance(value, date | datetime):
        return value.isoformat()
    return float(value)


def _text(value: Any) -> str:
    if value is None:
        return "—"
    return f"{value:.2f}" if isinstance(value, float) else str(value)


def _is_number(text: str) -> bool:
    return text == "—" or text.removeprefix("-").replace(".", "", 1).replace("–", "").isdecimal()


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)
