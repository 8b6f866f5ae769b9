"""An import from the file to the ledger: read → stage → check → compare → one transaction."""

import hashlib
import json
import tempfile
from contextlib import suppress
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb

from cloudeye import clock, scoring
from cloudeye.catalog import today
from cloudeye.errors import IngestError, reason
from cloudeye.ingest import mapping as mappings
from cloudeye.ingest.datasets import Dataset, dataset_called
from cloudeye.ingest.desk import Desk
from cloudeye.ingest.reading.encoding import digest
from cloudeye.ingest.mapping import Mapping
from cloudeye.ingest.report import ImportReport
from cloudeye.ingest.reading.table import Table, open_table
from cloudeye.store import Store, Writer
from cloudeye.store.faults import working


def import_file(
    store: Store,
    path: Path | str,
    dataset: str,
    mapping: Path | str | dict[str, Any] | None = None,
    *,
    dry_run: bool = False,
    now: datetime | None = None,
) -> ImportReport:
    """Take a CSV or XLSX file into the district; good lines are loaded, bad ones refused with a reason each.

    ``mapping`` is a mapping file or its content. A line whose key the district has replaces that row if anything differs.
    All that is written is written in one transaction, the affected months are scored again in it. A file that brings nothing
    new, changed or newly refused writes nothing at all: no batch, no new ``data_version``. A dry run only counts.
    Nothing in a file can have happened after ``now``: the clock's time, or the district's own if a demo is ahead of it.
    Raises IngestError when the file as a whole cannot be taken in.
    """
    path, at = Path(path), now or max(clock.now(), today(store))
    kind = dataset_called(dataset)
    known = Mapping()
    if isinstance(mapping, dict):
        known = mappings.mapping_from(mapping, kind)
    elif mapping is not None:
        known = mappings.read_mapping(Path(mapping), kind)
    try:
        with tempfile.TemporaryDirectory(prefix="cloudeye-import-") as folder, working(store.path):
            workspace = Path(folder)
            table = open_table(path, workspace, lambda header: mappings.recognised(header, kind, known))
            plan = mappings.plan(table.header, kind, known)
            ledger = _ledger(path, dataset, known, table, at)
            desk = Desk(store, kind, ledger["batch_id"], at)
            desk.stage(table, plan, known, workspace)
            desk.check(table.unreadable)
            return desk.report() if dry_run else _load(store, desk, table, ledger, at)
    except OSError as error:
        raise IngestError(
            f"导入 {path.name} 时无法读写文件：{reason(error)}。没有写入任何数据；请检查磁盘空间与权限后重试。"
        ) from error


def _ledger(path: Path, dataset: str, mapping: Mapping, table: Table, at: datetime) -> dict[str, Any]:
    file_hash = digest(path)
    text = json.dumps(asdict(mapping), ensure_ascii=False, sort_keys=True)
    short = hashlib.sha256(f"{dataset}\n{text}\n{file_hash}".encode()).hexdigest()[:8]
    return {
        "batch_id": f"{at:%Y%m%d-%H%M%S}-{short}",
        "dataset": dataset,
        "file_name": path.name,
        "file_hash": file_hash,
        "mapping": text,
        "encoding": table.encoding,
        "loaded_at": at,
        "undone_at": None,
    }


def _brings_something(store: Store, report: ImportReport, ledger: dict[str, Any]) -> bool:
    if report.new or report.changed:
        return True
    identity = {key: ledger[key] for key in ("dataset", "file_hash", "mapping")}
    return report.refused > 0 and not store.rows("earlier_batch", **identity)


def _load(store: Store, desk: Desk, table: Table, ledger: dict[str, Any], at: datetime) -> ImportReport:
    """Write what the desk holds, if it is anything."""
    report = desk.report()
    if not _brings_something(store, report, ledger):
        return report
    with store.writing() as writer:
        if store.data_version != desk.data_version:
            desk.check(table.unreadable)  # somebody wrote while the file was being checked
            report = desk.report()
        try:
            desk.run("share_incoming")
            desk.run("share_problems", batch_id=ledger["batch_id"])
            _write(writer, desk.dataset, report, ledger, at)
        finally:
            with suppress(duckdb.Error):  # after a fault of the file it says no more than the fault itself
                desk.run("forget_incoming")
                desk.run("forget_problems")
    return replace(report, batch_id=ledger["batch_id"])


def _write(writer: Writer, dataset: Dataset, report: ImportReport, ledger: dict[str, Any], at: datetime) -> None:
    months = [row["month"] for row in writer.rows(f"touched_{dataset.name}")]
    for table, name in dataset.also:
        writer.insert_from(table, name, now=at)
    if report.changed:
        writer.run(f"replaced_{dataset.name}")
    writer.insert_from(dataset.table, "incoming_rows")
    if dataset.feeds_rollup:
        scoring.refresh_rollup(writer, months)
    counted = {f"{outcome}_rows": getattr(report, outcome) for outcome in ("new", "changed", "unchanged", "refused", "flagged")}
    writer.insert("import_batch", [{**ledger, **counted}])
    writer.insert_from("rejected_row", "incoming_problems")
    scoring.rescore(writer, months, at)
