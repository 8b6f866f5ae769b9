"""The administrators' pages in a real browser: all fits, rows are chosen in place, passwords copied, files fetched."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browser.server import Server
from tests.browser.visit import Visit

Open = Callable[..., Visit]
# How many tables reach beyond the column that they stand in.
TOO_WIDE = """() => [...document.querySelectorAll('.desk-table')].filter(table =>
    table.getBoundingClientRect().right > 1 +
    table.closest('[data-testid=stColumn], .stApp').getBoundingClientRect().right).length"""
SCREENS = [
    ("system_administrator", "admin-accounts", ".roster"),
    ("system_administrator", "admin-displays", ".desk-title"),
    ("security_administrator", "admin-accounts", ".roster"),
    ("security_administrator", "admin-sessions", ".roster"),
    ("security_administrator", "admin-permissions", ".matrix"),
    ("audit_administrator", "admin-trail", ".trail"),
]


@pytest.mark.parametrize(("role", "address", "expected"), SCREENS)
def test_everything_fits_a_small_screen(server: Server, open_page: Open, role: str, address: str, expected: str) -> None:
    visit = open_page(1366, 768)
    page = visit.enter(server.url, role)
    page.goto(f"{server.url}/{address}")
    page.wait_for_selector(expected)
    assert page.evaluate(TOO_WIDE) == 0
    assert page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollWidth <= innerWidth")
    assert (visit.refused, visit.errors, visit.outside_requests) == ([], [], [])


def test_a_row_is_chosen_in_place_by_mouse_and_by_keyboard(server: Server, open_page: Open) -> None:
    page = open_page(1440, 900).enter(server.url, "security_administrator")
    page.goto(f"{server.url}/admin-accounts?role=部门联络员")
    page.wait_for_selector(".roster")
    page.evaluate("() => { window.isTheSamePage = true }")
    page.locator("a[data-choose]").first.click()
    page.wait_for_selector(".roster .chosen")
    page.wait_for_selector(".facts")
    assert "account=" in page.url and page.evaluate("() => window.isTheSamePage")
    page.keyboard.press("Enter")  # the focus is still on the row, and the row is put down again
    page.wait_for_selector(".roster .chosen", state="detached")
    assert "account=" not in page.url and "role=" in page.url


def test_a_first_password_is_copied_and_gone_after_a_reload(server: Server, open_page: Open) -> None:
    page = open_page(1440, 900).enter(server.url, "system_administrator")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{server.url}/admin-accounts")
    page.get_by_role("button", name="新建账号").click()
    page.get_by_label("登录名").fill("browser.test")
    page.get_by_label("姓名").fill("李明")
    page.keyboard.press("Enter")
    box = page.get_by_label("初始密码", exact=True)
    box.wait_for()
    shown = box.input_value()
    page.get_by_role("button", name="复制").first.click()
    page.get_by_text("已复制").wait_for()
    assert page.evaluate("() => navigator.clipboard.readText()") == shown
    page.reload()
    page.wait_for_selector(".roster")
    page.get_by_text("browser.test").wait_for()
    assert shown not in page.content()


def test_the_trail_is_checked_and_fetched_as_a_file(server: Server, open_page: Open) -> None:
    visit = open_page(1440, 900)
    page = visit.enter(server.url, "audit_administrator")
    page.goto(f"{server.url}/admin-trail")
    page.wait_for_selector(".trail")
    page.get_by_role("button", name="核验完整性").click()
    page.get_by_text("日志完整").wait_for()
    with page.expect_download() as started:
        page.get_by_role("button", name="导出 CSV").click()
    assert started.value.suggested_filename.startswith("审计日志_")
    assert Path(started.value.path()).read_bytes().startswith(b"\xef\xbb\xbf" + "序号,时间,账号".encode())
    assert visit.refused == []


def test_a_new_screen_opens_the_wall_with_its_address_alone(server: Server, open_page: Open) -> None:
    page = open_page(1440, 900).enter(server.url, "system_administrator")
    page.goto(f"{server.url}/admin-displays")
    page.get_by_label("大屏名称").fill("浏览器测试的大屏")
    page.get_by_role("button", name="登记", exact=True).click()
    box = page.get_by_label("大屏地址", exact=True)
    box.wait_for()
    wall = open_page(1920, 1080).page
    wall.goto(box.input_value())
    wall.wait_for_selector(".scene-block.letters")
    assert wall.url.endswith("/hall-overview")
