"""What becomes of a complaint on its way in: names, deadlines, places, states, refusals."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from cloudeye import clock
from cloudeye.ingest import ImportReport, import_file
from cloudeye.store import Store
from tests.ingest.files import column, count, csv_file, messages, only_row

HEADER = ["诉求编号", "诉求类型", "提交时间"]
NOW = datetime(2027, 1, 15, 9)


def take(store: Store, folder: Path, header: Sequence[str], *rows: Sequence[object]) -> ImportReport:
    return import_file(store, csv_file(folder, [*HEADER, *header], *rows), "complaints", now=NOW)


@pytest.mark.parametrize("name", ["taxation", "税务部门", "税务", " 税务 "])
def test_a_department_is_known_by_any_of_its_names(catalogued: Store, tmp_path: Path, name: str) -> None:
    take(catalogued, tmp_path, ["承办部门"], ["T-1", "投诉", "2026-10-08", name])
    assert only_row(catalogued, "complaint")["department_id"] == "taxation"


def test_unknown_names_are_refused_with_the_nearest(catalogued: Store, tmp_path: Path) -> None:
    report = take(
        catalogued,
        tmp_path,
        ["承办部门", "问题分类", "来源渠道", "街道", "领域", "状态"],
        ["T-1", "投诉", "2026-10-08", "税务部", "Z9", "扫马", "不存在的地方", "开办企业", "已办理"],
    )
    assert (report.new, report.refused) == (0, 1)
    assert {problem.column for problem in report.errors} == {"department_id", "class_id", "channel_id", "subdistrict_id", "state"}
    assert (
        "第 2 行「承办部门」是「税务部」，目录中没有。您是不是想写「税务部门」？请改成目录中的编号或全称；这一行没有写入。"
        in messages(report.errors)
    )


@pytest.mark.parametrize(
    ("kind", "channel", "urgent", "submitted", "response", "resolution"),
    [
        # 2026-10-01 … 10-07 are holidays, 2026-10-10 (a Saturday) is a working day.
        ("咨询", "12345热线", "否", "2026-10-09 16:00", "2026-10-10 23:59:59", "2026-10-13 23:59:59"),
        ("求助", "12345热线", "否", "2026-10-09 16:00", "2026-10-10 23:59:59", "2026-10-19 23:59:59"),
        ("建议", "12345热线", "否", "2026-10-09 16:00", "2026-10-10 23:59:59", "2026-10-19 23:59:59"),
        ("投诉", "12345热线", "否", "2026-10-09 16:00", "2026-10-10 23:59:59", "2026-10-29 23:59:59"),
        ("咨询", "12345热线", "是", "2026-10-09 16:00", "2026-10-09 18:00:00", "2026-10-13 23:59:59"),
        ("咨询", "亲清在线平台", "否", "2026-10-09 16:00", "2026-10-10 16:00:00", "2026-10-13 23:59:59"),
        # From the holidays: the first working day after them is the first that counts.
        ("咨询", "12345热线", "否", "2026-10-03 10:00", "2026-10-08 23:59:59", "2026-10-10 23:59:59"),
        # Across the end of the published calendar.
        ("投诉", "12345热线", "否", "2026-12-15 09:00", "2026-12-16 23:59:59", None),
        ("表扬", "12345热线", "否", "2026-10-09 16:00", None, ""),
    ],
)
def test_deadlines(
    catalogued: Store,
    tmp_path: Path,
    kind: str,
    channel: str,
    urgent: str,
    submitted: str,
    response: str | None,
    resolution: str | None,
) -> None:
    take(catalogued, tmp_path, ["来源渠道", "是否紧急"], ["T-1", kind, submitted, channel, urgent])
    row = only_row(catalogued, "complaint")
    assert row["response_due_at"] == (datetime.fromisoformat(response) if response else None)
    if resolution is None:
        assert row["resolution_due_at"] > datetime(2027, 1, 4)
    else:
        assert row["resolution_due_at"] == (datetime.fromisoformat(resolution) if resolution else None)


def test_deadlines_agree_with_the_calendar_room(catalogued: Store, tmp_path: Path) -> None:
    from cloudeye.catalog import working_days

    moments = [datetime(2026, 12, day, 10) for day in range(1, 32)] + [datetime(2026, 10, day, 10) for day in range(1, 16)]
    take(catalogued, tmp_path, [], *(["T" + str(number), "投诉", moment] for number, moment in enumerate(moments)))
    reader = catalogued.reading()
    rows = reader.cursor.execute("SELECT submitted_at, resolution_due_at FROM complaint").fetchall()
    assert {due for _, due in rows} == {working_days.add(reader, submitted, 15)[0] for submitted, _ in rows}


def test_stated_deadlines_win(catalogued: Store, tmp_path: Path) -> None:
    take(catalogued, tmp_path, ["办结时限"], ["T-1", "投诉", "2026-10-08", "2026-10-09 12:00"])
    assert only_row(catalogued, "complaint")["resolution_due_at"] == datetime(2026, 10, 9, 12)


def test_times_before_the_submission_are_refused_but_dates_compare_by_day(catalogued: Store, tmp_path: Path) -> None:
    report = take(
        catalogued,
        tmp_path,
        ["办结时间"],
        ["T-1", "投诉", "2026-10-08 15:00", "2026-10-08"],
        ["T-2", "投诉", "2026-10-08 15:00", "2026-10-08 14:59"],
        ["T-3", "投诉", "2026-10-08 15:00", "2026-10-07"],
        ["T-4", "投诉", "2026-10-08 15:00", "2026-10-08 15:00"],
    )
    assert [problem.line for problem in report.errors] == [3, 4]
    assert "早于提交时间 2026-10-08 15:00。请核对这两个时间" in report.errors[0].message
    # A day without a time never makes a negative duration.
    assert column(catalogued, "complaint", "claimed_at", "complaint_id") == [datetime(2026, 10, 8, 15)] * 2


def test_states_follow_from_times_unless_given(catalogued: Store, tmp_path: Path) -> None:
    header = ["受理时间", "首次联系时间", "办结时间", "状态"]
    day = "2026-10-08"
    take(
        catalogued,
        tmp_path,
        header,
        ["T-1", "投诉", day, None, None, None, None],
        ["T-2", "投诉", day, day, None, None, None],
        ["T-3", "投诉", day, day, day, None, None],
        ["T-4", "投诉", day, day, day, day, None],
        ["T-5", "投诉", day, day, day, day, "已办结"],
        ["T-6", "投诉", day, day, None, day, "已办结"],
    )
    assert column(catalogued, "complaint", "state", "complaint_id") == ["received", "accepted", "handling", "callback", "closed"]
    assert column(catalogued, "rejected_row", "line", "line") == [7]
    assert column(catalogued, "complaint_event", "to_state", "complaint_id") == [
        "received",
        "accepted",
        "handling",
        "callback",
        "closed",
    ]


def test_places(catalogued: Store, tmp_path: Path) -> None:
    report = take(
        catalogued,
        tmp_path,
        ["经度", "纬度", "坐标系"],
        ["T-1", "投诉", "2026-10-08", "104.065786", "30.561413", None],
        ["T-2", "投诉", "2026-10-08", "104.074765", "30.564977", "百度"],
        ["T-3", "投诉", "2026-10-08", "-73.94", "40.83", "WGS84"],
        ["T-4", "投诉", "2026-10-08", None, None, None],
        ["T-5", "投诉", "2026-10-08", "0", "0", None],
        ["T-6", "投诉", "2026-10-08", "30.56", "104.06", None],
        ["T-7", "投诉", "2026-10-08", "104.06", None, None],
        ["T-8", "投诉", "2026-10-08", "东", "30.56", None],
        ["T-9", "投诉", "2026-10-08", "104.06", "30.56", "火星"],
    )
    # T-1 declares no reference system and fits in all of them; T-3 lies outside.
    assert (report.new, report.refused, report.flagged) == (5, 4, 2)
    assert column(catalogued, "complaint", "subdistrict_id", "complaint_id") == ["yunqiao", "yunqiao", None, None, None]
    assert column(catalogued, "complaint", "is_outside_district", "complaint_id") == [False, False, True, False, False]
    cells = column(catalogued, "complaint", "cell", "complaint_id")
    assert cells[0] == cells[1] and cells[2] and cells[3:] == [None, None]
    found = messages(report.errors)
    assert "第 7 行「纬度」是「104.06」，不是有效的纬度，可能与经度写反了。请对调后重新上传；这一行没有写入。" in found
    assert "第 8 行「纬度」是空的，但填了经度。请补全，或把经纬度都留空；这一行没有写入。" in found


def test_what_a_file_says_of_the_place_wins_over_the_point(catalogued: Store, tmp_path: Path) -> None:
    take(catalogued, tmp_path, ["经度", "纬度", "街道"], ["T-1", "投诉", "2026-10-08", "104.065786", "30.561413", "锦禾街道"])
    assert only_row(catalogued, "complaint")["subdistrict_id"] == "jinhe"


def test_a_district_without_a_map_has_no_outside(store: Store, tmp_path: Path) -> None:
    with store.writing() as writer:
        writer.insert("calendar_day", [{"day": "2026-10-08", "is_workday": True, "source": "官方", "workdays_before": 0}])
    report = take(store, tmp_path, ["经度", "纬度"], ["T-1", "投诉", "2026-10-08", "1", "2"])
    assert (report.new, report.flagged) == (1, 0)
    assert only_row(store, "complaint")["subdistrict_id"] is None


def test_codes_of_enterprises_are_checked(catalogued: Store, tmp_path: Path) -> None:
    report = take(
        catalogued,
        tmp_path,
        ["统一社会信用代码"],
        ["T-1", "投诉", "2026-10-08", "91512081MA62K0260E"],
        ["T-2", "投诉", "2026-10-08", "91350100M000100Y4Z"],
        ["T-3", "投诉", "2026-10-08", "91350100M000100Y43"],
        ["T-4", "投诉", "2026-10-08", "某某商贸有限公司"],
    )
    assert [problem.line for problem in report.errors] == [3]
    assert "校验位不符" in report.errors[0].message


def test_blank_and_wrong_cells(catalogued: Store, tmp_path: Path) -> None:
    report = take(
        catalogued,
        tmp_path,
        ["是否保密", "重复单号"],
        ["", "投诉", "2026-10-08", "是", None],
        ["T-2", "　", "2026-10-08", "否", None],
        ["T-3", "抱怨", "2026-10-08", "也许", "T-3"],
        ["T-4", "投诉", None, "匿名", "T-1"],
    )
    assert (report.new, report.refused) == (0, 4)
    assert messages(report.errors) == [
        "第 2 行「诉求编号」是空的，必须填写；这一行没有写入。",
        "第 3 行「诉求类型」是空的，必须填写；这一行没有写入。",
        "第 4 行「重复单号」是「T-3」，就是这件诉求自己。请改成它重复的那一件的编号，或留空；这一行没有写入。",
        "第 4 行「是否保密」是「也许」，只能填「是」或「否」。请改正；这一行没有写入。",
        "第 4 行「诉求类型」是「抱怨」，不是诉求类型。请改成 咨询、求助、投诉、建议、表扬 之一；这一行没有写入。",
        "第 5 行「重复单号」是「T-1」，没有这个编号的诉求。请核对编号，或先导入它重复的那一件；这一行没有写入。",
        "第 5 行「提交时间」是空的，必须填写；这一行没有写入。",
    ]


def test_a_number_belongs_to_one_source(catalogued: Store, tmp_path: Path) -> None:
    take(catalogued, tmp_path, ["来源系统"], ["T-1", "投诉", "2026-10-08", "甲"])
    report = take(catalogued, tmp_path, ["来源系统"], ["T-1", "投诉", "2026-10-08", "乙"])
    assert "已被来源「甲」的另一件诉求使用" in report.errors[0].message
    assert count(catalogued, "complaint") == 1


def test_a_duplicate_names_an_original(catalogued: Store, tmp_path: Path) -> None:
    day = "2026-10-08"
    take(catalogued, tmp_path, ["重复单号"], ["T-1", "投诉", day, None], ["T-2", "投诉", day, "T-1"])
    report = take(
        catalogued,
        tmp_path,
        ["重复单号"],
        ["T-3", "投诉", day, "T-1"],  # an original of the district
        ["T-4", "投诉", day, "T-2"],  # itself a duplicate in the district
        ["T-5", "投诉", day, "T-3"],  # itself a duplicate in the file
        ["T-6", "投诉", day, "T-7"],  # an original of the file, below
        ["T-7", "投诉", day, None],
        ["T-8", "投诉", day, "T-9"],
    )
    assert (report.new, report.refused) == (3, 3)
    assert messages(report.errors) == [
        "第 3 行「重复单号」是「T-2」，本身也是重复件（重复于「T-1」）。请改成最早那一件的编号；这一行没有写入。",
        "第 4 行「重复单号」是「T-3」，本身也是重复件（重复于「T-1」）。请改成最早那一件的编号；这一行没有写入。",
        "第 7 行「重复单号」是「T-9」，没有这个编号的诉求。请核对编号，或先导入它重复的那一件；这一行没有写入。",
    ]
    # What the file says of the original counts: it may cease to be a duplicate in the same file.
    again = take(catalogued, tmp_path, ["重复单号"], ["T-2", "投诉", day, None], ["T-4", "投诉", day, "T-2"])
    assert (again.new, again.changed, again.refused) == (1, 1, 0)


def test_what_lies_ahead_has_not_happened(catalogued: Store, tmp_path: Path) -> None:
    header = ["受理时间", "首次联系时间", "办结时间", "响应时限", "办结时限"]
    now, ahead = "2027-01-15 09:00:00", "2027-01-15 09:00:01"
    report = take(
        catalogued,
        tmp_path,
        header,
        ["T-1", "投诉", now, now, now, now, "2027-02-01", "2027-03-01"],
        ["T-2", "投诉", now, ahead, ahead, ahead, None, None],
        ["T-3", "投诉", "2027-01-16", None, None, None, None, None],
        ["T-4", "投诉", "2027-01-15", None, None, None, None, None],
    )
    assert (report.new, report.refused) == (2, 2)
    assert [(problem.line, problem.column) for problem in report.errors] == [
        (3, "accepted_at"),
        (3, "claimed_at"),
        (3, "responded_at"),
        (4, "submitted_at"),
    ]
    assert messages(report.errors)[3] == (
        "第 4 行「提交时间」是「2027-01-16」，晚于现在（2027-01-15 09:00），还没有发生。请核对时间；这一行没有写入。"
    )


def test_now_is_the_districts_own_when_a_demo_is_ahead_of_the_clock(catalogued: Store, tmp_path: Path) -> None:
    ahead = clock.now() + timedelta(days=30)
    path = csv_file(tmp_path, HEADER, ["T-1", "投诉", ahead])
    assert import_file(catalogued, path, "complaints").refused == 1
    with catalogued.writing() as writer:
        writer.insert("district", [{"name": "演示", "is_demo": True, "seed": 1, "as_of": ahead}])
    assert import_file(catalogued, path, "complaints").new == 1
