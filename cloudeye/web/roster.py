"""Lists whose rows can be chosen, and boxes whose text can be copied; what is chosen is kept in the address."""

from functools import partial
from pathlib import Path

import streamlit as st

from cloudeye.web.wording import text

HERE = Path(__file__).parent

_mount = st.components.v2.component(
    "cloudeye_roster",
    html='<div class="drawing"></div>',
    js=(HERE / "roster.js").read_text(encoding="utf-8"),
    isolate_styles=False,
)


def _take(key: str, parameter: str) -> None:
    chosen = st.session_state[key].chosen
    if chosen == st.query_params.get(parameter):
        del st.query_params[parameter]
    elif chosen:
        st.query_params[parameter] = chosen


def roster(markup: str, *, key: str, parameter: str) -> None:
    """Show ``markup``, whose texts are already escaped and whose rows are made with ``row_link``.

    What is chosen in it lives in the address under ``parameter``; choosing the same row again puts it down.
    """
    _mount(data={"markup": markup}, key=key, on_chosen_change=partial(_take, key, parameter))


def panel(markup: str, *, key: str) -> None:
    """Show ``markup`` that may hold boxes made with ``copyable``."""
    _mount(data={"markup": markup}, key=key, on_chosen_change=lambda: None)


def row_link(address: str, name: str, words: str, *, is_chosen: bool) -> str:
    """The link that chooses the row ``name``: in place by a click, in a tab of its own by its ``address``, which is already
    safe inside an attribute (``frame.address``)."""
    current = ' aria-current="true"' if is_chosen else ""
    return f'<a class="row-link" href="{address}" target="_self" data-choose="{text(name)}"{current}>{text(words)}</a>'


def copyable(name: str, label: str, value: str, *, lines: int = 1) -> str:
    """A read-only box, ``lines`` high, with a button that copies it. ``name`` is its id."""
    if lines == 1:
        box = f'<input id="{name}" readonly value="{text(value)}">'
    else:
        box = f'<textarea id="{name}" readonly rows="{lines}">{text(value)}</textarea>'
    return (
        f'<label class="copyable-label" for="{name}">{text(label)}</label><div class="copyable">{box}'
        f'<button type="button" data-copies="{name}">复制</button></div>'
    )
