"""A process of its own that writes every sheet of a workbook as CSV; a workbook that eats memory or time ends it, nothing else.

Started by ``workbook`` with the workbook, a folder and the bytes of memory allowed. Knows nothing of Cloud Eye, so that it starts
at once. Writes ``sheet_<n>.csv`` (worksheet row, cells) and ``workbook.json``: the sheets, and the cells without a usable value;
or why the workbook cannot be read.
"""

import csv
import datetime
import html
import itertools
import json
import re
import sys
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import python_calamine

MOST_SHEETS = 200
MOST_FAULTS = 10_000
SECONDS = 600
RELATION = re.compile(rb"<Relationship\s[^>]*>")
SHEET = re.compile(rb"<sheet\s[^>]*>")
ATTRIBUTE = re.compile(rb"([\w:]+)\s*=\s*[\"']([^\"']*)[\"']")
CELL = re.compile(rb"<c\b([^>/]*)>(.*?)</c>", re.DOTALL)
VALUE = re.compile(rb"<v[^>]*>(.*?)</v>", re.DOTALL)
SIGNS = (b"<f>", b"<f ", b"<f/", b't="e"')


def written(value: object) -> str:
    """A cell as text: whole numbers without a point, moments to the second."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        # Beyond 15 digits Excel itself has lost some; then the text must not look exact.
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime.datetime):
        return (value + datetime.timedelta(microseconds=500_000)).replace(microsecond=0).isoformat(sep=" ")
    if isinstance(value, datetime.timedelta):
        seconds = round(value.total_seconds())
        return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    return "" if value is None else str(value)


def column_letter(index: int) -> str:
    """0 → A, 26 → AA."""
    letters = ""
    while index >= 0:
        letters, index = chr(65 + index % 26) + letters, index // 26 - 1
    return letters


def faults(workbook: Path) -> dict[str, list[tuple[int, str, str]]]:
    """Sheet → (row, column letters, what): formulas that were never calculated, and error values. Only .xlsx tells."""
    found: dict[str, list[tuple[int, str, str]]] = {}
    with zipfile.ZipFile(workbook) as archive:
        names = archive.namelist()
        if "xl/workbook.xml" not in names or "xl/_rels/workbook.xml.rels" not in names:
            return found
        parts = [attributes(found) for found in RELATION.findall(archive.read("xl/_rels/workbook.xml.rels"))]
        targets = {part.get("Id"): part.get("Target", "") for part in parts}
        for sheet in map(attributes, SHEET.findall(archive.read("xl/workbook.xml"))):
            target = targets.get(sheet.get("r:id"), "")
            part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            if part in names:
                found[sheet.get("name", "")] = list(itertools.islice(faulty_cells(archive, part), MOST_FAULTS))
    return found


def attributes(tag: bytes) -> dict[str, str]:
    """The attributes of an XML tag."""
    return {name.decode(): html.unescape(value.decode("utf-8", errors="replace")) for name, value in ATTRIBUTE.findall(tag)}


def faulty_cells(archive: zipfile.ZipFile, part: str) -> Iterator[tuple[int, str, str]]:
    """The cells of one sheet that have no usable value. Most sheets have none, which is seen without looking at their cells."""
    rest = b""
    with archive.open(part) as source:
        while chunk := source.read(1 << 20):
            piece = rest + chunk
            cut = piece.rfind(b"</row>") + 6
            if cut > 5 and any(sign in piece for sign in SIGNS):
                yield from filter(None, map(fault, CELL.findall(piece[:cut])))
            rest = piece[cut:] if cut > 5 else piece


def fault(cell: tuple[bytes, bytes]) -> tuple[int, str, str] | None:
    """Row, column letters and what is wrong with one cell, given its attributes and content."""
    told, content = attributes(cell[0]), cell[1]
    place, value = told.get("r", ""), VALUE.search(content)
    letters = place.rstrip("0123456789")
    if not letters or letters == place:
        return None
    text = value.group(1).decode("utf-8", errors="replace") if value else ""
    if told.get("t") == "e":
        return int(place[len(letters) :]), letters, text or "#N/A"
    if b"<f" in content and not text and told.get("t") != "str":
        return int(place[len(letters) :]), letters, "="
    return None


def unpack(workbook: Path, folder: Path) -> dict[str, Any]:
    """Write the sheets; returns the content of ``workbook.json``."""
    opened = python_calamine.load_workbook(str(workbook))
    kinds = {sheet.name: sheet for sheet in opened.sheets_metadata}
    sheets: list[dict[str, Any]] = []
    for number, name in enumerate(opened.sheet_names[:MOST_SHEETS]):
        if kinds[name].typ != python_calamine.SheetTypeEnum.WorkSheet:
            continue
        sheet = opened.get_sheet_by_name(name)
        left = [""] * (sheet.start[1] if sheet.start else 0)
        rows = 0
        with (folder / f"sheet_{number}.csv").open("w", encoding="utf-8", newline="") as output:
            writer = csv.writer(output, lineterminator="\n")
            for line, values in enumerate(sheet.iter_rows() if sheet.start else (), start=1):
                cells = left + [written(value) for value in values]
                while cells and not cells[-1].strip():
                    cells.pop()
                if cells:
                    rows += 1
                    writer.writerow([line, *cells])
        is_hidden = kinds[name].visible != python_calamine.SheetVisibleEnum.Visible
        sheets.append({"name": name, "file": f"sheet_{number}.csv", "rows": rows, "is_hidden": is_hidden})
    with suppress(zipfile.BadZipFile):  # not .xlsx, or one that only calamine understands
        found = faults(workbook)
        sheets = [{**told, "faults": found.get(told["name"], [])} for told in sheets]
    return {"sheets": sheets}


def main(workbook: str, folder: str, memory: str) -> None:
    """Unpack under a limit of memory and time."""
    with suppress(ImportError):
        import resource  # which Windows does not have

        resource.setrlimit(resource.RLIMIT_AS, (int(memory), int(memory)))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        told = unpack(Path(workbook), Path(folder))
    except python_calamine.PasswordError:
        told = {"fault": "password"}
    except MemoryError:
        told = {"fault": "memory"}
    except (python_calamine.CalamineError, ValueError, KeyError, OverflowError) as error:
        told = {"fault": "unreadable", "detail": type(error).__name__}
    (Path(folder) / "workbook.json").write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
