"""Files of the desk that leave through the door: templates to fill in, refused rows to mend, originals; each on record."""

from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import quote

from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from cloudeye.access.viewer import Viewer
from cloudeye.errors import IngestError
from cloudeye.ingest.datasets import DATASETS
from cloudeye.ingest.refusal_file import write_refused, write_refused_of_batch
from cloudeye.ingest.templates import template_csv, template_workbook
from cloudeye.ingest.workspace import workspace
from cloudeye.web import answers, district
from cloudeye.web.analyst import uploads, work
from cloudeye.web.arrival import arrival_of

CSV_TYPE = "text/csv; charset=utf-8"
WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ANY_TYPE = "application/octet-stream"
NO_SUCH_FILE = "没有可下载的文件"
NO_TEMPLATE = "没有这个模板。请从「数据导入」页面下载。"
NOT_YOURS = "没有这个批次，或者文件不是您上传的：原文件与未通过的行只有上传者本人可以下载。"
NOT_READY = "预检还没有完成，或已经关闭。请回到「数据导入」重新预检后再下载。"


def attachment(name: str) -> dict[str, str]:
    """The header that makes a browser save an answer as ``name``."""
    return {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}"}


async def template(request: Request) -> Response:
    """``GET /template/measurements.csv`` or ``….xlsx``: an empty file of a dataset to fill in."""
    dataset, _, ending = request.path_params["name"].rpartition(".")
    if dataset not in DATASETS or ending not in {"csv", "xlsx"}:
        return answers.notice(request, 404, (NO_SUCH_FILE, NO_TEMPLATE))
    made = template_csv if ending == "csv" else template_workbook
    content = await run_in_threadpool(made, district.store(), DATASETS[dataset])
    name = f"{DATASETS[dataset].label}_填报模板.{ending}"
    return Response(content, media_type=CSV_TYPE if ending == "csv" else WORKBOOK_TYPE, headers=attachment(name))


async def refused_export(request: Request) -> Response:
    """``GET /export/refused?upload=…`` (an open preview) or ``?batch=…``: the own refused rows, each with its reasons."""
    held = ExitStack()
    try:
        folder = held.enter_context(workspace(district.store().path))
        target, name = await run_in_threadpool(_refused, request.query_params, arrival_of(request).viewer, folder / "rows")
    except IngestError as error:
        held.close()
        return answers.notice(request, 404, (NO_SUCH_FILE, str(error)))
    except BaseException:
        held.close()
        raise
    kind = CSV_TYPE if name.endswith(".csv") else WORKBOOK_TYPE
    return FileResponse(target, media_type=kind, headers=attachment(name), background=BackgroundTask(held.close))


def _refused(query: Mapping[str, str], viewer: Viewer, target: Path) -> tuple[Path, str]:
    if batch_id := query.get("batch", ""):
        _own_batch(viewer, batch_id)
        name = write_refused_of_batch(district.store(), batch_id, target)
        subject = batch_id
    else:
        upload = uploads.found(viewer, query.get("upload", ""))
        with work.open_preview(upload) as previewed:
            if previewed is None:
                raise IngestError(NOT_READY)
            name = write_refused(previewed, target)
        subject = upload.upload_id
    district.access().trail.record(viewer.actor, "export.refused", subject, bytes=target.stat().st_size)
    return target, name


async def original_export(request: Request) -> Response:
    """``GET /export/original?batch=…``: the file as the viewer brought it."""
    try:
        path, name = await run_in_threadpool(_original, request.query_params.get("batch", ""), arrival_of(request).viewer)
    except IngestError as error:
        return answers.notice(request, 404, (NO_SUCH_FILE, str(error)))
    return FileResponse(path, media_type=ANY_TYPE, headers=attachment(name))


def _original(batch_id: str, viewer: Viewer) -> tuple[Path, str]:
    row = _own_batch(viewer, batch_id)
    path = uploads.shelf().path(row["file_hash"])
    district.access().trail.record(viewer.actor, "export.original", batch_id, hash=row["file_hash"][:16])
    return path, row["file_name"]


def _own_batch(viewer: Viewer, batch_id: str) -> Mapping[str, str]:
    rows = district.store().rows("upload_of_batch", batch_id=batch_id, account=viewer.account_id) if viewer.account_id else []
    if not rows:
        raise IngestError(NOT_YOURS)
    return rows[0]
