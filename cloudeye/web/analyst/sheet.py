"""Forms that we draw ourselves: choices and boxes in the midst of a table, told to the server as soon as one changes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import streamlit as st

from cloudeye.web.wording import text

HERE = Path(__file__).parent
# More in one answer is nothing that a form of ours sends.
MOST_VALUES, LONGEST_VALUE = 2000, 2000

_mount = st.components.v2.component(
    "cloudeye_sheet",
    html='<div class="drawing"></div>',
    js=(HERE / "sheet.js").read_text(encoding="utf-8"),
    isolate_styles=False,
)


@dataclass(frozen=True)
class Said:
    """What a form says: the button pressed ("" for a changed box), and the value of everything in it by name."""

    act: str = ""
    values: Mapping[str, str] = field(default_factory=dict)


def said_of(content: Any) -> Said | None:
    """What came from the browser, if it has the shape of it; None otherwise."""
    if not isinstance(content, Mapping) or not isinstance(content.get("values"), Mapping):
        return None
    values = content["values"]
    if len(values) > MOST_VALUES or not all(isinstance(value, str) and len(value) <= LONGEST_VALUE for value in values.values()):
        return None
    return Said(str(content.get("act") or ""), {str(name): value for name, value in values.items()})


def sheet(markup: str, *, key: str, on_said: Callable[[Said], None]) -> None:
    """Show ``markup``, whose texts are already escaped and whose boxes are made with ``choice``, ``box`` and ``act``."""

    def told() -> None:
        found = said_of(st.session_state[key].said)
        if found is not None:
            on_said(found)

    _mount(data={"markup": markup}, key=key, on_said_change=told)


def choice(name: str, label: str, options: Sequence[tuple[str, str]], chosen: str, *, tone: str = "") -> str:
    """A box to choose from: ``options`` are value and words; ``label`` is what a screen reader calls it."""
    listed = "".join(
        f'<option value="{text(value)}"{" selected" if value == chosen else ""}>{text(words)}</option>'
        for value, words in options
    )
    return f'<select class="sheet-choice {tone}" data-name="{text(name)}" aria-label="{text(label)}">{listed}</select>'


def box(name: str, label: str, value: str, *, placeholder: str = "", listed: str = "", width: str = "") -> str:
    """A box to write in; ``listed`` is the id of a list of proposals."""
    proposals = f' list="{text(listed)}"' if listed else ""
    style = f' style="width:{width}"' if width else ""
    return (
        f'<input class="sheet-box" data-name="{text(name)}" aria-label="{text(label)}" value="{text(value)}" '
        f'placeholder="{text(placeholder)}" autocomplete="off" maxlength="200"{proposals}{style}>'
    )


def act(name: str, words: str, *, is_main: bool = False) -> str:
    """A button."""
    return f'<button type="button" class="sheet-act{" main" if is_main else ""}" data-act="{text(name)}">{text(words)}</button>'
