"""Every command that changes something is in the trail: that it began, before it does anything, and how it ended."""

import os
import pwd
from argparse import Namespace
from collections.abc import Callable
from contextlib import suppress

from cloudeye.access.trail.book import Actor, Trail
from cloudeye.access.trail.entry import shortened
from cloudeye.access.trail.files import folder_of
from cloudeye.errors import AccessError

Detail = dict[str, str | int | None]
# Command → what the trail calls it, what it is done to, and what else is told; None when it changes nothing.
RECORDED: dict[str, Callable[[Namespace], tuple[str, str, Detail] | None]] = {
    "init": lambda chosen: ("catalogue.load", str(chosen.catalog), {}),
    "demo": lambda chosen: ("demo.build", str(chosen.database), {"seed": chosen.seed, "records": chosen.records}),
    "import": lambda chosen: (
        None if chosen.dry_run else ("import.load", chosen.file.name, {"dataset": shortened(chosen.dataset)})
    ),
    "import undo": lambda chosen: ("import.undo", chosen.batch, {"reason": shortened(chosen.reason)}),
    "rank": lambda chosen: ("ranking.compute", f"{chosen.month:%Y-%m}", {"correct": int(chosen.correct)}),
    "publish": lambda chosen: ("ranking.publish", f"{chosen.month:%Y-%m}", {}),
    "backup": lambda chosen: ("database.backup", str(chosen.file), {}) if chosen.file else None,
    "restore": lambda chosen: ("database.restore", str(chosen.file), {}),
}
# These make the database; the others do nothing at all without one.
MAKERS = {"init", "demo", "restore"}


def operator() -> Actor:
    """Whoever runs the command, as the operating system knows them; not what their environment claims."""
    try:
        name = pwd.getpwuid(os.getuid()).pw_name
    except KeyError:  # a container may run under a number without a name
        name = str(os.getuid())
    return Actor(f"命令行:{name}", "operator")


def run(chosen: Namespace, command: Callable[[Namespace], int]) -> int:
    """Run ``command`` with an entry before and one after it; returns its exit code.

    What a command puts into ``chosen.outcome`` (a dictionary) goes into the second. Raises AccessError when the first entry
    cannot be written: then the command was not run; and when the second one cannot, and what the command raises.
    """
    recorded = RECORDED.get(chosen.command, lambda _: None)(chosen)
    if recorded is None or (chosen.command not in MAKERS and not chosen.database.exists()):
        return command(chosen)

    def record(result: str, **more: str | int | None) -> None:
        action, subject, detail = recorded
        Trail(chosen.database).record(operator(), action, subject, result=result, **detail, **more)

    if _has_place(chosen):
        record("开始")
    try:
        code = command(chosen)
    except BaseException as error:
        with suppress(AccessError):  # what went wrong with the command is what the person must hear of
            if _has_place(chosen):
                record("失败", error=type(error).__name__)
        raise
    try:
        record("成功" if code == 0 else "失败", **getattr(chosen, "outcome", {}))
    except AccessError as error:
        raise AccessError(f"命令已经执行完毕，但结果没有记入审计日志。{error}") from error
    return code


def _has_place(chosen: Namespace) -> bool:
    """Whether there is a trail to write to, or one may be begun: not before a restore, with which the lost one may come back."""
    return chosen.command != "restore" or folder_of(chosen.database).exists()
