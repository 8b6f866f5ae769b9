"""The wall in a real browser: exact fit, nothing from outside, no blank frame, notices, healing."""

import os
import shutil
import signal
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page

from cloudeye.clock import now
from cloudeye.store import Store
from tests.browser.server import Server, running
from tests.browser.visit import Visit

Open = Callable[..., Visit]

KEY_WORDS = ("营商云眼", "演示数据", "总览", "月度榜", "数据截至", "综合得分", "整改超期", "市场主体感知度", "改革任务完成度", "可能名次",
             "近 4 周诉求热点", "西区", "示意图", "整改闭环", "改革任务", "市 94 + 区 89 + 十五条 26", "响应率", "覆盖", "监督函件")  # fmt: skip

# Looks at every frame: are all blocks, the headline and the same canvas still there?
WATCH = """() => {
  const blocks = () => document.querySelectorAll('.scene-block').length;
  document.querySelector('.st-key-hall-map canvas').kept = true;
  document.querySelectorAll('.drawing').forEach((frame) => { frame.kept = true; });
  const expected = blocks();
  const text = () => [...document.querySelectorAll('.drawing')].map((frame) => frame.textContent).join();
  const seen = { frames: 0, bad: 0, changes: 0 };
  let last = text();
  window.seen = seen;
  const look = () => {
    seen.frames += 1;
    const canvas = document.querySelector('.st-key-hall-map canvas');
    if (blocks() !== expected || !canvas?.kept || !document.querySelector('.scene-headline')) seen.bad += 1;
    if (text() !== last) { last = text(); seen.changes += 1; }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}"""


def _still(path: Path, moment: datetime) -> None:
    """Set the demo's present moment."""
    with Store(path) as opened, opened.writing() as writer:
        profile = opened.row("district_profile")
        writer.delete("district")
        writer.insert("district", [{"name": profile["name"], "is_demo": True, "seed": 7, "as_of": moment}])


def show(visit: Visit, url: str) -> Page:
    """Open the wall as the hall screen that it is for."""
    page = visit.enter(url, "display")
    page.goto(f"{url}/hall-overview")
    page.wait_for_selector(".scene-block.letters")
    page.wait_for_selector(".st-key-hall-map canvas")
    return page


@pytest.fixture
def own_database(demo_database: Path, tmp_path: Path) -> Path:
    """A copy of the demo district that a test may change."""
    return Path(shutil.copyfile(demo_database, tmp_path / "own.duckdb"))


@pytest.mark.parametrize(("width", "height"), [(1920, 1080), (3840, 2160)])
def test_fits_the_wall_exactly_and_asks_nobody_outside(server: Server, open_page: Open, width: int, height: int) -> None:
    visit = open_page(width, height)
    page = show(visit, server.url)
    page.wait_for_timeout(3000)
    said = page.inner_text("body")
    assert [word for word in KEY_WORDS if word not in said] == []
    assert page.evaluate("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]") == [width, height]
    boxes = page.evaluate(
        "[...document.querySelectorAll('.scene-block, .scene-headline, .st-key-hall-map canvas')]"
        ".map((e) => e.getBoundingClientRect()).map((b) => [b.left, b.top, b.right, b.bottom])"
    )
    assert len(boxes) == 12
    assert all(left >= -1 and top >= -1 and right <= width + 1 and bottom <= height + 1 for left, top, right, bottom in boxes)
    chrome = page.evaluate(
        "['stHeader','stToolbar','stSidebar','stStatusWidget','stDecoration'].filter((id) => {"
        "const e = document.querySelector(`[data-testid=${id}]`); return e && e.offsetParent !== null; })"
    )
    assert chrome == []
    assert visit.outside_requests == []


@pytest.mark.parametrize(("width", "height"), [(1920, 1080), (3840, 2160)])
def test_texts_stay_inside_their_blocks_and_are_large_enough(server: Server, open_page: Open, width: int, height: int) -> None:
    page = show(open_page(width, height), server.url)
    page.wait_for_timeout(1000)
    unit = min(width / 1920, height / 1080)
    found = page.evaluate(
        "[...document.querySelectorAll('.scene-block text')].map((t) => { const b = t.getBoundingClientRect();"
        "const o = t.ownerSVGElement.getBoundingClientRect();"
        "return [t.textContent, +t.getAttribute('font-size'), b.left - o.left, o.right - b.right]; })"
    )
    assert [(words, left, right) for words, _, left, right in found if left < -2 * unit or right < -2 * unit] == []
    assert min(size for _, size, _, _ in found) >= 24


def test_figures_use_the_bundled_font(server: Server, open_page: Open) -> None:
    visit = open_page()
    show(visit, server.url)
    assert visit.page.evaluate("document.fonts.ready.then(() => document.fonts.check('600 20px YSNum', '84.6'))")
    assert any(address.endswith("barlow-semi-condensed-latin-600-normal.woff2") for address in visit.requests)


def test_new_data_appear_without_a_blank_frame(own_database: Path, tmp_path: Path, open_page: Open) -> None:
    """The demo feed moves the data; blocks, headline and map stay in place on every single frame."""
    with running(own_database, tmp_path / "server.log") as started:
        page = show(open_page(), started.url)
        page.wait_for_timeout(2000)
        page.evaluate(WATCH)
        page.wait_for_function("() => window.seen.changes > 0", timeout=90_000)
        page.wait_for_timeout(2000)
        seen = page.evaluate("window.seen")
        assert seen["frames"] > 30
        assert seen["bad"] == 0
        assert page.evaluate("[...document.querySelectorAll('.drawing')].every((frame) => frame.kept)")


def test_nothing_is_redrawn_when_nothing_changed(own_database: Path, tmp_path: Path, open_page: Open) -> None:
    with running(own_database, tmp_path / "server.log", has_feed=False) as started:
        visit = open_page()
        show(visit, started.url)
        visit.page.wait_for_timeout(2000)
        visit.page.evaluate(WATCH)
        polls = len([address for address in visit.requests if address.endswith("/pulse")])
        visit.page.wait_for_timeout(7000)
        assert len([address for address in visit.requests if address.endswith("/pulse")]) >= polls + 2
        assert visit.page.evaluate("[window.seen.bad, window.seen.changes]") == [0, 0]


def test_says_when_the_data_are_older_than_their_limit(own_database: Path, tmp_path: Path, open_page: Open) -> None:
    _still(own_database, now() - timedelta(hours=30))
    with running(own_database, tmp_path / "server.log", has_feed=False) as started:
        page = show(open_page(), started.url)
        notice = page.locator(".pulse-notice")
        notice.wait_for(state="visible")
        assert "小时没有更新（时限 26 小时）" in notice.inner_text()
        assert "小时前" in page.inner_text(".pulse-age")


def test_says_when_the_server_stops_and_heals_when_it_is_back(own_database: Path, tmp_path: Path, open_page: Open) -> None:
    _still(own_database, now())
    visit = open_page()
    with running(own_database, tmp_path / "first.log", has_feed=False) as started:
        port = int(started.url.rsplit(":", 1)[1])
        page = show(visit, started.url)
        assert not page.locator(".pulse-notice").is_visible()
        os.killpg(started.pid, signal.SIGKILL)
        notice = page.locator(".pulse-notice")
        notice.wait_for(state="visible", timeout=30_000)
        assert "连接已中断" in notice.inner_text()
        page.wait_for_timeout(8000)
        said = page.inner_text("body")
        assert "综合得分" in said and "Connection error" not in said and "Streamlit" not in said
        assert page.locator("[role=dialog]:visible").count() == 0
    with running(own_database, tmp_path / "second.log", port=port, has_feed=False):
        notice.wait_for(state="hidden", timeout=60_000)
        page.wait_for_selector(".scene-block.letters")
