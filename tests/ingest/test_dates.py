"""Dates, periods and numbers in the shapes in which people write them."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from cloudeye.ingest import import_file
from cloudeye.ingest.desk import MACROS
from cloudeye.store import Store, Writer
from tests.ingest.files import CORPUS, column, csv_file, messages


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


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("２０２６－０１－３１", datetime(2026, 1, 31)),
        ("２０２６／１／３１　９：０５", datetime(2026, 1, 31, 9, 5)),
        ("２０２６．１．３１", datetime(2026, 1, 31)),
        ("２０２６年１月３１日 ９时５分７秒", datetime(2026, 1, 31, 9, 5, 7)),
        ("２０２６－０２－３０", None),
    ],
)
def test_full_width_dates(store: Store, text: str, moment: datetime | None) -> None:
    assert macro(store, "moment", text) == moment


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("１２００", 1200),
        ("1,200", 1200),
        ("１，２００", 1200),
        ("-1,234,567", -1234567),
        ("1,20", None),
        ("1200,000", None),
        ("1,200.0", 1200),
        ("1,200.5", None),
        (",200", None),
    ],
)
def test_whole_numbers_with_separators(store: Store, text: str, whole: int | None) -> None:
    assert macro(store, "whole", text) == whole


def test_full_width_periods(catalogued: Store, tmp_path: Path) -> None:
    path = csv_file(tmp_path, ["监督靶点", "期间", "数值"], ["D01-003", "２０２６年第３季度", "７"])
    assert import_file(catalogued, path, "measurements").new == 1
    assert column(catalogued, "measurement", "(period, value)", "1") == [(date(2026, 7, 1), 7.0)]
    path = csv_file(tmp_path, ["任务", "月份", "计划进度", "实际进度"], ["C-001", "２０２６－１０", "６０％", "５５"])
    assert import_file(catalogued, path, "task_progress").new == 1
    assert column(catalogued, "task_progress", "(month, planned_percent)", "1") == [(date(2026, 10, 1), 60.0)]
