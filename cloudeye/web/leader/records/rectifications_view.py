"""The register of rectifications drawn: one sentence, rows with two clocks, and what a file of it holds."""

from collections.abc import Mapping, Sequence
from typing import Any

from cloudeye.access.viewer import Viewer
from cloudeye.web.frame import address
from cloudeye.web.leader.records.clocks import reply_bar, state_mark, state_words, term_bar
from cloudeye.web.leader.records.rectifications import CASE, ORIGINS, STATES, Filters, Page
from cloudeye.web.listing import Column, Columns, small
from cloudeye.web.wording import DASH, count, text

Row = Mapping[str, Any]
# The words of a kind of letter that its mark in a row keeps.
SHORT_LETTERS = {"履责提示函": "提示函", "监察建议书": "建议书"}


def origin_words(row: Row) -> str:
    """Where a rectification comes from: 提示函 营监示〔2026〕8号, 企业诉求 SQ20260212019, 预警 …"""
    if row["letter_kind"]:
        return f"{SHORT_LETTERS.get(row['letter_kind'], row['letter_kind'])} {row['letter_number'] or ''}".strip()
    return f"{ORIGINS.get(row['origin_kind'], row['origin_kind'])} {row['origin_id'] or ''}".strip()


def _origin(row: Row) -> str:
    first, _, second = origin_words(row).partition(" ")
    return f"{text(first)}{small(second)}"


def _checked(row: Row) -> str:
    """The four words of "closed is not solved" in short: only a check by somebody else counts."""
    if row["recurred_at"] and not row["closed_at"]:
        return "曾复发"
    if row["verified_at"]:
        return "已核验"
    return "部门称办结" if row["claimed_at"] else DASH


def columns(filters: Filters) -> Columns:
    """The columns of the register; the number leads to the rectification and brings the filters along."""
    kept = filters.written()

    def number(row: Row) -> str:
        where = address(CASE, rectification=row["rectification_id"], **kept)
        return f'<a class="row-link" href="{where}" target="_self">{text(row["rectification_id"])}</a>'

    return {
        "number": Column("编号", number, {"rectification_id": "编号"}),
        "title": Column("事项", lambda row: text(row["shown_title"]), {"shown_title": "事项"}, is_wide=True),
        "department": Column(
            "部门", lambda row: text(row["department"] or row["department_id"]), {"department_words": "部门"}
        ),
        "origin": Column("依据", _origin, {"origin_words": "依据"}),
        "state": Column("状态", state_mark, {"state_words": "状态"}),
        "reply": Column("回复时限", reply_bar, {"reply_days": "回复用时（天）", "reply_limit_days": "回复时限（天）"}),
        "term": Column("整改时限", term_bar, {"term_days": "整改用时（天）", "term_limit_days": "整改时限（天）"}),
        "checked": Column("核验", lambda row: text(_checked(row)), {"checked": "核验"}),
        "rule": Column("建章立制", lambda row: "有" if row["has_rule"] else DASH, {"rule": "建章立制"}, is_usual=False),
        "opened": Column("立项", lambda row: f"{row['opened_at']:%Y-%m-%d}", {"opened_at": "立项时间"}, is_usual=False),
        "due": Column("到期", lambda row: f"{row['due_at']:%Y-%m-%d}", {"due_at": "整改期限"}, is_usual=False),
        "closed": Column(
            "销号", lambda row: f"{row['closed_at']:%Y-%m-%d}" if row["closed_at"] else DASH, {"closed_at": "销号时间"},
            is_usual=False,
        ),
    }  # fmt: skip


def export_rows(rows: Sequence[Row]) -> list[Row]:
    """The rows with the words that a file writes."""
    return [
        {
            **row,
            "department_words": row["department"] or row["department_id"],
            "origin_words": origin_words(row),
            "state_words": state_words(row)[1],
            "checked": _checked(row),
            "rule": "有" if row["has_rule"] else "",
        }
        for row in rows
    ]


def conclusion(page: Page, filters: Filters, departments: Mapping[str, str]) -> str:
    """One sentence: how many, how many still open, how many overdue. Plain text."""
    where = departments.get(filters.department_id or "", "")
    if filters.state == "overdue":
        return f"{where}整改超期 {count(page.total)} 件。"
    if filters.state:
        return f"{where}{STATES[filters.state]}的整改 {count(page.total)} 件" + (
            f"，其中 {count(page.overdue)} 件超期。" if page.overdue else "。"
        )
    late = f"其中 {count(page.overdue)} 件超期" if page.overdue else "没有超期"
    return f"{where}整改 {count(page.total)} 件，{count(page.open)} 件尚未销号，{late}。"


def crumbs(viewer: Viewer, filters: Filters, departments: Mapping[str, str]) -> list[tuple[str, str | None]]:
    """The way here from the ranking, as far as this viewer may go it."""
    steps: list[tuple[str, str | None]] = []
    if viewer.reach("page", "leader-ranking"):
        steps.append(("部门排名", address("")))
    if department := departments.get(filters.department_id or ""):
        steps.append((department, address("leader-department", department=str(filters.department_id))))
    return [*steps, ("整改台账", None)]


NOTE = (
    '<p class="desk-note">两根条分别是回复时限与整改时限，竖线是到期日，按自然日计；部门申请销号后整改时限停表。'
    "部门称办结不算办结，须由部门以外的人核验；回头看通过后才销号。由企业诉求转来的，事项写问题分类，不写原文。</p>"
)
