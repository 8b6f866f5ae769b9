"""What the live feed does with complaints: one comes in, others are answered, claimed and called back."""

from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from cloudeye.catalog.geography import district_map
from cloudeye.demo.complainants import complainant, told
from cloudeye.demo.complaint_plan import CHANNELS
from cloudeye.demo.complaint_texts import write
from cloudeye.demo.complaints import OTHER_DOMAINS, SUBDISTRICT_DOMAINS, where_columns
from cloudeye.demo.dice import Dice
from cloudeye.demo.parameters import Complainants, Complaints
from cloudeye.demo.places import Places
from cloudeye.demo.world import World
from cloudeye.store import Store, Writer
from cloudeye.supervision.moves import move

SOURCE = "demo-feed"
ACTOR = "演示推送"
ANSWER_AFTER = timedelta(minutes=15)
CLAIM_AFTER = timedelta(days=4)
# The way from any early station to the first contact.
TO_HANDLING = {"received": "accepted", "accepted": "dispatched", "dispatched": "signed", "signed": "handling"}


class Newcomers:
    """Makes new complaints for a district; keeps its catalogue and map, which do not change while the feed runs."""

    def __init__(self, store: Store, world: World) -> None:
        self.world = world
        self.places = Places(world, district_map(store))
        self.clock = {row["channel_id"]: row["clock"] for row in world.channels}
        self.name_of = {row["subdistrict_id"]: row["name"] for row in world.subdistricts}
        self.home = {row["department_id"]: row["subdistrict_id"] for row in world.subdistricts}

    def add(self, writer: Writer, dice: Dice, now: datetime) -> None:
        """Write one complaint that comes in at ``now``."""
        share = Complaints()
        channel_id = dice.weighted(list(CHANNELS), list(CHANNELS.values()))
        department_id = dice.choice(self.world.answering)
        subdistrict_id = self.home.get(department_id) or dice.weighted(
            [row["subdistrict_id"] for row in self.world.subdistricts], [row["enterprises"] for row in self.world.subdistricts]
        )
        domains = (
            SUBDISTRICT_DOMAINS
            if department_id in self.home
            else self.world.domains_of.get(department_id) or OTHER_DOMAINS[department_id]
        )
        kind = dice.weighted([name for name, _ in share.kinds], [weight for _, weight in share.kinds])
        urgent = kind in ("投诉", "求助") and dice.chance(share.urgent)
        text = write(
            dice,
            kind,
            dice.choice(domains),
            hot=False,
            blames=False,
            mentions=dice.chance(share.mentions_style_otherwise),
            integrity=False,
        )
        person = complainant(dice, self.name_of[subdistrict_id], Complainants())
        place = self.places.draw(dice, subdistrict_id, channel_id)
        prefix = f"SQ{now:%Y%m%d}"
        serial = writer.row("demo_feed_serial", prefix=prefix)["complaints"] + 1
        found = writer.rows("demo_feed_enterprise", subdistrict_id=subdistrict_id, place=dice.random())
        limit = self.world.limits.find("complaint", "resolution", kind)
        row: dict[str, Any] = {
            "source": SOURCE,
            "complaint_id": f"{prefix}{serial:03d}",
            "channel_id": channel_id,
            "kind": kind,
            "is_urgent": urgent,
            "title": text.title,
            "content": told(dice, text.content, person, Complainants()),
            **asdict(person),
            "enterprise_id": found[0]["enterprise_id"] if found else None,
            "department_id": department_id,
            "domain_id": text.domain_id,
            "class_id": text.class_id,
            "style_hint": None,
            **where_columns(place),
            "submitted_at": now,
            "response_due_at": self.world.response_due(now, urgent=urgent, clock=self.clock[channel_id]),
            "resolution_due_at": limit.due(now, self.world.work.due) if limit else None,
            "is_confidential": False,
            "state": "received",
            "batch_id": None,
        }
        writer.insert("complaint", [row])
        writer.insert(
            "complaint_event",
            [
                {
                    "complaint_id": row["complaint_id"],
                    "occurred_at": now,
                    "from_state": None,
                    "to_state": "received",
                    "actor": ACTOR,
                    "reason": "演示推送新增",
                }
            ],
        )


def answer(writer: Writer, now: datetime, most: int) -> int:
    """First contact with up to ``most`` complaints that have waited; returns with how many."""
    rows = writer.rows("demo_feed_unanswered", before=now - ANSWER_AFTER, most=most)
    for row in rows:
        state = row["state"]
        while state in TO_HANDLING:
            state = TO_HANDLING[state]
            move(writer, "complaint", row["complaint_id"], state, actor=ACTOR, reason=None, at=now)
    return len(rows)


def claim(writer: Writer, now: datetime, most: int, *, due_within: timedelta = timedelta(days=1)) -> int:
    """The departments answer up to ``most`` complaints whose limit is near or that are old enough; returns how many."""
    rows = writer.rows("demo_feed_in_work", old=now - CLAIM_AFTER, soon=now + due_within, most=most)
    for row in rows:
        move(writer, "complaint", row["complaint_id"], "replied", actor=ACTOR, reason="已答复，申请办结", at=now)
        move(writer, "complaint", row["complaint_id"], "callback", actor=ACTOR, reason=None, at=now)
    return len(rows)


def call_back(writer: Writer, dice: Dice, now: datetime) -> None:
    """Call one enterprise back about an answer of the last weeks."""
    for row in writer.rows("demo_feed_uncalled", first=now - timedelta(days=20), last=now - timedelta(days=1)):
        solved = dice.chance(0.84)
        satisfied = dice.chance(0.95 if solved else 0.35) if dice.chance(Complaints.tells_satisfaction) else None
        writer.insert(
            "callback",
            [
                {
                    "callback_id": f"{row['complaint_id']}-H1",
                    "complaint_id": row["complaint_id"],
                    "called_at": now,
                    "is_reached": True,
                    "is_solved": solved,
                    "is_satisfied": satisfied,
                    "reason": None if solved else "仅部分解决",
                }
            ],
        )
        reason = "企业确认" if solved else "企业知悉结果，记为未解决"
        move(writer, "complaint", row["complaint_id"], "closed", actor=ACTOR, reason=reason, at=now)
