"""What is read the quick way means what it means the long way, and a plain line hides nothing from the checks."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cloudeye.ingest import ImportReport, import_file
from cloudeye.store import Store
from cloudeye.store.queries import query
from tests.ingest.files import csv_file

NOW = datetime(2026, 10, 20, 12)
# Each quick macro, the one that it goes before, and texts of the shapes it takes, a letter away from them, and of nothing of the kind.
LONG = {"quick_moment": "moment", "quick_number": "number", "quick_whole": "whole", "quick_answer": "yes_no"}
TAKEN = {
    "quick_moment": ["2026-01-31 10:20:30", "2024-02-29 00:00:00", "1000-01-01 23:59:59"],
    "quick_number": ["0", "7", "5.0", "12.125", "999999999.999", "007"],
    "quick_whole": ["0", "9"],
    "quick_answer": ["是", "否", "true", "false", "1", "0"],
}
LEFT = {
    "quick_moment": [
        "2025-02-29 00:00:00",
        "2026-1-31 10:20:30",
        "2026-01-31T10:20:30",
        "-026-01-31 10:20:30",
        "2026-01-31 10:20:3.",
        "2026-01-31 10:20:3Z",
        "0000-01-01 00:00:00",
        "",
    ],
    "quick_number": ["1e3", "12%", "1,234", "1.2345", "inf", "nan", "٣", "１", "-1", "", ":"],
    "quick_whole": ["10", "", "a", "１", "½", "-1", "²"],
    "quick_answer": ["TRUE", "网办", "", "2"],
}
LETTERS = st.text("0123456789-:. /+TZ年月日１e,%是否trufalse", max_size=21)
ALMOST_MOMENTS = st.builds(
    lambda text, place, letter: text[:place] + letter + text[place + 1 :],
    st.datetimes(datetime(1, 1, 1), datetime(9999, 12, 31)).map(lambda moment: moment.isoformat(" ", "seconds")),
    st.integers(0, 18),
    st.sampled_from("0123456789-:. /+TZ年１"),
)


@pytest.fixture(scope="module")
def macros() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        for name in ("dashed", "moment", "number", "whole", "yes_no", "quick"):
            connection.execute(query(f"define_{name}").sql)
        yield connection


def differing(macros: duckdb.DuckDBPyConnection, texts: Sequence[str]) -> list[tuple[object, ...]]:
    """The texts that a quick macro takes and reads otherwise than the long one."""
    found = []
    for quick, long in LONG.items():
        told = f"SELECT text, {quick}(text), {long}(text) FROM (SELECT unnest(CAST($texts AS VARCHAR[])) AS text)"
        found += macros.execute(
            f"{told} WHERE {quick}(text) IS DISTINCT FROM {long}(text) AND {quick}(text) IS NOT NULL", {"texts": texts}
        ).fetchall()
    return found


@pytest.mark.parametrize("quick", LONG)
def test_the_plainest_texts_are_read_the_quick_way_and_no_others(macros: duckdb.DuckDBPyConnection, quick: str) -> None:
    asked = f"SELECT list_filter(CAST($texts AS VARCHAR[]), text -> {quick}(text) IS NOT NULL)"
    assert macros.execute(asked, {"texts": TAKEN[quick] + LEFT[quick]}).fetchone() == (TAKEN[quick],)
    assert differing(macros, TAKEN[quick]) == []


@pytest.mark.parametrize("text", ["2026-01-31 10:20:30", "2026-10-08 09:05:07", "0001-01-01 00:00:00", "12.125", "7"])
def test_no_text_a_letter_or_two_away_is_read_otherwise(macros: duckdb.DuckDBPyConnection, text: str) -> None:
    letters = [chr(code) for code in range(32, 127)] + list("\t\n年１\u3000")
    one = [text[:place] + letter + text[place + 1 :] for place in range(len(text)) for letter in letters]
    two = [text[:-2] + first + second for first in letters for second in letters]
    assert differing(macros, one + two) == []


@given(st.lists(LETTERS | ALMOST_MOMENTS, min_size=50, max_size=50))
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_quick_way_and_the_long_way_agree(macros: duckdb.DuckDBPyConnection, texts: list[str]) -> None:
    assert differing(macros, texts) == []


HEADER = [
    "办件编号",
    "事项",
    "办理部门",
    "街道",
    "提交时间",
    "受理时间",
    "办结时间",
    "承诺时限",
    "退件",
    "网办",
    "合规",
    "跑动次数",
    "计量值",
    "好差评",
    "来源",
]
CELLS = (
    ["R-1", " R-2　", None],
    ["S002", "企业设立登记", "S999", None],
    ["approval", "行政审批", "taxation", "无此部门", None],
    ["yunqiao", "云桥", "没有街道", None],
    ["2026-10-08 09:00:00", "2026/10/8 9:00", "2026-10-21 09:00:00", "2026-13-01 09:00:00", None],
    ["2026-10-08 10:00:00", "2026-10-08 08:00:00", "10月8日", None],
    ["2026-10-09 10:00:00", "2026-10-08 09:30:00", "2099-01-01 00:00:00", "待定", None],
    ["5.0", "2", "3650", "3651", "十", None],
    ["是", "false", "也许", None],
    ["0", "网上办理", "2", None],
    ["true", "不合规", "x", None],
    ["1", "1000", "1001", "1.5", None],
    ["99.999", "1,234.5", "1000000000", "许多", None],
    ["5", "基本满意", "0", "6", "好", None],
    ["政务平台", None],
)


def problems(store: Store, folder: Path, row: Sequence[str | None]) -> list[tuple[str | None, str | None, str]]:
    report: ImportReport = import_file(store, csv_file(folder, [*HEADER], row), "service_records", dry_run=True, now=NOW)
    return [(problem.column, problem.value, problem.message) for problem in report.errors]


@given(st.tuples(*(st.sampled_from(cells) for cells in CELLS)))
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.differing_executors]
)
def test_a_line_is_refused_for_the_same_reasons_whether_it_is_plain_or_not(
    catalogued: Store, tmp_path: Path, row: tuple[str | None, ...]
) -> None:
    """A wrong rating makes a line anything but plain: what is refused besides must be what was refused without it."""
    alone = problems(catalogued, tmp_path, [*row[:13], "5", row[14]])
    beside = problems(catalogued, tmp_path, [*row[:13], "六", row[14]])
    assert [problem for problem in beside if problem[0] != "rating"] == alone


def test_a_mapping_goes_before_the_quick_way(catalogued: Store, tmp_path: Path) -> None:
    path = csv_file(
        tmp_path, HEADER[:7], ["R-1", "S002", "", "", "2026-10-08 09:00:00", "2026-10-08 10:00:00", "1900-01-01 00:00:00"]
    )
    mapping = {"values": {"finished_at": {"1900-01-01 00:00:00": "2026-10-09 11:00:00"}}}
    assert import_file(catalogued, path, "service_records", mapping, now=NOW).new == 1
    found = catalogued.reading().cursor.execute("SELECT finished_at FROM service_record").fetchone()
    assert found == (datetime(2026, 10, 9, 11),)


def test_lines_are_numbered_by_the_file_also_far_down(catalogued: Store, tmp_path: Path) -> None:
    """The bulk reader works on several parts of a file at once; the line numbers are those of the file all the same."""
    row = ["S002", "", "", "2026-10-08 09:00:00", "2026-10-08 10:00:00", "2026-10-09 10:00:00"]
    rows = [[f"R-{number}", *row] for number in range(300_000)]
    rows[123_456][1] = rows[299_998][1] = "S999"
    rows[250_000][0] = "R-17"
    report = import_file(catalogued, csv_file(tmp_path, HEADER[:7], *rows), "service_records", dry_run=True, now=NOW)
    assert [(problem.line, problem.column) for problem in report.errors] == [
        (123_458, "item_id"), (250_002, "record_id"), (300_000, "item_id"),
    ]  # fmt: skip
    assert "与第 19 行重复" in report.errors[1].message
