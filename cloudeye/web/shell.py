"""The HTML that a browser loads first: Streamlit's own, in our language, under our name, in the page's ground colour.

Streamlit's shell says lang="en" (browsers offer to translate the page), is white until the first style sheet arrives
(a flash on a dark wall at every reload), and tells programs in English where its agent interface is, which the door keeps shut.
"""

import re
from functools import cache
from pathlib import Path

import streamlit
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse

from cloudeye.web.theme import DESK, FONT_WEIGHTS, HALL, font_path

HERE = Path(__file__).parent
STREAMLIT_STATIC = Path(streamlit.__file__).parent / "static"
STREAMLIT_SHELL = STREAMLIT_STATIC / "index.html"
# What the browser would otherwise ask for only when the page's first elements have arrived. The map's script (3 MB) is not
# among them: fetched this early it delays everything else.
EARLY_SCRIPTS = ("BidiComponent", "Html")
# All our pages lie one level below the root: without this a deep link is first looked for as if it were a root of its own.
BASE = '<script>window.__streamlit={BACKEND_BASE_URL:new URL("./",location.href).href}</script>'
NAME = "营商云眼"
WITHOUT_SCRIPTS = "<noscript><p>请在浏览器中允许运行脚本后刷新；登录页不需要脚本。</p></noscript>"
# In Streamlit's shell: what it says to programs and to browsers without scripts, and its comments.
FOREIGN = (
    (r"<noscript>.*?</noscript>", WITHOUT_SCRIPTS),
    (r'<link rel="service-desc"[^>]*>', ""),
    (r"<!--(?! ?\n Copyright).*?-->", ""),
)


def _early() -> str:
    """Links that make the browser fetch these of Streamlit's scripts and our figures at once."""
    found = [
        path.name for script in EARLY_SCRIPTS for path in sorted((STREAMLIT_STATIC / "static" / "js").glob(f"{script}.*.js"))
    ]
    modules = "".join(f'<link rel="modulepreload" crossorigin href="./static/js/{name}">' for name in found)
    fonts = "".join(
        f'<link rel="preload" as="font" type="font/woff2" crossorigin href="{font_path(weight)}">' for weight in FONT_WEIGHTS
    )
    return modules + fonts


@cache
def shell(ground: str) -> str:
    """Streamlit's index.html with our language, title, ground colour, base address and early links."""
    page = STREAMLIT_SHELL.read_text(encoding="utf-8")
    # Class and element names weigh more than Streamlit's later single class, so the ground holds until our sheets arrive.
    style = f"<style>html,html body,html body #root .stApp{{background:{ground}}}</style>"
    head = f"<title>{NAME}</title>{style}{BASE}"
    for found, ours in (
        ('lang="en"', 'lang="zh-CN"'),
        ("<title>Streamlit</title>", head),
        ("</head>", f"{_early()}</head>"),
    ):
        page = page.replace(found, ours, 1)
    for pattern, ours in FOREIGN:
        page = re.sub(pattern, ours, page, flags=re.DOTALL)
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
