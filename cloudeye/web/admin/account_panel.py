"""Beside the list of accounts: make one, or do something with the one that is chosen."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import streamlit as st

from cloudeye.access.permissions import ROLES
from cloudeye.access.viewer import Viewer
from cloudeye.web import district
from cloudeye.web.admin import accounts, deeds
from cloudeye.web.admin.deeds import Deed
from cloudeye.web.admin.matrix import PEOPLE
from cloudeye.web.drawing import draw
from cloudeye.web.roster import panel
from cloudeye.web.wording import text

Row = Mapping[str, Any]
OWN = "这是您本人的账号：停用、重置和授权须由另一位管理员办理；改密码请用右上角的「修改密码」。"
GRANTED_ELSEWHERE = {
    "demo": "演示账号的角色由演示设定决定，不能更改。",
    "oidc": "统一身份账号的角色由身份平台决定，不能在这里更改。",
}
IS_NEW, LOGIN, NAME = "admin-new", "new-login", "new-name"
NOTHING_CHOSEN = {
    "account.create": "在左边点一个账号，可以停用它、重置密码或动态口令。",
    "account.grant": "在左边点一个账号，可以授予角色与所属单位，或解除锁定。",
}
# Whose turn it is when a button is not there: the administrators are separate on purpose.
ELSEWHERE = {
    "account.create": "建立、停用账号和重置密码由系统管理员办理。",
    "account.grant": "授予角色、解除锁定由安全管理员办理。",
}


def _create(viewer: Viewer) -> str:
    login, name = st.session_state[LOGIN].strip(), st.session_state[NAME].strip()
    initial = district.access().accounts.create(login, name, by=viewer)
    st.session_state.update({IS_NEW: False, LOGIN: "", NAME: ""})
    deeds.hand_over(accounts.told(login, name, initial, is_new=True))
    return ""


def _grant(viewer: Viewer, account: Row, role: str, organisation: str | None) -> str:
    district.access().accounts.grant(account["account_id"], role, organisation, by=viewer)
    return f"已授予 {account['login']}「{ROLES[role].label}」；其会话已结束，重新登录后生效。"


def _urgent(account: Row, now: datetime) -> list[Deed]:
    """What an account waits for: it stands before everything else."""

    def unlock(viewer: Viewer) -> str:
        district.access().accounts.unlock(account["account_id"], by=viewer)
        return f"已解除 {account['login']} 的锁定。"

    is_locked = accounts.state_of(account, now) == "锁定"
    return [Deed("account.unlock", "解除锁定", "先向本人核实是不是他自己输错的。", unlock)] if is_locked else []


def _account_deeds(account: Row) -> list[Deed]:
    desk, one, login = district.access().accounts, account["account_id"], account["login"]

    def disable(viewer: Viewer) -> str:
        desk.disable(one, by=viewer)
        return f"已停用 {login}，其会话已全部结束。"

    def enable(viewer: Viewer) -> str:
        desk.enable(one, by=viewer)
        return f"已启用 {login}。"

    def reset_password(viewer: Viewer) -> str:
        deeds.hand_over(accounts.told(login, account["name"], desk.reset_password(one, by=viewer), is_new=False))
        return ""

    def reset_second_factor(viewer: Viewer) -> str:
        desk.reset_second_factor(one, by=viewer)
        return f"已解除 {login} 的动态口令，下次登录时重新绑定。"

    def withdraw(viewer: Viewer) -> str:
        desk.grant(one, None, None, by=viewer)
        return f"已收回 {login} 的角色，其会话已全部结束。"

    found = []
    if account["origin"] == "local" and account["role"] is not None:
        question = f"收回后 {login} 不能再登录，正在进行的会话全部结束；以后可以重新授予。"
        found.append(Deed("account.grant", "收回角色", "调岗或暂不需要时收回；账号保留。", withdraw, question))
    if account["origin"] == "local":
        found.append(
            Deed(
                "account.reset",
                "重置密码",
                "得到新的初始密码，只显示一次。",
                reset_password,
                f"重置后 {login} 的旧密码立即失效，正在进行的会话全部结束。",
            )
        )
    if account["second_factor"]:
        found.append(
            Deed(
                "account.reset",
                "重置动态口令",
                "本人换了手机或丢了手机时用。",
                reset_second_factor,
                f"重置后 {login} 的手机验证码立即失效。请先当面确认是本人提出的。",
            )
        )
    if account["is_disabled"]:
        found.append(Deed("account.disable", "启用账号", "按原角色恢复登录。", enable))
    else:
        question = f"停用后 {login} 不能登录，正在进行的会话全部结束；以后可以再启用。"
        found.append(Deed("account.disable", "停用账号", "调离、退休或长期不用时停用；账号不删除，留痕可查。", disable, question))
    return found


def _grant_form(account: Row, organisations: Sequence[Row], now: datetime) -> None:
    """Choose a role, and the organisation when the role reaches no further than its own."""
    verb = "授予" if account["role"] is None else "改授"
    draw(f'<h3 class="deed-heading">{verb}角色</h3>', key="grant-heading")
    role = st.selectbox(
        "角色",
        PEOPLE,
        index=None if account["role"] is None else PEOPLE.index(account["role"]),
        format_func=lambda name: ROLES[name].label,
        key=f"grant-role-{account['account_id']}",
        placeholder="请选择",
        filter_mode="contains",
    )
    organisation = None
    if role and ROLES[role].scope == "own":
        names = accounts.open_organisations(organisations, role, now.date())
        held = account["department_id"]
        organisation = st.selectbox(
            "所属单位（必选）",
            list(names),
            index=list(names).index(held) if held in names else None,
            format_func=lambda one: names[one],
            key=f"grant-organisation-{account['account_id']}",
            placeholder="请选择",
            filter_mode="contains",
        )
    if role:
        draw(f'<p class="deed-note">{text(ROLES[role].description)}。</p>', key="grant-note")
    is_whole = role is not None and (ROLES[role].scope != "own" or organisation is not None)
    is_other = (role, organisation) != (account["role"], account["department_id"])
    st.button(
        verb,
        key="grant",
        type="primary",
        width="stretch",
        disabled=not (is_whole and is_other),
        on_click=deeds.attempt,
        args=(lambda viewer: _grant(viewer, account, str(role), organisation),),
    )


def _create_form() -> None:
    draw('<h2 class="desk-heading">新建账号</h2>', key="create-heading")
    with st.form("create-account", border=False):
        st.text_input("登录名", key=LOGIN, max_chars=40, placeholder="如 liming", autocomplete="off")
        st.text_input("姓名", key=NAME, max_chars=40, placeholder="如 李明", autocomplete="off")
        with st.container(horizontal=True):
            st.form_submit_button("建立", type="primary", key="create", on_click=deeds.attempt, args=(_create,))
            st.form_submit_button("取消", key="create-no", on_click=lambda: st.session_state.update({IS_NEW: False}))
    draw('<p class="deed-note">建立后得到初始密码，只显示一次；角色由安全管理员授予。</p>', key="create-note")


def begin_new() -> None:
    """Open the form for a new account in place of the chosen one."""
    st.session_state[IS_NEW] = True
    st.query_params.pop("account", None)


def show(viewer: Viewer, account: Row | None, organisations: Sequence[Row], now: datetime) -> None:
    """The panel: what must be noted first, else the form for a new account, else the chosen account and what may be done."""
    deeds.say_what_happened()
    if markup := deeds.handed_over():
        panel(markup, key="handed-over")
        st.button("已告知本人，关闭", key="put-away", type="primary", width="stretch", on_click=deeds.put_away)
        return
    if account is not None:
        st.session_state[IS_NEW] = False
    elif st.session_state.get(IS_NEW) and viewer.reach("action", "account.create"):
        _create_form()
        return
    hints = [sentence for action, sentence in ELSEWHERE.items() if not viewer.reach("action", action)]
    if account is None:
        hints = [sentence for action, sentence in NOTHING_CHOSEN.items() if viewer.reach("action", action)] + hints
    elif account["account_id"] == viewer.account_id:
        draw(accounts.facts(account, now), key="account-facts")
        hints.insert(0, OWN)
    else:
        draw(accounts.facts(account, now), key="account-facts")
        deeds.offer(viewer, account["account_id"], _urgent(account, now))
        if viewer.reach("action", "account.grant"):
            if account["origin"] in GRANTED_ELSEWHERE:
                hints.insert(0, GRANTED_ELSEWHERE[account["origin"]])
            else:
                _grant_form(account, organisations, now)
        deeds.offer(viewer, account["account_id"], _account_deeds(account))
    draw("".join(f'<p class="deed-note apart">{text(sentence)}</p>' for sentence in hints), key="account-hints")
