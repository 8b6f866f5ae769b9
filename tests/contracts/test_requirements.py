"""Every package that the code imports is pinned, every pin is exact, has its reason and is imported."""

import re
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

from cloudeye.paths import ROOT
from tests.contracts.sources import imports, named, product_files, python_files

PIN = re.compile(r"^(?P<name>[A-Za-z0-9_.-]+)==(?P<version>[0-9][^\s#]*)\s+# (?P<reason>\S.{10,})$")
OURS = {"cloudeye", "pages", "tests", "benchmarks", "docs", "app"}
# Started by the Makefile, not imported.
TOOLS = {"ruff", "mypy"}


def pins(name: str) -> dict[str, str]:
    """Package → version of a requirements file; fails on a line that is not an exact pin with a reason."""
    lines = [line for line in (ROOT / name).read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    found = [PIN.match(line) for line in lines]
    assert [line for line, match in zip(lines, found, strict=True) if match is None] == []
    return {match["name"].lower(): match["version"] for match in found if match}


def distributions(files: tuple[Path, ...]) -> dict[str, str]:
    """Distribution → a place that imports it, for every stranger that the files import."""
    known = packages_distributions()
    found: dict[str, str] = {}
    for path in files:
        for target, line in imports(path):
            top = target.split(".")[0]
            if top not in OURS and top not in sys.stdlib_module_names and top in known:
                found.setdefault(known[top][0].lower(), f"{named(path)}:{line}")
    return found


def test_what_the_product_imports_is_pinned() -> None:
    imported, pinned = distributions(product_files()), pins("requirements.txt")
    assert {name: where for name, where in imported.items() if name not in pinned} == {}
    assert sorted(pinned.keys() - imported.keys()) == [], "pinned but not imported"


def test_what_the_tests_import_is_pinned() -> None:
    imported, tools = distributions(python_files()), pins("requirements-dev.txt")
    known = pins("requirements.txt") | tools
    assert {name: where for name, where in imported.items() if name not in known} == {}
    assert sorted(tools.keys() - imported.keys() - TOOLS) == [], "pinned but not imported"
