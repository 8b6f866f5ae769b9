"""Rules of the house that a machine can hold: size, names, docstrings, colours, nothing local."""

import ast
import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from cloudeye.paths import CATALOG, ROOT
from tests.contracts.sources import named, product_files, python_files, sql_files, strings, text_files, tree

LONGEST_FILE = 400
# Cases and markup in tests may be wider: a table that is wrapped is no table.
LONGEST_LINE, LONGEST_TEST_LINE = 130, 170
VAGUE_NAMES = {"utils", "util", "helpers", "helper", "common", "manager", "misc"}
COLOUR = re.compile(r"#(?:[0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})\b|\brgba?\(")
COLOUR_ROOM = {"cloudeye/web/theme.py"}
LOCAL_PATH = re.compile(r"(?<![\w/])/(?:home|root|Users|work|tmp)/\w|[A-Z]:\\\\")
THIS_FILE = Path(__file__).resolve()


@pytest.mark.parametrize("path", [*python_files(), *sql_files()], ids=named)
def test_no_file_is_too_long(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE


def test_no_line_is_too_long() -> None:
    found = [
        f"{named(path)}:{number}"
        for path in python_files()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if len(line) > (LONGEST_TEST_LINE if path.is_relative_to(ROOT / "tests") else LONGEST_LINE)
    ]
    assert found == []


def test_names_say_what_is_inside() -> None:
    assert [named(path) for path in [*python_files(), *sql_files()] if path.stem in VAGUE_NAMES] == []


def public_things(body: list[ast.stmt], prefix: str = "") -> Iterator[tuple[str, ast.AST]]:
    """Public functions and classes of a module, and public methods of its public classes."""
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            yield prefix + node.name, node
            if isinstance(node, ast.ClassDef):
                yield from public_things(node.body, f"{node.name}.")


def test_every_public_thing_says_what_it_is() -> None:
    silent = []
    for path in product_files():
        if not named(path).startswith("cloudeye/"):
            continue
        module = tree(path)
        if module.body and ast.get_docstring(module) is None:
            silent.append(named(path))
        silent += [
            f"{named(path)}: {name}"
            for name, node in public_things(module.body)
            if ast.get_docstring(node) is None  # type: ignore[arg-type]
        ]
    assert silent == []


def test_colours_live_in_the_theme() -> None:
    found = [
        f"{named(path)}:{line}: {match.group(0)}"
        for path in product_files()
        if named(path) not in COLOUR_ROOM
        for text, line in strings(path)
        if (match := COLOUR.search(text))
    ]
    assert found == []


def test_no_exception_is_swallowed_whole() -> None:
    found = [
        f"{named(path)}:{node.lineno}"
        for path in product_files()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or (isinstance(node.type, ast.Name) and node.type.id in {"Exception", "BaseException"}))
        and all(isinstance(statement, ast.Pass | ast.Continue) for statement in node.body)
    ]
    assert found == []


def is_known(test: ast.expr) -> bool:
    """Whether an assertion only says that something is there: a name, an attribute, not None, several of these."""
    if isinstance(test, ast.BoolOp):
        return isinstance(test.op, ast.And) and all(map(is_known, test.values))
    if isinstance(test, ast.Compare):
        is_none = [isinstance(word, ast.Constant) and word.value is None for word in test.comparators]
        return is_none == [True] and isinstance(test.ops[0], ast.IsNot) and is_known(test.left)
    return isinstance(test, ast.Name | ast.Attribute)


def test_no_guard_is_an_assertion() -> None:
    """`python -O` leaves assertions out: what must not happen is refused with an error."""
    found = [
        f"{named(path)}:{node.lineno}"
        for path in product_files()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Assert) and not is_known(node.test)
    ]
    assert found == []


def test_no_mocks() -> None:
    found = [
        named(path)
        for path in python_files()
        if path != THIS_FILE and re.search(r"unittest\.mock|MagicMock|mocker\b", path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_nothing_is_left_half_done() -> None:
    marks = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b|\braise NotImplementedError\b")
    found = [
        f"{named(path)}:{number}"
        for path in [*python_files(), *sql_files()]
        if path != THIS_FILE
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if marks.search(line)
    ]
    assert found == []


def test_no_file_holds_a_path_of_one_machine() -> None:
    found = [
        f"{named(path)}:{number}: {match.group(0)[:40]}"
        for path in text_files()
        if path != THIS_FILE
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if (match := LOCAL_PATH.search(line))
    ]
    assert found == []


@pytest.mark.parametrize("path", sorted(CATALOG.rglob("*.csv")), ids=named)
def test_catalogue_file_is_a_table(path: Path) -> None:
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, strict=True))
    assert len(rows) > 1, "a header and at least one row"
    header = rows[0]
    assert len(set(header)) == len(header) and all(re.fullmatch(r"[a-z][a-z0-9_]*", name) for name in header)
    assert [number for number, row in enumerate(rows, 1) if len(row) != len(header)] == []


def test_the_finder_of_strings_skips_docstrings(tmp_path: Path) -> None:
    """Most rules above lean on it."""
    path = tmp_path / "example.py"
    path.write_text('"""About."""\ndef f(x):\n    """Says."""\n    return f"a{x}b", "c"\n', encoding="utf-8")
    assert sorted(strings(path)) == [("a{}b", 4), ("c", 4)]
