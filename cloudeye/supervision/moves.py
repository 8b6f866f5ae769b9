"""Move a complaint, a rectification or a letter to its next state: checked, recorded, nothing silent."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cloudeye.catalog import working_days
from cloudeye.catalog.limits import Limit, limits
from cloudeye.errors import IllegalMove
from cloudeye.store import Writer

NAMES = {"complaint": "诉求", "rectification": "整改", "letter": "函件"}


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
        stated = limits(writer)
        return {
            "from_state": from_state,
            "lookback_due_at": _due(writer, at, stated.of("rectification", "lookback")),
            "second_due_at": _due(writer, at, stated.of("rectification", "second_term")),
        }
    if entity == "letter":
        return _letter_extra(writer, id, from_state, to_state, actor, at)
    return {}


def _letter_extra(writer: Writer, id: str, from_state: str, to_state: str, actor: str, at: datetime) -> dict[str, Any]:
    """Issuing numbers a letter and starts its time to reply; a reply that is sent back starts the time anew."""
    extra: dict[str, Any] = {"number": None, "signed_by": None, "reply_due_at": None}
    if to_state != "issued" and from_state != "replied":
        return extra
    kind = writer.row("letter_state", id=id)["kind"]
    rule = limits(writer).letter(kind)
    if to_state == "issued":
        start, end = datetime(at.year, 1, 1), datetime(at.year + 1, 1, 1)
        issued = writer.row("letters_issued", kind=kind, start=start, end=end)["issued"]
        extra |= {"number": rule.number(at.year, issued + 1), "signed_by": actor}
    if to_state in ("issued", "signed"):
        extra["reply_due_at"] = _due(writer, at, rule.reply)
    return extra


def _due(writer: Writer, start: datetime, limit: Limit) -> datetime:
    return limit.due(start, lambda start, days: working_days.add(writer, start, days)[0])
