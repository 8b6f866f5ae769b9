"""The way from the ranking or the matrix down to a point and back: the crumbs, the links, and who may follow them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from cloudeye.access.permissions import Reach
from cloudeye.access.viewer import Viewer
from cloudeye.web.frame import address
from cloudeye.web.wording import text

Row = Mapping[str, Any]
Crumb = tuple[str, str | None]
MATRIX, INDICATOR, POINT, PORTRAIT = "leader-domain", "leader-indicator", "leader-point", "leader-department"
RANKING, PASSPORT, TASKS, TASK = "leader-ranking", "leader-passport", "leader-tasks", "leader-task"


@dataclass(frozen=True)
class Way:
    """Where somebody stands: who, in which month, and from whose portrait they came (``department_id`` and its name, or None)."""

    viewer: Viewer
    month: date
    department_id: str | None = None
    department: str | None = None

    def may(self, page: str) -> bool:
        """Whether the viewer can open a page at all; a page asks again."""
        return bool(self.viewer.reach("page", page))

    def is_own_only(self, page: str) -> bool:
        """Whether the viewer sees only what their own organisations lead there."""
        return self.viewer.reach("page", page) is not Reach.ALL

    def address(self, page: str, /, **query: str) -> str:
        """A page's address with the month, and the department that the way began at unless ``query`` names another."""
        came = {"department": self.department_id} if self.department_id else {}
        return address("" if page == RANKING else page, month=f"{self.month:%Y-%m}", **{**came, **query})

    def link(self, page: str, words: object, /, *, kind: str = "", **query: str) -> str:
        """Markup of a link, or of the words alone for a viewer who may not open the page; ``kind`` is a class of the link."""
        if not self.may(page):
            return text(words)
        of_kind = f' class="{kind}"' if kind else ""
        return f'<a{of_kind} href="{self.address(page, **query)}" target="_self">{text(words)}</a>'

    def department_link(self, department_id: str | None, name: str | None) -> str:
        """Markup of a department's name that leads to its portrait, where the viewer may see that one."""
        if department_id is None or not self.sees(PORTRAIT, department_id):
            return text(name or "")
        return self.link(PORTRAIT, name, department=department_id)

    def sees(self, page: str, department_id: str | None) -> bool:
        """Whether a page about this department is open to the viewer."""
        return self.may(page) and (not self.is_own_only(page) or department_id in self.viewer.departments)

    def proof(self, figure: str, words: object = "查看出处") -> str:
        """Markup of the link to the passport of a figure such as ``point:D01-001``; the words alone for who may not open it."""
        if not self.may(PASSPORT):
            return "" if words == "查看出处" else text(words)
        where = address(PASSPORT, month=f"{self.month:%Y-%m}", figure=figure)
        return f'<a class="proof" href="{where}" target="_self" title="查看出处">{text(words)}</a>'

    def crumbs(self, row: Row | None, depth: int) -> list[Crumb]:
        """The steps from the first page to this one; those that the viewer may not open are left out, the last is where they are.

        ``depth``: how many of domain, indicator and point of ``row`` lie on the way.
        """
        begin: list[tuple[str, str, dict[str, str]]] = [("监督靶点", MATRIX, {})]
        if self.department_id:
            begin = [("部门排名", RANKING, {}), (f"部门画像·{self.department}", PORTRAIT, {})]
            begin += [] if row else [("监督靶点", MATRIX, {})]
        levels: list[tuple[str, str, dict[str, str]]] = []
        if row:
            levels = [
                (row["domain"], MATRIX, {"domain": row["domain_id"]}),
                (row["indicator"], INDICATOR, {"indicator": row["indicator_id"]}),
                (row.get("point", ""), POINT, {"point": row.get("point_id", "")}),
            ][:depth]
        steps = [*begin, *levels]
        here = steps.pop()
        return [
            *((label, self._step(page, query)) for label, page, query in steps if self.may(page)),
            (here[0], None),
        ]

    def _step(self, page: str, query: Mapping[str, str]) -> str:
        if page == RANKING:  # the ranking would take the department for the one whose change is explained
            return address("", month=f"{self.month:%Y-%m}")
        return self.address(page, **query)
