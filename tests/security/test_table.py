"""Nothing arrives without a row: pages, routes, actions and parts of pages that run by themselves are looked for in the code."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from cloudeye.access.permissions import Reach, permissions, reach_of
from cloudeye.access.viewer import Viewer
from cloudeye.paths import ROOT
from cloudeye.web.passage import row_of
from cloudeye.web.routes import ROUTES
from tests.contracts.sources import named, product_files, tree
from tests.security import table
from tests.security.people import Keys
from tests.security.test_matrix import trials

# Decorators of Streamlit whose function runs without the script around it, and so without the page's first statement.
RUNS_ALONE = {"fragment", "dialog", "experimental_fragment", "experimental_dialog"}
ALLOWED = {"": "", "all": "", "own": "", "masked": "", "clear": ""}.keys()


def test_every_page_has_a_row_and_every_row_a_page() -> None:
    assert table.pages_on_disk() == table.pages_in_table()


def test_a_page_without_a_row_is_found(tmp_path: Path) -> None:
    """The check above can fail: one file more, or one fewer."""
    for name in table.pages_in_table():
        audience, _, page = name.partition("-")
        (tmp_path / audience).mkdir(exist_ok=True)
        (tmp_path / audience / f"{page}.py").write_text("", encoding="utf-8")
    assert table.pages_on_disk(tmp_path) == table.pages_in_table()
    (tmp_path / "leader" / "secret.py").write_text("", encoding="utf-8")
    assert table.pages_on_disk(tmp_path) - table.pages_in_table() == {"leader-secret"}
    (tmp_path / "leader" / "ranking.py").unlink()
    assert table.pages_in_table() - table.pages_on_disk(tmp_path) == {"leader-ranking"}


def test_every_route_has_a_row_and_a_trial() -> None:
    """Routes of ours that the table does not know would be dead; rows that nobody tries would be unproven."""
    unknown = [
        f"{method} {route.path}"
        for route in ROUTES
        for method in sorted(route.methods or ())
        if row_of(method, sample(route.path)) is None
    ]
    assert unknown == []
    assert set(trials(Keys({"matrix": ""}))) == {cell.name for cell in table.cells() if cell.kind == "route"}


def sample(path: str) -> str:
    """An address that a route answers: its parameters filled in."""
    return "/".join("x" if piece.startswith("{") else piece for piece in path.split("/"))


def test_the_table_is_whole() -> None:
    """Every cell is one of the words we know, no row stands twice, every role has its column, and the product reads the same table."""
    cells = table.cells()
    assert {cell.kind for cell in cells} == {"page", "route", "column", "action"} and {cell.reach for cell in cells} <= ALLOWED
    assert len({(cell.kind, cell.name, cell.role) for cell in cells}) == len(cells) == len(permissions()) * len(table.roles())
    assert [cell for cell in cells if reach_of(cell.role, cell.kind, cell.name) != cell.reach] == []
    assert not Viewer(role="leader").reach("page", "leader-secret") and reach_of("leader", "route", "GET /secret") is Reach.NONE


def test_nobody_and_the_screen_see_no_records() -> None:
    """Whatever rows come later: nobody has no page, the hall's screen no more than hall pages, neither any column or action."""
    for cell in table.cells():
        if cell.reach and cell.role in {"anonymous", "display"}:
            assert cell.kind == "route" or (cell.role == "display" and cell.kind == "page" and cell.name.startswith("hall-")), (
                cell
            )
        if cell.reach and cell.role in {"anonymous", "display"} and cell.kind == "route":
            assert "/export" not in cell.name, cell


def test_no_administrator_sees_what_is_administered() -> None:
    """The three administrators see no data of the district, and none of them can do another's work."""
    deeds = {
        role: {cell.name for cell in table.of("action", role) if cell.reach}
        for role in table.roles()
        if role.endswith("_administrator")
    }
    assert len(deeds) == 3 and all(deeds.values())
    assert not any(one & other for role, one in deeds.items() for another, other in deeds.items() if role < another)
    for role in deeds:
        pages = {cell.name for cell in table.of("page", role) if cell.reach}
        assert {page.partition("-")[0] for page in pages} == {"admin"}
        assert not any(cell.reach for cell in table.of("column", role))


@pytest.mark.parametrize("path", sorted((ROOT / "pages").glob("*/*.py")), ids=named)
def test_a_page_asks_before_anything_else(path: Path) -> None:
    """The first statement of a page, after its docstring and its imports, is admit() with the page's own name."""
    name = f"{path.parent.name}-{path.stem}"
    body = [node for node in tree(path).body if not isinstance(node, ast.Import | ast.ImportFrom)]
    first = body[1] if isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant) else body[0]
    assert admits(first) == name


def admits(statement: ast.stmt) -> str | None:
    """The page that a statement asks admission to; None when it is something else."""
    call = statement.value if isinstance(statement, ast.Expr | ast.Assign) else None
    if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "admit" and len(call.args) == 1:
        return call.args[0].value if isinstance(call.args[0], ast.Constant) else ""  # type: ignore[return-value]
    return None


def alone(module: ast.Module) -> Iterator[tuple[ast.FunctionDef, str | None]]:
    """Functions that Streamlit runs by themselves, with the page that their first statement asks for."""
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef):
            names = {
                last_name(decorator.func if isinstance(decorator, ast.Call) else decorator) for decorator in node.decorator_list
            }
            if names & RUNS_ALONE:
                body = node.body[1:] if ast.get_docstring(node) else node.body
                yield node, admits(body[0]) if body else None


def last_name(node: ast.expr) -> str:
    """``fragment`` of ``st.fragment`` and of ``fragment``."""
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def test_what_runs_by_itself_asks_first() -> None:
    """A fragment or a dialog is run without its page: it asks for itself, in its first statement; none is made without a decorator."""
    silent = [
        f"{named(path)}:{node.lineno}: {node.name}"
        for path in product_files()
        for node, page in alone(tree(path))
        if page is None or (page and page not in table.pages_in_table())
    ]
    called = [
        f"{named(path)}:{node.lineno}"
        for path in product_files()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and last_name(node.func) in RUNS_ALONE and not decorates(tree(path), node)
    ]
    assert silent == [] and called == []


def decorates(module: ast.Module, call: ast.Call) -> bool:
    """Whether a call is the decorator of a function."""
    return any(call in node.decorator_list for node in ast.walk(module) if isinstance(node, ast.FunctionDef))


def test_a_fragment_that_does_not_ask_is_found() -> None:
    source = "import streamlit as st\n@st.fragment(run_every=2)\ndef live():\n    draw()\n@st.dialog('x')\ndef box():\n    'says'\n    admit('a-b')\n"
    assert [(node.name, page) for node, page in alone(ast.parse(source))] == [("live", None), ("box", "a-b")]


def test_nothing_is_offered_past_the_door() -> None:
    """Files leave through routes that ask: no download button, no media, nothing of Streamlit's that gives a file an address."""
    forbidden = {"download_button", "image", "audio", "video", "pdf", "file_uploader", "logo", "camera_input", "audio_input"}
    found = [
        f"{named(path)}:{node.lineno}: st.{node.func.attr}"
        for path in product_files()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in forbidden
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "st"
    ]
    assert found == []
