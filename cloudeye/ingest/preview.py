"""One file read, checked and compared before anything counts: what it brings, what it would do to the ranking, and its load."""

import secrets
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from cloudeye import clock
from cloudeye.catalog import today
from cloudeye.errors import IngestError, reason
from cloudeye.ingest import mapping as mappings
from cloudeye.ingest.commit import rehearse, waiting_months, write_batch
from cloudeye.ingest.datasets import Dataset, dataset_called
from cloudeye.ingest.desk import Desk
from cloudeye.ingest.effect import Effect
from cloudeye.ingest.instructions import Instructions
from cloudeye.ingest.mapping import Mapping, Plan
from cloudeye.ingest.reading.encoding import TextFile, digest
from cloudeye.ingest.reading.progress import Advance as Advance
from cloudeye.ingest.reading.progress import quiet as quiet
from cloudeye.ingest.reading.table import Table, open_table
from cloudeye.ingest.report import ImportReport, Problem
from cloudeye.ingest.workspace import workspace
from cloudeye.store import Store, Writer
from cloudeye.store.faults import working

# How many refused lines are fetched at a time while a file of them is written.
PAGE = 5000
OUTCOMES = ("new", "changed", "unchanged", "refused", "flagged", "skipped")
# No version of the data: the desk has to be looked at again.
UNKNOWN = -1
# What the person who uploads may not read about the rows of the district: who complained, and what they said.
HIDDEN = {
    "complaints": "title content enterprise_id style_hint longitude latitude complainant phone id_number address".split(),
    "complaint_events": ["actor", "reason"],
    "callbacks": ["reason"],
}


class Cancelled(IngestError):
    """The person stopped the work; nothing was written. What an ``Advance`` raises to stop it."""


class _NothingLeft(Exception):
    """Somebody else brought the same rows just before; ends the transaction without a trace."""


class Preview:
    """One file, read, checked and compared; nothing is written before ``load``.

    ``report`` counts its lines, ``plan`` says where its columns are, ``unknown`` lists the names that the catalogue does not
    know and the words that a column does not take, ``effect`` is what loading would do to the ranking, ``ledger`` what the
    ledger will say of it. It holds temporary tables and files: close it. Threads may share it; they take turns.
    """

    def __init__(self, store: Store, path: Path, dataset: Dataset, instructions: Instructions, at: datetime | None) -> None:
        self.dataset = dataset
        self.instructions = instructions
        self.name = instructions.name or path.name
        self.table: Table
        self.plan: Plan
        self.report: ImportReport
        self.ledger: dict[str, Any]
        self.unknown: list[dict[str, Any]] = []
        self.effect = Effect()
        self._store, self._path, self._fixed = store, path, at
        self._at = at or _moment(store)
        self._turn = threading.RLock()
        self._closing = ExitStack()
        self._desk: Desk | None = None

    def read(self, advance: Advance = quiet, text: TextFile | None = None) -> None:
        """Read, check and compare; ``text`` as for ``preview``. Raises IngestError when the whole file cannot be taken in."""
        mapping, choice = self.instructions.mapping, self.instructions.choice
        # Hashing leaves a core to the reading.
        with self._turn, self._working(), ThreadPoolExecutor(1, "digest") as beside:
            file_hash = beside.submit(digest, self._path)
            folder = self._closing.enter_context(workspace(self._store.path))
            advance("读取", None)
            self.table = open_table(
                self._path,
                folder,
                lambda header: mappings.recognised(header, self.dataset, mapping),
                choice,
                name=self.name,
                advance=advance,
                text=text,
            )
            self.plan = mappings.plan(self.table.header, self.dataset, mapping)
            self.ledger = self._ledger(mapping, file_hash.result())
            advance("检查", None)
            desk = self._desk = Desk(self._store, self.dataset, self.ledger["batch_id"], self._at)
            self._closing.callback(desk.close)
            desk.stage(self.table, self.plan, mapping, folder, advance)
            advance("比较", None)
            desk.check(self.table.unreadable)
            self.report = desk.report(len(self.table.skipped))

    def look_ahead(self, advance: Advance = quiet) -> None:
        """Find the names and words that nobody has explained yet, and what loading would do to the ranking."""
        with self._turn, self._working():
            desk = self._checked
            words = [(column.name, word) for column in self.dataset.columns for word in column.vocabulary]
            taken = {"columns": [column for column, _ in words], "words": [word for _, word in words]}
            self.unknown = desk.writer.rows("unknown_values", **taken)
            if not (self.report.new or self.report.changed):
                self.effect = Effect(waiting=waiting_months(desk.writer))
                return
            advance("计算影响", None)
            with self._store.rehearsing(desk.writer) as writer:
                self.effect = rehearse(writer, self.dataset, self._at)

    def problems(self, limit: int, offset: int = 0) -> list[Problem]:
        """Why lines were refused, in the order of the file."""
        with self._turn:
            return self._checked.problems(limit, offset)

    def warnings(self, limit: int, offset: int = 0) -> list[Problem]:
        """What deserves a look on lines that load all the same, in the order of the file."""
        with self._turn:
            return self._checked.warnings(limit, offset)

    def changes(self, limit: int, offset: int = 0) -> list[dict[str, Any]]:
        """The changed cells in the order of the file: line, key, column (canonical name), before, after (text), is_hidden.

        Cells that could tell who complained show neither side. Lines that wait for a correction are among them.
        """
        columns = [column.name for column in self.dataset.columns]
        with self._turn:
            hidden = HIDDEN.get(self.dataset.name, [])
            return self._checked.writer.rows("changed_cells", columns=columns, hidden=hidden, limit=limit, offset=offset)

    def refused_lines(self) -> Iterator[tuple[int, str]]:
        """Every refused line with all its reasons in one text, in the order of the file."""
        line = 0
        while True:
            with self._turn:
                rows = self._checked.writer.rows("refused_reasons", after=line, limit=PAGE)
            for row in rows:
                yield row["line"], row["reasons"]
            if len(rows) < PAGE:
                return
            line = rows[-1]["line"]

    def brings_something(self) -> bool:
        """Whether loading would write anything: rows, rows that wait, or refusals that the ledger does not have yet."""
        with self._turn:
            counts = self._checked.counts()
            if counts["new"] or counts["changed"] or counts["to_wait"]:
                return True
            identity = {key: self.ledger[key] for key in ("dataset", "file_hash", "mapping")}
            return counts["refused"] > 0 and not self._store.rows("earlier_batch", **identity)

    def load(self, advance: Advance = quiet) -> ImportReport:
        """Write what the file brings, in one transaction; a file that brings nothing writes nothing.

        What the district has learned since the file was read is looked at first: afterwards ``report`` and ``effect`` are those
        of the load itself.
        """
        with self._turn, self._working():
            desk = self._checked
            if self.report.batch_id is not None:
                return self.report
            advance("入库", None)
            self._catch_up(desk)  # what takes long is done before the turn to write is taken
            at = self._fixed or _moment(self._store)
            try:
                if self.brings_something():
                    with self._store.writing(desk.writer) as writer:
                        self._write(desk, writer, at)
                    self.report = replace(self.report, batch_id=self.ledger["batch_id"])
            except _NothingLeft:
                pass
            except BaseException:
                desk.data_version = UNKNOWN  # what was checked inside the transaction went with it
                raise
            return self.report

    def _write(self, desk: Desk, writer: Writer, at: datetime) -> None:
        if self._catch_up(desk) and not self.brings_something():
            desk.data_version = UNKNOWN
            raise _NothingLeft
        counted = {f"{outcome}_rows": getattr(self.report, outcome) for outcome in OUTCOMES}
        ledger = {**self.ledger, **counted, "waiting_rows": desk.counts()["to_wait"], "loaded_at": at}
        self.effect = write_batch(writer, self.dataset, ledger, self.effect, at)

    def _catch_up(self, desk: Desk) -> bool:
        """Check again if somebody has written since; says whether that was so."""
        if self._store.data_version == desk.data_version:
            return False
        desk.check(self.table.unreadable)
        self.report = desk.report(len(self.table.skipped))
        self.effect = Effect()  # it was about the district as it was
        return True

    def close(self) -> None:
        """Let go of the temporary tables and files."""
        with self._turn:
            self._desk = None
            self._closing.close()

    def __enter__(self) -> "Preview":
        return self

    def __exit__(self, *unused: object) -> None:
        self.close()

    @contextmanager
    def _working(self) -> Iterator[None]:
        """Faults of the district's file and of the files of the upload become sentences."""
        try:
            with working(self._store.path):
                yield
        except OSError as error:
            raise IngestError(
                f"导入 {self.name} 时无法读写文件：{reason(error)}。没有写入任何数据；请检查磁盘空间与权限后重试。"
            ) from error

    @property
    def _checked(self) -> Desk:
        if self._desk is None:
            raise IngestError("这次预检已经关闭。请重新打开上传的文件。")
        return self._desk

    def _ledger(self, mapping: Mapping, file_hash: str) -> dict[str, Any]:
        # The columns as they were found, so that the ledger tells how the file was understood.
        found = {
            name: self.table.header[position - 1]
            for name, position in self.plan.positions.items()
            if position is not None and position <= len(self.table.header)
        }
        return {
            "batch_id": f"{self._at:%Y%m%d-%H%M%S}-{secrets.token_hex(4)}",
            "dataset": self.dataset.name,
            "file_name": self.name,
            "file_hash": file_hash,
            "mapping": replace(mapping, columns=found).as_json(),
            "encoding": self.table.encoding,
            "sender": self.instructions.sender,
            "loaded_by": self.instructions.by or None,
            "undone_at": None,
        }


def preview(
    store: Store,
    path: Path | str,
    dataset: str,
    instructions: Instructions | None = None,
    *,
    now: datetime | None = None,
    advance: Advance = quiet,
    with_effect: bool = True,
    text: TextFile | None = None,
) -> Preview:
    """Read, check and compare a file and compute what it would do to the ranking, writing nothing.

    Nothing in a file can have happened after ``now``: the clock's time, or the district's own if a demo is ahead of it. Without
    ``with_effect`` the ranking is left out of it, which is quicker. ``text`` is what was made of the same bytes by the same
    choice before. Raises IngestError when the file as a whole cannot be taken in.
    """
    opened = Preview(store, Path(path), dataset_called(dataset), instructions or Instructions(), now)
    try:
        opened.read(advance, text)
        if with_effect:
            opened.look_ahead(advance)
    except BaseException:
        opened.close()
        raise
    return opened


def _moment(store: Store) -> datetime:
    return max(clock.now(), today(store))
