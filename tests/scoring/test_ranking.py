"""Ranks, ranges of ranks, bands and movements."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from cloudeye.errors import ScoringError
from cloudeye.scoring import Standing, passport, publish, rank_month, rescore, standing
from cloudeye.store import Store
from tests.scoring.district import MONTH, RULES, complaint, department, fill, indicator, measured, point, rule_rows, spec

SEPTEMBER = date(2026, 9, 1)


def one_point_each(values: dict[str, float | None], period: date = MONTH, **changes: Any) -> dict[str, list[dict[str, Any]]]:
    """A district where every department leads one indicator of one point."""
    return {
        "department": [department(me, place) for place, me in enumerate(values)],
        "indicator": [indicator(f"{me}-i", me) for me in values],
        "point": [point(f"{me}-p", f"{me}-i", unit="%") for me in values],
        "point_spec": [spec(f"{me}-p") for me in values],
        "measurement": [measured(f"{me}-p", value, period, **changes) for me, value in values.items()],
    }


def task(task_id: str, lead: str) -> dict[str, Any]:
    row = {"task_id": task_id, "list": "city", "measure_id": "M", "measure": "M", "title": task_id, "lead_department_id": lead}
    return {**row, "due_date": MONTH, "position": 0}


def progress(task_id: str, actual: float) -> dict[str, Any]:
    return {"task_id": task_id, "month": MONTH, "planned_percent": 100.0, "actual_percent": actual}


def ranked(store: Store, month: date = MONTH) -> dict[str, dict[str, Any]]:
    return {row["department_id"]: row for row in rank_month(store, month)}


def test_ties_share_the_smaller_rank_and_span_their_places(store: Store) -> None:
    fill(store, **one_point_each({"a": 90, "b": 80, "c": 80, "d": 70}))
    rows = ranked(store)
    assert [rows[me]["rank"] for me in "abcd"] == [1, 2, 2, 4]
    assert [(rows[me]["rank_low"], rows[me]["rank_high"]) for me in "abcd"] == [(1, 1), (2, 3), (2, 3), (4, 4)]


def test_ranks_are_on_unrounded_scores(store: Store) -> None:
    fill(store, **one_point_each({"a": 80.01, "b": 80.04, "c": 80.03}))
    assert [ranked(store)[me]["rank"] for me in "abc"] == [3, 1, 2]


def test_bands_name_only_what_the_range_carries(store: Store) -> None:
    fill(store, **one_point_each({"a": 95, "b": 90, "c": 85, "d": 80, "e": 75, "f": 70}))
    assert [ranked(store)[me]["band"] for me in "abcdef"] == ["第一梯队"] * 2 + ["第二梯队"] * 2 + ["第三梯队"] * 2
    fill(store, **one_point_each(dict.fromkeys("abcdef", 80)))
    assert {row["band"] for row in ranked(store).values()} == {"第二梯队"}
    fill(store, **one_point_each({"a": 95, "b": 70}))
    assert {row["band"] for row in ranked(store).values()} == {"第二梯队"}


def test_wide_errors_blur_the_bands(store: Store) -> None:
    values: dict[str, float | None] = {"a": 60, "b": 58, "c": 56, "d": 54, "e": 52, "f": 50}
    fill(store, **one_point_each(values, sample_size=10))
    rows = ranked(store)
    assert {row["band"] for row in rows.values()} == {"第二梯队"}
    assert all(row["low"] < row["score"] < row["high"] for row in rows.values())
    fill(store, **one_point_each(values, sample_size=1_000_000))
    rows = ranked(store)
    assert [rows[me]["band"] for me in "abcdef"] == ["第一梯队"] * 2 + ["第二梯队"] * 2 + ["第三梯队"] * 2


def test_a_department_with_nothing_reported_is_listed_unranked(store: Store) -> None:
    fill(store, **one_point_each({"a": 80, "b": None}))
    row = ranked(store)["b"]
    assert (row["score"], row["rank"], row["band"], row["coverage"]) == (None, None, "样本不足", 0)


def test_fewer_items_than_the_minimum_sample_are_scored_but_not_ranked(store: Store) -> None:
    world = one_point_each({"a": 80})
    world["department"].append(department("few", 1))
    world["reform_task"], world["task_progress"] = [task("t", "few")], [progress("t", 90.0)]
    fill(store, **world)
    row = ranked(store)["few"]
    assert (row["score"], row["rank"], row["band"]) == (90, None, "样本不足")


def test_groups_are_ranked_apart_and_the_unranked_take_no_place(store: Store) -> None:
    world = one_point_each({"a": 80, "b": 95, "court": 99, "street": 60})
    world["department"][2]["is_ranked"] = False
    world["department"][3]["ranking_group"] = "街道"
    fill(store, **world)
    rows = ranked(store)
    assert [rows[me]["rank"] for me in ("b", "a", "court", "street")] == [1, 2, None, 1]
    assert rows["court"]["band"] == "不参与排名"


def test_a_department_that_was_merged_away_is_no_longer_scored(store: Store) -> None:
    world = one_point_each({"a": 80, "gone": 90})
    world["department"][1]["valid_to"] = date(2026, 9, 30)
    fill(store, **world)
    assert list(ranked(store)) == ["a"]
    world["department"][1]["valid_to"] = date(2026, 10, 1)
    fill(store, **world)
    assert set(ranked(store)) == {"a", "gone"}


def test_movement_carries_the_error_of_the_difference(store: Store) -> None:
    world = one_point_each({"a": 80}, sample_size=100)
    world["measurement"] += [measured("a-p", 70, SEPTEMBER, sample_size=100)]
    fill(store, **world)
    rank_month(store, MONTH)
    row = store.rows("snapshot_of_month", month=MONTH)[0]
    assert row["movement"] == 10
    single = [store.rows("point_scores", month=month, z=1.6448536269514722)[0]["standard_error"] for month in (SEPTEMBER, MONTH)]
    assert row["movement_error"] == pytest.approx(1.6448536269514722 * (single[0] ** 2 + single[1] ** 2) ** 0.5)


def test_a_value_carried_forward_adds_no_error_to_the_movement(store: Store) -> None:
    world = one_point_each({"a": 80}, date(2026, 7, 1), sample_size=100)
    world["point"][0]["frequency"] = "季"
    fill(store, **world)
    rank_month(store, MONTH)
    rank_month(store, date(2026, 11, 1))
    row = store.rows("snapshot_of_month", month=date(2026, 11, 1))[0]
    assert (row["movement"], row["movement_error"], row["previous_rank"]) == (0, 0, 1)


def test_months_under_different_rules_are_not_compared(store: Store) -> None:
    world = one_point_each({"a": 80})
    world["measurement"] += [measured("a-p", 70, SEPTEMBER)]
    fill(store, **world)
    rank_month(store, SEPTEMBER)
    with store.writing() as writer:
        writer.insert("rule_version", [{"version": 2, "digest": "changed", "created_at": datetime(2026, 10, 1)}])
        writer.insert("scoring_rule", rule_rows({**RULES, "minimum_sample": 4}, version=2))
    assert ranked(store)["a"]["previous_rank"] == 1
    row = store.rows("snapshot_of_month", month=MONTH)[0]
    assert (row["rule_version"], row["movement"]) == (2, None)


def test_two_runs_are_bit_identical(store: Store) -> None:
    fill(store, **one_point_each({"a": 81.7, "b": 64.3, "c": 33.3}, sample_size=37))
    assert rank_month(store, MONTH) == rank_month(store, MONTH)


def test_a_published_month_does_not_move_when_its_data_do(store: Store) -> None:
    fill(store, **one_point_each({"a": 80, "b": 70}))
    rank_month(store, MONTH)
    assert publish(store, MONTH) == 1
    before, version = store.rows("snapshot_of_month", month=MONTH), store.data_version
    with store.writing() as writer:
        writer.delete("measurement", point_id="a-p")
        writer.insert("measurement", [measured("a-p", 10)])
    assert ranked(store)["a"]["score"] == 10
    assert store.rows("snapshot_of_month", month=MONTH) == before
    assert store.data_version == version + 1
    assert passport(store, MONTH, "a")["score"] == 80


def test_a_published_month_opens_its_passport_as_it_was(store: Store) -> None:
    world = one_point_each({"a": 80})
    world["reform_task"] = [task("t", "a")]
    world["task_progress"] = [progress("t", 90.0)]
    fill(store, **world)
    rank_month(store, MONTH)
    publish(store, MONTH)
    before = passport(store, MONTH, "a")
    with store.writing() as writer:
        writer.delete("task_progress")
        writer.delete("measurement")
        writer.insert("task_progress", [progress("t", 100.0)])
    assert passport(store, MONTH, "a") == before
    assert (before["version"], before["status"]) == (1, "final")
    assert [row["value"] for row in before["components"]] == [80, 90]


def test_a_correction_is_a_second_version_beside_the_first(store: Store) -> None:
    fill(store, **one_point_each({"a": 80}))
    rank_month(store, MONTH)
    publish(store, MONTH)
    with store.writing() as writer:
        writer.delete("measurement")
        writer.insert("measurement", [measured("a-p", 60)])
    rank_month(store, MONTH, correct=True)
    assert publish(store, MONTH) == 2
    kept = store.reading().cursor.execute("SELECT version, status, score FROM ranking_snapshot ORDER BY version").fetchall()
    assert kept == [(1, "final", 80), (2, "final", 60)]


def test_a_month_that_is_not_over_is_computed_but_not_kept(store: Store) -> None:
    fill(store, **one_point_each({"a": 80}))
    with store.writing() as writer:
        writer.delete("district")
        writer.insert("district", [{"name": "测试", "is_demo": False, "seed": None, "as_of": datetime(2026, 10, 31, 23, 59)}])
    version = store.data_version
    assert standing(store, MONTH) is Standing.UNFINISHED
    assert ranked(store)["a"]["score"] == 80
    assert (store.data_version, store.rows("snapshot_of_month", month=MONTH)) == (version, [])
    with store.writing() as writer:
        writer.delete("district")
        writer.insert("district", [{"name": "测试", "is_demo": False, "seed": None, "as_of": datetime(2026, 11, 1)}])
    assert standing(store, MONTH) is Standing.OPEN


def test_drafting_again_does_not_move_the_objection_window(store: Store) -> None:
    fill(store, **one_point_each({"a": 80}))
    rank_month(store, MONTH, at=datetime(2026, 11, 3, 9))
    rank_month(store, MONTH, at=datetime(2026, 11, 5, 9))
    [row] = store.rows("snapshot_of_month", month=MONTH)
    assert (row["drafted_at"], row["computed_at"]) == (datetime(2026, 11, 3, 9), datetime(2026, 11, 5, 9))


def test_the_rank_is_always_one_of_the_possible_ones(store: Store) -> None:
    world = one_point_each({"a": 90, **{f"n{number}": 89.5 for number in range(9)}})
    for row in world["measurement"][1:]:
        row["sample_size"] = 50
    fill(store, **world)
    rows = ranked(store)
    assert rows["a"]["rank"] == 1
    assert all(row["rank_low"] <= row["rank"] <= row["rank_high"] for row in rows.values())


def test_a_part_without_weight_takes_no_share(store: Store) -> None:
    world = one_point_each({"a": 80})
    world["indicator"][0]["lead_department_id"] = "other"
    world["reform_task"], world["task_progress"] = [task("t", "a")], [progress("t", 90.0)]
    start = datetime(2026, 10, 12, 9)
    world["complaint"] = [complaint(f"c{n}", start, responded_at=start) for n in range(6)]
    fill(store, **world, scoring_rule=rule_rows({**RULES, "indicator_weight": 1, "response_weight": 0}))
    assert (ranked(store)["a"]["score"], ranked(store)["a"]["perception"]) == (90, None)


def test_an_upload_under_a_new_rule_still_reaches_the_draft(store: Store) -> None:
    fill(store, **one_point_each({"a": 80}))
    rank_month(store, MONTH)
    with store.writing() as writer:
        writer.insert("rule_version", [{"version": 2, "digest": "changed", "created_at": datetime(2026, 11, 2)}])
        writer.insert("scoring_rule", rule_rows(RULES, version=2))
        writer.delete("measurement")
        writer.insert("measurement", [measured("a-p", 70)])
        assert rescore(writer, [MONTH], datetime(2026, 11, 3)) == [MONTH]
    assert [(row["score"], row["rule_version"]) for row in store.rows("snapshot_of_month", month=MONTH)] == [(70, 2)]


def test_publishing_needs_a_draft(store: Store) -> None:
    fill(store, **one_point_each({"a": 80}))
    with pytest.raises(ScoringError, match="还没有排名草案"):
        publish(store, MONTH)
    rank_month(store, MONTH)
    publish(store, MONTH)
    with pytest.raises(ScoringError, match="已经定稿"):
        publish(store, MONTH)


def test_a_month_without_data_says_which_months_have_some(store: Store) -> None:
    fill(store, **one_point_each({"a": 80}))
    for month in (date(2026, 8, 1), date(2030, 1, 1)):
        with pytest.raises(ScoringError, match="现有数据从 2026-10 到 2026-10"):
            rank_month(store, month)
    assert store.rows("drafted_months") == []


def test_the_passport_adds_up_to_the_score(store: Store) -> None:
    world = one_point_each({"a": 80})
    submitted = datetime(2026, 10, 12, 9)
    world["complaint"] = [complaint(f"c{n}", submitted, responded_at=submitted + timedelta(hours=n * 8)) for n in range(6)]
    world["score_adjustment"] = [{"department_id": "a", "month": MONTH, "kind": "bonus", "points": 9.0, "basis": "表彰"}]
    fill(store, **world)
    rank_month(store, MONTH)
    found = passport(store, MONTH, "a")
    # 4 of 6 answered within 24 hours, the boundary included; the bonus is capped at 5.
    assert found["perception"] == pytest.approx(0.7 * 80 + 0.3 * 100 * 4 / 6)
    assert sum(row["contribution"] for row in found["components"]) + 5 == pytest.approx(found["score"])
    assert found["missing_parts"] == "改革任务"
    assert "缺改革任务" in found["formula"]
