"""What the live feed does with rectifications and replies: single legal steps, and as much ends as begins."""

from datetime import datetime, timedelta

from cloudeye.catalog import working_days
from cloudeye.demo.dice import Dice
from cloudeye.store import Writer
from cloudeye.supervision.moves import move

ACTOR = "演示推送"
# How many overdue problems a believable district shows, and how long the longest of them lasts, in days.
FEWEST_OVERDUE, MOST_OVERDUE, LONGEST_DAYS = 8, 10, 25
MOST_IN_WORK, MOST_OPENED_A_DAY = 50, 3
MOST_LATE_REPLIES = 3
TERM_WORKING_DAYS = 15
REFUSED, RECURRED = 0.1, 0.03
REASONS = {
    "signed": "已签收",
    "rectifying": "制定整改措施",
    "claimed": "申请销号",
    "verified": "现场核验并回访企业，通过",
    "lookback": "转入回头看",
    "closed": "回头看未反弹，销号",
}
NEXT = {
    "reminded": "signed",
    "signed": "rectifying",
    "rectifying": "claimed",
    "claimed": "verified",
    "verified": "lookback",
    "lookback": "closed",
}


def step(writer: Writer, dice: Dice, now: datetime) -> bool:
    """Move one rectification one state on, or open a new one; False when nothing is ready to move."""
    counts = writer.row("demo_feed_overdue", now=now)
    if counts["in_work"] < MOST_IN_WORK and counts["opened"] < MOST_OPENED_A_DAY and dice.chance(0.25) and open_one(writer, now):
        return True
    ready = writer.rows(
        "demo_feed_rectification_steps",
        now=now,
        most_overdue=MOST_OVERDUE,
        fewest_overdue=FEWEST_OVERDUE,
        longest_days=LONGEST_DAYS,
    )
    if not ready:
        return False
    row = ready[0] if dice.chance(0.5) else dice.choice(ready)
    _advance(writer, dice, row["rectification_id"], row["state"], now)
    return True


def _advance(writer: Writer, dice: Dice, rectification_id: str, state: str, now: datetime) -> None:
    to_state, reason = NEXT[state], REASONS[NEXT[state]]
    if state == "claimed" and dice.chance(REFUSED):
        to_state, reason = "rectifying", "佐证材料不足，退回整改"
    elif state == "lookback" and dice.chance(RECURRED):
        to_state, reason = "rectifying", "回头看发现问题复发，重新整改"
    move(writer, "rectification", rectification_id, to_state, actor=ACTOR, reason=reason, at=now)


def open_one(writer: Writer, now: datetime) -> bool:
    """Open a rectification from a recent complaint; False when there is none to open it from."""
    found = writer.rows("demo_feed_new_problem", now=now)
    if not found:
        return False
    prefix = f"ZG{now.year}-"
    rectification_id = f"{prefix}{writer.row('demo_feed_last_rectification', prefix=prefix)['serial'] + 1:04d}"
    due, _ = working_days.add(writer, now, TERM_WORKING_DAYS)
    problem = found[0]
    writer.insert(
        "rectification",
        [
            {
                "rectification_id": rectification_id,
                "origin_kind": "complaint",
                "origin_id": problem["complaint_id"],
                "department_id": problem["department_id"],
                "title": problem["title"],
                "opened_at": now,
                "due_at": due,
                "state": "reminded",
            }
        ],
    )
    writer.insert(
        "rectification_event",
        [
            {
                "rectification_id": rectification_id,
                "occurred_at": now,
                "from_state": None,
                "to_state": "reminded",
                "actor": ACTOR,
                "reason": "演示推送新增",
            }
        ],
    )
    return True


def keep_up(writer: Writer, before: datetime, now: datetime) -> None:
    """Claim what fell due between two moments, in time, except the few that keep the number of overdue ones believable."""
    overdue = writer.row("demo_feed_overdue", now=before)["overdue"]
    for row in writer.rows("demo_feed_lapsing_rectifications", before=before, now=now):
        if overdue < FEWEST_OVERDUE:
            overdue += 1
            continue
        at = max(row["since"], min(row["due_at"] - timedelta(hours=7), now))
        state = row["state"]
        while state != "claimed":
            state = NEXT[state]
            move(writer, "rectification", row["rectification_id"], state, actor=ACTOR, reason=REASONS[state], at=at)


def reply(writer: Writer, now: datetime) -> None:
    """Let letters be replied to as their time comes; a few stay late, none for ever."""
    waiting = writer.rows("demo_feed_letters_waiting", soon=now + timedelta(days=1))
    late = [row for row in waiting if row["reply_due_at"] < now]
    for row in waiting:
        is_late = row in late
        if not is_late or len(late) > MOST_LATE_REPLIES or row["reply_due_at"] < now - timedelta(days=12):
            move(writer, "letter", row["letter_id"], "replied", actor=ACTOR, reason="回复整改情况", at=now)
            if is_late:
                late.remove(row)
            return
