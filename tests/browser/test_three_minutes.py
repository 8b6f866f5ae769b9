"""The leader's three minutes: from a rank to the record behind it by links, each of which shows the same in another browser, and back."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page

from tests.browser.server import Server
from tests.browser.visit import Visit

Open = Callable[..., Visit]
ROLE, MONTH, DEPARTMENT, DOMAIN = "leader", "2026-02", "approval", "D01"
# Every step is a link that leads to a page (the first part) and names this in its address.
TO_THE_INDICATOR = (
    ("leader-department", f"department={DEPARTMENT}"),
    ("leader-domain", f"domain={DOMAIN}"),
)
TO_RECORDS = (
    *TO_THE_INDICATOR,
    ("leader-indicator", "indicator=D01-02"),
    ("leader-point", "point=D01-009"),  # derived from service records
    ("leader-records", "item=S002"),
)
TO_A_COMPLAINT = (
    *TO_THE_INDICATOR,
    ("leader-indicator", "indicator=D01-03"),
    ("leader-point", "point=D01-012"),  # derived from complaints
    ("supervisor-complaints", f"month={MONTH}"),
    ("supervisor-complaint", "complaint=SQ"),
)
# What a person reads: headings, paragraphs and tables of the page itself, without the age of the data.
READ = """() => {
  const main = document.querySelector('[data-testid="stApp"][data-test-script-state="notRunning"] [data-testid="stMain"]');
  if (!main || !main.querySelector('h1')) return '';
  return [...main.querySelectorAll('h1, h2, p, th, td, summary')].map(part => part.innerText.trim()).filter(Boolean).join('\\n');
}"""
PATIENCE_SECONDS, STILL_MS, MOST_STEPS_BACK, MOST_CRUMBS = 90, 1000, 4, 6


@dataclass(frozen=True)
class Sight:
    """What a page showed: its address, its title, and all that a person reads there."""

    url: str
    title: str
    said: str


def seen(page: Page) -> Sight:
    """The page once it stands still: two looks apart that read the same."""
    before = ""
    for _ in range(int(PATIENCE_SECONDS * 1000 / STILL_MS)):
        said = str(page.evaluate(READ))
        if said and said == before:
            return Sight(page.url, page.title(), said)
        before = said
        page.wait_for_timeout(STILL_MS)
    raise AssertionError(f"{page.url} does not come to rest: {before[:300]}")


def shows(page: Page, wanted: Sight) -> None:
    """Wait until the page shows what was seen before: on a busy machine its parts come one after the other."""
    for _ in range(int(PATIENCE_SECONDS * 1000 / STILL_MS)):
        if (page.title(), page.evaluate(READ)) == (wanted.title, wanted.said):
            return
        page.wait_for_timeout(STILL_MS)
    assert (page.title(), seen(page).said) == (wanted.title, wanted.said), wanted.url


def follow(page: Page, place: str, named: str) -> None:
    """Click the first visible link to a page whose address holds ``named``."""
    links = page.locator(f'a[href*="{place}?"][href*="{named}"]')
    links.first.wait_for(state="attached")
    link = next(link for link in links.all() if link.is_visible())
    link.click()
    page.wait_for_url(f"**/{place}?*")


def go_back(page: Page, wanted: Sight) -> None:
    """One step back in history; a chooser that wrote its value into the address may have left more than one entry for a page."""
    for _ in range(MOST_STEPS_BACK):
        page.go_back()
        page.wait_for_timeout(STILL_MS)
        if page.url == wanted.url:
            return
    raise AssertionError(f"back leads to {page.url}, not to {wanted.url}")


@pytest.mark.parametrize("steps", [TO_RECORDS, TO_A_COMPLAINT], ids=["records", "complaint"])
def test_from_a_rank_to_the_record_behind_it_and_back(
    server: Server, open_page: Open, steps: tuple[tuple[str, str], ...]
) -> None:
    visits = [open_page(1440, 990)]
    page = visits[0].enter(server.url, ROLE)
    page.goto(f"{server.url}/?month={MONTH}")
    way = [seen(page)]
    for place, named in steps:
        follow(page, place, named)
        way.append(seen(page))
        assert f"/{place}?" in page.url and named in page.url
    assert len({sight.said for sight in way}) == len(way), "every step shows something else"
    for sight in way:
        visits.append(open_page(1440, 990))
        other = visits[-1].enter(server.url, ROLE)
        other.goto(sight.url)
        shows(other, sight)
        other.context.close()
    for sight in reversed(way[:-1]):
        go_back(page, sight)
        shows(page, sight)
    assert [error for visit in visits for error in visit.errors] == []
    assert [request for visit in visits for request in visit.outside_requests] == []


def test_the_crumbs_lead_up_again_in_the_same_month(server: Server, open_page: Open) -> None:
    """The last link of the crumbs is one step up, as far as there are any."""
    visit = open_page(1440, 990)
    page = visit.enter(server.url, ROLE)
    page.goto(f"{server.url}/leader-point?month=2026-01&point=D01-009")
    titles: list[str] = []
    while len(titles) < MOST_CRUMBS:
        titles.append(seen(page).said.split("\n")[0])
        assert "month=2026-01" in page.url
        crumbs = page.get_by_role("navigation", name="当前位置").locator("a")
        if not crumbs.count():
            break
        here = page.url
        crumbs.last.click()
        page.wait_for_url(lambda url, here=here: url != here and "month=2026-01" in url)  # type: ignore[misc]
    assert titles[:4] == ["监督靶点详情", "二级指标", "监督靶点", "监督靶点"]  # a domain, then all of them
    assert visit.errors == [] and visit.outside_requests == []
