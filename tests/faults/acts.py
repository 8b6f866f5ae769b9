"""What is killed: ``python -m tests.faults.acts ACT DATABASE FILE`` takes a file in or a batch back, and says when it begins and ends."""

import sys
from datetime import datetime
from pathlib import Path

from cloudeye.access.trail.book import Trail
from cloudeye.ingest import inbox as inbox_module
from cloudeye.ingest.inbox import Inbox, inbox_folder
from cloudeye.ingest.instructions import Instructions
from cloudeye.ingest.preview import preview
from cloudeye.ingest.shelf import Shelf
from cloudeye.ingest.undo import undo
from cloudeye.store import Store

NOW = datetime(2026, 11, 21, 9)
DATASET = "service_records"


def upload(store: Store, file: Path) -> None:
    """As the page does: onto the shelf piece by piece, a preview with the effect on the ranking, then the load."""
    shelf = Shelf(store.path)
    part = shelf.incoming()
    with file.open("rb") as source, part.open("wb") as target:
        while piece := source.read(1 << 18):
            target.write(piece)
    kept = shelf.keep(part)
    with preview(store, shelf.path(kept.hash), DATASET, Instructions(by="li.na", name=file.name), now=NOW) as previewed:
        previewed.load()


def from_inbox(store: Store, file: Path) -> None:
    """One look into the inbox, in which the file has come to rest."""
    inbox_module.STABLE_SECONDS = 0.0
    inbox = Inbox(store, inbox_folder(store.path), Trail(store.path), clock=lambda: NOW)
    inbox.look_once()
    inbox.look_once()


def take_back(store: Store, file: Path) -> None:
    """The batch of that name goes."""
    undo(store, file.name, "li.na", "报送单位发错了", NOW)


ACTS = {"upload": upload, "inbox": from_inbox, "undo": take_back}

if __name__ == "__main__":
    act, database, told = sys.argv[1:]
    with Store(database) as opened:
        print("open", flush=True)
        ACTS[act](opened, Path(told))
        print("done", flush=True)
