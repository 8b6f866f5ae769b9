"""One complaint: its thread, both clocks, what was said, who asked back, and in words what is not shown."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from cloudeye.access.records import Case
from cloudeye.web.frame import address
from cloudeye.web.supervisor.clocks import CLOCKS, STAGES, clock_words, marked, moment, state_mark
from cloudeye.web.supervisor.complaint_list import HIDDEN_FROM_OWN, LIST
from cloudeye.web.theme import SHAPES
from cloudeye.web.wording import DASH, text

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
    back = f'<a href="{address(LIST)}" target="_self">诉求清单</a>'
    crumb = f'<p class="desk-crumb">{back} › {text(row["complaint_id"])}</p>'
    return f'{crumb}<p class="desk-conclusion">{state_mark(row)}。{text(clocks)}。</p>'


def _panel(title: str, qualifier: str, inner: str) -> str:
    return f'<section class="case-panel"><h2>{text(title)}<span>{text(qualifier)}</span></h2>{inner}</section>'


def _step(event: Row, *, is_last: bool) -> str:
    tone = STAGES.get(event["stage"] or "", "none") if is_last else "met"
    reason = f"<p>{text(event['reason'])}</p>" if event["reason"] else ""
    return (
        f'<li><span class="mark-{tone}" aria-hidden="true">{SHAPES[tone]}</span>'
        f"<b>{text(event['label'] or event['to_state'])}</b>"
        f"<time>{moment(event['occurred_at'])}</time><small>{text(event['actor'] or '经办人不显示')}</small>{reason}</li>"
    )


def thread(events: Sequence[Row]) -> str:
    """The complaint's events, the oldest first."""
    steps = "".join(_step(event, is_last=event is events[-1]) for event in events)
    body = f'<ol class="thread">{steps}</ol>' if events else '<p class="low">还没有办理记录。</p>'
    return _panel("办理过程", "", body)


def _clock(row: Row, clock: str, now: datetime) -> str:
    used, limit = row[f"{clock}_workdays"], row[f"{clock}_limit_workdays"]
    tone, words = clock_words(row, clock, now)
    share = 0.0 if not limit or used is None else min(1.0, used / limit)
    days = DASH if used is None else f"{used}/{limit}" if limit else f"{used}"
    return (
        f'<div class="clock"><span>{CLOCKS[clock][0]}</span>'
        f'<i class="gauge"><i class="fill-{tone}" style="width:{100 * share:.0f}%"></i></i>'
        f"<b>{days}</b><small>{marked(tone, words)}</small></div>"
    )


def clocks(row: Row, now: datetime) -> str:
    """Both clocks in working days, used of allowed."""
    return _panel("两个时限", "工作日，已用／时限；提交当天不计", "".join(_clock(row, name, now) for name in CLOCKS))


def content(row: Row) -> str:
    """What was said, or why it is not shown."""
    if row["is_own"]:
        return _panel(
            "诉求内容", "", f'<p class="low">{HIDDEN_FROM_OWN}请按问题分类和办理要求处理；需要补充情况时请联系专班坐席。</p>'
        )
    hint = f'<p class="low">作风线索词：{text(row["style_hint"])}</p>' if row["style_hint"] else ""
    words = text(row["content"] or "").replace("\n", "<br>")
    return _panel(
        "诉求内容", "号码与姓名按权限遮盖", (f"<p>{words}</p>" if words else '<p class="low">没有登记正文。</p>') + hint
    )


def _answer(value: bool | None, yes: str, no: str) -> str:
    return marked("none", "未说") if value is None else marked("met", yes) if value else marked("late", no)


def calls(rows: Sequence[Row], *, is_own: bool) -> str:
    """The call-backs: reached, solved, satisfied, and the reason as this viewer may read it."""
    if is_own:
        return _panel("回访", "", '<p class="low">回访情况对承办单位不可见。</p>')
    if not rows:
        return _panel("回访", "", '<p class="low">还没有回访。</p>')
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
    return _panel(
        "回访", f"{len(rows)} 次", f'<table class="desk-table"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
    )


def _facts(row: Row, names: Mapping[str, str]) -> str:
    return (
        '<dl class="facts">'
        + "".join(f"<dt>{label}</dt><dd>{text(row[name])}</dd>" for name, label in names.items() if row[name])
        + "</dl>"
    )


def facts(row: Row) -> str:
    """Kind, channel, department, class, place."""
    return _panel("基本情况", "紧急" if row["is_urgent"] else "", _facts(row, FACTS) + _times(row))


def _times(row: Row) -> str:
    return (
        f'<dl class="facts"><dt>提交时间</dt><dd>{row["submitted_at"]:%Y-%m-%d %H:%M}</dd>'
        f"<dt>受理时间</dt><dd>{moment(row['accepted_at'])}</dd></dl>"
    )


def people(row: Row) -> str:
    """Who complained, as far as this viewer may know, and in words what is not shown."""
    if row["is_own"]:
        return _panel("诉求人", "", '<p class="low">诉求人信息对承办单位不可见。</p>')
    found = _facts(row, PEOPLE) if any(row[name] for name in PEOPLE) else '<p class="low">没有可显示的内容。</p>'
    return _panel("诉求人", "", found + (f'<p class="low">{SEALED}</p>' if row["is_confidential"] else ""))


def shown_person(shown: Row) -> str:
    """A complainant that was just shown; gone with the next click. Markup."""
    words = f"{text(shown['complainant'] or '未登记姓名')}，{text(shown['phone'] or '未登记电话')}"
    return f'<p class="deed-said" role="status"><b>{words}</b><br><small>本次显示已记入审计日志；请勿转告承办单位。</small></p>'


def said(fault: str) -> str:
    """Why nothing was shown. Markup."""
    return f'<p class="deed-said failed" role="alert">{text(fault)}</p>'


def main_column(found: Case, now: datetime) -> str:
    """The middle of the page."""
    return clocks(found.row, now) + content(found.row) + calls(found.calls, is_own=found.row["is_own"])
