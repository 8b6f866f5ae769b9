"""What a preview found: one sentence first, the counts, the refused lines, the changed cells, the names nobody knows."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from cloudeye.ingest.datasets import Dataset
from cloudeye.ingest.preview import Preview
from cloudeye.ingest.report import ImportReport, Problem
from cloudeye.web.analyst import effect as effects
from cloudeye.web.analyst.sheet import act, box
from cloudeye.web.analyst.steps import card, heads
from cloudeye.web.frame import address
from cloudeye.web.wording import full_month, text

Row = Mapping[str, Any]
SHOWN, MOST_LISTED = 6, 200
MOST_UNKNOWN = 40
VALUE_OF, ONCE, FOR_EVER = "value:", "values-once", "values-alias"
EMPTY = "空"
UNSHOWN = "（不显示）"


def loads(report: ImportReport) -> int:
    """How many lines a load would write."""
    return report.new + report.changed


def conclusion(shown: Preview, sender: str | None) -> tuple[str, str]:
    """The sentence that stands first, and the one below it; plain text."""
    report, waiting = shown.report, shown.report.waiting
    count = loads(report)
    if not count and not waiting:
        if report.unchanged and not report.refused:
            return "文件里的内容库里都已经有了，提交不会改变任何数据。", "没有写入任何数据。可以放弃这次上传。"
        head = f"没有一行可以提交：{report.refused:,} 行未通过" + (
            f"，{report.unchanged:,} 行库里已有" if report.unchanged else ""
        )
        return head + "。", "没有写入任何数据。请下载问题行，改好后再传；或回到上一步检查表头对应。"
    if not count and not shown.brings_something():
        return f"这 {waiting:,} 行已经在更正清单中等待决定。", "没有写入任何数据，不必再次提交。可以放弃这次上传。"
    if count:
        told = effects.lead(shown.effect, sender)
        held = f"（其中 {waiting:,} 行进入更正清单）" if waiting else ""
        head = f"可提交 {count + waiting:,} 行{held}；{told or ('各部门的得分和名次都不变' if shown.effect.months else '不影响排名')}。"
    else:
        head = "没有可以直接入库的行。"
    below = "目前没有写入任何数据。"
    drafted = replace(shown.effect, months=[month for month in shown.effect.months if month not in shown.effect.trial])
    if drafted.months:
        below += f"{effects.months_words(drafted)}仍是排名草案，提交后草案随即更新；"
    if waiting:
        months = "、".join(full_month(month) for month in sorted(shown.effect.waiting))
        below += f"{months}已经定稿，{waiting:,} 行提交后进入更正清单，由领导采纳才另出新版；"
    return head, below + "入库后可整批撤销。"


def counts(report: ImportReport, skipped: str) -> str:
    """The line of counts. Markup."""
    waiting = report.waiting
    total = report.new + report.changed + report.unchanged + report.refused + waiting
    cells = [
        ("data", "新增", report.new),
        ("muted", "变更", report.changed),
        ("rule", "不变", report.unchanged),
        ("late", "未通过", report.refused),
    ]
    if waiting:
        cells.append(("pending", "待更正", waiting))
    if report.flagged:
        cells.append(("warn", "需核对", report.flagged))
    shown = "".join(
        f'<div class="count {tone if value else "none"}"><i class="swatch {tone}"></i><span>{words}</span>'
        f"<b>{value:,}</b><small>行</small></div>"
        for tone, words, value in cells
    )
    note = f"合计 {total:,} 行；未变化的行不重复写入" + (f"；已跳过{skipped}" if skipped else "")
    return f'<section class="upload-card upload-counts">{shown}<p>{text(note)}</p></section>'


def reason_words(problem: Problem, label: str) -> str:
    """Why a line was refused, without the line, the column and the value that stand in cells of their own."""
    words = problem.message.removeprefix(f"第 {problem.line} 行").removeprefix(f"「{label}」")
    if words.startswith("是「") and "」，" in words:
        words = words.split("」，", 1)[1]
    return words.removesuffix("；这一行没有写入。").removesuffix("；这一行照常入库。")


def _labels(dataset: Dataset) -> dict[str, str]:
    return {column.name: column.label for column in dataset.columns}


def refused_card(dataset: Dataset, problems: Sequence[Problem], refused: int, download: str) -> str:
    """The refused lines with their reasons. ``download`` is the address of the file to mend, empty for none. Markup."""
    if not refused:
        return card("未通过 0 行", "", '<p class="upload-calm">每一行都通过了检查。</p>', name="refused")
    rows = [_refused(one, _labels(dataset)) for one in problems]
    link = f'<a class="upload-link" href="{download}" target="_self">下载问题行</a>' if download else ""
    head = heads("行|r", "列", "原值", "原因")
    note = '<p class="upload-note">问题行按原样导出，末列注明错误原因；改好后可直接再传，已入库的行不会重复</p>'
    more = "" if refused <= len(problems) else "其余见下载的文件"
    return card(f"未通过 {refused:,} 行", "", note + _listed(rows, head, "refused", more), corner=link, name="refused")


def _refused(problem: Problem, labels: Mapping[str, str]) -> str:
    label = labels.get(problem.column or "", "")
    value = EMPTY if problem.value in (None, "") else str(problem.value)
    return (
        f'<tr><td class="r mid">{problem.line}</td><td class="column">{text(label or "整行")}</td>'
        f'<td class="bad" title="{text(value)}">{text(value)}</td><td class="why">{text(reason_words(problem, label))}</td></tr>'
    )


def warnings_card(dataset: Dataset, warnings: Sequence[Problem], flagged: int) -> str:
    """Lines that load but deserve a look; empty without any. Markup."""
    if not flagged or not warnings:
        return ""
    rows = [_refused(one, _labels(dataset)).replace('class="bad"', 'class="mid"') for one in warnings]
    head = heads("行|r", "列", "值", "为什么需要核对")
    note = '<p class="upload-note">这些行照常入库；请向报送单位核对一遍</p>'
    return card(f"需核对 {flagged:,} 行", "", note + _listed(rows, head, "warned", ""), name="warned")


def changed_card(dataset: Dataset, changes: Sequence[Row], changed: int, waiting: int = 0) -> str:
    """Changed cells, old → new, those that wait for a correction among them. Markup."""
    if not changed and not changes:
        return card("变更 0 行", "", '<p class="upload-calm">没有改动库里已有的行。</p>', name="changed")
    labels, key = _labels(dataset), dataset.columns[0].label
    rows = [
        f'<tr><td class="mid" title="{text(row["key"])}">{text(row["key"])}</td>'
        f'<td class="column">{text(labels.get(row["column"], row["column"]))}</td>'
        f'<td class="r low">{_cell(row, "before")}</td><td class="to">→</td><td><b>{_cell(row, "after")}</b></td></tr>'
        for row in changes
    ]
    head = (
        f'<thead><tr><th scope="col">{text(key)}</th><th scope="col">字段</th><th scope="col" class="r">原值</th><th></th>'
        '<th scope="col">新值</th></tr></thead>'
    )
    more = "只列出前面的部分" if len(changes) >= MOST_LISTED else ""
    cells = f"{len(changes)} 处" if len(changes) < MOST_LISTED else f"前 {MOST_LISTED} 处"
    note = '<p class="upload-note">同一编号的行以本次上传为准，旧值留底，可整批撤销</p>'
    return card(
        f"变更 {changed:,} 行{f'，待更正 {waiting:,} 行' if waiting else ''}，{cells}",
        "",
        note + _listed(rows, head, "changed", more),
        name="changed",
    )


def _cell(row: Row, side: str) -> str:
    if row["is_hidden"]:
        return UNSHOWN
    return EMPTY if row[side] in (None, "") else text(row[side])


def _listed(rows: Sequence[str], head: str, name: str, more: str) -> str:
    """The first rows, the others behind a line that opens them."""
    table = f'<table class="upload-table {name}">{head}<tbody>{"".join(rows[:SHOWN])}</tbody></table>'
    if rows[SHOWN:]:
        words = f"再看 {len(rows) - SHOWN} 条{f'，{more}' if more else ''}"
        table += (
            f'<details data-part="{name}"><summary>{words}</summary>'
            f'<table class="upload-table {name}">{head}<tbody>{"".join(rows[SHOWN:])}</tbody></table></details>'
        )
    elif more:
        table += f'<p class="upload-note">{more}</p>'
    return table


def unknown_card(dataset: Dataset, unknown: Sequence[Row], entries: Mapping[str, Sequence[Row]]) -> str:
    """Names that the catalogue does not know, and words that a column does not take, each with a box for what it means.

    ``entries`` are the catalogue's by kind, and a column's own words by its name. Markup.
    """
    if not unknown:
        return ""
    labels, rows = _labels(dataset), ""
    for row in unknown[:MOST_UNKNOWN]:
        name = f"{VALUE_OF}{row['column']}:{row['value']}"
        hint = f"像是「{text(row['suggestion'])}」" if row["suggestion"] else "没有相近的名称"
        entry = box(
            name,
            f"「{row['value']}」是指",
            "",
            placeholder=str(row["suggestion"] or "输入或选择名称"),
            listed=f"known-{row['kind']}",
            width="260px",
        )
        rows += (
            f'<tr><td class="column">{text(labels.get(row["column"], row["column"]))}</td>'
            f'<td class="bad">{text(row["value"])}</td><td class="r mid">{row["rows"]:,} 行</td><td class="to">→</td>'
            f'<td class="wide">{entry}<span class="low">{hint}</span></td></tr>'
        )
    kinds = dict.fromkeys(row["kind"] for row in unknown[:MOST_UNKNOWN])
    lists = "".join(_proposals(kind, entries.get(kind, ())) for kind in kinds)
    head = (
        '<thead><tr><th scope="col">列</th><th scope="col">文件里的写法</th><th scope="col" class="r">涉及</th><th></th>'
        '<th scope="col">它的意思</th></tr></thead>'
    )
    buttons = act(ONCE, "用于这份文件") + act(FOR_EVER, "记为别名，以后都认得", is_main=True)
    note = '<p class="upload-note">系统不替您猜。填好要认的名称后选一种保存方式，随后自动重新预检；不填的行仍然不通过。目录名称可记为别名，对所有单位有效；其余的入库后由同一报送单位沿用</p>'
    table = (
        f'<table class="upload-table unknown">{head}<tbody>{rows}</tbody></table>{lists}<div class="upload-acts">{buttons}</div>'
    )
    more = f"，先列出 {MOST_UNKNOWN} 个" if len(unknown) > MOST_UNKNOWN else ""
    return card(f"有 {len(unknown)} 个名称或用词没有认出{more}", "", note + table, name="unknown")


def _proposals(kind: str, entries: Sequence[Row]) -> str:
    names = "".join(f"<option>{text(one['name'])}</option>" for one in entries)
    return f'<datalist id="known-{text(kind)}">{names}</datalist>'


def refused_address(**query: str) -> str:
    """Where the file of refused rows is fetched; safe inside an attribute."""
    return address("export/refused", **query)
