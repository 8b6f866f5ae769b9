"""The desk a file lies on while it is looked at: temporary tables of one cursor, gone with it.

Nothing here touches the district's tables; the business transaction is in ``load``.
"""

from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import pandas

from cloudeye.catalog.geography import district_map
from cloudeye.errors import IngestError
from cloudeye.ingest.datasets import Dataset
from cloudeye.ingest.mapping import Mapping, Plan
from cloudeye.ingest.places import place
from cloudeye.ingest.reading.progress import Advance, quiet
from cloudeye.ingest.reading.records import Unreadable
from cloudeye.ingest.reading.table import Skipped, Table, rewritten
from cloudeye.ingest.report import LISTED_PROBLEMS, ImportReport, Problem
from cloudeye.store import Store, Writer
from cloudeye.store.queries import Query, all_queries, in_folder, query

MACROS = (
    "trimmed",
    "entry",
    "dashed",
    "moment",
    "number",
    "whole",
    "yes_no",
    "period_kind",
    "period_start",
    "precedes",
    "kept",
    "aside",
    "quick",
)
# The longest line that DuckDB takes by itself, and the longest record of a rewritten file.
LONGEST_PLAIN, LONGEST_REWRITTEN = 1 << 21, 1 << 26
DEFAULT_SOURCE = "import"
NO_PLACES = pandas.DataFrame(
    {name: [] for name in ("line", "longitude", "latitude", "cell", "subdistrict_id", "source_crs", "fits")}
)


class Desk:
    """One file, staged. ``report`` is what a preview shows."""

    def __init__(self, store: Store, dataset: Dataset, batch_id: str, now: datetime) -> None:
        self.dataset = dataset
        self._store = store
        # Only temporary tables of this cursor are written, outside any transaction of the district.
        self.writer = Writer(store.reading().cursor, store.path)
        # What resolving and checking may bind; a query takes those that its header names.
        self._parameters: dict[str, Any] = {
            "batch_id": batch_id,
            "default_source": DEFAULT_SOURCE,
            "now": now,
            "required": [column.name for column in dataset.columns if column.is_required],
        }
        self.data_version = store.data_version

    def stage(self, table: Table, plan: Plan, mapping: Mapping, workspace: Path, advance: Advance = quiet) -> None:
        """Take the file in as text and cast it. Raises IngestError when there is nothing below the header."""
        self._table = table
        self.run("desk_batch", batch_id=self._parameters["batch_id"])
        self._map_values(mapping)
        for macro in MACROS:
            self.run(f"define_{macro}")
        self.run("define_known_names")
        self.run("define_known_types")
        self._parameters |= plan.positions
        self._parameters["absent"] = [name for name, position in plan.positions.items() if position is None]
        if not self._stage_as_it_lies(table, plan):
            self._stage_rewritten(rewritten(table, workspace, advance), table, plan)
        if self._records() == 0 and not table.unreadable:
            raise IngestError("文件只有表头，没有数据。请检查导出步骤后重新上传；没有写入任何数据。")
        staged = query(f"staged_{self.dataset.name}")
        self.run(staged.name, **self._wanted(staged))
        self.run(f"cells_{self.dataset.name}")
        self._skip_examples(table, plan)
        if self.dataset.has_places:
            self._place()

    def check(self, unreadable: list[Unreadable]) -> None:
        """Resolve names, find every problem, and sort the other lines into new, changed, unchanged and waiting."""
        self.data_version = self._store.data_version
        for name in (f"kept_{self.dataset.name}", f"resolved_{self.dataset.name}"):
            if name in all_queries():
                self.run(name, **self._wanted(query(name)))
        lay_beside(self.writer, self.dataset)
        findings = pandas.DataFrame(
            {
                "line": pandas.Series([found.line for found in unreadable], dtype="int64"),
                "column": pandas.Series([None] * len(unreadable), dtype=object),
                "value": pandas.Series([found.value for found in unreadable], dtype=object),
                "message": pandas.Series([found.message for found in unreadable], dtype=object),
            }
        )
        self._run_on_frame("begin_findings", findings)
        columns = self.dataset.columns
        self.run("begin_warnings")
        for folder, findings_table in (("refusals", "finding_of_file"), ("warnings", "warning_of_file")):
            for found in in_folder(folder):
                if found.name.startswith(("every_", f"{self.dataset.name}_")):
                    self.writer.insert_from(findings_table, found.name, **self._wanted(found))
            if folder == "refusals":
                self._set_aside(unreadable)
        labels = {"columns": [column.name for column in columns], "labels": [column.label for column in columns]}
        self.run("composed_problems", **labels)
        self.run("refused_lines")
        self.run("composed_warnings", **labels)
        compare(self.writer, self.dataset)
        self._set_apart()

    def _set_apart(self) -> None:
        """Find the rows of the district that changed lines write over, and the lines that a published month keeps waiting."""
        table = self.dataset.table
        self.run("begin_incoming")
        if self.writer.row("changed_lines")["lines"]:
            self.run(f"stored_{self.dataset.name}")
        else:
            self.run("nothing_stored", table=table)
        self.run("begin_outgoing")
        closed = f"closed_{self.dataset.name}"
        if closed not in all_queries() or not self.writer.row("published_months")["months"]:
            self.run("nothing_closed")
            return
        self.run(closed)
        self.run("waiting_rows_of_file", table=f"{table}_waiting")
        self.run("set_waiting_outcomes", table=f"{table}_waiting")

    def counts(self) -> dict[str, int]:
        """How many lines are new, changed, unchanged, refused, waiting (``to_wait`` of them for the first time), flagged."""
        return {name: int(count) for name, count in self.writer.row("import_counts").items()}

    def report(self, skipped: int) -> ImportReport:
        """What loading the file would do, with the first of its problems, in its order."""
        counted = self.counts()
        counted.pop("to_wait")
        return ImportReport(None, **counted, skipped=skipped, errors=self.problems(LISTED_PROBLEMS))

    def problems(self, limit: int, offset: int = 0) -> list[Problem]:
        """Why lines were refused, in the order of the file."""
        return [Problem(**row) for row in self.writer.rows("listed_problems", limit=limit, offset=offset)]

    def warnings(self, limit: int, offset: int = 0) -> list[Problem]:
        """What deserves a look on lines that load all the same, in the order of the file."""
        return [Problem(**row) for row in self.writer.rows("listed_warnings", limit=limit, offset=offset)]

    def close(self) -> None:
        """Clear the desk: its temporary tables go with its cursor."""
        self.writer.cursor.close()

    def run(self, name: str, /, **parameters: Any) -> None:
        """Run a named query for its effect on the desk."""
        self.writer.run(name, **parameters)

    def _stage_as_it_lies(self, table: Table, plan: Plan) -> bool:
        """Read the file in bulk if every physical line below the header is one record; says whether it was."""
        text = table.text
        if text is None or not text.is_plain:
            return False
        told = {"path": str(table.path), "delimiter": table.delimiter, "skipped": table.header_line}
        columns = {f"f{number}": "VARCHAR" for number in range(1, len(table.header) + 1)}
        constants = _constants(table, plan)
        try:
            if self._own in all_queries():
                begun = {"number": str(table.header_line + 1)}
                self._run_own(**told, columns=columns, constants=constants | begun, longest=LONGEST_PLAIN, step=1)
            else:
                self.run("stage_clean_file", **told, columns=columns, constants=constants)
        except duckdb.InvalidInputException:
            return False
        return self._records() == text.lines - table.header_line

    def _stage_rewritten(self, path: Path, table: Table, plan: Plan) -> None:
        told = {"path": str(path), "constants": _constants(table, plan)}
        columns = {"number": "VARCHAR"} | {f"f{number}": "VARCHAR" for number in range(1, len(table.header) + 1)}
        if self._own in all_queries():
            self._run_own(**told, columns=columns, delimiter=",", skipped=0, longest=LONGEST_REWRITTEN, step=0)
        else:
            self.run("stage_numbered_file", **told, columns=columns)

    def _run_own(self, **told: Any) -> None:
        first_header = next((cell for cell in self._table.header if cell), None)
        known = {**self._parameters, "first_header": first_header, **told}
        self.run(self._own, **{name: known[name] for name in query(self._own).parameters})

    @property
    def _own(self) -> str:
        """The query by which files of this dataset are read, where the general one is too slow."""
        return f"file_of_{self.dataset.name}"

    def _wanted(self, named: Query) -> dict[str, Any]:
        return {name: self._parameters[name] for name in named.parameters}

    def _records(self) -> int:
        return int(self.writer.row("staged_records")["records"])

    def _skip_examples(self, table: Table, plan: Plan) -> None:
        """Take out the example of a template. Raises IngestError when there is nothing else."""
        key = plan.positions[self.dataset.columns[0].name]
        examples = self.writer.rows("example_lines", key=key)
        if not examples:
            return
        table.skipped += [Skipped(row["line"], "示例", row["text"]) for row in examples]
        self._forget_rows([row["line"] for row in examples])
        if self._records() == len(examples) and not table.unreadable:
            raise IngestError("文件里只有模板的示例行，没有数据。请从示例的下一行开始填写后重新上传；没有写入任何数据。")

    def _forget_rows(self, lines: list[int]) -> None:
        own = f"forget_rows_{self.dataset.name}"
        self.run(own if own in all_queries() else "forget_rows", lines=lines)

    def _set_aside(self, unreadable: list[Unreadable]) -> None:
        """Take out refused lines that were never meant as records: blank ones, totals, notes, the header again."""
        header = self._table.header
        self.run("set_aside_lines", width=len(header), header=header)
        found = [Skipped(**row) for row in self.writer.rows("set_aside")]
        if found:
            lines = {skipped.line for skipped in found}
            self._forget_rows(list(lines))
            self.run("forget_set_aside_findings")
            if f"kept_{self.dataset.name}" not in all_queries():  # else resolved_row is a view of the rows
                self.run("forget_set_aside_resolved")
            unreadable[:] = [line for line in unreadable if line.line not in lines]
            self._table.skipped += found

    def _map_values(self, mapping: Mapping) -> None:
        triples = [(column, text, meaning) for column, values in mapping.values.items() for text, meaning in values.items()]
        columns, texts, meanings = ([triple[part] for triple in triples] for part in range(3))
        self.run("stage_mapped_values", columns=columns, texts=texts, meanings=meanings)

    def _place(self) -> None:
        points = self.writer.frame("staged_points")
        self._run_on_frame("stage_places", NO_PLACES if points.empty else place(points, district_map(self._store)))

    def _run_on_frame(self, name: str, frame: pandas.DataFrame) -> None:
        self.writer.cursor.register("incoming_frame", frame)
        try:
            self.run(name)
        finally:
            self.writer.cursor.unregister("incoming_frame")


def lay_beside(writer: Writer, dataset: Dataset) -> None:
    """Find the rows of the district that resolved rows may have to be compared with, where all of them would be too many."""
    if (name := f"met_{dataset.name}") in all_queries():
        writer.run(name)


def compare(writer: Writer, dataset: Dataset) -> None:
    """Say of every resolved row whether it is new, changed or unchanged; by a query of the dataset's own where there is one."""
    own = f"compared_{dataset.name}"
    if own in all_queries():
        writer.run(own)
    else:
        writer.run("compared_rows", table=dataset.table, key=list(dataset.key))


def _constants(table: Table, plan: Plan) -> dict[str, str | None]:
    """The mapping's constants as columns behind those of the file, and the column that stands for those it does not have."""
    first = len(table.header) + 1
    return {"absent": None} | {f"f{number}": text for number, text in enumerate(plan.constants, first)}
