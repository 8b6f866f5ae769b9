"""One complaint whose every cell names its complainant, in a district of several, and people who look at it."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from cloudeye.access.viewer import Viewer
from cloudeye.store import Store
from tests.web.records import NOW, complaint

ENTERPRISE, CODE = "云启瑞标记科技有限公司", "91512081MA62K0260E"
PERSON, PHONE, ID, ADDRESS = "欧阳标记", "15400001234", "51010519491231002X", "云桥街道标记路88号"
# What must not come through, in any form, to somebody who may see nothing of the person.
MARKS = (
    PERSON,
    "标记",
    PHONE,
    "154****1234",
    ID,
    "510***********002X",
    ADDRESS,
    ENTERPRISE,
    CODE,
    "云***公司",
    "104.0657",
    "邮箱z",
)
TEXT = (
    f"我是{PERSON}，{ENTERPRISE}的，电话154 0000 1234，身份证{ID}，邮箱zhang@example.com，代码{CODE}，住{ADDRESS}，车牌川A12345。"
)


def marked(number: int = 1, **given: Any) -> dict[str, Any]:
    """A complaint about 行政审批 with the marks in every cell that takes text."""
    row = complaint(
        number,
        enterprise_id="E1",
        complainant=PERSON,
        phone=PHONE,
        id_number=ID,
        address=ADDRESS,
        title=f"{PERSON}反映标记超时",
        content=TEXT,
        response_due_at=NOW + timedelta(days=1),
        resolution_due_at=NOW + timedelta(days=7),
        subdistrict_id="yunqiao",
    )
    return row | given


def fill(store: Store, rows: Iterable[dict[str, Any]]) -> None:
    """The enterprise, the complaints, and for C1 a thread and two call-backs."""
    with store.writing() as writer:
        enterprise = {"enterprise_id": "E1", "uscc": CODE, "name": ENTERPRISE, "scale": "小型", "subdistrict_id": "yunqiao"}
        writer.insert("enterprise", [enterprise])
        writer.insert("complaint", rows)
        move = {"complaint_id": "C1", "from_state": None, "reason": None}
        writer.insert(
            "complaint_event",
            [
                move
                | {
                    "occurred_at": NOW - timedelta(hours=20),
                    "to_state": "received",
                    "actor": "受理平台",
                    "reason": f"{PERSON}来电{PHONE}",
                },
                move | {"occurred_at": NOW - timedelta(hours=19), "to_state": "accepted", "actor": PERSON},
                move | {"occurred_at": NOW - timedelta(hours=18), "to_state": "handling", "actor": "行政审批"},
            ],
        )
        call = {
            "complaint_id": "C1",
            "called_at": NOW - timedelta(hours=1),
            "is_reached": True,
            "is_solved": False,
            "is_satisfied": None,
        }
        writer.insert("callback", [call | {"callback_id": "H1", "reason": f"{ENTERPRISE}的{PERSON}说没有解决"}])


def viewer(role: str, *departments: str, subdistricts: Iterable[str] = ()) -> Viewer:
    """Somebody with a role; ``departments`` are their own."""
    own = departments[0] if departments else None
    return Viewer(
        role=role,
        login=f"{role}-login",
        name="某人",
        account_id=f"A-{role}",
        department_id=own,
        departments=frozenset(departments),
        subdistricts=frozenset(subdistricts),
        address="10.0.0.7",
    )
