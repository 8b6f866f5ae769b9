"""The ranks of the last months: gaps where there was none, the possible ones of the chosen department, names in order."""

import re
from datetime import date
from typing import Any

from cloudeye.scoring import publish, rank_month
from cloudeye.store import Store
from cloudeye.web.leader.ranking.history import history
from tests.web.rankings import JANUARY, ranked, view
from tests.web.records import MONTH

DECEMBER = date(2025, 12, 1)


def months(name: str, *places: int | None) -> list[dict[str, Any]]:
    return [ranked(name, place, month=month) for place, month in zip(places, (DECEMBER, JANUARY, MONTH), strict=True)]


def drawn(*departments: list[dict[str, Any]], chosen: str | None = "甲") -> str:
    rows = sorted((row for of in departments for row in of), key=lambda row: (row["month"], row["rank"] is None, row["rank"]))
    return history(rows, [of[0]["department_id"] for of in departments], view(), chosen)


def test_a_month_without_a_rank_is_a_gap() -> None:
    lit = re.findall(r'<path d="([^"]+)" class="lit"/>', drawn(months("甲", 1, None, 2), months("乙", 2, 1, 1)))
    assert [path.count("M") for path in lit] == [1, 1] and all("L" not in path for path in lit)
    whole = re.findall(r'<path d="([^"]+)" class="lit"/>', drawn(months("甲", 1, 2, 2), months("乙", 2, 1, 1)))
    assert [path.count("L") for path in whole] == [2]


def test_each_month_of_the_chosen_one_says_its_rank_and_what_is_possible() -> None:
    said = drawn(
        [ranked("甲", 1, 1, 2, month=JANUARY, score=88.25), ranked("甲", 2, 1, 3)],
        [ranked("乙", 2, month=JANUARY), ranked("乙", 1)],
    )
    assert "<title>2026 年 1 月：第 1 名（可能第 1–2 名），得分 88.2，第二梯队</title>" in said
    assert "<title>2026 年 2 月\n1 乙\n2 甲</title>" in said


def test_names_with_equal_ranks_stand_below_each_other() -> None:
    said = drawn(months("甲", 1, 1, 1), months("乙", 1, 1, 1), months("丙", 3, 3, 3))
    places = {name: float(y) for y, name in re.findall(r'y="([\d.]+)"[^>]*>\d ([甲乙丙])</text>', said)}
    assert len(set(places.values())) == 3


def test_one_month_is_no_history() -> None:
    assert "满两个月的排名后显示变化" in drawn([ranked("甲", 1)])
    assert "<svg" not in drawn([ranked("甲", None)], [ranked("乙", None)])


def test_nobody_was_ranked_in_any_month() -> None:
    assert "nan" not in drawn(months("甲", None, None, None))


def test_who_has_left_the_group_is_not_drawn() -> None:
    rows = [*months("甲", 1, 1, 1), *[ranked("旧", 2, month=month) for month in (DECEMBER, JANUARY)]]
    said = history(sorted(rows, key=lambda row: row["month"]), ["甲"], view(), "甲")
    assert "<title>旧</title>" not in said and "2 旧" in said  # the order of those months still tells it


def test_the_table_behind_starts_with_the_newest_month() -> None:
    said = drawn(months("甲", 1, None, 2), months("乙", 2, 1, 1))
    table = re.sub(r"<[^>]+>", " ", said[said.index("<table") :]).split()
    assert table == "部门 2026-02 2026-01 2025-12 乙 1 1 2 甲 2 — 1".split()


def test_the_latest_version_of_every_month_counts(served: Store) -> None:
    publish(served, JANUARY)
    with served.writing() as writer:
        writer.cursor.execute("UPDATE task_progress SET actual_percent = 100 WHERE month = ?", [JANUARY])
    rank_month(served, JANUARY, correct=True)
    rows = served.rows("ranking_history", month=MONTH, ranking_group="职能部门")
    shown = {row["department_id"]: row["score"] for row in rows if row["month"] == JANUARY}
    raw = served.reading().cursor.execute(
        "SELECT department_id, score FROM ranking_snapshot WHERE month = ? AND version = 2 AND ranking_group = '职能部门'",
        [JANUARY],
    )
    assert shown == dict(raw.fetchall()) and len(rows) == 2 * len(shown)
