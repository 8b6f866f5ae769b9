"""Addresses in a real browser: a deep link right after a restart, links between the pages, nothing from outside."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browser.server import Server, running
from tests.browser.visit import Visit

Open = Callable[..., Visit]


@pytest.mark.parametrize(
    ("address", "expected", "title"),
    [("hall-overview", ".scene-block.letters", "大厅总览"), ("leader-department?department=approval", ".desk-cards", "部门画像")],
)
def test_a_deep_link_as_the_first_request_goes_through_the_router(
    demo_database: Path, tmp_path: Path, open_page: Open, address: str, expected: str, title: str
) -> None:
    """Only the router names the pages: a page that Streamlit ran by itself would have no Chinese title."""
    database = Path(shutil.copyfile(demo_database, tmp_path / "cold.duckdb"))
    with running(database, tmp_path / "server.log") as cold:
        page = open_page().enter(cold.url)
        page.goto(f"{cold.url}/{address}")
        page.wait_for_selector(expected)
        page.wait_for_function("title => document.title.includes(title)", arg=title)
        assert page.url.startswith(f"{cold.url}/{address.split('?')[0]}")


def test_from_a_rank_to_the_department_in_one_click(server: Server, open_page: Open) -> None:
    visit = open_page(1440, 990)
    page = visit.enter(server.url)
    page.goto(f"{server.url}/")
    page.wait_for_selector(".desk-table.ranking")
    said = page.inner_text("body")
    assert [word for word in ("部门排名", "演示数据", "可能名次", "第一梯队", "数据截至") if word not in said] == []
    assert "month=" in page.url and "group=" in page.url
    page.locator(".desk-table td.name a", has_text="行政审批").click()
    page.wait_for_selector(".desk-table.points")
    assert "department=" in page.url and "month=" in page.url
    said = page.inner_text("body")
    assert [word for word in ("行政审批部门：综合得分", "失分构成：从 100 到", "二级指标与监督靶点") if word not in said] == []
    assert visit.outside_requests == []


def test_the_ranking_leaves_as_a_file_for_excel(server: Server, open_page: Open) -> None:
    page = open_page(1440, 990).enter(server.url)
    page.goto(f"{server.url}/")
    page.wait_for_selector(".desk-table.ranking")
    with page.expect_download() as started:
        page.get_by_text("导出 CSV").click()
    download = started.value
    assert download.suggested_filename.startswith("部门排名_职能部门_")
    assert Path(download.path()).read_bytes().startswith(b"\xef\xbb\xbf" + "排名组,部门".encode())


def test_the_name_of_the_first_page_leads_there(server: Server, open_page: Open) -> None:
    page = open_page(1440, 990).enter(server.url)
    page.goto(f"{server.url}/leader-ranking?group=%E8%A1%97%E9%81%93")
    page.wait_for_selector(".desk-table.ranking")
    assert "云桥" in page.inner_text(".desk-table")


def test_the_browser_is_told_that_the_page_is_chinese(server: Server, open_page: Open) -> None:
    page = open_page(1440, 990).enter(server.url)
    for address in ("/", "/hall-overview", "/leader-department"):
        page.goto(server.url + address)
        assert page.evaluate("document.documentElement.lang") == "zh-CN"
