"""How a department's score went over the last months, and since when it is what it is."""

from collections.abc import Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

from cloudeye.web.theme import DESK, chart_template
from cloudeye.web.wording import full_month, is_beyond_error, points, text

Row = Mapping[str, Any]
# A longer name for the same month on hovering; the axis itself is in plain numbers.
HOVER = "%{customdata}：%{y:.1f}<extra></extra>"


def since_when(rows: Sequence[Row]) -> str:
    """The last movement beyond the error; ``rows`` are months, oldest first."""
    moved = [row for row in rows if is_beyond_error(row["movement"], row["movement_error"])]
    if not moved:
        return f"近 {len(rows)} 个月各月变动均在误差内"
    last = moved[-1]
    return f"最近一次超出误差的变动在 {full_month(last['month'])}，{'升' if last['movement'] > 0 else '降'} {points(abs(last['movement']))} 分"


def trend_heading(rows: Sequence[Row]) -> str:
    """The title above the chart."""
    return f'<h2 class="desk-heading">近 {len(rows)} 个月综合得分<span>{text(since_when(rows))}；浅色带为得分区间</span></h2>'


def trend_figure(rows: Sequence[Row]) -> go.Figure:
    """Score as a line with its interval as a band; the first and the last value stand beside their points."""
    months = [row["month"] for row in rows]
    scores = [row["score"] for row in rows]
    band = {"x": months, "mode": "lines", "line": {"width": 0}, "hoverinfo": "skip"}
    labels = [points(score) if number in (0, len(rows) - 1) else "" for number, score in enumerate(scores)]
    line = {
        "x": months,
        "y": scores,
        "mode": "lines+markers+text",
        "text": labels,
        "textposition": "top center",
        "textfont": {"size": 15, "weight": 600},
        "customdata": [full_month(month) for month in months],
        "hovertemplate": HOVER,
        "line": {"color": DESK.data},
        "marker": {"color": DESK.data, "opacity": 1, "line": {"width": 0}, "size": [9 if label else 5 for label in labels]},
    }
    return go.Figure(
        [
            go.Scatter(y=[row["low"] for row in rows], **band),
            go.Scatter(y=[row["high"] for row in rows], fill="tonexty", fillcolor=DESK.raised, **band),
            go.Scatter(**line),
        ],
        layout={
            "template": chart_template(wall=False),
            "margin": {"t": 12, "r": 24},
            "xaxis": {"tickformat": "%Y-%m", "type": "date"},
            "yaxis": {"ticklabelstandoff": 8},
        },
    )
