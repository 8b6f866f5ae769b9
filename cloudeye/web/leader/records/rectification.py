"""One rectification: its thread, both clocks, the four states of "closed is not solved", where it comes from, what it left."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from cloudeye.access import records
from cloudeye.access.viewer import Viewer
from cloudeye.errors import Refused
from cloudeye.web import district
from cloudeye.web.frame import address
from cloudeye.web.leader.records.clocks import state_mark, state_words, term_is_late, term_tone
from cloudeye.web.leader.records.rectifications import LIST, ORIGINS, Filters
from cloudeye.web.supervisor.clocks import marked
from cloudeye.web.supervisor.panels import facts, link, links, panel, step, thread, track, two_clocks
from cloudeye.web.wording import DASH, text

Row = Mapping[str, Any]
NOT_THERE = "没有编号为「{}」的整改，或者它不在您的查看范围内。请核对编号，或回到整改台账重新选择。"
HIDDEN = "由企业诉求转来：整改措施与核验说明可能引用诉求原文，对您不显示。"
STAGES = {"open": "data", "claimed": "pending", "verified": "lookback", "closed": "met"}
BACK = {"claimed", "lookback"}
# What still lies ahead of a rectification in each phase.
AHEAD = {
    "在改": ("申请销号", "监督核验", "回头看", "销号"),
    "待核验": ("监督核验", "回头看", "销号"),
    "回头看": ("销号",),
    "已销号": (),
}


def found(viewer: Viewer, departments: tuple[str, ...] | None, number: str, now: datetime) -> tuple[Row, Sequence[Row]]:
    """A rectification with its events, as this viewer may read them.

    Raises Refused in one sentence for one that does not exist and one outside the viewer's departments; AccessError, StoreError.
    """
    rows = district.ask("rectification_case", departments=departments, rectification_id=number, now=now)
    if not rows:
        raise Refused(NOT_THERE.format(number))
    row = dict(rows[0])
    events: Sequence[Row] = district.ask("rectification_thread", rectification_id=number)
    if row["origin_kind"] == "complaint":
        words = records.rectification_words(district.store(), viewer, number, trail=district.access().trail)
        if words is not None:
            row |= {"shown_measures": words.measures, "shown_rule": words.rule_established, "is_readable": True}
            events = words.events
    return row, events


def conclusion(row: Row) -> str:
    """One sentence: who is to move next. Markup."""
    said = {
        "在改": "复发后重新整改，部门尚未再次申请销号" if row["recurred_at"] else "部门尚未申请销号",
        "待核验": "部门已申请销号，还不算办结",
        "回头看": "监督核验通过，回头看未复发才销号",
        "已销号": "监督核验通过，回头看未复发",
    }[row["phase"]]
    return f'<p class="desk-conclusion">{state_mark(row)}。{text(said)}。</p>'


def timeline(row: Row, events: Sequence[Row]) -> str:
    """The events, the oldest first, and hollow marks for what is still to come. Markup."""
    last = len(events) - 1
    steps = [
        step(
            "warn" if event["from_state"] in BACK and event["to_state"] == "rectifying"
            else state_words(row)[0] if number == last else "met",
            "退回整改" if event["from_state"] in BACK and event["to_state"] == "rectifying" else event["label"] or event["to_state"],
            event["occurred_at"], event["actor"] or "经办人不显示", event["reason"] or "",
        )
        for number, event in enumerate(events)
    ]  # fmt: skip
    dates = {"申请销号": row["due_at"], "回头看": row["lookback_due_at"], "销号": row["lookback_due_at"]}
    ahead = [step("none", name, f"限 {dates[name]:%Y-%m-%d}" if dates.get(name) else "", "", "") for name in AHEAD[row["phase"]]]
    return thread([*steps, *ahead], empty="还没有办理记录。")


def stages(row: Row) -> str:
    """The four words that closing is made of: only what somebody else has checked counts as solved. Markup."""

    def reached(moment: datetime | None, words: str, otherwise: tuple[str, str]) -> str:
        return marked("met", f"{moment:%m-%d} {words}") if moment else marked(*otherwise)

    waits = row["phase"] == "待核验"
    if row["recurred_at"] and row["phase"] in ("在改", "待核验"):
        looked = marked("late", f"{row['recurred_at']:%m-%d} 复发")
    elif row["closed_at"] and row["phase"] == "已销号":
        looked = marked("met", "复发后已整改" if row["recurred_at"] else "未复发")
    elif row["lookback_due_at"]:
        looked = marked("lookback", f"{row['lookback_due_at']:%m-%d} 到期")
    else:
        looked = marked("none", "未开始")
    cells = {
        "部门称办结": reached(row["claimed_at"], "已申请", ("none", "未申请")),
        "企业确认": reached(row["confirmed_at"], "认可", ("none", "未确认")),
        "监督核验": reached(row["verified_at"], "通过", ("pending", "待核验") if waits else ("none", "未核验")),
        "回头看": looked,
    }
    body = "".join(f"<div><span>{name}</span><b>{mark}</b></div>" for name, mark in cells.items())
    return panel("是否真正解决", "监督核验通过才算，部门称办结不算", f'<div class="stages">{body}</div>')


def _clock(
    name: str, used: int, limit: int, workdays: tuple[int | None, int | None], *, tone: str, is_late: bool, note: str
) -> str:
    days = "" if None in workdays else f"，工作日 {workdays[0]}/{workdays[1]}"
    worse = ' class="worse-words"' if is_late else ""
    return (
        f'<div class="case-clock"><span>{name}</span>{track(used, limit, tone=tone, is_late=is_late)}'
        f"<b{worse}>{used}/{limit} 天</b>"
        f"<small>{text(note + days)}</small></div>"
    )


def clocks(row: Row) -> str:
    """The reply to the letter, where there is one, and the term. Markup."""
    if row["reply_limit_days"] is None:
        reply = f'<div class="case-clock"><span>回复时限</span><span class="low">{DASH} 没有函件，不计回复时限</span></div>'
    else:
        replied = f"{row['replied_at']:%Y-%m-%d} 回复" if row["replied_at"] else "尚未回复"
        late = bool(row["is_reply_late"])
        reply = _clock(
            "回复时限", row["reply_days"], row["reply_limit_days"], (row["reply_workdays"], row["reply_limit_workdays"]),
            tone="muted" if late else "met" if row["replied_at"] else "data", is_late=late,
            note=f"{replied}，限 {row['reply_due_at']:%Y-%m-%d}",
        )  # fmt: skip
    claimed = f"{row['claimed_at']:%Y-%m-%d} 申请销号" if row["claimed_at"] else "尚未申请销号"
    term = _clock(
        "整改时限", row["term_days"], row["term_limit_days"], (row["term_workdays"], row["term_limit_workdays"]),
        tone=term_tone(row), is_late=term_is_late(row), note=f"{claimed}，限 {row['due_at']:%Y-%m-%d}",
    )  # fmt: skip
    return two_clocks(reply + term, "自然日，已用／时限；起算当天不计")


def measures(row: Row) -> str:
    """What the department says it does, and the rule that it left behind. Markup."""
    if row["origin_kind"] == "complaint" and not row.get("is_readable"):
        return panel("整改措施", "", f'<p class="low">{HIDDEN}</p>')
    told = text(row["shown_measures"]) if row["shown_measures"] else '<span class="low">部门还没有报整改措施。</span>'
    rule = text(row["shown_rule"]) if row["shown_rule"] else '<span class="low">没有新立制度。</span>'
    return panel("整改措施", "", f"<p>{told}</p>") + panel("建章立制", "", f"<p>{rule}</p>")


def origin(viewer: Viewer, row: Row) -> str:
    """Where it comes from and where it belongs, as links as far as this viewer may follow them. Markup."""
    kind, number = row["origin_kind"], row["origin_id"] or ""
    come_from = text(f"{ORIGINS.get(kind, kind)} {number}".strip())
    about = ""
    if kind == "complaint" and number and viewer.reach("page", "supervisor-complaint"):
        come_from = link(address("supervisor-complaint", complaint=number), number)
        about = "企业诉求"
    elif kind == "inspection" and row["inspected_at"]:
        about = f"{row['inspected_at']:%Y-%m-%d} {row['inspection_kind']}" + (f"：{row['finding']}" if row["finding"] else "")
        about += f"（{row['severity']}）" if row["severity"] else ""
    elif kind == "letter" and row["letter_kind"]:
        come_from = text(f"{row['letter_kind']} {row['letter_number'] or ''}")
        about = f"{row['letter_title']}，{row['issued_at']:%Y-%m-%d} 签发"
    department = row["department"] or row["department_id"]
    who = link(address("leader-department", department=row["department_id"]), department)
    others = link(address(LIST, department=row["department_id"]), "全部整改")
    return panel("关联", "", links([("来源", come_from, about), ("部门", who, ""), ("同部门", others, "")]))


def dates(row: Row) -> str:
    """The days that count. Markup."""
    days = {
        "立项": row["opened_at"],
        "整改期限": row["due_at"],
        "申请销号": row["claimed_at"],
        "企业确认": row["confirmed_at"],
        "监督核验": row["verified_at"],
        "回头看": row["lookback_due_at"],
        "复发": row["recurred_at"],
        "销号": row["closed_at"],
    }
    return panel("日期", "", facts({name: f"{day:%Y-%m-%d}" for name, day in days.items() if day}))


def crumbs(row: Row, filters: Filters) -> list[tuple[str, str | None]]:
    """Back to the register as it was narrowed."""
    return [("整改台账", address(LIST, **filters.written())), (row["rectification_id"], None)]


def drawn(viewer: Viewer, row: Row, events: Sequence[Row]) -> str:
    """The three columns of the page. Markup."""
    return (
        f'<div class="case-grid"><div>{timeline(row, events)}</div>'
        f"<div>{stages(row)}{clocks(row)}{measures(row)}</div><div>{origin(viewer, row)}{dates(row)}</div></div>"
    )
