"""The catalogue page's drawings: the list of unsaved edits, what came of a trial, and the history of rules and specs."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

from cloudeye.catalog.revision import Edit
from cloudeye.catalog.wording import TITLES, word
from cloudeye.scoring.trial import Trial
from cloudeye.web.analyst.catalogue import Names, edit_words, summary
from cloudeye.web.analyst.effect import moved
from cloudeye.web.wording import DASH, MINUS, full_month, rank_range, text

Row = Mapping[str, Any]
HERE = Path(__file__).parent
LEAST = 0.005
MOST_EDITS, MOST_POINTS, MOST_NAMED = 12, 12, 2


@cache
def sheet() -> str:
    """The style sheet of these drawings; its colours are those of the theme."""
    return (HERE / "catalogue.css").read_text(encoding="utf-8")


def conclusion(edits: Sequence[Edit], trial: Trial | None, in_force: Row | None) -> str:
    """One sentence: which rules are in force, or what the unsaved edits would do."""
    if not edits:
        if in_force is None:
            return "还没有装载目录。请联系管理员运行 init。"
        return f"现行口径为规则第 {in_force['version']} 版，{in_force['created_at']:%Y-%m-%d} 起；没有未保存的改动。"
    if trial is None:
        return f"有未保存的改动：{summary(edits)}。先试算，看排名怎么变，再保存。"
    month, rows = full_month(trial.month), moved(trial.departments, trial.month)
    if not rows:
        return f"按 {month}数据试算：各部门的得分、名次、梯队都不变。"
    ranked = [row for row in rows if row["rank_before"] != row["rank_after"]]
    banded = [row for row in rows if row["band_before"] != row["band_after"]]
    scored = max(rows, key=lambda row: abs(step(row)))
    return (
        f"按 {month}数据试算：{_moved_words(scored)}；"
        + (f"{len(ranked)} 个部门名次变动，" if ranked else "名次都不变，")
        + (f"{len(banded)} 个部门梯队变动。" if banded else "梯队都不变。")
    )


def step(row: Row) -> float:
    """By how much a score changes."""
    return float((row["score_after"] or 0) - (row["score_before"] or 0))


def _moved_words(row: Row) -> str:
    change = step(row)
    if row["score_before"] is None or row["score_after"] is None:
        return f"{row['department']}{'开始有' if row['score_before'] is None else '不再有'}得分"
    words = (
        f"{row['department']}{'升' if change > 0 else '降'} {abs(change):.1f} 分" if abs(change) >= LEAST else "各部门得分不变"
    )
    if row["rank_before"] is not None and row["rank_after"] is not None and row["rank_before"] != row["rank_after"]:
        words += f"，由第 {row['rank_before']} 名到第 {row['rank_after']} 名"
    return words


def edits_list(edits: Sequence[Edit], names: Names, titles: Mapping[str, Mapping[tuple[str, ...], str]], fault: str) -> str:
    """What has been changed and not saved: old → new, cell by cell."""
    if fault:
        return f'<h2 class="desk-heading">未保存的改动</h2><p class="deed-said failed" role="alert">{text(fault)}</p>'
    if not edits:
        return (
            '<h2 class="desk-heading">未保存的改动</h2>'
            '<p class="edits-none">直接在左边表格里改。改动只在您的页面上，试算和保存之前不影响任何人。</p>'
        )
    items = ""
    for edit in edits[:MOST_EDITS]:
        called, cells = edit_words(edit, names, titles.get(edit.file, {}))
        inner = "".join(
            f"<div><span>{text(heading)}</span><s>{text(before)}</s><i>→</i><b>{text(after)}</b></div>"
            for heading, before, after in cells
        )
        items += f"<li><strong>{text(called)}</strong>{inner}</li>"
    rest = f"<li>另有 {len(edits) - MOST_EDITS} 条</li>" if len(edits) > MOST_EDITS else ""
    return f'<h2 class="desk-heading">未保存的改动<span>{summary(edits)}</span></h2><ul class="edits">{items}{rest}</ul>'


def trial_table(trial: Trial) -> str:
    """Scores, ranks and bands before and after, group by group, of those for whom anything differs."""
    rows = moved(trial.departments, trial.month)
    title = (
        f'<h2 class="desk-heading">试算：对排名的影响<span>{full_month(trial.month)}数据；只试算，不入库；'
        + (f"保存将产生规则第 {trial.rule_version} 版" if trial.rule_version else "不涉及评分，保存不产生新规则版本")
        + "</span></h2>"
    )
    if not rows:
        return f'{title}<p class="desk-hint">各部门的得分、名次、梯队都不变。</p>'
    body = ""
    sizes = Counter(row["ranking_group"] for row in trial.departments)
    ordered = sorted(
        rows,
        key=lambda row: (-sizes[row["ranking_group"]], row["ranking_group"], row["rank_after"] or 999, row["department"]),
    )
    for group, members in groupby(ordered, key=lambda row: row["ranking_group"]):
        inside = list(members)
        counts = f"<span>{len(inside)} 个部门有变化，其余 {sizes[group] - len(inside)} 个不变</span>"
        body += f'<tr class="band"><th colspan="12">{text(group)}{counts}</th></tr>'
        body += "".join(_department(row) for row in inside)
    head = (
        '<tr><th class="left">部门</th><th class="pair" colspan="3">综合得分</th><th>升降</th><th class="pair" colspan="3">名次</th>'
        '<th class="left">新可能名次</th><th class="pair" colspan="3">梯队</th></tr>'
    )
    return f'{title}<table class="desk-table trial"><thead>{head}</thead><tbody>{body}</tbody></table>'


def _department(row: Row) -> str:
    ranks = "不排名" if row["rank_low_after"] is None else f"第 {rank_range(row['rank_low_after'], row['rank_high_after'])} 名"
    scores = (DASH if row[f"score_{when}"] is None else f"{row[f'score_{when}']:.2f}" for when in ("before", "after"))
    places = (DASH if row[f"rank_{when}"] is None else str(row[f"rank_{when}"]) for when in ("before", "after"))
    bands = (DASH if not row[f"band_{when}"] else text(row[f"band_{when}"].removesuffix("梯队")) for when in ("before", "after"))
    return (
        f'<tr><td class="name">{text(row["department"])}</td>{_pair(*scores)}'
        f"<td>{_change(row['score_before'], row['score_after'], 2)}</td>"
        f'{_pair(*places)}<td class="left mid">{ranks}</td>{_pair(*bands)}</tr>'
    )


def _pair(before: str, after: str) -> str:
    """Before → after; only what differs stands out."""
    tone = "low" if before == after else ""
    words = after if before == after else f"<b>{after}</b>"
    return f'<td class="low from">{before}</td><td class="low to">→</td><td class="left {tone}">{words}</td>'


def _change(before: float | None, after: float | None, decimals: int) -> str:
    if before is None or after is None:
        return DASH
    change = round(after - before, decimals)
    if not change:
        return '<span class="low">持平</span>'
    return f'<span class="{"good" if change > 0 else "worse"}">{"+" if change > 0 else MINUS}{abs(change):.{decimals}f}</span>'


def points_table(trial: Trial) -> str:
    """The points whose score or weight differs; empty when there are none."""
    rows = sorted(trial.points, key=lambda row: -abs((row["score_after"] or 0) - (row["score_before"] or 0)))
    if not rows:
        return ""
    body = ""
    for row in rows[:MOST_POINTS]:
        scores = (DASH if row[f"score_{when}"] is None else f"{row[f'score_{when}']:.1f}" for when in ("before", "after"))
        weights = (DASH if row[f"weight_{when}"] is None else f"{row[f'weight_{when}']:g}" for when in ("before", "after"))
        body += (
            f'<tr><td class="name">{text(row["point"])}<small>{text(row["department"])}</small></td>{_pair(*scores)}'
            f"<td>{_change(row['score_before'], row['score_after'], 1)}</td>{_pair(*weights)}</tr>"
        )
    rest = f'<p class="desk-note">另有 {len(rows) - MOST_POINTS} 个靶点，变动更小。</p>' if len(rows) > MOST_POINTS else ""
    head = (
        '<tr><th class="left">监督靶点</th><th class="pair" colspan="3">得分</th><th>升降</th>'
        '<th class="pair" colspan="3">权重</th></tr>'
    )
    return (
        f'<h2 class="desk-heading">试算：监督靶点<span>{len(rows)} 个有变化</span></h2>'
        f'<table class="desk-table trial"><thead>{head}</thead><tbody>{body}</tbody></table>{rest}'
    )


def rules_history(rows: Sequence[Row]) -> str:
    """The rule versions, newest first: since when, why, by whom, for which months."""
    body = ""
    for number, row in enumerate(rows):
        first, last = row["first_month"], row["last_month"]
        months = DASH if first is None else f"{first:%Y-%m}" if first == last else f"{first:%Y-%m} 至 {last:%Y-%m}"
        now = '<small class="key">现行</small>' if number == 0 else ""
        body += (
            f'<tr><th scope="row" class="left">第 {row["version"]} 版{now}</th>'
            f'<td class="left low">{row["created_at"]:%Y-%m-%d %H:%M}</td>'
            f'<td class="name">{text(row["reason"] or "随目录文件装载")}</td><td class="left">{text(row["made_by"] or "命令行")}</td>'
            f'<td class="left low">{months}</td></tr>'
        )
    names = ("规则版本", "产生时间", "理由", "修改人", "用于月份")
    head = "<tr>" + "".join(f'<th class="left">{name}</th>' for name in names) + "</tr>"
    return (
        '<h2 class="desk-heading">规则版本<span>凡改变得分的改动都留一版；已发布的月份永远按当时的版本</span></h2>'
        f'<table class="desk-table roster"><thead>{head}</thead><tbody>{body}</tbody></table>'
    )


def specs_history(rows: Sequence[Row]) -> str:
    """The points whose spec has changed, each version with the days it holds."""
    if not rows:
        return '<h2 class="desk-heading">口径变更</h2><p class="desk-hint">这里还没有口径变更。改动最优值、最差值、目标值、权重或计分方法后，新旧口径都列在这里。</p>'
    body = ""
    for _, versions in groupby(rows, key=lambda row: row["point_id"]):
        for number, row in enumerate(versions):
            name = f"{text(row['point'])}<small>{text(row['point_id'])}</small>" if number == 0 else ""
            target = DASH if row["target"] is None else f"{row['target']:g}"
            body += (
                f'<tr class="{"" if number == 0 else "off"}"><td class="name">{name}</td>'
                f'<td class="left">第 {row["version"]} 版</td>'
                f'<td class="left low">{_span(row["valid_from"], row["valid_until"])}</td>'
                f"<td>{row['best']:g}</td><td>{row['worst']:g}</td>"
                f'<td>{target}</td><td>{row["weight"]:g}</td><td class="left">{word("method", row["method"])}</td></tr>'
            )
    head = (
        '<tr><th class="left">监督靶点</th><th class="left">口径</th><th class="left">有效期</th><th>最优值</th><th>最差值</th><th>目标值</th>'
        '<th>权重</th><th class="left">计分方法</th></tr>'
    )
    return (
        f'<h2 class="desk-heading">口径变更<span>{TITLES["points.csv"]}的新旧口径</span></h2>'
        f'<table class="desk-table roster specs"><thead>{head}</thead><tbody>{body}</tbody></table>'
    )


def _span(first: date | None, last: date | None) -> str:
    return f"{f'{first:%Y-%m-%d}' if first else '最初'} 至 {f'{last:%Y-%m-%d}' if last else '今'}"
