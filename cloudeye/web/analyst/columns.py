"""How a file is read and what its columns mean: shown as found, corrected by whoever knows better."""

import re
from collections.abc import Mapping as AnyMapping
from collections.abc import Sequence
from dataclasses import dataclass, replace

from cloudeye.errors import IngestError
from cloudeye.ingest import mapping as mappings
from cloudeye.ingest.datasets import DATASETS, Column, Dataset
from cloudeye.ingest.instructions import Instructions
from cloudeye.ingest.mapping import ABSENT, CHOSEN, CONSTANT, OFFERED, REMEMBERED, SAME_NAME, Mapping, Match
from cloudeye.ingest.reading.choice import DELIMITERS, ENCODINGS, Choice
from cloudeye.ingest.reading.table import Table
from cloudeye.web.analyst.sheet import Said, act, box, choice
from cloudeye.web.analyst.steps import card, facts, fingerprint, size_words
from cloudeye.web.analyst.uploads import Upload
from cloudeye.web.theme import SHAPES
from cloudeye.web.wording import text

AUTO, LEFT_OUT, ADOPT = "", "", "adopt"
COLUMN, CONSTANT_OF = "column:", "constant:"
TONES = {SAME_NAME: "met", REMEMBERED: "met", CHOSEN: "met", CONSTANT: "met", OFFERED: "warn"}
SEVERAL = re.compile("共 ([0-9]+) 行")
LINE = re.compile("[1-9][0-9]{0,6}")


@dataclass(frozen=True)
class Found:
    """What stands in a file for each column of its dataset: ``chosen`` is, by place in the header, the column it is read as."""

    table: Table
    dataset: Dataset
    mapping: Mapping
    matches: Sequence[Match]
    fault: str

    @property
    def header(self) -> list[str]:
        """The headers of the file, in order."""
        return self.table.header

    @property
    def chosen(self) -> list[str]:
        """For each header the name of the column it is read as, empty for none."""
        used = {match.position: match.column.name for match in self.matches if match.is_used}
        return [used.get(place, LEFT_OUT) for place in range(1, len(self.header) + 1)]

    @property
    def offered(self) -> dict[int, Match]:
        """By place in the header (from 0), the columns that are only offered."""
        return {match.position - 1: match for match in self.matches if match.basis == OFFERED and match.position}

    @property
    def missing(self) -> list[Column]:
        """The required columns that nothing stands for."""
        return [match.column for match in self.matches if match.column.is_required and not match.is_used]


def found_in(table: Table, dataset: Dataset, mapping: Mapping) -> Found:
    """What the header of ``table`` means under ``mapping``; ``fault`` says why it cannot be read so."""
    fault = ""
    try:
        mappings.plan(table.header, dataset, mapping)
    except IngestError as error:
        fault = str(error)
    return Found(table, dataset, mapping, mappings.propose(table.header, dataset, mapping), fault)


def taken(instructions: Instructions, found: Found | None, said: Said) -> Instructions:
    """The instructions after somebody said something in the form. ``found`` is what they had before them, None if unread."""
    values = said.values
    line = values.get("header_line", "").strip()
    reading = Choice(
        encoding=values.get("encoding") or None,
        delimiter=values.get("delimiter") or None,
        sheet=values.get("sheet") or None,
        header_line=int(line) if LINE.fullmatch(line) else None,
    )
    mapping = instructions.mapping
    if found is not None and reading == instructions.choice:
        mapping = _adopted(mapping, found) if said.act == ADOPT else _corrected(mapping, found, values)
    sender = values["sender"] or None if "sender" in values else instructions.sender
    return replace(instructions, choice=reading, mapping=mapping, sender=sender)


def _adopted(mapping: Mapping, found: Found) -> Mapping:
    """Everything that was only offered, confirmed."""
    return replace(mapping, columns=mapping.columns | {one.column.name: str(one.header) for one in found.offered.values()})


def _corrected(mapping: Mapping, found: Found, values: AnyMapping[str, str]) -> Mapping:
    known = {column.name for column in found.dataset.columns}
    columns, ignored = dict(mapping.columns), list(mapping.ignored)
    for place, (header, before) in enumerate(zip(found.header, found.chosen, strict=True)):
        said = values.get(f"{COLUMN}{place}", before)
        if said == before or said not in known | {LEFT_OUT}:
            continue
        columns = {name: wanted for name, wanted in columns.items() if wanted != header}
        ignored = [one for one in ignored if one != header]
        if said == LEFT_OUT:
            ignored.append(header)
        else:
            columns[said] = header
    constants = {
        **{name: value for name, value in mapping.constants.items() if f"{CONSTANT_OF}{name}" not in values},
        **{
            name.removeprefix(CONSTANT_OF): value.strip()
            for name, value in values.items()
            if name.startswith(CONSTANT_OF) and value.strip() and name.removeprefix(CONSTANT_OF) in known
        },
    }
    return replace(mapping, columns=columns, ignored=tuple(ignored), constants=constants)


def conclusion(found: Found) -> tuple[str, str]:
    """One sentence on whether the file can be previewed, and one on what to do; plain text."""
    used, total = sum(one != LEFT_OUT for one in found.chosen), sum(bool(cell) for cell in found.header)
    if found.missing:
        names = "、".join(f"「{column.label}」" for column in found.missing)
        return (
            f"还缺 {len(found.missing)} 个必需的列：{names}。",
            "请在右边为它选一个表头；整份文件都相同的，可以在下面填固定值。",
        )
    if found.fault:
        return "有的列对不上，还不能预检。", found.fault
    offered = f"，{len(found.offered)} 列相近、待您确认" if found.offered else ""
    left = total - used - len(found.offered)
    rest = f"，{left} 列不导入" if left else ""
    head = f"{total} 列中认出 {used} 列{offered}{rest}，可以预检。"
    return head, "对应关系会记住，同一单位下次上传自动沿用；列的顺序不限。"


def skipped_words(table: Table) -> str:
    """What was passed over, by kind: 首 2 行说明、合计 1 行; empty for nothing."""
    counted: dict[str, int] = {}
    for one in table.skipped:
        # Lines that follow each other are told as one.
        several = SEVERAL.search(one.text) if one.kind == "空行" else None
        counted[one.kind] = counted.get(one.kind, 0) + (int(several[1]) if several else 1)
    return "、".join(f"{kind} {rows} 行" for kind, rows in counted.items())


def reading_card(upload: Upload, table: Table | None, senders: Sequence[tuple[str, str]], earlier: str) -> str:
    """The file and how it is read, with the boxes that correct it. Markup."""
    told = upload.instructions.choice
    is_text = table is None or table.kind == "CSV"
    rows = [
        ("名称", f'<span class="file-name">{text(upload.file_name)}</span>'),
        ("大小", size_words(upload.size)),
        ("数据集", choice("dataset", "数据集", [(one.name, one.label) for one in DATASETS.values()], upload.dataset.name)),
        ("报送", choice("sender", "报送单位", [("", "不指定单位"), *senders], upload.sender or "")),
    ]
    if is_text:
        auto = f"自动识别：{table.encoding}" if table and told.encoding is None else "自动识别"
        rows.append(
            ("编码", choice("encoding", "编码", [(AUTO, auto), *((one, one) for one in ENCODINGS)], told.encoding or AUTO))
        )
        named = DELIMITERS.get(table.delimiter, table.delimiter) if table and told.delimiter is None else ""
        auto = f"自动识别：{named}" if named else "自动识别"
        rows.append(("分隔", choice("delimiter", "分隔符", [(AUTO, auto), *DELIMITERS.items()], told.delimiter or AUTO)))
    elif table is not None:
        rows.append(("格式", table.kind))
        if table.sheets:
            auto = f"自动识别：{table.sheet}" if told.sheet is None else "自动识别"
            rows.append(
                ("工作表", choice("sheet", "工作表", [(AUTO, auto), *((one, one) for one in table.sheets)], told.sheet or AUTO))
            )
    line = str(told.header_line or "")
    shown = f"自动：第 {table.header_line} 行" if table else "自动"
    rows.append(("表头在", box("header_line", "表头在第几行", line, placeholder=shown, width="150px")))
    if table is not None and table.member:
        rows.append(("压缩包内", text(table.member)))
    if table is not None and skipped_words(table):
        rows.append(("已跳过", text(skipped_words(table))))
    rows.append(("指纹", f'<span class="mid">{fingerprint(upload.file_hash)}，{text(earlier)}</span>'))
    return card("文件", "", facts(rows), name="reading")


def _options(dataset: Dataset) -> list[tuple[str, str]]:
    return [(LEFT_OUT, "不导入"), *((one.name, f"{one.label}{' *' if one.is_required else ''}") for one in dataset.columns)]


def basis_mark(match: Match | None) -> str:
    """Why a header is taken for a column, with its shape. Markup."""
    if match is None:
        return f'<span class="mark-none">{SHAPES["none"]}</span> 不导入'
    tone = TONES.get(match.basis, "met")
    share = f" {100 * match.similarity:.0f}%" if match.basis == OFFERED else ""
    label = f"「{match.column.label}」" if match.basis == OFFERED else ""
    words = f"像{label}{share}" if match.basis == OFFERED else match.basis
    return f'<span class="mark-{tone}">{SHAPES[tone]}</span> <span class="basis {tone}">{text(words)}</span>'


def columns_card(found: Found) -> str:
    """Every header of the file and the column it is read as, to be corrected; what the file lacks below. Markup."""
    by_place = {match.position: match for match in found.matches if match.position}
    options = _options(found.dataset)
    lines = []
    for place, header in enumerate(found.header):
        if not header:
            continue
        match = by_place.get(place + 1)
        tone = "" if match is None or match.is_used else "warn"
        select = choice(
            f"{COLUMN}{place}", f"「{header}」对应的字段", options, found.chosen[place], tone=tone or ("" if match else "off")
        )
        lines.append(
            f'<tr><th scope="row" title="{text(header)}">{text(header)}</th><td class="to">→</td><td>{select}</td>'
            f"<td>{basis_mark(match)}</td></tr>"
        )
    adopt = act(ADOPT, f"采用 {len(found.offered)} 条相近建议", is_main=True) if found.offered else ""
    qualifier = f"{len(lines)} 列；带 * 的字段必需"
    return card("表头对应", qualifier, _halved(lines) + _absent(found), corner=adopt, name="mapping")


def sample_card(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """The first records of the file as they stand in it. Markup."""
    head = "".join(f'<th scope="col" title="{text(cell)}">{text(cell)}</th>' for cell in header)
    body = "".join("<tr>" + "".join(f'<td title="{text(cell)}">{text(cell)}</td>' for cell in row) + "</tr>" for row in rows)
    table = f'<table class="upload-table"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
    return card("文件开头", f"表头下面的前 {len(rows)} 行，原样显示", f'<div class="upload-sample">{table}</div>')


def _absent(found: Found) -> str:
    """The columns that the file does not have: required ones open, the others folded. Markup."""
    constants = {match.column.name for match in found.matches if match.basis == CONSTANT}
    absent = [one.column for one in found.matches if one.basis in (ABSENT, OFFERED, CONSTANT)]
    needed = [one for one in absent if (one.is_required and one.name not in constants) or one.name in constants]
    others = [one for one in absent if one not in needed]
    parts = ""
    if needed:
        parts += f'<div class="upload-absent"><h3>文件中没有、每行都相同的，填固定值</h3>{"".join(_constant(one, found) for one in needed)}</div>'
    if others:
        inner = "".join(_constant(one, found) for one in others)
        summary = f"<summary>文件中没有的另外 {len(others)} 个可选字段</summary>"
        parts += f'<details class="upload-absent" data-part="others">{summary}{inner}</details>'
    return parts


def _constant(column: Column, found: Found) -> str:
    value = found.mapping.constants.get(column.name, "")
    need = " *" if column.is_required else ""
    entry = box(CONSTANT_OF + column.name, f"{column.label}的固定值", value, placeholder="固定值", width="180px")
    return f"<label><span>{text(column.label)}{need}</span>{entry}<small>{text(column.description)}</small></label>"


def read_only_card(found: Found, link: str) -> str:
    """Every header and the column it was read as, to be looked over. ``link`` leads to where it is corrected. Markup."""
    by_place = {match.position: match for match in found.matches if match.position}
    labels = {column.name: column.label for column in found.dataset.columns}
    lines = []
    for place, header in enumerate(found.header):
        if not header:
            continue
        used = found.chosen[place]
        match = by_place.get(place + 1)
        basis = basis_mark(match if used else None)
        target = f'<span class="slot">{text(labels[used])}</span>' if used else '<span class="slot off">不导入</span>'
        lines.append(
            f'<tr><th scope="row" title="{text(header)}">{text(header)}</th><td class="to">→</td><td>{target}</td>'
            f"<td>{basis}</td></tr>"
        )
    constants = [match for match in found.matches if match.basis == CONSTANT]
    lines += [
        f'<tr><th scope="row" class="low">固定值「{text(found.mapping.constants.get(one.column.name, ""))}」</th><td class="to">→</td>'
        f'<td><span class="slot">{text(one.column.label)}</span></td><td>{basis_mark(one)}</td></tr>'
        for one in constants
    ]
    used_count = sum(bool(one) for one in found.chosen)
    left = sum(bool(cell) for cell in found.header) - used_count
    qualifier = f"{used_count} 列" + (f"，{left} 列不导入" if left else "") + "；下次同一单位自动沿用"
    shown, rest = lines[:10], lines[10:]
    more = f'<details data-part="columns"><summary>另外 {len(rest)} 列</summary>{_halved(rest)}</details>' if rest else ""
    return card("表头对应", qualifier, _halved(shown) + more, corner=link, name="mapping")


def _halved(lines: Sequence[str]) -> str:
    half = (len(lines) + 1) // 2 if len(lines) > 5 else len(lines)
    head = '<thead><tr><th scope="col">文件表头</th><th></th><th scope="col">对应字段</th><th scope="col">依据</th></tr></thead>'
    return (
        '<div class="upload-two">'
        + "".join(
            f'<table class="upload-map">{head}<tbody>{"".join(part)}</tbody></table>'
            for part in (lines[:half], lines[half:])
            if part
        )
        + "</div>"
    )
