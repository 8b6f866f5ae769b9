"""How everything looks: colours, type scale, status shapes, heat classes, the chart template, the map's style.

Two palettes with the same names: ``HALL`` (a dark wall read from three to eight metres) and ``DESK`` (a light page read
at arm's length). Screens and style sheets use the names; the values stand here and nowhere else. Sizes are design pixels:
the hall is drawn on 1920 × 1080 and scaled as a whole, the desk is not scaled.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

import plotly.graph_objects as go

HERE = Path(__file__).parent
HANZI = '"Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", sans-serif'
FONT = f'"YSNum", {HANZI}'
FONT_WEIGHTS = (400, 500, 600, 700)
# Digits and the signs that stand between them; everything else comes from the hanzi fonts.
FIGURES = "U+0020, U+0025, U+002B-003A, U+00B1, U+2013, U+2212"


@dataclass(frozen=True)
class Palette:
    """Colours by role. ``late`` … ``lookback`` are the states; each also has a shape and a word."""

    page: str
    panel: str
    raised: str
    rule: str
    hi: str
    mid: str
    low: str
    accent: str
    data: str
    muted: str
    met: str
    good: str
    worse: str
    closed: str
    late: str
    on_late: str
    warn: str
    pending: str
    none: str
    lookback: str
    warn_text: str
    pending_text: str
    none_text: str


HALL = Palette(
    page="#0B1420",
    panel="#111D2D",
    raised="#1A2A3F",
    rule="#31435C",
    hi="#F3F6FA",
    mid="#BAC6D6",
    low="#8FA0B6",
    accent="#A9D0FF",
    data="#5596E0",
    muted="#5E7896",
    met="#3D737B",
    good="#4FBFA8",
    worse="#F4B069",
    closed="#2F8479",
    late="#FF6250",
    on_late="#0B1420",
    warn="#FFC857",
    pending="#D9CCFF",
    none="#7E8DA3",
    lookback="#86B9AE",
    warn_text="#FFC857",
    pending_text="#D9CCFF",
    none_text="#8FA0B6",
)
DESK = Palette(
    page="#F5F7FA",
    panel="#FFFFFF",
    raised="#EAEFF5",
    rule="#D3DBE5",
    hi="#15202E",
    mid="#435266",
    low="#5A6A7E",
    accent="#1F5FAE",
    data="#1F5FAE",
    muted="#7C93B0",
    met="#1B9E86",
    good="#0B6E60",
    worse="#A8112A",
    closed="#1B9E86",
    late="#B3142B",
    on_late="#FFFFFF",
    warn="#C98500",
    pending="#9A7BD9",
    none="#7A8798",
    lookback="#1B9E86",
    warn_text="#865300",
    pending_text="#5B3FB8",
    none_text="#55647A",
)

# Few → many. The ramp never touches red or amber: heat is how many, status is how bad.
HEAT_HALL = ("#1B3550", "#205E78", "#2E8A94", "#68B99B", "#B7DD9F", "#F6F7C4")
HEAT_DESK = ("#E3EEF0", "#B5D8D6", "#74B7B9", "#3A8FA0", "#1F6483", "#153B5E")
# The smallest count of each class; fixed for a year so that a colour means the same on every screen. 1–4 share one class.
HEAT_BREAKS = (0, 1, 5, 8, 12, 16)
MAP_LINE = "#8FA0B6"

# The hall's type scale in design pixels: the score, a count, a rate (and the headline), a value in a row, then words. Under
# 24 nobody reads it from eight metres.
HERO, FIGURE, RATE, VALUE, TITLE, NAME, BODY, NOTE = HALL_SCALE = (98, 60, 46, 36, 30, 28, 26, 24)
# The desk's, in CSS pixels, by the names that its style sheet uses.
DESK_SIZES = {"page": 26, "headline": 21, "title": 17, "body": 15, "note": 13}

# Shape by state, so that no state is told by its colour alone. On the wall the same shapes are drawn (cloudeye/web/marks.py).
SHAPES = {"late": "■", "warn": "▲", "pending": "◆", "data": "●", "met": "●", "none": "○", "lookback": "○"}
BAND_COLOURS = {"第一梯队": "accent", "第二梯队": "data", "第三梯队": "muted"}

# Advance widths in em, measured in the bundled font; anything not named is a full-width character.
_WIDTHS = {
    " ": 0.224,
    "+": 0.53,
    "−": 0.53,
    "-": 0.47,
    ".": 0.27,
    ",": 0.26,
    "/": 0.45,
    ":": 0.34,
    "%": 0.91,
    "±": 0.53,
    "–": 0.47,
}
_DIGIT_WIDTH = 0.57
_LATIN_WIDTH = 0.64


def text_width(text: str, size: float) -> float:
    """How wide ``text`` is at ``size``, in the same unit; a little generous."""
    ems = 0.0
    for character in text:
        if character.isdigit():
            ems += _DIGIT_WIDTH
        elif character in _WIDTHS:
            ems += _WIDTHS[character]
        else:
            ems += _LATIN_WIDTH if character.isascii() else 1.0
    return ems * size


def cut_to(text: str, size: float, width: float) -> str:
    """``text``, or as much of it with … as fits into ``width``."""
    if text_width(text, size) <= width:
        return text
    while text and text_width(text + "…", size) > width:
        text = text[:-1]
    return text + "…"


def heat_class(count: int) -> int:
    """Which of the six classes a cell with ``count`` complaints belongs to, 0 (none) to 5."""
    return sum(count >= smallest for smallest in HEAT_BREAKS) - 1


def heat_labels() -> list[str]:
    """What the legend prints under each class: 0, 1–4, …, 16+."""
    upper = [below - 1 for below in HEAT_BREAKS[1:]]
    closed = [str(low) if low == high else f"{low}–{high}" for low, high in zip(HEAT_BREAKS, upper, strict=False)]
    return [*closed, f"{HEAT_BREAKS[-1]}+"]


def rgb(colour: str) -> list[int]:
    """``#205E78`` → [32, 94, 120], as map layers want it."""
    return [int(colour[at : at + 2], 16) for at in (1, 3, 5)]


def font_path(weight: int, root: str = "./") -> str:
    """Where the browser finds the bundled figures of a weight; ``root`` leads from the page or style sheet to the first page."""
    return f"{root}app/static/fonts/barlow-semi-condensed-latin-{weight}-normal.woff2"


def font_faces(root: str = "./") -> str:
    """The bundled figure font as its own family, enlarged so that digits stand as tall as hanzi."""
    return "\n".join(
        f'@font-face{{font-family:"YSNum";font-weight:{weight};font-display:block;size-adjust:112%;unicode-range:{FIGURES};'
        f'src:url("{font_path(weight, root)}") format("woff2")}}'
        for weight in FONT_WEIGHTS
    )


def _variables(palette: Palette, sizes: dict[str, int], heat: Sequence[str], unit: str) -> str:
    lines = [f"--{name.replace('_', '-')}:{value}" for name, value in asdict(palette).items()]
    lines += [f"--heat-{number}:{colour}" for number, colour in enumerate(heat)]
    lines += [f"--size-{name}:calc({size} * {unit})" for name, size in sizes.items()]
    lines += [f"--font:{FONT}", f"--map-line:{MAP_LINE}"]
    return ":root{" + ";".join(lines) + "}"


@cache
def hall_css() -> str:
    """The whole style sheet of the wall. One design pixel is ``--u``; the scene is centred and never scrolls."""
    return "\n".join(
        (
            font_faces(),
            _variables(HALL, {"headline": RATE}, HEAT_HALL, "var(--u)"),
            (HERE / "hall.css").read_text(encoding="utf-8"),
        )
    )


@cache
def desk_css() -> str:
    """The whole style sheet of the light pages."""
    sheets = ((HERE / name).read_text(encoding="utf-8") for name in ("desk.css", "terms.css"))
    return "\n".join((font_faces(), _variables(DESK, DESK_SIZES, HEAT_DESK, "1px"), *sheets))


@cache
def entrance_css() -> str:
    """The whole style sheet of the sign-in pages, which lies one level below the first page."""
    sheet = (HERE / "entrance" / "entrance.css").read_text(encoding="utf-8")
    return "\n".join((font_faces("../"), _variables(DESK, DESK_SIZES, HEAT_DESK, "1px"), sheet))


def map_settings() -> dict[str, Any]:
    """What every map is made with: no basemap at all (nothing is ever requested), a plane in design pixels, flat and still."""
    return {"map_provider": None, "map_style": None}


@cache
def chart_template(*, wall: bool) -> go.layout.Template:
    """The plotly template: transparent ground, no grid on the wall, fixed ranges, direct labels instead of a legend.

    Shared between all charts and therefore never to be changed by one of them.
    """
    palette = HALL if wall else DESK
    body, tick, title, line, marker = (26, 24, 30, 4, 14) if wall else (15, 13, 17, 3, 9)
    axis = {
        "showgrid": False,
        "zeroline": False,
        "ticks": "",
        "nticks": 5,
        "automargin": True,
        "fixedrange": True,
        "tickfont": {"size": tick, "color": palette.mid},
        "title": {"font": {"size": tick, "color": palette.mid}},
    }
    layout = go.Layout(
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font={"family": FONT, "size": body, "color": palette.hi},
        title={"font": {"size": title, "color": palette.hi, "weight": 600}, "x": 0, "xanchor": "left"},
        margin={"l": 8, "r": 8, "b": 8, "t": 56 if wall else 40, "pad": 8},
        colorway=[palette.data, palette.muted, palette.accent, palette.pending, palette.good, palette.warn],
        xaxis={**axis, "showline": True, "linewidth": 2, "linecolor": palette.rule},
        yaxis={**axis, "showline": False, "showgrid": not wall, "gridcolor": palette.raised},
        showlegend=False,
        hovermode=False if wall else "closest",
        hoverlabel={"bgcolor": DESK.panel, "bordercolor": DESK.rule, "font": {"family": FONT, "size": 14, "color": DESK.hi}},
        uniformtext={"minsize": tick, "mode": "show"},
        transition={"duration": 0},
        barcornerradius=2,
    )
    text = {"size": title if wall else body, "color": palette.hi, "weight": 600}
    return go.layout.Template(
        layout=layout,
        data={
            "bar": [go.Bar(textposition="outside", textfont=text, cliponaxis=False)],
            "scatter": [
                go.Scatter(
                    line={"width": line},
                    marker={"size": marker},
                    cliponaxis=False,
                    error_x={"thickness": line, "width": 0, "color": palette.muted},
                    error_y={"thickness": line, "width": 0, "color": palette.muted},
                )
            ],
        },
    )
