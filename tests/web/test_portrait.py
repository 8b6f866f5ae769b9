"""The blocks of a portrait: what is compared with what, what may be told, and what each says when there is nothing."""

import re
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from cloudeye.scoring import rank_month
from cloudeye.scoring.losses import Loss, Steps
from cloudeye.store import Store
from cloudeye.web.leader.portrait.complaints import basis_words, clock_words, complaints_panel, warning_words
from cloudeye.web.leader.portrait.department import first_panels, points_panel
from cloudeye.web.leader.portrait.facts import cause, comparisons, conclusion, rates, standing_words
from cloudeye.web.leader.portrait.group import comparison_table, group_panel, strengths_panels
from cloudeye.web.leader.portrait.loop import (
    inspections_panel,
    inspections_words,
    letters_panel,
    letters_words,
    rectifications_panel,
    tasks_panel,
    tasks_words,
)
from cloudeye.web.leader.portrait.losses import waterfall
from cloudeye.web.wording import signed
from tests.web.portraits import RANKED, compared, component, pictured, rate
from tests.web.records import MONTH, NOW, complaint, letter, rectification


def words(markup: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", markup))


def item(subject: str, level: str, item_id: str, score: float) -> dict[str, Any]:
    return {"subject_id": subject, "level": level, "item_id": item_id, "name": item_id, "score": score}


def test_held_against_the_group_where_three_have_a_value_and_against_the_district_otherwise() -> None:
    items = [
        item("me", "rate", "solved", 80), item("b", "rate", "solved", 90), item("c", "rate", "solved", 70), item("x", "rate", "solved", 0),
        item("me", "tasks", "tasks", 60), item("b", "tasks", "tasks", 90), item("district", "tasks", "tasks", 75),
        item("me", "domain", "D1", 70), item("district", "domain", "D1", 70), item("district", "domain", "D2", 80), item("district", "domain", "D3", 90),
        item("me", "indicator", "I1", 99), item("b", "rate", "responded", 50),
    ]  # fmt: skip
    found = comparisons(items, "me", frozenset({"me", "b", "c"}))
    assert [(one.level, one.score, one.reference, one.against) for one in found] == [
        ("rate", 80, 80, "同组中位"), ("domain", 70, 80, "全区领域中位"), ("tasks", 60, 75, "全区"),
    ]  # fmt: skip
    assert [round(one.difference, 9) for one in found] == [0, -10, -15]
    assert comparisons(items, "nobody", frozenset()) == []


def counted(name: str, hits: int | None, sample: int | None, population: int | None) -> dict[str, Any]:
    return {"rate": name, "hits": hits, "sample": sample, "population": population}


def test_a_rate_is_shown_as_it_counts_and_never_where_it_would_tell_on_somebody() -> None:
    scored = [
        component("response", "solved", score=80.0, sample_size=10),
        component("response", "satisfied", score=75.0, sample_size=None),
    ]
    found = rates([counted("solved", 3, 9, 12), counted("satisfied", None, None, 12)], scored, 0.9)
    assert [(one.rate, one.hits, one.sample, one.population, one.value) for one in found] == [
        ("responded", None, 0, 0, None), ("solved", 8, 10, 12, 80.0), ("satisfied", None, None, 12, None),
    ]  # fmt: skip
    assert found[1].low is not None and found[1].high is not None and found[1].low < 80 < found[1].high
    assert [basis_words(one) for one in found] == ["本月没有诉求", "8/10 件，办结 12 件", "样本不足 5 件，不显示"]
    assert (
        basis_words(rate("solved", 0, 0, 7)) == "办结 7 件，均无评价"
        and basis_words(rate("solved", None, None, None)) == "样本不足 5 件，不显示"
    )


@pytest.mark.parametrize(
    ("sample", "population", "is_thin"), [(5, 10, True), (6, 10, False), (0, 10, True), (10, 10, False), (0, 0, False)]
)
def test_little_said_is_warned_of(sample: int, population: int, is_thin: bool) -> None:
    assert rate("solved", sample, sample, population).is_thin(0.6) is is_thin


def test_the_warning_names_the_thinnest() -> None:
    found = pictured(rates=[rate("responded", 9, 10, 10), rate("solved", 5, 7, 12), rate("satisfied", 5, 6, 12)])
    assert warning_words(found) == "解决率、满意率：办结 12 件中只有 6 件有评价（50%），不足 60%"
    assert "▲" in complaints_panel(found) and "▲" not in complaints_panel(pictured(rates=[rate("responded", 9, 10, 10)]))
    assert clock_words(None) == ("—", "—", "—")


def test_the_sentences_at_the_top() -> None:
    late = [{"days_late": 4, "phase": "在改"}, {"days_late": 11, "phase": "在改"}, {"days_late": None, "phase": "待核验"}]
    found = pictured(rectifications=late, letters=[{"days_late": 2}, {"days_late": None}])
    assert conclusion(found) == "行政审批部门：综合得分 80.0，可能名次第 1–3 名，第二梯队；较上月升 0.5（误差内）。"
    assert cause(found) == "失分最多的是改革任务（20.0 分）；目前整改超期 2 件，最长 11 天，1 件函件超期未回复。"
    assert cause(pictured(components=[], ranked={"score": 100.0})) == "目前没有超期的整改和函件。"
    assert standing_words(found) == "2026 年 2 月 · 排名草案 · 规则第 1 版"
    final = pictured(published={"status": "final", "version": 2}, ranked={"missing_parts": "改革任务"})
    assert standing_words(final) == "2026 年 2 月 · 已定稿第 2 版 · 规则第 1 版 · 缺改革任务，权重已按其余部分补足"


def test_differences_carry_their_sign() -> None:
    assert [signed(value) for value in (1.25, -0.4, 0.0, 0.04, -0.04)] == ["+1.2", "−0.4", "0.0", "0.0", "0.0"]


def test_the_waterfall_marks_the_largest_loss_and_gives_back_what_was_gained() -> None:
    found = pictured(opens=frozenset({"leader-domain", "leader-passport", "leader-tasks"}))
    parts = (
        Loss("domain", "D1", "<b>招标", 12.0),
        Loss("tasks", "", "改革任务", 5.0),
        Loss("response", "solved", "解决率", 2.0),
        Loss("bonus", "", "加分", -1.0),
    )
    drawn = waterfall(Steps(parts, (Loss("domain", "D2", "纳税", 1.0), Loss("domain", "D3", "登记", 0.5))), 80.5, found)
    assert drawn.count('class="fill-late"') == 1 and drawn.count('class="fill-met"') == 1 and "&lt;b&gt;招标" in drawn
    assert "leader-domain?month=2026-02&amp;domain=D1" in drawn and "figure=bonus" in drawn and "figure=solved" in drawn
    said = words(drawn)
    assert [place for place in ("100.0", "−12.0", "−5.0", "−2.0", "其他 2 项", "−1.5", "+1.0", "80.5") if place not in said] == []
    assert said.index("其他 2 项") < said.index("加分")
    assert "href" not in waterfall(Steps(parts, ()), 82.0, pictured())
    assert "100.0" in waterfall(Steps((), ()), 100.0, pictured())


def test_the_group_is_drawn_for_whom_may_see_it() -> None:
    others = [RANKED | {"department_id": "court", "department": "<b>法院", "rank": None, "rank_low": None, "band": "不参与排名"}]
    found = pictured(group=[RANKED, *others, RANKED | {"department_id": "new", "score": None, "low": None, "high": None}])
    drawn = group_panel(found)
    assert (
        drawn.count("<circle") == 2 and 'class="own-band"' in drawn and 'class="unranked"' in drawn and "&lt;b&gt;法院" in drawn
    )
    assert "leader-department?department=court&amp;month=2026-02" in drawn
    assert "法院" not in first_panels(pictured(group=found.group, sees_all=False))


def test_strong_and_weak_sides() -> None:
    found = pictured(comparisons=[compared("rate", 90, 80), compared("domain", 70, 70.04), compared("tasks", 60, 75)])
    drawn = comparison_table(found.comparisons, found)
    assert "+10.0" in drawn and "0.0" in drawn and "−15.0" in drawn and drawn.count('class="above"') == 1
    many = [compared("indicator", 90 - number, 80, name=f"I{number}") for number in range(9)]
    said = words(strengths_panels(pictured(comparisons=many)))
    assert "最强与最弱各 4 项，共 9 项" in said and "I4" not in said and "I5" in said and "诉求、任务与领域" not in said


def test_a_block_with_nothing_says_so() -> None:
    empty = pictured()
    assert "没有牵头的改革任务" in tasks_panel(empty) and "没有在办的整改" in rectifications_panel(empty)
    assert "近 12 个月没有收到函件" in letters_panel(empty) and "近 12 个月没有检查" in inspections_panel(empty)
    assert "该部门没有牵头的二级指标" in points_panel(empty)


def test_tasks_furthest_behind_come_first(served: Store) -> None:
    with served.writing() as writer:
        writer.delete("task_progress", month=MONTH)
        writer.delete("task_progress", month=date(2026, 1, 1))
        tasks = [row["task_id"] for row in served.rows("department_tasks", month=MONTH, department_id="approval")][:5]
        plans = [(50.0, 40.0), (100.0, 70.0), (50.0, 50.0), (100.0, 100.0)]
        writer.insert("task_progress", [
            {"task_id": task, "month": MONTH, "planned_percent": plan, "actual_percent": done} for task, (plan, done) in zip(tasks, plans, strict=False)
        ])  # fmt: skip
        writer.insert(
            "task_progress", [{"task_id": tasks[4], "month": date(2026, 3, 1), "planned_percent": 9.0, "actual_percent": 1.0}]
        )
    rows = served.rows("department_tasks", month=MONTH, department_id="approval")
    assert [(row["task_id"], row["status"], row["behind"]) for row in rows[:2]] == [
        (tasks[1], "逾期", 30.0),
        (tasks[0], "推进", 10.0),
    ]
    assert tasks_words(rows[:4]) == "4 项：完成 1 · 推进 2 · 逾期 1 · 未启动 0；落后计划 2 项"
    assert {row["status"] for row in rows[4:]} == {"未启动"} and {row["behind"] for row in rows[4:]} == {None}
    assert (
        tasks_words(rows[2:4]) == "2 项：完成 1 · 推进 1 · 逾期 0 · 未启动 0；都在计划内"
        and tasks_words([]) == "没有牵头的改革任务"
    )
    drawn = tasks_panel(pictured(tasks=rows, opens=frozenset({"leader-task"})))
    assert f"leader-task?month=2026-02&amp;task={tasks[1]}" in drawn and "70.0/100.0%" in drawn and "■" in drawn


def test_the_register_is_this_year_s_and_hides_what_a_complainant_wrote(served: Store) -> None:
    with served.writing() as writer:
        writer.delete("rectification")
        writer.insert("rectification", [
            rectification(1, state="closed", closed_at=datetime(2025, 12, 31, 23, 59)), rectification(2, state="closed", closed_at=datetime(2026, 1, 1)),
            rectification(3, opened_at=NOW + timedelta(minutes=1)), rectification(4, due_at=NOW - timedelta(minutes=1)), rectification(5, due_at=NOW + timedelta(days=2)),
            rectification(6, origin_kind="complaint", origin_id="C0", title="原话"), rectification(7, origin_kind="complaint", origin_id=None, title="原话"),
            rectification(8, department_id="taxation"),
        ])  # fmt: skip
    rows = served.rows("department_rectifications", department_id="approval", now=NOW)
    assert [row["rectification_id"] for row in rows] == ["R4", "R5", "R2", "R6", "R7"]
    assert rows[0]["days_late"] == 1
    titles = {row["rectification_id"]: row["title"] for row in rows}
    assert "原话" not in titles.values() and titles["R7"] == "企业诉求"
    drawn = words(rectifications_panel(pictured(rectifications=rows)))
    assert "在办整改 4 件" in drawn and "■ 超期 1 天" in drawn and "▲ 剩 2 天" in drawn and "本年已销号 1 件" in drawn


def test_letters_of_twelve_months_and_their_replies(served: Store) -> None:
    with served.writing() as writer:
        writer.delete("letter")
        writer.insert("letter", [
            letter(1, issued_at=NOW - timedelta(days=370)), letter(2, replied_at=NOW - timedelta(days=1)), letter(3, reply_due_at=NOW - timedelta(days=3)),
            letter(4, issued_at=NOW - timedelta(days=30), reply_due_at=NOW - timedelta(days=20), replied_at=NOW - timedelta(days=10)), letter(5), letter(6, state="void"),
            letter(7, issued_at=None), letter(8, issued_at=NOW + timedelta(days=1)), letter(9, department_id="taxation"),
        ])  # fmt: skip
    rows = served.rows("department_letters", department_id="approval", now=NOW)
    assert sorted(row["letter_id"] for row in rows) == ["L2", "L3", "L4", "L5"]
    assert letters_words(rows) == "近 12 个月 4 件：已回 2 件（按期 1），未回 2 件，其中超期 1 件"
    said = words(letters_panel(pictured(letters=rows)))
    for expected in ("● 按期已回", "■ 超期 3 天未回", "已回，逾期", "待回复，限 03-23"):
        assert expected in said, expected


def test_inspections_in_words() -> None:
    one = {"findings": 3, "severe": 1, "serious": 0}
    assert inspections_words([one, one]) == "近 12 个月 2 次，发现问题 6 个（严重 2）"
    assert inspections_words([one | {"severe": 0}]) == "近 12 个月 1 次，发现问题 3 个"


def due(number: int, **given: Any) -> dict[str, Any]:
    """A complaint of 税务 whose both limits end in February; submitted on Monday the 2nd."""
    submitted = datetime(2026, 2, 2, 9)
    return complaint(number, department_id="taxation", submitted_at=submitted, response_due_at=datetime(2026, 2, 28, 23, 59, 59), resolution_due_at=datetime(2026, 2, 28),
                     responded_at=submitted, claimed_at=datetime(2026, 2, 4, 9), state="closed") | given  # fmt: skip


def test_the_clocks_run_on_working_days_and_to_the_present_while_they_run(served: Store) -> None:
    with served.writing() as writer:
        writer.delete("complaint")
        writer.insert("complaint", [
            due(1), due(2, claimed_at=datetime(2026, 2, 6)), due(3, claimed_at=None), due(4, resolution_due_at=datetime(2026, 2, 1)),
            due(5, claimed_at=datetime(2026, 2, 9), responded_at=datetime(2026, 3, 1)), due(6, duplicate_of="C1"), due(7, kind="表扬"), due(8, state="merged"),
            due(9, resolution_due_at=datetime(2026, 3, 1), response_due_at=datetime(2026, 3, 1)),
        ])  # fmt: skip
    asked = {"month": MONTH, "now": date(2026, 2, 10)}
    found = {row["clock"]: row for row in served.rows("month_clocks", **asked) if row["department_id"] == "taxation"}
    first, last = found["response"], found["resolution"]
    assert (first["complaints"], first["in_time"], first["running"], first["median_days"]) == (5, 4, 0, 0.0)
    # Working days after the 2nd: 2, 4, (running) 6, in February's limit also 2 of number 4; number 5 needs 5.
    assert (last["complaints"], last["in_time"], last["running"]) == (5, 3, 1)
    assert last["median_days"] == 4.0 and last["slow_days"] == pytest.approx(5.6)


@pytest.mark.parametrize(("number", "is_told"), [(4, False), (5, True)])
def test_fewer_than_five_complaints_tell_nothing(served: Store, number: int, is_told: bool) -> None:
    with served.writing() as writer:
        writer.delete("complaint")
        writer.insert("complaint", [due(one) for one in range(number)])
        writer.insert("callback", [
            {"callback_id": f"K{one}", "complaint_id": f"C{one}", "called_at": datetime(2026, 2, 9), "is_reached": True, "is_solved": True, "is_satisfied": True}
            for one in range(number)
        ])  # fmt: skip
    rank_month(served, MONTH, at=NOW)
    clocks = [row for row in served.rows("month_clocks", month=MONTH, now=NOW.date()) if row["department_id"] == "taxation"]
    assert bool(clocks) is is_told
    rows = {row["rate"]: row for row in served.rows("month_rates", month=MONTH) if row["subject_id"] == "taxation"}
    shown = (number, number, number) if is_told else (None, None, None)
    assert {(row["hits"], row["sample"], row["population"]) for row in rows.values()} == {shown}
