"""The SQL engine against an independent plain-Python oracle, and the rules that hold for every catalogue."""

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from cloudeye.scoring import rank_month
from cloudeye.store import Store
from tests.scoring.district import MONTH, RULES, fill, measured
from tests.scoring.oracle import composites, min_ranks
from tests.scoring.worlds import worlds

World = dict[str, list[dict[str, Any]]]

# Each example runs the whole engine on a real database; a slow machine is not a failure.
thorough = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """One database for all examples; ``fill`` empties it each time."""
    path: Path = tmp_path_factory.mktemp("oracle") / "cloudeye.duckdb"
    with Store(path, create=True) as opened:
        yield opened


def has_data(world: World) -> bool:
    return bool(world["measurement"] or world["task_progress"] or world["complaint"])


def scores(store: Store, world: World) -> dict[str, dict[str, Any]]:
    fill(store, **world)
    return {row["department_id"]: row for row in rank_month(store, MONTH)}


@thorough
@given(world=worlds())
def test_composites_and_ranks_equal_the_oracle(shared: Store, world: World) -> None:
    assume(has_data(world))
    rows = scores(shared, world)
    expected = composites(world, RULES)
    assert rows.keys() == expected.keys()
    for me, score in expected.items():
        assert rows[me]["score"] == (None if score is None else pytest.approx(score, abs=1e-8))
    for group in ("甲", "乙"):
        ranked = {me: row["score"] for me, row in rows.items() if row["group"] == group and row["rank"] is not None}
        assert {me: rows[me]["rank"] for me in ranked} == min_ranks(ranked)


@thorough
@given(world=worlds(), seed=st.integers(0, 1000))
def test_row_order_and_the_unit_of_weights_do_not_matter(shared: Store, world: World, seed: int) -> None:
    assume(has_data(world))
    before = scores(shared, world)
    shuffled = {table: random.Random(seed).sample(rows, len(rows)) for table, rows in world.items()}
    shuffled["point_spec"] = [{**row, "weight": row["weight"] * 8} for row in shuffled["point_spec"]]
    shuffled["indicator"] = [{**row, "weight": row["weight"] * 8} for row in shuffled["indicator"]]
    assert scores(shared, shuffled) == before


@thorough
@given(world=worlds(), data=st.data())
def test_a_better_value_never_lowers_its_department(shared: Store, world: World, data: st.DataObject) -> None:
    reported = [row for row in world["measurement"] if row["value"] is not None]
    assume(reported)
    chosen = data.draw(st.sampled_from(reported))
    better = next(row["best"] - row["worst"] for row in world["point_spec"] if row["point_id"] == chosen["point_id"])
    lead = chosen["point_id"].split("-")[0]
    before = scores(shared, world)
    improved = [row if row is not chosen else {**row, "value": row["value"] + 0.3 * better} for row in world["measurement"]]
    after = scores(shared, {**world, "measurement": improved})
    assert after[lead]["score"] >= before[lead]["score"] - 1e-9
    assert {me: row["score"] for me, row in after.items() if me != lead} == {
        me: row["score"] for me, row in before.items() if me != lead
    }


@thorough
@given(world=worlds())
def test_an_unreported_value_is_the_same_as_no_row_at_all(shared: Store, world: World) -> None:
    assume(has_data(world) and any(row["value"] is not None for row in world["measurement"]))
    before = scores(shared, world)
    without = [row for row in world["measurement"] if row["value"] is not None]
    everywhere = {row["point_id"] for row in world["measurement"]}
    spelled_out = world["measurement"] + [
        measured(row["point_id"], None) for row in world["point"] if row["point_id"] not in everywhere
    ]
    assert scores(shared, {**world, "measurement": without}) == before
    assert scores(shared, {**world, "measurement": spelled_out}) == before
