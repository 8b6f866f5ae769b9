"""The door on the server that the product runs on: what uvicorn adds and believes is taken away."""

import http.client
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from cloudeye.catalog import load_catalog
from cloudeye.paths import CATALOG
from cloudeye.store import Store
from tests.browser.server import Server, entry, running
from tests.web.records import NOW

STREAM = "/_stcore/stream"


@pytest.fixture(scope="module")
def server(filled_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The small demo district, served as the command line does."""
    folder = tmp_path_factory.mktemp("served")
    database = Path(shutil.copyfile(filled_database, folder / "cloudeye.duckdb"))
    with running(database, folder / "server.log", has_feed=False) as started:
        yield started


def ask(server: Server, method: str, path: str, body: str = "", **headers: str) -> http.client.HTTPResponse:
    """One request as it is, nothing added but the Host; the answer's body is left aside."""
    parts = urlsplit(server.url)
    connection = http.client.HTTPConnection(str(parts.hostname), parts.port, timeout=60)
    connection.request(method, path, body or None, {name.replace("_", "-"): value for name, value in headers.items()})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer


@pytest.mark.parametrize("path", ["/", "/login", "/nothing", "/_stcore/health", "/static/js/x.js", "/_stcore/stream"])
def test_no_answer_says_what_it_runs_on(server: Server, path: str) -> None:
    """Fails when an upgrade of uvicorn keeps the headers that it adds somewhere else."""
    found = dict(ask(server, "GET", path).getheaders())
    said = " ".join([*found, *found.values()]).lower()
    assert "server" not in {name.lower() for name in found}
    assert [name for name in ("uvicorn", "python", "starlette", "tornado") if name in said] == []
    assert not re.search(r"\d+\.\d+\.\d+", said.replace("127.0.0.1", ""))


def test_a_channel_does_not_say_it_either_and_opens_for_a_session_only(server: Server) -> None:
    address, came = server.url.replace("http", "ws") + STREAM, entry(server.url)
    with connect(address, additional_headers=came.headers, subprotocols=["streamlit"]) as channel:  # type: ignore[list-item]
        assert channel.response is not None and "server" not in channel.response.headers
    for headers in (
        {},
        {"Origin": server.url},
        {"Cookie": came.headers["Cookie"]},
        came.headers | {"Origin": "http://evil.example"},
    ):
        with pytest.raises(InvalidStatus) as refused, connect(address, additional_headers=headers):
            pass
        assert refused.value.response.status_code == 403 and "server" not in refused.value.response.headers


def test_forwarded_proto_of_a_neighbour_is_not_believed(server: Server) -> None:
    answer = ask(server, "GET", "/login", X_Forwarded_Proto="https")
    assert answer.status == 200 and answer.getheader("strict-transport-security") is None


def test_a_real_district_prints_a_link_that_works_once(tmp_path: Path) -> None:
    database = tmp_path / "real.duckdb"
    with Store(database, create=True) as store:
        load_catalog(store, CATALOG, now=NOW)
    with running(database, tmp_path / "server.log") as started:
        printed = started.log.read_text(encoding="utf-8")
        link = re.search(r"首次设置  (http://127\.0\.0\.1:\d+)(/setup\?token=[\w-]{43})\n", printed)
        assert link and link.group(1) == started.url and "30 分钟" in printed and "演示账号" not in printed
        assert ask(started, "GET", link.group(2)).status == 200
        assert ask(started, "GET", "/setup?token=x").status == 403


def test_a_demo_prints_that_it_can_be_entered(server: Server) -> None:
    assert "演示账号一键登录已开启" in server.log.read_text(encoding="utf-8")


def test_a_neighbour_on_this_machine_cannot_name_another_address(server: Server) -> None:
    """uvicorn believes X-Forwarded-For of everybody on loopback; the door looks at the connection itself."""
    form = {"Content_Type": "application/x-www-form-urlencoded", "Origin": server.url, "X_Forwarded_For": "203.0.113.7"}
    statuses = [ask(server, "POST", "/login", urlencode({"login": f"x{number}", "password": "x"}),
                    **(form | {"X_Forwarded_For": f"203.0.113.{number}"})).status for number in range(22)]  # fmt: skip
    assert statuses[-1] == 429, "each try came from the same address, whatever it said"
    written = "".join(path.read_text(encoding="utf-8") for path in server.database.with_suffix(".audit").glob("*.jsonl"))
    assert '"127.0.0.1"' in written and "203.0.113" not in written
