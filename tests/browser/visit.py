"""One page in one fresh browser context, with everything it asked for and complained about."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from playwright.sync_api import Browser, ConsoleMessage, Page, Playwright

from tests.browser import chromium
from tests.browser.server import entry

# Not on the network: inline data, worker blobs, and the browser's own pages.
INSIDE = re.compile(r"^(data:|blob:|about:|chrome|devtools:|(https?|wss?)://127\.0\.0\.1[:/])")

POLICY = "Content Security Policy"
# Streamlit's own word for a script that has run to its end.
AT_REST = "() => document.querySelector('[data-test-script-state=notRunning]') && !document.querySelector('[data-stale=true]')"


@dataclass
class Visit:
    """A ``page`` and what happened in it: addresses asked for, console errors with uncaught exceptions, and what the content
    security policy ``refused``."""

    page: Page
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    def enter(self, url: str, role: str = "leader") -> Page:
        """Sign this browser in to the demo at ``url`` and return its page."""
        came = entry(url, role)
        self.page.context.add_cookies([{"name": came.name, "value": came.value, "url": url, "httpOnly": True, "sameSite": "Lax"}])
        return self.page

    @property
    def outside_requests(self) -> list[str]:
        """Every address asked for that is not on this machine, sorted, each once."""
        return sorted({address for address in self.requests if not INSIDE.match(address)})


def settle(page: Page) -> None:
    """Wait until the script behind the page has ended and all of it is drawn: an earlier click may meet what is about to be
    replaced."""
    page.wait_for_function(AT_REST)
    page.wait_for_timeout(300)


def launch(playwright: Playwright) -> Browser:
    """A headless Chromium as all our pages are tried in. Raises RuntimeError when the machine has none."""
    path = chromium.find(playwright)
    if path is None:
        raise RuntimeError(chromium.ADVICE)
    return playwright.chromium.launch(executable_path=path, headless=True, args=chromium.LAUNCH_ARGUMENTS)


@contextmanager
def opened(browser: Browser, width: int = 1920, height: int = 1080, device_scale_factor: float = 1) -> Iterator[Visit]:
    """A fresh page of ``width`` × ``height`` CSS pixels that is not yet anywhere; closed at the end."""
    context = browser.new_context(
        viewport={"width": width, "height": height}, device_scale_factor=device_scale_factor, locale="zh-CN"
    )
    context.set_default_timeout(60_000)  # software WebGL on two cores is slow
    page = context.new_page()
    visit = Visit(page)

    def note(message: ConsoleMessage) -> None:
        if message.type == "error":
            visit.errors.append(message.text)
        if POLICY in message.text:
            visit.refused.append(message.text[:300])

    page.on("request", lambda request: visit.requests.append(request.url))
    page.on("websocket", lambda socket: visit.requests.append(socket.url))
    page.on("console", note)
    page.on("pageerror", lambda error: visit.errors.append(str(error)))
    page.on("pageerror", lambda error: visit.refused.append(str(error)[:300]) if POLICY in str(error) else None)
    try:
        yield visit
    finally:
        context.close()
