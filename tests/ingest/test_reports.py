"""Measurements, task progress and call-backs: what departments fill in by hand."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

from cloudeye.ingest import import_file
from cloudeye.scoring import rank_month
from cloudeye.store import Store
from tests.ingest.files import column, csv_file, messages, only_row


def points(store: Store, frequency: str) -> list[str]:
    """Points of a frequency whose values nobody derives."""
    query = "SELECT point_id FROM point ANTI JOIN derivation USING (point_id) WHERE frequency = $f ORDER BY point_id"
    return [point for (point,) in store.reading().cursor.execute(query, {"f": frequency}).fetchall()]


def test_periods_become_the_points_own(catalogued: Store, tmp_path: Path) -> None:
    (monthly, *_), (quarterly, *_), (yearly, *_) = (points(catalogued, frequency) for frequency in "月季年")
    path = csv_file(
        tmp_path,
        ["监督靶点", "期间", "数值", "样本量"],
        [monthly, "2026年10月", "98.5%", "120"],
        [quarterly, "2026Q3", "3", None],
        [quarterly, "2026-06", "2", None],
        [yearly, "2026-10-01", "1", None],
        [monthly, "2026-11", "未报", None],
        [monthly, "2026-12", None, None],
    )
    assert import_file(catalogued, path, "measurements").new == 6
    cursor = catalogued.reading().cursor.execute("SELECT point_id, period, value, sample_size, status FROM measurement")
    assert sorted(cursor.fetchall(), key=str) == sorted(
        [
            (monthly, date(2026, 10, 1), 98.5, 120, "已报"),
            (quarterly, date(2026, 7, 1), 3.0, None, "已报"),
            (quarterly, date(2026, 4, 1), 2.0, None, "已报"),
            (yearly, date(2026, 1, 1), 1.0, None, "已报"),
            (monthly, date(2026, 11, 1), None, None, "未报"),
            (monthly, date(2026, 12, 1), None, None, "未报"),
        ],
        key=str,
    )


def test_refused_measurements(catalogued: Store, tmp_path: Path) -> None:
    (monthly, *_), (quarterly, *_) = (points(catalogued, frequency) for frequency in "月季")
    derived = catalogued.reading().cursor.execute("SELECT min(point_id) FROM derivation").fetchall()[0][0]
    rows: list[list[Any]] = [
        [monthly, "上个月", "1", None, None],
        [monthly, "2026Q3", "1", None, None],
        [quarterly, "2026年", "1", None, None],
        [monthly, "2026-10", "很多", "-1", None],
        [monthly, "2026-10", None, None, "已报"],
        [monthly, "2026-09", "3", None, "未报"],
        [monthly, "2026-08", "3", None, "随便"],
        ["D99-999", "2026-10", "3", None, None],
        [derived, "2026-10", "3", None, None],
    ]
    report = import_file(
        catalogued, csv_file(tmp_path, ["监督靶点", "期间", "数值", "样本量", "报送状态"], *rows), "measurements"
    )
    assert (report.new, report.refused) == (0, 9)
    found = dict(zip([problem.line for problem in report.errors], messages(report.errors), strict=False))
    assert "比这个监督靶点的报送周期（月）长。请写成 2026-10 这样的期间" in found[3]
    assert "请写成 2026Q3 这样的期间" in found[4]
    assert "不能填报" in found[10]


def test_a_point_has_one_value_in_a_period_whoever_reports_it(catalogued: Store, tmp_path: Path) -> None:
    point = points(catalogued, "月")[0]
    header = ["监督靶点", "期间", "数值", "来源"]
    import_file(catalogued, csv_file(tmp_path, header, [point, "2026-10", "3", "甲"]), "measurements")
    assert import_file(catalogued, csv_file(tmp_path, header, [point, "2026-10", "4", "乙"]), "measurements").changed == 1
    assert column(catalogued, "measurement", "value", "1") == [4.0]


def test_task_progress(catalogued: Store, tmp_path: Path) -> None:
    path = csv_file(
        tmp_path,
        ["任务", "月份", "计划进度(%)", "实际进度(%)", "佐证"],
        ["C-001", "2026年10月", "80", "75%", "截图"],
        ["C-002", "2026-10", "101", "-1", None],
        ["C-003", "2026Q3", "1", "2", None],
        ["X-999", "2026-10", "1", "2", None],
        ["C-004", "2026-10", "", "2", None],
        ["C-001", "2026-10", "1", "2", None],
    )
    report = import_file(catalogued, path, "task_progress")
    assert (report.new, report.refused) == (1, 5)
    row = only_row(catalogued, "task_progress")
    assert (row["month"], row["planned_percent"], row["actual_percent"], row["evidence"]) == (
        date(2026, 10, 1),
        80.0,
        75.0,
        "截图",
    )
    assert row["batch_id"] == report.batch_id
    assert import_file(catalogued, path, "task_progress").batch_id is None


def test_callbacks(catalogued: Store, tmp_path: Path) -> None:
    asked = csv_file(tmp_path, ["诉求编号", "诉求类型", "提交时间"], ["T-1", "投诉", "2026-10-08 10:00"])
    import_file(catalogued, asked, "complaints")
    path = csv_file(
        tmp_path,
        ["回访编号", "诉求编号", "回访时间", "是否接通", "是否解决", "是否满意", "不满意原因"],
        ["H-1", "T-1", "2026-10-20 15:00", "已接通", "已解决", "基本满意", None],
        ["H-2", "T-9", "2026-10-20", "是", "是", "是", None],
        ["H-3", "T-1", "2026-10-07", "是", "是", "是", None],
        ["H-4", "T-1", "2026-10-20", "否", "是", None, None],
        ["H-5", "T-1", "2026-10-20", "无法联系", None, None, "空号"],
    )
    report = import_file(catalogued, path, "callbacks")
    assert (report.new, report.refused) == (2, 3)
    assert "没有这个编号的诉求。请先导入企业诉求，或核对编号" in report.errors[0].message
    row = catalogued.reading().cursor.execute("SELECT * FROM callback WHERE callback_id = 'H-1'").fetchall()[0]
    assert row == ("H-1", "T-1", datetime(2026, 10, 20, 15), True, True, True, None, report.batch_id)


def test_a_call_back_corrected_to_another_complaint_touches_both_months(catalogued: Store, tmp_path: Path) -> None:
    header = ["诉求编号", "诉求类型", "提交时间", "首次联系时间", "办结时间", "承办部门"]
    rows = [[f"T-{month}", "投诉", f"2026-0{month}-01", f"2026-0{month}-01", f"2026-0{month}-10", "税务部门"] for month in (8, 9)]
    import_file(catalogued, csv_file(tmp_path, header, *rows), "complaints")

    def solved_rates(complaint: str) -> list[tuple[date, float]]:
        """After the call-back was imported as one about this complaint."""
        path = csv_file(
            tmp_path, ["回访编号", "诉求编号", "回访时间", "是否接通", "是否解决"], ["H", complaint, "2026-09-10", "是", "是"]
        )
        import_file(catalogued, path, "callbacks")
        query = "SELECT period, value FROM measurement WHERE point_id = 'D15-018' ORDER BY period"
        return catalogued.reading().cursor.execute(query).fetchall()

    assert solved_rates("T-8") == []
    for month in (8, 9):
        rank_month(catalogued, date(2026, month, 1))
    assert solved_rates("T-9") == [(date(2026, 9, 1), 100.0)]
    assert solved_rates("T-8") == [(date(2026, 8, 1), 100.0)]
