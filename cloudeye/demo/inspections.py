"""Inspections (自查、倒查、督查) and what they found."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from cloudeye.demo.dice import Dice
from cloudeye.demo.parameters import LastYear
from cloudeye.demo.quality import Quality
from cloudeye.demo.world import World

Rows = list[dict[str, Any]]

KINDS = (("自查", 0.3), ("倒查", 0.28), ("督查", 0.42))
CRITERIA = (
    "窗口作风与一次性告知",
    "涉企检查备案与扫码入企",
    "惠企资金按期兑现",
    "承诺时限与超时办结",
    "保证金退还与账款支付",
    "诉求办结与回访真实性",
    "中介服务与指定机构",
    "行政处罚裁量与公示",
    "政务服务事项清单一致性",
)
SEVERITIES = (("一般", 0.66), ("较重", 0.27), ("严重", 0.07))
FINDINGS = {
    "A2": ("部分事项超过承诺时限未办结", "受理后未在规定时间内首次联系企业"),
    "A3": ("惠企资金兑现晚于公开时限", "兑现条件与公开文件不一致"),
    "B1": ("办事指南材料清单未及时更新", "重复收取可共享材料"),
    "B4": ("变相指定检测机构", "中介服务未公开选取"),
    "C1": ("检查未备案或未扫码", "同一企业月内重复检查"),
    "C3": ("裁量理由未写入决定书", "同类案件处罚幅度不一"),
    "C4": ("保证金退还超期", "合同款支付超过约定期限"),
    "D1": ("窗口早退、叫号不规范", "首问负责未落实"),
    "D2": ("一次性告知内容不完整", "线上线下口径不一致"),
    "D4": ("未联系企业即申请办结", "回访结果与办结说明不符"),
}
A_WEEK = 1.2


@dataclass(frozen=True)
class Inspected:
    """Rows for ``inspection`` and ``finding``."""

    inspections: Rows
    findings: Rows


def inspections(world: World, quality: Quality) -> Inspected:
    """All inspections of the demo: as many in the last full year as its counter says, about as many a week in the other years."""
    days: list[date] = []
    for year in range(world.months[0].year, world.as_of.year + 1):
        first = max(date(year, 1, 1), world.months[0])
        last = min(date(year, 12, 31), world.as_of.date() - timedelta(days=1))
        open_days = world.work.between(first, last)
        dice = world.dice("inspection days", year)
        count = LastYear.inspections if year == world.last_year else round(A_WEEK * len(open_days) / 5 * dice.uniform(0.9, 1.1))
        days += sorted(dice.choice(open_days) for _ in range(count)) if open_days else []
    found = Inspected([], [])
    for number, day in enumerate(days, start=1):
        _inspect(world, quality, world.dice("inspection", number), f"JC{day:%Y}-{number:04d}", day, found)
    return found


def _inspect(world: World, quality: Quality, dice: Dice, inspection_id: str, day: date, into: Inspected) -> None:
    index = world.month_index(day)
    weights = [max(4.0, 100 - quality.of(name, index)) for name in world.answering]
    department_id = dice.weighted(world.answering, weights)
    kind = dice.weighted([name for name, _ in KINDS], [weight for _, weight in KINDS])
    at = datetime(day.year, day.month, day.day, dice.choice((9, 10, 14, 15)), dice.randrange(60))
    into.inspections.append(
        {
            "inspection_id": inspection_id,
            "kind": kind,
            "round": (day.month - 1) // 3 + 1,
            "department_id": department_id,
            "criteria": dice.choice(CRITERIA),
            "is_covert": kind == "督查" and dice.chance(0.4),
            "inspected_at": at,
        }
    )
    for number in range(1, dice.weighted((0, 1, 2, 3, 4), (0.12, 0.3, 0.32, 0.18, 0.08)) + 1):
        class_id = dice.choice(tuple(FINDINGS))
        into.findings.append(
            {
                "finding_id": f"{inspection_id}-{number}",
                "inspection_id": inspection_id,
                "department_id": department_id,
                "class_id": class_id,
                "title": dice.choice(FINDINGS[class_id]),
                "severity": dice.weighted([name for name, _ in SEVERITIES], [weight for _, weight in SEVERITIES]),
                "found_at": at + timedelta(minutes=dice.randint(20, 100)),
            }
        )
