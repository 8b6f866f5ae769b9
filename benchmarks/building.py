"""The demo district built from nothing, and a fresh machine's way to a usable page."""

import shutil
import subprocess
import time
from datetime import datetime
from pathlib import Path

import duckdb

from benchmarks import bare
from benchmarks.result import Result, seconds
from cloudeye import demo
from cloudeye.paths import ROOT
from tests.browser.server import running

SEED = 20260101
AS_OF = datetime(2026, 3, 18, 9, 30)


def build(database: Path) -> Result:
    """Build the full demo district; against writing its service records once more into an empty table."""
    taken = seconds(lambda: demo.build(database, seed=SEED, as_of=AS_OF))
    target = database.with_name("copy.duckdb")
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH '{database}' AS district (READ_ONLY)")
        connection.execute(f"ATTACH '{target}' AS target (STORAGE_VERSION 'v1.5.0')")
        connection.execute("USE district")
        raw = seconds(lambda: bare.run(connection, "copy_records_bare"))
    target.unlink()
    return Result(
        "demo district built, 6,000,000 service records",
        "生成演示辖区（600 万条归集数据）",
        "s",
        taken,
        budget=90,
        raw=raw,
        note="ours also draws, rolls up and scores 24 months; bare: the finished records sorted and written once",
        note_chinese="本系统另含生成、汇总和 24 个月评分；极限值：把成品明细排序写一遍",
    )


def build_at(path: Path, records: int) -> None:
    """A district like it with ``records`` service records, unless the file is there already."""
    if not path.exists():
        unfinished = path.with_suffix(".unfinished")
        unfinished.unlink(missing_ok=True)
        demo.build(unfinished, seed=SEED, as_of=AS_OF, service_records=records)
        unfinished.rename(path)


def fresh_start(scratch: Path, database: Path, build_seconds: float) -> Result:
    """What `make run` does in a fresh checkout: environment, requirements, demo (measured before), server answering."""
    checkout = scratch / "checkout"
    checkout.mkdir()
    for name in ("Makefile", "requirements.txt", "constraints.txt"):
        shutil.copy(ROOT / name, checkout)
    install = seconds(
        lambda: subprocess.run(["make", "VENV=.venv", ".venv/.ready"], cwd=checkout, check=True, capture_output=True)
    )
    start = time.perf_counter()
    with running(database, scratch / "start.log"):
        serve = time.perf_counter() - start
    return Result(
        "`make run` on a fresh machine to a usable page",
        "全新机器上 `make run` 到页面可用",
        "s",
        install + build_seconds + serve,
        budget=240,
        note=f"environment {install:.0f} s + demo {build_seconds:.0f} s + server {serve:.0f} s",
        note_chinese=f"环境 {install:.0f} s + 演示辖区 {build_seconds:.0f} s + 启动 {serve:.0f} s",
    )
