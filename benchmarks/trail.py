"""Entries written to the trail, and a trail of a hundred thousand verified."""

import os
import time
from pathlib import Path

from benchmarks.result import Result, median_seconds, percentile
from cloudeye.access.trail.book import Actor, Trail
from tests.access.trails import write_trail

WRITTEN, VERIFIED = 5_000, 100_000
READER = Actor("benchmark", "supervisor", "127.0.0.1")


def _bare_append(path: Path, line: bytes) -> float:
    """The 95th percentile of the same bytes appended and on disk, in seconds."""
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    taken = []
    try:
        for _ in range(WRITTEN):
            start = time.perf_counter()
            os.write(handle, line)
            os.fsync(handle)
            taken.append(time.perf_counter() - start)
    finally:
        os.close(handle)
    return percentile(taken, 0.95)


def record(scratch: Path) -> Result:
    """One entry, until it is on disk: the 95th percentile."""
    trail, taken = Trail(scratch / "written.duckdb"), []
    for number in range(WRITTEN):
        start = time.perf_counter()
        trail.record(READER, "complaint.view", f"C-{number}", page="supervisor-complaint")
        taken.append(time.perf_counter() - start)
    path = next(trail.folder.glob("*.jsonl"))
    bare = 1000 * _bare_append(scratch / "bare", path.read_bytes().splitlines(keepends=True)[-1])
    return Result(
        "trail: one entry, p95",
        "审计日志：写入一条，p95",
        "ms",
        1000 * percentile(taken, 0.95),
        budget=1,
        note=f"{WRITTEN:,} entries, each on disk before the next; the same bytes appended with fsync: {bare:.2f} ms",
        note_chinese=f"共 {WRITTEN:,} 条，逐条落盘；同样的字节直接追加并 fsync：{bare:.2f} 毫秒",
    )


def verify(scratch: Path) -> Result:
    """A hundred thousand entries read and checked."""
    database = scratch / "verified.duckdb"
    write_trail(database, VERIFIED)
    trail = Trail(database)
    return Result(
        f"trail: {VERIFIED:,} entries verified",
        f"审计日志：核验 {VERIFIED:,} 条",
        "ms",
        1000 * median_seconds(trail.verify),
        note="every seal computed again, every line compared with the one before",
        note_chinese="逐条重算校验值，并与上一条比对",
    )


def trail(scratch: Path) -> list[Result]:
    """Both."""
    return [record(scratch), verify(scratch)]
