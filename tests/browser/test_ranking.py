"""The ranking in a real browser: every state is an address, going back restores it, and it fits a phone."""

from collections.abc import Callable

from playwright.sync_api import Page

from tests.browser.server import Server
from tests.browser.visit import Visit

Open = Callable[..., Visit]
STREETS = "/?month=2025-12&group=%E8%A1%97%E9%81%93&department=zhuli&against=2025-09"


def said(page: Page) -> str:
    """What the ranking itself says, once it is there, however far its style sheet has come."""
    page.wait_for_selector("#ranking-history")
    return page.text_content(".ranking-page") or ""


def test_a_state_is_an_address_and_going_back_restores_it(server: Server, open_page: Open) -> None:
    visit = open_page(1440, 990)
    page = visit.enter(server.url)
    page.goto(f"{server.url}/?month=2025-12")
    first = said(page)
    page.locator(".segments a", has_text="街道").click()
    page.wait_for_function("() => document.querySelector('.ranking-page')?.innerText.includes('竹里')")
    page.locator(".bump a:has(text)").last.click()
    page.wait_for_url("**department=**")
    assert "为何" in said(page)
    page.goto(server.url + STREETS)
    streets = said(page)
    assert "竹里为何" in streets and "（2025-09）→" in streets
    other = open_page(1440, 990).enter(server.url)
    other.goto(server.url + STREETS)
    assert said(other) == streets
    page.go_back()
    page.go_back()
    page.go_back()
    page.wait_for_function("() => document.querySelector('.ranking-page')?.innerText.includes('行政审批')")
    assert said(page) == first
    assert visit.errors == [] and visit.outside_requests == []


def test_what_leads_on_from_a_row(server: Server, open_page: Open) -> None:
    page = open_page(1440, 990).enter(server.url)
    page.goto(f"{server.url}/?month=2025-12")
    said(page)
    page.get_by_role("link", name="近 24 个月名次").click()
    page.wait_for_function("() => document.querySelector('#ranking-history').getBoundingClientRect().top < innerHeight / 2")
    row = page.locator(".ranking tr", has_text="行政审批")
    row.locator("td.movement a").click()
    page.wait_for_url("**department=approval**")
    assert "行政审批为何" in said(page)
    row.locator("td.chart").click(force=True)  # the link of the row lies over all of it
    page.wait_for_url("**/leader-department?department=approval&month=2025-12**")
    page.go_back()
    said(page)
    row.locator("td b a").first.click()
    page.wait_for_url("**/leader-passport?month=2025-12&department=approval&figure=score**")


def test_objections_are_tried_out_on_demand(server: Server, open_page: Open) -> None:
    page = open_page(1440, 990).enter(server.url)
    page.goto(server.url)
    assert "待裁定异议" in said(page) and "按全部成立试算" not in said(page)
    page.get_by_role("link", name="按异议全部成立试算").click()
    page.wait_for_selector("text=按全部成立试算，不入库")
    assert "view=objections" in page.url and "梯队" in page.locator(".ranking-page aside .panel").first.inner_text()


def test_it_fits_a_phone(server: Server, open_page: Open) -> None:
    page = open_page(390, 844).enter(server.url)
    page.goto(server.url)
    said(page)
    wider = "() => [...document.querySelectorAll('.panel, .segments, .desk-notice')].filter(box => box.getBoundingClientRect().right > innerWidth + 1)"
    assert page.evaluate(f"({wider})().map(box => box.className)") == []
    assert page.evaluate("document.querySelector('.wide.newest').scrollLeft") <= 0  # right to left: the newest months are in view
