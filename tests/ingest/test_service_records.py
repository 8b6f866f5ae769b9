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
            "行政审批",
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
    assert (row["department_id"], row["subdistrict_id"], row["limit_days"]) == ("approval", "yunqiao", 2.5)
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


def test_a_department_other_than_the_items_is_refused(catalogued: Store, tmp_path: Path) -> None:
    times = ["2026-10-08", "2026-10-08", None]
    report = take(
        catalogued,
        tmp_path,
        ["办理部门"],
        ["R-1", "S004", *times, "approval"],
        ["R-2", "S004", *times, "税务部门"],
        ["R-3", "S004", *times, None],
        ["R-4", "S004", *times, "没有这个部门"],
    )
    assert [(problem.line, problem.column) for problem in report.errors] == [(2, "department_id"), (5, "department_id")]
    assert report.errors[0].message == (
        "第 2 行「办理部门」是「approval」，不是事项「新办纳税人登记及首次领票」的办理部门（目录中是「税务部门」）。"
        "请核对事项和部门，或把部门留空；这一行没有写入。"
    )
    assert column(catalogued, "service_record", "department_id", "record_id") == ["taxation", "taxation"]


def test_what_a_file_has_no_column_for_stays(catalogued: Store, tmp_path: Path) -> None:
    optional = ["街道", "承诺时限", "退件", "网办", "合规", "跑动次数", "计量值", "好差评"]
    times = ["2026-10-08 09:00", "2026-10-08 10:00", "2026-10-09 10:00"]
    take(catalogued, tmp_path, optional, ["R-1", "S002", *times, "云桥", "2.5", "是", "是", "否", "3", "7.5", "4"])
    before = only_row(catalogued, "service_record")
    short = csv_file(tmp_path, HEADER[:4], ["R-1", "S002", *times[:2]])
    assert import_file(catalogued, short, "service_records").unchanged == 1
    later = [times[0], "2026-10-08 11:00", times[2]]
    assert take(catalogued, tmp_path, [], ["R-1", "S002", *later]).changed == 1
    after = only_row(catalogued, "service_record")
    assert after | {"accepted_at": before["accepted_at"], "batch_id": before["batch_id"]} == before
    assert rollup(catalogued) == [(date(2026, 10, 1), 1)]


def test_a_column_that_is_there_and_blank_clears(catalogued: Store, tmp_path: Path) -> None:
    times = ["2026-10-08", "2026-10-08", "2026-10-09"]
    optional = ["街道", "承诺时限", "跑动次数", "好差评"]
    take(catalogued, tmp_path, optional, ["R-1", "S002", *times, "云桥", "2.5", "3", "4"])
    take(catalogued, tmp_path, optional, ["R-1", "S002", *times, None, None, None, None])
    row = only_row(catalogued, "service_record")
    assert (row["subdistrict_id"], row["limit_days"], row["visits"], row["rating"]) == (None, 1, 1, None)


def test_another_item_brings_its_own_department_and_limit(catalogued: Store, tmp_path: Path) -> None:
    times = ["2026-10-08", "2026-10-08", None]
    take(catalogued, tmp_path, ["承诺时限"], ["R-1", "S003", *times, "2.5"])
    take(catalogued, tmp_path, [], ["R-1", "S004", *times])
    row = only_row(catalogued, "service_record")
    assert (row["item_id"], row["department_id"], row["limit_days"]) == ("S004", "taxation", 1)


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
