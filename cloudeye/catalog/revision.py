"""Changing the stored catalogue entry by entry: the same files, the same checks and the same versions as loading a directory.

Cells travel as text, as they would stand in a catalogue file; what a blank or a word means is decided in ``reading`` alone.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from cloudeye.catalog import calendar, specs
from cloudeye.catalog.formats import FORMATS, Format
from cloudeye.catalog.loader import changed_tables, consistent, default_rules, stored
from cloudeye.catalog.reading import Row, filled
from cloudeye.catalog.rules import Origin
from cloudeye.catalog.wording import COLUMNS, NOTHING_SAVED, TITLES, plain
from cloudeye.errors import CatalogueError
from cloudeye.reasons import LONGEST_REASON, SHORTEST_REASON, plain_line
from cloudeye.store.database import Reader

Cells = Mapping[str, str]
Key = tuple[str, ...]
Rows = list[dict[str, Any]]

FORMAT_OF: Mapping[str, Format] = {wanted.file: wanted for wanted in FORMATS}


@dataclass(frozen=True)
class Edit:
    """One entry of a catalogue file that somebody changed, added or took out.

    ``before`` and ``after`` hold the cells that differ, as text by column name. A new entry has no ``before``, one that was
    taken out no ``after``.
    """

    file: str
    key: Key
    before: Cells
    after: Cells

    @property
    def is_new(self) -> bool:
        """Whether the entry was added."""
        return not self.before

    @property
    def is_gone(self) -> bool:
        """Whether the entry was taken out."""
        return not self.after


def cell(value: Any) -> str:
    """A typed value as it stands in a catalogue file; exact, so that reading it gives the value again."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return repr(value) if isinstance(value, float) else str(value).strip()


def entries(reader: Reader, file: str) -> list[dict[str, str]]:
    """The stored entries of a catalogue file as cells by column name, in their order. A point carries its newest spec."""
    columns = [column.name for column in FORMAT_OF[file].columns]
    return [{name: cell(row.get(name)) for name in columns} for row in _stored_rows(reader, FORMAT_OF[file])]


def _stored_rows(reader: Reader, wanted: Format) -> Rows:
    rows = stored(reader, wanted.table)
    if wanted.table == "point":
        newest = {spec["point_id"]: spec for spec in sorted(stored(reader, "point_spec"), key=lambda spec: spec["version"])}
        rows = [{**newest[row["point_id"]], **row} for row in rows]
    if wanted.table == "scoring_rule":
        latest = max((row["version"] for row in rows), default=0)
        found = {row["name"]: row for row in rows if row["version"] == latest}
        return [found[rule["name"]] for rule in default_rules() if rule["name"] in found]
    if wanted.table == "calendar_day":
        return _exceptions(rows)
    order = "position" if rows and "position" in rows[0] else wanted.key[0]
    return sorted(rows, key=lambda row: row[order])


def _exceptions(days: Rows) -> Rows:
    """The days that a calendar file has to name to give these days again: those off the weekend rule, and one in each published
    year."""
    told = [row for row in days if row["is_workday"] != (row["day"].weekday() < 5)]
    named = {row["day"].year for row in told}
    firsts = [row for row in days if row["source"] == calendar.OFFICIAL and (row["day"].month, row["day"].day) == (1, 1)]
    return sorted([*told, *(row for row in firsts if row["day"].year not in named)], key=lambda row: row["day"])


def differences(file: str, before: Iterable[Cells], after: Iterable[Cells]) -> list[Edit]:
    """What turns the entries ``before`` into those ``after``. Raises CatalogueError when two of the latter share their key."""
    old, found = {_key(file, row): row for row in before}, {}
    for number, row in enumerate(after, 1):
        key = _key(file, row)
        if not all(key):
            raise CatalogueError(f"{TITLES[file]}第 {number} 行还没有「{COLUMNS[file][FORMAT_OF[file].key[0]]}」。请填写。")
        if key in found:
            raise CatalogueError(f"{TITLES[file]}第 {number} 行的「{'/'.join(key)}」已经有了。请改用不同的编号。")
        found[key] = row
    edits = [Edit(file, key, dict(row), {}) for key, row in old.items() if key not in found]
    for key, row in found.items():
        given = {name: value for name, value in row.items() if value != old.get(key, {}).get(name, "")}
        if key not in old:
            edits.append(Edit(file, key, {}, dict(row)))
        elif given:
            edits.append(Edit(file, key, {name: old[key][name] for name in given}, given))
    return edits


def _key(file: str, row: Cells) -> Key:
    return tuple(row.get(name, "") for name in FORMAT_OF[file].key)


@dataclass(frozen=True)
class _Entry(Row):
    """A row that comes from the stored catalogue: its faults go by the name of the entry, not by a line."""

    def fault(self, found: str, mend: str) -> CatalogueError:
        """The error that says what was found in this entry and how to mend it."""
        name = self.values.get("name") or self.values.get("title") or self.values.get(FORMAT_OF[self.path.name].key[0])
        called = f"{TITLES[self.path.name]}「{name}」" if name else f"{TITLES[self.path.name]}第 {self.line} 行"
        return CatalogueError(plain(f"{called}：{found}。{mend}；{NOTHING_SAVED}。", self.path.name))


def revised(reader: Reader, edits: Sequence[Edit]) -> dict[str, list[Row]]:
    """The whole catalogue with ``edits``, free of contradictions, by file name; as ``read_catalogue`` gives a directory.

    Raises CatalogueError for the first contradiction, in the words of a page, or when somebody else has changed a cell meanwhile.
    """
    files: dict[str, list[Row]] = {}
    for file, wanted in FORMAT_OF.items():
        cells = _applied(file, entries(reader, file), [edit for edit in edits if edit.file == file])
        files[file] = [filled(_Entry(Path(file), line, {}), wanted, row) for line, row in enumerate(cells, 1)]
    try:
        return consistent(files, default_rules())
    except CatalogueError as error:
        raise CatalogueError(plain(str(error))) from error


def _applied(file: str, rows: Sequence[dict[str, str]], edits: Sequence[Edit]) -> list[dict[str, str]]:
    found = {_key(file, row): row for row in rows}
    for edit in edits:
        row = found.get(edit.key, {})
        for name, value in edit.before.items():
            if row.get(name) != value:
                heading = COLUMNS.get(file, {}).get(name, name)
                raise CatalogueError(
                    f"{TITLES[file]}「{'/'.join(edit.key)}」的「{heading}」刚刚被他人改为「{row.get(name, '（已删去）')}」。"
                    f"请放弃改动后重新修改；{NOTHING_SAVED}。"
                )
        if edit.is_new and row:
            raise CatalogueError(
                f"{TITLES[file]}「{'/'.join(edit.key)}」刚刚被他人加上了。请放弃改动后重新修改；{NOTHING_SAVED}。"
            )
        if edit.is_gone:
            del found[edit.key]
        else:
            found[edit.key] = {**row, **edit.after} | _dated_anew(edit)
    return list(found.values())


def _dated_anew(edit: Edit) -> dict[str, str]:
    """A changed spec begins on the day that was given with it, never on that of the spec it follows."""
    if edit.file != "points.csv" or edit.is_new:
        return {}
    is_changed = not edit.after.keys().isdisjoint(specs.CONTENT)
    if "valid_from" in edit.after and not is_changed:
        raise CatalogueError(
            f"监督靶点「{edit.key[0]}」只改了「启用日期」，没有改口径。请一并修改最优值、最差值、目标值、权重或计分方法，"
            f"或撤回日期；{NOTHING_SAVED}。"
        )
    return {"valid_from": edit.after.get("valid_from", "")} if is_changed else {}


def revision_tables(reader: Reader, edits: Sequence[Edit], origin: Origin, *, as_if_in: date | None = None) -> dict[str, Rows]:
    """The stored tables that ``edits`` would change, as they should be, by name; see ``changed_tables``.

    Raises CatalogueError in the words of a page.
    """
    files = revised(reader, edits)
    try:
        return changed_tables(reader, files, origin, as_if_in=as_if_in)
    except CatalogueError as error:
        raise CatalogueError(plain(str(error))) from error


def makes_rule_version(tables: Mapping[str, Rows]) -> int | None:
    """The number of the rule version that writing ``tables`` makes; None when nothing that decides a score changes."""
    return max((row["version"] for row in tables["rule_version"]), default=None) if "rule_version" in tables else None


def stated_reason(reason: str) -> str:
    """A reason as one plain line, for the rule version and the trail. Raises CatalogueError when it is too short or too long."""
    stated = plain_line(reason)
    if len(stated) < SHORTEST_REASON:
        raise CatalogueError(
            f"请写明修改理由，至少 {SHORTEST_REASON} 个字；理由随规则版本保存，并记入审计日志。{NOTHING_SAVED}。"
        )
    if len(stated) > LONGEST_REASON:
        raise CatalogueError(f"理由最多 {LONGEST_REASON} 个字。请写得简短些；{NOTHING_SAVED}。")
    return stated
