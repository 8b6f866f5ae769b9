"""The four steps of an upload as they stand on the page."""

from collections.abc import Mapping

import streamlit as st

from cloudeye.access.viewer import Viewer
from cloudeye.ingest.datasets import DATASETS, Dataset
from cloudeye.ingest.effect import Effect
from cloudeye.ingest.preview import Preview
from cloudeye.ingest.reading.choice import DELIMITERS
from cloudeye.web import district, frame
from cloudeye.web.analyst import batches, columns, effect, outcome, steps, upload_desk, uploads, work
from cloudeye.web.analyst.sheet import sheet
from cloudeye.web.analyst.steps import COLUMNS, FILE, LOAD, PREVIEW, card, facts, fault, fingerprint, size_words
from cloudeye.web.analyst.uploads import Upload
from cloudeye.web.analyst.work import Work
from cloudeye.web.drawing import draw
from cloudeye.web.frame import address
from cloudeye.web.upload_box import upload_box
from cloudeye.web.visitor import admit
from cloudeye.web.wording import DASH, day_and_time, text

SUBTITLES = {FILE: "先预检，再入库；入库后可整批撤销", COLUMNS: "对应表头", PREVIEW: "导入预检", LOAD: "入库"}


def subtitle(upload: Upload | None, step: str) -> str:
    """What stands beside the title."""
    return SUBTITLES[FILE] if upload is None else f"{SUBTITLES[step]} · {upload.dataset.label}"


# 1 选文件


def show_file(viewer: Viewer, upload: Upload | None) -> None:
    """Choose what the file is and who sent it, then bring it."""
    with st.container(horizontal=True, vertical_alignment="center", key="upload-head"):
        draw(steps.steps_bar(FILE, None), key="upload-steps")
    upload_desk.say_what_happened()
    _sentences("先看清它会改变什么，再决定要不要入库。", "选好数据集和报送单位，把部门发来的表原样拖进来；预检不写入任何数据。")
    left, right = st.columns((7, 5), gap="medium")
    with left:
        with st.container(horizontal=True, key="upload-choosers"):
            name = frame.chosen("数据集", "dataset", list(DATASETS), lambda one: DATASETS[one].label)
            names = {"": "不指定单位", **dict(upload_desk.senders())}
            sender = frame.chosen("报送单位", "sender", list(names), lambda one: names[one])
        dataset = DATASETS[str(name)]
        upload_box(dataset.name, dataset.label, sender or "", upload_desk.received)
        draw(_waiting(viewer), key="upload-waiting")
    with right:
        draw(_template_card(dataset), key="upload-template")


def _waiting(viewer: Viewer) -> str:
    """The own files that were brought and not yet loaded; markup, empty without any."""
    rows = uploads.waiting(viewer)
    if not rows:
        return ""
    lines = "".join(
        f'<tr><td class="name"><a href="{address(upload_desk.PAGE, upload=row["upload_id"], step=COLUMNS)}" target="_self">'
        f"{text(row['file_name'])}</a></td><td>{text(DATASETS[row['dataset']].label)}</td>"
        f"<td>{text(row['sender_name'] or DASH)}</td>"
        f'<td class="r mid">{size_words(row["bytes"])}</td><td class="mid">{day_and_time(row["received_at"])}</td></tr>'
        for row in rows
        if row["dataset"] in DATASETS
    )
    head = (
        '<thead><tr><th scope="col">文件</th><th scope="col">数据集</th><th scope="col">报送单位</th>'
        '<th scope="col" class="r">大小</th><th scope="col">收到</th></tr></thead>'
    )
    table = f'<table class="upload-table waiting">{head}<tbody>{lines}</tbody></table>'
    return card(f"您有 {len(rows)} 份文件还没有入库", "只有您自己看得到", table)


def _template_card(dataset: Dataset) -> str:
    """Where to get an empty file, and what every column means. Markup."""
    links = (
        f'<p class="upload-downloads"><a href="./template/{dataset.name}.xlsx" target="_self">下载 Excel 模板</a>'
        f'<a href="./template/{dataset.name}.csv" target="_self">下载 CSV 模板</a></p>'
    )
    rows = "".join(
        f'<tr><th scope="row">{text(column.label)}{" *" if column.is_required else ""}</th>'
        f'<td class="why">{text(column.description)}{_words(column.vocabulary)}</td>'
        f'<td class="low">{text(column.example)}</td></tr>'
        for column in dataset.columns
    )
    head = '<thead><tr><th scope="col">列</th><th scope="col">填什么</th><th scope="col">例子</th></tr></thead>'
    needed = sum(column.is_required for column in dataset.columns)
    note = '<p class="upload-note">也可以直接上传部门自己的表：列名不同、顺序不同都能对应，只要有带 * 的列</p>'
    table = f'<div class="upload-scroll"><table class="upload-table described">{head}<tbody>{rows}</tbody></table></div>'
    return card(f"{dataset.label}怎么填", f"{len(dataset.columns)} 列，{needed} 列必填", links + note + table, name="template")


def _words(vocabulary: tuple[str, ...]) -> str:
    return f"。可填：{text('、'.join(vocabulary))}" if vocabulary else ""


# 2 对应表头


def show_columns(viewer: Viewer, upload: Upload | None) -> None:
    """How the file is read and what its columns mean."""
    assert upload is not None
    looked = work.look(upload)
    looked.wait(upload_desk.PATIENCE_SECONDS)
    seen: work.Looked | None = looked.result if looked.state == "done" else None
    table = seen.table if seen else None
    found = columns.found_in(table, upload.dataset, upload.instructions.mapping) if table else None
    is_ready = found is not None and not found.missing and not found.fault
    with st.container(horizontal=True, vertical_alignment="center", key="upload-head"):
        draw(steps.steps_bar(COLUMNS, upload), key="upload-steps")
        _discard_button(upload)
        st.button(
            "开始预检", type="primary", key="upload-next", disabled=not is_ready, on_click=upload_desk.go,
            args=(PREVIEW, upload.upload_id),
        )  # fmt: skip
    _discard_question(upload)
    upload_desk.say_what_happened()
    if looked.state == "running":
        poll(upload.upload_id, work.LOOK)
        return
    if found is not None:
        _sentences(*columns.conclusion(found))
    elif looked.fault:
        _sentences("这份文件还读不了。", "可以在下面改读法（编码、工作表、表头在第几行），改后立即重读。")
        draw(fault(looked.fault), key="upload-fault")
    body = columns.reading_card(upload, table, upload_desk.senders(), _earlier(upload))
    body += columns.columns_card(found) if found is not None else ""
    sheet(
        f'<div class="upload-grid">{body}</div>',
        key="upload-columns",
        on_said=lambda said: upload_desk.instruct(upload.upload_id, said),
    )
    if seen is not None and seen.sample:
        draw(columns.sample_card(seen.table.header, seen.sample), key="upload-sample")


def _earlier(upload: Upload) -> str:
    before = uploads.earlier_batch(upload)
    return "未曾导入过" if before is None else f"{day_and_time(before['loaded_at'])}导入过（批次 {before['batch_id']}）"


# 3 预检


def show_preview(viewer: Viewer, upload: Upload | None) -> None:
    """What the file would bring and change, before anything is written."""
    assert upload is not None
    done = work.previewed(upload)
    done.wait(upload_desk.PATIENCE_SECONDS)
    with work.open_preview(upload) as shown:
        rows = outcome.loads(shown.report) + shown.report.waiting if shown and shown.brings_something() else 0
        with st.container(horizontal=True, vertical_alignment="center", key="upload-head"):
            draw(steps.steps_bar(PREVIEW, upload), key="upload-steps")
            _discard_button(upload)
            words = f"提交 {rows:,} 行" if rows else "提交"
            st.button(
                words, type="primary", key="upload-load", disabled=not rows, on_click=upload_desk.load, args=(upload.upload_id,)
            )
        _discard_question(upload)
        upload_desk.say_what_happened()
        if shown is not None:
            _show_found(upload, shown)
    if done.state == "running":
        poll(upload.upload_id, work.PREVIEW)
    elif done.state != "done":
        _sentences("预检没有完成。", "没有写入任何数据。可以回到上一步检查读法与表头对应，或重新预检。")
        draw(fault(done.fault), key="upload-fault")
        st.button("重新预检", key="upload-again", on_click=upload_desk.start_over, args=(upload.upload_id,))


def _show_found(upload: Upload, shown: Preview) -> None:
    _sentences(*outcome.conclusion(shown, upload.sender))
    report, table = shown.report, shown.table
    draw(
        f'<div class="upload-grid">{_file_card(upload, shown)}{_mapping_card(upload, shown)}</div>'
        + outcome.counts(report, columns.skipped_words(table)),
        key="upload-top",
    )
    entries = _entries(shown.dataset)
    # Enterprises are no catalogue: who they are comes with their own files.
    unknown = [row for row in shown.unknown if row["kind"] in entries]
    if unknown:
        sheet(
            outcome.unknown_card(shown.dataset, unknown, entries),
            key="upload-unknown",
            on_said=lambda said: upload_desk.name_unknown(upload.upload_id, said),
        )
    download = outcome.refused_address(upload=upload.upload_id)
    pair = outcome.refused_card(shown.dataset, shown.problems(outcome.MOST_LISTED), report.refused, download)
    pair += outcome.changed_card(shown.dataset, shown.changes(outcome.MOST_LISTED), report.changed, report.waiting)
    warned = outcome.warnings_card(shown.dataset, shown.warnings(outcome.MOST_LISTED) if report.flagged else [], report.flagged)
    draw(
        f'<div class="upload-pair">{pair}</div>{warned}{effect.effect_cards(shown.effect, rehearsed=True)}',
        key="upload-found",
    )


def _entries(dataset: Dataset) -> Mapping[str, list[Mapping[str, object]]]:
    """The catalogue's entries by kind, and the fixed words by the column that takes them."""
    found: dict[str, list[Mapping[str, object]]] = {
        column.name: [{"name": word} for word in column.vocabulary] for column in dataset.columns if column.vocabulary
    }
    for row in district.ask("catalogue_names"):
        found.setdefault(row["kind"], []).append(row)
    return found


def _file_card(upload: Upload, shown: Preview) -> str:
    table, report = shown.table, shown.report
    lines = report.new + report.changed + report.unchanged + report.refused + report.waiting
    told = upload.instructions.choice
    how = "人工指定" if told.encoding or told.sheet else "自动识别"
    change = steps.link(upload_desk.PAGE, "改", kind="upload-link small", upload=upload.upload_id, step=COLUMNS)
    read = f"{table.encoding}（{how}）" if table.kind == "CSV" else f"{table.kind}，工作表「{text(table.sheet or '')}」"
    separated = f"，{DELIMITERS.get(table.delimiter, '')}分隔" if table.kind == "CSV" else ""
    return card(
        "文件",
        "",
        facts(
            [
                ("名称", f'<span class="file-name">{text(upload.file_name)}</span>'),
                ("编码" if table.kind == "CSV" else "格式", f"{read}{change}"),
                ("行数", f"{lines:,} 行{separated}，{size_words(upload.size)}"),
                ("已跳过", text(columns.skipped_words(table))),
                ("报送", f"{text(upload.sender_name or '不指定单位')}，{upload.received_at:%m-%d %H:%M} 收到"),
                ("指纹", f'<span class="mid">{fingerprint(upload.file_hash)}，{text(_earlier(upload))}</span>'),
            ]
        ),
        name="reading",
    )


def _mapping_card(upload: Upload, shown: Preview) -> str:
    """The columns as they were read, to be looked over; they are corrected one step back. Markup."""
    found = columns.found_in(shown.table, shown.dataset, upload.instructions.mapping)
    link = steps.link(upload_desk.PAGE, "逐列修改", kind="upload-link", upload=upload.upload_id, step=COLUMNS)
    return columns.read_only_card(found, link)


# 4 入库


def show_load(viewer: Viewer, upload: Upload | None) -> None:
    """The load under way, then what came of it."""
    assert upload is not None
    begun = work.held(upload.upload_id, work.LOAD)
    if begun is not None:
        begun.wait(upload_desk.PATIENCE_SECONDS)
    with st.container(horizontal=True, vertical_alignment="center", key="upload-head"):
        draw(steps.steps_bar(LOAD, upload), key="upload-steps")
        if begun is None or begun.state != "running":
            st.button("再传一份", type="primary", key="upload-more", on_click=upload_desk.go, args=(FILE,))
    upload_desk.say_what_happened()
    fresh = uploads.found(viewer, upload.upload_id)
    if begun is not None and begun.state == "running":
        poll(upload.upload_id, work.LOAD)
    elif fresh.state == uploads.LOADED:
        draw(loaded_words(fresh), key="upload-loaded")
    elif begun is not None:
        _sentences("入库没有完成。", "可以回到预检重新提交；已经写入的内容不会重复。")
        draw(fault(begun.fault), key="upload-fault")
        st.button("回到预检", key="upload-back", on_click=upload_desk.go, args=(PREVIEW, upload.upload_id))


def loaded_words(upload: Upload) -> str:
    """What was loaded, from the ledger. Markup."""
    rows = district.store().rows("batch_of_id", batch_id=upload.batch_id) if upload.batch_id else []
    if not rows:
        return '<p class="desk-conclusion">文件里的内容库里都有，没有写入任何数据。</p><p class="upload-sub">没有生成批次。</p>'
    row = rows[0]
    count, waiting, found = row["new_rows"] + row["changed_rows"], row["waiting_rows"] or 0, Effect.from_json(row["effect"])
    told = effect.lead(found, upload.sender)
    more = f"{waiting:,} 行进入更正清单，等待领导决定。" if waiting else ""
    fetch = steps.link("export/refused", "下载问题行", kind="upload-link", batch=row["batch_id"])
    rest = f"{row['refused_rows']:,} 行未通过，没有入库；改好后可再传（{fetch}）。" if row["refused_rows"] else ""
    batch = steps.link(steps.BATCH, "批次页", kind="upload-link", batch=row["batch_id"])
    return (
        f'<p class="desk-conclusion">已入库 {count:,} 行{f"；{text(told)}" if told else ""}。</p>'
        f'<p class="upload-sub upload-apart">{more}{rest}发现不对，可以在{batch}整批撤销。</p>'
        f'<div class="upload-grid">{batches.file_card(row, is_own=True)}{batches.mapping_card(row)}</div>'
        f"{batches.counts(row)}{effect.effect_cards(found, rehearsed=False)}"
    )


# What the steps share


def _sentences(head: str, below: str) -> None:
    draw(
        f'<p class="desk-conclusion">{text(head)}</p><p class="upload-sub">{text(below)}</p>',
        key="upload-conclusion",
    )


def _discard_button(upload: Upload) -> None:
    st.button("放弃", key="upload-discard", on_click=upload_desk.ask_to_discard, args=(upload.upload_id,))


def _discard_question(upload: Upload) -> None:
    if st.session_state.get(upload_desk.ASKED) != upload.upload_id:
        return
    with st.container(key="upload-question", horizontal=True, vertical_alignment="center"):
        draw(
            f'<p class="deed-question" role="alert">放弃「{text(upload.file_name)}」？文件会从服务器删除，没有写入的数据。</p>',
            key="upload-question-words",
        )
        st.button("确认放弃", key="upload-discard-yes", type="primary", on_click=upload_desk.discard, args=(upload.upload_id,))
        st.button("取消", key="upload-discard-no", on_click=upload_desk.keep)


@st.fragment(run_every=0.6)
def poll(upload_id: str, kind: str) -> None:
    """How far the work is, asked again and again; the whole page is drawn anew when it is done."""
    viewer = admit("analyst-upload")
    running: Work | None = work.held(upload_id, kind)
    if running is None or running.state != "running":
        st.rerun()
    upload = uploads.found(viewer, upload_id)
    draw(steps.progress(running, upload.file_name), key="upload-progress")
    if kind != work.LOAD:
        st.button("停止", key="upload-stop", on_click=upload_desk.stop, args=(upload_id,))


SHOW = {FILE: show_file, COLUMNS: show_columns, PREVIEW: show_preview, LOAD: show_load}
