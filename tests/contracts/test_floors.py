"""Who may import whom: downwards only, no circles, and the core without Streamlit."""

import subprocess
import sys
from graphlib import CycleError, TopologicalSorter

import pytest

from cloudeye.paths import ROOT
from tests.contracts.sources import imports, module_name, named, product_files

# From the ground up. Rooms of one floor may import each other, but not in a circle.
FLOORS = [
    {"errors", "paths", "clock", "reasons"},
    {"store"},
    {"catalog"},
    {"detect", "supervision", "scoring", "ingest", "access", "demo"},
    {"web", "cli"},
    {"__main__"},
    {"pages", "app"},
]
LEVEL = {room: level for level, floor in enumerate(FLOORS) for room in floor}
SCREEN_PACKAGES = {"streamlit", "starlette"}
SCREEN_ROOMS = {"web", "pages", "app"}


def room(module: str) -> str | None:
    """The room a module of ours belongs to; None for a stranger's."""
    parts = module.split(".")
    if parts[0] == "cloudeye":
        return parts[1] if len(parts) > 1 else None
    return parts[0] if parts[0] in LEVEL else None


def our_imports() -> list[tuple[str, str, str]]:
    """(where, importing module, imported module) for every import of ours of something of ours."""
    return [
        (f"{named(path)}:{line}", module_name(path), target)
        for path in product_files()
        for target, line in imports(path)
        if room(target) is not None
    ]


def test_every_room_has_a_floor() -> None:
    rooms = {room(module_name(path)) for path in product_files()} - {None}
    assert rooms <= LEVEL.keys(), f"say on which floor they are: {sorted(map(str, rooms - LEVEL.keys()))}"


def test_imports_go_down() -> None:
    upwards = [
        f"{where} imports {target}"
        for where, module, target in our_imports()
        if (into := room(target)) in LEVEL and (start := room(module)) in LEVEL and LEVEL[str(into)] > LEVEL[str(start)]
    ]
    assert upwards == []


def test_rooms_do_not_import_each_other_in_a_circle() -> None:
    reads: dict[str, set[str]] = {}
    for _, module, target in our_imports():
        start, into = str(room(module)), str(room(target))
        if start != into:
            reads.setdefault(start, set()).add(into)
    try:
        TopologicalSorter(reads).prepare()
    except CycleError as error:
        pytest.fail(f"circle of rooms: {' → '.join(error.args[1])}")


def test_only_the_screens_know_streamlit_and_starlette() -> None:
    strangers = [
        f"{named(path)}:{line} imports {target}"
        for path in product_files()
        if room(module_name(path)) not in SCREEN_ROOMS
        for target, line in imports(path)
        if target.split(".")[0] in SCREEN_PACKAGES
    ]
    assert strangers == []


def test_the_core_runs_without_streamlit() -> None:
    core = sorted(
        module_name(path)
        for path in product_files()
        if module_name(path).startswith("cloudeye") and room(module_name(path)) not in {*SCREEN_ROOMS, "__main__"}
    )
    script = (
        f"import sys, importlib; sys.modules.update(streamlit=None, starlette=None); [*map(importlib.import_module, {core!r})]"
    )
    finished = subprocess.run([sys.executable, "-W", "error", "-c", script], cwd=ROOT, capture_output=True, text=True)
    assert finished.returncode == 0, finished.stderr[-2000:]


def test_no_page_lies_directly_in_pages() -> None:
    # Streamlit would run such a file without the entrypoint when it is the first address asked for after a restart.
    assert [named(path) for path in (ROOT / "pages").glob("*.py")] == []
