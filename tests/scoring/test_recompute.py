"""A month computed again gives the same digits, published or not; what was tampered with is found; nothing is changed by it."""

import shutil
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from cloudeye.errors import ScoringError
from cloudeye.scoring import correct_months, publish, rank_month
from cloudeye.scoring.recompute import Recomputation, recompute
from cloudeye.store import Store
from tests.scoring.district import MONTH, department, fill, indicator, measured, point, spec

FINAL = date(2026, 1, 1)


@pytest.fixture
def demo(demo_database: Path, tmp_path: Path) -> Iterator[Store]:
    """A demo district of its own."""
    with Store(Path(shutil.copyfile(demo_database, tmp_path / "demo.duckdb"))) as opened:
        yield opened


def told(found: Recomputation) -> set[tuple[str, str]]:
    return set(found.differences)


def test_every_published_month_and_every_department_comes_out_the_same(demo: Store) -> None:
    months = [row for row in demo.rows("ranking_months") if row["status"] == "final"]
    assert len(months) == 22
    for row in months:
        found = recompute(demo, row["month"])
        assert found.is_final and found.version == row["version"] and told(found) == set(), row["month"]
        ranked = {one["department_id"]: one for one in demo.rows("snapshot_of_month", month=row["month"])}
        for me, one in ranked.items():
            if one["score"] is not None:
                assert found.numbers[me, "score"].again == repr(one["score"])
                assert found.numbers[me, "fingerprint"].again == one["inputs_hash"]


def test_the_draft_comes_out_the_same_and_nothing_is_changed(demo: Store) -> None:
    month = max(row["month"] for row in demo.rows("ranking_months"))
    before, kept = demo.data_version, demo.rows("snapshot_of_month", month=month)
    found = recompute(demo, month)
    assert not found.is_final and told(found) == set() and len(found.numbers) > 1000
    assert found.numbers["approval", "rank"].kept == str(next(row["rank"] for row in kept if row["department_id"] == "approval"))
    assert demo.data_version == before and demo.rows("snapshot_of_month", month=month) == kept


TAMPERED: list[tuple[str, set[str]]] = [
    # The columns of one frozen component of one department, and some of the numbers that then come out otherwise.
    ("value = value + 0.001", {"point:{}", "contribution/point:{}", "score", "perception"}),
    ("score = score - 0.000000001", {"point:{}", "fingerprint"}),
    ("weight = weight * 1.000001", {"score", "perception", "weight", "fingerprint"}),
    ("sample_size = sample_size + 1", {"fingerprint"}),
    ("contribution = 0", {"contribution/point:{}"}),
]


@pytest.mark.parametrize(("change", "expected"), TAMPERED)
def test_a_tampered_component_is_found(demo: Store, change: str, expected: set[str]) -> None:
    with demo.writing() as writer:
        one = writer.cursor.execute(
            "SELECT component_id FROM published_component WHERE month = $month AND subject_id = 'taxation' AND part = 'indicators' "
            "AND score BETWEEN 1 AND 99 AND sample_size > 0 ORDER BY component_id LIMIT 1", {"month": FINAL},
        ).fetchall()[0][0]  # fmt: skip
        # The district's own copy of the component stays: each subject is computed from its own inputs.
        where = "WHERE month = $month AND subject_id = 'taxation' AND component_id = $one"
        writer.cursor.execute(f"UPDATE published_component SET {change} {where}", {"month": FINAL, "one": one})
    found = told(recompute(demo, FINAL))
    assert {("taxation", name.format(one)) for name in expected} <= found
    # A score that moved may move ranks; nothing else of another subject differs.
    assert {figure for subject, figure in found if subject != "taxation"} <= {"rank"}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ("UPDATE ranking_snapshot SET score = score + 0.000000001 WHERE department_id = 'taxation'", ("taxation", "score")),
        ("UPDATE ranking_snapshot SET rank = rank + 1 WHERE department_id = 'taxation'", ("taxation", "rank")),
        ("UPDATE department_score SET penalty = penalty + 1 WHERE subject_id = 'taxation'", ("taxation", "penalty")),
        ("UPDATE domain_score SET score = score + 0.000000001 WHERE domain_id = 'D06'", ("district", "domain:D06")),
        (
            "UPDATE indicator_score SET score = score + 0.000000001 WHERE indicator_id = 'D06-01'",
            ("district", "indicator:D06-01"),
        ),
        ("INSERT INTO score_adjustment VALUES ('taxation', DATE '2026-01-01', 'bonus', 1, '补记')", ("taxation", "score")),
    ],
)
def test_a_tampered_result_is_found(demo: Store, change: str, expected: tuple[str, str]) -> None:
    with demo.writing() as writer:
        writer.cursor.execute(
            f"{change}{'' if change.startswith('INSERT') else chr(32) + 'AND month = DATE ' + repr('2026-01-01')}"
        )
    assert expected in told(recompute(demo, FINAL))


def test_a_draft_that_no_longer_fits_its_records_is_found(demo: Store) -> None:
    month = max(row["month"] for row in demo.rows("ranking_months"))
    with demo.writing() as writer:
        writer.cursor.execute(
            "UPDATE task_progress SET actual_percent = 0 WHERE task_id = 'C-002' AND month = $month", {"month": month}
        )
    found = told(recompute(demo, month))
    assert {("approval", "score"), ("approval", "completion"), ("approval", "task:C-002"), ("district", "score")} <= found
    assert ("taxation", "score") not in found


@pytest.fixture
def small(store: Store) -> Callable[[], None]:
    """Two departments with one point each, and one with none."""

    def filled() -> None:
        fill(
            store, department=[department(me, place) for place, me in enumerate("abc")],
            indicator=[indicator(f"{me}-i", me) for me in "ab"], point=[point(f"{me}-p", f"{me}-i") for me in "ab"],
            point_spec=[spec("a-p"), spec("b-p", best=0, worst=100, method="ratio", target=20)],
            measurement=[measured("a-p", 80.0), measured("b-p", 40.0)],
        )  # fmt: skip

    return filled


def test_both_methods_an_empty_department_and_a_correction(store: Store, small: Callable[[], None]) -> None:
    small()
    rank_month(store, MONTH)
    publish(store, MONTH)
    found = recompute(store, MONTH)
    assert told(found) == set()
    assert [found.numbers["a", "score"].again, found.numbers["b", "score"].again] == ["80.0", "50.0"]
    assert ("c", "score") not in found.numbers
    with store.writing() as writer:
        writer.cursor.execute("UPDATE measurement SET value = 90 WHERE point_id = 'a-p'")
        correct_months(writer, [MONTH], datetime(2026, 12, 31))
    draft = recompute(store, MONTH)
    assert (draft.version, draft.is_final, told(draft)) == (2, False, set()) and draft.numbers["a", "score"].again == "90.0"
    publish(store, MONTH)
    second = recompute(store, MONTH)
    assert (second.version, second.is_final, told(second)) == (2, True, set()) and second.numbers["a", "score"].kept == "90.0"


def test_a_month_without_a_ranking_cannot_be_computed_again(store: Store, small: Callable[[], None]) -> None:
    small()
    with pytest.raises(ScoringError, match="2026-10 还没有排名，不能复算"):
        recompute(store, MONTH)
