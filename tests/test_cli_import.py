"""``import`` with a sender and instructions, ``import list`` and ``import undo``, as a person or a script uses them."""

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from cloudeye.access.trail.book import Trail
from cloudeye.access.trail.listing import Filter
from cloudeye.cli import main
from cloudeye.ingest.shelf import Shelf
from cloudeye.paths import CATALOG
from cloudeye.store import Store
from tests.ingest.files import column, count, csv_file

HEADER = ["诉求编号", "诉求类型", "提交时间"]
GOOD = ["T-1", "投诉", "2026-10-08 10:00"]
WHY = "报送单位发错了"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("cli") / "district.duckdb"
    assert main(["init", "--catalog", str(CATALOG), "--database", str(path)]) == 0
    return path


@pytest.fixture
def database(made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A district of the product's catalogue, without records."""
    path = tmp_path / "district.duckdb"
    path.write_bytes(made.read_bytes())
    capsys.readouterr()
    return path


def answer(capsys: pytest.CaptureFixture[str], database: Path, *words: object, code: int = 0) -> Any:
    """What a command answers with --json."""
    assert main(["--json", "--database", str(database), *map(str, words)]) == code
    return json.loads(capsys.readouterr().out)


def said(capsys: pytest.CaptureFixture[str], database: Path, *words: object, code: int = 0) -> str:
    """What a command prints, or its one sentence when it fails."""
    assert main([*map(str, words), "--database", str(database)]) == code
    printed = capsys.readouterr()
    return printed.err if code else printed.out


def test_who_sent_it_is_in_the_ledger(database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = csv_file(tmp_path, HEADER, GOOD)
    told = answer(capsys, database, "import", path, "--dataset", "complaints", "--sender", "税务部门")
    (row,) = answer(capsys, database, "import", "list")["batches"]
    assert (row["batch_id"], row["sender"], row["sender_name"]) == (told["batch_id"], "taxation", "税务部门")
    assert row["loaded_by"].startswith("命令行:") and row["file_name"] == "file.csv" and "total" not in row
    assert Shelf(database).path(row["file_hash"]).read_bytes() == path.read_bytes()


def test_an_unknown_sender(database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = csv_file(tmp_path, HEADER, GOOD)
    told = answer(capsys, database, "import", path, "--dataset", "complaints", "--sender", "税务布门", code=1)
    assert told["error"] == (
        "目录里没有名为「税务布门」的报送单位。您是不是想写「税务部门」？请用部门的编号、名称或简称；没有写入任何数据。"
    )


def test_a_mapping_given_for_a_sender_is_remembered(database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mapping = tmp_path / "mapping.json"
    columns = {"complaint_id": "流水", "kind": "类别", "submitted_at": "登记"}
    mapping.write_text(json.dumps({"columns": columns}), encoding="utf-8")
    first = csv_file(tmp_path, ["流水", "类别", "登记"], GOOD, name="a.csv")
    second = csv_file(tmp_path, ["流水", "类别", "登记"], ["T-2", *GOOD[1:]], name="b.csv")
    words = ["--dataset", "complaints", "--sender", "taxation"]
    assert "文件缺少必需的列" in answer(capsys, database, "import", second, *words, code=1)["error"]
    answer(capsys, database, "import", first, *words, "--mapping", mapping)
    assert answer(capsys, database, "import", second, *words)["new"] == 1
    assert "文件缺少必需的列" in answer(capsys, database, "import", second, *words[:2], code=1)["error"]


def test_the_encoding_can_be_said(database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"{','.join([*HEADER, '标题'])}\n{','.join([*GOOD, '税'])}\n", encoding="gb18030")
    words = ["import", path, "--dataset", "complaints", "--encoding"]
    assert "UTF-8" in answer(capsys, database, *words, "UTF-8", code=1)["error"]
    assert answer(capsys, database, *words, "GB18030")["new"] == 1
    told = answer(capsys, database, *words, "latin1", code=2)["error"]
    assert told == "参数 --encoding 不能是「latin1」。请运行 python -m cloudeye import --help 查看用法。"


def test_the_sheet_can_be_said(database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for number in (1, 2):
        for row in (HEADER, [f"T-{number}", *GOOD[1:]]):
            sheet.append(row)
        sheet = book.create_sheet("十一月")
    book.save(tmp_path / "a.xlsx")
    answer(capsys, database, "import", tmp_path / "a.xlsx", "--dataset", "complaints", "--sheet", "十一月")
    with Store(database) as store:
        assert column(store, "complaint", "complaint_id", "1") == ["T-2"]


def test_a_preview_and_a_file_without_news_leave_no_original(
    database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = csv_file(tmp_path, HEADER, GOOD)
    words = ["import", path, "--dataset", "complaints"]
    answer(capsys, database, *words, "--dry-run")
    assert not [file for file in Shelf(database).folder.rglob("*") if file.is_file()]
    answer(capsys, database, *words)
    same = csv_file(tmp_path, [*HEADER, "备注"], [*GOOD, None], name="same.csv")
    assert answer(capsys, database, "import", same, *words[2:])["batch_id"] is None
    assert len([file for file in Shelf(database).folder.rglob("*") if file.is_file()]) == 1


def test_undo(database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = csv_file(tmp_path, HEADER, GOOD)
    batch = answer(capsys, database, "import", path, "--dataset", "complaints")["batch_id"]
    told = answer(capsys, database, "import", "undo", batch, "--reason", WHY)
    assert told == {"ok": True, "batch_id": batch, "removed": 1, "restored": 0, "waiting": 0}
    with Store(database) as store:
        assert count(store, "complaint") == 0
    (row,) = answer(capsys, database, "import", "list")["batches"]
    assert (row["undo_reason"], row["undone_by"]) == (WHY, row["loaded_by"])
    again = answer(capsys, database, "import", "undo", batch, "--reason", WHY, code=1)
    assert again["error"].startswith(f"批次 {batch} 不能撤销：这个批次已于 ")


def test_undo_in_words(database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = csv_file(tmp_path, HEADER, GOOD)
    batch = answer(capsys, database, "import", path, "--dataset", "complaints")["batch_id"]
    assert "请写明撤销的原因" in said(capsys, database, "import", "undo", batch, "--reason", "错", code=1)
    assert said(capsys, database, "import", "undo", batch, "--reason", WHY) == (
        f"已撤销批次 {batch}：移除 1 行，恢复原值 0 行；相关月份的草案已重算。\n"
    )
    assert "不能撤销：没有编号为「X」的批次" in said(capsys, database, "import", "undo", "X", "--reason", WHY, code=1)


def test_an_undo_is_in_the_trail(database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    batch = answer(capsys, database, "import", csv_file(tmp_path, HEADER, GOOD), "--dataset", "complaints")["batch_id"]
    answer(capsys, database, "import", "undo", batch, "--reason", WHY)
    answer(capsys, database, "import", "undo", batch, "--reason", WHY, code=1)
    entries = Trail(database).entries(Filter(action="import.undo")).entries
    assert [entry["result"] for entry in entries] == ["失败", "开始", "成功", "开始"]
    assert {entry["subject"] for entry in entries} == {batch}
    assert entries[2]["detail"] == {"reason": WHY, "removed": 1, "restored": 0}


def test_list_in_words(database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, database, "import", "list").split() == [
        "批次", "数据集", "文件", "报送单位", "入库人", "入库时间", "新增", "变更", "未通过", "待更正", "撤销",
    ]  # fmt: skip
    for number in (1, 2, 3):
        path = csv_file(tmp_path, HEADER, [f"T-{number}", *GOOD[1:]], name=f"{number}.csv")
        batch = answer(capsys, database, "import", path, "--dataset", "complaints")["batch_id"]
    answer(capsys, database, "import", "undo", batch, "--reason", WHY)
    lines = said(capsys, database, "import", "list", "--size", "2").splitlines()
    assert len(lines) == 4 and lines[-1] == "共 3 个批次，本页 2 个；用 --page 翻页。"
    assert f"：{WHY}" in lines[1] and "企业诉求" in lines[1] and lines[2].endswith("—")
    assert len(said(capsys, database, "import", "list", "--size", "2", "--page", "2").splitlines()) == 3
    assert len(said(capsys, database, "import", "list", "--dataset", "callbacks").splitlines()) == 1
    assert "没有名为「x」的数据集" in said(capsys, database, "import", "list", "--dataset", "x", code=1)


def test_a_file_called_undo_is_imported_by_its_path(database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = csv_file(tmp_path, HEADER, GOOD, name="undo")
    assert answer(capsys, database, "import", path, "--dataset", "complaints")["new"] == 1
    told = answer(capsys, database, "import", "undo", "--dataset", "complaints", code=2)["error"]
    assert told.startswith("缺少参数 --reason。")
