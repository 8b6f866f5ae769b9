"""Move a complaint, a rectification or a letter to its next state: checked, recorded, nothing silent."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from cloudeye.catalog import working_days
from cloudeye.errors import IllegalMove
from cloudeye.store import Writer
from cloudeye.supervision.letter_kinds import LETTER_KINDS, letter_number

NAMES = {"complaint": "诉求", "rectification": "整改", "letter": "函件"}
END_OF_DAY = time(23, 59, 59)
# From the check on a struck-off problem is looked at again after this many days.
LOOKBACK_DAYS = 30
SECOND_TERM_WORKING_DAYS = 10


@dataclass(frozen=True)
class Position:
    """Where something stands and where it may go: state names with their Chinese labels."""

    state: str
    label: str
    nexts: dict[str, str]


def move(writer: Writer, entity: str, id: str, to_state: str, *, actor: str, reason: str | None, at: datetime) -> None:
    """Move ``entity`` (complaint, rectification, letter) ``id`` to ``to_state`` and write the event, in the writer's transaction.

    The times that the state stands for (claimed_at, closed_at …) are set to ``at``; issuing a letter allocates its number.
    Raises IllegalMove when there is no such thing, when the move is not allowed from where it stands, or when ``at`` lies
    before the last event.
    """
    position = where(writer, entity, id)
    if to_state not in position.nexts:
        wanted = _label(writer, entity, to_state)
        allowed = "、".join(position.nexts.values()) or "无（已是终点）"
        raise IllegalMove(f"{NAMES[entity]}「{id}」当前为“{position.label}”，不能转为“{wanted}”。下一步可选：{allowed}。")
    last = writer.row(f"last_{entity}_event", id=id)["occurred_at"]
    if last is not None and at < last:
        raise IllegalMove(
            f"{NAMES[entity]}「{id}」最近一次办理在 {last:%Y-%m-%d %H:%M}，不能登记更早的时间 {at:%Y-%m-%d %H:%M}。请改用之后的时间。"
        )
    writer.run(
        f"move_{entity}", id=id, to_state=to_state, at=at, **_extra(writer, entity, id, position.state, to_state, actor, at)
    )
    event = {
        f"{entity}_id": id,
        "occurred_at": at,
        "from_state": position.state,
        "to_state": to_state,
        "actor": actor,
        "reason": reason,
    }
    writer.insert(f"{entity}_event", [event])


def where(writer: Writer, entity: str, id: str) -> Position:
    """Where ``entity`` ``id`` stands. Raises IllegalMove when the entity has no states or there is no such row."""
    if entity not in NAMES:
        raise IllegalMove(f"没有名为「{entity}」的办理对象。可选：{'、'.join(NAMES)}。")
    found = writer.rows(f"{entity}_state", id=id)
    if not found:
        raise IllegalMove(f"找不到{NAMES[entity]}「{id}」。请检查编号。")
    state = found[0]["state"]
    labels = {row["state"]: row for row in writer.rows("states_of", entity=entity)}
    row = labels.get(state)
    if row is None:
        raise IllegalMove(f"{NAMES[entity]}「{id}」的状态「{state}」不在状态表中。请先在 states.csv 中补充该状态。")
    nexts = [name for name in (row["next_states"] or "").split(";") if name]
    return Position(state, row["label"], {name: labels[name]["label"] for name in nexts if name in labels})


def _label(writer: Writer, entity: str, state: str) -> str:
    labels: dict[str, str] = {row["state"]: row["label"] for row in writer.rows("states_of", entity=entity)}
    return labels.get(state, state)


def _extra(writer: Writer, entity: str, id: str, from_state: str, to_state: str, actor: str, at: datetime) -> dict[str, Any]:
    """What the move's statement binds besides the state and the time."""
    if entity == "rectification":
        second_term, _ = working_days.add(writer, at, SECOND_TERM_WORKING_DAYS)
        return {"from_state": from_state, "lookback_due_at": at + timedelta(days=LOOKBACK_DAYS), "second_due_at": second_term}
    if entity == "letter":
        return _letter_extra(writer, id, to_state, actor, at)
    return {}


def _letter_extra(writer: Writer, id: str, to_state: str, actor: str, at: datetime) -> dict[str, Any]:
    if to_state != "issued":
        return {"number": None, "signed_by": None, "reply_due_at": None}
    kind = writer.row("letter_state", id=id)["kind"]
    start = datetime(at.year, 1, 1)
    issued = writer.row("letters_issued", kind=kind, start=start, end=datetime(at.year + 1, 1, 1))["issued"]
    rule = LETTER_KINDS[kind]
    if rule.reply_working_days is not None:
        due, _ = working_days.add(writer, at, rule.reply_working_days)
    else:
        due = datetime.combine(at.date() + timedelta(days=rule.reply_days or 0), END_OF_DAY)
    return {"number": letter_number(kind, at.year, issued + 1), "signed_by": actor, "reply_due_at": due}
