"""What happens to a complaint: its stations, its clocks, the calls back. Everything stays within the states table."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from cloudeye.catalog.limits import Limit
from cloudeye.demo.complaint_plan import Slot
from cloudeye.demo.dice import Dice, Steady
from cloudeye.demo.parameters import Complaints
from cloudeye.demo.world import World, month_of

# The pace of what has no limit, such as praise.
UNLIMITED = Limit(7, "工作日")
DESK, OFFICE, CALLER = "受理平台", "分派岗", "回访专员"
UNSOLVED_REASONS = ("只答复未落实", "承诺时间未兑现", "答复与实际不符", "仅部分解决", "需上级部门统筹")
DISSATISFIED_REASONS = ("办理时间过长", "沟通不及时", "对结果不认可")
RETURN_REASONS = ("不属于本单位职责", "属地有误，需重新分派", "应由主管部门牵头")


@dataclass
class Call:
    """One call back."""

    called_at: datetime
    is_reached: bool
    is_solved: bool | None = None
    is_satisfied: bool | None = None
    reason: str | None = None


@dataclass
class Life:
    """The moves (at, to_state, actor, reason) of one complaint, its calls, and the times that its row keeps."""

    moves: list[tuple[datetime, str, str, str | None]] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    accepted_at: datetime | None = None
    responded_at: datetime | None = None
    claimed_at: datetime | None = None
    response_due_at: datetime | None = None
    resolution_due_at: datetime | None = None

    def cut(self, as_of: datetime) -> "Life":
        """The same life as known at ``as_of``."""
        moves = [move for move in self.moves if move[0] <= as_of]
        calls = [call for call in self.calls if call.called_at <= as_of]
        until = {
            name: moment if moment and moment <= as_of else None
            for name, moment in (
                ("accepted_at", self.accepted_at),
                ("responded_at", self.responded_at),
                ("claimed_at", self.claimed_at),
            )
        }
        return Life(moves, calls, response_due_at=self.response_due_at, resolution_due_at=self.resolution_due_at, **until)


def merged(dice: Dice, slot: Slot, original: str) -> Life:
    """A duplicate: accepted, then merged into the original."""
    accepted = slot.submitted_at + timedelta(minutes=dice.randint(3, 200))
    later = accepted + timedelta(minutes=dice.randint(10, 400))
    return Life(
        [
            (slot.submitted_at, "received", DESK, None),
            (accepted, "accepted", DESK, None),
            (later, "merged", DESK, f"与 {original} 为同一事项"),
        ],
        accepted_at=accepted,
    )


def rejected(dice: Dice, slot: Slot) -> Life:
    """Not for this platform; the enterprise is told so."""
    told = slot.submitted_at + timedelta(minutes=dice.randint(30, 1200))
    reason = dice.choice(("已进入诉讼程序", "不属于涉企诉求受理范围", "要素不全且无法联系"))
    return Life(
        [(slot.submitted_at, "received", DESK, None), (told, "rejected", DESK, f"不予受理并告知：{reason}")], responded_at=told
    )


def lived(
    dice: Dice,
    steady: Steady,
    world: World,
    slot: Slot,
    kind: str,
    *,
    urgent: bool,
    clock: str,
    quality: float,
    actor: str,
    called: float,
    share: Complaints,
    flawless: date | None,
) -> Life:
    """An ordinary complaint from coming in to the last call back.

    ``quality`` (0–100) makes it quicker and better; ``called``: how likely it is called back. What enterprises say is steady
    within a department, so that its rates follow its quality.
    In the month ``flawless`` every first contact is in time and every enterprise content.
    """
    good = quality / 100
    life = Life([(slot.submitted_at, "received", DESK, None)])
    limit = world.limits.find("complaint", "resolution", kind)
    life.response_due_at = world.response_due(slot.submitted_at, urgent=urgent, clock=clock)
    life.resolution_due_at = limit.due(slot.submitted_at, world.work.due) if limit else None
    if clock == "7×24":
        life.accepted_at = slot.submitted_at + timedelta(minutes=dice.randint(2, 45))
    else:
        life.accepted_at = world.work.after(slot.submitted_at, dice.randint(2, 90))
    dispatched = world.work.after(life.accepted_at, dice.randint(5, 120))
    signed = world.work.after(dispatched, dice.randint(5, 240))
    life.moves += [
        (life.accepted_at, "accepted", DESK, None),
        (dispatched, "dispatched", OFFICE, None),
        (signed, "signed", actor, None),
    ]
    if dice.chance(share.returned):
        back = world.work.after(signed, dice.randint(20, 240))
        dispatched, signed = world.work.after(back, dice.randint(10, 120)), world.work.after(back, dice.randint(130, 360))
        life.moves += [
            (back, "accepted", actor, f"退单：{dice.choice(RETURN_REASONS)}"),
            (dispatched, "dispatched", OFFICE, "重新派单"),
            (signed, "signed", actor, None),
        ]
    life.responded_at = _responded(
        dice,
        life,
        slot.submitted_at,
        urgent=urgent,
        on_time=1.0 if month_of(life.response_due_at) == flawless else 0.87 + 0.13 * good,
    )
    handling = world.work.after(signed, dice.randint(5, 180))
    life.moves.append((handling, "handling", actor, None))
    _claim(
        dice,
        world,
        life,
        slot,
        limit or UNLIMITED,
        handling,
        actor,
        extends=kind in ("投诉", "求助") and dice.chance(share.extended),
        good=good,
    )
    assert life.claimed_at
    solved = 1.0 if month_of(life.claimed_at) == flawless else 0.27 + 0.66 * good
    _call_back(dice, _Answers(steady, slot.department_id, month_of(life.claimed_at), share), world, life, actor, solved, called)
    return life


@dataclass(frozen=True)
class _Answers:
    """Whether the enterprises whose complaints one department claimed in a month are called, are reached, and what they say."""

    steady: Steady
    department_id: str
    month: date
    share: Complaints

    def chance(self, what: str, probability: float) -> bool:
        return self.steady.chance(probability, what, self.department_id, self.month)

    def answered(self, dice: Dice, called: datetime, solved: float, what: str) -> Call:
        is_solved = self.chance(what, solved)
        satisfied = 1.0 if solved >= 1 else 0.94 if is_solved else 0.3
        is_satisfied = (
            self.chance(f"{what} {is_solved}", satisfied)
            if self.chance(f"tells {is_solved}", self.share.tells_satisfaction)
            else None
        )
        reason = None
        if not is_solved:
            reason = dice.choice(UNSOLVED_REASONS)
        elif is_satisfied is False:
            reason = dice.choice(DISSATISFIED_REASONS)
        return Call(called, True, is_solved, is_satisfied, reason)


def _responded(dice: Dice, life: Life, submitted: datetime, *, urgent: bool, on_time: float) -> datetime:
    assert life.response_due_at and life.accepted_at
    if not dice.chance(on_time):
        return life.response_due_at + timedelta(minutes=dice.randint(20, 300 if urgent else 2400))
    earliest = (
        min(life.accepted_at, life.response_due_at - timedelta(minutes=1)) if not urgent else submitted + timedelta(minutes=5)
    )
    room = max(1.0, (life.response_due_at - earliest).total_seconds())
    return earliest + timedelta(seconds=int(room * dice.uniform(0.02, 0.97)))


def _claim(
    dice: Dice, world: World, life: Life, slot: Slot, limit: Limit, handling: datetime, actor: str, *, extends: bool, good: float
) -> None:
    """Choose how long the department takes, in shares of its limit: mostly late in the term, seldom beyond it."""
    assert life.responded_at
    minutes = limit.value * 480
    if dice.chance(0.02):
        paused = world.work.after(handling, dice.randint(60, 480))
        resumed = world.work.after(paused, dice.randint(960, 2400))
        life.moves += [
            (paused, "paused", actor, "待企业补充材料，暂停计时"),
            (resumed, "handling", actor, "材料已补齐，恢复计时"),
        ]
        if life.resolution_due_at:
            days = world.work.ordinal(resumed.date()) - world.work.ordinal(paused.date())
            life.resolution_due_at = Limit(limit.value + days, limit.unit).due(slot.submitted_at, world.work.due)
        handling = resumed
    if not dice.chance(0.795 + 0.205 * good):
        long = dice.chance(0.12)
        claimed = world.work.after(
            slot.submitted_at, minutes + 480 * (dice.randint(20, 90) if long else 1 + int(dice.expovariate(0.3)))
        )
    elif extends and life.resolution_due_at:
        asked = world.work.after(slot.submitted_at, minutes * dice.uniform(0.8, 0.95))
        if asked > handling:
            life.moves.append((asked, "extended", actor, "情况复杂，经批准延期一次"))
            life.resolution_due_at = Limit(2 * limit.value, limit.unit).due(slot.submitted_at, world.work.due)
            handling = asked
        claimed = world.work.after(slot.submitted_at, minutes * dice.uniform(1.0, 1.9))
    else:
        claimed = world.work.after(slot.submitted_at, minutes * (0.12 + 0.86 * dice.random() ** 0.85))
    floor = max(life.responded_at, handling) + timedelta(minutes=15)
    life.claimed_at = claimed if claimed > floor else world.work.after(floor, dice.randint(5, 60))
    life.moves.append((life.claimed_at, "replied", actor, "已答复，申请办结"))


def _call_back(dice: Dice, answers: _Answers, world: World, life: Life, actor: str, solved: float, chance: float) -> None:
    assert life.claimed_at
    waiting = world.work.after(life.claimed_at, dice.randint(10, 300))
    life.moves.append((waiting, "callback", CALLER, None))
    if not answers.chance(f"called {chance}", chance):
        return
    called = world.work.after(waiting, dice.randint(60, 2000))
    if not answers.chance("reached", answers.share.reached):
        tries = [called, world.work.after(called, 480), world.work.after(called, 960)]
        life.calls += [Call(moment, False, reason="无法联系") for moment in tries]
        life.moves.append((tries[-1], "closed", CALLER, "三次无法联系，按规定办结"))
        return
    call = answers.answered(dice, called, solved, "solved")
    life.calls.append(call)
    if call.is_solved or not answers.chance("reopened", answers.share.reopened_if_unsolved):
        life.moves.append((called, "closed", CALLER, "企业确认" if call.is_solved else "企业知悉结果，记为未解决"))
        return
    at = called
    steps = (
        ("reopened", CALLER, "回访未解决，退回重办", 5),
        ("dispatched", OFFICE, None, 60),
        ("signed", actor, None, 200),
        ("handling", actor, None, 200),
    )
    for state, who, reason, most in steps:
        at = world.work.after(at, dice.randint(1, most))
        life.moves.append((at, state, who, reason))
    replied = world.work.after(at, dice.randint(600, 4800))
    waiting = world.work.after(replied, dice.randint(10, 300))
    again = world.work.after(waiting, dice.randint(60, 1500))
    second = answers.answered(dice, again, 0.6, "solved again")
    life.calls.append(second)
    life.moves += [
        (replied, "replied", actor, "重办后再次答复"),
        (waiting, "callback", CALLER, None),
        (again, "closed", CALLER, "企业确认" if second.is_solved else "企业知悉结果，记为未解决"),
    ]
