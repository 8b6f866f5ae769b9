"""Small SVG marks that mean the same on every screen. Coordinates are design pixels; classes get their colours from the theme."""

from cloudeye.web.theme import VALUE
from cloudeye.web.wording import text


def label(x: float, y: float, words: object, *, size: float, tone: str = "hi", weight: int = 400, anchor: str = "start") -> str:
    """Text with its baseline at ``y``. ``tone`` is a colour role of the theme."""
    style = f'font-size="{size:g}" font-weight="{weight}" text-anchor="{anchor}" class="fill-{tone}"'
    return f'<text x="{x:g}" y="{y:g}" {style}>{text(words)}</text>'


def bar(x: float, y: float, width: float, height: float, tone: str, *, radius: float = 2) -> str:
    """A filled rectangle; nothing when it has no width."""
    if width <= 0:
        return ""
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" rx="{radius:g}" class="fill-{tone}"/>'


def hollow(x: float, y: float, width: float, height: float) -> str:
    """An outlined rectangle: something that has not begun."""
    if width <= 2:
        return ""
    return f'<rect x="{x + 1:.1f}" y="{y + 1:.1f}" width="{width - 2:.1f}" height="{height - 2:.1f}" class="hollow"/>'


def rule(x1: float, x2: float, y: float, *, faint: bool = False) -> str:
    """A horizontal hairline."""
    return f'<line x1="{x1:g}" y1="{y:g}" x2="{x2:g}" y2="{y:g}" class="hairline{" faint" if faint else ""}"/>'


def block(right: float, top: float, number: str, *, width: float, height: float = 42, size: float = VALUE) -> str:
    """The signature: a vermilion block with a dark number, its right edge at ``right``."""
    left = right - width
    return bar(left, top, width, height, "late", radius=3) + label(
        left + width / 2, top + height / 2 + size * 0.36, number, size=size, tone="on-late", weight=700, anchor="middle"
    )


def arrow(x: float, baseline: float, *, up: bool, tone: str, size: float = 20) -> str:
    """An arrow with a shaft (never a triangle: that is 临期), standing on ``baseline`` and ``size`` tall."""
    head = size * 0.4
    tip, tail, wings = (baseline - size, baseline, baseline - size + head) if up else (baseline, baseline - size, baseline - head)
    path = f"M{x:g} {tail:g} V{tip:g} M{x - head:g} {wings:g} L{x:g} {tip:g} L{x + head:g} {wings:g}"
    return f'<path d="{path}" class="arrow stroke-{tone}" stroke-width="{max(2.0, size * 0.18):g}"/>'


def triangle(x: float, baseline: float, *, size: float = 20, tone: str = "warn") -> str:
    """▲: close to a limit, standing on ``baseline`` with its left corner at ``x``."""
    return f'<path d="M{x:g} {baseline:g} h{size:g} l{-size / 2:g} {-size * 0.87:g} Z" class="fill-{tone}"/>'


def interval(low: float, high: float, at: float, y: float, *, thick: float = 6, radius: float = 7.5, tone: str = "data") -> str:
    """A dot on its interval, both already in pixels."""
    return (
        f'<line x1="{low:.1f}" y1="{y:g}" x2="{high:.1f}" y2="{y:g}" class="stroke-{tone}" stroke-width="{thick:g}"/>'
        f'<circle cx="{at:.1f}" cy="{y:g}" r="{radius:g}" class="fill-hi"/>'
    )


def eye(x: float, y: float, *, size: float = 48) -> str:
    """The product's mark, ``size`` wide, centred on (x, y)."""
    half = size / 2
    return (
        f'<path d="M{x - half:g} {y:g} Q{x:g} {y - size / 2:g} {x + half:g} {y:g} Q{x:g} {y + size / 2:g} {x - half:g} {y:g}Z" '
        f'class="eye stroke-accent" stroke-width="{size * 0.073:g}"/>'
        f'<circle cx="{x:g}" cy="{y:g}" r="{size * 0.156:g}" class="fill-accent"/>'
    )
