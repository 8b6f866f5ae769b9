"""What became of a file in the inbox, in plain Chinese beside it: a person reads it, and the inbox itself reads its last line."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from cloudeye.ingest.datasets import Dataset
from cloudeye.ingest.preview import Preview
from cloudeye.ingest.report import ImportReport

SUFFIX = ".结果.txt"
LISTED = 50
MARK = re.compile(r"^标记：([0-9a-f]{16}) ([0-9a-f]{64})$", re.MULTILINE)
LOADED, NOTHING_NEW, KNOWN, WAITS = "已入库", "没有新内容", "此前已经入库", "等待处理"


@dataclass(frozen=True)
class Outcome:
    """What became of one file.

    ``state`` is one of LOADED, NOTHING_NEW, KNOWN (then ``file`` is where it was moved to) and WAITS (then it is where it was,
    and ``reasons`` say why); ``notes`` are worth knowing all the same. ``sender`` is what the folder is called.
    """

    file: Path
    state: str
    dataset: Dataset | None = None
    sender: str | None = None
    batch_id: str | None = None
    report: ImportReport | None = None
    reasons: Sequence[str] = field(default_factory=tuple)
    notes: Sequence[str] = field(default_factory=tuple)


def report_of(file: Path) -> Path:
    """Where the report about ``file`` lies."""
    return file.with_name(file.name + SUFFIX)


def mark_of(file: Path) -> tuple[str, str] | None:
    """The mark of the last look at ``file`` and the hash of its content then; None when there was none, or its report is gone."""
    try:
        found = MARK.findall(report_of(file).read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError):
        return None
    return (found[-1][0], found[-1][1]) if found else None


def text_of(outcome: Outcome, at: datetime, size: int) -> str:
    """The report in words."""
    dataset = outcome.dataset.label if outcome.dataset else "（不明）"
    lines = [
        "营商云眼 · 收件箱处理结果",
        f"文件：{outcome.file.name}（{size:,} 字节）",
        f"数据集：{dataset}　报送单位：{outcome.sender or '未注明'}",
        f"时间：{at:%Y-%m-%d %H:%M:%S}",
        "",
        f"结论：{_conclusion(outcome)}",
    ]
    if outcome.report is not None:
        lines.append(_counts(outcome.report, is_done=outcome.state == LOADED))
    for title, sentences in (("需要处理：", outcome.reasons), ("说明：", outcome.notes)):
        if sentences:
            lines += ["", title, *(f"{number}. {sentence}" for number, sentence in enumerate(sentences, start=1))]
    if outcome.state == WAITS:
        lines += ["", "怎样继续："]
        lines += [
            "· 改好文件后，用同样的文件名放回原处覆盖，系统会自动重新检查；",
            "· 或在网页“数据导入”里上传同一份文件，确认列对应、不认识的名称和未通过的行后入库，这里的文件随后自动归档；",
            "· 删除本结果文件，系统会按原文件重新检查一次。",
        ]
    return "\n".join(lines) + "\n"


def write_report(outcome: Outcome, at: datetime, size: int, mark: str, file_hash: str) -> Path:
    """Put the report beside the file, whole or not at all; returns where it lies. Raises OSError."""
    path = report_of(outcome.file)
    part = path.with_name(f".{path.name}.part")
    # The mark of order at the beginning is for the plain editor of an office machine, which would take the text for GBK.
    part.write_text(f"{text_of(outcome, at, size)}\n标记：{mark} {file_hash}\n", encoding="utf-8-sig")
    part.replace(path)
    return path


def reasons_to_wait(previewed: Preview) -> list[str]:
    """What a person must decide before the file may count: nothing is guessed, and nothing is loaded by halves unseen."""
    reasons = []
    for match in previewed.plan.matches:
        if match.basis == "相近，待确认":
            reasons.append(f"表头「{match.header}」与「{match.column.label}」相近，但没有人确认过是不是同一项。")
    worded = {column.name for column in previewed.dataset.columns if column.vocabulary}
    for row in previewed.unknown:
        near = f"，相近的是「{row['suggestion']}」" if row["suggestion"] else ""
        missing = "不是这一列的用词" if row["column"] in worded else "在目录里找不到"
        reasons.append(f"「{_label(previewed, row['column'])}」中的「{row['value']}」（{row['rows']} 行）{missing}{near}。")
    problems = [problem.message for problem in previewed.problems(LISTED)]
    reasons += problems
    if previewed.report.refused and len(problems) == LISTED:
        reasons.append(f"…… 共 {previewed.report.refused} 行未通过，以上是前 {LISTED} 处。")
    return reasons


def notes_about(previewed: Preview, unused: Sequence[str]) -> list[str]:
    """What was done without asking and should be known."""
    report, notes = previewed.report, []
    if unused:
        notes.append(f"这些列没有导入：{'、'.join(unused)}。")
    if report.skipped:
        notes.append(f"跳过了 {report.skipped} 行说明、空行或合计行。")
    if report.flagged:
        notes.append(f"{report.flagged} 行已接受，但有需核对之处，请到网页的批次页面查看。")
    if previewed.effect.waiting:
        months = "、".join(f"{month:%Y-%m}（{rows} 行）" for month, rows in sorted(previewed.effect.waiting.items()))
        notes.append(f"这些月份的排名已经定稿，相应的行进入更正清单，待领导采纳后才计入：{months}。")
    return notes


def _label(previewed: Preview, column: str) -> str:
    return next((known.label for known in previewed.dataset.columns if known.name == column), column)


def _conclusion(outcome: Outcome) -> str:
    if outcome.state == LOADED:
        return f"已入库，批次 {outcome.batch_id}。需要时可以整批撤销。"
    if outcome.state == KNOWN:
        return f"这份文件此前已经入库，批次 {outcome.batch_id}；没有重复写入。"
    if outcome.state == NOTHING_NEW:
        return "文件里没有新内容，没有写入任何数据。"
    return "等待处理，没有写入任何数据。"


def _counts(report: ImportReport, *, is_done: bool) -> str:
    words = f"新增 {report.new:,} 行，变更 {report.changed:,} 行，未变 {report.unchanged:,} 行，未通过 {report.refused:,} 行"
    words += f"，待更正 {report.waiting:,} 行" if report.waiting else ""
    return f"{words}。" if is_done else f"检查结果：{words}。"
