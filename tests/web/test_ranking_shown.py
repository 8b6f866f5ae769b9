"""The numbers on the ranking page, read off the page and counted again from the raw tables by other queries."""

import json
import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from cloudeye.paths import ROOT
from cloudeye.scoring import rank_month
from cloudeye.store import Store
from tests.web.rankings import JANUARY
from tests.web.records import MONTH, NOW, complaint

PAGE = str(ROOT / "pages" / "leader" / "ranking.py")
# Points, tasks and complaints of one month, put together by hand; $month is its first day.
SCORES = """
WITH valued AS (
    SELECT i.lead_department_id AS me, i.indicator_id, i.weight AS indicator_weight, s.weight,
        greatest(0, least(100, CASE s.method WHEN 'ratio' THEN CASE WHEN s.best > s.worst THEN 100 * m.value / s.target
            WHEN m.value <= s.target THEN 100 ELSE 100 * s.target / m.value END ELSE 100 * (s.worst - m.value) / (s.worst - s.best) END)) AS score
    FROM point AS p JOIN indicator AS i USING (indicator_id) JOIN point_spec AS s ON s.point_id = p.point_id AND s.version = 1
    JOIN measurement AS m ON m.point_id = p.point_id AND m.period = $month
    WHERE p.frequency = '月' AND m.value IS NOT NULL
),
indicators AS (
    SELECT me, sum(mean * indicator_weight) / sum(indicator_weight) AS score
    FROM (SELECT me, indicator_id, any_value(indicator_weight) AS indicator_weight, sum(score * weight) / sum(weight) AS mean FROM valued GROUP BY ALL)
    GROUP BY me
),
calls AS (
    SELECT c.department_id AS me, b.is_solved, b.is_satisfied
    FROM complaint AS c LEFT JOIN callback AS b ON b.complaint_id = c.complaint_id AND b.is_reached
    WHERE date_trunc('month', c.claimed_at) = $month
),
answers AS (
    SELECT me, (45 * avg(CASE WHEN is_solved THEN 100 ELSE 0 END) FILTER (is_solved IS NOT NULL)
        + 45 * avg(CASE WHEN is_satisfied THEN 100 ELSE 0 END) FILTER (is_satisfied IS NOT NULL)) / 90 AS score
    FROM calls GROUP BY me
),
tasks AS (
    SELECT t.lead_department_id AS me, avg(least(100, 100 * k.actual_percent / k.planned_percent)) AS score
    FROM reform_task AS t JOIN task_progress AS k ON k.task_id = t.task_id AND k.month = $month AND k.planned_percent > 0
    GROUP BY t.lead_department_id
)
SELECT d.department_id, CASE WHEN a.score IS NULL THEN i.score ELSE 0.7 * i.score + 0.3 * a.score END AS perception, t.score AS completion
FROM department AS d JOIN indicators AS i ON i.me = d.department_id JOIN tasks AS t ON t.me = d.department_id
LEFT JOIN answers AS a ON a.me = d.department_id
WHERE d.ranking_group = '职能部门'
"""


@pytest.fixture
def answered(served: Store, request: pytest.FixtureRequest) -> Store:
    """The small district with twelve closed complaints of 行政审批, seven of them rated, and three of 税务; ranked again."""
    said = [
        complaint(100 + number, department_id="approval" if number < 12 else "taxation", claimed_at=datetime(2026, 2, 3) + timedelta(days=number))
        for number in range(15)
    ]  # fmt: skip
    calls = [
        {
            "callback_id": f"B{number}",
            "complaint_id": f"C{100 + number}",
            "called_at": datetime(2026, 2, 25),
            "is_reached": number < 7,
        }
        | {"is_solved": number < 5 if number < 7 else None, "is_satisfied": number < 4 if number < 7 else None}
        for number in range(12)
    ]
    with served.writing() as writer:
        writer.insert("complaint", said)
        writer.insert("callback", calls)
        writer.cursor.execute("UPDATE task_progress SET actual_percent = 100 WHERE month = ?", [JANUARY])
    for month in (JANUARY, MONTH):
        rank_month(served, month, at=NOW)
    request.getfixturevalue("signed_in")("leader")
    return served


def drawn(**query: str) -> str:
    page = AppTest.from_file(PAGE, default_timeout=60)
    page.query_params.update(query)
    page.run()
    assert not page.exception
    return "\n".join(json.loads(element.proto.json).get("markup", "") for element in page.get("bidi_component"))


def row_of(markup: str, department_id: str) -> str:
    rows = re.findall(r"<tr class=.*?</tr>", markup[markup.index('class="desk-table ranking"') :], re.DOTALL)
    return next(row for row in rows if f"leader-department?department={department_id}&" in row)


def figure(row: str, name: str) -> str:
    return re.sub(r"<[^>]+>", "", re.search(rf"figure={name}\"[^>]*>(.*?)</a>", row).group(1))  # type: ignore[union-attr]


def raw(store: Store, sql: str, **parameters: Any) -> list[tuple[Any, ...]]:
    return store.reading().cursor.execute(sql, parameters).fetchall()


def test_scores_and_dimensions(answered: Store) -> None:
    page = drawn()
    counted = {me: (perception, completion) for me, perception, completion in raw(answered, SCORES, month=MONTH)}
    assert len(counted) > 10
    for me, (perception, completion) in counted.items():
        row = row_of(page, me)
        shown = [float(figure(row, name)) for name in ("perception", "completion", "score")]
        assert shown == pytest.approx([perception, completion, (perception + completion) / 2], abs=0.0501), me


def test_possible_ranks_hold_the_rank_by_score(answered: Store) -> None:
    page = drawn()
    ranked = raw(
        answered,
        "SELECT s.subject_id, rank() OVER (ORDER BY s.score DESC) FROM department_score AS s JOIN department AS d ON d.department_id = s.subject_id "
        "WHERE s.month = $month AND d.ranking_group = '职能部门' AND d.is_ranked AND s.is_sufficient", month=MONTH,
    )  # fmt: skip
    assert len(ranked) > 10
    for me, rank in ranked:
        row = row_of(page, me)
        low, _, high = figure(row, "rank").removeprefix("第 ").removesuffix(" 名").partition("–")
        assert int(low) <= rank <= int(high or low) and f'title="按得分排第 {rank}"' in row


def test_how_many_rated(answered: Store) -> None:
    [(closed, rated)] = raw(
        answered,
        "SELECT count(*), count(*) FILTER (EXISTS (FROM callback AS b WHERE b.complaint_id = c.complaint_id AND b.is_reached AND b.is_satisfied IS NOT NULL)) "
        "FROM complaint AS c WHERE department_id = 'approval' AND date_trunc('month', claimed_at) = $month", month=MONTH,
    )  # fmt: skip
    row = row_of(drawn(), "approval")
    assert (closed, rated) == (12, 7) and "7/12" in row and figure(row, "satisfied") == "58%" and "▲" in row
    assert "少于 5 件" in row_of(drawn(), "taxation") and "0/3" not in drawn()


def test_the_movement_and_what_it_is_made_of(answered: Store) -> None:
    """The shown parts add up to the shown difference, and that is the difference of both months as counted by hand."""
    page = drawn(department="approval")
    scores = {
        month: {me: (a + b) / 2 for me, a, b in raw(answered, SCORES, month=month)}["approval"] for month in (JANUARY, MONTH)
    }
    change = scores[MONTH] - scores[JANUARY]
    assert change < 0
    said = re.search(r"行政审批为何降 ([\d.]+) 分", page)
    assert said and float(said.group(1)) == pytest.approx(-change, abs=0.0501)
    table = page.split("<summary>看每一项")[1].split("</table>")[0]
    parts = [float(part.replace("−", "-")) for part in re.findall(r'<th class="sum">([^<]+)</th>', table)]
    assert parts[-1] == pytest.approx(change, abs=0.00501) and sum(parts[:-1]) == pytest.approx(parts[-1], abs=0.005 * len(parts))
    items = [float(part.replace("−", "-")) for part in re.findall(r"<td>([+−]?[\d.]+)</td></tr>", table)]
    assert sum(items) == pytest.approx(parts[-1], abs=0.005 * len(items))


def test_the_medians_of_the_quadrant(answered: Store) -> None:
    page = drawn()
    [(perception, completion)] = raw(
        answered,
        "SELECT median(s.perception), median(s.completion) FROM department_score AS s JOIN department AS d ON d.department_id = s.subject_id "
        "WHERE s.month = $month AND d.ranking_group = '职能部门' AND d.is_ranked AND s.is_sufficient AND s.perception IS NOT NULL "
        "AND s.completion IS NOT NULL", month=MONTH,
    )  # fmt: skip
    shown = re.search(r"组内中位数</b></td><td>([\d.]+)</td><td>([\d.]+)</td>", page)
    assert shown and [float(value) for value in shown.groups()] == pytest.approx([perception, completion], abs=0.0501)
