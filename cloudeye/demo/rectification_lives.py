"""The life of one rectification: steps through the states, each with the dates it sets."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from cloudeye.demo.dice import Dice
from cloudeye.demo.parameters import Rectifications
from cloudeye.demo.world import World

DESK, CHECKER = "监督检查室经办岗", "监督检查室核验岗"
OWNER = "承办单位联络员"
REFUSALS = ("佐证材料不足，退回整改", "回访企业不认可，退回整改", "仅书面说明，未见实际整改，退回")
CLEARED: dict[str, Any] = {"claimed_at": None, "confirmed_at": None, "verified_at": None, "lookback_due_at": None}


@dataclass(frozen=True)
class Step:
    """One move: when, to which state, by whom, why, and which columns it sets."""

    at: datetime
    state: str
    actor: str
    reason: str | None
    sets: dict[str, Any] = field(default_factory=dict)


Life = list[Step]


@dataclass
class Known:
    """A life as known at a moment: its steps so far and the columns they left."""

    steps: list[Step]
    state: str
    due_at: datetime | None = None
    claimed_at: datetime | None = None
    confirmed_at: datetime | None = None
    verified_at: datetime | None = None
    lookback_due_at: datetime | None = None
    closed_at: datetime | None = None
    recurred_at: datetime | None = None


def cut(life: Life, as_of: datetime) -> Known:
    """What of a life is known at ``as_of``."""
    steps = [step for step in life if step.at <= as_of]
    known = Known(steps, steps[-1].state)
    for step in steps:
        for name, value in step.sets.items():
            if value is None or name in ("due_at", "lookback_due_at") or value <= as_of:
                setattr(known, name, value)
    return known


def life_of(dice: Dice, world: World, opened: datetime, working_days: int) -> Life:
    """A life that ends struck off; what is due before the as-of date has been claimed by then."""
    due = world.work.due(opened, working_days)
    signed = world.work.after(opened, dice.randint(240, 1700))
    started = world.work.after(signed, dice.randint(240, 1900))
    life = [
        Step(opened, "reminded", DESK, None, {"due_at": due}),
        Step(signed, "signed", OWNER, None),
        Step(started, "rectifying", OWNER, "制定整改措施"),
    ]
    checked = _claimed_and_checked(dice, world, life, started, due)
    if dice.chance(Rectifications.recurred):
        back = world.work.after(checked, dice.randint(5 * 480, 15 * 480))
        due = world.limits.of("rectification", "second_term").due(back, world.work.due)
        life.append(
            Step(back, "rectifying", CHECKER, "回头看发现问题复发，重新整改", {**CLEARED, "recurred_at": back, "due_at": due})
        )
        checked = _claimed_and_checked(dice, world, life, back, due)
    lookback_due = life[-1].sets["lookback_due_at"]
    closed = world.work.after(lookback_due, dice.randint(0, 2000))
    life.append(Step(closed, "closed", CHECKER, "回头看未反弹，销号", {"closed_at": closed}))
    return life


def stuck(dice: Dice, world: World, opened: datetime, due: datetime) -> Life:
    """A life that has not come beyond the work itself although it was due."""
    signed = world.work.after(opened, dice.randint(60, 500))
    started = world.work.after(signed, dice.randint(60, 700))
    return [
        Step(opened, "reminded", DESK, None, {"due_at": due}),
        Step(signed, "signed", OWNER, None),
        Step(started, "rectifying", OWNER, "制定整改措施"),
    ]


def _claimed_and_checked(dice: Dice, world: World, life: Life, started: datetime, due: datetime) -> datetime:
    """From the work to the look-back, through a refusal if it comes to that; returns when the look-back began."""
    claimed = _claim_time(dice, world, started, due)
    if dice.chance(Rectifications.refused):
        life.append(Step(claimed, "claimed", OWNER, "申请销号", {"claimed_at": claimed}))
        back = world.work.after(claimed, dice.randint(200, 1900))
        due = world.limits.of("rectification", "second_term").due(back, world.work.due)
        life.append(Step(back, "rectifying", CHECKER, dice.choice(REFUSALS), {**CLEARED, "due_at": due}))
        claimed = _claim_time(dice, world, back, due)
    sets = {"claimed_at": claimed}
    if dice.chance(0.7):
        sets["confirmed_at"] = world.work.after(claimed, dice.randint(60, 900))
    life.append(Step(claimed, "claimed", OWNER, "申请销号", sets))
    verified = world.work.after(claimed, dice.randint(960, 3800))
    life.append(Step(verified, "verified", CHECKER, "现场核验并回访企业，通过", {"verified_at": verified}))
    lookback = world.work.after(verified, dice.randint(10, 200))
    look = world.limits.of("rectification", "lookback")
    due = look.due(lookback, world.work.due)
    life.append(Step(lookback, "lookback", CHECKER, f"{look.value} {look.unit}后回头看", {"lookback_due_at": due}))
    return lookback


def _claim_time(dice: Dice, world: World, started: datetime, due: datetime) -> datetime:
    """Mostly in the last part of the term; the late ones before the as-of date."""
    if due < world.as_of and dice.chance(Rectifications.late):
        return due + min(timedelta(days=dice.randint(1, 12), hours=-10), (world.as_of - due) * 0.9)
    moment = world.work.opening(started + (due - started) * dice.uniform(0.5, 0.99))
    return max(min(moment, due), started + timedelta(minutes=30))
