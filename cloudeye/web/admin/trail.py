"""The trail as the auditor reads it: a filter that lives in the address, entries in words, the verdict of a check."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from cloudeye.access.permissions import ROLES, permissions
from cloudeye.access.trail.check import Verdict
from cloudeye.access.trail.entry import shortened
from cloudeye.access.trail.listing import ACTIONS, Filter
from cloudeye.web.admin.markup import Line, shaped, sheet
from cloudeye.web.frame import address
from cloudeye.web.wording import DASH, text

Row = Mapping[str, Any]
PAGE = "admin-trail"
ROWS = 50
EVERY_ACTION, EVERY_RESULT = "全部操作", "全部结果"
RESULTS = {"成功": "met", "失败": "warn", "拒绝": "late", "开始": "lookback"}
ACTION_CHOICES = [EVERY_ACTION, *ACTIONS.values()]
RESULT_CHOICES = [EVERY_RESULT, *RESULTS]
# Roles that only the trail knows: commands, and the programme by itself.
OTHER_ROLES = {"operator": "本机", "system": "系统"}
DETAILS = {
    "account": "账号",
    "actor": "账号",
    "before": "原为",
    "bytes": "字节数",
    "changes": "改动",
    "correct": "更正已发布月份",
    "dataset": "数据集",
    "department": "单位",
    "display": "大屏编号",
    "entries": "条数",
    "error": "出错",
    "faults": "问题数",
    "file": "文件",
    "filters": "条件",
    "hash": "校验值",
    "means": "意为",
    "number": "最后一条序号",
    "origin": "账号来源",
    "page": "页",
    "reason": "理由",
    "records": "办件数",
    "result": "结果",
    "role": "角色",
    "rows": "行数",
    "seed": "种子",
    "sender": "报送单位",
    "session": "会话编号",
    "to": "移至",
    "until": "至",
    "what": "内容",
}
EXPORT_COLUMNS = {
    "number": "序号",
    "recorded_at": "时间",
    "actor": "账号",
    "role_label": "角色",
    "address": "来自",
    "label": "操作",
    "subject": "对象",
    "result": "结果",
    "detail_words": "说明",
    "hash": "校验值",
    "file": "文件",
}
FIELD_WORDS = {"since": "自", "until": "至", "actor": "账号", "action": "操作", "result": "结果", "text": "包含"}
FIELDS = tuple(FIELD_WORDS)


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def filter_of(fields: Mapping[str, str]) -> Filter:
    """The filter that an address or a form describes by ``FIELDS``: days as 2026-11-22, both included; the action and the result
    in Chinese. What is empty or means nothing keeps everything."""
    since, until = _day(fields.get("since", "")), _day(fields.get("until", ""))
    actions = {label: action for action, label in ACTIONS.items()}
    result = fields.get("result", "")
    return Filter(
        since=None if since is None else datetime.combine(since, time()),
        until=None if until is None else datetime.combine(until + timedelta(days=1), time()),
        actor=fields.get("actor", "").strip(),
        action=actions.get(fields.get("action", ""), ""),
        result=result if result in RESULTS else "",
        text=fields.get("text", "").strip(),
    )


def fields_of(since: date | None, until: date | None, actor: str, action: str, result: str, words: str) -> dict[str, str]:
    """What is chosen on the page, as ``filter_of`` and the export's form take it; empty where everything is wanted."""
    days = ["" if day is None else day.isoformat() for day in (since, until)]
    wanted = ["" if choice in (EVERY_ACTION, EVERY_RESULT) else choice for choice in (action, result)]
    return dict(zip(FIELDS, (*days, actor.strip(), *wanted, words.strip()), strict=True))


def filter_words(fields: Mapping[str, str]) -> str:
    """The filter in one line for the trail itself: ``自 2026-11-01，操作 登录``; 全部 when it keeps everything."""
    return shortened("，".join(f"{word} {fields[name]}" for name, word in FIELD_WORDS.items() if fields.get(name)) or "全部")


def role_words(role: str) -> str:
    """The Chinese of a role in the trail."""
    if role in ROLES:
        return ROLES[role].label
    return OTHER_ROLES.get(role, role)


def subject_words(subject: str) -> str:
    """What it was done to; pages, addresses and actions by the name that the table of permissions gives them."""
    for kind in ("page", "route", "action"):
        if known := permissions().get((kind, subject)):
            return known.label
    return subject


def _value(name: str, value: str | int | None, organisations: Mapping[str, str]) -> str:
    if value is None:
        return "无"
    found = str(value)
    if name in ("role", "before"):
        return role_words(found)
    return organisations.get(found, found) if name == "department" else found


def detail_words(detail: Mapping[str, str | int | None], organisations: Mapping[str, str]) -> str:
    """``角色 部门联络员，单位 行政审批部门`` from the details of an entry; ``organisations`` gives the name of an id."""
    return "，".join(
        f"第 {value} 页" if name == "page" else f"{DETAILS.get(name, name)} {_value(name, value, organisations)}"
        for name, value in detail.items()
    )


def worded(entry: Row, organisations: Mapping[str, str]) -> dict[str, Any]:
    """An entry with what ``EXPORT_COLUMNS`` asks for beyond what it has."""
    return {
        **entry,
        "role_label": role_words(entry["role"] or ""),
        "subject": subject_words(entry["subject"] or ""),
        "detail_words": detail_words(entry["detail"], organisations),
    }


def conclusion(total: int, *, is_filtered: bool) -> str:
    """One sentence: how many entries there are. Markup."""
    words = f"符合条件的有 {total:,} 条。" if is_filtered else f"共 {total:,} 条，每一次登录、查看、导出和改动都在这里。"
    return f'<p class="desk-conclusion">{words}</p>'


def _line(entry: Row, organisations: Mapping[str, str]) -> Line:
    row = worded(entry, organisations)
    return "", (
        str(row["number"]),
        DASH if row["recorded_at"] is None else f"{row['recorded_at']:%Y-%m-%d %H:%M:%S}",
        f"<b>{text(row['actor'] or DASH)}</b>",
        text(row["role_label"] or DASH),
        text(row["label"]),
        shaped(RESULTS.get(row["result"], "none"), row["result"]),
        f"{text(row['subject'] or DASH)}<small>{text(row['detail_words'])}</small>",
        text(row["address"] or DASH),
    )


def table(entries: Sequence[Row], organisations: Mapping[str, str]) -> str:
    """One row per entry, the newest first."""
    columns = {
        "序号": "low left", "时间": "left", "账号": "left", "角色": "left", "操作": "left", "结果": "left", "对象与说明": "name",
        "来自": "left low",
    }  # fmt: skip
    return sheet("审计日志", columns, [_line(entry, organisations) for entry in entries], "trail")


def pager(fields: Mapping[str, str], page: int, total: int, upto: int | None) -> str:
    """``第 51–100 条，共 1,234 条`` with links to the pages beside this one; nothing when all is on this one.

    A link keeps the filter and ``upto``, the newest entry of the first page.
    """
    if total <= ROWS and page == 1:
        return ""
    kept = {name: value for name, value in fields.items() if value} | ({"upto": str(upto)} if upto else {})
    links = [
        (f'<a href="{address(PAGE, **kept, page=str(to))}" target="_self">{words}</a>' if there else f"<span>{words}</span>")
        for words, to, there in (("较新的", page - 1, page > 1), ("较早的", page + 1, page * ROWS < total))
    ]
    span = f"第 {(page - 1) * ROWS + 1:,}–{min(page * ROWS, total):,} 条，共 {total:,} 条"
    return f'<nav class="pager" aria-label="翻页">{span}{"".join(links)}</nav>'


def verdict_words(verdict: Verdict, seconds: float, checked_at: datetime) -> str:
    """What a check found, in one sentence."""
    took = "不到 0.1 秒" if seconds < 0.1 else f" {seconds:.1f} 秒"
    first = verdict.archived + 1
    reach = f"第 {first:,} 条至第 {verdict.last:,} 条" if verdict.entries else "还没有记录"
    archived = f"，之前 {verdict.archived:,} 条已归档" if verdict.archived else ""
    ends = "" if verdict.anchors is None else f"，并与数据库留存的 {verdict.anchors:,} 个结尾核对"
    found = "没有发现改动、缺失或错序" if verdict.is_whole else f"发现 {len(verdict.faults):,} 处问题"
    return f"{found}。逐条核验 {verdict.entries:,} 条（{reach}{archived}）{ends}，用时{took}，{checked_at:%Y-%m-%d %H:%M:%S}。"


def verdict_table(verdict: Verdict) -> str:
    """Every fault with its file and line; empty text when there is none."""
    if verdict.is_whole:
        return ""
    lines = [("", (text(fault.file), str(fault.line or "整个文件"), text(fault.what))) for fault in verdict.faults]
    advice = "请立即保全日志文件夹与服务器磁盘，报告安全负责人；不要删除或修改任何文件。"
    table = sheet("日志的问题", {"文件": "left", "行": "", "问题": "name"}, lines)
    return f'<div class="faults">{table}</div><p class="desk-note">{advice}</p>'


def verdict_box(verdict: Verdict, seconds: float, checked_at: datetime) -> str:
    """The verdict with its shape, its sentence and its faults."""
    tone, word = ("met", "日志完整") if verdict.is_whole else ("late", "日志有问题")
    sentence = verdict_words(verdict, seconds, checked_at)
    return (
        f'<div class="desk-notice verdict {tone}" role="{"status" if verdict.is_whole else "alert"}">'
        f"<b>{shaped(tone, word)}</b><span>{text(sentence)}</span></div>{verdict_table(verdict)}"
    )


def export_form(fields: Mapping[str, str], hidden: str) -> str:
    """A plain form that fetches what the filter keeps; ``hidden`` is the field by which the route knows our own page."""
    kept = "".join(f'<input type="hidden" name="{name}" value="{text(fields.get(name, ""))}">' for name in FIELDS)
    return f'<form class="export-form" method="post" action="./export/trail">{hidden}{kept}<button>导出 CSV</button></form>'
