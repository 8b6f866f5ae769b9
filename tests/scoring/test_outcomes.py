"""In which month the outcomes of a complaint count, by what became of it."""

from datetime import date, datetime

import pytest

from cloudeye.store import Store
from tests.scoring.district import complaint, fill

OCTOBER = date(2026, 10, 1)


@pytest.mark.parametrize(
    ("state", "response_month", "due_month"),
    [
        ("handling", OCTOBER, OCTOBER),
        ("closed", OCTOBER, OCTOBER),
        ("rejected", OCTOBER, None),  # 不予受理: an answer is due, a resolution is not
        ("transferred", None, None),
        ("merged", None, None),
    ],
)
def test_what_a_complaint_owes(store: Store, state: str, response_month: date | None, due_month: date | None) -> None:
    fill(store, complaint=[complaint("T-1", datetime(2026, 10, 8, 9), state=state)])
    row = store.reading().cursor.execute("SELECT submitted_month, response_month, due_month FROM complaint_outcome").fetchall()
    assert row == [(OCTOBER, response_month, due_month)]
