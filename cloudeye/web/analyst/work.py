"""What is done with a file in the background: looking at it, previewing it, loading it. Pages poll how far it is.

Results are kept in the memory of the process, a few at a time; after a restart, or when others have pushed them out, they are
computed again from the file and the instructions, which are both on disk.
"""

import itertools
import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any

from cloudeye.errors import CloudEyeError
from cloudeye.ingest import mapping as mappings
from cloudeye.ingest.preview import Advance, Cancelled, Preview, preview
from cloudeye.ingest.reading.encoding import TextFile
from cloudeye.ingest.reading.records import Record
from cloudeye.ingest.reading.table import Table, open_table, records_of
from cloudeye.ingest.report import ImportReport
from cloudeye.ingest.workspace import workspace
from cloudeye.web import district
from cloudeye.web.analyst.uploads import Upload

LOG = logging.getLogger("cloudeye.web")
LOOK, PREVIEW, LOAD = "look", "preview", "load"
# Two cores: a third file waits for its turn.
_seats = threading.BoundedSemaphore(2)
# Each open preview holds temporary tables as large as its file.
MOST_PREVIEWS = 4
MOST_KEPT = 60
# So many records show what the columns hold.
SAMPLED = 5
QUEUED, STOPPED = "排队等候", "已停止；没有写入任何数据。"
UNEXPECTED = "处理这个文件时出错，没有写入任何数据。请重试；如仍出现，请把出现的时间告诉管理员，原因已记入服务日志。"


class Work:
    """One thing being done: ``word`` says what, ``share`` how far (0–1, None unknown); then ``result`` or ``fault`` stands.

    ``state`` is running, done, failed or stopped. ``made_from`` tells what it was begun with: other instructions are other work.
    """

    def __init__(self, made_from: str, do: Callable[[Advance], Any]) -> None:
        self.made_from = made_from
        self.state, self.word, self.share = "running", QUEUED, None
        self.result: Any = None
        self.fault = ""
        # What is held while the result is used: it is not closed meanwhile, and one thread at a time asks it.
        self.turn = threading.RLock()
        self._do = do
        self._since = time.monotonic()
        self._is_stopping = False
        self._thread = threading.Thread(target=self._run, name="upload-work", daemon=True)
        self._thread.start()

    word: str
    share: float | None

    @property
    def seconds(self) -> float:
        """How long ago it was asked for."""
        return time.monotonic() - self._since

    def _advance(self, word: str, share: float | None) -> None:
        if self._is_stopping:
            raise Cancelled(STOPPED)
        self.word, self.share = word, share

    def _run(self) -> None:
        with _seats:
            try:
                self._advance("准备", None)
                result = self._do(self._advance)
            except Cancelled:
                self.fault, self.state = STOPPED, "stopped"
            except CloudEyeError as error:
                self.fault, self.state = str(error), "failed"
            except Exception as error:
                LOG.error("work on an upload failed", exc_info=error)
                self.fault, self.state = UNEXPECTED, "failed"
            else:
                self.result, self.state = result, "done"
        if self._is_stopping:
            self.close()

    def stop(self) -> None:
        """Ask it to end; what it has made by then is closed."""
        self._is_stopping = True

    def wait(self, seconds: float = 60) -> None:
        """Until it is done, at most so long."""
        self._thread.join(seconds)

    def close(self) -> None:
        """Let go of the result, as soon as nobody uses it."""
        with self.turn:
            if isinstance(self.result, Preview):
                self.result.close()
                self.result, self.state = None, "stopped"
            elif isinstance(self.result, Looked):
                self.result.copy.close()


_turn = threading.RLock()
_works: OrderedDict[tuple[str, str], Work] = OrderedDict()


@dataclass(frozen=True)
class Looked:
    """How a file is read, and the cells of its first records; ``copy`` holds its text as UTF-8 until it is closed."""

    table: Table
    sample: list[list[str]]
    copy: ExitStack


def _sample(table: Table) -> list[list[str]]:
    found = (record.cells for record in records_of(table) if isinstance(record, Record))
    return list(itertools.islice((cells for cells in found if any(cells)), SAMPLED))


def look(upload: Upload) -> Work:
    """The look at the beginning of an upload (a ``Looked``); begun unless it was looked at in the same way before."""

    def do(advance: Advance) -> Looked:
        known = upload.instructions.mapping
        with ExitStack() as held:
            table = open_table(
                upload.path,
                held.enter_context(workspace(district.store().path)),
                lambda header: mappings.recognised(header, upload.dataset, known),
                upload.instructions.choice,
                name=upload.file_name,
                advance=advance,
            )
            return Looked(table, _sample(table), held.pop_all())

    # What the columns mean does not change where the header is: correcting them needs no second look at a large file.
    return _asked((upload.upload_id, LOOK), _looked_from(upload), do)


def previewed(upload: Upload) -> Work:
    """The preview of an upload with its present instructions; begun if there is none."""

    def do(advance: Advance) -> Preview:
        text = _text_seen(upload)
        return preview(district.store(), upload.path, upload.dataset.name, upload.instructions, advance=advance, text=text)

    return _asked((upload.upload_id, PREVIEW), _made_from(upload), do)


def load(upload: Upload, then: Callable[[ImportReport], None]) -> Work | None:
    """Load what is previewed, then say so with ``then``; None when the preview is not open any more."""
    with _turn:
        shown = _works.get((upload.upload_id, PREVIEW))
        tried = _works.get((upload.upload_id, LOAD))
        if tried is not None and tried.state not in ("running", "done"):
            del _works[upload.upload_id, LOAD]  # it wrote nothing, and may be tried again
    if shown is None or shown.made_from != _made_from(upload) or shown.result is None:
        return None

    def do(advance: Advance) -> ImportReport:
        with shown.turn:
            if shown.result is None:
                raise Cancelled(STOPPED)
            report: ImportReport = shown.result.load(advance)
        then(report)
        shown.close()
        if (seen := held(upload.upload_id, LOOK)) is not None:
            seen.close()
        return report

    return _asked((upload.upload_id, LOAD), _made_from(upload), do)


def held(upload_id: str, kind: str) -> Work | None:
    """What was begun with an upload in this process, running or not; None when nothing was, or it has made room."""
    with _turn:
        return _works.get((upload_id, kind))


@contextmanager
def open_preview(upload: Upload) -> Iterator[Preview | None]:
    """The finished preview of an upload with its present instructions, for as long as the block runs; None when there is none."""
    with _turn:
        shown = _works.get((upload.upload_id, PREVIEW))
    if shown is None or shown.made_from != _made_from(upload):
        yield None
        return
    with shown.turn:
        yield shown.result if shown.state == "done" else None


def forget(upload_id: str, *kinds: str) -> None:
    """Stop and close what is done with an upload: everything, or only these ``kinds``."""
    with _turn:
        gone = [_works.pop((upload_id, kind)) for kind in kinds or (LOOK, PREVIEW, LOAD) if (upload_id, kind) in _works]
    for one in gone:
        _put_away(one)


def forget_all() -> None:
    """Stop and close everything, before the store is closed."""
    with _turn:
        gone = list(_works.values())
        _works.clear()
    for one in gone:
        _put_away(one)
    for one in gone:
        one.wait(20)


def _looked_from(upload: Upload) -> str:
    return f"{upload.dataset.name} {upload.instructions.choice}"


def _text_seen(upload: Upload) -> TextFile | None:
    """What the look at the upload made of its bytes; None when it was not looked at in this way."""
    seen = held(upload.upload_id, LOOK)
    if seen is None or seen.made_from != _looked_from(upload) or not isinstance(seen.result, Looked):
        return None
    return seen.result.table.text


def _made_from(upload: Upload) -> str:
    return f"{upload.dataset.name} {upload.instructions.as_json()}"


def _put_away(one: Work) -> None:
    one.stop()
    if one.state != "running":
        one.close()


def _asked(name: tuple[str, str], made_from: str, do: Callable[[Advance], Any]) -> Work:
    """The work of this name begun with this, or a new one in its place; what was used longest ago makes room."""
    with _turn:
        held = _works.get(name)
        if held is not None and held.made_from == made_from:
            _works.move_to_end(name)
            return held
        gone = [] if held is None else [_works.pop(name)]
        _works[name] = begun = Work(made_from, do)
        gone += [_works.pop(other) for other in _too_many()]
        looks = [one for (_, kind), one in _works.items() if kind == LOOK and one.state == "done"]
    # Outside the turn: whoever reads a preview just now is waited for.
    for one in gone:
        _put_away(one)
    for one in looks[:-MOST_PREVIEWS]:
        one.close()  # what was seen stays, its copy goes
    return begun


def _too_many() -> list[tuple[str, str]]:
    """What has to make room, used longest ago first; nothing that belongs to a load under way."""
    busy = {upload_id for (upload_id, kind), one in _works.items() if kind == LOAD and one.state == "running"}
    idle = [name for name in _works if name[0] not in busy]
    previews = [name for name in idle if name[1] == PREVIEW]
    surplus = sum(kind == PREVIEW for _, kind in _works) - MOST_PREVIEWS
    return list(dict.fromkeys([*previews[: max(0, surplus)], *idle[: max(0, len(_works) - MOST_KEPT)]]))
