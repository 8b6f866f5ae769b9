"""The list of complaints: one sentence, a table of what this viewer may see, the way on, and the form of the export."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from cloudeye.access.record_filters import OVERDUE, Filters
from cloudeye.access.records import Page
from cloudeye.access.viewer import Viewer
from cloudeye.reasons import SHORTEST_REASON
from cloudeye.web.frame import address
from cloudeye.web.listing import Column, Columns, export_fields, read_columns, small
from cloudeye.web.supervisor.clocks import clock_words, marked, state_mark
from cloudeye.web.wording import count, full_month, text

Row = Mapping[str, Any]
LIST, CASE = "supervisor-complaints", "supervisor-complaint"
OVERDUE_WORDS = "已超期"
HIDDEN_FROM_OWN = "诉求人、企业、正文等能认出诉求人的内容对承办单位不可见。"
NO_PLACES = "您的角色不显示诉求位置，地址中的网格条件没有使用。"
LONGEST_CONTENT = 60


def conclusion(page: Page, *, is_filtered: bool) -> str:
    """One sentence: how many, how many of them overdue. Markup."""
    whole = f"符合条件的有 {count(page.total)} 件" if is_filtered else f"共 {count(page.total)} 件"
    late = f"，{count(page.overdue)} 件已超期" if page.overdue else "，没有超期的"
    return f'<p class="desk-conclusion">{whole}{late}。</p>'


def note(rows: Sequence[Row]) -> str:
    """What is not shown and why, when something is not; markup."""
    return f'<p class="desk-note">{HIDDEN_FROM_OWN}</p>' if any(row["is_own"] for row in rows) else ""


def conditions(filters: Filters, choices: Mapping[str, Mapping[str, str]]) -> str:
    """The filters in words, those that stand behind a button too: 2026 年 1 月至 2 月；领域：招标投标. Plain text, or ''.

    What is searched for stands in its own field alone: a page about complaints repeats nothing that somebody typed.
    """
    span = [full_month(month) for month in (filters.month, filters.until) if month]
    found = ["至 ".join(span) if filters.month else f"截至 {span[0]}"] if span else []
    chosen = {
        "承办部门": choices["department"].get(filters.department_id or ""),
        "分类": choices["class"].get(filters.class_id or ""),
        "领域": choices["domain"].get(filters.domain_id or ""),
        "渠道": choices["channel"].get(filters.channel_id or ""),
        "街道": choices["subdistrict"].get(filters.subdistrict_id or ""),
        "网格": filters.cell,
        "状态": states(choices["state"]).get(filters.state or ""),
    }
    return "；".join([*found, *(f"{label}：{value}" for label, value in chosen.items() if value)])


def columns(filters: Filters, now: datetime) -> Columns:
    """The columns of the list; the number leads to the complaint and brings the filters along."""
    kept = filters.written()

    def number(row: Row) -> str:
        where = address(CASE, complaint=row["complaint_id"], **kept)
        urgent = '<small class="warn">▲ 紧急</small>' if row["is_urgent"] else ""
        return f'<a class="row-link" href="{where}" target="_self">{text(row["complaint_id"])}</a>{urgent}' + small(
            "保密" if row["is_confidential"] else ""
        )

    def matter(row: Row) -> str:
        below = "，".join(word for word in (row["kind"], row["channel"], row["class"] if row["title"] else None) if word)
        return text(row["title"] or row["class"] or "未分类") + small(below)

    def content(row: Row) -> str:
        said = row["content"] or ""
        return text(said if len(said) <= LONGEST_CONTENT else said[:LONGEST_CONTENT] + "…")

    return {
        "number": Column("编号", number, {"complaint_id": "诉求编号"}),
        "submitted": Column(
            "提交", lambda row: f"{row['submitted_at']:%Y-%m-%d}" + small(f"{row['submitted_at']:%H:%M}"), {"submitted_at": "提交时间"}
        ),
        "department": Column(
            "承办部门", lambda row: text(row["department"] or ""), {"department": "承办部门"}, is_wide=True
        ),
        "matter": Column(
            "诉求", matter, {"kind": "诉求类型", "channel": "来源渠道", "class": "问题分类", "title": "标题"}, is_wide=True
        ),
        "people": Column(
            "企业与诉求人", lambda row: text(row["enterprise"] or "") + small(row["complainant"]),
            {"enterprise": "企业", "complainant": "诉求人"}, is_wide=True,
        ),
        "response": Column(
            "首次联系", lambda row: marked(*clock_words(row, "response", now)),
            {"responded_at": "首次联系时间", "response_due_at": "响应时限"},
        ),
        "resolution": Column(
            "办结", lambda row: marked(*clock_words(row, "resolution", now)),
            {"claimed_at": "办结时间", "resolution_due_at": "办结时限"},
        ),
        "state": Column("状态", state_mark, {"state_label": "状态"}),
        "domain": _plain("领域", "domain", is_usual=False),
        "subdistrict": _plain("街道", "subdistrict", is_usual=False),
        "content": Column("正文", content, {"content": "内容"}, is_usual=False, is_wide=True),
        "phone": _plain("联系电话", "phone", is_usual=False),
        "id_number": _plain("证件号码", "id_number", is_usual=False),
        "address": _plain("发生地址", "address", is_usual=False),
        "uscc": _plain("信用代码", "uscc", is_usual=False),
    }  # fmt: skip


def _plain(heading: str, name: str, *, is_usual: bool = True) -> Column:
    return Column(heading, lambda row: text(row[name] or ""), {name: heading}, is_usual=is_usual)


def shown_columns(chosen: Sequence[str], rows: Sequence[Row]) -> list[str]:
    """The chosen columns; who complained has one only where this viewer may know anything of it."""
    has_people = any(row["enterprise"] or row["complainant"] for row in rows)
    return [name for name in chosen if has_people or name != "people"]


def states(choices: Mapping[str, str]) -> dict[str, str]:
    """What the chooser of states offers: overdue first."""
    return {OVERDUE: OVERDUE_WORDS, **choices}


def export_columns(query: Mapping[str, str]) -> list[str]:
    """Which cells of a complaint a file of the list holds: those of the columns that are shown."""
    offered = columns(Filters(), datetime.min)
    return list(export_fields(read_columns(query, offered), offered))


def export_form(kept: Mapping[str, str], hidden: str) -> str:
    """A plain form that fetches what the fields of the address leave, in the columns they name; ``hidden`` is the field by which
    the route knows our own page."""
    fields = "".join(f'<input type="hidden" name="{name}" value="{text(value)}">' for name, value in kept.items())
    return (
        f'<form class="export-form reasoned" method="post" action="./export/complaints">{hidden}{fields}'
        f'<label for="export-reason">导出理由</label><input id="export-reason" name="reason" required minlength="{SHORTEST_REASON}" '
        f'maxlength="200" placeholder="如：9 月督办会商" autocomplete="off"><button>导出 CSV</button>'
        "<small>导出会记入审计日志，每一行带账号和时间</small></form>"
    )


def export_is_open(viewer: Viewer) -> bool:
    """Whether the export is there for this viewer; the route asks again."""
    return bool(viewer.reach("route", "POST /export/complaints"))
