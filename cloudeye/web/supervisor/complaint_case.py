"""One complaint: its thread, both clocks, what was said, who asked back, and in words what is not shown."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from cloudeye.access.permissions import Reach
from cloudeye.access.records import Case, Filters
from cloudeye.access.viewer import Viewer
from cloudeye.web.frame import address
from cloudeye.web.supervisor.clocks import CLOCKS, STAGES, clock_words, marked, moment, state_mark
from cloudeye.web.supervisor.complaint_list import CASE, HIDDEN_FROM_OWN, LIST
from cloudeye.web.supervisor.panels import facts, link, links, panel, step, thread, track, two_clocks
from cloudeye.web.wording import DASH, count, full_month, text

Row = Mapping[str, Any]
SEALED = "诉求人要求保密：只有亲清助企专班坐席能看到。"
FACTS = {
    "channel": "来源渠道",
    "kind": "诉求类型",
    "department": "承办部门",
    "domain": "指标领域",
    "class": "问题分类",
    "subdistrict": "街道",
}
PEOPLE = {
    "complainant": "诉求人",
    "phone": "联系电话",
    "id_number": "证件号码",
    "address": "发生地址",
    "enterprise": "企业",
    "uscc": "信用代码",
}


def heading(row: Row) -> str:
    """What the page is called: the title if this viewer sees it, else kind and class."""
    return str(row["title"] or f"{row['kind']}：{row['class'] or '未分类'}")


def conclusion(row: Row, now: datetime) -> str:
    """One sentence: where it stands and how its clocks stand. Markup."""
    clocks = "；".join(f"{CLOCKS[name][0]}：{clock_words(row, name, now)[1]}" for name in CLOCKS)
    return f'<p class="desk-conclusion">{state_mark(row)}。{text(clocks)}。</p>'


def crumbs(row: Row, filters: Filters) -> list[tuple[str, str | None]]:
    """Back to the list as it was narrowed."""
    return [("诉求清单", address(LIST, **filters.written())), (row["complaint_id"], None)]


def timeline(events: Sequence[Row]) -> str:
    """The complaint's events, the oldest first."""
    last = len(events) - 1
    steps = [
        step(
            STAGES.get(event["stage"] or "", "none") if number == last else "met",
            event["label"] or event["to_state"], event["occurred_at"], event["actor"] or "经办人不显示", event["reason"] or "",
        )
        for number, event in enumerate(events)
    ]  # fmt: skip
    return thread(steps, empty="还没有办理记录。")


def _clock(row: Row, clock: str, pauses: Sequence[Row], now: datetime) -> str:
    used, limit = row[f"{clock}_workdays"], row[f"{clock}_limit_workdays"]
    tone, words = clock_words(row, clock, now)
    paused = [(pause["from_workdays"], pause["until_workdays"]) for pause in pauses]
    told = marked(tone, words)
    if paused:
        told += f"，暂停 {sum(last - first for first, last in paused)} 个工作日"
    if used is None or limit is None:
        bar, days = '<i class="track"></i>', DASH if used is None else f"{used}"
    else:
        fill = "muted" if tone in ("late", "none") else tone
        bar, days = track(used, limit, tone=fill, is_late=tone == "late", pauses=paused), f"{used}/{limit}"
    return f'<div class="case-clock"><span>{CLOCKS[clock][0]}</span>{bar}<b>{days}</b><small>{told}</small></div>'


def clocks(found: Case, now: datetime) -> str:
    """Both clocks in working days, used of allowed; a pause stops the second one."""
    rows = "".join(_clock(found.row, name, found.pauses if name == "resolution" else (), now) for name in CLOCKS)
    return two_clocks(rows, "工作日，已用／时限；斜纹为暂停，竖线为到期；提交当天不计")


def content(row: Row) -> str:
    """What was said, or why it is not shown."""
    if row["is_own"]:
        return panel(
            "诉求内容", "", f'<p class="low">{HIDDEN_FROM_OWN}请按问题分类和办理要求处理；需要补充情况时请联系专班坐席。</p>'
        )
    hint = f'<p class="low">作风线索词：{text(row["style_hint"])}</p>' if row["style_hint"] else ""
    words = text(row["content"] or "").replace("\n", "<br>")
    return panel("诉求内容", "号码与姓名按权限遮盖", (f"<p>{words}</p>" if words else '<p class="low">没有登记正文。</p>') + hint)


def _answer(value: bool | None, yes: str, no: str) -> str:
    return marked("none", "未说") if value is None else marked("met", yes) if value else marked("late", no)


def calls(rows: Sequence[Row], *, is_own: bool) -> str:
    """The call-backs: reached, solved, satisfied, and the reason as this viewer may read it."""
    if is_own:
        return panel("回访", "", '<p class="low">回访情况对承办单位不可见。</p>')
    if not rows:
        return panel("回访", "", '<p class="low">还没有回访。</p>')
    body = "".join(
        f'<tr><td class="left">{moment(row["called_at"])}</td>'
        + (
            f'<td class="left">{_answer(row["is_solved"], "已解决", "未解决")}</td>'
            f'<td class="left">{_answer(row["is_satisfied"], "满意", "不满意")}</td>'
            if row["is_reached"]
            else f'<td class="left" colspan="2">{marked("none", "未联系上")}</td>'
        )
        + f'<td class="name">{text(row["reason"] or "")}</td></tr>'
        for row in rows
    )
    head = "".join(f'<th class="left" scope="col">{name}</th>' for name in ("时间", "是否解决", "是否满意", "原因"))
    return panel(
        "回访", f"{len(rows)} 次", f'<table class="desk-table"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
    )


def basics(row: Row) -> str:
    """Kind, channel, department, class, place, and when it came."""
    named = {label: row[name] for name, label in FACTS.items()} | {
        "提交时间": f"{row['submitted_at']:%Y-%m-%d %H:%M}",
        "受理时间": moment(row["accepted_at"]),
    }
    return panel("基本情况", "紧急" if row["is_urgent"] else "", facts(named))


def people(row: Row) -> str:
    """Who complained, as far as this viewer may know, and in words what is not shown."""
    if row["is_own"]:
        return panel("诉求人", "", '<p class="low">诉求人信息对承办单位不可见。</p>')
    found = (
        facts({label: row[name] for name, label in PEOPLE.items()})
        if any(row[name] for name in PEOPLE)
        else '<p class="low">没有可显示的内容。</p>'
    )
    return panel("诉求人", "", found + (f'<p class="low">{SEALED}</p>' if row["is_confidential"] else ""))


def shown_person(shown: Row) -> str:
    """A complainant that was just shown; gone with the next click. Markup."""
    words = f"{text(shown['complainant'] or '未登记姓名')}，{text(shown['phone'] or '未登记电话')}"
    return f'<p class="deed-said" role="status"><b>{words}</b><br><small>本次显示已记入审计日志；请勿转告承办单位。</small></p>'


def said(fault: str) -> str:
    """Why nothing was shown. Markup."""
    return f'<p class="deed-said failed" role="alert">{text(fault)}</p>'


def related(viewer: Viewer, found: Case, rectifications: Sequence[Row]) -> str:
    """What else is about the same matter: duplicates, the topic, rectifications, the points it counts in. Markup."""
    row, lines = found.row, []
    lines += [
        ("并入" if other["is_original"] else "重复", link(address(CASE, complaint=other["complaint_id"]), other["complaint_id"]),
         f"{other['submitted_at']:%Y-%m-%d}，{other['state_label'] or ''}，{other['department'] or ''}")
        for other in found.related
    ]  # fmt: skip
    if found.topic:
        lines.append(_topic(found.topic))
    lines += [
        ("整改", _rectification(viewer, other),
         f"{other['phase']}，限 {other['due_at']:%Y-%m-%d}" + ("，已超期" if other["is_overdue"] else ""))
        for other in rectifications
    ]  # fmt: skip
    if not rectifications:
        lines.append(("整改", '<span class="low">没有由它转来的整改</span>', ""))
    lines += [("靶点", _point(viewer, point), f"{full_month(point['month'])}计入") for point in found.points]
    if not found.points:
        why = "表扬不计入" if row["kind"] == "表扬" else "已并入另一件，不重复计入" if row["state"] == "merged" else "目前不计入"
        lines.append(("靶点", f'<span class="low">{why}</span>', ""))
    return panel("关联", "同一件事的线索", links(lines))


def _topic(topic: Row) -> tuple[str, str, str]:
    """The class, department and month of a complaint as one topic, counted by enterprises; a small one is not counted out."""
    where = address(LIST, month=f"{topic['month']:%Y-%m}", department=topic["department_id"], **{"class": topic["class_id"]})
    told = (
        "同类诉求" if topic["enterprises"] is None else f"{count(topic['enterprises'])} 家企业，{count(topic['complaints'])} 件"
    )
    below = "同部门、同分类、同月；" + ("不足 5 家，不列数" if topic["enterprises"] is None else "不含重复件")
    return "主题", link(where, told), below


def _rectification(viewer: Viewer, row: Row) -> str:
    """A link for whoever may open it."""
    reach = viewer.reach("page", "leader-rectification")
    is_open = reach is Reach.ALL or (bool(reach) and row["department_id"] in viewer.departments)
    number = row["rectification_id"]
    return link(address("leader-rectification", rectification=number), number) if is_open else text(number)


def _point(viewer: Viewer, point: Row) -> str:
    where = address("leader-point", month=f"{point['month']:%Y-%m}", point=point["point_id"])
    return link(where, point["name"]) if viewer.reach("page", "leader-point") is Reach.ALL else text(point["name"])


def main_column(found: Case, now: datetime) -> str:
    """The middle of the page."""
    return clocks(found, now) + content(found.row) + calls(found.calls, is_own=found.row["is_own"])
