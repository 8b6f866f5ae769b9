"""The application does not start with a file about the identity provider that is wrong: one sentence says where."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from cloudeye.paths import ROOT
from cloudeye.store import Store
from tests.browser.server import free_port
from tests.identity.office import identity_file
from tests.identity.provider import Provider

SOMEBODY = Provider("https://id.example.cn", "of the office")


def started(folder: Path, file: Path) -> tuple[int, str]:
    """The exit code and the last words of ``cloudeye serve``."""
    Store(folder / "cloudeye.duckdb", create=True).close()
    environment = os.environ | {"CLOUDEYE_DATABASE": str(folder / "cloudeye.duckdb"), "CLOUDEYE_IDENTITY": str(file)}
    command = [sys.executable, "-m", "cloudeye", "serve", "--port", str(free_port())]
    finished = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60)
    return finished.returncode, finished.stderr


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"administrators": False}, "必须写明 administrators = true"),
        ({"audience": "other"}, "audience 应当与 client_id 相同"),
    ],
)
def test_names_what_is_wrong(tmp_path: Path, change: dict[str, object], sentence: str) -> None:
    """A rule gives an administrator's role only where the file says that rules may."""
    code, said = started(tmp_path, identity_file(tmp_path / "identity.toml", SOMEBODY, "https://eye.example.cn", **change))
    assert code == 1
    assert sentence in said and len(said.strip().splitlines()) == 1


def test_names_a_file_that_is_not_there(tmp_path: Path) -> None:
    code, said = started(tmp_path, tmp_path / "none.toml")
    assert code == 1 and "CLOUDEYE_IDENTITY" in said and "Traceback" not in said
