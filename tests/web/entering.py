"""Real accounts, sessions and hall screens for tests that come in as somebody; nothing about identity is simulated."""

from itertools import count

from cloudeye.access.trail.book import Actor
from cloudeye.access.viewer import Viewer
from cloudeye.web import district
from cloudeye.web.cookies import DISPLAY, SESSION
from cloudeye.web.front import LOOPBACK

OPERATOR = Actor("测试", "operator")
_numbers = count(1)


def session_of(role: str, department_id: str | None = None) -> str:
    """The token of an open session of a new account with ``role``, in the district that is open now."""
    access = district.access()
    login = f"tester{next(_numbers)}"
    access.accounts.create(login, f"测试{login}", by=OPERATOR)
    account_id = next(row["account_id"] for row in access.accounts.listed() if row["login"] == login)
    access.accounts.grant(account_id, role, department_id, OPERATOR)
    return access.sessions.open(account_id, stage="open", address=LOOPBACK, agent="test")


def screen_key(name: str = "") -> str:
    """The key of a new hall screen."""
    return district.access().displays.create(name or f"大屏{next(_numbers)}", OPERATOR)


def cookies_of(role: str, department_id: str | None = None) -> dict[str, str]:
    """What a browser of somebody with ``role`` sends: a session, a hall screen's key, or nothing for anonymous."""
    if role == "anonymous":
        return {}
    return {DISPLAY: screen_key()} if role == "display" else {SESSION: session_of(role, department_id)}


def viewer_of(cookies: dict[str, str]) -> Viewer:
    """Who the door takes the holder of these cookies for."""
    access = district.access()
    if key := cookies.get(DISPLAY):
        return access.displays.viewer(key, LOOPBACK)
    return access.sessions.viewer(cookies.get(SESSION, ""), active=False, address=LOOPBACK)
