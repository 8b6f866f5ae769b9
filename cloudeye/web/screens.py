"""Every screen of the application, found once: ``pages/<audience>/<name>.py`` is page ``<audience>-<name>`` at that address.

Titles and permissions stand in ``permissions.csv``; a file without a row there is nobody's page.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from cloudeye.access.permissions import permissions
from cloudeye.access.viewer import Viewer
from cloudeye.paths import ROOT

PAGES = ROOT / "pages"
DEFAULT = "leader-ranking"
WALL = "hall"
# Reached from another page, never from the navigation: without a subject they have nothing to show. Each with the page whose
# place in the navigation it shares.
DETAILS = MappingProxyType(
    {
        "leader-indicator": "leader-domain",
        "leader-point": "leader-domain",
        "leader-task": "leader-tasks",
        "leader-rectification": "leader-rectifications",
        "leader-passport": "leader-ranking",
        "leader-brief": "leader-department",
        "leader-search": "",
        "supervisor-complaint": "supervisor-complaints",
        "analyst-batch": "analyst-batches",
    }
)


@dataclass(frozen=True)
class Screen:
    """One page: its name and address without the slash, its Chinese title, who it is for, and its script."""

    name: str
    title: str
    audience: str
    path: Path

    @property
    def address(self) -> str:
        """Where it is opened, from the root: ``/`` for the default screen."""
        return "/" if self.name == DEFAULT else f"/{self.name}"


@cache
def screens() -> Mapping[str, Screen]:
    """All screens by name, in the order of the table; those that the table does not know stand last, with their name as title."""
    order = {name: number for number, (kind, name) in enumerate(permissions()) if kind == "page"}
    found = {f"{path.parent.name}-{path.stem}": path for path in PAGES.glob("*/*.py")}
    return MappingProxyType(
        {
            name: Screen(name, permissions()["page", name].label if name in order else name, found[name].parent.name, found[name])
            for name in sorted(found, key=lambda name: (order.get(name, len(order)), name))
        }
    )


def open_to(viewer: Viewer) -> list[Screen]:
    """The screens that this viewer may open, in order."""
    return [screen for screen in screens().values() if viewer.reach("page", screen.name)]


def in_navigation(viewer: Viewer) -> list[Screen]:
    """What stands in the header of the light pages: everything open to the viewer that needs no subject, the wall last."""
    listed = [screen for screen in open_to(viewer) if screen.name not in DETAILS]
    return sorted(listed, key=lambda screen: screen.audience == WALL)


def home(viewer: Viewer) -> Screen | None:
    """Where this viewer begins: the default screen, else the first that is open to them; None for somebody without any."""
    listed = in_navigation(viewer)
    return next((screen for screen in listed if screen.name == DEFAULT), listed[0] if listed else None)
