"""Files of service records taken in, against a bare typed insert of the same file in the same minutes."""

import json
import shutil
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import duckdb
import pandas

from benchmarks import bare
from benchmarks.result import Result, seconds
from cloudeye.ingest.preview import preview
from cloudeye.ingest.undo import undo
from cloudeye.paths import ROOT
from cloudeye.store import Store

SMALL, LARGE = 100_000, 6_000_000
TIMES = ["submitted_at", "accepted_at", "finished_at"]
BARE = "bare: typed INSERT of the same file (GB18030 decoded first), unchecked"
BARE_CHINESE = "极限值：同一文件（GB18030 先转码）按已知类型直接 INSERT，不检查"


def write_file(database: Path, rows: int, path: Path) -> None:
    """A CSV file in UTF-8 of ``rows`` service records that the district does not have yet."""
    with duckdb.connect(str(database), read_only=True) as connection:
        connection.sql(bare.text("records_as_file"), params={"rows": rows}).write_csv(str(path))


def in_gb18030(path: Path) -> Path:
    """The same file as Excel in Chinese writes it."""
    target = path.with_name(f"gb18030-{path.name}")
    with path.open(encoding="utf-8", newline="") as source, target.open("w", encoding="gb18030", newline="") as output:
        shutil.copyfileobj(source, output, 1 << 20)
    return target


def open_copy(database: Path, name: str) -> Path:
    """A copy of the district in which no month is published, so that every row of a file of all its months loads."""
    copy = database.with_name(name)
    shutil.copyfile(database, copy)
    with duckdb.connect(str(copy)) as connection:
        bare.run(connection, "open_months")
    return copy


def bare_insert(database: Path, path: Path) -> float:
    """How long DuckDB takes to read and insert the file, its columns known and typed."""
    with duckdb.connect(str(database)) as connection:
        return seconds(lambda: bare.run(connection, "insert_csv_bare", path=str(path)))


def decoded_insert(database: Path, path: Path) -> float:
    """The same from GB18030, which DuckDB does not read by itself: decoded by Python's decoder first."""
    decoded = path.with_name(f"decoded-{path.name}")

    def decode() -> None:
        with path.open(encoding="gb18030", newline="") as source, decoded.open("w", encoding="utf-8", newline="") as output:
            shutil.copyfileobj(source, output, 1 << 20)

    taken = seconds(decode) + bare_insert(database, decoded)
    decoded.unlink()
    return taken


def _pandas_insert(database: Path, path: Path, encoding: str = "utf-8") -> float:
    with duckdb.connect(str(database)) as connection:

        def work() -> None:
            frame = pandas.read_csv(path, parse_dates=TIMES, encoding=encoding)
            connection.register("incoming", frame)
            connection.execute("INSERT INTO service_record BY NAME SELECT * FROM incoming")

        return seconds(work)


def _commanded(database: Path, path: Path) -> float:
    """``python -m cloudeye import`` from start to end. Raises RuntimeError when it does not load every row."""
    command = [sys.executable, "-m", "cloudeye", "import", str(path), "--dataset", "service_records", "--json"]
    command += ["--database", str(database)]
    outcomes = []
    taken = seconds(lambda: outcomes.append(subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)))
    (outcome,) = outcomes
    report = json.loads(outcome.stdout) if outcome.returncode == 0 else {}
    if not report.get("new") or report["refused"] or report["waiting"]:
        raise RuntimeError(f"the file was not loaded: {outcome.stdout[-500:]} {outcome.stderr[-500:]}")
    return taken


def small(database: Path, scratch: Path) -> list[Result]:
    """Preview with its effect on the ranking, load and undo of a month's file; ``database`` stays as it is."""
    path, copy = scratch / "small.csv", scratch / "small.duckdb"
    write_file(database, SMALL, path)
    shutil.copyfile(database, copy)
    with Store(copy) as store:
        opened = []
        look = seconds(lambda: opened.append(preview(store, path, "service_records")))
        with opened[0] as previewed:
            load = seconds(previewed.load)
        batch = str(previewed.report.batch_id)
        back = seconds(lambda: undo(store, batch, "benchmark", "benchmark", datetime.now()))
    raw, in_pandas = bare_insert(copy, path), _pandas_insert(copy, path)
    copy.unlink()
    path.unlink()
    name, chinese = f"{SMALL:,} service records into the district", f"{SMALL:,} 条归集数据"
    return [
        Result(
            f"{name}: preview",
            f"{chinese}：预检",
            "s",
            look,
            budget=5,
            note="read, check, compare, effect on points, scores and ranks; nothing written",
            note_chinese="读取、检查、比对，并算出对靶点、得分、名次的影响；不入库",
        ),
        Result(
            f"{name}: load",
            f"{chinese}：入库",
            "s",
            load,
            budget=3,
            raw=raw,
            pandas=in_pandas,
            note=f"one transaction after the preview: rows, rollup, ranking, ledger; {BARE}",
            note_chinese=f"预检之后的一次事务：写入、汇总、重新评分、台账；{BARE_CHINESE}",
        ),
        Result(f"{name}: undo", f"{chinese}：撤销", "s", back, budget=2, note="the load taken back", note_chinese="撤回这次入库"),
    ]


def large(database: Path, scratch: Path) -> list[Result]:
    """All records of two years by the command, from UTF-8 and from GB18030; ``database`` stays as it is."""
    path = scratch / "large.csv"
    write_file(database, LARGE, path)
    chinese = in_gb18030(path)
    results = []
    for encoding, file, inserted in (("UTF-8", path, bare_insert), ("GB18030", chinese, decoded_insert)):
        target = open_copy(database, "large.duckdb")
        ours = _commanded(target, file)
        target = open_copy(database, "large.duckdb")
        raw = inserted(target, file)
        results.append(
            Result(
                f"{LARGE:,} service records by the command, {encoding}",
                f"{LARGE:,} 条归集数据用命令导入，{encoding}",
                "s",
                ours,
                budget=4 * raw,
                raw=raw,
                pandas=_pandas_insert(target, file, encoding),
                note=f"the whole command: read, check, compare, load, roll up; a district that ranks nothing yet; {BARE}",
                note_chinese=f"整条命令：读取、检查、比对、入库、汇总；辖区尚无排名；{BARE_CHINESE}",
            )
        )
        target.unlink()
    path.unlink()
    chinese.unlink()
    return results
