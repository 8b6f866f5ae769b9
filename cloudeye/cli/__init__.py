"""The command line: parse, call, print. Nothing is decided here.

Exit code 0 on success, 1 on failure with one sentence on standard error, 2 on wrong usage. With ``--json`` the answer,
or ``{"ok": false, "error": …}``, is one JSON document on standard output.
"""

import sys
from collections.abc import Sequence

from cloudeye.cli.arguments import UsageError, parse
from cloudeye.cli.commands import COMMANDS
from cloudeye.cli.printing import print_json
from cloudeye.cli.recording import run
from cloudeye.errors import CloudEyeError, reason


def main(arguments: Sequence[str]) -> int:
    """Run one command; returns the exit code."""
    as_json = "--json" in arguments
    try:
        chosen = parse(arguments)
        return run(chosen, COMMANDS[chosen.command])
    except UsageError as error:
        return _fail(str(error), as_json, code=2)
    except CloudEyeError as error:
        return _fail(str(error), as_json)
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            return 1
        return _fail(
            f"无法读写文件 {error.filename or '（未知）'}：{reason(error)}。没有写入任何数据；请检查磁盘与权限后重试。", as_json
        )
    except KeyboardInterrupt:
        return _fail("已中止，没有写入任何数据。", as_json, code=130)


def _fail(sentence: str, as_json: bool, code: int = 1) -> int:
    print(sentence, file=sys.stderr)
    if as_json:
        print_json({"ok": False, "error": sentence})
    return code
