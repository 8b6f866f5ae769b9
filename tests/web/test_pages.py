"""Every page, run as Streamlit runs it, says the words and numbers of the small district."""

import json
import re
from datetime import datetime

import pytest
from streamlit.testing.v1 import AppTest

from cloudeye.paths import ROOT
from cloudeye.scoring import publish
from cloudeye.store import Store
from tests.web.records import MONTH, NOW

OVERVIEW = str(ROOT / "pages" / "hall" / "overview.py")
RANKING = str(ROOT / "pages" / "leader" / "ranking.py")
DEPARTMENT = str(ROOT / "pages" / "leader" / "department.py")
ROUTER = str(ROOT / "cloudeye" / "web" / "router.py")


@pytest.fixture(autouse=True)
def _leader(request: pytest.FixtureRequest) -> None:
    """Everything here is looked at by a leader; who may look is tested elsewhere."""
    request.getfixturevalue("served" if "served" in request.fixturenames else "served_empty")
    request.getfixturevalue("signed_in")("leader")


def drawn(page: AppTest) -> str:
    """All markup on the page."""
    assert not page.exception
    boxes = [json.loads(element.proto.json) for element in page.get("bidi_component")]
    return "\n".join(box["markup"] for box in boxes if "markup" in box)


def words(page: AppTest) -> str:
    """What a person reads."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", drawn(page)))


def run(path: str, **query: str) -> AppTest:
    page = AppTest.from_file(path, default_timeout=60)
    page.query_params.update(query)
    return page.run()


def test_overview(served: Store) -> None:
    said = words(run(OVERVIEW))
    for expected in (
        "营商云眼", "总览", "月度榜", "演示数据", "综合得分", "整改超期 2 件", "最长 12 天", "市场主体感知度", "改革任务完成度", "个职能部门，按三档看",
        "可能名次", "近 4 周诉求热点", "20 件 · 数字为件／万户", "云桥", "西区", "附图（位置示意）", "本年在册 4 件", "市 94 + 区 89 + 十五条 26", "企业诉求", "监督函件",
        "件未按期回复", "演示数据，非真实情况。",
    ):  # fmt: skip
        assert expected in said, expected


def test_overview_draws_every_cell_and_asks_no_basemap(served: Store) -> None:
    spec = json.loads(run(OVERVIEW).get("deck_gl_json_chart")[0].proto.json)
    assert [layer["id"] for layer in spec["layers"]] == ["cells", "gaps", "borders"]
    assert len(spec["layers"][0]["data"]) > 150
    assert "http" not in json.dumps(spec)
    assert spec["views"][0]["@@type"] == "OrthographicView"


def test_overview_of_an_empty_district_is_calm_and_helpful(served_empty: Store) -> None:
    said = words(run(OVERVIEW))
    for expected in (
        "还没有综合得分；无超期整改",
        "还没有可展示的得分",
        "本月还没有可排名的部门",
        "所有整改都在期限内",
        "回复都在期限内",
    ):
        assert expected in said.replace(" ", ""), expected
    assert "演示数据" not in said


def test_overview_of_a_catalogue_without_streets_still_answers(served_empty: Store) -> None:
    with served_empty.writing() as writer:
        for table in ("subdistrict", "reform_task"):
            writer.delete(table)
    said = words(run(OVERVIEW))
    assert "还没有街道，无法绘图" in said and "共 0 项" in said


def test_ranking(served: Store) -> None:
    page = run(RANKING)
    said = words(page)
    for expected in (
        "部门排名", "演示数据", "排名草案", "异议期 5 个工作日，至 2026-03-25", "可能名次", "误差内", "第二梯队", "行政审批", "感知度与完成度", "做了，企业感受不强",
        "为何升", "近 2 个月名次", "看数据表", "怎么看这张表",
    ):  # fmt: skip
        assert expected in said, expected
    assert page.selectbox[0].value == "2026-02"
    assert page.query_params["group"] == "职能部门"
    assert "leader-department?department=approval&amp;month=2026-02" in drawn(page)


def test_ranking_keeps_its_choices_in_the_address(served: Store) -> None:
    page = run(RANKING, month="2026-01", group="街道", department="yunqiao", against="2026-02")
    assert page.selectbox[0].value == "2026-01" and page.query_params["group"] == "街道"
    said = words(page)
    assert "云桥为何" in said and "2026-02" in said and "不在可选范围内" not in said
    page.selectbox[0].select("2026-02").run()
    assert page.query_params["month"] == "2026-02" and page.query_params["department"] in ("yunqiao", ["yunqiao"])
    assert "云桥为何" in words(page)


def test_ranking_ignores_nonsense_in_the_address(served: Store) -> None:
    page = run(RANKING, month="13-99", group="<script>", department="<b>", against="x", view="<i>")
    assert page.selectbox[0].value == "2026-02" and page.query_params["group"] == "职能部门"
    said = words(page)
    assert "月份「13-99」不在可选范围内，显示的是2026 年 2 月。" in said
    assert "排名组「&lt;script&gt;」不在可选范围内，显示的是职能部门。" in said
    assert "部门「&lt;b&gt;」不在本月的职能部门组中" in said and "对比月份「x」不在可选范围内" in said


def test_ranking_without_any_month(served_empty: Store) -> None:
    said = words(run(RANKING))
    assert "还没有可展示的排名。请联系管理员导入数据并生成排名草案。" in said and "感知度与完成度" not in said


def test_an_unknown_department_is_not_silently_another(served: Store) -> None:
    page = run(DEPARTMENT, department="<b>nobody", month="2026-02")
    assert "2026 年 2 月的排名中没有「&lt;b&gt;nobody」" in words(page)
    assert 'href="./?month=2026-02"' in drawn(page) and "desk-cards" not in drawn(page)
    page.selectbox[1].select("approval").run()
    assert "行政审批部门：综合得分" in words(page)


def test_a_draft_whose_objection_window_is_over_waits_for_its_final_version(served: Store) -> None:
    with served.writing() as writer:
        writer.delete("district")
        writer.insert("district", [{"name": "示例区", "is_demo": True, "seed": 1, "as_of": datetime(2026, 3, 26)}])
    assert "异议期已于 2026-03-25 结束，待定稿" in words(run(RANKING))


def test_final_month_says_that_it_is_final(served: Store) -> None:
    publish(served, MONTH, at=NOW)
    said = words(run(RANKING))
    assert "已定稿 · 第 1 版" in said and "2026-03-18 发布" in said and "排名草案" not in said


def test_department(served: Store) -> None:
    said = words(run(DEPARTMENT, department="approval", month="2026-02"))
    for expected in (
        "部门画像",
        "综合得分",
        "失分构成：从 100 到",
        "规则第 1 版",
        "市场主体感知度",
        "开办企业环节",
        "● 已报",
        "近 2 个月综合得分",
        "○ 未报",
        "改革任务",
        "在办整改 3 件",
        "超期 12 天",
    ):
        assert expected in said, expected


def test_department_without_indicators_says_what_counts(served: Store) -> None:
    """A street leads no indicator; only its task counts, which is too small a sample to rank."""
    said = words(run(DEPARTMENT, department="yunqiao", month="2026-02"))
    assert "云桥街道办事处：综合得分" in said and "该部门没有牵头的二级指标" in said and "样本不足" in said


def test_department_without_any_score_says_what_to_do(served: Store) -> None:
    with served.writing() as writer:
        writer.delete("department_score", subject_id="yunqiao")
    assert "2026 年 2 月没有「云桥」的得分" in words(run(DEPARTMENT, department="yunqiao", month="2026-02"))


@pytest.mark.parametrize("path", [RANKING, DEPARTMENT])
def test_empty_district_says_what_to_do(served_empty: Store, path: str) -> None:
    assert "还没有可展示的排名" in words(run(path))


def test_the_router_opens_the_ranking_first(served: Store) -> None:
    assert "部门排名" in words(run(ROUTER))
