"""Everything that changes something asks and records first."""

import pytest

from cloudeye.access.desk import Access
from cloudeye.access.permissions import permissions
from cloudeye.access.trail.book import Actor
from cloudeye.access.trail.listing import ACTIONS
from cloudeye.access.viewer import NOBODY
from cloudeye.errors import Refused
from tests.access.people import COMMAND, entries, person


def test_allowed_is_recorded(access: Access) -> None:
    supervisor = person(access, "supervisor")
    access.act(supervisor, "complaint.reveal", "热线 C1", reason="核实")
    assert entries(access)[-1] == (supervisor.login, "complaint.reveal", "热线 C1", "成功")


def test_refused_is_recorded_and_raised(access: Access) -> None:
    leader = person(access, "leader")
    with pytest.raises(Refused, match="当前身份（纪工委领导）不能办理「逐件显示诉求人"):
        access.act(leader, "complaint.reveal", "热线 C1")
    assert entries(access)[-1] == (leader.login, "complaint.reveal", "热线 C1", "拒绝")


@pytest.mark.parametrize("by", [NOBODY, Actor("x", "system_administrator"), Actor("x", "operator2")])
def test_nobody_and_names_without_a_session_may_nothing(access: Access, by: Actor) -> None:
    for kind, name in permissions():
        if kind == "action":
            with pytest.raises(Refused):
                access.act(by, name)


def test_a_command_may_a_few_things(access: Access) -> None:
    allowed = set()
    for kind, name in permissions():
        if kind == "action":
            try:
                access.act(COMMAND, name)
            except Refused:
                continue
            allowed.add(name)
    assert allowed == {"account.create", "account.grant", "account.reset", "account.unlock", "display.create", "display.revoke"}


def test_every_action_of_the_table_can_be_recorded() -> None:
    assert {name for kind, name in permissions() if kind == "action"} <= set(ACTIONS)
