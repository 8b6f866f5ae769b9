"""No address leads out of where it points: dots, slashes, encodings and zero bytes on every route that has a path of its own."""

from collections.abc import Mapping

import pytest

from tests.browser.server import Server
from tests.security.caller import Caller, told

ROOTS = ("/", "/static/", "/static/js/", "/app/static/", "/app/static/fonts/", "/display/", "/export/", "/entrance/", "/plotly-",
         "/_stcore/bidi-components/", "/_stcore/bidi-components/cloudeye_drawing/", "/media/", "/component/", "/login/")  # fmt: skip
TARGETS = ("etc/passwd", "cloudeye/web/door.py", "app.py", ".streamlit/config.toml", "cloudeye.duckdb", "proc/self/environ")
CLIMBS = (
    *(
        "../" * 8,
        "..%2f" * 8,
        "%2e%2e/" * 8,
        "%2e%2e%2f" * 8,
        "..%5c" * 8,
        "..\\" * 8,
        "....//" * 8,
        "..;/" * 8,
        "%252e%252e%252f" * 8,
    ),
    *(
        "%c0%ae%c0%ae/" * 8,
        "%e0%80%ae%e0%80%ae/" * 8,
        "..%00/" * 8,
        "/",
        "//",
        "%2f",
        "file:///",
        "%uff0e%uff0e/" * 8,
        "./../" * 8,
    ),
)
# What Streamlit sends in the place of a file that is not there: its page without anything in it.
EMPTY_SHELL = '<div id="root"></div>'
# Of the files above, or of any system; and what a mistake would say of the machine.
INSIDES = ("root:x:", "import ", "[server]", "headless", "DUCK", "PATH=", "Traceback", "site-packages", "No such file", "Errno")


@pytest.mark.parametrize("role", ["anonymous", "leader"])
def test_no_address_climbs_out(visitors: Mapping[str, Caller], role: str) -> None:
    """Guard: what is not in the table is refused before anything looks for a file, and files are looked for below their folder only."""
    wrong = []
    for root in ROOTS:
        for climb in CLIMBS:
            for target in TARGETS if climb == "../" * 8 else TARGETS[:2]:
                answer = visitors[role].get(f"{root}{climb}{target}")
                if answer.status < 300 and EMPTY_SHELL not in answer.text:
                    wrong.append(f"{root}{climb}{target}: {answer.status}")
                found = [words for words in INSIDES if words in answer.text and "<html" not in answer.text]
                if found or answer.status >= 500:
                    wrong.append(f"{root}{climb}{target}: {answer.status} {found}")
    assert not wrong, "\n" + "\n".join(wrong)


@pytest.mark.parametrize(
    "line",
    [
        b"GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\n\r\n",
        b"GET /../../etc/passwd HTTP/1.0\r\n\r\n",
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: {host}\r\nHost: evil.example\r\n\r\n",
        b"GET /\x00 HTTP/1.1\r\nHost: {host}\r\n\r\n",
        b"GET /\xff\xfe HTTP/1.1\r\nHost: {host}\r\n\r\n",
        b"G\x00T / HTTP/1.1\r\nHost: {host}\r\n\r\n",
        b"GET / HTTP/9.9\r\nHost: {host}\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: {host}\r\nCookie: \xff\xfe=\x01\r\nConnection: close\r\n\r\n",
        b"POST /login HTTP/1.1\r\nHost: {host}\r\nContent-Length: -1\r\n\r\n",
        b"POST /login HTTP/1.1\r\nHost: {host}\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"POST /login HTTP/1.1\r\nHost: {host}\r\nTransfer-Encoding: chunked\r\n\r\nZZZ\r\n\r\n",
        b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\nHost: {host}\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 200,
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    ],
)
def test_a_broken_request_gets_a_short_answer(server: Server, line: bytes) -> None:
    """Guard: whatever is thrown at the server, it says little, nothing of itself, and goes on."""
    heard = told(server.url, line.replace(b"{host}", server.url.removeprefix("http://").encode()), waits=0.4)
    head = heard.partition(b"\r\n\r\n")[0]
    assert not head or head.split(b" ")[1] in {b"400", b"404", b"303", b"403", b"413", b"431", b"505", b"414"}, heard[:300]
    assert len(heard) < 8_000 and not [words for words in (b"uvicorn", b"Traceback", b"python", b".py") if words in heard.lower()]
    assert Caller(server.url).get("/healthz").status == 200
