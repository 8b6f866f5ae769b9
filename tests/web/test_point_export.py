"""Files of points and tasks: what the pages show and no more, for whom the table says, on record."""

import csv
import io

import pytest
from starlette.testclient import TestClient

from cloudeye.store import Store
from cloudeye.web import district
from tests.web.records import MONTH
from tests.web.standing import visitor_at
from tests.web.test_door import taken
from tests.web.test_point_pages import without_doubles


def sheet(client: TestClient, path: str) -> list[dict[str, str]]:
    """The rows of a file by heading."""
    answer = client.get(path)
    assert answer.status_code == 200 and answer.content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_every_point_or_those_of_a_domain(served: Store) -> None:
    without_doubles(served)
    leader = visitor_at("leader")
    rows = sheet(leader, "/export/domain?month=2026-02")
    assert len(rows) == served.rows("catalogue_counts")[0]["points"]
    inside = sheet(leader, "/export/domain?month=2026-02&domain=D12")
    assert {row["领域"] for row in inside} == {"招标投标"} and len(inside) == 18
    score = {row["level_id"]: row["score"] for row in district.ask("month_levels", month=MONTH, z=1.6)}["D12"]
    assert sum(float(row["领域失分"] or 0) for row in inside) == pytest.approx(100 - score)


def test_a_point_with_its_months_and_an_indicator_with_its_points(served: Store) -> None:
    leader = visitor_at("leader")
    series = sheet(leader, "/export/point?month=2026-02&point=D01-004")
    assert [row["月份"] for row in series] == ["2026-01-01", "2026-02-01"] and {row["单位"] for row in series} == {"%"}
    inside = sheet(leader, "/export/point?month=2026-02&indicator=D01-01")
    assert {row["指标编号"] for row in inside} == {"D01-01"} and len(inside) == 4


def test_tasks_as_filtered(served: Store) -> None:
    rows = sheet(visitor_at("leader"), "/export/tasks?month=2026-02&list=city&department=approval")
    assert rows and {(row["清单"], row["牵头部门"]) for row in rows} == {("市清单", "行政审批")}


@pytest.mark.parametrize(
    "path", ["/export/domain?month=2026-02&domain=nothing", "/export/point?month=2026-02&point=nothing", "/export/point?month=2026-02",
             "/export/tasks?month=1999-01", "/export/domain", "/export/tasks?month=2026-02&list=nothing"],
)  # fmt: skip
def test_nothing_to_export(served: Store, path: str) -> None:
    answer = visitor_at("leader").get(path)
    assert answer.status_code == 404 and "不在可选范围内" in answer.text


def test_a_liaison_takes_only_their_own(served: Store) -> None:
    liaison = visitor_at("liaison", "approval")
    assert sheet(liaison, "/export/point?month=2026-02&point=D01-004")
    own = sheet(liaison, "/export/tasks?month=2026-02")
    assert {row["牵头部门"] for row in own} == {"行政审批"}
    for path in (
        "/export/point?month=2026-02&point=D12-001",
        "/export/point?month=2026-02&point=nothing",
        "/export/tasks?month=2026-02&department=taxation",
    ):
        assert liaison.get(path).status_code == 403, path
    assert liaison.get("/export/domain?month=2026-02").status_code == 403


def test_every_file_is_on_record(served: Store) -> None:
    leader = visitor_at("leader")
    for path in (
        "/export/domain?month=2026-02&domain=D12",
        "/export/point?month=2026-02&point=D01-004",
        "/export/tasks?month=2026-02",
    ):
        leader.get(path)
    subjects = {action: [entry["subject"] for entry in taken(f"export.{action}")] for action in ("domain", "point", "tasks")}
    assert subjects == {"domain": ["2026-02 D12"], "point": ["2026-02 D01-004"], "tasks": ["2026-02"]}
