"""Files brought to the desk, before they count: who brought them, and what was decided about them. Only whoever brought a file
sees it."""

import secrets
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from cloudeye.access.trail.entry import shortened
from cloudeye.access.viewer import Viewer
from cloudeye.clock import now
from cloudeye.errors import IngestError
from cloudeye.ingest.datasets import Dataset, dataset_called
from cloudeye.ingest.instructions import Instructions
from cloudeye.ingest.mapping import Mapping
from cloudeye.ingest.memory import remembered
from cloudeye.ingest.shelf import Kept, Shelf
from cloudeye.web import district

RECEIVED, LOADED, DISCARDED = "received", "loaded", "discarded"
LONGEST_NAME = 120
GONE = "没有这次上传，或者它不是您上传的。请从「数据导入」重新选择文件。"


@dataclass(frozen=True)
class Upload:
    """One file on the desk. ``sender`` is a department_id or None; ``batch_id`` is the batch it became, if any."""

    upload_id: str
    dataset: Dataset
    file_name: str
    file_hash: str
    size: int
    sender: str | None
    sender_name: str | None
    instructions: Instructions
    received_at: datetime
    state: str
    batch_id: str | None

    @property
    def path(self) -> Path:
        """Where its bytes lie. Raises IngestError when they are gone."""
        return shelf().path(self.file_hash)


def shelf() -> Shelf:
    """Where the originals of this district lie."""
    return Shelf(district.store().path)


def plain_name(name: str) -> str:
    """The name of a file as its sender calls it, without folders, as one plain line; names of paths do no harm."""
    last = name.replace("\\", "/").rpartition("/")[2].strip()
    return shortened(last)[-LONGEST_NAME:] or "未命名文件"


def checked_sender(sender: str) -> str | None:
    """The department_id that was chosen, None for nobody in particular. Raises IngestError for an unknown one."""
    if not sender:
        return None
    if not any(row["department_id"] == sender for row in district.ask("senders")):
        raise IngestError(f"目录中没有报送单位「{sender}」。请在页面上重新选择；没有收下文件。")
    return sender


def receive(viewer: Viewer, dataset: str, sender: str, name: str, kept: Kept) -> str:
    """Put a file that came in on the viewer's desk, on record, with the mapping that was confirmed for this sender last.

    Returns its upload_id. Raises IngestError, AccessError, StoreError; the file is then still on the shelf.
    """
    kind, by, title = dataset_called(dataset), checked_sender(sender), plain_name(name)
    opened = district.store()
    mapping = remembered(opened.reading(), by, dataset) or Mapping()
    upload_id = f"{now():%Y%m%d}-{secrets.token_hex(6)}"
    instructions = Instructions(mapping=mapping, sender=by, by=viewer.login, name=title)
    district.access().trail.record(
        viewer.actor, "upload.receive", upload_id, dataset=dataset, file=title, bytes=kept.size, hash=kept.hash[:16], sender=by
    )
    row = {
        "upload_id": upload_id,
        "dataset": kind.name,
        "file_name": title,
        "file_hash": kept.hash,
        "bytes": kept.size,
        "sender": by,
        "instructions": instructions.as_json(),
        "account": viewer.account_id,
        "received_at": now(),
        "state": RECEIVED,
        "batch_id": None,
    }
    with opened.recording() as writer:
        writer.insert("upload", [row])
    return upload_id


def found(viewer: Viewer, upload_id: str) -> Upload:
    """The viewer's own upload. Raises IngestError when there is none: one of somebody else is like none at all."""
    rows = district.store().rows("upload_found", upload_id=upload_id, account=viewer.account_id)
    if not rows or not viewer.account_id:
        raise IngestError(GONE)
    row = rows[0]
    return Upload(
        upload_id=row["upload_id"],
        dataset=dataset_called(row["dataset"]),
        file_name=row["file_name"],
        file_hash=row["file_hash"],
        size=row["bytes"],
        sender=row["sender"],
        sender_name=row["sender_name"],
        instructions=Instructions.from_json(row["instructions"], row["dataset"]),
        received_at=row["received_at"],
        state=row["state"],
        batch_id=row["batch_id"],
    )


def waiting(viewer: Viewer) -> list[dict[str, Any]]:
    """The viewer's uploads that are neither loaded nor discarded, the newest first."""
    return district.store().rows("uploads_waiting", account=viewer.account_id) if viewer.account_id else []


def earlier_batch(upload: Upload) -> dict[str, Any] | None:
    """The batch that this very file became before: batch_id, loaded_at, loaded_by; None when it is new here."""
    rows = district.store().rows("upload_same_file", file_hash=upload.file_hash, dataset=upload.dataset.name)
    return rows[0] if rows else None


def instruct(upload: Upload, instructions: Instructions, *, dataset: str | None = None) -> None:
    """Keep what was decided about an upload. Another dataset begins anew: its columns mean something else."""
    name = dataset or upload.dataset.name
    if name != upload.dataset.name or instructions.sender != upload.sender:
        known = remembered(district.store().reading(), instructions.sender, name)
        fresh = known or (Mapping() if name != upload.dataset.name else instructions.mapping)
        instructions = replace(instructions, mapping=fresh)
    with district.store().recording() as writer:
        writer.run(
            "upload_instructed",
            upload_id=upload.upload_id,
            dataset=name,
            sender=instructions.sender,
            instructions=instructions.as_json(),
        )


def discard(viewer: Viewer, upload: Upload) -> None:
    """Give an upload up, on record; its bytes go when nobody else needs them. Raises AccessError, StoreError."""
    district.access().trail.record(viewer.actor, "upload.discard", upload.upload_id, file=upload.file_name)
    _settle(upload, DISCARDED, None)
    shelf().discard(upload.file_hash, district.store().reading())


def loaded(upload: Upload, batch_id: str | None) -> None:
    """Note that an upload was loaded, and as which batch; None when it brought nothing new."""
    _settle(upload, LOADED, batch_id)


def _settle(upload: Upload, state: str, batch_id: str | None) -> None:
    with district.store().recording() as writer:
        writer.run("upload_settled", upload_id=upload.upload_id, state=state, batch_id=batch_id)
