"""Where something is done with a batch: a reason, a question, and the deed itself."""

from dataclasses import dataclass

import streamlit as st

from cloudeye.access.viewer import Viewer
from cloudeye.reasons import LONGEST_REASON
from cloudeye.web.analyst import batch_desk
from cloudeye.web.analyst.steps import card
from cloudeye.web.drawing import draw
from cloudeye.web.wording import text


@dataclass(frozen=True)
class Deed:
    """One thing that may be done: ``action`` of the table, its button, the question before it, and what does it."""

    action: str
    button: str
    question: str
    do: str


UNDO = Deed(
    "import.undo", "撤销这个批次", "撤销后，这个批次写入的行全部移除，被它改写的值恢复原样，相关月份的排名草案重算。", "take_back"
)
ACCEPT = Deed("correction.accept", "采纳", "采纳后，这些行入库，相关的定稿月份另出一版草案；原定稿保留不变。", "accept")
DECLINE = Deed("correction.decline", "退回", "退回后，这些行不计入；报送单位可以重新上传。", "decline")


def offer(viewer: Viewer, batch_id: str, title: str, note: str, *deeds: Deed) -> None:
    """A box for the reason and a button for each deed that the table allows the viewer; nothing when it allows none."""
    allowed = [deed for deed in deeds if viewer.reach("action", deed.action)]
    if not allowed:
        return
    key = f"reason-{batch_id}"
    asked = next((deed for deed in allowed if batch_desk.is_asked(batch_id, deed.button)), None)
    with st.container(key="batch-deed", gap="small"):
        draw(f'<h2 class="desk-heading">{text(title)}</h2><p class="upload-note">{text(note)}</p>', key="batch-deed-title")
        # A form: leaving the box must not draw the page anew under the button that is about to be pressed.
        with st.form("batch-reason", border=False, enter_to_submit=False):
            st.text_input(
                "原因（记入审计日志）", key=key, max_chars=LONGEST_REASON, placeholder="如：报送单位发错了文件，已重新报送"
            )
            if asked is not None:
                draw(f'<p class="deed-question" role="alert">{text(asked.question)}</p>', key=f"question-{asked.do}")
            with st.container(horizontal=True):
                if asked is None:
                    for deed in allowed:
                        ask = (batch_id, deed.button, key)
                        st.form_submit_button(deed.button, key=deed.do, on_click=batch_desk.ask, args=ask)
                else:
                    act = getattr(batch_desk, asked.do)
                    words = f"确认{asked.button}"
                    st.form_submit_button(words, key=f"{asked.do}-yes", type="primary", on_click=act, args=(batch_id, key))
                    st.form_submit_button("取消", key=f"{asked.do}-no", on_click=batch_desk.withdraw)


def undo_panel(viewer: Viewer, batch_id: str) -> None:
    """Take a batch back, or why that cannot be."""
    if not viewer.reach("action", UNDO.action):
        return
    why = batch_desk.reason_why_not(batch_id)
    if why is not None:
        draw(card("不能撤销", "", f'<p class="upload-calm">{text(why)}</p>'), key="batch-why-not")
        return
    offer(viewer, batch_id, "撤销", "整批恢复到入库以前；批次和原因留在台账里", UNDO)
