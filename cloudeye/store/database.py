"""One DuckDB file, one connection, a cursor per use, writers in turn."""

import os
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import Any

import duckdb
import pandas

from cloudeye.clock import now
from cloudeye.errors import QueryError, StoreError
from cloudeye.store.answers import Answer, Answers
from cloudeye.store.faults import is_invalidated, opening, working
from cloudeye.store.migrations import create_views, is_ours, migrate
from cloudeye.store.queries import Query, query
from cloudeye.store.tables import changed_by, reads

Rows = list[dict[str, Any]]
# Among the tables that a writer changed: any of them.
EVERY = "*"

# zstd text needs the v1.5 storage; without the option it is silently ignored.
ATTACH = "ATTACH '{path}' AS cloudeye (STORAGE_VERSION 'v1.5.0')"
RAISE_VERSION = "UPDATE store_state SET data_version = data_version + 1, changed_at = $at"
# Nothing is fetched at run time; what does not fit into memory spills beside the file, not into the working directory.
SETTINGS: dict[str, Any] = {"autoinstall_known_extensions": False}


def write_ahead_log(path: Path) -> Path:
    """Where DuckDB keeps the commits that have not reached the file at ``path`` yet."""
    return path.with_name(path.name + ".wal")


def _rows(cursor: duckdb.DuckDBPyConnection) -> Rows:
    names = [column[0] for column in cursor.description or []]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _bound(named: Query, parameters: Mapping[str, Any]) -> dict[str, Any]:
    missing = set(named.parameters) - parameters.keys()
    unknown = parameters.keys() - set(named.parameters)
    if missing or unknown:
        raise QueryError(f"查询「{named.name}」的参数不符：缺少 {sorted(missing)}，多余 {sorted(unknown)}。")
    return dict(parameters)


class Reader:
    """Runs named queries on one cursor. Parameters are bound by name, never pasted."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection, path: Path) -> None:
        self._cursor = cursor
        self.path = path

    @property
    def cursor(self) -> duckdb.DuckDBPyConnection:
        """The cursor itself, for what no named query says."""
        return self._cursor

    def rows(self, name: str, **parameters: Any) -> Rows:
        """The result of the query called ``name`` as dictionaries, in its own order. Raises StoreError for a damaged file."""
        named = query(name)
        with working(self.path):
            return _rows(self._cursor.execute(named.sql, _bound(named, parameters)))

    def row(self, name: str, **parameters: Any) -> dict[str, Any]:
        """The only row of a query that always has exactly one."""
        found = self.rows(name, **parameters)
        if len(found) != 1:
            raise QueryError(f"查询「{name}」应当正好返回一行，实际返回 {len(found)} 行。")
        return found[0]

    def frame(self, name: str, **parameters: Any) -> pandas.DataFrame:
        """The result of the query called ``name`` as a data frame."""
        named = query(name)
        with working(self.path):
            return self._cursor.execute(named.sql, _bound(named, parameters)).df()


class Writer(Reader):
    """A reader that may also change data; exists only inside ``Store.writing()``.

    ``changed`` names the tables that it changed; ``EVERY`` stands for all of them.
    """

    def __init__(self, cursor: duckdb.DuckDBPyConnection, path: Path) -> None:
        super().__init__(cursor, path)
        self.changed: set[str] = set()

    @property
    def cursor(self) -> duckdb.DuckDBPyConnection:
        """The cursor itself; nobody knows what is done with it, so everything may have changed."""
        self.changed.add(EVERY)
        return self._cursor

    def run(self, name: str, /, **parameters: Any) -> None:
        """Execute a named query for its effect."""
        named = query(name)
        self.changed.update(changed_by(named.sql))
        self._cursor.execute(named.sql, _bound(named, parameters))

    def insert_from(self, table: str, name: str, **parameters: Any) -> int:
        """Insert the result of a named query into ``table`` by column name; returns how many rows."""
        named = query(name)
        self.changed.add(table)
        result = self._cursor.execute(f"INSERT INTO {table} BY NAME {named.sql}", _bound(named, parameters))
        return int(result.fetchall()[0][0])

    def insert(self, table: str, records: Iterable[Mapping[str, Any]]) -> int:
        """Insert dictionaries that share their keys with the columns of ``table``; returns how many."""
        frame = pandas.DataFrame.from_records(list(records))
        if frame.empty:
            return 0
        return self.insert_frame(table, frame)

    def insert_frame(self, table: str, frame: pandas.DataFrame) -> int:
        """Insert a data frame by column name; returns how many rows."""
        self.changed.add(table)
        self._cursor.register("incoming_frame", frame)
        try:
            # The table is a word of our own code.
            self._cursor.execute(f"INSERT INTO {table} BY NAME SELECT * FROM incoming_frame")
        finally:
            self._cursor.unregister("incoming_frame")
        return len(frame)

    def raise_version(self) -> None:
        """Count this transaction, as its last statement."""
        self.changed.add("store_state")
        self._cursor.execute(RAISE_VERSION, {"at": now()})

    def delete(self, table: str, **equals: Any) -> None:
        """Delete the rows of ``table`` whose columns equal the given values; all rows if none are given."""
        self.changed.add(table)
        condition = " AND ".join(f"{column} = ${column}" for column in equals) or "true"
        # Table and columns are words of our own code, values are bound.
        self._cursor.execute(f"DELETE FROM {table} WHERE {condition}", equals)


class Store:
    """The database of one district.

    One connection is shared by the whole process; each use takes its own cursor, so readers never wait. Writers take
    turns: ``with store.writing() as writer`` is one transaction that either commits and raises ``data_version`` by one or
    leaves no trace.

    Raises StoreError when the file is missing (and ``create`` is false), corrupt, held by another process, or full.
    """

    def __init__(self, path: Path | str, *, create: bool = False) -> None:
        self.path = Path(path)
        self._turn = threading.RLock()
        self._record_turn = threading.RLock()
        self._original: int | None = None
        if not create and not self.path.exists():
            raise StoreError(
                f"找不到数据库文件 {self.path}。请先运行 python -m cloudeye demo（演示数据）"
                "或 python -m cloudeye init --catalog 目录（空白辖区），或用 --database 指明文件位置。"
            )
        self._connection = self._open()
        self._data_version: int = self._read_data_version()
        # Which commit of this process, of data or of a record, changed each table last; none did before the first that is known.
        self._commits = count(1)
        self._changed_in: dict[str, int] = {}
        self._known_since = 0
        self._answers = Answers(self.rows, self.version_of)

    def _open(self) -> duckdb.DuckDBPyConnection:
        """Open the file, bring it to the present schema; a file that was not there before is gone again on failure."""
        is_new = not self.path.exists()
        with opening(self.path):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            connection = duckdb.connect(config=SETTINGS | {"temp_directory": f"{self.path}.tmp"})
            try:
                self._attach(connection)
                if not is_new and not is_ours(connection):
                    raise StoreError(
                        f"{self.path} 不是云眼的数据库，未做任何改动。请检查文件名，或用 --database 指定另一个文件。"
                    )
                migrate(connection)
                connection.execute("BEGIN")  # one commit for all of them: a commit each would take most of the time of opening
                create_views(connection)
                connection.execute("COMMIT")
            except BaseException:
                connection.close()
                if is_new:
                    self.path.unlink(missing_ok=True)
                    write_ahead_log(self.path).unlink(missing_ok=True)
                raise
        return connection

    def _attach(self, connection: duckdb.DuckDBPyConnection) -> None:
        connection.execute(ATTACH.format(path=str(self.path).replace("'", "''")))
        connection.execute("USE cloudeye")

    def _cursor(self) -> duckdb.DuckDBPyConnection:
        cursor = self._connection.cursor()
        cursor.execute("USE cloudeye")  # a cursor does not inherit it
        return cursor

    def reading(self) -> Reader:
        """A reader with a cursor of its own. Cheap; take one per use."""
        return Reader(self._cursor(), self.path)

    def rows(self, name: str, **parameters: Any) -> Rows:
        """Shorthand for ``reading().rows(…)``."""
        return self.reading().rows(name, **parameters)

    def kept(self, name: str, **parameters: Any) -> Answer:
        """The same rows, asked for again only when a table that the query reads has changed; shared: read, never change."""
        return self._answers.to(name, **parameters)

    def row(self, name: str, **parameters: Any) -> dict[str, Any]:
        """Shorthand for ``reading().row(…)``."""
        return self.reading().row(name, **parameters)

    @contextmanager
    def writing(self, on: Reader | None = None) -> Iterator[Writer]:
        """One transaction. Commits and raises ``data_version`` on success; any exception rolls everything back.

        With ``on`` it runs on that reader's cursor and sees its temporary tables; else on a cursor of its own.
        """
        with self._turn, working(self.path):
            before = self._data_version
            try:
                with self._transaction(on) as writer:
                    yield writer
                    writer.raise_version()
            except duckdb.Error as error:
                # The commit may have reached the log before the checkpoint after it failed.
                if not is_invalidated(error) or self._data_version == before:
                    raise
                return
            self._note_changed(writer.changed)
            self._data_version = before + 1

    @contextmanager
    def recording(self) -> Iterator[Writer]:
        """A short transaction about who is here (accounts, sessions, displays): no data, so ``data_version`` stays.

        Does not wait for a running ``writing()``, however long; any exception rolls everything back.
        """
        with self._record_turn, working(self.path):
            with self._transaction() as writer:
                yield writer
            self._note_changed(writer.changed)

    @contextmanager
    def _transaction(self, on: Reader | None = None) -> Iterator[Writer]:
        cursor = on.cursor if on else self._cursor()
        try:
            cursor.execute("BEGIN")
            yield Writer(cursor, self.path)
            cursor.execute("COMMIT")
        except BaseException as error:
            # After a failed commit DuckDB has already rolled back and refuses a second one.
            with suppress(duckdb.Error):
                cursor.execute("ROLLBACK")
            if is_invalidated(error):
                self._reattach()
            raise
        finally:
            if on is None:
                cursor.close()

    @contextmanager
    def rehearsing(self, on: Reader | None = None) -> Iterator[Writer]:
        """A transaction that is always rolled back: what would come of a change, without making it. ``on`` as for ``writing``."""
        with self._turn, working(self.path):
            cursor = on.cursor if on else self._cursor()
            cursor.execute("BEGIN")
            try:
                yield Writer(cursor, self.path)
            finally:
                cursor.execute("ROLLBACK")
                if on is None:
                    cursor.close()

    def _reattach(self) -> None:
        """A checkpoint that failed (disk full) shuts DuckDB to readers too: take the file in again, at its last commit."""
        with opening(self.path):
            fresh = self._connection.cursor()  # every statement fails on a cursor that uses the closed database
            fresh.execute("DETACH cloudeye")
            self._attach(fresh)
        self._data_version = self._read_data_version()
        self._known_since = next(self._commits)  # whether the last commit counted is for the file to say

    def read_through(self) -> None:
        """Read every block of the file once. Raises StoreError at the first damaged one."""
        for table in self.rows("stored_tables"):
            self.rows("table_fingerprint", table=table["name"])

    @contextmanager
    def paused(self) -> Iterator[None]:
        """No writer runs inside; the file and its write-ahead log stay as they are. For backup."""
        with self._turn, self._record_turn:
            yield

    def original(self) -> int:
        """A descriptor of the database file, for copying it inside ``paused()``; never close it, ``close()`` does.

        Closing any descriptor of a file gives up every lock the process has on it (POSIX), DuckDB's among them: a second process
        could then open the database and spoil it.
        """
        if self._original is None:
            self._original = os.open(self.path, os.O_RDONLY)
        return self._original

    @property
    def data_version(self) -> int:
        """Rises by one with every commit; what is cached under the same version is still true."""
        return self._data_version

    def version_of(self, name: str) -> int:
        """A number that rises when a table that this named query reads has changed; what is cached under it is still true."""
        changed = self._changed_in
        return max(self._known_since, changed.get(EVERY, 0), *(changed.get(table, 0) for table in reads(name)))

    def _note_changed(self, tables: Iterable[str]) -> None:
        """After the commit: who asked just before it may then hold an answer newer than it says, never an older one."""
        number = next(self._commits)
        self._changed_in |= dict.fromkeys(tables, number)

    def _read_data_version(self) -> int:
        found = self._cursor().execute("SELECT data_version FROM store_state").fetchone()
        return int(found[0]) if found else 0

    def close(self) -> None:
        """Checkpoint and let go of the file."""
        with self._turn:
            self._connection.close()
            if self._original is not None:
                os.close(self._original)
                self._original = None

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, *unused: object) -> None:
        self.close()
