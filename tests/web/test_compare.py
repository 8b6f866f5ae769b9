"""The comparison shows what the raw tables say, says what must not be compared, and leads on."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from cloudeye.access.viewer import Viewer
from cloudeye.paths import ROOT
from cloudeye.store import Store
from cloudeye.web.leader.compare import compare
from tests.web.test_pages import drawn, run, words

PAGE = str(ROOT / "pages" / "leader" / "compare.py")
FEBRUARY, JANUARY = date(2026, 2, 1), date(2026, 1, 1)
Enter = Callable[..., Viewer]
MINUS = "−"


def shown(points: float) -> str:
    return f"{points:.1f}".replace("-", MINUS)


def signed(points: float) -> str:
    return shown(points) if round(points, 1) <= 0 else f"+{shown(points)}"


def cells(markup: str, table: str) -> list[list[str]]:
    """The body of a table as texts, notes of terms left out."""
    markup = re.sub(r'<span class="term-note".*?</span>', "", markup)
    found = re.search(rf'<table class="desk-table {table}">.*?<tbody>(.*?)</tbody>', markup, re.DOTALL)
    assert found
    return [
        [re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", cell)).strip() for cell in re.findall(r"<td.*?</td>", row, re.DOTALL)]
        for row in re.findall(r"<tr.*?</tr>", found.group(1), re.DOTALL)
    ]


def asked(store: Store, sql: str, *values: Any) -> list[tuple[Any, ...]]:
    return store.reading().cursor.execute(sql, values).fetchall()


def one(store: Store, sql: str, *values: Any) -> Any:
    return asked(store, sql, *values)[0][0]


@pytest.fixture(autouse=True)
def _leader(request: pytest.FixtureRequest) -> None:
    request.getfixturevalue("served_empty" if "served_empty" in request.fixturenames else "served_demo")
    request.getfixturevalue("signed_in")("leader")


def test_two_departments_show_what_the_tables_hold(served_demo: Store) -> None:
    """Scores, places, dimensions, rates with their counts, tasks and rectifications, each by a query of its own."""
    markup = drawn(run(PAGE, month="2026-02", department="approval", against="2026-02", **{"with": "taxation"}))
    facts = {row[0]: row[1:] for row in cells(markup, "facts-table")}
    scores = {}
    for column, name in enumerate(("approval", "taxation")):
        score, low, high, best, worst, perception, completion = asked(
            served_demo,
            "SELECT score, low, high, rank_low, rank_high, perception, completion FROM ranking_snapshot WHERE month = ? AND department_id = ?",
            FEBRUARY, name,
        )[0]  # fmt: skip
        scores[name] = score
        assert f">{shown(score)}</a></b><small>{shown(low)}–{shown(high)}</small>" in markup
        assert f">第 {best}–{worst} 名</a>" in markup
        assert facts["市场主体感知度"][column] == shown(perception)
        assert facts["改革任务完成度"][column] == shown(completion)
        hits, sample = asked(
            served_demo,
            "SELECT count(*) FILTER (responded_at <= response_due_at), count(*) FROM complaint WHERE department_id = ? AND duplicate_of IS NULL "
            "AND kind <> '表扬' AND state NOT IN ('merged', 'transferred') AND date_trunc('month', response_due_at) = ?",
            name, FEBRUARY,
        )[0]  # fmt: skip
        assert facts["响应率"][column] == f"{shown(100 * hits / sample)}% {hits}/{sample}"
        done, tasks = asked(
            served_demo,
            "SELECT count(*) FILTER (p.actual_percent >= 100), count(DISTINCT t.task_id) FROM reform_task AS t LEFT JOIN task_progress AS p "
            "ON p.task_id = t.task_id AND p.month = (SELECT max(month) FROM task_progress WHERE task_id = t.task_id AND month <= ?) "
            "WHERE t.lead_department_id = ?",
            FEBRUARY, name,
        )[0]  # fmt: skip
        assert facts["改革任务"][column].startswith(f"完成 {done}/{tasks}")
        is_open = "department_id = ? AND opened_at < ? AND (closed_at IS NULL OR closed_at >= ?)"
        still = one(served_demo, f"SELECT count(*) FROM rectification WHERE {is_open}", name, date(2026, 3, 1), date(2026, 3, 1))
        assert facts["整改"][column].startswith(f"在册 {still}")
    gap = scores["approval"] - scores["taxation"]
    assert f">{signed(gap)}</b>" in markup and f"{shown(abs(gap))} 分" in words(
        run(PAGE, department="approval", **{"with": "taxation"})
    )


def test_the_parts_are_the_losses_of_both(served_demo: Store) -> None:
    """Straight from the components: the tasks of both, and what all parts add up to, to the decimal that is shown."""
    markup = drawn(run(PAGE, month="2026-02", department="approval", against="2026-02", **{"with": "taxation"}))
    rows = cells(markup, "parts")
    tasks = next(row for row in rows if row[0] == "改革任务")
    lost, score = {}, {}
    for name in ("approval", "taxation"):
        lost[name], score[name] = asked(
            served_demo,
            "SELECT sum(weight * (100 - score)), sum(weight * score) / sum(weight) FROM score_component "
            "WHERE month = ? AND subject_id = ? AND part = 'tasks'",
            FEBRUARY, name,
        )[0]  # fmt: skip
    assert tasks[2:5] == [shown(score["approval"]), shown(score["taxation"]), signed(score["approval"] - score["taxation"])]
    assert tasks[7] == signed(lost["taxation"] - lost["approval"])
    total = one(served_demo, "SELECT sum(CASE department_id WHEN 'approval' THEN score ELSE -score END) FROM ranking_snapshot "
                "WHERE month = ? AND department_id IN ('approval', 'taxation')", FEBRUARY)  # fmt: skip
    assert rows[-1][0] == "合计" and rows[-1][7] == signed(total)
    assert [row[0] for row in rows if "各自牵头的领域" in row[0]] == ["各自牵头的领域 ● 开办企业 ○ 纳税"]


def test_two_months_carry_the_movement_of_the_ranking(served_demo: Store) -> None:
    said = words(run(PAGE, month="2026-02", department="approval", against="2026-01", **{"with": "approval"}))
    movement, error = asked(
        served_demo,
        "SELECT movement, movement_error FROM ranking_snapshot WHERE month = ? AND department_id = 'approval'",
        FEBRUARY,
    )[0]
    assert abs(movement) < error
    assert f"行政审批：2026 年 2 月比 2026 年 1 月高 {shown(movement)} 分，误差内；主要差在" in said
    assert f"误差 ±{shown(error)}，误差内" in said and "已定稿第 1 版" in said and "排名草案" in said


def test_a_published_month_is_compared_as_it_was_published(served_demo: Store) -> None:
    before = cells(drawn(run(PAGE, month="2026-01", department="approval", against="2025-12", **{"with": "approval"})), "parts")
    with served_demo.writing() as writer:
        writer.delete("score_component", month=JANUARY)
    after = cells(drawn(run(PAGE, month="2026-01", department="approval", against="2025-12", **{"with": "approval"})), "parts")
    assert before == after and len(before) > 3


def test_an_empty_address_opens_on_the_department_that_moved_most(served_demo: Store) -> None:
    page = run(PAGE)
    most = one(
        served_demo,
        "SELECT department_id FROM ranking_snapshot WHERE month = ? ORDER BY abs(movement) DESC NULLS LAST LIMIT 1",
        FEBRUARY,
    )
    assert page.query_params == {"month": "2026-02", "department": most, "with": most, "against": "2026-01"}
    assert "比 2026 年 1 月" in words(page)


def test_another_department_is_compared_in_the_same_month() -> None:
    page = run(PAGE, department="approval", **{"with": "taxation"})
    assert page.query_params["against"] == "2026-02"


def test_different_groups_are_told_apart() -> None:
    said = words(run(PAGE, department="approval", **{"with": "yunqiao"}))
    assert "两个单位不在同一排名组（职能部门、街道），名次不可比，只比得分与构成" in said
    assert "云桥缺二级指标" in said and "分不出先后" not in said


def test_the_same_on_both_sides_and_nobody_are_said_in_a_sentence() -> None:
    said = words(run(PAGE, month="2026-02", department="approval", against="2026-02", **{"with": "approval"}))
    assert "两边是同一个部门的同一个月，没有差别" in said
    for query in ({"department": "nobody"}, {"department": "approval", "with": "<script>"}):
        assert "请在上方选好两边的部门和月份" in words(run(PAGE, **query))


def test_every_headline_number_leads_to_its_passport_and_the_sides_can_be_exchanged() -> None:
    markup = drawn(run(PAGE, month="2026-02", department="approval", against="2026-01", **{"with": "taxation"}))
    for figure in ("score", "rank", "perception", "completion", "coverage", "responded"):
        assert f"leader-passport?department=approval&amp;month=2026-02&amp;figure={figure}" in markup
        assert f"leader-passport?department=taxation&amp;month=2026-01&amp;figure={figure}" in markup
    assert "leader-compare?month=2026-01&amp;department=taxation&amp;against=2026-02&amp;with=approval" in markup
    assert "leader-compare?month=2026-02&amp;department=approval&amp;against=2026-01&amp;with=approval" in markup  # 比上月
    assert "leader-compare?month=2026-02&amp;department=approval&amp;against=2026-02&amp;with=taxation" in markup  # 同月比
    assert "export/compare?month=2026-02&amp;department=approval&amp;against=2026-01&amp;with=taxation" in markup


def test_few_complaints_have_no_rate(served_demo: Store) -> None:
    few = asked(
        served_demo,
        "SELECT subject_id FROM response_rate WHERE month = ? AND rate = 'satisfied' AND sample BETWEEN 1 AND 4 AND subject_id <> 'district'",
        FEBRUARY,
    )
    markup = drawn(run(PAGE, department=few[0][0], **{"with": "approval"}))
    assert {row[0]: row[1:] for row in cells(markup, "facts-table")}["满意率"][0] == "少于 5 件"


def test_an_empty_district_says_what_is_missing(served_empty: Store) -> None:
    assert "还没有可展示的排名" in words(run(PAGE))


def test_the_file_holds_both_sides_and_adds_up(served_demo: Store) -> None:
    first, second = compare.stand(FEBRUARY, "approval"), compare.stand(JANUARY, "approval")
    assert first is not None and second is not None
    rows = compare.export_rows(compare.comparison(first, second))
    assert all(row.keys() == compare.EXPORT_COLUMNS.keys() for row in rows)
    effect = {row["name"]: row["effect"] for row in rows if row["section"] == "构成"}
    total = next(row for row in rows if row["name"] == "综合得分")
    assert sum(effect.values()) == pytest.approx(total["difference"], abs=1e-9)
    assert total["first"] - total["second"] == total["difference"]
    assert [(row["first"], row["second"]) for row in rows if row["name"] == "月份"] == [("2026-02", "2026-01")]
