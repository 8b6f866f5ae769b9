"""Every package that the code imports is pinned, with its reason, and imported; what they bring along is pinned too."""

import re
import sys
from importlib.metadata import distribution, packages_distributions
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from cloudeye.paths import ROOT
from tests.contracts.sources import imports, named, product_files, python_files

PIN = re.compile(r"^(?P<name>[A-Za-z0-9_.-]+)==(?P<version>[0-9][^\s#]*)\s+# (?P<reason>\S.{10,})$")
OURS = {"cloudeye", "pages", "tests", "benchmarks", "docs", "app"}
# Started by the Makefile, not imported.
TOOLS = {"ruff", "mypy", "bandit", "pip-audit"}
# Imported by Streamlit when somebody signs in through an identity provider; Streamlit does not install them by itself.
FOR_STREAMLIT = {"authlib", "httpx2"}
# Comes with the interpreter's own venv, at whatever version.
GIVEN = {"pip", "setuptools", "wheel"}


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
    assert sorted(pinned.keys() - imported.keys() - FOR_STREAMLIT) == [], "pinned but not imported"


def test_what_the_tests_import_is_pinned() -> None:
    imported, tools = distributions(python_files()), pins("requirements-dev.txt")
    known = pins("requirements.txt") | tools
    assert {name: where for name, where in imported.items() if name not in known} == {}
    assert sorted(tools.keys() - imported.keys() - TOOLS) == [], "pinned but not imported"


def constraints() -> dict[str, str]:
    """Package → version of constraints.txt; fails on a line that is not an exact pin."""
    lines = [line for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    assert [line for line in lines if not re.fullmatch(r"[A-Za-z0-9_.-]+==[0-9][^\s#*]*", line)] == []
    return {canonicalize_name(name): version for name, version in (line.split("==") for line in lines)}


def brought_along(names: set[str]) -> dict[str, str]:
    """Package → installed version of everything that the named packages need here, themselves included."""
    found: dict[str, str] = {}
    seen: set[tuple[str, str]] = set()
    waiting = {(canonicalize_name(name), "") for name in names}
    while waiting:
        name, extra = waiting.pop()
        seen.add((name, extra))
        found[name] = distribution(name).version
        for line in distribution(name).requires or []:
            need = Requirement(line)
            if need.marker is None or need.marker.evaluate({"extra": extra}):
                waiting |= {(canonicalize_name(need.name), wanted) for wanted in ("", *need.extras)} - seen
    return {name: version for name, version in found.items() if name not in GIVEN}


def test_everything_installed_is_pinned_at_the_version_that_is_tested() -> None:
    chosen = {
        canonicalize_name(name): version for name, version in (pins("requirements.txt") | pins("requirements-dev.txt")).items()
    }
    held = constraints()
    assert {name: (version, held[name]) for name, version in chosen.items() if held.get(name, version) != version} == {}
    assert brought_along(set(chosen)) == {name: version for name, version in (held | chosen).items() if name not in GIVEN}


def test_the_application_alone_is_pinned_without_the_tools() -> None:
    """`make run` reads requirements.txt and constraints.txt only."""
    chosen = pins("requirements.txt")
    held = constraints() | {canonicalize_name(name): version for name, version in chosen.items()}
    assert sorted(brought_along(set(chosen)).keys() - held.keys()) == []
