"""The table is asked for every page and every address, and knows them all."""

import json
import subprocess
import sys

import pytest

from cloudeye.access.permissions import ROLES, permissions
from cloudeye.access.viewer import NOBODY, Viewer
from cloudeye.paths import ROOT
from cloudeye.web.passage import CHANNEL, Passage, is_page, may_use_a_page, passage, row_of
from cloudeye.web.screens import DEFAULT, home, in_navigation, open_to, screens

# Addresses of Streamlit that stay shut: they give away numbers, files or whole pages without asking who is there.
SHUT = {
    "GET /_stcore/metrics", "GET /media/x", "PUT /_stcore/upload_file/x/x", "DELETE /_stcore/upload_file/x/x", "GET /component/x",
    "GET /auth/logout", *(f"{method} /_stcore/agent/{name}" for name in ("interact", "openapi.json", "mcp")
                          for method in ("GET", "POST", "PUT", "PATCH", "DELETE")),
}  # fmt: skip
LIST = """
import json, sys
sys.path.insert(0, ".")
import app
found = app.app._build_starlette_app().routes
print(json.dumps([[sorted(getattr(route, "methods", None) or ["GET"]), getattr(route, "path", None) or ""] for route in found]))
"""


def test_every_page_has_its_row_and_every_row_its_page() -> None:
    """Fails for a page that nobody has entered in permissions.csv, and for a row whose page is gone."""
    assert {name for kind, name in permissions() if kind == "page"} == set(screens())


def test_titles_come_from_the_table() -> None:
    assert all(screen.title == permissions()["page", screen.name].label for screen in screens().values())


@pytest.fixture(scope="module")
def built() -> set[str]:
    """METHOD /address for every route of the whole application, Streamlit's included; parameters stand as x."""
    finished = subprocess.run([sys.executable, "-c", LIST], cwd=ROOT, capture_output=True, text=True)
    assert finished.returncode == 0, finished.stderr[-2000:]
    listed: list[tuple[list[str], str]] = json.loads(finished.stdout.splitlines()[-1])
    parts = [(methods, "/".join("x" if "{" in part else part for part in path.split("/"))) for methods, path in listed if path]
    return {f"{method} {path}" for methods, path in parts for method in methods if method != "HEAD"}


def test_every_route_is_in_the_table_or_known_to_be_shut(built: set[str]) -> None:
    """Fails when an upgrade of Streamlit, or one of us, adds an address that nobody has decided about."""
    assert len(built) > 40 and "GET /_stcore/stream" in built and "POST /_stcore/agent/interact" in built
    preflight = {asked for asked in built if asked.startswith("OPTIONS ")}
    known = {asked for asked in built if row_of(*asked.split(" ", 1))}
    assert built - known - preflight == SHUT & built
    assert {asked for asked in SHUT | preflight if row_of(*asked.split(" ", 1))} == set()


def test_every_row_of_a_route_has_its_route(built: set[str]) -> None:
    """A row that leads nowhere would be a promise nobody keeps."""
    rows = [name for kind, name in permissions() if kind == "route"]
    lost = [
        name
        for name in rows
        if name not in built and not any(name.endswith("*") and asked.startswith(name[:-1]) for asked in built)
    ]
    assert set(lost) <= {"GET /static/*"}  # Streamlit mounts its files at the root


@pytest.mark.parametrize(
    ("method", "path", "row"),
    [
        ("GET", "/hall-overview", ("page", "hall-overview")),
        ("HEAD", "/hall-overview", ("page", "hall-overview")),
        ("POST", "/hall-overview", None),
        ("GET", "/hall-overview/", None),
        ("GET", "/Hall-overview", None),
        ("GET", "/", ("route", "GET /")),
        ("GET", "//", None),
        ("GET", "", None),
        ("GET", "/static/js/a.js", ("route", "GET /static/*")),
        ("GET", "/static/", None),
        ("GET", "/static", None),
        ("GET", "/staticx", None),
        ("GET", "/display/", None),
        ("GET", "/display/key", ("route", "GET /display/*")),
        ("GET", "/plotly-7.1.0.js", ("route", "GET /plotly-*")),
        ("OPTIONS", "/pulse", None),
        ("GET", "/media/../pulse", None),
        ("GET", "/leader-nothing", None),
        ("TRACE", "/", None),
    ],
)
def test_which_row_speaks_of_a_request(method: str, path: str, row: tuple[str, str] | None) -> None:
    assert row_of(method, path) == row


@pytest.mark.parametrize("role", ROLES)
def test_what_becomes_of_every_address_for_every_role(role: str) -> None:
    """For all cells of the table: open where it says so, else the way to the sign-in or a refusal."""
    viewer = Viewer(role=role)
    for (kind, name), permission in permissions().items():
        if kind not in ("page", "route"):
            continue
        method, path = ("GET", f"/{name}") if kind == "page" else name.replace("*", "x").split(" ", 1)
        found = passage(method, path, viewer)
        if not permission.reach[role]:
            assert found is (Passage.SIGN_IN if role == "anonymous" else Passage.REFUSED), (role, name)
        elif path == "/" and not viewer.reach("page", DEFAULT):
            assert found is Passage.GO_HOME, (role, name)
        else:
            assert found is Passage.OPEN, (role, name)


def test_an_unfinished_sign_in_opens_its_own_form_only() -> None:
    for stage, own, other in (
        ("password", "/password", "/second-factor"),
        ("enrol", "/second-factor", "/password"),
        ("code", "/second-factor", "/password"),
    ):
        assert passage("GET", own, NOBODY, stage) is Passage.OPEN
        assert passage("POST", own, NOBODY, stage) is Passage.OPEN
        assert passage("GET", other, NOBODY, stage) is Passage.SIGN_IN
        assert passage("GET", "/hall-overview", NOBODY, stage) is Passage.GO_ON
        assert passage("GET", "/pulse", NOBODY, stage) is Passage.SIGN_IN
        assert passage("GET", CHANNEL, NOBODY, stage) is Passage.SIGN_IN
        assert passage("POST", "/logout", NOBODY, stage) is Passage.OPEN


def test_the_channel_is_shut_for_whoever_has_no_page(monkeypatch: pytest.MonkeyPatch) -> None:
    leader = Viewer(role="leader")
    assert passage("GET", CHANNEL, leader) is Passage.OPEN
    monkeypatch.setattr("cloudeye.web.passage.screens", dict)
    assert not may_use_a_page(leader)
    assert passage("GET", CHANNEL, leader) is Passage.REFUSED


@pytest.mark.parametrize("role", [role for role in ROLES if role != "anonymous"])
def test_everybody_has_a_first_page_that_is_theirs(role: str) -> None:
    viewer = Viewer(role=role)
    first = home(viewer)
    assert first is not None and viewer.reach("page", first.name) and first.name != "supervisor-complaint"
    assert first in in_navigation(viewer) and set(in_navigation(viewer)) <= set(open_to(viewer))


def test_nobody_has_no_first_page() -> None:
    assert home(NOBODY) is None and open_to(NOBODY) == []


def test_what_is_a_page() -> None:
    assert is_page(("page", "hall-overview")) and is_page(("route", "GET /")) and not is_page(("route", "GET /pulse"))
