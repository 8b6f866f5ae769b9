"""Files of what the pages on domains, indicators, points and tasks show; small cells stay hidden in them too."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from cloudeye.access.permissions import Reach
from cloudeye.access.viewer import Viewer
from cloudeye.catalog.wording import word
from cloudeye.errors import Refused
from cloudeye.web import answers, district
from cloudeye.web.arrival import arrival_of
from cloudeye.web.export import csv_bytes
from cloudeye.web.exports import NO_SUCH_EXPORT, asked_month, csv_answer
from cloudeye.web.leader.points import desk as point_desk
from cloudeye.web.leader.points.domain import lost
from cloudeye.web.leader.tasks import desk as tasks_desk
from cloudeye.web.leader.tasks import tasks

Row = Mapping[str, Any]
File = tuple[bytes, str]
POINT_COLUMNS = {
    "domain": "领域", "indicator_id": "指标编号", "indicator": "二级指标", "department": "牵头部门", "co_departments": "配合部门",
    "point_id": "靶点编号", "point": "监督靶点", "value": "数值", "unit": "单位", "better": "方向", "target": "目标值", "best": "最优值",
    "worst": "最差值", "standing": "对照目标", "status": "状态", "source_period": "数据期", "sample_size": "样本量", "score": "得分",
    "weight": "权重", "indicator_share": "占指标", "indicator_lost": "指标失分", "domain_share": "占领域", "domain_lost": "领域失分",
    "note": "说明",
}  # fmt: skip
SERIES_COLUMNS = {
    "month": "月份", "point_id": "靶点编号", "point": "监督靶点", "value": "数值", "unit": "单位", "status": "状态",
    "source_period": "数据期", "sample_size": "样本量", "score": "得分", "target": "目标值", "best": "最优值", "worst": "最差值",
    "spec_version": "口径版本", "note": "说明",
}  # fmt: skip
NOT_YOURS = "您只能导出本单位牵头的靶点。请回到本单位的页面再导出。"


async def domain_export(request: Request) -> Response:
    """``GET /export/domain?month=2026-02&domain=D01``: every point of the month, or those of one domain."""
    found = await run_in_threadpool(_domain, request.query_params, arrival_of(request).viewer)
    return csv_answer(*found) if found else answers.notice(request, 404, NO_SUCH_EXPORT)


async def point_export(request: Request) -> Response:
    """``GET /export/point?month=2026-02&point=D01-001``: 24 months of a point; with ``indicator=D01-01`` its points in the
    month."""
    found = await run_in_threadpool(_point, request.query_params, arrival_of(request).viewer)
    return csv_answer(*found) if found else answers.notice(request, 404, NO_SUCH_EXPORT)


async def tasks_export(request: Request) -> Response:
    """``GET /export/tasks?month=2026-02&list=city``: the reform tasks that the filters leave; a liaison's own only."""
    found = await run_in_threadpool(_tasks, request.query_params, arrival_of(request).viewer)
    return csv_answer(*found) if found else answers.notice(request, 404, NO_SUCH_EXPORT)


def _noted(row: Row) -> str:
    return "只有 1–4 件诉求，不显示" if row["is_small"] else ""


def _points_file(rows: Sequence[Row], name: str) -> File:
    written = [
        {
            **row,
            "better": word("better", row["better"]),
            "indicator_lost": lost(row, "indicator_share"),
            "domain_lost": lost(row, "domain_share"),
            "note": _noted(row),
        }
        for row in rows
    ]
    return csv_bytes(POINT_COLUMNS, written), name


def _domain(query: Mapping[str, str], viewer: Viewer) -> File | None:
    month, asked = asked_month(query), query.get("domain", "")
    rows = [row for row in point_desk.month_points(month) if asked in ("", row["domain_id"])] if month else []
    if month is None or not rows:
        return None
    district.access().trail.record(viewer.actor, "export.domain", f"{month:%Y-%m} {asked}".strip(), rows=len(rows))
    return _points_file(rows, f"监督靶点_{rows[0]['domain'] if asked else '全部领域'}_{month:%Y-%m}.csv")


def _point(query: Mapping[str, str], viewer: Viewer) -> File | None:
    month, point, indicator = asked_month(query), query.get("point", ""), query.get("indicator", "")
    every = point_desk.month_points(month) if month else ()
    rows = [row for row in every if row["point_id"] == point or (not point and row["indicator_id"] == indicator)]
    own_only = viewer.reach("route", "GET /export/point") is not Reach.ALL
    if (
        own_only
        and (point or indicator)
        and not all(row["department_id"] in viewer.departments for row in rows or ({"department_id": None},))
    ):
        raise Refused(NOT_YOURS)
    if month is None or not rows:
        return None
    if not point:
        district.access().trail.record(viewer.actor, "export.point", f"{month:%Y-%m} {indicator}", rows=len(rows))
        return _points_file(rows, f"{rows[0]['indicator']}_{month:%Y-%m}.csv")
    return _series(rows[0], month, viewer)


def _series(row: Row, month: date, viewer: Viewer) -> File:
    series = district.ask("point_trend", point_id=row["point_id"], month=month)
    kept = {name: row[name] for name in ("point_id", "point", "unit")}
    district.access().trail.record(viewer.actor, "export.point", f"{month:%Y-%m} {row['point_id']}", rows=len(series))
    written = [{**found, **kept, "note": _noted(found)} for found in series]
    return csv_bytes(SERIES_COLUMNS, written), f"{row['point']}_{month:%Y-%m}.csv"


def _tasks(query: Mapping[str, str], viewer: Viewer) -> File | None:
    month, filters = asked_month(query), tasks_desk.Filters.read(query)
    every = tasks_desk.month_tasks(viewer, month, "route", "GET /export/tasks") if month else []
    asked = filters.written().get("department")
    if asked and viewer.reach("route", "GET /export/tasks") is not Reach.ALL and asked not in viewer.departments:
        raise Refused("您只能导出本单位牵头的任务。请回到本单位的页面再导出。")
    rows = filters.leave(every)
    if month is None or not rows:
        return None
    subject = " ".join((f"{month:%Y-%m}", *filters.written().values()))
    district.access().trail.record(viewer.actor, "export.tasks", subject, rows=len(rows))
    written = [{**row, "list": word("list", row["list"])} for row in rows]
    return csv_bytes(tasks.COLUMNS, written), f"改革任务_{month:%Y-%m}.csv"
