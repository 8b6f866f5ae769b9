"""The raw rows behind one input of a passport: the newest few, as this viewer may see them, and the way to all of them."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from cloudeye.access.permissions import Reach
from cloudeye.access.records import LIST as COMPLAINTS
from cloudeye.access.records import evidence
from cloudeye.access.viewer import Viewer
from cloudeye.scoring.passport_tree import figure_of
from cloudeye.web import district
from cloudeye.web.frame import address
from cloudeye.web.leader.passport.figure import DISTRICT, RATES, Sheet
from cloudeye.web.leader.passport.lines import fraction
from cloudeye.web.leader.passport.view import batch_link, card, plain, table
from cloudeye.web.wording import count, points, text

Row = Mapping[str, Any]
RECORDS, TASKS, TASK = "leader-records", "leader-tasks", "leader-task"
SHOWN = 4
PERIODS = {"月": 1, "季": 3, "年": 12}
# What a complaint is counted for, by the measure of a point.
FACTS = {
    "complaint_count": "submitted", "complaint_on_time_rate": "due", "responded_rate": "responded", "called_back_rate": "called",
    "solved_rate": "solved", "satisfied_rate": "satisfied",
}  # fmt: skip
VERDICTS = {
    "responded": ("按期", "超期"),
    "due": ("按期", "超期"),
    "called": ("已回访", "未回访"),
    "solved": ("已解决", "未解决"),
    "satisfied": ("满意", "不满意"),
}
RIGHT = ("办结", "工作日", "提交", "计划", "实际", "数值")
UNSORTED = "未分类"
NO_RIGHT = "按权限，本账号不能查看逐件记录。"


def month_after(month: date, months: int = 1) -> date:
    """The first day of the month ``months`` later."""
    number = month.year * 12 + month.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)


def evidence_card(sheet: Sheet, chosen: str, viewer: Viewer) -> str:
    """The panel for the chosen input: of an indicator or a domain its point that counts the most raw rows. Empty when there is
    none."""
    row = _input_of(sheet, chosen)
    if row is None and sheet.subject.kind in RATES and not sheet.is_hidden:
        row = {"part": "response", "component_id": sheet.subject.kind, "name": sheet.subject.label, "is_small": False,
               "records": 0, "value": None, "source_period": sheet.subject.month}  # fmt: skip
    if row is None:
        return ""
    if row["is_small"]:
        return _rows_card('<p class="desk-note">少于 5 件，不列出。</p>', note=row["name"])
    if row["part"] == "tasks":
        return _task(sheet, row, viewer)
    if row["part"] == "response" or row["derived_from"] == "complaints":
        return _complaints(sheet, row, viewer)
    return _services(sheet, row, viewer) if row["derived_from"] == "service_records" else _reports(row, viewer)


def _input_of(sheet: Sheet, chosen: str) -> Row | None:
    exact = next((row for row in sheet.inputs if figure_of(row) == chosen), None)
    if exact is not None:
        return exact
    kind, _, one = chosen.partition(":")
    inside = [row for row in sheet.inputs if one and row.get(f"{kind}_id") == one and not row["is_small"]]
    return max(inside, key=lambda row: row["records"] or 0, default=None)


def _table(heads: Sequence[str], rows: Sequence[str]) -> str:
    head = "".join(f'<th class="{"" if name in RIGHT else "left"}">{name}</th>' for name in heads)
    body = "".join(rows) or f'<tr><td class="left low" colspan="{len(heads)}">没有可列出的记录</td></tr>'
    return table("pass-rows", head, body)


def _verdict(is_good: bool, words: tuple[str, str]) -> str:
    return (
        f'<span class="mark-met">●</span> {words[0]}'
        if is_good
        else f'<span class="mark-late">■</span> <b class="worse">{words[1]}</b>'
    )


def _all(page: str, words: str, viewer: Viewer, **query: str) -> str:
    return f'<a href="{address(page, **query)}" target="_self">{text(words)}</a>' if viewer.reach("page", page) else ""


def _rows_card(inside: str, *, note: str = "", link: str = "") -> str:
    return card("原始记录", inside, note=note, link=link, name="rows")


def _named(row: Row) -> str:
    said = plain(row["value"]) + (row["unit"] or "")
    return f"{row['component_id']} {row['name']} {said}"


def _services(sheet: Sheet, row: Row, viewer: Viewer) -> str:
    department, month = row["item_department_id"], row["last_month"]
    reach = viewer.reach("page", RECORDS)
    if not reach or (reach is not Reach.ALL and department not in viewer.departments):
        return _rows_card(f'<p class="desk-note">{_named_safe(row)}：{count(row["records"])} 件。{NO_RIGHT}</p>')
    found: Sequence[Row] = ()
    if month is not None:
        since, until = (datetime(day.year, day.month, day.day) for day in (month, month_after(month)))
        found = district.ask(
            "service_evidence", department_id=department, item_id=row["item_id"], since=since, until=until, limit=SHOWN
        )
    rows = [
        f'<tr><td class="left">{text(one["record_id"])}</td><td>{one["finished_at"]:%m-%d}</td>'
        f"<td>{_clock(one)}</td><td class='left'>{_verdict(not one['is_late'], ('按期', '超期'))}</td></tr>"
        for one in found
    ]  # fmt: skip
    link = ""
    if month is not None:
        words = f"全部 {count(row['records'])} 行" if row["frequency"] == "月" else f"{month:%Y-%m} 的记录"
        link = _all(RECORDS, words, viewer, month=f"{month:%Y-%m}", department=department, item=row["item_id"])
    return _rows_card(
        _table(("编号", "办结", "工作日", "判定"), rows),
        note=f"{_named(row)}；{row['item']}，办结最晚的几件",
        link=link,
    )


def _clock(one: Row) -> str:
    return f"{one['workdays']:.1f}/{plain(one['limit_days'])}"


def _named_safe(row: Row) -> str:
    return text(_named(row))


def _complaints(sheet: Sheet, row: Row, viewer: Viewer) -> str:
    is_rate = row["part"] == "response"
    fact = row["component_id"] if is_rate else FACTS[row["measure"]]
    first = row["source_period"]
    last = sheet.subject.month if is_rate else month_after(first, PERIODS[row["frequency"]] - 1)
    whom = sheet.subject.subject_id if is_rate and sheet.subject.subject_id != DISTRICT else None
    said = f"{row['name']} {fraction(row)}" if is_rate and row["value"] is not None else row["name"] if is_rate else _named(row)
    if not viewer.reach("page", COMPLAINTS):
        return _rows_card(f'<p class="desk-note">{text(said)}：{count(row["records"])} 件。{NO_RIGHT}</p>')
    found = evidence(
        district.store(), viewer, fact, first, last, department_id=whom,
        domain_id=None if is_rate else row["complaint_domain_id"], class_id=None if is_rate else row["class_id"],
        channel_id=None if is_rate else row["channel_id"], limit=SHOWN, trail=district.access().trail,
    )  # fmt: skip
    rows = [
        f'<tr><td class="left">{_case(one["complaint_id"])}</td><td class="left class" title="{text(one["class"] or UNSORTED)}">'
        f"{text(one['class'] or UNSORTED)}</td><td>{one['submitted_at']:%m-%d}</td>"
        f"<td class='left'>{'' if fact == 'submitted' else _verdict(bool(one['is_hit']), VERDICTS[fact])}</td></tr>"
        for one in found
    ]
    query = {"department": whom} if whom else {}
    if not is_rate:
        query |= {
            name: row[key]
            for name, key in (("domain", "complaint_domain_id"), ("class", "class_id"), ("channel", "channel_id"))
            if row[key]
        }
    link = _all(COMPLAINTS, f"{last:%Y-%m} 全部诉求", viewer, month=f"{last:%Y-%m}", **query)
    note = f"{said}；按权限脱敏"
    if not found and fact in ("called", "solved", "satisfied") and viewer.reach("page", COMPLAINTS) is not Reach.ALL:
        return _rows_card('<p class="desk-note">企业对本单位的回访答复不逐件显示。</p>', note=said, link=link)
    return _rows_card(_table(("编号", "事由", "提交", "判定"), rows), note=note, link=link)


def _case(number: str) -> str:
    return f'<a href="{address("supervisor-complaint", complaint=number)}" target="_self">{text(number)}</a>'


def _task(sheet: Sheet, row: Row, viewer: Viewer) -> str:
    found = district.ask("task_evidence", task_id=row["component_id"], month=sheet.subject.month, limit=SHOWN)
    rows = [
        f'<tr><td class="left">{one["month"]:%Y-%m}</td><td>{points(one["planned_percent"])}%</td>'
        f"<td>{points(one['actual_percent'])}%</td>"
        f"<td class='left'>{_verdict(one['is_on_plan'], ('达到计划', '落后'))}</td></tr>"
        for one in found
    ]
    link = _all(TASK, "任务详情", viewer, month=f"{sheet.subject.month:%Y-%m}", task=row["component_id"])
    return _rows_card(_table(("月份", "计划", "实际", "判定"), rows), note=f"{row['component_id']} {row['name']}", link=link)


def _reports(row: Row, viewer: Viewer) -> str:
    found = (
        district.ask("value_evidence", point_id=row["component_id"], until=row["source_period"], limit=SHOWN)
        if row["source_period"]
        else ()
    )
    rows = [
        f'<tr><td class="left">{one["period"]:%Y-%m}</td><td>{plain(one["value"])}</td>'
        f"<td class='left'>{text(one['status'])}</td>"
        f'<td class="left">{batch_link(one["batch_id"], viewer, at=one["loaded_at"]) if one["batch_id"] else ""}</td></tr>'
        for one in found
    ]
    return _rows_card(_table(("数据期", "数值", "状态", "批次"), rows), note=f"{_named(row)}；部门报送")
