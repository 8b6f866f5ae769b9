"""Files that leave the desk: templates for whoever fills them in, refused rows and originals for whoever brought the file."""

import csv
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from cloudeye.access.viewer import Viewer
from cloudeye.ingest.datasets import DATASETS
from cloudeye.store import Store
from cloudeye.web import door
from cloudeye.web.analyst import uploads, work
from cloudeye.web.cookies import SESSION
from tests.web.standing import visitor_at
from tests.web.uploading import HEADER, brought, csv_file, line, points, trail


@pytest.fixture(autouse=True)
def _put_away() -> Iterator[None]:
    yield
    work.forget_all()


@pytest.fixture
def analyst(served: Store) -> TestClient:
    return visitor_at("analyst")


def who(visitor: TestClient) -> Viewer:
    return door.look_up(visitor.cookies[SESSION], "", "127.0.0.1")


def upload_of(served: Store, visitor: TestClient, folder: Path) -> str:
    """A file with one line that loads and two that do not, one of them a formula."""
    (point, value) = points(served, 1)[0]
    content = [HEADER, line(served, point, value * 0.9 + 0.01), line(served, "没有的靶点", 5), line(served, "=1+1", 6)]
    return brought(who(visitor), csv_file(folder, content))


@pytest.mark.parametrize("name", DATASETS)
def test_every_dataset_has_its_templates(served: Store, analyst: TestClient, name: str) -> None:
    answer = analyst.get(f"/template/{name}.csv")
    assert answer.content.startswith(b"\xef\xbb\xbf") and "filename*=UTF-8''" in answer.headers["content-disposition"]
    header = next(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [column.label for column in DATASETS[name].columns] == [cell.removesuffix("（必填）") for cell in header]
    book = analyst.get(f"/template/{name}.xlsx")
    assert zipfile.ZipFile(io.BytesIO(book.content)).testzip() is None and "spreadsheetml" in book.headers["content-type"]


def test_a_liaison_fetches_templates_too_and_a_leader_does_not(served: Store) -> None:
    assert visitor_at("liaison", "approval").get("/template/measurements.csv").is_success
    assert visitor_at("leader").get("/template/measurements.csv").status_code == 403


@pytest.mark.parametrize(
    "name", ["nothing.csv", "measurements", "measurements.txt", "measurements.csv.xlsx", "..csv", "measurements..csv"]
)
def test_there_is_no_other_template(served: Store, analyst: TestClient, name: str) -> None:
    answer = analyst.get(f"/template/{name}")
    assert answer.status_code == 404 and "没有这个模板" in answer.json()["error"]


def test_refused_rows_are_fetched_from_an_open_preview(served: Store, analyst: TestClient, tmp_path: Path) -> None:
    upload_id = upload_of(served, analyst, tmp_path)
    address = f"/export/refused?upload={upload_id}"
    assert "预检还没有完成" in analyst.get(address).json()["error"]
    work.previewed(uploads.found(who(analyst), upload_id)).wait()
    answer = analyst.get(address)
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[0] == [*HEADER.split(","), "错误原因"] and [row[0] for row in rows[1:]] == ["没有的靶点", "=1+1"]
    assert "目录中没有" in rows[1][-1] and answer.headers["cache-control"] == "no-store"
    (entry,) = trail("export.refused")
    assert (entry["subject"], entry["actor"]) == (upload_id, who(analyst).login)


def loaded(visitor: TestClient, upload_id: str) -> str:
    """The batch that an upload became."""
    upload = uploads.found(who(visitor), upload_id)
    work.previewed(upload).wait()
    begun = work.load(upload, lambda report: uploads.loaded(upload, report.batch_id))
    assert begun is not None
    begun.wait()
    return str(uploads.found(who(visitor), upload_id).batch_id)


def test_a_batch_gives_its_refused_rows_and_its_original_back(served: Store, analyst: TestClient, tmp_path: Path) -> None:
    upload_id = upload_of(served, analyst, tmp_path)
    batch_id = loaded(analyst, upload_id)
    answer = analyst.get(f"/export/refused?batch={batch_id}")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row[0] for row in rows] == ["监督靶点编号", "没有的靶点", "=1+1"]
    original = analyst.get(f"/export/original?batch={batch_id}")
    assert original.content == (tmp_path / "监测值.csv").read_bytes()
    assert [entry["subject"] for entry in trail("export.original")] == [batch_id]


def test_nobody_else_gets_them(served: Store, analyst: TestClient, tmp_path: Path) -> None:
    upload_id = upload_of(served, analyst, tmp_path)
    batch_id = loaded(analyst, upload_id)
    other, leader = visitor_at("analyst"), visitor_at("leader")
    for address in (f"/export/refused?batch={batch_id}", f"/export/original?batch={batch_id}", f"/export/refused?upload={upload_id}",
                    "/export/refused", "/export/original", "/export/original?batch=' OR 1=1 --"):  # fmt: skip
        answer = other.get(address)
        assert answer.status_code == 404 and "没有的靶点" not in answer.text, address
        assert leader.get(address).status_code == 403
    assert trail("export.original") == trail("export.refused") == []


def test_nothing_leaves_a_trace_on_the_disk(
    served: Store, analyst: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    upload_id = upload_of(served, analyst, tmp_path)
    work.previewed(uploads.found(who(analyst), upload_id)).wait()
    assert analyst.get(f"/export/refused?upload={upload_id}").is_success
    assert analyst.get("/export/refused?upload=nothing").status_code == 404
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("cloudeye-refused")] == []
