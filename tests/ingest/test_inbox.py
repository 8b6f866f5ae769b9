"""Files that are put into the inbox load by themselves, or wait for a person and say why; never twice."""

import os
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pytest

from cloudeye.access.trail.book import Trail
from cloudeye.access.trail.listing import Filter
from cloudeye.errors import AccessError
from cloudeye.ingest import inbox as module
from cloudeye.ingest.inbox import STABLE_SECONDS, Inbox, inbox_folder
from cloudeye.ingest.inbox_report import SUFFIX, Outcome, report_of
from cloudeye.ingest.mapping import Mapping
from cloudeye.ingest.memory import add_alias, remember
from cloudeye.ingest.preview import preview
from cloudeye.ingest.shelf import Shelf
from cloudeye.ingest.undo import undo
from cloudeye.store import Store
from tests.ingest.files import column, count, csv_file

NOW = datetime(2026, 11, 21, 9)
HEADER = ["诉求编号", "诉求类型", "提交时间", "承办部门"]
GOOD = ["T-1", "投诉", "2026-10-08 10:00", "税务部门"]


class Bench:
    """An inbox whose clock a test moves by hand."""

    def __init__(self, store: Store) -> None:
        self.seconds = 0.0
        self.store = store
        self.folder = inbox_folder(store.path)
        self.trail = Trail(store.path, clock=lambda: NOW)
        self.inbox = Inbox(store, self.folder, self.trail, clock=lambda: NOW, running=lambda: self.seconds)
        self.inbox.make_folders()

    def put(self, *rows: Sequence[object], place: str = "complaints", name: str = "十月.csv") -> Path:
        folder = self.folder / place
        folder.mkdir(parents=True, exist_ok=True)
        return csv_file(folder, HEADER, *rows, name=name)

    def look(self) -> list[Outcome]:
        """Two looks, so far apart that a file has come to rest."""
        first = self.inbox.look_once()
        self.seconds += STABLE_SECONDS
        return first + self.inbox.look_once()

    def names(self) -> list[str]:
        """Every file in the inbox but its note."""
        return sorted(
            str(path.relative_to(self.folder)) for path in self.folder.rglob("*") if path.is_file() and path.name != "说明.txt"
        )


@pytest.fixture
def bench(catalogued: Store) -> Bench:
    return Bench(catalogued)


def told(outcome: Outcome) -> str:
    return report_of(outcome.file).read_text(encoding="utf-8-sig")


def test_a_good_file_loads_and_is_put_away(bench: Bench) -> None:
    content = bench.put(GOOD, ["T-2", "投诉", "2026-10-09", None]).read_bytes()
    (outcome,) = bench.look()
    assert outcome.state == "已入库"
    assert bench.names() == ["已入库/complaints/20261121-090000_十月.csv", f"已入库/complaints/20261121-090000_十月.csv{SUFFIX}"]
    assert outcome.file.read_bytes() == content
    (row,) = bench.store.rows("batch_list", dataset=None, limit=9, offset=0)
    assert (row["batch_id"], row["loaded_by"], row["file_name"], row["new_rows"]) == (outcome.batch_id, "收件箱", "十月.csv", 2)
    assert Shelf(bench.store.path).path(row["file_hash"]).read_bytes() == content
    lines = told(outcome).splitlines()
    assert lines[:6] == [
        "营商云眼 · 收件箱处理结果",
        f"文件：20261121-090000_十月.csv（{len(content)} 字节）",
        "数据集：企业诉求　报送单位：未注明",
        "时间：2026-11-21 09:00:00",
        "",
        f"结论：已入库，批次 {outcome.batch_id}。需要时可以整批撤销。",
    ]
    assert lines[6] == "新增 2 行，变更 0 行，未变 0 行，未通过 0 行。"
    assert bench.look() == []


def test_it_is_in_the_trail(bench: Bench) -> None:
    bench.put(GOOD)
    (outcome,) = bench.look()
    entries = bench.trail.entries(Filter(actor="收件箱")).entries
    assert [(entry["action"], entry["subject"], entry["result"]) for entry in entries] == [
        ("import.load", "十月.csv", "成功"), ("import.load", "十月.csv", "开始"),
    ]  # fmt: skip
    assert entries[0]["detail"]["batch"] == outcome.batch_id


def test_without_a_trail_nothing_loads(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> int:
        raise AccessError("审计日志写不进去。")

    bench.put(GOOD)
    monkeypatch.setattr(bench.trail, "record", broken)
    assert bench.look() == []
    assert (count(bench.store, "complaint"), bench.names()) == (0, ["complaints/十月.csv"])


def test_a_file_that_still_grows_is_left_alone(bench: Bench) -> None:
    path = bench.put(GOOD)
    bench.inbox.look_once()
    for line in ("T-2,投诉,2026-10-09,\n", "T-3,投诉,2026-10-09,\n"):
        bench.seconds += STABLE_SECONDS - 1
        with path.open("a", encoding="utf-8") as output:
            output.write(line)
        assert bench.inbox.look_once() == []
    bench.seconds += STABLE_SECONDS
    (outcome,) = bench.inbox.look_once()
    assert outcome.report is not None and outcome.report.new == 3


@pytest.mark.parametrize("name", [".十月.csv", "~$十月.xlsx", "十月.csv.part", "十月.csv.tmp", f"十月.csv{SUFFIX}"])
def test_half_written_and_side_files_are_passed_over(bench: Bench, name: str) -> None:
    bench.put(GOOD, name=name)
    assert bench.look() == []
    assert bench.names() == [f"complaints/{name}"]


def test_links_are_not_followed(bench: Bench, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    secret = csv_file(elsewhere, HEADER, GOOD)
    (bench.folder / "complaints" / "link.csv").symlink_to(secret)
    (bench.folder / "callbacks" / "甲").symlink_to(elsewhere)
    assert bench.look() == []
    assert count(bench.store, "complaint") == 0


def waits(bench: Bench) -> str:
    """The report about the one file, which waits; nothing was written, and it is not looked at again."""
    before = bench.store.data_version
    (outcome,) = bench.look()
    assert (outcome.state, bench.store.data_version) == ("等待处理", before)
    assert outcome.file.exists()
    assert not list((Shelf(bench.store.path).folder).rglob("*.part"))
    assert bench.look() == []
    text = told(outcome)
    assert "结论：等待处理，没有写入任何数据。" in text and "怎样继续：" in text
    return text


def test_a_refused_row_makes_the_whole_file_wait(bench: Bench) -> None:
    bench.put(GOOD, ["T-2", "抱怨", "2026-10-09", None])
    text = waits(bench)
    assert "检查结果：新增 1 行，变更 0 行，未变 0 行，未通过 1 行。" in text
    assert "1. 「诉求类型」中的「抱怨」（1 行）不是这一列的用词" in text and "第 3 行「诉求类型」是「抱怨」" in text
    assert bench.names() == ["complaints/十月.csv", f"complaints/十月.csv{SUFFIX}"]


def test_a_name_that_nobody_knows_waits_until_it_is_an_alias(bench: Bench) -> None:
    bench.put(["T-1", "投诉", "2026-10-08", "税务所"])
    assert "「承办部门」中的「税务所」（1 行）在目录里找不到" in waits(bench)
    with bench.store.writing() as writer:
        add_alias(writer, "department", "税务所", "taxation", "li.na", NOW)
    (outcome,) = bench.look()
    assert outcome.state == "已入库"
    assert column(bench.store, "complaint", "department_id", "1") == ["taxation"]
    assert bench.names() == ["已入库/complaints/20261121-090000_十月.csv", f"已入库/complaints/20261121-090000_十月.csv{SUFFIX}"]


def test_what_is_no_table_waits(bench: Bench) -> None:
    (bench.folder / "complaints" / "照片.csv").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0")
    assert "照片.csv" in waits(bench)


def test_a_mended_file_is_looked_at_again(bench: Bench) -> None:
    path = bench.put(["T-1", "抱怨", "2026-10-08", None])
    waits(bench)
    bench.put(GOOD)
    os.utime(path, ns=(1, 1))  # a copy that keeps the old time
    (outcome,) = bench.look()
    assert outcome.state == "已入库"


def test_without_its_report_a_file_is_looked_at_again(bench: Bench) -> None:
    path = bench.put(["T-1", "抱怨", "2026-10-08", None])
    waits(bench)
    report_of(path).unlink()
    assert [outcome.state for outcome in bench.look()] == ["等待处理"]


def test_the_mapping_remembered_for_the_sender(bench: Bench) -> None:
    path = bench.folder / "complaints" / "税务部门" / "十月.csv"
    path.parent.mkdir()
    path.write_text("流水,类别,登记\nT-1,投诉,2026-10-08\n", encoding="gb18030")
    assert "文件缺少必需的列" in waits(bench)
    with bench.store.writing() as writer:
        mapping = Mapping(columns={"complaint_id": "流水", "kind": "类别", "submitted_at": "登记"})
        remember(writer, "taxation", "complaints", mapping, "li.na", NOW)
    (outcome,) = bench.look()
    assert (outcome.state, outcome.sender) == ("已入库", "税务部门")
    assert column(bench.store, "import_batch", "sender", "1") == ["taxation"]
    assert "报送单位：税务部门" in told(outcome)
    assert outcome.file.parent == bench.folder / "已入库" / "complaints" / "税务部门"


@pytest.mark.parametrize(
    ("place", "sentence"),
    [
        (".", "文件直接放在了收件箱里，不知道是哪个数据集。请放进与数据集同名的文件夹"),
        ("complaint", "没有名为「complaint」的数据集。您是不是想写「complaints」？"),
        ("complaints/税务布门", "目录里没有名为「税务布门」的报送单位。您是不是想写「税务部门」？"),
        ("complaints/税务部门/十月", "文件放得太深（complaints/税务部门/十月）。"),
    ],
)
def test_a_file_in_the_wrong_place_waits(bench: Bench, place: str, sentence: str) -> None:
    bench.put(GOOD, place=place)
    assert sentence in waits(bench)


def test_a_dataset_goes_by_its_chinese_name_too(bench: Bench) -> None:
    bench.put(GOOD, place="企业诉求")
    assert [outcome.state for outcome in bench.look()] == ["已入库"]


def test_the_same_file_again_only_moves(bench: Bench) -> None:
    bench.put(GOOD)
    (first,) = bench.look()
    bench.put(GOOD, name="再来.csv")
    (second,) = bench.look()
    assert (second.state, second.batch_id) == ("此前已经入库", first.batch_id)
    assert f"结论：这份文件此前已经入库，批次 {first.batch_id}；没有重复写入。" in told(second)
    assert (count(bench.store, "import_batch"), count(bench.store, "complaint_event")) == (1, 1)
    assert f"已入库/complaints/20261121-090000_再来.csv{SUFFIX}" in bench.names()


def test_other_bytes_that_say_nothing_new(bench: Bench) -> None:
    bench.put(GOOD)
    bench.look()
    bench.put([*GOOD, ""])
    (second,) = bench.look()
    assert (second.state, second.batch_id) == ("没有新内容", None)
    assert second.file.name == "20261121-090000-2_十月.csv"
    assert len([path for path in Shelf(bench.store.path).folder.rglob("*") if path.is_file()]) == 1


def test_a_file_that_waits_is_put_away_when_a_person_has_loaded_it(bench: Bench) -> None:
    path = bench.put(GOOD, ["T-2", "抱怨", "2026-10-09", None])
    waits(bench)
    with preview(bench.store, path, "complaints", now=NOW) as previewed:
        report = previewed.load()
    (outcome,) = bench.look()
    assert (outcome.state, outcome.batch_id) == ("此前已经入库", report.batch_id)
    assert all(name.startswith("已入库/") for name in bench.names())


def test_what_was_taken_back_does_not_return_by_itself(bench: Bench) -> None:
    bench.put(GOOD)
    (first,) = bench.look()
    assert first.batch_id is not None
    undo(bench.store, first.batch_id, "li.na", "报送单位发错了", NOW)
    bench.put(GOOD)
    assert f"这份文件曾以批次 {first.batch_id} 入库，2026-11-21 09:00 由 li.na 撤销（报送单位发错了）。" in waits(bench)
    assert count(bench.store, "complaint") == 0


def test_a_fault_of_the_machine_is_tried_again_later(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    bench.put(GOOD)
    with monkeypatch.context() as patch:
        patch.setattr(Shelf, "copied", lambda *_: (_ for _ in ()).throw(OSError(28, "full")))
        assert bench.look() == []
    assert caplog.messages == ["收件箱里的 十月.csv 没有处理完，稍后再试：磁盘空间不足"]
    assert bench.look() == []
    bench.seconds += module.RETRY_SECONDS
    assert [outcome.state for outcome in bench.look()] == ["已入库"]


def test_a_file_that_is_replaced_meanwhile_is_not_put_away_unread(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    path = bench.put(GOOD)

    def meanwhile(*_: object) -> list[str]:
        monkeypatch.undo()
        csv_file(path.parent, HEADER, ["T-2", "投诉", "2026-10-09", "税务部门"], name=path.name)
        return []

    monkeypatch.setattr(module, "notes_about", meanwhile)
    assert [outcome.state for outcome in bench.look()] == ["已入库"]
    assert path.exists()
    assert [outcome.state for outcome in bench.look()] == ["已入库"]
    assert not path.exists()
    assert column(bench.store, "complaint", "complaint_id", "1") == ["T-1", "T-2"]


def test_a_file_that_changes_while_it_is_copied_is_left_for_later(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    path = bench.put(GOOD)
    copied = Shelf.copied

    def late(shelf: Shelf, file: Path) -> Path:
        monkeypatch.undo()
        part = copied(shelf, file)
        file.write_bytes(file.read_bytes() + b"T-2,,,\n")
        return part

    bench.put(["T-2", "投诉", "2026-10-09", "税务部门"])
    monkeypatch.setattr(Shelf, "copied", late)
    assert bench.look() == []
    assert path.exists() and count(bench.store, "complaint") == 0


def test_one_bad_file_does_not_keep_the_others(bench: Bench) -> None:
    bench.put(["T-1", "抱怨", "2026-10-08", None], name="a.csv")
    bench.put(GOOD, name="b.csv")
    assert [(outcome.file.name, outcome.state) for outcome in bench.look()] == [
        ("a.csv", "等待处理"), ("20261121-090000_b.csv", "已入库"),
    ]  # fmt: skip


def test_the_thread_looks_until_it_is_stopped(catalogued: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("START_SECONDS", "LOOK_SECONDS", "STABLE_SECONDS"):
        monkeypatch.setattr(module, name, 0.01)
    folder = inbox_folder(catalogued.path)
    (folder / "complaints").mkdir(parents=True)
    csv_file(folder / "complaints", HEADER, GOOD)
    inbox = Inbox(catalogued, folder, Trail(catalogued.path))
    inbox.start()
    while not list((folder / "已入库").rglob(f"*{SUFFIX}")):
        os.sched_yield()
    inbox.stop()
    assert count(catalogued, "complaint") == 1
    note = (folder / "说明.txt").read_text(encoding="utf-8-sig")
    assert "service_records　归集数据" in note and "“文件名.结果.txt”" in note
