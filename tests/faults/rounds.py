"""One round: a child takes a file in or a batch back, is killed at a random moment, and the district is looked at again."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

from cloudeye import scoring
from cloudeye.catalog import load_catalog
from cloudeye.ingest import import_file
from cloudeye.ingest.reading.encoding import digest
from cloudeye.ingest.shelf import Shelf
from cloudeye.paths import CATALOG, ROOT
from cloudeye.store import Store
from tests.faults.acts import ACTS, DATASET, NOW, from_inbox
from tests.ingest.standing import differing, held, recounted, rolled_up

STORED, SENT, CHANGED, REFUSED = 20_000, 20_000, 2_000, 10
ITEMS = [f"S{number:03}" for number in range(1, 61)]
HEADER = "办件编号,事项,提交时间,受理时间,办结时间,好差评"
# What tells one run from another, and nothing else.
NAMES = ("batch_id", "replaced_by")


class Broken(AssertionError):
    """A district that is neither as before nor as after."""


@dataclass(frozen=True)
class Case:
    """One act: the folder it begins in, what the child is told, its processor time, and the district before and after it."""

    act: str
    folder: Path
    told: str
    seconds: float
    before: dict[str, Any]
    after: dict[str, Any]


def lines(first: int, count: int, day: int) -> Iterator[str]:
    """Service records finished in September and October; the same numbers again are the same records with another day."""
    for number in range(first, first + count):
        month, item = 9 + number % 2, ITEMS[number % len(ITEMS)]
        end = 10 + (number + day) % 18
        yield f"R{number},{item},2026-{month:02}-08 09:00,2026-{month:02}-08 10:00,2026-{month:02}-{end} 11:00,{1 + number % 5}"


def write(path: Path, *parts: Iterator[str]) -> Path:
    path.write_text("\n".join([HEADER, *(line for part in parts for line in part)]) + "\n", encoding="utf-8")
    return path


def cases(folder: Path) -> list[Case]:
    """The three acts, each done once without being killed, for what should come of it and for how long it takes."""
    folder.mkdir(parents=True, exist_ok=True)
    sent = write(folder / "十月.csv", lines(STORED - CHANGED, CHANGED, 5), lines(STORED, SENT - CHANGED, 0))
    good = folder / "好.csv"
    shutil.copy(sent, good)
    with sent.open("a", encoding="utf-8") as output:  # a page loads the good rows; the inbox wants them all good
        output.writelines(f"B{number},S001,2026-13-08,2026-10-08,2026-10-09,5\n" for number in range(REFUSED))
    begun = folder / "begun"
    begun.mkdir()
    with Store(begun / "district.duckdb", create=True) as store:
        load_catalog(store, CATALOG, now=NOW)
        import_file(store, write(folder / "九月.csv", lines(0, STORED, 0)), DATASET, now=NOW)
        scoring.rank_month(store, date(2026, 10, 1), at=NOW)
        Shelf(store.path).keep_copy(folder / "九月.csv")
    (begun / "inbox" / DATASET).mkdir(parents=True)
    shutil.copy(good, begun / "inbox" / DATASET / sent.name)
    found = [_case(folder, act, begun, str(sent)) for act in ("upload", "inbox")]
    with Store(folder / "upload-done" / "district.duckdb") as store:
        batch = store.rows("batch_list", dataset=DATASET, limit=9, offset=0)
        newest = next(row["batch_id"] for row in batch if row["changed_rows"])
    return [*found, _case(folder, "undo", folder / "upload-done", newest)]


def _case(folder: Path, act: str, begun: Path, told: str) -> Case:
    done = folder / f"{act}-done"
    shutil.copytree(begun, done)
    seconds = run(act, done / "district.duckdb", told, None)
    return Case(act, begun, told, seconds, _standing(begun), _standing(done))


def _standing(folder: Path) -> dict[str, Any]:
    with Store(folder / "district.duckdb") as store:
        return plain(store)


def plain(store: Store) -> dict[str, Any]:
    """Everything held, without the names of batches."""
    columns = {
        row[0]: row[1]
        for row in store.reading()
        .cursor.execute(
            "SELECT table_name, list(column_name ORDER BY column_index) FROM duckdb_columns() WHERE database_name = 'cloudeye' GROUP BY ALL"
        )
        .fetchall()
    }
    found = {}
    for table, rows in held(store).items():
        names = [name for name in columns[table] if (table, name) != ("ranking_snapshot", "computed_at")]
        kept = [index for index, name in enumerate(names) if name not in NAMES]
        found[table] = sorted((tuple(row[index] for index in kept) for row in rows), key=repr)
    return found


def run(act: str, database: Path, told: str, kill_after: float | None) -> float:
    """Do it in a process of its own, killed when it has worked so many seconds since it opened the district; returns how long it did.

    Seconds of its processors, not of the clock: on a busy machine a moment of the clock comes sooner in the work.
    """
    command = [sys.executable, "-m", "tests.faults.acts", act, str(database), told]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        if process.stdout.readline() != "open\n":
            raise Broken(f"{act}: the child did not begin")
        began = _worked(process.pid)
        if kill_after is None:
            if process.stdout.readline() != "done\n":
                raise Broken(f"{act}: the child did not end")
        else:
            while process.poll() is None and _worked(process.pid) - began < kill_after:
                time.sleep(0.002)
            process.kill()
        return _worked(process.pid) - began


def _worked(pid: int) -> float:
    """The seconds of processor time that a process (not waited for yet) has used; none once it is gone."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
    except FileNotFoundError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def _copied(case: Case, folder: Path) -> Iterator[Path]:
    place = folder / "round"
    shutil.copytree(case.folder, place)
    try:
        yield place
    finally:
        shutil.rmtree(place)


def one_round(case: Case, folder: Path, dice: Random) -> str:
    """Kill, look, do it again to the end, look again; returns what was found after the kill. Raises Broken."""
    # The later of two moments: what is written is written at the end.
    moment = case.seconds * max(dice.uniform(0.0, 1.1), dice.uniform(0.0, 1.1))
    with _copied(case, folder) as place:
        database = place / "district.duckdb"
        run(case.act, database, case.told, moment)
        where = f"{case.act}, killed after {moment:.3f} of {case.seconds:.3f} s"
        with Store(database) as store:
            found = plain(store)
            agrees(store, where)
        done = not differing(case.after, found)
        if not done and (wrong := differing(case.before, found)):
            raise Broken(f"{where}: neither before (differs in {wrong}) nor after (in {differing(case.after, found)})")
        with Store(database) as store:
            if case.act == "inbox":
                from_inbox(store, Path(case.told))
            elif not done:
                ACTS[case.act](store, Path(case.told))
            if wrong := differing(case.after, plain(store)):
                raise Broken(f"{where}, then done again: differs in {wrong}")
            agrees(store, where)
        if case.act == "inbox":
            _put_away(place, where)
    return f"{where}: {'there' if done else 'absent'}"


def agrees(store: Store, where: str) -> None:
    """The rollup is that of a full count, and the ledger says of each batch what is in the tables and on the shelf."""
    if rolled_up(store) != recounted(store):
        raise Broken(f"{where}: the rollup is not that of a full count")
    shelf = Shelf(store.path)
    counts = (
        "SELECT (SELECT count(*) FROM service_record WHERE batch_id = $b), "
        "(SELECT count(*) FROM service_record_replaced WHERE replaced_by = $b), "
        "(SELECT count(*) FROM service_record_replaced WHERE batch_id = $b), "
        "(SELECT count(DISTINCT line) FROM rejected_row WHERE batch_id = $b)"
    )
    for row in store.rows("batch_list", dataset=None, limit=99, offset=0):
        cursor = store.reading().cursor.execute(counts, {"b": row["batch_id"]})
        present, replaced, overwritten, refused = cursor.fetchall()[0]
        gone = row["undone_at"] is not None
        told = (0, 0, 0) if gone else (row["new_rows"] + row["changed_rows"], row["changed_rows"], row["refused_rows"])
        if (present + overwritten, replaced, refused) != told:
            raise Broken(
                f"{where}: the ledger says {told} of {row['batch_id']}, the tables {(present + overwritten, replaced, refused)}"
            )
        if digest(shelf.path(row["file_hash"])) != row["file_hash"]:
            raise Broken(f"{where}: the original of {row['batch_id']} is not what it was")


def _put_away(place: Path, where: str) -> None:
    left = [path.name for path in (place / "inbox" / DATASET).iterdir()]
    done = list((place / "inbox" / "已入库" / DATASET).glob("*.csv"))
    reports = list((place / "inbox" / "已入库" / DATASET).glob("*.结果.txt"))
    if left or len(done) != 1 or not reports:
        raise Broken(f"{where}: the inbox holds {left}, put away are {done} with {reports}")
