"""The commands ``account`` and ``display``: the first administrators, help for those locked out, and the hall screens.

Everything else about accounts is done by the administrators themselves, signed in.
"""

from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from cloudeye.access.desk import Access
from cloudeye.access.permissions import ROLES
from cloudeye.cli.printing import print_json, print_table
from cloudeye.cli.recording import operator
from cloudeye.errors import AccessError
from cloudeye.store import Store

ORIGINS = {"local": "本系统", "oidc": "统一身份", "demo": "演示"}


@contextmanager
def _access(chosen: Namespace) -> Iterator[Access]:
    with Store(chosen.database) as store:
        access = Access(store)
        try:
            yield access
        finally:
            access.close()


def run_add(chosen: Namespace) -> int:
    """The first administrator of a kind; prints the first password, once."""
    with _access(chosen) as access:
        people = {chosen.role: (chosen.login, chosen.name)}
        [(login, password)] = access.accounts.first_administrators(people, operator())
    return _hand_over(chosen, login, password, f"已建立{ROLES[chosen.role].label} {login}。")


def run_reset(chosen: Namespace) -> int:
    """Everything that keeps an owner out: a new first password, no second factor, no lock."""
    with _access(chosen) as access:
        password = access.accounts.recover(chosen.login, operator())
    done = f"已重置 {chosen.login} 的{'密码与' if password else ''}动态口令，并解除锁定；其会话已全部结束。"
    return _hand_over(chosen, chosen.login, password, done)


def _hand_over(chosen: Namespace, login: str, password: str | None, done: str) -> int:
    if chosen.json:
        print_json({"ok": True, "login": login, "password": password})
        return 0
    print(done)
    if password is None:
        print("这个账号由统一身份认证登录，没有密码。")
        return 0
    print(f"初始密码  {password}")
    print("只显示这一次。请当面告知本人；第一次登录时必须改密码。")
    return 0


def run_list(chosen: Namespace) -> int:
    """Every account with its role and how it stands."""
    with _access(chosen) as access:
        rows = access.accounts.listed()
    if chosen.json:
        print_json({"ok": True, "accounts": rows})
        return 0
    header = ("登录名", "姓名", "角色", "所属单位", "来源", "状态", "动态口令", "最近登录")
    print_table(
        header,
        (
            (
                row["login"],
                row["name"],
                ROLES[row["role"]].label if row["role"] else "未授权",
                row["department"],
                ORIGINS[row["origin"]],
                "停用" if row["is_disabled"] else "锁定" if row["locked_until"] else "正常",
                "已绑定" if row["second_factor"] else "未绑定",
                row["signed_in_at"],
            )
            for row in rows
        ),
    )
    return 0


def run_add_display(chosen: Namespace) -> int:
    """Register a hall screen; prints its key, once."""
    with _access(chosen) as access:
        key = access.displays.create(chosen.name, operator())
    if chosen.json:
        print_json({"ok": True, "name": chosen.name, "key": key})
        return 0
    print(f"已登记大屏「{chosen.name}」。请在大屏的浏览器里打开一次：")
    print(f"/display/{key}")
    print("只显示这一次。地址前面加上本系统的网址；打开以后，这块屏一直能看大厅页面，直到停用。")
    return 0


def run_list_displays(chosen: Namespace) -> int:
    """Every hall screen, those in use first."""
    with _access(chosen) as access:
        rows = access.displays.listed()
    if chosen.json:
        print_json({"ok": True, "displays": rows})
        return 0
    print_table(
        ("大屏", "登记时间", "登记人", "最近在线", "停用时间", "停用人"),
        [[row[key] for key in ("name", "created_at", "created_by", "seen_at", "revoked_at", "revoked_by")] for row in rows],
    )
    return 0


def run_revoke_display(chosen: Namespace) -> int:
    """Shut the hall screen of this name out."""
    with _access(chosen) as access:
        found: list[dict[str, Any]] = [row for row in access.displays.listed() if row["revoked_at"] is None]
        named = [row["display_id"] for row in found if row["name"] == chosen.name]
        if not named:
            raise AccessError(f"没有名为「{chosen.name}」的大屏在用。请运行 display list 查看全部大屏。")
        access.displays.revoke(named[0], operator())
    if chosen.json:
        print_json({"ok": True, "name": chosen.name})
    else:
        print(f"已停用大屏「{chosen.name}」。")
    return 0
