"""Large files and a server that is in use: its memory while one comes in, its readers while one is loaded."""

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

from benchmarks import pages, upload
from benchmarks.machine import resident_megabytes
from benchmarks.result import Result, percentile, seconds
from cloudeye.ingest.preview import preview
from cloudeye.store import Store
from cloudeye.web.form_token import form_token
from cloudeye.web.upload_route import FORM_HEADER
from tests.browser.server import Server, entry, running

LARGE_BYTES = 1_500_000_000
PIECE = 1 << 20
ADDRESS = "/upload?dataset=service_records&sender=&name=large.csv"
HALL = "hall-overview"
READERS, THINK_SECONDS, LASTING_SECONDS = 10, 2.0, 8.0
PATIENCE_SECONDS = 900


@contextmanager
def _watched(pid: int) -> Iterator[list[float]]:
    """The resident memory of a process in MiB, five times a second."""
    found, is_over = [resident_megabytes(pid)], threading.Event()

    def watch() -> None:
        while not is_over.wait(0.2):
            found.append(resident_megabytes(pid))

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield found
    finally:
        is_over.set()
        watcher.join()


def put(server: Server, pieces: Iterator[bytes], size: int) -> None:
    """Bring a file to the analyst's desk as the page does. Raises RuntimeError when it is not taken."""
    came, parts = entry(server.url, "analyst"), urlsplit(server.url)
    connection = HTTPConnection(str(parts.hostname), parts.port, timeout=PATIENCE_SECONDS)
    told = {FORM_HEADER: form_token(came.value), "Content-Type": "application/octet-stream", "Content-Length": str(size)}
    try:
        connection.request("PUT", ADDRESS, body=pieces, headers=came.headers | told)
        answer = connection.getresponse()
        words = answer.read()
    finally:
        connection.close()
    if answer.status != 200:
        raise RuntimeError(f"the upload was not taken: {answer.status} {words[:500]!r}")


def _lines(size: int) -> Iterator[bytes]:
    line = "政务服务平台,S140-2611-33888,S140,government_service,2026-11-20 15:03:10,2026-11-20 15:14:10,5.0,是\n".encode()
    piece = (line * (PIECE // len(line) + 1))[:PIECE]
    for begin in range(0, size, PIECE):
        yield piece[: size - begin]


def memory(server: Server) -> Result:
    """How much the server grows while 1.5 GB comes in."""
    with _watched(server.pid) as found:
        taken = seconds(lambda: put(server, _lines(LARGE_BYTES), LARGE_BYTES))
    return Result(
        "server memory while 1.5 GB is uploaded: growth",
        "上传 1.5 GB 时服务器内存的增长",
        "MiB",
        max(found) - found[0],
        budget=200,
        note=f"resident, highest against before; {taken:.1f} s, {LARGE_BYTES / 1e6 / taken:,.0f} MB/s",
        note_chinese=f"常驻内存，最高值与上传前之差；用时 {taken:.1f} s，{LARGE_BYTES / 1e6 / taken:,.0f} MB/s",
    )


def by_the_page(database: Path, scratch: Path) -> Result:
    """Six million records in GB18030 sent to a running server, looked at with their effect and loaded, as the page does."""
    path = scratch / "paged.csv"
    upload.write_file(database, upload.LARGE, path)
    chinese = upload.in_gb18030(path)
    target = upload.open_copy(database, "paged.duckdb")
    with running(target, scratch / "paged.log", has_feed=False) as server, chinese.open("rb") as source:
        send = seconds(lambda: put(server, iter(lambda: source.read(PIECE), b""), chinese.stat().st_size))
    with Store(target) as store:
        opened = []
        look = seconds(lambda: opened.append(preview(store, chinese, "service_records")))
        with opened[0] as previewed:
            load = seconds(previewed.load)
    target.unlink()
    target = upload.open_copy(database, "paged.duckdb")
    raw = upload.decoded_insert(target, chinese)
    for file in (target, path, chinese):
        file.unlink()
    return Result(
        f"{upload.LARGE:,} service records by the page, GB18030",
        f"{upload.LARGE:,} 条归集数据用页面上传，GB18030",
        "s",
        send + look + load,
        budget=4 * raw,
        raw=raw,
        note=f"sent {send:.0f} s + preview with its effect {look:.0f} s + load {load:.0f} s; {upload.BARE}",
        note_chinese=f"传送 {send:.0f} s + 预检含影响 {look:.0f} s + 入库 {load:.0f} s；{upload.BARE_CHINESE}",
    )


def readers(database: Path, scratch: Path) -> list[Result]:
    """The hall's page script for ten people while the inbox takes in six million records, and the server's memory then."""
    folder = scratch / "reading"
    folder.mkdir()
    target = upload.open_copy(database, "reading.duckdb").replace(folder / "reading.duckdb")
    inbox = folder / "inbox"
    (inbox / "service_records").mkdir(parents=True)
    coming = folder / "large.csv"
    upload.write_file(target, upload.LARGE, coming)
    taken: list[float] = []
    with running(target, scratch / "reading.log") as server:
        asyncio.run(pages.visits(server.url, [HALL], READERS, THINK_SECONDS, LASTING_SECONDS))
        coming.replace(inbox / "service_records" / coming.name)
        give_up_at = time.monotonic() + PATIENCE_SECONDS
        _wait_until(lambda: any((folder / "uploads").rglob("*.part")), give_up_at)
        with _watched(server.pid) as found:
            begun = time.monotonic()
            while not any((inbox / "已入库").rglob("*.csv")):
                if time.monotonic() > give_up_at or any((inbox / "service_records").glob("*.txt")):
                    raise RuntimeError(f"the inbox did not load the file: {list(inbox.rglob('*'))}")
                seen = asyncio.run(pages.visits(server.url, [HALL], READERS, THINK_SECONDS, LASTING_SECONDS))
                taken += [spent for _, spent in seen]
            lasted = time.monotonic() - begun
    return [
        Result(
            f"page script, p95: hall overview, {READERS} users, while {upload.LARGE:,} records are loaded",
            f"页面脚本 p95：大厅总览，{READERS} 人，正在入库 {upload.LARGE:,} 条时",
            "ms",
            1000 * percentile(taken, 0.95),
            note=f"each every {THINK_SECONDS:.0f} s; {len(taken)} runs in {lasted:.0f} s; the inbox loads, live feed on",
            note_chinese=f"每人每 {THINK_SECONDS:.0f} 秒一次，{lasted:.0f} s 内共 {len(taken)} 次；收件箱入库，演示数据流开启",
        ),
        Result(
            f"server memory while {upload.LARGE:,} records are loaded",
            f"入库 {upload.LARGE:,} 条时服务器内存",
            "MiB",
            max(found),
            note="resident, highest; what does not fit spills beside the file",
            note_chinese="常驻内存最高值；放不下的暂存在数据库旁",
        ),
    ]


def _wait_until(is_so: Callable[[], bool], give_up_at: float) -> None:
    while not is_so():
        if time.monotonic() > give_up_at:
            raise RuntimeError("the inbox did not look at the file")
        time.sleep(0.1)
