"""Beside the list of sessions: end the chosen one, or all of its account."""

from collections.abc import Mapping, Sequence
from typing import Any

from cloudeye.access.viewer import Viewer
from cloudeye.web import district
from cloudeye.web.admin import deeds, sessions
from cloudeye.web.admin.deeds import Deed
from cloudeye.web.drawing import draw

Row = Mapping[str, Any]
NOTHING_CHOSEN = "在左边点一个会话，可以结束它，或结束该账号的全部会话。结束后对方下一次操作就会回到登录页。"


def _session_deeds(viewer: Viewer, session: Row, of_account: Sequence[Row]) -> list[Deed]:
    desk, login = district.access().sessions, session["login"]

    def end_one(present: Viewer) -> str:
        desk.end(session["session_id"], by=present)
        return f"已结束 {login} 的会话。"

    def end_all(present: Viewer) -> str:
        still_open = [row["session_id"] for row in desk.listed() if row["account_id"] == session["account_id"]]
        for one in still_open:
            desk.end(one, by=present)
        return f"已结束 {login} 的 {len(still_open)} 个会话。"

    own = "这是您本人的当前会话，结束后需要重新登录。" if session["session_id"] == viewer.session_id else ""
    mine = "其中有您本人的当前会话。" if session["account_id"] == viewer.account_id else ""
    question = f"{login} 的 {len(of_account)} 个会话立即退出，没有保存的内容会丢失。{mine}"
    found = [Deed("session.revoke", "结束会话", "对方没有保存的内容会丢失，可以重新登录。", end_one, own)]
    if len(of_account) > 1:
        found.append(
            Deed(
                "session.revoke",
                f"结束全部 {len(of_account)} 个会话",
                "怀疑账号被他人使用时用；还可请系统管理员停用账号。",
                end_all,
                question,
            )
        )
    return found


def show(viewer: Viewer, session: Row | None, listed: Sequence[Row]) -> None:
    """The panel: the outcome of the last deed, the chosen session and what may be done with it."""
    deeds.say_what_happened()
    if session is None:
        draw(f'<p class="deed-note apart">{NOTHING_CHOSEN}</p>', key="session-hints")
        return
    of_account = [row for row in listed if row["account_id"] == session["account_id"]]
    draw(sessions.facts(session, len(of_account)), key="session-facts")
    deeds.offer(viewer, session["session_id"], _session_deeds(viewer, session, of_account))
