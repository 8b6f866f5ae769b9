"""The figures of the loop: exact rows for a few records, with the boundary day, nulls and the empty set."""

from datetime import date, datetime, timedelta

from cloudeye.catalog.geography import district_map
from cloudeye.store import Store
from cloudeye.web import district
from cloudeye.web.hall.hotspots import hotspot_labels
from cloudeye.web.hall.strip import rates_strip
from tests.web.records import MONTH, NOW, complaint, letter, rectification


def test_loop_counts_this_years_register_and_reconciles(catalogued: Store) -> None:
    with catalogued.writing() as writer:
        writer.insert(
            "rectification",
            [
                rectification(1),
                rectification(2, due_at=NOW - timedelta(seconds=1)),
                rectification(3, due_at=NOW),
                rectification(4, state="claimed", due_at=NOW - timedelta(days=9)),
                rectification(5, state="lookback"),
                rectification(6, state="closed", closed_at=datetime(2026, 1, 1)),
                rectification(7, state="closed", opened_at=datetime(2025, 5, 1), closed_at=datetime(2025, 12, 31, 23, 59, 59)),
                rectification(8, state="closed", opened_at=datetime(2025, 5, 1), closed_at=datetime(2026, 1, 1)),
                rectification(9, opened_at=datetime(2024, 5, 1)),
                rectification(10, opened_at=NOW + timedelta(seconds=1)),
            ],
        )
    loop = catalogued.row("rectification_loop", now=NOW)
    assert loop == {"registered": 8, "closed": 2, "looked_back": 1, "claimed": 1, "in_work": 4, "overdue": 1}
    assert loop["closed"] + loop["looked_back"] + loop["claimed"] + loop["in_work"] == loop["registered"]
    assert len(catalogued.rows("rectifications_overdue", now=NOW)) == loop["overdue"]


def test_overdue_counts_calendar_days_and_sorts_departments_by_their_longest(catalogued: Store) -> None:
    with catalogued.writing() as writer:
        writer.insert(
            "rectification",
            [
                rectification(1, due_at=datetime(2026, 3, 17, 23, 59, 59)),
                rectification(2, due_at=datetime(2026, 3, 18, 9, 0)),
                rectification(3, due_at=datetime(2026, 2, 23, 23, 59, 59), department_id="finance"),
            ],
        )
    rows = catalogued.rows("rectifications_overdue", now=NOW)
    assert [(row["department"], row["days_late"]) for row in rows] == [("财政金融", 23), ("行政审批", 1), ("行政审批", 1)]


def test_empty_loop(catalogued: Store) -> None:
    assert set(catalogued.row("rectification_loop", now=NOW).values()) == {0}
    assert catalogued.rows("rectifications_overdue", now=NOW) == []
    assert [row["issued"] for row in catalogued.rows("letter_totals", now=NOW)] == [0, 0, 0, 0]


def test_letters_of_the_year_and_overdue_replies_of_any_year(catalogued: Store) -> None:
    with catalogued.writing() as writer:
        writer.insert(
            "letter",
            [
                letter(1),
                letter(2, reply_due_at=NOW - timedelta(seconds=1)),
                letter(3, reply_due_at=NOW - timedelta(days=2), replied_at=NOW, state="replied"),
                letter(4, kind="监察建议书", issued_at=datetime(2025, 12, 31), reply_due_at=datetime(2026, 1, 10)),
                letter(5, issued_at=None, state="draft"),
                letter(6, state="void"),
            ],
        )
    found = {row["kind"]: (row["issued"], row["overdue"]) for row in catalogued.rows("letter_totals", now=NOW)}
    assert found == {"提醒函": (3, 1), "履责提示函": (0, 0), "督办函": (0, 0), "监察建议书": (0, 1)}


def test_task_states_add_up_to_their_list(catalogued: Store) -> None:
    progress = [("C-001", 100, 100), ("C-002", 100, 99.9), ("C-003", 80, 10), ("C-004", 0, 0), ("Z-none", 0, 0)]
    with catalogued.writing() as writer:
        writer.insert(
            "task_progress",
            [{"task_id": task, "month": MONTH, "planned_percent": plan, "actual_percent": done} for task, plan, done in progress]
            + [{"task_id": "C-001", "month": date(2026, 3, 1), "planned_percent": 100.0, "actual_percent": 0.0}],
        )
    lists = {row["list"]: row for row in catalogued.rows("task_totals", month=MONTH)}
    city = lists["city"]
    assert (city["tasks"], city["done"], city["late"], city["running"], city["planned_done"]) == (94, 1, 1, 1, 2)
    assert city["not_started"] == 91
    assert lists["district"]["not_started"] == 89


def test_hotspots_count_the_last_four_weeks_inside_the_district_once(catalogued: Store) -> None:
    edge = NOW - timedelta(weeks=4)
    with catalogued.writing() as writer:
        writer.insert(
            "complaint",
            [
                complaint(1),
                complaint(2, submitted_at=edge + timedelta(seconds=1)),
                complaint(3, submitted_at=edge),
                complaint(4, submitted_at=NOW + timedelta(seconds=1)),
                complaint(5, duplicate_of="C1"),
                complaint(6, kind="表扬"),
                complaint(7, is_outside_district=True),
                complaint(8, cell=None, subdistrict_id=None),
                *(complaint(number) for number in (9, 10, 11)),
            ],
        )
    assert [row["complaints"] for row in catalogued.rows("hotspot_cells", now=NOW)] == [5]
    assert catalogued.row("hotspot_totals", now=NOW) == {"complaints": 7, "mapped": 5}
    areas = {row["name"]: row for row in catalogued.rows("hotspot_areas", now=NOW)}
    assert areas["云桥"]["complaints"] == 5
    assert areas["云桥"]["per_ten_thousand"] == 10000 * 5 / areas["云桥"]["enterprises"]
    assert areas["锦禾"]["per_ten_thousand"] == 0


def test_fewer_than_five_complaints_are_not_counted_out_on_the_map(catalogued: Store) -> None:
    with catalogued.writing() as writer:
        writer.insert("complaint", [complaint(number) for number in range(4)])
    (cell,) = catalogued.rows("hotspot_cells", now=NOW)
    area = catalogued.rows("hotspot_areas", now=NOW)[0]
    assert (cell["complaints"], area["complaints"], area["per_ten_thousand"]) == (None, None, None)
    areas, cells = catalogued.rows("hotspot_areas", now=NOW), catalogued.rows("hotspot_cells", now=NOW)
    markup = hotspot_labels(district_map(catalogued), areas, cells, {"complaints": 4, "mapped": 4}, weeks=4)
    assert "&lt;5件" in markup


def test_a_rate_over_fewer_than_five_answers_has_no_value(catalogued: Store) -> None:
    def answered(number: int) -> list[dict[str, object]]:
        row = complaint(number, claimed_at=NOW, state="closed", submitted_at=NOW - timedelta(days=2))
        call = {
            "callback_id": f"H{number}",
            "complaint_id": f"C{number}",
            "called_at": NOW,
            "is_reached": True,
            "is_solved": True,
        }
        return [row, call]

    for number in range(5):
        row, call = answered(number)
        with catalogued.writing() as writer:
            writer.insert("complaint", [row])
            writer.insert("callback", [call])
        found = {row["rate"]: row for row in catalogued.rows("response_totals", month=date(2026, 3, 1))}
        assert found["solved"]["hits"] == (5 if number == 4 else None)
    assert "样本不足" in rates_strip(0, [{"rate": "solved", "hits": None, "sample": 4, "population": 9}], MONTH, 0.6)


def test_a_rectification_from_a_complaint_goes_by_its_class(catalogued: Store) -> None:
    with catalogued.writing() as writer:
        writer.insert("complaint", [complaint(1, title="张某某反映")])
        late = rectification(1, due_at=NOW - timedelta(days=1), origin_kind="complaint", origin_id="C1", title="张某某反映")
        writer.insert("rectification", [late])
    assert [row["title"] for row in catalogued.rows("rectifications_overdue", now=NOW)] == ["不作为、慢作为、超时办理"]


def test_a_sub_district_without_enterprises_has_no_rate(catalogued: Store) -> None:
    with catalogued.writing() as writer:
        writer.delete("subdistrict", subdistrict_id="xize")
        writer.insert(
            "subdistrict",
            [{"subdistrict_id": "new", "department_id": "xize", "name": "新", "zone_part": "西区",
              "longitude": 103.9, "latitude": 30.7,
              "area_km2": 1.0, "enterprises": 0, "position": 9}],
        )  # fmt: skip
    assert {row["name"]: row["per_ten_thousand"] for row in catalogued.rows("hotspot_areas", now=NOW)}["新"] is None


def test_data_reach_to_the_last_import_that_stands(catalogued: Store) -> None:
    def batch(name: str, loaded_at: datetime, undone_at: datetime | None = None) -> dict[str, object]:
        counts = {f"{kind}_rows": 0 for kind in ("new", "changed", "unchanged", "refused", "flagged")}
        return {"batch_id": name, "dataset": "complaints", "loaded_at": loaded_at, "undone_at": undone_at, **counts}

    with catalogued.writing() as writer:
        writer.delete("district")
        writer.insert("district", [{"name": "某区", "is_demo": False, "seed": None, "as_of": None}])
    assert catalogued.row("district_profile")["data_as_of"] is None
    with catalogued.writing() as writer:
        writer.insert("import_batch", [batch("a", datetime(2026, 3, 1)), batch("b", datetime(2026, 3, 2), undone_at=NOW)])
    assert catalogued.row("district_profile")["data_as_of"] == datetime(2026, 3, 1)
    assert catalogued.row("district_profile")["stale_after_hours"] == 26


def test_movement_needs_a_month_before_under_the_same_rules(served: Store) -> None:
    now = district.summary(MONTH)
    before = district.summary(date(2026, 1, 1))
    assert now is not None and before is not None
    assert now["score_movement"] == now["score"] - before["score"]
    assert now["score_movement_error"] >= 0
    assert before["score_movement"] is None
    assert district.summary(date(2020, 1, 1)) is None


def test_a_point_about_fewer_than_five_complaints_shows_no_value(served: Store) -> None:
    """Its department could guess who said what; a point about anything else shows its few cases."""
    sql = """
        SELECT s.point_id, n.lead_department_id FROM point_score AS s
        JOIN indicator_score AS n ON n.month = s.month AND n.indicator_id = s.indicator_id
        WHERE s.month = $month AND s.value IS NOT NULL AND (s.point_id IN (SELECT point_id FROM derivation WHERE source = 'complaints')) = $about
                AND s.point_id NOT IN (SELECT point_id FROM derivation WHERE measure = 'complaint_count')
        LIMIT 1"""
    for about in (True, False):
        found = served.reading().cursor.execute(sql, {"month": MONTH, "about": about}).fetchone()
        assert found
        for sample, is_shown in ((4, not about), (5, True)):
            with served.writing() as writer:
                change = "UPDATE point_score SET sample_size = $sample WHERE month = $month AND point_id = $point"
                writer.cursor.execute(change, {"sample": sample, "month": MONTH, "point": found[0]})
            rows = {row["point_id"]: row for row in district.ask("department_points", month=MONTH, department_id=found[1])}
            row = rows[found[0]]
            assert (row["value"] is not None, row["sample_size"] is not None) == (is_shown, is_shown), (about, sample)
