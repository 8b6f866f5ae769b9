"""Tables as files that Excel opens without garbling the Chinese and without running anything."""

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any

# Excel takes a cell that begins with one of these as a formula or command.
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")


def neutral(value: Any) -> Any:
    """A text that a spreadsheet would run gets an apostrophe in front; numbers stay numbers, nothing stays empty."""
    if value is None:
        return ""
    if isinstance(value, str) and value.startswith(DANGEROUS):
        return f"'{value}"
    return value


def csv_bytes(columns: Mapping[str, str], rows: Sequence[Mapping[str, Any]]) -> bytes:
    """UTF-8 with BOM. ``columns`` maps a row's key to its heading, in order; values are written as they are, unrounded."""
    sheet = io.StringIO()
    writer = csv.writer(sheet, lineterminator="\r\n")
    writer.writerow([neutral(heading) for heading in columns.values()])
    writer.writerows([neutral(row[key]) for key in columns] for row in rows)
    return sheet.getvalue().encode("utf-8-sig")
