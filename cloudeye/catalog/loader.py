"""Load a catalogue directory into a district: all of it or nothing, and nothing twice."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pandas

from cloudeye.catalog import calendar, consistency, rules, specs
from cloudeye.catalog.formats import FORMATS, Format
from cloudeye.catalog.reading import Row, read_rows
from cloudeye.catalog.rules import Origin
from cloudeye.catalog.validity import refuse_reaching_back
from cloudeye.errors import CatalogueError
from cloudeye.paths import CATALOG
from cloudeye.store import Store
from cloudeye.store.database import Reader, Writer

Rows = list[dict[str, Any]]

KEYS = {wanted.table: wanted.key for wanted in FORMATS}
FILES = {wanted.table: wanted.file for wanted in FORMATS}
SPEC_COLUMNS = (*specs.CONTENT, "valid_from")
# A table whose rows carry their place in the file, so that screens list them in that order.
UNORDERED = {"derivation", "scoring_rule", "calendar_day"}


def load_catalog(store: Store, directory: Path | str, *, now: datetime) -> None:
    """Bring the catalogue of ``store`` to what the CSV files in ``directory`` say, in one transaction.

    Loading the same files again changes nothing, not even ``data_version``. A changed best, worst, target, weight or method
    becomes a new version of the point's spec; a change in anything that decides a score makes a new rule version. An entry that
    records, scores or letters already refer to cannot be dropped. ``now`` dates what is new.

    Raises CatalogueError with one sentence saying file, line, what was found and how to mend it; then nothing is written.
    """
    files = read_catalogue(Path(directory))
    changed = changed_tables(store.reading(), files, Origin(now))
    if not changed:
        return
    with store.writing() as writer:
        write_tables(writer, changed)


def changed_tables(
    reader: Reader, files: Mapping[str, Sequence[Row]], origin: Origin, *, as_if_in: date | None = None
) -> dict[str, Rows]:
    """The tables that ``files`` (complete and consistent) would change, as they should be, by name; ``origin`` dates what is new.

    With ``as_if_in``, the first day of a month, new specs hold in that month even if it is published: for a trial, never to be
    kept. Raises CatalogueError when a change would reach into a published month or drop what is referred to.
    """
    wanted = _tables(reader, files, origin, as_if_in)
    before = {table: stored(reader, table) for table in wanted}
    changed = {table: rows for table, rows in wanted.items() if _signature(rows) != _signature(before[table])}
    if "department" in changed and as_if_in is None:
        refuse_reaching_back(before["department"], files["departments.csv"], _last_published(reader))
    _refuse_dropping_what_is_used(reader, before, changed)
    return changed


def write_tables(writer: Writer, tables: Mapping[str, Rows]) -> None:
    """Put ``tables`` in the place of those of the same names."""
    for table, rows in tables.items():
        writer.delete(table)
        if rows:
            writer.insert_frame(table, pandas.DataFrame(rows, dtype=object))


def read_catalogue(directory: Path) -> dict[str, list[Row]]:
    """The rows of every catalogue file by file name, complete and free of contradictions.

    A missing optional file is taken from the product or is empty. Raises CatalogueError.
    """
    if not directory.is_dir():
        raise CatalogueError(f"找不到目录 {directory}。请检查 --catalog 的路径；其中至少要有 {'、'.join(_required_files())}。")
    files = {wanted.file: _read(directory, wanted) for wanted in FORMATS}
    return consistent(files, default_rules())


def consistent(files: dict[str, list[Row]], defaults: Sequence[Row]) -> dict[str, list[Row]]:
    """``files`` with every scoring rule that ``defaults`` know. Raises CatalogueError for the first contradiction."""
    consistency.check(files)
    return {**files, "scoring_rules.csv": rules.complete(files["scoring_rules.csv"], defaults)}


def default_rules() -> list[Row]:
    """The scoring rules of the product, in the order of its file."""
    return read_rows(CATALOG / "scoring_rules.csv", next(wanted for wanted in FORMATS if wanted.table == "scoring_rule"))


def stored(reader: Reader, table: str) -> Rows:
    """All rows of a catalogue table as dictionaries."""
    relation = reader.cursor.table(table)
    return [dict(zip(relation.columns, row, strict=True)) for row in relation.fetchall()]


def _required_files() -> list[str]:
    return [wanted.file for wanted in FORMATS if wanted.is_required]


def _read(directory: Path, wanted: Format) -> list[Row]:
    path = directory / wanted.file
    if path.exists():
        rows = read_rows(path, wanted)
        if wanted.is_required and not rows:
            raise CatalogueError(f"{path} 里一行数据也没有。请按 data/catalog/README.md 填写；本次没有写入任何数据。")
        return rows
    if wanted.is_required:
        raise CatalogueError(
            f"目录 {directory} 里缺少 {wanted.file}。至少要有 {'、'.join(_required_files())}，格式见 data/catalog/README.md；"
            "本次没有写入任何数据。"
        )
    return read_rows(CATALOG / wanted.file, wanted) if wanted.has_product_fallback else []


def _tables(reader: Reader, files: Mapping[str, Sequence[Row]], origin: Origin, as_if_in: date | None) -> dict[str, Rows]:
    tables: dict[str, Rows] = {}
    for wanted in FORMATS:
        rows: Sequence[Row] = files[wanted.file]
        dropped = SPEC_COLUMNS if wanted.table == "point" else ()
        tables[wanted.table] = [
            {name: value for name, value in row.values.items() if name not in dropped}
            | ({} if wanted.table in UNORDERED else {"position": position})
            for position, row in enumerate(rows, 1)
        ]
    tables["calendar_day"] = calendar.expand(files["calendar.csv"])
    if as_if_in is None:
        tables["point_spec"] = specs.versions(
            stored(reader, "point_spec"), files["points.csv"], _last_published(reader), origin.at
        )
    else:
        tables["point_spec"] = specs.rehearsed(stored(reader, "point_spec"), files["points.csv"], as_if_in)
    fingerprint = rules.digest(
        [{"name": row["name"], "value": row["value"]} for row in files["scoring_rules.csv"] if row["name"] in rules.DECIDING],
        tables["point_spec"],
        _only(tables["point"], "point_id", "indicator_id", "frequency"),
        _only(tables["indicator"], "indicator_id", "domain_id", "lead_department_id", "weight"),
        tables["derivation"],
        _only(tables["department"], "department_id", "ranking_group", "is_ranked"),
        _only(tables["reform_task"], "task_id", "lead_department_id"),
    )
    tables["rule_version"], tables["scoring_rule"] = rules.versions(
        stored(reader, "rule_version"), stored(reader, "scoring_rule"), files["scoring_rules.csv"], fingerprint, origin
    )
    return tables


def _only(rows: Rows, *columns: str) -> Rows:
    return [{column: row[column] for column in columns} for row in rows]


def _last_published(reader: Reader) -> date | None:
    month: date | None = reader.row("last_published_month")["month"]
    return month


def _signature(rows: Rows) -> list[str]:
    return sorted(repr(sorted(row.items())) for row in rows)


def _refuse_dropping_what_is_used(reader: Reader, before: dict[str, Rows], changed: dict[str, Rows]) -> None:
    gone = {
        (table, "/".join(str(row[column]) for column in KEYS[table]))
        for table in changed
        if table in KEYS and table not in UNORDERED
        for row in before[table]
    } - {
        (table, "/".join(str(row[column]) for column in KEYS[table]))
        for table, rows in changed.items()
        if table in KEYS and table not in UNORDERED
        for row in rows
    }
    if not gone:
        return
    for entry in reader.rows("catalogue_entries_in_use"):
        if (entry["entity"], entry["id"]) in gone:
            raise CatalogueError(
                f"新目录的 {FILES[entry['entity']]} 里没有 {entry['id']}，但库中已有引用它的数据（{entry['used_by']}）。"
                "为保留历史，请在文件中保留这一行（停用的部门可填写「valid_to」）；本次没有写入任何数据。"
            )
