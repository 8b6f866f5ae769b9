"""A button that prints the page."""

from pathlib import Path

import streamlit as st

HERE = Path(__file__).parent

_mount = st.components.v2.component(
    "cloudeye_print",
    html='<button type="button" class="print-button"></button>',
    js=(HERE / "print.js").read_text(encoding="utf-8"),
    isolate_styles=False,
)


def print_button(words: str, *, key: str) -> None:
    """Show a button with ``words``; the page's style sheet says what stands on paper."""
    _mount(data={"words": words}, key=key)
