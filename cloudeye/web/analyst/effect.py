"""What an upload does to the ranking: points, scores, ranks and bands before and after, in sentences and tables."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from cloudeye.ingest.effect import Effect
from cloudeye.web.analyst.steps import card
from cloudeye.web.wording import DASH, MINUS, full_month, rank_range, text

Row = Mapping[str, Any]
MOST_SHOWN = 8
# Smaller than what two decimals show is no difference.
LEAST = 0.005
TITLE = "本次上传对排名的影响"
UNSCORED = "不计分"
NO_RANKING = "这份文件不改变任何月份的排名。"


def _differs(before: float | None, after: float | None) -> bool:
    if before is None or after is None:
        return before is not after
    return abs(after - before) >= LEAST


def moved(rows: Sequence[Row], month: date) -> list[Row]:
    """The departments of a month for whom anything differs: those whose own score does first, the largest difference first."""
    found = [
        row
        for row in rows
        if row["month"] == month
        and (
            _differs(row["score_before"], row["score_after"])
            or any(row[f"{name}_before"] != row[f"{name}_after"] for name in ("rank", "rank_low", "rank_high", "band"))
        )
    ]
    return sorted(found, key=lambda row: (not _scored(row), -abs(_step(row)), row["rank_after"] or 999))


def _scored(row: Row) -> bool:
    return _differs(row["score_before"], row["score_after"])


def _step(row: Row) -> float:
    return float((row["score_after"] or 0) - (row["score_before"] or 0))


def lead(effect: Effect, sender: str | None) -> str:
    """What matters most in the newest month that is affected, as the end of a sentence; plain text, empty for nothing.

    The sender's own department comes first when its score differs, else whose score differs most.
    """
    # What counts already comes before what is only tried out.
    for month in sorted(effect.months, key=lambda month: (month in effect.trial, -month.toordinal())):
        rows = moved(effect.departments, month)
        if not rows:
            continue
        own = next((row for row in rows if row["department_id"] == sender and _scored(row)), rows[0])
        others = [row for row in rows if row is not own]
        banded = [row for row in others if row["band_before"] != row["band_after"]]
        ranked = [row for row in others if row["rank_before"] != row["rank_after"]]
        more = (
            f"，另有 {len(banded)} 个部门梯队随之变化" if banded else f"，另有 {len(ranked)} 个部门名次随之变化" if ranked else ""
        )
        return f"{month.month} 月{_own_words(own)}{more}"
    return ""


def _own_words(row: Row) -> str:
    name, before, after = row["department"], row["rank_before"], row["rank_after"]
    if row["score_before"] is None and row["score_after"] is not None:
        return f"{name}开始有得分（{row['score_after']:.1f} 分）"
    if row["score_after"] is None:
        return f"{name}不再有得分"
    words = f"{'升' if _step(row) > 0 else '降'} {_decimals(abs(_step(row)))} 分" if _scored(row) else "得分不变"
    if before is not None and after is not None and before != after:
        return f"{name}{words}，由第 {before} 名到第 {after} 名"
    return f"{name}{words}" + (f"，仍为第 {after} 名" if after is not None else "")


def _decimals(value: float) -> str:
    """One decimal, two when one would say nothing."""
    return f"{value:.1f}" if value >= 0.05 else f"{value:.2f}"


def months_words(effect: Effect) -> str:
    """2026 年 9 月、10 月."""
    months = sorted(effect.months)
    return "、".join(full_month(month) if place == 0 or month.year != months[place - 1].year else f"{month.month} 月"
                    for place, month in enumerate(months))  # fmt: skip


def effect_cards(effect: Effect, *, rehearsed: bool, title: str = TITLE) -> str:
    """A card for each affected month, the newest first. ``rehearsed``: it has not been written. Markup."""
    note = "只试算，不入库" if rehearsed else "入库时算出"
    if not effect.months:
        return card(title, note, f'<p class="upload-calm">{NO_RANKING}</p>', name="effect")
    cards = ""
    for month in sorted(effect.months, reverse=True):
        points = [row for row in effect.points if row["month"] == month]
        rows = moved(effect.departments, month)
        if not points and not rows:
            inner = '<p class="upload-calm">各监督靶点和部门的得分、名次都不变。</p>'
        else:
            inner = f'<div class="upload-effect">{_points(points)}{_departments(rows)}</div>'
        groups = "、".join(dict.fromkeys(row["ranking_group"] for row in rows))
        cards += card(title, f"{full_month(month)}{f'，{groups}组' if groups else ''}；{note}", inner, name="effect")
    return cards


def _folded(rows: Sequence[str], head: str, name: str, unit: str) -> str:
    """A table of the first rows, the others behind a line that opens them."""
    open_ones, others = rows[:MOST_SHOWN], rows[MOST_SHOWN:]
    table = f'<table class="upload-table {name}">{head}<tbody>{"".join(open_ones)}</tbody></table>'
    if others:
        table += (
            f'<details data-part="{name}"><summary>另外 {len(others)} 个{unit}</summary>'
            f'<table class="upload-table {name}">{head}<tbody>{"".join(others)}</tbody></table></details>'
        )
    return table


def _number(value: float | None, unit: str = "") -> str:
    if value is None:
        return "未报"
    shown = f"{value:.2f}".rstrip("0").rstrip(".").replace("-", MINUS)
    return f"{shown}{unit}" if unit in {"", "%"} else f"{shown} {text(unit)}"


def _points(points: Sequence[Row]) -> str:
    head = (
        '<thead><tr><th scope="col">监督靶点</th><th scope="col" class="arrowed" colspan="3">原值 → 新值</th>'
        '<th scope="col" class="arrowed" colspan="3">得分</th><th scope="col" class="r">升降</th></tr></thead>'
    )
    if not points:
        return (
            '<div><table class="upload-table points">'
            + head
            + '</table><p class="upload-calm">没有监督靶点的数值变化。</p></div>'
        )
    ordered = sorted(points, key=lambda row: -abs((row["score_after"] or 0) - (row["score_before"] or 0)))
    return f"<div>{_folded([_point(row) for row in ordered], head, 'points', '监督靶点')}</div>"


def _point(row: Row) -> str:
    unit, before, after = row["unit"] or "", row["score_before"], row["score_after"]
    change = DASH
    if before is not None and after is not None:
        step = after - before
        tone = "good" if step >= 0.05 else "worse" if step <= -0.05 else "low"
        change = f'<span class="{tone}">{"+" if step > 0 else MINUS if step < 0 else ""}{abs(step):.1f}</span>'
    return (
        f'<tr><td class="name" title="{text(row["point"])}">{text(row["point"])}</td>'
        f'<td class="r mid">{_number(row["value_before"], unit)}</td><td class="to">→</td>'
        f"<td><b>{_number(row['value_after'], unit)}</b></td>"
        f'<td class="r mid">{_score(before, 1, UNSCORED)}</td><td class="to">→</td>'
        f'<td><b>{_score(after, 1, UNSCORED)}</b></td><td class="r">{change}</td></tr>'
    )


def _score(value: float | None, decimals: int, missing: str = DASH) -> str:
    return missing if value is None else f"{value:.{decimals}f}"


def _departments(rows: Sequence[Row]) -> str:
    head = (
        '<thead><tr><th scope="col">部门</th><th scope="col" class="arrowed" colspan="3">综合得分</th>'
        '<th scope="col" class="arrowed" colspan="3">名次</th><th scope="col">新可能名次</th>'
        '<th scope="col" class="arrowed" colspan="3">梯队</th><th scope="col">原因</th></tr></thead>'
    )
    if not rows:
        return (
            '<div><table class="upload-table departments">'
            + head
            + '</table><p class="upload-calm">各部门的得分、名次、梯队都不变。</p></div>'
        )
    return f"<div>{_folded([_department(row) for row in rows], head, 'departments', '部门')}</div>"


def _department(row: Row) -> str:
    own = "own" if _scored(row) else ""
    ranks = "不排名" if row["rank_low_after"] is None else f"第 {rank_range(row['rank_low_after'], row['rank_high_after'])} 名"
    why = "本次上传" if _scored(row) else "名次顺移" if row["rank_before"] != row["rank_after"] else "可能名次随之变化"
    return (
        f'<tr class="{own}"><td class="name">{text(row["department"])}</td>'
        f"{_pair(_score(row['score_before'], 2), _score(row['score_after'], 2))}"
        f"{_pair(_place(row['rank_before']), _place(row['rank_after']))}"
        f'<td class="mid">{ranks}</td>{_pair(_band(row["band_before"]), _band(row["band_after"]))}<td class="low">{why}</td></tr>'
    )


def _pair(before: str, after: str) -> str:
    """Before → after; only what differs stands out."""
    if before == after:
        return f'<td class="r low">{before}</td><td class="to">→</td><td class="low">{after}</td>'
    return f'<td class="r mid">{before}</td><td class="to">→</td><td><b>{after}</b></td>'


def _place(rank: int | None) -> str:
    return DASH if rank is None else str(rank)


def _band(band: str | None) -> str:
    """第二 of 第二梯队; what is no band stays as it is."""
    return DASH if not band else text(band.removesuffix("梯队"))
