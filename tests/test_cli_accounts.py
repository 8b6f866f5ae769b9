"""The commands about accounts and hall screens."""

import json
from pathlib import Path
from typing import Any

import pytest

from cloudeye.access.desk import Access
from cloudeye.access.trail.book import Trail
from cloudeye.cli import main
from cloudeye.paths import CATALOG
from cloudeye.store import Store


@pytest.fixture
def database(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A district of the product's catalogue."""
    path = tmp_path / "district.duckdb"
    assert main(["init", "--catalog", str(CATALOG), "--database", str(path)]) == 0
    capsys.readouterr()
    return path


def run(capsys: pytest.CaptureFixture[str], database: Path, *words: str, code: int = 0) -> str:
    """What a command prints."""
    assert main([*words, "--database", str(database)]) == code
    printed = capsys.readouterr()
    return printed.err if code else printed.out


def told(capsys: pytest.CaptureFixture[str], database: Path, *words: str) -> Any:
    """What it answers with --json."""
    return json.loads(run(capsys, database, *words, "--json"))


def add(role: str = "system_administrator", login: str = "xitong") -> tuple[str, ...]:
    return ("account", "add", "--login", login, "--name", "张三", "--role", role)


def test_the_first_administrator(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = told(capsys, database, *add())
    assert (first["ok"], first["login"]) == (True, "xitong")
    with Store(database) as store:
        access = Access(store)
        assert access.accounts.sign_in("xitong", first["password"], address="", agent="")[1] == "password"
        access.close()
        entries = Trail(database).entries(limit=None).entries
    made = next(entry for entry in entries if entry["action"] == "account.create")
    assert made["actor"].startswith("命令行:")
    assert "已经有系统管理员" in run(capsys, database, *add(login="another"), code=1)
    assert "已建立安全管理员 anquan。" in run(capsys, database, *add("security_administrator", "anquan"))


def test_the_password_is_printed_once(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    printed = run(capsys, database, *add())
    password = next(line for line in printed.splitlines() if line.startswith("初始密码")).split()[1]
    assert "只显示这一次" in printed
    assert password not in run(capsys, database, "account", "list")
    assert password not in run(capsys, database, "audit", "list")


def test_only_administrators(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "参数 --role 不能是「leader」" in run(capsys, database, *add("leader"), code=2)


def test_list(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, database, *add())
    [row] = told(capsys, database, "account", "list")["accounts"]
    assert (row["login"], row["name"], row["role"], row["is_disabled"]) == ("xitong", "张三", "system_administrator", False)
    assert "password_hash" not in row
    assert "系统管理员" in run(capsys, database, "account", "list")


def test_reset(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = told(capsys, database, *add())["password"]
    second = told(capsys, database, "account", "reset", "--login", "xitong")["password"]
    assert first != second
    with Store(database) as store:
        access = Access(store)
        assert access.accounts.sign_in("xitong", second, address="", agent="")[1] == "password"
        access.close()
    assert "没有登录名为「nobody」的账号" in run(capsys, database, "account", "reset", "--login", "nobody", code=1)


def test_displays(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    key = told(capsys, database, "display", "add", "--name", "一楼大厅")["key"]
    with Store(database) as store:
        access = Access(store)
        assert access.displays.viewer(key, "").name == "一楼大厅"
        access.close()
    [row] = told(capsys, database, "display", "list")["displays"]
    assert (row["name"], row["revoked_at"]) == ("一楼大厅", None)
    assert "/display/" in run(capsys, database, "display", "add", "--name", "二楼")
    assert "已停用大屏「一楼大厅」" in run(capsys, database, "display", "revoke", "--name", "一楼大厅")
    assert "没有名为「一楼大厅」的大屏在用" in run(capsys, database, "display", "revoke", "--name", "一楼大厅", code=1)
    with Store(database) as store:
        access = Access(store)
        assert access.displays.viewer(key, "").is_anonymous
        access.close()


def test_without_a_database_none_is_made(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    missing = tmp_path / "missing.duckdb"
    assert "找不到数据库文件" in run(capsys, missing, "account", "list", code=1)
    assert list(tmp_path.glob("missing*")) == []
