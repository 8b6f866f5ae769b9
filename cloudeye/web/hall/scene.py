"""Open a scene of the wall: style sheet, header, live element, footer."""

from collections.abc import Sequence

from cloudeye.web import district
from cloudeye.web.drawing import draw, style
from cloudeye.web.hall.frame import footer, header
from cloudeye.web.pulse import Viewport, pulse
from cloudeye.web.theme import hall_css

FICTION = "演示数据，非真实情况。"
FEED = "演示数据流在持续追加虚构记录。"


def open_scene(name: str, *, notes: Sequence[str] = ()) -> Viewport:
    """Everything around the blocks of a scene; ``notes`` are sentences for the footer. Returns the viewport to fit."""
    style(hall_css())
    demo = district.is_demo()
    draw(header(name, ["演示数据"] if demo else []), key="hall-header")
    viewport = pulse(follows=True)
    fine_print = ([FICTION] if demo else []) + ([FEED] if district.feed_runs() else [])
    draw(footer([*fine_print, *notes]), key="hall-footer")
    return viewport
