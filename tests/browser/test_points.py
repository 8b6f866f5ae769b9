"""From the matrix of points down to a record and back up: every step is a link, and its address shows the same in a new browser."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.server import Server
from tests.browser.visit import Visit, settle

Open = Callable[..., Visit]
MONTH = "2026-02"


def settled(page: Page) -> str:
    """The headline of a page once it is there."""
    page.wait_for_selector(".desk-conclusion")
    settle(page)
    return page.inner_text(".desk-conclusion")


def follow(page: Page, link: str) -> tuple[str, str]:
    """Click the first such link; the address that it leads to and its headline."""
    before = page.url
    page.locator(link).first.click()
    page.wait_for_function("before => location.href !== before", arg=before)
    return page.url, settled(page)


def test_down_to_the_records_and_up_again(server: Server, open_page: Open) -> None:
    visit = open_page(1440, 990)
    page = visit.enter(server.url, "leader")
    page.goto(f"{server.url}/leader-domain?month={MONTH}")
    first = settled(page)
    assert page.locator(".point-marks a").count() == int(first.split(" ")[0])
    seen = [
        follow(page, ".matrix-table th a"),
        follow(page, ".points .band th > a"),
        follow(page, ".desk-table td.name a"),
    ]
    assert [address.split("/")[-1].split("?")[0] for address, _ in seen] == ["leader-domain", "leader-indicator", "leader-point"]
    for address, said in seen:
        again = open_page(1440, 990)
        again.enter(server.url, "leader").goto(address)
        assert settled(again.page) == said
    for _, said in reversed(seen[:-1]):
        assert follow(page, ".desk-crumbs a:last-of-type")[1] == said
    assert follow(page, ".desk-crumbs a:last-of-type")[1] == first
    page.go_back()
    page.wait_for_selector(".desk-conclusion")
    settle(page)
    assert (visit.errors, visit.refused, visit.outside_requests) == ([], [], [])


@pytest.mark.parametrize("width", [1440, 1024, 768, 390])
def test_nothing_is_wider_than_the_window(server: Server, open_page: Open, width: int) -> None:
    visit = open_page(width, 900)
    page = visit.enter(server.url, "leader")
    for address in ("leader-domain", "leader-domain?domain=D15", "leader-indicator?indicator=D15-01", "leader-point?point=D15-018",
                    "leader-tasks", "leader-task?task=C-002"):  # fmt: skip
        page.goto(f"{server.url}/{address}")
        settled(page)
        wide = page.evaluate(
            "() => [...document.querySelectorAll('[data-testid=stMainBlockContainer] .drawing > *')].filter(found =>"
            " !found.closest('.desk-crumbs, .desk-rail') && found.getBoundingClientRect().right > innerWidth + 1).map(found => found.className)"
        )
        assert wide == [], address
    assert (visit.errors, visit.refused, visit.outside_requests) == ([], [], [])
