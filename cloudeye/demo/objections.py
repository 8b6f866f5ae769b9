"""A few objections to the newest draft: some wait for a decision, one was upheld, one was not."""

from datetime import date, datetime, timedelta
from typing import Any

from cloudeye.demo.world import World
from cloudeye.store import Reader

Rows = list[dict[str, Any]]

# What is objected to, by which basis, and what was decided (None: not yet); one department each.
FILED: tuple[tuple[str, str, str | None], ...] = (
    ("tasks", "验收材料已按期报送，牵头单位汇总时漏计，附验收单", None),
    ("response", "诉求所涉事项由上级部门直接办理，不属本单位职责，附转办记录", None),
    ("indicators", "报送值按旧口径统计，按现行口径复核后更正，附统计底表", None),
    ("tasks", "本月计划已调整，附调整批复", "采纳"),
    ("indicators", "认为样本不具代表性，要求更正", "不予采纳"),
)
REASONS = {"采纳": "材料齐全，更正后的数已重新报送", "不予采纳": "未提供可核验的材料"}
FILED_BY, DECIDED_BY = "部门联络员", "监督经办"
# How far towards full marks a claim goes.
CLAIMED_SHARE = 0.4


def objections(reader: Reader, world: World, month: date, drafted_at: datetime, as_of: datetime) -> Rows:
    """Rows for ``objection`` to the draft of ``month``: nothing is filed or decided after ``as_of``."""
    dice = world.dice("objections", month)
    candidates = reader.rows("demo_open_to_objection", month=month)
    rows: Rows = []
    for number, (part, basis, decision) in enumerate(FILED, start=1):
        taken = {row["department_id"] for row in rows}
        open_to = [row for row in candidates if row["part"] == part and row["department_id"] not in taken]
        if not open_to:
            continue
        chosen = dice.choice(open_to)
        filed_at = min(_at(world, drafted_at, number, dice.randint(0, 400)), as_of)
        decided_at = _at(world, filed_at, 1, dice.randint(0, 400))
        is_decided = decision is not None and decided_at <= as_of
        rows.append(
            {
                "objection_id": f"YY-{month:%Y%m}-{number:02}",
                "month": month,
                "department_id": chosen["department_id"],
                "part": part,
                "component_id": chosen["component_id"],
                "claim": "剔除" if part == "response" else "更正",
                "claimed_value": None if part == "response" else _claimed(chosen, decision),
                "basis": basis,
                "filed_at": filed_at,
                "filed_by": FILED_BY,
                "state": decision if is_decided else "待裁定",
                "decided_at": decided_at if is_decided else None,
                "decided_by": DECIDED_BY if is_decided else None,
                "reason": REASONS[str(decision)] if is_decided else None,
            }
        )
    return rows


def _claimed(chosen: dict[str, Any], decision: str | None) -> float:
    """What was upheld is reported by now. Whole numbers stay whole and still move by at least one."""
    value, best = float(chosen["value"]), float(chosen["best"])
    if decision == "采纳":
        return value
    claimed = value + CLAIMED_SHARE * (best - value)
    if value != int(value):
        return round(claimed, 2)
    return float(round(claimed)) if round(claimed) != value else value + (1 if best > value else -1)


def _at(world: World, since: datetime, days: int, minutes: int) -> datetime:
    day = world.work.days[world.work.ordinal(since.date()) + days - 1]
    return datetime.combine(day, datetime.min.time()) + timedelta(hours=9, minutes=minutes)
