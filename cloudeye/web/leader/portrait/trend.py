"""How a department's score and band went over the last months, since when it is what it is, and what happened meanwhile."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise
from typing import Any

import plotly.graph_objects as go

from cloudeye.web.theme import BAND_COLOURS, DESK, chart_template
from cloudeye.web.wording import full_month, is_beyond_error, points, rank_range, text

Row = Mapping[str, Any]
# Where the strip under the line has its two rows.
BAND_ROW, EVENT_ROW = 1, 0
# Two labels nearer than this part of the whole height would run into each other.
CLOSE = 12


@dataclass(frozen=True)
class Happening:
    """What happened in one month, in words; ``number`` is that of its marker under the line."""

    number: int
    month: date
    words: str


def since_when(rows: Sequence[Row]) -> str:
    """The last movement beyond the error; ``rows`` are months, oldest first."""
    moved = [row for row in rows if is_beyond_error(row["movement"], row["movement_error"])]
    if not moved:
        return f"近 {len(rows)} 个月各月变动均在误差内"
    last = moved[-1]
    return f"最近一次超出误差的变动在 {full_month(last['month'])}，{'升' if last['movement'] > 0 else '降'} {points(abs(last['movement']))} 分"


def trend_heading(rows: Sequence[Row]) -> str:
    """The title above the chart."""
    note = f"{since_when(rows)}；浅色带为得分区间，虚线为同组中位"
    return f'<h2 class="desk-heading">近 {len(rows)} 个月综合得分与梯队<span>{text(note)}</span></h2>'


def happenings(rows: Sequence[Row], events: Sequence[Row]) -> list[Happening]:
    """What happened in the months of ``rows``, numbered from the oldest: letters, inspections, another version of the rules.

    ``events`` are rows of ``department_events``; a month in which nothing happened has no number.
    """
    by_month = {month: list(inside) for month, inside in groupby(events, key=lambda event: event["month"])}
    found: list[Happening] = []
    before = None
    for row in rows:
        said = _said(by_month.get(row["month"], []))
        if before is not None and row["rule_version"] != before:
            said.append(f"评分规则改为第 {row['rule_version']} 版，与上月不可比")
        before = row["rule_version"]
        if said:
            found.append(Happening(len(found) + 1, row["month"], "；".join(said)))
    return found


def _said(events: Sequence[Row]) -> list[str]:
    """Letters by kind with their numbers, inspections by kind with what they found."""
    said = []
    for is_letter in (True, False):
        inside = sorted((event for event in events if (event["kind"] == "letter") == is_letter), key=lambda event: event["name"])
        for name, same in groupby(inside, key=lambda event: event["name"]):
            rows = list(same)
            if is_letter:
                numbers = "、".join(row["number"] for row in rows if row["number"])
                said.append(f"{name} {len(rows)} 件{f'（{numbers}）' if numbers else ''}")
            else:
                said.append(f"{name} {len(rows)} 次，问题 {sum(row['findings'] for row in rows)} 个")
    return said


def happenings_list(found: Sequence[Happening]) -> str:
    """The numbers under the line and what they stand for; a sentence when nothing happened. Markup."""
    if not found:
        return '<p class="desk-note">这些月份没有函件、检查，评分规则也没有改过。</p>'
    lines = "".join(
        f"<li><b>{item.number}</b><span><time>{item.month:%Y-%m}</time>{text(item.words)}</span></li>" for item in found
    )
    return f'<h3 class="happened">当时发生了什么</h3><ol class="happenings">{lines}</ol>'


def trend_figure(rows: Sequence[Row], happened: Sequence[Happening] = ()) -> go.Figure:
    """Score as a line with its interval as a band and the group's median dashed; under it the band of each month and the
    numbers of what happened. First, last and the median's last value stand beside their points; everything else is on hover."""
    months = [row["month"] for row in rows]
    band = {"x": months, "mode": "lines", "line": {"width": 0}, "hoverinfo": "skip"}
    middle = [row["peer_median"] for row in rows]
    return go.Figure(
        [
            go.Scatter(y=[row["low"] for row in rows], **band),
            go.Scatter(y=[row["high"] for row in rows], fill="tonexty", fillcolor=DESK.raised, **band),
            go.Scatter(
                x=months, y=middle, mode="lines", line={"color": DESK.low, "width": 1.5, "dash": "4px,4px"}, hoverinfo="skip"
            ),
            go.Scatter(**_line(rows)),
            _strip(rows),
            _numbers(happened),
        ],
        layout={
            "template": chart_template(wall=False),
            "margin": {"t": 16, "r": 92, "b": 8},
            "xaxis": {"tickformat": "%Y-%m", "type": "date", "anchor": "y2"},
            "yaxis": {"ticklabelstandoff": 8, "domain": [0.29, 1]},
            "yaxis2": {
                "domain": [0, 0.21],
                "range": [-0.6, 1.6],
                "tickvals": [EVENT_ROW, BAND_ROW],
                "ticktext": ["事件", "梯队"],
                "showgrid": False,
                "ticklabelstandoff": 8,
            },
            "annotations": _median_label(rows),
            "shapes": [
                _rule_change(row["month"]) for before, row in pairwise(rows) if before["rule_version"] != row["rule_version"]
            ],
        },
    )


def _line(rows: Sequence[Row]) -> dict[str, Any]:
    labels = [points(row["score"]) if number in (0, len(rows) - 1) else "" for number, row in enumerate(rows)]
    return {
        "x": [row["month"] for row in rows],
        "y": [row["score"] for row in rows],
        "mode": "lines+markers+text",
        "text": labels,
        "textposition": ["top center"] * (len(rows) - 1) + ["middle right"],
        "textfont": {"size": 15, "weight": 600},
        "customdata": [_told(row) for row in rows],
        "hovertemplate": "%{customdata}<extra></extra>",
        "line": {"color": DESK.data},
        "marker": {"color": DESK.data, "opacity": 1, "line": {"width": 0}, "size": [9 if label else 5 for label in labels]},
    }


def _told(row: Row) -> str:
    """Everything about a month, on hover."""
    if row["score"] is None:
        return full_month(row["month"])
    score = f"{full_month(row['month'])}：{points(row['score'])}（{points(row['low'])}–{points(row['high'])}）"
    ranks = f"，可能名次第 {rank_range(row['rank_low'], row['rank_high'])} 名" if row["rank_low"] is not None else ""
    return f"{score}<br>{row['band']}{ranks}<br>同组中位 {points(row['peer_median'])}"


def _strip(rows: Sequence[Row]) -> go.Scatter:
    """One square a month with the first character that tells its band: 一, 二, 三; a dot without a rank."""
    known = [row for row in rows if row["band"]]
    return go.Scatter(
        x=[row["month"] for row in known],
        y=[BAND_ROW] * len(known),
        yaxis="y2",
        mode="markers+text",
        text=[row["band"][1] if row["band"] in BAND_COLOURS else "·" for row in known],
        textfont={"size": 12, "color": [_ink(row["band"]) for row in known]},
        hovertext=[f"{full_month(row['month'])}：{row['band']}" for row in known],
        hoverinfo="text",
        marker={
            "symbol": "square",
            "size": 19,
            "opacity": 1,
            "color": [_ground(row["band"]) for row in known],
            "line": {"width": 1, "color": DESK.rule},
        },
    )


def _ground(band: str) -> str:
    return {"第一梯队": DESK.data, "第三梯队": DESK.mid}.get(band, DESK.panel)


def _ink(band: str) -> str:
    return DESK.panel if band in ("第一梯队", "第三梯队") else DESK.mid


def _numbers(happened: Sequence[Happening]) -> go.Scatter:
    """The numbered markers of what happened."""
    return go.Scatter(
        x=[item.month for item in happened],
        y=[EVENT_ROW] * len(happened),
        yaxis="y2",
        mode="markers+text",
        text=[str(item.number) for item in happened],
        textfont={"size": 11, "color": DESK.accent},
        hovertext=[f"{full_month(item.month)}：{'<br>'.join(text(item.words).split('；'))}" for item in happened],
        hoverinfo="text",
        marker={"symbol": "circle", "size": 19, "opacity": 1, "color": DESK.raised, "line": {"width": 0}},
    )


def _rule_change(month: date) -> dict[str, Any]:
    """A dotted line where the scores before and after are not to be compared."""
    line = {"color": DESK.low, "width": 1, "dash": "dot"}
    return {"type": "line", "x0": month, "x1": month, "xref": "x", "y0": 0, "y1": 1, "yref": "paper", "line": line}


def _median_label(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """中位 82.8 at the end of the dashed line, moved away from the score's own label where they are close."""
    if not rows or rows[-1]["peer_median"] is None:
        return []
    last = rows[-1]
    scores = [row[key] for row in rows for key in ("low", "high", "peer_median") if row[key] is not None]
    apart = last["peer_median"] - (last["score"] or 0)
    is_close = abs(apart) < (max(scores) - min(scores)) / CLOSE
    label = {"x": last["month"], "y": last["peer_median"], "text": f"中位 {points(last['peer_median'])}", "showarrow": False}
    shift = {"xanchor": "left", "xshift": 8, "yshift": (14 if apart > 0 else -14) if is_close else 0}
    return [{**label, **shift, "font": {"size": 13, "color": DESK.mid}}]
