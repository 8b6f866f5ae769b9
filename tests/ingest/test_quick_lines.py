"""A line of a service records file that is read the quick way comes to what it comes to the long way, whatever stands in it."""

import tempfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from cloudeye.ingest import DATASETS
from cloudeye.ingest import mapping as mappings
from cloudeye.ingest.desk import Desk
from cloudeye.ingest.mapping import Mapping
from cloudeye.ingest.reading.table import open_table
from cloudeye.store import Store
from tests.ingest.files import csv_file
from tests.ingest.test_quick import CELLS, HEADER, NOW

SERVICE = DATASETS["service_records"]
# What may stand first in a line that is no record, and what only looks like it.
FIRST = ["合计", "各街道合计", "平均", "注：单位为件", "填报人:张三", "示例-1", "办件编号", "统计-7", "R：9", "总线-3"]
PLAIN = (
    *("R-1", "S002", "approval", "yunqiao", "2026-10-08 09:00:00", "2026-10-08 10:00:00", "2026-10-09 10:00:00"),
    *("5.0", "否", "1", "true", "1", "12.5", "5", "政务平台"),
)
CHOICES = [[plain, *cells] for plain, cells in zip(PLAIN, CELLS, strict=True)]
LINES = st.tuples(st.sampled_from([*CHOICES[0], *FIRST, "R-3", "R-4"]), *(st.sampled_from(cells) for cells in CHOICES[1:]))
ODD = (
    st.just(tuple(HEADER))
    | st.sampled_from(FIRST).map(lambda first: (first, *PLAIN[1:]))
    | st.just((None,) * len(HEADER))
    | st.tuples(st.sampled_from(["R-1", "R-5", "R-6"]), *(st.just(cell) for cell in PLAIN[1:]))
)
MEANINGS: Mapping = Mapping(values={"item_id": {"无此事项": "S002", "S002": "S003"}, "is_online": {"1": "否"}})


def laid_out(store: Store, header: Sequence[str], rows: Sequence[Sequence[str | None]], mapping: Mapping) -> dict[str, Any]:
    """All that a desk says of a file with these rows, and how many of its lines were read the long way."""
    with tempfile.TemporaryDirectory() as folder:
        path = csv_file(Path(folder), header, *rows)
        table = open_table(path, Path(folder), lambda cells: mappings.recognised(cells, SERVICE, mapping))
        desk = Desk(store, SERVICE, "batch", NOW)
        try:
            desk.stage(table, mappings.plan(table.header, SERVICE, mapping), mapping, Path(folder))
            desk.check(table.unreadable)
            told = desk.writer.cursor.execute("SELECT * FROM resolved_row ORDER BY line").fetchall()
            (others,) = desk.writer.cursor.execute("SELECT count(*) FROM other_row").fetchone() or (None,)
            return {
                "rows": told,
                "counts": desk.counts(),
                "problems": desk.problems(1000),
                "warnings": desk.warnings(1000),
                "skipped": [(skipped.line, skipped.kind) for skipped in table.skipped],
                "others": others,
            }
        finally:
            desk.close()


def padded(rows: Sequence[Sequence[str | None]]) -> list[list[str]]:
    """The same cells with a space behind each: they mean the same, and none is written in the plainest way."""
    return [[f"{cell or ''} " for cell in row] for row in rows]


@given(st.lists(LINES | ODD, min_size=1, max_size=8), st.sampled_from([Mapping(), MEANINGS]))
@example([PLAIN, tuple(HEADER), tuple(HEADER), ("合计", *PLAIN[1:]), ("合计", *PLAIN[1:])], Mapping())
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_quick_way_comes_to_the_same(catalogued: Store, rows: list[tuple[str | None, ...]], mapping: Mapping) -> None:
    whole = [("R-0", *PLAIN[1:]), *rows]
    quick, slow = laid_out(catalogued, HEADER, whole, mapping), laid_out(catalogued, HEADER, padded(whole), mapping)
    assert slow.pop("others") >= quick.pop("others")
    assert quick == slow


def test_a_plain_file_is_read_the_quick_way_line_by_line_in_its_order(catalogued: Store) -> None:
    rows = [(f"R-{number}", *PLAIN[1:]) for number in range(3000)]
    rows[1234] = (" R-x", *PLAIN[1:])
    told = laid_out(catalogued, HEADER, rows, Mapping())
    assert told["others"] == 1 and told["counts"]["new"] == 3000
    assert [(row[0], row[2]) for row in told["rows"][1232:1236]] == [
        (1234, "R-1232"),
        (1235, "R-1233"),
        (1236, "R-x"),
        (1237, "R-1235"),
    ]
    assert told["rows"][0][3:] == (
        *("S002", "approval", "yunqiao", datetime(2026, 10, 8, 9), datetime(2026, 10, 8, 10), datetime(2026, 10, 9, 10)),
        *(5.0, False, True, True, 1, told["rows"][0][14], 5, "batch", False),
    )


def test_a_constant_stands_in_every_line(catalogued: Store) -> None:
    mapping = Mapping(constants={"item_id": "S002"})
    header, rows = [HEADER[0], *HEADER[4:7]], [("R-1", *PLAIN[4:7]), ("R-2", *PLAIN[4:7])]
    told = laid_out(catalogued, header, rows, mapping)
    assert told["others"] == 0 and [(row[0], row[2], row[3]) for row in told["rows"]] == [(2, "R-1", "S002"), (3, "R-2", "S002")]
