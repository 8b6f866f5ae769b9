"""Physical lines become records; a line that is none is reported with its number and the next ones are read."""

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from cloudeye.ingest import import_file
from cloudeye.ingest.reading.records import Record, Unreadable, physical_records
from cloudeye.store import Store
from tests.ingest.files import CORPUS, column, messages


def read(text: str, width: int | None = 3) -> list[Record | Unreadable]:
    return list(physical_records(io.StringIO(text, newline=""), ",", width=width))


def test_lines_are_physical() -> None:
    assert read('a,b,c\n1,"x\ny",3\n\n4,5,6') == [
        Record(1, ["a", "b", "c"]),
        Record(2, ["1", "x\ny", "3"]),
        Record(5, ["4", "5", "6"]),
    ]


def test_wrong_numbers_of_fields_are_reported_and_passed() -> None:
    short, long, good = read("1,2\n1,2,3,4\n1,2,3\n")
    assert (short.line, long.line, good) == (1, 2, Record(3, ["1", "2", "3"]))
    assert isinstance(short, Unreadable) and "有 2 个字段，表头有 3 个" in short.message
    assert isinstance(long, Unreadable) and "有 4 个字段" in long.message


def test_empty_cells_beyond_the_header_do_no_harm() -> None:
    assert read("1,2,3,,\n") == [Record(1, ["1", "2", "3"])]


def test_an_open_quote_costs_one_line_only() -> None:
    found = read('1,2,"open\n4,5,6\n7,8,9\n')
    assert [record.line for record in found] == [1, 2, 3]
    assert isinstance(found[0], Unreadable) and "引号没有成对" in found[0].message
    assert found[1:] == [Record(2, ["4", "5", "6"]), Record(3, ["7", "8", "9"])]


def test_an_open_quote_does_not_pair_with_a_later_one() -> None:
    found = read('1,"open,3\n4,"5",6\n7,8,9\n')
    assert [type(record) for record in found] == [Unreadable, Record, Record]


def test_old_macintosh_line_ends() -> None:
    assert read("1,2,3\r4,5,6\r") == [Record(1, ["1", "2", "3"]), Record(2, ["4", "5", "6"])]


CELL = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=8).map(str.strip)


@given(st.lists(st.lists(CELL, min_size=3, max_size=3).filter(any), max_size=8))
def test_what_csv_writes_is_read_back(rows: list[list[str]]) -> None:
    output = io.StringIO(newline="")
    csv.writer(output, quoting=csv.QUOTE_ALL).writerows(rows)
    found = read(output.getvalue())
    assert [record.cells for record in found if isinstance(record, Record)] == [[cell.strip() for cell in row] for row in rows]


def test_good_rows_of_a_ragged_file_come_in(catalogued: Store) -> None:
    report = import_file(catalogued, CORPUS / "complaints_ragged.csv", "complaints")
    assert (report.new, report.refused) == (2, 3)
    assert column(catalogued, "complaint", "title", "complaint_id") == ["第一行\n第二行", "末行"]
    assert [problem.line for problem in report.errors] == [4, 6, 7]
    assert messages(report.errors)[0] == (
        "第 4 行有 3 个字段，表头有 5 个。请检查是否多了或少了分隔符，含分隔符的内容要加引号；这一行没有写入。"
    )
    assert column(catalogued, "rejected_row", "line", "line") == [4, 6, 7]


def test_quotes_inside_one_line_are_taken_as_they_are() -> None:
    assert read('1,"甲"公司,3\n4,乙"公司,6\n7,8,9\n') == [
        Record(1, ["1", "甲公司", "3"]),
        Record(2, ["4", '乙"公司', "6"]),
        Record(3, ["7", "8", "9"]),
    ]


def test_a_record_has_an_end() -> None:
    found = read('1,2,"open\n' + "4,5,6\n" * 5000)
    assert isinstance(found[0], Unreadable)
    assert len(found) == 5001
