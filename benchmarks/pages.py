"""Page script runs over Streamlit's own websocket protocol: one user, and fifty who each look every five seconds."""

import asyncio
import random
import time

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

from benchmarks.result import Result, percentile
from tests.browser.server import Entry, Server, entry

PAGES = {"hall-overview": ("hall overview", "大厅总览"), "": ("leader's ranking", "领导看排名")}
THINK_SECONDS = 5.0


async def _script_run(socket: ClientConnection, page: str) -> float:
    """Ask for a page and wait until its script has finished; seconds. Raises RuntimeError when the page shows an error."""
    message = BackMsg()
    message.rerun_script.page_name = page
    start = time.perf_counter()
    await socket.send(message.SerializeToString())
    while True:
        answer = ForwardMsg()
        answer.ParseFromString(bytes(await socket.recv(decode=False)))
        if answer.delta.new_element.WhichOneof("type") == "exception" or answer.WhichOneof("type") == "page_not_found":
            raise RuntimeError(f"/{page} shows an error instead of its content")
        if answer.WhichOneof("type") == "script_finished":
            return time.perf_counter() - start


async def _user(came: Entry, page: str, think: float, lasting: float, taken: list[float], everybody: asyncio.Barrier) -> None:
    address = came.origin.replace("http://", "ws://") + "/_stcore/stream"
    async with connect(
        address,
        subprotocols=[Subprotocol("streamlit")],
        additional_headers=came.headers,
        max_size=None,
        compression=None,
        open_timeout=60,
    ) as socket:
        await _script_run(socket, page)
        await everybody.wait()
        end = time.perf_counter() + lasting
        await asyncio.sleep(random.random() * think)
        while time.perf_counter() < end:
            spent = await _script_run(socket, page)
            taken.append(spent)
            await asyncio.sleep(max(0.05, think - spent))


async def visits(url: str, page: str, number: int, think: float, lasting: float) -> list[float]:
    """Script runs of ``number`` people who each look at a page every ``think`` seconds for ``lasting`` seconds; seconds each."""
    taken: list[float] = []
    everybody = asyncio.Barrier(number)
    came = entry(
        url
    )  # one session for all: more sign-ins than this in a minute are refused, and what is asked each time is the same
    await asyncio.gather(*(_user(came, page, think, lasting, taken, everybody) for _ in range(number)))
    return taken


def script_runs(server: Server, *, lasting: float = 20) -> list[Result]:
    """The 95th percentile for each page, for one user and for fifty, while the demo feed changes the data."""
    results = []
    for page, (label, chinese) in PAGES.items():
        for number, think, budget in ((1, 0.0, 150.0), (50, THINK_SECONDS, 250.0)):
            taken = asyncio.run(visits(server.url, page, number, think, lasting))
            users, people = (
                ("1 user", "1 人") if number == 1 else (f"{number} users, each every 5 s", f"{number} 人，每 5 秒一次")
            )
            results.append(
                Result(
                    f"page script, p95: {label}, {users}",
                    f"页面脚本 p95：{chinese}，{people}",
                    "ms",
                    1000 * percentile(taken, 0.95),
                    budget=budget,
                    note=f"{len(taken)} runs, live feed on",
                    note_chinese=f"共 {len(taken)} 次，演示数据流开启",
                )
            )
    return results
