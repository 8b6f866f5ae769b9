"""Workbooks (.xlsx, .xls, .ods): their sheets as CSV with worksheet rows, unpacked by a process of its own."""

import csv
import json
import subprocess  # nosec B404
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from cloudeye.errors import IngestError
from cloudeye.ingest.reading.progress import Advance, quiet
from cloudeye.ingest.reading.records import LARGEST_FIELD, Record

UNPACKER = Path(__file__).with_name("unpack_workbook.py")
# A sheet with a million rows of fifteen cells takes half of it.
MEMORY = 3 << 30


@dataclass(frozen=True)
class Sheet:
    """One worksheet, unpacked: ``rows`` are those that are not blank; ``faults`` its cells without a usable value, in words, by
    row."""

    name: str
    path: Path
    rows: int
    is_hidden: bool
    faults: dict[int, str] = field(default_factory=dict)

    def records(self) -> Iterator[Record]:
        """The rows that are not blank."""
        csv.field_size_limit(LARGEST_FIELD)
        with self.path.open(encoding="utf-8", newline="") as lines:
            for line, *cells in csv.reader(lines):
                yield Record(int(line), [cell.strip() for cell in cells])


def unpacked_sheets(path: Path, workspace: Path, name: str, kind: str, advance: Advance = quiet) -> list[Sheet]:
    """The worksheets, in their order. Raises IngestError when the workbook is damaged, locked or too large."""
    folder = workspace / "sheets"
    folder.mkdir(exist_ok=True)
    (folder / "workbook.json").unlink(missing_ok=True)
    command = [sys.executable, "-I", str(UNPACKER), str(path), str(folder), str(MEMORY)]
    # Our own interpreter and script, no shell.
    with subprocess.Popen(  # nosec B603
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            while process.poll() is None:
                advance("读取", None)
                time.sleep(0.02)
        finally:
            process.kill()
    try:
        told = json.loads((folder / "workbook.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        told = {"fault": "memory"}
    fault = told.get("fault")
    if fault == "password":
        raise IngestError(f"文件 {name} 设了打开密码。请在 Excel 中取消密码、另存后重新上传；没有写入任何数据。")
    if fault == "memory":
        raise IngestError(
            f"文件 {name} 展开后过大，无法作为工作簿读取。请删去表格右侧和下方的空白区域，或另存为「CSV UTF-8」后重新上传；没有写入任何数据。"
        )
    if fault:
        raise IngestError(
            f"文件 {name} 不是可读的 Excel 工作簿（.{kind.lower()}），或已损坏。请在 Excel 中打开并另存为 .xlsx 后上传；没有写入任何数据。"
        )
    return [
        Sheet(sheet["name"], folder / sheet["file"], sheet["rows"], sheet["is_hidden"], _in_words(sheet.get("faults", [])))
        for sheet in told["sheets"]
    ]


def _in_words(faults: list[tuple[int, str, str]]) -> dict[int, str]:
    words: dict[int, str] = {}
    for row, letters, what in faults:
        if what == "=":
            told = f"的 {letters} 列是没有算出结果的公式。请在 Excel 中打开并保存一次，或粘贴为数值后重新上传"
        else:
            told = f"的 {letters} 列是 Excel 的错误值 {what}。请改正公式或填写实际的值后重新上传"
        words.setdefault(row, told)
    return words
