"""The sentence at the top: state → change → worst exception → where. Written from data, calm when nothing is late."""

from collections.abc import Mapping, Sequence
from typing import Any

from cloudeye.web.theme import RATE, text_width
from cloudeye.web.wording import is_beyond_error, month_name, points, text

WIDTH = 1824
CHIP_PADDING = 24

Words = list[tuple[str, bool]]
"""Pieces of the sentence; True marks a number that stands in a vermilion block."""


def _state(summary: Mapping[str, Any] | None) -> Words:
    if summary is None or summary["score"] is None:
        return [("还没有综合得分", False)]
    sentence = f"{month_name(summary['month'])}综合得分 {points(summary['score'])}"
    movement, error = summary["score_movement"], summary["score_movement_error"]
    if movement is None:
        return [(sentence, False)]
    if not is_beyond_error(movement, error):
        return [(f"{sentence}，与上月相当", False)]
    return [(f"{sentence}，比上月{'升' if movement > 0 else '降'} {points(abs(movement))}", False)]


def _exception(overdue: Sequence[Mapping[str, Any]]) -> Words:
    if not overdue:
        return [("无超期整改", False)]
    worst = max(row["days_late"] for row in overdue)
    return [("整改超期 ", False), (str(len(overdue)), True), (" 件，最长 ", False), (str(worst), True), (" 天", False)]


def _where(areas: Sequence[Mapping[str, Any]]) -> list[Words]:
    """The same clause, longest first."""
    rated = [area for area in areas if area["per_ten_thousand"]]
    if not rated:
        return []
    hottest = max(rated, key=lambda area: area["per_ten_thousand"])
    densest = f"{hottest['name']}诉求最密"
    return [[(f"{densest}，每万户 {hottest['per_ten_thousand']:.0f} 件", False)], [(densest, False)]]


def _width(clauses: Sequence[Words]) -> float:
    inside = sum(text_width(words, RATE) + (CHIP_PADDING if chip else 0) for clause in clauses for words, chip in clause)
    return inside + RATE * (len(clauses) - 1)


def sentence(
    summary: Mapping[str, Any] | None, overdue: Sequence[Mapping[str, Any]], areas: Sequence[Mapping[str, Any]]
) -> Words:
    """The clauses that fit on one line; where it hurts is shortened first, then left out."""
    clauses = [_state(summary), _exception(overdue)]
    where = next((words for words in _where(areas) if _width([*clauses, words]) <= WIDTH), None)
    clauses += [where] if where else []
    joined: Words = []
    for number, clause in enumerate(clauses):
        joined += ([("；", False)] if number else []) + clause
    return joined


def headline(words: Words) -> str:
    """The sentence as markup."""
    pieces = "".join(f'<b class="chip">{text(piece)}</b>' if chip else text(piece) for piece, chip in words)
    return f'<h1 class="scene-headline">{pieces}</h1>'
