"""What every scene of the wall shares: the plane, the header with the scene names, section titles, the footer."""

from collections.abc import Iterable

from cloudeye.web.marks import bar, eye, label, rule
from cloudeye.web.theme import NOTE, TITLE, cut_to, text_width

# The eight scenes in their order, which is the order of the rotation.
SCENES = ("总览", "营商体检", "整改进度墙", "营商热点", "改革任务", "诉求响应", "督办闭环", "月度榜")
NAMES_START = 430
NAMES_GAP = 26


def block(x: float, y: float, width: float, height: float, inner: str, name: str) -> str:
    """A part of the plane as its own SVG. Coordinates inside are those of the whole plane."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="scene-block {name}" viewBox="{x:g} {y:g} {width:g} {height:g}" '
        f'style="--x:{x:g};--y:{y:g};--w:{width:g};--h:{height:g}">{inner}</svg>'
    )


def section(x1: float, x2: float, y: float, title: str, qualifier: str = "") -> str:
    """A hairline with the section's title below it and its qualifier on the same baseline at the right."""
    words = rule(x1, x2, y) + label(x1, y + 42, title, size=TITLE, weight=600)
    return words + (label(x2, y + 42, qualifier, size=NOTE, tone="low", anchor="end") if qualifier else "")


def badge(x: float, baseline: float, words: str) -> tuple[str, float]:
    """An outlined word that marks what is not real; returns the markup and where it ends."""
    width = text_width(words, NOTE) + 20
    box = f'<rect x="{x:g}" y="{baseline - 26:g}" width="{width:g}" height="36" rx="4" class="badge"/>'
    return box + label(x + 10, baseline, words, size=NOTE, tone="warn"), x + width


def header(scene: str, badges: Iterable[str]) -> str:
    """The mark, the product's name, what the data are, and the scenes with the present one underlined."""
    parts = [eye(72, 44), label(112, 55, "营商云眼", size=TITLE, weight=700)]
    x = 262.0
    for words in badges:
        drawn, x = badge(x, 54, words)
        parts.append(drawn)
        x += 12
    x = max(NAMES_START, x + 14)
    for name in SCENES:
        width = text_width(name, NOTE)
        here = name == scene
        parts.append(label(x, 54, name, size=NOTE, weight=600 if here else 400, tone="hi" if here else "low"))
        if here:
            parts.append(bar(x, 70, width, 4, "accent", radius=0))
        x += width + NAMES_GAP
    return block(0, 0, 1920, 90, "".join(parts), "header")


def footer(sentences: Iterable[str]) -> str:
    """The fine print at the left, the meaning of the vermilion block at the right."""
    meaning = "超期，数字为天数或件数"
    beside = 1872 - text_width(meaning, NOTE) - 32
    fine = label(48, 1062, cut_to("".join(sentences), NOTE, beside - 48 - 24), size=NOTE, tone="low")
    right = label(1872, 1062, meaning, size=NOTE, tone="low", anchor="end")
    mark = bar(beside, 1042, 22, 22, "late")
    return block(0, 1034, 1920, 40, fine + mark + right, "footer")
