"""账号管理：谁有账号，谁在等待办理？"""

import streamlit as st

from cloudeye.clock import now
from cloudeye.web import district, frame
from cloudeye.web.admin import account_panel, accounts
from cloudeye.web.drawing import draw
from cloudeye.web.roster import roster
from cloudeye.web.visitor import admit
from cloudeye.web.wording import text

viewer = admit("admin-accounts")
frame.open_page("账号管理", "系统管理员建账号，安全管理员授权，两人分开办")
present = now()
listed = district.access().accounts.listed()
draw(f'<p class="desk-conclusion">{text(accounts.conclusion(listed, present))}</p>', key="admin-conclusion")
with st.container(horizontal=True, vertical_alignment="bottom", key="desk-choosers"):
    words = st.text_input("搜索", key="words", bind="query-params", placeholder="登录名、姓名或单位", width=frame.CHOOSER_WIDTH)
    role = st.selectbox("角色", accounts.ROLE_CHOICES, key="role", bind="query-params", width=frame.CHOOSER_WIDTH)
    state = st.selectbox("状态", accounts.STATE_CHOICES, key="state", bind="query-params", width=160)
    if viewer.reach("action", "account.create"):
        st.button("新建账号", key="new-account", type="primary", on_click=account_panel.begin_new)

found = accounts.filtered(listed, words, role, state, present)
with st.container(key="admin-work"):
    left, right = st.columns([11, 4], gap="medium")
    with left:
        chosen = st.query_params.get("account", "")
        if found:
            roster(
                accounts.table(found, chosen, present, accounts.query(words, role, state)), key="accounts", parameter="account"
            )
        else:
            draw(accounts.nothing_found(), key="accounts-none")
    with right, st.container(key="admin-panel", gap="xsmall"):
        account = next((row for row in listed if row["account_id"] == chosen), None)
        account_panel.show(viewer, account, district.access().accounts.organisations(), present)
