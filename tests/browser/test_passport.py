"""The passport in a real browser: a line opens in place, leads on and back, the citation is copied, the draft is computed again."""

from collections.abc import Callable

from tests.browser.server import Server
from tests.browser.visit import Visit, settle

Open = Callable[..., Visit]
SCORE = "leader-passport?month=2026-02&department=approval&figure=score"


def test_from_a_score_to_its_point_and_back(server: Server, open_page: Open) -> None:
    visit = open_page(1440, 990)
    page = visit.enter(server.url)
    page.goto(f"{server.url}/{SCORE}")
    page.wait_for_selector(".pass-inputs")
    settle(page)
    page.locator(".pass-inputs .row-link", has_text="D01-04").click()
    page.wait_for_url("**input=indicator**")
    page.wait_for_selector(".pass-opened tr")
    settle(page)
    page.locator(".pass-opened tr", has_text="新设经营主体满意度").locator(".go a").click()
    page.wait_for_selector(".desk-title span:has-text('新设经营主体满意度，监督靶点得分')")
    assert "figure=point%3AD01-017" in page.url and "month=" in page.url
    page.go_back()
    page.wait_for_selector(".pass-inputs tr.chosen:has-text('D01-04')")
    assert "综合得分" in page.inner_text(".desk-title")
    assert (visit.errors, visit.outside_requests) == ([], [])


def test_the_draft_is_computed_again_and_the_citation_copied(server: Server, open_page: Open) -> None:
    visit = open_page(1440, 990)
    page = visit.enter(server.url)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{server.url}/{SCORE}")
    page.wait_for_selector(".pass-inputs")
    settle(page)
    page.get_by_role("button", name="重新计算").click()
    page.wait_for_selector(".pass-card.again em:has-text('一致')")
    settle(page)
    assert "；重新计算，" in page.inner_text(".desk-conclusion")
    page.locator("[data-copies=pass-citation]").click()
    page.wait_for_selector("[data-copies=pass-citation]:has-text('已复制')")
    assert page.evaluate("navigator.clipboard.readText()") == page.input_value("#pass-citation")
    page.locator("[data-copies=pass-link]").click()
    page.wait_for_selector("[data-copies=pass-link]:has-text('已复制')")
    assert page.evaluate("navigator.clipboard.readText()").startswith(f"{server.url}/leader-passport?month=")
