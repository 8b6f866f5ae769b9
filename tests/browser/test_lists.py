"""The lists in a real browser: a row leads to its case and the crumb back to the same filters; pages, columns and choices stand in the address."""

from collections.abc import Callable

from tests.browser.server import Server
from tests.browser.visit import Visit, settle

Open = Callable[..., Visit]


def test_from_the_register_to_one_and_back_with_the_filters(server: Server, open_page: Open) -> None:
    visit = open_page(1440, 990)
    page = visit.enter(server.url)
    page.goto(f"{server.url}/leader-rectifications?state=overdue")
    page.wait_for_selector(".rectifications .row-link")
    settle(page)
    number = page.locator(".rectifications .row-link").first.inner_text()
    page.locator(".rectifications .row-link").first.click()
    page.wait_for_selector(".case-grid .thread")
    settle(page)
    assert f"rectification={number}" in page.url and "超期" in page.inner_text(".desk-conclusion")
    page.locator(".desk-crumbs a").first.click()
    page.wait_for_selector(".rectifications .row-link")
    assert page.url.endswith("leader-rectifications?state=overdue")
    page.go_back()
    page.wait_for_selector(".case-grid .thread")
    assert visit.outside_requests == [] and visit.errors == []


def test_the_next_page_of_the_records_and_the_one_before(server: Server, open_page: Open) -> None:
    page = open_page(1440, 990).enter(server.url)
    page.goto(f"{server.url}/leader-records?month=2026-02&department=government_service&columns=item,finished")
    page.wait_for_selector(".records tbody tr")
    settle(page)
    first = page.locator(".records tbody").inner_text()
    assert page.locator(".records thead th").count() == 3 and page.locator(".records tbody tr").count() == 50
    page.get_by_text("下一页").click()
    page.wait_for_url("**after=**")
    page.wait_for_selector(".records tbody tr")
    assert page.locator(".records tbody").inner_text() != first and "columns=" in page.url
    page.get_by_text("上一页").click()
    page.wait_for_url("**before=**")
    page.wait_for_selector(".records tbody tr")
    assert page.locator(".records tbody").inner_text() == first
