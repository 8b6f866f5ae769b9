"""The pages on domains, indicators and points: each headline number counted again from raw tables, the way down and up, whose they are."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from cloudeye.scoring.engine import score_measured
from cloudeye.store import Store
from cloudeye.web.wording import points
from tests.web.reading import links_in, markup_of, words_in
from tests.web.records import MONTH

SCREEN = "2026-02"


def without_doubles(store: Store) -> None:
    """The small district brings a value for every point, those computed from complaints too: only the brought ones are kept."""
    with store.writing() as writer:
        writer.delete("measurement", source="complaints")
        score_measured(writer, MONTH)


@pytest.fixture(autouse=True)
def _leader(request: pytest.FixtureRequest) -> None:
    """Looked at by a leader unless a test signs in somebody else."""
    if "served" in request.fixturenames:
        without_doubles(request.getfixturevalue("served"))
    elif "served_demo" not in request.fixturenames:
        request.getfixturevalue("served_empty")
    else:
        request.getfixturevalue("served_demo")
    request.getfixturevalue("signed_in")("leader")


def one(store: Store, sql: str, **given: Any) -> Any:
    """The first cell of an independent query."""
    found = store.reading().cursor.execute(sql, given).fetchone()
    assert found
    return found[0]


# The points of a month with a score, scored here again from values and specs alone.
SCORED = """
    SELECT p.point_id, p.indicator_id, i.domain_id, z.weight, i.weight AS indicator_weight, m.value, z.target, z.best, z.worst,
        greatest(0, least(100, 100 * (z.worst - m.value) / (z.worst - z.best))) AS score
    FROM point p JOIN indicator i USING (indicator_id) JOIN point_spec z USING (point_id)
    JOIN measurement m ON m.point_id = p.point_id AND m.value IS NOT NULL
        AND m.period = CASE p.frequency WHEN '月' THEN DATE '2026-02-01' WHEN '季' THEN DATE '2025-10-01' ELSE DATE '2025-01-01' END
    WHERE coalesce(m.sample_size, 5) >= 5
"""


# Of those what may be shown: a count of 1 to 4 complaints may not.
VISIBLE = f"""{SCORED} AND NOT (p.point_id IN (SELECT point_id FROM derivation WHERE measure = 'complaint_count') AND m.value > 0 AND m.value < 5)"""


def test_every_point_of_the_catalogue_has_one_mark_and_the_counts_add_up(served: Store) -> None:
    markup = markup_of("leader/domain", month=SCREEN)
    said, catalogue = words_in(markup), one(served, "SELECT count(*) FROM point")
    head = re.search(r"(\d+) 个靶点中达标 (\d+) 个，(\d+) 个未达标，最多的是(\S+)（(\d+) 个）；(\d+) 个未报或样本不足", said)
    assert head and int(head[1]) == catalogue
    assert len(set(re.findall(r'<a href="([^"]*leader-point[^"]*)"[^>]*aria-label', markup))) == catalogue
    met = one(
        served, f"SELECT count(*) FILTER (CASE WHEN best > worst THEN value >= target ELSE value <= target END) FROM ({VISIBLE})"
    )
    assert int(head[2]) == met
    near = re.search(r"临界 (\d+)", said)
    assert near and int(head[2]) + int(head[3]) + int(head[6]) + int(near[1]) == catalogue
    assert one(served, f"SELECT count(*) FROM ({VISIBLE})") == catalogue - int(head[6])
    assert one(served, "SELECT count(*) FROM domain") == markup.count('<th scope="row" class="left">')


def test_the_scores_of_the_domains(served: Store) -> None:
    markup = markup_of("leader/domain", month=SCREEN)
    rows = (
        served.reading()
        .cursor.execute(f"""
        SELECT domain_id, sum(indicator_weight * score) / sum(indicator_weight) FROM (
            SELECT domain_id, indicator_id, indicator_weight, sum(weight * score) / sum(weight) AS score
            FROM ({SCORED}) GROUP BY ALL) GROUP BY domain_id""")
        .fetchall()
    )
    assert rows
    for domain, score in rows:
        shown = re.search(rf'figure=domain%3A{domain}"[^>]*>([^<]*)<', markup)
        assert shown and shown[1] == points(score), domain


def test_a_domain(served: Store) -> None:
    markup = markup_of("leader/domain", month=SCREEN, domain="D12")
    said = words_in(markup)
    score = one(
        served,
        f"""SELECT sum(indicator_weight * score) / sum(indicator_weight) FROM (
        SELECT indicator_weight, sum(weight * score) / sum(weight) AS score FROM ({SCORED}) WHERE domain_id = 'D12' GROUP BY indicator_id, indicator_weight)""",
    )
    failed = one(served, "SELECT count(*) FROM point JOIN indicator USING (indicator_id) WHERE domain_id = 'D12'")
    assert f"招标投标：得分 {points(score)}，" in said and f"{failed} 个靶点中" in said
    lost = [float(found) for found in re.findall(r'<td class="(?:low|worse)">(\d+\.\d)</td></tr>', markup)]
    assert sum(lost) == pytest.approx(100 - score, abs=0.05 * len(lost))
    leads = {
        row[0]
        for row in served.reading().cursor.execute("SELECT lead_department_id FROM indicator WHERE domain_id = 'D12'").fetchall()
    }
    assert {f"./leader-department?month={SCREEN}&department={name}" for name in leads} <= set(links_in(markup))
    assert "没有得分的靶点" in said or "本期靶点都有得分" in said


def test_an_indicator(served: Store) -> None:
    markup = markup_of("leader/indicator", month=SCREEN, indicator="D01-01")
    said = words_in(markup)
    score, most = served.reading().cursor.execute(f"""
        SELECT sum(weight * score) / sum(weight), max((100 - score) * weight) / sum(weight)
        FROM ({SCORED}) WHERE indicator_id = 'D01-01'""").fetchone() or (None, None)
    assert score is not None and f"开办企业环节：得分 {points(score)}，" in said and f"，{points(most)} 分，占" in said
    shown = re.search(r'figure=indicator%3AD01-01"[^>]*>(\d+\.\d)<', markup)
    assert shown and shown[1] == points(score)
    lead = one(
        served,
        "SELECT d.short_name FROM indicator i JOIN department d ON d.department_id = i.lead_department_id WHERE indicator_id = 'D01-01'",
    )
    assert f"牵头部门 {lead}" in said and "配合部门" in said


def test_a_point_can_be_done_again_by_hand(served: Store) -> None:
    markup = markup_of("leader/point", month=SCREEN, point="D01-004")
    said = words_in(markup)
    value, best, worst, score = served.reading().cursor.execute(
        f"SELECT value, best, worst, score FROM ({SCORED}) WHERE point_id = 'D01-004'"
    ).fetchone() or (0, 0, 0, 0)
    assert f"得分 {points(score)}。" in said
    shown = [float(found.replace("−", "-")) for found in re.findall(r"最差 ([\d.]+) − 实际 ([\d.]+)", said)[0]]
    assert shown == pytest.approx([worst, value], abs=1e-4)
    assert 100 * (shown[0] - shown[1]) / (worst - best) == pytest.approx(score, abs=0.05)
    for expected in ("越低越好", "每月", "业务系统", "办件记录「企业设立登记」的退回补正率", "第 1 版", "本月所用", "距离法"):
        assert expected in said, expected


def test_an_unreported_point_says_who_owes_it_until_when(served: Store) -> None:
    point, department = (
        served.reading()
        .cursor.execute("""
        SELECT p.point_id, d.short_name FROM point p JOIN indicator i USING (indicator_id) JOIN department d ON d.department_id = i.lead_department_id
        WHERE p.point_id NOT IN (SELECT point_id FROM derivation) AND p.frequency = '季' ORDER BY p.point_id LIMIT 1""")
        .fetchone()
        or ("", "")
    )
    said = words_in(markup_of("leader/point", month=SCREEN, point=point))
    assert f"{department}应报送2025 年四季度的数值，报送期限 2026-01-" in said and "近 24 个月" in said


def steps(markup: str) -> list[str]:
    """The links of the crumbs, from the first page down."""
    found = re.search(r'<nav class="desk-crumbs".*?</nav>', markup)
    assert found
    return links_in(found[0])


def test_the_way_up_keeps_month_and_portrait(served: Store) -> None:
    assert steps(markup_of("leader/point", month=SCREEN, point="D01-004")) == [
        f"./leader-domain?month={SCREEN}",
        f"./leader-domain?month={SCREEN}&domain=D01",
        f"./leader-indicator?month={SCREEN}&indicator=D01-01",
    ]
    assert steps(markup_of("leader/point", month=SCREEN, point="D01-004", department="approval")) == [
        f"./?month={SCREEN}",
        f"./leader-department?month={SCREEN}&department=approval",
        f"./leader-domain?month={SCREEN}&department=approval&domain=D01",
        f"./leader-indicator?month={SCREEN}&department=approval&indicator=D01-01",
    ]
    assert steps(markup_of("leader/domain", month=SCREEN, domain="D01", department="nobody")) == [
        f"./leader-domain?month={SCREEN}"
    ]


def test_the_way_down_keeps_the_portrait(served: Store) -> None:
    found = links_in(markup_of("leader/domain", month=SCREEN, domain="D01", department="approval"))
    assert f"./leader-indicator?month={SCREEN}&department=approval&indicator=D01-01" in found
    found = links_in(markup_of("leader/indicator", month=SCREEN, indicator="D01-01", department="approval"))
    assert f"./leader-point?month={SCREEN}&department=approval&point=D01-004" in found


@pytest.mark.parametrize(("page", "key", "kind"), [("indicator", "indicator", "二级指标"), ("point", "point", "监督靶点")])
def test_what_is_not_there_and_what_is_not_ones_own_are_one_sentence(
    served: Store, signed_in: Callable[..., Any], page: str, key: str, kind: str
) -> None:
    signed_in("liaison", "taxation")
    foreign = "D01-01" if page == "indicator" else "D01-004"
    told = {asked: words_in(markup_of(f"leader/{page}", **{"month": SCREEN, key: asked})) for asked in (foreign, "nothing")}
    for asked, said in told.items():
        assert f"没有编号为「{asked}」的{kind}，或者它不由您的单位牵头。请从 部门画像 中选择。" in said
    assert told[foreign].replace(foreign, "x") == told["nothing"].replace("nothing", "x")


def test_a_liaison_sees_their_own_point_and_nobody_elses_numbers(served: Store, signed_in: Callable[..., Any]) -> None:
    signed_in("liaison", "approval")
    markup = markup_of("leader/point", month=SCREEN, point="D01-004")
    assert "首次提交退回补正率" in words_in(markup) and steps(markup) == [f"./leader-indicator?month={SCREEN}&indicator=D01-01"]
    assert not [link for link in links_in(markup) if "leader-domain" in link]


def test_an_unknown_domain_is_said_and_the_matrix_shown(served: Store) -> None:
    said = words_in(markup_of("leader/domain", month=SCREEN, domain="<i>"))
    assert "地址中的领域「<i>」不在可选范围内，显示的是全部领域。" in said


@pytest.mark.parametrize("page", ["domain", "indicator", "point", "tasks", "task"])
def test_a_district_without_months_says_what_to_do(served_empty: Store, page: str) -> None:
    assert "还没有可展示的排名" in words_in(markup_of(f"leader/{page}"))


def records_of(store: Store, item: str) -> dict[tuple[str, str], int]:
    """Finished records of an item by month and department, from the records themselves."""
    rows = (
        store.reading()
        .cursor.execute(
            "SELECT strftime(finished_at, '%Y-%m'), department_id, count(*) FROM service_record WHERE item_id = $item AND finished_at IS NOT NULL GROUP BY ALL",
            {"item": item},
        )
        .fetchall()
    )
    return {(month, department): number for month, department, number in rows}


def test_the_number_at_the_records_is_what_their_list_counts(served_demo: Store, signed_in: Callable[..., Any]) -> None:
    """For a monthly, a quarterly and a yearly point: each link carries the number that the list behind it shows."""
    signed_in("leader")
    raw = (
        served_demo.reading()
        .cursor.execute("""
        SELECT min_by(p.point_id, p.position), any_value(d.item_id) FROM point p JOIN derivation d USING (point_id)
        JOIN point_score s ON s.point_id = p.point_id AND s.month = DATE '2026-02-01' AND s.value IS NOT NULL
        WHERE d.source = 'service_records' GROUP BY p.frequency""")
        .fetchall()
    )
    assert len(raw) == 3
    for point, _ in raw:
        item = one(served_demo, "SELECT item_id FROM derivation WHERE point_id = $point", point=point)
        markup, counted = markup_of("leader/point", month=SCREEN, point=point), records_of(served_demo, item)
        chips = re.findall(
            r'href="[^"]*leader-records\?month=([\d-]+)&amp;department=(\w+)&amp;item=(\w+)"[^>]*>[^<]*</a><b>([\d,]+) 件', markup
        )
        assert chips and all(
            counted[month, department] == int(number.replace(",", "")) and of == item for month, department, of, number in chips
        )
        month, department, _, number = chips[0]
        assert f"{number} 件" in words_in(markup_of("leader/records", month=month, department=department, item=item))


def test_the_number_at_the_complaints_is_what_their_list_counts(served_demo: Store, signed_in: Callable[..., Any]) -> None:
    signed_in("supervisor")
    point = one(served_demo, "SELECT min(point_id) FROM derivation WHERE source = 'complaints' AND domain_id IS NULL")
    markup = markup_of("leader/point", month=SCREEN, point=point)
    chip = re.search(r'href="\./supervisor-complaints\?month=([\d-]+)"[^>]*>[^<]*</a><b>([\d,]+) 件', markup)
    counted = one(served_demo, "SELECT count(*) FROM complaint WHERE date_trunc('month', submitted_at) = DATE '2026-02-01'")
    assert chip and int(chip[2].replace(",", "")) == counted
    assert re.search(rf"{chip[2]} 件", words_in(markup_of("supervisor/complaints", month=chip[1])))


def test_a_published_month_stays_as_it_was(served: Store) -> None:
    """A value that comes later moves nothing that was scored."""
    before = words_in(markup_of("leader/point", month=SCREEN, point="D01-004"))
    with served.writing() as writer:
        writer.delete("measurement", point_id="D01-004", period=MONTH)
    assert words_in(markup_of("leader/point", month=SCREEN, point="D01-004")) == before
