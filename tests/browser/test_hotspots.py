"""The hotspot page in a real browser: a click on the map leads to the complaints behind it, by an address that can be sent on."""

from collections.abc import Callable

from tests.browser.server import Server
from tests.browser.visit import Visit

Open = Callable[..., Visit]


def test_from_a_click_on_the_map_to_the_complaints_and_back(server: Server, open_page: Open) -> None:
    visit = open_page(1440, 990)
    page = visit.enter(server.url)
    page.goto(f"{server.url}/leader-hotspots?from=2026-01&to=2026-03")
    page.wait_for_selector(".hotspot-over .spot-number")
    page.wait_for_selector("#deckgl-overlay")
    first = page.locator(".hotspot-over .spot.lasting, .hotspot-over .spot.emerging").first
    box = page.locator(".spot-number").first.bounding_box()
    assert first.count() and box
    # Just below the number of a place lies one of its cells.
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] + 14
    for _ in range(60):  # until the map, drawn by software here, takes the click
        page.mouse.move(x - 2, y)
        page.mouse.move(x, y)
        page.mouse.click(x, y)
        page.wait_for_timeout(1000)
        if "cell=" in page.url:
            break
    page.wait_for_selector(".chosen-place", state="attached")
    assert "cell=" in page.url and "一格" in page.inner_text(".st-key-hotspot-panel")
    sent_on = page.url
    other = open_page(390, 844)
    again = other.enter(server.url)
    again.goto(sent_on)
    again.wait_for_selector(".chosen-place", state="attached")
    assert again.inner_text(".st-key-hotspot-panel") == page.inner_text(".st-key-hotspot-panel")
    page.get_by_text("查看这里的诉求").click()
    page.wait_for_url("**/supervisor-complaints?*cell=*")
    page.go_back()
    page.wait_for_selector(".chosen-place", state="attached")
    assert page.url == sent_on
    assert visit.outside_requests == [] and other.outside_requests == []


def test_the_page_can_be_read_without_the_map(server: Server, open_page: Open) -> None:
    """By the keyboard alone: a sub-district of the table opens its panel."""
    page = open_page(1440, 990).enter(server.url)
    page.goto(f"{server.url}/leader-hotspots?per=rate")
    link = page.locator(".desk-table.areas tbody th a").first
    name = link.inner_text()
    link.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/leader-hotspots?*area=*")
    page.wait_for_selector(".chosen-place", state="attached")
    assert name in page.inner_text(".st-key-hotspot-panel h2")
