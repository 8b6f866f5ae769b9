"""The list of accounts, one account in words, and what its new password's owner is to be told."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from cloudeye.access.permissions import ROLES
from cloudeye.web.admin.markup import KEY, Line, described, line_class, shaped, sheet
from cloudeye.web.admin.matrix import PEOPLE
from cloudeye.web.frame import address
from cloudeye.web.roster import copyable, row_link
from cloudeye.web.wording import DASH, text

Row = Mapping[str, Any]
PAGE = "admin-accounts"
EVERY_ROLE, NO_ROLE, EVERY_STATE = "全部角色", "尚未授权", "全部状态"
# The state that hides the others comes first; each is a shape, a colour and a word.
STATES = {"停用": "none", "锁定": "late", "未授权": "pending", "首次登录": "warn", "正常": "met"}
# What waits for somebody stands first in the list, who is gone last.
ORDER = ("锁定", "未授权", "首次登录", "正常", "停用")
ROLE_CHOICES = [EVERY_ROLE, NO_ROLE, *(ROLES[name].label for name in PEOPLE)]
STATE_CHOICES = [EVERY_STATE, *STATES]
STREET_LIAISON = "subdistrict_liaison"
ORIGINS = {"local": "本系统账号", "oidc": "统一身份账号", "demo": "演示账号，一键登录，无密码"}


def state_of(account: Row, now: datetime) -> str:
    """The one word for how an account stands; what keeps its owner out longest wins."""
    if account["is_disabled"]:
        return "停用"
    if account["locked_until"] is not None and account["locked_until"] > now:
        return "锁定"
    if account["role"] is None:
        return "未授权"
    return "首次登录" if account["must_change_password"] else "正常"


def role_words(account: Row) -> str:
    """The role in Chinese."""
    return NO_ROLE if account["role"] is None else ROLES[account["role"]].label


def mark(state: str) -> str:
    """Shape, colour and word of a state."""
    return shaped(STATES[state], state)


def filtered(accounts: Sequence[Row], words: str, role: str, state: str, now: datetime) -> list[Row]:
    """The accounts whose login, name or organisation holds ``words``, of one role and one state; those that wait first."""
    sought = words.strip().casefold()
    found = [
        account
        for account in accounts
        if sought in f"{account['login']}\n{account['name']}\n{account['department'] or ''}".casefold()
        and role in (EVERY_ROLE, role_words(account))
        and state in (EVERY_STATE, state_of(account, now))
    ]
    return sorted(found, key=lambda account: (ORDER.index(state_of(account, now)), account["login"]))


def query(words: str, role: str, state: str) -> dict[str, str]:
    """The filters that are set, as the address keeps them."""
    given = {"words": words, "role": role, "state": state}
    return {name: value for name, value in given.items() if value not in ("", EVERY_ROLE, EVERY_STATE)}


def conclusion(accounts: Sequence[Row], now: datetime) -> str:
    """One sentence: how many accounts, and what waits for whom."""
    states = [state_of(account, now) for account in accounts]
    waiting = (("未授权", "个等待授权"), ("锁定", "个被锁定"), ("首次登录", "个还没有改掉初始密码"))
    clauses = [f"{found} {words}" for state, words in waiting if (found := states.count(state))]
    return f"共 {len(accounts)} 个账号" + (f"：{'，'.join(clauses)}。" if clauses else "，没有待办事项。")


def open_organisations(organisations: Sequence[Row], role: str, day: date) -> dict[str, str]:
    """The organisations (id → name) that exist on ``day`` and that ``role`` can belong to: a street's liaison to a street."""
    return {
        row["department_id"]: row["name"]
        for row in organisations
        if (row["valid_from"] is None or row["valid_from"] <= day)
        and (row["valid_to"] is None or day <= row["valid_to"])
        and (row["is_street"] or role != STREET_LIAISON)
    }


def moment(value: datetime | None, never: str, now: datetime) -> str:
    """A moment to the minute; the year is named when it is not this one."""
    return never if value is None else f"{value:%m-%d %H:%M}" if value.year == now.year else f"{value:%Y-%m-%d}"


def _line(account: Row, chosen: str, now: datetime, query: Mapping[str, str]) -> Line:
    one, state, organisation = account["account_id"], state_of(account, now), account["department"]
    failures = f'<small class="warn">失败 {account["failures"]} 次</small>' if account["failures"] else ""
    belongs = f"<small>{text(organisation)}</small>" if organisation else ""
    return line_class(is_chosen=one == chosen, is_off=state == "停用"), (
        row_link(address(PAGE, **query, account=one), one, account["login"], is_chosen=one == chosen),
        text(account["name"]),
        f'<span class="gap">{text(role_words(account))}</span>{belongs}',
        mark(state) + failures,
        "已绑定" if account["second_factor"] else f'<span class="low">{DASH}</span>',
        moment(account["signed_in_at"], "从未", now),
    )


def table(accounts: Sequence[Row], chosen: str, now: datetime, query: Mapping[str, str]) -> str:
    """One row per account; a row's link keeps the filters in ``query``."""
    columns = {"登录名": KEY, "姓名": "name", "角色与所属单位": "name", "状态": "left", "动态口令": "left", "最近登录": "low"}
    return sheet("账号", columns, [_line(account, chosen, now, query) for account in accounts], "roster")


def nothing_found() -> str:
    """What stands in place of an empty list."""
    return f'<p class="desk-hint">没有符合条件的账号。<a href="{address(PAGE)}" target="_self">清除筛选，看全部账号</a></p>'


def facts(account: Row, now: datetime) -> str:
    """The chosen account in words."""
    state = state_of(account, now)
    locked = f"，至 {account['locked_until']:%H:%M}" if state == "锁定" else ""
    lines = {
        "状态": mark(state) + locked,
        "角色": text(role_words(account)),
        "所属单位": text(account["department"] or DASH),
        "来源": text(ORIGINS.get(account["origin"], account["origin"])),
        "建立": f"{account['created_at']:%Y-%m-%d}，{text(account['created_by'])}",
        "改过密码": moment(account["password_changed_at"], "从未", now),
    }
    return described(account["name"], account["login"], lines)


def told(login: str, name: str, initial: str, *, is_new: bool) -> str:
    """The password that is shown once, and the sentence for its owner."""
    what = "账号已建立" if is_new else "密码已重置"
    words = f"营商云眼登录名 {login}，初始密码 {initial}。第一次登录要先改密码，提示绑定动态口令时照提示办。请勿转告他人。"
    after = "<li>还要请安全管理员授予角色；授权之前本人不能登录。</li>" if is_new else ""
    return (
        f'<h2 class="desk-heading">{what}<span>{text(name)}</span></h2>'
        '<p class="once" role="status">初始密码只显示这一次，关闭或离开本页后无法再查。</p>'
        f"{copyable('initial-password', '初始密码', initial)}{copyable('words-for-owner', '告知本人的话', words, lines=4)}"
        f'<ul class="steps"><li>当面或打电话告诉本人，不发群、不留纸条。</li>{after}</ul>'
    )
