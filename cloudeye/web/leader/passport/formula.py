"""How a figure is made: its formula in words, and with the numbers put in."""

from collections.abc import Mapping, Sequence
from typing import Any

from cloudeye.scoring.passport_tree import Node
from cloudeye.web.leader.passport.figure import Sheet
from cloudeye.web.leader.passport.lines import fraction
from cloudeye.web.leader.passport.view import card, four, plain
from cloudeye.web.wording import DASH, MINUS, text

Row = Mapping[str, Any]
# What every figure is made by, in words.
WORDS = {
    "score": "综合得分 = 两个方面按权重相加，再加分、减扣分，限 0 至 100",
    "perception": "市场主体感知度 = 监督靶点得分与诉求三率得分按权重相加",
    "completion": "改革任务完成度 = 本月有计划的牵头任务的得分平均",
    "bonus": "加分 = 本月各项加分之和，有上限",
    "penalty": "扣分 = 本月各项扣分之和，有上限",
    "coverage": "填报覆盖率 = 各二级指标有数据的靶点权重占比，按指标权重平均",
    "rank": "名次 = 组内得分更高的部门数 + 1；可能名次由得分误差模拟得出",
    "responded": "响应率 = 时限内首次联系的件数 ÷ 本月应首次联系的件数 × 100",
    "solved": "解决率 = 回访称已解决的件数 ÷ 回访有答复的件数 × 100",
    "satisfied": "满意率 = 回访称满意的件数 ÷ 回访有答复的件数 × 100",
    "domain": "领域得分 = 有数据的二级指标得分按权重平均",
    "indicator": "二级指标得分 = 有数据的监督靶点得分按权重平均",
    "point": "靶点得分 = 100 ×（最差值 − 实际值）÷（最差值 − 最优值），限 0 至 100",
    "task": "任务得分 = 100 × 实际进度 ÷ 计划进度，最多 100",
}
RATIO = "靶点得分 = 100 × 实际值 ÷ 目标值（越低越好的靶点相反），限 0 至 100"


def _box(label: str, number: str, *, is_result: bool = False) -> str:
    return f'<span class="pass-box{" result" if is_result else ""}"><small>{text(label)}</small><b>{text(number)}</b></span>'


def _sign(words: str) -> str:
    return f"<i>{text(words)}</i>"


def formula_card(sheet: Sheet) -> str:
    """The formula in words and, below, with the numbers put in."""
    subject, kind = sheet.subject, sheet.subject.kind
    words = RATIO if kind == "point" and sheet.inputs and sheet.inputs[0]["method"] == "ratio" else WORDS[kind]
    result = f"{sheet.value:.0f}" if kind == "rank" and sheet.value is not None else four(sheet.value)
    parts = [] if sheet.value is None else _substituted(sheet)
    inside = (
        f'<div class="pass-formula">{_box(subject.label, result, is_result=True)}{_sign("=")}{"".join(parts)}</div>'
        if parts
        else ""
    )
    missing = sheet.score.get("missing_parts") if kind in ("score", "perception") else None
    note = f'<p class="desk-note">缺{text(missing)}，其余部分按比例补足权重。</p>' if missing else ""
    return card("怎么算的", inside + note, note=f"规则第 {sheet.version['rule_version']} 版；{words}")


def _weighted(children: Sequence[Node], whole: float) -> list[str]:
    parts: list[str] = []
    for child in children:
        if child.weight:
            shown = DASH if child.is_hidden else four(child.value)
            parts += [_sign("+")] if parts else []
            parts += [_sign(f"{plain(child.weight / whole)} ×"), _box(child.name, shown)]
    return parts


def _substituted(sheet: Sheet) -> list[str]:
    kind = sheet.subject.kind
    if kind == "score":
        adjusted = [
            _sign("+"),
            _box("加分", f"{sheet.score['bonus']:.1f}"),
            _sign(MINUS),
            _box("扣分", f"{sheet.score['penalty']:.1f}"),
        ]
        return _weighted(sheet.root.children, 1.0) + adjusted
    if kind == "perception":
        return _weighted(sheet.root.children, 1.0)
    if kind in ("completion", "indicator", "domain"):
        scored = [child for child in sheet.root.children if child.weight]
        if sheet.root.shows_sum_only:
            return []
        what = {"completion": "项任务", "indicator": "个靶点", "domain": "个二级指标"}[kind]
        if len({round(child.weight, 12) for child in scored}) == 1:
            total = sum(child.value or 0.0 for child in scored)
            return [_box("得分合计", four(total)), _sign("÷"), _box("有数据的", f"{len(scored)} {what}")]
        return [_box("得分 × 权重，合计", four(sheet.root.contribution)), _sign("÷"), _box("权重合计", "1")]
    if kind in ("bonus", "penalty"):
        return [_box(f"{len(sheet.adjustments)} 项决定合计，不超过上限", f"{sheet.value:.1f}")]
    if kind == "coverage":
        return [_box("权重 × 覆盖率，合计", four(sheet.value)), _sign("÷"), _box("权重合计", "1")]
    if kind == "rank":
        own = sheet.score["score"]
        better = sum(1 for row in sheet.group if row["rank"] is not None and row["score"] > own)
        return [_sign("1 +"), _box("得分更高的部门", f"{better} 个")]
    return [_box("代入", substitution(sheet.inputs[0]))] if sheet.inputs else []


def substitution(row: Row) -> str:
    """An input's score with the numbers put in: 100 ×（20 − 6.1）÷（20 − 3)."""
    if row["part"] == "response":
        return f"100 × {fraction(row).replace('/', ' ÷ ')}"
    if row["part"] == "tasks":
        return f"100 × {plain(row['value'])} ÷ {plain(row['planned_percent'])}"
    if row["method"] == "ratio":
        upward = row["best"] > row["worst"]
        over, under = (row["value"], row["target"]) if upward else (row["target"], row["value"])
        return f"100 × {plain(over)} ÷ {plain(under)}"
    best, worst, value = plain(row["best"]), plain(row["worst"]), plain(row["value"])
    if row["best"] > row["worst"]:
        return f"100 ×（{value} {MINUS} {worst}）÷（{best} {MINUS} {worst}）"
    return f"100 ×（{worst} {MINUS} {value}）÷（{worst} {MINUS} {best}）"
