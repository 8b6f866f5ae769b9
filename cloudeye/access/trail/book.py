"""The trail: who did what, when, with what result. Written before the answer leaves; what cannot be recorded is not done.

It lies beside the database in ``<database without suffix>.audit/`` as one file of JSON lines a month (what is recorded from the
month's first entry to the next month's). Each line is sealed with a key of the district (``cloudeye.access.keys``) and names the
line before it, over all files, so that a change, a gap or another order shows. What a chain cannot show by itself, a tail cut
off, is found because its end is noted in the database again and again (``note_end``). Restoring a database leaves the trail as
it is.

Nothing in the product deletes entries. They are kept six months at least; whole months older than that may be put away with
``python -m cloudeye audit archive --before 2026-01 --to DIR``, which records where the chain now begins, so that archived entries
are told from missing ones. A system that collects logs may read the files while they are written: lines are only ever added.
"""

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from cloudeye import clock
from cloudeye.access.keys import key_of, subkey
from cloudeye.access.trail.archive import copied, refuse_if_young
from cloudeye.access.trail.check import ARCHIVED, Fault, Verdict, check
from cloudeye.access.trail.entry import GENESIS, Link, Seal, checked, shortened
from cloudeye.access.trail.files import Ledger, folder_of, sync_folder, tail_of, trail_files
from cloudeye.access.trail.listing import ACTIONS, RESULTS, Filter, Page, entries
from cloudeye.errors import AccessError, reason
from cloudeye.store import Store

__all__ = ["ACTIONS", "RESULTS", "Actor", "Fault", "Filter", "Page", "Trail", "Verdict", "shortened"]


@dataclass(frozen=True)
class Actor:
    """Who does something: an account's login or a name like ``命令行:root``, the role it acts in, and where from."""

    login: str
    role: str = ""
    address: str = ""


SYSTEM = Actor("系统", "system")


@dataclass(frozen=True)
class _End:
    """The newest entry, and how long its file was with it."""

    number: int
    hash: str
    file: str
    size: int


class Trail:
    """The trail of one district. Any number of threads and processes may write; they take turns.

    ``clock`` gives the naive local time (Asia/Shanghai) of an entry. Raises AccessError when the key cannot be had.
    """

    def __init__(self, database: Path, *, clock: Callable[[], datetime] = clock.now) -> None:
        path = database.absolute()
        self.folder = folder_of(path)
        self._seal = Seal(subkey(key_of(path), "trail"))
        self._clock = clock
        self._turn = threading.Lock()
        self._ledger = Ledger(self.folder)
        self._end: _End | None = None
        self._noted = 0

    def record(self, actor: Actor, action: str, subject: str = "", *, result: str = "成功", **detail: str | int | None) -> int:
        """Add an entry; it is on disk on return. Returns its number in the chain.

        ``action`` is one of ``ACTIONS``, ``result`` one of ``RESULTS``. The actor's fields and ``subject`` (the identity of what
        it was done to) may come from outside: they are cut to one plain line of 200 characters. Details must be such already.

        Raises AccessError when it cannot be written: then do not do what was to be recorded. Raises ValueError for a fault of the
        program: an unknown action or result, or a detail that is longer than 200 characters, has line breaks, or is one too many.
        """
        if action not in ACTIONS:
            raise ValueError(f"action {action!r} is not in actions.csv")
        if result not in RESULTS:
            raise ValueError(f"result {result!r} is not one of {RESULTS}")
        kept = checked(detail)
        with self._writing():
            return self._write(actor, action, subject, result, kept)

    def verify(self, store: Store | None = None, *, archive: Path | None = None) -> Verdict:
        """Read every entry and check that all are genuine and none is missing.

        With ``store`` the ends noted there are compared too: only so is a tail cut off found. With ``archive``, a folder of
        months put away, these are read as well. Entries that are added meanwhile are not looked at, and nobody waits for the
        check. Raises AccessError when a file cannot be read, StoreError.
        """
        # What is noted is asked for first: an end noted later may lie behind the part of the files that is looked at.
        noted = None if store is None else [(row["number"], row["hash"]) for row in store.rows("trail_anchors")]
        with self._told(self.folder):
            with self._frozen():
                found = [(path, path.stat().st_size) for path in trail_files(self.folder)]
            names = {path.name for path, _ in found}
            old = [(path, path.stat().st_size) for path in trail_files(archive) if path.name not in names] if archive else []
            return check(self.folder, sorted(old + found, key=lambda file: file[0].name), self._seal, noted)

    def entries(self, wanted: Filter | None = None, *, limit: int | None = 50, offset: int = 0) -> Page:
        """The entries that ``wanted`` keeps, the newest first: at most ``limit`` of them after the first ``offset``.

        None keeps all and means no limit. They are read as they stand, whether genuine or not. Raises AccessError, StoreError.
        """
        with self._told(self.folder):
            return entries(self.folder, wanted or Filter(), limit=limit, offset=offset)

    def archived(self) -> frozenset[str]:
        """The names of the months that were put away on record, such as ``2025-04.jsonl``. Raises AccessError, StoreError."""
        return frozenset(entry["subject"] for entry in self.entries(Filter(action=ARCHIVED), limit=None).entries)

    def note_end(self, store: Store) -> None:
        """Note in the database how far the trail goes, unless this was the last that was noted.

        Raises AccessError, StoreError; whoever calls it with a sign-in or once a minute may go on without.
        """
        with self._writing():
            end = self._end
        if end is None or not end.number or end.number == self._noted:
            return
        with store.recording() as writer:
            writer.insert("trail_anchor", [{"number": end.number, "hash": end.hash, "noted_at": self._clock()}])
        self._noted = end.number

    def archive(self, before: date, to: Path, by: Actor) -> list[Path]:
        """Move the months before the first day ``before`` to the folder ``to``; returns the files there, none if there are none.

        Each is copied, read back, recorded with the number and hash of its last entry, and only then taken away. Raises
        AccessError, and moves nothing, when a month is younger than six months, when the trail is not whole, or when ``to``
        cannot be written.
        """
        refuse_if_young(before, self._clock())
        old = [path for path in trail_files(self.folder)[:-1] if path.stem < f"{before:%Y-%m}"]
        if not self.verify().is_whole:
            raise AccessError(
                "审计日志核验没有通过，不能归档。请先运行 python -m cloudeye audit verify 查明原因；没有移动任何文件。"
            )
        with self._told(to):
            to.mkdir(mode=0o700, parents=True, exist_ok=True)
            if to.samefile(self.folder):
                raise AccessError(f"{to} 就是审计日志所在的目录。请用 --to 指定另一个目录；没有移动任何文件。")
            moved = [copied(path, to) for path in old]
        for path, target in zip(old, moved, strict=True):
            self._record_move(path, target, by)
            with self._told(self.folder):
                path.unlink()
                sync_folder(self.folder)
        return moved

    def _record_move(self, path: Path, target: Path, by: Actor) -> None:
        lines, _ = tail_of(path)
        found = self._seal.examine(lines[-1]) if lines else None
        if found is not None:
            place = shortened(str(target.parent))
            self.record(by, ARCHIVED, path.name, number=found.number, hash=found.stated.decode(), to=place)

    @contextmanager
    def _told(self, path: Path) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise AccessError(
                f"审计日志无法读写，{error.filename or path}：{reason(error)}。没有记录的操作一律不执行；请检查磁盘空间与权限后重试。"
            ) from error

    @contextmanager
    def _frozen(self) -> Iterator[None]:
        """Nobody writes inside; without a trail there is nobody."""
        if not self.folder.exists():
            yield
            return
        with self._turn, self._ledger.turn():
            yield

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """It is our turn, and ``_end`` is the true end."""
        with self._turn, self._told(self.folder), self._ledger.turn():
            self._catch_up()
            yield

    def _catch_up(self) -> None:
        """Find the end again when a file is not as we left it: another process has written, or somebody has meddled.

        An end that lies before the one we know, or leads past it, is no successor: we go on from what we know, so that it shows.
        """
        known, files = self._end, self._ledger.files
        if known and files and files[-1].name == known.file and self._ledger.size_of(known.file) == known.size:
            return
        filled = [path for path in reversed(files) if path.stat().st_size]
        torn = tail_of(filled[0])[1] if filled else 0
        for path in filled:
            lines, _ = tail_of(path)
            genuine = [link for link in map(self._seal.examine, lines) if link and link.stated == link.computed]
            newest = genuine[-1] if genuine else None
            if newest and (known is None or _follows(genuine, known)):
                self._end = _End(newest.number, newest.stated.decode(), path.name, path.stat().st_size)
            elif known is None and lines:
                raise AccessError(
                    f"审计日志 {path} 的结尾与密钥不符：密钥不是记录时的那一个，或者日志被改动过。请从备份放回原来的密钥文件，"
                    "再运行 python -m cloudeye audit verify 核验；如果确已无法恢复，请把日志文件夹移走另存。"
                )
            if lines:
                break
        self._end = self._end or _End(0, GENESIS, "", 0)
        if torn:
            self._ledger.cut(filled[0].name, torn)
            self._write(SYSTEM, "trail.heal", filled[0].name, "成功", {"bytes": torn})

    def _write(self, actor: Actor, action: str, subject: str, result: str, detail: Mapping[str, str | int | None]) -> int:
        assert self._end is not None
        moment = self._clock()
        # The order of the files is the order of the chain, also when the clock was set back over the end of a month.
        files = self._ledger.files
        name = max(f"{moment:%Y-%m}.jsonl", files[-1].name if files else "")
        number = self._end.number + 1
        line, found = self._seal.close(
            {
                "number": number,
                "at": moment.isoformat(timespec="seconds"),
                "actor": shortened(actor.login),
                "role": shortened(actor.role),
                "address": shortened(actor.address),
                "action": action,
                "subject": shortened(subject),
                "result": result,
                "detail": dict(detail),
                "previous": self._end.hash,
            }
        )
        self._end = _End(number, found, name, self._ledger.append(name, line))
        return number


def _follows(links: Sequence[Link], known: _End) -> bool:
    """Whether the end of these genuine lines is the end we know or comes after it."""
    same = [link.stated.decode() for link in links if link.number == known.number]
    return links[-1].number >= known.number and same in ([], [known.hash])
