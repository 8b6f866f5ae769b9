"""What a person does on the upload page: bring a file, correct how it is read, see what it would do, load it or give it up."""

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from cloudeye.access.viewer import Viewer
from cloudeye.clock import now
from cloudeye.errors import CloudEyeError, IngestError, Refused
from cloudeye.ingest.datasets import DATASETS, Column
from cloudeye.ingest.memory import add_alias, remember
from cloudeye.ingest.report import ImportReport
from cloudeye.web import district, visitor
from cloudeye.web.analyst import columns, outcome, uploads, work
from cloudeye.web.analyst.sheet import Said
from cloudeye.web.analyst.steps import COLUMNS, FILE, LOAD, PREVIEW
from cloudeye.web.analyst.uploads import Upload
from cloudeye.web.drawing import draw
from cloudeye.web.wording import text

PAGE = "analyst-upload"
SAID, ASKED = "upload-said", "upload-asked"
# Small files are through before anybody could read how far they are.
PATIENCE_SECONDS = 0.6
# What every row of a sender's files has in common; a month or a number of this one file is not kept for the next.
LASTING = frozenset({"source", "source_crs"})
NO_LONGER_OPEN = "预检的结果已经关闭（服务重新启动过，或打开的文件太多）。已重新预检，请核对后再提交。"
GIVEN_UP = "这次上传已经放弃。请重新选择文件。"


def senders() -> list[tuple[str, str]]:
    """Who may have sent a file: department_id and name."""
    return [(row["department_id"], row["name"]) for row in district.ask("senders")]


def asked(viewer: Viewer) -> tuple[Upload | None, str]:
    """The upload and the step that the address names; the first step, with a sentence, when there is no such upload."""
    upload_id = st.query_params.get("upload", "")
    if not upload_id:
        return None, FILE
    try:
        upload = uploads.found(viewer, upload_id)
    except IngestError as error:
        say(str(error), failed=True)
        return None, FILE
    if upload.state == uploads.DISCARDED:
        say(GIVEN_UP, failed=True)
        return None, FILE
    begun = work.held(upload_id, work.LOAD)
    step = st.query_params.get("step")
    is_loading = begun is not None and (begun.state == "running" or (begun.state == "failed" and step == LOAD))
    if upload.state == uploads.LOADED or is_loading:
        return upload, LOAD
    return upload, PREVIEW if step == PREVIEW else COLUMNS


def go(step: str, upload_id: str = "") -> None:
    """Turn the address to a step; without an upload back to the choice of a file."""
    for name in ("upload", "step"):
        st.query_params.pop(name, None)
    if upload_id:
        st.query_params["upload"] = upload_id
        st.query_params["step"] = step
    st.session_state.pop(ASKED, None)


def say(sentence: str, *, failed: bool = False) -> None:
    """Remember a sentence for the next time the page is drawn."""
    st.session_state[SAID] = (failed, sentence)


def say_what_happened() -> None:
    """The outcome of the last deed, once; screen readers announce it."""
    failed, sentence = st.session_state.pop(SAID, (False, ""))
    if sentence:
        tone, role = ("failed", "alert") if failed else ("", "status")
        draw(f'<p class="deed-said {tone}" role="{role}">{text(sentence)}</p>', key="upload-said-box")


def attempt(do: Callable[[Viewer], None]) -> None:
    """Do something as the viewer of this moment, who may have signed out meanwhile; say why when it cannot be."""
    try:
        present = visitor.viewer(active=True)
        if not present.reach("page", PAGE):
            raise Refused("登录已经结束，或您的角色已经改变，没有做任何改动。请重新登录。")
        do(present)
    except CloudEyeError as error:
        say(str(error), failed=True)


def received(upload_id: str) -> None:
    """A file has come in: on to its columns."""
    attempt(lambda viewer: go(COLUMNS, uploads.found(viewer, upload_id).upload_id))


def instruct(upload_id: str, said: Said) -> None:
    """Somebody corrected how the file is read."""

    def do(viewer: Viewer) -> None:
        upload = uploads.found(viewer, upload_id)
        wanted = said.values.get("dataset", upload.dataset.name)
        looked = work.look(upload)
        table = looked.result.table if looked.state == "done" else None
        found = columns.found_in(table, upload.dataset, upload.instructions.mapping) if table else None
        instructions = columns.taken(upload.instructions, found, said)
        uploads.instruct(upload, instructions, dataset=wanted if wanted in DATASETS else None)

    attempt(do)


def start_over(upload_id: str) -> None:
    """Read and compare the file once more."""
    work.forget(upload_id, work.LOOK, work.PREVIEW)


def stop(upload_id: str) -> None:
    """Stop what is being done with the file, and step back to its columns."""
    work.forget(upload_id, work.LOOK, work.PREVIEW, work.LOAD)
    go(COLUMNS, upload_id)
    say("已停止；没有写入任何数据。")


def ask_to_discard(upload_id: str) -> None:
    """The first of two clicks."""
    st.session_state[ASKED] = upload_id


def keep() -> None:
    """Rather not."""
    st.session_state.pop(ASKED, None)


def discard(upload_id: str) -> None:
    """The second of two clicks: the file goes."""

    def do(viewer: Viewer) -> None:
        upload = uploads.found(viewer, upload_id)
        work.forget(upload_id)
        uploads.discard(viewer, upload)
        go(FILE)
        say(f"已放弃「{upload.file_name}」，没有写入任何数据。")

    attempt(do)


def load(upload_id: str) -> None:
    """Load what was previewed, on record before it begins."""

    def do(viewer: Viewer) -> None:
        upload = uploads.found(viewer, upload_id)
        with work.open_preview(upload) as shown:
            if shown is None:
                raise IngestError(NO_LONGER_OPEN)
            rows = outcome.loads(shown.report)
        district.access().act(
            viewer, "import.load", upload_id, dataset=upload.dataset.name, file=upload.file_name, rows=rows, sender=upload.sender
        )
        if work.load(upload, lambda report: _loaded(upload, viewer, report)) is None:
            raise IngestError(NO_LONGER_OPEN)
        go(LOAD, upload_id)

    attempt(do)


def _loaded(upload: Upload, viewer: Viewer, report: ImportReport) -> None:
    """What follows a load: the upload is settled, and what its columns mean is kept for the sender's next file."""
    uploads.loaded(upload, report.batch_id)
    mapping = upload.instructions.mapping
    lasting = replace(mapping, constants={name: value for name, value in mapping.constants.items() if name in LASTING})
    with district.store().recording() as writer:
        remember(writer, upload.sender, upload.dataset.name, lasting, viewer.login, now())


def name_unknown(upload_id: str, said: Said) -> None:
    """Somebody said what names and words mean that nobody knew: for this file, or as aliases from now on.

    A word of a column that takes fixed words is no alias: its meaning is kept for the sender's files.
    """
    if said.act not in (outcome.ONCE, outcome.FOR_EVER):
        return

    def do(viewer: Viewer) -> None:
        upload = uploads.found(viewer, upload_id)
        columns = {column.name: column for column in upload.dataset.columns}
        meant: list[tuple[Column, str, str, str]] = []
        for name, value in said.values.items():
            column, _, word = name.removeprefix(outcome.VALUE_OF).partition(":")
            if name.startswith(outcome.VALUE_OF) and value.strip() and column in columns:
                meant.append((columns[column], word, *meaning_of(columns[column], value.strip())))
        if not meant:
            raise IngestError("还没有填写任何名称。请在要认的名称右边填上它的意思，再选一种保存方式。")
        mapping, aliases = upload.instructions.mapping, []
        values = {name: dict(words) for name, words in mapping.values.items()}
        for known, word, entry, _ in meant:
            if said.act == outcome.FOR_EVER and known.catalogue:
                aliases.append((known.catalogue, word, entry))
            else:
                values.setdefault(known.name, {})[word] = entry
        _as_aliases(viewer, aliases)
        uploads.instruct(upload, replace(upload.instructions, mapping=replace(mapping, values=values)))
        work.forget(upload_id, work.PREVIEW)
        say(f"已认出 {len(meant)} 个名称：" + "；".join(f"「{word}」即「{title}」" for _, word, _, title in meant[:5]) + "。")

    attempt(do)


def meaning_of(column: Column, name: str) -> tuple[str, str]:
    """Identifier and name of the catalogue's entry with this name or identifier, or the fixed word of the column twice.

    Raises IngestError when there is none.
    """
    if column.vocabulary:
        if name not in column.vocabulary:
            raise IngestError(
                f"「{column.label}」没有「{name}」这个用词，可用的是 {'、'.join(column.vocabulary)}。请从列表中选择一个；没有保存任何改动。"
            )
        return name, name
    kind = column.catalogue
    rows = [row for row in district.ask("catalogue_names") if row["kind"] == kind and name in (row["name"], row["id"])]
    if len(rows) != 1:
        found = "不止一个" if rows else "没有"
        raise IngestError(f"目录中{found}叫「{name}」的条目。请从列表中选择一个；没有保存任何改动。")
    return str(rows[0]["id"]), str(rows[0]["name"])


def _as_aliases(viewer: Viewer, aliases: list[tuple[str, str, str]]) -> None:
    """Add these (kind, word, identifier) to what the catalogue is called, each on record before it is done."""
    for kind, word, entry in aliases:
        district.access().act(viewer, "alias.change", f"{kind} {word}", means=entry)
    with district.store().recording() as writer:
        for kind, word, entry in aliases:
            add_alias(writer, kind, word, entry, viewer.login, now())
