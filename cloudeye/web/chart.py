"""Show a plotly figure and change it in place: no blank frame, and plotly's script comes from our own server."""

from pathlib import Path

import plotly
import plotly.graph_objects as go
import streamlit as st
from starlette.requests import Request
from starlette.responses import FileResponse

HERE = Path(__file__).parent
SCRIPT = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
# The version in the address lets the browser keep the script for ever.
SCRIPT_ADDRESS = f"/plotly-{plotly.__version__}.js"

_mount = st.components.v2.component(
    "cloudeye_chart",
    html='<div class="chart-frame"><div class="chart-root"></div></div>',
    js=(HERE / "chart.js").read_text(encoding="utf-8"),
    isolate_styles=False,
)


def chart(figure: go.Figure, *, key: str, height: int) -> None:
    """Show ``figure``, ``height`` CSS pixels tall and as wide as the page. The same ``key`` keeps its element between reruns."""
    _mount(data={"figure": figure.to_json(), "script": f".{SCRIPT_ADDRESS}", "height": height}, key=key)


async def plotly_script(request: Request) -> FileResponse:
    """``GET /plotly-….js``: the script that belongs to the installed plotly."""
    return FileResponse(SCRIPT, media_type="text/javascript", headers={"Cache-Control": "public, max-age=31536000, immutable"})
