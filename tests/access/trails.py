"""Trails written quickly, with the seal of the product but without its disk writes, and read back by hand."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from cloudeye.access.keys import key_of, subkey
from cloudeye.access.trail.book import Actor
from cloudeye.access.trail.entry import GENESIS, Seal
from cloudeye.access.trail.files import folder_of

LI = Actor("li", "supervisor", "10.0.0.1")
START = datetime(2026, 9, 1, 8, 0)


def standing(moment: datetime) -> Callable[[], datetime]:
    """A clock that stands."""
    return lambda: moment


def write_trail(database: Path, entries: int, *, apart: timedelta = timedelta(minutes=1), start: datetime = START) -> Path:
    """A trail of so many entries, one every ``apart`` from ``start`` on; returns its folder."""
    seal, previous = Seal(subkey(key_of(database), "trail")), GENESIS
    months: dict[str, list[bytes]] = {}
    for number in range(1, entries + 1):
        moment = start + (number - 1) * apart
        fields = {
            "number": number, "at": moment.isoformat(), "actor": LI.login, "role": LI.role, "address": LI.address,
            "action": "complaint.view", "subject": f"C-{number}", "result": "成功", "detail": {"page": "诉求详情"}, "previous": previous,
        }  # fmt: skip
        line, previous = seal.close(fields)
        months.setdefault(f"{moment:%Y-%m}", []).append(line)
    folder = folder_of(database)
    folder.mkdir(exist_ok=True)
    for month, lines in months.items():
        (folder / f"{month}.jsonl").write_bytes(b"".join(lines))
    return folder


def lines_of(folder: Path) -> list[dict[str, Any]]:
    """Every line of the trail as it stands, in the order of the chain."""
    return [json.loads(line) for path in sorted(folder.glob("*.jsonl")) for line in path.read_text(encoding="utf-8").splitlines()]
