"""The live element: the clock, the age of the data, the notice when either the data or the link fails.

It polls ``/pulse`` in the browser and asks for a rerun only when ``data_version`` has moved, so a page on which nothing
happens costs the server one small answer every two seconds.
"""

from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from cloudeye.web.beat import beat

HERE = Path(__file__).parent

_mount = st.components.v2.component(
    "cloudeye_pulse",
    html=(HERE / "pulse.html").read_text(encoding="utf-8"),
    js=(HERE / "pulse.js").read_text(encoding="utf-8"),
    isolate_styles=False,
)


@dataclass(frozen=True)
class Viewport:
    """The browser window in CSS pixels."""

    width: float
    height: float

    @property
    def design_scale(self) -> float:
        """CSS pixels per design pixel of a 1920 × 1080 scene that just fits."""
        return min(self.width / 1920, self.height / 1080)


def pulse(*, follows: bool) -> Viewport:
    """Mount the live element; returns the viewport it reported (1920 × 1080 until it has).

    With ``follows`` the page reruns when the data move (a wall); without, it stays as it was read (a desk).
    """
    state = _mount(
        data={"beat": beat(), "follows": follows},
        key="pulse",
        on_version_change=lambda: None,
        on_viewport_change=lambda: None,
    )
    seen = state.viewport
    return Viewport(seen["width"], seen["height"]) if seen else Viewport(1920, 1080)
