"""What the contract tests look at: the repository's own files, parsed once."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from cloudeye.paths import QUERIES, ROOT

# Where Python of ours may be; data/ and static/ hold none.
PYTHON_ROOMS = ("cloudeye", "pages", "tests", "benchmarks", "docs")
TEXT_SUFFIXES = {
    ".py", ".sql", ".md", ".csv", ".json", ".toml", ".txt", ".css", ".js", ".mjs", ".html", ".svg", ".yml", ".geojson", ".conf",
    ".service", ".env", ".ini", ".cfg", ".sh", "",
}  # fmt: skip
GROWN = {
    ".git",
    ".venv",
    ".pytest_cache",
    ".mypy_cache",
    ".ruff_cache",
    ".hypothesis",
    "__pycache__",
    "node_modules",
    "inbox",
    "uploads",
    "backups",
}

BROKEN = ROOT / "tests" / "data" / "bad"


@cache
def python_files() -> tuple[Path, ...]:
    """Every Python file of the repository, app.py included."""
    found = [path for room in PYTHON_ROOMS for path in (ROOT / room).rglob("*.py")]
    return tuple(sorted([*found, *ROOT.glob("*.py")]))


@cache
def product_files() -> tuple[Path, ...]:
    """The Python that runs in production: cloudeye/, pages/, app.py and the router."""
    return tuple(path for path in python_files() if path.relative_to(ROOT).parts[0] not in {"tests", "benchmarks", "docs"})


@cache
def sql_files() -> tuple[Path, ...]:
    """Every SQL file, migrations included."""
    return tuple(sorted(QUERIES.rglob("*.sql")))


@cache
def text_files(*, every_kind: bool = False) -> tuple[Path, ...]:
    """Every text file of the checkout, outside what it grew by itself; with ``every_kind`` the files that are no text too.

    The broken files of the import's tests are no text, whatever they are called; the script that writes them is.
    """
    found = (path for path in ROOT.rglob("*") if not GROWN & set(path.relative_to(ROOT).parts))
    found = (path for path in found if every_kind or not path.is_relative_to(BROKEN))
    return tuple(sorted(path for path in found if (every_kind or path.suffix in TEXT_SUFFIXES) and path.is_file()))


@cache
def tree(path: Path) -> ast.Module:
    """The syntax tree of a Python file."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def named(path: Path) -> str:
    """The path as a person reads it in a failure."""
    return str(path.relative_to(ROOT))


def module_name(path: Path) -> str:
    """``cloudeye/store/backup.py`` → ``cloudeye.store.backup``; a package's ``__init__`` is the package."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def imports(path: Path) -> Iterator[tuple[str, int]]:
    """Every module that a file imports, anywhere in it, with the line; ``from a import b`` gives both a and a.b."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{named(path)}:{node.lineno}: relative import"
            yield str(node.module), node.lineno
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)


def docstrings(path: Path) -> set[int]:
    """The ids of the syntax nodes that are docstrings."""
    owners = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    bodies = [node.body for node in ast.walk(tree(path)) if isinstance(node, owners)]
    return {id(body[0].value) for body in bodies if body and isinstance(body[0], ast.Expr)}


def strings(path: Path) -> Iterator[tuple[str, int]]:
    """Every string literal that is not a docstring, with its line; the literal parts of an f-string joined by ``{}``."""
    skip = docstrings(path)
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.JoinedStr):
            skip |= {id(part) for part in node.values}
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values), node.lineno
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in skip:
            yield node.value, node.lineno


def body_of(sql: str) -> str:
    """SQL without its comments."""
    return re.sub(r"--[^\n]*", "", sql)
