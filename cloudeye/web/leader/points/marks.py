"""One mark per monitoring point: where it stands against its target, as shape, colour and word; counted and put in order."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from cloudeye.web.leader.points.way import POINT, Way
from cloudeye.web.leader.portrait.department import value_words
from cloudeye.web.terms import term, terms
from cloudeye.web.theme import SHAPES
from cloudeye.web.wording import DASH, text

Row = Mapping[str, Any]
FAILED, NEAR, MET, MISSING, FEW, UNSET = "未达标", "临界", "达标", "未报", "样本不足", "未列目标"
# In the order in which the marks of a row stand, so that red lines up at the left.
TONES = {FAILED: "late", NEAR: "warn", MISSING: "none", FEW: "none", UNSET: "none", MET: "met"}
MEANINGS = {
    FAILED: "没有达到目标，差距超出误差",
    NEAR: "没有达到目标，但差距在误差内",
    MISSING: "应报未报，不计分",
    FEW: "样本不足，不计分",
    UNSET: "有得分，但没有列目标",
    MET: "达到目标",
}
PITCH, SIZE, HEIGHT = 18, 13, 22


def counted(rows: Sequence[Row]) -> Counter[str]:
    """How many points stand where."""
    return Counter(row["standing"] for row in rows)


def ordered(rows: Sequence[Row]) -> list[Row]:
    """Points as their marks stand in a row: 未达标, 临界, without a score, 达标; among equals the order of the catalogue."""
    places = {standing: place for place, standing in enumerate(TONES)}
    return sorted(rows, key=lambda row: places[row["standing"]])


def standing_mark(standing: str) -> str:
    """Shape and word of a standing. Markup."""
    tone = TONES[standing]
    return f'<span class="mark-{tone}">{SHAPES[tone]}</span> {standing}'


def target_words(row: Row) -> str:
    """≤ 5 %, ≥ 98 %: the target with its direction; — without one."""
    if row["target"] is None:
        return DASH
    return f"{'≥' if row['better'] == 'higher' else '≤'} {value_words(row['target'], row['unit'])}"


def value_shown(row: Row) -> str:
    """The value with its unit; what is hidden because 1 to 4 complaints stand behind it says so."""
    return "1–4 件，不显示" if row["is_small"] else value_words(row["value"], row["unit"])


def _shape(tone: str, left: float) -> str:
    middle, half = HEIGHT / 2, SIZE / 2
    if tone == "late":
        return f'<rect x="{left:g}" y="{middle - half:g}" width="{SIZE}" height="{SIZE}" rx="1.5" class="fill-late"/>'
    if tone == "warn":
        return f'<path d="M{left:g} {middle + half - 1:g} h{SIZE} l{-half:g} {-SIZE * 0.9:g} Z" class="fill-warn"/>'
    if tone == "met":
        return f'<circle cx="{left + half:g}" cy="{middle:g}" r="{half - 1:g}" class="fill-met"/>'
    return f'<circle cx="{left + half:g}" cy="{middle:g}" r="{half - 2:g}" class="ring"/>'


def _words(row: Row) -> str:
    value = value_shown(row) if row["value"] is not None or row["is_small"] else row["standing"]
    return f"{row['point']}：{value}，目标 {target_words(row)}，{row['standing']}"


def marks(rows: Sequence[Row], way: Way, *, width: int = 0) -> str:
    """One mark per point, each a link to the point with its name, value and target on hover; room for ``width`` or all. Markup
    (SVG)."""
    pieces = ""
    for place, row in enumerate(ordered(rows)):
        drawn = f'<rect x="{place * PITCH}" width="{PITCH}" height="{HEIGHT}" class="hit"/>'
        drawn += _shape(TONES[row["standing"]], place * PITCH + 2.5)
        told = f"<title>{text(_words(row))}</title>{drawn}"
        where = way.address(POINT, point=row["point_id"])
        pieces += f'<a href="{where}" target="_self" aria-label="{text(_words(row))}">{told}</a>'
    whole = max(width, len(rows)) * PITCH
    return f'<svg class="point-marks" width="{whole}" height="{HEIGHT}" viewBox="0 0 {whole} {HEIGHT}">{pieces}</svg>'


def legend(found: Mapping[str, int]) -> str:
    """The four shapes with how many there are, 样本不足 and 未列目标 beside 未报. Markup."""
    bare = [(name, found.get(name, 0)) for name in (MISSING, FEW, UNSET) if found.get(name, 0) or name == MISSING]
    rings = "、".join(f"{term(name) if name in terms() else name} <b>{number}</b>" for name, number in bare)
    shown = "".join(
        f'<span title="{MEANINGS[name]}"><i class="mark-{TONES[name]}">{SHAPES[TONES[name]]}</i>{name} '
        f"<b>{found.get(name, 0)}</b></span>"
        for name in (FAILED, NEAR)
    )
    met = f'<span title="{MEANINGS[MET]}"><i class="mark-met">{SHAPES["met"]}</i>{MET} <b>{found.get(MET, 0)}</b></span>'
    return f'<div class="point-legend">{shown}<span><i class="mark-none">{SHAPES["none"]}</i>{rings}</span>{met}</div>'
