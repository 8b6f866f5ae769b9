"""``PUT /upload``: whose file is taken in, how it lies on the shelf, and what is refused before it costs anything."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from cloudeye.access.permissions import ROLES, permissions
from cloudeye.access.viewer import Viewer
from cloudeye.errors import IngestError
from cloudeye.store import Store
from cloudeye.web import district, door, upload_route
from cloudeye.web.analyst import uploads
from cloudeye.web.cookies import SESSION
from cloudeye.web.form_token import form_token
from cloudeye.web.upload_route import FORM_HEADER
from tests.web.standing import ORIGIN, visitor_at
from tests.web.uploading import trail

ADDRESS = "/upload?dataset=measurements&sender=approval&name=%E7%9B%91%E6%B5%8B%E5%80%BC.csv"
CONTENT = "监督靶点编号,期间,数值\r\nP001,2026-02,88\r\n".encode()


def headers(visitor: TestClient) -> dict[str, str]:
    return ORIGIN | {FORM_HEADER: form_token(visitor.cookies[SESSION]), "Content-Type": "application/octet-stream"}


def parts(store: Store) -> list[Path]:
    """What a transfer has left behind."""
    return list((store.path.parent / "uploads").rglob("*.part"))


@pytest.fixture
def analyst(served: Store) -> TestClient:
    return visitor_at("analyst")


def test_a_file_lies_on_the_shelf_and_on_the_desk_of_whoever_brought_it(served: Store, analyst: TestClient) -> None:
    version = served.data_version
    answer = analyst.put(ADDRESS, headers=headers(analyst), content=CONTENT)
    assert answer.status_code == 200, answer.text
    upload_id = answer.json()["upload"]
    viewer = door.look_up(analyst.cookies[SESSION], "", "127.0.0.1")
    found = uploads.found(viewer, upload_id)
    assert (found.dataset.name, found.file_name, found.sender, found.sender_name, found.size, found.state) == (
        "measurements", "监测值.csv", "approval", "行政审批部门", len(CONTENT), "received",
    )  # fmt: skip
    assert found.path.read_bytes() == CONTENT and found.file_hash == hashlib.sha256(CONTENT).hexdigest()
    assert (found.instructions.by, found.instructions.sender, found.instructions.name) == (viewer.login, "approval", "监测值.csv")
    assert parts(served) == [] and served.data_version == version
    (entry,) = trail("upload.receive")
    assert (entry["subject"], entry["actor"]) == (upload_id, viewer.login)
    assert entry["detail"] == {
        "bytes": len(CONTENT), "dataset": "measurements", "file": "监测值.csv", "hash": found.file_hash[:16], "sender": "approval",
    }  # fmt: skip


def test_nobody_else_finds_it(served: Store, analyst: TestClient) -> None:
    upload_id = analyst.put(ADDRESS, headers=headers(analyst), content=CONTENT).json()["upload"]
    other = visitor_at("analyst")
    for viewer in (door.look_up(other.cookies[SESSION], "", "127.0.0.1"), Viewer(role="analyst"), Viewer()):
        with pytest.raises(IngestError, match="不是您上传的"):
            uploads.found(viewer, upload_id)
        assert uploads.waiting(viewer) == []


@pytest.mark.parametrize("role", [role for role in ROLES if role != "analyst"])
def test_only_whom_the_table_names_may_bring_files(served: Store, role: str) -> None:
    assert not permissions()["route", "PUT /upload"].reach[role]
    visitor = visitor_at(role, {"liaison": "approval", "department_head": "approval", "subdistrict_liaison": "yunqiao"}.get(role))
    token = form_token(visitor.cookies.get(SESSION) or "")
    answer = visitor.put(ADDRESS, headers=ORIGIN | {FORM_HEADER: token}, content=CONTENT)
    assert answer.status_code == (401 if role == "anonymous" else 403)
    assert not (served.path.parent / "uploads").exists()


def test_a_page_of_somebody_else_brings_nothing(served: Store, analyst: TestClient) -> None:
    own = headers(analyst)
    for change in ({"Origin": "http://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}):
        answer = analyst.put(ADDRESS, headers=own | change, content=CONTENT)
        assert answer.status_code == 403 and "不是从本系统的页面发出的" in answer.json()["error"]
    other = form_token(visitor_at("analyst").cookies[SESSION])
    for token in ("", "0" * 64, other):
        answer = analyst.put(ADDRESS, headers=own | {FORM_HEADER: token}, content=CONTENT)
        assert answer.status_code == 403 and "先前的登录" in answer.json()["error"]
    assert trail("upload.receive") == [] and not (served.path.parent / "uploads").exists()


@pytest.mark.parametrize(
    ("address", "content", "sentence"),
    [
        (ADDRESS, b"", "文件是空的"),
        (ADDRESS.replace("measurements", "nothing"), CONTENT, "没有名为「nothing」的数据集"),
        (ADDRESS.replace("approval", "' OR 1=1 --"), CONTENT, "没有报送单位「' OR 1=1 --」"),
        ("/upload", CONTENT, "没有名为「」的数据集"),
    ],
)
def test_what_cannot_be_taken_is_refused_with_a_sentence(
    served: Store, analyst: TestClient, address: str, content: bytes, sentence: str
) -> None:
    answer = analyst.put(address, headers=headers(analyst), content=content)
    assert answer.status_code == 400 and sentence in answer.json()["error"]
    assert parts(served) == [] and trail("upload.receive") == []


def test_a_file_that_is_too_large_is_refused_by_its_length_or_when_it_gets_there(
    served: Store, analyst: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upload_route, "LARGEST_UPLOAD", 1000)
    own = headers(analyst)
    assert analyst.put(ADDRESS, headers=own, content=b"a" * 1000).status_code == 200
    assert "超过 2 GB" in analyst.put(ADDRESS, headers=own, content=b"a" * 1001).json()["error"]
    pieces: Iterator[bytes] = (b"a" * 100 for _ in range(11))
    assert "超过 2 GB" in analyst.put(ADDRESS, headers=own, content=pieces).json()["error"]
    assert parts(served) == [] and len(trail("upload.receive")) == 1


def test_the_door_lets_a_large_body_in_at_this_address_alone(served: Store, analyst: TestClient) -> None:
    large = b"a" * (door.LARGEST_BODY + 1)
    assert analyst.put(ADDRESS, headers=headers(analyst), content=large).status_code == 200
    for path in ("/logout", "/password", "/export/complaints", "/export/trail"):
        assert analyst.post(path, headers=headers(analyst), content=large).status_code in (403, 413, 415)
    assert analyst.put("/upload/", headers=headers(analyst), content=large).status_code == 404


def test_a_disk_without_room_takes_nothing(served: Store, analyst: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upload_route, "SPARE_BYTES", 1 << 60)
    answer = analyst.put(ADDRESS, headers=headers(analyst), content=CONTENT)
    assert answer.status_code == 400 and "磁盘空间不足" in answer.json()["error"] and parts(served) == []


def test_a_disk_that_fills_up_meanwhile_is_noticed(served: Store, analyst: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upload_route, "PIECE", 100)
    left = iter([True, False])

    def check(folder: Path, wanted: int) -> None:
        if not next(left):
            raise IngestError("磁盘空间不足")

    monkeypatch.setattr(upload_route, "check_space", check)
    answer = analyst.put(ADDRESS, headers=headers(analyst), content=(b"a" * 100 for _ in range(5)))
    assert answer.status_code == 400 and "磁盘空间不足" in answer.json()["error"] and parts(served) == []


def test_what_cannot_be_recorded_is_not_kept(served: Store, analyst: TestClient) -> None:
    """A file lies where the trail's folder was: nothing can be written there."""
    folder = district.access().trail.folder
    aside = folder.rename(folder.with_name("aside"))
    folder.write_text("", encoding="utf-8")
    answer = analyst.put(ADDRESS, headers=headers(analyst), content=CONTENT)
    folder.unlink()
    aside.rename(folder)
    assert answer.status_code == 503 and "审计日志无法读写" in answer.json()["error"]
    assert [path for path in (served.path.parent / "uploads").rglob("*") if path.is_file()] == []
    assert served.rows("uploads_waiting", account="") == []


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("../../etc/passwd.csv", "passwd.csv"),
        ("..\\..\\x\\十月.xlsx", "十月.xlsx"),
        ("/", "未命名文件"),
        ("a\u202excod.csv", "a\ufffdxcod.csv"),
        ("a\r\nX: y.csv", "a\ufffd\ufffdX: y.csv"),
        ("长" * 300 + ".csv", None),
    ],
)
def test_the_name_of_a_file_is_only_a_name(name: str, plain: str | None) -> None:
    found = uploads.plain_name(name)
    assert found == plain if plain else len(found) == uploads.LONGEST_NAME


def test_one_person_sends_two_files_at_once_and_no_more(served: Store) -> None:
    one, other = Viewer(role="analyst", account_id="a"), Viewer(role="analyst", account_id="b")
    with upload_route._counted(one), upload_route._counted(one):
        with pytest.raises(IngestError, match="有 2 个文件正在上传"), upload_route._counted(one):
            pass
        with upload_route._counted(other):
            pass
    with upload_route._counted(one):
        pass
    assert not upload_route._coming
