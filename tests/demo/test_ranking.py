"""What the demo's ranking looks like: believable scores, every band, a tie, a draft on top of published months."""

from datetime import date, datetime

from cloudeye.scoring import rank_month
from cloudeye.store import Store
from tests.demo.asking import ask, one


def test_all_complete_months_but_the_last_are_published(demo: Store) -> None:
    statuses = ask(
        demo,
        "SELECT month, any_value(status) FROM ranking_snapshot WHERE month >= DATE '2024-12-01' GROUP BY month ORDER BY month",
    )
    assert [status for _, status in statuses] == ["final"] * 22 + ["draft"]
    assert statuses[-1][0].isoformat() == "2026-10-01"


def test_months_are_ranked_and_published_in_their_time(demo: Store) -> None:
    times = ask(
        demo, "SELECT month, any_value(computed_at), any_value(published_at) FROM ranking_snapshot GROUP BY month ORDER BY month"
    )
    assert times[-2:] == [
        (date(2026, 9, 1), datetime(2026, 10, 10, 10), datetime(2026, 10, 19, 17)),
        (date(2026, 10, 1), datetime(2026, 11, 4, 10), None),
    ]
    assert all(computed < published for _, computed, published in times[:-1])


def test_most_movements_are_small(demo: Store) -> None:
    large = one(demo, "SELECT avg(CAST(abs(movement) > 5 AS INTEGER)) FROM ranking_snapshot WHERE rank IS NOT NULL")
    assert large <= 0.25
    latest = "SELECT max(abs(movement)) FROM ranking_snapshot WHERE month = DATE '2026-10-01' AND rank IS NOT NULL"
    assert one(demo, latest) <= 10


def test_the_district_is_fairly_good(demo: Store) -> None:
    score = one(demo, "SELECT score FROM department_score WHERE subject_id = 'district' AND month = DATE '2026-10-01'")
    assert 80 <= score <= 88


def test_departments_can_be_told_apart_only_at_the_ends(demo: Store) -> None:
    bands = dict(
        ask(
            demo,
            """
            SELECT band, count(*) FROM ranking_snapshot
            WHERE month = DATE '2026-10-01' AND ranking_group = '职能部门' AND rank IS NOT NULL
            GROUP BY band
            """,
        )
    )
    assert set(bands) == {"第一梯队", "第二梯队", "第三梯队"}
    assert max(bands, key=lambda name: bands[name]) == "第二梯队"


def test_a_tie_occurs(demo: Store) -> None:
    ties = ask(demo, "SELECT month FROM ranking_snapshot WHERE rank = 1 GROUP BY month, ranking_group HAVING count(*) > 1")
    assert ties


def test_every_published_month_recomputes_to_the_same_digits(demo: Store) -> None:
    columns = "score low high rank rank_low rank_high band previous_rank perception completion coverage".split()
    published = [row["month"] for row in demo.rows("ranking_months") if row["status"] == "final"]
    assert len(published) == 22
    for month in published:
        kept = {row["department_id"]: [row[name] for name in columns] for row in demo.rows("snapshot_of_month", month=month)}
        again = {row["department_id"]: [row[name] for name in columns] for row in rank_month(demo, month)}
        assert again == kept
