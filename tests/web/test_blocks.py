"""Blocks of the wall: what they say for known figures, and that no text of the data becomes markup."""

import re
from typing import Any

import pytest

from cloudeye.web.hall.frame import footer
from cloudeye.web.hall.hotspots import densest
from cloudeye.web.hall.overdue import overdue_block
from cloudeye.web.hall.ranking import named_rows, ranking_block
from cloudeye.web.hall.score import score_block, tone_of
from cloudeye.web.hall.strip import letters_strip, loop_strip, rates_strip, tasks_strip
from cloudeye.web.theme import NOTE, text_width
from tests.web.records import MONTH


def words(markup: str) -> list[str]:
    return re.findall(r">([^<>]+)<", markup)


def late(department: str, days: int, title: str = "检查结果公示超时") -> dict[str, Any]:
    return {"department": department, "department_id": department, "days_late": days, "title": title}


def ranked(name: str, rank: int, band: str, movement: float | None = None, error: float | None = 1.0) -> dict[str, Any]:
    return {
        "department_id": name, "department": name, "ranking_group": "职能部门",
        "rank": rank, "rank_low": rank, "rank_high": rank + 1,
        "score": 95.0 - rank, "low": 94.0 - rank, "high": 96.0 - rank,
        "band": band, "movement": movement, "movement_error": error,
    }  # fmt: skip


FIELD = [
    ranked("甲", 1, "第一梯队"),
    ranked("乙", 2, "第二梯队", movement=3.0),
    ranked("丙", 3, "第二梯队", movement=9.0, error=9.5),
    ranked("丁", 4, "第三梯队"),
]


def test_overdue_shows_one_block_a_case_longest_department_first() -> None:
    said = words(overdue_block([late("公园城市建设", 23), late("公园城市建设", 3), late("行政审批", 12)]))
    assert said[0] == "整改超期 3 件"
    assert [word for word in said if word.isdigit()] == ["3", "23", "12"]
    assert said.index("公园城市建设") < said.index("行政审批")


def test_overdue_counts_what_it_cannot_show() -> None:
    said = words(overdue_block([late(f"部门{number}", 10 - number) for number in range(8)]))
    assert "另 3 个单位 3 件" in said
    many = words(overdue_block([late("甲", days) for days in (9, 8, 7, 6, 5, 4)]))
    assert "共 6 件，示最长的 4 件" in many


def test_no_overdue_is_calm() -> None:
    markup = overdue_block([])
    assert "所有整改都在期限内" in words(markup)
    assert "fill-late" not in markup


@pytest.mark.parametrize("hostile", ['<img src=x onerror="alert(1)">', "</text><script>alert(1)</script>", "&amp;\"'"])
def test_texts_of_the_data_stay_texts(hostile: str) -> None:
    markups = [
        overdue_block([late(hostile, 2, hostile)]),
        ranking_block([ranked(hostile, 1, "第一梯队")], names_lowest=False, level=0.9),
    ]
    for markup in markups:
        assert "<script" not in markup and "<img" not in markup and 'onerror="' not in markup


def test_a_public_wall_names_the_first_band_and_the_most_improved_only() -> None:
    assert [row["department"] for row in named_rows(FIELD, names_lowest=False)] == ["甲", "乙"]
    assert [row["department"] for row in named_rows(FIELD, names_lowest=True)] == ["甲", "乙", "丙", "丁"]


def test_ranking_shows_possible_ranks_and_counts_the_unnamed() -> None:
    said = words(ranking_block(FIELD, names_lowest=False, level=0.9))
    assert "4 个职能部门，按三档看" in said
    assert "1–2" in said and "其余 1 个" in said and "共 1 个" in said
    assert "丁" not in said
    assert "横线为 90% 区间" in said


def test_ranking_without_departments_says_so() -> None:
    assert "本月还没有可排名的部门" in words(ranking_block([], names_lowest=False, level=0.9))


def test_colour_of_a_movement_follows_better_and_worse_and_is_grey_inside_the_error() -> None:
    assert (tone_of(2.0, 1.0), tone_of(-2.0, 1.0), tone_of(1.0, 1.0), tone_of(1.0, None)) == ("good", "worse", "low", "low")


def test_score_block_against_target() -> None:
    summary = {
        "month": MONTH, "score": 84.64, "score_movement": 1.2, "score_movement_error": 0.4,
        "perception": 81.4, "perception_movement": 0.4, "perception_movement_error": 0.5,
        "completion": None, "completion_movement": None, "completion_movement_error": None,
    }  # fmt: skip
    said = words(score_block(summary, lambda name: 88.0))
    assert {"2月，比上月 · 目标 88", "84.6", "1.2", "较上月", "81.4", "+0.4", "—"} <= set(said)


def test_a_movement_that_shows_as_nothing_is_level() -> None:
    summary = {
        "month": MONTH, "score": 84.64, "score_movement": -0.04, "score_movement_error": 0.4,
        "perception": 81.4, "perception_movement": 0.049, "perception_movement_error": 0.01,
        "completion": 90.0, "completion_movement": 0.05, "completion_movement_error": 0.01,
    }  # fmt: skip
    said = words(score_block(summary, lambda name: 88.0))
    assert {"与上月持平", "持平", "+0.1"} <= set(said) and "0.0" not in said
    assert "持平" in words(ranking_block([ranked("甲", 1, "第一梯队", movement=0.01)], names_lowest=False, level=0.9))


def test_all_at_the_full_score_can_be_drawn() -> None:
    full = [{**ranked(name, 1, "第二梯队"), "score": 100.0, "low": 100.0, "high": 100.0} for name in "甲乙丙"]
    assert "3 个职能部门，按三档看" in words(ranking_block(full, names_lowest=False, level=0.9))


@pytest.mark.parametrize(
    ("counts", "found"), [([9, 8, 2], 0), ([8, 8], None), ([7, 2], None), ([8], 0), ([3, 12], 1), ([], None)]
)
def test_the_densest_cell_is_a_true_maximum_that_is_dense(counts: list[int], found: int | None) -> None:
    cells = [{"cell": str(number), "complaints": complaints} for number, complaints in enumerate(counts)]
    assert densest(cells) == (None if found is None else cells[found])


def test_loop_adds_up_to_the_register() -> None:
    loop = {"registered": 412, "closed": 309, "looked_back": 28, "claimed": 12, "in_work": 63, "overdue": 9}
    said = words(loop_strip(48, loop))
    assert {"本年在册 412 件", "309", "75%", "回头看 28", "待核验 12", "在改 63"} <= set(said)


def test_only_the_whole_reads_as_a_hundred_per_cent() -> None:
    loop = {"registered": 1000, "closed": 999, "looked_back": 0, "claimed": 0, "in_work": 1, "overdue": 0}
    assert "99%" in words(loop_strip(48, loop))


def test_tasks_of_all_three_lists_add_up_and_name_their_month() -> None:
    lists = [
        {"list": "city", "tasks": 94, "done": 60, "running": 30, "late": 3, "not_started": 1, "planned_done": 66},
        {"list": "district", "tasks": 89, "done": 61, "running": 19, "late": 4, "not_started": 5, "planned_done": 62},
        {"list": "fifteen_measures", "tasks": 26, "done": 20, "running": 4, "late": 2, "not_started": 0, "planned_done": 22},
    ]
    said = words(tasks_strip(510, lists, MONTH))
    assert {"市 94 + 区 89 + 十五条 26", "141", "2月底应完成 150", "推进 53", "逾期 9", "未启动 6"} <= set(said)
    assert 141 + 53 + 9 + 6 == 94 + 89 + 26


def test_tasks_of_another_catalogue_and_of_none() -> None:
    lists = [{"list": "own", "tasks": 3, "done": 2, "running": 1, "late": 0, "not_started": 0, "planned_done": 1}]
    assert {"共 3 项", "2月底应完成 1"} <= set(words(tasks_strip(510, lists, MONTH)))
    assert "共 0 项" in words(tasks_strip(510, [], None))


def test_rates_carry_their_coverage_and_warn_when_it_is_low() -> None:
    rates = [
        {"rate": "responded", "hits": 991, "sample": 1000, "population": 1000},
        {"rate": "solved", "hits": 60, "sample": 60, "population": 100},
        {"rate": "satisfied", "hits": 41, "sample": 59, "population": 100},
    ]
    markup = rates_strip(972, rates, MONTH, warning=0.6)
    assert {"2月 · 横条为覆盖", "99.1", "1000/1000", "60/100", "59/100", "69.5"} <= set(words(markup))
    assert [share for share in words(markup) if f'class="fill-warn">{share}' in markup] == ["59/100"]


def test_a_rate_without_a_sample_is_a_dash() -> None:
    rates = [{"rate": "satisfied", "hits": 0, "sample": 0, "population": 7}]
    assert words(rates_strip(972, rates, MONTH, warning=0.6)).count("—") == 3


def test_letters_with_and_without_overdue_replies() -> None:
    names = ("提醒函", "提示函", "督办函", "建议书")
    calm = [{"short_name": name, "issued": number, "overdue": 0} for number, name in enumerate(names)]
    assert {"本年 6 件", "提示函", "建议书", "回复都在期限内"} <= set(words(letters_strip(1434, calm)))
    alarmed = [{**row, "overdue": 1} for row in calm]
    assert {"4", "件未按期回复"} <= set(words(letters_strip(1434, alarmed)))


def test_the_fine_print_never_runs_into_the_meaning_of_the_block() -> None:
    drawn = footer(["演示数据，非真实情况。", "地图：" + "Boundaries © contributors, " * 20])
    fine = re.findall(r">([^<>]+)</text>", drawn)[0]
    assert fine.startswith("演示数据") and fine.endswith("…")
    assert 48 + text_width(fine, NOTE) < 1872 - text_width("超期，数字为天数或件数", NOTE) - 32
