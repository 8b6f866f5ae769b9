"""Which Chromium drives the pages, how it is launched, and how a machine without one gets it.

``python -m tests.browser.chromium`` makes sure that one is there, together with a Chinese font, and prints its path.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Playwright, sync_playwright

SYSTEM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

# Root needs no-sandbox; SwiftShader draws WebGL (the map) without a graphics card; the rest silences the browser's own traffic.
LAUNCH_ARGUMENTS = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--ignore-gpu-blocklist",
    "--js-flags=--expose-gc",
    "--enable-precise-memory-info",
]

ADVICE = "没有可用的 Chromium，且无法自动安装：请以管理员身份运行 apt-get install chromium fonts-noto-cjk，再运行一次 make test。"
FONT_ADVICE = "没有中文字体：请以管理员身份运行 apt-get install fonts-noto-cjk，否则截图里的部分汉字会显示为方框。"


def _succeeds(command: list[str], *, seconds: float) -> bool:
    try:
        finished = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=seconds, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return finished.returncode == 0


def find(playwright: Playwright) -> str | None:
    """The path of a Chromium that starts: the system's, else the one playwright keeps; None if there is none.

    A candidate must answer ``--version``: on Ubuntu chromium-browser may be a stub that only names a snap.
    """
    candidates = [found for name in SYSTEM_NAMES if (found := shutil.which(name))]
    candidates.append(playwright.chromium.executable_path)
    return next((path for path in candidates if Path(path).exists() and _succeeds([path, "--version"], seconds=60)), None)


def _apt_install(*packages: str) -> bool:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    _succeeds(["apt-get", "update"], seconds=600)
    return _succeeds(["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "install", "-y", *packages], seconds=1800)


def has_chinese_font() -> bool:
    """Whether the system can draw Chinese outside the fonts that the pages bring along."""
    if shutil.which("fc-list"):
        listed = subprocess.run(["fc-list", ":lang=zh"], capture_output=True, text=True, check=False)
        return bool(listed.stdout.strip())
    return any(Path("/usr/share/fonts").rglob("*CJK*"))


def provide(playwright: Playwright) -> str | None:
    """Find a Chromium or install one: playwright's download first, then apt when root. None if neither works."""
    found = find(playwright)
    if found is None:
        print("正在安装 Chromium …", flush=True)
        _succeeds([sys.executable, "-m", "playwright", "install", "chromium"], seconds=600)
        found = find(playwright)
    if found is None and _apt_install("chromium", "fonts-noto-cjk"):
        found = find(playwright)
    if found is not None and not has_chinese_font() and not _apt_install("fonts-noto-cjk"):
        print(FONT_ADVICE, file=sys.stderr)
    return found


if __name__ == "__main__":
    with sync_playwright() as started:
        path = provide(started)
    if path is None:
        sys.exit(ADVICE)
    print(f"Chromium: {path}")
