"""The HTML that a browser loads first: Streamlit's own, in our language, under our name, in the page's ground colour.

Streamlit's shell says lang="en" (browsers offer to translate the page) and is white until the first style sheet arrives
(a flash on a dark wall at every reload).
"""

from functools import cache
from pathlib import Path

import streamlit
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse

from cloudeye.web.theme import DESK, HALL

HERE = Path(__file__).parent
STREAMLIT_SHELL = Path(streamlit.__file__).parent / "static" / "index.html"
NAME = "营商云眼"


@cache
def shell(ground: str) -> str:
    """Streamlit's index.html with our language, title and ground colour."""
    page = STREAMLIT_SHELL.read_text(encoding="utf-8")
    # Class and element names weigh more than Streamlit's later single class, so the ground holds until our sheets arrive.
    style = f"<style>html,html body,html body #root .stApp{{background:{ground}}}</style>"
    for found, ours in (('lang="en"', 'lang="zh-CN"'), ("<title>Streamlit</title>", f"<title>{NAME}</title>{style}")):
        page = page.replace(found, ours, 1)
    return page


def _answer(ground: str) -> HTMLResponse:
    return HTMLResponse(shell(ground), headers={"Cache-Control": "no-cache"})


async def desk_shell(request: Request) -> HTMLResponse:
    """The shell of the light pages."""
    return _answer(DESK.page)


async def hall_shell(request: Request) -> HTMLResponse:
    """The shell of the wall."""
    return _answer(HALL.page)


async def favicon(request: Request) -> FileResponse:
    """The eye, instead of Streamlit's mark."""
    return FileResponse(HERE / "static" / "favicon.png")
