"""What was loaded: the list of batches, and one batch with its file, its counts, its effect, and whether it was taken back."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from cloudeye.ingest.datasets import DATASETS, Dataset
from cloudeye.ingest.reading.choice import ENCODINGS
from cloudeye.ingest.report import ImportReport, Problem
from cloudeye.web.analyst import outcome
from cloudeye.web.analyst.steps import BATCH, BATCHES, card, facts, fingerprint
from cloudeye.web.frame import address
from cloudeye.web.theme import SHAPES
from cloudeye.web.wording import DASH, text

Row = Mapping[str, Any]
PAGE_ROWS = 40
NOBODY, NO_SENDER = "系统", "未指定"
People = Mapping[str, str]


def dataset_label(name: str) -> str:
    """The dataset in Chinese; what is no dataset any more stays as it is."""
    return DATASETS[name].label if name in DATASETS else name


def person(login: str | None, people: People) -> str:
    """What somebody is called: the name of the account, else what the ledger says."""
    return people.get(login or "", login or NOBODY)


def state_mark(row: Row) -> str:
    """Whether a batch counts, with its shape. Markup."""
    if row["undone_at"] is not None:
        return f'<span class="mark-none">{SHAPES["none"]}</span> 已撤销'
    if row["waiting_rows"]:
        return f'<span class="mark-pending">{SHAPES["pending"]}</span> 在库，部分待更正'
    return f'<span class="mark-met">{SHAPES["met"]}</span> 在库'


def conclusion(rows: Sequence[Row], total: int, people: People) -> str:
    """The sentence above the list; plain text."""
    if not rows:
        return "还没有导入过数据。"
    newest = rows[0]
    who = person(newest["loaded_by"], people)
    return f"共 {total:,} 个批次；最近一次在 {newest['loaded_at']:%Y-%m-%d %H:%M}，{who} 导入{dataset_label(newest['dataset'])}。"


def table(rows: Sequence[Row], people: People) -> str:
    """One row per batch. Markup."""
    head = "".join(
        f'<th scope="col"{" class=r" if is_number else ""}>{words}</th>'
        for words, is_number in (
            ("入库时间", False), ("文件", False), ("数据集", False), ("报送单位", False), ("上传人", False), ("新增", True),
            ("变更", True), ("不变", True), ("未通过", True), ("状态", False),
        )
    )  # fmt: skip
    return (
        f'<section class="upload-card"><table class="upload-table batches"><thead><tr>{head}</tr></thead>'
        f"<tbody>{''.join(_line(row, people) for row in rows)}</tbody></table></section>"
    )


def _line(row: Row, people: People) -> str:
    link = f'<a href="{address(BATCH, batch=row["batch_id"])}" target="_self">{text(row["file_name"] or row["batch_id"])}</a>'
    refused = f'<b class="worse">{row["refused_rows"]:,}</b>' if row["refused_rows"] else "0"
    return (
        f'<tr class="{"gone" if row["undone_at"] else ""}"><td class="mid">{_moment(row["loaded_at"])}</td>'
        f'<td class="name">{link}</td>'
        f"<td>{text(dataset_label(row['dataset']))}</td><td>{text(row['sender_name'] or NO_SENDER)}</td>"
        f"<td>{text(person(row['loaded_by'], people))}</td>"
        f'<td class="r">{row["new_rows"]:,}</td><td class="r">{row["changed_rows"]:,}</td>'
        f'<td class="r low">{row["unchanged_rows"]:,}</td><td class="r">{refused}</td><td>{state_mark(row)}</td></tr>'
    )


def pager(page: int, total: int, dataset: str) -> str:
    """The way to newer and older batches. Markup, empty when there is one page only."""
    last = max(1, -(-total // PAGE_ROWS))
    if last == 1:
        return ""

    def link(number: int, words: str) -> str:
        if not 1 <= number <= last:
            return f"<span>{words}</span>"
        return f'<a href="{address(BATCHES, dataset=dataset, page=str(number))}" target="_self">{words}</a>'

    return f'<p class="pager">{link(page - 1, "‹ 较新")} 第 {page} 页，共 {last} 页 {link(page + 1, "较早 ›")}</p>'


def batch_conclusion(row: Row, people: People) -> tuple[str, str]:
    """What became of one batch, in two sentences; plain text."""
    count = row["new_rows"] + row["changed_rows"]
    head = f"{person(row['loaded_by'], people)} 于 {_moment(row['loaded_at'])} 入库 {count:,} 行{dataset_label(row['dataset'])}。"
    if row["undone_at"] is not None:
        who = person(row["undone_by"], people)
        return f"这个批次已经撤销。{head}", f"{who} 于 {_moment(row['undone_at'])} 撤销，原因：{row['undo_reason'] or '未记录'}。"
    below = []
    if row["waiting_rows"]:
        below.append(f"{row['waiting_rows']:,} 行落在已定稿的月份，在更正清单中等待决定")
    if row["refused_rows"]:
        below.append(f"{row['refused_rows']:,} 行未通过，没有入库")
    return head, "；".join(below) + ("。" if below else "")


def _moment(value: datetime) -> str:
    return f"{value:%Y-%m-%d %H:%M}"


def counts(row: Row) -> str:
    """The line of counts of a batch. Markup."""
    report = ImportReport(
        row["batch_id"], row["new_rows"], row["changed_rows"], row["unchanged_rows"], row["refused_rows"], row["flagged_rows"],
        waiting=row["waiting_rows"] or 0,
    )  # fmt: skip
    skipped = f" {row['skipped_rows']:,} 行" if row["skipped_rows"] else ""
    return outcome.counts(report, skipped)


def file_card(row: Row, *, is_own: bool) -> str:
    """The file of a batch; its bytes are for whoever brought it. Markup."""
    fetch = f'<a class="upload-link" href="{address("export/original", batch=row["batch_id"])}" target="_self">下载原文件</a>'
    note = "" if is_own else '<p class="upload-note">原文件与未通过的行只有上传者本人可以下载</p>'
    pairs = [
        ("批次", text(row["batch_id"])),
        ("文件", f'<span class="file-name">{text(row["file_name"] or DASH)}</span>'),
        ("数据集", text(dataset_label(row["dataset"]))),
        ("报送", text(row["sender_name"] or NO_SENDER)),
        ("编码" if row["encoding"] in ENCODINGS else "格式", text(row["encoding"] or DASH)),
        ("指纹", f'<span class="mid" title="{text(row["file_hash"] or "")}">{_fingerprint(row)}</span>'),
    ]
    return card("文件", "", facts(pairs) + note, corner=fetch if is_own else "", name="reading")


def _fingerprint(row: Row) -> str:
    return fingerprint(row["file_hash"]) if row["file_hash"] else DASH


def mapping_card(row: Row) -> str:
    """Which header was read as what, as the ledger keeps it. Markup."""
    try:
        found = json.loads(row["mapping"] or "{}")
    except ValueError:
        found = {}
    dataset = DATASETS.get(row["dataset"])
    labels = {column.name: column.label for column in dataset.columns} if dataset else {}
    columns = found.get("columns") or {}
    lines = [
        f'<tr><th scope="row" title="{text(columns[name])}">{text(columns[name])}</th><td class="to">→</td>'
        f'<td><span class="slot">{text(labels.get(name, name))}</span></td><td>{_values(found, name)}</td></tr>'
        for name in sorted(columns, key=lambda name: (list(labels).index(name) if name in labels else len(labels), name))
    ]
    lines += [
        f'<tr><th scope="row" class="low">固定值「{text(value)}」</th><td class="to">→</td>'
        f'<td><span class="slot">{text(labels.get(name, name))}</span></td><td></td></tr>'
        for name, value in (found.get("constants") or {}).items()
    ]
    if not lines:
        return card("表头对应", "", '<p class="upload-calm">没有留下表头对应的记录。</p>', name="mapping")
    half = (len(lines) + 1) // 2
    head = '<thead><tr><th scope="col">文件表头</th><th></th><th scope="col">对应字段</th><th></th></tr></thead>'
    tables = "".join(
        f'<table class="upload-map">{head}<tbody>{"".join(part)}</tbody></table>' for part in (lines[:half], lines[half:]) if part
    )
    left = "、".join(f"「{header}」" for header in found.get("ignored") or [])
    note = f'<p class="upload-note">不导入：{text(left)}</p>' if left else ""
    return card("表头对应", "入库时的读法", f'<div class="upload-two">{tables}</div>{note}', name="mapping")


def _values(found: Mapping[str, Any], name: str) -> str:
    words = (found.get("values") or {}).get(name) or {}
    return text("；".join(f"{said}→{meant}" for said, meant in list(words.items())[:2]))


def refused_part(row: Row, problems: Sequence[Row], by_column: Sequence[Row], *, is_own: bool) -> str:
    """The refused rows: what they say for whoever brought them, how many by column for everybody else. Markup."""
    dataset: Dataset | None = DATASETS.get(row["dataset"])
    if not row["refused_rows"] or dataset is None:
        return ""
    if is_own and problems:
        download = outcome.refused_address(batch=row["batch_id"])
        return outcome.refused_card(dataset, [Problem(**one) for one in problems], row["refused_rows"], download)
    labels = {column.name: column.label for column in dataset.columns}
    said = "；".join(f"「{labels.get(one['column'], '整行')}」{one['refused']:,} 行" for one in by_column)
    inner = f'<p class="upload-calm">{text(said) if said else "没有留下明细"}</p>'
    return card(f"未通过 {row['refused_rows']:,} 行", "内容只有上传者本人看得到", inner, name="refused")
