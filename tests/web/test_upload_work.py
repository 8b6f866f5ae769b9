"""What goes on in the background: it tells how far it is, stops when asked, fails with a sentence, and makes room."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cloudeye.access.viewer import Viewer
from cloudeye.errors import IngestError
from cloudeye.ingest.preview import preview
from cloudeye.store import Store
from cloudeye.web.analyst import uploads, work
from cloudeye.web.analyst.work import Work
from tests.web.uploading import HEADER, brought, csv_file, line, points


@pytest.fixture(autouse=True)
def _put_away() -> Iterator[None]:
    yield
    work.forget_all()


def test_it_tells_how_far_it_is_and_what_came_of_it() -> None:
    shown, go_on = threading.Event(), threading.Event()

    def do(advance: Any) -> str:
        advance("读取", 0.25)
        shown.set()
        go_on.wait(10)
        return "made"

    begun = Work("a", do)
    assert shown.wait(10) and (begun.state, begun.word, begun.share, begun.result) == ("running", "读取", 0.25, None)
    go_on.set()
    begun.wait()
    assert (begun.state, begun.result, begun.fault) == ("done", "made", "")


def test_it_stops_at_the_next_word_when_asked() -> None:
    shown, go_on, after = threading.Event(), threading.Event(), []

    def do(advance: Any) -> None:
        shown.set()
        go_on.wait(10)
        advance("检查", None)
        after.append("went on")

    begun = Work("a", do)
    shown.wait(10)
    begun.stop()
    go_on.set()
    begun.wait()
    assert (begun.state, after) == ("stopped", []) and "没有写入任何数据" in begun.fault


def test_a_fault_of_the_file_is_its_sentence_and_any_other_is_ours(caplog: pytest.LogCaptureFixture) -> None:
    def of_the_file(advance: Any) -> None:
        raise IngestError("第 3 行引号没有成对。")

    def of_ours(advance: Any) -> None:
        raise KeyError("secret detail")

    known, unknown = Work("a", of_the_file), Work("b", of_ours)
    known.wait()
    unknown.wait()
    assert (known.state, known.fault) == ("failed", "第 3 行引号没有成对。")
    assert (unknown.state, unknown.fault) == ("failed", work.UNEXPECTED) and "secret detail" in caplog.text


def test_a_third_one_waits_for_its_turn() -> None:
    go_on = threading.Event()
    running = [Work(str(number), lambda advance: go_on.wait(10)) for number in range(3)]
    running[2].wait(0.3)
    assert sum(one.word == work.QUEUED for one in running) == 1 and all(one.state == "running" for one in running)
    go_on.set()
    for one in running:
        one.wait()
    assert [one.state for one in running] == ["done"] * 3


def first_batch(store: Store) -> str:
    """The only batch in the ledger."""
    (row,) = store.rows("batch_list", dataset=None, limit=10, offset=0)
    return str(row["batch_id"])


def test_a_load_that_failed_can_be_tried_again(served: Store, signed_in: Any, tmp_path: Path) -> None:
    viewer: Viewer = signed_in("analyst")
    (point, value) = points(served, 1)[0]
    upload = uploads.found(viewer, brought(viewer, csv_file(tmp_path, [HEADER, line(served, point, value * 0.9 + 0.01)])))
    assert work.load(upload, lambda report: None) is None  # nothing was previewed
    work.previewed(upload).wait()

    def failing(report: Any) -> None:
        raise IngestError("磁盘空间不足")

    first = work.load(upload, failing)
    assert first is not None
    first.wait()
    assert (first.state, first.fault) == ("failed", "磁盘空间不足")
    second = work.load(upload, lambda report: uploads.loaded(upload, report.batch_id))
    assert second is not None and second is not first
    second.wait()
    settled = uploads.found(viewer, upload.upload_id)
    assert (second.state, settled.state) == ("done", "loaded") and settled.batch_id == first_batch(served)
    assert work.load(upload, failing) is None  # the preview is closed: nothing is loaded twice


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_what_the_look_converted_the_preview_takes_over(served: Store, signed_in: Any, tmp_path: Path, encoding: str) -> None:
    """Two previews of one look come to the same as one without; when the copy is gone, it is made again."""
    viewer: Viewer = signed_in("analyst")
    (point, value) = points(served, 1)[0]
    path = csv_file(tmp_path, [HEADER, line(served, point, value * 0.9 + 0.01)], encoding=encoding)
    upload = uploads.found(viewer, brought(viewer, path))
    with preview(served, path, "measurements", upload.instructions) as alone:
        told = alone.report
    looked = work.look(upload)
    looked.wait()
    copy = looked.result.table.text.path
    assert copy.exists() and (copy == upload.path) == (encoding == "utf-8")
    for _ in range(2):
        work.forget(upload.upload_id, work.PREVIEW)
        shown = work.previewed(upload)
        shown.wait()
        assert shown.result.report == told and shown.result.table.encoding == encoding.upper()
        assert shown.result.table.text.path.samefile(copy)
    looked.close()
    assert copy.exists() == (encoding == "utf-8")
    work.forget(upload.upload_id, work.PREVIEW)
    again = work.previewed(upload)
    again.wait()
    assert again.result.report == told
    work.forget_all()
    assert list((uploads.shelf().folder / "working").iterdir()) == []
