"""Rows whose month is published wait here; accepted, they load and lead to the next version of that month's ranking.

A published ranking itself never changes: the next version is drafted beside it.
"""

from datetime import date, datetime
from typing import Any

from cloudeye import scoring
from cloudeye.errors import IngestError
from cloudeye.ingest.commit import touched_months, write_rows
from cloudeye.ingest.datasets import DATASETS, Dataset
from cloudeye.ingest.desk import compare, lay_beside
from cloudeye.ingest.effect import Effect, effect_between, standing_of
from cloudeye.reasons import LONGEST_REASON, SHORTEST_REASON, is_reason, plain_line
from cloudeye.store import Reader, Store, Writer

PENDING, ACCEPTED, DECLINED = "待定", "已采纳", "已退回"


def waiting(reader: Reader) -> list[dict[str, Any]]:
    """One row per batch that has rows waiting, newest first: batch_id, dataset, file_name, sender, loaded_by, loaded_at,
    months (list of date), waiting_rows, noted_at."""
    return reader.rows("corrections_waiting")


def decided(reader: Reader) -> list[dict[str, Any]]:
    """One row per batch and month that was decided, newest first: batch_id, dataset, file_name, month, waiting_rows, state,
    decided_by, decided_at, reason, version (None when declined)."""
    return reader.rows("corrections_decided")


def effect(store: Store, batch_id: str, at: datetime) -> Effect:
    """What accepting the batch's waiting rows would do to the ranking; nothing is written. Raises IngestError like ``accept``."""
    with store.rehearsing() as writer:
        dataset, months = _pending(writer, batch_id)
        before = standing_of(writer, _redrafted(writer, months))
        _load(writer, dataset, batch_id, months, at)
        return effect_between(before, standing_of(writer, _redrafted(writer, months)), {})


def accept(store: Store, batch_id: str, by: str, reason: str, at: datetime) -> dict[date, int]:
    """Load the batch's waiting rows and draft the next version of each month they count in; returns month → version.

    All in one transaction. Raises IngestError when nothing of the batch waits, the reason says too little, or a row that would be
    written over has changed since: then the file has to come again.
    """
    said = _reason(reason)
    with store.writing() as writer:
        dataset, months = _pending(writer, batch_id)
        versions = _load(writer, dataset, batch_id, months, at)
        for month, version in versions.items():
            writer.run(
                "correction_decided", batch_id=batch_id, month=month, state=ACCEPTED, by=by, at=at, reason=said, version=version
            )
        writer.delete(f"{dataset.table}_waiting", batch_id=batch_id)
    return versions


def decline(store: Store, batch_id: str, by: str, reason: str, at: datetime) -> None:
    """Leave the published months as they are: the batch's waiting rows never count, and the same rows are not asked about again.

    Raises IngestError when nothing of the batch waits or the reason says too little.
    """
    said = _reason(reason)
    with store.writing() as writer:
        for month in _pending(writer, batch_id)[1]:
            writer.run(
                "correction_decided", batch_id=batch_id, month=month, state=DECLINED, by=by, at=at, reason=said, version=None
            )


def _reason(reason: str) -> str:
    said = plain_line(reason)
    if not is_reason(said):
        raise IngestError(f"请写明理由（{SHORTEST_REASON} 到 {LONGEST_REASON} 个字）。没有改动任何数据。")
    return said


def _pending(writer: Writer, batch_id: str) -> tuple[Dataset, list[date]]:
    found = writer.rows("corrections_of_batch", batch_id=batch_id, state=PENDING)
    if not found:
        raise IngestError(f"批次 {batch_id} 没有待更正的行，可能已由他人处理。请刷新更正清单；没有改动任何数据。")
    return DATASETS[found[0]["dataset"]], [row["month"] for row in found]


def _load(writer: Writer, dataset: Dataset, batch_id: str, months: list[date], at: datetime) -> dict[date, int]:
    """Lay the waiting rows out as those of a file without refusals, and write them."""
    table = dataset.table
    writer.run("waiting_rows_laid_out", table=f"{table}_waiting", batch_id=batch_id)
    writer.run("no_refused_lines")
    lay_beside(writer, dataset)
    compare(writer, dataset)
    writer.run("begin_incoming")
    writer.run(f"stored_{dataset.name}")
    writer.run("begin_outgoing")
    stale = writer.row("stale_waiting_rows", table=f"{table}_waiting", batch_id=batch_id)
    if stale["lines"]:
        raise IngestError(
            f"批次 {batch_id} 有 {stale['lines']} 行（第 {stale['first_line']} 行起）在等待期间又有了新的变化，采纳会盖掉后来的内容。"
            "请退回，并请报送单位按现状重新上传；没有改动任何数据。"
        )
    touched = touched_months(writer, dataset)
    write_rows(writer, dataset, batch_id, at)
    if touched and touched[0] < months[0]:
        scoring.rescore(writer, touched, at)
    return scoring.correct_months(writer, months, at)


def _redrafted(writer: Writer, months: list[date]) -> list[date]:
    drafted = [row["month"] for row in writer.rows("drafted_months") if row["month"] > min(months)]
    return sorted({*months, *drafted})
