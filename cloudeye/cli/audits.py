"""The commands ``audit verify``, ``audit list`` and ``audit archive``: the trail read, checked and put away."""

from argparse import Namespace
from contextlib import suppress
from pathlib import Path

from cloudeye.access.trail.book import Trail
from cloudeye.access.trail.check import Verdict
from cloudeye.access.trail.files import folder_of
from cloudeye.access.trail.listing import Filter
from cloudeye.cli.printing import print_json, print_table
from cloudeye.cli.recording import operator
from cloudeye.errors import AccessError, StoreError
from cloudeye.store import Store


def _trail(database: Path) -> Trail:
    if not folder_of(database).exists():
        raise AccessError(f"找不到审计日志 {folder_of(database)}。请用 --database 指明数据库文件的位置。")
    return Trail(database)


def run_verify(chosen: Namespace) -> int:
    """Ends with 1 when anything is wrong. While the server holds the database only the files are checked, and it says so."""
    trail, unasked = _trail(chosen.database), None
    try:
        with Store(chosen.database) as store:
            verdict = trail.verify(store, archive=chosen.archive)
    except StoreError as error:
        verdict, unasked = trail.verify(archive=chosen.archive), str(error)
    with suppress(AccessError):  # a trail that takes no more entries must still be told what is wrong with it
        result = "成功" if verdict.is_whole else "失败"
        trail.record(operator(), "trail.verify", result=result, entries=verdict.entries, faults=len(verdict.faults))
    if chosen.json:
        print_json(
            {
                "ok": verdict.is_whole,
                "entries": verdict.entries,
                "archived": verdict.archived,
                "anchors": verdict.anchors,
                "faults": [fault._asdict() for fault in verdict.faults],
            }
        )
    else:
        _print(verdict, unasked)
    return 0 if verdict.is_whole else 1


def _print(verdict: Verdict, unasked: str | None) -> None:
    if verdict.faults:
        print_table(("文件", "行", "问题"), verdict.faults)
    archived = f"，另有 {verdict.archived} 条已归档" if verdict.archived else ""
    print(f"审计日志{'完整' if verdict.is_whole else '有问题'}：真实有效的共 {verdict.entries} 条{archived}。")
    if unasked is None:
        print(f"已与数据库中记下的 {verdict.anchors} 处结尾核对。")
    else:
        print(f"没有与数据库核对，结尾是否被截去未能查明：{unasked}")


def run_list(chosen: Namespace) -> int:
    """One page of what the filter keeps."""
    wanted = Filter(chosen.since, chosen.until, chosen.actor, chosen.action, chosen.result, chosen.text)
    found = _trail(chosen.database).entries(wanted, limit=chosen.size, offset=(chosen.page - 1) * chosen.size)
    if chosen.json:
        print_json({"total": found.total, "page": chosen.page, "entries": found.entries})
        return 0
    header = ("编号", "时间", "账号", "来源", "操作", "对象", "结果", "说明")
    print_table(
        header,
        (
            (
                *(entry[key] for key in ("number", "recorded_at", "actor", "address", "label", "subject", "result")),
                "，".join(f"{name}={value}" for name, value in entry["detail"].items() if value is not None),
            )
            for entry in found.entries
        ),
    )
    print(f"共 {found.total} 条，这是第 {chosen.page} 页。" if found.entries else "没有符合条件的记录。")
    return 0


def run_archive(chosen: Namespace) -> int:
    """Months older than six months leave the trail for another folder, on record."""
    moved = _trail(chosen.database).archive(chosen.before, chosen.to, operator())
    if chosen.json:
        print_json({"ok": True, "files": [str(path) for path in moved]})
    elif moved:
        print(f"已把 {len(moved)} 个月的审计日志移到 {chosen.to}：{'、'.join(path.stem for path in moved)}。请妥善保管。")
    else:
        print("没有可以归档的月份，没有移动任何文件。")
    return 0
