"""Why a score moved, as it is shown: signs, colours only beyond the error, links down, and a table that adds up."""

import re
from datetime import date
from typing import Any

from cloudeye.scoring.contributions import Difference
from cloudeye.web.leader.ranking.reasons import heading, reasons
from cloudeye.web.wording import signed
from tests.web.rankings import JANUARY, ranked, view
from tests.web.records import MONTH


def component(part: str, name: str, change: float, domain: str | None = None, variance: float = 0.0) -> dict[str, Any]:
    return {
        "part": part, "component_id": name, "name": name, "domain_id": domain, "domain": domain, "change": change, "variance": variance,
        "score_before": 80.0, "score_after": 70.0, "weight_before": 0.1, "weight_after": 0.1,
    }  # fmt: skip


def found(*components: dict[str, Any], bonus: float = 0.0, penalty: float = 0.0, is_comparable: bool = True) -> Difference:
    after = 80 + sum(row["change"] for row in components) + bonus - penalty
    return Difference(MONTH, JANUARY, 80.0, after, components, bonus, penalty, 1.0, is_comparable)


def drawn(difference: Difference | None, months: tuple[date, ...] = (MONTH, JANUARY)) -> str:
    return reasons(ranked("甲", 1), difference, view(), months)


def words(markup: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", markup))


FALL = found(
    component("indicators", "p", -1.0, "招标投标", 0.04), component("indicators", "q", -0.4, "招标投标"), component("indicators", "r", 0.0, "招标投标"),
    component("response", "solved", -0.4, variance=1.0), component("tasks", "t", 0.2), penalty=0.5,
)  # fmt: skip


def test_the_largest_change_stands_first_and_all_add_up() -> None:
    said = words(drawn(FALL))
    assert "甲为何降 2.1 分" in said and "80.0（2026-01）→ 77.9；误差 ±1.0，超出误差" in said
    assert "招标投标 2 个靶点 −1.4 扣分 −0.5 solved −0.4 改革任务进度 1 项 +0.2 合计 −2.1" in said


def test_a_change_inside_its_own_error_has_no_colour() -> None:
    bars = re.findall(r'class="bar ?(\w*)"', drawn(FALL))
    assert bars == ["worse", "worse", "", "good"]


def test_every_source_leads_on() -> None:
    said = drawn(FALL)
    for address in (
        "./leader-domain?domain=%E6%8B%9B%E6%A0%87%E6%8A%95%E6%A0%87&amp;month=2026-02",
        "./leader-passport?month=2026-02&amp;department=%E7%94%B2&amp;figure=solved",
        "./leader-passport?month=2026-02&amp;department=%E7%94%B2&amp;figure=penalty",
        "./leader-tasks?department=%E7%94%B2&amp;month=2026-02",
        "./leader-point?point=p&amp;month=2026-02",
        "./leader-task?task=t&amp;month=2026-02",
    ):
        assert address in said, address


def test_the_table_behind_adds_up_to_the_hundredth() -> None:
    table = drawn(FALL).split("<summary>看每一项")[1]
    parts = [float(text.replace("−", "-")) for text in re.findall(r'<th class="sum">([^<]+)</th>', table)]
    assert round(sum(parts[:-1]), 2) == parts[-1] == -2.1


def test_many_sources_are_cut_with_a_line() -> None:
    many = found(*(component("indicators", f"p{number}", -0.1 * number, f"领域{number}") for number in range(1, 10)))
    said = words(drawn(many))
    assert "领域9 1 个靶点 −0.9" in said and "其余 3 项 −0.6 合计 −4.5" in said


def test_under_different_rules_nothing_is_called_an_error() -> None:
    said = drawn(found(component("tasks", "t", 1.0), is_comparable=False))
    assert "两个月的评分规则不同" in said and "误差 ±" not in said


def test_level_and_missing() -> None:
    assert heading("甲", found()) == "甲为何持平" and heading("甲", found(bonus=0.5)) == "甲为何升 0.5 分"
    assert "甲在 2026-01 没有得分，不能与本月比较" in drawn(None)
    assert "本组没有可比较的部门" in reasons(None, None, view(), [MONTH])


def test_the_usual_months_are_named_and_the_others_open_on_demand() -> None:
    months = tuple(
        date(2026, 2, 1) if back == 0 else date(2025 + (14 - back - 1) // 12, (14 - back - 1) % 12 + 1, 1) for back in range(14)
    )
    said = drawn(FALL, months)
    nav = words(said[said.index("<nav") : said.index("</nav>")])
    assert nav.startswith(" 对比 上月 三个月前 去年同月 其他月份 2025-12 2025-10") and "2025-02" not in nav
    assert said.count('aria-current="true">上月') == 1
    assert "其他月份" not in drawn(FALL) and "三个月前" not in drawn(FALL)


def test_signs() -> None:
    assert [signed(value) for value in (0.04, -0.04, 0.05001, -1.25)] == ["0.0", "0.0", "+0.1", "−1.2"]
