"""Dates, periods and numbers in the shapes in which people write them."""

from datetime import date, datetime
from typing import Any

import pytest

from cloudeye.ingest import import_file
from cloudeye.ingest.desk import MACROS
from cloudeye.store import Store, Writer
from tests.ingest.files import CORPUS, column, messages


def macro(store: Store, call: str, text: str | None) -> Any:
    writer = Writer(store.reading().cursor, store.path)
    writer.run("stage_mapped_values", columns=[], texts=[], meanings=[])
    for name in MACROS:
        writer.run(f"define_{name}")
    ((value,),) = writer.cursor.execute(f"SELECT {call}($text)", {"text": text}).fetchall()
    return value


def test_dates_of_every_shape(catalogued: Store) -> None:
    report = import_file(catalogued, CORPUS / "complaints_mixed_dates.csv", "complaints")
    day = datetime(2026, 1, 31)
    early = datetime(2026, 1, 31, 9, 5)
    late = datetime(2026, 1, 31, 9, 5, 7)
    assert column(catalogued, "complaint", "submitted_at", "length(complaint_id), complaint_id") == [
        day, day, day, day, early, late, early, late, day, datetime(2026, 1, 31, 12), day, late
    ]  # fmt: skip
    assert [problem.line for problem in report.errors] == [14, 15, 16, 17, 18, 19]
    assert messages(report.errors)[0] == (
        "第 14 行「提交时间」是「2026/13/01」，不是有效日期。请改成 2026-01-31 或 2026-01-31 09:30 这样的格式后重新上传；这一行没有写入。"
    )
    assert "超出工作日历（2015-01-01 至 2035-12-31）" in messages(report.errors)[-1]


@pytest.mark.parametrize(
    ("text", "kind", "start"),
    [
        ("2026-10", "月", date(2026, 10, 1)),
        ("2026/1", "月", date(2026, 1, 1)),
        ("202610", "月", date(2026, 10, 1)),
        ("2026年10月", "月", date(2026, 10, 1)),
        ("2026-10-01", "月", date(2026, 10, 1)),
        ("2026年10月31日", "月", date(2026, 10, 1)),
        ("2026Q3", "季", date(2026, 7, 1)),
        ("2026-q1", "季", date(2026, 1, 1)),
        ("2026年第3季度", "季", date(2026, 7, 1)),
        ("2026年四季度", "季", date(2026, 10, 1)),
        ("2026", "年", date(2026, 1, 1)),
        ("2026年", "年", date(2026, 1, 1)),
        ("2026年度", "年", date(2026, 1, 1)),
        ("2026-13", "月", None),
        ("2026Q5", None, None),
        ("上个月", None, None),
        (None, None, None),
    ],
)
def test_periods(store: Store, text: str | None, kind: str | None, start: date | None) -> None:
    assert macro(store, "period_kind", text) == kind
    assert macro(store, "period_start", text) == start


@pytest.mark.parametrize(
    ("text", "number"),
    [("1,234.5", 1234.5), ("98.5%", 98.5), ("-0.3", -0.3), ("１２．５", 12.5), ("1e3", 1000), (".5", 0.5), ("0", 0)]
    + [(text, None) for text in ("1,23", "abc", "nan", "inf", "", "%", "1.2.3", "12 件", None)],
)
def test_numbers(store: Store, text: str | None, number: float | None) -> None:
    assert macro(store, "number", text) == number


def test_white_space_is_trimmed(store: Store) -> None:
    assert macro(store, "trimmed", "\u3000\u00a0 甲 乙\t\ufeff") == "甲 乙"
    assert macro(store, "trimmed", " \u3000") is None
