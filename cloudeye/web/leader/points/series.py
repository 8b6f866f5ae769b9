"""24 months of a domain, an indicator or a point as a line, with what happened beside it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import plotly.graph_objects as go

from cloudeye.web.leader.portrait.department import value_words
from cloudeye.web.theme import DESK, chart_template
from cloudeye.web.wording import full_month, points, text

Row = Mapping[str, Any]
KINDS = {"letter": "函件", "inspection": "检查"}
HEIGHT = 260
# Lines of the spec nearer than this part of the height share a label.
CLOSE = 0.07


def event_words(rows: Sequence[Row]) -> str:
    """What happened in a month: 提醒函 营监提〔2026〕3号；督查（发现 2 个问题）; plain text."""
    said = []
    for row in rows:
        found = f"（发现 {row['findings']} 个问题）" if row["findings"] else ""
        said.append(f"{row['name']}{' ' + row['number'] if row['number'] else ''}{found}")
    return "；".join(said)


def _events(rows: Sequence[Row], height: float) -> list[go.Scatter]:
    """A mark below the line for every month in which something happened, its words on hover."""
    by_month: dict[date, list[Row]] = {}
    for row in rows:
        by_month.setdefault(row["month"], []).append(row)
    if not by_month:
        return []
    words = [
        f"{full_month(month)}<br>{'<br>'.join(text(event_words([row])) for row in found)}" for month, found in by_month.items()
    ]
    mark = {"symbol": "line-ns", "size": 12, "color": DESK.mid, "opacity": 1, "line": {"width": 2, "color": DESK.mid}}
    return [
        go.Scatter(
            x=list(by_month),
            y=[height] * len(by_month),
            mode="markers",
            marker=mark,
            customdata=words,
            hovertemplate="%{customdata}<extra></extra>",
        )
    ]


def _layout(lower: float, upper: float, margin: int) -> dict[str, Any]:
    return {
        "template": chart_template(wall=False),
        "margin": {"t": 14, "r": margin},
        "xaxis": {"tickformat": "%Y-%m", "type": "date"},
        "yaxis": {"ticklabelstandoff": 8, "range": [lower, upper]},
    }


def score_figure(rows: Sequence[Row], events: Sequence[Row]) -> go.Figure:
    """Scores (``score``, ``low``, ``high`` per month, oldest first) with their interval as a band, and the events at the foot."""
    months, scores = [row["month"] for row in rows], [row["score"] for row in rows]
    lows = [row["score"] if row["low"] is None else row["low"] for row in rows]
    highs = [row["score"] if row["high"] is None else row["high"] for row in rows]
    foot = min(lows) - 0.12 * max(10.0, max(highs) - min(lows))
    band = {"x": months, "mode": "lines", "line": {"width": 0}, "hoverinfo": "skip"}
    ends = (0, len(rows) - 1)
    labels = [points(score) if place in ends else "" for place, score in enumerate(scores)]
    line = go.Scatter(
        x=months, y=scores, mode="lines+markers+text", text=labels,
        textposition="top center", textfont={"size": 15, "weight": 600}, customdata=[full_month(month) for month in months],
        hovertemplate="%{customdata}：%{y:.1f}<extra></extra>", line={"color": DESK.data},
        marker={"color": DESK.data, "opacity": 1, "line": {"width": 0}, "size": [9 if label else 5 for label in labels]},
    )  # fmt: skip
    filled = [go.Scatter(y=lows, **band), go.Scatter(y=highs, fill="tonexty", fillcolor=DESK.raised, **band)]
    upper = min(104.0, max(highs) + 6)
    return go.Figure([*filled, line, *_events(events, foot)], layout=_layout(foot - 2, upper, 40))


def series_heading(what: str, rows: Sequence[Row], events: Sequence[Row], *, note: str = "") -> str:
    """The title above a series: what it is, what the marks at its foot are. Markup."""
    happened = f"底部竖线为同期函件与检查（{len(events)} 件）" if events else "期间没有函件与检查"
    said = "；".join(part for part in (note, happened) if part)
    return f'<h2 class="desk-heading">近 {len(rows)} 个月{text(what)}<span>{text(said)}</span></h2>'


def value_figure(rows: Sequence[Row], events: Sequence[Row], unit: str) -> go.Figure | None:
    """A point's values by month with the lines of its spec; 沿用 hollow, months without a value as rings at the foot.

    None when no month has a value.
    """
    valued = [row for row in rows if row["value"] is not None]
    if not valued:
        return None
    levels = [row["value"] for row in valued]
    levels += [row[name] for row in rows for name in ("target", "best", "worst") if row[name] is not None]
    low, high = min(levels), max(levels)
    span = (high - low) or 1.0
    foot = low - 0.14 * span
    labels = _spec_labels(rows[-1], high - foot)
    pieces = [_spec_line(rows, name, dash, labels.get(name, "")) for name, _, dash in SPEC_LINES if rows[-1][name] is not None]
    pieces.append(_values(rows, valued[-1], unit, high - foot))
    bare = [row for row in rows if row["value"] is None]
    if bare:
        told = [f"{full_month(row['month'])}：{'1–4 件，不显示' if row['is_small'] else row['status']}" for row in bare]
        ring = {"symbol": "circle-open", "size": 9, "color": DESK.none_text, "opacity": 1, "line": {"width": 2}}
        pieces.append(
            go.Scatter(
                x=[row["month"] for row in bare], y=[foot] * len(bare), mode="markers", marker=ring, customdata=told,
                hovertemplate="%{customdata}<extra></extra>",
            )
        )  # fmt: skip
    base = foot - 0.12 * span
    return go.Figure([*pieces, *_events(events, base)], layout=_layout(base - 0.06 * span, high + 0.14 * span, 124))


def _values(rows: Sequence[Row], last: Row, unit: str, span: float) -> go.Scatter:
    """The values themselves, a gap where there is none; the last one written beside its mark."""
    fills = [DESK.panel if row["status"] == "沿用" else DESK.data for row in rows]
    # Above the last mark, unless a line of the spec runs there.
    above = [
        last[name] for name, _, _ in SPEC_LINES if last[name] is not None and 0 <= last[name] - last["value"] < 2 * CLOSE * span
    ]
    told = [
        "" if row["value"] is None else f"{full_month(row['month'])}：{text(value_words(row['value'], unit))}，{row['status']}"
        for row in rows
    ]
    return go.Scatter(
        x=[row["month"] for row in rows], y=[row["value"] for row in rows], mode="lines+markers+text", connectgaps=False,
        text=[number_words(row["value"]) if row is last else "" for row in rows],
        textposition="bottom center" if above else "top center",
        textfont={"size": 15, "weight": 600}, line={"color": DESK.data, "width": 2},
        marker={"size": 8, "opacity": 1, "color": fills, "line": {"width": 2, "color": DESK.data}},
        customdata=told, hovertemplate="%{customdata}<extra></extra>",
    )  # fmt: skip


SPEC_LINES = (("target", "目标", "dot"), ("best", "最优", "solid"), ("worst", "最差", "solid"))


def _spec_line(rows: Sequence[Row], name: str, dash: str, label: str) -> go.Scatter:
    """A line of the spec through the months, as it was in each, with its label at the right end."""
    is_target = name == "target"
    colour = DESK.good if is_target else DESK.muted
    return go.Scatter(
        x=[row["month"] for row in rows],
        y=[row[name] for row in rows],
        mode="lines+text",
        line_shape="hv",
        text=[""] * (len(rows) - 1) + [f"\u2002{label}" if label else ""],  # a blank between the line and its label
        textposition="middle right",
        textfont={"size": 13, "color": colour if is_target else DESK.low},
        line={"color": colour, "width": 2 if is_target else 1, "dash": dash},
        hoverinfo="skip",
    )


def _spec_labels(last: Row, span: float) -> dict[str, str]:
    """What stands at the end of each line of the spec; lines too close to have one each share that of the first."""
    labels: dict[str, str] = {}
    for name, words, _ in SPEC_LINES:
        if last[name] is None:
            continue
        near = next((other for other in labels if abs(last[other] - last[name]) < CLOSE * span), None)
        own = f"{words} {number_words(last[name])}"
        labels[near or name] = f"{labels[near]} · {own}" if near else own
    return labels


def series_table(rows: Sequence[Row], column: str, shown: Callable[[Row], str], events: Sequence[Row]) -> str:
    """The table behind a series, on demand: month, what is drawn, what happened. Markup."""
    by_month: dict[date, list[Row]] = {}
    for event in events:
        by_month.setdefault(event["month"], []).append(event)
    body = "".join(
        f'<tr><th scope="row" class="left">{row["month"]:%Y-%m}</th><td>{text(shown(row))}</td>'
        f'<td class="left wrap low">{text(event_words(by_month.get(row["month"], [])))}</td></tr>'
        for row in reversed(rows)
    )
    head = f'<tr><th class="left">月份</th><th>{text(column)}</th><th class="left">同期函件与检查</th></tr>'
    return (
        '<details class="series-table"><summary>看数据与同期事件</summary><div class="point-scroll" role="region" aria-label="序列数据" '
        f'tabindex="0"><table class="desk-table roster"><thead>{head}</thead><tbody>{body}</tbody></table></div></details>'
    )


def number_words(value: float) -> str:
    """A number with at most two decimals and a true minus."""
    return value_words(value, "").strip()


def score_words(row: Row) -> str:
    """A score with its interval: 84.6（82.1–87.0）."""
    if row["low"] is None or row["high"] is None:
        return points(row["score"])
    return f"{points(row['score'])}（{points(row['low'])}–{points(row['high'])}）"
