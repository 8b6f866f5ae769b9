"""The list of batches and one batch, for everybody who may see them: what was loaded, by whom, and what cannot be taken back."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from cloudeye.access.viewer import Viewer
from cloudeye.store import Store
from cloudeye.web.analyst.batches import PAGE_ROWS
from tests.web.records import NOW
from tests.web.uploading import BATCH, BATCHES, CORRECTIONS, run, words

SignedIn = Callable[..., Viewer]


def batch(number: int, **given: Any) -> dict[str, Any]:
    """A batch of measurements loaded ``number`` minutes before now by a command."""
    return {
        "batch_id": f"B{number}", "dataset": "measurements", "file_name": f"文件{number}.csv", "file_hash": "0" * 64, "mapping": "{}",
        "encoding": "UTF-8", "new_rows": 1, "changed_rows": 0, "unchanged_rows": 0, "refused_rows": 0, "flagged_rows": 0,
        "loaded_at": NOW - timedelta(minutes=number), "undone_at": None, "sender": "approval", "loaded_by": "命令行:root", "skipped_rows": 0,
        "waiting_rows": 0, "effect": None, "undone_by": None, "undo_reason": None,
    } | given  # fmt: skip


@pytest.fixture
def ledger(served: Store) -> Store:
    """Two pages of batches, the newest of complaints and taken back."""
    undone = {"undone_at": NOW, "undone_by": "li", "undo_reason": "发错了"}
    with served.writing() as writer:
        writer.insert(
            "import_batch", [batch(0, dataset="complaints", **undone), *(batch(number) for number in range(1, PAGE_ROWS + 1))]
        )
    return served


def test_an_empty_ledger_says_so(served: Store, signed_in: SignedIn) -> None:
    signed_in("analyst")
    assert "还没有导入过数据" in words(run(BATCHES)) and "没有等待决定的更正" in words(run(CORRECTIONS))


def test_the_list_is_paged_and_filtered(ledger: Store, signed_in: SignedIn) -> None:
    signed_in("leader")
    first, second = words(run(BATCHES)), words(run(BATCHES, page="2"))
    assert f"共 {PAGE_ROWS + 1} 个批次；最近一次在 2026-03-18 09:30，命令行:root 导入企业诉求。" in first
    assert "文件0.csv" in first and "已撤销" in first and "第 1 页，共 2 页" in first and f"文件{PAGE_ROWS}.csv" not in first
    assert f"文件{PAGE_ROWS}.csv" in second and "文件0.csv" not in second
    only = words(run(BATCHES, dataset="complaints"))
    assert "共 1 个批次" in only and "文件1.csv" not in only
    assert words(run(BATCHES, page="x")) == words(run(BATCHES, page="0")) == words(run(BATCHES, page="²"))
    beyond = words(run(BATCHES, page="99"))
    assert "没有符合条件的批次" in beyond and "还没有导入过数据" not in beyond


def test_one_batch_says_who_when_and_why_not(ledger: Store, signed_in: SignedIn) -> None:
    signed_in("analyst")
    said = words(run(BATCH, batch="B0"))
    for expected in ("这个批次已经撤销", "li 于 2026-03-18 09:30 撤销，原因：发错了", "行政审批部门", "只有上传者本人可以下载"):
        assert expected in said, expected
    assert "撤销这个批次" not in said and "没有留下表头对应的记录" in said


@pytest.mark.parametrize("role", ["leader", "supervisor"])
def test_whoever_may_only_look_finds_no_button(ledger: Store, signed_in: SignedIn, role: str) -> None:
    signed_in(role)
    page = run(BATCH, batch="B1")
    assert "入库 1 行监测值" in words(page) and not list(page.button) and "不能撤销" not in words(page)


@pytest.mark.parametrize("asked", ["", "nothing", "' OR 1=1 --"])
def test_a_batch_that_is_not_there(ledger: Store, signed_in: SignedIn, asked: str) -> None:
    signed_in("analyst")
    assert "没有这个批次。请从列表中选择：" in words(run(BATCH, batch=asked))


def test_others_see_nothing_of_it(ledger: Store, signed_in: SignedIn) -> None:
    signed_in("liaison", "approval")
    for page in (BATCHES, BATCH, CORRECTIONS):
        said = words(run(page, batch="B1"))
        assert "没有权限" in said and "文件1.csv" not in said
