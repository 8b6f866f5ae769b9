"""The box that a file is dropped on: it streams to ``PUT /upload``, shows how far it is and can be stopped."""

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from cloudeye.web.door import LARGEST_UPLOAD
from cloudeye.web.form_token import form_token
from cloudeye.web.upload_route import FORM_HEADER
from cloudeye.web.visitor import presented

HERE = Path(__file__).parent
KINDS = ".csv,.txt,.tsv,.xlsx,.xls,.ods,.zip"
KEY = "upload-box"

_mount = st.components.v2.component(
    "cloudeye_upload_box",
    html=(HERE / "upload_box.html").read_text(encoding="utf-8"),
    js=(HERE / "upload_box.js").read_text(encoding="utf-8"),
    isolate_styles=False,
)


def upload_box(dataset: str, label: str, sender: str, on_received: Callable[[str], None]) -> None:
    """Mount the box for files of ``dataset`` (called ``label``) from ``sender``; ``on_received`` is told the new upload's id."""

    def taken() -> None:
        if found := st.session_state[KEY].received:
            on_received(str(found))

    _mount(
        data={
            "address": "./upload",
            "header": FORM_HEADER,
            "token": form_token(presented().token),
            "dataset": dataset,
            "label": label,
            "sender": sender,
            "kinds": KINDS,
            "largest": LARGEST_UPLOAD,
        },
        key=KEY,
        on_received_change=taken,
    )
