"""Every headline number of the portrait, computed again from the raw tables by other means, is what stands on the screen."""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from cloudeye.access.viewer import Viewer
from cloudeye.paths import ROOT
from cloudeye.scoring import publish, rank_month
from cloudeye.store import Store
from cloudeye.web.wording import points
from tests.web import enriched
from tests.web.records import MONTH, NOW

PAGE = str(ROOT / "pages" / "leader" / "department.py")
SignedIn = Callable[..., Viewer]
# The value in force in February 2026 and its score, point by point, straight from what was reported.
POINT_SCORES = """
    SELECT i.indicator_id, i.weight, s.weight,
        greatest(0, least(100, CASE s.method WHEN 'ratio' THEN
            CASE WHEN s.best > s.worst THEN 100 * m.value / s.target WHEN m.value <= s.target THEN 100 ELSE 100 * s.target / m.value END
            ELSE 100 * (s.worst - m.value) / (s.worst - s.best) END))
    FROM measurement AS m JOIN point AS p USING (point_id) JOIN indicator AS i USING (indicator_id) JOIN point_spec AS s USING (point_id)
    WHERE i.lead_department_id = 'approval' AND m.value IS NOT NULL AND coalesce(m.sample_size, 5) >= 5
        AND m.period = CASE p.frequency WHEN '月' THEN DATE '2026-02-01' WHEN '季' THEN DATE '2025-10-01' ELSE DATE '2025-01-01' END
"""
TASKS = """
    SELECT least(100, 100 * p.actual_percent / p.planned_percent) FROM task_progress AS p JOIN reform_task AS t USING (task_id)
    WHERE t.lead_department_id = 'approval' AND p.month = DATE '2026-02-01' AND p.planned_percent > 0
"""
COVERAGE = """
    SELECT sum(i.weight * x.covered) / sum(i.weight) FROM indicator AS i JOIN (
        SELECT p.indicator_id, sum(s.weight) FILTER (m.value IS NOT NULL AND coalesce(m.sample_size, 5) >= 5) / sum(s.weight) AS covered
        FROM point AS p JOIN point_spec AS s USING (point_id)
        LEFT JOIN measurement AS m ON m.point_id = p.point_id
            AND m.period = CASE p.frequency WHEN '月' THEN DATE '2026-02-01' WHEN '季' THEN DATE '2025-10-01' ELSE DATE '2025-01-01' END
        GROUP BY p.indicator_id
    ) AS x USING (indicator_id) WHERE i.lead_department_id = 'approval'
"""


@pytest.fixture
def rich(served: Store, signed_in: SignedIn) -> Iterator[Store]:
    """The small district with something in every block, looked at by a leader."""
    enriched.enrich(served)
    signed_in("leader")
    yield served


def drawn(department: str = "approval", month: str = "2026-02") -> str:
    """All markup of the portrait."""
    page = AppTest.from_file(PAGE, default_timeout=60)
    page.query_params.update({"department": department, "month": month})
    page.run()
    assert not page.exception
    boxes = [json.loads(element.proto.json) for element in page.get("bidi_component")]
    return "\n".join(box["markup"] for box in boxes if "markup" in box)


def words(markup: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", markup))


def card(markup: str, kind: str) -> str:
    """The number on a card."""
    found = re.search(rf'<div class="{kind}[^"]*"><span>.*?</span><b>(.*?)</b><small>', markup, re.DOTALL)
    assert found, kind
    return words(found.group(1)).replace(" ", "")


def rows(store: Store, sql: str) -> list[tuple[Any, ...]]:
    return store.reading().cursor.execute(sql).fetchall()


def by_hand(store: Store) -> dict[str, float]:
    """Both dimensions and the composite of 行政审批 from the reports, the complaints and the plan."""
    inside: dict[str, list[tuple[float, float]]] = {}
    weights: dict[str, float] = {}
    for indicator, weight, share, score in rows(store, POINT_SCORES):
        inside.setdefault(indicator, []).append((share, score))
        weights[indicator] = weight
    means = {
        name: sum(share * score for share, score in pairs) / sum(share for share, _ in pairs) for name, pairs in inside.items()
    }
    indicators = sum(weights[name] * value for name, value in means.items()) / sum(weights.values())
    answered = 100 * enriched.IN_TIME / enriched.DUE
    response = (
        10 * answered + 45 * 100 * enriched.SOLVED / enriched.ASKED + 45 * 100 * enriched.SATISFIED / enriched.ASKED
    ) / 100
    progress = [value for (value,) in rows(store, TASKS)]
    perception, completion = 0.7 * indicators + 0.3 * response, sum(progress) / len(progress)
    return {"perception": perception, "completion": completion, "score": 0.5 * perception + 0.5 * completion + 1.5 - 0.5}


def test_the_cards_show_what_the_raw_tables_give(rich: Store) -> None:
    markup, expected = drawn(), by_hand(rich)
    assert {name: card(markup, name) for name in expected} == {name: points(value) for name, value in expected.items()}
    assert card(markup, "adjustments") == "+1.5/−0.5" and "改革做法获推广；督办函 &lt;b&gt;1 号" in markup
    covered = rows(rich, COVERAGE)[0][0]
    assert card(markup, "coverage") == f"{min(99, round(100 * covered))}%"
    assert f"综合得分 {points(expected['score'])}" in words(markup)


def test_the_losses_add_up_to_what_is_missing(rich: Store) -> None:
    markup, expected = drawn(), by_hand(rich)
    table = re.search(r'<table class="desk-table plain parts">(.*?)</table>', markup, re.DOTALL)
    assert table
    lines = [re.findall(r"<td[^>]*>(.*?)</td>", line) for line in re.findall(r"<tr.*?>(.*?)</tr>", table.group(1))[1:]]
    told = {words(line[0]).strip(): float(words(line[3]).replace("−", "-").replace("+", "")) for line in lines}
    total = told.pop("合计")
    assert total == round(expected["score"], 1) - 100 or total == pytest.approx(expected["score"] - 100, abs=0.05)
    assert sum(told.values()) == pytest.approx(total, abs=0.05 * len(told))
    assert told["加分"] == 1.5 and told["扣分"] == -0.5
    assert told["改革任务"] == pytest.approx(-0.5 * (100 - expected["completion"]), abs=0.051)
    assert f"失分构成：从 100 到 {points(expected['score'])}" in words(markup)


def test_the_rates_and_the_clocks_are_those_of_the_complaints(rich: Store) -> None:
    said = words(drawn())
    for expected in (
        "响应率 83.3% 10/12 件", "解决率 71.4% 5/7 件，办结 12 件", "满意率 85.7% 6/7 件，办结 12 件",
        "解决率、满意率：办结 12 件中只有 7 件有评价（58%），不足 60%", "首次联系 10/12 件，83%", "办结 9/12 件，75%",
    ):  # fmt: skip
        assert expected in said, expected


def test_what_is_open_is_counted_from_the_ledgers(rich: Store) -> None:
    said = words(drawn())
    for expected in (
        "在办整改 7 件", "在改 5 · 待核验 1 · 回头看 1，超期 2 件；本年已销号 1 件", "R12", "■ 超期 12 天", "◆ 待核验", "○ 回头看",
        "近 12 个月 4 件：已回 2 件（按期 1），未回 2 件，其中超期 1 件", "近 12 个月 2 次，发现问题 3 个（严重 1，较重 1）", "督查（暗访）",
        "整改超期 2 件，最长 12 天，1 件函件超期未回复",
    ):  # fmt: skip
        assert expected in said, expected
    assert "诉求人的原话" not in said and "办事拖延" not in said.replace("不作为、慢作为", "")
    states = dict(rows(rich, """SELECT CASE WHEN p.actual_percent >= 100 THEN '完成' WHEN p.planned_percent >= 100 THEN '逾期'
        WHEN p.actual_percent > 0 THEN '推进' ELSE '未启动' END AS state, count(*) FROM reform_task AS t JOIN task_progress AS p USING (task_id)
        WHERE t.lead_department_id = 'approval' AND p.month = DATE '2026-02-01' GROUP BY state"""))  # fmt: skip
    late = rows(rich, """SELECT count(*) FROM reform_task AS t JOIN task_progress AS p USING (task_id)
        WHERE t.lead_department_id = 'approval' AND p.month = DATE '2026-02-01' AND p.actual_percent < p.planned_percent""")[0][0]  # fmt: skip
    counted = " · ".join(f"{state} {states.get(state, 0)}" for state in ("完成", "推进", "逾期", "未启动"))
    assert f"{sum(states.values())} 项：{counted}；落后计划 {late} 项" in said


def test_a_published_month_keeps_its_numbers(rich: Store) -> None:
    before = drawn()
    publish(rich, MONTH, at=NOW)
    with rich.writing() as writer:
        writer.delete("callback")
        writer.delete("score_component", month=MONTH)
    after = drawn()
    assert "已定稿第 1 版" in after
    for name in ("score", "perception", "completion", "coverage"):
        assert card(after, name) == card(before, name)
    assert "解决率 71.4% 5/7 件" in words(after)
    parts = re.compile(r'<table class="desk-table plain parts">.*?</table>', re.DOTALL)
    assert parts.findall(after) == parts.findall(before)


def test_a_liaison_sees_the_own_department_and_no_other(rich: Store, signed_in: SignedIn) -> None:
    signed_in("liaison", "approval")
    markup = drawn()
    assert "行政审批部门：综合得分" in words(markup) and "taxation" not in markup and "leader-domain" not in markup
    assert "leader-indicator?" in markup and "leader-passport?" in markup and "leader-brief?" in markup
    assert "暗访" not in markup and "近 12 个月 1 次，发现问题 3 个" in words(markup)
    assert "您只能查看本单位" in words(drawn("taxation"))


def test_every_address_says_the_same_again(rich: Store) -> None:
    assert drawn(month="2026-01") == drawn(month="2026-01") != drawn(month="2026-02")


def test_a_small_number_of_complaints_is_not_told(rich: Store) -> None:
    with rich.writing() as writer:
        writer.delete("callback")
        writer.insert("callback", [
            {"callback_id": f"K{number}", "complaint_id": f"Capproval-{number}", "called_at": NOW.replace(month=2), "is_reached": True,
             "is_solved": True, "is_satisfied": number != 0} for number in range(4)
        ])  # fmt: skip
    rank_month(rich, MONTH, at=NOW)
    said = words(drawn())
    assert (
        "解决率 — 样本不足 5 件，不显示" in said
        and "满意率 — 样本不足 5 件，不显示" in said
        and "4/4" not in said
        and "3/4" not in said
    )
