"""Which column of a file is which: built-in Chinese and English headers, and a mapping file for everything else."""

import json
import re
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cloudeye.errors import IngestError, reason
from cloudeye.ingest.datasets import Column, Dataset
from cloudeye.ingest.reading.table import DELIMITERS
from cloudeye.ingest.wording import did_you_mean, quoted

KEYS = ("note", "source", "columns", "constants", "values", "crs")
SHOWN_HEADERS = 8
SHOWN_LETTERS = 40


@dataclass(frozen=True)
class Mapping:
    """What a mapping file says.

    ``columns`` canonical column → header of the file; ``constants`` canonical column → the value of every row;
    ``values`` canonical column → {text in the file → text it stands for}.
    """

    columns: dict[str, str] = field(default_factory=dict)
    constants: dict[str, str] = field(default_factory=dict)
    values: dict[str, dict[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Plan:
    """Where each canonical column is found in a row: 1-based position among the cells, then the constants; None: nowhere."""

    positions: dict[str, int | None]
    constants: list[str]


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
    constants = {column: str(value) for column, value in parts["constants"].items()}
    for key, column in (("source", "source"), ("crs", "source_crs")):
        if content.get(key) and column in known:
            constants[column] = str(content[key])
    return Mapping(
        {column: str(header) for column, header in parts["columns"].items()},
        constants,
        {column: {str(text): str(meaning) for text, meaning in values.items()} for column, values in parts["values"].items()},
    )


def plan(header: list[str], dataset: Dataset, mapping: Mapping) -> Plan:
    """Find every column of the dataset: by the mapping, else as a constant, else by its known headers.

    Raises IngestError naming the required columns that are missing, the headers the mapping asks for in vain, and the columns
    of the file that mean the same.
    """
    plain = [plain_header(cell) for cell in header]
    positions: dict[str, int | None] = {}
    constants: list[str] = []
    claimed = {plain_header(wanted) for wanted in mapping.columns.values()}
    missing: list[Column] = []
    for column in dataset.columns:
        if column.name in mapping.columns:
            positions[column.name] = _position(mapping.columns[column.name], header, plain)
        elif column.name in mapping.constants:
            constants.append(mapping.constants[column.name])
            positions[column.name] = len(header) + len(constants)
        else:
            positions[column.name] = _known_position(column, header, plain, claimed)
        if column.is_required and positions[column.name] is None:
            missing.append(column)
    if missing:
        words = [word for column in missing for word in (column.label, column.name, *column.aliases)]
        near = next((f"文件中的「{cell}」{did_you_mean(cell, words)}" for cell in header if did_you_mean(cell, words)), "")
        raise IngestError(
            f"文件缺少必需的列{quoted(column.label for column in missing)}，{_shown(header)}。"
            f"{near}请改正表头，或在映射文件的 columns 中指明对应的列；没有写入任何数据。"
        )
    return Plan(positions, constants)


def recognised(header: list[str], dataset: Dataset, mapping: Mapping) -> int:
    """How many cells are headers of this dataset."""
    known = {plain_header(word) for column in dataset.columns for word in (column.name, column.label, *column.aliases)}
    known |= {plain_header(wanted) for wanted in mapping.columns.values()}
    return sum(plain_header(cell) in known for cell in header if cell)


def plain_header(cell: str) -> str:
    """A header without what people add to it: spaces, stars, colons, a remark in brackets, capitals, full-width letters."""
    text = unicodedata.normalize("NFKC", cell).lower()
    return re.sub(r"[\s_*:/]+", "", re.sub(r"\((?:必填|选填|可选|格式|yyyy|单位|工作日|%|件|是/否).*?\)", "", text))


def _position(wanted: str, header: list[str], plain: list[str]) -> int:
    found = [index for index, cell in enumerate(plain) if cell == plain_header(wanted)]
    if not found:
        raise IngestError(
            f"映射文件要的列「{wanted}」不在文件里，{_shown(header)}。{did_you_mean(wanted, header)}没有写入任何数据。"
        )
    return _only(found, header, plain)


def _known_position(column: Column, header: list[str], plain: list[str], claimed: set[str]) -> int | None:
    words = {plain_header(word) for word in (column.name, column.label, *column.aliases)} - claimed
    found = [index for index, cell in enumerate(plain) if cell in words]
    # Exports often carry an identifier beside its name: the identifier says more.
    identifiers = [index for index in found if re.search(r"(编号|编码|代码|id)$", plain[index])]
    found = identifiers if len(identifiers) == 1 else found
    return _only(found, header, plain) if found else None


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
