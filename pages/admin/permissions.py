"""权限一览：每个角色可以看什么、做什么？"""

import streamlit as st

from cloudeye.access.permissions import ROLES
from cloudeye.web import frame
from cloudeye.web.admin import matrix
from cloudeye.web.drawing import draw
from cloudeye.web.visitor import admit

admit("admin-permissions")
frame.open_page("权限一览", "一人一个账号，一个账号一个角色；三类管理员互不兼任")
with st.container(horizontal=True, vertical_alignment="bottom", key="desk-choosers"):
    labels = {"": "不突出", **{role.name: role.label for role in ROLES.values()}}
    chosen = st.selectbox(
        "突出一个角色",
        list(labels),
        format_func=lambda name: labels[name],
        key="role",
        bind="query-params",
        width=frame.CHOOSER_WIDTH,
    )
    draw(matrix.legend(), key="admin-legend")
if chosen:
    draw(matrix.role_card(ROLES[chosen]), key="admin-role")
draw(matrix.matrix(chosen), key="admin-matrix")
draw(matrix.shared_addresses(), key="admin-shared")
draw('<h2 class="desk-heading">角色与职责</h2>' + matrix.roles_table(), key="admin-roles")
