"""The district's composite and its two dimensions against their targets, with movement."""

from collections.abc import Callable, Mapping
from typing import Any

from cloudeye.web.hall.frame import block, section
from cloudeye.web.marks import arrow, bar, label
from cloudeye.web.theme import BODY, HERO, NOTE, TITLE, VALUE, text_width
from cloudeye.web.wording import MINUS, is_beyond_error, is_level, month_name, points

LEFT, RIGHT, BAR_LEFT = 48, 640, 286


def tone_of(movement: float, error: float | None) -> str:
    """Green for better, ochre for worse, grey inside the error of the difference."""
    if not is_beyond_error(movement, error):
        return "low"
    return "good" if movement > 0 else "worse"


def _composite(summary: Mapping[str, Any]) -> str:
    drawn = label(LEFT, 332, points(summary["score"]), size=HERO, weight=600)
    movement, error = summary["score_movement"], summary["score_movement_error"]
    if movement is None:
        return drawn + label(LEFT, 376, "与上月不可比", size=NOTE, tone="low")
    if is_level(movement):
        return drawn + label(LEFT, 376, "与上月持平", size=NOTE, tone="mid")
    tone = tone_of(movement, error)
    size = points(abs(movement))
    after = 80 + text_width(size, TITLE) + 10
    return (
        drawn
        + arrow(62, 377, up=movement >= 0, tone=tone, size=23)
        + label(80, 376, size, size=TITLE, weight=600, tone=tone)
        + label(after, 375, "较上月" if is_beyond_error(movement, error) else "误差内", size=NOTE, tone="mid")
    )


def _dimension(summary: Mapping[str, Any], key: str, name: str, target: float, baseline: float) -> str:
    value, movement = summary[key], summary[f"{key}_movement"]
    width = RIGHT - BAR_LEFT
    drawn = label(BAR_LEFT, baseline, name, size=BODY, tone="mid") + label(
        RIGHT, baseline + 2, points(value), size=VALUE, weight=600, anchor="end"
    )
    if movement is not None:
        tone = tone_of(movement, summary[f"{key}_movement_error"])
        signed = "持平" if is_level(movement) else f"{MINUS if movement < 0 else '+'}{points(abs(movement))}"
        drawn += label(RIGHT - 84, baseline + 1, signed, size=NOTE, weight=500, tone=tone, anchor="end")
    top = baseline + 15
    drawn += bar(BAR_LEFT, top, width, 12, "raised") + bar(BAR_LEFT, top, width * (value or 0) / 100, 12, "data")
    return drawn + bar(BAR_LEFT + width * target / 100 - 2, top - 6, 4, 24, "hi", radius=0)


def score_block(summary: Mapping[str, Any] | None, target: Callable[[str], float]) -> str:
    """``target`` gives the number of a rule, such as ``composite_target``."""
    if summary is None:
        inner = section(LEFT, RIGHT, 188, "营商环境综合得分") + label(LEFT, 300, "还没有可展示的得分", size=BODY, tone="mid")
        return block(40, 180, 608, 210, inner, "score")
    inner = (
        section(
            LEFT, RIGHT, 188, "营商环境综合得分", f"{month_name(summary['month'])}，比上月 · 目标 {target('composite_target'):g}"
        )
        + _composite(summary)
        + _dimension(summary, "perception", "市场主体感知度", target("perception_target"), 280)
        + _dimension(summary, "completion", "改革任务完成度", target("completion_target"), 348)
    )
    return block(40, 180, 608, 210, inner, "score")
