"""Who is asking: what every page, route and record-level query is told about the person in front of it."""

from dataclasses import dataclass

from cloudeye.access.permissions import ROLES, Reach, reach_of
from cloudeye.access.trail.book import Actor


@dataclass(frozen=True)
class Viewer:
    """One person, display or nobody, as of one request.

    ``login`` and ``name`` are what the trail and the screen call them; ``departments`` are the organisations that are their own
    (their department with those above and below it), ``subdistricts`` the sub-districts a street office answers for;
    ``address`` is where the request came from.
    """

    role: str = "anonymous"
    login: str = ""
    name: str = ""
    account_id: str = ""
    session_id: str = ""
    display_id: str = ""
    department_id: str | None = None
    departments: frozenset[str] = frozenset()
    subdistricts: frozenset[str] = frozenset()
    address: str = ""

    @property
    def is_anonymous(self) -> bool:
        """Whether nobody has signed in."""
        return self.role == "anonymous"

    @property
    def role_label(self) -> str:
        """The role in Chinese."""
        return ROLES[self.role].label

    @property
    def actor(self) -> Actor:
        """What the trail calls this viewer: its login (a display: its name; nobody: 未登录), role and address."""
        return Actor(self.login or self.name or "未登录", self.role, self.address)

    def reach(self, kind: str, name: str) -> Reach:
        """How far this viewer may use a page, route, column or action; see ``permissions.csv``."""
        return reach_of(self.role, kind, name)


NOBODY = Viewer()
