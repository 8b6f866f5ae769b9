"""The words above the month's ranking of one group: draft or final, what the ranking says, and what it cannot carry."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from cloudeye.catalog import working_days
from cloudeye.scoring.contributions import Difference
from cloudeye.store.database import Reader
from cloudeye.web.leader.ranking.view import View
from cloudeye.web.wording import is_beyond_error, points, text

HERE = Path(__file__).parent
Row = Mapping[str, Any]
MOST_NAMED = 3
# A fall comes mainly from the sources that together make at least this share of it, as long as they are few.
MAINLY, MOST_MAIN = 0.5, 2
CURRENT = ' aria-current="true"'

EXPORT_COLUMNS = {
    "ranking_group": "排名组",
    "department": "部门",
    "band": "梯队",
    "rank_low": "最好名次",
    "rank_high": "最差名次",
    "rank": "名次",
    "score": "得分",
    "low": "区间下限",
    "high": "区间上限",
    "previous_rank": "上月名次",
    "movement": "较上月",
    "movement_error": "变动误差",
    "perception": "市场主体感知度",
    "completion": "改革任务完成度",
    "coverage": "指标填报覆盖率",
    "missing_parts": "缺少的部分",
    "rule_version": "规则版本",
}


def sheet() -> str:
    """The page's own style sheet."""
    return (HERE / "ranking.css").read_text(encoding="utf-8")


def conclusion(rows: Sequence[Row]) -> str:
    """One sentence: who leads and whether they can be told apart; who fell most, if beyond the error."""
    ranked = sorted((row for row in rows if row["rank"] is not None), key=lambda row: row["rank"])
    if not ranked:
        return "本组没有可排名的部门。"
    return "；".join(clause for clause in (_lead(ranked), _fall(ranked)) if clause) + "。"


def _lead(ranked: Sequence[Row]) -> str:
    """The leaders are all whose possible ranks overlap those of the first."""
    leaders = [row["department"] for row in ranked if row["rank_low"] <= ranked[0]["rank_high"]]
    if len(leaders) == 1:
        return f"{leaders[0]}居首"
    named = "、".join(leaders[:MOST_NAMED])
    return f"{named}等 {len(leaders)} 个部门分不出先后" if len(leaders) > MOST_NAMED else f"{named}分不出先后"


def fell_most(rows: Sequence[Row]) -> Row | None:
    """The ranked department that fell most, if anybody fell beyond the error."""
    moved = [row for row in rows if row["rank"] is not None and is_beyond_error(row["movement"], row["movement_error"])]
    return min((row for row in moved if row["movement"] < 0), key=lambda row: row["movement"], default=None)


def moved_most(rows: Sequence[Row]) -> Row | None:
    """The department whose change is worth explaining: who fell most beyond the error, else who moved most, else the first."""
    moved = [row for row in rows if row["movement"] is not None and row["rank"] is not None]
    return (
        fell_most(rows)
        or max(moved, key=lambda row: abs(row["movement"]), default=None)
        or min((row for row in rows if row["rank"] is not None), key=lambda row: row["rank"], default=None)
    )


def of_group(rows: Sequence[Row], members: Sequence[Row]) -> list[Row]:
    """Of ``rows`` about departments those about ``members``."""
    names = {row["department_id"] for row in members}
    return [row for row in rows if row["department_id"] in names]


def explained(rows: Sequence[Row], view: View) -> Row | None:
    """The row of the department whose change is explained: the one asked for, else ``moved_most``."""
    asked = next((row for row in rows if row["department_id"] == view.department), None)
    return asked or moved_most(rows)


def _fall(ranked: Sequence[Row]) -> str:
    """Nothing when no department can be compared with the month before."""
    worst = fell_most(ranked)
    if worst is None:
        return "各部门降幅均在误差范围内" if any(row["movement"] is not None for row in ranked) else ""
    return f"{worst['department']}降 {points(-worst['movement'])} 分，降幅最大"


def second_sentence(fall: Difference | None, rows: Sequence[Row], rates: Sequence[Row], warning: float) -> str:
    """What the fall of the conclusion (None: nobody fell) mainly comes from, and whose satisfaction few have rated; may be empty.

    ``rates`` are rows of ``rating_coverage``; under the share ``warning`` a rate is only an indication.
    """
    return "".join(clause for clause in (_causes(fall), _unrated(rows, rates, warning)) if clause)


def _causes(fall: Difference | None) -> str:
    if fall is None:
        return ""
    named: list[str] = []
    explained = 0.0
    for source in (source for source in fall.sources() if source.change < 0):
        named.append(source.name)
        explained += source.change
        if explained <= MAINLY * fall.change or len(named) == MOST_MAIN:
            break
    return f"下降主要来自{'、'.join(named)}。" if named else ""


def _unrated(rows: Sequence[Row], rates: Sequence[Row], warning: float) -> str:
    shown = {rate["department_id"]: rate for rate in rates if rate["closed"]}
    members = [row for row in rows if row["department_id"] in shown]
    shares = {row["department"]: shown[row["department_id"]]["rated"] / shown[row["department_id"]]["closed"] for row in members}
    low = sorted((name for name, share in shares.items() if share < warning), key=lambda name: (shares[name], name))
    if not low:
        return ""
    if len(low) == 1:
        who = f"{low[0]}评价率"
    elif len(low) == len(shares):
        who = f"{len(low)} 个部门的评价率都"
    elif 2 * len(low) > len(shares):
        who = f"{len(shares)} 个部门中有 {len(low)} 个评价率"
    else:
        who = f"{low[0]}等 {len(low)} 个部门评价率"
    return f"{who}不到 {100 * warning:.0f}%，满意率只作参考。"


def publication(month_row: Row, objections: Sequence[Row], days: int, reader: Reader, now: datetime, view: View) -> str:
    """The notice of a draft (with the end of its objection window of ``days`` working days) or of a final version, and its
    objections (rows of ``objections_of_month``)."""
    disputes = _disputes(objections)
    rules = f"<span>规则第 {month_row['rule_version']} 版</span>"
    if month_row["status"] == "final":
        published: datetime = month_row["published_at"]
        return (
            f'<div class="desk-notice"><b>已定稿 · 第 {month_row["version"]} 版</b><span>{published:%Y-%m-%d} 发布</span>'
            f"{disputes}<span>定稿后不再改动，更正另出新版</span>{rules}</div>"
        )
    due, is_estimated = working_days.add(reader, month_row["drafted_at"], days)
    guess = "（节假日为估算）" if is_estimated else ""
    window = f"异议期 {days} 个工作日，至 {due:%Y-%m-%d}" if now <= due else f"异议期已于 {due:%Y-%m-%d} 结束，待定稿"
    trial = ""
    if any(row["state"] == "待裁定" for row in objections):
        words = "收起试算" if view.is_tried else "按异议全部成立试算"
        trial = f'<a class="aside" href="{view.link(is_tried=not view.is_tried)}" target="_self">{words}</a>'
    return (
        f'<div class="desk-notice draft"><b>排名草案</b><span>{window}{guess}</span>'
        f"{disputes}<span>定稿后不再改动</span>{rules}{trial}</div>"
    )


def _disputes(objections: Sequence[Row]) -> str:
    if not objections:
        return ""
    states = [row["state"] for row in objections]
    counted = "，".join(f"{text(state)} {states.count(state)} 件" for state in dict.fromkeys(states))
    return f"<span>异议 {len(objections)} 件：{counted}</span>"


def group_links(groups: Mapping[str, int], view: View) -> str:
    """The ranking groups with their sizes, as links; a department belongs to its group and is left behind."""
    links = "".join(
        f'<a href="{view.link(group=name, department=None, is_tried=False)}" target="_self"'
        f"{CURRENT if name == view.group else ''}>{text(name)} <b>{size}</b></a>"
        for name, size in groups.items()
    )
    return f'<nav class="segments" aria-label="排名组">{links}</nav>'


def doubts(view: View) -> str:
    """What the address asks in vain, if anything."""
    return "".join(f'<p class="desk-fallback">{text(doubt)}</p>' for doubt in view.doubts)
