"""Fictional enterprises. Their credit codes carry the right check digit and an area prefix that nobody was given."""

from typing import Any

from cloudeye.demo.dice import shares
from cloudeye.demo.phrases import FORMS, SYLLABLES_FIRST, SYLLABLES_SECOND, TRADES
from cloudeye.demo.world import World

CODE_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
CODE_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))
# Registration authority "Y" (其他) and area 990000, which no administrative division bears.
MADE_UP_PREFIX = "Y1990000"
SCALES = (("微型", 0.52), ("小型", 0.33), ("中型", 0.11), ("大型", 0.04))


def check_digit(body: str) -> str:
    """The 18th sign of a unified social credit code (GB 32100-2015) for its first 17."""
    total = sum(CODE_SIGNS.index(sign) * weight for sign, weight in zip(body, CODE_WEIGHTS, strict=True))
    return CODE_SIGNS[(31 - total % 31) % 31]


def enterprises(world: World, count: int) -> list[dict[str, Any]]:
    """``count`` rows for the table ``enterprise``, spread over the sub-districts like the real number of enterprises."""
    names = [
        first + second + third + trade + form
        for first in SYLLABLES_FIRST
        for second in SYLLABLES_SECOND
        for third in ("", "瑞", "嘉")
        for trade in TRADES
        for form in FORMS[2:]
    ]
    chosen = world.dice("enterprise names").sample(names, count)
    counts = shares(count, [row["enterprises"] for row in world.subdistricts])
    places = [row["subdistrict_id"] for row, number in zip(world.subdistricts, counts, strict=True) for _ in range(number)]
    rows = []
    for number, (name, place) in enumerate(zip(chosen, places, strict=True), start=1):
        dice = world.dice("enterprise", number)
        body = MADE_UP_PREFIX + "".join(dice.choice(CODE_SIGNS) for _ in range(9))
        scale = (
            "微型"
            if name.endswith(("经营部", "工作室"))
            else dice.weighted([name for name, _ in SCALES], [weight for _, weight in SCALES])
        )
        rows.append(
            {
                "enterprise_id": f"E{number:05d}",
                "uscc": body + check_digit(body),
                "name": name,
                "scale": scale,
                "subdistrict_id": place,
            }
        )
    return rows
