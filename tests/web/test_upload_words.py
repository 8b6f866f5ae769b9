"""The sentences of a preview: what matters most first, in words that agree with the tables below them."""

from datetime import date
from typing import Any

import pytest

from cloudeye.ingest.datasets import DATASETS
from cloudeye.ingest.effect import Effect
from cloudeye.ingest.report import ImportReport, Problem
from cloudeye.web.analyst import batches, correction_list, effect, outcome, steps
from tests.web.records import MONTH, NOW

DATASET = DATASETS["measurements"]


def department(
    name: str, score: tuple[float | None, float | None] = (80.0, 80.0), rank: tuple[int | None, int | None] = (3, 3), **given: Any
) -> dict[str, Any]:
    row: dict[str, Any] = {"month": MONTH, "ranking_group": "职能部门", "department_id": name, "department": name}
    pairs = {"score": score, "rank": rank, "rank_low": (1, 1), "rank_high": (5, 5), "band": ("第二梯队", "第二梯队")} | given
    for key, (before, after) in pairs.items():
        row |= {f"{key}_before": before, f"{key}_after": after}
    return row


def point(**given: Any) -> dict[str, Any]:
    return {
        "month": MONTH, "point_id": "P1", "point": "网办率", "unit": "%", "value_before": 91.1, "value_after": 92.3, "score_before": 82.2, "score_after": 84.5,
    } | given  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "sender", "expected"),
    [
        ([], None, ""),
        ([department("甲")], None, ""),
        ([department("甲", (84.57, 84.82), (8, 7))], None, "2 月甲升 0.2 分，由第 8 名到第 7 名"),
        ([department("甲", (84.57, 84.55), (8, 8))], None, "2 月甲降 0.02 分，仍为第 8 名"),
        ([department("甲", (84.57, 84.574), (8, 8))], None, ""),
        ([department("甲", (80, 81)), department("乙", (80, 79))], "乙", "2 月乙降 1.0 分，仍为第 3 名"),
        ([department("甲", (80, 81)), department("乙", rank=(3, 4))], "乙", "2 月甲升 1.0 分，仍为第 3 名，另有 1 个部门名次随之变化"),
        ([department("甲", (80, 81)), department("乙", band=("第一梯队", "第二梯队"))], None, "2 月甲升 1.0 分，仍为第 3 名，另有 1 个部门梯队随之变化"),
        ([department("甲", (None, 81), (None, 3))], None, "2 月甲开始有得分（81.0 分）"),
        ([department("甲", (81, None), (3, None))], None, "2 月甲不再有得分"),
    ],
)  # fmt: skip
def test_what_matters_most(rows: list[dict[str, Any]], sender: str | None, expected: str) -> None:
    assert effect.lead(Effect([MONTH], {}, [], rows), sender) == expected


def test_the_newest_month_that_moves_is_told() -> None:
    earlier = department("甲", (80, 82)) | {"month": date(2026, 1, 1)}
    found = Effect([date(2026, 1, 1), MONTH], {}, [], [earlier, department("甲")])
    assert effect.lead(found, None) == "1 月甲升 2.0 分，仍为第 3 名" and effect.months_words(found) == "2026 年 1 月、2 月"
    both = Effect([date(2026, 1, 1), MONTH], {}, [], [earlier, department("甲", (80, 81))], trial=[MONTH])
    assert effect.lead(both, None) == "1 月甲升 2.0 分，仍为第 3 名"  # a month without a ranking is told last
    assert effect.months_words(Effect([date(2026, 1, 1), date(2025, 12, 1)])) == "2025 年 12 月、2026 年 1 月"


def test_the_cards_show_before_and_after() -> None:
    found = Effect(
        [MONTH],
        {},
        [point(), point(point="时长", unit="天", value_before=None, score_before=None)],
        [department("甲", (84.57, 84.82), (8, 7)), department("乙")],
    )
    markup = effect.effect_cards(found, rehearsed=True)
    for expected in (
        "2026 年 2 月，职能部门组；只试算，不入库",
        "91.1%",
        "<b>92.3%</b>",
        '<span class="good">+2.3</span>',
        "未报",
        "92.3 天",
        "不计分",
        "84.57",
        "<b>84.82</b>",
        "<b>7</b>",
        "本次上传",
    ):
        assert expected in markup, expected
    assert "乙" not in markup
    assert "不改变任何月份的排名" in effect.effect_cards(Effect(), rehearsed=True)
    assert "得分、名次都不变" in effect.effect_cards(Effect([MONTH]), rehearsed=False)


def test_long_lists_are_folded() -> None:
    rows = [department(f"部门{number}", (80, 81 + number)) for number in range(effect.MOST_SHOWN + 3)]
    assert "另外 3 个部门" in effect.effect_cards(Effect([MONTH], {}, [], rows), rehearsed=True)


class Shown:
    """What the sentences read of a preview."""

    def __init__(self, report: ImportReport, found: Effect | None = None, *, brings: bool = True) -> None:
        self.report, self.effect, self._brings = report, found or Effect(), brings

    def brings_something(self) -> bool:
        return self._brings


def counted(**given: int) -> ImportReport:
    nothing = {"new": 0, "changed": 0, "unchanged": 0, "refused": 0, "flagged": 0}
    return ImportReport(batch_id=None, errors=[], **(nothing | given))


@pytest.mark.parametrize(
    ("shown", "head", "below"),
    [
        (Shown(counted(unchanged=3)), "文件里的内容库里都已经有了，提交不会改变任何数据。", "可以放弃"),
        (Shown(counted(refused=3)), "没有一行可以提交：3 行未通过。", "请下载问题行"),
        (Shown(counted(refused=3, unchanged=2)), "没有一行可以提交：3 行未通过，2 行库里已有。", "请下载问题行"),
        (Shown(counted(new=12_000, changed=116)), "可提交 12,116 行；不影响排名。", "入库后可整批撤销"),
        (Shown(counted(new=1), Effect([MONTH])), "可提交 1 行；各部门的得分和名次都不变。", "2026 年 2 月仍是排名草案"),
        (Shown(counted(new=53, waiting=2), Effect(waiting={MONTH: 2})), "可提交 55 行（其中 2 行进入更正清单）；不影响排名。", "2 行提交后"),
        (Shown(counted(waiting=2), Effect(waiting={MONTH: 2})), "没有可以直接入库的行。", "2026 年 2 月已经定稿，2 行提交后进入更正清单"),
        (Shown(counted(waiting=2), Effect(waiting={MONTH: 2}), brings=False), "这 2 行已经在更正清单中等待决定。", "不必再次提交"),
    ],
)  # fmt: skip
def test_the_first_sentence(shown: Any, head: str, below: str) -> None:
    said = outcome.conclusion(shown, None)
    assert said[0] == head and below in said[1] and "没有写入任何数据" in said[1]


def test_counts_add_up() -> None:
    markup = outcome.counts(counted(new=11_902, changed=214, unchanged=352, refused=18), "")
    assert "合计 12,486 行" in markup and "11,902" in markup and "待更正" not in markup and "需核对" not in markup
    markup = outcome.counts(counted(new=1, waiting=2, flagged=1), "说明 2 行")
    assert "合计 3 行" in markup and "待更正" in markup and "需核对" in markup and "已跳过说明 2 行" in markup


def test_a_reason_does_not_repeat_the_cells_beside_it() -> None:
    problem = Problem(9, "period", "2026-13", "第 9 行「期间」是「2026-13」，不是有效的期间。请改成 2026-01；这一行没有写入。")
    assert outcome.reason_words(problem, "期间") == "不是有效的期间。请改成 2026-01"
    assert outcome.reason_words(Problem(9, None, None, "第 9 行引号没有成对；这一行没有写入。"), "") == "引号没有成对"


def test_cells_that_could_tell_who_complained_show_neither_side() -> None:
    row = {"line": 2, "key": "C1", "column": "phone", "before": None, "after": None, "is_hidden": True}
    markup = outcome.changed_card(DATASETS["complaints"], [row, row | {"column": "kind", "after": "咨询", "is_hidden": False}], 1)
    assert markup.count("（不显示）") == 2 and "联系电话" in markup and "空" in markup and "<b>咨询</b>" in markup


def test_everything_from_a_file_is_escaped() -> None:
    evil = "<script>hacked()</script>"
    problem = Problem(1, "value", evil, f"第 1 行「数值」是「{evil}」，不是数；这一行没有写入。")
    unknown = {
        "column": "point_id",
        "kind": "point",
        "value": evil,
        "rows": 1,
        "suggestion": evil,
        "suggestion_id": "x",
        "similarity": 1.0,
    }
    changed = {"line": 1, "key": evil, "column": "value", "before": evil, "after": evil, "is_hidden": False}
    row = {"batch_id": evil, "dataset": evil, "file_name": evil, "file_hash": "0" * 64, "sender_name": evil, "loaded_by": evil, "loaded_at": NOW, "encoding": evil,
           "new_rows": 1, "changed_rows": 0, "unchanged_rows": 0, "refused_rows": 0, "flagged_rows": 0, "skipped_rows": 0, "waiting_rows": 1, "undone_at": None,
           "undone_by": None, "undo_reason": None, "mapping": '{"columns": {"value": "<script>hacked()</script>"}, "ignored": ["<script>"]}'}  # fmt: skip
    waiting = {
        "batch_id": evil,
        "dataset": evil,
        "file_name": evil,
        "loaded_by": evil,
        "months": [MONTH],
        "waiting_rows": 1,
        "noted_at": NOW,
    }
    decided = waiting | {"month": MONTH, "state": evil, "version": None, "decided_by": evil, "decided_at": NOW, "reason": evil}
    for markup in (
        outcome.refused_card(DATASET, [problem], 1, ""), outcome.unknown_card(DATASET, [unknown], {"point": [{"name": evil}]}),
        outcome.changed_card(DATASET, [changed], 1), outcome.warnings_card(DATASET, [problem], 1), batches.table([row], {}), batches.file_card(row, is_own=True),
        batches.mapping_card(row), correction_list.table([waiting], "", {}), correction_list.decided_card([decided], {}),
        effect.effect_cards(Effect([MONTH], {}, [point(point=evil, unit=evil)], [department(evil, (1, 2))]), rehearsed=True),
        steps.fault(evil), steps.card(evil, evil, ""), steps.link(evil, evil, x=evil), steps.heads(evil),
    ):  # fmt: skip
        assert "<script>" not in markup and "&lt;script&gt;" in markup


def test_progress_says_which_step_and_how_far() -> None:
    class Doing:
        word, share, seconds = "检查", 0.5, 12.3

    markup = steps.progress(Doing(), "<b>.csv")  # type: ignore[arg-type]
    assert (
        "第 3 步，共 5 步：正在检查，50%，已用 12 秒。" in markup and 'aria-valuenow="50"' in markup and "&lt;b&gt;.csv" in markup
    )
    Doing.word, Doing.share = "入库", None  # type: ignore[assignment]
    assert "正在入库，已用 12 秒" in steps.progress(Doing(), "") and "progressbar" not in steps.progress(Doing(), "")  # type: ignore[arg-type]


def test_sizes_in_words() -> None:
    assert [steps.size_words(size) for size in (0, 1500, 1_992_294, 2 * 1024**3)] == ["1 KB", "1 KB", "1.9 MB", "2.00 GB"]


def test_a_batch_says_what_became_of_it() -> None:
    row = {
        "loaded_by": "chen",
        "loaded_at": NOW,
        "new_rows": 3,
        "changed_rows": 1,
        "dataset": "measurements",
        "undone_at": None,
        "waiting_rows": 2,
        "refused_rows": 1,
    }
    assert batches.batch_conclusion(row, {"chen": "陈某"}) == (
        "陈某 于 2026-03-18 09:30 入库 4 行监测值。", "2 行落在已定稿的月份，在更正清单中等待决定；1 行未通过，没有入库。",
    )  # fmt: skip
    undone = row | {"undone_at": NOW, "undone_by": "li", "undo_reason": "发错"}
    head, below = batches.batch_conclusion(undone, {})
    assert head.startswith("这个批次已经撤销。chen 于") and below == "li 于 2026-03-18 09:30 撤销，原因：发错。"
    assert (
        "已撤销" in batches.state_mark(undone)
        and "待更正" in batches.state_mark(row)
        and "在库" in batches.state_mark(row | {"waiting_rows": 0})
    )


def test_the_pager_leads_both_ways() -> None:
    assert batches.pager(1, batches.PAGE_ROWS, "") == ""
    markup = batches.pager(2, 3 * batches.PAGE_ROWS, "measurements")
    assert "page=1" in markup and "page=3" in markup and "dataset=measurements" in markup and "第 2 页，共 3 页" in markup
