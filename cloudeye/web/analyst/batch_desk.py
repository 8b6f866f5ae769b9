"""What a person does with what was loaded: look for it, take it back; and decide on rows whose month is final."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from cloudeye.access.trail.entry import shortened
from cloudeye.access.viewer import Viewer
from cloudeye.clock import now
from cloudeye.errors import CloudEyeError
from cloudeye.ingest import corrections
from cloudeye.ingest.undo import undo, why_not
from cloudeye.reasons import LONGEST_REASON, SHORTEST_REASON, is_reason, plain_line
from cloudeye.web import district, visitor
from cloudeye.web.analyst.batches import PAGE_ROWS
from cloudeye.web.drawing import draw
from cloudeye.web.wording import text

SAID, ASKED = "batch-said", "batch-asked"
TOO_SHORT = "请先写明原因（{} 到 {} 个字）。没有做任何改动。"


def say_what_happened() -> None:
    """The outcome of the last deed, once; screen readers announce it."""
    tone, sentence = st.session_state.pop(SAID, ("", ""))
    if sentence:
        role = "alert" if tone == "failed" else "status"
        draw(f'<p class="deed-said {tone}" role="{role}">{text(sentence)}</p>', key="batch-said-box")


def page_asked() -> int:
    """The page of the list that the address names; the first one for anything else."""
    asked = st.query_params.get("page", "")
    return int(asked) if asked.isascii() and asked.isdigit() and 0 < int(asked[:6]) < 100_000 else 1


def listed(dataset: str, page: int) -> tuple[list[dict[str, Any]], int]:
    """One page of the batches of a dataset ("": of all), the newest first, and how many there are."""
    rows = district.store().rows("batch_list", dataset=dataset or None, limit=PAGE_ROWS, offset=(page - 1) * PAGE_ROWS)
    return rows, int(rows[0]["total"]) if rows else 0


def found(batch_id: str) -> dict[str, Any] | None:
    """One batch; None when there is none."""
    rows = district.store().rows("batch_of_id", batch_id=batch_id)
    return rows[0] if rows else None


def people() -> dict[str, str]:
    """What the holders of accounts are called, by login."""
    return {row["login"]: row["name"] for row in district.store().rows("names_of_people")}


def is_own(viewer: Viewer, batch_id: str) -> bool:
    """Whether the viewer brought the file that became this batch."""
    return bool(viewer.account_id and district.store().rows("upload_of_batch", batch_id=batch_id, account=viewer.account_id))


def reason_why_not(batch_id: str) -> str | None:
    """Why a batch cannot be taken back; None when it can."""
    return why_not(district.store().reading(), batch_id)


def _attempt(do: Callable[[Viewer], str]) -> None:
    st.session_state.pop(ASKED, None)
    try:
        st.session_state[SAID] = ("done", do(visitor.viewer(active=True)))
    except CloudEyeError as error:
        st.session_state[SAID] = ("failed", str(error))


def _reason(key: str) -> str:
    return plain_line(str(st.session_state.get(key, "")))


def ask(subject: str, deed: str, key: str) -> None:
    """The first of two clicks; without a reason there is no second one."""
    if not is_reason(_reason(key)):
        st.session_state[SAID] = ("failed", TOO_SHORT.format(SHORTEST_REASON, LONGEST_REASON))
        return
    st.session_state[ASKED] = (subject, deed)


def withdraw() -> None:
    """Rather not."""
    st.session_state.pop(ASKED, None)


def is_asked(subject: str, deed: str) -> bool:
    """Whether the first click was made on this."""
    return bool(st.session_state.get(ASKED) == (subject, deed))


def take_back(batch_id: str, key: str) -> None:
    """Undo a batch with the reason that stands in the box ``key``."""

    def do(viewer: Viewer) -> str:
        said = _reason(key)
        district.access().act(viewer, "import.undo", batch_id, reason=shortened(said))
        done = undo(district.store(), batch_id, viewer.login, said, now())
        waiting = f"，{done['waiting']:,} 行待更正的行一并撤回" if done["waiting"] else ""
        return f"已撤销：移除 {done['removed']:,} 行，恢复被改写的 {done['restored']:,} 行{waiting}；相关月份的排名草案已重算。"

    _attempt(do)


def accept(batch_id: str, key: str) -> None:
    """Let the waiting rows of a batch count, with the reason that stands in the box ``key``."""

    def do(viewer: Viewer) -> str:
        said = _reason(key)
        district.access().act(viewer, "correction.accept", batch_id, reason=shortened(said))
        versions = corrections.accept(district.store(), batch_id, viewer.login, said, now())
        drafted = "、".join(f"{month:%Y-%m} 第 {version} 版" for month, version in sorted(versions.items()))
        return f"已采纳：另出 {drafted} 的草案，与原定稿并存；原定稿不变。"

    _attempt(do)


def decline(batch_id: str, key: str) -> None:
    """Give the waiting rows of a batch back, with the reason that stands in the box ``key``."""

    def do(viewer: Viewer) -> str:
        said = _reason(key)
        district.access().act(viewer, "correction.decline", batch_id, reason=shortened(said))
        corrections.decline(district.store(), batch_id, viewer.login, said, now())
        return "已退回：这些行不计入，已定稿的月份不变。"

    _attempt(do)
