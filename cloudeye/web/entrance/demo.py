"""The one-click accounts of a demo: who is offered, and the demo's own hall screen."""

import threading
from typing import Any

from cloudeye.access.displays import Displays
from cloudeye.access.guard import OPERATOR
from cloudeye.access.permissions import ROLES
from cloudeye.access.trail.book import Actor
from cloudeye.access.viewer import NOBODY
from cloudeye.web import district
from cloudeye.web.front import Front

# Who stands together on the list, by what they may see.
GROUPS = (
    ("监督、受理与数据", "看全区", lambda role: role.scope == "all"),
    ("被监督的部门与街道", "只看本单位，看不到诉求人", lambda role: role.scope == "own"),
    ("三员", "管理、授权、审计互不兼任，不看业务数据", lambda role: role.is_administrator),
)
SCREEN = "演示大屏"
SYSTEM = Actor("系统", OPERATOR)

_turn = threading.Lock()
_key = ""


def is_offered(front: Front) -> bool:
    """Whether anybody who reaches this server may enter without a password: a demo, on loopback or where it was asked for."""
    return district.is_demo() and front.offers_demo_login()


def demo_groups() -> list[tuple[str, str, list[dict[str, Any]]]]:
    """The one-click accounts as (title, note, accounts), the hall screen last."""
    accounts = district.access().accounts.demo_accounts()
    found = [(title, note, [one for one in accounts if fits(ROLES[one["role"]])]) for title, note, fits in GROUPS]
    wall = ROLES["display"]
    screen = {"role": wall.name, "role_label": wall.label, "description": wall.description, "department": None}
    return [*found, ("大厅", "无人值守", [screen])]


def demo_display() -> str:
    """The key of the demo's hall screen: the same for this process, a new one in the place of a former process's."""
    global _key
    with _turn:
        displays = district.access().displays
        if displays.viewer(_key, "") is NOBODY:
            _shut_former(displays)
            _key = displays.create(SCREEN, SYSTEM)
        return _key


def _shut_former(displays: Displays) -> None:
    for row in displays.listed():
        if row["name"] == SCREEN and row["revoked_at"] is None:
            displays.revoke(row["display_id"], SYSTEM)
