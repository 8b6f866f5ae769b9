"""The complaints look like real ones: how fast, how worded, from where, what became of them."""

from datetime import date
from itertools import pairwise

import numpy

from cloudeye.ingest.coordinates import to_wgs84
from cloudeye.store import Store
from tests.demo.asking import ask, one
from tests.demo.conftest import AS_OF

STYLE = "推诿|踢皮球|不归我管|互相推|拖着不办|久拖不决|迟迟|没人管|超期|不作为|来回跑|反复补|绕圈子|虚假办结|假回复|慢作为|效率低|排队久"


def test_speed(demo: Store) -> None:
    days = "date_diff('minute', submitted_at, claimed_at) / 1440"
    assert 7 <= one(demo, f"SELECT median({days}) FROM complaint") <= 11
    assert 0.6 <= one(demo, f"SELECT avg(CAST({days} <= 15 AS INTEGER)) FROM complaint WHERE claimed_at IS NOT NULL") <= 0.74


def test_words(demo: Store) -> None:
    assert 0.08 <= one(demo, f"SELECT avg(CAST(regexp_matches(content, '{STYLE}') AS INTEGER)) FROM complaint") <= 0.10
    assert (
        one(
            demo,
            "SELECT count(*) FROM complaint WHERE regexp_matches(content, '没有推诿|不得推诿|严禁推诿') AND style_hint IS NULL",
        )
        > 50
    )
    assert 0 < one(demo, "SELECT avg(CAST(regexp_matches(content, '好处费|红包|打招呼') AS INTEGER)) FROM complaint") < 0.002


def test_call_backs_cover_only_a_part(demo: Store) -> None:
    called = "SELECT avg(CAST(is_called AS INTEGER)) FROM complaint_outcome WHERE claimed_at < TIMESTAMP '2026-10-01'"
    assert 0.66 <= one(demo, called) <= 0.78
    assert 0.8 <= one(demo, "SELECT avg(CAST(is_reached AS INTEGER)) FROM complaint_outcome WHERE is_called") <= 0.9
    assert one(demo, "SELECT count(*) FROM complaint_event WHERE to_state = 'reopened'") > 50


def test_not_everybody_reached_says_whether_content(demo: Store) -> None:
    found = {row["rate"]: row["sample"] / row["population"] for row in demo.rows("response_totals", month=date(2026, 10, 1))}
    assert 0.6 <= found["solved"] <= 0.66
    assert 0.45 <= found["satisfied"] <= 0.55


def test_everybody_concerned_hears_enough(demo: Store) -> None:
    fewest = """
        SELECT min(n) FROM (
            SELECT count(*) AS n FROM complaint WHERE department_id IN ('power_supply', 'water_supply', 'gas_supply')
            GROUP BY department_id, date_trunc('month', submitted_at))"""
    assert one(demo, fewest) >= 8


def test_points_came_in_three_systems_and_agree(demo: Store) -> None:
    rows = ask(demo, "SELECT source_crs, source_longitude, source_latitude, longitude, latitude FROM complaint")
    assert {row[0] for row in rows} == {"WGS-84", "GCJ-02", "BD-09"}
    for system in ("GCJ-02", "BD-09"):
        points = numpy.array([row[1:] for row in rows if row[0] == system])
        longitude, latitude = to_wgs84(system, points[:, 0], points[:, 1])
        assert numpy.abs(longitude - points[:, 2]).max() < 3e-5
        assert numpy.abs(latitude - points[:, 3]).max() < 3e-5


def test_some_points_lie_outside_and_are_flagged(demo: Store) -> None:
    assert one(demo, "SELECT count(*) FROM complaint WHERE is_outside_district") > 20
    assert one(demo, "SELECT count(*) FROM complaint WHERE is_outside_district <> (subdistrict_id IS NULL)") == 0


def test_complaints_of_the_last_weeks_slope_down_around_a_few_centres(demo: Store) -> None:
    counts = ask(
        demo,
        """
        SELECT count(*) AS n FROM recent_complaint
        WHERE submitted_at <= ? AND recent_until > ? AND cell IS NOT NULL
        GROUP BY cell ORDER BY n DESC
        """,
        AS_OF,
        AS_OF,
    )
    smallest = (1, 5, 8, 12, 16)
    classes = [sum(from_ <= n < below for (n,) in counts) for from_, below in pairwise((*smallest, 1000))]
    assert all(classes) and classes == sorted(classes, reverse=True)
    assert 6 <= sum(classes[2:]) <= 24
    assert sum(n for (n,) in counts[:8]) >= 3 * sum(n for (n,) in counts) / len(counts) * 8


def test_duplicates_point_to_an_earlier_original(demo: Store) -> None:
    assert one(demo, "SELECT count(*) FROM complaint WHERE duplicate_of IS NOT NULL") > 100
    orphans = """
        SELECT count(*) FROM complaint AS d LEFT JOIN complaint AS o ON o.complaint_id = d.duplicate_of
        WHERE d.duplicate_of IS NOT NULL AND (o.complaint_id IS NULL OR o.submitted_at > d.submitted_at OR d.state <> 'merged')"""
    assert one(demo, orphans) == 0


def test_december_deadlines_cross_into_the_next_year(demo: Store) -> None:
    assert one(demo, "SELECT count(*) FROM complaint WHERE year(submitted_at) = 2025 AND year(resolution_due_at) = 2026") > 50


def test_the_past_is_the_past(demo: Store) -> None:
    assert one(demo, "SELECT max(occurred_at) FROM complaint_event") <= AS_OF
    assert one(demo, "SELECT max(greatest(submitted_at, claimed_at, responded_at)) FROM complaint") <= AS_OF
