"""Put HTML and SVG that we drew on the page, and replace it in place when it changes."""

from pathlib import Path

import streamlit as st

HERE = Path(__file__).parent

_mount = st.components.v2.component(
    "cloudeye_drawing",
    html='<div class="drawing"></div>',
    js=(HERE / "drawing.js").read_text(encoding="utf-8"),
    isolate_styles=False,
)


def draw(markup: str, *, key: str) -> None:
    """Show ``markup``, whose texts are already escaped. The same ``key`` keeps its element between reruns."""
    _mount(data={"markup": markup}, key=key)


def style(css: str) -> None:
    """Add a style sheet to the page without taking up space."""
    st.html(f"<style>{css}</style>")
