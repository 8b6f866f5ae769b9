"""The inbox: files put into ``inbox/<dataset>/`` or ``inbox/<dataset>/<sender>/`` beside the database are taken in by the clock.

A file that needs no decision loads by the same path as one that a person brings, with the mapping remembered for its sender, and
is moved to ``inbox/已入库/``. Anything else waits where it is: a header or a name that nobody has confirmed, and any refused row,
for half of a department's month would move the ranking unseen. Either way a report in plain Chinese lies beside it.

Killed at any moment, nothing is loaded twice: content that a batch in force has brought is only moved, and content that a person
has taken back waits for a person.
"""

import hashlib
import json
import logging
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import duckdb

from cloudeye import clock
from cloudeye.access.trail.book import Actor, Trail
from cloudeye.access.trail.entry import shortened
from cloudeye.catalog import today
from cloudeye.errors import AccessError, CloudEyeError, IngestError, reason
from cloudeye.ingest.datasets import DATASETS, Dataset, dataset_called
from cloudeye.ingest.inbox_report import (
    KNOWN,
    LOADED,
    NOTHING_NEW,
    SUFFIX,
    WAITS,
    Outcome,
    mark_of,
    notes_about,
    reasons_to_wait,
    report_of,
    write_report,
)
from cloudeye.ingest.instructions import Instructions
from cloudeye.ingest.mapping import Mapping, unused
from cloudeye.ingest.memory import remembered
from cloudeye.ingest.preview import Cancelled, Preview, preview
from cloudeye.ingest.reading.encoding import digest
from cloudeye.ingest.senders import sender_called
from cloudeye.ingest.shelf import Shelf
from cloudeye.ingest.workspace import sweep_workspaces
from cloudeye.store import Store

ACTOR = Actor("收件箱", "system")
DONE = "已入库"
NOTE = "说明.txt"
NOTE_TEXT = """把文件放进与数据集同名的文件夹，系统会自动检查并入库：

{folders}

· 可以在里面再建一层报送单位的文件夹（部门的编号、名称或简称），系统就按这个单位上次确认的列对应来读。
· 大文件请先写成以 .part 结尾的名字，写完再改名；写了一半的文件不会被读取。
· 处理结果写在文件旁边的“文件名{suffix}”。入库的文件移到“{done}”；需要人来决定的留在原处。
"""
# A file that has not changed for so long is taken to be complete.
STABLE_SECONDS = 5.0
START_SECONDS, LOOK_SECONDS, RETRY_SECONDS = 10.0, 5.0, 300.0
# Half-written files of programs, and files that office programs leave beside an open one.
PASSED_OVER = (".part", ".tmp", ".crdownload", ".filepart", ".swp", SUFFIX)
PASSED_OVER_BEGINNINGS = (".", "~$")

# The size of a file and when it was last written, in nanoseconds.
Stamp = tuple[int, int]

logger = logging.getLogger(__name__)


def inbox_folder(database: Path) -> Path:
    """The inbox of the database at ``database``."""
    return database.absolute().parent / "inbox"


class Inbox:
    """Looks into ``folder`` from ``start()`` to ``stop()``, in a thread of its own.

    ``clock`` is the district's time for reports, ``running`` the seconds that passed whatever the clock was set to.
    """

    def __init__(
        self,
        store: Store,
        folder: Path,
        trail: Trail,
        *,
        clock: Callable[[], datetime] = clock.now,
        running: Callable[[], float] = time.monotonic,
    ) -> None:
        self.folder = folder
        self._store = store
        self._trail = trail
        self._shelf = Shelf(store.path)
        self._clock = clock
        self._running = running
        self._seen: dict[Path, tuple[Stamp, float]] = {}
        self._not_before: dict[Path, float] = {}
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._serve, name="inbox", daemon=True)

    def start(self) -> None:
        """Begin to look; the folders are made before the first look, some seconds later."""
        self._thread.start()

    def stop(self) -> None:
        """Give up the file in hand unless it is being written to the district already, and look no more."""
        self._stopped.set()
        self._thread.join()

    def make_folders(self) -> None:
        """A folder per dataset, and a note that says what they are for. Raises OSError."""
        for name in (*DATASETS, DONE):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        folders = "\n".join(f"{dataset.name}　{dataset.label}" for dataset in DATASETS.values())
        note, text = self.folder / NOTE, NOTE_TEXT.format(folders=folders, suffix=SUFFIX, done=DONE)
        if not note.exists() or note.read_text(encoding="utf-8-sig") != text:
            note.write_text(text, encoding="utf-8-sig")

    def look_once(self) -> list[Outcome]:
        """Take in every file that is complete and has not been looked at as it is; returns what became of each.

        A fault of one file is told in its report; a fault of the machine is logged, and the file tried again later.
        """
        outcomes = []
        present = list(self._files())
        self._seen = {file: seen for file, seen in self._seen.items() if file in present}
        for file in present:
            if self._stopped.is_set():
                break
            try:
                if self._is_due(file) and (outcome := self._take(file)) is not None:
                    outcomes.append(outcome)
            except Cancelled:
                break
            except (CloudEyeError, OSError, duckdb.Error) as error:
                self._not_before[file] = self._running() + RETRY_SECONDS
                logger.error("收件箱里的 %s 没有处理完，稍后再试：%s", file.name, _sentence(error))
        return outcomes

    def _files(self) -> Iterator[Path]:
        """Every file to look at, by name; links are not followed out of the inbox."""
        for parent, folders, names in os.walk(self.folder):
            folders[:] = sorted(
                name for name in folders if not name.startswith(".") and (parent, name) != (str(self.folder), DONE)
            )
            for name in sorted(names):
                path = Path(parent, name)
                is_ours = path == self.folder / NOTE or name.endswith(PASSED_OVER) or name.startswith(PASSED_OVER_BEGINNINGS)
                if not is_ours and not path.is_symlink() and path.is_file():
                    yield path

    def _is_due(self, file: Path) -> bool:
        """Whether the file has come to rest and was not looked at as it is now."""
        stamp = _stamp(file)
        stood, since = self._seen.get(file, (None, 0.0))
        if stood != stamp:
            self._seen[file] = (stamp, self._running())
            return False
        if self._running() - since < STABLE_SECONDS or self._running() < self._not_before.get(file, 0.0):
            return False
        told = mark_of(file)
        if told is None or told[0] != self._mark(file):
            return True
        dataset = self._placed(file)[0]
        return dataset is not None and self._in_force(dataset, told[1]) is not None

    def _placed(self, file: Path) -> tuple[Dataset | None, str | None]:
        """The dataset and the name of the sender that the folders of a file say."""
        parts = file.relative_to(self.folder).parts[:-1]
        named = {name: dataset for dataset in DATASETS.values() for name in (dataset.name, dataset.label)}
        return (named.get(parts[0]) if parts else None), (parts[1] if len(parts) > 1 else None)

    def _mark(self, file: Path) -> str:
        """What the answer about a file rests on; it differs when there is reason to look again."""
        dataset, sender = self._placed(file)
        ground = self._store.row("inbox_ground", sender=self._known_sender(sender) or "", dataset=dataset.name if dataset else "")
        told = json.dumps([_stamp(file), ground], default=str)
        return hashlib.sha256(told.encode()).hexdigest()[:16]

    def _known_sender(self, name: str | None) -> str | None:
        try:
            return sender_called(self._store.reading(), name) if name else None
        except IngestError:
            return None

    def _in_force(self, dataset: Dataset, file_hash: str) -> str | None:
        """The batch that has brought this content and was not taken back."""
        rows = self._store.rows("batches_of_file", dataset=dataset.name, file_hash=file_hash)
        return next((row["batch_id"] for row in rows if row["undone_at"] is None), None)

    def _take(self, file: Path) -> Outcome | None:
        """What becomes of the file; None when it has changed under our hands: another look will see it at rest."""
        mark, stamp = self._mark(file), _stamp(file)
        part = self._shelf.copied(file)  # what is checked is what is loaded and kept, whatever happens to the file meanwhile
        try:
            if _stamp(file) != stamp:
                return None
            file_hash = digest(part)
            try:
                outcome = self._decide(file, part, file_hash)
            except Cancelled:
                raise
            except IngestError as error:
                outcome = Outcome(file, WAITS, *self._placed(file), reasons=(str(error),))
        finally:
            part.unlink(missing_ok=True)
        return self._settle(outcome, stamp, mark, file_hash)

    def _place(self, file: Path) -> tuple[Dataset, str | None]:
        """The dataset and the sender (a department_id) of a file. Raises IngestError when its folders do not say."""
        folders = file.relative_to(self.folder).parts[:-1]
        dataset, sender = self._placed(file)
        if dataset is None:
            if folders:
                dataset_called(folders[0])  # raises, naming those there are
            raise IngestError("文件直接放在了收件箱里，不知道是哪个数据集。请放进与数据集同名的文件夹；没有写入任何数据。")
        if len(folders) > 2:
            raise IngestError(
                f"文件放得太深（{'/'.join(folders)}）。请放在“数据集”或“数据集/报送单位”两层之内的文件夹里；没有写入任何数据。"
            )
        return dataset, sender_called(self._store.reading(), sender) if sender else None

    def _decide(self, file: Path, part: Path, file_hash: str) -> Outcome:
        dataset, sender = self._place(file)
        outcome = Outcome(file, WAITS, *self._placed(file))
        earlier = self._store.rows("batches_of_file", dataset=dataset.name, file_hash=file_hash)
        if earlier and earlier[0]["undone_at"] is None:
            return replace(outcome, state=KNOWN, batch_id=earlier[0]["batch_id"])
        if earlier:
            back = earlier[0]
            told = (
                f"这份文件曾以批次 {back['batch_id']} 入库，{back['undone_at']:%Y-%m-%d %H:%M} 由 {back['undone_by'] or '不明'} 撤销"
                f"（{back['undo_reason'] or '未写原因'}）。撤销过的内容不会自动再入库；确要入库请在网页上传。"
            )
            return replace(outcome, reasons=(told,))
        mapping = remembered(self._store.reading(), sender, dataset.name) or Mapping()
        instructions = Instructions(mapping=mapping, sender=sender, by=ACTOR.login, name=file.name)
        at = max(self._clock(), today(self._store))
        with preview(self._store, part, dataset.name, instructions, now=at, advance=self._advance) as previewed:
            notes = notes_about(previewed, unused(previewed.table.header, list(previewed.plan.matches)))
            outcome = replace(outcome, report=previewed.report, notes=tuple(notes))
            if reasons := reasons_to_wait(previewed):
                return replace(outcome, reasons=tuple(reasons))
            return self._load(outcome, previewed, part)

    def _load(self, outcome: Outcome, previewed: Preview, part: Path) -> Outcome:
        """Keep the original and load, with an entry in the trail before and one after."""

        def record(result: str, **more: str | int | None) -> None:
            told = {"dataset": previewed.dataset.name, "sender": outcome.sender and shortened(outcome.sender), **more}
            self._trail.record(ACTOR, "import.load", outcome.file.name, result=result, **told)

        record("开始")
        kept = self._shelf.keep(part, leave=True)
        try:
            report = previewed.load()
        except BaseException as error:
            with suppress(AccessError):  # what went wrong with the file is what must be told
                record("失败", error=type(error).__name__)
            raise
        if report.batch_id is None:
            self._shelf.discard(kept.hash, self._store.reading())
        record("成功", batch=report.batch_id, new=report.new, changed=report.changed)
        state = NOTHING_NEW if report.batch_id is None else LOADED
        return replace(outcome, state=state, batch_id=report.batch_id, report=report)

    def _settle(self, outcome: Outcome, stamp: Stamp, mark: str, file_hash: str) -> Outcome:
        """Write the report; a file that is done goes to the other done ones, unless it is another one by now."""
        size = stamp[0]
        if outcome.state == WAITS:
            write_report(outcome, self._clock(), size, mark, file_hash)
            return outcome
        target = self._done_place(outcome.file)
        target.parent.mkdir(parents=True, exist_ok=True)
        moved = replace(outcome, file=target)
        write_report(moved, self._clock(), size, mark, file_hash)
        if outcome.file.exists() and _stamp(outcome.file) == stamp:
            outcome.file.replace(target)
            report_of(outcome.file).unlink(missing_ok=True)
        return moved

    def _done_place(self, file: Path) -> Path:
        """Where a file that is done goes: the same folders under the done ones, the time in front of its name."""
        folder = self.folder / DONE / file.relative_to(self.folder).parent
        stamp = f"{self._clock():%Y%m%d-%H%M%S}"
        for number in range(1, 1000):
            place = folder / (f"{stamp}_{file.name}" if number == 1 else f"{stamp}-{number}_{file.name}")
            if not place.exists() and not report_of(place).exists():
                return place
        raise IngestError(f"{folder} 里同名的文件太多。请清理后重试。")

    def _advance(self, step: str, share: float | None) -> None:
        if self._stopped.is_set():
            raise Cancelled("收件箱正在停止，文件留待下次处理；没有写入任何数据。")

    def _serve(self) -> None:
        pause = START_SECONDS
        while not self._stopped.wait(pause):
            pause = LOOK_SECONDS
            try:
                self.make_folders()
                self._shelf.sweep()
                sweep_workspaces(self._store.path)
                self.look_once()
            except OSError as error:
                logger.error("收件箱 %s 无法读写：%s", self.folder, reason(error))
                pause = RETRY_SECONDS


def _stamp(file: Path) -> Stamp:
    state = file.stat()
    return state.st_size, state.st_mtime_ns


def _sentence(error: Exception) -> str:
    return reason(error) if isinstance(error, OSError) else str(error)
