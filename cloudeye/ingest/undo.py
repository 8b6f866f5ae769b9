"""Taking a batch back: afterwards the district is as if the file had never come, and the ledger says who did it and why.

What the batch wrote is told by ``batch_id`` on every row, what it wrote over lies in ``<table>_replaced``. A batch can only be
taken back while nothing rests on it: the newest first, and not after people have worked on its rows or its month is final.
"""

from datetime import date, datetime
from typing import Any

from cloudeye import scoring
from cloudeye.errors import IngestError
from cloudeye.ingest.datasets import DATASETS, Dataset
from cloudeye.reasons import LONGEST_REASON, SHORTEST_REASON, is_reason, plain_line
from cloudeye.store import Reader, Store, Writer, all_queries

LISTED = 3


def why_not(reader: Reader, batch_id: str) -> str | None:
    """Why the batch cannot be taken back, as a sentence for the person who wants to; None when it can."""
    found = reader.rows("batch_of_id", batch_id=batch_id)
    if not found:
        return f"没有编号为「{batch_id}」的批次。请从批次列表中选择。"
    batch = found[0]
    if batch["undone_at"] is not None:
        who = f"由 {batch['undone_by']} " if batch["undone_by"] else ""
        return f"这个批次已于 {batch['undone_at']:%Y-%m-%d %H:%M} {who}撤销，不能再撤销一次。"
    dataset = DATASETS.get(batch["dataset"])
    if dataset is None or batch["waiting_rows"] is None:
        return "这个批次由演示数据生成，或入库时系统还没有保留被改写的原值，无法恢复到入库以前，不能撤销。"
    return (
        _later(reader, dataset, batch_id)
        or _decided(reader, batch_id)
        or _published(reader, dataset, batch_id)
        or _built_on(reader, dataset, batch)
    )


def undo(store: Store, batch_id: str, by: str, reason: str, at: datetime) -> dict[str, int]:
    """Take the batch back in one transaction: its rows go, those it wrote over return, the months concerned are scored again.

    Rows that waited for a correction go too, and so does the list of refused rows; the ledger keeps the batch with who took it
    back and why. Returns how many rows went and came back: ``removed``, ``restored``, ``waiting``.
    Raises IngestError with the reason when it cannot be taken back or ``reason`` says too little; nothing is changed then.
    """
    said = plain_line(reason)
    if not is_reason(said):
        raise IngestError(f"请写明撤销的原因（{SHORTEST_REASON} 到 {LONGEST_REASON} 个字）。没有撤销任何数据。")
    with store.writing() as writer:
        fault = why_not(writer, batch_id)
        if fault is not None:
            raise IngestError(f"批次 {batch_id} 不能撤销：{fault}")
        dataset = DATASETS[writer.row("batch_of_id", batch_id=batch_id)["dataset"]]
        waiting = int(writer.row("undo_corrections", batch_id=batch_id)["waiting"])
        for table, _ in dataset.also:
            writer.delete(table, batch_id=batch_id)
        _lay_out(writer, dataset, batch_id)
        counts = writer.row("undo_counts")
        months = _months(writer, dataset)
        if dataset.feeds_rollup:
            scoring.shift_rollup(writer, "stored_row", "incoming")
        _take_back(writer, dataset, batch_id)
        _forget_waiting(writer, dataset, batch_id)
        writer.delete("rejected_row", batch_id=batch_id)
        writer.run("undo_mark", batch_id=batch_id, at=at, by=by, reason=said)
        scoring.rescore(writer, months, at)
    return {"removed": int(counts["removed"]), "restored": int(counts["restored"]), "waiting": waiting}


def _lay_out(writer: Writer, dataset: Dataset, batch_id: str) -> None:
    """Put the rows of the batch (incoming) and those it wrote over (stored_row) into temporary tables, as a load does."""
    writer.run("undo_lines", table=dataset.table, batch_id=batch_id)
    writer.run("undo_stored_rows", replaced=f"{dataset.table}_replaced", key=list(dataset.key), batch_id=batch_id)


def _take_back(writer: Writer, dataset: Dataset, batch_id: str) -> None:
    """Remove the rows of the batch from their table, put back those it wrote over."""
    writer.delete(dataset.table, batch_id=batch_id)
    writer.insert_from(dataset.table, "undo_restored")
    writer.delete(f"{dataset.table}_replaced", replaced_by=batch_id)


def _forget_waiting(writer: Writer, dataset: Dataset, batch_id: str) -> None:
    """What has not been decided will not be; decisions already made stay on record."""
    if f"closed_{dataset.name}" in all_queries():
        writer.delete(f"{dataset.table}_waiting", batch_id=batch_id)
    writer.delete("correction", batch_id=batch_id, state="待定")


def _months(writer: Writer, dataset: Dataset) -> list[date]:
    """The months whose figures change when the rows laid out are taken back, each once; none for what no score counts."""
    name = f"undo_months_{dataset.name}"
    return [row["month"] for row in writer.rows(name)] if name in all_queries() else []


def _later(reader: Reader, dataset: Dataset, batch_id: str) -> str | None:
    for table in (dataset.table, *(table for table, _ in dataset.also)):
        later = reader.rows("undo_later_batches", replaced=f"{table}_replaced", batch_id=batch_id)
        if later:
            names = "、".join(row["later_id"] for row in later[:LISTED]) + (
                f"等 {len(later)} 个批次" if len(later) > LISTED else ""
            )
            rows = sum(row["rows"] for row in later)
            return f"后来的批次 {names} 改写了其中 {rows} 行。请先撤销后来的批次（从最新的开始），再撤销这一批。"
    return None


def _decided(reader: Reader, batch_id: str) -> str | None:
    if reader.row("undo_corrections", batch_id=batch_id)["is_accepted"]:
        return "其中待更正的行已经采纳，并已据此更正定稿的排名。请改用新的文件再次更正。"
    return None


def _published(reader: Reader, dataset: Dataset, batch_id: str) -> str | None:
    """A final month does not move: what it counts cannot be taken back, by the same words by which a load lets rows wait."""
    name = f"closed_{dataset.name}"
    if name not in all_queries() or not reader.row("published_months")["months"]:
        return None
    # A batch may hold millions of records; most often a glance at their dates is enough.
    if dataset.feeds_rollup and reader.row("undo_after_final_service_records", batch_id=batch_id)["is_after"]:
        return None
    desk = Writer(reader.cursor, reader.path)  # only temporary tables of the reader's own cursor are written
    _lay_out(desk, dataset, batch_id)
    if dataset.name == "callbacks":
        desk.run("undo_calls_turned")
    desk.run(name)
    final = [row["month"] for row in desk.rows("undo_final_months")]
    if not final:
        return None
    names = "、".join(f"{month:%Y-%m}" for month in final)
    return f"它计入的 {names} 的排名已经定稿，定稿之后不再变动。请改为上传更正后的文件，经采纳后另出新版。"


def _built_on(reader: Reader, dataset: Dataset, batch: dict[str, Any]) -> str | None:
    name = f"undo_built_on_{dataset.name}"
    if name not in all_queries():
        return None
    found = reader.rows(name, batch_id=batch["batch_id"], loaded_at=batch["loaded_at"])
    if not found:
        return None
    kinds = "、".join(f"{row['what']} {row['found']} 件（如「{row['example']}」）" for row in found)
    return f"入库以后已经有人在这些数据上办理：{kinds}。撤销会丢掉这些工作；请改为上传更正后的文件。"
