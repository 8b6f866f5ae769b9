"""The inputs of a figure as a file."""

from collections.abc import Mapping
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from cloudeye.access.permissions import Reach
from cloudeye.access.viewer import Viewer
from cloudeye.errors import Refused
from cloudeye.scoring.passport_tree import figure_of
from cloudeye.web import answers, district
from cloudeye.web.arrival import arrival_of
from cloudeye.web.export import csv_bytes
from cloudeye.web.exports import NO_SUCH_EXPORT, asked_month, csv_answer
from cloudeye.web.leader.passport.figure import DISTRICT, FIGURES, FOREIGN, Sheet, Subject, catalogue_subject
from cloudeye.web.leader.passport.lines import HIDDEN, SUM_ONLY, lines

ROUTE = "GET /export/passport"
EXPORT_COLUMNS = {
    "level": "层级", "figure": "编号", "name": "输入项", "value": "数值", "unit": "单位", "weight": "上级权重", "contribution": "贡献",
    "status": "状态", "source_period": "数据期", "sample_size": "样本量", "score": "得分", "best": "最优值", "worst": "最差值",
    "rows": "行数", "batches": "来源批次", "note": "说明",
}  # fmt: skip


async def passport_export(request: Request) -> Response:
    """``GET /export/passport?month=2026-02&department=approval&figure=score``: the inputs of a figure; a liaison's own only."""
    found = await run_in_threadpool(_passport, request.query_params, arrival_of(request).viewer)
    return csv_answer(*found) if found else answers.notice(request, 404, NO_SUCH_EXPORT)


def _passport(query: Mapping[str, str], viewer: Viewer) -> tuple[bytes, str] | None:
    month, figure, asked = asked_month(query), query.get("figure", "score"), query.get("department", "")
    if month is None:
        return None
    is_wide = viewer.reach("route", ROUTE) is Reach.ALL
    if figure in FIGURES:
        if asked and not is_wide and asked not in viewer.departments:
            raise Refused(FOREIGN)
        names = {row["department_id"]: row["department"] for row in district.ask("snapshot_of_month", month=month)} | {
            DISTRICT: "全区"
        }
        if asked not in names:
            return None
        subject = Subject(month, figure, asked, names[asked])
    else:
        found = catalogue_subject(month, figure, viewer)
        if isinstance(found, str):
            if found == FOREIGN:
                raise Refused(found)
            return None
        subject = found
    rows = export_rows(Sheet(subject, is_wide))
    district.access().trail.record(
        viewer.actor, "export.passport", f"{month:%Y-%m} {asked} {figure}".replace("  ", " "), rows=len(rows)
    )
    return csv_bytes(EXPORT_COLUMNS, rows), f"溯源清单_{subject.title.replace('，', '_').replace(' ', '')}.csv"


def export_rows(sheet: Sheet) -> list[dict[str, Any]]:
    """The lines of the table, then every single input; what is not shown on the page is empty here too."""
    empty = dict.fromkeys(EXPORT_COLUMNS)
    found = [
        empty | {
            "level": "合计项", "figure": line.figure, "name": line.name, "value": line.value, "unit": line.unit,
            "weight": line.weight,
            "contribution": line.contribution, "rows": line.rows, "batches": "；".join(line.batches or ()), "note": line.note,
        }
        for line in lines(sheet)
    ]  # fmt: skip
    if sheet.subject.kind in ("rank", "bonus", "penalty", "coverage"):
        return found
    closed = {row["indicator_id"] or row["part"] for row in sheet.inputs if row["is_small"] and row["weight"]}
    return found + [empty | _input(row, is_closed=(row["indicator_id"] or row["part"]) in closed) for row in sheet.inputs]


def _input(row: Mapping[str, Any], *, is_closed: bool) -> dict[str, Any]:
    batch = {"level": "输入", "figure": figure_of(row), "name": row["name"], "unit": row["unit"] or "%", "status": row["status"],
             "source_period": row["source_period"], "best": row["best"], "worst": row["worst"],
             "batches": row["batch_id"]}  # fmt: skip
    if row["is_small"] or (is_closed and row["score"] is not None):
        return batch | {"note": HIDDEN if row["is_small"] else SUM_ONLY}
    return batch | {name: row[name] for name in ("value", "contribution", "sample_size", "score")} | {"rows": row["records"]}
