"""The list of complaints: one sentence, a table of what this viewer may see, the way on, and the form of the export."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from cloudeye.access.records import OVERDUE, PAGE_ROWS, Filters, Page
from cloudeye.access.viewer import Viewer
from cloudeye.reasons import SHORTEST_REASON
from cloudeye.web.frame import address
from cloudeye.web.supervisor.clocks import CLOCKS, clock_words, marked, state_mark
from cloudeye.web.wording import text

Row = Mapping[str, Any]
LIST, CASE = "supervisor-complaints", "supervisor-complaint"
OVERDUE_WORDS = "已超期"
HIDDEN_FROM_OWN = "诉求人、企业、正文等能认出诉求人的内容对承办单位不可见。"
HEADINGS = ("编号", "提交", "承办部门", "诉求", "企业与诉求人", "首次联系", "办结", "状态")


def conclusion(page: Page, *, is_filtered: bool) -> str:
    """One sentence: how many, how many of them overdue. Markup."""
    whole = f"符合条件的有 {page.total:,} 件" if is_filtered else f"共 {page.total:,} 件"
    late = f"，{page.overdue:,} 件已超期" if page.overdue else "，没有超期的"
    return f'<p class="desk-conclusion">{whole}{late}。</p>'


def note(rows: Sequence[Row]) -> str:
    """What is not shown and why, when something is not; markup."""
    return f'<p class="desk-note">{HIDDEN_FROM_OWN}</p>' if any(row["is_own"] for row in rows) else ""


def _cell(first: str, second: str) -> str:
    """A cell of two lines; the second one smaller. Plain texts in, markup out."""
    return f'<td class="name">{text(first)}<small>{text(second)}</small></td>'


def _line(row: Row, now: datetime, *, has_people: bool) -> str:
    number = row["complaint_id"]
    link = f'<a class="row-link" href="{address(CASE, complaint=number)}" target="_self">{text(number)}</a>'
    marks = ('<small class="warn">▲ 紧急</small>' if row["is_urgent"] else "") + (
        "<small>保密</small>" if row["is_confidential"] else ""
    )
    what = "，".join(word for word in (row["kind"], row["channel"], row["class"] if row["title"] else None) if word)
    people = _cell(row["enterprise"] or "", row["complainant"] or "") if has_people else ""
    clocks = "".join(f'<td class="left">{marked(*clock_words(row, name, now))}</td>' for name in CLOCKS)
    return (
        f'<tr><th scope="row" class="left">{link}{marks}</th><td class="left low">{row["submitted_at"]:%Y-%m-%d %H:%M}</td>'
        f'<td class="name">{text(row["department"] or "")}</td>'
        f"{_cell(row['title'] or row['class'] or '未分类', what)}{people}{clocks}"
        f'<td class="left">{state_mark(row)}</td></tr>'
    )


def table(rows: Sequence[Row], now: datetime) -> str:
    """One row per complaint, the newest first; who complained has a column only where this viewer may know anything of it."""
    has_people = any(row["enterprise"] or row["complainant"] for row in rows)
    names = [name for name in HEADINGS if has_people or name != HEADINGS[4]]
    head = "".join(f'<th class="left" scope="col">{name}</th>' for name in names)
    body = "".join(_line(row, now, has_people=has_people) for row in rows)
    return (
        f'<table class="desk-table roster complaints"><caption class="unseen">诉求清单</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def pager(filters: Filters, page: Page) -> str:
    """Links to the pages before and after; nothing when all is on one. Markup."""
    if page.after is None and page.before is None:
        return ""
    ways = (("较新的", "before", page.before), ("较早的", "after", page.after))
    links = "".join(
        f'<a href="{address(LIST, **filters.written(), **{name: edge})}" target="_self">{words}</a>'
        if edge
        else f"<span>{words}</span>"
        for words, name, edge in ways
    )
    return f'<nav class="pager" aria-label="翻页">每页 {PAGE_ROWS} 件，共 {page.total:,} 件{links}</nav>'


def states(choices: Mapping[str, str]) -> dict[str, str]:
    """What the chooser of states offers: overdue first."""
    return {OVERDUE: OVERDUE_WORDS, **choices}


def export_form(filters: Filters, hidden: str) -> str:
    """A plain form that fetches what the filters leave; ``hidden`` is the field by which the route knows our own page."""
    kept = "".join(f'<input type="hidden" name="{name}" value="{text(value)}">' for name, value in filters.written().items())
    return (
        f'<form class="export-form reasoned" method="post" action="./export/complaints">{hidden}{kept}'
        f'<label for="export-reason">导出理由</label><input id="export-reason" name="reason" required minlength="{SHORTEST_REASON}" '
        f'maxlength="200" placeholder="如：9 月督办会商" autocomplete="off"><button>导出 CSV</button>'
        "<small>导出会记入审计日志，每一行带账号和时间</small></form>"
    )


def export_is_open(viewer: Viewer) -> bool:
    """Whether the export is there for this viewer; the route asks again."""
    return bool(viewer.reach("route", "POST /export/complaints"))
