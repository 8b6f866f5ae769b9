"""Two departments, or one department in two months, side by side: who stands where, what makes the difference, and whether it is
real."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from statistics import NormalDist
from typing import Any

from cloudeye.scoring.comparison import Part, Side, compared, error_of_difference, side
from cloudeye.scoring.engine import month_before
from cloudeye.web import district
from cloudeye.web.leader.portrait.facts import Rate, rates
from cloudeye.web.wording import full_month, is_beyond_error, is_level, points, signed

Row = Mapping[str, Any]
DIMENSIONS = {"perception": "市场主体感知度", "completion": "改革任务完成度"}
MOST_REASONS = 2
# Scores are rounded to a billionth: less than that pulls nothing.
ROUNDING = 1e-9


@dataclass(frozen=True)
class Stand:
    """One side: its row of the month's ranking, its composite, its rates, its rows of ``department_tasks`` and
    ``department_register``, and its month's row of ``ranking_months``."""

    ranked: Row
    side: Side
    rates: Sequence[Rate]
    tasks: Sequence[Row]
    register: Row
    published: Row

    @property
    def name(self) -> str:
        """The department's short name."""
        return str(self.ranked["department"])

    @property
    def query(self) -> dict[str, str]:
        """The side as the addresses of the portrait and the passport have it."""
        return {"department": self.side.department_id, "month": f"{self.side.month:%Y-%m}"}


@dataclass(frozen=True)
class Comparison:
    """Both sides and all that lies between them. ``error`` is that of the difference of the scores, ``dimension_errors`` those of
    the dimensions; None where the two are not to be compared."""

    first: Stand
    second: Stand
    parts: Sequence[Part]
    error: float | None
    dimension_errors: Mapping[str, float | None]

    @property
    def difference(self) -> float:
        """The first score minus the second."""
        return self.first.side.score - self.second.side.score

    @property
    def is_one_department(self) -> bool:
        """Whether two months of one department are compared."""
        return self.first.side.department_id == self.second.side.department_id

    @property
    def is_one_group(self) -> bool:
        """Whether ranks of the two mean the same."""
        return bool(self.first.ranked["ranking_group"] == self.second.ranked["ranking_group"])

    def label(self, stand: Stand) -> str:
        """What tells this side from the other: the department, the month, or both."""
        if self.first.side.month == self.second.side.month:
            return stand.name
        month = full_month(stand.side.month)
        return month if self.is_one_department else f"{stand.name} {month}"


def first_choice(query: Mapping[str, str]) -> dict[str, str]:
    """The fields that an address leaves open, filled with what is worth a look: the newest month, the department that moved most
    in it, and against it the same department in the month before (or, with another department named, in the same month)."""
    months = [f"{row['month']:%Y-%m}" for row in district.ask("ranking_months")]
    if not months:
        return {}
    month = query["month"] if query.get("month") in months else months[0]
    found = {} if "month" in query else {"month": month}
    department = query.get("department") or moved_most(district.ask("snapshot_of_month", month=_first_day(month)))
    if department and "department" not in query:
        found["department"] = department
    if department and "with" not in query:
        found["with"] = department
    if "against" not in query:
        is_same = query.get("with", department) == department
        found["against"] = (is_same and month_before_of(months, month)) or month
    return found


def month_before_of(months: Sequence[str], month: str) -> str | None:
    """The month before a month, when it has a ranking; all as in addresses."""
    earlier = f"{month_before(_first_day(month)):%Y-%m}"
    return earlier if earlier in months else None


def moved_most(rows: Sequence[Row]) -> str | None:
    """The department whose score moved most against the month before; the first ranked one when none can be compared."""
    moved = max((row for row in rows if row["movement"] is not None), key=lambda row: abs(row["movement"]), default=None)
    chosen = moved or next(iter(rows), None)
    return str(chosen["department_id"]) if chosen else None


def departments(month: date) -> dict[str, str]:
    """Who can be compared in a month: department_id → short name, in the order of the ranking."""
    return {row["department_id"]: row["department"] for row in district.ask("snapshot_of_month", month=month)}


def _first_day(month: str) -> date:
    return date.fromisoformat(f"{month}-01")


def stand(month: date, department_id: str) -> Stand | None:
    """One side as the month shows it; None when the department has no score in it."""
    of_month = {"month": month, "department_id": department_id}
    ranked = next((row for row in district.ask("snapshot_of_month", month=month) if row["department_id"] == department_id), None)
    found = side(district.ask, month, department_id)
    if ranked is None or found is None:
        return None
    counted = [row for row in district.ask("month_rates", month=month) if row["subject_id"] == department_id]
    return Stand(
        ranked,
        found,
        tuple(rates(counted, found.components, district.rule("interval_level"))),
        district.ask("department_tasks", **of_month),
        district.ask("department_register", **of_month, now=district.moment())[0],
        next(row for row in district.ask("ranking_months") if row["month"] == month),
    )


def comparison(first: Stand, second: Stand) -> Comparison:
    """All that lies between two sides."""
    z = NormalDist().inv_cdf((1 + district.rule("interval_level")) / 2)
    one, other = first.side, second.side
    errors = {name: error_of_difference(one, other, z, partial(_is_of, name)) for name in DIMENSIONS}
    return Comparison(first, second, compared(one, other, z), error_of_difference(one, other, z), errors)


def _is_of(dimension: str, row: Row) -> bool:
    return bool(row["dimension"] == dimension)


def conclusion(found: Comparison) -> str:
    """One sentence: who stands higher and by how much, whether that is more than chance, and what makes the difference."""
    first, second = found.label(found.first), found.label(found.second)
    second = f" {second}" if second[0].isdigit() else second
    whose = f"{found.first.name}：" if found.is_one_department else ""
    if is_level(found.difference):
        return f"{whose}{first}与{second}得分持平（{points(found.first.side.score)}）。"
    higher = "高" if found.difference > 0 else "低"
    if found.error is None:
        weight = "两边评分规则不同，误差不可比"
    else:
        weight = "超出误差" if is_beyond_error(found.difference, found.error) else "误差内"
        weight += "，分不出先后" if weight == "误差内" and found.is_one_group and not found.is_one_department else ""
    return f"{whose}{first}比{second}{higher} {points(abs(found.difference))} 分，{weight}{_reasons(found)}。"


def _reasons(found: Comparison) -> str:
    """The parts that pull most in the direction of the difference."""
    way = 1 if found.difference > 0 else -1
    pulling = sorted((part for part in found.parts if way * part.difference > ROUNDING), key=lambda part: -way * part.difference)
    named = "、".join(f"{part.name}（{signed(part.difference)}）" for part in pulling[:MOST_REASONS])
    return f"；主要差在{named}" if named else ""


def warnings(found: Comparison) -> list[str]:
    """What must be known before the two are held against each other, in sentences."""
    said = []
    if not found.is_one_group:
        groups = "、".join(str(one.ranked["ranking_group"]) for one in (found.first, found.second))
        said.append(f"两个单位不在同一排名组（{groups}），名次不可比，只比得分与构成")
    if found.first.side.rule_version != found.second.side.rule_version:
        versions = "、".join(f"第 {one.side.rule_version} 版" for one in (found.first, found.second))
        said.append(f"两边的评分规则不同（{versions}），差距里含有规则的变化")
    said += _said_of(found, "missing_parts", "缺{}，其余部分已按比例补足权重")
    unranked = {one.ranked["band"] for one in (found.first, found.second) if one.ranked["rank"] is None}
    return said + (_said_of(found, "band", "{}，没有名次", only=unranked) if unranked else [])


def _said_of(found: Comparison, field: str, sentence: str, only: Collection[str] | None = None) -> list[str]:
    """One sentence about both sides when it is the same of both, else one about each that has something in ``field``."""
    values = [one.ranked[field] for one in (found.first, found.second)]
    shown = [value if only is None or value in only else None for value in values]
    if shown[0] == shown[1]:
        return [f"两边都{sentence.format(shown[0])}"] if shown[0] else []
    sides = zip((found.first, found.second), shown, strict=True)
    return [f"{found.label(one)}{sentence.format(value)}" for one, value in sides if value]


EXPORT_COLUMNS = {
    "section": "类别",
    "name": "项目",
    "first": "甲",
    "second": "乙",
    "difference": "差",
    "error": "差的误差",
    "effect": "对综合得分的影响",
    "first_sample": "甲样本",
    "second_sample": "乙样本",
}


def export_rows(found: Comparison) -> list[dict[str, Any]]:
    """The comparison as rows for a file, unrounded: who is compared, the scores, the rates, and every part."""
    first, second = found.first, found.second
    rows = [
        _line("对象", "单位", first.name, second.name),
        _line("对象", "月份", f"{first.side.month:%Y-%m}", f"{second.side.month:%Y-%m}"),
        _line("对象", "排名组", first.ranked["ranking_group"], second.ranked["ranking_group"]),
        _line("得分", "综合得分", first.side.score, second.side.score, found.difference, found.error, found.difference),
    ]
    for key, heading in {"low": "得分区间下限", "high": "得分区间上限", "rank_low": "最好名次", "rank_high": "最差名次"}.items():
        rows.append(_line("得分", heading, first.ranked[key], second.ranked[key]))
    rows.append(_line("得分", "梯队", first.ranked["band"], second.ranked["band"]))
    for key, heading in DIMENSIONS.items():
        one, other = first.ranked[key], second.ranked[key]
        rows.append(_line("得分", heading, one, other, minus(one, other), found.dimension_errors[key]))
    rows.append(_line("得分", "填报覆盖", first.ranked["coverage"], second.ranked["coverage"]))
    for mine, theirs in zip(first.rates, second.rates, strict=True):
        line = _line("诉求三率", mine.name, mine.value, theirs.value, minus(mine.value, theirs.value))
        rows.append(line | {"first_sample": mine.sample, "second_sample": theirs.sample})
    for part in found.parts:
        one, other = (loss.score if loss else None for loss in (part.first, part.second))
        rows.append(_line("构成", part.name, one, other, part.score_difference, part.error, part.difference))
    return rows


def minus(one: float | None, other: float | None) -> float | None:
    """The difference; None without one of the two."""
    return None if one is None or other is None else one - other


def _line(
    section: str,
    name: str,
    first: Any,
    second: Any,
    difference: float | None = None,
    error: float | None = None,
    effect: float | None = None,
) -> dict[str, Any]:
    line = dict.fromkeys(EXPORT_COLUMNS)
    return line | {
        "section": section, "name": name, "first": first, "second": second,
        "difference": difference, "error": error, "effect": effect,
    }  # fmt: skip
