"""Tables as files that Excel opens without garbling the Chinese and without running anything."""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from typing import Any

# Excel and WPS take a cell that begins with one of these as a formula or command: the wide signs too where the system is Chinese,
# and after blanks or invisible signs that they trim away.
DANGEROUS = re.compile(r"[\t\r\n]|[\s\u200b-\u200f\u2060\ufeff]*[=+@＝＋－＠-]")


def neutral(value: Any) -> Any:
    """A text that a spreadsheet would run gets an apostrophe in front; numbers stay numbers, nothing stays empty."""
    if value is None:
        return ""
    if isinstance(value, str) and DANGEROUS.match(value):
        return f"'{value}"
    return value


def csv_bytes(columns: Mapping[str, str], rows: Sequence[Mapping[str, Any]]) -> bytes:
    """UTF-8 with BOM. ``columns`` maps a row's key to its heading, in order; values are written as they are, unrounded."""
    sheet = io.StringIO()
    writer = csv.writer(sheet, lineterminator="\r\n")
    writer.writerow([neutral(heading) for heading in columns.values()])
    writer.writerows([neutral(row[key]) for key in columns] for row in rows)
    return sheet.getvalue().encode("utf-8-sig")
