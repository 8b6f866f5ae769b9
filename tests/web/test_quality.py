"""Whether a month's data are in: what is due, since when, in time or late; by department, on the page and in the file."""

import csv
import io
import json
import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from cloudeye.access.viewer import Viewer
from cloudeye.catalog import load_catalog
from cloudeye.catalog.limits import limits
from cloudeye.catalog.reporting import due_moments
from cloudeye.paths import ROOT
from cloudeye.scoring import rank_month, refresh_rollup
from cloudeye.store import Store
from cloudeye.web import district
from cloudeye.web.analyst import quality, quality_view
from cloudeye.web.analyst.quality import LATE, MISSING, NOT_YET, ON_TIME, THERE, state_of
from tests.web.records import MONTH, NOW, complaint
from tests.web.standing import visitor_at

PAGE = str(ROOT / "pages" / "analyst" / "quality.py")
JANUARY, FEBRUARY, MARCH = date(2026, 1, 1), MONTH, date(2026, 3, 1)
# The third working day after 2026-02-28, which is a working Saturday.
DUE = datetime(2026, 3, 4, 23, 59, 59)
FILES = {
    "departments.csv": "department_id,name,short_name\nwater,供水部门,供水\npower,供电部门,供电\n",
    "domains.csv": "domain_id,name\nD1,获得用水用电\n",
    "indicators.csv": "indicator_id,domain_id,name,lead_department_id\nI1,D1,用水,water\nI2,D1,用电,power\n",
    "points.csv": "point_id,indicator_id,name,best,worst,frequency\nP1,I1,用水满意度,100,0,月\nP2,I2,停电时长,0,9,季\nP3,I2,电价,0,9,年\nP4,I1,报装天数,1,9,月\n",
    "service_items.csv": "item_id,name,department_id,limit_days\nS1,用水报装,water,5\nS2,不计分的事项,water,5\n",
    "derivations.csv": "point_id,source,measure,item_id\nP4,service_records,mean_working_days,S1\n",
    "tasks.csv": "task_id,list,measure_id,measure,title,lead_department_id,due_date\n"
    "T1,city,C1,获得用水,管网改造,water,2026-01-31\nT2,city,C1,获得用电,电网改造,power,2026-12-31\n",
}  # fmt: skip


@pytest.fixture
def small(served_empty: Store, tmp_path: Path) -> Store:
    """Two departments, four points, two tasks and one service that counts, served; no data."""
    folder = tmp_path / "catalogue"
    folder.mkdir()
    for name, content in FILES.items():
        (folder / name).write_text(content, encoding="utf-8")
    load_catalog(served_empty, folder, now=NOW)
    with served_empty.writing() as writer:
        writer.delete("district")
        writer.insert("district", [{"name": "示例区", "is_demo": False, "seed": None, "as_of": NOW}])
    return served_empty


def put(store: Store, table: str, *rows: dict[str, Any]) -> None:
    with store.writing() as writer:
        for row in rows:
            writer.insert(table, [row])


def batch(name: str, loaded_at: datetime, **given: Any) -> dict[str, Any]:
    counts = {"new_rows": 1, "changed_rows": 0, "unchanged_rows": 0, "refused_rows": 0, "flagged_rows": 0}
    return (
        {"batch_id": name, "dataset": "measurements", "loaded_at": loaded_at, "loaded_by": "liming", "sender": "water"}
        | counts
        | given
    )


def value(point: str, period: date, number: float | None = 80.0, batch_id: str | None = None) -> dict[str, Any]:
    return {"point_id": point, "period": period, "value": number, "status": "已报", "source": "upload", "batch_id": batch_id}


def progress(task: str, month: date, actual: float, batch_id: str | None = None) -> dict[str, Any]:
    return {"task_id": task, "month": month, "planned_percent": 50.0, "actual_percent": actual, "batch_id": batch_id}


def due(store: Store, kind: str, month: date) -> dict[str, tuple[Any, ...]]:
    rows = store.rows(f"due_{kind}", month=month)
    assert all(row["dataset"] == kind for row in rows)
    return {
        row["unit_id"]: (row["department_id"], row["expected"], row["reported"], row["reported_at"], row["last_period"])
        for row in rows
    }


@pytest.mark.parametrize(
    ("month", "expected"),
    [(FEBRUARY, ["P1"]), (MARCH, ["P1", "P2"]), (date(2025, 12, 1), ["P1", "P2", "P3"]), (date(2025, 11, 1), ["P1"])],
)
def test_a_value_is_due_when_its_period_ends(small: Store, month: date, expected: list[str]) -> None:
    """Those that are computed from records are nobody's to fill in."""
    assert list(due(small, "measurements", month)) == expected


def test_a_value_is_looked_for_in_its_own_period(small: Store) -> None:
    put(small, "measurement", value("P2", JANUARY), value("P3", date(2025, 1, 1)), value("P1", MARCH, None), value("P1", JANUARY))
    assert due(small, "measurements", MARCH) == {
        "P1": ("water", 1, 0, None, JANUARY),  # a row without a value is no report
        "P2": ("power", 1, 1, None, None),
    }
    assert due(small, "measurements", date(2025, 12, 1))["P3"] == ("power", 1, 1, None, None)


def test_a_value_counts_from_its_first_report(small: Store) -> None:
    """Correcting a value in April does not make it late."""
    put(small, "import_batch", batch("b1", DUE - timedelta(days=1)), batch("b2", DUE + timedelta(days=30)))
    put(small, "measurement", value("P1", FEBRUARY, 81.0, "b2"))
    put(small, "measurement_replaced", value("P1", FEBRUARY, 80.0, "b1") | {"replaced_by": "b2"})
    assert due(small, "measurements", FEBRUARY)["P1"][3] == DUE - timedelta(days=1)


@pytest.mark.parametrize("batch_id", [None, "gone", "founding"])
def test_what_nobody_brought_has_no_moment(small: Store, batch_id: str | None) -> None:
    put(small, "import_batch", batch("founding", DUE, loaded_by=None))
    put(small, "measurement", value("P1", FEBRUARY, 81.0, batch_id))
    assert due(small, "measurements", FEBRUARY)["P1"] == ("water", 1, 1, None, None)


def test_a_task_is_due_from_its_first_report_or_its_date_until_done(small: Store) -> None:
    put(small, "import_batch", batch("b1", DUE))
    assert due(small, "task_progress", date(2025, 12, 1)) == {}
    assert due(small, "task_progress", JANUARY) == {"T1": ("water", 1, 0, None, None)}  # due on the last day of January
    put(small, "task_progress", progress("T2", FEBRUARY, 40.0, "b1"), progress("T1", FEBRUARY, 100.0, "b1"))
    assert due(small, "task_progress", FEBRUARY) == {"T1": ("water", 1, 1, DUE, None), "T2": ("power", 1, 1, DUE, None)}
    assert due(small, "task_progress", MARCH) == {"T2": ("power", 1, 0, None, FEBRUARY)}


def record(number: int, finished_at: datetime, batch_id: str | None, item: str = "S1") -> dict[str, Any]:
    return {
        "source": "test", "record_id": f"R{number}", "item_id": item, "department_id": "water", "submitted_at": finished_at,
        "accepted_at": finished_at, "finished_at": finished_at, "limit_days": 5.0, "is_returned": False, "is_online": True,
        "is_compliant": True, "visits": 0, "batch_id": batch_id,
    }  # fmt: skip


def test_records_are_due_for_services_that_count(small: Store) -> None:
    put(small, "import_batch", batch("b1", DUE), batch("b2", DUE + timedelta(days=1)), batch("b3", DUE - timedelta(days=9)))
    put(
        small, "service_record", record(1, datetime(2026, 2, 28, 23, 59, 59), "b2"), record(2, datetime(2026, 2, 1), "b1"),
        record(3, datetime(2026, 3, 1), "b3"), record(4, datetime(2026, 1, 31, 23), "b3"),
    )  # fmt: skip
    with small.writing() as writer:
        refresh_rollup(writer, [JANUARY, FEBRUARY, MARCH])
    assert due(small, "service_records", FEBRUARY) == {"S1": ("water", 1, 1, DUE, JANUARY)}
    assert due(small, "service_records", date(2026, 4, 1)) == {"S1": ("water", 1, 0, None, MARCH)}


def test_a_channel_that_fell_silent_is_found(small: Store) -> None:
    put(
        small, "complaint", complaint(1, channel_id="hotline_12345", submitted_at=datetime(2025, 11, 1)),
        complaint(2, channel_id="gaoxintong", submitted_at=datetime(2025, 10, 31, 23)),
        complaint(3, channel_id="petition", submitted_at=datetime(2026, 2, 28, 23)),
    )  # fmt: skip
    found = due(small, "complaints", FEBRUARY)
    assert found["hotline_12345"] == (None, 1, 0, None, date(2025, 11, 1))
    assert "gaoxintong" not in found  # nothing for more than three months
    assert found["petition"] == (None, 1, 1, None, None)


def test_call_backs_are_counted_of_what_was_claimed(small: Store) -> None:
    assert due(small, "callbacks", FEBRUARY) == {}
    claimed = {"claimed_at": datetime(2026, 2, 10), "state": "replied"}
    put(small, "complaint", complaint(1, **claimed), complaint(2, **claimed), complaint(3, claimed_at=datetime(2026, 3, 1)))
    put(small, "callback", {"callback_id": "K1", "complaint_id": "C1", "called_at": datetime(2026, 2, 12), "is_reached": True})
    assert due(small, "callbacks", FEBRUARY) == {"callbacks": (None, 2, 1, None, None)}


def test_the_rows_of_uploads_are_counted_by_sender(small: Store) -> None:
    since, until = quality.reporting_span(FEBRUARY)
    assert (since, until) == (datetime(2026, 3, 1), datetime(2026, 3, 31, 23, 59, 59, 999999))
    put(
        small, "import_batch",
        batch("b1", since, refused_rows=3, changed_rows=2), batch("b2", until, refused_rows=1, sender="power"),
        batch("b3", since - timedelta(seconds=1), refused_rows=9), batch("b4", until + timedelta(seconds=1), refused_rows=9),
        batch("b5", since, refused_rows=9, undone_at=until), batch("b6", since, refused_rows=9, loaded_by=None),
        batch("b7", since, refused_rows=4, sender=None),
    )  # fmt: skip
    waiting = {"month": JANUARY, "noted_at": since}
    put(
        small, "correction", waiting | {"batch_id": "b1", "waiting_rows": 5, "state": "待定"},
        waiting | {"batch_id": "b1", "waiting_rows": 7, "state": "已采纳"},
    )  # fmt: skip
    found = small.rows("batch_quality", since=since, until=until)
    assert [(row["department_id"], row["refused_rows"], row["changed_rows"], row["waiting_rows"]) for row in found] == [
        ("power", 1, 0, 0), ("water", 3, 2, 5), (None, 4, 0, 0),
    ]  # fmt: skip


def standing(reported: int, reported_at: datetime | None = None, expected: int = 1) -> dict[str, Any]:
    return {"reported": reported, "expected": expected, "reported_at": reported_at}


@pytest.mark.parametrize(
    ("row", "now", "state"),
    [
        (standing(1, DUE), NOW, ON_TIME),
        (standing(1, DUE + timedelta(seconds=1)), NOW, LATE),
        (standing(1), NOW, THERE),
        (standing(0), DUE, NOT_YET),
        (standing(0), DUE + timedelta(seconds=1), MISSING),
        (standing(1, DUE), DUE - timedelta(days=9), ON_TIME),
        (standing(59, None, 100), NOW, MISSING),
        (standing(100, None, 100), NOW, THERE),
    ],
)
def test_how_something_due_stands(row: dict[str, Any], now: datetime, state: str) -> None:
    assert state_of(row, DUE, now) == state


@pytest.mark.parametrize(("reported", "state"), [(60, THERE), (59, MISSING)])
def test_enough_is_enough(reported: int, state: str) -> None:
    assert state_of(standing(reported, None, 100), DUE, NOW, 0.6) == state


def test_limits_run_from_the_end_of_the_month(small: Store) -> None:
    """Over the holidays of October, and only for what the catalogue has a limit for."""
    reader = small.reading()
    found = due_moments(reader, limits(reader), date(2026, 9, 1))
    assert found["measurements"] == datetime(2026, 10, 10, 23, 59, 59)
    assert found["callbacks"] == datetime(2026, 10, 10, 23, 59, 59)
    assert due_moments(reader, limits(reader), FEBRUARY)["measurements"] == DUE
    with small.writing() as writer:
        writer.delete("deadline", kind="measurements")
    reader = small.reading()
    assert "measurements" not in due_moments(reader, limits(reader), FEBRUARY)


def filled(store: Store) -> None:
    """water: one value late, one task missing since January, records missing; power: everything in time. Two channels."""
    put(store, "import_batch", batch("late", DUE + timedelta(hours=9), refused_rows=2), batch("fine", DUE, sender="power"))
    put(store, "measurement", value("P1", FEBRUARY, 80.0, "late"), value("P1", JANUARY), value("P2", date(2025, 10, 1), 4.0))
    put(store, "task_progress", progress("T1", JANUARY, 40.0), progress("T2", FEBRUARY, 40.0, "fine"))
    put(store, "complaint", complaint(1, submitted_at=datetime(2026, 2, 3)))
    rank_month(store, JANUARY, at=NOW)
    rank_month(store, FEBRUARY, at=NOW)


def test_who_owes_most_comes_first(small: Store) -> None:
    filled(small)
    found = quality.quality(FEBRUARY, NOW)
    assert [(one.name, quality.owed(one.dues), one.refused_rows) for one in found.organisations] == [
        ("供水", 2, 2),
        ("供电", 0, 0),
    ]
    assert [(one.kind, one.unit, one.state) for one in found.organisations[0].dues] == [
        ("measurements", "用水满意度", LATE), ("task_progress", "管网改造", MISSING), ("service_records", "用水报装", MISSING),
    ]  # fmt: skip
    assert [(one.kind, one.unit_id, one.state) for one in found.streams] == [("complaints", "hotline_12345", THERE)]


def test_sentences(small: Store) -> None:
    assert quality.conclusion(quality.quality(FEBRUARY, NOW)) == "2026 年 2 月应报 3 项，已报 0 项；供水还有 3 项未报。"
    filled(small)
    assert (
        quality.conclusion(quality.quality(FEBRUARY, NOW))
        == "2026 年 2 月应报 4 项，已报 2 项，其中迟报 1 项；供水还有 2 项未报。"
    )
    early = quality.quality(FEBRUARY, DUE)
    assert quality.conclusion(early) == "2026 年 2 月应报 4 项，已报 2 项，其中迟报 1 项，其余 2 项未到期，最近的期限是 03-04。"
    put(small, "measurement", value("P2", JANUARY))
    assert "2 个单位" in quality.conclusion(quality.quality(MARCH, datetime(2026, 5, 1)))
    with small.writing() as writer:
        writer.delete("deadline", entity="report")
    assert quality.conclusion(quality.quality(FEBRUARY, NOW)) == "2026 年 2 月没有应由部门报送的数据。"


def test_a_month_with_everything_is_calm(small: Store) -> None:
    filled(small)
    put(small, "task_progress", progress("T1", FEBRUARY, 50.0))
    put(small, "service_record", record(1, datetime(2026, 2, 9), None))
    with small.writing() as writer:
        refresh_rollup(writer, [FEBRUARY])
    found = quality.quality(FEBRUARY, NOW)
    assert quality.conclusion(found) == "2026 年 2 月应报 4 项，已报 4 项，其中迟报 1 项，全部报齐。"
    assert quality_view.NOTHING_OWED in quality_view.reminders(found)


@pytest.mark.parametrize(
    ("period", "frequency", "expected"),
    [(date(2026, 4, 1), "季", "2026 年 2 季度"), (date(2025, 1, 1), "年", "2025 年"), (FEBRUARY, "月", "2026-02")],
)
def test_periods_in_words(period: date, frequency: str, expected: str) -> None:
    assert quality.period_words(period, frequency) == expected


def drawn(page: AppTest) -> str:
    """All markup on the page."""
    assert not page.exception
    boxes = [json.loads(element.proto.json) for element in page.get("bidi_component")]
    return "\n".join(box["markup"] for box in boxes if "markup" in box)


def words(markup: str) -> str:
    """What a person reads."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", markup))


def run(**query: str) -> AppTest:
    page = AppTest.from_file(PAGE, default_timeout=60)
    page.query_params.update(query)
    return page.run()


def test_the_page_says_who_owes_what(small: Store, signed_in: Callable[..., Viewer]) -> None:
    filled(small)
    signed_in("analyst")
    said = words(drawn(run()))
    for expected in (
        "2026 年 2 月应报 4 项，已报 2 项，其中迟报 1 项；供水还有 2 项未报。", "应报 4 项", "已报 2 项 · 按时 50%", "迟报 1 项", "未报 2 项",
        "未通过 2 行", "更正 0 行", "2026 年 3 月应报日历", "报 2026 年 2 月的数据", "03-04 ■ 办件记录 0/1 类，0%", "03-03 ● 诉求渠道 1/1 个，100%",
        "提醒清单 1 个单位，2 项", "供水 待报 2 项", "改革任务 1 项 期限 2026-03-04", "管网改造 T1 上次报 2026-01", "用水报装 S1 尚无历史数据",
        "截至 2026-03-18 09:30 尚未收到下列各项",
    ):  # fmt: skip
        assert expected in said, expected
    assert not re.search(r"拖|责令|通报|批评|问责|不力", said)


def test_the_page_of_another_month(small: Store, signed_in: Callable[..., Viewer]) -> None:
    filled(small)
    signed_in("leader")
    page = run(month="2026-01")
    assert page.selectbox[0].value == "2026-01"
    assert "2026 年 2 月应报日历" in words(drawn(page))


def test_texts_of_the_catalogue_stay_texts(small: Store, signed_in: Callable[..., Viewer]) -> None:
    filled(small)
    with small.writing() as writer:
        writer.cursor.execute("UPDATE reform_task SET title = '<img src=x>'")
        writer.cursor.execute("UPDATE department SET short_name = '<b>供水'")
    signed_in("analyst")
    markup = drawn(run())
    assert "<img" not in markup and "&lt;img src=x&gt;" in markup and "&lt;b&gt;供水" in markup


def test_the_page_without_any_ranking_helps(served_empty: Store, signed_in: Callable[..., Viewer]) -> None:
    signed_in("analyst")
    assert "还没有可展示的排名" in drawn(run())


@pytest.mark.parametrize("role", ["coordinator", "liaison", "system_administrator"])
def test_the_page_is_not_for_everybody(small: Store, signed_in: Callable[..., Viewer], role: str) -> None:
    filled(small)
    signed_in(role, "water" if role == "liaison" else None)
    page = run()
    assert not page.selectbox and any("没有权限" in box.proto.body for box in page.get("html"))


def test_the_file_has_a_row_for_everything_due(small: Store) -> None:
    filled(small)
    answer = visitor_at("analyst").get("/export/quality?month=2026-02")
    assert (
        answer.status_code == 200 and "%E6%95%B0%E6%8D%AE%E8%B4%A8%E9%87%8F_2026-02.csv" in answer.headers["content-disposition"]
    )
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [(row["单位"], row["数据"], row["编号"], row["状态"], row["首次收到"], row["上次报送期"]) for row in rows] == [
        ("供水", "监督靶点", "P1", "迟报", "2026-03-05 08:59", "2026-01"),
        ("供水", "改革任务", "T1", "未报", "", "2026-01"),
        ("供水", "办件记录", "S1", "未报", "", ""),
        ("供电", "改革任务", "T2", "按时", "2026-03-04 23:59", ""),
        ("全区", "诉求渠道", "hotline_12345", "已报", "", ""),
    ]
    newest = district.access().trail.entries(limit=1).entries[0]
    assert (newest["action"], newest["subject"], newest["detail"]["rows"]) == ("export.quality", "2026-02", 5)


@pytest.mark.parametrize(("query", "status"), [("month=2019-01", 404), ("", 404), ("month=%27", 404)])
def test_a_month_that_is_none_has_no_file(small: Store, query: str, status: int) -> None:
    filled(small)
    assert visitor_at("analyst").get(f"/export/quality?{query}").status_code == status


def test_the_file_is_not_for_everybody(small: Store) -> None:
    filled(small)
    assert visitor_at("special_supervisor").get("/export/quality?month=2026-02").status_code == 403
