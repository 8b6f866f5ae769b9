"""The words of the command line, and Chinese sentences for wrong ones."""

import argparse
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NoReturn

from cloudeye.access.accounts import ADMINISTRATORS
from cloudeye.access.trail.listing import ACTIONS, RESULTS
from cloudeye.ingest import DATASETS
from cloudeye.ingest.reading.choice import ENCODINGS
from cloudeye.paths import default_database
from cloudeye.web.front import LOOPBACK

# What argparse says, and what the person reads.
SENTENCES = (
    (r"the following arguments are required: (.+)", "缺少参数 {0}。"),
    (r"unrecognized arguments: (.+)", "不认识的参数 {0}。"),
    (r"argument (?:command|命令|操作): invalid choice: '(.+?)'.*", "没有名为「{0}」的命令。"),
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


def _end(text: str) -> datetime:
    """A day ends at its midnight, anything finer where it says."""
    moment = _moment(text)
    return moment + timedelta(days=1) if len(text) == len("2026-11-21") else moment


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
IDENTITY = (("--identity",), {"type": Path, "metavar": "KEYFILE", "help": "备份加密时，私钥文件"})
# Commands of two words: the first → what they are about.
GROUPS = {
    "audit": "核验、查阅、归档审计日志",
    "account": "建立第一批管理员，重置账号，查看账号",
    "display": "登记、查看、停用大屏",
}
LOGIN = (("--login",), {"required": True, "metavar": "登录名", "help": "登录名"})
DISPLAY_NAME = (("--name",), {"required": True, "metavar": "名称", "help": "大屏的名称，如「一楼大厅」"})
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
            (("--mapping",), {"type": Path, "metavar": "M.json", "help": "列映射文件；不写则沿用这个报送单位上次确认的对应关系"}),
            (("--sender",), {"metavar": "部门", "help": "报送单位：部门的编号、名称或简称"}),
            (("--encoding",), {"choices": ENCODINGS, "metavar": "编码", "help": "、".join(ENCODINGS) + "之一；不写则自动识别"}),
            (("--sheet",), {"metavar": "名称", "help": "工作簿里的工作表；不写则取第一个有内容的"}),
            (("--dry-run",), {"action": "store_true", "help": "只预览，不写入"}),
        ),
    ),
    "import undo": (
        "撤销一个批次，恢复到入库以前",
        (
            (("batch",), {"metavar": "BATCH", "help": "批次编号，见 import list"}),
            (("--reason",), {"required": True, "metavar": "原因", "help": "为什么撤销，记入台账与审计日志"}),
        ),
    ),
    "import list": (
        "列出批次，新的在前",
        (
            (("--dataset",), {"metavar": "NAME", "help": "只看这个数据集"}),
            (("--page",), {"type": _count, "default": 1, "metavar": "N", "help": "第几页，默认 1"}),
            (("--size",), {"type": _count, "default": 50, "metavar": "N", "help": "一页几条，默认 50"}),
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
    "backup": (
        "备份数据库，演练恢复，查看定时备份",
        (
            (("file",), {"type": Path, "nargs": "?", "metavar": "FILE", "help": "备份文件"}),
            (
                ("--recipient",),
                {"metavar": "age1…", "help": "用这把公钥加密；默认取环境变量 CLOUDEYE_BACKUP_RECIPIENT，没有则不加密"},
            ),
            (("--rehearse",), {"type": Path, "metavar": "FILE", "help": "在旁边试着恢复这份备份，不动数据库"}),
            IDENTITY,
            (("--keygen",), {"type": Path, "metavar": "KEYFILE", "help": "生成一对密钥，私钥写入这个文件"}),
            (("--status",), {"action": "store_true", "help": "列出定时备份；最近一次失败或过期时以 1 结束"}),
        ),
    ),
    "restore": ("用备份恢复数据库", ((("file",), {"type": Path, "metavar": "FILE", "help": "备份文件"}), IDENTITY)),
    "audit verify": (
        "核验审计日志：有没有改动、缺失、重复、乱序、截断",
        ((("--archive",), {"type": Path, "metavar": "目录", "help": "连同归档在这个目录里的月份一起核验"}),),
    ),
    "audit list": (
        "查阅审计日志，新的在前",
        (
            (("--since",), {"type": _moment, "metavar": "YYYY-MM-DD", "help": "从这一天（含）起"}),
            (("--until",), {"type": _end, "metavar": "YYYY-MM-DD", "help": "到这一天（含）止"}),
            (("--actor",), {"default": "", "metavar": "账号", "help": "只看这个账号"}),
            (
                ("--action",),
                {"default": "", "choices": tuple(ACTIONS), "metavar": "NAME", "help": "只看这种操作，如 session.open"},
            ),
            (("--result",), {"default": "", "choices": RESULTS, "metavar": "结果", "help": "、".join(RESULTS) + "之一"}),
            (("--text",), {"default": "", "metavar": "文字", "help": "任何一栏里有这些文字"}),
            (("--page",), {"type": _count, "default": 1, "metavar": "N", "help": "第几页，默认 1"}),
            (("--size",), {"type": _count, "default": 50, "metavar": "N", "help": "一页几条，默认 50"}),
        ),
    ),
    "audit archive": (
        "把满 6 个月的审计日志移到另一个目录，并留痕",
        (
            (("--before",), {"type": _month, "required": True, "metavar": "YYYY-MM", "help": "移走这个月以前的月份"}),
            (("--to",), {"type": Path, "required": True, "metavar": "目录", "help": "移到这个目录"}),
        ),
    ),
    "account add": (
        "建立第一批管理员（系统、安全、审计各一），打印一次初始密码；其他账号请登录后在网页上建立",
        (
            LOGIN,
            (("--name",), {"required": True, "metavar": "姓名", "help": "姓名"}),
            (
                ("--role",),
                {"required": True, "choices": ADMINISTRATORS, "metavar": "ROLE", "help": "、".join(ADMINISTRATORS) + "之一"},
            ),
        ),
    ),
    "account list": ("列出全部账号", ()),
    "account reset": ("重置一个账号的密码与动态口令并解除锁定，打印一次初始密码", (LOGIN,)),
    "display add": ("登记一块大屏，打印一次它的进入地址", (DISPLAY_NAME,)),
    "display list": ("列出全部大屏", ()),
    "display revoke": ("停用一块大屏，立即生效", (DISPLAY_NAME,)),
    "serve": (
        "启动网页服务",
        (
            (("--port",), {"type": _port, "default": 8501, "metavar": "N", "help": "端口，默认 8501"}),
            (("--address",), {"default": LOOPBACK, "metavar": "IP", "help": "监听的地址，默认只有本机能访问"}),
            (("--no-feed",), {"action": "store_true", "help": "演示辖区不自动新增数据"}),
        ),
    ),
}
COMMAND_WORDS = tuple(dict.fromkeys(word for command in GRAMMAR for word in command.split()))


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """The command and its arguments; ``json`` and ``database`` may stand before or after it. Raises UsageError."""
    parser = _Parser(prog="python -m cloudeye", description="营商云眼：区级营商环境监督的评分、排名与整改闭环")
    _add_general(parser, json=False, database=default_database())
    words = parser.add_subparsers(
        prog=parser.prog, dest="command", metavar="命令", required=True, parser_class=_Parser, title="命令"
    )
    groups: dict[str, Any] = {"": words}
    for word, (purpose, options) in GRAMMAR.items():
        group, _, single = word.rpartition(" ")
        if group in GRAMMAR:
            group, single = "", word
        if group not in groups:
            groups[group] = _add_group(words, group, GROUPS[group])
        command = groups[group].add_parser(single, help=purpose, description=purpose)
        _add_general(command, json=argparse.SUPPRESS, database=argparse.SUPPRESS)
        for flags, settings in options:
            command.add_argument(*flags, **settings)
    chosen = parser.parse_args(_joined(arguments))
    if chosen.command in GROUPS:
        chosen.command = f"{chosen.command} {chosen.operation}"
    return chosen


def _joined(arguments: Sequence[str]) -> list[str]:
    """The words with ``import`` and what it is to do as one: it is one by itself, too (a file called undo is ``./undo``)."""
    words = list(arguments)
    for index in range(len(words) - 1):
        is_value = index > 0 and words[index - 1] == "--database"
        if not words[index].startswith("-") and not is_value:
            pair = " ".join(words[index : index + 2])
            return [*words[:index], pair, *words[index + 2 :]] if words[index] in GRAMMAR and pair in GRAMMAR else words
    return words


def _add_group(words: Any, group: str, purpose: str) -> Any:
    """Commands of two words that begin with ``group``."""
    parser = words.add_parser(group, help=purpose, description=purpose)
    _add_general(parser, json=argparse.SUPPRESS, database=argparse.SUPPRESS)
    return parser.add_subparsers(
        prog=parser.prog, dest="operation", metavar="操作", required=True, parser_class=_Parser, title="操作"
    )


def _add_general(parser: argparse.ArgumentParser, **defaults: Any) -> None:
    parser.add_argument("--json", action="store_true", default=defaults["json"], help="输出 JSON")
    parser.add_argument(
        "--database",
        type=Path,
        default=defaults["database"],
        metavar="FILE",
        help="数据库文件；默认取环境变量 CLOUDEYE_DATABASE，否则为 data/cloudeye.duckdb",
    )
