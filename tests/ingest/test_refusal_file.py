"""The refused rows come back as they were sent, with the reasons; mended, they go in."""

import csv
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from cloudeye.errors import IngestError
from cloudeye.ingest import refusal_file
from cloudeye.ingest.instructions import Instructions
from cloudeye.ingest.preview import preview
from cloudeye.ingest.reading.choice import Choice
from cloudeye.ingest.refusal_file import write_refused, write_refused_of_batch
from cloudeye.ingest.shelf import Shelf
from cloudeye.ingest.undo import undo
from cloudeye.store import Store
from tests.ingest.files import column, csv_file

HEADER = ["诉求编号", "诉求类型", "提交时间", "内部备注"]
GOOD = ["T-1", "投诉", "2026-10-08 10:00", "无"]
BAD = ["T-2", "抱怨", "2026/13/01", "+86 028，待核"]
NOW = datetime(2026, 11, 21, 9)
REASONS = (
    "第 3 行「提交时间」是「2026/13/01」，不是有效日期。",
    "第 3 行「诉求类型」是「抱怨」",
)


def refused(store: Store, path: Path, target: Path, name: str = "诉求.csv") -> str:
    with preview(store, path, "complaints", Instructions(name=name), now=NOW) as previewed:
        return write_refused(previewed, target)


def rows_of(path: Path) -> list[list[str]]:
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.reader(lines))


def cells_of(path: Path) -> list[list[object]]:
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_a_refused_row_is_as_it_was_sent_with_its_reasons(catalogued: Store, tmp_path: Path) -> None:
    target = tmp_path / "out"
    assert refused(catalogued, csv_file(tmp_path, HEADER, GOOD, BAD), target) == "诉求-未通过.csv"
    header, row = rows_of(target)
    assert header == [*HEADER, "错误原因"]
    assert row[:-1] == BAD
    assert all(reason in row[-1] for reason in REASONS)


def test_a_formula_comes_back_as_it_was_sent(catalogued: Store, tmp_path: Path) -> None:
    path = csv_file(tmp_path, HEADER, ["T-2", "投诉", "2026-10-08", "=cmd|'/c calc'!A1"])
    refused(catalogued, path, tmp_path / "out")
    _, row = rows_of(tmp_path / "out")
    assert row[3] == "=cmd|'/c calc'!A1" and "公式" in row[4]


def test_mended_it_goes_in(catalogued: Store, tmp_path: Path) -> None:
    target, mended = tmp_path / "out", tmp_path / "mended.csv"
    refused(catalogued, csv_file(tmp_path, HEADER, GOOD, BAD), target)
    text = target.read_text(encoding="utf-8").replace("T-2,抱怨,2026/13/01", "T-2,投诉,2026-10-09")
    mended.write_text(text, encoding="utf-8")
    with preview(catalogued, mended, "complaints", now=NOW) as previewed:
        assert (previewed.report.new, previewed.report.refused) == (1, 0)
        previewed.load()
    assert column(catalogued, "complaint", "complaint_id", "1") == ["T-2"]


def test_lines_that_are_no_record_come_too(catalogued: Store, tmp_path: Path) -> None:
    path, target = tmp_path / "a.csv", tmp_path / "out"
    path.write_text(
        "诉求编号;诉求类型;提交时间\nT-1;投诉;2026-10-08\nT-2;投诉;2026-10-08;多一格\nT-3;投诉\n"
        'T-4;投诉;"2026-10-08\nT-5;投诉;2026-10-08\nT-6;"两\n行";2026-10-08\n',
        encoding="utf-8",
    )
    refused(catalogued, path, target)
    rows = {row[0]: row for row in rows_of(target)}
    assert list(rows) == ["诉求编号", "T-2", "T-3", "T-4", "T-6"]
    assert rows["T-2"][:4] == ["T-2", "投诉", "2026-10-08", "多一格"] and "有 4 个字段，表头有 3 个" in rows["T-2"][-1]
    assert rows["T-3"][:3] == ["T-3", "投诉", ""] and "有 2 个字段" in rows["T-3"][-1]
    assert rows["T-4"][:3] == ["T-4", "投诉", "2026-10-08"] and "引号没有成对" in rows["T-4"][-1]
    assert rows["T-6"][:3] == ["T-6", "两\n行", "2026-10-08"]


def test_a_workbook_comes_back_as_a_workbook_of_texts(catalogued: Store, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["热线工单"], HEADER, GOOD, ["T-2", "抱怨", datetime(2026, 10, 8, 9, 5)], ["T-3"]):
        sheet.append(row)
    sheet["D5"] = "=1+1"
    sheet["D5"].data_type = "s"
    book.save(tmp_path / "a.xlsx")
    target = tmp_path / "out.xlsx"
    assert refused(catalogued, tmp_path / "a.xlsx", target, "10月下旬.xlsx") == "10月下旬-未通过.xlsx"
    header, row, formula = cells_of(target)
    assert header == [*HEADER, "错误原因"]
    assert row[:3] == ["T-2", "抱怨", "2026-10-08 09:05:00"]
    assert (formula[0], formula[3]) == ("T-3", "=1+1") and "公式" in str(formula[4])
    assert openpyxl.load_workbook(target).active["D3"].data_type == "s"
    assert "第 4 行「诉求类型」是「抱怨」" in str(row[-1])


def test_without_refused_rows_there_is_no_file(catalogued: Store, tmp_path: Path) -> None:
    with pytest.raises(IngestError, match="没有未通过的行，不需要下载。"):
        refused(catalogued, csv_file(tmp_path, HEADER, GOOD), tmp_path / "out")
    assert not (tmp_path / "out").exists()


def loaded(store: Store, path: Path, instructions: Instructions) -> str:
    Shelf(store.path).keep_copy(path)
    with preview(store, path, "complaints", instructions, now=NOW) as previewed:
        batch = previewed.load().batch_id
    assert batch is not None
    return batch


def test_a_batch_gives_them_from_its_original(catalogued: Store, tmp_path: Path) -> None:
    text = "\n".join(",".join(row) for row in (HEADER, GOOD, BAD))
    path, target = tmp_path / "a.csv", tmp_path / "out"
    path.write_text(text, encoding="gb18030")
    batch = loaded(catalogued, path, Instructions(name="十月.csv"))
    path.unlink()
    assert write_refused_of_batch(catalogued, batch, target) == "十月-未通过.csv"
    _, row = rows_of(target)
    assert row[:-1] == BAD and all(reason in row[-1] for reason in REASONS)


def test_a_batch_knows_its_sheet(catalogued: Store, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["目录", "页"])
    sheet = book.create_sheet("工单")
    for row in (HEADER, GOOD, BAD):
        sheet.append(row)
    book.save(tmp_path / "a.xlsx")
    batch = loaded(catalogued, tmp_path / "a.xlsx", Instructions(Choice(sheet="工单"), name="a.xlsx"))
    target = tmp_path / "out.xlsx"
    assert write_refused_of_batch(catalogued, batch, target) == "a-未通过.xlsx"
    assert cells_of(target)[1][:2] == ["T-2", "抱怨"]


def test_a_batch_is_read_as_the_person_said(catalogued: Store, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for number, sheet in enumerate((book.active, book.create_sheet("十一月")), start=1):
        for row in (HEADER, [f"T-{number}", *BAD[1:3], None]):
            sheet.append(row)
    book.save(tmp_path / "a.xlsx")
    instructions = Instructions(Choice(sheet="十一月"), by="li.na", name="a.xlsx")
    batch = loaded(catalogued, tmp_path / "a.xlsx", instructions)
    upload = {"upload_id": "U1", "dataset": "complaints", "file_name": "a.xlsx", "file_hash": "", "bytes": 1, "account": "li.na"}
    upload |= {"instructions": instructions.as_json(), "received_at": NOW, "state": "loaded", "batch_id": batch}
    with catalogued.writing() as writer:
        writer.insert("upload", [upload])
    write_refused_of_batch(catalogued, batch, tmp_path / "out.xlsx")
    assert [row[0] for row in cells_of(tmp_path / "out.xlsx")] == ["诉求编号", "T-2"]


def test_many_refused_rows_come_page_by_page(catalogued: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(refusal_file, "PAGE", 2)
    rows = [[f"T-{number}", "投诉" if number == 3 else "抱怨", "2026-10-08", None] for number in range(8)]
    batch = loaded(catalogued, csv_file(tmp_path, HEADER, *rows), Instructions())
    write_refused_of_batch(catalogued, batch, tmp_path / "out")
    assert [row[0] for row in rows_of(tmp_path / "out")[1:]] == [f"T-{number}" for number in range(8) if number != 3]


def test_what_a_batch_cannot_give(catalogued: Store, tmp_path: Path) -> None:
    target = tmp_path / "out"
    with pytest.raises(IngestError, match="没有编号为「nothing」的批次"):
        write_refused_of_batch(catalogued, "nothing", target)
    good = loaded(catalogued, csv_file(tmp_path, HEADER, GOOD), Instructions())
    with pytest.raises(IngestError, match="没有未通过的行，不需要下载"):
        write_refused_of_batch(catalogued, good, target)
    bad = loaded(catalogued, csv_file(tmp_path, HEADER, BAD), Instructions())
    shelf = Shelf(catalogued.path)
    shelf.path(column(catalogued, "import_batch", "file_hash", "loaded_at, refused_rows")[-1]).unlink()
    with pytest.raises(IngestError, match="原文件已不在存放处"):
        write_refused_of_batch(catalogued, bad, target)
    undo(catalogued, bad, "li.na", "报送单位发错了", NOW)
    with pytest.raises(IngestError, match="没有未通过的行，或批次已经撤销"):
        write_refused_of_batch(catalogued, bad, target)
