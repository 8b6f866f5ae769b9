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
from cloudeye.ingest.reading.records import Unreadable
from cloudeye.ingest.report import LISTED_PROBLEMS, ImportReport, Problem
from cloudeye.ingest.reading.table import Table, rewritten
from cloudeye.store import Store, Writer
from cloudeye.store.queries import Query, in_folder, query

MACROS = ("trimmed", "entry", "dashed", "moment", "number", "whole", "yes_no", "period_kind", "period_start", "precedes", "kept")
DEFAULT_SOURCE = "import"
NO_PLACES = pandas.DataFrame({"line": [], "longitude": [], "latitude": [], "cell": [], "subdistrict_id": []})


class Desk:
    """One file, staged. ``report`` is what a preview shows."""

    def __init__(self, store: Store, dataset: Dataset, batch_id: str, now: datetime) -> None:
        self.dataset = dataset
        self._store = store
        # Only temporary tables of this cursor are written, outside any transaction of the district.
        self._writer = Writer(store.reading().cursor, store.path)
        # What resolving and checking may bind; a query takes those that its header names.
        self._parameters: dict[str, Any] = {
            "batch_id": batch_id,
            "default_source": DEFAULT_SOURCE,
            "now": now,
            "required": [column.name for column in dataset.columns if column.is_required],
        }
        self.data_version = store.data_version

    def stage(self, table: Table, plan: Plan, mapping: Mapping, workspace: Path) -> None:
        """Take the file in as text and cast it. Raises IngestError when there is nothing below the header."""
        self._map_values(mapping)
        if not self._stage_as_it_lies(table, plan):
            path = rewritten(table, workspace)
            columns = {f"f{number}": "VARCHAR" for number in range(len(table.header) + 1)}
            self.run("stage_numbered_file", path=str(path), columns=columns, constants=plan.constants)
        if self._records() == 0 and not table.unreadable:
            raise IngestError("文件只有表头，没有数据。请检查导出步骤后重新上传；没有写入任何数据。")
        for macro in MACROS:
            self.run(f"define_{macro}")
        self.run("define_known_names")
        self.run(f"staged_{self.dataset.name}", **plan.positions)
        self.run(f"cells_{self.dataset.name}")
        self._parameters["absent"] = [name for name, position in plan.positions.items() if position is None]
        if self.dataset.has_places:
            self._place()

    def check(self, unreadable: list[Unreadable]) -> None:
        """Resolve names, find every problem, and sort the other lines into new, changed and unchanged."""
        self.data_version = self._store.data_version
        resolved = query(f"resolved_{self.dataset.name}")
        self.run(resolved.name, **self._wanted(resolved))
        findings = pandas.DataFrame(
            {
                "line": pandas.Series([found.line for found in unreadable], dtype="int64"),
                "column": pandas.Series([None] * len(unreadable), dtype=object),
                "value": pandas.Series([found.value for found in unreadable], dtype=object),
                "message": pandas.Series([found.message for found in unreadable], dtype=object),
            }
        )
        self._run_on_frame("begin_findings", findings)
        for found in in_folder("refusals"):
            if found.name.startswith(("every_", f"{self.dataset.name}_")):
                self._writer.insert_from("finding_of_file", found.name, **self._wanted(found))
        columns = self.dataset.columns
        self.run("composed_problems", columns=[column.name for column in columns], labels=[column.label for column in columns])
        self.run("refused_lines")
        self.run(f"compared_{self.dataset.name}")

    def report(self) -> ImportReport:
        """What loading the file would do, with the first of its problems, in its order."""
        problems = [Problem(**row) for row in self._writer.rows("listed_problems", limit=LISTED_PROBLEMS)]
        return ImportReport(None, **self._writer.row("import_counts"), errors=problems)

    def run(self, name: str, **parameters: Any) -> None:
        """Run a named query for its effect on the desk."""
        self._writer.run(name, **parameters)

    def _stage_as_it_lies(self, table: Table, plan: Plan) -> bool:
        """Read the file in bulk if every physical line below the header is one record; says whether it was."""
        text = table.text
        if text is None or text.has_bare_returns:
            return False
        columns = {f"f{number}": "VARCHAR" for number in range(1, len(table.header) + 1)}
        try:
            self.run(
                "stage_clean_file",
                path=str(table.path),
                delimiter=table.delimiter,
                columns=columns,
                skipped=table.header_line,
                constants=plan.constants,
            )
        except duckdb.InvalidInputException:
            return False
        return self._records() == text.lines - table.header_line

    def _wanted(self, named: Query) -> dict[str, Any]:
        return {name: self._parameters[name] for name in named.parameters}

    def _records(self) -> int:
        return int(self._writer.row("staged_records")["records"])

    def _map_values(self, mapping: Mapping) -> None:
        triples = [(column, text, meaning) for column, values in mapping.values.items() for text, meaning in values.items()]
        columns, texts, meanings = ([triple[part] for triple in triples] for part in range(3))
        self.run("stage_mapped_values", columns=columns, texts=texts, meanings=meanings)

    def _place(self) -> None:
        points = self._writer.frame("staged_points")
        self._run_on_frame("stage_places", NO_PLACES if points.empty else place(points, district_map(self._store)))

    def _run_on_frame(self, name: str, frame: pandas.DataFrame) -> None:
        self._writer.cursor.register("incoming_frame", frame)
        try:
            self.run(name)
        finally:
            self._writer.cursor.unregister("incoming_frame")
