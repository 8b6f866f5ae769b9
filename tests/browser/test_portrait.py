"""A department's portrait and its brief in a real browser: the losses lead on, and the brief is one sheet of paper."""

import re
from collections.abc import Callable

import pytest

from tests.browser.server import Server
from tests.browser.visit import Visit, settle

Open = Callable[..., Visit]
PORTRAIT = "/leader-department?department=approval&month=2026-02"
SHEETS = re.compile(rb"/Type\s*/Page\b")


def test_the_portrait_is_whole_at_every_width(server: Server, open_page: Open) -> None:
    for width, height in ((1440, 990), (768, 1024), (390, 844)):
        visit = open_page(width, height)
        page = visit.enter(server.url)
        page.goto(server.url + PORTRAIT)
        page.wait_for_selector(".desk-table.points")
        page.wait_for_selector(".chart-root .main-svg")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert visit.errors == [] and visit.outside_requests == []


def test_a_loss_leads_to_its_domain_and_back(server: Server, open_page: Open) -> None:
    page = open_page(1440, 990).enter(server.url)
    page.goto(server.url + PORTRAIT)
    page.wait_for_selector(".desk-table.points")
    page.locator(".parts td.name a", has_text="开办企业").click()
    page.wait_for_url("**/leader-domain?*domain=D01*")
    page.go_back()
    page.wait_for_selector(".desk-table.points")
    assert "行政审批部门：综合得分" in page.inner_text("body")


@pytest.mark.parametrize("department", ["approval", "government_service", "yunqiao", "court"])
def test_the_brief_prints_on_one_sheet(server: Server, open_page: Open, department: str) -> None:
    page = open_page(1440, 990).enter(server.url)
    page.goto(f"{server.url}/leader-brief?department={department}&month=2026-02")
    page.wait_for_selector(".brief-sheet .waterfall")
    settle(page)
    held, shown = page.evaluate(
        "() => { const sheet = document.querySelector('.brief-sheet'); return [sheet.scrollHeight, sheet.clientHeight] }"
    )
    assert held == shown, "the sheet holds more than fits"
    assert len(SHEETS.findall(page.pdf(prefer_css_page_size=True, print_background=True))) == 1


def test_the_brief_leaves_as_a_document(server: Server, open_page: Open) -> None:
    page = open_page(1440, 990).enter(server.url)
    page.goto(f"{server.url}{PORTRAIT}")
    page.wait_for_selector(".desk-table.points")
    with page.expect_download() as started:
        page.get_by_text("导出 Word").click()
    assert started.value.suggested_filename == "部门简报_行政审批_2026-02.docx"
