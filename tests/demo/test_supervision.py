"""Tasks, letters and rectifications of the demo stand where a believable district stands."""

from cloudeye.store import Store
from tests.demo.asking import ask, one
from tests.demo.conftest import AS_OF


def test_overdue_rectifications(demo: Store) -> None:
    rows = demo.rows("rectifications_overdue", now=AS_OF)
    assert 8 <= len(rows) <= 10
    assert max(row["days_late"] for row in rows) == 23
    assert len({row["department_id"] for row in rows}) == 6


def test_rectifications_are_in_every_phase(demo: Store) -> None:
    phases = dict(ask(demo, "SELECT phase, count(*) FROM rectification_status GROUP BY phase"))
    assert set(phases) == {"在改", "待核验", "回头看", "已销号"}
    assert 350 <= one(demo, "SELECT count(*) FROM rectification WHERE year(opened_at) = 2026") <= 470
    assert one(demo, "SELECT count(*) FROM rectification WHERE recurred_at IS NOT NULL") > 0


def test_reform_tasks(demo: Store) -> None:
    totals = {row["list"]: row for row in demo.rows("task_totals", month=AS_OF.date().replace(day=1))}
    assert {name: row["tasks"] for name, row in totals.items()} == {"city": 94, "district": 89, "fifteen_measures": 26}
    done = sum(totals[name]["done"] for name in ("city", "district"))
    late = sum(totals[name]["late"] for name in ("city", "district"))
    assert 115 <= done <= 135
    assert 5 <= late <= 9
    assert one(demo, "SELECT count(*) FROM reform_task WHERE year(due_date) <> 2026") == 0


def test_letters_are_numbered_without_gaps_and_some_replies_are_late(demo: Store) -> None:
    letters = ask(demo, "SELECT kind, year(issued_at), number FROM letter WHERE issued_at IS NOT NULL ORDER BY issued_at")
    serials: dict[tuple[str, int], list[int]] = {}
    for kind, year, number in letters:
        serials.setdefault((kind, year), []).append(int(number.split("〕")[1].removesuffix("号")))
    assert all(sorted(found) == list(range(1, len(found) + 1)) for found in serials.values())
    assert {kind for kind, _ in serials} == {"提醒函", "履责提示函", "督办函", "监察建议书"}
    assert sum(row["overdue"] for row in demo.rows("letter_totals", now=AS_OF)) == 3
    assert one(demo, "SELECT count(*) FROM letter WHERE state = 'void' AND number IS NOT NULL") > 0
    assert one(demo, "SELECT count(*) FROM letter WHERE number IS NULL AND state NOT IN ('draft', 'review')") == 0


def test_the_merged_department_keeps_its_past(demo: Store) -> None:
    assert one(demo, "SELECT valid_to FROM department WHERE department_id = 'investment_promotion'").isoformat() == "2026-06-30"
    last = one(demo, "SELECT max(submitted_at) FROM complaint WHERE department_id = 'investment_promotion'")
    assert (last.year, last.month) == (2026, 6)


def test_pressing_letters_and_late_rectifications_cost_points(demo: Store) -> None:
    letters = one(demo, "SELECT count(*) FROM letter WHERE kind = '督办函' AND issued_at IS NOT NULL AND state <> 'void'")
    assert one(demo, "SELECT count(*) FROM score_adjustment WHERE kind = 'penalty' AND basis LIKE '督办函%'") == letters
    assert one(demo, "SELECT count(*) FROM score_adjustment WHERE kind = 'bonus'") > 10
