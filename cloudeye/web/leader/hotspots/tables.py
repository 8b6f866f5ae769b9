"""The words and tables of the hotspot page: the sentence, the place looked at, all sub-districts, all hot spots, the file."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from cloudeye.detect.study import EMERGING, FADING, LASTING, AreaCount, CellCount, Ground, Rules, Study
from cloudeye.web.frame import address
from cloudeye.web.leader.hotspots.desk import COUNT, PAGE, RATE, Question
from cloudeye.web.leader.hotspots.words import (
    count_words,
    elsewhere_words,
    period_words,
    rate_words,
    total_words,
    unit_words,
)
from cloudeye.web.wording import DASH, text

Link = Callable[..., str]
# A sign before the word, so that no change is told by its colour alone.
HERE = ' aria-current="true"'
# Headings by which the table of sub-districts can be ordered, and headings of numbers.
ORDERS = {"件数": COUNT, "每千户": RATE}
NUMBERS = (*ORDERS, "企业", "聚集")
WAS = {True: "was-hot", False: "was-not"}
SIGNS = {EMERGING: "＋", LASTING: "＝", FADING: "－"}
EXPORT_COLUMNS = {
    "kind": "类别", "name": "街道", "cell": "网格编号", "complaints": "诉求（件）", "enterprises": "企业（户）", "rate": "每千户企业（件）",
    "spot": "聚集", "change": "变化", "hot_months": "回看期内显著月数", "note": "说明",
}  # fmt: skip
HOW = (
    "「聚集」指一格连同相邻六格的诉求合计，明显高于把各格件数随机排列、按面积均摊、按企业数均摊三种情形"
    "（Gi* 精确置换检验与二项检验；对全部网格控制错误发现率，不超过 {level}）。空格计入。"
    "「变化」看截止月往前 {history} 个月，每月合看 {window} 个月：{lasting} 个月以上显著为持续，不足为新增；"
    "现已不显著、曾有 {fading} 个月以上显著为消退。格内件数按档显示，1–4 件不写明。"
)


def period(asked: Question, newest: bool) -> str:
    """近 3 个月 when it reaches to the newest month, else the months by name."""
    return f"近 {asked.months} 个月" if newest and asked.months > 1 else period_words(asked.first, asked.last)


def conclusion(found: Study, asked: Question, *, newest: bool) -> str:
    """The headline: how many, which sub-district's rate stands out, how many places to look into. Plain text."""
    when = period(asked, newest)
    if not found.has_any:
        return f"{when}辖区内没有符合条件的诉求。"
    parts = [f"{when}辖区内诉求{total_words(found)}"]
    if found.highest and found.highest.rate is not None:
        parts.append(f"{found.highest.name}每千户企业 {rate_words(found.highest.rate)} 件，明显高于全区")
    parts.append(f"{found.places} 处聚集需研判" if found.places else "没有显著聚集")
    return "；".join(parts) + "。"


def notes(found: Study) -> str:
    """What is left out and what is rounded, in small print. Markup."""
    words = elsewhere_words(found.elsewhere) + (unit_words(found.unit) if found.has_any else "")
    return f'<p class="desk-note">{words}</p>' if words else ""


def how(rules: Rules) -> str:
    """What the outlines mean, with the rules now in force; opened when somebody asks. Markup."""
    words = HOW.format(
        level=f"{rules.level:.0%}", history=rules.history, window=rules.window, lasting=rules.lasting, fading=rules.fading
    )
    return f'<details class="hotspot-how"><summary>怎样判定聚集</summary><p>{words}</p></details>'


def _per(asked: Question, per: str) -> str:
    return address(PAGE, **{**asked.written, "per": per})


def switch(asked: Question) -> str:
    """Counts in hexagons or rates by sub-district, as two links. Markup."""
    links = "".join(
        f'<a href="{_per(asked, per)}" target="_self"{HERE if per == asked.per else ""}>{words}</a>'
        for per, words in ((COUNT, "件数（网格）"), (RATE, "每千户企业（街道）"))
    )
    return f'<nav class="hotspot-switch" aria-label="按什么着色">{links}</nav>'


def _strip(months: Sequence[bool]) -> str:
    """A year as a row of squares, the newest at the right: filled where the cell was hot."""
    squares = "".join(
        f'<rect x="{6 * number}" y="1" width="5" height="10" class="{WAS[is_hot]}"/>' for number, is_hot in enumerate(months)
    )
    words = f"{len(months)} 个月中 {sum(months)} 个月显著"
    return f'<svg class="hotspot-year" width="{6 * len(months)}" height="12" role="img" aria-label="{words}">{squares}</svg>'


def _change(cell: CellCount) -> str:
    return f"{SIGNS[cell.change]} {cell.change}" if cell.change else DASH


def _owner(found: Study, cell: CellCount) -> AreaCount | None:
    return found.areas[cell.owner] if cell.owner < len(found.areas) else None


def _name(found: Study, cell: CellCount) -> str:
    owner = _owner(found, cell)
    return owner.name if owner else DASH


def panel(found: Study, looked_at: tuple[str, str], link: Link) -> str:
    """What is known of the place that the address points at; an invitation when it points at none. Markup."""
    field, value = looked_at
    if field == "cell":
        return _cell_panel(found, next(row for row in found.cells if row.cell == value), link)
    if field == "area":
        return _area_panel(found, next(row for row in found.areas if row.subdistrict_id == value), link)
    return (
        '<section class="hotspot-card"><h2>看一处</h2><p class="low">点击图上的格子或街道名，这里显示件数、变化，'
        f"并可打开对应的诉求。不便用图时，两张表内容相同。</p>{_to_complaints(link(), '全部')}</section>"
    )


def _to_complaints(where: str, which: str = "这里") -> str:
    return f'<p><a href="{where}" target="_self">查看{which}的诉求 ›</a></p>' if where else ""


def _cell_panel(found: Study, cell: CellCount, link: Link) -> str:
    state = (f"第 {cell.place} 处聚集" if cell.is_hot else "没有显著聚集") + (f"，{_change(cell)}" if cell.change else "")
    return (
        f'<section class="hotspot-card"><h2>{text(_name(found, cell))} · 一格<span>约 0.7 平方公里</span></h2>'
        f'<p class="figure-line"><b>{text(cell.words)}</b> 件</p><p>{state}</p>'
        f"<p>{_strip(cell.months)} <small>{len(cell.months)} 个月中 {sum(cell.months)} 个月显著</small></p>"
        f"{'' if cell.lowest == 0 else _to_complaints(link(cell=cell.cell))}</section>"
    )


def _area_panel(found: Study, area: AreaCount, link: Link) -> str:
    beside = f"，全区平均 {rate_words(found.rate)} 件" if area.rate is not None and found.rate is not None else ""
    enterprises = f"{area.enterprises:,} 户企业" if area.enterprises else "企业数未知"
    return (
        f'<section class="hotspot-card"><h2>{text(area.name)}<span>{text(area.zone_part)} · {enterprises}</span></h2>'
        f'<p class="figure-line"><b>{_about(area, found)}</b>{" 件" if area.told is not None else ""}</p>'
        f"<p>每千户企业 {rate_words(area.rate)} 件{beside}</p>"
        f"<p>{f'{area.places} 处聚集' if area.places else '没有显著聚集'}</p>"
        f"{_to_complaints(link(subdistrict=area.subdistrict_id)) if area.told != 0 else ''}</section>"
    )


def _about(area: AreaCount, found: Study) -> str:
    return ("约 " if found.unit > 1 and area.told else "") + count_words(area)


def _head(names: Sequence[str], asked: Question | None = None) -> str:
    drawn = ""
    for name in names:
        per, words = ORDERS.get(name) if asked else None, name
        if asked and per:
            words = f"{name} ↓" if per == asked.per else f'<a href="{_per(asked, per)}" target="_self">{name}</a>'
        side = "" if name in NUMBERS else ' class="left"'
        drawn += f'<th scope="col"{side}>{words}</th>'
    return drawn


def _open(where: str) -> str:
    return f'<a href="{where}" target="_self">诉求 ›</a>' if where else ""


def areas_table(found: Study, asked: Question, link: Link) -> str:
    """Every sub-district, the largest number first. Markup."""
    names = ["街道", "件数", "每千户", "企业", "聚集", "诉求"]
    lines = ""
    for row in sorted(found.areas, key=lambda row: -((row.rate if asked.per == RATE else row.told) or 0)):
        name, where = text(row.name), ""
        if row.subdistrict_id:
            name = f'<a href="{address(PAGE, **asked.written, area=row.subdistrict_id)}" target="_self">{name}</a>'
            where = link(subdistrict=row.subdistrict_id) if row.told != 0 else ""
        lines += (
            f'<tr><th scope="row" class="left">{name}</th><td>{_about(row, found)}</td><td>{rate_words(row.rate)}</td>'
            f'<td class="low">{f"{row.enterprises:,}" if row.enterprises else DASH}</td>'
            f'<td>{f"{row.places} 处" if row.places else DASH}</td><td class="left">{_open(where)}</td></tr>'
        )
    return _table("各街道", "按街道归属；每千户企业的件数可与全区相比", names, lines, "areas", asked)


def spots_table(found: Study, asked: Question, link: Link) -> str:
    """Every cell that is hot, by place, then those that have faded; a sentence when there is none. Markup."""
    hot = sorted((row for row in found.cells if row.is_hot), key=lambda row: (row.place, -row.lowest, row.cell))
    faded = sorted((row for row in found.cells if row.change == FADING), key=lambda row: (-row.lowest, row.cell))
    lines = ""
    for place in range(1, found.places + 1):
        mine = [row for row in hot if row.place == place]
        names = "、".join(dict.fromkeys(_name(found, row) for row in mine))
        head = f"第 {place} 处 · {text(names)}<span>{len(mine)} 格</span>"
        lines += f'<tr class="band"><th scope="rowgroup" colspan="5">{head}</th></tr>'
        lines += "".join(_spot_line(found, asked, row, link) for row in mine)
    headings = ("街道", "件数", "变化", "近一年", "诉求")
    if not hot:
        words = "没有显著高于随机的格子。" if found.has_any else "没有诉求，无从判定。"
        drawn = f'<section class="hotspot-card"><h2>聚集的格子</h2><p class="low">{words}</p></section>'
    else:
        drawn = _table("聚集的格子", f"{found.places} 处，相邻的格子算一处", headings, lines, "spots")
    if faded:
        lines = "".join(_spot_line(found, asked, row, link) for row in faded)
        summary = f"<summary>消退的 {len(faded)} 格</summary>"
        drawn += f'<details class="hotspot-card">{summary}{_sheet("消退的格子", headings, lines, "spots")}</details>'
    return drawn


def _spot_line(found: Study, asked: Question, row: CellCount, link: Link) -> str:
    name = f'<a href="{address(PAGE, **asked.written, cell=row.cell)}" target="_self">{text(_name(found, row))}</a>'
    return (
        f'<tr><th scope="row" class="left">{name}</th><td>{text(row.words)}</td><td class="left">{text(_change(row))}</td>'
        f'<td class="left">{_strip(row.months)}</td><td class="left">{_open(link(cell=row.cell) if row.lowest else "")}</td></tr>'
    )


def _table(title: str, about: str, names: Sequence[str], lines: str, kind: str, asked: Question | None = None) -> str:
    return (
        f'<section class="hotspot-card"><h2>{title}<span>{about}</span></h2>{_sheet(title, names, lines, kind, asked)}</section>'
    )


def _sheet(title: str, names: Sequence[str], lines: str, kind: str, asked: Question | None = None) -> str:
    """A table in a box that scrolls sideways where there is little room."""
    return (
        f'<div class="wide" role="region" tabindex="0" aria-label="{title}"><table class="desk-table plain {kind}">'
        f'<caption class="unseen">{title}</caption><thead><tr>{_head(names, asked)}</tr></thead>'
        f"<tbody>{lines}</tbody></table></div>"
    )


def export_rows(found: Study, ground: Ground) -> list[Mapping[str, Any]]:
    """What both tables show, as rows of a file: sub-districts, then cells that are hot or have faded."""
    is_rounded = found.unit > 1
    rows: list[Mapping[str, Any]] = [
        {
            "kind": "街道", "name": row.name, "cell": None, "complaints": row.told if row.told is not None else count_words(row),
            "enterprises": row.enterprises or None, "rate": row.rate, "spot": f"{row.places} 处" if row.places else None,
            "change": None, "hot_months": None, "note": f"按 {found.unit} 件取整" if is_rounded and row.told else None,
        }
        for row in found.areas
    ]  # fmt: skip
    return rows + [
        {
            "kind": "网格", "name": _name(found, row), "cell": row.cell, "complaints": row.words, "enterprises": None, "rate": None,
            "spot": f"第 {row.place} 处" if row.place else None, "change": row.change, "hot_months": sum(row.months),
            "note": ground.area_map.attribution or None,
        }
        for row in sorted(found.cells, key=lambda row: (row.place or found.places + 1, row.cell))
        if row.change
    ]  # fmt: skip
