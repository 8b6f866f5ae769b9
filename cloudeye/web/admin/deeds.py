"""What an administrator may do with what they chose: a button for each deed, a question before what cannot be undone, and
one sentence on what came of it, at the place."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st

from cloudeye.access.viewer import Viewer
from cloudeye.errors import AccessError
from cloudeye.web import visitor
from cloudeye.web.drawing import draw
from cloudeye.web.wording import text

# Not the key of anything drawn: a component keeps its own state under its key.
ASKED, SAID, HANDED_OVER = "deed-asked", "deed-outcome", "deed-handed-over"


@dataclass(frozen=True)
class Deed:
    """One thing that may be done: ``action`` of the permission table, its button and what follows from it.

    ``do`` is given the viewer as of the moment of the press and returns the sentence that says what happened, empty when what it
    handed over says it. With a ``question`` it is asked first.
    """

    action: str
    button: str
    note: str
    do: Callable[[Viewer], str]
    question: str = ""


def attempt(do: Callable[[Viewer], str]) -> None:
    """Do it as the viewer of this moment and remember what to say: a session that has ended meanwhile is refused here."""
    st.session_state.pop(ASKED, None)
    try:
        st.session_state[SAID] = ("done", do(visitor.viewer()))
    except AccessError as error:
        st.session_state[SAID] = ("failed", str(error))


def _ask(subject: str, button: str) -> None:
    st.session_state[ASKED] = (subject, button)


def _withdraw() -> None:
    st.session_state.pop(ASKED, None)


def say_what_happened() -> None:
    """The outcome of the last deed, once; screen readers announce it."""
    tone, sentence = st.session_state.pop(SAID, ("", ""))
    if sentence:
        role = "alert" if tone == "failed" else "status"
        draw(f'<p class="deed-said {tone}" role="{role}">{text(sentence)}</p>', key="deed-said")


def offer(viewer: Viewer, subject: str, deeds: Sequence[Deed]) -> None:
    """Buttons for those of ``deeds`` that the table allows ``viewer``; the rest are not there at all.

    ``subject`` is what they are done to: a question that was left open is not asked about the next one.
    """
    for deed in deeds:
        if not viewer.reach("action", deed.action):
            continue
        name = f"deed-{deed.button}"
        if deed.question and st.session_state.get(ASKED) == (subject, deed.button):
            with st.container(key="admin-question", gap="xsmall"):
                draw(f'<p class="deed-question" role="alert">{text(deed.question)}</p>', key=f"{name}-question")
                with st.container(horizontal=True):
                    st.button(f"确认{deed.button}", key=f"{name}-yes", type="primary", on_click=attempt, args=(deed.do,))
                    st.button("取消", key=f"{name}-no", on_click=_withdraw)
        else:
            pressed = (
                {"on_click": _ask, "args": (subject, deed.button)} if deed.question else {"on_click": attempt, "args": (deed.do,)}
            )
            st.button(deed.button, key=name, width="stretch", **pressed)  # type: ignore[arg-type]
            draw(f'<p class="deed-note">{text(deed.note)}</p>', key=f"{name}-note")


def hand_over(markup: str) -> None:
    """Keep what may be shown only once until the person says that they have noted it."""
    st.session_state[HANDED_OVER] = markup


def handed_over() -> str:
    """What was to be shown once and has not been put away; empty otherwise."""
    return str(st.session_state.get(HANDED_OVER, ""))


def put_away() -> None:
    """Forget what was shown once."""
    st.session_state.pop(HANDED_OVER, None)
