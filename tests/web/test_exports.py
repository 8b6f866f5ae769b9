"""Files leave through the door only: for whom the table says, of what is theirs, and on record."""

import pytest

from cloudeye.store import Store
from cloudeye.web import district
from cloudeye.web.export import csv_bytes
from cloudeye.web.leader.portrait import department
from cloudeye.web.leader.ranking import words
from tests.web.records import MONTH
from tests.web.standing import visitor_at
from tests.web.test_door import taken

RANKING = "/export/ranking?group=职能部门&month=2026-02"
DEPARTMENT = "/export/department?department=approval&month=2026-02"


def test_the_ranking_leaves_as_it_stands(served: Store) -> None:
    answer = visitor_at("leader").get(RANKING)
    rows = [row for row in district.ask("snapshot_of_month", month=MONTH) if row["ranking_group"] == "职能部门"]
    assert answer.content == csv_bytes(words.EXPORT_COLUMNS, rows) and len(rows) > 5
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"] == (
        "attachment; filename*=UTF-8''%E9%83%A8%E9%97%A8%E6%8E%92%E5%90%8D_%E8%81%8C%E8%83%BD%E9%83%A8%E9%97%A8_2026-02.csv"
    )
    assert answer.headers["cache-control"] == "no-store"
    assert [(entry["subject"], entry["detail"]) for entry in taken("export.ranking")] == [
        ("2026-02 职能部门", {"rows": len(rows)})
    ]


def test_a_department_leaves_as_it_stands(served: Store) -> None:
    answer = visitor_at("leader").get(DEPARTMENT)
    rows = district.ask("department_points", month=MONTH, department_id="approval")
    assert answer.content == csv_bytes(department.EXPORT_COLUMNS, rows) and len(rows) > 5
    assert "2026-02.csv" in answer.headers["content-disposition"]
    assert [entry["subject"] for entry in taken("export.department")] == ["2026-02 approval"]


def test_a_liaison_takes_the_own_department_only(served: Store) -> None:
    liaison = visitor_at("liaison", "approval")
    assert liaison.get(DEPARTMENT).is_success
    other = next(
        row["department_id"]
        for row in district.ask("snapshot_of_month", month=MONTH)
        if row["department_id"] not in ("approval", "all")
    )
    for asked in (other, "nobody", "approval "):
        answer = liaison.get(f"/export/department?department={asked}&month=2026-02", headers={"Accept": "text/html"})
        assert answer.status_code == 403 and "只能导出本单位" in answer.text
    assert liaison.get("/export/department?month=2026-02").status_code == 404
    assert len(taken("export.department")) == 1 and taken("access.refused")
    assert liaison.get(RANKING).status_code == 403


@pytest.mark.parametrize(
    "address",
    ["/export/ranking", "/export/ranking?group=职能部门", "/export/ranking?group=x&month=2026-02", "/export/ranking?group=职能部门&month=2031-01",
     "/export/department?department=nobody&month=2026-02", "/export/department?department=approval&month=13-99",
     "/export/department?department=approval' OR 1=1 --&month=2026-02", "/export/ranking?group='; DROP TABLE account; --&month=2026-02"],
)  # fmt: skip
def test_what_is_not_there_is_not_exported(served: Store, address: str) -> None:
    answer = visitor_at("leader").get(address)
    assert answer.status_code == 404 and "不在可选范围内" in answer.json()["error"]
    assert taken("export.ranking") == [] and taken("export.department") == []


def test_what_cannot_be_recorded_is_not_exported(served: Store) -> None:
    """A file lies where the trail's folder was: nothing can be written there."""
    visitor = visitor_at("leader")
    folder = district.access().trail.folder
    aside = folder.rename(folder.with_name("aside"))
    folder.write_text("", encoding="utf-8")
    answer = visitor.get(RANKING)
    folder.unlink()
    aside.rename(folder)
    assert answer.status_code == 503 and "审计日志无法读写" in answer.json()["error"] and "行政审批" not in answer.text
