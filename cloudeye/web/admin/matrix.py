"""The table of permissions as people read it: a row for what may be done, a column for each role, a sign and a word in a cell."""

from collections.abc import Iterable

from cloudeye.access.permissions import ROLES, Permission, Reach, Role, permissions
from cloudeye.web.admin.markup import KEY, sheet
from cloudeye.web.wording import text

SIGNS = {Reach.ALL: "●", Reach.CLEAR: "●", Reach.OWN: "◐", Reach.MASKED: "▒", Reach.NONE: ""}
WORDS = {Reach.ALL: "全部", Reach.CLEAR: "原样", Reach.OWN: "限本单位", Reach.MASKED: "脱敏", Reach.NONE: "不可"}
LEGEND = (
    ("●", "全部可用；字段为原样可见"),
    ("◐", "只限本单位（本部门或本街道）"),
    ("▒", "只看脱敏后的内容"),
    ("空白", "不可用"),
)
GROUPS = (("page", "页面"), ("action", "操作"), ("column", "诉求字段"), ("route", "地址与导出"))
SCOPES = {"all": "全区", "own": "本单位", "none": "无"}
# Whoever signs in is one of these; the other two are nobody and a screen.
PEOPLE = [name for name in ROLES if name not in {"anonymous", "display"}]


def is_for_everybody(permission: Permission) -> bool:
    """Whether the row says the same of every role that people have: not worth a line among those that differ."""
    return permission.kind == "route" and len({permission.reach[role] for role in PEOPLE}) == 1


def _cell(permission: Permission, role: Role, chosen: str) -> str:
    reach = permission.reach[role.name]
    mark = ' class="on"' if role.name == chosen else ""
    sign = f'<span aria-hidden="true">{SIGNS[reach]}</span>' if SIGNS[reach] else ""
    said = f"{role.label}：{WORDS[reach]}"
    return f'<td{mark} title="{text(said)}">{sign}<span class="unseen">{WORDS[reach]}</span></td>'


def _row(permission: Permission, roles: Iterable[Role], chosen: str) -> str:
    code = f"<code>{text(permission.name)}</code>" if permission.kind == "route" else ""
    cells = "".join(_cell(permission, role, chosen) for role in roles)
    return f'<tr><th scope="row">{text(permission.label)}{code}</th>{cells}</tr>'


def _head(roles: Iterable[Role], chosen: str) -> str:
    names = "".join(
        f'<th scope="col"{" class=on" if role.name == chosen else ""}><span>{text(role.label)}</span></th>' for role in roles
    )
    return f'<thead><tr><th scope="col" class="corner">可以做什么</th>{names}</tr></thead>'


def matrix(chosen: str = "") -> str:
    """Everything that differs between people, grouped; the column of the role ``chosen`` stands out."""
    roles = list(ROLES.values())
    body = ""
    for kind, heading in GROUPS:
        rows = [row for row in permissions().values() if row.kind == kind and not is_for_everybody(row)]
        body += f'<tr class="band"><th scope="rowgroup" colspan="{len(roles) + 1}">{heading}<span>{len(rows)} 项</span></th></tr>'
        body += "".join(_row(row, roles, chosen) for row in rows)
    return f'<table class="desk-table matrix">{_head(roles, chosen)}<tbody>{body}</tbody></table>'


def legend() -> str:
    """What the signs mean."""
    parts = "".join(f"<span><b>{sign}</b>{words}</span>" for sign, words in LEGEND)
    return f'<p class="matrix-legend" aria-label="图例">{parts}</p>'


def shared_addresses() -> str:
    """The addresses that are the same for everybody who has signed in, folded away."""
    rows = [row for row in permissions().values() if is_for_everybody(row)]
    asked = ("anonymous", "display", PEOPLE[0])
    lines = [
        ("", (text(row.label), f"<code>{text(row.name)}</code>", *(WORDS[row.reach[role]] for role in asked))) for row in rows
    ]
    columns = {"用途": KEY, "地址": "left", "未登录者": "left", "大厅大屏": "left", "其余角色": "left"}
    return (
        f"<details><summary>另有 {len(rows)} 个地址对所有登录者相同（登录、样式、健康检查等），点开查看</summary>"
        f"{sheet('人人相同的地址', columns, lines)}</details>"
    )


def role_card(role: Role) -> str:
    """One role in a sentence: what it is for, how far it sees, how it signs in, what it may do beyond looking."""
    may = [row for row in permissions().values() if row.reach[role.name] and not is_for_everybody(row)]
    counts = "，".join(f"{heading} {found} 项" for kind, heading in GROUPS if (found := sum(row.kind == kind for row in may)))
    factor = "登录须用动态口令；" if role.needs_second_factor else ""
    sentence = f"{role.description}。数据范围：{SCOPES[role.scope]}；{factor}可用：{counts or '无'}。"
    return f'<div class="desk-notice"><b>{text(role.label)}</b><span>{text(sentence)}</span></div>'


def roles_table() -> str:
    """The roles that people have, in words."""
    lines = [
        ("", (text(role.label), SCOPES[role.scope], "须用" if role.needs_second_factor else "不强制", text(role.description)))
        for role in map(ROLES.__getitem__, PEOPLE)
    ]
    return sheet("角色与职责", {"角色": KEY, "数据范围": "left", "动态口令": "left", "职责": "name"}, lines)
