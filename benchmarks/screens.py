"""The hall screen in a real Chromium, and what the server weighs."""

import statistics
import time

from playwright.sync_api import sync_playwright

from benchmarks.machine import resident_megabytes
from benchmarks.result import Result
from tests.browser.server import Server
from tests.browser.visit import launch, opened

HALL = "/hall-overview?embed=true"
PAINTED = ("h1.scene-headline", ".st-key-hall-map canvas", ".scene-block.letters")


def hall_paint(server: Server, runs: int = 3) -> Result:
    """From navigation until the headline, the map's canvas and the last strip are visible; a fresh browser context each time."""
    taken = []
    with sync_playwright() as playwright:
        browser = launch(playwright)
        for _ in range(runs + 1):
            with opened(browser) as visit:
                visit.enter(server.url, "display")
                start = time.perf_counter()
                visit.page.goto(server.url + HALL)
                for selector in PAINTED:
                    visit.page.locator(selector).first.wait_for(state="visible")
                taken.append(time.perf_counter() - start)
        browser.close()
    return Result(
        "hall: navigation to full paint",
        "大厅：打开到完整显示",
        "s",
        statistics.median(taken[1:]),
        budget=3,
        note="Chromium without a graphics card, empty cache; headline, map and strip visible",
        note_chinese="无显卡的 Chromium，空缓存；标题句、地图、底栏均已显示",
    )


def idle_memory(server: Server) -> Result:
    """Resident memory of the server after it has shown its pages and everybody has left."""
    time.sleep(5)
    return Result(
        "server memory, idle after use",
        "服务器内存（使用后空闲）",
        "MiB",
        resident_megabytes(server.pid),
        budget=600,
        note="resident, live feed on",
        note_chinese="常驻内存，演示数据流开启",
    )
