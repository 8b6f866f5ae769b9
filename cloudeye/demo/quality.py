"""How well each department does in each month: the hidden curve behind every number of the demo.

A quality is what the scores of a department's points gather around, 0 to 100. Four departments are clearly ahead and three
clearly behind; some of the rest climb, some slip, most stay in the middle, where the evidence cannot tell them apart.
"""

import math
from dataclasses import dataclass

from cloudeye.demo.world import World

Parts = tuple[tuple[float, float], ...]

# (level at the start, change over the whole period) of the departments whose part is given; the others stay in the middle.
LEADERS: Parts = ((93.0, 2.0), (91.0, 2.5), (90.0, 2.0), (89.0, 2.5))
LAGGARDS: Parts = ((64.0, -1.0), (67.0, 1.5), (67.5, -1.0))
CLIMBERS: Parts = ((70.0, 12.0), (73.0, 9.0), (72.0, 10.0))
SLIPPERS: Parts = ((86.0, -9.0), (84.0, -8.0))
MIDDLE = (74.0, 81.5)


@dataclass(frozen=True)
class Curve:
    """The quality of one department over the months, from its first to its last."""

    level: float
    change: float
    phase: float

    def at(self, index: int, months: int) -> float:
        """Quality in the month with this index (0 to ``months`` - 1)."""
        done = index / max(1, months - 1)
        return self.level + self.change * done + 1.2 * math.sin(self.phase + index * math.pi / 6)


def curves(world: World) -> dict[str, Curve]:
    """The curve of every department of the world by department_id; each ranking group gets its own leaders and laggards."""
    groups: dict[str, list[str]] = {}
    for row in world.departments:
        is_ranked = row["is_ranked"] and row["valid_to"] is None
        groups.setdefault(row["ranking_group"] if is_ranked else "", []).append(row["department_id"])
    parts: dict[int, tuple[Parts, Parts, Parts, Parts]] = {
        3: (LEADERS[:1], LAGGARDS[1:2], (), ()),
        7: (LEADERS[1:2], LAGGARDS[1:2], CLIMBERS[:1], SLIPPERS[:1]),
    }
    found: dict[str, Curve] = {}
    for group, members in groups.items():
        leaders, laggards, climbers, slippers = (
            parts.get(len(members), (LEADERS, LAGGARDS, CLIMBERS, SLIPPERS)) if group else ((), (), (), ())
        )
        dice = world.dice("quality", group)
        given = [*leaders, *laggards, *climbers, *slippers]
        for index, department_id in enumerate(dice.sample(members, len(members))):
            level, change = given[index] if index < len(given) else (dice.uniform(*MIDDLE), dice.uniform(-2.5, 3.5))
            found[department_id] = Curve(level, change, dice.uniform(0, 2 * math.pi))
    return found


@dataclass(frozen=True)
class Quality:
    """The curves of a world, and the levels of single points scattered around them."""

    world: World
    by_department: dict[str, Curve]

    def of(self, department_id: str, index: int) -> float:
        """Quality of a department in the month with this index; months outside count as the nearest inside."""
        months = len(self.world.months)
        return self.by_department[department_id].at(min(max(index, 0), months - 1), months)

    def of_point(self, point_id: str, index: int) -> float:
        """The score, 0 to 100, that a point should come out near in the month with this index."""
        dice = self.world.dice("point", point_id)
        lasting = dice.gauss(0, 6.5)
        monthly = self.world.dice("point", point_id, index).gauss(0, 2.2)
        return min(100.0, max(2.0, self.of(self.world.lead_of_point[point_id], index) + lasting + monthly))
