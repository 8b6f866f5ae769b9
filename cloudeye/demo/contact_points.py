"""The contact points in buildings and parks, and what enterprises raised there."""

from datetime import datetime, timedelta
from typing import Any

from cloudeye.demo.parameters import ContactPoints
from cloudeye.demo.phrases import SYLLABLES_FIRST
from cloudeye.demo.places import Places
from cloudeye.demo.world import World

Rows = list[dict[str, Any]]

BUILDINGS = ("科创中心", "产业园", "商务大厦", "软件园", "孵化基地", "电子信息园", "生物产业园", "楼宇党群服务中心")
TITLES = (
    ("园区公共充电车位不足", "B1"),
    ("政策申报通知获取不及时", "A3"),
    ("物业转供电价格不透明", "C2"),
    ("通勤公交末班时间偏早", "D4"),
    ("楼宇食堂证照办理流程咨询", "B1"),
    ("人才公寓排队时间较长", "A2"),
    ("检查时间与生产高峰冲突", "C1"),
    ("网上申报系统卡顿", "D3"),
    ("多部门重复报送统计数据", "B1"),
    ("窗口预约名额较少", "D2"),
    ("货车通行证办理", "B1"),
    ("周边道路施工影响进出", "D4"),
    ("知识产权质押融资对接", "A3"),
    ("社保业务线上办理指导", "D2"),
    ("消防改造标准口径不一", "C3"),
)


def contact_points(world: World, places: Places, enterprises: Rows) -> tuple[Rows, Rows]:
    """Rows for ``contact_point`` and ``contact_point_issue``."""
    counts = ContactPoints()
    points: Rows = []
    areas = [row["subdistrict_id"] for row in world.subdistricts]
    names = world.dice("contact point names").sample(
        [first + kind for first in SYLLABLES_FIRST for kind in BUILDINGS], counts.points
    )
    for number, building in enumerate(names, start=1):
        dice = world.dice("contact point", number)
        subdistrict_id = areas[(number - 1) % len(areas)]
        place = places.draw(dice, subdistrict_id, "contact_point")
        points.append(
            {
                "contact_point_id": f"LX{number:02d}",
                "name": f"{building}监督联系点",
                "building": building,
                "subdistrict_id": subdistrict_id,
                "longitude": place.longitude,
                "latitude": place.latitude,
                "established_at": world.work.days[world.work.ordinal(world.months[0]) + number * 6],
            }
        )
    return points, _issues(world, points, enterprises, counts)


def _issues(world: World, points: Rows, enterprises: Rows, counts: ContactPoints) -> Rows:
    rows: Rows = []
    total = counts.solved + counts.unsolved
    for number in range(1, total + 1):
        dice = world.dice("contact point issue", number)
        point = dice.choice(points)
        is_solved = number <= counts.solved
        first = datetime.combine(point["established_at"], datetime.min.time())
        newest = world.as_of - timedelta(days=25 if is_solved else 1)
        oldest = first if is_solved else max(first, world.as_of - timedelta(days=60))
        raised = world.work.opening(oldest + (newest - oldest) * dice.random())
        solved = world.work.after(raised, dice.randint(300, 15 * 480)) if is_solved else None
        title, class_id = dice.choice(TITLES)
        near = [row["enterprise_id"] for row in enterprises if row["subdistrict_id"] == point["subdistrict_id"]]
        rows.append(
            {
                "contact_point_id": point["contact_point_id"],
                "enterprise_id": dice.choice(near),
                "class_id": class_id,
                "title": title,
                "raised_at": min(raised, world.as_of),
                "solved_at": min(solved, world.as_of) if solved else None,
            }
        )
    rows.sort(key=lambda row: (row["raised_at"], row["contact_point_id"], row["enterprise_id"], row["title"]))
    return [{"issue_id": f"LXW{number:04d}", **row} for number, row in enumerate(rows, start=1)]
