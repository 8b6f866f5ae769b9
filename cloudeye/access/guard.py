"""Asked before anything is changed: may this person do it? And written down before it is done."""

from cloudeye.access.permissions import ROLES, permissions
from cloudeye.access.trail.book import Actor, Trail
from cloudeye.access.viewer import Viewer
from cloudeye.errors import Refused

Doer = Viewer | Actor
OPERATOR = "operator"
# What a command may do on the machine itself: begin, and help out administrators who have locked themselves out. Whoever may run
# it could write into the file as well; the trail tells who it was.
OPERATOR_MAY = frozenset(
    {"account.create", "account.grant", "account.reset", "account.unlock", "display.create", "display.revoke"}
)
DONE, REFUSED, FAILED = "成功", "拒绝", "失败"


def actor_of(by: Doer) -> Actor:
    """What the trail calls somebody."""
    return by.actor if isinstance(by, Viewer) else by


def account_of(by: Doer) -> str:
    """The account somebody acts with; empty for a command."""
    return by.account_id if isinstance(by, Viewer) else ""


class Guard:
    """The permission table and the trail, asked together."""

    def __init__(self, trail: Trail) -> None:
        self.trail = trail

    def check(self, by: Doer, action: str, subject: str = "") -> None:
        """Raise Refused, and record it, when the table does not allow ``action`` to this person."""
        may = by.reach("action", action) if isinstance(by, Viewer) else by.role == OPERATOR and action in OPERATOR_MAY
        if not may:
            self.refuse(by, action, subject, _sentence(by, action))

    def refuse(self, by: Doer, action: str, subject: str, sentence: str) -> None:
        """Record that ``action`` was refused and raise Refused with the sentence."""
        self.record(by, action, subject, result=REFUSED)
        raise Refused(sentence)

    def record(self, by: Doer, action: str, subject: str = "", *, result: str = DONE, **detail: str | int | None) -> None:
        """Write an entry; what comes after it in the code happens only once it is on disk. Raises AccessError."""
        self.trail.record(actor_of(by), action, subject, result=result, **detail)

    def act(self, by: Doer, action: str, subject: str = "", **detail: str | int | None) -> None:
        """``check``, then ``record``: the first line of everything that changes something."""
        self.check(by, action, subject)
        self.record(by, action, subject, result=DONE, **detail)


def _sentence(by: Doer, action: str) -> str:
    known = permissions().get(("action", action))
    what = known.label if known else action
    who = ROLES[by.role].label if isinstance(by, Viewer) else "命令行"
    allowed = "、".join(ROLES[role].label for role, reach in known.reach.items() if reach) if known else ""
    return f"当前身份（{who}）不能办理「{what}」，没有做任何改动。" + (f"请由{allowed}办理。" if allowed else "")
