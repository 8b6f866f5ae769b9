"""The list of actions: everything the table of permissions knows can be recorded, nothing is listed that nothing records."""

import re

from cloudeye.access.permissions import permissions
from cloudeye.access.trail.listing import ACTIONS
from tests.contracts.sources import product_files, strings


def test_names_are_dotted_english_and_labels_chinese() -> None:
    assert all(re.fullmatch(r"[a-z_]+\.[a-z_]+", action) for action in ACTIONS)
    assert all(re.fullmatch(r"[\u4e00-\u9fff]{2,12}", label) for label in ACTIONS.values())
    assert len(set(ACTIONS.values())) == len(ACTIONS)


def test_every_action_of_the_table_of_permissions_can_be_recorded() -> None:
    assert {name for kind, name in permissions() if kind == "action"} - ACTIONS.keys() == set()


def test_every_action_is_recorded_somewhere() -> None:
    spoken = {text for path in product_files() for text, _ in strings(path)}
    assert ACTIONS.keys() - spoken == set()
