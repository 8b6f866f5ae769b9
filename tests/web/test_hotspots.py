"""The hotspot page: every number it shows against the raw complaints, its words, its map, its file, and who may follow its links."""

import csv
import io
import json
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from cloudeye.paths import ROOT
from cloudeye.store import Store
from cloudeye.web.leader.hotspots import desk, tables
from cloudeye.web.leader.hotspots import map as hotspots_map
from cloudeye.web.leader.hotspots.words import elsewhere_words, period_words, rate_words
from tests.web.records import complaint
from tests.web.standing import visitor_at
from tests.web.test_door import taken
from tests.web.test_pages import drawn, words

PAGE = str(ROOT / "pages" / "leader" / "hotspots.py")
# What counts, told apart from the product: no duplicates, no praise, inside the district.
COUNTED = "duplicate_of IS NULL AND kind <> '表扬' AND NOT is_outside_district AND submitted_at >= ? AND submitted_at < ?"
QUARTER = ("2026-01-01", "2026-04-01")


def run(**query: str) -> AppTest:
    page = AppTest.from_file(PAGE, default_timeout=60)
    page.query_params.update(query)
    return page.run()


@pytest.fixture
def leader(served_demo: Store, signed_in: Callable[..., Any]) -> Store:
    signed_in("leader")
    return served_demo


def raw(store: Store, sql: str, *given: Any) -> list[tuple[Any, ...]]:
    return store.reading().cursor.execute(sql, list(given)).fetchall()


def table(page: AppTest, kind: str) -> list[list[str]]:
    """The lines of a table as texts."""
    found = re.search(rf'<table class="desk-table plain {kind}">.*?<tbody>(.*?)</tbody>', drawn(page), re.DOTALL)
    assert found
    lines = re.findall(r"<tr>(.*?)</tr>", found[1], re.DOTALL)
    return [
        [re.sub(r"<[^>]+>", "", cell).strip() for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", line, re.DOTALL)]
        for line in lines
    ]


def test_the_headline_is_the_raw_count_and_the_raw_rate(leader: Store) -> None:
    ((total,),) = raw(leader, f"SELECT count(*) FROM complaint WHERE {COUNTED}", *QUARTER)
    rated = raw(
        leader,
        f"""SELECT s.name, 1000.0 * count(*) / s.enterprises AS rate FROM complaint JOIN subdistrict AS s USING (subdistrict_id)
        WHERE {COUNTED} GROUP BY s.name, s.enterprises ORDER BY rate DESC""",
        *QUARTER,
    )
    page = run(**{"from": "2026-01", "to": "2026-03"})
    said = words(page)
    assert f"近 3 个月辖区内诉求 {total} 件；{rated[0][0]}每千户企业 {rated[0][1]:.1f} 件，明显高于全区；" in said
    places = re.search(r"(\d+) 处聚集需研判。", said)
    assert places and int(places[1]) == len(re.findall(r"第 \d+ 处 ·", said)) >= 1


def test_every_sub_district_is_its_raw_count_and_rate(leader: Store) -> None:
    expected = raw(
        leader,
        f"""SELECT s.name, count(*), printf('%.1f', 1000.0 * count(*) / s.enterprises), format('{{:,}}', s.enterprises)
        FROM complaint JOIN subdistrict AS s USING (subdistrict_id) WHERE {COUNTED}
        GROUP BY s.name, s.enterprises, s.position ORDER BY count(*) DESC, s.position""",
        *QUARTER,
    )
    shown = table(run(**{"from": "2026-01", "to": "2026-03"}), "areas")
    assert [(name, int(number), rate, enterprises) for name, number, rate, enterprises, *_ in shown] == expected
    by_rate = table(run(**{"from": "2026-01", "to": "2026-03"}, per="rate"), "areas")
    assert [line[0] for line in by_rate] == [
        row[0] for row in sorted(expected, key=lambda row: -row[1] / int(row[3].replace(",", "")))
    ]


def test_every_hot_cell_and_every_fill_holds_the_raw_count(leader: Store) -> None:
    counts = dict(raw(leader, f"SELECT cell, count(*) FROM complaint WHERE {COUNTED} GROUP BY cell", *QUARTER))
    page = run(**{"from": "2026-01", "to": "2026-03"})
    lines = re.findall(r"cell=(\w+)\" target=\"_self\">[^<]+</a></th><td>(\d+)(?:–(\d+))?</td>", drawn(page))
    assert len(lines) >= 3
    for cell, low, high in lines:
        assert int(low) <= counts.get(cell, 0) <= int(high or low)
    spec = json.loads(page.get("deck_gl_json_chart")[0].proto.json)
    cells = desk.ground().area_map.cells
    fills = {cells[item["cell"]].cell: item["colour"] for item in spec["layers"][0]["data"]}
    ((emptiest, fullest),) = [
        (min(fills, key=lambda cell: counts.get(cell, 0)), max(fills, key=lambda cell: counts.get(cell, 0)))
    ]
    assert fills[emptiest] == [227, 238, 240] and fills[fullest] == [21, 59, 94]
    assert {counts.get(cell, 0) // 16 > 0 for cell, colour in fills.items() if colour == fills[fullest]} == {True}


def test_a_count_of_one_to_four_stands_nowhere(leader: Store) -> None:
    """Narrow filters: the numbers of areas are rounded or left out, those of cells are ranges, in the page, the canvas, the file."""
    query = {"from": "2026-02", "to": "2026-02", "class": "A2"}
    page = run(**query)
    for line in table(page, "areas"):
        assert line[1] in ("0", "少量") or (line[1].startswith("约 ") and int(line[1][2:]) % 5 == 0 and int(line[1][2:]) >= 10)
    assert "为防止从差数推出个别企业的诉求" in words(page)
    spec = page.get("deck_gl_json_chart")[0].proto.json
    assert {frozenset(item) for item in json.loads(spec)["layers"][0]["data"]} == {frozenset({"ring", "colour", "cell"})}
    asked = "&".join(f"{name}={value}" for name, value in query.items())
    file = visitor_at("leader").get(f"/export/hotspots?{asked}").content.decode("utf-8-sig")
    for row in csv.DictReader(io.StringIO(file)):
        assert row["诉求（件）"] not in {"1", "2", "3", "4"}, row


def test_the_map_asks_nothing_from_outside_and_lies_flat(leader: Store) -> None:
    spec = json.loads(run().get("deck_gl_json_chart")[0].proto.json)
    assert [layer["id"] for layer in spec["layers"]] == ["cells", "gaps", "borders"] and "http" not in json.dumps(spec)
    assert spec["views"][0]["@@type"] == "OrthographicView" and spec["layers"][0]["pickable"]
    spec = json.loads(run(per="rate").get("deck_gl_json_chart")[0].proto.json)
    assert [layer["id"] for layer in spec["layers"]] == ["areas", "gaps", "borders"]
    assert len({item["area"] for item in spec["layers"][0]["data"]}) == 7


def test_both_parts_of_the_zone_are_drawn_and_named(leader: Store) -> None:
    page = run()
    over = re.search(r'<svg class="hotspot-over".*?</svg>', drawn(page), re.DOTALL)
    assert over
    for name in ("西区", "附图，位置示意", "云桥", "锦禾", "榴园", "竹里", "芳洲", "禾序", "西泽"):
        assert name in over[0], name
    assert over[0].count("leader-hotspots?") == 7


def test_the_choices_live_in_the_address(leader: Store) -> None:
    page = run()
    assert (page.query_params["from"], page.query_params["to"]) == ("2026-01", "2026-03")
    page.selectbox(key="choose-class").select("A2").run()
    assert page.query_params["class"] == "A2"
    again = run(**{"from": "2026-03", "to": "2026-01", "class": "A2", "per": "rate"})
    assert "近 3 个月辖区内诉求约" in words(again) and again.selectbox(key="choose-class").value == "A2"


def test_nonsense_in_the_address_is_said_and_left_out(leader: Store) -> None:
    said = words(run(**{"from": "13-99", "to": "<b>", "class": "Z9", "per": "x", "cell": "nowhere", "channel": "'"}))
    assert "地址中的问题分类「Z9」不在可选范围内" in said and "地址中的位置「nowhere」不在图上" in said
    assert "截止月份「&lt;b&gt;」不在可选范围内" in said


def test_a_place_in_the_address_opens_its_panel_and_its_complaints(leader: Store) -> None:
    page = run(area="hexu", **{"from": "2026-01", "to": "2026-03", "channel": "scan"})
    assert "西区 · 14,200 户企业" in words(page) and 'class="chosen-place"' in drawn(page)
    link = "supervisor-complaints?month=2026-01&amp;until=2026-03&amp;channel=scan&amp;subdistrict=hexu"
    assert link in drawn(page)
    ((cell, number),) = raw(
        leader, f"SELECT cell, count(*) FROM complaint WHERE {COUNTED} GROUP BY cell ORDER BY 2 DESC, 1 LIMIT 1", *QUARTER
    )
    page = run(cell=cell, **{"from": "2026-01", "to": "2026-03"})
    found = re.search(r"<b>(\d+)–(\d+)</b> 件", drawn(page))
    assert found and int(found[1]) <= number <= int(found[2])
    assert f"until=2026-03&amp;cell={cell}" in drawn(page)


def test_who_may_not_open_complaints_gets_no_link(served_demo: Store, signed_in: Callable[..., Any]) -> None:
    signed_in("analyst")
    markup = drawn(run(area="hexu"))
    assert "supervisor-complaints" not in markup and "每千户企业" in markup


def test_a_liaison_is_refused(served_demo: Store, signed_in: Callable[..., Any]) -> None:
    signed_in("liaison", "approval")
    assert "诉求" not in words(run()).replace("诉求聚集", "")
    assert visitor_at("liaison", "approval").get("/export/hotspots").status_code == 403


def test_nothing_yet(served_empty: Store, signed_in: Callable[..., Any]) -> None:
    signed_in("leader")
    assert desk.EMPTY in words(run())
    assert visitor_at("leader").get("/export/hotspots").status_code == 404


def test_nothing_in_the_filter_is_calm(leader: Store) -> None:
    said = words(run(**{"from": "2026-01", "to": "2026-01", "class": "C3", "channel": "scan", "department": "court"}))
    assert "2026 年 1 月辖区内没有符合条件的诉求。" in said and "没有诉求，无从判定。" in said and "取整" not in said


def test_a_quiet_district_is_calm(served: Store, signed_in: Callable[..., Any]) -> None:
    """Twenty complaints in two cells: too few to name a place."""
    signed_in("leader")
    with served.writing() as writer:
        writer.delete("complaint")
        cells = [cell.cell for cell in desk.ground().area_map.cells][::40]
        writer.insert("complaint", [complaint(number, cell=cells[number % len(cells)]) for number in range(20)])
    said = words(run())
    assert "没有显著聚集。" in said and "需研判" not in said and "没有显著高于随机的格子。" in said


def test_a_district_without_streets_still_answers(served: Store, signed_in: Callable[..., Any]) -> None:
    signed_in("leader")
    with served.writing() as writer:
        writer.delete("subdistrict")
    said = words(run())
    assert "还没有街道，无法绘图。" in said and "未归街道" in said


def test_the_file_is_what_the_page_shows_and_is_on_record(leader: Store) -> None:
    answer = visitor_at("leader").get("/export/hotspots?from=2026-01&to=2026-03&per=rate")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    page = run(**{"from": "2026-01", "to": "2026-03"})
    shown = {line[0]: line[1] for line in table(page, "areas")}
    assert {row["街道"]: row["诉求（件）"] for row in rows if row["类别"] == "街道"} == shown
    cells = {row["网格编号"]: row["诉求（件）"] for row in rows if row["类别"] == "网格"}
    seen = dict(re.findall(r"cell=(\w+)\" target=\"_self\">[^<]+</a></th><td>([\d–]+)</td>", drawn(page)))
    assert cells == seen and {row["变化"] for row in rows if row["类别"] == "网格"} <= {"新增", "持续", "消退"}
    assert answer.content.startswith(b"\xef\xbb\xbf") and taken("export.hotspots")[-1]["subject"] == "2026-01至2026-03"


@pytest.mark.parametrize("asked", ["class=Z9", "from=13-99", "to='", "department=nobody"])
def test_a_file_about_something_else_is_refused(leader: Store, asked: str) -> None:
    assert visitor_at("leader").get(f"/export/hotspots?{asked}").status_code == 404


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2026, 2, 1), date(2026, 2, 1), "2026 年 2 月"),
        (date(2026, 1, 1), date(2026, 2, 1), "2026 年 1 月至 2 月"),
        (date(2025, 12, 1), date(2026, 2, 1), "2025 年 12 月至2026 年 2 月"),
    ],
)
def test_a_period_in_words(first: date, last: date, said: str) -> None:
    assert period_words(first, last) == said


def test_rates_and_the_rest_in_words() -> None:
    assert [rate_words(rate) for rate in (None, 0, 0.86, 8.24, 41.0)] == ["—", "0.0", "0.86", "8.2", "41.0"]
    assert [elsewhere_words(number)[:9] for number in (0, 3, 7)] == ["", "另有 1–4 件在", "另有 7 件在辖区"]
    assert [hotspots_map.rate_class(rate, 10) for rate in (0, 7.4, 7.5, 9, 11, 13.3, 50)] == [0, 0, 1, 2, 3, 4, 4]
    assert hotspots_map.rate_labels(10) == ["7.5 以下", "7.5–9.0", "9.0–11.0", "11.0–13.3", "13.3 以上"]
    assert set(tables.SIGNS) == {"新增", "持续", "消退"}
