"""Letters to departments: drafted, numbered when issued, replied to, some of them late."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from cloudeye.catalog.working_days import END_OF_DAY
from cloudeye.demo.dice import Dice
from cloudeye.demo.parameters import LastYear, Letters
from cloudeye.demo.quality import Quality
from cloudeye.demo.world import World, add_months

Rows = list[dict[str, Any]]
# When, to which state, by whom, why.
Moves = list[tuple[datetime, str, str, str | None]]

RECOMMENDATION = "监察建议书"
RECOMMENDATIONS_A_YEAR = 10
DRAFTER, SIGNER, OFFICE = "监督检查室经办岗", "纪检监察机构签发岗", "办公室文书岗"
SUBJECTS = {
    "提醒函": ("诉求首次联系超时", "回访未解决率偏高", "任务进度落后于计划", "指标分值连续下滑", "材料清单更新不及时"),
    "履责提示函": ("集中反映事项久未办结", "重复诉求较多", "惠企资金兑现滞后", "保证金退还超期", "窗口服务问题反复出现"),
    "督办函": ("整改事项逾期未完成", "提示函要求未落实", "重点任务逾期"),
    "监察建议书": ("完善承诺时限内控机制", "规范涉企检查和裁量", "健全账款支付监督", "规范中介服务选取"),
}


@dataclass(frozen=True)
class Written:
    """Rows for ``letter`` and ``letter_event``."""

    letters: Rows
    events: Rows


def letters(world: World, quality: Quality) -> Written:
    """All letters of the demo; numbers run without gaps within a kind and a year, in order of issue."""
    made: list[tuple[dict[str, Any], Moves]] = []
    for kind, day, number in _issue_days(world):
        dice = world.dice("letter", kind, day, number)
        made.append(_letter(world, dice, kind, day, _addressee(world, quality, dice, day)))
    for number, days in enumerate(Letters.late_now):
        made.append(_late_letter(world, world.dice("late letter", number), days, _weak(world, quality)[number]))
    made.sort(key=lambda entry: (entry[1][2][0], entry[0]["kind"], entry[0]["department_id"]))
    written = Written([], [])
    sequences: dict[tuple[str, int], int] = {}
    for place, (row, moves) in enumerate(made, start=1):
        _keep(world, f"HJ{moves[0][0]:%Y}-{place:04d}", row, moves, sequences, written)
    return written


def _issue_days(world: World) -> list[tuple[str, date, int]]:
    """The working days on which letters of each kind are to be issued; a few lie just ahead, so that drafts exist."""
    found: list[tuple[str, date, int]] = []
    horizon = world.work.due(world.as_of, 3).date()
    for month in world.months:
        days = world.work.between(month, min(add_months(month, 1) - timedelta(days=1), horizon))
        whole = len(world.work.between(month, add_months(month, 1) - timedelta(days=1)))
        growth = 0.7 + 0.4 * world.month_index(month) / len(world.months)
        for kind, monthly in Letters.monthly:
            dice = world.dice("letters", kind, month)
            count = round(monthly * growth * dice.uniform(0.8, 1.2) * len(days) / whole)
            found += [(kind, dice.choice(days), number) for number in range(count)]
    for year in range(world.months[0].year, world.as_of.year + 1):
        first, last = max(date(year, 1, 1), world.months[0]), min(date(year, 12, 31), world.as_of.date() - timedelta(days=1))
        days = world.work.between(first, last)
        dice = world.dice("recommendations", year)
        count = (
            LastYear.supervisory_recommendations if year == world.last_year else round(RECOMMENDATIONS_A_YEAR * len(days) / 250)
        )
        found += [(RECOMMENDATION, dice.choice(days), number) for number in range(count) if days]
    return found


def _addressee(world: World, quality: Quality, dice: Dice, day: date) -> str:
    index = world.month_index(day)
    return dice.weighted(world.answering, [max(3.0, 100 - quality.of(name, index)) ** 1.3 for name in world.answering])


def _weak(world: World, quality: Quality) -> list[str]:
    """Departments, the weakest of today first."""
    return sorted(world.answering, key=lambda name: (quality.of(name, len(world.months) - 1), name))


def _letter(world: World, dice: Dice, kind: str, day: date, department_id: str) -> tuple[dict[str, Any], Moves]:
    issued = datetime.combine(day, time(9)) + timedelta(minutes=dice.randint(20, 440))
    earlier = world.work.days[max(0, world.work.ordinal(day) - 1 - dice.randint(1, 4))]
    drafted = datetime.combine(earlier, time(9)) + timedelta(minutes=dice.randint(0, 200))
    review = min(drafted + timedelta(minutes=dice.randint(30, 280)), issued - timedelta(minutes=15))
    due = world.limits.letter(kind).reply.due(issued, world.work.due)
    row: dict[str, Any] = {
        "kind": kind,
        "department_id": department_id,
        "title": f"关于{dice.choice(SUBJECTS[kind])}的{kind}",
        "reply_due_at": due,
    }
    moves: Moves = [(drafted, "draft", DRAFTER, None), (review, "review", DRAFTER, None), (issued, "issued", SIGNER, None)]
    if kind != RECOMMENDATION and dice.chance(Letters.void):
        return row, [
            *moves,
            (world.work.after(issued, dice.randint(30, 300)), "void", OFFICE, "主送单位有误，作废重发，文号保留"),
        ]
    delivered = world.work.after(issued, dice.randint(30, 400))
    signed = world.work.after(delivered, dice.randint(30, 500))
    moves += [(delivered, "delivered", OFFICE, None), (signed, "signed", "承办单位联络员", None)]
    replied = _reply_time(world, dice, due, signed)
    moves.append((replied, "replied", "承办单位联络员", "回复整改情况"))
    if dice.chance(0.1):
        back = world.work.after(replied, dice.randint(100, 900))
        replied = world.work.after(back, dice.randint(480, 2000))
        moves += [
            (back, "signed", DRAFTER, "回复未附佐证材料，退回补充"),
            (replied, "replied", "承办单位联络员", "补充佐证材料后回复"),
        ]
    moves.append((world.work.after(replied, dice.randint(200, 2000)), "accepted", DRAFTER, "审核通过，办结"))
    return row, moves


def _reply_time(world: World, dice: Dice, due: datetime, signed: datetime) -> datetime:
    room = due - signed
    moment = world.work.opening(signed + room * dice.uniform(0.35, 0.96))
    late = dice.chance(0.08)
    if due < world.as_of and late:
        moment = min(due + timedelta(hours=dice.randint(10, 90)), due + (world.as_of - due) * 0.9)
    return max(moment if late else min(moment, due), signed + timedelta(minutes=30))


def _late_letter(world: World, dice: Dice, days: int, department_id: str) -> tuple[dict[str, Any], Moves]:
    """A letter whose reply was due ``days`` days ago and has not come."""
    kind = "督办函" if days > 4 else "履责提示函"
    due_day = world.as_of.date() - timedelta(days=days)
    issue_day = world.work.days[world.work.ordinal(due_day) - 1 - world.limits.letter(kind).reply.value]
    row, moves = _letter(world, dice, kind, issue_day, department_id)
    row["reply_due_at"] = datetime.combine(due_day, END_OF_DAY)
    return row, [move for move in moves if move[1] in ("draft", "review", "issued", "delivered", "signed")][:5]


def _keep(
    world: World,
    letter_id: str,
    row: dict[str, Any],
    moves: Moves,
    sequences: dict[tuple[str, int], int],
    into: Written,
) -> None:
    known = [move for move in moves if move[0] <= world.as_of]
    if not known:
        return
    reached = {state: at for at, state, _, _ in known}
    issued = reached.get("issued")
    kind = world.limits.letter(row["kind"])
    replies = [at for at, state, _, _ in known if state == "replied"]
    returned = next((at for at, state, _, _ in known if state == "signed" and replies and at > replies[0]), None)
    due = kind.reply.due(returned, world.work.due) if returned else row["reply_due_at"]
    number = None
    if issued:
        place = sequences[(row["kind"], issued.year)] = sequences.get((row["kind"], issued.year), 0) + 1
        number = kind.number(issued.year, place)
    into.letters.append(
        {
            "letter_id": letter_id,
            **row,
            "number": number,
            "drafted_at": known[0][0],
            "signed_by": SIGNER if issued else None,
            "issued_at": issued,
            "reply_due_at": due if issued else None,
            "replied_at": replies[-1] if replies and known[-1][1] != "signed" else None,
            "state": known[-1][1],
        }
    )
    before = None
    for at, state, actor, reason in known:
        into.events.append(
            {"letter_id": letter_id, "occurred_at": at, "from_state": before, "to_state": state, "actor": actor, "reason": reason}
        )
        before = state
