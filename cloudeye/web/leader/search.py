"""One search over all that has a page: departments, domains, indicators, points, tasks, rectifications, service items, and a
complaint by its exact number."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

from cloudeye.access.records import numbered
from cloudeye.access.viewer import Viewer
from cloudeye.web import district
from cloudeye.web.frame import address
from cloudeye.web.wording import text

Row = Mapping[str, Any]
HERE = Path(__file__).parent
PAGE = "leader-search"
LONGEST = 200
# How many of each kind stand on the page, and how many when somebody asks for one kind.
MOST, MOST_OF_KIND = 6, 100
COMPLAINT = "complaint"
# A complaint is only ever looked up by something that can be a number.
NUMBER = re.compile(r"(?=(?:.*\d){4})\S{4,64}", re.DOTALL)
KINDS = {
    "department": "部门",
    "domain": "领域",
    "indicator": "二级指标",
    "point": "监督靶点",
    "task": "改革任务",
    "rectification": "整改",
    "item": "办理事项",
    COMPLAINT: "企业诉求",
}
# The page of each kind and the field of its address that names the thing; whether it also shows a month.
PAGES = {
    "department": ("leader-department", "department", True),
    "domain": ("leader-domain", "domain", True),
    "indicator": ("leader-indicator", "indicator", True),
    "point": ("leader-point", "point", True),
    "task": ("leader-task", "task", True),
    "rectification": ("leader-rectification", "rectification", False),
    "item": ("leader-records", "item", True),
    COMPLAINT: ("supervisor-complaint", "complaint", False),
}
EXAMPLES = ("招标", "时限", "退回", "D01-001", "行政审批")


@cache
def css() -> str:
    """The page's own style sheet."""
    return (HERE / "search.css").read_text(encoding="utf-8")


def asked(query: Mapping[str, str]) -> str:
    """What was typed, at most ``LONGEST`` characters, without what cannot be seen."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in query.get("q", "")[:LONGEST]).split())


def results(words: str, kind: str | None, viewer: Viewer) -> list[Row]:
    """Rows of ``search_everything``, best first within their kind, and the complaint of this number if the viewer may open it.

    ``kind`` narrows to one kind, with more of it. What the viewer may not open is not looked for.
    """
    if not words:
        return []
    found = [
        row
        for row in district.ask("search_everything", words=words, kind=kind, most=MOST_OF_KIND if kind else MOST)
        if viewer.reach("page", PAGES[row["kind"]][0])
    ]
    if kind in (None, COMPLAINT) and NUMBER.fullmatch(words):
        spellings = {words, unicodedata.normalize("NFKC", words), unicodedata.normalize("NFKC", words).upper()}
        numbers = numbered(district.store(), viewer, spellings, trail=district.access().trail)
        found += [
            {"kind": COMPLAINT, "id": number, "name": number, "note": "", "called": None, "fit": 0, "found": len(numbers)}
            for number in numbers
        ]
    return found


def link(row: Row, month: date | None) -> str:
    """Where a found thing is shown, safe in an attribute."""
    page, field, has_month = PAGES[row["kind"]]
    when = {"month": f"{month:%Y-%m}"} if has_month and month else {}
    return address(page, **when, **{field: row["id"]})


def conclusion(words: str, found: Sequence[Row]) -> str:
    """One sentence: how many of each kind were found. Plain text."""
    if not found:
        return f"没有找到「{words}」。"
    counts = "、".join(f"{KINDS[kind]} {next(iter(rows))['found']}" for kind, rows in groupby(found, key=lambda row: row["kind"]))
    return f"「{words}」共找到 {total(found)} 项：{counts}。"


def total(found: Sequence[Row]) -> int:
    """How many things were found in all, shown or not."""
    return sum({row["kind"]: row["found"] for row in found}.values())


def marked(shown: str, words: str) -> str:
    """``shown`` with every occurrence of the typed words marked. Markup."""
    look = "".join(_folded(sign) for sign in shown)
    spots = [False] * len(shown)
    for word in {"".join(_folded(sign) for sign in part) for part in words.split()}:
        for found in re.finditer(re.escape(word), look):
            spots[found.start() : found.end()] = [True] * (found.end() - found.start())
    pieces = groupby(zip(shown, spots, strict=True), key=lambda pair: pair[1])
    return "".join(
        f"<mark>{inside}</mark>" if is_found else inside
        for is_found, inside in ((is_found, text("".join(sign for sign, _ in signs))) for is_found, signs in pieces)
    )


def _folded(sign: str) -> str:
    """One sign as the query compares it: narrow and in lower case; always one sign."""
    narrow = unicodedata.normalize("NFKC", sign).lower()
    narrow = '"' if sign in "“”‘’「」《》＂" else narrow
    return narrow if len(narrow) == 1 else sign


def form(words: str) -> str:
    """The search box of the page itself. Markup."""
    return (
        f'<form class="search-form" role="search" action="./{PAGE}"><input type="search" name="q" value="{text(words)}" '
        f'maxlength="{LONGEST}" aria-label="搜索" placeholder="部门、领域、指标、靶点、任务、整改或诉求编号" autocomplete="off">'
        "<button>搜索</button></form>"
    )


def direct(words: str, found: Sequence[Row], month: date | None) -> str:
    """The one thing that is called exactly so, before all others; nothing when there is none or several. Markup."""
    exact = [row for row in found if row["fit"] == 0]
    if len(exact) != 1:
        return ""
    row = exact[0]
    return (
        f'<a class="search-direct" href="{link(row, month)}" target="_self"><span>{KINDS[row["kind"]]}</span>'
        f"<b>{marked(row['name'], words)}</b><small>{text(row['note'])}</small><i>打开 ›</i></a>"
    )


def groups(words: str, found: Sequence[Row], month: date | None, *, is_one_kind: bool) -> str:
    """The results by kind with their counts. Markup."""
    return "".join(
        _group(words, kind, list(rows), month, is_one_kind=is_one_kind)
        for kind, rows in groupby(found, key=lambda row: row["kind"])
    )


def _group(words: str, kind: str, rows: Sequence[Row], month: date | None, *, is_one_kind: bool) -> str:
    lines = "".join(f"<li>{_line(words, row, month)}</li>" for row in rows)
    left = rows[0]["found"] - len(rows)
    if left and is_one_kind:
        more = f'<p class="desk-note">另有 {left} 项未列出。请多写几个字缩小范围。</p>'
    elif left:
        more = f'<a class="more" href="{address(PAGE, q=words, kind=kind)}" target="_self">查看全部 {rows[0]["found"]} 项 ›</a>'
    else:
        more = ""
    return f'<section class="search-group"><h2>{KINDS[kind]}<span>{rows[0]["found"]}</span></h2><ol>{lines}</ol>{more}</section>'


def _line(words: str, row: Row, month: date | None) -> str:
    """A thing by its name; the number or the other name that was found stands behind it."""
    is_number = row["called"] == row["id"]
    is_other = row["called"] and row["called"] not in row["name"]
    called = f" <em>{'' if is_number else '又称 '}{marked(row['called'], words)}</em>" if is_other else ""
    return (
        f'<a href="{link(row, month)}" target="_self">{marked(row["name"], words)}</a>{called}<small>{text(row["note"])}</small>'
    )


def advice(viewer: Viewer) -> str:
    """What can be looked for, with examples to click. Markup."""
    examples = "".join(f'<a href="{address(PAGE, q=word)}" target="_self">{text(word)}</a>' for word in EXAMPLES)
    number = "诉求只认完整编号；" if viewer.reach("page", PAGES[COMPLAINT][0]) else ""
    return (
        f'<div class="search-advice"><p>可以搜部门（含简称和旧称）、领域、二级指标、监督靶点、改革任务、整改和办理事项的名称或编号；{number}'
        "几个词之间用空格，全角半角、大小写都可以。</p>"
        f"<p>例如：{examples}</p></div>"
    )
