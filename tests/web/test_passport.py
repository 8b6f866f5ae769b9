"""The passport page: what it shows is what an independent computation from the records gives, for whoever may see it."""

import csv
import io
import json
import re
from datetime import date, datetime
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from cloudeye.paths import ROOT
from cloudeye.scoring import correct_months, publish
from cloudeye.store import Store
from tests.web.standing import visitor_at
from tests.web.test_door import taken

PAGE = str(ROOT / "pages" / "leader" / "passport.py")
RATES_OF = ("responded", "solved", "satisfied")
MONTH, FINAL = date(2026, 2, 1), date(2026, 1, 1)


def run(**query: str) -> AppTest:
    page = AppTest.from_file(PAGE, default_timeout=60)
    page.query_params.update(query)
    return page.run()


def drawn(page: AppTest) -> str:
    assert not page.exception
    boxes = [json.loads(element.proto.json) for element in page.get("bidi_component")]
    return "\n".join(box["markup"] for box in boxes if "markup" in box)


def words(page: AppTest) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", drawn(page)))


def ask(store: Store, sql: str, **parameters: Any) -> list[tuple[Any, ...]]:
    return store.reading().cursor.execute(sql, parameters).fetchall()


def boxes(page: AppTest) -> dict[str, str]:
    """The numbers of the formula by their names."""
    return dict(re.findall(r'<span class="pass-box[^"]*"><small>([^<]+)</small><b>([^<]+)</b>', drawn(page)))


def table(page: AppTest, name: str = "pass-inputs") -> list[list[str]]:
    """The cells of a table without markup."""
    inside = re.search(rf'<table class="desk-table {name}">.*?</table>', drawn(page), re.DOTALL)
    assert inside
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", inside.group(), re.DOTALL)
    return [
        [re.sub(r"<[^>]+>", " ", cell).strip() for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)]
        for row in rows
    ]


@pytest.fixture
def leader(request: pytest.FixtureRequest) -> None:
    request.getfixturevalue("served_demo")
    request.getfixturevalue("signed_in")("leader")


# Straight from the tables that are loaded: values with their specs, complaints with their calls, tasks with their reports.
POINTS = """
WITH due AS (
    SELECT p.point_id, i.indicator_id, i.weight AS indicator_weight, CASE p.frequency WHEN '月' THEN DATE '2026-02-01'
        WHEN '季' THEN DATE '2025-10-01' ELSE DATE '2025-01-01' END AS period
    FROM point AS p JOIN indicator AS i USING (indicator_id) WHERE i.lead_department_id = $department)
SELECT due.indicator_id, due.point_id, s.weight, greatest(0, least(100, 100 * (s.worst - m.value) / (s.worst - s.best)))
FROM due JOIN point_spec AS s USING (point_id) JOIN measurement AS m ON m.point_id = due.point_id AND m.period = due.period
WHERE m.value IS NOT NULL AND coalesce(m.sample_size, 5) >= 5"""
RATES = """
WITH last AS (
    SELECT complaint_id, arg_max(is_solved, called_at) AS solved, arg_max(is_satisfied, called_at) AS satisfied
    FROM callback JOIN complaint USING (complaint_id) WHERE is_reached AND called_at < date_trunc('month', claimed_at) + INTERVAL 1 MONTH + INTERVAL 10 DAY
    GROUP BY complaint_id),
mine AS (SELECT * FROM complaint LEFT JOIN last USING (complaint_id) WHERE department_id = $department AND duplicate_of IS NULL AND kind <> '表扬'),
due AS (SELECT * FROM mine WHERE state NOT IN ('merged', 'transferred') AND date_trunc('month', response_due_at) = DATE '2026-02-01')
SELECT
    (SELECT count(*) FILTER (responded_at <= response_due_at) FROM due),
    (SELECT count(*) FROM due),
    (SELECT count(*) FILTER (solved) FROM mine WHERE date_trunc('month', claimed_at) = DATE '2026-02-01'),
    (SELECT count(solved) FROM mine WHERE date_trunc('month', claimed_at) = DATE '2026-02-01'),
    (SELECT count(*) FILTER (satisfied) FROM mine WHERE date_trunc('month', claimed_at) = DATE '2026-02-01'),
    (SELECT count(satisfied) FROM mine WHERE date_trunc('month', claimed_at) = DATE '2026-02-01')"""
TASKS = """
SELECT least(100, 100 * k.actual_percent / k.planned_percent) FROM task_progress AS k JOIN reform_task AS t USING (task_id)
WHERE t.lead_department_id = $department AND k.month = DATE '2026-02-01' AND k.planned_percent > 0"""


def computed(store: Store, me: str) -> dict[str, float]:
    """A department's figures of February by hand."""
    points = ask(store, POINTS, department=me)
    indicators: dict[str, list[tuple[float, float]]] = {}
    for indicator, _, weight, score in points:
        indicators.setdefault(indicator, []).append((weight, score))
    means = {
        one: sum(weight * score for weight, score in rows) / sum(weight for weight, _ in rows) for one, rows in indicators.items()
    }
    hits = ask(store, RATES, department=me)[0]
    rates = {
        name: (hits[place], hits[place + 1], weight)
        for name, place, weight in (("responded", 0, 10), ("solved", 2, 45), ("satisfied", 4, 45))
        if hits[place + 1] >= 5
    }
    response = sum(100 * good / sample * weight for good, sample, weight in rates.values()) / sum(
        one[2] for one in rates.values()
    )
    tasks = [score for (score,) in ask(store, TASKS, department=me)]
    adjusted = dict(
        ask(
            store,
            "SELECT kind, sum(points) FROM score_adjustment WHERE department_id = $me AND month = DATE '2026-02-01' GROUP BY kind",
            me=me,
        )
    )
    perception = 0.7 * sum(means.values()) / len(means) + 0.3 * response
    completion = sum(tasks) / len(tasks)
    score = 0.5 * perception + 0.5 * completion + adjusted.get("bonus", 0) - adjusted.get("penalty", 0)
    return {
        "score": score, "perception": perception, "completion": completion, "penalty": adjusted.get("penalty", 0), "points": len(points),
        "cases": sum(sample for _, sample, _ in rates.values()), "tasks": len(tasks), **{name: 100 * good / sample for name, (good, sample, _) in rates.items()},
        **{f"indicator:{one}": value for one, value in means.items()}, **{f"point:{one}": score for _, one, _, score in points},
    }  # fmt: skip


@pytest.mark.parametrize("me", ["approval", "government_service"])
def test_the_composite_and_all_it_is_made_of_are_those_of_the_records(served_demo: Store, leader: None, me: str) -> None:
    expected = computed(served_demo, me)
    page = run(month="2026-02", department=me, figure="score")
    said, shown = words(page), boxes(page)
    assert (
        f"{expected['score']:.1f} 分由 {expected['points']} 个靶点、{expected['cases']} 件次诉求、{expected['tasks']} 项任务算出"
        in said
    )
    few = "满意率样本不足，权重在其余诉求率中重分" in said
    assert few == ("satisfied" not in expected)
    assert shown["综合得分"] == f"{expected['score']:.4f}" and shown["扣分"] == f"{expected['penalty']:.1f}"
    assert (shown["市场主体感知度"], shown["改革任务完成度"]) == (
        f"{expected['perception']:.4f}",
        f"{expected['completion']:.4f}",
    )
    rows = {row[0].split(" ")[0]: row for row in table(page)}
    for label, name in (("responded", "响应率"), ("solved", "解决率"), ("satisfied", "满意率")):
        assert (name in rows) == (label in expected) and (name not in rows or rows[name][1] == f"{expected[label]:.4f}")
    for figure, value in expected.items():
        if figure.startswith("indicator:"):
            assert rows[figure.partition(":")[2]][1] == f"{value:.4f}"
    parts = [row for row in table(page)[1:-1] if row[0].split(" ")[0] in ("市场主体感知度", "改革任务完成度", "加分", "扣分")]
    assert sum(float(row[3].replace("−", "-")) for row in parts) == pytest.approx(expected["score"], abs=2e-4)
    assert rows["合计"][3] == f"{expected['score']:.4f}" and "各项贡献之和等于综合得分，差 0" in said


@pytest.mark.parametrize(
    "figure",
    [
        "perception",
        "completion",
        "penalty",
        "responded",
        "solved",
        "satisfied",
        "indicator:D01-01",
        "point:D01-002",
        "point:D01-018",
    ],
)
def test_every_other_figure_is_that_of_the_records(served_demo: Store, leader: None, figure: str) -> None:
    expected = computed(served_demo, "approval")[figure]
    page = run(month="2026-02", department="approval", figure=figure)
    result = re.search(r'<span class="pass-box result"><small>[^<]+</small><b>([^<]+)</b>', drawn(page))
    assert result and result.group(1) == f"{expected:.4f}"
    assert f"{expected:.1f}" in words(page)


def test_rank_domain_coverage_and_task_are_those_of_the_records(served_demo: Store, leader: None) -> None:
    better = ask(
        served_demo,
        "SELECT count(*) FROM ranking_snapshot AS s WHERE month = $m AND rank IS NOT NULL AND ranking_group = '职能部门' "
        "AND score > (SELECT score FROM ranking_snapshot WHERE month = $m AND department_id = 'approval')",
        m=MONTH,
    )[0][0]
    page = run(month="2026-02", department="approval", figure="rank")
    assert f"第 {better + 1} 名，按 19 个部门" in words(page) and boxes(page)["得分更高的部门"] == f"{better} 个"
    told = ask(served_demo, POINTS, department="approval")
    everything = ask(
        served_demo,
        "SELECT sum(s.weight) FROM point_spec AS s JOIN point USING (point_id) WHERE indicator_id = $one",
        one="D01-01",
    )[0][0]
    share = 100 * sum(weight for indicator, _, weight, _ in told if indicator == "D01-01") / everything
    assert [
        row[1] for row in table(run(month="2026-02", department="approval", figure="coverage")) if "开办企业环节" in row[0]
    ] == [f"{share:.4f}"]
    means = [value for name, value in computed(served_demo, "approval").items() if name.startswith("indicator:D01")]
    assert boxes(run(month="2026-02", figure="domain:D01"))["领域得分"] == f"{sum(means) / len(means):.4f}"
    planned, actual = ask(
        served_demo, "SELECT planned_percent, actual_percent FROM task_progress WHERE task_id = 'C-003' AND month = $m", m=MONTH
    )[0]
    assert boxes(run(month="2026-02", figure="task:C-003"))["任务得分"] == f"{100 * actual / planned:.4f}"


def test_the_draft_is_computed_again_on_request(served_demo: Store, leader: None) -> None:
    page = run(month="2026-02", department="approval", figure="score")
    assert "尚未复算" in words(page) and "可重新计算核对" in words(page) and "草案不对外引用" in words(page)
    page.button(key="recompute").click().run()
    said, digits = (
        words(page),
        repr(
            ask(served_demo, "SELECT score FROM ranking_snapshot WHERE month = $m AND department_id = 'approval'", m=MONTH)[0][0]
        ),
    )
    assert (
        "重新计算，数字一致" in said
        and "● 一致" in said
        and f"草案值 {digits} 复算值 {digits}" in said
        and "试算，不入库" in said
    )
    # It stays for everybody until the data change.
    assert "重新计算，数字一致" in words(run(month="2026-02", department="approval", figure="perception"))
    with served_demo.writing() as writer:
        writer.cursor.execute("UPDATE task_progress SET actual_percent = 1 WHERE task_id = 'C-003' AND month = $m", {"m": MONTH})
    page = run(month="2026-02", department="approval", figure="score")
    assert "尚未复算" in words(page)
    page.button(key="recompute").click().run()
    said = words(page)
    assert "■ 不一致" in said and re.search(r"重新计算，有 \d+ 个数不一致", said) and f"综合得分 {digits} → " in said


def test_a_published_month_is_computed_from_its_frozen_inputs_and_cited(served_demo: Store, leader: None) -> None:
    page = run(month="2026-01", department="taxation", figure="score")
    row = ask(
        served_demo,
        "SELECT score, inputs_hash, rank_low, rank_high FROM ranking_snapshot WHERE month = $m AND department_id = 'taxation'",
        m=FINAL,
    )[0]
    said, mark = words(page), " ".join(row[1][start : start + 4] for start in range(0, 16, 4))
    assert f"定稿值 {row[0]!r} 复算值 {row[0]!r}" in said and "定稿时冻结的输入" in said and "草案不对外引用" not in said
    assert (
        f"营商云眼，2026 年 1 月部门排名（已定稿第 1 版）：税务综合得分 {row[0]:.1f} 分，可能名次第 {row[2]}–{row[3]} 名；规则第 1 版；指纹 {mark}。"
        in said
    )
    with served_demo.writing() as writer:
        writer.cursor.execute(
            "UPDATE published_component SET value = value * 0.9 WHERE month = $m AND subject_id = 'taxation' AND part = 'tasks'",
            {"m": FINAL},
        )
    assert "■ 不一致" in words(run(month="2026-01", department="taxation", figure="score"))


def test_raw_rows_stand_behind_the_chosen_input(served_demo: Store, leader: None) -> None:
    case = ask(
        served_demo,
        "SELECT complaint_id, responded_at <= response_due_at FROM complaint WHERE department_id = 'approval' AND duplicate_of IS NULL AND kind <> '表扬' "
        "AND state NOT IN ('merged', 'transferred') AND date_trunc('month', response_due_at) = $m ORDER BY submitted_at DESC, complaint_id DESC LIMIT 1",
        m=MONTH,
    )[0]
    page = run(month="2026-02", department="approval", figure="score", input="responded")
    assert table(page, "pass-rows")[1][0] == case[0] and ("按期" if case[1] else "超期") in table(page, "pass-rows")[1][3]
    assert f"supervisor-complaint?complaint={case[0]}" in drawn(
        page
    ) and "supervisor-complaints?month=2026-02&amp;department=approval" in drawn(page)
    item = ask(
        served_demo,
        "SELECT d.item_id, i.department_id FROM derivation AS d JOIN service_item AS i USING (item_id) WHERE point_id = 'D01-001'",
    )[0]
    latest = ask(
        served_demo,
        "SELECT record_id FROM service_record WHERE item_id = $one AND finished_at < TIMESTAMP '2026-03-01' ORDER BY finished_at DESC, record_id LIMIT 4",
        one=item[0],
    )
    page = run(month="2026-02", department="approval", figure="score", input="point:D01-001")
    assert [row[0] for row in table(page, "pass-rows")[1:]] == [one for (one,) in latest if one in drawn(page)] and latest[0][
        0
    ] in drawn(page)
    assert f"leader-records?month=2026-02&amp;department={item[1]}&amp;item={item[0]}" in drawn(page)
    page = run(month="2026-02", department="approval", figure="score", input="task:C-003")
    assert table(page, "pass-rows")[1][0] == "2026-02" and "leader-task?month=2026-02&amp;task=C-003" in drawn(page)


def small_rate(store: Store) -> None:
    """Three complaints decide a rate of 行政审批, as under a rule that takes so few."""
    with store.writing() as writer:
        where = "WHERE month = $m AND subject_id = 'approval' AND component_id = 'solved'"
        writer.cursor.execute(f"UPDATE score_component SET sample_size = 3 {where}", {"m": MONTH})


@pytest.mark.parametrize("role", ["leader", "liaison"])
def test_a_rate_over_few_complaints_is_told_by_nothing(served_demo: Store, signed_in: Any, role: str) -> None:
    small_rate(served_demo)
    value, added = ask(
        served_demo,
        "SELECT score, weight * score FROM score_component WHERE month = $m AND subject_id = 'approval' AND component_id = 'solved'",
        m=MONTH,
    )[0]
    others = ask(
        served_demo,
        "SELECT score FROM score_component WHERE month = $m AND subject_id = 'approval' AND component_id IN ('responded', 'satisfied')",
        m=MONTH,
    )
    signed_in(role, "approval" if role == "liaison" else None)
    for figure, chosen in (("score", "solved"), ("perception", "responded"), ("solved", "")):
        page = run(month="2026-02", department="approval", figure=figure, input=chosen)
        said = words(page)
        assert f"{value:.4f}" not in said and f"{added:.4f}" not in said and "少于 5 件" in said
        if figure != "solved":
            assert "只列合计" in said and not any(f"{one:.4f}" in said for (one,) in others)
    answer = visitor_at(role, "approval" if role == "liaison" else None).get(
        "/export/passport?month=2026-02&department=approval&figure=score"
    )
    rows = [row for row in csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))) if row["编号"] in RATES_OF]
    assert len(rows) == 6 and all(row[name] == "" for row in rows for name in ("数值", "贡献", "得分", "样本量"))


def test_a_liaison_sees_the_own_department_only(served_demo: Store, signed_in: Any) -> None:
    signed_in("liaison", "approval")
    assert "行政审批，综合得分，2026 年 2 月" in words(run(month="2026-02", figure="score"))
    for query in ({"department": "taxation"}, {"department": "district"}, {"department": "nobody"}):
        said = words(run(month="2026-02", figure="score", **query))
        assert "不在可选范围内" in said and "怎么算的" not in said
    for figure in ("indicator:D06-01", "point:D06-001", "domain:D01", "task:Z-001"):
        assert "您只能查看本单位的数据溯源" in words(run(month="2026-02", figure=figure))
    own = run(month="2026-02", figure="rank", department="approval")
    assert len(table(own)) == 2 and "税务" not in words(own) and "leader-ranking" not in drawn(own)
    assert "企业对本单位的回访答复不逐件显示" in words(
        run(month="2026-02", figure="score", department="approval", input="solved")
    )
    assert "analyst-batch" not in drawn(own)


@pytest.mark.parametrize("figure", ["indicator:nobody", "point:", "task:' OR 1=1 --", "domain:<b>"])
def test_an_unknown_figure_says_so(served_demo: Store, leader: None, figure: str) -> None:
    said = words(run(month="2026-02", figure=figure))
    assert "没有「" in said and "查看出处" in said


def test_the_inputs_leave_as_a_file(served_demo: Store) -> None:
    answer = visitor_at("leader").get("/export/passport?month=2026-02&department=approval&figure=score")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    inputs = [row for row in rows if row["层级"] == "输入"]
    kept = ask(
        served_demo,
        """WITH hidden AS (
            SELECT p.indicator_id FROM point_score AS s JOIN derivation AS d USING (point_id) JOIN point AS p USING (point_id)
            WHERE s.month = $m AND d.source = 'complaints'
                AND CASE d.measure WHEN 'complaint_count' THEN s.value ELSE s.sample_size END BETWEEN 1 AND 4)
        SELECT sum(c.weight * c.score), count(*) FROM score_component AS c LEFT JOIN point AS p ON p.point_id = c.component_id
        WHERE c.month = $m AND c.subject_id = 'approval' AND coalesce(p.indicator_id NOT IN (FROM hidden), true)""",
        m=MONTH,
    )[0]
    assert (
        sum(float(row["贡献"]) for row in inputs if row["贡献"]) == pytest.approx(kept[0])
        and len([row for row in inputs if row["得分"]]) == kept[1]
    )
    assert [(entry["subject"], entry["detail"]) for entry in taken("export.passport")] == [
        ("2026-02 approval score", {"rows": len(rows)})
    ]
    liaison = visitor_at("liaison", "approval")
    assert liaison.get("/export/passport?month=2026-02&department=approval&figure=score").is_success
    for asked in ("department=taxation&figure=score", "department=district&figure=score", "figure=indicator:D06-01"):
        assert liaison.get(f"/export/passport?month=2026-02&{asked}").status_code == 403
    for asked in ("department=nobody&figure=score", "figure=score", "figure=point:nobody", "figure=x"):
        assert visitor_at("leader").get(f"/export/passport?month=2026-02&{asked}").status_code == 404


def test_a_correction_is_compared_with_the_version_before_it(served_demo: Store, leader: None) -> None:
    assert "与上一版比较" not in words(run(month="2026-01", department="taxation", figure="score"))
    task, before = ask(
        served_demo, "SELECT component_id, score FROM published_component WHERE month = $m AND subject_id = 'taxation' AND part = 'tasks' LIMIT 1", m=FINAL
    )[0]  # fmt: skip
    with served_demo.writing() as writer:
        writer.cursor.execute(
            "UPDATE task_progress SET actual_percent = planned_percent / 2 WHERE task_id = $t AND month = $m",
            {"t": task, "m": FINAL},
        )
        correct_months(writer, [FINAL], datetime(2026, 3, 18))
    for state in ("草案第 2 版", "已定稿第 2 版"):
        page = run(month="2026-01", department="taxation", figure="score")
        said = words(page)
        assert f"2026 年 1 月部门排名（{state}）" in said and "与第 1 版比较 1 项不同" in said
        (changed,) = re.findall(r'<div id="pass-versions">.*?<tbody>(.*?)</tbody>', drawn(page), re.DOTALL)
        cells = re.findall(r"<td[^>]*>(.*?)</td>", changed)
        assert (cells[3], cells[4]) == (f"{before:.1f}", "50.0") and cells[5].startswith("−")
        if state.startswith("草案"):
            publish(served_demo, FINAL)


def test_an_empty_district_says_what_to_do(served_empty: Store, signed_in: Any) -> None:
    signed_in("leader")
    assert "还没有可展示的排名" in words(run())
