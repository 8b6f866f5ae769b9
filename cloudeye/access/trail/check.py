"""Whether the trail is whole: every line genuine, none missing, doubled, out of order or cut off."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from cloudeye.access.trail.entry import Link, Seal

ARCHIVED = "trail.archive"
ARCHIVED_MARK = b'"action":"trail.archive"'
MOST_FAULTS = 1000


class Fault(NamedTuple):
    """Something wrong at a line of a file (counted from 1; 0 means the whole of it)."""

    file: str
    line: int
    what: str


@dataclass(frozen=True)
class Verdict:
    """What a check found.

    ``entries`` counts the genuine entries, ``archived`` those that were moved away on record; ``last`` is the newest number.
    ``anchors`` says how many ends noted in the database were compared, None when the database was not asked.
    ``faults`` are in the order of the files, a thousand at most.
    """

    entries: int
    archived: int
    last: int
    anchors: int | None
    faults: tuple[Fault, ...]

    @property
    def is_whole(self) -> bool:
        """Whether nothing was found."""
        return not self.faults


def check(folder: Path, files: Sequence[tuple[Path, int]], seal: Seal, anchors: Collection[tuple[int, str]] | None) -> Verdict:
    """Read the files (path, size in bytes: what is added later is not looked at) and compare with the anchors (number, hash).

    Raises OSError.
    """
    walk = _Walk(seal, anchors or ())
    for path, size in files:
        walk.through(path, size)
    walk.finish(folder)
    return Verdict(
        walk.entries, walk.begin if walk.is_begin_known else 0, walk.last, None if anchors is None else len(anchors), walk.told()
    )


class _Walk:
    """One pass over the lines, keeping what the next line must fit to."""

    def __init__(self, seal: Seal, anchors: Collection[tuple[int, str]]) -> None:
        self._seal = seal
        self._anchors: dict[int, set[bytes]] = {}  # the same number under two hashes: one of them was cut off and replaced
        for number, found in anchors:
            self._anchors.setdefault(number, set()).add(found.encode())
        self._faults: list[Fault] = []
        self._file, self._line = "", 0
        self._start = ("", 0)
        self._strange = 0  # lines since the last genuine one that are not genuine
        self._strange_hashes: tuple[bytes, ...] | None = ()  # what the last of them may be called by its successor; None: unknown
        self._hash = b""
        self._begin_hash: bytes | None = None
        self._moved: dict[int, bytes] = {}
        self.entries, self.last, self.begin = 0, 0, 0
        self.is_begin_known = True

    def through(self, path: Path, size: int) -> None:
        self._file, self._line = path.name, 0
        with path.open("rb") as file:
            for line in file:
                if size <= 0:
                    break
                self._line += 1
                self._look(line)
                size -= len(line)

    def _look(self, line: bytes) -> None:
        found = self._seal.examine(line)
        if found is None or found.stated != found.computed:
            self._strange += 1
            self._strange_hashes = found and (found.stated, found.computed)
            is_torn = not line.endswith(b"\n")
            self._fault("这一行没有写完整（写入时中断）；下一次记录时会清理并留痕" if is_torn else "内容与校验值不符，被改动过")
            return
        self.entries += 1
        if ARCHIVED_MARK in line:  # a mark in quotes stands nowhere else: inside a text they are escaped
            moved = json.loads(line)["detail"]
            self._moved[moved.get("number", 0)] = str(moved.get("hash")).encode()
        if found.number in self._anchors and self._anchors[found.number] != {found.stated}:
            self._fault(f"第 {found.number} 条与数据库中记下的不是同一条")
        if self.entries == 1:
            self._begin(found)
        elif found.number <= self.last:
            self._fault(f"第 {found.number} 条重复出现或次序颠倒")
            return
        else:
            self._join(found)
        self.last, self._hash, self._strange = found.number, found.stated, 0

    def _begin(self, found: Link) -> None:
        """The first genuine line: what comes before it must be nothing, or on record as archived."""
        self.begin = max(0, found.number - 1 - self._strange)
        self._start = (self._file, self._line)
        if not self._strange:
            self._begin_hash = found.previous

    def _join(self, found: Link) -> None:
        expected = self.last + self._strange + 1
        goes_on = found.number == self.last + 1 and found.previous == self._hash  # strange lines were put between
        if goes_on or (found.number == expected and self._fits(found.previous)):
            return
        if found.number > expected:
            self._fault(f"之前缺少第 {expected} 至 {found.number - 1} 条")
        else:
            self._fault(f"第 {found.number} 条与上一条不衔接")

    def _fits(self, previous: bytes) -> bool:
        if not self._strange:
            return previous == self._hash
        return self._strange_hashes is None or previous in self._strange_hashes

    def _fault(self, what: str) -> None:
        self._faults.append(Fault(self._file, self._line, what))

    def finish(self, folder: Path) -> None:
        """Compare both ends with what is on record about them."""
        if not self.entries and self._faults:
            self._faults = [Fault(folder.name, 0, "没有一条与密钥相符：密钥不是记录时的那一个，或者全部内容被改动过")]
            return
        if self.begin:
            moved = self._moved.get(self.begin)
            self.is_begin_known = moved is not None and self._begin_hash in (None, moved)
            if not self.is_begin_known:
                self._faults.insert(0, Fault(*self._start, f"之前缺少第 1 至 {self.begin} 条，也没有归档记录"))
        noted = max(self._anchors, default=0)
        if noted > self.last + self._strange:
            self._file = self._file or folder.name
            self._fault(f"之后缺少第 {self.last + self._strange + 1} 至 {noted} 条，数据库记得它们写入过")

    def told(self) -> tuple[Fault, ...]:
        """The faults, no more than anybody reads."""
        rest = len(self._faults) - MOST_FAULTS
        more = [Fault(self._file, 0, f"另有 {rest} 处，此处不再列出")] if rest > 0 else []
        return (*self._faults[:MOST_FAULTS], *more)
