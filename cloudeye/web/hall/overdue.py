"""Overdue rectifications by department: one vermilion block per rectification, the number is the days late."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from cloudeye.web.hall.frame import block, section
from cloudeye.web.marks import bar, label, rule
from cloudeye.web.marks import block as mark
from cloudeye.web.theme import BODY, NAME, cut_to

LEFT, RIGHT, TOP, PITCH, ROWS = 1434, 1872, 292, 92, 6
BLOCK_GAP = 8
MOST_BLOCKS = 4

Row = Mapping[str, Any]


def _row(department: str, rows: Sequence[Row], baseline: float) -> str:
    drawn = label(RIGHT, baseline, "天", size=BODY, tone="mid", anchor="end")
    right = RIGHT - 34.0
    shown = rows[:MOST_BLOCKS]
    for row in reversed(shown):
        days = str(row["days_late"])
        width = 44 if len(days) == 1 else 58 if len(days) == 2 else 74
        drawn += mark(right, baseline - 31, days, width=width)
        right -= width + BLOCK_GAP
    note = rows[0]["title"] if len(rows) <= MOST_BLOCKS else f"共 {len(rows)} 件，示最长的 {MOST_BLOCKS} 件"
    drawn += label(LEFT, baseline, cut_to(department, NAME, right - LEFT), size=NAME, weight=600)
    return drawn + label(LEFT, baseline + 38, cut_to(note, BODY, RIGHT - LEFT), size=BODY, tone="mid")


def overdue_block(overdue: Sequence[Row]) -> str:
    """``overdue`` is sorted by department, the longest overdue department first."""
    departments = [(name, list(rows)) for name, rows in groupby(overdue, key=lambda row: row["department"])]
    if not departments:
        inner = section(LEFT, RIGHT, 188, "整改超期 0 件") + bar(LEFT, 268, 18, 18, "met", radius=9)
        inner += label(LEFT + 32, 286, "所有整改都在期限内", size=NAME, weight=600)
        return block(1426, 180, 456, 626, inner, "overdue")
    inner = section(LEFT, RIGHT, 188, f"整改超期 {len(overdue)} 件", "按天数，一块一件")
    room = ROWS if len(departments) <= ROWS else ROWS - 1
    for number, (name, rows) in enumerate(departments[:room]):
        baseline = TOP + number * PITCH
        if number:
            inner += rule(LEFT, RIGHT, baseline - 40, faint=True)
        inner += _row(name, rows, baseline)
    if rest := departments[room:]:
        baseline = TOP + room * PITCH
        inner += rule(LEFT, RIGHT, baseline - 40, faint=True)
        inner += label(
            LEFT, baseline, f"另 {len(rest)} 个单位 {sum(len(rows) for _, rows in rest)} 件", size=NAME, weight=600, tone="mid"
        )
    return block(1426, 180, 456, 626, inner, "overdue")
