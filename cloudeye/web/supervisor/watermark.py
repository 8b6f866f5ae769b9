"""Who is looking, faint over the whole page: a photograph of the screen tells where it came from."""

from datetime import datetime
from urllib.parse import quote

from cloudeye.access.viewer import Viewer
from cloudeye.web.theme import DESK, HANZI
from cloudeye.web.wording import text

WIDTH, HEIGHT, SIZE = 420, 210, 15


def watermark(viewer: Viewer, now: datetime) -> str:
    """A sheet of repeated words that lets every click through; markup."""
    words = text(f"{viewer.name} {viewer.login} {now:%Y-%m-%d %H:%M}")
    drawn = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}"><text x="20" y="{HEIGHT - 40}" '
        f'transform="rotate(-20 20 {HEIGHT - 40})" fill="{DESK.low}" fill-opacity="0.09" font-size="{SIZE}" '
        f"font-family='{HANZI}'>{words}</text></svg>"
    )
    sheet = f"background-image:url(&quot;data:image/svg+xml,{quote(drawn)}&quot;)"
    return f'<div class="watermark" aria-hidden="true" style="{sheet}"></div>'
