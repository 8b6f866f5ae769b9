"""The ranks of a group over the last 24 months: one department in the light with its possible ranks, the others muted."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from cloudeye.web.leader.ranking.view import View
from cloudeye.web.marks import label
from cloudeye.web.theme import cut_to
from cloudeye.web.wording import DASH, full_month, points, rank_range, text

Row = Mapping[str, Any]
WIDTH, LEFT, NAMES, TOP, STEP = 764, 28, 124, 10, 20
SIZE = 13
# Every third month is written, and the last.
MONTHS_APART = 3


def history(rows: Sequence[Row], names: Sequence[str], view: View, chosen: str | None) -> str:
    """The panel. ``rows`` are those of ``ranking_history``; ``names`` the department_ids of the group in the shown month."""
    months = sorted({row["month"] for row in rows})
    heading = (
        f'<h2 id="ranking-history">近 {len(months)} 个月名次</h2>'
        '<p class="under">每月取最新一版；断开处当月未排名。浅色带为所选部门的可能名次。点部门看其变动</p>'
    )
    if len(months) < 2:
        return f'<section class="panel">{heading}<p class="empty">满两个月的排名后显示变化。</p></section>'
    lowest = max((row["rank"] or 0 for row in rows), default=0)
    bottom = TOP + STEP * max(lowest, 1)
    across = {month: LEFT + 12 + (WIDTH - NAMES - LEFT - 12) * number / (len(months) - 1) for number, month in enumerate(months)}
    lines = {
        me: [row for row in rows if row["department_id"] == me]
        for me in dict.fromkeys(row["department_id"] for row in rows)
        if me in names
    }
    drawn = _frame(months, across, lowest, bottom) + _months(rows, across, bottom)
    drawn += "".join(_muted(me, of, across, view) for me, of in lines.items() if me != chosen)
    if chosen in lines:
        drawn += _lit(lines[chosen], across)
    drawn += _names([row for row in rows if row["month"] == months[-1] and row["rank"] is not None], view, chosen)
    return (
        f'<section class="panel">{heading}<div class="wide newest">'
        f'<svg viewBox="0 0 {WIDTH} {bottom + 28}" class="bump" role="img" '
        f'aria-label="近 {len(months)} 个月名次变化，数据见下表">{drawn}</svg></div>{_table(months, lines, rows)}</section>'
    )


def _y(rank: float) -> float:
    return TOP + STEP * (rank - 0.5)


def _frame(months: Sequence[date], across: Mapping[date, float], lowest: int, bottom: float) -> str:
    ranks = "".join(
        label(LEFT - 8, _y(rank) + 4.5, rank, size=SIZE - 1, tone="low", anchor="end")
        for rank in range(1, lowest + 1)
        if rank == 1 or rank % 5 == 0 or (rank == lowest and rank % 5 > 1)
    )
    last = len(months) - 1
    return ranks + "".join(
        label(across[month], bottom + 20, f"{month:%Y-%m}", size=SIZE - 1, tone="low", anchor="middle")
        for number, month in enumerate(months)
        if (last - number) % MONTHS_APART == 0
    )


def _months(rows: Sequence[Row], across: Mapping[date, float], bottom: float) -> str:
    """Invisible strips that name the order of a month on hover."""
    step = (WIDTH - NAMES - LEFT) / max(len(across) - 1, 1)
    strips = ""
    for month, members in groupby(rows, key=lambda row: row["month"]):
        order = "\n".join(f"{row['rank']} {row['department']}" for row in members if row["rank"] is not None)
        strips += (
            f'<rect x="{across[month] - step / 2:.1f}" y="0" width="{step:.1f}" height="{bottom:g}" class="strip">'
            f"<title>{full_month(month)}\n{text(order)}</title></rect>"
        )
    return strips


def _runs(rows: Sequence[Row], across: Mapping[date, float]) -> list[list[Row]]:
    """The stretches of neighbouring months in which the department held a rank."""
    by_month = {row["month"]: row for row in rows if row["rank"] is not None}
    runs: list[list[Row]] = [[]]
    for month in across:
        if month in by_month:
            runs[-1].append(by_month[month])
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]


def _path(run: Sequence[Row], across: Mapping[date, float], name: str = "rank") -> str:
    at = [f"{across[row['month']]:.1f} {_y(row[name]):.1f}" for row in run]
    # A single month is a short stroke, or it would not be seen.
    return f"M{' L'.join(at)}" + (" h0.1" if len(at) == 1 else "")


def _muted(me: str, rows: Sequence[Row], across: Mapping[date, float], view: View) -> str:
    paths = "".join(f'<path d="{_path(run, across)}"/>' for run in _runs(rows, across))
    if not paths:
        return ""
    name = text(rows[-1]["department"])
    return f'<a href="{view.link(department=me)}" target="_self" tabindex="-1"><title>{name}</title>{paths}</a>'


def _lit(rows: Sequence[Row], across: Mapping[date, float]) -> str:
    drawn = ""
    for run in _runs(rows, across):
        back = " L".join(f"{across[row['month']]:.1f} {_y(row['rank_high']):.1f}" for row in reversed(run))
        drawn += (
            f'<path d="{_path(run, across, "rank_low")} L{back} Z" class="possible"/><path d="{_path(run, across)}" class="lit"/>'
        )
    return drawn + "".join(
        f'<circle cx="{across[row["month"]]:.1f}" cy="{_y(row["rank"]):.1f}" r="4"><title>{full_month(row["month"])}：'
        f"第 {row['rank']} 名（可能第 {rank_range(row['rank_low'], row['rank_high'])} 名），得分 {points(row['score'])}，{text(row['band'])}"
        "</title></circle>"
        for row in rows
        if row["rank"] is not None
    )


def _names(rows: Sequence[Row], view: View, chosen: str | None) -> str:
    """The names at the right end, in the order of the last month; those with equal ranks below each other."""
    named = ""
    for place, row in enumerate(rows, start=1):
        is_chosen = row["department_id"] == chosen
        words = label(
            WIDTH - NAMES + 10, _y(place) + 4.5, cut_to(f"{row['rank']} {row['department']}", SIZE, NAMES - 10),
            size=SIZE, tone="accent" if is_chosen else "mid", weight=600 if is_chosen else 400,
        )  # fmt: skip
        named += f'<a href="{view.link(department=row["department_id"])}" target="_self">{words}</a>'
    return named


def _table(months: Sequence[date], lines: Mapping[str, Sequence[Row]], rows: Sequence[Row]) -> str:
    newest = list(reversed(months))
    head = "".join(f"<th>{month:%Y-%m}</th>" for month in newest)
    body = ""
    for of in sorted(lines.values(), key=lambda of: (of[-1]["rank"] is None, of[-1]["rank"] or 0)):
        ranks = {row["month"]: row["rank"] for row in of}
        cells = "".join(f"<td>{DASH if ranks.get(month) is None else ranks[month]}</td>" for month in newest)
        body += f'<tr><td class="name">{text(of[-1]["department"])}</td>{cells}</tr>'
    return (
        '<details class="behind"><summary>看数据表</summary><div class="wide"><table class="desk-table"><thead><tr><th>部门</th>'
        f"{head}</tr></thead><tbody>{body}</tbody></table></div></details>"
    )
