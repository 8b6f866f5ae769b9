"""The tree of a passport: what it adds is the whole, and no branch gives a rate over 1 to 4 complaints away."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cloudeye.scoring.passport_tree import Node, tree

LEVELS = ("dimension", "part", "indicator")


def row(one: str, score: float | None, weight: float | None, **given: Any) -> dict[str, Any]:
    row = {"dimension": "perception", "part": "indicators", "indicator_id": "I1", "indicator": "指标一", "component_id": one}
    return {**row, "name": one, "score": score, "weight": weight, "is_small": False} | given


def rate(one: str, score: float, weight: float, **given: Any) -> dict[str, Any]:
    return row(one, score, weight, part="response", indicator_id=None, indicator=None, **given)


def task(one: str, score: float, weight: float) -> dict[str, Any]:
    return row(one, score, weight, dimension="completion", part="tasks", indicator_id=None, indicator=None)


def shape(node: Node) -> Any:
    return (node.name, [shape(child) for child in node.children]) if node.children else node.name


def test_it_branches_as_the_score_is_made_and_a_part_alone_says_nothing() -> None:
    rows = [
        row("a", 80, 0.2),
        row("b", None, None),
        row("c", 60, 0.1, indicator_id="I2", indicator="指标二"),
        rate("solved", 50, 0.2),
        task("t", 90, 0.5),
    ]
    found = tree(rows, LEVELS)
    assert shape(found) == (
        "", [("市场主体感知度", [("监督靶点得分", [("指标一", ["a", "b"]), ("指标二", ["c"])]), ("诉求三率得分", ["solved"])]), ("改革任务完成度", ["t"])],
    )  # fmt: skip
    perception, completion = found.children
    assert perception.weight == pytest.approx(0.5) and perception.contribution == pytest.approx(32)
    assert perception.value == pytest.approx(64) and completion.value == pytest.approx(90)
    silent = perception.children[0].children[0].children[1]
    assert (silent.figure, silent.weight, silent.contribution, silent.value) == ("point:b", 0, 0, None)


def test_the_parts_of_a_part_are_shares_of_it() -> None:
    found = tree([row("a", 80, 0.02), row("b", 50, 0.06)], (), "指标一", "indicator:I1")
    assert [child.weight for child in found.children] == [pytest.approx(0.25), pytest.approx(0.75)]
    assert found.value == pytest.approx(57.5) and found.weight == pytest.approx(1)


def test_nothing_has_no_value() -> None:
    assert tree([], LEVELS).value is None and tree([row("a", None, None)], ()).value is None


def test_a_small_rate_is_hidden_and_its_neighbours_show_their_sum_only() -> None:
    found = tree([rate("solved", 50, 0.4, is_small=True), rate("responded", 90, 0.1), task("t", 90, 0.5)], LEVELS)
    perception = found.children[0]
    assert perception.shows_sum_only and not perception.is_hidden and not found.shows_sum_only
    assert [child.is_hidden for child in perception.children] == [True, False]


def test_a_branch_with_nothing_but_a_small_rate_is_hidden_up_to_where_another_stands_beside_it() -> None:
    rows = [
        row("a", 50, 0.2, is_small=True),
        row("silent", None, None),
        row("b", 70, 0.3, indicator_id="I2", indicator="指标二"),
        task("t", 90, 0.5),
    ]
    found = tree(rows, LEVELS)
    points = found.children[0]
    assert points.children[0].is_hidden and points.shows_sum_only and not points.is_hidden
    alone = tree([rows[0], rows[3]], LEVELS)
    assert alone.children[0].is_hidden and alone.shows_sum_only


@given(st.lists(st.tuples(st.floats(0, 100), st.floats(0.01, 10), st.sampled_from(["I1", "I2", "I3"])), min_size=1, max_size=30))
def test_contributions_add_up_and_every_branch_is_the_sum_of_its_children(given: list[tuple[float, float, str]]) -> None:
    rows = [
        row(f"p{number}", score, weight, indicator_id=one, indicator=one)
        for number, (score, weight, one) in enumerate(sorted(given, key=lambda one: one[2]))
    ]
    found = tree(rows, ("indicator",))
    expected = sum(one["weight"] * one["score"] for one in rows) / sum(one["weight"] for one in rows)
    assert found.contribution == pytest.approx(expected, abs=1e-9) and found.weight == pytest.approx(1)
    assert sum(child.contribution for child in found.children) == pytest.approx(found.contribution, abs=1e-9)
    for child in found.children:
        assert child.contribution == pytest.approx(child.weight * (child.value or 0.0), abs=1e-9)
