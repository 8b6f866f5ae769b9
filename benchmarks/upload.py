"""Files of service records taken in, against a bare typed insert of the same file."""

from pathlib import Path

import duckdb
import pandas

from benchmarks import bare
from benchmarks.result import Result, seconds
from cloudeye.ingest import import_file
from cloudeye.store import Store

TIMES = ["submitted_at", "accepted_at", "finished_at"]


def write_file(connection: duckdb.DuckDBPyConnection, rows: int, path: Path) -> None:
    """A CSV file of ``rows`` service records that the district does not have yet."""
    connection.sql(bare.text("records_as_file"), params={"rows": rows}).write_csv(str(path))


def _bare_insert(database: Path, path: Path) -> float:
    with duckdb.connect(str(database)) as connection:
        return seconds(lambda: bare.run(connection, "insert_csv_bare", path=str(path)))


def _pandas_insert(database: Path, path: Path) -> float:
    with duckdb.connect(str(database)) as connection:

        def work() -> None:
            frame = pandas.read_csv(path, parse_dates=TIMES)
            connection.register("incoming", frame)
            connection.execute("INSERT INTO service_record BY NAME SELECT * FROM incoming")

        return seconds(work)


def upload(database: Path, scratch: Path, rows: int) -> list[Result]:
    """Dry run, then commit, of ``rows`` new records; ``database`` is a copy that may change."""
    path = scratch / "records.csv"
    with duckdb.connect(str(database), read_only=True) as connection:
        write_file(connection, rows, path)
    with Store(database) as store:
        dry = seconds(lambda: import_file(store, path, "service_records", dry_run=True))
        commit = seconds(lambda: import_file(store, path, "service_records"))
    raw, in_pandas = _bare_insert(database, path), _pandas_insert(database, path)
    path.unlink()
    return [
        Result(
            f"{rows:,} service records: dry run",
            f"{rows:,} 条归集数据：导入预检",
            "s",
            dry,
            budget=5 if rows == 100_000 else None,
            note="read, stage, check, compare; nothing written",
            note_chinese="读取、暂存、检查、比对，不入库",
        ),
        Result(
            f"{rows:,} service records: loaded",
            f"{rows:,} 条归集数据：入库",
            "s",
            commit,
            budget=8 if rows == 100_000 else None,
            raw=raw,
            pandas=in_pandas,
            note="preview and commit: read, check, compare, load, roll up, rescore; bare: typed INSERT of the same file",
            note_chinese="预检加入库：含读取、检查、比对、入库、汇总、重新评分；极限值：同一文件按已知类型直接 INSERT，不检查",
        ),
    ]
