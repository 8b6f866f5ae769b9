"""The whole way in a real Chromium, where the provider is another site: cookies, redirects and policies must let it pass."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.visit import Visit, opened
from tests.identity.conftest import Office

pytestmark = pytest.mark.browser


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    """A fresh page."""
    with opened(browser, 1440, 990) as visit:
        yield visit


def test_in_and_out_and_refused(office: Office, visit: Visit) -> None:
    page, url = visit.page, office.server.url
    page.goto(f"{url}/leader-department?department=approval")
    page.get_by_text("统一身份登录").click()
    assert page.url.startswith(office.provider.issuer)
    page.get_by_role("button", name="supervisor", exact=True).click()
    page.locator(".desk-account", has_text="周敏").wait_for()
    assert page.url.startswith(f"{url}/leader-department?")
    assert sorted(cookie["name"] for cookie in page.context.cookies(url) if "cloudeye" in cookie["name"]) == ["cloudeye_session"]
    page.get_by_role("button", name="退出").click()
    page.wait_for_url(f"{url}/login")
    page.get_by_text("统一身份登录").click()
    page.get_by_role("button", name="nobody", exact=True).click()
    page.get_by_text("没有对应的角色，不能登录本系统").wait_for()
    assert page.get_by_label("密码").count() == 1
    assert visit.refused == []
