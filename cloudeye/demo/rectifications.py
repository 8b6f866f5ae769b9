"""Rectifications (整改): problems that departments must put right, each with a life through the states."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from cloudeye.catalog.working_days import END_OF_DAY
from cloudeye.demo.inspections import FINDINGS
from cloudeye.demo.parameters import LastYear, Rectifications
from cloudeye.demo.quality import Quality
from cloudeye.demo.rectification_lives import Known, Life, cut, life_of, stuck
from cloudeye.demo.world import World

Rows = list[dict[str, Any]]

ORIGINS = (("complaint", 0.58), ("warning", 0.3), ("visit", 0.12))
TERMS = ((10, 0.3), (15, 0.4), (20, 0.3))
FROM_LETTER = {"提醒函": 0.12, "履责提示函": 0.35, "督办函": 0.9, "监察建议书": 1.0}
MEASURES = (
    "明确牵头科室和完成时间，逐项销号",
    "修订办事指南并培训窗口人员",
    "清理超期件，建立周调度",
    "完善内控流程，增加复核环节",
    "与相关单位建立会商机制，共享材料",
)
RULES = (
    "《涉企事项首问负责办法》",
    "《承诺时限预警提醒规则》",
    "《涉企检查备案与扫码规范》",
    "《惠企资金兑现流程规定》",
    "《保证金退还时限管理办法》",
    "《窗口一次性告知规范》",
    "《诉求办结回访核验办法》",
    "《中介服务选取公示规定》",
    "《合同款支付台账制度》",
    "《行政处罚裁量说明模板》",
)
RULE_CHANCE = 0.035
INSPECTED_CHANCE = 0.35


@dataclass(frozen=True)
class Case:
    """A problem to put right: where it comes from and whose it is."""

    origin_kind: str
    origin_id: str | None
    department_id: str
    title: str
    opened_at: datetime


@dataclass(frozen=True)
class Written:
    """Rows for ``rectification`` and ``rectification_event``."""

    rectifications: Rows
    events: Rows


def rectifications(world: World, quality: Quality, complaints: Rows, letters: Rows, findings: Rows) -> Written:
    """All rectifications up to the as-of date, numbered by year in order of opening."""
    cases = _daily(world, quality, complaints) + _from_letters(world, letters)
    lives = [(case, _life(world, case)) for case in cases]
    lives += _from_findings(world, findings)
    lives += _stragglers(world, quality)
    lives.sort(key=lambda entry: (entry[0].opened_at, entry[0].department_id, entry[0].title, entry[0].origin_id or ""))
    return _rows(world, lives)


def _life(world: World, case: Case) -> Life:
    dice = world.dice("rectification", case.origin_kind, case.origin_id, case.department_id, case.opened_at, case.title)
    term = dice.weighted([days for days, _ in TERMS], [weight for _, weight in TERMS])
    return life_of(dice, world, case.opened_at, term)


def _daily(world: World, quality: Quality, complaints: Rows) -> list[Case]:
    """Problems from complaints, warnings and visits, as they come up on working days."""
    known: dict[str, Rows] = {}
    for row in complaints:
        if row["kind"] == "投诉" and row["duplicate_of"] is None and row["state"] != "rejected":
            known.setdefault(row["department_id"], []).append(row)
    cases = []
    for day in world.work.between(world.months[0], world.as_of.date()):
        dice = world.dice("rectifications", day)
        rate = Rectifications.opened_per_working_day[2 - (world.as_of.year - day.year)] * 0.72
        index = world.month_index(day)
        weights = [max(3.0, 100 - quality.of(name, index)) ** 1.2 for name in world.answering]
        for _ in range(int(rate + dice.random())):
            opened = datetime.combine(day, time(9)) + timedelta(minutes=dice.randint(5, 470))
            if opened > world.as_of:
                continue
            department_id = dice.weighted(world.answering, weights)
            origin = dice.weighted([name for name, _ in ORIGINS], [weight for _, weight in ORIGINS])
            origin_id, title = None, dice.choice(FINDINGS[dice.choice(tuple(FINDINGS))])
            if origin == "complaint":
                before = [row for row in known.get(department_id, []) if row["submitted_at"] < opened - timedelta(days=2)][-12:]
                if before:
                    chosen = dice.choice(before)
                    # The department must not read the complainant's words in the problem that it is given.
                    origin_id, title = chosen["complaint_id"], dice.choice(FINDINGS.get(chosen["class_id"], (title,)))
            cases.append(Case(origin, origin_id, department_id, title, opened))
    return cases


def _from_letters(world: World, letters: Rows) -> list[Case]:
    cases = []
    for row in letters:
        dice = world.dice("letter case", row["letter_id"])
        if row["issued_at"] is None or row["state"] == "void" or not dice.chance(FROM_LETTER[row["kind"]]):
            continue
        opened = world.work.after(row["issued_at"], dice.randint(60, 500))
        if opened <= world.as_of:
            title = row["title"].removeprefix("关于").removesuffix("的" + row["kind"])
            cases.append(Case("letter", row["letter_id"], row["department_id"], title, opened))
    return cases


def _from_findings(world: World, findings: Rows) -> list[tuple[Case, Life]]:
    """Findings that were not put right on the spot. The last full year checks and strikes off as many as its counter says."""
    last_year: list[tuple[Case, Life]] = []
    others: list[tuple[Case, Life]] = []
    for row in findings:
        opened = world.work.after(row["found_at"], 120)
        if opened > world.as_of:
            continue
        case = Case("inspection", row["finding_id"], row["department_id"], row["title"], opened)
        life = _life(world, case)
        known = cut(life, world.as_of)
        if _is_of_last_year(world, known):
            last_year.append((case, life))
        elif world.dice("finding", row["finding_id"]).chance(INSPECTED_CHANCE):
            others.append((case, life))
    return world.dice("problems rectified").sample(last_year, LastYear.problems_rectified) + others


def _is_of_last_year(world: World, known: Known) -> bool:
    """Struck off within the last full year, which is what its counters count."""
    return known.closed_at is not None and known.closed_at.year == world.last_year


def _stragglers(world: World, quality: Quality) -> list[tuple[Case, Life]]:
    """What is overdue today: a few departments, the weakest with the longest."""
    index = len(world.months) - 1
    weakest = sorted(world.answering, key=lambda name: (quality.of(name, index), name))[: Rectifications.overdue_departments]
    found = []
    for number, days in enumerate(Rectifications.overdue_days):
        dice = world.dice("straggler", number)
        due_day = world.as_of.date() - timedelta(days=days)
        opened_day: date = world.work.days[world.work.ordinal(due_day) - 16]
        opened = datetime.combine(opened_day, time(9)) + timedelta(minutes=dice.randint(10, 400))
        title = dice.choice(FINDINGS[dice.choice(tuple(FINDINGS))])
        case = Case("warning", None, weakest[number % len(weakest)], title, opened)
        found.append((case, stuck(dice, world, opened, datetime.combine(due_day, END_OF_DAY))))
    return found


def _rows(world: World, lives: list[tuple[Case, Life]]) -> Written:
    written = Written([], [])
    sequences: dict[int, int] = {}
    of_last_year: Rows = []
    for case, life in lives:
        year = case.opened_at.year
        sequences[year] = sequences.get(year, 0) + 1
        rectification_id = f"ZG{year}-{sequences[year]:04d}"
        known = cut(life, world.as_of)
        dice = world.dice("rule", rectification_id)
        gets_rule = known.closed_at is not None and not _is_of_last_year(world, known) and dice.chance(RULE_CHANCE)
        rule = dice.choice(RULES) if gets_rule else None
        written.rectifications.append(
            {
                "rectification_id": rectification_id,
                "origin_kind": case.origin_kind,
                "origin_id": case.origin_id,
                "department_id": case.department_id,
                "title": case.title,
                "measures": dice.choice(MEASURES) if known.state != "reminded" else None,
                "opened_at": case.opened_at,
                "due_at": known.due_at,
                "claimed_at": known.claimed_at,
                "confirmed_at": known.confirmed_at,
                "verified_at": known.verified_at,
                "lookback_due_at": known.lookback_due_at,
                "closed_at": known.closed_at,
                "recurred_at": known.recurred_at,
                "rule_established": rule,
                "state": known.state,
            }
        )
        if _is_of_last_year(world, known):
            of_last_year.append(written.rectifications[-1])
        before = None
        for step in known.steps:
            written.events.append(
                {
                    "rectification_id": rectification_id,
                    "occurred_at": step.at,
                    "from_state": before,
                    "to_state": step.state,
                    "actor": step.actor,
                    "reason": step.reason,
                }
            )
            before = step.state
    for number, row in enumerate(world.dice("rules established").sample(of_last_year, LastYear.rules_established)):
        row["rule_established"] = RULES[number % len(RULES)]
    return written
