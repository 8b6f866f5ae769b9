"""Rows that change a published month: what waits, what it would do, and what was decided."""

from collections.abc import Mapping, Sequence
from typing import Any

from cloudeye.web.analyst.batches import People, dataset_label, person
from cloudeye.web.analyst.steps import BATCH, card, link
from cloudeye.web.theme import SHAPES
from cloudeye.web.wording import DASH, full_month, text

Row = Mapping[str, Any]
PAGE = "analyst-corrections"
NOTHING = "没有等待决定的更正。"


def conclusion(waiting: Sequence[Row]) -> str:
    """The sentence above the list; plain text."""
    if not waiting:
        return NOTHING
    rows = sum(row["waiting_rows"] for row in waiting)
    months = sorted({month for row in waiting for month in row["months"]})
    return f"{len(waiting)} 个批次的 {rows:,} 行落在已定稿的 {'、'.join(map(full_month, months))}，等待决定。"


def table(waiting: Sequence[Row], chosen: str, people: People) -> str:
    """One row per batch with rows that wait. Markup."""
    head = "".join(
        f'<th scope="col"{" class=r" if words == "待更正" else ""}>{words}</th>'
        for words in ("文件", "数据集", "上传人", "已定稿的月份", "待更正", "提出时间", "")
    )
    lines = "".join(
        f'<tr class="{"picked" if row["batch_id"] == chosen else ""}"><td class="name">{_batch(row)}</td>'
        f"<td>{text(dataset_label(row['dataset']))}</td>"
        f"<td>{text(person(row['loaded_by'], people))}</td><td>{text('、'.join(map(full_month, row['months'])))}</td>"
        f'<td class="r"><b>{row["waiting_rows"]:,}</b></td>'
        f'<td class="mid">{row["noted_at"]:%Y-%m-%d %H:%M}</td><td class="r">{_look(row, chosen)}</td></tr>'
        for row in waiting
    )
    return card("等待决定", "", f'<table class="upload-table"><thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table>')


def _look(row: Row, chosen: str) -> str:
    if row["batch_id"] == chosen:
        return "正在看"
    return link(PAGE, "看影响 ›", kind="upload-link", correction=row["batch_id"])


def _batch(row: Row) -> str:
    return link(BATCH, row["file_name"] or row["batch_id"], batch=row["batch_id"])


def decided_card(decided: Sequence[Row], people: People) -> str:
    """What was decided, newest first. Markup, empty when nothing was."""
    if not decided:
        return ""
    head = "".join(f'<th scope="col">{words}</th>' for words in ("决定", "月份", "文件", "行数", "谁、何时", "理由"))
    lines = "".join(
        f'<tr><td>{_state(row)}</td><td>{full_month(row["month"])}</td><td class="name">{_batch(row)}</td>'
        f'<td>{row["waiting_rows"]:,}</td><td class="mid">{_who(row, people)}</td>'
        f'<td class="why">{text(row["reason"] or DASH)}</td></tr>'
        for row in decided
    )
    return card("已经决定", "", f'<table class="upload-table"><thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table>')


def _who(row: Row, people: People) -> str:
    when = f"{row['decided_at']:%Y-%m-%d %H:%M}" if row["decided_at"] else DASH
    return f"{text(person(row['decided_by'], people))}，{when}"


def _state(row: Row) -> str:
    if row["version"] is not None:
        return f'<span class="mark-met">{SHAPES["met"]}</span> {text(row["state"])}，第 {row["version"]} 版'
    return f'<span class="mark-none">{SHAPES["none"]}</span> {text(row["state"])}'
