"""The complaints (诉求) of the demo with their events and call-backs, as rows."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from typing import Any

from cloudeye.demo.complainants import complainant, told
from cloudeye.demo.complaint_lives import Life, lived, merged, rejected
from cloudeye.demo.complaint_plan import Slot, plan
from cloudeye.demo.complaint_texts import Text, again, write
from cloudeye.demo.dice import Dice, Steady
from cloudeye.demo.parameters import Complainants, Complaints
from cloudeye.demo.places import HotSpot, Place, Places
from cloudeye.demo.quality import Quality
from cloudeye.demo.world import World

Rows = list[dict[str, Any]]

SOURCE = "demo-complaints"
BATCH = "demo-complaints"
# Domains of departments that lead none; sub-districts hear a bit of everything.
OTHER_DOMAINS = {
    "power_supply": ["D03"],
    "water_supply": ["D04"],
    "gas_supply": ["D04"],
    "justice": ["D09", "D14"],
    "education_health": ["D16"],
    "science_innovation": ["D16", "D13"],
    "party_talent": ["D16"],
    "investment_promotion": ["D16", "D14"],
}
SUBDISTRICT_DOMAINS = ["D15", "D14", "D01", "D10", "D16"]
HOT_DEPARTMENTS = ("economic_operation", "power_supply")
HOT_DAYS = 26
# How many of the other complaints of these days come from around the hot spots.
CROWDING = 0.3
# In this month (index) three small sub-districts solve everything they hear of: a tie at the top of the ranking.
TIE_MONTH = 3
TIED = 3


@dataclass
class Written:
    """Rows for ``complaint``, ``complaint_event`` and ``callback``."""

    complaints: Rows = field(default_factory=list)
    events: Rows = field(default_factory=list)
    callbacks: Rows = field(default_factory=list)


def complaints(
    world: World, quality: Quality, places: Places, enterprises: Rows, total: int, progress: Callable[[float], None]
) -> Written:
    """Rows of ``total`` complaints in order of submission, and of all that happened to them."""
    maker = _Maker(world, quality, places, enterprises)
    slots = plan(world, total)
    for number, slot in enumerate(slots):
        maker.make(slot)
        if number % 1000 == 0:
            progress(number / total)
    return maker.written


class _Maker:
    def __init__(self, world: World, quality: Quality, places: Places, enterprises: Rows) -> None:
        self.world, self.quality, self.places, self.share = world, quality, places, Complaints()
        self.steady = Steady()
        self.written = Written()
        self.clock = {row["channel_id"]: row["clock"] for row in world.channels}
        self.actor = {row["department_id"]: row["short_name"] for row in world.departments}
        self.subdistrict_of = {row["department_id"]: row["subdistrict_id"] for row in world.subdistricts}
        self.name_of = {row["subdistrict_id"]: row["name"] for row in world.subdistricts}
        self.crowd = [(row["subdistrict_id"], row["enterprises"]) for row in world.subdistricts]
        self.at_place: dict[str, list[str]] = {}
        for row in enterprises:
            self.at_place.setdefault(row["subdistrict_id"], []).append(row["enterprise_id"])
        smallest = sorted(world.subdistricts, key=lambda row: (row["enterprises"], row["subdistrict_id"]))
        self.tied = {row["department_id"] for row in smallest[:TIED]}
        self.recent: dict[str, dict[str, Any]] = {}

    def make(self, slot: Slot) -> None:
        dice = self.world.dice("complaint", slot.complaint_id)
        original = self.recent.get(slot.department_id)
        if (
            original
            and dice.chance(self.share.duplicated * 1.1)
            and slot.submitted_at - original["submitted_at"] < timedelta(days=4)
        ):
            self._keep(slot, self._duplicate(dice, slot, original), merged(dice, slot, original["complaint_id"]))
            return
        kind = dice.weighted([name for name, _ in self.share.kinds], [weight for _, weight in self.share.kinds])
        urgent = kind in ("投诉", "求助") and dice.chance(self.share.urgent)
        row = self._row(dice, slot, kind, urgent=urgent)
        if dice.chance(self.share.rejected):
            self._keep(slot, row, rejected(dice, slot))
            return
        good = self.quality.of(slot.department_id, self.world.month_index(slot.submitted_at))
        life = lived(
            dice,
            self.steady,
            self.world,
            slot,
            kind,
            urgent=urgent,
            clock=self.clock[slot.channel_id],
            quality=good,
            actor=self.actor[slot.department_id],
            share=self.share,
            called=self.share.called_by_domain.get(row["domain_id"], self.share.called)
            if slot.department_id in self.world.domains_of
            else self.share.called_without_indicators,
            flawless=self.world.months[TIE_MONTH] if slot.department_id in self.tied else None,
        )
        self._keep(slot, row, life)
        self.recent[slot.department_id] = row

    def _row(self, dice: Dice, slot: Slot, kind: str, *, urgent: bool) -> dict[str, Any]:
        is_recent = slot.submitted_at >= self.world.as_of - timedelta(days=HOT_DAYS)
        hot = slot.department_id in HOT_DEPARTMENTS and is_recent and dice.chance(0.75)
        home = self.subdistrict_of.get(slot.department_id)
        spot = self._hot_spot(dice, hot=hot, home=home) if is_recent else None
        if spot:
            subdistrict_id = spot.subdistrict_id
        else:
            subdistrict_id = home or dice.weighted([name for name, _ in self.crowd], [size for _, size in self.crowd])
        if dice.chance(self.share.outside_district) and not spot and not home:
            place = self.places.outside(dice, slot.channel_id)
        else:
            place = self.places.draw(dice, subdistrict_id, slot.channel_id, spot)
        domain_id = "D03" if hot else dice.choice(self._domains(slot.department_id))
        integrity = dice.chance(self.share.mentions_integrity)
        blames = kind in ("投诉", "求助") and dice.chance(self.share.blames_style / 0.77)
        text = write(
            dice,
            kind,
            domain_id,
            hot=hot,
            blames=blames,
            mentions=not blames and dice.chance(self.share.mentions_style_otherwise),
            integrity=integrity,
        )
        # Dice of their own: who complains changes nothing of what happens.
        own = self.world.dice("complainant", slot.complaint_id)
        person = complainant(own, self.name_of[subdistrict_id], Complainants())
        return {
            "channel_id": slot.channel_id,
            "kind": kind,
            "is_urgent": urgent,
            "enterprise_id": dice.choice(self.at_place[subdistrict_id]),
            "department_id": slot.department_id,
            **_words(text),
            "content": told(own, text.content, person, Complainants()),
            **asdict(person),
            **where_columns(place),
            "duplicate_of": None,
            "is_confidential": integrity or dice.chance(self.share.confidential),
            "complaint_id": slot.complaint_id,
            "submitted_at": slot.submitted_at,
        }

    def _hot_spot(self, dice: Dice, *, hot: bool, home: str | None) -> HotSpot | None:
        """Where a complaint of the last weeks gathers: what is ``hot`` at the first spot, some of the others at any."""
        spots = self.places.hot_spots
        if hot:
            return spots[0]
        if home or not dice.chance(CROWDING):
            return None
        return dice.weighted(spots, [spot.weight for spot in spots])

    def _domains(self, department_id: str) -> list[str]:
        if department_id in self.subdistrict_of:
            return SUBDISTRICT_DOMAINS
        return self.world.domains_of.get(department_id) or OTHER_DOMAINS[department_id]

    def _duplicate(self, dice: Dice, slot: Slot, original: dict[str, Any]) -> dict[str, Any]:
        return {
            **original,
            "complaint_id": slot.complaint_id,
            "submitted_at": slot.submitted_at,
            "channel_id": slot.channel_id,
            "content": again(dice, original["content"]),
            "duplicate_of": original["complaint_id"],
        }

    def _keep(self, slot: Slot, row: dict[str, Any], life: Life) -> None:
        known = life.cut(self.world.as_of)
        self.written.complaints.append(
            {
                "source": SOURCE,
                **row,
                "accepted_at": known.accepted_at,
                "responded_at": known.responded_at,
                "claimed_at": known.claimed_at,
                "response_due_at": known.response_due_at,
                "resolution_due_at": known.resolution_due_at,
                "state": known.moves[-1][1],
                "batch_id": BATCH,
            }
        )
        before = None
        for at, state, actor, reason in known.moves:
            self.written.events.append(
                {
                    "complaint_id": slot.complaint_id,
                    "occurred_at": at,
                    "from_state": before,
                    "to_state": state,
                    "actor": actor,
                    "reason": reason,
                }
            )
            before = state
        for number, call in enumerate(known.calls, start=1):
            self.written.callbacks.append(
                {
                    "callback_id": f"{slot.complaint_id}-H{number}",
                    "complaint_id": slot.complaint_id,
                    "called_at": call.called_at,
                    "is_reached": call.is_reached,
                    "is_solved": call.is_solved,
                    "is_satisfied": call.is_satisfied,
                    "reason": call.reason,
                }
            )


def _words(text: Text) -> dict[str, Any]:
    return {
        "domain_id": text.domain_id,
        "class_id": text.class_id,
        "style_hint": text.style_hint,
        "title": text.title,
        "content": text.content,
    }


def where_columns(place: Place) -> dict[str, Any]:
    """The columns of ``complaint`` that a place decides."""
    return {
        "subdistrict_id": place.subdistrict_id,
        "longitude": place.longitude,
        "latitude": place.latitude,
        "source_longitude": place.source_longitude,
        "source_latitude": place.source_latitude,
        "source_crs": place.source_crs,
        "cell": place.cell,
        "is_outside_district": place.subdistrict_id is None,
    }
