"""The commands ``backup`` and ``restore``: copies, rehearsals, keys, and how the scheduled ones stand."""

import os
import signal
from argparse import Namespace
from datetime import timedelta
from pathlib import Path
from typing import Any, NoReturn

from cloudeye import clock
from cloudeye.access.keys import key_file
from cloudeye.cli.arguments import UsageError
from cloudeye.cli.printing import print_json, print_table
from cloudeye.errors import StoreError
from cloudeye.store import Store, backup, restore
from cloudeye.store.backup import rehearse
from cloudeye.store.backup_cipher import make_identity
from cloudeye.store.backup_desk import ask_for_backup
from cloudeye.store.backup_plan import BackupPlan, backup_plan
from cloudeye.store.backup_schedule import read_standing
from cloudeye.store.backup_trail import restore_trail, trail_folder
from cloudeye.store.faults import DatabaseHeld

RECIPIENT = "CLOUDEYE_BACKUP_RECIPIENT"
# A day and the time that a retry takes: later than this, a scheduled backup is missing.
OVERDUE = timedelta(hours=26)


def run_backup(chosen: Namespace) -> int:
    """One of: a copy now, a rehearsal of a copy, a new pair of keys, or how the scheduled copies stand."""
    wanted = [name for name in ("file", "rehearse", "keygen", "status") if getattr(chosen, name)]
    if len(wanted) != 1:
        raise UsageError(
            "请写明备份文件，或 --rehearse、--keygen、--status 之一，只写一个。请运行 python -m cloudeye backup --help 查看用法。"
        )
    _leave_nothing_behind()
    return {"file": _copy, "rehearse": _rehearse, "keygen": _make_keys, "status": _show_standing}[wanted[0]](chosen)


def run_restore(chosen: Namespace) -> int:
    """Put a backup back; where the trail is gone too, its copy beside the backup is put back with it. Raises StoreError."""
    _leave_nothing_behind()
    trail = _trail_to_return(chosen)
    restore(chosen.file, chosen.database, identity=chosen.identity)
    sentence = (
        f"已用 {chosen.file} 恢复 {chosen.database}，所有登录会话已结束。"
        "账号、密码和大屏回到备份时的样子：请安全管理员核对备份之后停用的账号，请系统管理员核对停用的大屏。"
    )
    if trail is not None:
        restore_trail(trail, trail_folder(chosen.database), identity=chosen.identity)
        sentence += f"审计日志也已从 {trail} 恢复。"
    return _done(chosen, sentence)


def _trail_to_return(chosen: Namespace) -> Path | None:
    """Where the schedule keeps the trail that belongs to the copy; None when the database still has one, or there is none.

    Raises StoreError when the key that fits it is not there yet: nothing could be recorded afterwards.
    """
    stem, is_scheduled, _ = chosen.file.name.partition(".scheduled-")
    kept = trail_folder(chosen.file.with_name(stem + ".duckdb"))
    if not is_scheduled or not kept.is_dir() or trail_folder(chosen.database).exists():
        return None
    if not key_file(chosen.database).exists():
        raise StoreError(
            f"这份备份带有审计日志 {kept}，但没有密钥文件 {key_file(chosen.database)}，恢复后无法记录。请先放回另行保管的密钥文件；"
            "如果确已丢失，请把该文件夹改名后再恢复，系统将重新开始记录。原数据库未受影响。"
        )
    return kept


def _copy(chosen: Namespace) -> int:
    recipient = chosen.recipient or os.environ.get(RECIPIENT) or None
    try:
        with Store(chosen.database) as store:
            backup(store, chosen.file, recipient=recipient)
    except DatabaseHeld:
        ask_for_backup(chosen.database, chosen.file, recipient=recipient)  # the running server makes it
    return _done(chosen, f"已备份到 {chosen.file}。")


def _rehearse(chosen: Namespace) -> int:
    found = rehearse(chosen.rehearse, chosen.database, identity=chosen.identity)
    if chosen.json:
        print_json({"ok": True, "file": str(chosen.rehearse), "data_version": found.data_version, "tables": found.tables})
    else:
        print_table(("表", "行数"), [(table["name"], table["rows"]) for table in found.tables])
        total = sum(table["rows"] for table in found.tables)
        print(f"恢复演练通过：{chosen.rehearse} 中的 {len(found.tables)} 张表、{total} 行全部读出。正在使用的数据库没有改动。")
    return 0


def _make_keys(chosen: Namespace) -> int:
    recipient = make_identity(chosen.keygen)
    if chosen.json:
        print_json({"ok": True, "file": str(chosen.keygen), "recipient": recipient})
    else:
        print(f"公钥（填入 {RECIPIENT}）：{recipient}")
        print(f"私钥在 {chosen.keygen}。请移到离线介质上保管两份，不要留在服务器上：没有它，加密的备份谁也打不开。")
    return 0


def _show_standing(chosen: Namespace) -> int:
    """Ends with 1 when the last scheduled backup failed or is overdue, so that a monitor can ask."""
    plan = _plan(chosen.database)
    copies = plan.copies()
    standing = read_standing(chosen.database)
    last = copies[-1][0] if copies else None
    fault = standing.get("fault") or (None if last and clock.now() - last <= OVERDUE else "最近一天没有定时备份。")
    if chosen.json:
        listed = [{"taken_at": taken_at, "file": str(path), "bytes": path.stat().st_size} for taken_at, path in copies]
        print_json({"ok": fault is None, "fault": fault, "failed_at": standing.get("failed_at"), "copies": listed})
        return 0 if fault is None else 1
    rows = [(str(taken_at), f"{path.stat().st_size / 1_000_000:,.1f} MB", path.name) for taken_at, path in copies]
    print_table(("时间", "大小", f"{plan.folder} 中的文件"), rows)
    print(fault or "定时备份正常。")
    return 0 if fault is None else 1


def _plan(database: Path) -> BackupPlan:
    plan = backup_plan(database, os.environ, is_demo=False)
    if plan is None:
        raise StoreError("定时备份已关闭（CLOUDEYE_BACKUP_FOLDER=off）。")
    return plan


def _done(chosen: Namespace, sentence: str) -> int:
    if chosen.json:
        print_json({"ok": True, "file": str(chosen.file), "database": str(chosen.database)})
    else:
        print(sentence)
    return 0


def _leave_nothing_behind() -> None:
    """A command that is told to end takes its unfinished copy away first."""
    signal.signal(signal.SIGTERM, _end)


def _end(*_: Any) -> NoReturn:
    raise SystemExit(143)
