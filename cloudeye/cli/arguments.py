"""The words of the command line, and Chinese sentences for wrong ones."""

import argparse
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NoReturn

from cloudeye.ingest import DATASETS
from cloudeye.paths import default_database

# What argparse says, and what the person reads.
SENTENCES = (
    (r"the following arguments are required: (.+)", "缺少参数 {0}。"),
    (r"unrecognized arguments: (.+)", "不认识的参数 {0}。"),
    (r"argument (?:command|命令): invalid choice: '(.+?)'.*", "没有名为「{0}」的命令。"),
    (r"argument (\S+): invalid choice: '(.+?)'.*", "参数 {0} 不能是「{1}」。"),
    (r"argument (\S+): expected one argument", "参数 {0} 后面要跟一个值。"),
    (r"argument (\S+): ignored explicit argument '(.+)'", "参数 {0} 不带值，却写了「{1}」。"),
    (r"ambiguous option: (\S+) could match (.+)", "参数 {0} 不完整，可能是 {1}。"),
    (r"argument (\S+?)(?:/\S+)?: (.+)", "参数 {0}：{1}"),
)


class UsageError(Exception):
    """The command line cannot be understood; the message is the whole sentence."""


class _Format(argparse.RawDescriptionHelpFormatter):
    def add_usage(self, usage: str | None, actions: Iterable[argparse.Action], groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, prefix or "用法：")


class _Parser(argparse.ArgumentParser):
    """Speaks Chinese, and raises instead of leaving the process."""

    def __init__(self, **options: Any) -> None:
        super().__init__(formatter_class=_Format, add_help=False, allow_abbrev=False, **options)
        self._positionals.title = "参数"
        self._optionals.title = "选项"
        self.add_argument("-h", "--help", action="help", help="显示这份说明")

    def error(self, message: str) -> NoReturn:
        hint = f"请运行 {self.prog} --help 查看用法。"
        for pattern, sentence in SENTENCES:
            found = re.fullmatch(pattern, message, re.DOTALL)
            if found:
                near = get_close_matches(found.group(1), COMMAND_WORDS, n=1) if "的命令" in sentence else []
                guess = f"您是不是想写「{near[0]}」？" if near else ""
                raise UsageError(sentence.format(*found.groups()) + guess + hint)
        raise UsageError(f"命令写法有误。{hint}")


def _month(text: str) -> date:
    try:
        return datetime.strptime(text, "%Y-%m").date()
    except ValueError:
        raise argparse.ArgumentTypeError(f"「{text}」不是月份，请写成 2026-10 这样的格式。") from None


def _moment(text: str) -> datetime:
    for shape in ("%Y-%m-%d", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"):
        try:
            return datetime.strptime(text, shape)
        except ValueError:
            continue
    raise argparse.ArgumentTypeError(f"「{text}」不是日期，请写成 2026-11-21 这样的格式。")


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) == 0:
        raise argparse.ArgumentTypeError(f"「{text}」不是正整数。")
    return int(text)


def _whole(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"「{text}」不是不小于 0 的整数。")
    return int(text)


def _port(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"「{text}」不是端口号，请填 1 到 65535 之间的整数。")
    return int(text)


MONTH = (("--month",), {"type": _month, "required": True, "metavar": "YYYY-MM", "help": "月份"})
# Command → what it is for, its arguments.
GRAMMAR: dict[str, tuple[str, tuple[tuple[tuple[str, ...], dict[str, Any]], ...]]] = {
    "init": (
        "从一个目录的评价目录文件建立空白辖区，或更新已有辖区的目录（保留历史）",
        (
            (
                ("--catalog",),
                {"type": Path, "required": True, "metavar": "目录", "help": "评价目录所在的目录，格式见 data/catalog/README.md"},
            ),
            (("--name",), {"metavar": "名称", "help": "辖区名称"}),
        ),
    ),
    "demo": (
        "生成演示辖区（虚构数据）",
        (
            (("--seed",), {"type": _whole, "metavar": "N", "help": "随机种子；同一种子与日期生成同样的数据"}),
            (("--as-of",), {"type": _moment, "metavar": "YYYY-MM-DD", "help": "数据截至日期，默认今天"}),
            (("--records",), {"type": _count, "metavar": "N", "help": "归集数据条数，默认 6000000"}),
        ),
    ),
    "import": (
        "导入一份 CSV 或 Excel 文件",
        (
            (("file",), {"type": Path, "metavar": "FILE", "help": "要导入的文件"}),
            (
                ("--dataset",),
                {
                    "required": True,
                    "metavar": "NAME",
                    "help": "数据集：" + "、".join(f"{d.name}（{d.label}）" for d in DATASETS.values()),
                },
            ),
            (("--mapping",), {"type": Path, "metavar": "M.json", "help": "列映射文件"}),
            (("--dry-run",), {"action": "store_true", "help": "只预览，不写入"}),
        ),
    ),
    "rank": (
        "计算一个月的得分与排名（草案）",
        (MONTH, (("--correct",), {"action": "store_true", "help": "更正已定稿的月份：在定稿之外另出新一版草案"})),
    ),
    "publish": ("发布一个月的排名草案，发布后不再变动", (MONTH,)),
    "passport": (
        "显示一个部门一个月得分的依据",
        (MONTH, (("--department",), {"required": True, "metavar": "ID", "help": "部门编号；district 表示全区"})),
    ),
    "verify": ("核对目录与数据，列出各项计数与检查结果", ()),
    "backup": ("备份数据库", ((("file",), {"type": Path, "metavar": "FILE", "help": "备份文件"}),)),
    "restore": ("用备份恢复数据库", ((("file",), {"type": Path, "metavar": "FILE", "help": "备份文件"}),)),
    "serve": (
        "启动网页服务",
        (
            (("--port",), {"type": _port, "default": 8501, "metavar": "N", "help": "端口，默认 8501"}),
            (("--no-feed",), {"action": "store_true", "help": "演示辖区不自动新增数据"}),
        ),
    ),
}
COMMAND_WORDS = tuple(GRAMMAR)


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """The command and its arguments; ``json`` and ``database`` may stand before or after it. Raises UsageError."""
    parser = _Parser(prog="python -m cloudeye", description="营商云眼：区级营商环境监督的评分、排名与整改闭环")
    _add_general(parser, json=False, database=default_database())
    words = parser.add_subparsers(
        prog=parser.prog, dest="command", metavar="命令", required=True, parser_class=_Parser, title="命令"
    )
    for word, (purpose, options) in GRAMMAR.items():
        command = words.add_parser(word, help=purpose, description=purpose)
        _add_general(command, json=argparse.SUPPRESS, database=argparse.SUPPRESS)
        for flags, settings in options:
            command.add_argument(*flags, **settings)
    return parser.parse_args(arguments)


def _add_general(parser: argparse.ArgumentParser, **defaults: Any) -> None:
    parser.add_argument("--json", action="store_true", default=defaults["json"], help="输出 JSON")
    parser.add_argument(
        "--database",
        type=Path,
        default=defaults["database"],
        metavar="FILE",
        help="数据库文件；默认取环境变量 CLOUDEYE_DATABASE，否则为 data/cloudeye.duckdb",
    )
