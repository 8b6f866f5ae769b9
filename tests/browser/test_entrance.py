"""Signing in and out as people do it, in a real browser."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.server import Server, running
from tests.browser.visit import Visit, settle

Open = Callable[..., Visit]

# What a person who sees nothing would stumble over.
UNNAMED = """() => {
  const named = (e) => e.labels?.length || e.getAttribute('aria-label') || e.textContent.trim() || e.getAttribute('alt');
  return [...document.querySelectorAll('input:not([type=hidden]), button, a, img')].filter((e) => !named(e)).map((e) => e.outerHTML);
}"""
# Contrast of every text with what lies behind it, as WCAG counts it.
FAINT = """() => {
  const parse = (c) => c.match(/[\\d.]+/g).map(Number);
  const light = (c) => { const [r, g, b] = c.map((v) => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
  const ground = (e) => { for (; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor); if (c[3] !== 0) return c.slice(0, 3); }
    return [255, 255, 255]; };
  const found = [];
  for (const e of document.querySelectorAll('body *')) {
    if (![...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim())) continue;
    const a = light(parse(getComputedStyle(e).color).slice(0, 3)), b = light(ground(e));
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) found.push([e.textContent.trim().slice(0, 20), ratio.toFixed(2)]);
  }
  return found;
}"""


def sign_in(page: Page, url: str, role: str, path: str = "/") -> None:
    """One click on the sign-in page."""
    page.goto(url + path)
    page.get_by_role("button", name=role).click()


def test_one_click_leads_to_the_page_that_was_asked_for(server: Server, open_page: Open) -> None:
    visit = open_page(1440, 990)
    sign_in(visit.page, server.url, "纪工委领导", "/leader-department?department=approval")
    visit.page.wait_for_selector(".desk-table.points")
    assert "department=approval" in visit.page.url and visit.outside_requests == []


def test_it_works_with_the_keyboard_and_without_scripts(server: Server, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{server.url}/login")
    page.wait_for_selector("#login:focus")  # the browser puts the cursor there by itself, a moment after loading
    page.keyboard.type("somebody")
    page.keyboard.press("Tab")
    page.keyboard.type("wrong")
    page.keyboard.press("Enter")
    assert "登录名或密码不正确" in page.inner_text("[role=alert]")
    assert page.input_value("#login") == "somebody" and page.input_value("#password") == ""
    page.get_by_role("button", name="纪工委领导").press("Enter")
    page.wait_for_url(f"{server.url}/")
    context.close()


@pytest.mark.parametrize("width", [1440, 390])
def test_everything_has_a_name_is_legible_and_fits(server: Server, open_page: Open, width: int) -> None:
    page = open_page(width, 844).page
    for address in ("/login", "/nothing", "/display/wrong", "/setup?token=x"):
        page.goto(server.url + address)
        assert page.evaluate(UNNAMED) == [] and page.evaluate(FAINT) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate("document.documentElement.lang") == "zh-CN" and page.locator("h1").count() == 1


def test_signing_out_ends_every_open_tab_at_once(server: Server, open_page: Open) -> None:
    visit = open_page(1440, 990)
    page = visit.enter(server.url)
    other = page.context.new_page()
    for tab in (page, other):
        tab.goto(f"{server.url}/")
        tab.wait_for_selector(".desk-table.ranking")
    page.get_by_role("button", name="退出").click()
    page.wait_for_url(f"{server.url}/login")
    other.wait_for_url(f"{server.url}/login?next=**", timeout=15_000)
    assert "行政审批" not in other.inner_text(".sign-in")
    other.go_back()
    other.wait_for_url(f"{server.url}/login**")


def test_a_click_after_signing_out_shows_nothing_new(server: Server, open_page: Open) -> None:
    """The channel itself is shut: without the poll, too, no script runs for a session that ended."""
    page = open_page(1440, 990).enter(server.url)
    page.route("**/pulse", lambda route: route.abort())
    page.goto(f"{server.url}/?group=职能部门")
    page.wait_for_selector(".desk-table.ranking")
    settle(page)
    answer = page.evaluate(
        "fetch('./logout', {method: 'POST', body: new URLSearchParams({form: document.querySelector('.desk-account input').value})}).then((a) => a.status)"
    )
    assert answer == 200
    before = page.inner_text(".desk-table.ranking")
    page.locator(".st-key-choose-month input").click()
    page.get_by_role("option", name="2025 年 3 月", exact=True).click()
    page.wait_for_timeout(3000)
    assert page.locator(".desk-table.ranking").all_inner_texts() in ([], [before])


@pytest.fixture
def own_server(demo_database: Path, tmp_path: Path) -> Iterator[Server]:
    """A server that a test may shut people out of."""
    database = Path(shutil.copyfile(demo_database, tmp_path / "own.duckdb"))
    with running(database, tmp_path / "server.log", has_feed=False) as started:
        yield started


def test_a_hall_screen_that_is_shut_off_goes_dark(own_server: Server, open_page: Open) -> None:
    wall = open_page().enter(own_server.url, "display")
    wall.goto(f"{own_server.url}/hall-overview")
    wall.wait_for_selector(".scene-block.letters")
    desk = open_page(1440, 990).enter(own_server.url, "system_administrator")
    desk.goto(f"{own_server.url}/admin-displays")
    desk.get_by_text("演示大屏").first.click()
    desk.get_by_role("button", name="停用").first.click()
    desk.get_by_role("button", name="停用").last.click()
    wall.wait_for_url(f"{own_server.url}/login?next=**", timeout=30_000)
