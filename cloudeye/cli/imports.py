"""The command ``import``: a file into the district, a batch out of it again, and the list of batches."""

import sys
from argparse import Namespace

from cloudeye import clock
from cloudeye.catalog import today
from cloudeye.cli.printing import ProgressLine, print_json, print_table
from cloudeye.cli.recording import operator
from cloudeye.errors import IngestError
from cloudeye.ingest import DATASETS, Dataset, ImportReport
from cloudeye.ingest.datasets import dataset_called
from cloudeye.ingest.instructions import Instructions
from cloudeye.ingest.mapping import Mapping, read_mapping
from cloudeye.ingest.memory import remember, remembered
from cloudeye.ingest.preview import Advance, Preview, preview, quiet
from cloudeye.ingest.reading.choice import Choice
from cloudeye.ingest.senders import sender_called
from cloudeye.ingest.shelf import Shelf
from cloudeye.ingest.undo import undo
from cloudeye.store import Store

SHOWN_ERRORS = 20


def run_import(chosen: Namespace) -> int:
    """Check a file and, unless it is a dry run, load it; the original goes on the shelf."""
    dataset = dataset_called(chosen.dataset)
    with Store(chosen.database) as store:
        instructions = _instructions(chosen, store, dataset)
        advance = _advance()
        with preview(store, chosen.file, dataset.name, instructions, advance=advance, with_effect=False) as previewed:
            report = previewed.report if chosen.dry_run else _load(chosen, store, previewed, instructions, advance)
        advance("完成", 1.0)
    # A file of which nothing at all was good is a failure, whatever the reasons.
    code = 1 if report.refused and not (report.new or report.changed or report.unchanged or report.waiting) else 0
    chosen.outcome = {"batch": report.batch_id, "new": report.new, "changed": report.changed, "refused": report.refused}
    if chosen.json:
        print_json(report.as_dict())
        return code
    for problem in report.errors[:SHOWN_ERRORS]:
        print(problem.message)
    if report.refused and len(report.errors) > SHOWN_ERRORS:
        print(f"…… 共 {report.refused} 行未通过，其余原因见 --json。")
    outcome = "预览，未写入" if chosen.dry_run else f"已导入，批次 {report.batch_id}" if report.batch_id else "没有新内容，未写入"
    print(f"{outcome}：{counted(report)}。")
    return code


def run_undo(chosen: Namespace) -> int:
    """Take a batch back."""
    with Store(chosen.database) as store:
        counts = undo(store, chosen.batch, operator().login, chosen.reason, max(clock.now(), today(store)))
    chosen.outcome = {"removed": counts["removed"], "restored": counts["restored"]}
    if chosen.json:
        print_json({"ok": True, "batch_id": chosen.batch, **counts})
        return 0
    waiting = f"，取消待更正 {counts['waiting']} 行" if counts["waiting"] else ""
    print(
        f"已撤销批次 {chosen.batch}：移除 {counts['removed']} 行，恢复原值 {counts['restored']} 行{waiting}；相关月份的草案已重算。"
    )
    return 0


def run_list(chosen: Namespace) -> int:
    """The batches, the newest first."""
    dataset = dataset_called(chosen.dataset).name if chosen.dataset else None
    with Store(chosen.database) as store:
        rows = store.rows("batch_list", dataset=dataset, limit=chosen.size, offset=(chosen.page - 1) * chosen.size)
    if chosen.json:
        print_json({"ok": True, "batches": [{name: value for name, value in row.items() if name != "total"} for row in rows]})
        return 0
    header = ("批次", "数据集", "文件", "报送单位", "入库人", "入库时间", "新增", "变更", "未通过", "待更正", "撤销")
    print_table(
        header,
        (
            (
                row["batch_id"],
                DATASETS[row["dataset"]].label if row["dataset"] in DATASETS else row["dataset"],
                row["file_name"],
                row["sender_name"],
                row["loaded_by"],
                row["loaded_at"],
                *(row[name] for name in ("new_rows", "changed_rows", "refused_rows", "waiting_rows")),
                f"{row['undone_at']:%Y-%m-%d %H:%M} {row['undone_by'] or ''}：{row['undo_reason'] or ''}"
                if row["undone_at"]
                else None,
            )
            for row in rows
        ),
    )
    if rows and rows[0]["total"] > len(rows):
        print(f"共 {rows[0]['total']} 个批次，本页 {len(rows)} 个；用 --page 翻页。")
    return 0


def counted(report: ImportReport) -> str:
    """The counts of a report in words."""
    words = f"新增 {report.new}，变更 {report.changed}，未变 {report.unchanged}，未通过 {report.refused}，需核对 {report.flagged}"
    return words + (f"，待更正 {report.waiting}" if report.waiting else "")


def _instructions(chosen: Namespace, store: Store, dataset: Dataset) -> Instructions:
    """What the options say; without a mapping file, what the sender's last file was read by."""
    reader = store.reading()
    sender = sender_called(reader, chosen.sender) if chosen.sender else None
    if chosen.mapping is not None:
        mapping = read_mapping(chosen.mapping, dataset)
    else:
        mapping = remembered(reader, sender, dataset.name) or Mapping()
    return Instructions(Choice(encoding=chosen.encoding, sheet=chosen.sheet), mapping, sender, operator().login)


def _advance() -> Advance:
    """A bar on a terminal, where a person waits; silence anywhere else."""
    if not sys.stderr.isatty():
        return quiet
    line = ProgressLine()
    return lambda step, share: line(step, share or 0.0)


def _load(chosen: Namespace, store: Store, previewed: Preview, instructions: Instructions, advance: Advance) -> ImportReport:
    """Load, with the original kept before the ledger names it; a mapping given for a sender is what its next file is read by."""
    shelf = Shelf(store.path)
    kept = shelf.keep_copy(chosen.file)
    if kept.hash != previewed.ledger["file_hash"]:
        shelf.discard(kept.hash, store.reading())
        raise IngestError(f"文件 {chosen.file.name} 在检查期间变了。请等它写完后重新导入；没有写入任何数据。")
    report = previewed.load(advance)
    if report.batch_id is None:
        shelf.discard(kept.hash, store.reading())
    elif chosen.mapping is not None and instructions.sender is not None:
        with store.writing() as writer:
            remember(writer, instructions.sender, chosen.dataset, instructions.mapping, instructions.by, clock.now())
    return report
