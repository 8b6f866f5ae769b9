"""The passport of a score: its formula in words, its inputs, the rows behind them and the rule version."""

from datetime import date
from operator import itemgetter
from typing import Any

from cloudeye.errors import ScoringError
from cloudeye.store import Store

PARTS = {"indicators": "二级指标均分", "response": "诉求三率", "tasks": "改革任务进度"}
DIMENSIONS = {"perception": "市场主体感知度", "completion": "改革任务完成度"}


def passport(store: Store, month: date, subject_id: str) -> dict[str, Any]:
    """Everything that makes up one department's (or the ``district``'s) composite in a month.

    Keys: month, subject_id, name, score, perception, completion, bonus, penalty (points, unrounded), rule_version,
    version and status of the ranking it belongs to, formula (a Chinese sentence), components (each with value, raw records
    counted, score 0–100, weight, contribution, source, batch). The contributions plus bonus minus penalty are the score.
    A published month opens as it was at publication, whatever has been loaded since.
    Raises ScoringError when the month or the department has no score.
    """
    reader = store.reading()
    found = reader.rows("department_score_of", month=month, subject_id=subject_id)
    if not found or found[0]["score"] is None:
        raise ScoringError(f"{month:%Y-%m} 没有「{subject_id}」的得分。请检查部门编号，或先运行 rank --month {month:%Y-%m}。")
    score = found[0]
    unpublished = {"version": None, "status": "draft"}
    latest = max(reader.rows("snapshot_versions", month=month), key=itemgetter("version"), default=unpublished)
    if latest["status"] == "final":
        components = reader.rows("published_components", month=month, version=latest["version"], subject_id=subject_id)
    else:
        components = reader.rows("passport_components", month=month, subject_id=subject_id)
    return {
        "month": f"{month:%Y-%m}",
        "version": latest["version"],
        "status": latest["status"],
        "subject_id": subject_id,
        "name": score["name"],
        **{
            key: score[key]
            for key in ("score", "perception", "completion", "bonus", "penalty", "coverage", "missing_parts", "rule_version")
        },
        "formula": _formula(score, components),
        "components": components,
    }


def _formula(score: dict[str, Any], components: list[dict[str, Any]]) -> str:
    weights: dict[tuple[str, str], float] = {}
    for component in components:
        key = (component["dimension"], component["part"])
        weights[key] = weights.get(key, 0.0) + component["weight"]
    terms = []
    for dimension, label in DIMENSIONS.items():
        parts = {part: weight for (of, part), weight in weights.items() if of == dimension}
        if parts:
            inside = " + ".join(f"{PARTS[part]} × {weight / sum(parts.values()):.3g}" for part, weight in parts.items())
            terms.append(f"{label}（{inside}）× {sum(parts.values()):.3g}")
    sentence = f"综合得分 = {' + '.join(terms)} + 加分 {score['bonus']:.3g} − 扣分 {score['penalty']:.3g}"
    if score["missing_parts"]:
        sentence += f"；缺{score['missing_parts']}，其余部分按比例补足权重"
    return sentence + f"（规则第 {score['rule_version']} 版）"
