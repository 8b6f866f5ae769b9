"""The parts between 100 and a score: they add up for whatever is lost and gained, and few enough of them are drawn."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cloudeye.scoring.losses import Loss, losses, steps
from cloudeye.scoring.rates import wilson


def component(part: str, component_id: str, score: float, weight: float, domain: str = "") -> dict[str, Any]:
    return {
        "part": part, "component_id": component_id, "name": component_id, "domain_id": domain or None, "domain": f"领域{domain}",
        "score": score, "weight": weight, "lost": weight * (100 - score),
    }  # fmt: skip


def summed(rows: list[dict[str, Any]]) -> float:
    return sum(row["weight"] * row["score"] for row in rows)


def test_points_go_by_domain_rates_alone_tasks_together() -> None:
    rows = [
        component("indicators", "P1", 90, 0.2, "D2"), component("indicators", "P2", 50, 0.2, "D1"), component("indicators", "P3", 60, 0.1, "D2"),
        component("response", "solved", 80, 0.1), component("response", "responded", 100, 0.1), component("tasks", "T1", 100, 0.2), component("tasks", "T2", 70, 0.1),
    ]  # fmt: skip
    score = summed(rows) + 0.5 - 1
    found = losses(rows, score=score, bonus=0.5, penalty=1)
    assert [(part.kind, part.source_id, round(part.lost, 9)) for part in found] == [
        ("domain", "D1", 10), ("domain", "D2", 6), ("tasks", "", 3), ("response", "solved", 2), ("penalty", "", 1), ("response", "responded", 0), ("bonus", "", -0.5),
    ]  # fmt: skip
    assert found[1].name == "领域D2" and (found[1].lost, found[1].score, found[1].weight) == pytest.approx((6, 80, 0.3))


@pytest.mark.parametrize(
    ("of", "bonus", "penalty", "score", "name", "lost"), [(98, 5, 0, 100, "满分封顶", 3), (4, 0, 10, 0, "零分保底", -6)]
)
def test_what_the_ends_of_the_scale_cut_off_is_a_part(
    of: float, bonus: float, penalty: float, score: float, name: str, lost: float
) -> None:
    found = losses([component("tasks", "T", of, 1)], score=score, bonus=bonus, penalty=penalty)
    assert [(part.name, round(part.lost, 9)) for part in found if part.kind == "limit"] == [(name, lost)]


def test_an_adjustment_that_is_not_there_is_no_part() -> None:
    assert [part.kind for part in losses([component("tasks", "T", 100, 1)], score=100, bonus=0, penalty=0)] == ["tasks"]
    assert losses([], score=100, bonus=0, penalty=0) == []


SHARES = st.lists(
    st.tuples(st.floats(0, 100), st.floats(0.01, 1), st.sampled_from(["D1", "D2", "D3", "", "rate"])), min_size=1, max_size=40
)


@given(SHARES, st.floats(0, 5), st.floats(0, 10))
def test_the_parts_always_add_up(shares: list[tuple[float, float, str]], bonus: float, penalty: float) -> None:
    """100 minus every part is the score, to a billionth, whatever is carried, capped and rounded; and nothing is cut off in between."""
    whole = sum(weight for _, weight, _ in shares)
    rows = [
        component(
            "indicators" if place.startswith("D") else "response" if place else "tasks",
            f"{place}{number}",
            score,
            weight / whole,
            place,
        )
        for number, (score, weight, place) in enumerate(shares)
    ]
    unbounded = summed(rows) + bonus - penalty
    score = round(min(100.0, max(0.0, unbounded)), 9)
    found = losses(rows, score=score, bonus=bonus, penalty=penalty)
    assert sum(part.lost for part in found) == pytest.approx(100 - score, abs=1e-9)
    if 0 < unbounded < 100:
        assert [part for part in found if part.kind == "limit" and abs(part.lost) > 2e-9] == []
    drawn = steps(found)
    assert sum(part.lost for part in drawn.parts) + drawn.rest_lost == pytest.approx(100 - score, abs=2e-8)
    assert len(drawn.parts) <= 7 and len(drawn.rest) != 1


def part(number: int, kind: str = "domain") -> Loss:
    return Loss(kind, str(number), f"第{number}", -1.0 if kind == "bonus" else 20.0 - number)


@pytest.mark.parametrize(("count", "drawn", "rest"), [(0, 0, 0), (1, 1, 0), (6, 6, 0), (7, 7, 0), (8, 6, 2), (12, 6, 6)])
def test_at_most_six_steps_and_no_rest_of_one(count: int, drawn: int, rest: int) -> None:
    found = steps([part(number) for number in range(count)])
    assert (len(found.parts), len(found.rest)) == (drawn, rest)


def test_an_adjustment_always_has_its_step() -> None:
    found = steps([*(part(number) for number in range(9)), part(9, "penalty"), part(10, "bonus")])
    assert [step.kind for step in found.parts] == ["domain"] * 4 + ["penalty", "bonus"] and len(found.rest) == 5


def test_what_takes_nothing_is_no_step() -> None:
    assert steps([Loss("response", "responded", "响应率", 0.0), Loss("tasks", "", "改革任务", 1e-12)]).parts == ()


def test_the_interval_of_a_rate() -> None:
    """Wilson's own formula by hand for 7 of 9 at 95 %: 45.3–93.7; all and none stay inside 0 and 100."""
    low, high = wilson(7, 9, 0.95)
    assert (round(low, 1), round(high, 1)) == (45.3, 93.7)
    assert wilson(5, 5, 0.9)[1] == 100 and wilson(0, 5, 0.9)[0] == 0


@given(st.integers(1, 500), st.data())
def test_a_rate_lies_in_its_interval(sample: int, data: st.DataObject) -> None:
    hits = data.draw(st.integers(0, sample))
    low, high = wilson(hits, sample, 0.9)
    assert 0 <= low <= 100 * hits / sample + 1e-9 and 100 * hits / sample - 1e-9 <= high <= 100
