"""The trail looked up: every filter by itself and together, pages, and what is no entry left out."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from cloudeye.access.trail.book import Actor, Trail
from cloudeye.access.trail.listing import ACTIONS, Filter, Page

WANG = Actor("wang", "audit_administrator", "10.0.0.9")
NOBODY = Actor("未登录", "anonymous", "203.0.113.7")
# (at, actor, action, subject, result, detail)
ENTRIES = [
    ("2026-09-30 23:59:59", NOBODY, "session.refused", "li", "拒绝", {"stage": "password"}),
    ("2026-10-01 00:00:00", Actor("li", "supervisor", "10.0.0.1"), "session.open", "", "成功", {}),
    ("2026-10-15 12:00:00", Actor("li", "supervisor", "10.0.0.1"), "complaint.view", "C-100%", "成功", {"reason": "月度会商"}),
    ("2026-11-01 08:00:00", WANG, "export.trail", "", "成功", {"rows": 3}),
    ("2026-11-02 08:00:00", Actor("命令行:root", "operator"), "import.load", "诉求_a.csv", "失败", {"error": "IngestError"}),
]  # fmt: skip


@pytest.fixture(scope="module")
def trail(tmp_path_factory: pytest.TempPathFactory) -> Trail:
    moments: Iterator[datetime] = iter([datetime.fromisoformat(at) for at, *_ in ENTRIES])
    trail = Trail(tmp_path_factory.mktemp("list") / "district.duckdb", clock=lambda: next(moments))
    for _, actor, action, subject, result, detail in ENTRIES:
        trail.record(actor, action, subject, result=result, **detail)  # type: ignore[arg-type]
    return trail


def numbers(page: Page) -> list[int]:
    return [entry["number"] for entry in page.entries]


def test_everything_newest_first(trail: Trail) -> None:
    page = trail.entries()
    assert (numbers(page), page.total) == ([5, 4, 3, 2, 1], 5)
    newest = dict(page.entries[0])
    assert len(newest.pop("hash")) == 64
    assert newest == {
        "number": 5, "recorded_at": datetime(2026, 11, 2, 8), "actor": "命令行:root", "role": "operator", "address": "",
        "action": "import.load", "label": "导入", "subject": "诉求_a.csv", "result": "失败", "detail": {"error": "IngestError"},
        "file": "2026-11.jsonl",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (Filter(since=datetime(2026, 10, 1)), [5, 4, 3, 2]),
        (Filter(since=datetime(2026, 10, 1, 0, 0, 1)), [5, 4, 3]),
        (Filter(until=datetime(2026, 10, 1)), [1]),
        (Filter(until=datetime(2026, 10, 1, 0, 0, 1)), [2, 1]),
        (Filter(since=datetime(2026, 10, 1), until=datetime(2026, 11, 1, 8)), [3, 2]),
        (Filter(since=datetime(2027, 1, 1)), []),
        (Filter(actor="li"), [3, 2]),
        (Filter(actor="l"), []),
        (Filter(action="session.open"), [2]),
        (Filter(result="失败"), [5]),
        (Filter(result="拒绝", actor="未登录"), [1]),
        (Filter(text="LI"), [3, 2, 1]),
        (Filter(text="203.0.113"), [1]),
        (Filter(text=" 月度会商 "), [3]),
        (Filter(text="%"), [3]),
        (Filter(text="诉求_"), [5]),
        (Filter(text="求%"), []),
        (Filter(text="登录"), [2, 1]),
        (Filter(text="ingesterror"), [5]),
        (Filter(text="' OR true --"), []),
        (Filter(text=" "), [5, 4, 3, 2, 1]),
        (Filter(text="导出", actor="li"), []),
        (Filter(upto=3), [3, 2, 1]),
        (Filter(upto=0), []),
    ],
    ids=repr,
)
def test_filters(trail: Trail, wanted: Filter, expected: list[int]) -> None:
    page = trail.entries(wanted)
    assert (numbers(page), page.total) == (expected, len(expected))


def test_pages(trail: Trail) -> None:
    pages = [trail.entries(limit=2, offset=offset) for offset in (0, 2, 4, 6)]
    assert [numbers(page) for page in pages] == [[5, 4], [3, 2], [1], []]
    assert [page.total for page in pages] == [5, 5, 5, 0]
    assert numbers(trail.entries(replace(Filter(), actor="li"), limit=None)) == [3, 2]


def test_no_trail_yet(tmp_path: Path) -> None:
    trail = Trail(tmp_path / "district.duckdb")
    assert trail.entries() == Page((), 0)
    trail.folder.mkdir()
    (trail.folder / "2026-11.jsonl").touch()
    assert trail.entries() == Page((), 0)


def test_what_is_no_entry_is_left_to_the_verification(tmp_path: Path) -> None:
    trail = Trail(tmp_path / "district.duckdb")
    trail.record(WANG, "session.open")
    with next(trail.folder.glob("*.jsonl")).open("ab") as file:
        file.write(
            b'not json\n\n[1]\n{"number":"x","at":3}\n{"number":7,"at":"yesterday","action":"complaint.shred"}\n{"number":'
        )
    page = trail.entries()
    assert numbers(page) == [7, 1]
    assert (page.entries[0]["recorded_at"], page.entries[0]["label"], page.entries[0]["detail"]) == (None, "complaint.shred", {})


def test_every_action_has_a_name_of_its_own() -> None:
    assert len(set(ACTIONS.values())) == len(ACTIONS)
