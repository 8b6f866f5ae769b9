"""Where complaints come from: clusters inside the sub-districts, a few points outside, in the systems that channels use."""

import math
from dataclasses import dataclass

import numpy
import shapely

from cloudeye.catalog.cells import cell_of
from cloudeye.catalog.geography import Area, DistrictMap
from cloudeye.demo.dice import Dice
from cloudeye.demo.world import World
from cloudeye.ingest.coordinates import gcj02_to_bd09, wgs84_to_gcj02

# The hot spots lie in the largest sub-districts; a cell is about 1 km across.
HOT_WEIGHTS = (0.3, 0.4, 0.3)
HOT_SPREAD_KM = 0.5
KM_PER_DEGREE = 111.195
# What the channels deliver: scanning phones and platforms use the systems of their map, the rest gives WGS-84.
SYSTEMS = {"gaoxintong": "GCJ-02", "scan": "GCJ-02", "website": "BD-09", "project_code": "GCJ-02", "supervision_card": "BD-09"}


@dataclass(frozen=True)
class Place:
    """One point: WGS-84, and as it was delivered (degrees)."""

    subdistrict_id: str | None
    longitude: float
    latitude: float
    source_longitude: float
    source_latitude: float
    source_crs: str
    cell: str | None


@dataclass(frozen=True)
class Cluster:
    """A centre that enterprises gather around; ``spread_km`` is the standard deviation to each side."""

    longitude: float
    latitude: float
    spread_km: float


@dataclass(frozen=True)
class HotSpot:
    """Where complaints of the last weeks gather, within one sub-district; ``weight``: how much of them."""

    subdistrict_id: str
    cluster: Cluster
    weight: float


class Places:
    """Draws points inside the areas of a district's map."""

    def __init__(self, world: World, map_: DistrictMap) -> None:
        self.areas: dict[str, Area] = {area.subdistrict_id: area for area in map_.areas if area.subdistrict_id}
        for area in self.areas.values():
            shapely.prepare(area.shape)
        self.clusters = {name: self._clusters(world.dice("clusters", name), area) for name, area in self.areas.items()}
        largest = sorted(world.subdistricts, key=lambda row: (-row["area_km2"], row["subdistrict_id"]))
        self.hot_spots = [
            self._hot_spot(world, row["subdistrict_id"], weight) for row, weight in zip(largest, HOT_WEIGHTS, strict=False)
        ]

    def _inside(self, dice: Dice, area: Area) -> tuple[float, float]:
        """A point well inside the area."""
        core = area.shape.buffer(-0.25 * math.sqrt(area.shape.area / math.pi))
        west, south, east, north = core.bounds
        while True:
            x, y = dice.uniform(west, east), dice.uniform(south, north)
            if shapely.intersects_xy(core, x, y):
                return x, y

    def _hot_spot(self, world: World, subdistrict_id: str, weight: float) -> HotSpot:
        centre = self._inside(world.dice("hot spot", subdistrict_id), self.areas[subdistrict_id])
        return HotSpot(subdistrict_id, Cluster(*centre, HOT_SPREAD_KM), weight)

    def _clusters(self, dice: Dice, area: Area) -> list[Cluster]:
        return [Cluster(*self._inside(dice, area), dice.uniform(0.5, 1.0)) for _ in range(dice.randint(3, 5))]

    def draw(self, dice: Dice, subdistrict_id: str, channel_id: str, spot: HotSpot | None = None) -> Place:
        """A point of a complaint in a sub-district, near a hot spot of the last weeks if one is given."""
        area = self.areas[subdistrict_id]
        clusters = self.clusters[subdistrict_id]
        cluster = spot.cluster if spot else clusters[min(int(dice.random() ** 1.6 * len(clusters)), len(clusters) - 1)]
        scattered = not spot and dice.chance(0.2)
        for _ in range(60):
            if scattered:
                west, south, east, north = area.shape.bounds
                x, y = dice.uniform(west, east), dice.uniform(south, north)
            else:
                y = cluster.latitude + dice.gauss(0, cluster.spread_km) / KM_PER_DEGREE
                x = cluster.longitude + dice.gauss(0, cluster.spread_km) / (KM_PER_DEGREE * math.cos(math.radians(y)))
            if shapely.intersects_xy(area.shape, x, y):
                return place(subdistrict_id, x, y, SYSTEMS.get(channel_id, "WGS-84"))
        return place(subdistrict_id, cluster.longitude, cluster.latitude, SYSTEMS.get(channel_id, "WGS-84"))

    def outside(self, dice: Dice, channel_id: str) -> Place:
        """A point some kilometres outside every area."""
        area = self.areas[self.hot_spots[0].subdistrict_id]
        middle = area.shape.centroid
        angle, degrees = dice.uniform(-0.5, 0.5), dice.uniform(0.12, 0.3)
        return place(
            None, middle.x + degrees * math.cos(angle), middle.y + degrees * math.sin(angle), SYSTEMS.get(channel_id, "WGS-84")
        )


def place(subdistrict_id: str | None, longitude: float, latitude: float, system: str) -> Place:
    """The point as it was delivered in ``system``, six decimals, and as WGS-84."""
    x, y = round(longitude, 6), round(latitude, 6)
    shifted = numpy.asarray(x), numpy.asarray(y)
    if system != "WGS-84":
        shifted = wgs84_to_gcj02(*shifted)
    if system == "BD-09":
        shifted = gcj02_to_bd09(*shifted)
    return Place(subdistrict_id, x, y, round(float(shifted[0]), 6), round(float(shifted[1]), 6), system, cell_of(x, y))
