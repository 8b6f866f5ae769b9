"""Rows of a ranking with everything filled in that a test does not care about, and the state of a page that shows them."""

from dataclasses import replace
from datetime import date
from typing import Any

from cloudeye.web.leader.ranking.view import View
from tests.web.records import MONTH

JANUARY = date(2026, 1, 1)


def ranked(name: str, place: int | None, best: int | None = None, worst: int | None = None, **given: Any) -> dict[str, Any]:
    """A department of the second band with 90 points, moved by 0.2 within an error of 1."""
    best, worst = best or place, worst or place
    return {
        "month": MONTH, "department": name, "department_id": name, "ranking_group": "职能部门", "rank": place, "rank_low": best,
        "rank_high": worst, "band": "第二梯队", "score": 90.0, "low": 89.0, "high": 91.0, "movement": 0.2, "movement_error": 1.0,
        "missing_parts": None, "perception": 90.0, "completion": 90.0, "coverage": 1.0,
    } | given  # fmt: skip


def rated(name: str, good: int | None, closed: int | None) -> dict[str, Any]:
    """A row of ``rating_coverage``; without numbers: of 1 to 4 complaints."""
    return {"department_id": name, "is_small": closed is None, "closed": closed, "rated": good}


def view(**given: Any) -> View:
    """The page of February as it opens."""
    return replace(View(MONTH, "职能部门"), **given)
