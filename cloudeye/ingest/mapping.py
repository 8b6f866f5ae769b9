"""Which column of a file is which: built-in Chinese and English headers, and a mapping file for everything else."""

import json
import re
import unicodedata
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from typing import Any

from cloudeye.errors import IngestError, reason
from cloudeye.ingest.datasets import Column, Dataset
from cloudeye.ingest.reading.table import DELIMITERS
from cloudeye.ingest.wording import did_you_mean, quoted

KEYS = ("note", "source", "columns", "constants", "values", "crs", "ignored", "remembered")
SHOWN_HEADERS = 8
SHOWN_LETTERS = 40
NEAR = 0.6

# Why a column of the file is taken for a column of the dataset.
SAME_NAME, SYNONYM, REMEMBERED, CHOSEN = "名称一致", "同义词", "上次沿用", "人工指定"
OFFERED, CONSTANT, ABSENT = "相近，待确认", "固定值", "文件中没有"


@dataclass(frozen=True)
class Mapping:
    """What a mapping file or a person says.

    ``columns`` canonical column → header of the file; ``constants`` canonical column → the value of every row;
    ``values`` canonical column → {text in the file → text it stands for}; ``ignored`` headers that are not imported.
    ``remembered`` are the ``columns`` as the sender's last file had them: they give way when the file lacks their header.
    """

    columns: dict[str, str] = field(default_factory=dict)
    constants: dict[str, str] = field(default_factory=dict)
    values: dict[str, dict[str, str]] = field(default_factory=dict)
    ignored: tuple[str, ...] = ()
    remembered: dict[str, str] = field(default_factory=dict, compare=False)

    def as_json(self, *, with_origin: bool = False) -> str:
        """The text that ``mapping_from`` reads back; what was only remembered is told apart ``with_origin``."""
        content: dict[str, Any] = {"columns": self.columns, "constants": self.constants, "values": self.values}
        if self.ignored:
            content["ignored"] = list(self.ignored)
        if with_origin and self.remembered:
            content["remembered"] = self.remembered
        return json.dumps(content, ensure_ascii=False, sort_keys=True)


@dataclass(frozen=True)
class Match:
    """What is taken for one column of the dataset: a header of the file, and why (``basis``).

    ``position`` is 1-based, behind the cells for a constant. A match whose basis is 相近，待确认 is only offered, not used.
    """

    column: Column
    header: str | None
    position: int | None
    basis: str
    similarity: float

    @property
    def is_used(self) -> bool:
        """Whether the column is read from this position."""
        return self.position is not None and self.basis != OFFERED


@dataclass(frozen=True)
class Plan:
    """Where each canonical column is found in a row: 1-based position among the cells, then the constants; None: nowhere."""

    positions: dict[str, int | None]
    constants: list[str]
    matches: tuple[Match, ...] = ()


def read_mapping(path: Path, dataset: Dataset) -> Mapping:
    """Read a mapping file; raises IngestError when it is not JSON or names columns the dataset does not have."""
    try:
        content = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise IngestError(f"无法读取映射文件 {path}：{reason(error)}。请检查路径。") from error
    except UnicodeDecodeError as error:
        raise IngestError(f"映射文件 {path.name} 不是 UTF-8 文本。请另存为 UTF-8 编码后重试；没有写入任何数据。") from error
    except ValueError as error:
        where = f"，错在第 {error.lineno} 行第 {error.colno} 列" if isinstance(error, json.JSONDecodeError) else ""
        raise IngestError(
            f"映射文件 {path.name} 不是有效的 JSON{where}。请检查引号、逗号和括号后重试；没有写入任何数据。"
        ) from error
    return mapping_from(content, dataset, path.name)


def mapping_from(content: Any, dataset: Dataset, name: str = "映射") -> Mapping:
    """Check the content of a mapping file. ``source`` and ``crs`` are constants with names of their own."""
    if not isinstance(content, dict):
        raise IngestError(f'{name} 应当是一个 JSON 对象，例如 {{"columns": {{"submitted_at": "登记时间"}}}}。没有写入任何数据。')
    for key in content.keys() - set(KEYS):
        raise IngestError(
            f"{name} 中有不认识的项「{key}」。{did_you_mean(key, KEYS)}可用的项：{'、'.join(KEYS)}。没有写入任何数据。"
        )
    known = [column.name for column in dataset.columns]
    parts: dict[str, dict[str, Any]] = {}
    for part in ("columns", "constants", "values"):
        parts[part] = content.get(part) or {}
        if not isinstance(parts[part], dict):
            raise IngestError(f"{name} 的 {part} 应当是一个 JSON 对象（列名 → 内容）。没有写入任何数据。")
        for column in parts[part]:
            if column not in known:
                raise IngestError(
                    f"{name} 的 {part} 中，数据集「{dataset.label}」没有列「{column}」。{did_you_mean(column, known)}"
                    f"可用的列：{'、'.join(known)}。没有写入任何数据。"
                )
    for column, values in parts["values"].items():
        if not isinstance(values, dict):
            raise IngestError(f"{name} 的 values.{column} 应当是一个 JSON 对象（文件中的写法 → 含义）。没有写入任何数据。")
    ignored, remembered = content.get("ignored") or [], content.get("remembered") or {}
    if not isinstance(ignored, list) or not isinstance(remembered, dict):
        raise IngestError(f"{name} 的 ignored 应当是不导入的表头的列表，remembered 应当是一个 JSON 对象。没有写入任何数据。")
    constants = {column: str(value) for column, value in parts["constants"].items()}
    for key, column in (("source", "source"), ("crs", "source_crs")):
        if content.get(key) and column in known:
            constants[column] = str(content[key])
    return Mapping(
        {column: str(header) for column, header in parts["columns"].items()},
        constants,
        {column: {str(text): str(meaning) for text, meaning in values.items()} for column, values in parts["values"].items()},
        tuple(str(header) for header in ignored),
        {str(column): str(header) for column, header in remembered.items()},
    )


def plan(header: list[str], dataset: Dataset, mapping: Mapping) -> Plan:
    """Find every column of the dataset: by the mapping, else as a constant, else by its known headers.

    Raises IngestError naming the required columns that are missing, the headers the mapping asks for in vain, and the columns
    of the file that mean the same.
    """
    found = _Finder(header, dataset, mapping)
    positions = {column.name: found.position(column) for column in dataset.columns}
    missing = [column for column in dataset.columns if column.is_required and positions[column.name] is None]
    if missing:
        words = [word for column in missing for word in (column.label, column.name, *column.aliases)]
        near = next((f"文件中的「{cell}」{did_you_mean(cell, words)}" for cell in header if did_you_mean(cell, words)), "")
        raise IngestError(
            f"文件缺少必需的列{quoted(column.label for column in missing)}，{_shown(header)}。"
            f"{near}请改正表头，或在映射文件的 columns 中指明对应的列；没有写入任何数据。"
        )
    return Plan(positions, found.constants, tuple(propose(header, dataset, mapping)))


def propose(header: list[str], dataset: Dataset, mapping: Mapping) -> list[Match]:
    """What would be taken for each column of the dataset, in its order, for a person to confirm or correct. Never raises.

    Columns that nothing is known for are offered the header that looks most like them; each header is offered once.
    """
    found = _Finder(header, dataset, mapping)
    matches = {column.name: found.match(column) for column in dataset.columns}
    taken = {match.position for match in matches.values()}
    free = [
        (index + 1, cell)
        for index, cell in enumerate(header)
        if cell and index + 1 not in taken and found.plain[index] not in found.ignored
    ]
    near = [
        (_similarity(found.plain[position - 1], column), column, cell, position)
        for column in dataset.columns
        if matches[column.name].basis == ABSENT and column.name not in mapping.columns
        for position, cell in free
    ]
    for similarity, column, cell, position in sorted(near, key=lambda offer: -offer[0]):
        if similarity >= NEAR and matches[column.name].basis == ABSENT and position not in taken:
            matches[column.name] = Match(column, cell, position, OFFERED, round(similarity, 3))
            taken.add(position)
    return list(matches.values())


def unused(header: list[str], matches: list[Match]) -> list[str]:
    """The headers of the file that mean nothing here: neither taken nor offered for any column."""
    taken = {match.position for match in matches}
    return [cell for index, cell in enumerate(header) if cell and index + 1 not in taken]


def recognised(header: list[str], dataset: Dataset, mapping: Mapping) -> int:
    """How many cells are headers of this dataset."""
    known = {word for column in dataset.columns for word in _plain_words(column)}
    known |= {plain_header(wanted) for wanted in mapping.columns.values()}
    return sum(plain_header(cell) in known for cell in header if cell)


def plain_header(cell: str) -> str:
    """A header without what people add to it: spaces, stars, colons, a remark in brackets, capitals, full-width letters."""
    text = unicodedata.normalize("NFKC", cell).lower()
    return re.sub(r"[\s_*:/]+", "", re.sub(r"\((?:必填|选填|可选|格式|yyyy|单位|工作日|%|件|是/否).*?\)", "", text))


@cache
def _plain_words(column: Column) -> tuple[str, ...]:
    """Every header that is known to mean the column."""
    return tuple(plain_header(word) for word in (column.name, column.label, *column.aliases))


class _Finder:
    """Finds the columns of a dataset in one header."""

    def __init__(self, header: list[str], dataset: Dataset, mapping: Mapping) -> None:
        self.header, self.mapping = header, mapping
        self.plain = [plain_header(cell) for cell in header]
        self.wanted = {
            name: wanted
            for name, wanted in mapping.columns.items()
            if mapping.remembered.get(name) != wanted or plain_header(wanted) in self.plain
        }
        claimed = {plain_header(wanted) for wanted in self.wanted.values()}
        self.ignored = {plain_header(cell) for cell in mapping.ignored} - claimed
        self.closed = claimed | self.ignored
        chosen = [
            column.name for column in dataset.columns if column.name not in self.wanted and column.name in mapping.constants
        ]
        self.constants = [mapping.constants[name] for name in chosen]
        self.constant_positions = {name: len(header) + number for number, name in enumerate(chosen, start=1)}

    def position(self, column: Column) -> int | None:
        """Where the column is; raises IngestError when that cannot be known."""
        if column.name in self.wanted:
            return self._position(self.wanted[column.name])
        if column.name in self.constant_positions:
            return self.constant_positions[column.name]
        found = self._known(column)
        return _only(found, self.header, self.plain) if found else None

    def match(self, column: Column) -> Match:
        """The same with its reason; a header that several columns of the file could be is offered, one that is missing absent."""
        try:
            position = self.position(column)
        except IngestError:
            wanted = self.wanted.get(column.name)
            several = [index for index, cell in enumerate(self.plain) if wanted and cell == plain_header(wanted)]
            several = self._known(column) if wanted is None else several
            if not several:
                return Match(column, None, None, ABSENT, 0.0)
            return Match(column, self.header[several[0]], several[0] + 1, OFFERED, 1.0)
        if position is None:
            return Match(column, None, None, ABSENT, 0.0)
        if position > len(self.header):
            return Match(column, None, position, CONSTANT, 1.0)
        return Match(column, self.header[position - 1], position, self._basis(column, position), 1.0)

    def _basis(self, column: Column, position: int) -> str:
        if column.name in self.wanted:
            return REMEMBERED if self.mapping.remembered.get(column.name) == self.wanted[column.name] else CHOSEN
        names = {plain_header(column.name), plain_header(column.label)}
        return SAME_NAME if self.plain[position - 1] in names else SYNONYM

    def _position(self, wanted: str) -> int:
        found = [index for index, cell in enumerate(self.plain) if cell == plain_header(wanted)]
        if not found:
            raise IngestError(
                f"映射文件要的列「{wanted}」不在文件里，{_shown(self.header)}。{did_you_mean(wanted, self.header)}没有写入任何数据。"
            )
        return _only(found, self.header, self.plain)

    def _known(self, column: Column) -> list[int]:
        words = set(_plain_words(column)) - self.closed
        found = [index for index, cell in enumerate(self.plain) if cell in words]
        # Exports often carry an identifier beside its name: the identifier says more.
        identifiers = [index for index in found if re.search(r"(编号|编码|代码|id)$", self.plain[index])]
        return identifiers if len(identifiers) == 1 else found


def _similarity(plain: str, column: Column) -> float:
    """How much a header looks like the nearest word for a column: 0–1, 0 for anything that is not near."""
    matcher, best = SequenceMatcher(None, "", plain), 0.0
    for word in _plain_words(column):
        matcher.set_seq1(word)
        # The first two are quick and never below the third.
        if min(matcher.real_quick_ratio(), matcher.quick_ratio()) >= max(NEAR, best):
            best = max(best, matcher.ratio())
    return best


def _only(found: list[int], header: list[str], plain: list[str]) -> int:
    """The position of the one column found. Raises IngestError when there are more: nobody can know which one is right."""
    if len({plain[index] for index in found}) > 1:
        raise IngestError(
            f"文件中的{quoted(header[index] for index in found)}是同一项内容。请只保留一列，"
            "或在映射文件的 columns 中指明取哪一列；没有写入任何数据。"
        )
    if len(found) > 1:
        raise IngestError(
            f"文件中有 {len(found)} 列都叫「{header[found[0]]}」。请只保留一列，或改名后重新上传；没有写入任何数据。"
        )
    return found[0] + 1


def _shown(header: list[str]) -> str:
    """What the header row holds, in a few words; a single cell is most often a row that was not separated."""
    cells = [cell if len(cell) <= SHOWN_LETTERS else f"{cell[:SHOWN_LETTERS]}…" for cell in header if cell]
    if len(cells) == 1:
        return f"表头只认出一列「{cells[0]}」，各列似乎没有分开（可用的分隔符：{'、'.join(DELIMITERS.values())}）"
    more = f"等 {len(cells)} 列" if len(cells) > SHOWN_HEADERS else ""
    return f"表头是{quoted(cells[:SHOWN_HEADERS]) or '空的'}{more}"
