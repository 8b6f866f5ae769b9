"""Bonus and penalty of the months: a few recognised practices; letters that press, and rectifications that ran late."""

from datetime import date
from typing import Any

from cloudeye.demo.quality import Quality
from cloudeye.demo.world import World, month_of

Rows = list[dict[str, Any]]

BONUSES = ("改革做法获市级经验推广", "“高效办成一件事”获上级表扬", "优化营商环境案例入选汇编", "助企服务获通报表扬")
PRESSING_LETTER, LATE_RECTIFICATION = 0.5, 0.3


def adjustments(world: World, quality: Quality, letters: Rows, rectifications: Rows) -> Rows:
    """Rows for ``score_adjustment``; penalties follow from the letters and rectifications themselves."""
    rows = _bonuses(world, quality)
    for row in letters:
        if row["kind"] == "督办函" and row["issued_at"] and row["state"] != "void":
            rows.append(
                _row(row["department_id"], month_of(row["issued_at"]), "penalty", PRESSING_LETTER, f"督办函 {row['number']}")
            )
    for row in rectifications:
        due, claimed = row["due_at"], row["claimed_at"]
        if due <= world.as_of and (claimed > due if claimed else row["state"] in ("reminded", "signed", "rectifying")):
            rows.append(
                _row(row["department_id"], month_of(due), "penalty", LATE_RECTIFICATION, f"整改 {row['rectification_id']} 逾期")
            )
    return sorted(rows, key=lambda row: (row["month"], row["department_id"], row["basis"]))


def _bonuses(world: World, quality: Quality) -> Rows:
    rows: Rows = []
    for index, month in enumerate(world.months):
        dice = world.dice("bonus", month)
        weights = [max(1.0, quality.of(name, index) - 70) ** 2 for name in world.answering]
        for department_id in sorted({dice.weighted(world.answering, weights) for _ in range(dice.randint(1, 3))}):
            rows.append(_row(department_id, month, "bonus", dice.choice((0.5, 0.5, 1.0)), dice.choice(BONUSES)))
    return rows


def _row(department_id: str, month: date, kind: str, points: float, basis: str) -> dict[str, Any]:
    return {"department_id": department_id, "month": month, "kind": kind, "points": points, "basis": basis}
