"""What a person decided about reading a file; everything left open is found out."""

from dataclasses import dataclass

ENCODINGS = ("UTF-8", "UTF-16", "GB18030")
DELIMITERS = {",": "逗号", ";": "分号", "\t": "制表符", "|": "竖线"}


@dataclass(frozen=True)
class Choice:
    """None: find out. ``encoding`` is one of ENCODINGS, ``delimiter`` of DELIMITERS, ``header_line`` a physical line or worksheet
    row."""

    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    header_line: int | None = None


FIND_OUT = Choice()
