"""The quality page's drawings: the figures of the month, the departments, the calendar of what is due, the reminders."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from cloudeye.catalog.reporting import BY_DEPARTMENT
from cloudeye.web.analyst.quality import (
    KINDS,
    LATE,
    MISSING,
    NOT_YET,
    ON_TIME,
    THERE,
    TONES,
    UNITS,
    Due,
    Organisation,
    Quality,
    counted,
    following,
    owed,
    since_words,
)
from cloudeye.web.marks import bar
from cloudeye.web.theme import SHAPES
from cloudeye.web.wording import DASH, count, full_month, per_cent, text

Row = Mapping[str, Any]
HERE = Path(__file__).parent
GAUGE, GAUGE_HEIGHT = 72, 8
WEEKDAYS = "一二三四五六日"
NOTHING_OWED = "各单位应报的数据都已收到，没有需要提醒的事项。"


def figures(found: Quality) -> str:
    """The month in six numbers."""
    dues = found.dues
    refused, changed, waiting = (
        sum(getattr(one, name) for one in found.organisations) for name in ("refused_rows", "changed_rows", "waiting_rows")
    )
    timed, ahead, missing = counted(dues, ON_TIME, LATE), counted(dues, NOT_YET), owed(dues)
    numbers = (
        ("data", "应报", len(dues), "项", ""),
        ("met", "已报", counted(dues, ON_TIME, LATE, THERE), "项", f"按时 {per_cent(counted(dues, ON_TIME), timed)}" if timed else ""),
        ("warn", "迟报", counted(dues, LATE), "项", ""),
        ("late" if missing else "muted", "未报", missing, "项", f"未到期 {ahead} 项" if ahead else ""),
        ("muted", "未通过", refused, "行", ""),
        ("muted", "更正", changed, "行", f"待定 {count(waiting)} 行" if waiting else ""),
    )  # fmt: skip
    cells = "".join(
        f'<div class="{tone}"><span>{label}</span><b>{count(value)}</b><small>{unit}{" · " + note if note else ""}</small></div>'
        for tone, label, value, unit, note in numbers
    )
    return f'<div class="quality-figures">{cells}</div>'


def _tone(dues: Sequence[Due]) -> str:
    """The state that matters most among them."""
    for state in (MISSING, LATE, NOT_YET):
        if counted(dues, state):
            return TONES[state]
    return TONES[ON_TIME]


def _gauge(dues: Sequence[Due]) -> str:
    """How much of what was due is in: in time, late, missing; what is not due yet stays empty."""
    total, at, pieces = len(dues), 0.0, ""
    for tone, number in (
        ("met", counted(dues, ON_TIME, THERE)),
        ("warn", counted(dues, LATE)),
        ("late", counted(dues, MISSING)),
    ):
        width = GAUGE * number / total
        pieces += bar(at, 0, width, GAUGE_HEIGHT, tone, radius=0)
        at += width
    return (
        f'<svg class="quality-gauge" aria-hidden="true" width="{GAUGE}" height="{GAUGE_HEIGHT}" '
        f'viewBox="0 0 {GAUGE} {GAUGE_HEIGHT}">'
        f'<rect width="{GAUGE}" height="{GAUGE_HEIGHT}" class="fill-raised"/>{pieces}</svg>'
    )


def _kind_cell(dues: Sequence[Due]) -> str:
    if not dues:
        return f'<td class="left low">{DASH}</td>'
    tone, there = _tone(dues), counted(dues, ON_TIME, LATE, THERE)
    return (
        f'<td class="left share">{_gauge(dues)}<span class="mark-{tone}">{SHAPES[tone]}</span>'
        f"<b>{there}</b><small>/{len(dues)}</small></td>"
    )


def _rows_cell(value: int, tone: str = "") -> str:
    return f'<td class="{tone if value else "low"}">{count(value) if value else "0"}</td>'


def _line(one: Organisation) -> str:
    timed = counted(one.dues, ON_TIME, LATE)
    on_time = f"{per_cent(counted(one.dues, ON_TIME), timed)}" if timed else DASH
    waiting = f'<small class="warn">待定 {count(one.waiting_rows)}</small>' if one.waiting_rows else ""
    return (
        f'<tr><th scope="row" class="left">{text(one.name)}</th>{"".join(_kind_cell(one.of(kind)) for kind in BY_DEPARTMENT)}'
        f'<td class="{"" if timed else "low"}">{on_time}</td>{_rows_cell(counted(one.dues, LATE), "warn")}'
        f'{_rows_cell(one.refused_rows)}<td class="{"" if one.changed_rows else "low"}">{count(one.changed_rows)}{waiting}</td>'
        "</tr>"
    )


def departments(found: Quality) -> str:
    """One row per department: each kind of data, what came in time, what was refused or changed, what is missing by name."""
    kinds = "".join(f'<th class="left" scope="col">{KINDS[kind]}</th>' for kind in BY_DEPARTMENT)
    head = (
        f'<tr><th class="left" scope="col">单位</th>{kinds}<th scope="col">按时率</th><th scope="col">迟报</th>'
        '<th scope="col">未通过行</th><th scope="col">更正行</th></tr>'
    )
    since, _ = found.span
    note = (
        "按时率只计有报送时间的数据；随系统建库或由接口归集的数据没有报送时间，只计已报。"
        f"未通过与更正按 {full_month(since.date())}收到的批次计，已撤销的不计。"
    )
    return (
        f'<h2 class="desk-heading">各单位报送<span>{full_month(found.month)}的数据，未报多的在前</span></h2>'
        f'<table class="desk-table roster quality"><caption class="unseen">各单位报送情况</caption><thead>{head}</thead>'
        f'<tbody>{"".join(map(_line, found.organisations))}</tbody></table><p class="desk-note">{note}</p>'
    )


def calendar(found: Quality, days: Sequence[Row]) -> str:
    """The month in which the data of the reported month are due: working days, what is due on each, and how much of it is in."""
    start = following(found.month)
    if not days:
        return ""
    due_on: dict[date, list[str]] = {}
    for kind, moment in sorted(found.moments.items(), key=lambda one: one[1]):
        if _of(found, kind):
            due_on.setdefault(moment.date(), []).append(kind)
    cells = "<i></i>" * start.weekday() + "".join(_day(found, row, due_on.get(row["day"], ())) for row in days)
    cells += "<i></i>" * (-(start.weekday() + len(days)) % 7)
    head = "".join(f"<b>{day}</b>" for day in WEEKDAYS)
    guess = "；节假日为估算" if any(row["source"] != "官方" for row in days) else ""
    lines = "".join(_due_line(found, day, kind) for day, kinds in due_on.items() for kind in kinds)
    return (
        f'<h2 class="desk-heading">{full_month(start)}应报日历<span>报 {full_month(found.month)}的数据{guess}</span></h2>'
        f'<div class="due-box"><div class="due-calendar">{head}{cells}</div><ul class="due-list">{lines}</ul></div>'
        '<p class="desk-note">期限按工作日历推算，到当日 24:00 止；在「口径与目录」的时限中调整。</p>'
    )


def _of(found: Quality, kind: str) -> list[Due]:
    return [due for due in [*found.dues, *found.streams] if due.kind == kind]


def _mark(dues: Sequence[Due]) -> str:
    tone = _tone(dues)
    return f'<span class="mark-{tone}">{SHAPES[tone]}</span>'


def _day(found: Quality, row: Row, kinds: Sequence[str]) -> str:
    day: date = row["day"]
    off = "" if row["is_workday"] == (day.weekday() < 5) else ("<em>班</em>" if row["is_workday"] else "<em>休</em>")
    marks = "".join(_mark(_of(found, kind)) for kind in kinds)
    styles = " ".join(
        word for word, wanted in (("off", not row["is_workday"]), ("today", day == found.now.date()), ("due", kinds)) if wanted
    )
    title = f' title="{"、".join(KINDS[kind] for kind in kinds)}"' if kinds else ""
    return f'<div class="{styles}"{title}><u>{day.day}{off}</u>{f"<span>{marks}</span>" if marks else ""}</div>'


def _due_line(found: Quality, day: date, kind: str) -> str:
    dues = _of(found, kind)
    reported, expected = sum(due.reported for due in dues), sum(due.expected for due in dues)
    quiet = [due.unit for due in dues if kind == "complaints" and due.state == MISSING]
    note = f"<em>{text('、'.join(quiet))}没有诉求，请核对接口</em>" if quiet else ""
    return (
        f"<li><time>{day:%m-%d}</time>{_mark(dues)}<b>{KINDS[kind]}</b><span>{count(reported)}/{count(expected)} {UNITS[kind]}，"
        f"{per_cent(reported, expected)}</span>{note}</li>"
    )


def reminders(found: Quality) -> str:
    """The list to print and send: for each department what has not arrived, and since when. No word of blame."""
    owing = [one for one in found.organisations if owed(one.dues)]
    if not owing:
        return f'<h2 class="desk-heading">提醒清单</h2><p class="desk-hint">{NOTHING_OWED}</p>'
    total = sum(owed(one.dues) for one in owing)
    sheets = "".join(_reminder(one) for one in owing)
    return (
        f'<h2 class="desk-heading">提醒清单<span>{len(owing)} 个单位，{total} 项；打印时只印这一部分，每个单位一段</span></h2>'
        f'<div class="reminders"><header><h2>数据报送提醒</h2><p>{full_month(found.month)}的数据，截至 {found.now:%Y-%m-%d %H:%M} 尚未收到下列各项，'
        f"请按期补报；如已报送，请与数据员核对。</p></header>{sheets}</div>"
    )


def _reminder(one: Organisation) -> str:
    lists = ""
    for kind in BY_DEPARTMENT:
        missing = [due for due in one.of(kind) if due.state == MISSING]
        if missing:
            items = "".join(
                f"<li><span>{text(due.unit)}</span><small>{text(due.unit_id)}　{since_words(due)}</small></li>" for due in missing
            )
            limit = f"<small>期限 {missing[0].due:%Y-%m-%d}</small>"
            lists += f"<h4>{KINDS[kind]}　{len(missing)} {UNITS[kind]}{limit}</h4><ul>{items}</ul>"
    return f'<section class="reminder"><h3>{text(one.name)}<small>待报 {owed(one.dues)} 项</small></h3>{lists}</section>'


@cache
def sheet() -> str:
    """The style sheet of these drawings; its colours are those of the theme."""
    return (HERE / "quality.css").read_text(encoding="utf-8")
