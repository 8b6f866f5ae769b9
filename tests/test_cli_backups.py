"""The commands ``backup`` and ``restore`` beyond a plain copy: keys, rehearsals, the standing of the schedule, the trail."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from cloudeye import clock
from cloudeye.access.keys import key_file
from cloudeye.access.trail.book import Actor, Trail
from cloudeye.cli import main
from cloudeye.store import Store, restore
from cloudeye.store.backup_plan import BackupPlan
from cloudeye.store.backup_schedule import BackupSchedule
from tests.store.districts import holding, names, write
from tests.store.sealing import pair


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("FOLDER", "AT", "DAILY", "WEEKLY", "RECIPIENT"):
        monkeypatch.delenv(f"CLOUDEYE_BACKUP_{name}", raising=False)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    with holding(tmp_path / "district.duckdb", "甲"):
        pass
    return tmp_path / "district.duckdb"


def scheduled(database: Path, recipient: str | None = None) -> Path:
    """One scheduled backup of now."""
    with Store(database) as store:
        copy = BackupSchedule(store, BackupPlan("district", database.parent / "backups", recipient=recipient)).look()
    assert copy is not None
    return copy


def answer(capsys: pytest.CaptureFixture[str], *words: object, code: int = 0) -> Any:
    assert main(["--json", *map(str, words)]) == code
    return json.loads(capsys.readouterr().out)


def test_keys_copy_rehearsal_restore(database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    key, copy = tmp_path / "private.txt", tmp_path / "copy.age"
    recipient = answer(capsys, "backup", "--keygen", key)["recipient"]
    assert answer(capsys, "backup", copy, "--recipient", recipient, "--database", database)["ok"] is True
    told = answer(capsys, "backup", "--rehearse", copy, "--identity", key, "--database", database)
    assert {table["name"]: table["rows"] for table in told["tables"]}["district"] == 1
    with Store(database) as store:
        write(store, "乙")
    assert main(["restore", str(copy), "--identity", str(key), "--database", str(database)]) == 0
    assert "所有登录会话已结束" in capsys.readouterr().out
    with Store(database) as store:
        assert names(store) == ["甲"]


def test_the_recipient_of_the_environment_is_used(
    database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    recipient, key = pair(tmp_path)
    monkeypatch.setenv("CLOUDEYE_BACKUP_RECIPIENT", recipient)
    answer(capsys, "backup", tmp_path / "copy.age", "--database", database)
    with Store(restore(tmp_path / "copy.age", tmp_path / "new.duckdb", identity=key)) as restored:
        assert names(restored) == ["甲"]


def test_the_words_of_a_rehearsal(database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["backup", "--rehearse", str(scheduled(database)), "--database", str(database)]) == 0
    last = capsys.readouterr().out.splitlines()[-1]
    assert last.startswith("恢复演练通过：") and last.endswith("全部读出。正在使用的数据库没有改动。")


def test_the_standing(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("backup", "--status", "--database", database)
    assert answer(capsys, *words, code=1) == {"ok": False, "fault": "最近一天没有定时备份。", "failed_at": None, "copies": []}
    copy = scheduled(database)
    told = answer(capsys, *words)
    assert (told["ok"], [found["file"] for found in told["copies"]]) == (True, [str(copy)])
    assert main([*map(str, words)]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "定时备份正常。"
    plan = BackupPlan("district", copy.parent)
    copy.rename(plan.path(clock.now() - timedelta(hours=27)))
    assert answer(capsys, *words, code=1)["fault"] == "最近一天没有定时备份。"


def test_the_standing_tells_of_a_failure(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (database.parent / "backups").write_text("not a folder")
    with Store(database) as store:
        assert BackupSchedule(store, BackupPlan("district", database.parent / "backups")).look() is None
    (database.parent / "backups").unlink()
    told = answer(capsys, "backup", "--status", "--database", database, code=1)
    assert told["fault"].startswith("定时备份没有完成，稍后重试：") and told["failed_at"]


def test_the_standing_of_backups_that_are_off(
    database: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLOUDEYE_BACKUP_FOLDER", "off")
    assert "定时备份已关闭" in answer(capsys, "backup", "--status", "--database", database, code=1)["error"]


def test_the_server_does_not_start_with_a_wrong_setting(
    database: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLOUDEYE_BACKUP_RECIPIENT", "age1wrong")
    assert "不是 age1 开头的公钥" in answer(capsys, "serve", "--database", database, code=1)["error"]


@pytest.mark.parametrize("words", [[], ["one", "--status"], ["--keygen", "k", "--rehearse", "f"]])
def test_one_thing_at_a_time(database: Path, capsys: pytest.CaptureFixture[str], words: list[str]) -> None:
    told = answer(capsys, "backup", *words, "--database", database, code=2)
    assert "只写一个" in told["error"]
    assert not (database.parent / "one").exists()


@pytest.mark.parametrize("sealed", [False, True], ids=["plain", "enciphered"])
def test_where_the_trail_is_lost_too_it_comes_back(
    database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], sealed: bool
) -> None:
    recipient, identity = pair(tmp_path) if sealed else (None, None)
    Trail(database).record(Actor("甲", "liaison", ""), "session.open")
    copy = scheduled(database, recipient)
    words = ["restore", copy, *(["--identity", identity] if identity else [])]
    new = tmp_path / "new machine" / "cloudeye.duckdb"
    assert "请先放回另行保管的密钥文件" in answer(capsys, *words, "--database", new, code=1)["error"]
    assert not new.parent.exists()
    new.parent.mkdir()
    key_file(new).write_bytes(key_file(database).read_bytes())
    key_file(new).chmod(0o600)
    answer(capsys, *words, "--database", new)
    entries = Trail(new).verify()
    assert (entries.entries, entries.faults) == (2, ())  # and the restore itself
    with Store(new) as restored:
        assert names(restored) == ["甲"]


def test_a_trail_that_is_there_goes_on(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Trail(database).record(Actor("甲", "liaison", ""), "session.open")
    copy = scheduled(database)
    Trail(database).record(Actor("甲", "liaison", ""), "session.close")
    answer(capsys, "restore", copy, "--database", database)
    found = Trail(database).verify()
    assert (found.entries, found.faults) == (4, ())  # the restore has one before and one after
