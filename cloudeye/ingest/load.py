"""An import from the file to the ledger in one call: read → stage → check → compare → one transaction."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from cloudeye.ingest import mapping as mappings
from cloudeye.ingest.datasets import dataset_called
from cloudeye.ingest.instructions import Instructions
from cloudeye.ingest.preview import preview
from cloudeye.ingest.report import ImportReport
from cloudeye.store import Store


def import_file(
    store: Store,
    path: Path | str,
    dataset: str,
    mapping: Path | str | dict[str, Any] | None = None,
    *,
    instructions: Instructions | None = None,
    dry_run: bool = False,
    now: datetime | None = None,
) -> ImportReport:
    """Take a table file into the district; good lines are loaded, bad ones refused with a reason each.

    ``mapping`` is a mapping file or its content, and goes before that of ``instructions``. A line whose key the district has
    replaces that row if anything differs; a line that changes a published month waits for a correction.
    All that is written is written in one transaction, the affected months are scored again in it. A file that brings nothing
    new, changed or newly refused writes nothing at all: no batch, no new ``data_version``. A dry run only counts.
    Nothing in a file can have happened after ``now``: the clock's time, or the district's own if a demo is ahead of it.
    Raises IngestError when the file as a whole cannot be taken in.
    """
    kind, told = dataset_called(dataset), instructions or Instructions()
    if isinstance(mapping, dict):
        told = replace(told, mapping=mappings.mapping_from(mapping, kind))
    elif mapping is not None:
        told = replace(told, mapping=mappings.read_mapping(Path(mapping), kind))
    with preview(store, path, dataset, told, now=now, with_effect=False) as opened:
        return opened.report if dry_run else opened.load()
