"""What the address of the ranking asks for, and what it asks in vain."""

from datetime import date

from cloudeye.web.leader.ranking.view import groups_of, read_view
from tests.web.rankings import JANUARY, ranked, view
from tests.web.records import MONTH

ROWS = [ranked("a", 1), ranked("b", 2), ranked("s", 1, ranking_group="街道")]
MONTHS = [MONTH, JANUARY]


def test_nothing_asked_is_the_largest_group_against_the_month_before() -> None:
    found = read_view({}, MONTH, ROWS, MONTHS)
    assert (found.group, found.department, found.against, found.compared, found.is_tried) == (
        "职能部门",
        None,
        None,
        JANUARY,
        False,
    )
    assert read_view({}, JANUARY, ROWS, MONTHS).compared == date(2025, 12, 1)


def test_groups_of_one_size_stand_by_name() -> None:
    rows = [ranked(name, 1, ranking_group=group) for name, group in (("x", "乙组"), ("y", "丙组"), ("z", "丙组"), ("u", "甲组"))]
    assert list(groups_of(rows).items()) == [("丙组", 2), ("乙组", 1), ("甲组", 1)]


def test_all_that_an_address_can_say_comes_back_in_its_links() -> None:
    query = {"month": "2026-02", "group": "街道", "department": "s", "against": "2026-01", "view": "objections"}
    found = read_view(query, MONTH, ROWS, MONTHS)
    assert found == view(group="街道", department="s", against=JANUARY, is_tried=True)
    assert (
        found.link() == "./?month=2026-02&amp;group=%E8%A1%97%E9%81%93&amp;department=s&amp;against=2026-01&amp;view=objections"
    )
    assert found.link(department=None, against=None, is_tried=False) == "./?month=2026-02&amp;group=%E8%A1%97%E9%81%93"


def test_what_is_asked_in_vain_is_said() -> None:
    found = read_view({"group": "<i>", "department": "s", "against": "2020-01"}, MONTH, ROWS, MONTHS)
    assert (found.group, found.department, found.against) == ("职能部门", None, None)
    assert found.doubts == (
        "地址中的排名组「<i>」不在可选范围内，显示的是职能部门。",
        "地址中的部门「s」不在本月的职能部门组中，已忽略。",
        "地址中的对比月份「2020-01」不在可选范围内，显示的是2026 年 1 月。",
    )


def test_a_month_is_not_compared_with_itself() -> None:
    assert read_view({"against": "2026-02"}, MONTH, ROWS, MONTHS).against is None
