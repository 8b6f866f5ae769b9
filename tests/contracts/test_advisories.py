"""The look-up of advisories tells apart: nothing known, something known, could not look. A database answers here on loopback."""

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.contracts.advisories import ACCEPTED, CLEAN, FILES, FOUND, NOT_LOOKED_UP, Verdict, judge, main, tell

ADVISORY = {
    "id": "PYSEC-2026-1",
    "aliases": ["CVE-2026-0001"],
    "summary": "reads what it should not",
    "published": "2026-01-01T00:00:00Z",
    "modified": "2026-01-01T00:00:00Z",
    "affected": [
        {
            "package": {"name": "weak", "ecosystem": "PyPI"},
            "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "1.1"}]}],
            "versions": ["1.0"],
        }
    ],
}


class Database(BaseHTTPRequestHandler):
    """Knows one advisory against one package; knows nothing of any other, which is a clean answer."""

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        body = json.dumps({"vulns": [ADVISORY]} if asked["package"]["name"] == "weak" else {}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *words: object) -> None:
        pass


@pytest.fixture(scope="module")
def database() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Database) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/v1/query"
        server.shutdown()
        thread.join()


def requirements(folder: Path, *lines: str) -> Path:
    path = folder / "pins.txt"
    path.write_text("\n".join(lines) + "\n")
    return path


def test_something_known(database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Also in the quick look of `make check`."""
    assert main([str(requirements(tmp_path, "strong==2.0", "weak==1.0")), "--osv-url", database, "--quick"]) == FOUND
    assert capsys.readouterr().err == "weak 1.0 有已知漏洞 PYSEC-2026-1，修复版本：1.1。请更换版本后重新测试。\n"


def test_every_real_pin_is_asked_about(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["--dry-run", "--no-deps", "--disable-pip", "--progress-spinner=off"]
    files = [word for path in FILES for word in ("--requirement", str(path))]
    done = subprocess.run([sys.executable, "-m", "pip_audit", *words, *files], capture_output=True, text=True, timeout=60)
    names = {line.split("==")[0].lower() for path in FILES for line in path.read_text("utf-8").splitlines() if "==" in line}
    assert f"would have audited {len(names)} packages" in done.stderr


def test_a_database_that_does_not_answer(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(requirements(tmp_path, "strong==2.0")), "--osv-url", "http://127.0.0.1:9/v1/query"]) == NOT_LOOKED_UP
    assert "漏洞库没有查成" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("found", "code", "quick_code", "said"),
    [
        (Verdict((), 90, 0), CLEAN, CLEAN, "已核对 90 个依赖，没有已知漏洞"),
        (Verdict((), 80, 10), NOT_LOOKED_UP, CLEAN, "10 个依赖未核对，不等于没有漏洞"),
        (Verdict((("weak", "1.0", "PYSEC-2026-1", "1.1"),), 80, 10), FOUND, FOUND, "weak 1.0 有已知漏洞"),
        (None, NOT_LOOKED_UP, CLEAN, "漏洞库没有查成"),
    ],
    ids=["clean", "partly looked up", "found", "not looked up"],
)
def test_the_exit_code(capsys: pytest.CaptureFixture[str], found: Verdict | None, code: int, quick_code: int, said: str) -> None:
    assert tell(found, is_quick=False) == code
    assert tell(found, is_quick=True) == quick_code
    assert "".join(capsys.readouterr()).count(said) == 2


def test_a_package_that_was_passed_over_is_not_clean() -> None:
    """pip-audit itself ends with 0 and "No known vulnerabilities found" when a mirror knows none of the packages."""
    found = judge({"dependencies": [{"name": "a", "skip_reason": "not found"}, {"name": "b", "version": "1", "vulns": []}]})
    assert (found.known, found.looked_up, found.not_looked_up) == ((), 1, 1)


def test_an_accepted_advisory_has_its_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    assert all(len(why) > 20 for why in ACCEPTED.values())
    document = {"dependencies": [{"name": "weak", "version": "1.0", "vulns": [ADVISORY | {"fix_versions": []}]}]}
    assert judge(document).known == (("weak", "1.0", "PYSEC-2026-1", "尚无"),)
    monkeypatch.setitem(ACCEPTED, "CVE-2026-0001", "We never call the part that it is about.")
    assert judge(document).known == ()
