"""Take the pictures in docs/screenshots/: the wall at 1920 × 1080 and 3840 × 2160, the light pages at 1440 × 990, one on a phone.

``python docs/screenshots.py`` builds a small demo district of today and serves it; ``--database FILE`` shows a copy of that
district instead; ``--url http://…`` photographs an application that already runs.
"""

import argparse
import io
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from cloudeye import demo
from cloudeye.clock import now
from cloudeye.paths import ROOT
from tests.browser.server import running
from tests.browser.visit import launch, opened

TARGET = ROOT / "docs" / "screenshots"
WALLS = {"1920": (1920, 1080), "3840": (3840, 2160)}
DESK, PHONE = (1440, 990), (390, 844)
# The leader's pages as somebody would send them on; the newest month, unless the address names one.
PAGES = {
    "ranking": "",
    "objections": "?view=objections",
    "department": "leader-department?department=approval",
    "brief": "leader-brief?department=approval",
    "domains": "leader-domain",
    "domain": "leader-domain?domain=D01",
    "indicator": "leader-indicator?indicator=D01-01",
    "point": "leader-point?point=D01-001",
    "tasks": "leader-tasks",
    "records": "leader-records?department=approval",
    "complaints": "supervisor-complaints",
    "rectifications": "leader-rectifications",
    "passport": "leader-passport?department=approval&figure=score",
    "hotspots": "leader-hotspots",
    "compare": "leader-compare?department=approval&with=market_regulation",
    "search": "leader-search?q=审批",
}
DEMO_RECORDS = 200_000
LARGEST_BYTES = 1_000_000


def shoot_hall(page: Page, url: str) -> bytes:
    """The wall, when the map has been drawn."""
    page.goto(f"{url}/hall-overview")
    page.wait_for_selector(".scene-block.letters")
    page.wait_for_selector(".st-key-hall-map canvas")
    page.wait_for_timeout(3000)
    return page.screenshot()


def shoot_desk(page: Page, address: str) -> bytes:
    """A light page, when its script has ended and what it draws stands still."""
    page.goto(address)
    page.wait_for_selector(".desk-title")
    page.wait_for_selector('[data-test-script-state="notRunning"]')
    page.wait_for_timeout(2500)
    return page.screenshot()


def save(picture: bytes, path: Path) -> None:
    """Write the picture with a palette of its own colours, which is a third of the size."""
    image = (
        Image.open(io.BytesIO(picture)).convert("RGB").quantize(256, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    )
    image.save(path, optimize=True)
    size = path.stat().st_size
    if size > LARGEST_BYTES:
        raise SystemExit(f"{path} 有 {size:,} 字节，超过 {LARGEST_BYTES:,}。请减小画面。")
    print(f"{path.relative_to(ROOT)}  {size // 1024} KB")


@contextmanager
def served(database: Path | None) -> Iterator[str]:
    """The address of an application that serves a copy of ``database``, or a small demo of today. Its feed stands still."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "cloudeye.duckdb"
        if database is None:
            print("正在生成演示数据 …", flush=True)
            demo.build(copy, as_of=now(), service_records=DEMO_RECORDS)
        else:
            shutil.copyfile(database, copy)
        with running(copy, Path(folder) / "server.log", has_feed=False) as server:
            yield server.url


def photograph(url: str) -> None:
    """Take and save every picture."""
    TARGET.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = launch(playwright)
        for name, (width, height) in WALLS.items():
            with opened(browser, width, height) as visit:
                save(shoot_hall(visit.enter(url, "display"), url), TARGET / f"hall_overview_{name}.png")
        with opened(browser, *DESK) as visit:
            desk = visit.enter(url)
            for name, page in PAGES.items():
                save(shoot_desk(desk, f"{url}/{page}"), TARGET / f"leader_{name}.png")
        with opened(browser, *PHONE, device_scale_factor=2) as visit:
            save(shoot_desk(visit.enter(url), f"{url}/"), TARGET / "leader_ranking_phone.png")
        browser.close()


def main() -> None:
    """Parse the command line and take the pictures."""
    parser = argparse.ArgumentParser(description="给大屏和领导的各个页面截图")
    parser.add_argument("--url", help="已在运行的应用，例如 http://127.0.0.1:8501")
    parser.add_argument("--database", type=Path, help="用这个数据库的副本")
    arguments = parser.parse_args()
    if arguments.url:
        photograph(arguments.url.rstrip("/"))
        return
    with served(arguments.database) as url:
        photograph(url)


if __name__ == "__main__":
    main()
