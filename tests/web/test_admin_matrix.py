"""The table of permissions on the screen says of every cell what the table says."""

import re

from cloudeye.access.permissions import ROLES, Reach, permissions
from cloudeye.web.admin import matrix


def cells(markup: str) -> dict[str, list[str]]:
    """The words of each row, by its label with its address."""
    found = {}
    for row in re.findall(r'<tr><th scope="row">(.*?)</th>(.*?)</tr>', markup):
        found[re.sub(r"<.*?>", "", row[0])] = re.findall(r'class="unseen">(.*?)<', row[1])
    return found


def test_every_row_of_the_table_is_on_the_page_exactly_once() -> None:
    shown, folded = cells(matrix.matrix()), matrix.shared_addresses()
    for (kind, name), row in permissions().items():
        label = row.label + (name if kind == "route" else "")
        in_matrix, below = label in shown, f"<code>{name}</code>" in folded
        assert in_matrix != below, label
    assert len(shown) + folded.count("<code>") == len(permissions())


def test_every_cell_says_what_the_table_says() -> None:
    shown = cells(matrix.matrix())
    for (kind, name), row in permissions().items():
        if not matrix.is_for_everybody(row):
            label = row.label + (name if kind == "route" else "")
            assert shown[label] == [matrix.WORDS[row.reach[role]] for role in ROLES], label


def test_nothing_that_differs_between_people_is_folded_away() -> None:
    for row in permissions().values():
        if matrix.is_for_everybody(row):
            assert row.kind == "route" and len({row.reach[role] for role in matrix.PEOPLE}) == 1
    assert set(matrix.PEOPLE) == ROLES.keys() - {"anonymous", "display"}


def test_every_reach_has_a_word_and_a_chosen_role_stands_out() -> None:
    assert matrix.WORDS.keys() == matrix.SIGNS.keys() == set(Reach)
    rows = len(cells(matrix.matrix()))
    assert matrix.matrix("liaison").count('class="on"') == rows and "class=on" in matrix.matrix("liaison")
    assert 'class="on"' not in matrix.matrix()


def test_a_role_in_a_sentence() -> None:
    said = matrix.role_card(ROLES["audit_administrator"])
    assert "审计管理员" in said and "登录须用动态口令" in said and "页面 2 项" in said
    assert "动态口令" not in matrix.role_card(ROLES["leader"])
