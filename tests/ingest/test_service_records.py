"""Service records: what the item supplies, what is refused, and the rollup months before and after a change."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from cloudeye.ingest import ImportReport, import_file
from cloudeye.store import Store
from tests.ingest.files import column, csv_file, messages, only_row

HEADER = ["办件编号", "事项", "提交时间", "受理时间", "办结时间"]


def take(store: Store, folder: Path, header: Sequence[str], *rows: Sequence[object]) -> ImportReport:
    return import_file(store, csv_file(folder, [*HEADER, *header], *rows), "service_records")


def rollup(store: Store) -> list[tuple[date, int]]:
    return store.reading().cursor.execute("SELECT month, records FROM service_rollup ORDER BY month").fetchall()


def test_what_the_file_leaves_open_comes_from_the_item(catalogued: Store, tmp_path: Path) -> None:
    take(catalogued, tmp_path, [], ["R-1", "企业设立登记", "2026-10-08 09:00", "2026-10-08 10:00", None])
    row = only_row(catalogued, "service_record")
    assert (row["item_id"], row["department_id"], row["limit_days"]) == ("S002", "approval", 1)
    assert (row["is_returned"], row["is_online"], row["is_compliant"], row["visits"]) == (False, False, True, 1)
    assert (row["finished_at"], row["quantity"], row["rating"]) == (None, None, None)


def test_every_column(catalogued: Store, tmp_path: Path) -> None:
    take(
        catalogued,
        tmp_path,
        ["办理部门", "街道", "承诺时限", "退件", "办理方式", "合规", "跑动次数", "计量值", "好差评"],
        [
            "R-1",
            "S002",
            "2026-10-08",
            "2026-10-08",
            "2026/10/9",
            "市场监管",
            "云桥",
            "2.5",
            "是",
            "网上办理",
            "否",
            "0",
            "1,234.5",
            "基本满意",
        ],
    )
    row = only_row(catalogued, "service_record")
    assert (row["department_id"], row["subdistrict_id"], row["limit_days"]) == ("market_regulation", "yunqiao", 2.5)
    assert (row["is_returned"], row["is_online"], row["is_compliant"], row["visits"]) == (True, True, False, 0)
    assert (row["finished_at"], row["quantity"], row["rating"]) == (datetime(2026, 10, 9), Decimal("1234.500"), 3)


def test_refusals(catalogued: Store, tmp_path: Path) -> None:
    good = ["2026-10-08 09:00", "2026-10-08 10:00", "2026-10-09"]
    report = take(
        catalogued,
        tmp_path,
        ["评价", "承诺时限", "跑动次数", "计量值", "是否网办"],
        ["R-1", "S999", *good, None, None, None, None, None],
        ["R-2", "S002", "2026-10-08 09:00", "2026-10-08 08:00", None, None, None, None, None, None],
        ["R-3", "S002", "2026-10-08 09:00", "2026-10-09 08:00", "2026-10-08", None, None, None, None, None],
        ["R-4", "S002", *good, "6", "-1", "1.5", "十", "也许"],
        ["R-5", "S002", *good, "5", "0", "0", "999999999.999", "否"],
        ["R-6", "S002", *good, "0", "3651", "1001", "1000000000", "是"],
    )
    assert (report.new, report.refused) == (1, 5)
    assert [(problem.line, problem.column) for problem in report.errors] == [
        (2, "item_id"), (3, "accepted_at"), (4, "finished_at"),
        (5, "is_online"), (5, "limit_days"), (5, "quantity"), (5, "rating"), (5, "visits"),
        (7, "limit_days"), (7, "quantity"), (7, "rating"), (7, "visits"),
    ]  # fmt: skip
    assert "请填 1 到 5，或 非常满意、满意、基本满意、不满意、非常不满意" in messages(report.errors)[6]


def test_the_rollup_follows_a_record_from_month_to_month(catalogued: Store, tmp_path: Path) -> None:
    start = ["2026-08-03 09:00", "2026-08-03 10:00"]
    take(catalogued, tmp_path, [], ["R-1", "S002", *start, "2026-08-04"], ["R-2", "S002", *start, "2026-08-05"])
    assert rollup(catalogued) == [(date(2026, 8, 1), 2)]
    take(catalogued, tmp_path, [], ["R-1", "S002", *start, "2026-10-09"])
    assert rollup(catalogued) == [(date(2026, 8, 1), 1), (date(2026, 10, 1), 1)]
    take(catalogued, tmp_path, [], ["R-1", "S002", *start, None], ["R-2", "S002", *start, None])
    assert rollup(catalogued) == []


def test_the_same_number_in_two_sources_is_two_records(catalogued: Store, tmp_path: Path) -> None:
    times = ["2026-10-08", "2026-10-08", "2026-10-09"]
    report = take(
        catalogued,
        tmp_path,
        ["来源"],
        ["R-1", "S002", *times, "甲"],
        ["R-1", "S002", *times, "乙"],
        ["R-1", "S002", *times, "甲"],
    )
    assert (report.new, report.refused) == (2, 1)
    assert column(catalogued, "service_record", "source", "source") == ["乙", "甲"]
