"""The list of service records: complete pages under ties, counts that agree with the rollup to the row, the viewer's own only."""

import csv
import io
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cloudeye.access.viewer import Viewer
from cloudeye.store import Store
from cloudeye.web.leader.records import service_records
from cloudeye.web.leader.records.service_records import KINDS, Filters
from tests.web.reading import links_in, markup_of, rows_in, words_in
from tests.web.standing import visitor_at
from tests.web.test_door import taken

SignedIn = Callable[..., Viewer]
FEBRUARY = date(2026, 2, 1)
NOON = datetime(2026, 2, 10, 12, 0)
PAGE = "leader/records"
APART = timedelta(hours=9)


def record(number: int, **given: Any) -> dict[str, Any]:
    """Accepted at ten, finished at noon of 10 February, in time, by 行政审批 online."""
    return {
        "source": "test", "record_id": f"S{number:04d}", "item_id": "S001", "department_id": "approval", "subdistrict_id": "yunqiao",
        "submitted_at": NOON - timedelta(hours=3), "accepted_at": NOON - timedelta(hours=2), "finished_at": NOON, "limit_days": 1.0,
        "is_returned": False, "is_online": True, "is_compliant": True, "visits": 0, "quantity": None, "rating": None, "batch_id": None,
    } | given  # fmt: skip


def keep(store: Store, rows: Iterable[dict[str, Any]]) -> None:
    """Nothing but these records, and the rollup that belongs to them."""
    with store.writing() as writer:
        writer.delete("service_record")
        writer.delete("service_rollup")
        writer.insert("service_record", rows)
        writer.insert_from("service_rollup", "service_month")


@pytest.fixture
def handled(served: Store) -> Store:
    """57 records of February: 行政审批 52 of which 3 late, 2 returned, 1 at the window, 1 rated low; 税务 4; the bounds of the month."""
    rows = [record(number, finished_at=NOON + timedelta(minutes=number % 7)) for number in range(46)]
    rows += [record(100 + number, accepted_at=NOON - timedelta(days=9)) for number in range(3)]
    rows += [record(110, is_returned=True), record(111, is_returned=True, is_online=False), record(112, rating=1)]
    rows += [record(200 + number, department_id="taxation", item_id="S077", rating=5) for number in range(4)]
    rows += [
        record(300, department_id="taxation", finished_at=datetime(2026, 2, 28, 23, 59, 59)),
        record(301, finished_at=datetime(2026, 3, 1)),
    ]
    rows += [record(302, finished_at=None)]
    keep(served, rows)
    return served


def raw(store: Store, condition: str) -> int:
    """How many finished records of February, straight from the table."""
    sql = f"SELECT count(*) FROM service_record WHERE year(finished_at) = 2026 AND month(finished_at) = 2 AND {condition}"
    return int(store.reading().cursor.execute(sql).fetchall()[0][0])


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(st.integers(0, 3), st.sampled_from("ab"), st.integers(0, 9)), unique=True, max_size=25),
    st.integers(1, 6),
    st.sampled_from([0, 10**6]),
)
def test_pages_are_complete_and_without_repeats_under_ties(
    served: Store, drawn: list[tuple[int, str, int]], size: int, total: int
) -> None:
    """Many records end at the same moment, and two senders use the same number; of a large month only spans are read."""
    keep(served, [record(number, source=source, finished_at=NOON + minute * APART) for minute, source, number in drawn])
    expected = sorted(((row[0], row[1], f"S{row[2]:04d}") for row in drawn), reverse=True)

    def key(row: Any) -> tuple[int, str, str]:
        return (row["finished_at"] - NOON) // APART, row["source"], row["record_id"]

    page, seen, starts = service_records.page(Filters(FEBRUARY), total=total, size=size), [], []
    assert page.before is None
    while True:
        seen += [key(row) for row in page.rows]
        starts.append(page)
        assert len(page.rows) <= size and len(starts) <= 30
        if page.after is None:
            break
        page = service_records.page(Filters(FEBRUARY), total=total, after=page.after, size=size)
    assert seen == expected
    for earlier, later in zip(starts[-2::-1], starts[:0:-1], strict=True):
        back = service_records.page(Filters(FEBRUARY), total=total, before=later.before, size=size)
        assert [key(row) for row in back.rows] == [key(row) for row in earlier.rows] and (back.before is None) == (
            earlier is starts[0]
        )


@given(
    st.builds(
        Filters, st.dates(date(2020, 1, 1), date(2030, 12, 31)).map(lambda day: day.replace(day=1)), st.none() | st.just("approval"),
        st.none() | st.just("S001"), st.none() | st.sampled_from(list(KINDS)), st.none() | st.just("S-1&2=3"),
    )
)  # fmt: skip
def test_filters_come_back_from_the_address(filters: Filters) -> None:
    assert Filters.read(filters.written(), filters.month) == filters


@pytest.mark.parametrize(
    ("kind", "condition"),
    [(None, "true"), ("returned", "is_returned"), ("online", "is_online"), ("offline", "NOT is_online"), ("rated_low", "rating IN (1, 2)")],
)  # fmt: skip
@pytest.mark.parametrize("department", ["approval", "taxation"])
def test_counts_are_those_of_the_rows(
    handled: Store, signed_in: SignedIn, kind: str | None, condition: str, department: str
) -> None:
    """The rollup counts, the list lists, and the raw table agrees: the last second of February is February, the next is March."""
    filters = Filters(FEBRUARY, department, None, kind)
    found = service_records.slices(signed_in("leader"), FEBRUARY)
    expected = raw(handled, f"department_id = '{department}' AND {condition}")
    assert service_records.total(filters, found) == expected == len(service_records.everything(filters))


def test_late_is_counted_by_the_same_definition(handled: Store, signed_in: SignedIn) -> None:
    filters = Filters(FEBRUARY, "approval", None, "late")
    late = service_records.everything(filters)
    assert [row["record_id"] for row in late] == ["S0102", "S0101", "S0100"] and all(row["is_late"] for row in late)
    assert service_records.total(filters, service_records.slices(signed_in("leader"), FEBRUARY)) == 3


def test_the_page_says_what_the_rows_say(handled: Store, signed_in: SignedIn) -> None:
    signed_in("leader")
    markup = markup_of(PAGE, month="2026-02", department="approval")
    whole = raw(handled, "department_id = 'approval'")
    assert whole == 52 and f"2026 年 2 月行政审批办结 {whole} 件，超时限 3 件，被退回 2 件，网上办理 98%。" in words_in(markup)
    assert len(rows_in(markup)) == 50 and "每页 50 条，共 52 条" in words_in(markup)
    following = next(link for link in links_in(markup) if "after=" in link)
    query = dict(pair.split("=") for pair in following.partition("?")[2].split("&"))
    last = rows_in(markup_of(PAGE, **{name: value.replace("%3A", ":").replace("%7E", "~") for name, value in query.items()}))
    assert len(last) == 2 and not {row[0] for row in last} & {row[0] for row in rows_in(markup)}


def test_kinds_and_numbers_narrow_the_list(handled: Store, signed_in: SignedIn) -> None:
    signed_in("leader")
    late = words_in(markup_of(PAGE, month="2026-02", department="approval", only="late"))
    assert "办结 52 件，其中超时限 3 件（6%）" in late and "超时限" in late and "S0110" not in late
    assert [row[0] for row in rows_in(markup_of(PAGE, month="2026-02", search="S011"))] == ["S0112", "S0111", "S0110"]
    assert "没有符合条件的办件" in words_in(markup_of(PAGE, month="2026-02", search="011"))
    assert [row[-1] for row in rows_in(markup_of(PAGE, month="2026-02", only="rated_low"))] == ["■ 非常不满意"]


def test_columns_are_chosen_in_the_address(handled: Store, signed_in: SignedIn) -> None:
    signed_in("leader")
    rows = rows_in(markup_of(PAGE, month="2026-02", search="S0112", columns="visits,finished,nonsense"))
    assert rows == [["S0112", "02-10 12:00", "0 次"]]


def test_an_item_leads_to_its_points(handled: Store, signed_in: SignedIn) -> None:
    signed_in("leader")
    markup = markup_of(PAGE, month="2026-02", item="S001")
    points = handled.reading().cursor.execute("SELECT DISTINCT point_id FROM derivation WHERE item_id = 'S001'").fetchall()
    assert points and all(f"./leader-point?month=2026-02&point={point}" in links_in(markup) for (point,) in points)


def test_a_department_comes_first_when_the_month_is_too_much(
    handled: Store, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    signed_in("leader")
    monkeypatch.setattr(service_records, "MOST_TOGETHER", 20)
    said = words_in(markup_of(PAGE, month="2026-02"))
    assert "请先选择部门。2026 年 2 月办结 57 件，其中超时限 4 件" in said and "S0001" not in said
    assert "请先选择部门" in visitor_at("leader").get("/export/records?month=2026-02").text
    assert "S0001" in words_in(markup_of(PAGE, month="2026-02", department="approval"))


def test_a_liaison_sees_the_own_department_only(handled: Store, signed_in: SignedIn) -> None:
    signed_in("liaison", "taxation")
    said = [words_in(markup_of(PAGE, month="2026-02", department=asked)) for asked in ("approval", "nobody")]
    assert said[0].replace("approval", "X") == said[1].replace("nobody", "X") and "不在可选范围内" in said[0]
    assert [row[0] for row in rows_in(markup_of(PAGE, month="2026-02"))] == ["S0300", "S0203", "S0202", "S0201", "S0200"]
    signed_in("liaison", "finance")
    assert "没有您单位的办件" in words_in(markup_of(PAGE, month="2026-02"))


def test_an_unknown_month_falls_back_with_a_sentence(handled: Store, signed_in: SignedIn) -> None:
    signed_in("leader")
    assert "地址中的月份「2031-01」不在可选范围内" in words_in(markup_of(PAGE, month="2031-01"))
    assert rows_in(markup_of(PAGE))[0][0] == "S0301"  # the newest month with records


def test_without_records_it_says_what_to_do(served: Store, signed_in: SignedIn) -> None:
    signed_in("leader")
    keep(served, [])
    assert "还没有归集数据。请联系数据员导入办件记录。" in words_in(markup_of(PAGE))


def test_the_file_is_what_is_shown(handled: Store, signed_in: SignedIn) -> None:
    signed_in("leader")
    query = "month=2026-02&department=approval&only=late&columns=item,days,in_time"
    answer = visitor_at("leader").get(f"/export/records?{query}")
    sheet = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    shown = rows_in(markup_of(PAGE, **dict(pair.split("=") for pair in query.split("&"))))
    assert sheet[0] == ["编号", "事项", "用时（工作日）", "时限（工作日）", "是否超时限"]
    assert [[row[0], row[1], f"{float(row[2]):.1f}/{float(row[3]):g}"] for row in sheet[1:]] == [row[:3] for row in shown]
    assert [(entry["subject"], entry["detail"]) for entry in taken("export.records")] == [("2026-02 approval", {"rows": 3})]


def test_a_liaison_takes_the_own_records_only(handled: Store) -> None:
    liaison = visitor_at("liaison", "taxation")
    own = liaison.get("/export/records?month=2026-02").content.decode("utf-8-sig")
    assert own.count("\r\n") == 6 and "S0001" not in own
    for asked in ("approval", "nobody"):
        assert liaison.get(f"/export/records?month=2026-02&department={asked}").status_code == 403
    assert visitor_at("liaison", "finance").get("/export/records?month=2026-02").status_code == 400
    assert visitor_at("leader").get("/export/records?month=2031-01").status_code == 404
