"""The command line as a person or a script uses it: a process, its exit code, what it prints."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from cloudeye.cli import main
from cloudeye.paths import CATALOG, ROOT
from cloudeye.store import Store
from tests.ingest.files import CORPUS, csv_file

RANK_KEYS = [
    "department_id", "department", "group", "score", "low", "high", "rank", "rank_low", "rank_high", "band",
    "previous_rank", "perception", "completion", "coverage",
]  # fmt: skip


@pytest.fixture
def database(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A district of the product's catalogue, without records."""
    path = tmp_path / "district.duckdb"
    assert main(["init", "--catalog", str(CATALOG), "--database", str(path)]) == 0
    capsys.readouterr()
    return path


def answer(capsys: pytest.CaptureFixture[str], *arguments: object, code: int = 0) -> Any:
    """What a command answers with --json; its errors must be the same sentence on both streams."""
    assert main(["--json", *map(str, arguments)]) == code
    printed = capsys.readouterr()
    told = json.loads(printed.out)
    if isinstance(told, dict) and "error" in told:
        assert told == {"ok": False, "error": printed.err.strip()}
        assert "\n" not in printed.err.strip()
    return told


def refusal(capsys: pytest.CaptureFixture[str], *arguments: object, code: int = 1) -> str:
    """The one sentence of a command that fails."""
    return str(answer(capsys, *arguments, code=code)["error"])


def test_init_makes_an_empty_district(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "new" / "district.duckdb"
    told = answer(capsys, "init", "--catalog", CATALOG, "--name", "云州新区", "--database", path)
    assert told["catalogue"] == {
        "domains": 16, "indicators": 76, "points": 282, "tasks": {"city": 94, "district": 89, "fifteen_measures": 26}
    }  # fmt: skip
    assert (told["is_new"], told["changed"]) == (True, True)
    again = answer(capsys, "init", "--catalog", CATALOG, "--database", path)
    assert (again["is_new"], again["changed"]) == (False, False)
    with Store(path) as store:
        assert store.row("district_identity") == {"name": "云州新区", "is_demo": False, "seed": None, "as_of": None}


def test_init_with_a_wrong_catalogue_leaves_nothing_but_the_trail_of_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "district.duckdb"
    assert "找不到目录" in refusal(capsys, "init", "--catalog", tmp_path / "none", "--database", path)
    wrong = tmp_path / "wrong"
    wrong.mkdir()
    for file in CATALOG.glob("*.csv"):
        (wrong / file.name).write_bytes(file.read_bytes())
    text = (wrong / "indicators.csv").read_text(encoding="utf-8").replace(",approval,", ",nobody,")
    (wrong / "indicators.csv").write_text(text, encoding="utf-8")
    assert "nobody" in refusal(capsys, "init", "--catalog", wrong, "--database", path)
    assert sorted(tmp_path.iterdir()) == [tmp_path / "district.audit", tmp_path / "district.duckdb.key", wrong]


def test_verify(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = answer(capsys, "verify", "--database", database)
    assert list(told) == ["ok", "catalogue", "counters", "checks"]
    assert list(told["counters"]) == [
        "inspections", "supervisory_recommendations", "problems_rectified", "rules_established",
        "contact_points", "contact_point_problems_solved", "service_records",
    ]  # fmt: skip
    assert told["ok"] is True
    assert {key for check in told["checks"] for key in check} == {"name", "offending_rows"}


def test_verify_counts_the_last_full_year(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rectified = {
        "origin_kind": "inspection",
        "department_id": "taxation",
        "title": "甲",
        "opened_at": "2024-01-01",
        "due_at": "2024-02-01",
        "state": "closed",
    }
    with Store(database) as store, store.writing() as writer:
        writer.cursor.execute("UPDATE district SET as_of = TIMESTAMP '2026-06-30 10:00:00'")
        dates = ["2024-12-31 23:59:59", "2025-01-01", "2025-12-31 23:59:59", "2026-01-01", None]
        for number, day in enumerate(dates):
            rule = "规则" if number == 2 else None
            writer.insert("rectification", [{**rectified, "rectification_id": str(number), "rule_established": rule}])
            closed = {"rectification_id": str(number), "occurred_at": day, "to_state": "closed", "actor": "核验岗"}
            writer.insert("rectification_event", [closed] if day else [])
    assert answer(capsys, "verify", "--database", database)["counters"] | {} == {
        "inspections": 0, "supervisory_recommendations": 0, "problems_rectified": 2, "rules_established": 1,
        "contact_points": 0, "contact_point_problems_solved": 0, "service_records": 0,
    }  # fmt: skip


def test_verify_fails_on_offending_rows(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Store(database) as store, store.writing() as writer:
        writer.cursor.execute("INSERT INTO department SELECT * FROM department WHERE department_id = 'taxation'")
    told = answer(capsys, "verify", "--database", database, code=1)
    assert told["ok"] is False
    assert {check["name"]: check["offending_rows"] for check in told["checks"]}["department_duplicate"] > 0


def test_import(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["import", CORPUS / "complaints_ragged.csv", "--dataset", "complaints", "--database", database]
    preview = answer(capsys, *words, "--dry-run")
    assert list(preview) == ["batch_id", "new", "changed", "unchanged", "refused", "flagged", "waiting", "skipped", "errors"]
    assert (preview["batch_id"], preview["new"], preview["refused"]) == (None, 2, 3)
    assert list(preview["errors"][0]) == ["line", "column", "value", "message"]
    assert answer(capsys, *words)["batch_id"]
    assert answer(capsys, *words) | {"errors": []} == {
        "batch_id": None, "new": 0, "changed": 0, "unchanged": 2, "refused": 3, "flagged": 0, "waiting": 0, "skipped": 1,
        "errors": [],
    }  # fmt: skip


@pytest.mark.parametrize(("good", "code"), [(0, 1), (1, 0)], ids=["all refused", "some refused"])
def test_an_import_of_which_nothing_is_good_fails(
    database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], good: int, code: int
) -> None:
    rows = [["T-1", "抱怨", "2026-10-08"], *[["T-2", "投诉", "2026-10-08"]] * good]
    words = ["import", csv_file(tmp_path, ["诉求编号", "诉求类型", "提交时间"], *rows), "--dataset", "complaints"]
    for more in (["--dry-run"], [], []):  # the third time the good row is unchanged
        told = answer(capsys, *words, *more, "--database", database, code=code)
        assert (told["new"] + told["unchanged"], told["refused"]) == (good, 1)
    assert main([*map(str, words), "--database", str(database)]) == code
    assert "未通过 1" in capsys.readouterr().out


def test_faults_of_the_system_are_told_in_chinese(database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "：这是一个文件夹。" in refusal(capsys, "import", tmp_path, "--dataset", "complaints", "--database", database)
    assert "：已有同名的文件。" in refusal(capsys, "backup", database / "copy", "--database", database)


def test_import_in_words(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["import", str(CORPUS / "complaints_duplicate_key.csv"), "--dataset", "complaints", "--database", str(database)]
    assert main(words) == 0
    first, last = capsys.readouterr().out.splitlines()
    assert first == "第 4 行「诉求编号」是「T-1」，与第 2 行重复。请只保留一行；这一行没有写入。"
    assert last.startswith("已导入，批次 ") and last.endswith("：新增 2，变更 0，未变 0，未通过 1，需核对 0。")
    assert main(words) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "没有新内容，未写入：新增 0，变更 0，未变 2，未通过 1，需核对 0。"


def scored(database: Path, folder: Path) -> None:
    """A month of complaints, so that there is something to rank."""
    departments = ["税务部门"] * 6 + ["市场监管部门"] * 6
    rows = [
        [f"T-{number}", "投诉", "2026-09-01 10:00", "2026-09-01 11:00" if number else "", department]
        for number, department in enumerate(departments)
    ]
    path = csv_file(folder, ["诉求编号", "诉求类型", "提交时间", "首次联系时间", "承办部门"], *rows)
    assert main(["import", str(path), "--dataset", "complaints", "--database", str(database)]) == 0


def test_rank_publish_and_passport(database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    scored(database, tmp_path)
    capsys.readouterr()
    told = answer(capsys, "rank", "--month", "2026-09", "--database", database)
    assert list(told) == ["month", "rule_version", "rows"]
    assert (told["month"], told["rule_version"]) == ("2026-09", 1)
    assert all(list(row) == RANK_KEYS for row in told["rows"])
    scores = {row["department_id"]: row["score"] for row in told["rows"]}
    assert scores["taxation"] < scores["market_regulation"]
    assert answer(capsys, "rank", "--month", "2026-09", "--database", database) == told
    passport = answer(capsys, "passport", "--month", "2026-09", "--department", "taxation", "--database", database)
    assert passport["score"] == scores["taxation"]
    assert answer(capsys, "publish", "--month", "2026-09", "--database", database) == {"month": "2026-09", "version": 1}
    for words in (["rank"], ["passport", "--department", "taxation"]):
        assert main([*words, "--month", "2026-09", "--database", str(database)]) == 0
    assert "税务" in capsys.readouterr().out


def test_ranking_nothing_is_refused(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "没有可评分的数据" in refusal(capsys, "rank", "--month", "2026-09", "--database", database)
    assert "没有排名草案" in refusal(capsys, "publish", "--month", "2026-09", "--database", database)
    assert "没有「nobody」的得分" in refusal(
        capsys, "passport", "--month", "2026-09", "--department", "nobody", "--database", database
    )


def test_backup_and_restore(database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kept = tmp_path / "kept" / "copy.duckdb"
    assert answer(capsys, "backup", kept, "--database", database)["ok"] is True
    database.write_bytes(b"spoilt")
    assert answer(capsys, "restore", kept, "--database", database)["ok"] is True
    assert answer(capsys, "verify", "--database", database)["catalogue"]["points"] == 282
    assert "找不到备份文件" in refusal(capsys, "restore", tmp_path / "none", "--database", database)


@pytest.mark.parametrize(
    "words", [["verify"], ["rank", "--month", "2026-09"], ["serve"], ["backup", "x"], ["import", "x", "--dataset", "complaints"]]
)
def test_a_missing_database(tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str]) -> None:
    path = tmp_path / "none.duckdb"
    assert "找不到数据库文件" in refusal(capsys, *words, "--database", path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"this is no database" * 500, b""], ids=["corrupt", "empty"])
def test_a_corrupt_database(tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes) -> None:
    path = tmp_path / "corrupt.duckdb"
    path.write_bytes(content)
    assert str(path) in refusal(capsys, "verify", "--database", path)
    assert path.read_bytes() == content


def test_a_held_database(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    script = (
        "import sys; from cloudeye.store import Store; store = Store(sys.argv[1]); print('open', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, str(database)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "open\n"
        for words in (["verify"], ["serve"], ["demo", "--records", "10"], ["restore", database]):
            found = refusal(capsys, *words, "--database", database)
            assert "正被另一个进程使用" in found or "同一个文件" in found
        os.kill(holder.pid, signal.SIGKILL)


def test_a_port_in_use(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = listener.getsockname()[1]
        assert f"端口 {port} 已被占用" in refusal(capsys, "serve", "--port", port, "--database", database)


def test_serve_holds_the_database_until_ctrl_c_and_ends_quietly(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    command = [sys.executable, "-m", "cloudeye", "serve", "--port", str(port), "--database", str(database)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        assert [server.stdout.readline() for _ in range(3)] == [
            f"大厅大屏  http://127.0.0.1:{port}/hall-overview\n",
            f"领导页面  http://127.0.0.1:{port}/\n",
            "按 Ctrl+C 停止。\n",
        ]
        try:
            wait_for(f"http://127.0.0.1:{port}/healthz")
            assert "正被另一个进程使用" in refusal(capsys, "verify", "--database", database)
        finally:
            server.send_signal(signal.SIGINT)  # Ctrl+C
            said, complaint = server.communicate(timeout=30)
    # Nobody can come in yet, so the way to the first administrators follows.
    assert said.startswith(f"首次设置  http://127.0.0.1:{port}/setup?token=") and len(said.splitlines()) == 2
    assert (server.returncode, complaint) == (0, "")
    assert answer(capsys, "verify", "--database", database)["ok"] is True


def wait_for(url: str, seconds: float = 60) -> None:
    """Until the address answers."""
    end = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            assert time.monotonic() < end, f"{url} does not answer"
            time.sleep(0.2)


def test_init_leaves_a_demo_alone(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Store(database) as store:
        with store.writing() as writer:
            writer.cursor.execute("UPDATE district SET is_demo = true, as_of = TIMESTAMP '2026-11-21 15:00:00'")
        version = store.data_version
    assert "是演示辖区" in refusal(capsys, "init", "--catalog", CATALOG, "--database", database)
    with Store(database) as store:
        assert store.data_version == version


def test_demo_does_not_replace_a_real_district(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "真实辖区的数据" in refusal(capsys, "demo", "--records", "10", "--database", database)
    with Store(database) as store:
        assert store.row("district_identity")["is_demo"] is False


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ([], "缺少参数 命令。"),
        (["rnak"], "没有名为「rnak」的命令。您是不是想写「rank」？"),
        (["rank"], "缺少参数 --month。请运行 python -m cloudeye rank --help 查看用法。"),
        (["rank", "--month"], "参数 --month 后面要跟一个值。"),
        (["rank", "--month", "2026-13"], "参数 --month：「2026-13」不是月份，请写成 2026-10 这样的格式。"),
        (["rank", "--month", "2026-10", "--mouth"], "不认识的参数 --mouth。"),
        (["serve", "--port", "99999"], "「99999」不是端口号"),
        (["demo", "--records", "0"], "「0」不是正整数"),
        (["demo", "--seed", "-1"], "「-1」"),
        (["demo", "--as-of", "昨天"], "「昨天」不是日期"),
        (["import", "x"], "缺少参数 --dataset。"),
        (["verify", "--json=1"], "参数 --json 不带值"),
    ],
)
def test_wrong_usage_is_told_in_chinese(capsys: pytest.CaptureFixture[str], words: list[str], sentence: str) -> None:
    found = refusal(capsys, *words, code=2)
    assert sentence in found
    assert "argument" not in found


def test_options_may_stand_before_or_after_the_command(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--database", str(database), "--json", "verify"]) == 0
    before = capsys.readouterr().out
    assert main(["verify", "--json", "--database", str(database)]) == 0
    assert capsys.readouterr().out == before


def test_as_a_process(database: Path) -> None:
    command = [sys.executable, "-m", "cloudeye", "import", str(CORPUS / "empty.csv"), "--dataset", "complaints", "--json"]
    finished = subprocess.run(
        command, cwd=ROOT, env=os.environ | {"CLOUDEYE_DATABASE": str(database)}, capture_output=True, text=True, timeout=60
    )
    assert finished.returncode == 1
    assert finished.stderr == "文件 empty.csv 是空的。请检查导出步骤后重新上传；没有写入任何数据。\n"
    assert json.loads(finished.stdout) == {"ok": False, "error": finished.stderr.strip()}


def test_help_names_every_command() -> None:
    finished = subprocess.run([sys.executable, "-m", "cloudeye", "--help"], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert finished.returncode == 0
    for word in ("init", "demo", "import", "rank", "publish", "passport", "verify", "backup", "restore", "serve"):
        assert word in finished.stdout
