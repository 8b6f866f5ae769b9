"""One look at where complaints come from: counts as they may be told, hot spots, and how they changed over a year."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import numpy
import shapely
from shapely.geometry.base import BaseGeometry

from cloudeye.catalog.cells import Cell
from cloudeye.catalog.geography import DistrictMap
from cloudeye.detect.hotspots import Counts, Flags, Numbers, binomial_tail, gi_star, hot, neighbourhoods, places
from cloudeye.detect.small_counts import range_words, rounded, unit_of

Row = Mapping[str, Any]
EMERGING, LASTING, FADING = "新增", "持续", "消退"
NO_SUBDISTRICT = "未归街道"
# Less than this part of a cell beyond a border is rounding of the outline.
BORDER = 1e-6


@dataclass(frozen=True)
class Rules:
    """What decides a hot spot: ``level`` bounds false discoveries; ``window`` months are looked at together, at the end of each
    of ``history`` months; hot in ``lasting`` of these is 持续, and no longer hot after ``fading`` of them is 消退."""

    level: float
    window: int
    history: int
    lasting: int
    fading: int


@dataclass(frozen=True, eq=False)
class Ground:
    """The district under the counts: its map, its sub-districts (rows of ``subdistrict_anchors``), who neighbours whom.

    Large, made once per catalogue and compared as itself, so that what is drawn from it can be kept.
    """

    area_map: DistrictMap
    subdistricts: Sequence[Row]

    @cached_property
    def index(self) -> dict[str, int]:
        """Cell → its place in every vector."""
        return {cell.cell: number for number, cell in enumerate(self.area_map.cells)}

    @cached_property
    def around(self) -> Counts:
        """The cells' neighbourhoods."""
        return neighbourhoods([cell.cell for cell in self.area_map.cells])

    @cached_property
    def owners(self) -> Counts:
        """For each cell the index of its sub-district; one beyond the last where the map names none."""
        return numpy.array([self._named[cell.area] for cell in self.area_map.cells], dtype=numpy.int64)

    @cached_property
    def _named(self) -> list[int]:
        """For each area of the map the index of its sub-district."""
        found = {row["subdistrict_id"]: number for number, row in enumerate(self.subdistricts)}
        return [found.get(area.subdistrict_id or "", len(self.subdistricts)) for area in self.area_map.areas]

    @cached_property
    def touching(self) -> Flags:
        """Sub-districts (one more for what belongs to none) × cells: which cells lie in each, be it with a part of them."""
        found = numpy.zeros((len(self.subdistricts) + 1, len(self.index)), dtype=bool)
        drawn = numpy.array([cell_shape(cell) for cell in self.area_map.cells], dtype=object)
        for area, number in zip(self.area_map.areas, self._named, strict=True):
            found[number] |= shapely.area(shapely.intersection(drawn, area.shape)) > BORDER * shapely.area(drawn)
        return found

    @cached_property
    def spreads(self) -> list[Numbers]:
        """The share of each cell if complaints were spread evenly by area, and by enterprises within each sub-district."""
        if not self.index:
            return []
        size = shapely.area([cell_shape(cell) for cell in self.area_map.cells])
        enterprises = numpy.array([*(row["enterprises"] or 0 for row in self.subdistricts), 0], dtype=float)
        whole = numpy.bincount(self.owners, size, minlength=len(enterprises))
        weight = size / whole[self.owners] * enterprises[self.owners]
        # Where a sub-district's enterprises are not known, its cells cannot be measured by them.
        known = bool((enterprises[numpy.unique(self.owners)] > 0).all())
        return [size / size.sum(), *([weight / weight.sum()] if known else [])]


@dataclass(frozen=True)
class AreaCount:
    """A sub-district: its count as it may be told (None: it may not), and how many hot spots reach into it."""

    subdistrict_id: str | None
    name: str
    zone_part: str
    enterprises: int
    told: int | None
    places: int

    @property
    def rate(self) -> float | None:
        """Complaints per 1,000 enterprises; None when the count is not told or no enterprises are known."""
        return 1000 * self.told / self.enterprises if self.told is not None and self.enterprises else None


@dataclass(frozen=True)
class CellCount:
    """A hexagon: its count as a range, whether it is hot, which place it belongs to (0: none), and the year behind it."""

    cell: str
    owner: int
    words: str
    lowest: int
    place: int
    change: str | None
    months: tuple[bool, ...]

    @property
    def is_hot(self) -> bool:
        """Whether it lies in a hot spot now."""
        return self.place > 0


@dataclass(frozen=True, eq=False)
class Study:
    """All that is shown. ``unit`` is how finely counts are told (1, 5, 25; 0: not at all), ``total`` of them all (None: not
    told), ``highest`` the sub-district whose rate stands out for certain, ``elsewhere`` what no map can show."""

    areas: Sequence[AreaCount]
    cells: Sequence[CellCount]
    unit: int
    total: int | None
    has_any: bool
    highest: AreaCount | None
    elsewhere: int

    @property
    def places(self) -> int:
        """How many hot spots there are: cells that touch are one."""
        return max((cell.place for cell in self.cells), default=0)

    @property
    def rate(self) -> float | None:
        """Complaints per 1,000 enterprises in the whole district."""
        enterprises = sum(area.enterprises for area in self.areas)
        return 1000 * self.total / enterprises if enterprises and self.total is not None else None


def cell_shape(cell: Cell) -> BaseGeometry:
    """What of a cell lies inside the district."""
    return shapely.union_all([shapely.Polygon(outer, holes) for outer, *holes in cell.polygons])


def months_before(month: date, number: int) -> date:
    """The first day of the month that lies ``number`` months earlier."""
    whole = month.year * 12 + month.month - 1 - number
    return date(whole // 12, whole % 12 + 1, 1)


def first_needed(first: date, last: date, rules: Rules) -> date:
    """The first month whose counts a study of ``first`` to ``last`` asks for."""
    return min(first, months_before(last, rules.history + rules.window - 2))


def study(ground: Ground, rows: Sequence[Row], first: date, last: date, rules: Rules, *, is_narrowed: bool) -> Study:
    """What ``rows`` of ``hotspot_counts`` from ``first_needed`` on say of the months ``first`` to ``last``."""
    begin = first_needed(first, last, rules)
    span = _months_between(begin, last) + 1
    cells = numpy.zeros((span, len(ground.index)), dtype=numpy.int64)
    areas = numpy.zeros((span, len(ground.subdistricts) + 1), dtype=numpy.int64)
    known = {row["subdistrict_id"]: number for number, row in enumerate(ground.subdistricts)}
    elsewhere = 0
    start = _months_between(begin, first)
    for row in rows:
        at = _months_between(begin, row["month"])
        if row["cell"] in ground.index:
            cells[at, ground.index[row["cell"]]] += row["complaints"]
        if row["subdistrict_id"] is not None or row["cell"] is not None:
            areas[at, known.get(row["subdistrict_id"], len(known))] += row["complaints"]
        elif at >= start:
            elsewhere += row["complaints"]
    in_areas, in_cells = areas[start:].sum(axis=0), cells[start:].sum(axis=0)
    unit = unit_of(in_areas, areas[start:], in_cells, ground.touching, is_narrowed=is_narrowed)
    now = hot(in_cells, ground.around, ground.spreads, rules.level)
    year = [_window(cells, span - 1 - back, ground, rules) for back in range(rules.history - 1, -1, -1)]
    spots = places(now, ground.around, gi_star(in_cells, ground.around))
    found = [
        CellCount(cell, int(ground.owners[number]), range_words(int(count)), _lowest(int(count)), int(spots[number]),
                  change(bool(now[number]), sum(bool(month[number]) for month in year), rules),
                  tuple(bool(month[number]) for month in year))
        for (cell, number), count in zip(ground.index.items(), in_cells, strict=True)
    ]  # fmt: skip
    listed = _areas(ground, in_areas, unit, found)
    total = rounded(int(in_areas.sum()), unit)
    return Study(listed, found, unit, total, bool(in_areas.any()), _highest(listed, in_areas, rules.level), elsewhere)


def change(is_hot: bool, hot_months: int, rules: Rules) -> str | None:
    """新增, 持续 or 消退, or None for a cell that is not hot and has not been hot for long."""
    if is_hot:
        return LASTING if hot_months >= rules.lasting else EMERGING
    return FADING if hot_months >= rules.fading else None


def _window(cells: Counts, end: int, ground: Ground, rules: Rules) -> Flags:
    counts = cells[max(end - rules.window + 1, 0) : end + 1].sum(axis=0)
    return hot(counts, ground.around, ground.spreads, rules.level)


def _months_between(earlier: date, later: date) -> int:
    return (later.year - earlier.year) * 12 + later.month - earlier.month


def _lowest(count: int) -> int:
    return int(range_words(count).split("–")[0])


def _areas(ground: Ground, counts: Counts, unit: int, cells: Sequence[CellCount]) -> list[AreaCount]:
    spots = {(cell.owner, cell.place) for cell in cells if cell.is_hot}
    rows: list[Row] = [*ground.subdistricts]
    if counts[-1]:
        rows.append({"subdistrict_id": None, "name": NO_SUBDISTRICT, "zone_part": "", "enterprises": 0})
    return [
        AreaCount(
            row["subdistrict_id"],
            row["name"],
            row["zone_part"],
            row["enterprises"] or 0,
            rounded(int(counts[number]), unit),
            sum(owner == number for owner, _ in spots),
        )
        for number, row in enumerate(rows)
    ]


def _highest(areas: Sequence[AreaCount], counts: Counts, level: float) -> AreaCount | None:
    """The sub-district with the highest rate, if no even spread over all enterprises would lift any of them that high."""
    rated = [(area.rate, number) for number, area in enumerate(areas) if area.rate is not None]
    everybody = sum(area.enterprises for area in areas)
    if len(rated) < 2:
        return None
    rate, number = max(rated)
    if sum(other == rate for other, _ in rated) > 1:
        return None
    share = numpy.array([areas[number].enterprises / everybody])
    chance = binomial_tail(int(counts.sum()), counts[number : number + 1], share)[0]
    return areas[number] if chance * len(rated) <= level else None
