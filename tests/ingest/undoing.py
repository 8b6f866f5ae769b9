"""What the tests of undo share: a file of each dataset, before and after somebody changes it, and how a refusal is looked at."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pytest

from cloudeye.errors import IngestError
from cloudeye.ingest import ImportReport, import_file
from cloudeye.ingest.undo import undo, why_not
from cloudeye.store import Store
from tests.ingest.files import csv_file
from tests.ingest.standing import differing, held

BEFORE, NOW, LATER = datetime(2026, 11, 1, 9), datetime(2026, 11, 21, 9), datetime(2026, 11, 21, 10)
WHY = "报送单位发错了文件"

COMPLAINT = ["诉求编号", "诉求类型", "提交时间", "首次联系时间", "承办部门", "标题"]
RECORD = ["办件编号", "事项", "提交时间", "受理时间", "办结时间", "好差评"]
FILES: dict[str, tuple[Sequence[str], Sequence[Sequence[object]], Sequence[Sequence[object]]]] = {
    "complaints": (
        COMPLAINT,
        [["T-1", "投诉", "2026-10-08 10:00", None, "税务部门", "甲"], ["T-2", "咨询", "2026-10-09 10:00", None, "税务部门", "乙"]],
        [["T-1", "投诉", "2026-09-30 10:00", "2026-10-09 11:00", "税务部门", "丙"], ["T-9", "投诉", "2026-10-08", None, None, "丁"]],
    ),
    "service_records": (
        RECORD,
        [["R-1", "S002", "2026-09-08", "2026-09-08", "2026-09-09 11:00", "4"], ["R-2", "S002", "2026-10-08", "2026-10-08", None, None]],
        [["R-1", "S002", "2026-09-08", "2026-09-08", "2026-10-12 11:00", "2"], ["R-9", "S003", "2026-10-08", "2026-10-08", "2026-10-09", "5"]],
    ),
    "measurements": (
        ["监督靶点", "期间", "数值"],
        [["D01-008", "2026-10", "5"], ["D08-012", "2026-10", None]],
        [["D01-008", "2026-10", "2.5"], ["D01-008", "2026-09", "6"]],
    ),
    "task_progress": (
        ["任务", "月份", "计划进度", "实际进度"],
        [["C-001", "2026-10", "50", "40"]],
        [["C-001", "2026-10", "50", "55"], ["C-002", "2026-10", "60", "60"]],
    ),
    "callbacks": (
        ["回访编号", "诉求编号", "回访时间", "是否接通", "是否解决"],
        [["H-1", "T-1", "2026-10-20", "是", "是"]],
        [["H-1", "T-1", "2026-10-20", "是", "否"], ["H-2", "T-2", "2026-10-21", "否", None]],
    ),
    "complaint_events": (
        ["诉求编号", "办理时间", "新状态", "办理人", "说明"],
        [["X-1", "2026-10-08 11:00", "已受理", "受理平台", None]],
        [["X-1", "2026-10-08 11:00", "已受理", "受理平台", "电话"], ["X-2", "2026-10-08 12:00", "已受理", "受理平台", None]],
    ),
    "rectifications": (
        ["整改编号", "问题来源", "责任单位", "问题", "下达时间", "整改时限", "申请销号时间"],
        [["Z-1", "督查检查", "税务部门", "甲", "2026-09-01", "2026-11-30", None]],
        [
            ["Z-1", "督查检查", "税务部门", "乙", "2026-09-01", "2026-11-30", "2026-10-08"],
            ["Z-2", "督查检查", "税务部门", "丙", "2026-09-01", "2026-11-30", None],
        ],
    ),
    "enterprises": (
        ["统一社会信用代码", "企业名称", "企业规模"],
        [["91512081MA62K0260E", "甲公司", "小型"]],
        [["91512081MA62K0260E", "甲公司", "中型"], ["91350100M000100Y43", "乙公司", "微型"]],
    ),
}  # fmt: skip


def take(store: Store, folder: Path, dataset: str, *rows: Sequence[object], at: datetime = NOW) -> ImportReport:
    header = FILES[dataset][0]
    return import_file(store, csv_file(folder, header, *rows), dataset, now=at)


def taken(store: Store, folder: Path, dataset: str, *rows: Sequence[object], at: datetime = NOW) -> str:
    """The batch of a file that brings something."""
    batch = take(store, folder, dataset, *rows, at=at).batch_id
    assert batch is not None
    return batch


def refused(store: Store, batch_id: str) -> str:
    """Why the batch cannot be taken back; and that trying to changed nothing."""
    before, version = held(store), store.data_version
    said = why_not(store.reading(), batch_id)
    assert said is not None
    with pytest.raises(IngestError) as told:
        undo(store, batch_id, "li.na", WHY, LATER)
    assert str(told.value) == f"批次 {batch_id} 不能撤销：{said}"
    assert (differing(before, held(store)), store.data_version) == ([], version)
    return said
