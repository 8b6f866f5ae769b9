"""Who complains in the demo: nobody. Names are a surname and 某某, numbers lie in ranges that nobody was given, roads do not
exist."""

from dataclasses import dataclass

from cloudeye.demo.dice import Dice
from cloudeye.demo.parameters import Complainants

SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕张孔曹严华金魏陶姜"
ROADS = ("样例路", "示范路", "演示大道", "虚构街", "例句巷", "样板路")
# 154 is no operator's, 0000 no exchange's; 990000 is no administrative division.
MOBILE, LANDLINE, AREA = "1540000", "028-0000", "990000"
ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
ID_SIGNS = "10X98765432"


@dataclass(frozen=True)
class Complainant:
    """The columns of ``complaint`` about the person; all None for one who gave no name."""

    complainant: str | None
    phone: str | None
    id_number: str | None
    address: str | None


NOBODY = Complainant(None, None, None, None)


def id_number(body: str) -> str:
    """An identity number (GB 11643) from its first 17 digits."""
    total = sum(int(digit) * weight for digit, weight in zip(body, ID_WEIGHTS, strict=True))
    return body + ID_SIGNS[total % 11]


def complainant(dice: Dice, subdistrict: str, share: Complainants) -> Complainant:
    """One fictional person in a sub-district."""
    if dice.chance(share.nameless):
        return NOBODY
    name = f"{dice.choice(SURNAMES)}某某"
    last = f"{dice.randrange(10_000):04d}"
    born = f"{dice.randint(1962, 2001)}{dice.randint(1, 12):02d}{dice.randint(1, 28):02d}"
    shown = dice.chance(share.shows_id)
    road = f"{subdistrict}街道{dice.choice(ROADS)}{dice.randint(1, 299)}号"
    return Complainant(
        name,
        (LANDLINE if dice.chance(share.landline) else MOBILE) + last,
        id_number(f"{AREA}{born}{dice.randrange(1, 999):03d}") if shown else None,
        road if dice.chance(share.gives_address) else None,
    )


def told(dice: Dice, content: str, person: Complainant, share: Complainants) -> str:
    """``content``, now and then with what people write into it beside: how to reach them, a number plate, an e-mail address."""
    if person.phone is None or not dice.chance(share.writes_contact):
        return content
    spaced = f"{person.phone[:3]} {person.phone[3:7]} {person.phone[7:]}"
    closing = (
        f"联系人{person.complainant}，电话{person.phone}。",
        f"请回电{person.phone}。",
        f"手机{spaced}，{person.complainant}。",
        f"经办人{person.complainant}，邮箱demo{person.phone[-4:]}@example.com。",
        f"送货车辆川A·0{person.phone[-4:]}被拦在门外，联系电话{person.phone}。",
    )
    return content + dice.choice(closing)
