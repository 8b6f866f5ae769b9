"""Commands in the trail, and the commands that read it."""

import json
import pwd
import shutil
from argparse import Namespace
from datetime import date, timedelta
from os import getuid
from pathlib import Path
from typing import Any

import pytest

from cloudeye import clock
from cloudeye.access.keys import key_file
from cloudeye.access.trail.book import Trail
from cloudeye.cli import main
from cloudeye.cli.commands import COMMANDS
from cloudeye.cli.recording import RECORDED, operator
from cloudeye.paths import CATALOG
from cloudeye.store import Store, backup
from cloudeye.store.backup_trail import copy_trail
from tests.access.trails import LI, lines_of, write_trail
from tests.ingest.files import csv_file

ME = f"命令行:{pwd.getpwuid(getuid()).pw_name}"
HEADER = ["诉求编号", "诉求类型", "提交时间"]


@pytest.fixture
def database(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A district of the product's catalogue, made by the command."""
    path = tmp_path / "district.duckdb"
    assert main(["init", "--catalog", str(CATALOG), "--database", str(path)]) == 0
    capsys.readouterr()
    return path


def told(database: Path) -> list[tuple[str, str, str]]:
    """(action, subject, result) of every entry but those of ``init``."""
    entries = [(entry["action"], entry["subject"], entry["result"]) for entry in lines_of(database.with_suffix(".audit"))]
    return [entry for entry in entries if entry[0] != "catalogue.load"]


def answer(capsys: pytest.CaptureFixture[str], *arguments: object, code: int = 0) -> Any:
    assert main(["--json", *map(str, arguments)]) == code
    return json.loads(capsys.readouterr().out)


def test_a_command_is_recorded_before_it_begins_and_after_it_ends(database: Path) -> None:
    first, second = lines_of(database.with_suffix(".audit"))
    for entry, result in ((first, "开始"), (second, "成功")):
        assert (entry["actor"], entry["role"], entry["address"], entry["action"], entry["subject"], entry["result"]) == (
            ME, "operator", "", "catalogue.load", str(CATALOG), result
        )  # fmt: skip
    assert Trail(database).verify().is_whole


def test_the_operator_is_whom_the_system_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("USER", "LOGNAME", "SUDO_USER"):
        monkeypatch.setenv(name, "somebody-else")
    assert operator().login == ME


def test_every_command_that_changes_something(database: Path, tmp_path: Path) -> None:
    at = ["--database", str(database)]
    file = csv_file(tmp_path, HEADER, ["T-1", "抱怨", "2026-10-08"])
    assert main(["import", str(file), "--dataset", "complaints", *at]) == 1
    assert main(["publish", "--month", "2026-10", *at]) == 1
    assert main(["backup", str(tmp_path / "copy.duckdb"), *at]) == 0
    assert main(["restore", str(tmp_path / "copy.duckdb"), *at]) == 0
    assert main(["init", "--catalog", str(tmp_path / "none"), *at]) == 1
    copy = str(tmp_path / "copy.duckdb")
    assert told(database) == [
        ("import.load", file.name, "开始"), ("import.load", file.name, "失败"),
        ("ranking.publish", "2026-10", "开始"), ("ranking.publish", "2026-10", "失败"),
        ("database.backup", copy, "开始"), ("database.backup", copy, "成功"),
        ("database.restore", copy, "开始"), ("database.restore", copy, "成功"),
    ]  # fmt: skip
    with Store(database) as store:
        assert Trail(database).verify(store).is_whole


def test_an_import_says_what_came_of_it_and_nothing_of_what_was_in_it(database: Path, tmp_path: Path) -> None:
    file = csv_file(tmp_path, HEADER, ["T-1", "内容不得入日志", "2026-10-08"])
    main(["import", str(file), "--dataset", "complaints", "--database", str(database)])
    detail = lines_of(database.with_suffix(".audit"))[-1]["detail"]
    assert detail.keys() == {"batch", "changed", "dataset", "new", "refused"}
    assert (detail["dataset"], detail["new"], detail["changed"], detail["refused"]) == ("complaints", 0, 0, 1)
    assert "内容不得入日志" not in (database.with_suffix(".audit") / f"{clock.now():%Y-%m}.jsonl").read_text(encoding="utf-8")


def test_commands_that_only_look_are_not_recorded(database: Path, tmp_path: Path) -> None:
    at = ["--database", str(database)]
    file = csv_file(tmp_path, HEADER, ["T-1", "抱怨", "2026-10-08"])
    main(["verify", *at])
    main(["import", str(file), "--dataset", "complaints", "--dry-run", *at])
    main(["backup", "--status", *at])
    main(["audit", "list", *at])
    assert told(database) == []


def test_what_cannot_be_recorded_is_not_done(database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = database.with_suffix(".audit")
    folder.rename(tmp_path / "elsewhere")
    folder.write_text("in the way", encoding="ascii")
    fresh = tmp_path / "new" / "district.duckdb"
    fresh.parent.mkdir()
    fresh.with_suffix(".audit").write_text("in the way", encoding="ascii")
    commands = [
        ["backup", tmp_path / "copy.duckdb", "--database", database],
        ["demo", "--records", 1000, "--database", fresh],
        ["init", "--catalog", CATALOG, "--database", fresh],
        ["publish", "--month", "2026-10", "--database", database],
        ["rank", "--month", "2026-10", "--database", database],
        ["import", csv_file(tmp_path, HEADER), "--dataset", "complaints", "--database", database],
        ["import", "undo", "B-1", "--reason", "报送单位发错了文件", "--database", database],
        ["restore", database, "--database", fresh],
    ]
    two = {f"{command[0]} {command[1]}" for command in commands} & RECORDED.keys()
    assert {command[0] for command in commands} | two == RECORDED.keys()
    for command in commands:
        assert "没有记录的操作一律不执行" in answer(capsys, *command, code=1)["error"], command
    assert not (tmp_path / "copy.duckdb").exists() and not fresh.exists()


def test_a_command_whose_result_cannot_be_recorded_says_so(
    database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def publish_and_lose_the_trail(chosen: Namespace) -> int:
        database.with_suffix(".audit").rename(tmp_path / "elsewhere")
        database.with_suffix(".audit").touch()
        return 0

    monkeypatch.setitem(COMMANDS, "publish", publish_and_lose_the_trail)
    assert main(["publish", "--month", "2026-10", "--database", str(database)]) == 1
    assert capsys.readouterr().err.startswith("命令已经执行完毕，但结果没有记入审计日志。")


def test_a_lost_trail_comes_back_with_a_restore_and_goes_on(database: Path, tmp_path: Path) -> None:
    """A new machine: nothing but the scheduled backup, the pieces of the trail beside it, and the key from its safe."""
    safe = tmp_path / "safe"
    safe.mkdir()
    with Store(database) as store:
        backup(store, safe / "district.scheduled-20261121.duckdb")
    copy_trail(database.with_suffix(".audit"), safe / "district.audit")
    new = tmp_path / "new" / "district.duckdb"
    words = ["restore", str(safe / "district.scheduled-20261121.duckdb"), "--database", str(new)]
    new.parent.mkdir()
    shutil.copy2(key_file(database), key_file(new))
    assert main(words) == 0
    assert [(entry["action"], entry["result"]) for entry in lines_of(new.with_suffix(".audit"))] == [
        ("catalogue.load", "开始"), ("catalogue.load", "成功"), ("database.restore", "成功")
    ]  # fmt: skip
    assert Trail(new).verify().is_whole


def test_a_restore_without_the_key_of_the_trail_says_so(
    database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """No new key is made beside a trail that came back and needs the old one."""
    safe, new = tmp_path / "safe", tmp_path / "new" / "district.duckdb"
    safe.mkdir()
    with Store(database) as store:
        backup(store, safe / "district.scheduled-20261121.duckdb")
    copy_trail(database.with_suffix(".audit"), safe / "district.audit")
    assert main(["restore", str(safe / "district.scheduled-20261121.duckdb"), "--database", str(new)]) == 1
    assert "没有密钥文件" in capsys.readouterr().err
    assert not new.exists() and not key_file(new).exists()


def test_a_mistyped_path_leaves_no_trail(tmp_path: Path) -> None:
    assert main(["rank", "--month", "2026-10", "--database", str(tmp_path / "typo.duckdb")]) == 1
    assert main(["audit", "verify", "--database", str(tmp_path / "typo.duckdb")]) == 1
    assert main(["audit", "list", "--database", str(tmp_path / "typo.duckdb")]) == 1
    assert list(tmp_path.iterdir()) == []


def test_verify(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Store(database) as store:
        Trail(database).note_end(store)
    found = answer(capsys, "audit", "verify", "--database", database)
    assert found == {"ok": True, "entries": 2, "archived": 0, "anchors": 1, "faults": []}
    assert main(["audit", "verify", "--database", str(database)]) == 0
    assert capsys.readouterr().out == "审计日志完整：真实有效的共 3 条。\n已与数据库中记下的 1 处结尾核对。\n"
    path = next(database.with_suffix(".audit").glob("*.jsonl"))
    path.write_bytes(path.read_bytes().replace(b"operator", b"operatox", 1))
    found = answer(capsys, "audit", "verify", "--database", database, code=1)
    assert found["faults"] == [{"file": path.name, "line": 1, "what": "内容与校验值不符，被改动过"}]
    assert main(["audit", "verify", "--database", str(database)]) == 1
    assert "审计日志有问题：真实有效的共 4 条。" in capsys.readouterr().out
    assert [result for action, _, result in told(database) if action == "trail.verify"] == ["成功", "成功", "失败", "失败"]


def test_verify_tells_what_is_wrong_also_with_a_trail_that_takes_no_more_entries(
    database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key_file(database).write_text("ab" * 32, encoding="ascii")
    found = answer(capsys, "audit", "verify", "--database", database, code=1)
    assert found["faults"][0]["what"].startswith("没有一条与密钥相符")


def test_verify_while_the_server_holds_the_database(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Store(database):
        assert answer(capsys, "audit", "verify", "--database", database)["anchors"] is None
        assert main(["audit", "verify", "--database", str(database)]) == 0
    assert "没有与数据库核对，结尾是否被截去未能查明" in capsys.readouterr().out


def test_list(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Trail(database).record(LI, "complaint.view", "C-1", page="诉求详情")
    today = f"{clock.now():%Y-%m-%d}"
    found = answer(capsys, "audit", "list", "--actor", "li", "--since", today, "--until", today, "--database", database)
    assert (found["total"], found["page"]) == (1, 1)
    assert (found["entries"][0]["subject"], found["entries"][0]["label"]) == ("C-1", "查看诉求")
    yesterday = f"{clock.now() - timedelta(days=1):%Y-%m-%d}"
    assert answer(capsys, "audit", "list", "--until", yesterday, "--database", database)["entries"] == []
    second = answer(capsys, "audit", "list", "--size", 2, "--page", 2, "--database", database)
    assert ([entry["number"] for entry in second["entries"]], second["total"]) == ([1], 3)
    assert main(["audit", "list", "--text", "诉求详情", "--database", str(database)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "查看诉求" in lines[1] and "page=诉求详情" in lines[1] and lines[-1] == "共 1 条，这是第 1 页。"
    assert main(["audit", "list", "--action", "session.open", "--database", str(database)]) == 0
    assert "没有符合条件的记录。" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["audit"], "缺少参数 操作。"),
        (["audit", "verfy"], "没有名为「verfy」的命令。您是不是想写「verify」？"),
        (["audit", "list", "--action", "nothing"], "参数 --action 不能是「nothing」。"),
        (["audit", "archive", "--to", "x"], "缺少参数 --before。"),
    ],
)
def test_wrong_words(words: list[str], sentence: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 2
    assert capsys.readouterr().err.startswith(sentence)


def test_archive(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    database = tmp_path / "district.duckdb"
    this_month = clock.now().replace(day=1, hour=0, minute=0, second=0)
    write_trail(database, 40, apart=timedelta(days=10), start=this_month - timedelta(days=400))
    words = ["audit", "archive", "--to", tmp_path / "old", "--database", database]
    refused = answer(capsys, *words, "--before", f"{this_month:%Y-%m}", code=1)["error"]
    assert "至少保留 6 个月" in refused
    long_ago = date.fromisoformat(f"{this_month - timedelta(days=300):%Y-%m}-01")
    moved = answer(capsys, *words, "--before", f"{long_ago:%Y-%m}")["files"]
    assert moved and sorted(moved) == [str(path) for path in sorted((tmp_path / "old").iterdir())]
    found = answer(capsys, "audit", "verify", "--database", database)
    assert found["archived"] > 0 and found["faults"] == []
    whole = answer(capsys, "audit", "verify", "--archive", tmp_path / "old", "--database", database)
    assert whole["archived"] == 0 and whole["entries"] == found["archived"] + found["entries"] + 1
    assert answer(capsys, *words, "--before", f"{long_ago:%Y-%m}")["files"] == []
