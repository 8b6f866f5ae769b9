"""Page script runs over Streamlit's own websocket protocol: one user, and fifty who each look every five seconds."""

import asyncio
import random
import time
from urllib.parse import quote

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

from benchmarks.result import Result, percentile
from tests.browser.server import Entry, Server, entry

Taken = list[tuple[str, float]]
THINK_SECONDS = 5.0
WARM_SECONDS = 25.0
# Addresses as somebody sends them on: the ways of a leader from a rank to the record behind it, and the wall.
PAGES = {
    "hall-overview": ("hall overview", "大厅总览"),
    "": ("ranking", "部门排名"),
    "leader-department?department=approval": ("department portrait", "部门画像"),
    "leader-brief?department=approval": ("department brief", "部门简报"),
    "leader-domain": ("all domains", "监督靶点"),
    "leader-domain?domain=D01": ("one domain", "领域"),
    "leader-indicator?indicator=D01-01": ("indicator", "二级指标"),
    "leader-point?point=D01-001": ("monitoring point", "监督靶点详情"),
    "leader-tasks": ("reform tasks", "改革任务"),
    "leader-records?department=approval": ("service records", "归集数据"),
    "supervisor-complaints": ("complaints", "诉求清单"),
    "leader-rectifications": ("rectifications", "整改台账"),
    "leader-passport?department=approval&figure=score": ("passport of a score", "数据溯源"),
    "leader-hotspots": ("hotspots", "营商热点"),
    "leader-compare": ("comparison", "对比"),
    "leader-search?q=审批": ("search", "搜索"),
}
ONE_USER, FIFTY, AT_SIXTY = 150.0, 250.0, 1.5


async def _script_run(socket: ClientConnection, address: str) -> float:
    """Ask for a page and wait until its script has finished; seconds. Raises RuntimeError when the page shows an error."""
    message = BackMsg()
    message.rerun_script.page_name, _, query = address.partition("?")
    message.rerun_script.query_string = quote(query, safe="=&")
    start = time.perf_counter()
    await socket.send(message.SerializeToString())
    while True:
        answer = ForwardMsg()
        answer.ParseFromString(bytes(await socket.recv(decode=False)))
        if answer.delta.new_element.WhichOneof("type") == "exception" or answer.WhichOneof("type") == "page_not_found":
            raise RuntimeError(f"/{address} shows an error instead of its content")
        if answer.WhichOneof("type") == "script_finished":
            return time.perf_counter() - start


async def _user(came: Entry, pages: list[str], think: float, lasting: float, taken: Taken, everybody: asyncio.Barrier) -> None:
    address = came.origin.replace("http://", "ws://") + "/_stcore/stream"
    async with connect(
        address,
        subprotocols=[Subprotocol("streamlit")],
        additional_headers=came.headers,
        max_size=None,
        compression=None,
        open_timeout=60,
    ) as socket:
        await _script_run(socket, pages[0])
        await everybody.wait()
        end = time.perf_counter() + lasting
        await asyncio.sleep(random.random() * think)
        while time.perf_counter() < end:
            page = random.choice(pages)
            spent = await _script_run(socket, page)
            taken.append((page, spent))
            await asyncio.sleep(max(0.05, think - spent))


async def visits(url: str, pages: list[str], number: int, think: float, lasting: float) -> Taken:
    """Script runs of ``number`` people who each open one of ``pages`` every ``think`` seconds for ``lasting`` seconds."""
    taken: Taken = []
    everybody = asyncio.Barrier(number)
    # One session for all: more sign-ins than this in a minute are refused, and what is asked each time is the same.
    came = entry(url)
    await asyncio.gather(*(_user(came, pages, think, lasting, taken, everybody) for _ in range(number)))
    return taken


def one_user(server: Server, *, lasting: float = 8) -> dict[str, list[float]]:
    """The runs of one person who opens a page again and again, by page; seconds.

    Somebody was there before: a demo that was built for an earlier day first lives through the months since.
    """
    asyncio.run(visits(server.url, list(PAGES), 1, 0.5, WARM_SECONDS))
    return {page: [spent for _, spent in asyncio.run(visits(server.url, [page], 1, 0.0, lasting))] for page in PAGES}


def each(alone: dict[str, list[float]]) -> list[Result]:
    """The 95th percentile of each page for one user."""
    return [_for_one(page, taken) for page, taken in alone.items()]


def fifty_users(server: Server, records: int, *, lasting: float = 60) -> Result:
    """The 95th percentile over fifty people who browse all pages of a district with so many ``records``, while the demo feed
    changes the data."""
    mixed = asyncio.run(visits(server.url, list(PAGES), 50, THINK_SECONDS, lasting))
    by_page = {page: [spent for seen, spent in mixed if seen == page] for page in PAGES}
    slowest = max(by_page, key=lambda page: percentile(by_page[page], 0.95))
    worst = 1000 * percentile(by_page[slowest], 0.95)
    return Result(
        f"page script, p95: 50 users, each a page every 5 s, {records:,} records",
        f"页面脚本 p95：50 人，每人每 5 秒换一页，{records // 10_000} 万条",
        "ms",
        1000 * percentile([spent for _, spent in mixed], 0.95),
        budget=FIFTY,
        note=f"{len(mixed)} runs over all these pages, live feed on; slowest: {PAGES[slowest][0]}, {worst:.0f} ms",
        note_chinese=f"以上各页共 {len(mixed)} 次，演示数据流开启；最慢的是{PAGES[slowest][1]}，{worst:.0f} ms",
    )


def _for_one(page: str, taken: list[float]) -> Result:
    label, chinese = PAGES[page]
    return Result(
        f"page script, p95: {label}, 1 user",
        f"页面脚本 p95：{chinese}，1 人",
        "ms",
        1000 * percentile(taken, 0.95),
        budget=ONE_USER,
        note=f"{len(taken)} runs, live feed on",
        note_chinese=f"共 {len(taken)} 次，演示数据流开启",
    )


def against(alone: dict[str, list[float]], larger: dict[str, list[float]]) -> Result:
    """How much longer the same pages take with ten times the records: the page that loses most."""
    ratios = {page: percentile(larger[page], 0.95) / percentile(alone[page], 0.95) for page in PAGES}
    worst = max(ratios, key=lambda page: ratios[page])
    slowest = max(PAGES, key=lambda page: percentile(larger[page], 0.95))
    longest = 1000 * percentile(larger[slowest], 0.95)
    return Result(
        "same pages at 60,000,000 records, against 6,000,000",
        "同样的页面，6000 万条与 600 万条之比",
        "×",
        ratios[worst],
        budget=AT_SIXTY,
        note=f"p95, 1 user; the page that loses most: {PAGES[worst][0]}; slowest: {PAGES[slowest][0]}, {longest:.0f} ms",
        note_chinese=f"p95，1 人；变慢最多的是{PAGES[worst][1]}；最慢的是{PAGES[slowest][1]}，{longest:.0f} ms",
    )
