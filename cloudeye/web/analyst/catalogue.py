"""The catalogue as tables that a person edits: which there are, what their cells look like in an editor and as text again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas

from cloudeye.catalog.formats import Column
from cloudeye.catalog.revision import FORMAT_OF, Edit, cell
from cloudeye.catalog.wording import COLUMNS, TITLES, word

Row = Mapping[str, Any]
Cells = Mapping[str, str]

# The tables of the page by their name in the address, in the order of the chooser.
TABLES = {
    "points": "points.csv", "indicators": "indicators.csv", "rules": "scoring_rules.csv", "tasks": "tasks.csv",
    "departments": "departments.csv", "deadlines": "deadlines.csv",
}  # fmt: skip
LABELS = {
    "points": "监督靶点与口径", "indicators": "二级指标与权重", "rules": "评分规则", "tasks": "改革任务", "departments": "部门",
    "deadlines": "时限",
}  # fmt: skip
# Of these the product knows every entry; only values change.
FIXED = {"rules": ("name", "description"), "deadlines": ("entity", "kind", "name")}
# The columns that a table shows, in order; the others keep what they hold.
SHOWN: Mapping[str, tuple[str, ...]] = {
    "points": ("point_id", "name", "best", "worst", "target", "weight", "method", "valid_from", "indicator_id", "unit",
               "frequency", "is_key", "better", "source_type"),
    "indicators": ("indicator_id", "name", "domain_id", "lead_department_id", "weight", "co_departments"),
    "rules": ("description", "value", "name"),
    "tasks": ("task_id", "title", "lead_department_id", "due_date", "list", "measure_id", "measure", "co_departments",
              "evidence_required"),
    "departments": ("department_id", "name", "short_name", "ranking_group", "is_ranked", "valid_from", "valid_to", "kind",
                    "parent_id"),
    "deadlines": ("entity", "kind", "name", "value", "unit", "description"),
}  # fmt: skip
WIDTHS = {
    "point_id": 80, "indicator_id": 170, "name": 216, "unit": 84, "frequency": 80, "best": 86, "worst": 86, "target": 86,
    "weight": 76, "method": 104, "valid_from": 112, "valid_to": 112, "is_key": 76, "better": 96, "source_type": 100,
    "domain_id": 110, "lead_department_id": 130, "co_departments": 220, "value": 90, "description": 330, "task_id": 84,
    "title": 260, "due_date": 116, "list": 84, "measure_id": 104, "measure": 160, "evidence_required": 180,
    "department_id": 150, "short_name": 110, "ranking_group": 140, "is_ranked": 104, "kind": 100, "parent_id": 130, "entity": 100,
}  # fmt: skip
# What a reader of a table must know about it.
NOTES = {
    "points": "改最优值、最差值、目标值、权重或计分方法会产生新口径，自「启用日期」起生效；留空为本月 1 日。已发布的月份不受影响。",
    "indicators": "权重在本领域、本部门内按比例计；牵头部门只有一个，只有它得分。保存后用于所有未发布的月份。",
    "rules": "感知度与完成度两项权重之和为 1，指标与三率两项权重之和为 1。保存后用于所有未发布的月份。",
    "tasks": "到期日之后，任务要逐月上报到完成为止。有进度的任务不能删去。",
    "departments": "撤销或合并的部门填写「存续至」，不要删去；已发布月份内的存续日期不能改。",
    "deadlines": "「数据报送」一类决定「数据质量」页的应报日历；已经起算的时限不变。",
}


@dataclass(frozen=True)
class Names:
    """What the identifiers in cells stand for, by column."""

    of: Mapping[str, Mapping[str, str]]

    def word(self, column: str, value: str) -> str:
        """What a screen says for the value of a cell."""
        return self.of.get(column, {}).get(value) or word(column, value)


def column_of(table: str, name: str) -> Column:
    """The format of a column of a table."""
    return next(column for column in FORMAT_OF[TABLES[table]].columns if column.name == name)


def frame_of(table: str, rows: Sequence[Cells]) -> pandas.DataFrame:
    """Cells as typed columns of an editor, an empty table too."""
    return pandas.DataFrame(
        {name: pandas.Series([typed(column_of(table, name), row[name]) for row in rows], dtype=_dtype(column_of(table, name)))
         for name in SHOWN[table]}
    )  # fmt: skip


def _dtype(column: Column) -> str:
    return {"number": "Float64", "integer": "Int64", "flag": "boolean"}.get(column.kind, "object")


def typed(column: Column, value: str) -> Any:
    """The text of a cell as an editor holds it; None for a blank."""
    if not value:
        return None
    if column.kind == "number":
        return float(value)
    if column.kind == "integer":
        return int(value)
    if column.kind == "date":
        return date.fromisoformat(value)
    return value == "是" if column.kind == "flag" else value


def cells_of(table: str, frame: pandas.DataFrame, before: Sequence[Cells]) -> list[dict[str, str]]:
    """What an editor holds, as cells; columns that it does not show are taken from the row of ``before`` with the same key."""
    file = TABLES[table]
    known = {tuple(row[name] for name in FORMAT_OF[file].key): row for row in before}
    found = []
    for values in frame.to_dict("records"):
        shown = {name: _text(column_of(table, name), values.get(name)) for name in SHOWN[table]}
        if any(shown.values()):
            kept = known.get(tuple(shown[name] for name in FORMAT_OF[file].key), {})
            found.append({**kept, **shown})
    return found


def _text(column: Column, value: Any) -> str:
    if value is None or value is pandas.NaT or value is pandas.NA or value != value:
        return ""
    if column.kind == "number":
        return cell(float(value))
    if column.kind == "integer":
        return cell(int(value))
    if column.kind == "flag":
        return cell(bool(value))
    if column.kind == "date":
        return cell(date.fromisoformat(str(value)[:10]))
    return cell(str(value))


def merged(rows: Sequence[Cells], edits: Sequence[Edit]) -> list[dict[str, str]]:
    """The stored ``rows`` of one table with the edits that have not been saved."""
    key = FORMAT_OF[edits[0].file].key if edits else ()
    found = {tuple(row[name] for name in key): dict(row) for row in rows} if edits else {}
    if not edits:
        return [dict(row) for row in rows]
    for edit in edits:
        if edit.is_gone:
            found.pop(edit.key, None)
        else:
            found[edit.key] = {**found.get(edit.key, {column.name: "" for column in FORMAT_OF[edit.file].columns}), **edit.after}
    return list(found.values())


def edit_words(edit: Edit, names: Names, titles: Mapping[tuple[str, ...], str]) -> tuple[str, list[tuple[str, str, str]]]:
    """An edit as a person reads it: what it is about, and for each cell its heading, what it held and what it holds.

    ``titles`` names the entries of the table by key.
    """
    called = (
        titles.get(edit.key)
        or edit.after.get("title")
        or edit.after.get("description")
        or edit.after.get("name")
        or "/".join(edit.key)
    )
    if edit.is_gone:
        return f"删去{TITLES[edit.file]}「{called}」", []
    if edit.is_new:
        return f"新增{TITLES[edit.file]}「{called}」", []
    headings = COLUMNS[edit.file]
    return called, [
        (headings[name], shown(edit.file, name, edit.before[name], names), shown(edit.file, name, value, names))
        for name, value in edit.after.items()
    ]


def shown(file: str, name: str, value: str, names: Names) -> str:
    """The text of a cell without needless decimals; 空 for a blank."""
    if not value:
        return "空"
    column = next(column for column in FORMAT_OF[file].columns if column.name == name)
    if column.kind == "number":
        try:
            return f"{float(value):g}"
        except ValueError:
            return value
    return names.word(name, value)


def summary(edits: Sequence[Edit]) -> str:
    """监督靶点 2 处、评分规则 1 处: how many cells or entries, by table."""
    counts: dict[str, int] = {}
    for edit in edits:
        counts[edit.file] = counts.get(edit.file, 0) + (len(edit.after) if edit.before and edit.after else 1)
    return "、".join(f"{TITLES[file]} {number} 处" for file, number in counts.items())
