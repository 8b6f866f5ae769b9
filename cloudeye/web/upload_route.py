"""``PUT /upload``: a file of any size comes in piece by piece, straight onto the shelf, so that memory stays flat."""

import hmac
import shutil
import threading
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from cloudeye.access.viewer import Viewer
from cloudeye.errors import AccessError, IngestError, reason
from cloudeye.ingest.datasets import dataset_called
from cloudeye.web import answers, district
from cloudeye.web.analyst import uploads
from cloudeye.web.arrival import arrival_of
from cloudeye.web.door import LARGEST_UPLOAD
from cloudeye.web.form_token import form_token

FORM_HEADER = "X-Form-Token"
PIECE = 4 * 1024 * 1024
# What must stay free beside the file itself: the database writes and spills on the same disk.
SPARE_BYTES = 512 * 1024 * 1024
MOST_AT_ONCE = 2
NOT_RECEIVED = "没有收下文件"
TOO_LARGE = "文件超过 2 GB，没有收下。请按月份或部门拆成几个文件，或压缩成 .zip 后再上传。"
EMPTY = "文件是空的（0 字节），没有收下。请检查导出步骤后重新上传。"
TOO_MANY = "您有 {} 个文件正在上传。请等其中一个传完，或取消一个之后再传。"
CUT_OFF = "文件没有传完（应有 {:,} 字节，收到 {:,} 字节），没有收下。请重新上传。"

_turn = threading.Lock()
_coming: Counter[str] = Counter()


async def receive_upload(request: Request) -> Response:
    """``PUT /upload?dataset=…&sender=…&name=…`` with the file as the body: the new upload's id, or one sentence why not.

    The header ``X-Form-Token`` carries what our forms carry; the door has checked who asks and from where.
    """
    arrival = arrival_of(request)
    token = form_token(arrival.token)
    if not token or not hmac.compare_digest(request.headers.get(FORM_HEADER, "").encode(), token.encode()):
        return answers.notice(request, 403, answers.STALE_FORM)
    try:
        with _counted(arrival.viewer):
            upload_id = await _received(request, arrival.viewer)
    except IngestError as error:
        return answers.notice(request, 400, (NOT_RECEIVED, str(error)))
    except ClientDisconnect:  # cancelled, or the line broke: nobody is left to answer
        return Response(status_code=400)
    return JSONResponse({"upload": upload_id})


async def _received(request: Request, viewer: Viewer) -> str:
    query = request.query_params
    length = request.headers.get("content-length", "")
    expected = int(length) if length.isascii() and length.isdigit() else None
    part = await run_in_threadpool(_prepared, query.get("dataset", ""), query.get("sender", ""), expected)
    try:
        size = await _streamed(request, part)
        if expected is not None and size != expected:
            raise IngestError(CUT_OFF.format(expected, size))
        return await run_in_threadpool(_shelved, part, viewer, query)
    finally:
        await run_in_threadpool(part.unlink, missing_ok=True)


def _prepared(dataset: str, sender: str, expected: int | None) -> Path:
    """Where to stream to, after everything that can be known beforehand was checked."""
    dataset_called(dataset)
    uploads.checked_sender(sender)
    if expected == 0:
        raise IngestError(EMPTY)
    if expected is not None and expected > LARGEST_UPLOAD:
        raise IngestError(TOO_LARGE)
    part = uploads.shelf().incoming()
    try:
        check_space(part.parent, expected or 0)
    except IngestError:
        part.unlink(missing_ok=True)
        raise
    return part


def check_space(folder: Path, wanted: int) -> None:
    """Raise IngestError when ``wanted`` more bytes on the disk of ``folder`` would leave too little for the district itself."""
    free = shutil.disk_usage(folder).free
    if free < wanted + SPARE_BYTES:
        raise IngestError(
            f"服务器磁盘空间不足：文件 {_megabytes(wanted)}，可用 {_megabytes(free)}，还须为数据库留出 {_megabytes(SPARE_BYTES)}。"
            "没有收下文件；请联系管理员清理磁盘后重试。"
        )


def _megabytes(size: int) -> str:
    return f"{size / 1024**2:,.0f} MB"


async def _streamed(request: Request, part: Path) -> int:
    """Write the body to ``part`` in large pieces; returns how many bytes came."""
    size, waiting = 0, bytearray()
    async for piece in request.stream():
        size += len(piece)
        if size > LARGEST_UPLOAD:
            raise IngestError(TOO_LARGE)
        waiting += piece
        if len(waiting) >= PIECE:
            await run_in_threadpool(_append, part, bytes(waiting))
            waiting.clear()
    if waiting:
        await run_in_threadpool(_append, part, bytes(waiting))
    if size == 0:
        raise IngestError(EMPTY)
    return size


def _append(part: Path, piece: bytes) -> None:
    check_space(part.parent, len(piece))
    try:
        with part.open("ab") as file:
            file.write(piece)
    except OSError as error:
        raise IngestError(f"写入服务器磁盘时出错：{reason(error)}。没有收下文件；请联系管理员检查磁盘后重试。") from error


def _shelved(part: Path, viewer: Viewer, query: Mapping[str, str]) -> str:
    """Give the complete file its place and put it on the viewer's desk; off again when that cannot be recorded."""
    shelf = uploads.shelf()
    kept = shelf.keep(part)
    try:
        return uploads.receive(viewer, query["dataset"], query.get("sender", ""), query.get("name", ""), kept)
    except AccessError:
        shelf.discard(kept.hash, district.store().reading())
        raise


@contextmanager
def _counted(viewer: Viewer) -> Iterator[None]:
    """One of the few files that a person may send at once. Raises IngestError for one more."""
    with _turn:
        if _coming[viewer.account_id] >= MOST_AT_ONCE:
            raise IngestError(TOO_MANY.format(MOST_AT_ONCE))
        _coming[viewer.account_id] += 1
    try:
        yield
    finally:
        with _turn:
            _coming[viewer.account_id] -= 1
            if not _coming[viewer.account_id]:
                del _coming[viewer.account_id]
