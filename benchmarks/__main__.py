"""``python -m benchmarks``: measure everything once and print the table; progress goes to standard error."""

import argparse
import shutil
import sys
import tempfile
from datetime import date
from pathlib import Path

import duckdb

from benchmarks import building, pages, scoring, screens, table, trail, transfer, upload
from benchmarks.result import Result
from cloudeye.store import Store
from tests.browser.server import running


def say(words: str) -> None:
    """Progress, apart from the table."""
    print(words, file=sys.stderr, flush=True)


def newest_month(database: Path) -> date:
    """The newest month that has a draft ranking."""
    with Store(database) as store:
        return date.fromisoformat(str(store.rows("ranking_months")[0]["month"])[:10])


def scored(database: Path, month: date) -> list[Result]:
    """Rollup and ranking of one month, beside a bare connection to a copy of the same file."""
    copy = database.with_name("bare.duckdb")
    shutil.copyfile(database, copy)
    with Store(database) as store, duckdb.connect(str(copy), read_only=True) as connection:
        return [scoring.rollup(store, connection, month), scoring.ranking(store, connection, month)]


def served(database: Path, log: Path, larger: Path | None) -> list[Result]:
    """Everything that needs the running application; with ``larger`` also its pages on that district."""
    with running(database, log) as server:
        say("hall screen …")
        paint = screens.hall_paint(server)
        say("page scripts …")
        alone = pages.one_user(server)
        results = [*pages.each(alone), pages.fifty_users(server, upload.LARGE), paint, screens.idle_memory(server)]
        say("upload of 1.5 GB …")
        results.append(transfer.memory(server))
    if larger is not None:
        say("district of 60,000,000 records …")
        building.build_at(larger, 10 * upload.LARGE)
        with running(larger, log) as server:
            results += [pages.against(alone, pages.one_user(server)), pages.fifty_users(server, 10 * upload.LARGE)]
    return results


def main() -> None:
    """Build a district of its own (or copy one), measure, print; ``--write-readme`` puts the table into the READMEs."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--database", type=Path, help="measure on a copy of this district instead of building one")
    parser.add_argument("--full", action="store_true", help="also load files of 6,000,000 records, some minutes more")
    parser.add_argument(
        "--larger", type=Path, help="also look at the pages of this district of 60,000,000 records; built if absent"
    )
    parser.add_argument("--write-readme", action="store_true", help="put the table into README.md and README.zh-CN.md")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="cloudeye-bench-") as folder:
        scratch = Path(folder)
        database = scratch / "cloudeye.duckdb"
        results: list[Result] = []
        if options.database:
            shutil.copyfile(options.database, database)
        else:
            say("demo district …")
            results.append(building.build(database))
            say("fresh start …")
            results.append(building.fresh_start(scratch, database, results[0].measured))
        say("scoring …")
        results += scored(database, newest_month(database))
        results += served(database, scratch / "server.log", options.larger)
        say("trail …")
        results += trail.trail(scratch)
        say("upload …")
        results += upload.small(database, scratch)
        if options.full:
            say("large upload by the command …")
            results += upload.large(database, scratch)
            say("large upload by the page …")
            results.append(transfer.by_the_page(database, scratch))
            say("readers while a large upload is loaded …")
            results += transfer.readers(database, scratch)
    print(table.markdown(results, "README.md"))
    if options.write_readme:
        table.write(results)


if __name__ == "__main__":
    main()
