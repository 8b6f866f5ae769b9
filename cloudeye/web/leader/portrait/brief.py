"""A department's month on one sheet of A4: what it says, apart from how it is written, so that paper and document agree."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cloudeye.scoring.losses import steps
from cloudeye.web.leader.portrait.complaints import CLOCKS, basis_words, clock_words, rate_words, warning_words
from cloudeye.web.leader.portrait.facts import (
    Comparison,
    Portrait,
    cause,
    conclusion,
    interval_words,
    standing_words,
)
from cloudeye.web.leader.portrait.loop import inspections_words, letters_words, rectifications_words, tasks_words
from cloudeye.web.leader.portrait.losses import waterfall
from cloudeye.web.leader.records.clocks import state_words
from cloudeye.web.movement import movement_words
from cloudeye.web.wording import DASH, is_level, per_cent, points, rank_range, signed, text

SHEET = Path(__file__).with_suffix(".css")
# What one sheet holds.
MOST_COMPARED, MOST_MONTHS, MOST_LATE = 3, 6, 3


@dataclass(frozen=True)
class Table:
    """A small table of plain texts: the first column names, the others are written at the right. ``name`` says which it is."""

    name: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Brief:
    """Everything on the sheet, in order, as plain texts."""

    title: str
    standing: str
    conclusion: str
    cause: str
    tables: tuple[Table, ...]
    present_title: str
    present: tuple[str, ...]
    note: str


def brief_of(found: Portrait, *, is_demo: bool) -> Brief:
    """What the sheet says of a portrait: the same numbers, by the same functions."""
    level = f"{100 * found.interval_level:.0f}%"
    demo = "演示数据，非真实情况。" if is_demo else ""
    tables = (_numbers(found), _losses(found), _compared(found), _complaints(found), _months(found))
    return Brief(
        title=f"{found.name}营商环境简报",
        standing=standing_words(found),
        conclusion=conclusion(found),
        cause=cause(found),
        tables=tuple(table for table in tables if table.rows),
        present_title=f"目前办理情况（截至 {found.now:%Y-%m-%d}）",
        present=_present(found),
        note=f"{demo}区间为 {level} 置信区间；可能名次按误差模拟得出，区间重叠的部门分不出先后。未报不计 0 分。",
    )


def _numbers(found: Portrait) -> Table:
    ranked, score = found.ranked, found.score
    ranks = DASH if ranked["rank"] is None else f"第 {rank_range(ranked['rank_low'], ranked['rank_high'])} 名"
    told = {
        "综合得分": points(ranked["score"]),
        "得分区间": interval_words(ranked),
        "可能名次": ranks,
        "梯队": ranked["band"],
        "变动": movement_words(ranked["movement"], ranked["movement_error"]),
        "市场主体感知度": points(ranked["perception"]),
        "改革任务完成度": points(ranked["completion"]),
        "加分": points(score["bonus"]),
        "扣分": points(score["penalty"]),
        "填报覆盖": DASH if ranked["coverage"] is None else per_cent(ranked["coverage"], 1),
    }
    return Table("numbers", "", tuple(told), (tuple(told.values()),))


def _losses(found: Portrait) -> Table:
    drawn = steps(found.parts())
    rows = [
        (part.name, points(part.score), DASH if part.weight is None else f"{100 * part.weight:.1f}%", signed(-part.lost))
        for part in drawn.parts
    ]
    if drawn.rest:
        rows.append((f"其他 {len(drawn.rest)} 项", DASH, DASH, signed(-drawn.rest_lost)))
    rows.append(("合计", DASH, DASH, signed(found.ranked["score"] - 100)))
    title = f"失分构成（从 100 到 {points(found.ranked['score'])}）"
    return Table("losses", title, ("部分", "得分", "权重", "失分"), tuple(rows))


def standing_out(items: Sequence[Comparison]) -> list[Comparison]:
    """The strongest and the weakest, best first; what stands at the middle is neither."""
    apart = [item for item in items if not is_level(item.difference)]
    strong = [item for item in apart if item.difference > 0][:MOST_COMPARED]
    weak = [item for item in apart if item.difference < 0][-MOST_COMPARED:]
    return [*strong, *weak]


def _compared(found: Portrait) -> Table:
    rows = tuple(
        (item.name, points(item.score), f"{item.against} {points(item.reference)}", signed(item.difference))
        for item in standing_out(found.comparisons)
    )
    return Table("compared", "强项与弱项", ("项目", "得分", "参照", "相差"), rows)


def _complaints(found: Portrait) -> Table:
    rows = [(rate.name, rate_words(rate), basis_words(rate)) for rate in found.rates]
    for clock, name in CLOCKS.items():
        in_time, middle, slow = clock_words(found.clocks.get(clock))
        is_told = clock in found.clocks
        told = f"按时 {in_time}；90 分位 {slow} 天" if is_told else "样本不足 5 件，不显示"
        rows.append((f"{name}中位", f"{middle} 天" if is_told else middle, told))
    return Table("complaints", "诉求三率与两个时钟（工作日）", ("项目", "数值", "依据"), tuple(rows))


def _months(found: Portrait) -> Table:
    rows = found.trend[-MOST_MONTHS:]
    told = tuple(
        (f"{row['month']:%Y-%m}", points(row["score"]), interval_words(row), row["band"] or DASH, points(row["peer_median"]))
        for row in rows
    )
    return Table("months", f"近 {len(rows)} 个月", ("月份", "得分", "区间", "梯队", "同组中位"), told)


def _present(found: Portrait) -> tuple[str, ...]:
    """One sentence each on tasks, rectifications with the longest overdue, letters, inspections, and thin ratings."""
    late = [row for row in found.in_work() if row["days_late"]][:MOST_LATE]
    named = "；".join(f"{row['title']}（{row['rectification_id']}）{state_words(row)[1]}" for row in late)
    said = [
        f"改革任务：{tasks_words(found.tasks)}。",
        f"整改：{rectifications_words(found)}。{f'超期最长的是{named}。' if named else ''}",
        f"监督函件：{letters_words(found.letters)}。",
        f"检查：{inspections_words(found.inspections)}。",
    ]
    thin = warning_words(found)
    return (*said, f"评价覆盖：{thin}。") if thin else tuple(said)


def brief_links(found: Portrait) -> str:
    """The way back to the portrait and to the same sheet as a document."""
    return (
        f'<a class="desk-export" href="{found.href("leader-department")}" target="_self">部门画像</a>'
        f'<a class="desk-export" href="{found.href("export/brief")}" target="_self">导出 Word</a>'
    )


def brief_markup(brief: Brief, found: Portrait) -> str:
    """The sheet as it is printed; the losses are drawn too."""
    tables = {table.name: _table(table) for table in brief.tables}
    drawn = waterfall(steps(found.parts()), found.ranked["score"], found)
    present = "".join(f"<li>{text(words)}</li>" for words in brief.present)
    return (
        f'<article class="brief-sheet"><header><h2>{text(brief.title)}</h2><p>{text(brief.standing)}</p></header>'
        f'<p class="lead">{text(brief.conclusion)}</p><p class="cause">{text(brief.cause)}</p>{tables["numbers"]}'
        f'<div class="halves"><div>{tables["losses"]}{drawn}</div>'
        f"<div>{tables.get('complaints', '')}{tables.get('compared', '')}</div></div>{tables.get('months', '')}"
        f'<section class="present"><h3>{text(brief.present_title)}</h3><ul>{present}</ul></section>'
        f"<footer>{text(brief.note)}</footer></article>"
    )


def _table(table: Table) -> str:
    if len(table.rows) == 1:  # one row of many numbers reads better name by name
        pairs = "".join(
            f"<div><dt>{text(name)}</dt><dd>{text(cell)}</dd></div>"
            for name, cell in zip(table.columns, table.rows[0], strict=True)
        )
        return f'<dl class="brief-{table.name}">{pairs}</dl>'
    title = f"<h3>{text(table.title)}</h3>" if table.title else ""
    head = "".join(f"<th>{text(column)}</th>" for column in table.columns)
    body = "".join(f"<tr>{''.join(f'<td>{text(cell)}</td>' for cell in row)}</tr>" for row in table.rows)
    return f'{title}<table class="brief-{table.name}"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
